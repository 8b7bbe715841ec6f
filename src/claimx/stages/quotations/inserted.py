"""What a reporting clause after or inside its content reports: *« … », a dit X*; *…, note X, …*; *« …, dit X, … »*."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from claimx.records import Kind
from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper, trim
from claimx.stages.quotations.clause_starts import only_fronted_clause
from claimx.stages.quotations.clauses import Clauses, region_token_range
from claimx.stages.quotations.cues import cue_span
from claimx.stages.quotations.incises import InciseReader
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.reporting import Insertion
from claimx.stages.quotations.view import LEADING, View, content_start

_CLAUSE = 5
_CONTINUERS = frozenset(
    "mais et car alors tandis puisque parce dont qui où ni or sinon même avec ainsi comme soit".split()
)


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
        first = self._after_lead_in(content_start(view, first, stop), stop)
        if stop - first == 1 and view.lower[first] in LEADING:
            first = stop
        shaped = self._shape_chain(first, stop, base, region) if first < stop else None
        if shaped is None:
            return self._after_insertion(insertion, sentence_end, base)
        kind, segments = before = shaped
        tail = self._continuation(insertion, sentence_end, kind, region)
        if tail is not None:
            segments, kind = self._join(segments, kind, tail, base)
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
        if kind != "direct":
            rest = self._rest_extent(insertion, sentence_end, before, tail) if region is None else None
            begun = Extent("start", first, stop, first, stop, hit.head, base, rest=rest) if tail is None else rest
            if begun is not None:
                self.extents[id(item)] = begun
        return item

    def _rest_extent(
        self,
        insertion: Insertion,
        sentence_end: int,
        before: tuple[Kind, list[tuple[int, int]]],
        tail: tuple[int, int] | None,
    ) -> Extent | None:
        """What may go on behind the reporting clause, after the segments ``before`` it."""
        more = self._rest(insertion, sentence_end)
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
            goes_on=tail is not None and self._goes_on(insertion, tail[0], sentence_end),
        )

    def _rest(self, insertion: Insertion, sentence_end: int) -> int:
        """First token of what follows the reporting clause in its sentence after a pause, or -1."""
        view = self.view
        index = insertion.end
        if index >= sentence_end or view.lower[index] not in (",", "–", "—", "--", "-", ")"):
            return -1
        following = view.after(index, sentence_end)
        return following if following >= 0 and following not in self.clauses.insertions else -1

    def _after_lead_in(self, first: int, stop: int) -> int:
        """*X persiste et signe: si …, a-t-il répété*: a clause before a colon or semicolon is the article's own."""
        view = self.view
        for index in range(stop - 2, first + 2, -1):
            if view.lower[index] == ";" and view.region[index] is None and view.has_finite(first, index):
                return content_start(view, index + 1, stop)
            if view.lower[index] == ":" and view.region[index] is None and view.has_finite(index, stop):
                return content_start(view, index + 1, stop) if view.has_finite(first, index) else first
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

    def _continuation(
        self, insertion: Insertion, sentence_end: int, kind: str, region: Region | None
    ) -> tuple[int, int] | None:
        """Tokens of the content after the reporting clause, within the sentence."""
        view = self.view
        index = insertion.end
        if index >= sentence_end or view.lower[index] == ":":
            return None
        if view.lower[index] not in (",", "–", "—", "--"):
            return None
        following = index + 1
        while following < sentence_end and view.space[following]:
            following += 1
        if following >= sentence_end:
            return None
        lower = view.lower[following]
        if following in self.clauses.participles or following in self.clauses.insertions:
            return None
        if lower in ("tout", "avant", "après", "en", "sans", "et", "puis", "pour") and any(
            following + k in self.clauses.participles for k in (1, 2)
        ):
            return None
        opening = self.openings.get(following)
        before = view.region[view.before(insertion.first)] if view.before(insertion.first) >= 0 else None
        inside = view.region[following]
        if region is not None and insertion.hit.entry.type != "gesture":
            if opening is not None and opening.level == (region.level if region else 0):
                end = self.clauses.end(following, insertion.hit.head, sentence_end)
                return following, max(end, min(region_token_range(view, opening)[1], len(view.lower)))
            if inside is None or inside is region:
                stop = view.before(insertion.first)
                complete = view.text[view.end[stop] - 1 : view.end[stop]] in "!?.…" if stop >= 0 else True
                if not complete and before is region and not view.has_finite(view.token_at(region.start), stop + 1):
                    return following, self.clauses.end(following, insertion.hit.head, sentence_end)
                return None
        if opening is not None and region is None:
            end = self.clauses.end(following, insertion.hit.head, sentence_end)
            return following, max(end, region_token_range(view, opening)[1])
        start = view.bounds(insertion.hit.head)[0]
        if lower in _CONTINUERS and lower not in ("alors", "tandis", "dont", "qui", "où", "avec", "et"):
            return following, self.clauses.end(following, insertion.hit.head, sentence_end)
        cleft = lower in ("c'", "ce") and view.lower[start] == "ce"  # *Ce qui gêne, disent-ils, c'est le bruit*
        if lower in ("qui", "dont", "où") and region is None and following == insertion.end + 1:
            return None  # *Le double, affirme l'intersyndicale, qui proteste …*: about who says it
        if (
            cleft
            or self._goes_on(insertion, following, sentence_end)
            or only_fronted_clause(view, start, insertion.first)
            or not view.has_finite(start, insertion.first)
            or self._main_verb_after(following, sentence_end, start, insertion.first)
        ):
            return following, self.clauses.end(following, insertion.hit.head, sentence_end)
        return None

    def _goes_on(self, insertion: Insertion, following: int, sentence_end: int) -> bool:
        """*Les ventes sont, dit-il, suspendues*, *La route ferme, dit-il, et les cars feront un détour*."""
        view = self.view
        last = view.before(insertion.first)
        if last >= 0 and view.lower[last] == ",":
            last = view.before(last)
        if last >= 0 and view.is_finite(last) and view.pos[last] == "AUX":
            return True
        if view.lower[following] in ("de", "d'", "que", "qu'") and insertion.region is None:
            infinitive = view.after(following, sentence_end)
            return view.lower[following].startswith("q") or infinitive >= 0 and "Inf" in view.tense[infinitive]
        if view.lower[following] != "et" or insertion.region is not None:
            return False
        subject = view.after(following, sentence_end)
        if subject < 0 or view.pos[subject] not in ("DET", "PROPN", "NUM") or subject in self.clauses.insertions:
            return False
        end = next((i for i in range(subject, sentence_end) if view.lower[i] in (";", ":")), sentence_end)
        verb = next((i for i in range(subject, end) if view.is_finite(i)), -1)
        return verb > subject and not any(i in self.clauses.finite_cues for i in range(subject, end))

    def _main_verb_after(self, first: int, end: int, start: int, stop: int) -> bool:
        """The clause begun before the insertion goes on: its subject waits for a verb that comes after."""
        view = self.view
        for index in range(first, min(end, first + 8)):
            if view.is_finite(index):
                head = index if view.pos[index] == "VERB" else view.head[index]
                subjects = [child.i for child in view.tokens[head].children if child.dep_ in ("nsubj", "nsubj:pass")]
                return bool(subjects) and all(start <= subject < stop for subject in subjects)
        return False

    def _join(
        self, segments: list[tuple[int, int]], kind: Kind, tail: tuple[int, int], base: Region | None
    ) -> tuple[list[tuple[int, int]], Kind]:
        view = self.view
        opening = self.openings.get(tail[0])
        if opening is not None:
            close = region_token_range(view, opening)[1]
            if kind == "direct" and tail[1] <= close + 1:
                return segments + self.shaper.region_segments(opening), "direct"
        span = trim(view.text, view.slice(*tail))
        if kind == "direct":
            first = segments[0]
            outer = view.region[view.token_at(first[0])]
            if outer is not None:
                segments = [(outer.outer_start, outer.outer_end), *segments[1:]]
        shaped = self.shaper.shape(tail[0], tail[1], base, direct=False)
        quoted = kind in ("direct", "mixed") or (shaped is not None and shaped[0] == "mixed")
        return [*segments, span], "mixed" if quoted else "indirect"
