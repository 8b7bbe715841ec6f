"""One occurrence of a name and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from claimx.stages.speakers.knowledge import Known
from claimx.stages.speakers.phrases import Phrase
from claimx.stages.speakers.words import Gender


@dataclass(slots=True)
class Name:
    """One occurrence of a name, with what stands beside it."""

    start: int
    end: int
    words: tuple[str, ...]
    article: str | None = None
    title_gender: Gender | None = None
    titled: bool = False
    title_start: int = 0
    outer_start: int = 0
    outer_end: int = 0
    descriptions: list[Phrase] = field(default_factory=list)
    person: bool = False
    organization: bool = False
    known: Known | None = None

    @property
    def text(self) -> str:
        """The name without title, its words joined by blanks."""
        return " ".join(self.words)
