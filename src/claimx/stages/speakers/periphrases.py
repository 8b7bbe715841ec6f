"""People called by what they are in other words: *l'édile* (a mayor), *le représentant de l'État* (a prefect)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.offices import Offices
from claimx.stages.speakers.owners import is_named_person
from claimx.stages.speakers.phrases import Phrase
from claimx.stages.speakers.words import SINGULAR_DEFINITE, bare, flat, stem

_MAYOR: Final = "maire mairesse bourgmestre maïeur syndic syndique"
_PREFECT: Final = "préfet sous-préfet haut-commissaire"
_PROSECUTOR: Final = "procureur substitut vice-procureur parquetier avocat"
_LAWYER: Final = "avocat avocate défenseur bâtonnier pénaliste Me"

PERIPHRASES: Final[dict[str, frozenset[str]]] = {
    text: frozenset(map(stem, heads.split()))
    for text, heads in {
        "édile": _MAYOR, "premier édile": _MAYOR, "première édile": _MAYOR, "premier magistrat": _MAYOR,
        "première magistrate": _MAYOR, "premier magistrat de la ville": _MAYOR, "maïeur": _MAYOR,
        "première magistrate de la ville": _MAYOR, "premier magistrat de la commune": _MAYOR,
        "première magistrate de la commune": _MAYOR, "premier citoyen": _MAYOR, "premier élu": _MAYOR,
        "représentant de l'état": _PREFECT, "représentante de l'état": _PREFECT, "haut fonctionnaire": _PREFECT,
        "représentant du parquet": _PROSECUTOR, "représentante du parquet": _PROSECUTOR, "parquetier": _PROSECUTOR,
        "représentant du ministère public": _PROSECUTOR, "représentante du ministère public": _PROSECUTOR,
        "représentant de l'accusation": _PROSECUTOR, "représentante de l'accusation": _PROSECUTOR,
        "parquetière": _PROSECUTOR, "membre du gouvernement": "ministre secrétaire",
        "garde des sceaux": "ministre", "grand argentier": "ministre trésorier argentier", "conseil": _LAWYER,
        "soldat du feu": "pompier sapeur-pompier", "homme en robe": _LAWYER, "robe noire": _LAWYER,
        "tête de liste": "candidat",
    }.items()
}  # fmt: skip
"""Phrases and the nouns (stems) of those whom they take up."""
_REACH: Final = 4
"""Paragraphs within which somebody is called otherwise."""
_MANY: Final = 60
"""More people than an article has: what names more is a list, and asking of each would take long."""
_ADVOCATE: Final = "conseil"
"""A lawyer to clients, a council to towns."""


_EITHER: Final = frozenset({"conseil", "membre", "robe"})
"""Nouns of one gender for men and women."""


def _pleads(entity: Entity) -> bool:
    """Whether somebody is a lawyer: an *avocat général* is a prosecutor, no other *avocat*."""
    called = [phrase for phrase in entity.descriptions if stem(phrase.head) == stem("avocat")]
    return bool(called) and all("general" not in map(bare, phrase.text.split()) for phrase in called)


class Periphrases(Offices):
    """Rules for an office told in other words."""

    def _in_other_words(self, phrase: Phrase, start: int) -> Entity | None:
        """Who was introduced by the plain noun that *l'édile, le représentant de l'État* stands for."""
        if phrase.number != "s" or phrase.determiner not in SINGULAR_DEFINITE | {"son"}:
            return None
        text = flat(phrase.text)
        client = text.startswith(_ADVOCATE + " de ") and any(
            name.person for name in self.registry.names_in(phrase.start, phrase.end)
        )
        heads = PERIPHRASES.get(_ADVOCATE if client else text)
        if heads is None or text == _ADVOCATE and self._earlier(phrase, start) is not None:
            return None
        found = [entity for entity in self._called_by(heads, start) if self._suits(phrase, entity, start)]
        if heads == PERIPHRASES["parquetier"]:
            found = [entity for entity in found if not _pleads(entity)]
        named = [entity for entity in found if is_named_person(entity)]
        return max(named or found, key=lambda entity: entity.last_before(start), default=None)

    @cached_property
    def _people(self) -> list[Entity]:
        """The people whom the article names, the first of very many."""
        return [entity for entity in self.registry.entities if is_named_person(entity)][:_MANY]

    def _called_by(self, heads: Iterable[str], start: int) -> Iterable[Entity]:
        """All whom the article has called by one of these nouns, by name or not."""
        for head in heads:
            yield from self.registry.called(head, start)
            yield from (entity for _, entity in self._unnamed.get(head, [])[-_MANY:])
        if stem("Me") in heads:
            yield from (entity for entity in self._people if "law" in entity.fields)

    def _suits(self, phrase: Phrase, entity: Entity, start: int) -> bool:
        """Whether this is one person of the gender, mentioned not long ago."""
        at = entity.last_before(start)
        near = at >= 0 and self.view.paragraph(start) - self.view.paragraph(at) <= _REACH
        agrees = phrase.head in _EITHER or not phrase.gender or entity.gender in (None, phrase.gender)
        return entity.kind == "person" and entity.number == "s" and agrees and near
