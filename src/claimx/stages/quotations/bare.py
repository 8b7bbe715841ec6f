"""Quoted words with no cue of their own: taken up again after an attributed quotation, subheads, headlines."""

from __future__ import annotations

from collections.abc import Sequence

from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper, trim
from claimx.stages.quotations.clauses import region_token_range
from claimx.stages.quotations.complements import ComplementReader
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.view import View, content_start


class BareFinder:
    """Proposes the regions no rule has taken."""

    def __init__(
        self,
        view: View,
        shaper: Shaper,
        complements: ComplementReader,
        paragraphs: Sequence[Sequence[object]],
        extents: dict[int, Extent],
    ) -> None:
        self.view = view
        self.shaper = shaper
        self.complements = complements
        self.paragraphs = paragraphs
        self.extents = extents

    def extend(self, found: list[Candidate]) -> None:
        """Add candidates without cue to ``found``; a quotation needs an attributed one before it to be taken up."""
        taken = sorted((segment for item in found for segment in item.segments))
        attributed = sorted((item.end, self._paragraph(item.start)) for item in found if item.source is not None)
        added: list[Candidate] = []
        for region in self.view.regions:
            if region.level or region.continues is not None or self._is_taken(region, taken):
                continue
            candidate = self._heading(region) or self._sentence(region, attributed)
            if candidate is not None and not any(candidate.overlap(other) for other in added):
                added.append(candidate)
                attributed.append((candidate.end, region.paragraph))
        found += added

    def _paragraph(self, offset: int) -> int:
        low = 0
        for number, (start, *_rest) in enumerate(self.paragraphs):
            if int(start) <= offset:  # type: ignore[call-overload]  # paragraphs hold [int, int, str]
                low = number
            else:
                break
        return low

    def _is_taken(self, region: Region, taken: list[tuple[int, int]]) -> bool:
        return any(start < region.end and region.start < end for start, end in taken)

    def _heading(self, region: Region) -> Candidate | None:
        start, end, kind = self.paragraphs[region.paragraph]
        if kind != "heading":
            return None
        view = self.view
        first, close = region_token_range(view, region)
        whole = (
            view.text[int(start) : region.outer_start].strip(" -–—\u00a0") == ""
            and (  # type: ignore[call-overload]  # see above
                view.text[region.outer_end : int(end)].strip(" -–—.\u00a0") == ""  # type: ignore[call-overload]  # see above
            )
        )
        words = sum(1 for i in range(first, close) if not view.is_break(i) and view.pos[i] != "PUNCT")
        if whole:
            if self.complements.is_clause(region) or words >= 2:
                return Candidate(
                    "direct", self.shaper.region_segments(region), "quoted_heading", 0.5, features={"frame": "heading"}
                )
            return Candidate(
                "mixed", [(region.outer_start, region.outer_end)], "quoted_heading", 0.4, features={"frame": "heading"}
            )
        span = trim(view.text, (int(start), int(end)))  # type: ignore[call-overload]  # see above
        while span[0] < span[1] and view.text[span[0]] in "- ":
            span = (span[0] + 1, span[1])
        while span[1] > span[0] and view.text[span[1] - 1] in "- ":
            span = (span[0], span[1] - 1)
        return Candidate("mixed", [span], "heading_with_quote", 0.3, features={"frame": "heading"})

    def _sentence(self, region: Region, attributed: list[tuple[int, int]]) -> Candidate | None:
        view = self.view
        first, close = region_token_range(view, region)
        distance = min(
            (region.paragraph - paragraph for end, paragraph in attributed if end <= region.outer_start), default=9
        )
        if distance > 3 and not (region.paragraph <= 2 and attributed):
            return None
        sentence, _ = view.bounds(min(first + 1, len(view.lower) - 1))
        last_sentence = view.bounds(max(close - 2, first))[1]
        words = sum(1 for i in range(first, close) if not view.is_break(i) and view.pos[i] != "PUNCT")
        clause = self.complements.is_clause(region)
        start = content_start(view, min(sentence, first), first)
        before = view.before(first, sentence)
        alone_left = start >= first or (before >= 0 and view.lower[before] == ":")
        alone_right = close >= last_sentence or all(
            view.is_break(i) or view.pos[i] == "PUNCT" for i in range(close, last_sentence)
        )
        if alone_left and alone_right:
            if not clause and words < 3:
                return None
            return Candidate(
                "direct",
                self.shaper.region_segments(region),
                "bare_quotation",
                0.7,
                features={"frame": "bare", "form": f"distance {distance}"},
            )
        if not clause and words < 2:
            return None
        span = trim(view.text, (view.start[start], view.end[max(last_sentence, close) - 1]))
        item = Candidate(
            "mixed", [span], "bare_in_sentence", 0.4, features={"frame": "bare", "form": f"distance {distance}"}
        )
        self.extents[id(item)] = Extent(
            "both",
            start,
            max(last_sentence, close),
            start,
            max(last_sentence, close),
            first,
            None,
            direct=False,
            core=(first, close),
        )
        return item
