"""One occurrence of a name and what stands beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from claimx.stages.speakers.knowledge import Known
from claimx.stages.speakers.phrases import Phrase
from claimx.stages.speakers.words import Gender

REAL_NAME: Final = re.compile(r",?[ \u00a0]de son (?:vrai|véritable) nom\b|,?[ \u00a0]à l['’]état civil\b")
"""What follows the legal name of somebody known under another."""
ALSO_NAMED: Final = re.compile(
    r",?[ \u00a0](?:de son (?:vrai|véritable) nom|alias|dite?|né|née|"
    r"(?:plus |mieux )?connue? sous le (?:nom|pseudonyme) (?:de[ \u00a0]|d['’])|surnommée?)[ \u00a0]*[«\"“]?[ \u00a0]*"
)
"""What joins two names of one person: the one the article goes on with may be either."""


@dataclass(slots=True)
class Name:
    """One occurrence of a name, with what stands beside it."""

    start: int
    end: int
    words: tuple[str, ...]
    article: str | None = None
    title_gender: Gender | None = None
    titled: bool = False
    title: str = ""
    """The title in the singular, where one of several names has it for all (*MM. Roy et Petit*: *M.*)."""
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
