"""Sayers known by the body they belong to, and bodies by who belongs to them: *ses dirigeants, son syndicat*."""

from __future__ import annotations

from claimx.records import Quotation
from claimx.stages.speakers.documents import Documents
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.nouns import ANAPHORIC, BODY_CIRCLES, LEADERSHIPS
from claimx.stages.speakers.phrases import Phrase

Found = tuple[Entity | None, str]

_NAMED = 5
"""Places of a name at which its article is looked for."""


def is_person(entity: Entity) -> bool:
    """Whether this is one person."""
    return entity.kind == "person"


def is_named_person(entity: Entity) -> bool:
    """Whether this is one person whom a name stands for."""
    return entity.kind == "person" and bool(entity.keys)


def _may_own(entity: Entity) -> bool:
    return entity.kind == "organization" or is_named_person(entity)


class Owners(Documents):
    """Rules for possessives whose owner is a body, or whose noun is one."""

    def _of_a_body(self, phrase: Phrase, start: int, quotation: Quotation) -> Found | None:
        """*ses dirigeants* → *dirigeants de X*; *son syndicat*: that of who is in focus."""
        if phrase.head in BODY_CIRCLES and phrase.bare or phrase.head in LEADERSHIPS:
            body = self._body_of(phrase, start, quotation)
            if body is not None:
                return body, "possessive"
        if phrase.number == "s" and phrase.bare and phrase.head in ANAPHORIC:
            body = self._body_of_member(phrase, start, quotation)
            if body is not None:
                return body, "organization"
        return None

    def _body_of(self, phrase: Phrase, start: int, quotation: Quotation) -> Entity | None:
        """*ses dirigeants, sa porte-parole*: those of the body that the text is about, if it is about one."""
        accept = self._may_be_body if phrase.head in LEADERSHIPS else _may_own
        owner = self.antecedents.find(
            start, None, "s", mode="owner", within=quotation.within, own=quotation.quotation_id, accept=accept
        )
        if owner is None or owner.kind != "organization" and phrase.head not in LEADERSHIPS:
            return None
        return self._owned(phrase, owner, start, self._article_of(owner))

    def _body_of_member(self, phrase: Phrase, start: int, quotation: Quotation) -> Entity | None:
        """*son syndicat, son parti*: the body named in what the person in focus was introduced as."""
        owner = self.antecedents.find(
            start, None, "s", mode="owner", within=quotation.within, own=quotation.quotation_id, accept=is_named_person
        )
        for description in owner.descriptions if owner is not None else ():
            office = "office" in self.knowledge.fields(description.head)
            for name in self.registry.names_in(description.start, description.end):
                body = self.registry.entity_of[name.start]
                # *maire de Sens, député du Nord*: places, but *député LR*.
                named = name.text.isupper() or name.article is not None and not office
                if named and body.kind in ("organization", "unknown") and self._of_the_kind(phrase, body):
                    return body
        return None

    def _of_the_kind(self, phrase: Phrase, body: Entity) -> bool:
        """Whether nothing tells that a body is of another kind than a noun says (*syndicat*: no ministry)."""
        wanted = self.knowledge.fields(phrase.head)
        other_kind = wanted and body.fields and not wanted & body.fields
        return not other_kind and not self._field_of_government(body)

    def _article_of(self, owner: Entity) -> str | None:
        """The article that the text gives a body (*la CGT*), None for a name without one (*Renault*)."""
        if not owner.keys:
            return owner.descriptions[0].determiner if owner.descriptions else None
        for position in owner.positions[:_NAMED]:
            name = next(iter(self.registry.names_in(position, position + 1 + len(owner.name))), None)
            if name is not None and name.article is not None:
                return name.article
        return None
