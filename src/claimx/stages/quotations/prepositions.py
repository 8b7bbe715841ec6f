"""*Selon X, …*; *…, d'après X*; *pour X, « … »*: content attributed by a preposition."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from claimx.lexicon.cues import CuePreposition, Cues
from claimx.lexicon.function_words import COMPOUND_RELATIVES, CONTRACTED_RELATIVES, COORDINATING, EMPHATIC, RELATIVES
from claimx.records import Kind
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper, Span
from claimx.stages.quotations.clause_starts import before_predicate, main_verb
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.preposition_contents import PrepositionContents
from claimx.stages.quotations.preposition_limits import before_other
from claimx.stages.quotations.preposition_scopes import PrepositionScopes
from claimx.stages.quotations.preposition_sources import PrepositionSources
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import CLITICS, View, content_start

_CHANNELS = frozenset({"par la voix de", "par la bouche de", "par l'intermédiaire de", "sur la foi de"})
_QUE = frozenset({"que", "qu'", ":"})
_WHICH = RELATIVES | COMPOUND_RELATIVES | CONTRACTED_RELATIVES
_OPENERS = _WHICH | COORDINATING | {"soit"}
_WHOM = COMPOUND_RELATIVES | {"qui"}
_BY = frozenset({"selon", "d'après"})
_PRONOUNS = EMPHATIC | {"moi", "nous"}
_AGAIN = frozenset({"toujours", "encore", "notamment", "surtout"})
"""Adverbs of *selon X*, not of what stands before them."""


@dataclass(slots=True)
class _Occurrence:
    """A prepositional cue in the text: tokens ``first``..``end``, its source, and what tells where its content is."""

    first: int
    end: int
    reading: CuePreposition
    sentence: int
    limit: int
    base: Region | None
    source_tokens: tuple[int, int]
    source_end: int
    source: Span | None
    initial: bool
    """Whether the content follows."""
    paused: bool
    whom: bool
    """*selon qui*."""
    pair: bool
    verdict: bool
    judged: bool
    relative: bool
    within: bool
    """Whether the cue stands in a relative clause."""
    apposed: bool


class _Content(NamedTuple):
    kind: Kind
    segments: list[Span]
    extent: Extent | None


class PrepositionFinder(PrepositionScopes):
    """Finds prepositional cues; ``positions`` are their first tokens."""

    def __init__(self, view: View, cues: Cues, sources: SourceFinder) -> None:
        self.view = view
        self.sources = PrepositionSources(view, sources, cues.noun_forms)
        self.found: list[tuple[int, int, CuePreposition]] = []
        first_words, lowers = cues.preposition_words, view.lower
        places = [(index, seconds) for index, seconds in enumerate(map(first_words.get, lowers)) if seconds is not None]
        if "A" in view.words:  # *A en croire X*: a capital without its accent
            places += [(index, first_words["à"]) for index, word in enumerate(view.words) if word == "A"]
            places.sort(key=itemgetter(0))
        for index, seconds in places:
            following = lowers[index + 1] if index + 1 < len(lowers) else ""
            for words, reading in seconds.get(following) or seconds[""]:
                if lowers[index + 1 : index + len(words)] == words[1:]:
                    again = index > 1 and lowers[index - 1] in _AGAIN and lowers[index - 2] in (",", "(")
                    self.found.append((index - again, index + len(words), reading))
                    break
        self.contents = PrepositionContents(view, [found[:2] for found in self.found])

    def positions(self) -> set[int]:
        """Return the first tokens of the cues that end a content before them."""
        return {first for first, _, reading in self.found if reading.condition != "loose" and reading.form != "pour"}

    def candidates(self, clauses: Clauses, shaper: Shaper, extents: dict[int, Extent]) -> list[Candidate]:
        """Return one candidate for each prepositional cue whose source can speak and whose content is a clause."""
        result = []
        for first, end, reading in self.found:
            if (candidate := self._candidate(first, end, reading, clauses, shaper, extents)) is not None:
                result.append(candidate)
        return result

    def _candidate(
        self,
        first: int,
        end: int,
        reading: CuePreposition,
        clauses: Clauses,
        shaper: Shaper,
        extents: dict[int, Extent],
    ) -> Candidate | None:
        at = self._occurrence(first, end, reading, clauses)
        if at is None:
            return None
        content = (self._content_after if at.initial else self._content_before)(at, clauses, shaper)
        if (
            content is None
            or content.kind == "indirect"
            and reading.condition == "person"
            and self._only_with_marks(at)
        ):
            return None
        view, sure = self.view, at.pair or at.verdict  # where *pour* can but attribute it is as good as *selon*
        own = reading.position == "self" and view.lower[end - 1] in _PRONOUNS
        item = Candidate(
            content.kind,
            content.segments,
            "preposition_initial" if at.initial else "preposition_final",
            0.8,
            cue=view.slice(first + (view.lower[first] in _AGAIN), end - own),
            cue_lemma=reading.form,
            source=at.source,
            features={
                "type": "speech" if sure else reading.type,
                "frame": "prep",
                "form": "selon" if sure else reading.form,
            },
        )
        if content.extent is not None:
            extents[id(item)] = content.extent
        return item

    def _occurrence(self, first: int, end: int, reading: CuePreposition, clauses: Clauses) -> _Occurrence | None:
        """The cue at ``first``..``end`` with its source and where its content stands, or None if it reports nothing."""
        view = self.view
        if view.lower[first] == "de" and first and view.lower[first - 1].endswith("agit"):
            return None  # *il s'agit de sources de chaleur*
        if view.lower[first] == "de" and first and view.lower[first - 1] == "partir":
            return None  # *un comptage fait à partir de sources officielles*
        sentence, limit = view.bounds(first)
        base = view.region[first]
        if reading.position == "self" and any(low < first < high for low, high in clauses.insertions.items()):
            return None  # a-t-on appris de source judiciaire: the source of that clause
        if base is not None:
            sentence = max(sentence, view.token_at(base.start))
            limit = min(limit, view.token_at(base.end - 1) + 1)
        if end >= limit and reading.position == "before":
            return None
        initial = content_start(view, sentence, first) >= first or all(
            view.pos[i] in ("CCONJ", "ADV", "PUNCT", "SPACE") for i in range(sentence, first)
        )
        if (previous := view.before(first, sentence)) >= 0 and view.lower[previous] in (":", ";"):
            initial = True
        paused = initial or view.lower[first - 1] in (",", "(", "–", "—", "-") or view.mark[first - 1]
        whom = end < limit and view.lower[end] in _WHOM
        if whom and reading.form == "pour" and not paused:
            return None  # *a refusé de dire pour qui elle avait voté*
        pair = reading.form == "pour" and self._of_pair(first, sentence, limit)
        verdict = reading.form == "pour" and paused and not initial and self._verdict(first, sentence)
        judged = pair and view.mark[first - 1]  # *« Utile » pour les uns, « ruineux » pour les autres, …*
        initial = initial or pair and not judged
        conditional = reading.condition is not None and not (reading.condition == "loose" and paused)
        if conditional and not (initial or whom or verdict or judged):
            return None
        source_tokens = self.sources.find(first, end, limit, reading, initial)
        if source_tokens is None:
            return None
        source_end = source_tokens[1]
        if verdict and (source_end < limit or not self.sources.opines(source_tokens)):
            return None
        if reading.form.startswith("par ") and self._channel(source_end, limit, clauses):
            return None
        if reading.form.startswith("par ") and not initial and not view.has_finite(sentence, first):
            return None  # *La chorale, par la voix de son chef, Omar Petit, | a affiché …*: its verb is still to come
        source = view.slice(*source_tokens) if source_tokens[0] < source_tokens[1] else None
        if initial and reading.position == "self" and view.lower[source_end : source_end + 2] == [",", "on"]:
            return None  # *De source sûre, on apprend que …*: the source of that verb
        if initial and source_end > end:
            source_end = self.sources.past_place(source_tokens, limit)
        relative = source_end <= first
        if relative:  # selon qui: the source is the antecedent
            source_end, initial = end + 1, True
        if not initial and self._introduces(sentence, first, source_end, limit):
            initial = True
        opener = view.before(first, sentence)
        if opener >= 0 and view.lower[opener] == ",":
            opener = view.before(opener, sentence)
        apposed = False
        within = opener >= 0 and view.lower[opener] in _WHICH
        if opener >= 0 and view.lower[opener] in _OPENERS and opener > sentence:
            initial = True
            # *Le vaccin, qui, selon X, protège neuf patients sur dix, | sera vendu*
            governed = view.lower[opener] in COMPOUND_RELATIVES and view.pos[opener - 1] == "ADP"  # *, par lequel*
            apposed = within and view.lower[opener - 1 - governed] == ","
        return _Occurrence(
            first,
            end,
            reading,
            sentence,
            limit,
            base,
            source_tokens,
            source_end,
            source,
            initial,
            paused,
            bool(whom),
            pair,
            verdict,
            judged,
            relative,
            within,
            apposed,
        )

    def _only_with_marks(self, at: _Occurrence) -> bool:
        """Whether *pour* and its like attribute quoted words only: not with *lui*, *qui* or somebody who opines."""
        if self.view.lower[at.end] in _PRONOUNS or at.whom:
            return False
        return not (at.initial and at.reading.form == "pour" and self.sources.opines(at.source_tokens))

    def _content_after(self, at: _Occurrence, clauses: Clauses, shaper: Shaper) -> _Content | None:
        """What follows *Selon X,*, or None if nothing there is X's."""
        view, first, reading, base, limit = self.view, at.first, at.reading, at.base, at.limit
        content = (
            at.source_end
            if at.relative
            else self.contents.after(
                at.source_end,
                limit,
                sure=at.pair or reading.form in _BY and not at.within,
                named=view.lower[at.source_end - 1] not in _PRONOUNS,
            )
        )
        if content is not None and reading.position == "before":
            content = self.contents.past_label(content, limit)
        if content is None or reading.condition == "loose" and self._on_says(content, limit, clauses):
            return None
        if reading.form == "pour" and self.contents.provides(content, limit):
            return None
        start = content
        limit = self._until_reported(start, self._until_next(start, limit), clauses)
        if classify_source(view, at.source) in SPEAKERS:
            limit = before_other(view, start, limit, clauses, self.sources.sources)
        stop = min(clauses.end(start, first, limit, relative=at.relative or at.apposed), limit)
        if reading.condition == "loose" and view.lower[at.source_end : at.source_end + 1] == [":"]:
            told = view.region[at.source_end]
            if any(i in clauses.finite_cues and view.region[i] is told for i in range(start, stop)):
                return None  # *Même colère chez X : Y dénonce …*
        if reading.form == "chez" and self._member_says(start, stop, clauses):
            return None
        if clauses.firm:
            limit = stop
        if at.relative:
            stop = min(stop, _main_predicate(view, start, stop))
            stop = limit = before_predicate(view, main_verb(view, start, stop) + 1, stop)
        marked = any(view.region[i] is not base for i in range(start, stop))
        if reading.condition is not None and not marked and self._only_with_marks(at):
            return None
        shaped = shaper.shape(start, stop, base)
        if shaped is None:
            return None
        kind, segments = shaped
        return _Content(kind, segments, Extent("after", start, stop, start, limit, first, base))

    def _content_before(self, at: _Occurrence, clauses: Clauses, shaper: Shaper) -> _Content | None:
        """What stands before *, selon X,* and may go on behind it, or None if nothing there is X's."""
        view, first, end, reading, base, limit = self.view, at.first, at.end, at.reading, at.base, at.limit
        if view.before(first) in clauses.finite_cues and at.source_end < limit and view.lower[at.source_end] in _QUE:
            return None  # *a annoncé par la voix de ses avocats qu'il faisait appel*
        if reading.form.startswith("par ") and self._inserted_channel(first, at.source_end, limit, clauses):
            return None
        bracket = view.lower[first - 1] == "("
        if not at.paused and classify_source(view, at.source) == "thing" and view.lower[end] in ("un", "une"):
            return None  # selon un système: manner
        start = content_start(view, at.sentence, first)
        start = self.contents.scope_start(start, first, clauses, at.paused and not bracket, bracket)
        start = self.contents.past_topic(start, first)
        behind = view.after(at.source_end, limit) if at.source_end < limit and view.lower[at.source_end] == "," else -1
        if reading.form in _CHANNELS and (
            not clauses.finite_cues.isdisjoint(range(start, first)) or behind >= 0 and view.lower[behind] in _QUE
        ):
            # *Le ministère a démenti la rumeur par la voix de X*, *Admettant, par la voix de X, que …*
            return None
        words = self.contents.apposed_words(start, first, at.judged)
        chunk = words if words >= 0 else self.contents.last_chunk(start, first, at.paused)
        if chunk < 0:
            chunk = self.contents.reported_relative(start, first, clauses)
        start = start if chunk < 0 else chunk
        whole = words < 0 and (chunk < 0 or self.contents.qualifies(chunk, first) or self.contents.awaits(first))
        completed = words < 0 and self.contents.completes(first, at.source_end, limit)
        whole = whole or completed
        stop = first
        while stop > start and (view.space[stop - 1] or view.lower[stop - 1] in (",", "(", "–", "—", "-")):
            stop -= 1
        if stop <= start:
            return None
        shaped = shaper.shape(start, stop, base, direct=words < 0 or view.has_finite(start, stop))
        if shaped is None:
            return None
        kind, segments = shaped
        extent = (
            Extent("start", start, stop, content_start(view, at.sentence, first), stop, first, base)
            if kind != "direct" and words < 0
            else None
        )
        goes_on = completed or classify_source(view, at.source) != "thing" and self.contents.goes_on(first)
        rest = (
            self.contents.continuation(
                at.source_end, limit, start, first, clauses, goes_on=goes_on, apposed=completed and chunk >= 0
            )
            if whole
            else None
        )
        more = self.contents.rest(start, first, at.source_end, limit, clauses)
        drawn: Extent | None = None
        if more >= 0 and kind != "direct" and whole:
            drawn = Extent(
                "rest",
                more,
                rest[1] if rest else more,
                more,
                limit,
                first,
                base,
                prefix=tuple(segments),
                prefix_kind=kind,
                goes_on=goes_on and rest is not None,
            )
        if extent is not None:
            extent.rest = drawn
        behind_source = shaper.shape(*rest, base, direct=False) if rest is not None else None
        if behind_source is None:
            return _Content(kind, segments, extent)
        if kind == "direct":
            region = view.region[view.token_at(segments[0][0])]
            if region is not None:
                segments = [(region.outer_start, region.outer_end)]
        quoted = kind == "direct" or "mixed" in (kind, behind_source[0])
        return _Content("mixed" if quoted else kind, segments + behind_source[1], drawn)


def _main_predicate(view: View, start: int, stop: int) -> int:
    """*X, pour qui « … », sera candidat*: the comma at which a relative clause ends and its sentence goes on."""
    for comma in range(stop - 1, start, -1):
        if view.lower[comma] == "," and view.depth(comma) <= view.depth(start - 1):
            following = view.after(comma, stop)
            while following >= 0 and view.lower[following] in CLITICS | {"ne", "n'"}:
                following = view.after(following, stop)
            if (
                following >= 0
                and view.is_finite(following)
                and (view.has_finite(start, comma) or any(map(view.mark.__getitem__, range(start, comma))))
            ):
                return comma
    return stop
