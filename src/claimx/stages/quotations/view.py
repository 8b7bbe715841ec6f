"""One parsed document as arrays: what every quotation rule asks about a token, answered in constant time.

The French parser errs often around quotation marks, so the rules rely on surface order, marks and the
lexicon's form table first, and use dependencies as one vote among others.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

from spacy.tokens import Doc

from claimx.lexicon.function_words import COORDINATING
from claimx.stages.by_word import ByWord
from claimx.stages.columns import Columns
from claimx.stages.line_signs import head_end, heads_line, is_pictograph
from claimx.stages.quotations.marks import Region

_MARKS = frozenset('«»‹›“”„‟"＂+') | {"''", "‘", "'", "’"}
_FINAL = frozenset({".", "!", "?", "…", "...", ";", ":"})
_CURLY = "’‐‑"
_PLAIN = str.maketrans(_CURLY, "'--")
_plain = ByWord(lambda word: word.translate(_PLAIN))
_INVERTIBLE = ("il", "elle", "on", "ils", "elles", "t-il", "t-elle", "t-on")
_ETRE = frozenset(
    "suis es est sommes êtes sont étais était étions étiez étaient fus fut furent serai sera serons seront "
    "serais serait seraient sois soit soient fût été être étant".split()
)
_AVOIR = frozenset(
    "ai as a avons avez ont avais avait avions aviez avaient eus eut eurent aurai aura aurons auront aurais aurait "
    "auraient aie ait aient eût eu avoir ayant".split()
)
# Where hyphens are no-break ones (U+2011) the tokenizer leaves *a‑t‑il* whole: an auxiliary and a pronoun in one.
INVERTED_ETRE = frozenset(f"{verb}-{pronoun}" for verb in _ETRE for pronoun in _INVERTIBLE)
INVERTED_AVOIR = frozenset(f"{verb}-{pronoun}" for verb in _AVOIR for pronoun in _INVERTIBLE)
AUXILIARIES = _ETRE | _AVOIR | INVERTED_ETRE | INVERTED_AVOIR
ETRE = _ETRE | INVERTED_ETRE
REFLEXIVE = frozenset({"se", "s'", "s’", "me", "m'", "m’", "te", "t'", "t’", "nous", "vous"})
CLITICS = REFLEXIVE | frozenset("le la les l' l’ lui leur en y ne n' n’".split())
INVERTED_THIRD = frozenset({"-il", "-elle", "-on", "-ils", "-elles"})
INVERTED = INVERTED_THIRD | {"-je", "-nous", "-vous", "-tu", "-ce"} | INVERTED_ETRE | INVERTED_AVOIR
_DATELINE = re.compile(
    r"[A-ZÀ-ÖØ-Þ][\w'’-]*(?: (?:[A-ZÀ-ÖØ-Þ][\w'’-]*|du|de|la|le|les|sur|sous)){0,4}"
    r"(?:, (?:le )?\d{1,2}(?:er)? [a-zéû]{3,9}\.?(?: \d{4})?)?(?: ?\([^)\n]{2,30}\))?"
    r"(?:, (?:le )?\d{1,2}(?:er)? [a-zéû]{3,9}\.?(?: \d{4})?)?"
    r" [-–—] (?=(?:[«“\"][ \u00a0\u202f]?)?[A-ZÀ-ÖØ-Þ])"
)
FILLERS = frozenset({"-t", "-t-", "t", "-"})


class _LeftEdges:
    """Index of the first token that hangs under a token in the parse, itself included; rarely asked for."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc

    def __getitem__(self, index: int) -> int:
        return self._doc[index].left_edge.i


class View:
    """Arrays over the tokens of ``doc``; offsets are code points, ``sentence`` bounds are token indices."""

    def __init__(self, doc: Doc, regions: Sequence[Region], columns: Columns) -> None:
        self.doc = doc
        self.regions = regions
        self.text = columns.text
        size = len(doc)
        self._last = size - 1
        self.tokens = doc
        """For what no column holds; every look at a token is dear, so none in loops over a document."""
        self.words = columns.words
        self.lower = _plain.of(columns.lower) if any(map(self.text.__contains__, _CURLY)) else columns.lower
        self.lemma = columns.lemma
        self.pos = columns.pos
        self.start = columns.start
        self.end = columns.end
        self.head = columns.head
        self.dep = columns.dep
        self.morph = columns.morph
        self.sentence = [0] * size
        self.sentences: list[tuple[int, int]] = []
        for number, bounds in enumerate(pairwise([0, *(i for i in columns.sentence_starts if i), size])):
            self.sentences.append(bounds)
            self.sentence[bounds[0] : bounds[1]] = [number] * (bounds[1] - bounds[0])
        self._inner: dict[int, tuple[int, int]] = {}
        """Bounds of the sentences asked for (see ``bounds``)."""
        self.mark = list(map(_MARKS.__contains__, self.lower))
        self.space = columns.space
        self.region: list[Region | None] = [None] * size
        self.closing: dict[int, Region] = {}
        self.ranges: dict[Region, tuple[int, int]] = {}
        """Tokens of the regions asked for (see ``region_token_range``)."""
        self.sources: dict[tuple[int, int], Any] = {}
        """Classes of the sources asked for, by their code points (see ``agents.classify_source``)."""
        self._lay_regions()
        self.quoted_times: Counter[str] | None = None
        self.left_edge = _LeftEdges(doc)
        self.tense = columns.verb_form
        if names := self._names_like_verbs():
            # *sur Instagram*, *France Inter*: the tagger takes them for verbs
            self.tense, self.pos = list(self.tense), list(self.pos)
            for index in names:
                self.tense[index], self.pos[index] = "", "PROPN"
        self._finite_before = [0, *accumulate(["Fin" in tense for tense in self.tense])]

    def _names_like_verbs(self) -> list[int]:
        """Tokens tagged as verbs that have a capital behind a word, in text that is not all in capitals."""
        words = self.words
        return [
            index
            for index, tense in enumerate(self.tense)
            if tense and words[index][0].isupper() and index and words[index - 1][0].isalpha()
            if words[index - 1].islower() or not words[index].isupper()
        ]

    def _lay_regions(self) -> None:
        """Innermost region a token; a mark belongs to the region around it. ``closing`` maps closing marks."""
        for region in self.regions:  # parents come before their children
            for index in range(self.token_at(region.start), self.token_at(region.end - 1) + 1):
                self.region[index] = region
            if region.closed and (last := self.token_at(region.outer_end - 1)) not in self.closing:
                self.closing[last] = region

    def token_at(self, offset: int) -> int:
        """Index of the token that holds ``offset`` or, between tokens, of the next one."""
        return bisect_right(self.end, offset, 0, self._last)

    def depth(self, index: int) -> int:
        """Level of the region a token lies in, -1 outside marks."""
        region = self.region[index]
        return -1 if region is None else region.level

    def is_break(self, index: int) -> bool:
        """A token no phrase needs: blank or quotation mark."""
        return self.space[index] or self.mark[index]

    def speaks_within(self, index: int, cue: int) -> bool:
        """Whether a token may be of the clause of the cue at token ``cue``: not so in marks that don't hold the cue."""
        region = self.region[index]
        return region is None or region.start <= self.start[cue] < region.end

    def before(self, index: int, low: int = 0) -> int:
        """Index of the last token before ``index`` that is no blank or mark, or -1."""
        index -= 1
        while index >= low and self.is_break(index):
            index -= 1
        return index if index >= low else -1

    def after(self, index: int, high: int) -> int:
        """Index of the first token after ``index``, below ``high``, that is no blank or mark, or -1."""
        index += 1
        while index < high and self.is_break(index):
            index += 1
        return index if index < high else -1

    def bounds(self, index: int) -> tuple[int, int]:
        """Token range of the sentence of ``index``, without final punctuation and blanks."""
        number = self.sentence[index]
        found = self._inner.get(number)
        if found is None:
            start, end = self.sentences[number]
            while end > start and (self.space[end - 1] or self.lower[end - 1] in _FINAL or self.lower[end - 1] == ","):
                end -= 1
            while start < end and self.space[start]:
                start += 1
            found = self._inner[number] = start, end
        return found

    def is_participle(self, index: int) -> bool:
        """A participle, by the tagger."""
        return "Part" in self.tense[index]

    def is_finite(self, index: int) -> bool:
        """A finite verb or auxiliary, by the tagger."""
        return "Fin" in self.tense[index]

    def has_finite(self, start: int, end: int) -> bool:
        """Whether a finite verb stands in tokens ``start``..``end``."""
        return start < end and self._finite_before[end] > self._finite_before[start]

    def awaits_verb(self, start: int, end: int) -> bool:
        """Whether the last *qui* in tokens ``start``..``end`` has no verb yet: *qui, selon X, | prouvent*."""
        for index in range(end - 1, start - 1, -1):
            if "Fin" in self.tense[index]:
                return False
            if self.lower[index] == "qui":
                return True
        return False

    def is_ancestor(self, ancestor: int, index: int) -> bool:
        """True if ``index`` hangs under ``ancestor`` in the parse."""
        return self._climbs(index, ancestor)

    def _climbs(self, index: int, goal: int) -> bool:
        for _ in range(60):
            if index == goal:
                return True
            if self.head[index] == index:
                return False
            index = self.head[index]
        return False

    def slice(self, start: int, end: int) -> tuple[int, int]:
        """Code points of the tokens ``start`` (inclusive) to ``end`` (exclusive), blanks trimmed."""
        while start < end and self.space[start]:
            start += 1
        while end > start and self.space[end - 1]:
            end -= 1
        return (self.start[start], self.end[end - 1]) if start < end else (self.start[start], self.start[start])


def region_token_range(view: View, region: Region) -> tuple[int, int]:
    """Tokens of a region with its marks, end exclusive."""
    found = view.ranges.get(region)
    if found is None:
        first = view.token_at(region.outer_start)
        last = view.token_at(max(region.outer_end - 1, region.outer_start))
        found = view.ranges[region] = first, last + 1
    return found


def past_hour(view: View, index: int, stop: int) -> int:
    """Past *14h32. – *, *[18:40] *, *1. * at the head of a line, as live reports and lists write; ``index`` if none."""
    start = view.start[index]
    end = head_end(view.text, start)
    if end == start or not heads_line(view.text, start):
        return index
    return min(view.token_at(end), stop) if end < len(view.text) else index


def _past_dateline(view: View, index: int, stop: int) -> int:
    """Past *Ottawa - *, *Port-au-Prince (Haïti) — * at the head of a paragraph; ``index`` if there is none."""
    start = view.start[index]
    if not heads_line(view.text, start):
        return index
    match = _DATELINE.match(view.text, start)
    if match is None or match.end() >= view.start[stop - 1]:
        return index
    following = view.token_at(match.end())
    return following if following < stop and not view.has_finite(index, following) else index


def content_start(view: View, sentence: int, stop: int) -> int:
    """First token of the content of a postposed clause: the sentence start without dateline or leading conjunction."""
    index = sentence
    while index < stop and (view.space[index] or is_pictograph(view.lower[index][0])):
        index += 1
    if index < stop and not view.mark[index]:
        index = past_hour(view, _past_dateline(view, index, stop), stop)
    following = view.after(index, stop)
    if index < stop and view.lower[index] in COORDINATING and following >= 0:
        index += 1
        while index < stop and (view.space[index] or view.lower[index] == ","):
            index += 1
    return index
