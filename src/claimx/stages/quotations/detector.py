"""Quotation detection: marks, cues, order and clauses read together."""

from __future__ import annotations

from spacy.tokens import Doc

from claimx.lexicon.cues import Cues
from claimx.records import Quotation, Segment
from claimx.stages.extensions import PARAGRAPHS, store_quotations
from claimx.stages.quotations.bare import BareFinder
from claimx.stages.quotations.boundaries import Extent, choose
from claimx.stages.quotations.candidates import Candidate, Shaper, nest, trim
from claimx.stages.quotations.clauses import Clauses, region_token_range
from claimx.stages.quotations.colons import ColonFinder
from claimx.stages.quotations.complements import ComplementReader
from claimx.stages.quotations.confidence import load_models
from claimx.stages.quotations.cues import CueFinder
from claimx.stages.quotations.governing import Governing, cue_span
from claimx.stages.quotations.inversions import unknown_hits
from claimx.stages.quotations.marks import Region, find_regions
from claimx.stages.quotations.nouns import NounFinder
from claimx.stages.quotations.prepositions import PrepositionFinder
from claimx.stages.quotations.reporting import Insertion, InsertionFinder
from claimx.stages.quotations.selection import select
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import LEADING, View, content_start

_CONTINUERS = frozenset(
    "mais et car alors tandis puisque parce dont qui où ni or sinon même avec ainsi comme soit".split()
)


class QuotationDetector:
    """Finds the quotations of a parsed ``Doc`` with the cue lexicon ``cues``."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self.cue_finder = CueFinder(cues)
        self.extent_model, self.model = load_models()

    def __call__(self, doc: Doc) -> Doc:
        """Store the quotations of ``doc`` on it (``doc._.quotations``), speakers unresolved."""
        store_quotations(doc, self.detect(doc))
        return doc

    def detect(self, doc: Doc) -> list[Quotation]:
        """Return the quotations of ``doc`` in order of position."""
        if not len(doc) or not doc.text.strip():
            return []
        paragraphs = doc._.get(PARAGRAPHS) or [[0, len(doc.text), "body"]]
        reading = self.propose(doc)
        view = reading.view
        candidates = choose(view, reading.shaper, reading.clauses, reading.proposals, self.extent_model)
        furniture = [(start, end) for start, end, kind in paragraphs if kind == "furniture"]
        chosen = select(view, candidates, self.model)
        chosen = [item for item in chosen if not any(start <= item.start < end for start, end in furniture)]
        nest(chosen)
        return _records(view, chosen, [(start, end) for start, end, _ in paragraphs])

    def propose(self, doc: Doc) -> Reading:
        """Return the rules' reading of ``doc``: every candidate they see, rivals included, before any is chosen."""
        paragraphs = doc._.get(PARAGRAPHS) or [[0, len(doc.text), "body"]]
        view = View(doc, find_regions(doc.text, [(start, end) for start, end, _ in paragraphs]))
        return Reading(view, self.cues, self.cue_finder, paragraphs)


class Reading:
    """One pass over one document."""

    def __init__(self, view: View, cues: Cues, finder: CueFinder, paragraphs: list[list[object]]) -> None:
        self.view = view
        self.paragraphs = paragraphs
        self.cues = cues
        self.hits = finder.find(view)
        self.clauses = Clauses(view)
        self.sources = SourceFinder(view)
        self.shaper = Shaper(view)
        self.clauses.openings = self.openings = {
            region_token_range(view, region)[0]: region for region in reversed(view.regions)
        }
        self.complements = ComplementReader(view, self.clauses, self.openings)
        for hit in self.hits:
            if hit.form in ("participle", "gerund", "infinitive"):
                self.clauses.participles[hit.first] = hit.head
                if hit.entry.type in ("speech", "blame", "opinion") and hit.form != "infinitive":
                    self.clauses.speech_participles.add(hit.first)
            else:
                self.clauses.finite_cues.add(hit.head)
                if (before := view.before(hit.first)) >= 0 and view.lower[before] == "comme":
                    self.clauses.said_as.add(hit.first)
        self.prepositions = PrepositionFinder(view, cues, self.sources)
        self.clauses.prepositions.update(self.prepositions.positions())
        self.unknown = unknown_hits(view, self.sources, {hit.head for hit in self.hits})
        self.insertions = self._find_insertions()
        self.extents: dict[int, Extent] = {}
        self.proposals = [(item, self.extents.get(id(item))) for item in self._candidates()]

    def _find_insertions(self) -> dict[int, Insertion]:
        finder = InsertionFinder(self.view, self.clauses, self.sources, self.cues.forms)
        found = {}
        for hit in [*self.hits, *self.unknown]:
            if (insertion := finder.find(hit)) is not None:
                found[hit.head] = insertion
                self.clauses.insertions[insertion.first] = insertion.end
        self.incises = [head for head, insertion in found.items() if finder.is_incise(insertion, found.values())]
        return found

    def _candidates(self) -> list[Candidate]:
        found: list[Candidate] = []
        governing = Governing(
            self.view,
            self.hits,
            self.clauses,
            self.sources,
            self.shaper,
            self.complements,
            self.insertions,
            self.extents,
        )
        for hit in [*self.hits, *(hit for hit in self.unknown if hit.head in self.insertions)]:
            if hit.head in self.insertions:
                candidate = self._inserted(self.insertions[hit.head])
            else:
                candidate = governing.candidate(hit)
            if candidate is not None:
                found.append(candidate)
        found += self.prepositions.candidates(self.clauses, self.shaper, self.extents)
        found += NounFinder(self.view, self.cues, self.clauses, self.sources, self.shaper, self.openings).candidates(
            self.extents
        )
        found += ColonFinder(self.view, self.shaper, self.openings, self.paragraphs).candidates()
        BareFinder(self.view, self.shaper, self.clauses, self.complements, self.paragraphs, self.extents).extend(found)
        return found

    # ---- reporting clause after or inside its content ----

    def _inserted(self, insertion: Insertion) -> Candidate | None:
        view, hit = self.view, insertion.hit
        if insertion.hit.head in self.incises:
            return self._incise(insertion)
        sentence_start, sentence_end = view.bounds(hit.head)
        base = view.region[hit.head]
        stop = insertion.first
        while stop > 0 and (view.space[stop - 1] or view.lower[stop - 1] == ","):
            stop -= 1
        first = sentence_start
        if base is not None:
            first = max(first, view.token_at(base.start))
        region = insertion.region
        if region is not None and self._after_colon(region):
            first = region_token_range(view, region)[0]
        elif region is not None:
            opening = region_token_range(view, region)[0]
            if opening < first or region.continues is not None:
                head = region
                while head.continues is not None:
                    head = head.continues
                first = view.bounds(view.token_at(head.start))[0]
                first = min(first, view.token_at(head.outer_start))
                region = head
        elif (
            (running := view.region[first]) is not None and running is not base and view.token_at(running.start) < first
        ):
            while running.continues is not None:
                running = running.continues
            first = min(view.token_at(running.outer_start), view.bounds(view.token_at(running.start))[0])
        first = self._after_previous_report(first, stop, region)
        first = self._after_lead_in(content_start(view, first, stop), stop)
        if stop - first == 1 and view.lower[first] in LEADING:
            first = stop
        shaped = self._shape_chain(first, stop, base, region) if first < stop else None
        if shaped is None:
            return self._after_insertion(insertion, sentence_end, base)
        kind, segments = shaped
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
        if tail is None and kind != "direct":
            self.extents[id(item)] = Extent("start", first, stop, first, stop, hit.head, base)
        return item

    def _incise(self, insertion: Insertion) -> Candidate | None:
        """*« Ce match, explique le coach, est un tournant. »*: what stands in the marks, without its incises.

        Where one quotation holds several incises, each reports from its own sentence on.
        """
        view, hit = self.view, insertion.hit
        base = view.region[hit.head]
        if base is None:
            return None
        head = base.first()
        heads = [h for h in self.incises if (region := view.region[h]) is not None and region.first() is head]
        at = heads.index(hit.head)
        low = view.start[view.sentences[view.sentence[hit.head]][0]] if at else head.start
        high = (
            view.start[view.sentences[view.sentence[heads[at + 1]]][0]] if at + 1 < len(heads) else head.chain()[-1].end
        )
        parts = [(max(a, low), min(b, high)) for a, b in self.shaper.region_segments(head) if a < high and low < b]
        stop, go = insertion.first, insertion.end
        while go < len(view.lower) and (view.space[go] or view.lower[go] in (",", ".", ";", "–", "—", "--")):
            go += 1
        cut = view.start[stop], view.start[go] if go < len(view.lower) else len(view.text)
        segments = []
        for start, end in parts:
            pieces = (
                [(start, min(end, cut[0])), (max(start, cut[1]), end)]
                if start < cut[1] and cut[0] < end
                else [(start, end)]
            )
            for piece in pieces:
                first, last = trim(view.text, piece) if piece != (start, end) else piece
                if first < last and any(c.isalnum() for c in view.text[first:last]):
                    segments.append((first, last))
        if segments and view.text[segments[0][0] : segments[0][1]].lower() in LEADING:
            del segments[0]
        if not segments:
            return None
        return Candidate(
            "direct",
            segments,
            "incise",
            0.9,
            cue=cue_span(view, hit),
            cue_lemma=hit.lemma,
            source=insertion.source,
            features={"type": hit.entry.type, "frame": "direct"},
        )

    def _after_lead_in(self, first: int, stop: int) -> int:
        """*X persiste et signe: si …, a-t-il répété*: a clause before a colon is the article's own."""
        view = self.view
        for index in range(stop - 2, first + 2, -1):
            if view.lower[index] == ":" and view.region[index] is None and view.has_finite(index, stop):
                return content_start(view, index + 1, stop) if view.has_finite(first, index) else first
        return first

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
        view = self.view
        bound = first
        for position, end in self.clauses.insertions.items():
            if first <= position and end < stop:
                bound = max(bound, end + (1 if end < stop and view.lower[end] in (",", ":", ";") else 0))
        if region is not None and bound > first:
            opening = region_token_range(view, region)[0]
            return min(max(bound, first), opening) if opening >= bound else opening
        return bound

    def _shape_chain(
        self, first: int, stop: int, base: Region | None, region: Region | None
    ) -> tuple[str, list[tuple[int, int]]] | None:
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
        if region is not None and not insertion.hit.entry.type == "gesture":
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
        if not view.has_finite(start, insertion.first) or self._main_verb_after(
            following, sentence_end, start, insertion.first
        ):
            return following, self.clauses.end(following, insertion.hit.head, sentence_end)
        return None

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
        self, segments: list[tuple[int, int]], kind: str, tail: tuple[int, int], base: Region | None
    ) -> tuple[list[tuple[int, int]], str]:
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


def _records(view: View, chosen: list[Candidate], paragraphs: list[tuple[int, int]]) -> list[Quotation]:
    text = view.text
    ordered = sorted(chosen, key=lambda item: (item.start, -item.end, item.cue or (0, 0)))
    names = {id(item): f"q{number:02d}" for number, item in enumerate(ordered, 1)}
    starts = [start for start, _ in paragraphs]
    records = []
    for item in ordered:
        cue, source = item.cue, item.source
        paragraph = max((i for i, start in enumerate(starts) if start <= item.start), default=0)
        records.append(
            Quotation(
                quotation_id=names[id(item)],
                kind=item.kind,
                start=item.start,
                end=item.end,
                segments=tuple(Segment(start=start, end=end) for start, end in item.segments),
                text=text[item.start : item.end],
                cue_text=text[cue[0] : cue[1]] if cue else None,
                cue_lemma=item.cue_lemma,
                cue_start=cue[0] if cue else None,
                cue_end=cue[1] if cue else None,
                source_text=text[source[0] : source[1]] if source else None,
                source_start=source[0] if source else None,
                source_end=source[1] if source else None,
                within=names.get(id(item.within)) if item.within is not None else None,
                paragraph=paragraph,
                sentence=view.sentence[view.token_at(item.start)],
                rule=item.rule,
                confidence=round(item.score, 4),
            )
        )
    return records
