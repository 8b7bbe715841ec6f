"""Sources that count: *le même, ce dernier, le premier … le second*."""

from __future__ import annotations

from typing import Final

from claimx.lexicon.function_words import OF
from claimx.records import Quotation
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.name import Name
from claimx.stages.speakers.nouns import ANAPHORIC, ORGANS
from claimx.stages.speakers.phrase_extent import strict_end
from claimx.stages.speakers.sources import Sources
from claimx.stages.speakers.words import DETERMINERS, Gender, Number, singular

SAME: Final[dict[str, Gender]] = {"le même": "m", "la même": "f"}
RANKED: Final[dict[str, int]] = {
    "le premier": 0, "la première": 0, "celui-là": 0, "celle-là": 0,
    "le second": 1, "la seconde": 1, "le deuxième": 1, "la deuxième": 1,
}  # fmt: skip
"""Which of two is meant."""

_REPLIES: Final = frozenset({"répondre", "rétorquer", "répliquer", "riposter", "réagir"})
_PLACING: Final = frozenset({"à", "en", "dans", "chez", "vers"})
_TURNS: Final = 8
"""Sentences behind the names of two within which each has his turn: *Le premier … « … » … Le second …*."""
_REACH: Final = 80
"""Tokens before *ce dernier* in which the last mention is looked for."""


class Others(Sources):
    """Rules for sources that tell one of several from the rest."""

    def _counted(self, text: str, start: int, quotation: Quotation) -> tuple[Entity | None, str] | None:
        """Entity and rule of *le même, le second*; None for any other source."""
        head = text.partition(",")[0].strip()
        if head in SAME:
            last = self._last_speaker(quotation)
            fits = last is not None and last.number == "s" and last.gender in (None, SAME[head])
            return (last, "same") if fits else None
        another = self._another(head, start)
        if another is not None:
            return another, "one_of"
        ranked = self._ranked(head, start)
        return (ranked, "ranked") if ranked is not None else None

    def _ranked(self, text: str, start: int) -> Entity | None:
        """Which of the two named before *le premier, la seconde* is."""
        if text not in RANKED:
            return None
        pair = self._pair_before(start, _TURNS)
        return pair[0].members[RANKED[text]] if pair is not None else None

    def _latter(self, start: int, gender: Gender | None, number: Number, quotation: Quotation) -> Entity | None:
        """Whom *ce dernier, celle-ci* takes up: who is mentioned last in the clause or sentence before, in any role."""
        view = self.view
        first = view.sentence_starts[max(0, view.sentence(start) - 1)]
        quoted = self.antecedents.quoted(first, start)
        quoted += [(segment.start, segment.end) for segment in quotation.segments]
        said_of = 0
        names = {view.token(name.end - 1): name for name in self.registry.names_in(first, start)}
        for index in range(view.token(start) - 1, max(view.token(first), view.token(start) - _REACH) - 1, -1):
            at = view.start[index]
            if any(begin <= at < end for begin, end in quoted):
                continue
            entity = self._mention_at(index, names.get(index))
            if entity is None:
                said_of = said_of or (index if gender and self._complement_person(index, gender) else 0)
            if entity is None or entity.number != number or gender and entity.gender not in (None, gender):
                continue
            if said_of and quotation.cue_lemma in _REPLIES and entity is self._last_speaker(quotation):
                break  # *X réclame la démission du président. « … », répond ce dernier*
            return entity
        return self._mention_at(said_of, None, complement=True) if said_of and number == "s" else None

    def _complement_person(self, index: int, gender: Gender) -> bool:
        """Whether *de* and a person end at a token: *l'entourage de la ministre … Cette dernière*."""
        view = self.view
        person = self._person_noun(view.words[index]) if view.pos[index] == "NOUN" else None
        return person in (gender, "mf") and view.lower[index - 1] in ("la", "le", "l'", "du")

    def _mention_at(self, index: int, name: Name | None, *, complement: bool = False) -> Entity | None:
        """Who is mentioned by the name or noun that ends at token ``index``, if they can speak.

        Not who is only the ``complement`` of another noun, if that isn't asked for.
        """
        view = self.view
        if name is not None:
            entity = self.registry.entity_of[name.start]
            before = view.token(name.outer_start) - 1
            if name.article is not None:
                before -= 1
            if entity.kind == "person":
                return entity
            placed = before >= 0 and view.lower[before] in _PLACING
            called = view.pos[max(0, before)] == "NOUN"  # *le fonds AlphaValor*
            unknown = entity.kind == "unknown" and (called or self.antecedents.acts(entity))
            can = unknown or entity.kind in ("organization", "metonym")
            return entity if can and not placed and not self._of_somebody(before) else None
        if view.pos[index] != "NOUN":
            return None
        first = index - 1 if view.pos[index - 1] != "ADJ" else index - 2
        word = view.lower[index]
        if first < 0 or view.lower[first] not in DETERMINERS or not self._can_say(word):
            return None
        if not complement and self._of_somebody(first if view.lower[first] in ("du", "des") else first - 1):
            return None
        end = view.end[strict_end(view, index, self.knowledge)]
        around = self.registry.name_around(view.start[first], view.end[index])
        if around is not None:
            return self.registry.entity_of[around.start]
        return self._simple(view.start[first], end, None)[0]

    def _can_say(self, noun: str) -> bool:
        body = noun in ORGANS or singular(noun) in ORGANS or noun in ANAPHORIC
        return body or self._person_noun(noun) is not None

    def _of_somebody(self, index: int) -> bool:
        """Whether *de* stands at ``index`` behind a noun: what follows only says whose or of what."""
        view = self.view
        return index > 0 and view.lower[index] in OF and view.pos[index - 1] in ("NOUN", "ADJ")
