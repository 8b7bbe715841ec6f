"""Entities by what the document calls them: head nouns and offices."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from claimx.stages.speakers.entity import NAMESAKES, Entity
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.phrases import Phrase
from claimx.stages.speakers.words import stem


class Described:
    """The descriptions of a document's entities, with look-up by noun and by office."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self._places: dict[int, tuple[int, list[tuple[int, int]]]] = {}
        self._called: set[tuple[str, Entity]] = set()
        self.by_head: dict[str, list[Entity]] = defaultdict(list)
        self.by_office: dict[str, list[Entity]] = defaultdict(list)

    def describe(self, entity: Entity, phrase: Phrase) -> None:
        """Record a description of an entity, for definite descriptions to find it by."""
        entity.descriptions.append(phrase)
        person = entity.kind == "person"
        entity.fields |= {name for name in self.knowledge.fields(phrase.head) if person != name.startswith("body.")}
        head = stem(phrase.head)
        if (head, entity) not in self._called:
            self._called.add((head, entity))
            self.by_head[head].append(entity)
        office = self.knowledge.office(phrase.text)
        if office is not None and office not in entity.offices:
            entity.offices.add(office)
            self.by_office[office].append(entity)

    def called(self, head: str, position: int) -> list[Entity]:
        """The entities that a noun (its stem) describes; of very many, those introduced around ``position``."""
        return self._around(self.by_head.get(head, []), position)

    def holding(self, office: str, position: int) -> list[Entity]:
        """The entities of an office; of very many, those introduced around ``position``."""
        return self._around(self.by_office.get(office, []), position)

    def _around(self, entities: list[Entity], position: int) -> list[Entity]:
        if len(entities) <= 2 * NAMESAKES:
            return list(entities)
        size, places = self._places.get(id(entities), (0, []))
        if size != len(entities):
            places = sorted(((e.positions or [0])[0], at) for at, e in enumerate(entities))
            self._places[id(entities)] = len(entities), places
        at = bisect_left(places, (position, 0))
        return [entities[number] for _, number in places[max(0, at - NAMESAKES) : at + NAMESAKES]]
