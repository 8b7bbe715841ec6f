"""Somebody or something that can speak, as one document knows it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

from claimx.records import Speaker, SpeakerKind
from claimx.stages.speakers.phrases import Phrase
from claimx.stages.speakers.words import Gender, Number

NAMESAKES: Final = 32
"""How many people of one first or last name are told apart in one document; a list of names may hold any number."""


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that can speak: its name, agreement, descriptions and where it is mentioned."""

    name: str
    kind: SpeakerKind = "unknown"
    id: str | None = None
    gender: Gender | None = None
    number: Number = "s"
    keys: tuple[str, ...] = ()
    descriptions: list[Phrase] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)
    positions: list[int] = field(default_factory=list)
    members: tuple[Entity, ...] = ()
    country: str | None = None
    fields: set[str] = field(default_factory=set)
    """Fields of the nouns it is called by; those of a body's name begin with ``body.``."""

    def speakers(self) -> tuple[Speaker, ...]:
        """The records of who this is: its members, if it is several."""
        if self.members:
            return tuple(speaker for member in self.members for speaker in member.speakers())
        return (Speaker(name=self.name, id=self.id, kind=self.kind),)

    def nationalities(self) -> frozenset[str]:
        """Ids of the states it belongs to, by the lexicon and the article's descriptions."""
        places = {place for description in self.descriptions for place in description.places}
        return frozenset(places | {self.country} if self.country else places)

    def last_before(self, position: int) -> int:
        """Start of the last mention before ``position``, -1 if it comes later only."""
        index = bisect_left(self.positions, position)
        return self.positions[index - 1] if index else -1
