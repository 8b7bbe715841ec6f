"""Entities of the lexicon in a document, and the long forms that the document gives of short names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from claimx.stages.speakers.acronyms import find_acronyms
from claimx.stages.speakers.described import Described
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.knowledge import Knowledge, Known
from claimx.stages.speakers.name import Name
from claimx.stages.speakers.phrases import read_phrase
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import bare, content_stems

_BY_ACRONYM = frozenset({"nato"})
"""Organisations whose usual French name is the acronym, wherever the article spells it out."""
_ARTICLE = re.compile(r"^(?:les? |la |l['’])", re.IGNORECASE)
_AFTER_ADJECTIVE = frozenset({"de", "du", "des", "d'", "pour", "sur", "("})
"""What follows an adjective that belongs to a name (*Agence nationale de …*)."""


class Linked(Described):
    """A document's entities as the lexicon knows them."""

    def __init__(self, view: View, knowledge: Knowledge) -> None:
        super().__init__(knowledge)
        self.view = view
        self.acronyms = find_acronyms(view, knowledge)
        self.names: list[Name] = []
        self.entities: list[Entity] = []
        self._by_last: dict[str, list[Entity]] = defaultdict(list)
        self._by_key: dict[tuple[str, ...], Entity] = {}
        self._by_actor: dict[str, Entity] = {}
        self._long: dict[str, str] | None = None

    def meant(self, text: str, known: Known) -> bool:
        """Whether the article means by an acronym what the lexicon does: its own long form beside it comes first."""
        long = self.acronyms.get(bare(_ARTICLE.sub("", text)))
        if long is None:
            return True
        words = content_stems(long)
        return any(2 * len(words & content_stems(name)) >= len(words) for name in known.names if " " in name)

    def _spelt_out(self, text: str, known: Known) -> bool:
        """Whether a known name is the full form of an acronym, in which the article gives it."""
        short = known.name.isupper() and known.id not in _BY_ACRONYM
        return known.kind == "organization" and short and " " in text and not text.isupper()

    def _long_form(self, name: Name) -> str | None:
        """The full phrase of *la Convention* or *la CCC* where the document spells it out elsewhere."""
        if name.article is None and not name.words[0].isupper():
            return None
        if self._long is None:
            self._long = {}
            for other in self.names:
                if len(other.words) != 1 or other.known is not None or other.person or other.words[0].isupper():
                    continue
                index = self.view.token(other.end)
                if other.article is None or index >= len(self.view):
                    continue
                if self.view.pos[index] != "ADJ" and self.view.lower[index] not in ("de", "d'", "du", "des", "pour"):
                    continue
                following = self.view.lower[index + 1] if index + 1 < len(self.view) else ""
                named = (
                    following in _AFTER_ADJECTIVE or index + 1 < len(self.view) and self.view.pos[index + 1] == "ADJ"
                )
                again = self.view.text.count(self.view.text[other.start : self.view.end[index]]) > 1
                if self.view.pos[index] == "ADJ" and not named and not again:
                    continue
                stop = min(len(self.view) - 1, index + 8)
                phrase = read_phrase(self.view, other.start, self.view.end[stop], self.knowledge)
                if phrase is None or len(phrase.text) <= len(other.text):
                    continue
                initials = "".join(
                    key[0] for key in phrase.text.replace("'", " ").split() if len(key) > 3 or key[:1].isupper()
                )
                for key in (bare(other.text), bare(initials)):
                    self._long.setdefault(key, phrase.text)
        return self._long.get(bare(name.text))

    def link(self, entity: Entity, known: Known, *, keep_name: bool) -> None:
        """Give an entity what the lexicon knows of it; what the document calls it stays if it is a full name."""
        if not keep_name:
            entity.name = known.name
        entity.id, entity.kind = known.id, known.kind
        entity.country = known.country
        if known.kind == "person" or entity.gender is None:
            entity.gender = entity.gender or known.gender
        entity.number = known.number
        if known.kind != "person":
            self._read_body(entity, known.names)
        if known.id:
            self._by_actor[known.id] = entity

    def _read_body(self, entity: Entity, names: Iterable[str]) -> None:
        """Note what a body's own name tells of it: *Observatoire du cycle, Confédération générale du travail*."""
        for name in names:
            for word in name.split():
                entity.fields.update(found for found in self.knowledge.fields(word) if found.startswith("body."))

    def by_known(self, known: Known, text: str = "") -> Entity:
        """The document's entity of a lexicon actor, made if it does not name it; ``text`` as it is written."""
        entity = self._by_known(known)
        if self._spelt_out(text, known):
            entity.name = _ARTICLE.sub("", text)
        return entity

    def _by_known(self, known: Known) -> Entity:
        if known.id and known.id in self._by_actor:
            return self._by_actor[known.id]
        key = tuple(bare(word) for word in known.name.split())
        entity = self._by_key.get(key) or next(
            (
                e
                for e in self._by_last.get(key[-1], ())
                if known.kind == "person" and e.keys[0] == key[0] and len(e.keys) > 1
            ),
            None,
        )
        if entity is not None:
            self.link(entity, known, keep_name=known.kind == "person")
            return entity
        if entity is None:
            entity = Entity(name=known.name, keys=key)
            self.entities.append(entity)
            self._by_key[key] = entity
        self.link(entity, known, keep_name=False)
        return entity
