"""*On* as a source: whom the place beside it names (*dit-on au ministère; chez X, on assure*)."""

from __future__ import annotations

from claimx.lexicon.function_words import COORDINATING
from claimx.records import Quotation
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.nouns import ORGANS
from claimx.stages.speakers.others import Others
from claimx.stages.speakers.phrases import read_phrase

_WHERE = frozenset({"à", "au", "aux", "chez", "dans"})
_SIDE = (("du", "côté", "de"), ("du", "côté", "d'"), ("du", "côté", "du"), ("du", "côté", "des"), ("côté",))
_CAMPS = frozenset({"gauche", "droite"})
_LONGEST_PLACE = 16
"""Tokens of the place that names who *on* is."""


class Impersonal(Others):
    """Rules for *on*."""

    def _impersonal(self, start: int, quotation: Quotation) -> tuple[Entity | None, str]:
        if quotation.within is not None:
            return None, "unresolved:impersonal"
        place = self._said_where(quotation) or self._said_there(start, quotation) or self._said_among(start, quotation)
        if place is not None:
            return place, "impersonal"
        entity = self.antecedents.find(
            start, None, "s", own=quotation.quotation_id, accept=lambda e: e.kind == "organization"
        )
        return (entity, "impersonal") if entity is not None else (None, "unresolved:impersonal")

    def _said_where(self, quotation: Quotation) -> Entity | None:
        """The body in *souligne-t-on au ministère, dit-on dans l'entourage de X*."""
        view = self.view
        after = max(quotation.cue_end or 0, quotation.source_end or 0)
        index = view.token(after)
        stop = min(len(view), index + 4)
        while index < stop and view.lower[index] not in _WHERE:
            if view.pos[index] not in ("ADV", "VERB", "NOUN", "PRON", "AUX") or view.opens(index):
                return None
            index += 1
        if index >= stop - 1:
            return None
        limit = view.sentence_end(view.start[index])
        if quotation.start > after:
            limit = min(limit, quotation.start)
        return self._body_at(index, limit, quotation)

    def _said_there(self, start: int, quotation: Quotation) -> Entity | None:
        """Who *on* is in *… à la mairie, où l'on assure que …*."""
        view, index = self.view, self.view.token(start) - 1
        while index > 0 and view.lower[index] in ("l'", "où", ","):
            index -= 1
        end = index + 1
        if "où" not in view.lower[end : view.token(start)]:
            return None
        first = view.token(view.sentence_starts[view.sentence(start)])
        while index >= first and end - index <= _LONGEST_PLACE and view.pos[index] not in ("VERB", "AUX"):
            if view.lower[index] in _WHERE or view.lower[index] == "selon":
                return self._body_at(index, view.end[end - 1], quotation, people=view.lower[index] == "chez")
            index -= 1
        # *Matignon, où l'on assure que …, temporise*
        return self._body_at(index, view.end[end - 1], quotation) if 0 <= index < first else None

    def _said_among(self, start: int, quotation: Quotation) -> Entity | None:
        """Who *on* is in *Chez les éleveurs, on dénonce …*, *À la mairie, on assure …*: the place before its comma."""
        view = self.view
        comma = view.token(start) - 1
        if comma > 0 and view.lower[comma] == "l'":
            comma -= 1  # *À l'Élysée, l'on estime …*
        first = view.token(view.sentence_starts[view.sentence(start)])
        while first < comma and (view.lower[first] in COORDINATING or view.pos[first] in ("PUNCT", "SPACE")):
            first += 1
        if comma - first < 2 or view.words[comma] != ",":
            return None
        relative = next((i for i in range(first + 1, comma) if view.lower[i] in ("qui", "dont", "où")), -1)
        if relative > first + 1 and view.words[relative - 1] == ",":
            comma = relative - 1  # *Chez X, qui gère quatre usines, on rappelle que …*
        if comma - first < 2 or comma - first > _LONGEST_PLACE:
            return None
        side = next((len(words) for words in _SIDE if tuple(view.lower[first : first + len(words)]) == words), 0)
        if view.lower[first] not in _WHERE and view.words[first] != "A" and not side:
            return None  # *A Bercy, on …*: many papers set no accent on a capital
        people = view.lower[first] == "chez" or side > 0 or view.lower[first + 1] in _CAMPS
        return self._body_at(first + max(side - 1, 0), view.start[comma], quotation, people=people)

    def _body_at(self, index: int, limit: int, quotation: Quotation, *, people: bool = False) -> Entity | None:
        """The body behind the preposition at token ``index``, or, with ``people``, a group of people there."""
        view = self.view
        first = index if view.lower[index] in ("au", "aux", "du", "des") else index + 1
        phrase = read_phrase(view, view.start[first], limit, self.knowledge)
        if phrase is None:
            return None
        noun = self.knowledge.noun(phrase.head)
        named = self.registry.names_in(view.start[first], phrase.end)
        body = noun is not None and noun[0] in ("organization", "people") or phrase.head in ORGANS or people
        if named and view.token(named[0].start) <= first + 1:
            entity = self.registry.entity_of[named[0].start]
            kinds = {"organization", "metonym", "state"} | ({"unknown"} if people else set())
            return entity if entity.kind in kinds else None
        return self._simple(view.start[first], phrase.end, quotation)[0] if body else None
