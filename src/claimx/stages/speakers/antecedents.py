"""Who a pronoun or description stands for: the mentions before it, rated by a trained model."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from claimx.records import Quotation
from claimx.stages.speakers.clusters import Registry
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.events import Event, Events
from claimx.stages.speakers.nouns import MINISTRIES
from claimx.stages.speakers.phrases import Phrase
from claimx.stages.speakers.ranking import Features, Mode, load_ranking
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import Gender, Number

_START: Final = attrgetter("start")
_OFTEN = 12
"""Mentions beyond which nobody becomes more central."""
_ARTICLE = 3
"""Characters that an article takes before a name."""
_NOT_ONE: Final = frozenset({"aucun", "aucune", "chaque"})
"""Determiners of whom no pronoun or description takes up (*aucun client n'est venu*)."""
_WINDOW = 90
"""Mentions looked at before a pronoun: bounds the work on long documents."""


class _Request(NamedTuple):
    """Where an anaphor stands: sentence, paragraph, contents around it, its quotation, its gender."""

    sentence: int
    paragraph: int
    allowed: set[str | None]
    within: str | None
    own: str | None
    gender: Gender | None


def _agrees(event: Event, entity: Entity, gender: Gender | None, number: Number) -> bool:
    """Whether gender and number fit: those of the description for a body called by one, else the entity's."""
    if event.phrase is not None and entity.kind != "person":
        return event.phrase.number == number and not (gender and event.phrase.gender not in (None, gender))
    return entity.number == number and not (gender and entity.gender and entity.gender != gender)


def _nobody_yet(event: Event) -> bool:
    """Whether a phrase brings in nobody: *aucun client*."""
    return event.phrase is not None and event.phrase.determiner in _NOT_ONE


def _acts(entity: Entity) -> bool:
    """Whether a name is more than the field of somebody's office: *son secrétaire au Commerce … il*."""
    return bool(entity.id) or len(entity.keys) > 1 or entity.keys[0] not in MINISTRIES


def _nobody(start: int, end: int) -> tuple[None, None]:
    return None, None


class Antecedents:
    """All mentions of a document in order, those of resolved sources added as they come."""

    def __init__(
        self,
        view: View,
        registry: Registry,
        quotations: Sequence[Quotation],
        describe: Callable[[int, int], tuple[Entity | None, Phrase | None]],
    ) -> None:
        self.view = view
        self.registry = registry
        self._describe = describe
        self._ranking = load_ranking()
        self._parents = {q.quotation_id: q.within for q in quotations}
        self._kinds = {q.quotation_id: q.kind for q in quotations}
        self._bounds = sorted(
            (segment.start, -segment.end, q.quotation_id) for q in quotations for segment in q.segments
        )
        collected = Events(view, registry, self._bounds)
        self.events = collected.collect()
        self._acting = {
            id(event.entity)
            for event in self.events
            if event.entity is not None and (event.subject or collected.agent(event))
        }

    def close(self) -> None:
        """Let go of the rules that describe subjects, which hold this: so both are freed at once, without a search."""
        self._describe = _nobody

    def add(self, start: int, end: int, entity: Entity, level: str | None) -> None:
        """Record a resolved source as the mention of a speaker."""
        index = bisect_left(self.events, start, key=_START)
        for event in self.events[index : index + 2]:
            opens = event.start <= start + _ARTICLE and event.entity is not None and not event.entity.members
            if opens and entity.name.startswith(event.entity.name + " "):  # type: ignore[union-attr]  # not None: opens
                event.entity = entity  # *l'Union* of *l'Union européenne*
        insort(self.events, Event(start, entity, (start, end), subject=True, speaker=True, level=level), key=_START)

    def rename(self, described: Entity, entity: Entity) -> None:
        """Let all mentions of somebody described be those of the person named later."""
        for event in self.events:
            if event.entity is described:
                event.entity = entity

    def entity(self, event: Event) -> Entity | None:
        """The entity of a mention, descriptions resolved when first asked for."""
        if event.entity is None:
            event.entity, event.phrase = self._describe(*event.span)
        return event.entity

    def _ancestors(self, identity: str | None) -> set[str | None]:
        chain: set[str | None] = {None}
        while identity is not None and identity not in chain:
            chain.add(identity)
            identity = self._parents.get(identity)
        return chain

    def find(
        self,
        position: int,
        gender: Gender | None,
        number: Number,
        *,
        mode: Mode = "pronoun",
        within: str | None = None,
        own: str | None = None,
        exclude: Sequence[Entity] = (),
        accept: Callable[[Entity], bool] | None = None,
        fit: Callable[[Entity], Sequence[str]] | None = None,
        new: Sequence[str] | None = None,
    ) -> Entity | None:
        """The best antecedent before ``position`` that agrees, None if there is none.

        ``fit`` names how a description suits an entity; ``new`` what speaks for somebody not mentioned so far: if it
        outweighs the best candidate there is none.
        """
        ranking = self._ranking
        request = _Request(
            self.view.sentence(position), self.view.paragraph(position), self._ancestors(within), within, own, gender
        )
        highest = ranking.highest.get(mode, 0.0)
        place, distance, reach = (-1, -1), [("", 0.0)], 0.0
        best: tuple[float, int] | None = None
        chosen: Entity | None = None
        seen: list[tuple[object, Features]] = []
        index = bisect_left(self.events, position, key=_START)
        speakers = agreeing = 0
        for event in reversed(self.events[max(0, index - _WINDOW) : index]):
            if event.span[1] > position:
                continue
            if (there := self._place(event)) != place:
                place = there
                distance = self._distance(event, request)
                reach = highest + ranking.score(mode, distance)
            if best is not None and ranking.record is None and best[0] > reach:
                break
            if event.level == own and own is not None and self._kinds.get(own) == "direct":
                continue
            entity = self.entity(event)
            if entity is None or entity in exclude or _nobody_yet(event):
                continue
            one = mode == "body" and bool(entity.keys)  # *Médecins sans frontières* … *l'ONG*
            if not one and not _agrees(event, entity, gender, number):
                continue
            if accept is not None and not accept(entity):
                continue
            if accept is None and entity.kind != "person" and entity.keys and not (event.subject and _acts(entity)):
                continue
            features = [*distance, *self._features(event, entity, request, speakers, agreeing)]
            if fit is not None:
                features += [(name, 1.0) for name in fit(entity)]
            speakers += event.speaker
            agreeing += 1
            if ranking.record is not None:
                seen.append((entity, features))
            key = (ranking.score(mode, features), event.start)
            if best is None or key > best:
                best, chosen = key, entity
        fresh = None if new is None else [(f"new:{name}", 1.0) for name in new]
        if ranking.record is not None:
            ranking.record(position, own, (mode, seen, fresh))
        if best is not None and fresh is not None and ranking.score(mode, fresh) > best[0]:
            return None
        return chosen

    def _place(self, event: Event) -> tuple[int, int]:
        """Sentence and paragraph of a mention."""
        if event.sentence < 0:
            event.sentence = self.view.sentence(event.start)
            event.paragraph = self.view.paragraph(event.start)
        return event.sentence, event.paragraph

    @staticmethod
    def _distance(event: Event, request: _Request) -> list[tuple[str, float]]:
        return [
            ("sentences", min(request.sentence - event.sentence, 12)),
            ("paragraphs", min(request.paragraph - event.paragraph, 8)),
        ]

    def _features(
        self, event: Event, entity: Entity, request: _Request, speakers: int, agreeing: int
    ) -> list[tuple[str, float]]:
        """What tells an antecedent: its role, whose words it stands in, what it is, how central to the article."""
        found = [(f"kind={entity.kind}", 1.0), ("central", min(len(entity.positions), _OFTEN) / _OFTEN)]
        sentences = request.sentence - event.sentence
        if sentences <= 1:
            found.append(("same_sentence" if sentences == 0 else "sentence_before", 1.0))
        if request.paragraph == event.paragraph:
            found.append(("same_paragraph", 1.0))
        direct = self._kinds.get(request.own or "") == "direct"
        role = "last_speaker" if event.speaker and not speakers else "speaker" if event.speaker else "subject"
        if event.speaker or event.subject:
            found.append((role, 1.0))
            found.append((f"{role}&direct={direct}", 1.0))
            if role == "subject" and sentences <= 1:
                found.append((f"subject_near&direct={direct}", 1.0))
        if agreeing == 0:
            found.append(("nearest", 1.0))
        if not entity.keys:
            found.append(("unnamed", 1.0))
        if event.complement:
            found.append(("complement", 1.0))
        if request.gender and entity.gender is None:
            found.append(("gender_unknown", 1.0))
        if event.level == request.own and request.own is not None:
            # *X a tenu bon, dit-elle*: the content of an indirect quotation often begins with its own speaker.
            found.append(("own_subject" if event.subject else "own_content", 1.0))
        elif event.level not in request.allowed:
            found.append(("others_words" if self._kinds.get(event.level or "") == "direct" else "others_report", 1.0))
        elif request.within is not None and event.level is not None:
            found.append(("same_content", 1.0))
        return found

    def quoted(self, start: int, end: int) -> list[tuple[int, int]]:
        """The words in marks within ``text[start:end]``, as spans; of very many the last."""
        high = bisect_left(self._bounds, (end,))
        return [
            (begin, -minus_end)
            for begin, minus_end, identity in self._bounds[max(0, high - _WINDOW) : high]
            if -minus_end > start and self._kinds.get(identity) == "direct"
        ]

    def acts(self, entity: Entity) -> bool:
        """Whether the entity is the subject of a clause somewhere: a place rarely is."""
        return id(entity) in self._acting

    def first_subject(self, start: int, end: int) -> Event | None:
        """The first subject in ``text[start:end]``, of those looked at for a pronoun."""
        return next(iter(self.subjects(start, end)), None)

    def subjects(self, start: int, end: int) -> list[Event]:
        """The subjects in ``text[start:end]`` in order, of those looked at for a pronoun."""
        index = bisect_left(self.events, start, key=_START)
        return [e for e in self.events[index : index + _WINDOW] if e.subject and e.start < end]

    def before(self, position: int) -> list[Event]:
        """The mentions before ``position``, nearest first, as many as are looked at for a pronoun."""
        index = bisect_left(self.events, position, key=_START)
        return self.events[max(0, index - _WINDOW) : index][::-1]

    def after(
        self, position: int, gender: Gender | None, number: Number, accept: Callable[[Entity], bool]
    ) -> Entity | None:
        """The first mention after ``position`` that agrees: for headlines, which name after they point."""
        index = bisect_left(self.events, position, key=_START)
        for event in self.events[index : index + 30]:
            entity = event.entity
            if entity is None or entity.number != number or gender and entity.gender and entity.gender != gender:
                continue
            if accept(entity):
                return entity
        return None
