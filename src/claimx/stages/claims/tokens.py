"""A light view of a parsed document: tokens with the features the claim rules ask for, sentences, paragraphs."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from spacy.tokens import Doc

from claimx.lexicon.codebook_words import Word as ContentWord
from claimx.lexicon.codebook_words import content_words
from claimx.stages.claims.names import Names
from claimx.stages.columns import columns_of
from claimx.stages.segmentation import date_of, paragraphs_of

MARKS: Final = frozenset("«»\"“”„‟‹›+'’—–-()[]")
CLITICS: Final = frozenset("ne n' n’ se s' s’ me m' m’ te t' t’ le la les l' l’ lui leur y en nous vous".split())


@dataclass(frozen=True, slots=True)
class Word:
    """What of a token depends on the word and its tags alone."""

    lower: str
    lemma: str
    pos: str
    form: str
    tense: str
    mood: str
    gender: str
    number: str
    person: str
    is_mark: bool
    is_noun: bool
    morph: Mapping[str, str]
    """The analysis, one object for each there is; held here so that its ``id`` stays its own."""


@dataclass(slots=True, unsafe_hash=True)  # not frozen: that makes each one take three times as long
class Tok:
    """One token: what the rules need of it, once; what they rarely need is its ``word``'s."""

    i: int
    text: str
    lower: str
    lemma: str
    pos: str
    start: int
    end: int
    form: str
    """``fin``, ``inf``, ``part`` for verbs, else empty."""
    sentence: int
    head: int
    dep: str
    is_mark: bool = field(compare=False)
    """Whether it is punctuation."""
    is_noun: bool = field(compare=False)
    """Whether it is a common or proper noun."""
    word: Word = field(compare=False, repr=False)
    sign: int | None = field(default=None, init=False, repr=False, compare=False)
    """The side it takes by itself, once that has been asked (:func:`claimx.stages.claims.polarity.word_sign`)."""
    tone: tuple[int, int] | None = field(default=None, init=False, repr=False, compare=False)
    """Its tones, once they have been asked (:mod:`claimx.stages.claims.sides`)."""

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb or auxiliary."""
        return self.pos in ("VERB", "AUX") and bool(self.form)


_FINITE_ENDINGS: Final = ("aient", "èrent", "irent", "urent")
"""Endings that no infinitive or participle has, whatever the tagger says."""
_ADJECTIVE_ENDINGS: Final = (
    "eux", "euse", "euses", "able", "ables", "ible", "ibles", "if", "ifs", "ive", "ives", "ique", "iques"
)  # fmt: skip
"""Endings that no participle has, whatever the tagger says."""
_INFINITIVE_ENDINGS: Final = ("er", "ir", "re")
"""Endings of infinitives; a verb in *-e* with another lemma has that of the noun it looks like: *reste, demande*."""
_NEVER_NOUNS: Final[Mapping[str, tuple[str, str]]] = {
    "faut": ("falloir", "Pres"),
    "faudra": ("falloir", "Fut"),
    "faudrait": ("falloir", "Pres"),
}
"""Forms that are verbs whatever the tagger says, with lemma and tense."""
_LEAD: Final = 800
"""Characters that count as headline and first paragraph at most."""
_FUTURE_ENDINGS: Final = ("erons", "irons", "drons", "erai", "irai", "drai")
_MISSING: Final = 1
_BLANK: Final = 1
_VERB_FORMS: Final = {"Fin": "fin", "Inf": "inf", "Part": "part"}


class View:
    """Tokens of a document by character, made as they are asked for."""

    def __init__(self, doc: Doc, names: Names | None = None) -> None:
        self.doc = doc
        self.names = names or Names()
        self.paragraphs = paragraphs_of(doc)
        """``(start, end, kind)`` of each paragraph."""
        self.date: str | None = date_of(doc)
        self._columns = columns_of(doc)
        self.text = self._columns.text
        self._starts = self._columns.start
        self._cache: list[Tok | None] = [None] * len(self._starts)
        self._blank = bytearray(self._columns.space)
        self._missing = bytearray([_MISSING]) * len(self._starts)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each noun or name stands in the document, by lemma."""
        tagged = zip(self._columns.lemma, self._columns.pos, strict=True)
        return Counter(lemma.lower() for lemma, pos in tagged if pos in ("NOUN", "PROPN"))

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """All lemmas of the document, in lower case: what none of them is need not be looked for."""
        return frozenset(map(str.lower, set(self._columns.lemma)))

    @cached_property
    def headline(self) -> frozenset[str]:
        """The nouns and names of the headline and the first paragraph, by lemma."""
        end = next((end for _, end, kind in self.paragraphs if kind == "body"), 0)
        pos = self._columns.pos
        nouns = [self.tok(index) for index in self._between(0, min(end, _LEAD)) if pos[index] in ("NOUN", "PROPN")]
        return frozenset(tok.lemma for tok in nouns if tok.is_noun)

    def paragraph_at(self, offset: int) -> int:
        """Return the index of the paragraph that holds an offset (the last one beginning before it)."""
        return max(bisect.bisect_right(self.paragraphs, offset, key=lambda item: item[0]) - 1, 0)

    def between(self, start: int, end: int) -> list[Tok]:
        """Return the tokens that lie in a stretch of text, those cut by its edges too."""
        places = self._between(start, end)
        if (first := self._missing.find(_MISSING, places.start, places.stop)) >= 0:
            self._make(range(first, self._missing.rfind(_MISSING, first, places.stop) + 1))
        found = self._cache[places.start : places.stop]
        blank = self._blank[places.start : places.stop]
        if _BLANK in blank:
            found = [tok for tok, skipped in zip(found, blank, strict=True) if not skipped]
        return found  # type: ignore[return-value]  # all of them have been made

    def _between(self, start: int, end: int) -> range:
        first = bisect.bisect_right(self._starts, start) - 1
        if first < 0 or (self._starts and self._columns.end[first] <= start):
            first += 1
        return range(first, bisect.bisect_left(self._starts, end))

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of a stretch of text and of the tokens that its edges cut."""
        places = self._between(start, end)
        if not places:
            return start, end
        return min(start, self._starts[places.start]), max(end, self._columns.end[places.stop - 1])

    def beside(self, start: int, end: int, sentence: int) -> list[Tok]:
        """Return those tokens of one sentence that lie in a stretch of text."""
        starts = self._columns.sentence_starts
        if sentence:
            start = max(start, self._starts[starts[sentence - 1]])
        if sentence < len(starts):
            end = min(end, self._starts[starts[sentence]])
        return self.between(start, end) if start < end else []

    def sentence_of(self, index: int) -> int:
        """Return the number of the sentence that a token stands in."""
        return bisect.bisect_right(self._columns.sentence_starts, index)

    def tok(self, index: int) -> Tok:
        """Return one token."""
        tok = self._cache[index]
        if tok is None:
            self._make(range(index, index + 1))
            tok = self._cache[index]
            assert tok is not None
        return tok

    def _make(self, places: range) -> None:
        """Make the tokens of a stretch that aren't there yet."""
        columns, cache, missing = self._columns, self._cache, self._missing
        stretch = slice(places.start, places.stop)
        sentences = columns.sentence_starts
        number = self.sentence_of(places.start)
        following = sentences[number] if number < len(sentences) else len(cache)
        for index, text, lemma, pos, morph, start, end, head, dep in zip(
            places, columns.words[stretch], columns.lemma[stretch], columns.pos[stretch], columns.morph[stretch],
            columns.start[stretch], columns.end[stretch], columns.head[stretch], columns.dep[stretch], strict=True,
        ):  # fmt: skip
            while index >= following:
                number += 1
                following = sentences[number] if number < len(sentences) else len(cache)
            if not missing[index]:
                continue
            missing[index] = 0
            key = (text, lemma, pos, id(morph))
            word = _words.get(key)
            if word is None:
                word = _word_of(key, morph)
            cache[index] = Tok(
                index, text, word.lower, word.lemma, word.pos, start, end, word.form, number, head, dep,
                word.is_mark, word.is_noun, word,
            )  # fmt: skip


_KEPT: Final = 1 << 14
"""Words kept, some 300 bytes each; when they are full, they're begun anew."""
_words: Final[dict[tuple[str, str, str, int], Word]] = {}


def _word_of(key: tuple[str, str, str, int], morph: Mapping[str, str]) -> Word:
    text, lemma, pos, _ = key
    get = morph.get
    form, tense = _VERB_FORMS.get(get("VerbForm", ""), ""), get("Tense", "")
    lower, lemma = text.lower().replace("’", "'"), lemma.lower()
    if form != "fin" and pos in ("VERB", "AUX") and lower.endswith(_FINITE_ENDINGS):
        form = "fin"
    if form == "fin" and lower.endswith(_FUTURE_ENDINGS) and lower != lemma[:-2] + "ons":
        tense = "Fut"
    if form == "part" and lower.endswith(_ADJECTIVE_ENDINGS):
        pos, form = "ADJ", ""
    if lower in _NEVER_NOUNS and not form:
        pos, form, tense, lemma = "VERB", "fin", _NEVER_NOUNS[lower][1], _NEVER_NOUNS[lower][0]
    if form == "fin" and pos == "VERB" and lower.endswith("e") and not lemma.endswith(_INFINITIVE_ENDINGS):
        lemma = f"{lower}r"
    if len(_words) >= _KEPT:
        _words.clear()
    word = _words[key] = Word(
        lower, lemma.replace("’", "'"), pos, form, tense, get("Mood", ""), get("Gender", ""), get("Number", ""),
        get("Person", ""), pos in ("PUNCT", "SPACE") or text in MARKS, pos in ("NOUN", "PROPN"), morph,
    )  # fmt: skip
    return word


def words_of(tokens: Iterable[Tok]) -> list[ContentWord]:
    """Return what codebook patterns look at in tokens."""
    return content_words((tok.text, tok.lemma, tok.start) for tok in tokens)


def trimmed(tokens: Sequence[Tok]) -> Sequence[Tok]:
    """Return tokens without the marks at either edge."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].is_mark:
        first += 1
    while last > first and tokens[last - 1].is_mark:
        last -= 1
    return tokens[first:last] if first or last < len(tokens) else tokens
