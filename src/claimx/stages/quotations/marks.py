"""Quoted regions: pairs every quotation mark French news uses, nested, over paragraphs, or never closed.

Marks: « » ‹ › “ ” „ ‟ " '' and the wires' +…+ for a quotation inside a quotation (AFP, Manuel de
l'agencier). French typography opens a long quotation again at the head of each paragraph and closes it
once (Imprimerie nationale, Lexique des règles typographiques, « Guillemets »).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from claimx.typography import trimmed

_MARK = re.compile(
    # One look ahead spares most characters all others.
    r"(?=[«»‹›“”„‟\"＂'‘’+])(?:"
    r"[«»‹›“”„‟\"＂]|''|‘(?=\w)|(?<=[\w.!?…])’(?=[\s,;.)]|$)|(?<!\w)\+(?=[^\s\d+])|(?<=[^\s+])\+(?!\w)"
    # A straight single mark opens only where its partner follows soon: it is an apostrophe nearly everywhere.
    r"|(?<![\w'’])'(?=\w(?:[^'\n]|(?<=\w)'(?=\w)){2,600}?(?<=[\w.!?…+%€)])'(?![\w']))|(?<=[\w.!?…+%€)])'(?![\w']))"
)
_OPENING = {"«": "»", "‹": "›", "“": "”", "„": "“”", "‘": "’"}
_CLOSING = {"»", "›", "”", "’"}
# Printed French nests three deep at most; more open marks than this are odd text, and the rest are let be.
_DEEPEST = 6
_SENTENCE_END = re.compile(r"[.!?…]+[\s\u00a0]+(?=[A-ZÀ-ÖØ-Þ«“\"])|[\r\n]+\s*(?=\S)")
# More than a word, or an exclamation: a fund or a channel writes its name so too.
_PLUS_PAIR = re.compile(r"\+(?=[^\W\d_])[^+\n]*?(?:\s[^+\n]*[^\s+]|[!?…])\+(?!\w)")
_LONGEST_PAIR = 300
_PAUSE = re.compile(r"[,;.!?…](?=\s)")
# Web editors set straight marks by the blanks around them, and go wrong where a blank stands inside the marks
# (*que ” tout est prêt “.*) or an elision before them (*l' »affaire »*).
_REVERSED = re.compile(r"” (?=[^\s“”])[^“”\n]{1,600} “(?=[\s,;:.!?…)]|$)")
_AFTER_ELISION = re.compile(r"(?<=[a-zA-Z]['’])»(?=\w)|(?<=[a-zA-Z]['’] )»(?=\w)")
_SPACE = " \t\u00a0\u202f\u2009\u200a\u2007"
_BEFORE_OPENING = _SPACE + "\r\n([{'’-–—:/«“+"


@dataclass(slots=True, eq=False)
class Region:
    """A quoted stretch: ``start``/``end`` without its marks and their inner spaces, ``outer_*`` with them.

    ``level`` is 0 for an outermost one; ``closed`` is False where the paragraph's end had to bound it.
    ``continued`` is the region in the next paragraph that goes on with the same quotation, if any.
    """

    outer_start: int
    outer_end: int
    start: int
    end: int
    mark: str
    paragraph: int
    level: int = 0
    closed: bool = True
    opened: bool = True
    parent: Region | None = None
    continued: Region | None = None
    continues: Region | None = None
    children: list[Region] = field(default_factory=list)

    def chain(self) -> list[Region]:
        """Return this region and those that continue it in the next paragraphs."""
        regions: list[Region] = []
        current: Region | None = self
        while current is not None:
            regions.append(current)
            current = current.continued
        return regions


def _is_opening(mark: str, before: str, after: str, open_marks: Sequence[str]) -> bool:
    """Decide the direction of a mark from its own shape, else from the blanks around it and what is open."""
    if mark == "”" and not open_marks and after.isalnum() and (not before or before in _BEFORE_OPENING):
        return True  # papers whose type has one shape for both
    if mark in _CLOSING:
        return False
    if mark == "“" and ("„" in open_marks or open_marks and open_marks[-1] == "”" and before == " "):
        return False
    if mark in _OPENING:
        return True
    if mark == "'":
        return not (before.isalnum() or before in ".!?…") or not before
    if mark == "+":
        return not (open_marks and open_marks[-1] == "+")
    free_before = not before or before in _BEFORE_OPENING
    free_after = not after or after.isspace()
    if not open_marks and mark == '"' and before.isalpha() and (free_after or after in ",.;:!?…)"):
        return False  # its opening mark was forgotten
    if mark not in open_marks:
        return not (free_after and not free_before) or not open_marks
    return free_before and after != "" and (after.isalnum() or after in "«“([") and before not in "'’-:+"


class _Paragraph:
    """Pairs the marks of one paragraph with a stack."""

    def __init__(self, text: str, start: int, end: int, index: int) -> None:
        self.text, self.start, self.end, self.index = text, start, end, index
        self.stack: list[Region] = []
        self.regions: list[Region] = []
        self.last_end = start

    def _open(self, position: int, width: int, mark: str) -> None:
        if len(self.stack) >= _DEEPEST:
            return
        parent = self.stack[-1] if self.stack else None
        region = Region(
            position, self.end, position + width, self.end, mark, self.index, len(self.stack), parent=parent
        )
        self.stack.append(region)
        self.regions.append(region)

    def _close(self, region: Region, position: int, width: int) -> None:
        region.outer_end = position + width
        region.start, region.end = trimmed(self.text, region.start, position)
        self.last_end = max(self.last_end, region.outer_end)

    def _close_mark(self, position: int, width: int, mark: str) -> None:
        for depth in range(len(self.stack) - 1, -1, -1):
            opening = self.stack[depth].mark
            if mark == opening or mark in _OPENING.get(opening, "") or (mark == "“" and opening in "„”"):
                for orphan in self.stack[depth + 1 :]:
                    orphan.closed = False
                    self._close(orphan, position, 0)
                self._close(self.stack[depth], position, width)
                del self.stack[depth:]
                return
        if (mark in _CLOSING and mark != "’" or mark == '"') and not self.stack:
            self._close_unopened(position, width, mark)

    def _close_unopened(self, position: int, width: int, mark: str) -> None:
        """A closing mark whose opening one was forgotten: the quotation begins with a sentence."""
        after = self.last_end
        if after > self.start and (end := _SENTENCE_END.search(self.text, after, position)) is not None:
            after = end.end()
        self.last_end = position + width
        region = Region(after, position + width, after, position, mark, self.index, opened=False)
        region.start, region.end = trimmed(self.text, after, position)
        if region.start < region.end:
            self.regions.append(region)

    def read(self) -> list[Region]:
        for match in _MARK.finditer(self.text, self.start, self.end):
            position, width, mark = match.start(), match.end() - match.start(), match.group()
            before = self.text[position - 1] if position > self.start else ""
            after = self.text[match.end()] if match.end() < self.end else ""
            if mark == "+" and not self.stack and not self._is_pair(match):
                continue
            if self._is_misset(mark, position, before) or _is_opening(
                mark, before, after, [region.mark for region in self.stack[-8:]]
            ):
                self._open(position, width, mark)
            else:
                self._close_mark(position, width, mark)
        for region in self.stack:
            region.closed = False
            region.outer_end = self.end
            region.start, region.end = trimmed(self.text, region.start, self.end)
        if self.stack:
            self._cut_short(self.stack[0])
        return self.regions

    def _is_misset(self, mark: str, position: int, before: str) -> bool:
        """*que ” tout est prêt “*, *l' »affaire »*: a closing shape that opens."""
        if self.stack:
            return False
        if mark == "»":
            return _AFTER_ELISION.match(self.text, position, self.end) is not None
        free = not before or before in _BEFORE_OPENING
        return mark == "”" and free and _REVERSED.match(self.text, position, self.end) is not None

    def _is_pair(self, match: re.Match[str]) -> bool:
        """*aux cris de +Menteur !+*: outside other marks a plus quotes only where its partner follows soon."""
        return match.start() + 1 < len(self.text) and (
            _PLUS_PAIR.match(self.text, match.start(), min(self.end, match.start() + _LONGEST_PAIR)) is not None
        )

    def _cut_short(self, orphan: Region) -> None:
        """A region left open ends before the next opening of the same mark: its own closing mark was forgotten."""
        inner = [r for r in self.regions if r.parent is orphan]
        again = next((r for r in inner if r.mark == orphan.mark and r.closed), None)
        if again is None:
            return
        ends = [m.end() for m in _SENTENCE_END.finditer(self.text, orphan.start, again.outer_start)]
        _end_at(self.text, orphan, ends[0] if ends else again.outer_start, self.regions)


def _end_at(text: str, orphan: Region, end: int, regions: Sequence[Region]) -> None:
    """Let ``orphan`` end at ``end``, and what stood in it after that stand on its own."""
    orphan.outer_end = end
    orphan.start, orphan.end = trimmed(text, orphan.start, end)
    for region in regions:
        if region is orphan or region.outer_start < end:
            continue
        region.level -= 1
        if region.parent is orphan:
            region.parent = None


def _end_fragment(text: str, orphan: Region, regions: Sequence[Region]) -> None:
    """*un « protectionnisme en gants blancs, et …*: some words in a sentence whose closing mark was forgotten.

    They end at their first pause. What begins like a sentence may run on: its paragraph's end stays its bound.
    """
    before = text[max(0, orphan.outer_start - 3) : orphan.outer_start].rstrip(_SPACE)
    if not text[orphan.start].islower() or not before or not (before[-1].isalnum() or before[-1] in "'’"):
        return
    pause = _PAUSE.search(text, orphan.start, orphan.outer_end)
    if pause is not None and not any(
        r.parent is orphan and r.outer_start < pause.start() < r.outer_end for r in regions
    ):
        _end_at(text, orphan, pause.start(), regions)


def find_regions(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Region]:
    """Return the quoted regions of ``text`` in order of their opening marks.

    ``paragraphs`` are (start, end) in code points; no region leaves its paragraph, but one that is left open
    at the paragraph's end is linked to the one that opens the next (``continued``).
    """
    result: list[Region] = []
    previous_open: Region | None = None
    previous: list[Region] = []
    for index, (start, end) in enumerate(paragraphs):
        regions = [region for region in _Paragraph(text, start, end, index).read() if region.start < region.end]
        first = next((region for region in regions if region.level == 0), None)
        if (
            previous_open is not None
            and first is not None
            and (not first.opened or trimmed(text, start, end)[0] == first.outer_start)
        ):
            previous_open.continued = first
            first.continues = previous_open
        elif previous_open is not None:
            _end_fragment(text, previous_open, previous)
        previous = regions
        top = [region for region in regions if region.level == 0]
        previous_open = top[-1] if top and not top[-1].closed and top[-1].end == trimmed(text, start, end)[1] else None
        result.extend(regions)
    if previous_open is not None:
        _end_fragment(text, previous_open, previous)
    for region in result:
        if region.parent is not None:
            region.parent.children.append(region)
    return result
