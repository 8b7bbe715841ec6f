"""A doc as the rules of speaker attribution read it: columns of plain lists, built once a document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Any

from spacy.tokens import Doc

from claimx.stages.by_word import ByWord
from claimx.stages.columns import columns_of
from claimx.stages.line_signs import head_end
from claimx.stages.segmentation import date_of, paragraphs_of
from claimx.stages.speakers.words import APOSTROPHES, FUNCTION_WORDS, bare

_bare = ByWord(bare)
_plain = ByWord(lambda word: word.translate(APOSTROPHES))
_CURLY = "".join(map(chr, APOSTROPHES))
_QUOTES = frozenset('"«»“”„‘‹›+')


class View:
    """Token columns (text, lower form, tag, offsets, sentence and paragraph numbers) of one doc."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        columns = columns_of(doc)
        self.text: str = columns.text
        curly = any(map(self.text.__contains__, _CURLY))
        self.words: list[str] = _plain.of(columns.words) if curly else columns.words
        self.lower: list[str] = _plain.of(columns.lower) if curly else columns.lower
        self.pos: list[str] = columns.pos
        self.dep: list[str] = columns.dep
        self.start: list[int] = columns.start
        self.end: list[int] = columns.end
        self._morph = columns.morph
        paragraphs = paragraphs_of(doc)
        heads = (head_end(self.text, start) for start, _, _ in paragraphs)
        self._sentence_tokens = columns.sentence_starts
        self._opening = frozenset((*self._sentence_tokens, *(bisect_left(self.start, end) for end in heads)))
        self.paragraph_starts = [start for start, _, _ in paragraphs] or [0]
        self.paragraph_kinds = [kind for _, _, kind in paragraphs] or ["body"]
        self.date: str | None = date_of(doc)
        self.phrases: dict[tuple[int, int], Any] = {}
        """Noun phrases by the characters they were read from (see ``phrases.read_phrase``)."""

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def bare(self) -> list[str]:
        """The tokens as keys under which spellings meet (see ``words.bare``)."""
        return _bare.of(self.words)

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Character offsets where sentences begin."""
        starts = set(self.paragraph_starts)
        starts.update(self.start[index] for index in self._sentence_tokens)
        return sorted(starts)

    def token(self, char: int) -> int:
        """Index of the token that holds ``char``, or of the next one."""
        index = bisect_right(self.start, char) - 1
        if index < 0:
            return 0
        return index if char < self.end[index] else index + 1

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Token range (end exclusive) that covers ``text[start:end]``."""
        starts = self.start
        first = bisect_right(starts, start) - 1
        if first < 0:
            first = 0
        elif start >= self.end[first]:
            first += 1
        last = bisect_left(starts, end)
        return first, max(first, last)

    def paragraph(self, char: int) -> int:
        """Number of the paragraph that holds ``char``."""
        return max(0, bisect_right(self.paragraph_starts, char) - 1)

    def sentence(self, char: int) -> int:
        """Number of the sentence that holds ``char``."""
        return max(0, bisect_right(self.sentence_starts, char) - 1)

    def sentence_end(self, char: int) -> int:
        """End of the sentence that holds ``char``."""
        number = self.sentence(char) + 1
        return self.sentence_starts[number] if number < len(self.sentence_starts) else len(self.text)

    def opens(self, index: int) -> bool:
        """Whether a capital at token ``index`` may be due to its place: sentence, line, quotation or list begins."""
        if index == 0 or index in self._opening:
            return True
        before = self.words[index - 1]
        if len(before) > 1 and before[-1] in ".!?…" and self.lower[index] in FUNCTION_WORDS:
            return True
        return before in (":", "-", "–", "—", ".", "!", "?", "...", "…", "•") or before in _QUOTES or not before.strip()

    def morph(self, index: int, feature: str) -> str | None:
        """A morphological feature of a token, None where the tagger gives none."""
        return self._morph[index].get(feature, "").partition(",")[0] or None
