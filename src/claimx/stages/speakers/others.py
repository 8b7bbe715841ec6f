"""Sources that count: *le même, le premier … le second*."""

from __future__ import annotations

from typing import Final

from claimx.records import Quotation
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.sources import Sources
from claimx.stages.speakers.words import Gender

SAME: Final[dict[str, Gender]] = {"le même": "m", "la même": "f"}
RANKED: Final[dict[str, int]] = {
    "le premier": 0, "la première": 0, "celui-là": 0, "celle-là": 0,
    "le second": 1, "la seconde": 1, "le deuxième": 1, "la deuxième": 1,
}  # fmt: skip
"""Which of two is meant."""


class Others(Sources):
    """Rules for sources that tell one of several from the rest."""

    def _counted(self, text: str, start: int, quotation: Quotation) -> tuple[Entity | None, str] | None:
        """Entity and rule of *le même, le second*; None for any other source."""
        head = text.partition(",")[0].strip()
        if head in SAME:
            last = self._last_speaker(quotation)
            fits = last is not None and last.number == "s" and last.gender in (None, SAME[head])
            return (last, "same") if fits else None
        if head in RANKED:
            pair = self._pair_before(start)
            return (pair[0].members[RANKED[head]], "ranked") if pair is not None else None
        return None
