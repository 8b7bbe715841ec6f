"""Offices as sources: who holds the office that *le chef de l'État, notre président* names."""

from __future__ import annotations

import re

from claimx.lexicon.function_words import DEMONSTRATIVES, OF
from claimx.records import Quotation
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.groups import Groups
from claimx.stages.speakers.nouns import OFFICES
from claimx.stages.speakers.phrases import Phrase
from claimx.stages.speakers.words import flat, is_demonym, stem

_OF = frozenset({"de", "d'", "du", "des", "la", "le", "l'"})
_FORMER = re.compile(r"^(?:anciens?|anciennes?|ex)[ -]", re.IGNORECASE)


class Offices(Groups):
    """Rules for offices, which each place or institution has one holder of."""

    def _holder(self, phrase: Phrase, position: int) -> Entity | None:
        """Who held an office: at the article's date; undated, whoever of its holders the article names."""
        knowledge, date = self.knowledge, self.view.date
        if phrase.former:
            ids = knowledge.holders(_FORMER.sub("", phrase.text), self.home)
            past = [e for e in self.registry.entities if e.id in ids and e.gender in (None, phrase.gender)]
            return past[0] if len(past) == 1 else None
        for home in (None, self.home):
            if home is not None and phrase.places and home not in phrase.places:
                break  # *le président ukrainien* in a French paper
            if date and (holder := knowledge.holder(phrase.text, (date,), home)) is not None:
                return self.registry.by_known(holder)
            ids = knowledge.holders(phrase.text, home)
            # *l'ancien ministre de l'Intérieur X* is not the minister.
            named = [e for e in self.registry.entities if e.id in ids and not any(d.former for d in e.descriptions)]
            if len(named) > 1:
                named = [e for e in named if e.last_before(position) >= 0][-1:] if not date else []
            if named:
                return named[0]
            if not date and home is None and (holder := knowledge.holder(phrase.text, self.dates[-1:])) is not None:
                # *le président moldave* of an undated article is no *présidente*
                return self.registry.by_known(holder) if phrase.gender in (None, holder.gender) else None
        # *le chef de l'État* in an article that tells of no country: of whom it names, the one who was head of one.
        ruled = [
            e
            for e in self.registry.entities
            if e.id
            and e.country
            and e.country in (phrase.places or {e.country})
            and e.id in knowledge.holders(phrase.text, e.country)
        ]
        return ruled[0] if not date and len(ruled) == 1 and ruled[0].last_before(position) >= 0 else None

    def _named_holder(self, phrase: Phrase, position: int) -> Entity | None:
        """Whom the text names of those who held an office: *Emmanuel Macron … le président français*."""
        ids = frozenset() if phrase.former else self.knowledge.holders(phrase.text)
        now = self.knowledge.holder(phrase.text, (self.view.date,)) if ids and self.view.date else None
        named = [e for e in self.registry.entities if e.id in ids and e.last_before(position) >= 0] if ids else []
        named = [e for e in named if (now is None or e.id == now.id) and not any(d.former for d in e.descriptions)]
        return named[0] if len(named) == 1 else None

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

    def _new_office(self, phrase: Phrase) -> bool:
        """Whether an office with its place or institution brings in a holder not named so far."""
        if phrase.bare or phrase.former or phrase.determiner in DEMONSTRATIVES:
            return False
        first, last = self.view.tokens(phrase.start, phrase.end)
        lower = self.view.lower
        if any(lower[i] in ("de", "d'") and lower[i + 1] in ("un", "une") for i in range(first, last - 1)):
            return True
        if stem(phrase.head) not in OFFICES:
            return flat(phrase.text) == "garde des sceaux"
        if phrase.places and not any(lower[i] in OF for i in range(first, last)):
            return True  # *le président iranien*
        return any(self.view.words[i][:1].isupper() for i in range(first + 1, last))

    def _function(self, phrase: Phrase) -> str | None:
        """The office that a description names, also of a state that the lexicon does not know (*roi de Marennie*)."""
        found = self.knowledge.function(phrase.text)
        if found is None and self._of_a_country(phrase):
            return self.knowledge.function(phrase.head)
        names = self.registry.names_in(phrase.start, phrase.end) if found is None else []
        if len(names) != 1 or names[0].person or names[0].text.isupper():
            return found
        known = names[0].known
        state = known is None and self.knowledge.noun(names[0].words[0].lower()) is None
        between = self.view.lower[phrase.head_index + 1 : self.view.token(names[0].start)]
        if (state or known is not None and known.kind == "state") and set(between) <= _OF:
            return self.knowledge.function(phrase.head)
        return None

    def _of_a_country(self, phrase: Phrase) -> bool:
        """Whether an adjective of the shape of a nationality is all that follows the head (*présidente sarvienne*)."""
        after = phrase.head_index + 1
        adjective = after < len(self.view) and self.view.end[after] == phrase.end and self.view.words[after].islower()
        return adjective and is_demonym(self.view.words[after].capitalize())

    def _may_rule(self, phrase: Phrase, candidates: list[Entity]) -> bool:
        """Whether a title is looked for under others of its office: nobody bears it as it stands here."""
        return not any(phrase.keys <= d.keys for entity in candidates for d in entity.descriptions)

    def _only_holder(self, head: str, rated: list[tuple[float, int, Entity]]) -> bool:
        """Whether an office has one holder in the article."""
        return head in OFFICES and len(rated) == 1
