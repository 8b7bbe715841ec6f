"""A name on a line of its own beside a quotation that fills its paragraph: reactions after a match, pull quotes.

*Hugo Roy (TF1)* over *« On a bien joué. »*, or *Dora Maurel, députée du Gard* under it.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from claimx.records import Quotation
from claimx.stages.speakers.clusters import Registry
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.view import View

_LONGEST: Final = 100
_MARKS: Final = " \n\r\t\u00a0\u202f«»“”„\"'’—–-.,"
_AFTER: Final = re.compile(r"[ \u00a0]*(?:$|\([^()\n]{1,60}\)[ \u00a0.]*$|[,–—|-][ \u00a0])")
"""What may follow the name: nothing, a bracket, or what the person is."""
_CREDIT: Final = re.compile(r"photo|cr[ée]dit|©|archives|\bpar\b|publié", re.IGNORECASE)
_FULL: Final = 2


class NameLines:
    """The lines of one document that hold somebody's name and nothing said."""

    def __init__(self, view: View, registry: Registry, knowledge: Knowledge) -> None:
        self._view, self._registry, self._knowledge = view, registry, knowledge
        self._named: dict[int, Entity | None] = {}

    def of(self, quotation: Quotation) -> Entity | None:
        """Return whom the line above ``quotation`` names, or the one below; None unless it fills its paragraphs."""
        paragraphs = self._paragraphs(quotation)
        if paragraphs is None:
            return None
        first, last = paragraphs
        above = self._somebody(first - 1)
        below = self._somebody(last + 1) if self._closes(quotation, last) else None
        if above is not None and below is not None:
            return above if self._above_comes_first else below
        return above or below

    def _paragraphs(self, quotation: Quotation) -> tuple[int, int] | None:
        """First and last paragraph of a quotation that opens its paragraph, else None."""
        view = self._view
        first = view.paragraph(quotation.start)
        if view.text[view.paragraph_starts[first] : quotation.start].strip(_MARKS):
            return None
        return first, view.paragraph(max(quotation.start, quotation.end - 1))

    def _closes(self, quotation: Quotation, last: int) -> bool:
        return not self._view.text[quotation.end : self._end(last)].strip(_MARKS + "!?…")

    def _end(self, paragraph: int) -> int:
        starts = self._view.paragraph_starts
        return starts[paragraph + 1] if paragraph + 1 < len(starts) else len(self._view.text)

    @cached_property
    def _above_comes_first(self) -> bool:
        """Whether the document's first name beside a paragraph in marks stands over it, not under it."""
        starts = self._view.paragraph_starts
        for number, start in enumerate(starts):
            if self._view.text[start : start + 1] in '«“"„':
                if self._somebody(number - 1) is not None:
                    return True
                if self._somebody(number + 1) is not None:
                    return False
        return True

    def _somebody(self, paragraph: int) -> Entity | None:
        if paragraph not in self._named:
            self._named[paragraph] = self._read(paragraph)
        return self._named[paragraph]

    def _read(self, paragraph: int) -> Entity | None:
        view = self._view
        if not 0 <= paragraph < len(view.paragraph_starts):
            return None
        start, end = view.paragraph_starts[paragraph], self._end(paragraph)
        line = view.text[start:end].rstrip()
        if not 0 < len(line) <= _LONGEST or _CREDIT.search(line) or line[-1] in ":?!»":
            return None
        start += len(line) - len(line.lstrip("—–- \u00a0"))
        end = start + len(line.lstrip("—–- \u00a0"))
        names = self._registry.names_in(start, end)
        if not names or names[0].outer_start != start or not _AFTER.match(view.text, names[0].end, end):
            return None
        first, last = view.tokens(start, end)
        if any(view.pos[i] in ("VERB", "AUX") and view.morph(i, "VerbForm") == "Fin" for i in range(first, last)):
            return None
        entity = self._registry.entity_of[names[0].start]
        if entity.kind != "person" or len(entity.keys) < _FULL:
            return None
        # *Voie Camille-Roy* is a subhead.
        known = self._knowledge.given_name(names[0].words[0]) is not None or len(entity.positions) > 1
        return entity if known or names[0].end < len(line) + view.paragraph_starts[paragraph] else None
