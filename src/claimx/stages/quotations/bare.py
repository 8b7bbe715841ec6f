"""Quoted words with no cue of their own: taken up again after an attributed quotation, headlines, dialogue."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from claimx.records import Kind
from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper, trim
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.complements import ComplementReader
from claimx.stages.quotations.dialogue import DialogueFinder
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.view import View, content_start, region_token_range

_FAR = 9


class BareFinder:
    """Proposes the regions no rule has taken."""

    def __init__(
        self,
        view: View,
        shaper: Shaper,
        clauses: Clauses,
        complements: ComplementReader,
        paragraphs: Sequence[Sequence[object]],
        extents: dict[int, Extent],
    ) -> None:
        self.view = view
        self.shaper = shaper
        self.clauses = clauses
        self.complements = complements
        self.paragraphs = [(int(str(start)), int(str(end)), str(kind)) for start, end, kind in paragraphs]
        self._starts = [start for start, _, _ in self.paragraphs]
        self.extents = extents
        self.insertions = sorted(clauses.insertions.items())

    def extend(self, found: list[Candidate]) -> None:
        """Add candidates without cue to ``found``; a quotation needs an attributed one before it to be taken up."""
        taken = _Spans(found, self.view)
        attributed = sorted((item.end, self._paragraph(item.start)) for item in found if item.source is not None)
        ends = [end for end, _ in attributed]
        latest = _running_maximum(paragraph for _, paragraph in attributed)
        added: list[Candidate] = []
        running = -_FAR
        for region in self.view.regions:
            if region.level or not region.mark or region.continues is not None or taken.hold(region):
                continue
            before = bisect_right(ends, region.outer_start)
            known = max(running, latest[before - 1] if before else -_FAR)
            distance = min(region.paragraph - known, _FAR)
            for candidate in self._heading(region) or self._sentence(region, distance, bool(found)):
                if candidate.rule in (
                    "bare_quotation",
                    "quotation_before_colon",
                    "quotation_after_colon",
                    "quoted_heading",
                ):
                    running = max(running, region.paragraph)
                added.append(candidate)
        found += added
        DialogueFinder(self.view, self.paragraphs, self.extents).extend(found)

    def _paragraph(self, offset: int) -> int:
        return max(bisect_right(self._starts, offset) - 1, 0)

    # ---- headlines and subheads ----

    def _heading(self, region: Region) -> list[Candidate]:
        start, end, kind = self.paragraphs[region.paragraph]
        if kind != "heading":
            return []
        view = self.view
        first, close = region_token_range(view, region)
        whole = (
            view.text[start : region.outer_start].strip(" -–—\u00a0") == ""
            and view.text[region.outer_end : end].strip(" -–—.\u00a0") == ""
        )
        if whole:
            if self.complements.is_clause(region):
                return [
                    self._candidate(
                        "direct", self.shaper.region_segments(region), "quoted_heading", 0.5, "heading", region
                    )
                ]
            return [
                self._candidate(
                    "mixed", [(region.outer_start, region.outer_end)], "quoted_heading", 0.4, "heading", region
                )
            ]
        span = trim(view.text, (start, end))
        while span[0] < span[1] and view.text[span[0]] in "- ":
            span = (span[0] + 1, span[1])
        while span[1] > span[0] and view.text[span[1] - 1] in "- ":
            span = (span[0], span[1] - 1)
        low, high = view.token_at(span[0]), view.token_at(span[1] - 1) + 1
        segments = self.shaper.region_segments(region)
        if self._beside_colon(region, low, high):
            return [self._candidate("direct", segments, "quotation_before_colon", 0.5, "heading", region)]
        if self._opens_heading(region, low, close):
            return [self._candidate("direct", segments, "quotation_before_colon", 0.5, "heading", region)]
        before = view.before(first, low)
        if before >= 0 and view.lower[before] == ":" and close >= high and self.complements.is_clause(region):
            return [self._candidate("direct", segments, "quotation_after_colon", 0.5, "heading", region)]
        if view.text[span[1] - 1] == "?" and close < high:
            # *Les éoliennes sont-elles « inutiles » ?*: the paper asks, the quoted words alone are somebody's
            quoted = [(region.outer_start, region.outer_end)]
            return [self._candidate("mixed", quoted, "heading_with_quote", 0.3, "heading", region)]
        begin = self._last_part(low, first)
        span = (view.start[begin], span[1])
        item = self._candidate("mixed", [span], "heading_with_quote", 0.3, "heading", region)
        self.extents[id(item)] = Extent("both", begin, high, low, high, first, None, direct=False, core=(first, close))
        return [item]

    def _opens_heading(self, region: Region, low: int, close: int) -> bool:
        """*Lieu : « … »… Le café fait jaser*: a clause in marks, then points of suspension."""
        view = self.view
        first = region_token_range(view, region)[0]
        before = view.before(first, low)
        opens = before < 0 or view.lower[before] == ":"
        after = view.lower[close] if close < len(view.lower) else ""
        return opens and after in ("…", "...") and self.complements.is_clause(region)

    def _last_part(self, low: int, first: int) -> int:
        """*Lieu. L'incendie « … »*, *Grève : un accord « … »*: the part of a heading that the quoted words stand in."""
        view = self.view
        for index in range(first - 1, low, -1):
            if view.lower[index] in (":", ",", ".", ";", "?", "!") and view.region[index] is None:
                index += 1
                while index < first and view.space[index]:
                    index += 1
                return index
        return low

    # ---- sentences of the article ----

    def _sentence(self, region: Region, distance: int, any_found: bool) -> list[Candidate]:
        view = self.view
        first, close = region_token_range(view, region)
        if self.shaper.bounds.rows.goes_on(first):
            return []
        sentence = view.bounds(min(first + 1, len(view.lower) - 1))[0]
        last = view.bounds(max(close - 2, first))[1]
        words = self._words(first, close)
        clause = self.complements.is_clause(region)
        low = self._after_insertion(min(sentence, first), first)
        high = self._before_insertion(close, max(last, close))
        start = min(content_start(view, low, min(first + 2, len(view.lower))), first)
        before = view.before(first, sentence)
        alone_left = start >= first or (before >= 0 and view.lower[before] == ":")
        alone_right = all(view.is_break(i) or view.pos[i] == "PUNCT" for i in range(close, max(last, close)))
        if alone_left and alone_right:
            if (not clause and words < 3) or (distance > 3 and not clause):
                return []
            item = self._candidate(
                "direct", self.shaper.region_segments(region), "bare_quotation", 0.7, "bare", region, distance
            )
            return [item]
        close = self.shaper.bounds.rows.end(close)
        if words >= 4 and self._beside_colon(region, start, high):
            segments = self.shaper.region_segments(region)
            return [self._candidate("direct", segments, "quotation_before_colon", 0.5, "bare", region, distance)]
        if (distance > 3 and not (region.paragraph <= 2 and any_found)) or (words < 2 and distance > 1):
            return []
        span = trim(view.text, (view.start[start], view.end[max(high, close) - 1]))
        item = self._candidate("mixed", [span], "bare_in_sentence", 0.4, "bare", region, distance)
        self._movable(item, start, max(high, close), first, close)
        return [item]

    def _beside_colon(self, region: Region, low: int, high: int) -> bool:
        """*« … » : la colère monte à Brest*: a quotation that stands before a colon and begins its sentence."""
        view = self.view
        first, close = region_token_range(view, region)
        return first <= low and close < high and view.lower[close] == ":"

    def _after_insertion(self, low: int, first: int) -> int:
        """A reporting clause between the sentence's start and the quoted words ends what belongs to these."""
        for position, end in self.insertions[bisect_left(self.insertions, (low, 0)) :]:
            if position >= first:
                break
            if end <= first:
                low = max(low, end)
        while low < first and (self.view.space[low] or self.view.lower[low] == ","):
            low += 1
        return low

    def _before_insertion(self, close: int, high: int) -> int:
        at = bisect_left(self.insertions, (close, 0))
        return min(high, self.insertions[at][0]) if at < len(self.insertions) else high

    def _words(self, first: int, close: int) -> int:
        view = self.view
        return sum(1 for i in range(first, close) if not view.is_break(i) and view.pos[i] != "PUNCT")

    def _candidate(
        self,
        kind: Kind,
        segments: list[tuple[int, int]],
        rule: str,
        score: float,
        frame: str,
        region: Region,
        distance: int | None = None,
    ) -> Candidate:
        features: dict[str, float | str] = {"frame": frame, "core": float(region.outer_start)}
        if distance is not None:
            features["form"] = f"distance {distance}"
        return Candidate(kind, segments, rule, score, features=features)

    def _movable(self, item: Candidate, low: int, high: int, first: int, close: int) -> None:
        self.extents[id(item)] = Extent("both", low, high, low, high, first, None, direct=False, core=(first, close))


class _Spans:
    """The contents found so far."""

    def __init__(self, found: Sequence[Candidate], view: View) -> None:
        outer = [(segment, _said_outside(item)) for item in found for segment in item.segments]
        outer.sort(key=lambda pair: pair[0])
        self.items = outer
        self.starts = [segment[0] for segment, _ in outer]
        self.reach = _running_maximum(segment[1] for segment, _ in outer)

    def hold(self, region: Region) -> bool:
        """Whether a content whose cue stands outside ``region`` holds some of it."""
        index = bisect_left(self.starts, region.end) - 1
        while index >= 0 and self.reach[index] > region.start:
            (_, end), cue = self.items[index]
            if end > region.start and (cue is None or not region.start <= cue[0] < region.end):
                return True
            index -= 1
        return False


def _said_outside(item: Candidate) -> tuple[int, int] | None:
    """The cue; None as well where it opens the marks and its subject stands before (*Elle « exige un vote »*)."""
    return None if item.features.get("opens") == "True" else item.cue


def _running_maximum(values: Iterable[int]) -> list[int]:
    return list(accumulate(values, max))
