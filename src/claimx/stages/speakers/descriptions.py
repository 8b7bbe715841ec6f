"""Definite descriptions: *le technicien, l'institution, celle qui vit là* and whom they take up."""

from __future__ import annotations

from collections.abc import Callable

from claimx.records import Quotation
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.introductions import Introductions
from claimx.stages.speakers.nouns import (
    AGES,
    ANAPHORIC,
    CONCERNED,
    DOCUMENTS,
    NAMED_KINDS,
    OFFICES,
    ORGANS,
    RELAYED,
    SELF_ISSUED,
    SIDES,
    TRADES,
)
from claimx.stages.speakers.phrases import Phrase
from claimx.stages.speakers.relations import Found, is_person
from claimx.stages.speakers.words import (
    DEMONSTRATIVE,
    POSSESSIVE,
    POSSESSIVE_FIRST,
    QUOTED,
    SINGULAR_DEFINITE,
    Gender,
    bare,
    flat,
    stem,
)


def _alike(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two descriptions share a word or its root (*lyonnaise, Lyon*)."""
    return any(one == other or len(one) > 3 < len(other) and one[:4] == other[:4] for one in left for other in right)


class Descriptions(Introductions):
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
        return found or (self._as_written(phrase, start, end), "as_written")

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
        nominal = phrase.determiner in DEMONSTRATIVE and self.view.pos[phrase.head_index] == "ADJ"
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
            entity = self._akin(phrase, start)
            return (entity, "description") if entity is not None else None
        earlier = self._earlier(phrase) if phrase.bare else None
        if earlier is not None:
            return self._as_written(earlier, start, end), "as_introduced"
        entity = self.antecedents.find(
            start,
            phrase.gender,
            "s",
            mode="person",
            within=within,
            own=own,
            accept=lambda entity: is_person(entity) and not self._other_rank(phrase, entity),
            fit=self._fit(phrase),
            new=self._novelty(phrase, quotation),
        )
        coming = self._coming(phrase, start, end, quotation) if entity is None or not entity.keys else None
        if coming is not None:
            self.registry.describe(coming, phrase)
            return coming, "cataphora"
        if entity is None:
            return None
        self.registry.describe(entity, phrase)
        return entity, "description"

    def _novelty(self, phrase: Phrase, quotation: Quotation | None) -> list[str] | None:
        """What tells whether a definite description brings somebody new (*le maire*) or takes somebody up.

        None for one that always takes up (*l'intéressée*).
        """
        if phrase.head in CONCERNED:
            return None
        fields = self._fields_of(phrase)
        general = phrase.bare or flat(phrase.text) in TRADES
        found = ["any", "fields" if fields else "general", "bare" if general else "modified"]
        if not general and stem(phrase.head) in OFFICES or "office" in fields:
            found.append("office")
        if phrase.determiner in DEMONSTRATIVE:
            found.append("demonstrative")
        if phrase.former:
            found.append("former")
        if phrase.aged or phrase.head in AGES or phrase.text.startswith(("mis en ", "mise en ")):
            found.append("aged")
        if not general and self._complemented(phrase):
            found.append("complement")
        if phrase.places or self.knowledge.demonym(self.view.words[phrase.head_index]) is not None:
            found.append("place")
        if self.knowledge.noun(phrase.head) is None:
            found.append("unknown_noun")
        if quotation is not None:
            found.append(f"kind={quotation.kind}")
        return found

    def _fields_of(self, phrase: Phrase) -> frozenset[str]:
        """Fields of the head; kinship only of somebody's kin (*sa femme*, not *la jeune femme*)."""
        trade = TRADES.get(flat(phrase.text))
        if trade is not None:
            return frozenset({trade})
        fields = self.knowledge.fields(phrase.head)
        if phrase.determiner in POSSESSIVE or self._complemented(phrase):
            return fields
        return frozenset(name for name in fields if not name.startswith("kin."))

    def _somebodys(self, phrase: Phrase) -> bool:
        """Whether the phrase says whose somebody is (*la mère de Paul Simon*): not one named so far."""
        return any(name.person for name in self.registry.names_in(phrase.start, phrase.end))

    def _akin(self, phrase: Phrase, position: int) -> Entity | None:
        """Who was introduced with another noun of the field and the same names (*chef du HCR-Grèce*)."""
        fields, own = self.knowledge.fields(phrase.head), self._capitals(phrase)
        for entity in self.registry.entities:
            if entity.kind != "person" or entity.last_before(position) < 0 or not fields & entity.fields:
                continue
            if phrase.gender and entity.gender and phrase.gender != entity.gender:
                continue
            if any(own and own <= self._capitals(description) for description in entity.descriptions):
                return entity
        return None

    def _capitals(self, phrase: Phrase) -> frozenset[str]:
        """The names within a description, each part of compound ones."""
        words = (
            self.view.words[i] for i in range(*self.view.tokens(phrase.start, phrase.end)) if i != phrase.head_index
        )
        return frozenset(bare(part) for word in words if word[:1].isupper() for part in word.split("-"))

    def _fit(self, phrase: Phrase) -> Callable[[Entity], list[str]]:
        """How well a description suits what the article called somebody: same noun, field, country, place."""
        head, wanted = stem(phrase.head), self._fields_of(phrase)
        rest = phrase.keys - {head}

        def fit(entity: Entity) -> list[str]:
            found = []
            if any(stem(description.head) == head for description in entity.descriptions):
                found.append("same_noun")
            elif wanted and entity.fields:
                found.append("same_field" if wanted & entity.fields else "other_field")
            elif wanted:
                found.append("no_field")
            home = entity.nationalities() if phrase.places else frozenset()
            if home:
                found.append("same_country" if home & phrase.places else "other_country")
            if rest and any(_alike(rest, description.keys) for description in entity.descriptions):
                found.append("same_words")
            return found

        return fit

    def _anaphoric_body(self, phrase: Phrase, start: int, end: int, quotation: Quotation) -> Found | None:
        """*l'institution, les procureurs*: the organisation taken up, or the fuller phrase that brought them in."""
        singular = phrase.determiner in SINGULAR_DEFINITE
        if singular and phrase.number == "s":
            fuller = self._earlier(phrase, start) if phrase.bare and phrase.determiner not in DEMONSTRATIVE else None
            if fuller is not None and fuller.text[:1].islower() and self._complemented(fuller):
                return self._as_written(fuller, start, end), "as_introduced"
            entity = self._organization(phrase, start, quotation)
            if entity is not None:
                return entity, "organization"
        person = self._person_noun(self.view.words[phrase.head_index]) is not None
        plural = phrase.determiner == "les" and (phrase.bare or phrase.head == "forces")
        if plural or singular and not person:
            earlier = self._earlier(phrase)
            if earlier is not None and (singular or not self._complemented(earlier) and earlier.start < start):
                return self._as_written(earlier, start, end), "as_introduced"
        return None
