"""Descriptions that the article or the lexicon has given somebody: *la ministre* after *la ministre X*."""

from __future__ import annotations

import re

from claimx.stages.speakers.entity import NAMESAKES, Entity
from claimx.stages.speakers.knowledge import Known
from claimx.stages.speakers.nouns import OFFICES
from claimx.stages.speakers.owners import Found, is_named_person
from claimx.stages.speakers.periphrases import Periphrases
from claimx.stages.speakers.phrases import Phrase, indefinite
from claimx.stages.speakers.words import stem

_ACRONYM = re.compile(r"[\s\u00a0]*\(([A-ZÀ-ÖØ-Þ][\w.&-]{1,11})\)")

_RANKS = frozenset(
    stem(word)
    for word in (
        "premier vice-premier fédéral national cantonal régional départemental municipal communal général".split()
    )
)
"""Adjectives that make another office of one noun: *premier ministre, conseillère fédérale*."""


def _ranks_differ(one: Phrase, other: Phrase) -> bool:
    """*la conseillère fédérale* is no *conseillère nationale*, *le premier ministre* no *ministre de la Santé*."""
    if stem(one.head) != stem(other.head):
        return False
    left, right = one.keys & _RANKS, other.keys & _RANKS
    return bool(left) and left != right and (bool(right) or len(other.keys) > 1)


class Introductions(Periphrases):
    """Rules for descriptions under which somebody was introduced."""

    def _introduced(self, phrase: Phrase, start: int) -> Found | None:
        """Whoever the article gave this description to, or who the lexicon knows by it."""
        definite = not indefinite(phrase)
        told = self._in_other_words(phrase, start)
        if told is not None:
            return told, "description"
        holder = self._named_holder(phrase, start) if definite and phrase.places else None
        if holder is not None and not self._introduced_there(phrase):
            return holder, "office"
        if definite or phrase.determiner is None:
            entity = self._by_description(phrase, start)
            if entity is not None:
                return entity, "office" if stem(phrase.head) in OFFICES else "description"
        known = self.knowledge.actor(phrase.text) or self._beside(phrase)
        if known is not None and known.kind == "person" and self.knowledge.demonym(phrase.text) is not None:
            known = None  # *le Breton*
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

    def _introduced_there(self, phrase: Phrase) -> bool:
        """Whether the article itself gives somebody this office of this country."""
        return any(
            phrase.places & description.places
            for entity in self.registry.by_head.get(stem(phrase.head), [])[:NAMESAKES]
            for description in entity.descriptions
            if stem(description.head) == stem(phrase.head)
        )

    def _beside(self, phrase: Phrase) -> Known | None:
        """The organisation whose usual acronym stands behind its long name (*… mondiale de la santé (OMS)*)."""
        acronym = _ACRONYM.match(self.view.text, phrase.end)
        known = self.knowledge.actor(acronym[1]) if acronym and phrase.text[:1].isupper() else None
        if known is None or known.kind != "organization" or not self.registry.meant(acronym[1], known):  # type: ignore[index]
            return None
        return known

    def _by_description(self, phrase: Phrase, position: int) -> Entity | None:
        """The entity the document introduced with this head noun and nothing that contradicts the rest."""
        head = stem(phrase.head)
        candidates = self.registry.called(head, position)
        office = self.knowledge.office(phrase.text, self.home)
        if office is not None:
            known = set(candidates)
            candidates += [e for e in self.registry.holding(office, position) if e not in known]
        # *le chef de l'État* of a country whose president the lexicon does not know, but the article does
        held = office is not None and bool(self.registry.holding(office, position))
        function = self.knowledge.function(phrase.text) if not held and self._may_rule(phrase, candidates) else None
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
            own = [d.former for d in entity.descriptions if stem(d.head) == head]
            former = any(own)
            if own and all(own) and not phrase.former and not phrase.bare:
                continue  # *l'ancien ministre de l'Intérieur X* is not *le ministre de l'Intérieur*
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

    def _may_be(self, phrase: Phrase, entity: Entity) -> bool:
        """Whether number, gender and places of a description allow the entity."""
        if phrase.number != entity.number or phrase.gender and entity.gender and phrase.gender != entity.gender:
            return False
        if phrase.places and any(d.places and not d.places & phrase.places for d in entity.descriptions):
            return False
        return not (self._other_rank(phrase, entity) or self._of_another_state(phrase, entity))

    @staticmethod
    def _of_another_state(phrase: Phrase, entity: Entity) -> bool:
        """*le président ukrainien* is no *président Trump*, who is known to be of another country."""
        if stem(phrase.head) not in OFFICES or not phrase.places or "european-union" in phrase.places:
            return False
        home = entity.nationalities()
        return bool(home) and not home & phrase.places

    def _other_rank(self, phrase: Phrase, entity: Entity) -> bool:
        """Whether the entity holds another office of the same noun."""
        return any(_ranks_differ(phrase, description) for description in entity.descriptions)

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
            elif phrase.text[:1].isupper() and not phrase.bare and not self.view.words[phrase.head_index].isupper():
                continue  # *la Banque de Marennie* is not *la banque Morel*
            elif not known or not self._complemented(phrase) or not self._complemented(description):
                overlap = max(overlap, 0.2)
        return overlap

    def _expanded(self, keys: frozenset[str]) -> frozenset[str]:
        """The keys with those of the long name for each acronym among them."""
        more = {stem(word) for key in keys for word in self.registry.acronyms.get(key, "").split() if len(word) > 3}
        return keys | more if more else keys
