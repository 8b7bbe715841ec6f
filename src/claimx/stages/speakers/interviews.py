"""Who answers in an interview: the initials of a label spelt out, else the person its headline and lead are about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimx.records import Quotation
from claimx.stages.speakers.clusters import Registry
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.owners import is_named_person
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import flat

ANSWER = "interview_answer"
QUESTION = "interview_question"
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ][a-z]?\.?[ -]?){1,4}")
_INITIALS_BEFORE = re.compile(r"(?:^|\n)[—–-]?[ \u00a0]*((?:[A-ZÀ-Þ]\.?[ -]?){2,4})[ \u00a0]*:[\s«“\"]*$")
_LABEL_REACH = 24
_HEADLINE = 2
"""Mentions that one in a headline is worth."""


class Interviewees:
    """The people who answer in one document, looked up once."""

    def __init__(self, view: View, registry: Registry, quotations: Sequence[Quotation]) -> None:
        self._view, self._registry = view, registry
        self._first = min((q.start for q in quotations if q.rule in (ANSWER, QUESTION)), default=None)
        self._labels = {
            self._view.text[q.source_start : q.source_end].strip(): (q.source_start, q.source_end)
            for q in quotations
            if q.rule == ANSWER and q.source_start is not None and q.source_end is not None
        }
        self._main: Entity | None = None
        self._looked = False

    def of(self, quotation: Quotation) -> Entity | None:
        """Return whose turn ``quotation`` is; None for a label that is a name of its own, and where nobody fits."""
        if quotation.rule == QUESTION:
            return Entity("journaliste")
        if quotation.rule != ANSWER:
            return None
        if quotation.source_start is not None and quotation.source_end is not None:
            label = self._view.text[quotation.source_start : quotation.source_end].strip()
            if not _INITIALS.fullmatch(label):
                return None
            spelt_out = self._spelt_out(re.findall(r"[A-ZÀ-Þ]", label))
            if spelt_out is not None:
                return spelt_out
        if not self._looked:
            self._looked, self._main = True, self._only_label() or self._most_named()
        return self._main

    def initialled(self, quotation: Quotation) -> Entity | None:
        """Return whose initials stand with a colon before words in marks: *J.L. : « … »*."""
        label = _INITIALS_BEFORE.search(self._view.text, max(quotation.start - _LABEL_REACH, 0), quotation.start)
        return self._spelt_out(re.findall(r"[A-ZÀ-Þ]", label[1])) if label is not None else None

    def _spelt_out(self, letters: Sequence[str]) -> Entity | None:
        wanted = [flat(letter) for letter in letters]
        for entity in self._registry.entities:
            if not is_named_person(entity):
                continue
            words = [word for word in re.split(r"[ -]", entity.name) if word[:1].isupper()]
            own = [flat(word[0]) for word in words]
            if len(own) > 1 and wanted in (own, [own[0], own[-1]], [own[0][0] + own[-1][0]]):
                return entity
        return None

    def _only_label(self) -> Entity | None:
        """Who is named before the first answer where no label names anybody else."""
        if len(self._labels) != 1:
            return None
        named = self._registry.names_in(*next(iter(self._labels.values())))
        return self._registry.entity_of[named[0].start] if named else None

    def _most_named(self) -> Entity | None:
        """The person whom headline and lead, that is all before the first question, name most; the first of equals."""
        if self._first is None:
            return None
        view = self._view
        limit = view.paragraph_starts[max(view.paragraph(self._first) - 1, 0)]
        if limit == 0:
            limit = self._first
        best, most = None, 0
        for entity in self._registry.entities:
            if not is_named_person(entity):
                continue
            places = [view.paragraph(place) for place in entity.positions if place < limit]
            kinds = [view.paragraph_kinds[place] for place in places]
            worth = sum(_HEADLINE if kind == "heading" else kind != "furniture" for kind in kinds)
            if worth > most:
                best, most = entity, worth
        return best
