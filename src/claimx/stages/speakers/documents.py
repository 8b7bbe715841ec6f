"""Documents as sources: who issued them."""

from __future__ import annotations

import re
from itertools import islice

from claimx.lexicon.function_words import DEFINITE_ARTICLES, DEMONSTRATIVES, OF, POSSESSIVES
from claimx.records import Quotation
from claimx.stages.speakers.bodies import Bodies
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.name import Name
from claimx.stages.speakers.nouns import (
    ANY_DOCUMENT,
    DOCUMENTS,
    ORGANS,
    REPLIES,
    SELF_ISSUED,
)
from claimx.stages.speakers.phrase_extent import strict_end
from claimx.stages.speakers.phrases import Phrase, read_phrase
from claimx.stages.speakers.words import DEFINITE, DETERMINERS, Gender, stem

_SEEN = frozenset("consulté obtenu vu relayé cité recueilli rapporté lu examiné reçu repris évoqué dévoilé".split())
"""Participles of those who saw a document, not of who issued it."""
_NEAR = 160
"""Tokens before *le texte* in which the document it takes up is looked for."""
_IN_ONE = [[preposition, article] for preposition in ("dans", "par", "via") for article in ("un", "une")]
_LATEST = 4
"""Quotations before one among which the document that it is from is looked for."""
_COMPLEMENT = 4
"""Tokens of a bare complement with its adjective (*d'impact réglementaire*)."""
_REACH = 6000
"""Characters before a statement taken up in which its owner is looked for."""


def _named_issuer(entity: Entity) -> bool:
    return bool(entity.keys) and entity.kind in ("person", "organization", "metonym")


class Documents(Bodies):
    """Rules for what is written or published."""

    def _issuer(self, phrase: Phrase, start: int, end: int, quotation: Quotation | None) -> Entity | None:
        """Who issued a document, if named beside it (*de X, par X, sondage X*) or beside an earlier mention of it."""
        view = self.view
        for name in self.registry.names_in(start, end):
            index, _ = view.tokens(name.outer_start, name.end)
            before = view.lower[index - 1] if index else ""
            if before in DEFINITE_ARTICLES:
                before = view.lower[index - 2] if index > 1 else ""
            if view.lower[index] in ("du", "des"):
                before = view.lower[index]
            if before == "par" and self._only_seen(phrase.head_index, index):
                continue
            after = index > phrase.head_index  # never the noun of the document itself (*Rapport de …*)
            entity = self._whole(name, end, quotation) if after else self.registry.entity_of[name.start]
            if index - 1 == phrase.head_index or before == "par":
                return entity
            preposition = index if view.lower[index] == before else index - 1
            if view.lower[preposition] in DEFINITE_ARTICLES:
                preposition -= 1
            if before in OF and preposition - phrase.head_index <= 2:
                return entity
        body = self._issuing_body(phrase, end)
        if body is not None:
            return self._simple(body, end, quotation)[0]
        if phrase.determiner in DEFINITE and phrase.bare or phrase.determiner in DEMONSTRATIVES:
            spoke = self._spoke_in(phrase.head, quotation) if quotation is not None else None
            known = spoke or self._issuer_before(phrase, start, quotation)
            if known is not None:
                return known
        complement = any(self.view.lower[i] in OF for i in range(*self.view.tokens(phrase.start, phrase.end)))
        if phrase.head in SELF_ISSUED and quotation is not None and not complement:
            return self.antecedents.find(
                start, None, "s", within=quotation.within, own=quotation.quotation_id, accept=_named_issuer
            )
        return None

    def _spoke_in(self, head: str, quotation: Quotation) -> Entity | None:
        """Who was reported last to have said something in such a document: *…, a dit X dans un communiqué*."""
        view = self.view
        if head not in SELF_ISSUED:
            return None
        for identity in islice(reversed(self.speaker), _LATEST):
            other = self.by_id[identity]
            if other.cue_start is None or other.start >= quotation.start or other.within != quotation.within:
                continue
            first, last = view.tokens(other.cue_start, view.sentence_end(other.cue_start))
            for index in range(first + 2, last):
                if view.lower[index] == head and view.lower[index - 2 : index] in _IN_ONE:
                    return self.speaker[identity]
        return None

    def _only_seen(self, head: int, index: int) -> bool:
        """Whether the participle between a document and *par X* says who saw it: *un rapport consulté par X*."""
        words = (self.view.lower[i].rstrip("s").rstrip("e") for i in range(head + 1, index))
        return any(word in _SEEN for word in words)

    def _whole(self, name: Name, end: int, quotation: Quotation | None) -> Entity:
        """Entity of a name within a source; of one that goes on in lower case (*la Protection civile*) all of it."""
        if self._runs_on(name, end):
            phrase = read_phrase(self.view, name.start, end, self.knowledge)
            entity = self._simple(name.start, phrase.end, quotation)[0] if phrase is not None else None
            if entity is not None:
                return entity
        return self.registry.entity_of[name.start]

    def _runs_on(self, name: Name, end: int) -> bool:
        """Whether a capitalised common noun goes on in lower case."""
        raise NotImplementedError

    def _same_document(self, phrase: Phrase, quotation: Quotation | None) -> Entity | None:
        """Who spoke by the last document before *le document, ce texte*."""
        singular = phrase.number == "s" and phrase.bare and phrase.determiner in DEFINITE
        if phrase.head not in ANY_DOCUMENT or not singular or quotation is None:
            return None
        for identity in reversed(self.speaker):
            other = self.by_id[identity]
            entity = self.speaker[identity]
            if other.start < quotation.start and (entity.kind == "document" or self.how[identity] == "issuer"):
                return entity
        return self._document_before(phrase.start, quotation)

    def _document_before(self, position: int, quotation: Quotation, gender: Gender = "m") -> Entity | None:
        """The document mentioned last within reach, or its issuer: *dans un communiqué, … Le texte …*."""
        view = self.view
        last = view.token(position)
        for index in range(last - 1, max(-1, last - _NEAR), -1):
            word = view.lower[index]
            if word not in DOCUMENTS or word in ANY_DOCUMENT or view.pos[index] != "NOUN":
                continue
            if view.lower[index - 1] not in DETERMINERS:
                continue
            end = view.end[strict_end(view, index, self.knowledge)]
            found = read_phrase(view, view.start[index - 1], end, self.knowledge)
            if found is None or found.number != "s" or gender == "f" and found.gender == "m":
                continue
            issuer = self._issuer(found, view.start[index - 1], end, None) or self._owner_of(found)
            if issuer is not None or word not in SELF_ISSUED:
                return issuer or self._as_written(found, view.start[index - 1], end)
            return self._last_speaker(quotation)
        return None

    def _owner_of(self, document: Phrase) -> Entity | None:
        """Whose *son rapport* is: of the subject of its sentence, if that is somebody."""
        if document.determiner not in POSSESSIVES:
            return None
        start = self.view.sentence_starts[self.view.sentence(document.start)]
        subject = self.antecedents.first_subject(start, self.view.sentence_end(start))
        owner = self.antecedents.entity(subject) if subject is not None else None
        return owner if owner is not None and _named_issuer(owner) else None

    def _issuing_body(self, phrase: Phrase, end: int) -> int | None:
        """Where the unnamed issuer begins in *le bilan du ministère, les chiffres publiés par la préfecture*."""
        lower = self.view.lower
        _, last = self.view.tokens(phrase.start, end)
        for index in range(phrase.head_index + 1, last - 1):
            if lower[index] not in ("du", "de", "d'", "des", "par"):
                continue
            if lower[index] != "par" and not self._close(phrase.head_index, index):
                continue
            noun = index + 1
            while noun < last - 1 and (lower[noun] in DETERMINERS or self.view.pos[noun] == "NUM"):
                noun += 1
            determined = noun > index + 1 or lower[index] in ("du", "des")
            known = self.knowledge.noun(lower[noun])
            speaks = known is not None and known[0] != "document"
            plural = lower[index] == "de" and self.view.morph(noun, "Number") == "Plur"
            if (determined or plural) and (speaks or lower[noun] in ORGANS or lower[noun].rstrip("s") in ORGANS):
                return self.view.start[index if lower[index] in ("du", "des") else index + 1]
            if lower[index] == "par":
                return None
        return None

    def _close(self, head: int, index: int) -> bool:
        """Whether only adjectives and bare complements part a document and *de*: *l'étude d'impact | du ministère*."""
        between = range(head + 1, index)
        bare_words = all(self.view.pos[i] in ("ADJ", "NOUN") or self.view.lower[i] in ("de", "d'") for i in between)
        return len(between) <= 1 or bare_words and len(between) <= _COMPLEMENT

    def _issuer_before(self, phrase: Phrase, start: int, quotation: Quotation | None) -> Entity | None:
        """The issuer that an earlier mention of the document came with."""
        known = self._issuers.get(stem(phrase.head)) or self._owner(phrase.head, start)
        if known is None and quotation is not None and self.view.lower[phrase.head_index - 1] == "même":
            return self.antecedents.find(
                start,
                None,
                "s",
                own=quotation.quotation_id,
                accept=lambda entity: entity.kind in ("organization", "unknown", "person"),
            )
        return known

    def _owner(self, head: str, position: int) -> Entity | None:
        """Whose statement *la réponse* is: the last before it that came with its owner (*la réponse américaine*)."""
        view = self.view
        if head not in REPLIES:
            return None
        last: Entity | None = None
        begin = max(0, position - _REACH)
        for match in re.finditer(rf"\b{re.escape(head)}\b", view.text[begin:position], re.IGNORECASE):
            index = view.token(begin + match.end())
            if index >= len(view):
                break
            state = self.knowledge.state(view.words[index])
            if state is not None:
                last = self.registry.by_known(state)
            elif view.lower[index] in OF:
                names = self.registry.names_in(view.start[index], min(position, view.end[index] + 40))
                if names and view.token(names[0].start) - index <= 2:
                    last = self.registry.entity_of[names[0].start]
        return last
