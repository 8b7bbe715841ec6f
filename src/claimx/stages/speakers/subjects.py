"""Subjects outside the sources: those for whom a later pronoun may stand."""

from __future__ import annotations

from claimx.lexicon.function_words import POSSESSIVES
from claimx.stages.speakers.descriptions import Descriptions
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.nouns import ANAPHORIC, DOCUMENTS, ORGANS
from claimx.stages.speakers.owners import is_named_person
from claimx.stages.speakers.phrases import Phrase, read_phrase
from claimx.stages.speakers.words import SINGULAR_DEFINITE, flat


class Subjects(Descriptions):
    """Rules for the subjects of clauses that report nothing."""

    def _subject(self, start: int, end: int) -> tuple[Entity | None, Phrase | None]:
        phrase = read_phrase(self.view, start, end, self.knowledge)
        if start in self._at:
            return self._at[start], phrase
        ranked = self._ranked(flat(self.view.text[start:end]), start)
        if ranked is not None:
            return ranked, None
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
            return self.antecedents.find(
                start,
                None,
                "s",
                mode="body",
                accept=lambda entity: bool(entity.keys) and self._may_be_body(entity),
                fit=self._fit(phrase),
            )
        noun = self._person_noun(self.view.words[phrase.head_index])  # *le Belge*, by its capital
        person = noun is not None and phrase.gender is not None and phrase.number == "s"
        if person and phrase.determiner in POSSESSIVES and phrase.bare:
            return self._related(phrase, start)
        if not person or phrase.determiner not in SINGULAR_DEFINITE or self._new_office(phrase):
            return None
        known = self._by_description(phrase, start)
        headed = self._opening(start) and self._named_above(phrase, start)  # of whom the headline speaks
        if known is None and (headed or not self.registry.names_in(start, end)):
            known = self.antecedents.find(
                start,
                phrase.gender,
                "s",
                mode="person",
                accept=is_named_person,
                fit=self._fit(phrase),
                new=None if headed else self._novelty(phrase, None),
            )
            wanted = self._fields_of(phrase)
            if wanted and (known is None or known.fields and not wanted & known.fields):
                known = self._unnamed_of(phrase, start, wanted) or known
        return known

    def _unnamed_of(self, phrase: Phrase, start: int, wanted: frozenset[str]) -> Entity | None:
        """Who was brought in without a name by another noun of the field: *Un chirurgien … Le praticien*."""
        for event in self.antecedents.before(start):
            if self.view.paragraph(start) - self.view.paragraph(event.start) > 1:
                return None
            entity, told = self.antecedents.entity(event), event.phrase
            if told is None or told.determiner not in ("un", "une") or not wanted & self._fields_of(told):
                continue
            if entity is None:  # subjects are not read while another is
                entity = event.entity = self._as_written(told, *event.span)
            if not entity.keys and entity.kind == "person" and entity.number == "s":
                return entity if phrase.gender in (entity.gender, told.gender) else None
        return None

    def _ranked(self, text: str, start: int) -> Entity | None:
        """Which of the two named before *le premier, la seconde* is."""
        raise NotImplementedError

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
