"""A light view of a parsed document: tokens with the features the claim rules ask for, sentences, paragraphs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from spacy.tokens import Doc

from claimx.lexicon.codebook_words import Word as ContentWord
from claimx.lexicon.codebook_words import content_words
from claimx.stages.claims.names import Names
from claimx.stages.claims.words import Word, read_words
from claimx.stages.columns import columns_of
from claimx.stages.segmentation import date_of, paragraphs_of

CLITICS: Final = frozenset("ne n' n’ se s' s’ me m' m’ te t' t’ le la les l' l’ lui leur y en nous vous".split())
SUBJECT_PRONOUNS: Final = frozenset(
    "je j' tu il elle on nous vous ils elles ce c' cela ça ceci"
    " -je -tu -il -elle -on -nous -vous -ils -elles -ce".split()
)


@dataclass(slots=True, unsafe_hash=True, init=False)  # not frozen: that makes each one take three times as long
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
    is_verb: bool = field(compare=False)
    """Whether it is a verb or auxiliary."""
    word: Word = field(compare=False, repr=False)

    def __init__(self, i: int, word: Word, start: int, end: int, sentence: int, head: int, dep: str) -> None:
        self.i = i
        self.text = word.text
        self.lower = word.lower
        self.lemma = word.lemma
        self.pos = word.pos
        self.start = start
        self.end = end
        self.form = word.form
        self.sentence = sentence
        self.head = head
        self.dep = dep
        self.is_mark = word.is_mark
        self.is_noun = word.is_noun
        self.is_verb = word.is_verb
        self.word = word

    def as_adverb(self, dep: str) -> Tok:
        """Return it as part of a fixed phrase that an adverb could stand for, with another dependency."""
        return Tok(self.i, self.word.as_adverb(), self.start, self.end, self.sentence, self.head, dep)

    def as_finite(self, lemma: str, tense: str, mood: str) -> Tok:
        """Return it as a finite verb, which the tagger took for something else."""
        word = self.word.as_finite(lemma, tense, mood)
        return Tok(self.i, word, self.start, self.end, self.sentence, self.head, self.dep)


_LEAD: Final = 800
"""Characters that count as headline and first paragraph at most."""
_BLANK: Final = 1
_MADE: Final = 0
_MISSING: Final = 1


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
        self._starts, self._ends = self._columns.start, self._columns.end
        self._paragraph_starts = [start for start, _, _ in self.paragraphs]
        self._blank = bytearray(self._columns.space)
        self._cache: list[Tok | None] = [None] * len(self._starts)
        self._missing = bytearray([_MISSING]) * len(self._starts)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each noun or name stands in the document, by lemma."""
        tagged = zip(self._columns.lemma, self._columns.pos, strict=True)
        return Counter([lemma.lower() for lemma, pos in tagged if pos in ("NOUN", "PROPN")])

    @cached_property
    def lemmas(self) -> frozenset[str]:
        """All lemmas of the document, in lower case: what none of them is need not be looked for."""
        return frozenset(map(str.lower, set(self._columns.lemma)))

    @cached_property
    def headline(self) -> frozenset[str]:
        """The nouns and names of the headline and the first paragraph, by lemma."""
        end = next((end for _, end, kind in self.paragraphs if kind == "body"), 0)
        places = self._between(0, min(end, _LEAD))
        nouns = [index for index in places if self._columns.pos[index] in ("NOUN", "PROPN")]
        return frozenset([word.lemma for word in read_words(self._columns, nouns) if word.is_noun])

    def paragraph_at(self, offset: int) -> int:
        """Return the index of the paragraph that holds an offset (the last one beginning before it)."""
        return max(bisect_right(self._paragraph_starts, offset) - 1, 0)

    def between(self, start: int, end: int) -> list[Tok]:
        """Return the tokens that lie in a stretch of text, those cut by its edges too."""
        places = self._between(start, end)
        if (first := self._missing.find(_MISSING, places.start, places.stop)) >= 0:
            self._make(first, self._missing.rfind(_MISSING, first, places.stop) + 1)
        found = self._cache[places.start : places.stop]
        blank = self._blank[places.start : places.stop]
        if _BLANK in blank:
            found = [tok for tok, skipped in zip(found, blank, strict=True) if not skipped]
        return found  # type: ignore[return-value]  # all of them have been made

    def _between(self, start: int, end: int) -> range:
        first = bisect_right(self._starts, start) - 1
        if first < 0 or self._ends[first] <= start:
            first += 1
        return range(first, bisect_left(self._starts, end))

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of a stretch of text and of the tokens that its edges cut."""
        places = self._between(start, end)
        if not places:
            return start, end
        return min(start, self._starts[places.start]), max(end, self._ends[places.stop - 1])

    def beside(self, start: int, end: int, sentence: int) -> list[Tok]:
        """Return those tokens of one sentence that lie in a stretch of text."""
        starts = self._columns.sentence_starts
        if sentence:
            start = max(start, self._starts[starts[sentence - 1]])
        if sentence < len(starts):
            end = min(end, self._starts[starts[sentence]])
        return self.between(start, end) if start < end else []

    def _make(self, first: int, stop: int) -> None:
        """Make the tokens of a stretch that aren't there yet; the first one isn't."""
        columns, missing = self._columns, self._missing
        while first >= 0:
            made = missing.find(_MADE, first, stop)
            end = stop if made < 0 else made
            new, stretch = range(first, end), slice(first, end)
            self._cache[stretch] = map(
                Tok, new, read_words(columns, new), columns.start[stretch], columns.end[stretch],
                columns.sentence_number[stretch], columns.head[stretch], columns.dep[stretch],
            )  # fmt: skip
            missing[stretch] = bytes(len(new))
            first = missing.find(_MISSING, end, stop)


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
