"""What speaker attribution asks of the lexicon, behind one small interface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from claimx.records import SpeakerKind
from claimx.stages.speakers.words import Gender, Number


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the lexicon: its usual French name and what agreement it takes."""

    id: str | None
    name: str
    kind: SpeakerKind
    gender: Gender | None = None
    number: Number = "s"


class Knowledge(Protocol):
    """The questions; every answer may be None. Arguments are text as written."""

    def actor(self, alias: str) -> Known | None: ...
    def holder(self, phrase: str, date: str | None) -> Known | None: ...
    def office(self, phrase: str) -> str | None: ...
    def state(self, adjective: str) -> Known | None: ...
    def given_name(self, word: str) -> str | None:
        """``m``, ``f``, ``mf``, or None if this is no first name."""

    def person_noun(self, word: str) -> str | None:
        """``m``, ``f``, ``mf``, or None if this noun names no person."""

    def title(self, word: str) -> str | None:
        """``m``, ``f``, ``mf`` for an abbreviated or nominal title before a name (*M., Mme, Dr*)."""


class NoKnowledge:
    """Answers nothing: attribution by the document alone."""

    def actor(self, alias: str) -> Known | None:
        return None

    def holder(self, phrase: str, date: str | None) -> Known | None:
        return None

    def office(self, phrase: str) -> str | None:
        return None

    def state(self, adjective: str) -> Known | None:
        return None

    def given_name(self, word: str) -> str | None:
        return None

    def person_noun(self, word: str) -> str | None:
        return None

    def title(self, word: str) -> str | None:
        return {"m.": "m", "mm.": "m", "mme": "f", "mlle": "f", "mmes": "f", "dr": "mf", "pr": "mf", "me": "mf"}.get(
            word.lower()
        )


def load_knowledge(paths: Sequence[str] = ()) -> Knowledge:
    """The lexicon's actors, with the files in ``paths`` added."""
    return NoKnowledge()
