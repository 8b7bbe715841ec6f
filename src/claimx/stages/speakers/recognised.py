"""People known by what the article tells of them: the accused of its trial, whoever is of the age."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice
from typing import Final

from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.introductions import Introductions
from claimx.stages.speakers.nouns import DECADES, EXCLUSIVE
from claimx.stages.speakers.phrases import Phrase
from claimx.stages.speakers.words import flat, stem

_COURT: Final = re.compile(
    r"\b(?:assises|tribunal|prévenue?s?|accusée?s?|[àa] la barre|audience|plaidoiries?|réquisitoire)\b"
)
_SIGNS: Final = 3
"""Words of a courtroom that make an article one on a trial."""
_AGE: Final = re.compile(r"[\s\u00a0]*[,(][\s\u00a0]*(?:âgée? de )?(\d{1,3})[\s\u00a0]ans\b")
"""An age behind a name."""
_YEARS: Final = re.compile(r"(\d{1,3})[\s\u00a0]ans$")
_TRIED: Final = re.compile(
    r"\b(?:jugée?|comparai\w+|comparaî\w+|comparu\w*|poursuivie?|accusée?|soupçonnée?|écrouée?"
    r"|inculpée?|mise? en examen|prévenue?|(?:dans le|du) box|[àa] la barre|condamnée?|détenue?|renvoyée?)\b",
    re.IGNORECASE,
)
"""Words of sentences about whoever is tried."""
_EARLY: Final = 3
"""Mentions of somebody that are looked at for such words."""
_DESCRIPTIONS: Final = 12
"""Descriptions of somebody that are looked at for an age."""
_AROUND: Final = 300
"""Characters of a sentence around a name that are looked at: a sentence may be of any length."""
_NOT_TRIED: Final = frozenset({"bench", "law", "police", "victim"})
"""Fields of people in court other than the accused."""


_MINISTER: Final = stem("ministre")
_PRESIDENT: Final = stem("président")
_PROSECUTOR: Final = stem("procureur")
_JUDGE: Final = stem("juge")
_COURTS: Final = frozenset({"tribunal", "cour", "chambre"})
_TOLD: Final = 12
"""Descriptions of somebody that are looked at for an office."""


class Recognised(Introductions):
    """Rules for descriptions that only what is told of somebody explains."""

    def _on_trial(self, phrase: Phrase, start: int) -> Entity | None:
        """Whom *le prévenu, l'accusée* is: who is named and no lawyer or judge, of several the one said to be tried."""
        if not phrase.bare or "accused" not in self.knowledge.fields(phrase.head):
            return None
        found = [
            entity
            for entity in self._people
            if entity.last_before(start) >= 0
            and not entity.fields & _NOT_TRIED
            and (phrase.gender is None or entity.gender in (phrase.gender, None))
        ]
        tried = [entity for entity in found if self._said_to_be_tried(entity)]
        if len(tried) == 1:
            return tried[0]
        return found[0] if len(found) == 1 and self._in_court else None

    def _said_to_be_tried(self, entity: Entity) -> bool:
        """Whether a sentence that names somebody early in the article tells of a charge or the dock."""
        view = self.view
        for position in entity.positions[:_EARLY]:
            sentence = view.sentence_starts[view.sentence(position)]
            end = min(view.sentence_end(position), position + _AROUND)
            if _TRIED.search(view.text, max(sentence, position - _AROUND), end):
                return True
        return False

    def _not_aged(self, entity: Entity, decade: int) -> bool:
        """Whether the article gives somebody another age than *le trentenaire* has."""
        age = self._age_of(entity)
        return age is not None and age // 10 != decade

    def _of_that_age(self, phrase: Phrase, start: int) -> Entity | None:
        """The only one named whose age the article gives and *le trentenaire* fits."""
        decade = DECADES.get(phrase.head)
        if decade is None:
            return None
        found = [
            entity
            for entity in self._people
            if entity.last_before(start) >= 0
            and (phrase.gender is None or entity.gender in (phrase.gender, None))
            and (age := self._age_of(entity)) is not None
            and age // 10 == decade
        ]
        return found[0] if len(found) == 1 else None

    def _age_of(self, entity: Entity) -> int | None:
        """The age that stands behind somebody's name or in a description: *Anne Roy, 41 ans; ce marin de 81 ans*."""
        text = self.view.text
        for position in entity.positions[:_EARLY]:
            name = next(iter(self.registry.names_in(position, position + 1 + len(entity.name))), None)
            behind = _AGE.match(text, name.end) if name is not None else None
            if behind is not None:
                return int(behind[1])
        for description in entity.descriptions[:_DESCRIPTIONS]:
            if description.aged and (told := _YEARS.search(text, description.start, description.end)) is not None:
                return int(told[1])
        return None

    @cached_property
    def _in_court(self) -> bool:
        """Whether the article is about a trial, where *le président* is the court's."""
        found = {match[0].lower() for match in islice(_COURT.finditer(self.view.text), 60)}
        return len(found) >= _SIGNS

    def _exclusive(self, phrase: Phrase) -> str | None:
        """The office a noun names that goes with no other: *le préfet, la garde des Sceaux*."""
        if phrase.former:
            return None
        text = flat(phrase.text)
        if text.startswith("garde des sceaux"):
            return _MINISTER
        if text.endswith((" du parquet", " du ministère public", " de l'accusation")):
            return _PROSECUTOR
        presides = self._in_court and phrase.bare or not _COURTS.isdisjoint(text.split())
        if stem(phrase.head) == _PRESIDENT and presides:
            return _JUDGE
        return head if (head := stem(phrase.head)) in EXCLUSIVE else None

    def _holds_another(self, entity: Entity, office: str) -> bool:
        """Whether the text gives somebody another office that excludes this one, and never this one."""
        if office in (_PROSECUTOR, _JUDGE) and "law" in entity.fields:
            return True
        held = {self._exclusive(description) for description in entity.descriptions[:_TOLD]} - {None}
        return bool(held) and office not in held
