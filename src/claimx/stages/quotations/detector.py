"""Quotation detection: marks, cues, order and clauses read together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc

from claimx.lexicon.cues import Cues
from claimx.records import Quotation, Segment
from claimx.stages.columns import Columns, columns_of
from claimx.stages.extensions import store_quotations
from claimx.stages.quotations.adjacent import absolute_subject
from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.as_said import said_behind
from claimx.stages.quotations.bare import BareFinder
from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper, Span, nest
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.colons import ColonFinder
from claimx.stages.quotations.complements import ComplementReader
from claimx.stages.quotations.confidence import load_models
from claimx.stages.quotations.cues import CueFinder
from claimx.stages.quotations.emerging import EmergingFinder
from claimx.stages.quotations.extent_choice import choose
from claimx.stages.quotations.governing import Governing
from claimx.stages.quotations.inserted import InsertedReader
from claimx.stages.quotations.interviews import Turn, add_turns, read_interview, with_answers
from claimx.stages.quotations.inversions import unknown_hits
from claimx.stages.quotations.joined_contents import part_joined
from claimx.stages.quotations.labels import LabelFinder
from claimx.stages.quotations.marks import find_regions
from claimx.stages.quotations.named_lines import read_named_lines
from claimx.stages.quotations.nested import NestedFinder
from claimx.stages.quotations.nouns import NounFinder
from claimx.stages.quotations.passives import is_reaction
from claimx.stages.quotations.plausible_insertions import SAYERS
from claimx.stages.quotations.prepositions import PrepositionFinder
from claimx.stages.quotations.previous_sentences import PreviousSentences
from claimx.stages.quotations.relative_openings import relative_before
from claimx.stages.quotations.reporting import Insertion, InsertionFinder
from claimx.stages.quotations.selection import select
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.turns import part_turns
from claimx.stages.quotations.view import View, region_token_range
from claimx.stages.scoring import Scored, Scorer
from claimx.stages.segmentation import paragraphs_of

_NOBODY = frozenset({"personne", "nul", "nulle", "aucun", "aucune"})


class QuotationDetector(Scored):
    """Finds the quotations of a parsed ``Doc`` with the cue lexicon ``cues``."""

    leaves_tokens = True

    def __init__(self, cues: Cues, scorer: Scorer | None = None) -> None:
        self.cues = cues
        self.scorer = scorer
        self.cue_finder = CueFinder(cues)
        self.extent_model, self.model = load_models()

    def __call__(self, doc: Doc) -> Doc:
        """Store the quotations of ``doc`` on it (``doc._.quotations``), speakers unresolved."""
        store_quotations(doc, self.detect(doc))
        return doc

    def detect(self, doc: Doc) -> list[Quotation]:
        """Return the quotations of ``doc`` in order of position."""
        columns = columns_of(doc)
        text = columns.text
        if not text or text.isspace():
            return []
        paragraphs = paragraphs_of(doc)
        reading = self.propose(doc, columns, paragraphs)
        view = reading.view
        candidates = choose(view, reading.shaper, reading.clauses, reading.proposals, self.extent_model)
        places = _Places(paragraphs)
        chosen = select(view, candidates, self.model)
        chosen = [item for item in chosen if not places.in_furniture(item.start)]
        nest(chosen)
        return _records(view, chosen, places, columns.marked_starts)

    def propose(
        self, doc: Doc, columns: Columns | None = None, paragraphs: list[tuple[int, int, str]] | None = None
    ) -> Reading:
        """Return the rules' reading of ``doc``: every candidate they see, rivals included, before any is chosen.

        ``columns``, ``paragraphs``: those of ``doc``, if they have been read.
        """
        paragraphs = paragraphs_of(doc) if paragraphs is None else paragraphs
        columns = columns or columns_of(doc)
        text = columns.text
        turns = read_interview(text, paragraphs) or read_named_lines(text, paragraphs)
        places = [(start, end) for start, end, _ in paragraphs]
        regions = part_turns(text, find_regions(text, places), places)
        view = View(doc, with_answers(regions, turns, [start for start, _, _ in paragraphs]), columns)
        return Reading(view, self.cues, self.cue_finder, paragraphs, turns)


class Reading:
    """One pass over one document."""

    def __init__(
        self,
        view: View,
        cues: Cues,
        finder: CueFinder,
        paragraphs: list[tuple[int, int, str]],
        turns: Sequence[Turn] = (),
    ) -> None:
        self.view = view
        self.paragraphs = paragraphs
        self.turns = turns
        self.cues = cues
        self.hits = finder.find(view)
        self.clauses = Clauses(view)
        self.sources = SourceFinder(view)
        self.shaper = Shaper(view, self.clauses.bounds)
        self.clauses.openings = self.openings = {
            region_token_range(view, region)[0]: region for region in reversed(view.regions)
        }
        self.complements = ComplementReader(view, self.clauses, self.openings, self.clauses.bounds.rows)
        for hit in self.hits:
            if hit.form in ("participle", "gerund", "infinitive"):
                self.clauses.participles[hit.first] = hit.head
                if hit.entry.type in ("speech", "blame", "opinion") and hit.form != "infinitive":
                    self.clauses.speech_participles.add(hit.first)
                    if (own := absolute_subject(view, hit, view.bounds(hit.head)[0])) is not None:
                        self.clauses.absolutes.add(own[0])
                elif hit.entry.type in ("speech", "blame", "opinion"):
                    self.clauses.speech_infinitives.add(hit.first)
            else:
                if hit.form == "past_participle" and (
                    hit.entry.act_of("obj_inf_de") == "accuse" or is_reaction(view, hit)
                ):
                    self.clauses.charges.add(hit.first)
                if hit.form == "finite" and hit.entry.type in ("speech", "blame"):
                    self.clauses.sayers.add(hit.head)
                self.clauses.finite_cues.add(hit.head)
                if (before := view.before(hit.first)) >= 0 and view.lower[before] == "comme":
                    self.clauses.said_as.add(hit.first)
            if (told := said_behind(view, hit)) is not None:
                self.clauses.said_as.add(told[0] + 1)
        self.sources.verbs = self.clauses.finite_cues
        self.prepositions = PrepositionFinder(view, cues, self.sources)
        self.clauses.prepositions.update(self.prepositions.positions())
        reporting = {hit.head for hit in self.hits if hit.entry.frames & {"direct", "que"}}
        self.unknown = unknown_hits(view, self.sources, reporting)
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
                self._bound_relative(insertion)
        reported = finder.reported(found.values())
        self.incises = [head for head, insertion in found.items() if finder.is_incise(insertion, reported)]
        return found

    def _bound_relative(self, insertion: Insertion) -> None:
        """*exige un mur, | faute de quoi, prévient-il, …*: no content before it runs on over the relative clause."""
        low = self.view.bounds(insertion.first)[0]
        start = relative_before(self.view, insertion.first, insertion.end, low) if insertion.region is None else -1
        if start > 0 and self.view.lower[start - 1] == ",":
            self.clauses.bounds.reported.add(start)

    def _is_said(self, candidate: Candidate, insertion: Insertion | None) -> bool:
        """Whether somebody says it, and nobody else by an inserted clause."""
        return not self._nobody_says(candidate) and not (insertion and self._another_says(insertion, candidate))

    def _nobody_says(self, candidate: Candidate) -> bool:
        """*Personne n'ose dire que …*, *sans qu'aucun expert ait demandé …*."""
        if candidate.source is None:
            return False
        words = self.view.text[slice(*candidate.source)].lower().removeprefix("plus ").split()
        return bool(words) and words[0] in _NOBODY

    def _another_says(self, insertion: Insertion, candidate: Candidate) -> bool:
        """*Le plan est mauvais, juge le syndicat : « Il coûte trop cher »*: a thing doesn't say the words behind."""
        view = self.view
        behind = candidate.start >= view.start[min(insertion.end, len(view.start) - 1)]
        thing = candidate.source is not None and classify_source(view, candidate.source) == "thing"
        return behind and thing and classify_source(view, insertion.source) in SAYERS

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
        inserted = InsertedReader(
            self.view, self.clauses, self.shaper, self.openings, self.insertions, self.incises, self.extents
        )
        for hit in [*self.hits, *(hit for hit in self.unknown if hit.head in self.insertions)]:
            insertion = self.insertions.get(hit.head)
            if insertion is not None:
                found += inserted.candidates(insertion)
            # Without marks *X exige Y* and *Y, exige X* look alike: both are proposed, confidence decides.
            if insertion is None or insertion.region is None and hit.inverted < 0 and not insertion.sure:
                candidate = governing.candidate(hit)
                if candidate is not None and self._is_said(candidate, insertion):
                    found.append(candidate)
                else:
                    self.extents.pop(id(candidate), None)  # its identity may be given to another
        part_joined(self.view, self.shaper, found, self.extents)
        found += governing.passives.seconds
        nested = NestedFinder(self.view, self.shaper, self.sources, self.openings, self.insertions)
        found += nested.candidates(self.hits, found)
        found += PreviousSentences(self.view, self.hits, self.sources, self.shaper).candidates()
        found += EmergingFinder(self.view, self.hits, self.sources, self.clauses, self.shaper).candidates(self.extents)
        found += self.prepositions.candidates(self.clauses, self.shaper, self.extents)
        judges = {hit.head for hit in self.hits if "de" in hit.entry.links or "obj_inf_de" in hit.entry.frames}
        nouns = NounFinder(self.view, self.cues, self.clauses, self.sources, self.shaper, self.openings, judges)
        found += nouns.candidates(self.extents)
        found += LabelFinder(self.view, self.cues, self.sources, self.shaper, self.openings).candidates(self.extents)
        found += ColonFinder(
            self.view, self.shaper, self.openings, self.paragraphs, self.sources, self.clauses.insertions.keys()
        ).candidates()
        BareFinder(self.view, self.shaper, self.clauses, self.complements, self.paragraphs, self.extents).extend(found)
        add_turns(found, self.turns, self.view.regions, self.shaper)
        # an incise has an author: its quotation is no bare one
        incises = sorted(item.cue for item in found if item.rule == "incise" and item.cue is not None)
        return [item for item in found if item.cue is not None or not _covers_any(item, incises)]


def _covers_any(item: Candidate, cues: Sequence[Span]) -> bool:
    """Whether one of these spans (sorted, apart from each other) lies within a segment of the item."""
    places = ((bisect_left(cues, (start, 0)), end) for start, end in item.segments)
    return any(at < len(cues) and cues[at][1] <= end for at, end in places)


class _Places:
    """The paragraphs of a document by offset."""

    def __init__(self, paragraphs: Sequence[Sequence[object]]) -> None:
        self._paragraphs = paragraphs
        self._starts = [int(str(start)) for start, _, _ in paragraphs]

    def number(self, offset: int) -> int:
        """Index of the paragraph that begins last before or at ``offset``, 0 before the first."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def in_furniture(self, offset: int) -> bool:
        """Whether a dateline or caption holds the offset."""
        start, end, kind = self._paragraphs[self.number(offset)]
        return kind == "furniture" and int(str(start)) <= offset < int(str(end))


def _records(view: View, chosen: list[Candidate], places: _Places, sentences: list[int]) -> list[Quotation]:
    """Make records; ``sentences`` are the doc's tokens that begin one."""
    text = view.text
    ordered = sorted(chosen, key=lambda item: (item.start, -item.end, item.cue or (0, 0)))
    names = {id(item): f"q{number:02d}" for number, item in enumerate(ordered, 1)}
    records = []
    for item in ordered:
        cue, source = item.cue, item.source
        if source is not None and not text[source[0] : source[1]].strip():
            source = None  # nothing but blanks: a text cut short
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
                paragraph=places.number(item.start),
                sentence=max(bisect_right(sentences, view.token_at(item.start)) - 1, 0),
                rule=item.rule,
                confidence=round(item.score, 4),
            )
        )
    return records
