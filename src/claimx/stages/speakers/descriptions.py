"""Definite descriptions: *le technicien, l'institution, celle qui vit là* and whom they take up."""

from __future__ import annotations

import re

from claimx.lexicon.function_words import DEMONSTRATIVES
from claimx.records import Quotation
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.newcomers import Newcomers
from claimx.stages.speakers.nouns import (
    ANAPHORIC,
    DOCUMENTS,
    NAMED_KINDS,
    ORGANS,
    RELAYED,
    SELF_ISSUED,
    SIDES,
)
from claimx.stages.speakers.owners import Found, is_named_person, is_person
from claimx.stages.speakers.phrases import Phrase
from claimx.stages.speakers.words import POSSESSIVE_FIRST, QUOTED, SINGULAR_DEFINITE, Gender, flat, stem

_OF_THEM = re.compile(r"\bentre (?:eux|elles|nous|vous)\b")


class Descriptions(Newcomers):
    """Rules for noun phrases without a name."""

    def _description(
        self, phrase: Phrase, start: int, end: int, quotation: Quotation | None
    ) -> tuple[Entity | None, str]:
        """Entity and rule of a source without a name; without ``quotation`` only what needs no antecedent."""
        members = self._members(phrase) or self._some_of_them(phrase, start, quotation)
        if members is not None:
            return members, "members"
        one = self._one_of(phrase, start, end)
        if one is not None:
            return one, "one_of"
        found = self._said_of_itself(phrase, start, end, quotation) or self._introduced(phrase, start)
        if found is None and quotation is not None:
            found = (
                self._pair(phrase, start)
                or self._anaphoric_person(phrase, start, end, quotation)
                or self._anaphoric_body(phrase, start, end, quotation)
                or self._possessed(phrase, start, end, quotation)
            )
        if found is not None and quotation is not None and self._speaks_of_another(found[0], quotation):
            found = None
        if found is None and _OF_THEM.search(self.view.text, start, end):
            return None, "unresolved:no_antecedent"
        return found or (self._as_written(phrase, start, end), "as_written")

    def _speaks_of_another(self, entity: Entity | None, quotation: Quotation) -> bool:
        """*X : « L'arbitre m'a dit que … »*: nobody calls himself by a noun in his own words; a body may."""
        if entity is None or entity.kind != "person":
            return False
        outer = quotation.within
        return outer in self.speaker and self.speaker[outer] is entity or entity in self._named_inside(quotation)

    def _said_of_itself(self, phrase: Phrase, start: int, end: int, quotation: Quotation | None) -> Found | None:
        """Descriptions whose own words say who: *notre président, la partie américaine, un sondage X*."""
        lower = phrase.head
        if phrase.determiner in POSSESSIVE_FIRST and quotation is not None:
            holder = self._first_person_office(phrase, quotation)
            if holder is not None:
                return holder, "first_person"
            mine = self._of_the_speaker(phrase, start, quotation)
            if mine is not None:
                return mine, "possessive"
        if lower in NAMED_KINDS and QUOTED.search(self.view.text[start:end]):
            return self._as_written(phrase, start, end), "organization"
        if lower in SIDES:
            words = (self.view.words[index] for index in range(*self.view.tokens(phrase.start, phrase.end)))
            state = next((known for word in words if (known := self.knowledge.state(word)) is not None), None)
            if state is not None:
                return self.registry.by_known(state), "state"
        if lower in DOCUMENTS | SELF_ISSUED | RELAYED:
            issuer = self._issuer(phrase, start, end, quotation)
            if issuer is not None:
                self._issuers[stem(lower)] = issuer
                return issuer, "issuer"
            same = self._same_document(phrase, quotation)
            if same is not None:
                return same, "same_document"
        return None

    def _human(self, phrase: Phrase, quotation: Quotation) -> bool:
        """Whether the head is a person; a noun that nothing knows is taken for one if it speaks in marks."""
        if self._person_noun(self.view.words[phrase.head_index]) is not None:
            return True
        known = self.knowledge.noun(phrase.head) is not None or phrase.head in DOCUMENTS | ORGANS | ANAPHORIC
        told = self.view.pos[phrase.head_index] == "ADJ" or phrase.aged or phrase.former
        nominal = phrase.determiner in DEMONSTRATIVES and told
        spoken = quotation.kind == "direct" or nominal
        return spoken and not known and not phrase.text[:1].isupper()

    def _anaphoric_person(self, phrase: Phrase, start: int, end: int, quotation: Quotation) -> Found | None:
        """*le technicien, celle qui vit là*: the last person that fits, named ones first."""
        within, own = quotation.within, quotation.quotation_id
        if phrase.head in ("celui", "celle"):
            gender: Gender = "m" if phrase.head == "celui" else "f"
            entity = self.antecedents.find(start, gender, "s", within=within, own=own, accept=is_person)
            return (entity, "description") if entity is not None else (None, "unresolved:no_antecedent")
        singular = phrase.determiner in SINGULAR_DEFINITE and phrase.number == "s"
        if not singular or not self._human(phrase, quotation):
            return None
        if self._new_office(phrase) or self._somebodys(phrase):
            entity = (
                self._akin(phrase, start)
                or self._unexplained(phrase, start, quotation)
                or self._without_office(phrase, start, quotation)
            )
            return (entity, "description") if entity is not None else None
        earlier = self._earlier(phrase) if phrase.bare else None
        if earlier is not None:
            return self._as_written(earlier, start, end), "as_introduced"
        novelty = self._novelty(phrase, quotation)
        entity = self._of_that_age(phrase, start) or self._just_introduced(phrase, start, quotation)
        if entity is not None:
            return entity, "description"
        entity = self._person(phrase, start, quotation, is_named_person, None) if novelty is None else None
        entity = entity or self._person(phrase, start, quotation, is_person, novelty)
        entity = entity or self._unexplained(phrase, start, quotation) or self._only_unexplained(phrase, start)
        entity = entity or self._on_trial(phrase, start)
        coming = self._coming(phrase, start, end, quotation) if entity is None or not entity.keys else None
        if coming is not None:
            self.registry.describe(coming, phrase)
            return coming, "cataphora"
        if entity is None:
            return None
        self.registry.describe(entity, phrase)
        return entity, "description"

    def _anaphoric_body(self, phrase: Phrase, start: int, end: int, quotation: Quotation) -> Found | None:
        """*l'institution, les procureurs*: the organisation taken up, or the fuller phrase that brought them in."""
        singular = phrase.determiner in SINGULAR_DEFINITE
        if singular and phrase.number == "s":
            fuller = self._earlier(phrase, start) if phrase.bare and phrase.determiner not in DEMONSTRATIVES else None
            if fuller is not None and fuller.text[:1].islower() and self._complemented(fuller):
                return self._as_written(fuller, start, end), "as_introduced"
            entity = self._organization(phrase, start, quotation)
            if entity is not None:
                return entity, "organization"
        if phrase.determiner == "les" and phrase.bare and phrase.head in ("juges", "magistrats"):
            court = self._court(start, quotation)
            if court is not None:
                return court, "organization"
        person = self._person_noun(self.view.words[phrase.head_index]) is not None
        plural = phrase.determiner == "les" and (phrase.bare or phrase.head == "forces")
        if plural or singular and not person:
            earlier = self._earlier(phrase)
            if earlier is not None and (singular or not self._complemented(earlier) and earlier.start < start):
                return self._as_written(earlier, start, end), "as_introduced"
        return None

    def _court(self, start: int, quotation: Quotation) -> Entity | None:
        """The court whose *juges, magistrats* speak; no public prosecutor's office."""

        def sits(entity: Entity) -> bool:
            court = entity.kind == "organization" and "body.court" in entity.fields
            return court and not flat(entity.name).startswith("parquet")

        return self.antecedents.find(
            start,
            None,
            "s",
            mode="body",
            within=quotation.within,
            own=quotation.quotation_id,
            accept=sits,
        )
