"""Definite descriptions of one person: whether they bring in somebody new, and whom else they may be of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from claimx.lexicon.function_words import DEMONSTRATIVES, POSSESSIVES
from claimx.records import Quotation
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.nouns import (
    AGES,
    ANAPHORIC,
    COLOURS,
    CONCERNED,
    DECADES,
    OFFICES,
    POLITICIANS,
    RETIRED,
    TRADES,
)
from claimx.stages.speakers.owners import is_named_person
from claimx.stages.speakers.phrases import Phrase
from claimx.stages.speakers.recognised import Recognised
from claimx.stages.speakers.words import alike, bare, flat, stem

_GROWN_KIN: Final = frozenset({"kin.parent", "kin.sibling", "kin.spouse"})
"""Kinship that tells nothing of a trade: *la sœur … l'institutrice*."""
_MINISTER: Final = stem("ministre")
_PRESIDENT: Final = stem("président")
_JUDGES: Final = frozenset(map(stem, ("juge", "procureur", "substitut", "assesseur")))
"""Nouns of the bench, which nobody is called by whom the article calls otherwise."""
_OTHERS_TOO: Final = frozenset(
    {
        "bench",
        "law",
        "police",
        "office",
        "local",
        "business",
        "medicine",
        "accused",
        "victim",
        "work",
        "union",
        "rescue",
    }
)
"""Fields whose people an article meets without naming them."""
_TRYING: Final = frozenset({"bench", "law", "police"})
"""Fields of those who face the accused in court."""
_ANSWERS = frozenset({"réponse", "réplique", "riposte", "rétorquer", "répliquer", "riposter"})
"""Cues of who answers somebody else."""


class Newcomers(Recognised):
    """Rules that weigh a description of somebody new against one of somebody named."""

    def _unexplained(self, phrase: Phrase, start: int, quotation: Quotation) -> Entity | None:
        """Who the sentence before names without a word on who they are: *Anne Morel a refusé. La cheffe du parti …*."""
        view = self.view
        sentence = view.sentence(start)
        human = self._person_noun(view.words[phrase.head_index]) is not None
        if sentence == 0 or not human or self._somebodys(phrase):
            return None
        before = view.sentence_starts[sentence - 1]
        people = {
            entity
            for name in self.registry.names_in(before, start)
            if is_named_person(entity := self.registry.entity_of[name.start])
        }
        if len(people) != 1:
            return None
        (person,) = people
        known = person.id or any(description.start < start for description in person.descriptions)
        if self._took_turns(person, start, quotation):
            return None
        if stem(phrase.head) in _JUDGES and self._age_of(person) is not None:
            return None  # *Anne Roy, 41 ans, s'avance. La juge …*
        agrees = phrase.gender is None or person.gender in (phrase.gender, None)
        return person if agrees and not known and len(person.keys) > 1 else None

    def _only_unexplained(self, phrase: Phrase, start: int) -> Entity | None:
        """Whom a trade tells at last of the one person of whom the article has told nothing: *l'actrice, l'éleveur*.

        Not by what people are to others (*le voisin, le patron*) or to a place (*le maire*): those may well be new.
        """
        if not phrase.bare or phrase.determiner not in ("le", "la", "l'") or self._fields_of(phrase) & _OTHERS_TOO:
            return None
        word = self.view.words[phrase.head_index]
        if not self._fields_of(phrase) or stem(phrase.head) in OFFICES or self._person_noun(word) is None:
            return None
        found = [
            entity
            for entity in self.registry.entities
            if is_named_person(entity)
            and len(entity.keys) > 1
            and not entity.id
            and entity.last_before(start) >= 0
            and (phrase.gender is None or entity.gender in (phrase.gender, None))
        ]
        if len(found) != 1 or any(description.start < start for description in found[0].descriptions):
            return None
        central = len(found[0].positions) > 1 and self._opening(found[0].positions[0])
        return found[0] if central else None

    def _took_turns(self, entity: Entity, start: int, quotation: Quotation) -> bool:
        """Whether another speaks now: *« … », a dit X. « … », a dit le procureur de Y*."""
        view = self.view
        if view.opens(view.token(start)) or self._last_speaker(quotation) is not entity:
            return False
        return view.sentence(start) - view.sentence(max(0, entity.last_before(start))) <= 1

    def _without_office(self, phrase: Phrase, start: int, quotation: Quotation) -> Entity | None:
        """Who may hold a new office, of those whom the text gives none: hardly a minister goes without."""
        if self._somebodys(phrase) or self._exclusive(phrase) == _MINISTER:
            return None

        def free(entity: Entity) -> bool:
            held = any(stem(description.head) in OFFICES for description in entity.descriptions)
            return is_named_person(entity) and not held and not self._took_turns(entity, start, quotation)

        return self._person(phrase, start, quotation, free, self._novelty(phrase, quotation))

    def _person(
        self,
        phrase: Phrase,
        start: int,
        quotation: Quotation,
        accept: Callable[[Entity], bool],
        new: Sequence[str] | None,
    ) -> Entity | None:
        """The person mentioned before that a description suits best; None if it rather brings in somebody new."""
        judge = phrase.bare and stem(phrase.head) == _PRESIDENT and self._in_court
        judge = judge or phrase.bare and not phrase.former and stem(phrase.head) in _JUDGES
        held = self._exclusive(phrase)
        tried = "accused" in self.knowledge.fields(phrase.head)
        answered = self._last_speaker(quotation) if quotation.cue_lemma in _ANSWERS else None
        decade = DECADES.get(phrase.head)

        def fits(entity: Entity) -> bool:
            other = self._other_rank(phrase, entity) or judge and "bench" not in entity.fields
            other = other or held is not None and self._holds_another(entity, held)
            other = other or entity is answered or tried and bool(entity.fields & _TRYING)
            other = other or self._of_another_state(phrase, entity)
            return accept(entity) and not (other or decade is not None and self._not_aged(entity, decade))

        return self.antecedents.find(
            start,
            phrase.gender,
            "s",
            mode="person",
            within=quotation.within,
            own=quotation.quotation_id,
            accept=fits,
            fit=self._fit(phrase),
            new=new,
        )

    def _just_introduced(self, phrase: Phrase, start: int, quotation: Quotation) -> Entity | None:
        """Whom the sentence before brings in without a name: *Une voisine se souvient. « … », dit cette retraitée*."""
        view, position = self.view, min(start, quotation.start)
        sentence = view.sentence(position)
        event = next((e for e in self.antecedents.before(position) if e.subject and e.level is None), None)
        if event is None or sentence - view.sentence(event.start) != 1 or quotation.within is not None:
            return None
        entity = self.antecedents.entity(event)
        if entity is None or entity.keys or entity.kind != "person" or entity.number != "s" or not entity.descriptions:
            return None
        told = entity.descriptions[0]
        if told.determiner not in ("un", "une") or view.paragraph(event.start) != view.paragraph(position):
            return None
        if phrase.gender is None or phrase.gender not in (entity.gender, told.gender):
            return None
        wanted, fields = self._fields_of(phrase), self._fields_of(told)
        points = phrase.determiner in DEMONSTRATIVES or phrase.head in RETIRED or not wanted
        return entity if points or not fields or wanted & fields else None

    def _novelty(self, phrase: Phrase, quotation: Quotation | None) -> list[str] | None:
        """What tells whether a definite description brings somebody new (*le maire*) or takes somebody up.

        None for one that always takes up (*l'intéressée, le quinquagénaire, la Lyonnaise*).
        """
        called = phrase.head in AGES or self.knowledge.demonym(self.view.words[phrase.head_index]) is not None
        if phrase.head in CONCERNED or called and phrase.bare or self._of_a_colour(phrase):
            return None
        if phrase.head in RETIRED:
            return None  # *la retraitée de l'Éducation nationale*: a past that all know of nobody new
        if phrase.former and phrase.head not in ANAPHORIC:
            return None
        fields = self._fields_of(phrase)
        general = phrase.bare or flat(phrase.text) in TRADES
        found = ["any", "fields" if fields else "general", "bare" if general else "modified"]
        if not general and stem(phrase.head) in OFFICES or "office" in fields:
            found.append("office")
        if phrase.determiner in DEMONSTRATIVES:
            found.append("demonstrative")
        if phrase.former:
            found.append("former")
        if phrase.aged or phrase.head in AGES or "accused" in fields or phrase.text.startswith(("mis en ", "mise en ")):
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

    def _of_a_colour(self, phrase: Phrase) -> bool:
        """Whether only a political colour says who is meant (*l'élu écologiste*), which many have."""
        view = self.view
        _, last = view.tokens(phrase.start, phrase.end)
        behind = phrase.head_index + 1
        if view.lower[behind : behind + 2] == ["de", "file"]:
            behind += 2
        return phrase.head in POLITICIANS and behind + 1 == last and stem(view.words[behind]) in COLOURS

    def _fields_of(self, phrase: Phrase) -> frozenset[str]:
        """Fields of the head; kinship only of somebody's kin (*sa femme*, not *la jeune femme*)."""
        trade = TRADES.get(flat(phrase.text))
        if trade is not None:
            return frozenset({trade})
        fields = self.knowledge.fields(phrase.head)
        if phrase.determiner in POSSESSIVES or self._complemented(phrase):
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
            if self._of_another_state(phrase, entity):
                continue  # *le Premier ministre canadien* and *le Premier ministre Keir Starmer*
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
        head = stem(phrase.head)
        # *l'ancien international* may be a coach by now: what somebody was tells against nobody.
        wanted = frozenset() if phrase.former else self._fields_of(phrase)
        rest = phrase.keys - {head}

        def fit(entity: Entity) -> list[str]:
            found = []
            if any(stem(description.head) == head for description in entity.descriptions):
                found.append("same_noun")
            elif wanted & entity.fields:
                found.append("same_field")
            elif wanted and not entity.fields <= _GROWN_KIN:
                found.append("other_field")
            elif wanted:
                found.append("no_field")
            home = entity.nationalities() if phrase.places else frozenset()
            if home:
                found.append("same_country" if home & phrase.places else "other_country")
            if rest and any(alike(rest, description.keys) for description in entity.descriptions):
                found.append("same_words")
            return found

        return fit
