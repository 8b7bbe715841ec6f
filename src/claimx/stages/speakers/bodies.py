"""Organisations taken up by a noun: *l'institution, le groupe, cette source*."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice

from claimx.lexicon.function_words import DEMONSTRATIVES
from claimx.records import Quotation
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.name import Name
from claimx.stages.speakers.nouns import ANAPHORIC, COMPANY_HEADS, KNOWN_BY_PLACE, MAKERS, MINISTRIES
from claimx.stages.speakers.phrase_extent import strict_end
from claimx.stages.speakers.phrases import Phrase, read_phrase
from claimx.stages.speakers.words import DETERMINERS, stem
from claimx.stages.speakers.written import AsWritten

_SPOKEN = 40
"""Quotations before one among which the last of its level is looked for: bounds the work on long paragraphs."""
_LOOKED = 12
"""Mentions of a body that are looked at for a fuller phrase."""
_SITES = frozenset(
    """près proche loin large sud nord est ouest vallée plaine rivière fleuve lac mer golfe baie détroit estuaire delta
    presqu'île île îles archipel massif mont montagne barrage bassin rives bords quartier village hameau
    bourg ville district canton wilaya gouvernorat banlieue périphérie faubourg centre-ville rade
    plage forêt bois désert col route pont place rue""".split()
)
"""What is near or of a place: *au sud de X, la vallée de la X, le village de X*."""
_SEATED = frozenset({"body.state", "body.public", "body.bloc", "body.agency"})
"""Fields of bodies that a capital stands for."""


class Bodies(AsWritten):
    """Rules for nouns of bodies."""

    def _organization(self, phrase: Phrase, position: int, quotation: Quotation) -> Entity | None:
        """The organisation that *l'institution, cette source, le musée* takes up."""
        head = phrase.head
        same = self.view.lower[max(0, phrase.head_index - 1)] == "même" or phrase.determiner in DEMONSTRATIVES
        if head == "source" and same:
            last = self._last_speaker(quotation)
            if last is not None:
                return last
        for earlier, entity in reversed(self._unnamed.get(stem(head), [])):
            if earlier.head == head and earlier.number == "s" and (same or phrase.keys <= earlier.keys):
                return entity
        trade = head in MAKERS and self._of_a_trade(phrase)
        if head not in ANAPHORIC or not (phrase.bare or same or trade or len(phrase.keys) <= 2):
            return None
        if not same and not trade and head not in KNOWN_BY_PLACE and self._complemented(phrase):
            return None  # *le syndicat des dockers* brings in another body than the one in focus
        if phrase.text[:1].isupper() and not self.view.words[phrase.head_index].isupper():
            return None
        if head == "source" and not (phrase.bare or same):
            return None
        if (
            not phrase.bare
            and head not in KNOWN_BY_PLACE
            and any(self.view.words[i][:1].isupper() for i in range(*self.view.tokens(phrase.start, phrase.end)))
        ):
            return None
        wanted = self.knowledge.fields(head)

        def fits(entity: Entity) -> bool:
            other_kind = wanted and entity.fields and not wanted & entity.fields  # *l'association* is no court
            seat = entity.kind == "metonym" and wanted and not wanted & _SEATED  # *Riga … l'association*
            return self._may_be_body(entity) and not other_kind and not seat

        found = self.antecedents.find(
            position,
            None,
            "s",
            mode="body",
            within=quotation.within,
            own=quotation.quotation_id,
            accept=fits,
            fit=self._fit(phrase),
        )
        return self._in_full(found, position) if found is not None else None

    def _in_full(self, entity: Entity, position: int) -> Entity:
        """The fuller phrase of a body of which the name is but a noun: *Commission* of *la Commission municipale*."""
        view = self.view
        noun = self.knowledge.noun(entity.name.lower()) if len(entity.keys) == 1 and not entity.id else None
        if noun is None or noun[0] == "person":
            return entity
        for at in entity.positions[:_LOOKED]:
            if at >= position:
                break
            index = view.token(at)
            if index and view.words[index] == entity.name and view.lower[index - 1] in DETERMINERS:
                end = view.end[strict_end(view, index, self.knowledge)]
                phrase = read_phrase(view, view.start[index - 1], end, self.knowledge)
                if phrase is not None and not phrase.bare and phrase.text.startswith(entity.name):
                    return self._as_written(phrase, view.start[index - 1], end)
        return entity

    def _may_be_body(self, entity: Entity) -> bool:
        """Whether a noun can take this up as an organisation: one, or a name of which nothing tells (*Quillon*)."""
        if entity.kind == "unknown":
            told = self.antecedents.acts(entity) and entity not in self._places or entity in self._led
            return bool(entity.keys) and told
        if entity.kind == "person":
            return self._no_person(entity)
        # *la vallée de la Baoura*: a body only by its article
        site = not entity.id and not entity.fields and not entity.descriptions and entity in self._sites
        return entity.kind in ("organization", "metonym") and not site and not self._field_of_government(entity)

    def _bare_names(self) -> Iterator[tuple[Name, int]]:
        """Names that nothing tells of, each with the token before it and its article."""
        view = self.view
        for name in self.registry.names:
            index = view.token(name.outer_start) - 1
            if index > 0 and view.lower[index] in ("le", "la", "l'"):
                index -= 1
            if index >= 1 and name.known is None and not name.descriptions:
                yield name, index

    @cached_property
    def _places(self) -> set[Entity]:
        """Names that the text puts something in or near: *près de X, dans le X, reliant A à X*."""
        found = set(self._sites)
        view = self.view
        for name, index in self._bare_names():
            word = view.lower[index]
            at = word == "à" and view.pos[index - 1] not in ("VERB", "AUX")
            if word in ("dans", "en", "vers") or at:
                found.add(self.registry.entity_of[name.start])
        return found

    @cached_property
    def _sites(self) -> set[Entity]:
        """Names of rivers, villages and the like, or that something is near to: *la vallée de la X, au sud de X*."""
        found = set()
        view = self.view
        for name, index in self._bare_names():
            if view.lower[index] in ("de", "d'", "du") and view.lower[index - 1] in _SITES:
                found.add(self.registry.entity_of[name.start])
        return found

    @cached_property
    def _led(self) -> set[Entity]:
        """Names that the text says are a company's: *le PDG de X, la directrice financière de X, une grève chez X*."""
        found = set()
        view = self.view
        for name in self.registry.names:
            link = view.token(name.outer_start) - (1 if name.article is None else 2)
            index = link - 1
            if index < 0 or view.lower[link] not in ("de", "d'", "chez"):
                continue
            if view.lower[link] == "chez" and not name.person and self._person_noun(view.lower[index]) is None:
                found.add(self.registry.entity_of[name.start])  # *grève chez X*
                continue
            while index > 0 and view.pos[index] == "ADJ":
                index -= 1
            if view.lower[index] in COMPANY_HEADS:
                found.add(self.registry.entity_of[name.start])
        return found

    def _no_person(self, entity: Entity) -> bool:
        """Whether only its shape made a name a person's: no title, no first name, no gender (*Sentinel Custody*)."""
        evidence = entity.gender is not None or entity.descriptions or entity.id is not None
        return len(entity.keys) > 1 and not evidence and self.knowledge.given_name(entity.name.split(" ")[0]) is None

    @staticmethod
    def _field_of_government(entity: Entity) -> bool:
        """Whether this is the *Mobilité* of a *ministre de la Mobilité*, no body of its own."""
        return len(entity.keys) == 1 and entity.keys[0] in MINISTRIES

    def _complemented(self, phrase: Phrase) -> bool:
        """Whether a description says of what (*ministre de la Santé*), not only of what kind (*célèbre acteur*)."""
        first, last = self.view.tokens(phrase.start, phrase.end)
        return any(self.view.lower[i] in ("de", "d'", "du", "des", "à", "au", "aux") for i in range(first, last))

    def _of_a_trade(self, phrase: Phrase) -> bool:
        """Whether *de* and a noun without article say what a body makes or does (*fabricant de turbines*)."""
        behind, view = phrase.head_index + 1, self.view
        if behind + 1 >= len(view) or view.lower[behind] not in ("de", "d'"):
            return False
        # The tagger often takes a rare plural for an adjective.
        return view.words[behind + 1].islower() and view.lower[behind + 1] not in DETERMINERS

    def _last_speaker(self, quotation: Quotation) -> Entity | None:
        """Who spoke last before a quotation, in its paragraph or the two before."""
        for identity in islice(reversed(self.speaker), _SPOKEN):
            other = self.by_id[identity]
            if other.start < quotation.start and other.within == quotation.within:
                near = self.view.paragraph(quotation.start) - self.view.paragraph(other.end) <= 2
                return self.speaker[identity] if near else None
        return None

    def _fit(self, phrase: Phrase) -> Callable[[Entity], list[str]]:
        """How well a description suits what the article called somebody."""
        raise NotImplementedError
