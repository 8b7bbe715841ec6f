"""Candidate quotations: what the rules propose before the best reading is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from claimx.records import Kind
from claimx.stages.line_signs import is_pictograph
from claimx.stages.quotations.bounds import Bounds
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.view import View, region_token_range

Span = tuple[int, int]
_EDGE = " \t\r\n\u00a0\u202f,;:–—"
_ITEM = ("* ", "- ", "> ")


@dataclass(slots=True, eq=False)
class Candidate:
    """One proposed attribution relation; every span in code points.

    ``score`` orders rival readings of one passage (rule reliability, 0 to 1); ``features`` feed the confidence.
    """

    kind: Kind
    segments: list[Span]
    rule: str
    score: float
    cue: Span | None = None
    cue_lemma: str | None = None
    source: Span | None = None
    features: dict[str, float | str] = field(default_factory=dict)
    within: Candidate | None = None

    def reshaped(self, kind: Kind, segments: list[Span]) -> Candidate:
        """Return it with another content (by hand: ``replace`` is slow)."""
        return Candidate(
            kind, segments, self.rule, self.score, self.cue, self.cue_lemma, self.source, self.features, self.within
        )

    @property
    def start(self) -> int:
        """Where the first segment begins."""
        return self.segments[0][0]

    @property
    def end(self) -> int:
        """Where the last segment ends."""
        return self.segments[-1][1]

    @property
    def length(self) -> int:
        """Characters of content."""
        return sum(end - start for start, end in self.segments)

    def covers(self, span: Span) -> bool:
        """True if ``span`` lies inside one segment."""
        return any(start <= span[0] and span[1] <= end for start, end in self.segments)

    def overlap(self, other: Candidate) -> int:
        """Characters of content that both have."""
        return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in self.segments for b in other.segments)


def trim(text: str, span: Span) -> Span:
    """Drop blanks and clause punctuation at both ends."""
    start, end = span
    while start < end and (text[start] in _EDGE or is_pictograph(text[start]) or text.startswith(_ITEM, start)):
        start += 1
    while end > start and (text[end - 1] in _EDGE or is_pictograph(text[end - 1])):
        end -= 1
    for dash in "–—" if text.startswith((" –", " —"), end) else "":
        if text.startswith(f" {dash}", end) and text.count(f" {dash} ", start, end) % 2:
            end += 2  # *… – et pas d'autres –*: a pair of dashes stays whole
    return start, end


class Shaper:
    """Turns token ranges into content segments and their kind, by the span rules of the guidelines."""

    def __init__(self, view: View, bounds: Bounds) -> None:
        self.view, self.bounds = view, bounds

    def shape(
        self, first: int, end: int, base: Region | None, *, clause: bool = True, direct: bool = True
    ) -> tuple[Kind, list[Span]] | None:
        """Kind and segments of the content in tokens ``first``..``end``; ``base`` is the region the cue stands in.

        A content wholly inside one region is ``direct`` if it is a clause (``clause``); its marks are left out.
        """
        view = self.view
        while first < end and view.space[first]:
            first += 1
        while end > first and view.space[end - 1]:
            end -= 1
        if first >= end:
            return None
        plain = view.region[first:end].count(base) == end - first
        whole = None if plain or not (clause and direct) else self._whole_region(first, end, base)
        if whole is not None:
            return "direct", self.region_segments(whole)
        start, stop = trim(view.text, (view.start[first], view.end[end - 1]))
        if start >= stop:
            return None
        if plain:
            return "indirect", [(start, stop)]
        inner = [
            r for r in self._regions_in(first, end) if r is not base and r.level > (-1 if base is None else base.level)
        ]
        return ("mixed" if inner else "indirect"), [(start, stop)]

    def _regions_in(self, first: int, end: int) -> list[Region]:
        seen: dict[int, Region] = {}
        last: Region | None = None
        for region in self.view.region[first:end]:
            if region is last:
                continue
            last = region
            while region is not None:
                seen[id(region)] = region
                region = region.parent
        return list(seen.values())

    def _whole_region(self, first: int, end: int, base: Region | None) -> Region | None:
        """The region that holds all of the range but its marks and final punctuation."""
        view = self.view
        inner_first, inner_end = first, end
        while inner_first < inner_end and view.is_break(inner_first):
            inner_first += 1
        while inner_end > inner_first and (view.is_break(inner_end - 1) or view.pos[inner_end - 1] == "PUNCT"):
            inner_end -= 1
        if inner_first >= inner_end:
            return None
        region = view.region[inner_first]
        while region is not None and region is not base:
            if region.start <= view.start[inner_first] and view.end[inner_end - 1] <= region.end:
                opening, close = region_token_range(view, region)
                if opening >= first - 1 and close <= end + 1:
                    return region
            region = region.parent
        return None

    def region_segments(self, region: Region) -> list[Span]:
        """Segments of a quotation, one a paragraph it runs over, without marks.

        A final full stop or comma stays out unless the quotation ends its sentence with it.
        """
        text = self.view.text
        segments = []
        for part in region.chain():
            start, end = part.start, part.end
            last = part.continued is None
            if last and end > start and text[end - 1] in ",;":
                end -= 1
            if (
                last
                and end - 1 > start
                and text[end - 1] == "."
                and text[end - 2] != "."
                and not self._ends_sentence(part)
            ):
                end -= 1
            segments.append((start, end))
        return segments

    def _ends_sentence(self, region: Region) -> bool:
        """Whether the text after the closing mark begins a new sentence."""
        text = self.view.text
        rest = text[region.outer_end : region.outer_end + 40].lstrip(" \u00a0\u202f\t")
        if not rest or rest[0] in "\r\n":
            return True
        return rest[0].isupper() or rest[0] in '«"“-–—'


def nest(candidates: Sequence[Candidate]) -> None:
    """Set ``within``: the smallest candidate whose content holds another's content and cue."""
    ordered = sorted(candidates, key=lambda item: (item.start, -item.end))
    stack: list[Candidate] = []
    for item in ordered:
        while stack and stack[-1].end <= item.start:
            stack.pop()
        for outer in reversed(stack):
            if outer is item or outer.length <= item.length:
                continue
            if all(outer.covers(segment) for segment in item.segments) and (item.cue is None or outer.covers(item.cue)):
                item.within = outer
                break
        stack.append(item)
