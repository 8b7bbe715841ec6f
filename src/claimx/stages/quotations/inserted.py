"""What a reporting clause after or inside its content reports: *« … », a dit X*; *…, note X, …*; *« …, dit X, … »*."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from claimx.lexicon.function_words import COORDINATING
from claimx.records import Kind
from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.continuations import Continuations
from claimx.stages.quotations.cues import cue_span
from claimx.stages.quotations.incises import InciseReader
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.relative_openings import relative_before
from claimx.stages.quotations.reporting import Insertion
from claimx.stages.quotations.view import View, content_start, region_token_range

_CLAUSE = 5
_SUBJECT = 8
"""Tokens before the verb of what is reported."""
_LABEL = 6
"""Tokens of what a colon introduces (*Premier constat*)."""


class InsertedReader:
    """Reads the contents of the reporting clauses that ``InsertionFinder`` found."""

    def __init__(
        self,
        view: View,
        clauses: Clauses,
        shaper: Shaper,
        openings: Mapping[int, Region],
        insertions: Mapping[int, Insertion],
        incises: Iterable[int],
        extents: dict[int, Extent],
    ) -> None:
        self.view, self.clauses, self.shaper = view, clauses, shaper
        self.openings, self.insertions, self.extents = openings, insertions, extents
        self.incises = InciseReader(view, shaper, incises)
        self.continuations = Continuations(view, clauses, shaper, openings, insertions)

    def candidates(self, insertion: Insertion) -> list[Candidate]:
        """Return what ``insertion`` may report: none, one reading, or two where quoted words follow a topic.

        An incise that ends its sentence splits its quotation in two.
        """
        if insertion.hit.head in self.incises.heads:
            return self.incises.candidates(insertion)
        whole = self.candidate(insertion)
        quoted = self._quoted_after(insertion, whole) if whole is not None else None
        return [item for item in (whole, quoted) if item is not None]

    def _quoted_after(self, insertion: Insertion, whole: Candidate) -> Candidate | None:
        """*Quant aux retraités, a-t-il dit, « ils n'auront rien »*: a clause in marks, the rest being its topic."""
        view, hit = self.view, insertion.hit
        sentence_end = view.bounds(hit.head)[1]
        first = insertion.end
        while first < sentence_end and (view.space[first] or view.lower[first] == ","):
            first += 1
        comma = next((i for i in range(first, min(first + _CLAUSE, sentence_end)) if view.lower[i] == ","), -1)
        if comma > 0 and view.pos[first] in ("ADV", "ADP") and not view.has_finite(first, comma):
            first = comma + 1  # *…, note Le Courrier, toujours à Tours, « … »*
            while first < sentence_end and view.space[first]:
                first += 1
        region = self.openings.get(first)
        if region is None or insertion.region is not None or region is view.region[hit.head] or whole.kind == "direct":
            return None
        first, end = region_token_range(view, region)
        words = [i for i in range(first, end) if not view.is_break(i)]
        begin = view.bounds(hit.head)[0]
        topic = not view.has_finite(begin, insertion.first) and view.pos[begin] in ("ADP", "ADV")
        clause = len(words) >= _CLAUSE or view.has_finite(first, end)  # the tagger errs right after a mark
        if not words or not topic or not clause:
            return None
        return replace(
            whole,
            kind="direct",
            segments=self.shaper.region_segments(region),
            rule="preposed_quotation",
            features={"type": hit.entry.type, "frame": "direct"},
        )

    def candidate(self, insertion: Insertion) -> Candidate | None:
        """Return what ``insertion`` reports, or None where it has no content."""
        view, hit = self.view, insertion.hit
        sentence_start, sentence_end = view.bounds(hit.head)
        base = view.region[hit.head]
        stop = insertion.first
        while stop > 0 and (view.space[stop - 1] or view.lower[stop - 1] == ","):
            stop -= 1
        first = sentence_start
        if base is not None:
            first = max(first, view.token_at(base.start))
        region = insertion.region
        if region is not None and (self._after_colon(region) or self._after_source(region, first)):
            first = region_token_range(view, region)[0]
        elif region is not None:
            opening = region_token_range(view, region)[0]
            if opening < first or region.continues is not None:
                head = self.incises.first_of(region)
                first = view.bounds(view.token_at(head.start))[0]
                first = min(first, view.token_at(head.outer_start))
                region = head
        elif (
            (running := view.region[first]) is not None and running is not base and view.token_at(running.start) < first
        ):
            running = self.incises.first_of(running)
            first = min(view.token_at(running.outer_start), view.bounds(view.token_at(running.start))[0])
        first = self._after_previous_report(first, stop, region)
        goes_on = view.lower[insertion.end : insertion.end + 1] == [","] and view.has_finite(
            insertion.end, sentence_end
        )
        first = self._after_lead_in(content_start(view, first, stop), stop, goes_on=goes_on)
        if region is None and insertion.hit.inverted >= 0:
            first = self._after_own_report(first, stop)
        if stop - first == 1 and view.lower[first] in COORDINATING:
            first = stop
        if region is None and (relative := relative_before(view, insertion.first, insertion.end, first)) >= 0:
            return self._in_relative(insertion, relative, stop, sentence_end, base)
        shaped = self._shape_chain(first, stop, base, region) if first < stop else None
        if shaped is None:
            return self._after_insertion(insertion, sentence_end, base)
        kind, segments = before = shaped
        tail = self.continuations.find(insertion, first, sentence_end, kind, region)
        if tail is not None:
            segments, kind = self.continuations.join(segments, kind, tail, base)
        item = Candidate(
            kind,
            segments,
            "postposed_clause" if tail is None else "inserted_clause",
            0.95 if region is not None else 0.85,
            cue=cue_span(self.view, hit),
            cue_lemma=hit.lemma,
            source=insertion.source,
            features={"type": hit.entry.type, "frame": "direct"},
        )
        if tail is not None and view.lower[insertion.end] == ":":
            item.features["as"] = "postposed_clause"
        if kind != "direct":
            rest = self._rest_extent(insertion, sentence_end, before, tail) if region is None else None
            begun = Extent("start", first, stop, first, stop, hit.head, base, rest=rest) if tail is None else rest
            if begun is not None:
                self.extents[id(item)] = begun
        return item

    def _in_relative(
        self, insertion: Insertion, relative: int, stop: int, sentence_end: int, base: Region | None
    ) -> Candidate | None:
        """*un tram | qui, assure X, transportera …*: what is said is the relative clause, cut by who says it."""
        view, hit = self.view, insertion.hit
        first = insertion.end
        while first < sentence_end - 1 and (view.space[first] or view.lower[first] == ","):
            first += 1
        before = self.shaper.shape(relative, stop, base)
        if before is None:
            return None
        end = self.clauses.end(first, hit.head, sentence_end, clause=True, relative=view.lower[relative - 1] == ",")
        high = end if self.clauses.firm else sentence_end
        segments, kind = self.continuations.join(before[1], before[0], (first, end), base)
        item = Candidate(
            kind,
            segments,
            "inserted_clause",
            0.85,
            cue=cue_span(view, hit),
            cue_lemma=hit.lemma,
            source=insertion.source,
            features={"type": hit.entry.type, "frame": "direct"},
        )
        self.extents[id(item)] = Extent(
            "rest",
            first,
            end,
            first,
            high,
            hit.head,
            base,
            prefix=tuple(before[1]),
            prefix_kind=before[0],
            goes_on=True,
        )
        return item

    def _rest_extent(
        self,
        insertion: Insertion,
        sentence_end: int,
        before: tuple[Kind, list[tuple[int, int]]],
        tail: tuple[int, int] | None,
    ) -> Extent | None:
        """What may go on behind the reporting clause, after the segments ``before`` it."""
        more = self.continuations.rest(insertion, sentence_end)
        if more < 0:
            return None
        head = insertion.hit.head
        return Extent(
            "rest",
            more,
            more if tail is None else tail[1],
            more,
            sentence_end,
            head,
            self.view.region[head],
            prefix=tuple(before[1]),
            prefix_kind=before[0],
            goes_on=tail is not None and self.continuations.goes_on(insertion, tail[0], sentence_end),
        )

    def _after_own_report(self, first: int, stop: int) -> int:
        """*Il confirme le gel, | le temps, précise-t-il, de trouver mieux*: behind what the same one reports."""
        view = self.view
        verb = next((i for i in range(first, stop) if view.is_finite(i)), stop)
        if verb not in self.clauses.sayers or verb - first > _SUBJECT:
            return first
        comma = next((i for i in range(stop - 1, verb, -1) if view.lower[i] == ","), -1)
        return content_start(view, comma + 1, stop) if 0 < comma < stop - 1 else first

    def _after_lead_in(self, first: int, stop: int, *, goes_on: bool) -> int:
        """*X persiste et signe: si …, a-t-il répété*: a clause before a colon or semicolon is the article's own.

        ``goes_on``: the clause behind it has its verb only behind who says it (*X rassure : la ville, dit-il, paiera*).
        """
        view = self.view
        for index in range(stop - 2, first + 2, -1):
            if view.lower[index] == ";" and view.region[index] is None and view.has_finite(first, index):
                return content_start(view, index + 1, stop)
            clause = goes_on or view.has_finite(index, stop)
            if view.lower[index] == ":" and view.region[index] is None and clause:
                led = view.has_finite(first, index) or view.lower[index - 1] == ")"  # *Paul Roy (PS) : …, a-t-il dit*
                led = led or goes_on and index - first > _LABEL  # *Sa collègue, Anne Roy, abonde : …*
                return content_start(view, index + 1, stop) if led else first
        return first

    def _after_source(self, region: Region, first: int) -> bool:
        """*Selon l'étude, la ligne sera rentable, « si elle roule », nuance X*: what stands before is another's."""
        view, opening = self.view, region_token_range(self.view, region)[0]
        comma = view.before(opening, first)
        return (
            first in self.clauses.prepositions
            and comma > first
            and view.lower[comma] == ","
            and (view.has_finite(first, comma))
        )

    def _after_colon(self, region: Region) -> bool:
        """*Il y tient : « … », dit X*: what stands before the colon is the article's own."""
        before = self.view.before(region_token_range(self.view, region)[0])
        return before >= 0 and self.view.lower[before] == ":"

    def _after_insertion(self, insertion: Insertion, sentence_end: int, base: Region | None) -> Candidate | None:
        """*Car, expliquent les experts, …*: all of the content follows the reporting clause."""
        view, hit = self.view, insertion.hit
        first = insertion.end
        while first < sentence_end and (view.space[first] or view.lower[first] == ","):
            first += 1
        if first >= sentence_end:
            return None
        opening = self.openings.get(first)
        end = self.clauses.end(first, hit.head, sentence_end, clause=True)
        if opening is not None:
            end = max(end, region_token_range(view, opening)[1])
        shaped = self.shaper.shape(first, end, base)
        if shaped is None:
            return None
        return Candidate(
            shaped[0],
            shaped[1],
            "preposed_clause",
            0.8,
            cue=cue_span(self.view, hit),
            cue_lemma=hit.lemma,
            source=insertion.source,
            features={"type": hit.entry.type, "frame": "direct"},
        )

    def _after_previous_report(self, first: int, stop: int, region: Region | None) -> int:
        """A previous reporting clause in the same sentence ends the reach to the left."""
        view, insertions = self.view, self.clauses.insertions
        bound = first
        for position in range(first, stop):
            end = insertions.get(position, stop)
            if end < stop:
                bound = max(bound, end + (1 if end < stop and view.lower[end] in (",", ":", ";") else 0))
        if region is not None and bound > first:
            opening = region_token_range(view, region)[0]
            return min(max(bound, first), opening) if opening >= bound else opening
        return bound

    def _shape_chain(
        self, first: int, stop: int, base: Region | None, region: Region | None
    ) -> tuple[Kind, list[tuple[int, int]]] | None:
        view = self.view
        if region is not None and region.continued is not None:
            opening = region_token_range(view, region)[0]
            if first >= opening or all(view.is_break(i) for i in range(first, opening)):
                return "direct", self.shaper.region_segments(region)
        if region is not None:
            opening, close = region_token_range(view, region)
            if first >= opening and close >= stop:
                return "direct", self.shaper.region_segments(region)
        return self.shaper.shape(first, stop, base)
