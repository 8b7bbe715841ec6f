"""Documents and bodies as sources: issuers, organisations taken up, whoever stays as written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from claimx.records import Quotation, SpeakerKind
from claimx.stages.speakers.context import Context
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.name import Name
from claimx.stages.speakers.nouns import (
    ANAPHORIC,
    ANY_DOCUMENT,
    DOCUMENTS,
    KNOWN_BY_PLACE,
    MAKERS,
    MINISTRIES,
    NAMED_KINDS,
    ORGANS,
    REPLIES,
    SELF_ISSUED,
)
from claimx.stages.speakers.phrases import Phrase, indefinite, read_phrase, strict_end
from claimx.stages.speakers.words import (
    DEFINITE,
    DEMONSTRATIVE,
    DETERMINERS,
    POSSESSIVE,
    QUOTED,
    Gender,
    bare,
    flat,
    stem,
)

_SEEN = frozenset("consulté obtenu vu relayé cité recueilli rapporté lu examiné reçu repris évoqué dévoilé".split())
"""Participles of those who saw a document, not of who issued it."""
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_LOOKED = 12
"""Places of a noun at which a fuller phrase is looked for."""
_NEAR = 160
"""Tokens before *le texte* in which the document it takes up is looked for."""
_REACH = 6000
"""Characters before a statement taken up in which its owner is looked for."""


_OWNED_BY = {
    "le": "du ", "du": "du ", "au": "du ", "la": "de la ", "l'": "de l'", "les": "des ", "un": "du ", "une": "de la ",
}  # fmt: skip


def _named_issuer(entity: Entity) -> bool:
    return bool(entity.keys) and entity.kind in ("person", "organization", "metonym")


class Documents(Context):
    """Rules for sources that are no named person."""

    def _issuer(self, phrase: Phrase, start: int, end: int, quotation: Quotation | None) -> Entity | None:
        """Who issued a document, if named beside it (*de X, par X, sondage X*) or beside an earlier mention of it."""
        view = self.view
        for name in self.registry.names_in(start, end):
            index, _ = view.tokens(name.outer_start, name.end)
            before = view.lower[index - 1] if index else ""
            if before in ("l'", "la", "le", "les"):
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
            if view.lower[preposition] in ("l'", "la", "le", "les"):
                preposition -= 1
            if before in ("du", "de", "d'", "des") and preposition - phrase.head_index <= 2:
                return entity
        body = self._issuing_body(phrase, end)
        if body is not None:
            return self._simple(body, end, quotation)[0]
        if phrase.determiner in DEFINITE and phrase.bare or phrase.determiner in DEMONSTRATIVE:
            known = self._issuer_before(phrase, start, quotation)
            if known is not None:
                return known
        complement = any(
            self.view.lower[i] in ("du", "des", "de", "d'") for i in range(*self.view.tokens(phrase.start, phrase.end))
        )
        if phrase.head in SELF_ISSUED and quotation is not None and not complement:
            return self.antecedents.find(
                start, None, "s", within=quotation.within, own=quotation.quotation_id, accept=_named_issuer
            )
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
        if document.determiner not in POSSESSIVE:
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
            if lower[index] != "par" and index - phrase.head_index > 2:
                return None
            noun = index + 1
            while noun < last - 1 and lower[noun] in DETERMINERS:
                noun += 1
            determined = noun > index + 1 or lower[index] in ("du", "des")
            known = self.knowledge.noun(lower[noun])
            speaks = known is not None and known[0] != "document"
            plural = lower[index] == "de" and self.view.morph(noun, "Number") == "Plur"
            if (determined or plural) and (speaks or lower[noun] in ORGANS or lower[noun].rstrip("s") in ORGANS):
                return self.view.start[index if lower[index] in ("du", "des") else index + 1]
            return None
        return None

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
            elif view.lower[index] in ("de", "des", "du", "d'"):
                names = self.registry.names_in(view.start[index], min(position, view.end[index] + 40))
                if names and view.token(names[0].start) - index <= 2:
                    last = self.registry.entity_of[names[0].start]
        return last

    def _organization(self, phrase: Phrase, position: int, quotation: Quotation) -> Entity | None:
        """The organisation that *l'institution, cette source, le musée* takes up."""
        head = phrase.head
        if head == "source" and self.view.lower[max(0, phrase.head_index - 1)] == "même":
            last = self._last_speaker(quotation)
            if last is not None:
                return last
        same = self.view.lower[max(0, phrase.head_index - 1)] == "même" or phrase.determiner in DEMONSTRATIVE
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
            return self._may_be_body(entity) and not other_kind

        return self.antecedents.find(
            position,
            None,
            "s",
            mode="body",
            within=quotation.within,
            own=quotation.quotation_id,
            accept=fits,
            fit=self._fit(phrase),
        )

    def _may_be_body(self, entity: Entity) -> bool:
        """Whether a noun can take this up as an organisation: one, or a name of which nothing tells (*Quillon*)."""
        if entity.kind == "unknown":
            return bool(entity.keys) and self.antecedents.acts(entity)
        if entity.kind == "person":
            return self._no_person(entity)
        return entity.kind in ("organization", "metonym") and not self._field_of_government(entity)

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
        for identity in reversed(self.speaker):
            other = self.by_id[identity]
            if other.start < quotation.start and other.within == quotation.within:
                near = self.view.paragraph(quotation.start) - self.view.paragraph(other.end) <= 2
                return self.speaker[identity] if near else None
        return None

    def _fit(self, phrase: Phrase) -> Callable[[Entity], list[str]]:
        """How well a description suits what the article called somebody."""
        raise NotImplementedError

    def _earlier(self, phrase: Phrase, start: int | None = None) -> Phrase | None:
        """The fuller phrase under which a bare *le médecin, le parquet* was brought in: *un médecin généraliste*.

        With ``start`` only what stands before that character.
        """
        view = self.view
        own = self._person_noun(phrase.head) is not None
        best: Phrase | None = None
        for index in islice(self._nouns_of(bare(phrase.head)), _LOOKED):
            if index >= phrase.head_index and (own or best is not None or start is not None):
                break
            if index == 0 or view.lower[index - 1] not in DETERMINERS:
                continue
            other = read_phrase(
                view, view.start[index - 1], view.end[strict_end(view, index, self.knowledge)], self.knowledge
            )
            if other is None or other.bare or other.number != phrase.number or other.head != phrase.head:
                continue
            if other.determiner in POSSESSIVE or not flat(other.text).startswith(flat(phrase.text)):
                continue
            if len(other.text) > len(phrase.text) and (best is None or len(other.keys) < len(best.keys)):
                best = other
        return best

    def _nouns_of(self, key: str) -> Iterator[int]:
        keys, pos = self.view.bare, self.view.pos
        index = -1
        for _ in range(keys.count(key)):
            index = keys.index(key, index + 1)
            if pos[index] in _NOMINAL:
                yield index

    def _as_written(self, phrase: Phrase, start: int, end: int) -> Entity:
        head = stem(phrase.head)
        for earlier, entity in self._unnamed.get(head, ()):
            if earlier.number != phrase.number or earlier.head != phrase.head:
                continue
            if earlier.keys == phrase.keys or phrase.keys <= earlier.keys and not indefinite(phrase):
                return entity
        text = phrase.text
        quoted = QUOTED.search(self.view.text[start:end])
        if quoted is not None and phrase.head in NAMED_KINDS:
            text = quoted[1]
        kind = self._kind(phrase)
        entity = Entity(
            name=text,
            kind=kind,
            gender=phrase.gender,
            number=phrase.number,
            descriptions=[phrase],
            positions=[start],
            fields={
                name for name in self.knowledge.fields(phrase.head) if (kind == "person") != name.startswith("body.")
            },
        )
        self._unnamed.setdefault(head, []).append((phrase, entity))
        return entity

    def _kind(self, phrase: Phrase) -> SpeakerKind:
        if phrase.number == "s" and self._person_noun(phrase.head) is not None:
            return "person"
        noun = self.knowledge.noun(phrase.head)
        if phrase.head in DOCUMENTS or noun is not None and noun[0] == "document":
            return "document"
        body = phrase.text[:1].isupper() or phrase.head in ANAPHORIC or noun is not None and noun[0] == "organization"
        return "organization" if body else "unknown"

    def _owned(self, phrase: Phrase, owner: Entity, start: int, article: str | None = None) -> Entity:
        """Somebody known only as somebody's: *sa famille* → *famille de X*, with the owner's ``article``."""
        # *une commune de l'Aude … son avocate*: by then it is *la commune*
        new = not owner.keys and bool(owner.descriptions) and indefinite(owner.descriptions[0])
        of = owner.descriptions[0].head if new else owner.name
        vowel = bare(of[:1]) in "aeiouyh"
        link = _OWNED_BY.get(article or "") or ("d'" if vowel else "de ")
        if vowel and new and link in ("du ", "de la "):
            link = "de l'"
        name = f"{phrase.text} {link}{of}"
        for _, entity in self._unnamed.get(stem(phrase.head), ()):
            if entity.name == name:
                return entity
        entity = Entity(name=name, kind=self._kind(phrase), gender=phrase.gender, number="s", positions=[start])
        self._unnamed.setdefault(stem(phrase.head), []).append((phrase, entity))
        return entity
