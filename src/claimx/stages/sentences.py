"""Sentence segmentation: where sentences end, before the parser sees the text.

Lines are hard bounds. Within a line a sentence ends after a run of ``. ! ? …`` with the closing marks and
brackets that follow it, if what comes next can open a sentence and what stands before isn't an abbreviation
or an initial. A mark never stands alone, and ends inside a quotation count.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from claimx import plain_yaml
from claimx.layout import LINE_ENDS, Span, read_layout
from claimx.stages.doc_text import text_of
from claimx.stages.extensions import DATE, PARAGRAPHS, register_extensions
from claimx.stages.scoring import Scored, Scorer

register_extensions()

_LINE: Final = re.compile(rf"[^{LINE_ENDS}]+")
_END: Final = re.compile(r"[.!?…]+(?:[ \u00a0\u202f]?[!?…](?![.\w]))*")
# What closes with the sentence; straight marks and the wires' + are asked about one by one.
_CLOSER: Final = re.compile(r"[\s\u00a0\u202f]*[»”›’)\]}]|[\"'+*_]|\s+\"")
_OPENERS: Final = re.compile(r"(?:[(\[](?:\.\.\.|…)[)\]]|[«“„\"‹‘'(\[{¿¡+*_—–-]|[\s\u00a0\u202f])*")
_WORD_BEFORE: Final = re.compile(r"[\w'’ᵒ°.-]+$")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ACRONYM: Final = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]$")
_PLAIN_WORD_BEFORE: Final = re.compile(r"(?:^|\s)[a-zà-öø-ÿ]{4,}\s$")
_ROMAN: Final = re.compile(r"[IVXLCDM]+\b")
_NO_CAPITAL_KEY: Final = frozenset("àéèêç")
_SIGNS_THAT_OPEN: Final = frozenset("#@&§•")
_BEFORE_ITEM: Final = frozenset(("", *".!?;:"))
_CLOSING_SIGNS: Final = frozenset(")]%€")
_LOOK_BACK: Final = 48
"""How far back of a full stop its word is looked for, in characters: longer ones are no abbreviations."""
_LONGEST: Final = 400
"""Tokens of the longest sentence, three times the longest of 4,000 from newspapers, Wikipedia and Europarl.

What no full stop ends (a table, a machine's output) is cut: later stages compare a sentence's parts with each other."""
_PAUSES: Final = frozenset((";", ",", ":", "—", "–"))


@cache
def load_abbreviations() -> Mapping[str, frozenset[str]]:
    """Return the lists of ``lexicon/data/abbreviations.yaml``."""
    text = files("claimx.lexicon").joinpath("data", "abbreviations.yaml").read_text(encoding="utf-8")
    return {name: frozenset(map(str, words)) for name, words in plain_yaml.load(text).items()}


class SentenceSegmenter:
    """Cuts a text into sentences; knows no model, only lines, marks and abbreviations."""

    def __init__(self, abbreviations: Mapping[str, Iterable[str]] | None = None) -> None:
        lists = load_abbreviations() if abbreviations is None else abbreviations
        self._before_name = frozenset(lists.get("before_name", ()))
        self._before_number = frozenset(word.casefold() for word in lists.get("before_number", ()))
        self._anywhere = frozenset(word.casefold() for word in lists.get("anywhere", ()))
        self._after_name = frozenset(lists.get("after_name", ()))
        self._with_mark = frozenset(lists.get("with_mark", ()))
        self._openers = frozenset(lists.get("openers", ()))

    def __call__(self, text: str, bounds: Iterable[int] = ()) -> list[Span]:
        """Return the sentences of a text in order, without outer blanks; blank text has none.

        ``bounds`` are further offsets at which a sentence must begin (a header before its text).
        """
        hard = deque(sorted(set(bounds)))
        sentences: list[Span] = []
        for match in _LINE.finditer(text):
            start, end = match.span()
            cuts = [start]
            while hard and hard[0] < end:
                if (bound := hard.popleft()) > start:
                    cuts.append(bound)
            cuts.append(end)
            for low, high in pairwise(cuts):
                sentences.extend(self._line(text, low, high))
        return sentences

    def _line(self, text: str, start: int, end: int) -> Iterator[Span]:
        begin = start
        for stop in [*self._stops(text, start, end), end]:
            chunk = text[begin:stop]
            # Marks before the first word belong to its sentence.
            if stop < end and not any(map(str.isalnum, chunk)):
                continue
            if stripped := chunk.strip():
                low = begin + len(chunk) - len(chunk.lstrip())
                yield low, low + len(stripped)
            begin = stop

    def _stops(self, text: str, start: int, end: int) -> Iterator[int]:
        """Yield where sentences end within a line, after their closing marks; the last one ends with it."""
        last_word = next((at for at in range(end - 1, start - 1, -1) if text[at].isalnum()), start)
        counted, marks = start, 0
        position = start
        while match := _END.search(text, position, end):
            position = match.end()
            marks += text.count('"', counted, position)
            counted = position
            stop = self._close(text, position, end, odd=marks % 2 == 1)
            if stop > last_word:
                return
            if self._ends(text, start, match, stop, end):
                yield stop
                position = max(position, stop)

    @staticmethod
    def _close(text: str, position: int, end: int, *, odd: bool) -> int:
        """Return where the closing marks after a full stop end; ``odd``: a straight double mark stands open."""
        while match := _CLOSER.match(text, position, end):
            mark, after = match[0][-1], text[match.end() : min(match.end() + 1, end)]
            if mark in "\"'+*_’":
                free = not after or after.isspace() or after in '.,;:!?…»”")]-–—'
                if match.start() != match.end() - 1:
                    # A straight mark after a blank closes only if one is open and nothing follows it closely.
                    if not (odd and free):
                        break
                elif not free and not (mark == '"' and odd):
                    break
                odd = odd and mark != '"'
            position = match.end()
        return position

    def _ends(self, text: str, start: int, match: re.Match[str], stop: int, end: int) -> bool:
        opened = _OPENERS.match(text, stop, end)
        begin = opened.end() if opened else stop
        following = text[begin : begin + 1]
        if not (
            following.isalnum() or following in _SIGNS_THAT_OPEN or unicodedata.category(following or " ")[0] == "S"
        ):
            return False
        if begin == stop and not (following.isupper() and stop > match.end()):
            return False
        between = text[stop:begin]
        if not any(map(str.isspace, between)) and not re.match('[«“„"]', between) and begin != stop:
            return False
        marks = match[0]
        before = text[max(match.start() - _LOOK_BACK, start) : match.start()]
        if text[match.start() - 1 : match.start()] in {"(", "["} and text[match.end() : match.end() + 1] in {")", "]"}:
            return False
        if marks == ".":
            return self._full_stop_ends(text, before, start, stop, begin, match.start())
        if following.islower():
            return False
        word = _WORD_BEFORE.search(before)
        return not (word and word[0] + marks in self._with_mark and stop == match.end())

    def _full_stop_ends(self, text: str, before: str, start: int, stop: int, begin: int, dot: int) -> bool:
        following = text[begin : begin + 1]
        found = _WORD_BEFORE.search(before)
        word = found[0].lstrip("'’-.") if found else ""
        # Elided articles aren't part of an abbreviation: l'art. 5, d'env. 3 km.
        bare = re.split("['’]", word)[-1] if word else ""
        if not bare or stop > dot + 1:
            return not following.islower() or (following in _NO_CAPITAL_KEY and before[-1:] in _CLOSING_SIGNS)
        if bare.isdigit():
            # A number after nothing or a stop counts items (1. Le budget. 2. La loi).
            unlike = not following.islower() or following in _NO_CAPITAL_KEY
            head = text[max(start, dot - _LOOK_BACK) : dot - len(word)].strip(' \t-–—•*"«')
            return unlike and not (len(bare) <= 2 and head[-1:] in _BEFORE_ITEM)
        if bare in self._before_name or (len(bare) == 2 and bare.capitalize() in self._before_name):
            return False
        opener = self._opens(text, begin)
        if len(bare) == 1 and bare.isupper():
            # "un plan B. Le maire" and "la loi B. 40 députés" end, "J. Le Goff", "C. Martin" and "art. L. 121" don't.
            if following.isdigit():
                return _PLAIN_WORD_BEFORE.search(before[: -len(word)]) is not None
            return opener and not self._particle(text, begin)
        folded = bare.casefold()
        if folded in self._before_number:
            if following.isdigit() or following.islower() or _ROMAN.match(text, begin):
                return False
            return text[begin + 1 : begin + 2] not in {".", " ", "-"}
        if bare in self._after_name:
            return opener
        pair = " ".join(before.split()[-2:]).casefold()
        if folded in self._anywhere or pair in self._anywhere:
            return not (following.islower() or following.isdigit())
        if _ACRONYM.fullmatch(bare):
            return opener
        if following.islower():
            return self._lower_opens(bare, text, begin)
        return True

    def _opens(self, text: str, begin: int) -> bool:
        """Whether the word there is one that opens sentences; an elided one is told by its mark (L'avion, Qu'il)."""
        word = _WORD.match(text, begin)
        if not word:
            return False
        head = word[0].replace("’", "'")
        return (
            head in self._openers
            or head.split("-")[0] in self._openers
            or re.match(r"(?:[CJLMNST]|Qu|Lorsqu|Puisqu)'", head) is not None
        )

    @staticmethod
    def _particle(text: str, begin: int) -> bool:
        """Whether a name of the pattern *Le Goff, De Gaulle, La Fontaine, Du Bellay* stands there."""
        return re.match(r"(?:Le|La|De|Du|Des|Van|Von|L['’])\s?[A-ZÀ-ÖØ-Þ]", text[begin : begin + 8]) is not None

    @staticmethod
    def _lower_opens(bare: str, text: str, begin: int) -> bool:
        """Whether a small accented letter opens a sentence: French keyboards have no key for its capital (*à Lyon*)."""
        return text[begin : begin + 1] in _NO_CAPITAL_KEY and (len(bare) > 2 or bare.isdigit())


class SentenceComponent(Scored):
    """Sets every token's ``is_sent_start``, and the document's paragraphs and date."""

    def __init__(self, name: str = "claimx_sentences", scorer: Scorer | None = None) -> None:
        self.name = name
        self.scorer = scorer
        self.segmenter = SentenceSegmenter()

    def __call__(self, doc: Doc) -> Doc:
        """Mark a doc. A blank token belongs to the sentence before it; the first token opens the first."""
        text = text_of(doc)
        layout = read_layout(text)
        doc._.set(PARAGRAPHS, [[p.start, p.end, p.kind] for p in layout.paragraphs])
        if doc._.get(DATE) is None:  # the reader's metadata know better
            doc._.set(DATE, layout.date)
        if not len(doc):
            return doc
        starts = [start for start, _ in self.segmenter(text, [p.start for p in layout.paragraphs])]
        # The first sentence begins with the first token, blanks before its first word included.
        firsts = np.searchsorted(doc.to_array(["IDX"]).ravel(), np.asarray(starts[1:], dtype=np.uint64))
        marks = np.full(len(doc), -1, dtype=np.int64)
        marks[firsts[firsts < len(doc)]] = 1
        marks[0] = 1
        marks[_cuts(doc, np.flatnonzero(marks == 1).tolist())] = 1
        column = marks.reshape(-1, 1).astype(np.uint64)
        doc.from_array(["SENT_START"], column)  # type: ignore[arg-type]  # spaCy's stub has 32-bit arrays only
        return doc


def _cuts(doc: Doc, starts: list[int]) -> list[int]:
    """Return where sentences of more than ``_LONGEST`` tokens are cut: behind a pause, if one is near enough."""
    cuts: list[int] = []
    for start, end in pairwise([*starts, len(doc)]):
        while end - start > _LONGEST:
            last = start + _LONGEST
            pauses = (i + 1 for i in range(last - 1, start + _LONGEST // 2, -1) if doc[i].text in _PAUSES)
            start = next(pauses, last)
            cuts.append(start)
    return cuts


@Language.factory(
    "claimx_sentences",
    default_config={"scorer": {"@scorers": "spacy.senter_scorer.v1"}},
    assigns=["token.is_sent_start", "doc.sents", f"doc._.{PARAGRAPHS}", f"doc._.{DATE}"],
    default_score_weights={"sents_f": 1.0, "sents_p": None, "sents_r": None},
)
def make_sentences(nlp: Language, name: str, scorer: Scorer | None) -> SentenceComponent:
    """Make the sentence segmentation stage; add it before the parser."""
    return SentenceComponent(name, scorer)
