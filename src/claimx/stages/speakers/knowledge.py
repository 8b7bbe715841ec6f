"""What speaker attribution asks of the lexicon, in its own terms and with answers remembered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from claimx.lexicon.actors import Actor, Actors, load_actors
from claimx.lexicon.cues import load_cues
from claimx.lexicon.fields import load_fields
from claimx.lexicon.nouns import NounKind
from claimx.stages.by_word import ByWord
from claimx.stages.speakers.words import Gender, Number, is_demonym, stem

_STRIP_EX = re.compile(r"^(?:ex|vice|co|sous|néo)-?(?=\w{4})", re.IGNORECASE)
_SCHOLAR = re.compile(r"\w{3}(?:logue|logiste)s?$")
"""The form of words for scholars (*volcanologue, hydrologiste*)."""
_OUTSIDE = frozenset({"source", "sources"})
_PHRASES = 1 << 12
"""Phrases whose office is kept, some 200 bytes each: each description is asked about several times."""


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the lexicon: its usual French name and what agreement it takes."""

    id: str
    name: str
    kind: Literal["person", "organization", "state", "metonym"]
    gender: Gender | None = None
    number: Number = "s"
    country: str | None = None
    names: tuple[str, ...] = ()
    """All names, whose words may tell what a body is (*Confédération générale du travail*)."""


class Knowledge:
    """Questions to the lexicon; every answer may be None. Arguments are text as written."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors
        self._cues = load_cues()
        self._office_of = lru_cache(maxsize=_PHRASES)(actors.office_of)
        self._known = ByWord(lambda alias: self._as_known(actors.by_alias(alias)))
        self._states = ByWord(lambda adjective: self._as_known(actors.adjective_state(adjective)))
        self._nouns = ByWord(self._read_noun)
        self._persons = ByWord(self._read_person)
        self._given = ByWord(self._read_given)
        self._titles = ByWord(actors.title_gender)
        self._fields: dict[str, set[str]] = {}
        for noun, fields in load_fields().items():
            self._fields.setdefault(stem(noun), set()).update(fields)

    @staticmethod
    def _as_known(actor: Actor | None) -> Known | None:
        if actor is None:
            return None
        return Known(
            actor.id, actor.name, actor.kind, actor.gender, actor.number, actor.country, (actor.name, *actor.aliases)
        )

    def actor(self, alias: str) -> Known | None:
        """The actor of this name or alias."""
        return self._known[alias]

    def office(self, phrase: str, home: str | None = None) -> str | None:
        """A key of the office and place that a phrase names (*chef de la diplomatie russe*)."""
        found = self._office_of(phrase, home)
        return f"{found[0]}@{found[1]}" if found else None

    def function(self, phrase: str) -> str | None:
        """The office that a title names, wherever it is held (*chef de l'État, présidente* → ``president``)."""
        return self._actors.office_named(phrase)

    def holder(self, phrase: str, dates: Sequence[str], home: str | None = None) -> Known | None:
        """Who held the office that a phrase names, if all the dates (or, without dates, all time) know one holder."""
        office = self._office_of(phrase, home)
        if office is None:
            return None
        found = {
            actor.id: actor for date in dates or (None,) if (actor := self._actors.holder(*office, date)) is not None
        }
        return self._as_known(next(iter(found.values()))) if len(found) == 1 else None

    def holders(self, phrase: str, home: str | None = None) -> frozenset[str]:
        """Ids of all who ever held the office that a phrase names."""
        office = self._office_of(phrase, home)
        return frozenset(term.holder for term in self._actors.offices.get(office, ())) if office else frozenset()

    def state(self, adjective: str) -> Known | None:
        """The state of an adjective of nationality."""
        return self._states[adjective]

    def states(self, words: Iterable[str]) -> list[Known | None]:
        """The state of each word, see :meth:`state`."""
        return self._states.of(words)

    def given_name(self, word: str) -> str | None:
        """``m``, ``f``, ``mf``, or None if this is no first name."""
        return self._given[word]

    def _read_given(self, word: str) -> str | None:
        return self._actors.given_name_gender(word) if word[:1].isupper() and not word.isupper() else None

    def noun(self, word: str) -> tuple[NounKind, str] | None:
        """Kind and gender of a noun that can be a source."""
        return self._nouns[word]

    def _read_noun(self, word: str) -> tuple[NounKind, str] | None:
        readings = tuple(r for r in self._actors.source_nouns(word) if not _other_accent(r.lemma, word))
        if not readings and (stripped := _STRIP_EX.sub("", word)) != word:
            readings = self._actors.source_nouns(stripped)
        if not readings and "-" in word:
            # Compounds go by the noun they begin with (*colonel-major, directeur-adjoint*).
            readings = tuple(r for r in self._actors.source_nouns(word.partition("-")[0]) if r.kind == "person")
        reading = next((r for r in readings if r.kind == "person"), readings[0] if readings else None)
        demonym = self.demonym(word) if reading is None else None
        if demonym is not None:
            return "person", demonym
        return (reading.kind, reading.gender) if reading and word not in _OUTSIDE else None

    def finite(self, word: str) -> bool:
        """Whether a word can be a finite form of a cue verb (*juge, déplore*), whatever the tagger makes of it."""
        return self._cues.can_be_finite(word)

    def demonym(self, word: str) -> str | None:
        """``m``, ``f``, ``mf`` for somebody called after a place (*l'Espagnole*), None for any other word."""
        found = self._actors.demonym_gender(word)
        if found is None and is_demonym(word):
            return "f" if word.rstrip("s").endswith("e") else "m"
        return found

    def fields(self, word: str) -> frozenset[str]:
        """The fields of a noun (*maire*: those in which *élu* is too); none for general ones (*homme*) and others."""
        found = self._fields.get(stem(word)) or self._fields.get(stem(word.partition("-")[0]))
        if found is None and _SCHOLAR.search(word) and not word.startswith("homolog"):
            return frozenset({"research"})
        return frozenset(found or ())

    def person_noun(self, word: str) -> str | None:
        """``m``, ``f``, ``mf``, or None if this noun names no person."""
        return self._persons[word]

    def _read_person(self, word: str) -> str | None:
        found = self.noun(word)
        return found[1] if found is not None and found[0] == "person" else None

    def title(self, word: str) -> str | None:
        """``m``, ``f``, ``mf`` for a title before a name (*M., Mme, Dr*)."""
        return self._titles[word]


def _other_accent(lemma: str, word: str) -> bool:
    """Whether an accent makes another word: *la retraite* is no *retraité*, *Jure* no *juré*, *Jugé* no *juge*."""
    accented = "é" in word[-4:].lower()
    return not word.isupper() and (lemma.endswith("é") and not accented or lemma.endswith("ge") and word.endswith("gé"))


def load_knowledge(paths: Sequence[str] = ()) -> Knowledge:
    """The lexicon's actors, with the files in ``paths`` (YAML) added over them."""
    return Knowledge(load_actors(paths))
