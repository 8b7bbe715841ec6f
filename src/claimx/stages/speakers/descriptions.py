"""Definite descriptions: *le ministre, la chancelière, son avocat* and whom they take up."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from claimx.records import Quotation
from claimx.stages.speakers.clusters import Entity
from claimx.stages.speakers.knowledge import Known
from claimx.stages.speakers.nouns import ANAPHORIC, DOCUMENTS, NAMED_KINDS, OFFICES, ORGANS, RELAYED, SELF_ISSUED, SIDES
from claimx.stages.speakers.phrases import Phrase, indefinite, read_phrase
from claimx.stages.speakers.relations import Relations, is_named_body, is_named_person, is_person
from claimx.stages.speakers.words import (
    DEMONSTRATIVE,
    POSSESSIVE,
    POSSESSIVE_FIRST,
    QUOTED,
    SINGULAR_DEFINITE,
    Gender,
    bare,
    singular,
    stem,
)

Found = tuple[Entity | None, str]
_ACRONYM = re.compile(r"[\s\u00a0]*\(([A-ZÀ-ÖØ-Þ][\w.&-]{1,11})\)")
_OF = frozenset({"de", "d'", "du", "des", "la", "le", "l'"})
_FORMER = re.compile(r"^(?:anciens?|anciennes?|ex)[ -]", re.IGNORECASE)


def _alike(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two descriptions share a word or its root (*lyonnaise, Lyon*)."""
    return any(one == other or len(one) > 3 < len(other) and one[:4] == other[:4] for one in left for other in right)


class Descriptions(Relations):
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

    def _some_of_them(self, phrase: Phrase, start: int, quotation: Quotation | None) -> Entity | None:
        """*plusieurs d'entre eux, l'une d'elles*: those of whom the text speaks, in the singular if it is one."""
        view = self.view
        pronoun = view.token(phrase.end) - 1
        pronoun = next((i for i in (pronoun, pronoun + 1) if view.lower[i : i + 1] in (["eux"], ["elles"])), -1)
        if pronoun < 1 or view.lower[pronoun - 1] not in ("entre", "d'") or quotation is None:
            return None
        gender: Gender | None = "f" if view.lower[pronoun] == "elles" else None
        several = self.antecedents.find(
            start, gender, "p", mode="plural", within=quotation.within, own=quotation.quotation_id
        )
        if several is None or several.members or not several.descriptions:
            return several
        index = view.token(start)
        index += view.lower[index] == "l'"
        if view.lower[index] not in ("un", "une"):
            return several
        found = several.descriptions[0]
        text = self._in_singular(found)
        return Entity(
            name=text,
            kind="person" if self._person_noun(view.words[found.head_index]) else several.kind,
            gender="f" if view.lower[index] == "une" else None,
            descriptions=[replace(found, number="s", text=text)],
            positions=[start],
        )

    def _in_singular(self, phrase: Phrase) -> str:
        """A plural phrase in the singular: its noun and the adjectives beside it, the complement as it is."""
        view = self.view
        first, last = view.tokens(phrase.start, phrase.end)
        while first < phrase.head_index and view.pos[first] == "NUM":
            first += 1
        stop = next((i for i in range(first, last) if view.pos[i] not in ("NOUN", "ADJ", "PROPN", "VERB")), last)
        text = " ".join(singular(view.words[i]) for i in range(first, stop))
        return text + view.text[view.end[stop - 1] : phrase.end]

    def _members(self, phrase: Phrase) -> Entity | None:
        """*les pays de l'Union européenne, les membres du G7*: the union of states itself."""
        if phrase.determiner != "les" or bare(phrase.head) not in ("pays", "membres", "etats", "nations"):
            return None
        names = self.registry.names_in(phrase.start, phrase.end)
        behind = self.view.lower[phrase.head_index + 1 : phrase.head_index + 2]
        if len(names) != 1 or behind not in (["de"], ["du"], ["membres"]):
            return None
        known = self.knowledge.actor(self.view.text[names[0].start : phrase.end])
        return self.registry.by_known(known) if known is not None and known.kind == "organization" else None

    def _one_of(self, phrase: Phrase, start: int, end: int) -> Entity | None:
        """*l'un des avocats de la défense*; where the noun alone takes up a fuller phrase, that in the singular."""
        view = self.view
        index = view.token(start)
        index += view.lower[index] == "l'"
        if view.lower[index] not in ("un", "une") or view.lower[index + 1 : index + 2] not in (["des"], ["de"], ["d'"]):
            return None
        if view.morph(phrase.head_index, "Number") != "Plur":
            return None
        found = self._earlier(phrase, start) if phrase.bare else None
        if found is None and not phrase.bare:
            found, text = phrase, view.text[view.start[index] : phrase.end]
        else:
            found = found or phrase
            text = self._in_singular(found)
        kind = "person" if self._person_noun(view.words[phrase.head_index]) else self._kind(phrase)
        return Entity(
            name=text,
            kind=kind,
            gender="f" if view.lower[index] == "une" else phrase.gender,
            descriptions=[replace(found, number="s", text=text)],
            positions=[start],
        )

    def _said_of_itself(self, phrase: Phrase, start: int, end: int, quotation: Quotation | None) -> Found | None:
        """Descriptions whose own words say who: *notre président, la partie américaine, un sondage X*."""
        lower = phrase.head
        if phrase.determiner in POSSESSIVE_FIRST and quotation is not None:
            holder = self._first_person_office(phrase, quotation)
            if holder is not None:
                return holder, "first_person"
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

    def _introduced(self, phrase: Phrase, start: int) -> Found | None:
        """Whoever the article gave this description to, or who the lexicon knows by it."""
        definite = not indefinite(phrase)
        if definite or phrase.determiner is None:
            entity = self._by_description(phrase, start)
            if entity is not None:
                return entity, "office" if stem(phrase.head) in OFFICES else "description"
        known = self.knowledge.actor(phrase.text) or self._beside(phrase)
        if known is None and not phrase.bare and self._person_noun(phrase.head) is None:
            # Bodies are often written small (*la présidence française*), where single words are not taken for names.
            known = self.knowledge.actor(phrase.text[:1].upper() + phrase.text[1:])
        if known is not None:
            return self.registry.by_known(known, phrase.text), "lexicon"
        if definite:
            entity = self._holder(phrase, start)
            if entity is not None:
                return entity, "office"
        return None

    def _beside(self, phrase: Phrase) -> Known | None:
        """The organisation whose usual acronym stands behind its long name (*… mondiale de la santé (OMS)*)."""
        acronym = _ACRONYM.match(self.view.text, phrase.end)
        known = self.knowledge.actor(acronym[1]) if acronym and phrase.text[:1].isupper() else None
        if known is None or known.kind != "organization" or not self.registry.meant(acronym[1], known):  # type: ignore[index]
            return None
        return known

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
            accept=is_person,
            fit=self._fit(phrase),
            new=self._novelty(phrase, quotation),
        )
        coming = self._coming(phrase, start, end) if entity is None or not entity.keys else None
        if coming is not None:
            return coming, "cataphora"
        if entity is None:
            return None
        self.registry.describe(entity, phrase)
        return entity, "description"

    def _novelty(self, phrase: Phrase, quotation: Quotation) -> list[str]:
        """What tells whether a definite description brings somebody new (*le maire*) or takes somebody up."""
        fields = self.knowledge.fields(phrase.head)
        found = ["any", "fields" if fields else "general", "bare" if phrase.bare else "modified"]
        if stem(phrase.head) in OFFICES or "office" in fields:
            found.append("office")
        if phrase.determiner in DEMONSTRATIVE:
            found.append("demonstrative")
        if not phrase.bare and self._complemented(phrase):
            found.append("complement")
        if phrase.places or self.knowledge.demonym(self.view.words[phrase.head_index]) is not None:
            found.append("place")
        if self.knowledge.noun(phrase.head) is None:
            found.append("unknown_noun")
        found.append(f"kind={quotation.kind}")
        return found

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
        head, wanted = stem(phrase.head), self.knowledge.fields(phrase.head)
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

    def _by_description(self, phrase: Phrase, position: int) -> Entity | None:
        """The entity the document introduced with this head noun and nothing that contradicts the rest."""
        head = stem(phrase.head)
        candidates = self.registry.called(head, position)
        office = self.knowledge.office(phrase.text, self.home)
        if office is not None:
            known = set(candidates)
            candidates += [e for e in self.registry.holding(office, position) if e not in known]
        function = (
            self.knowledge.function(phrase.text) if office is None and self._may_rule(phrase, candidates) else None
        )
        if function is not None:
            candidates = [
                e
                for e in self.registry.entities
                if e.kind == "person" and any(self._function(d) == function for d in e.descriptions)
            ]
        person = self._person_noun(phrase.head) is not None
        rated: list[tuple[float, int, Entity]] = []
        for entity in candidates:
            if person and entity.kind != "person" or not self._may_be(phrase, entity):
                continue
            overlap = self._overlap(phrase, entity, head, office) if function is None else 1.0
            if overlap < 0:
                continue
            before = entity.last_before(position)
            former = any(d.former for d in entity.descriptions if stem(d.head) == head)
            rating = overlap + (0.5 if before >= 0 else 0) + (0.3 if former == phrase.former else 0)
            rated.append((rating, before, entity))
        if not rated:
            return None
        best = max(rated, key=lambda item: item[:2])
        if person and phrase.bare and phrase.number == "s" and best[1] >= 0 and not self._only_holder(head, rated):
            # Whoever is in focus may well be called by the noun for the first time (two candidates face each other).
            focus = self.antecedents.find(
                position, phrase.gender, "s", mode="person", accept=is_named_person, fit=self._fit(phrase)
            )
            return focus or best[2]
        return best[2]

    def _may_rule(self, phrase: Phrase, candidates: list[Entity]) -> bool:
        """Whether a title is looked for under others of its office: nobody bears it as it stands here."""
        return not any(phrase.keys <= d.keys for entity in candidates for d in entity.descriptions)

    def _function(self, phrase: Phrase) -> str | None:
        """The office that a description names, also of a state that the lexicon does not know (*roi de Marennie*)."""
        found = self.knowledge.function(phrase.text)
        names = self.registry.names_in(phrase.start, phrase.end) if found is None else []
        if len(names) != 1 or names[0].person or names[0].text.isupper():
            return found
        known = names[0].known
        state = known is None and self.knowledge.noun(names[0].words[0].lower()) is None
        between = self.view.lower[phrase.head_index + 1 : self.view.token(names[0].start)]
        if (state or known is not None and known.kind == "state") and set(between) <= _OF:
            return self.knowledge.function(phrase.head)
        return None

    def _only_holder(self, head: str, rated: list[tuple[float, int, Entity]]) -> bool:
        """Whether an office has one holder in the article."""
        return head in OFFICES and len(rated) == 1

    def _may_be(self, phrase: Phrase, entity: Entity) -> bool:
        """Whether number, gender and places of a description allow the entity."""
        if phrase.number != entity.number or phrase.gender and entity.gender and phrase.gender != entity.gender:
            return False
        return not (phrase.places and any(d.places and not d.places & phrase.places for d in entity.descriptions))

    def _overlap(self, phrase: Phrase, entity: Entity, head: str, office: str | None) -> float:
        """How much a description shares with those of an entity under the same head noun; negative if it can't be."""
        if office is not None and entity.offices and office not in entity.offices:
            return -1.0
        overlap = 2.0 if office is not None and office in entity.offices else -1.0
        rest = self._expanded(phrase.keys - {head})
        for description in entity.descriptions:
            if stem(description.head) != head:
                continue
            known = self._expanded(description.keys - {head})
            if rest <= known:
                overlap = max(overlap, 1.0 + 0.1 * len(rest))
            elif rest & known:
                overlap = max(overlap, 0.6)
            elif not known or not self._complemented(phrase) or not self._complemented(description):
                overlap = max(overlap, 0.2)
        return overlap

    def _expanded(self, keys: frozenset[str]) -> frozenset[str]:
        """The keys with those of the long name for each acronym among them."""
        more = {stem(word) for key in keys for word in self.registry.acronyms.get(key, "").split() if len(word) > 3}
        return keys | more if more else keys

    def _holder(self, phrase: Phrase, position: int) -> Entity | None:
        """Who held an office: at the article's date; undated, whoever of its holders the article names."""
        knowledge, date = self.knowledge, self.view.date
        if phrase.former:
            ids = knowledge.holders(_FORMER.sub("", phrase.text), self.home)
            past = [e for e in self.registry.entities if e.id in ids and e.gender in (None, phrase.gender)]
            return past[0] if len(past) == 1 else None
        for home in (None, self.home):
            if date and (holder := knowledge.holder(phrase.text, (date,), home)) is not None:
                return self.registry.by_known(holder)
            ids = knowledge.holders(phrase.text, home)
            named = [e for e in self.registry.entities if e.id in ids]
            if len(named) > 1:
                named = [e for e in named if e.last_before(position) >= 0][-1:] if not date else []
            if named:
                return named[0]
            if not date and home is None and (holder := knowledge.holder(phrase.text, self.dates[-1:])) is not None:
                return self.registry.by_known(holder)
        # *le chef de l'État* in an article that tells of no country: of whom it names, the one who was head of one.
        ruled = [
            e
            for e in self.registry.entities
            if e.id and e.country and e.id in knowledge.holders(phrase.text, e.country)
        ]
        return ruled[0] if not date and len(ruled) == 1 and ruled[0].last_before(position) >= 0 else None

    def _first_person_office(self, phrase: Phrase, quotation: Quotation) -> Entity | None:
        """The office of *notre président*, in the country of the outer speaker."""
        outer = self.speaker.get(quotation.within or "")
        country = outer.country if outer is not None else None
        if country is None and outer is not None:
            country = next((office.partition("@")[2] for office in outer.offices), None)
        if country is None:
            return None
        holder = self.knowledge.holder(phrase.text, self.dates, country)
        return self.registry.by_known(holder) if holder is not None else None

    def _subject(self, start: int, end: int) -> tuple[Entity | None, Phrase | None]:
        phrase = read_phrase(self.view, start, end, self.knowledge)
        if start in self._at:
            return self._at[start], phrase
        if phrase is None or self._describing or not self._can_speak(phrase):
            return None, phrase
        self._describing = True
        try:
            return self._taken_up(phrase, start, end) or self._simple(start, end, None)[0], phrase
        finally:
            self._describing = False

    def _taken_up(self, phrase: Phrase, start: int, end: int) -> Entity | None:
        """The named person or body that a definite subject stands for, if it is one."""
        body = phrase.bare and phrase.head in ANAPHORIC and phrase.determiner in SINGULAR_DEFINITE
        if body and phrase.number == "s" and not phrase.text[:1].isupper():
            return self.antecedents.find(start, None, "s", mode="body", accept=is_named_body, fit=self._fit(phrase))
        person = self._person_noun(phrase.head) is not None and phrase.gender is not None and phrase.number == "s"
        if person and phrase.determiner in POSSESSIVE and phrase.bare:
            return self._related(phrase, start)
        if not person or phrase.determiner not in SINGULAR_DEFINITE or self._new_office(phrase):
            return None
        known = self._by_description(phrase, start)
        if known is None and not self.registry.names_in(start, end):
            known = self.antecedents.find(
                start, phrase.gender, "s", mode="person", accept=is_named_person, fit=self._fit(phrase)
            )
        return known

    def _can_speak(self, phrase: Phrase) -> bool:
        """Whether a subject is of a kind that a later *il, elle* that speaks may stand for."""
        if phrase.head == "personne" and phrase.determiner is None:
            return False  # nobody
        return (
            self._person_noun(phrase.head) is not None
            or phrase.head in ORGANS
            or phrase.head.rstrip("s") in ORGANS
            or phrase.head in DOCUMENTS
            or phrase.head in ANAPHORIC
            or phrase.head in ("celui", "celle", "gens", "personnes", "personne")
            or phrase.text[:1].isupper()
        )

    def _new_office(self, phrase: Phrase) -> bool:
        """Whether an office with its place or institution brings in a holder not named so far."""
        if phrase.bare or phrase.former or phrase.determiner in DEMONSTRATIVE:
            return False
        first, last = self.view.tokens(phrase.start, phrase.end)
        lower = self.view.lower
        if any(lower[i] in ("de", "d'") and lower[i + 1] in ("un", "une") for i in range(first, last - 1)):
            return True
        if stem(phrase.head) not in OFFICES:
            return False
        return any(self.view.words[i][:1].isupper() for i in range(first + 1, last))
