"""Who speaks: persons, states, organizations and metonyms, who held which office when, and what titles mean.

The data are tables beside this module (``data/states.tsv``, ``organizations.tsv``, ``people.tsv``, ``offices.tsv``,
``office_titles.tsv``); users extend and override them with YAML files (:mod:`claimx.lexicon.user_files`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from claimx.lexicon.errors import LexiconError
from claimx.lexicon.nouns import Gender, Nouns, Number, SourceNoun, gender_of_name, load_nouns
from claimx.lexicon.offices import Office, index_offices, terms_at
from claimx.lexicon.tables import fold, pluralize, rows

if TYPE_CHECKING:
    from claimx.lexicon.user_files import Entry, UserData

ActorKind = Literal["person", "organization", "state", "metonym"]
ANYWHERE: Final = "*"
_ARTICLE = re.compile(r"(?:le |la |les |l')")
_SHORT_ACRONYM: Final = 3
"""Letters up to which an acronym in small letters is most likely another word."""
_READ_AS_WORDS: Final = frozenset({"ONU"})
"""Short acronyms that papers write with one capital."""
_OF = re.compile(r" (?:de la |de l'|du |des |de |d'|à la |au |aux |à )")


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organization, state or metonym. ``name`` is its usual French name, without article."""

    id: str
    name: str
    kind: ActorKind
    gender: Literal["m", "f"] | None = None
    number: Number = "s"
    aliases: tuple[str, ...] = ()
    country: str | None = None
    """Id of the state it belongs to."""
    stands_for: str | None = None
    """Of a metonym: id of the government or institution that it speaks for (Moscou: ``russia``)."""
    adjectives: tuple[str, ...] = ()
    """Adjectives that mean it, masculine singular: *américain*."""
    surname: str | None = None
    """Of a person: the name it goes by alone, if that is safe to link."""


class Actors:
    """Look-ups over actors, offices, titles and names. Build it with :func:`load_actors`."""

    def __init__(
        self,
        actors: Mapping[str, Actor],
        offices: Iterable[Office],
        titles: Mapping[str, Mapping[str, str]],
        nouns: Nouns,
        preferred: frozenset[str] = frozenset(),
    ) -> None:
        self.actors: Mapping[str, Actor] = actors
        self.titles: Mapping[str, Mapping[str, str]] = titles
        """Folded title → place id (``*`` anywhere) → office."""
        self._nouns = nouns
        self._aliases = _index_aliases(actors.values(), nouns, preferred)
        self._adjectives = _index_adjectives(actors.values(), preferred)
        self.offices: dict[tuple[str, str], list[Office]] = index_offices(offices)

    def by_id(self, actor_id: str) -> Actor | None:
        """Return the actor with this id."""
        return self.actors.get(actor_id)

    def by_alias(self, text: str) -> Actor | None:
        """Return the actor of a name or alias, or None if there is none or more than one.

        Tolerates accents, capitals, apostrophes and a leading article (*Etats-Unis*, *l’Élysée*). A text in lower case
        only is not taken for an organization or metonym, nor for one word of a person's name (*orange*, *total*).
        """
        folded = fold(text)
        actor = self._aliases.get(folded)
        if actor is None and (match := _ARTICLE.match(folded)):
            actor = self._aliases.get(folded[match.end() :])
        if actor is None or (
            text.islower() and actor.kind != "state" and not (actor.kind == "person" and " " in folded)
        ):
            return None
        word = text.rpartition("'")[2].rpartition("’")[2]
        acronym = word.upper()
        if len(word) <= _SHORT_ACRONYM and word != acronym and acronym not in _READ_AS_WORDS:
            return None if acronym in (actor.name, *actor.aliases) else actor  # *Eau* is not *EAU*
        return actor

    def adjective_state(self, adjective: str) -> Actor | None:
        """Return the state (or union of states) of an adjective or demonym in any form: *russes*, *Américaine*."""
        return self._adjectives.get(fold(adjective))

    def holder(self, office: str, of: str, date: dt.date | str | None) -> Actor | None:
        """Return who held an office (``foreign-minister`` of ``united-states``) at a date.

        ``date`` may be of day, month or year (``2021-12``); None if more than one held it within it, or if the lexicon
        doesn't know. Without a date only an office with a single known holder has an answer.
        """
        terms = self.offices.get((office, of), [])
        if date is not None:
            terms = terms_at(terms, date if isinstance(date, str) else date.isoformat())
        holders = {term.holder for term in terms}
        return self.actors.get(holders.pop()) if len(holders) == 1 else None

    def office_of(self, phrase: str, home: str | None = None) -> tuple[str, str] | None:
        """Parse a title with its place into (office, place id).

        *le chef de la diplomatie russe*, *ministre américain de la Défense*, *secrétaire général de l'OTAN*. A title
        without a place is looked up in ``home`` (an id). None if the phrase holds anything else (*l'ancien …*, a name).
        """
        folded = fold(phrase)
        if match := _ARTICLE.match(folded):
            folded = folded[match.end() :]
        for title, place in self._readings(folded, home):
            places = self.titles.get(title)
            if places and (office := places.get(place) or places.get(ANYWHERE)):
                return office, place
        return None

    def office_named(self, title: str) -> str | None:
        """Return the office that a title means anywhere (*cheffe de l'État* → ``president``), or None."""
        return self.titles.get(fold(title), {}).get(ANYWHERE)

    def holder_of(self, phrase: str, date: dt.date | str | None, home: str | None = None) -> Actor | None:
        """Return who held the office a phrase names at a date; see :meth:`office_of` and :meth:`holder`."""
        named = self.office_of(phrase, home)
        return self.holder(*named, date) if named else None

    def _readings(self, folded: str, home: str | None) -> Iterable[tuple[str, str]]:
        """Yield (title, place) for each way to part a folded phrase."""
        if home and folded in self.titles:
            yield folded, home
        words = folded.split()
        for index, word in enumerate(words):
            if index and (state := self._adjectives.get(word)):
                yield " ".join(words[:index] + words[index + 1 :]), state.id
        for match in _OF.finditer(folded):
            if folded[: match.start()] in self.titles and (actor := self._aliases.get(folded[match.end() :])):
                yield folded[: match.start()], actor.id
                if actor.stands_for:
                    yield folded[: match.start()], actor.stands_for

    def given_name_gender(self, name: str) -> Gender | None:
        """Return the gender of a given name (``mf`` if both use it), None if it is not known as one."""
        return gender_of_name(self._nouns.given_names, name)

    def person_noun(self, form: str) -> SourceNoun | None:
        """Return the noun for a person in any form (*ministres*, *avocate*), or None."""
        return next((noun for noun in self.source_nouns(form) if noun.kind == "person"), None)

    def source_nouns(self, form: str) -> tuple[SourceNoun, ...]:
        """Return the readings of a noun as a source: person, people, organization, document."""
        return self._nouns.sources.get(fold(form), ())

    def demonym_gender(self, word: str) -> Gender | None:
        """Return the gender of somebody called after a place (*l'Espagnole, le Breton*, capitalised), or None."""
        if not word[:1].isupper() or word.isupper():
            return None
        folded = fold(word)
        own = self._nouns.demonyms.get(folded)
        state = self._adjectives.get(folded) if own is None else None
        if own is not None or state is None:
            return own
        masculine = {fold(adjective) for adjective in state.adjectives}
        return ("mf" if folded.endswith("e") else "m") if folded in masculine else "f"

    def title_gender(self, word: str) -> Gender | None:
        """Return the gender of a title that stands before a name (*M.*, *Mme*, *général*), or None."""
        return self._nouns.titles.get(fold(word))


def _index_aliases(actors: Iterable[Actor], nouns: Nouns, preferred: frozenset[str]) -> dict[str, Actor | None]:
    """Index names before aliases before surnames, a user's first; one claimed twice at its level links to nobody."""
    levels: dict[int, list[tuple[str, Actor]]] = defaultdict(list)
    for actor in actors:
        own = actor.id in preferred
        levels[0 if own else 1].append((actor.name, actor))
        for alias in actor.aliases:
            levels[0 if own else 2].append((alias, actor))
        if actor.surname and fold(actor.surname) not in nouns.given_names:
            levels[3].append((actor.surname, actor))
    index: dict[str, Actor | None] = {}
    for level in sorted(levels):
        found: dict[str, Actor | None] = {}
        for text, actor in levels[level]:
            key = fold(text)
            found[key] = actor if found.get(key, actor) is actor else None
        index = found | index
    return index


def _inflect(adjective: str) -> set[str]:
    """Return the forms of an adjective of nationality."""
    feminine = adjective
    if adjective.endswith("grec"):
        feminine = adjective + "que"
    elif adjective.endswith("turc"):
        feminine = adjective[:-1] + "que"
    elif adjective.endswith(("ien", "éen", "yen", "oudien", "péen")):
        feminine = adjective + "ne"
    elif adjective.endswith("magyar") or not adjective.endswith("e"):
        feminine = adjective + "e"
    forms = {adjective, feminine, feminine + "s", pluralize(adjective)}
    if adjective.endswith("grec"):
        forms |= {"grecque", "grecques"}
    return forms


def _index_adjectives(actors: Iterable[Actor], preferred: frozenset[str]) -> dict[str, Actor]:
    index: dict[str, Actor] = {}
    ambiguous: set[str] = set()
    for actor in actors:
        for adjective in actor.adjectives:
            for form in map(fold, _inflect(adjective)):
                old = index.get(form)
                if old is None or actor.id in preferred:
                    index[form] = actor
                elif old.id not in preferred:
                    ambiguous.add(form)
    return {form: actor for form, actor in index.items() if form not in ambiguous or actor.id in preferred}


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split(";")))


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def _packaged_actors() -> dict[str, Actor]:
    found: dict[str, Actor] = {}

    def add(where: str, actor: Actor) -> None:
        if actor.id in found:
            raise LexiconError(f"{where}: id {actor.id!r} is given twice")
        found[actor.id] = actor

    for where, (id_, name, agreement, capital, adjectives, aliases) in rows("states.tsv", 6):
        gender, number = agreement[0], agreement[1:] or "s"
        add(where, Actor(id_, name, "state", gender, number, _cells(aliases), id_, None, _cells(adjectives)))  # type: ignore[arg-type]  # letters of the table, checked by its test
        if capital and capital != "-":
            slug = _slug(capital)
            add(where, Actor(f"{slug}-city" if slug == id_ else slug, capital, "metonym", None, "s", (), id_, id_))
    for where, (id_, name, kind, agreement, country, stands_for, aliases, adjectives) in rows("organizations.tsv", 8):
        gender, number = agreement[0], agreement[1:] or "s"
        more = (_cells(aliases), country or None, stands_for or None, _cells(adjectives))
        add(where, Actor(id_, name, kind, gender, number, *more))  # type: ignore[arg-type]  # as above
    for where, (id_, name, gender, country, aliases, surname) in rows("people.tsv", 6):
        own = None if surname == "-" else surname or name.split()[-1]
        add(where, Actor(id_, name, "person", gender, "s", _cells(aliases), country, surname=own))  # type: ignore[arg-type]  # as above
    return found


def _packaged_titles() -> dict[str, dict[str, str]]:
    titles: dict[str, dict[str, str]] = defaultdict(dict)
    for _, (office, place, names) in rows("office_titles.tsv", 3):
        for name in _cells(names):
            titles[fold(name)][place] = office
    return titles


def _merge(actors: dict[str, Actor], where: str, entry: Entry) -> None:
    """Add a user's actor, or change the given fields of the packaged one with its id."""
    fields: dict[str, object] = {
        key: tuple(value) if isinstance(value, list) else value or None for key, value in entry.items()
    }
    id_ = str(entry["id"])
    if old := actors.get(id_):
        actors[id_] = replace(old, **fields)  # type: ignore[arg-type]  # keys and values checked by user_files
        return
    for key in ("name", "kind"):
        if not str(entry.get(key) or "").strip():
            raise LexiconError(f"{where}: the new actor {id_!r} lacks the key {key!r}")
    if entry["kind"] == "person":
        fields["surname"] = str(entry["name"]).split()[-1]
    actors[id_] = Actor(**fields)  # type: ignore[arg-type]  # as above


def _build(user: UserData | None = None) -> Actors:
    actors = _packaged_actors()
    offices = [
        Office(office, of, holder, start, end or None) for _, (office, of, holder, start, end) in rows("offices.tsv", 5)
    ]
    titles = _packaged_titles()
    nouns = load_nouns()
    if user is None:
        return Actors(actors, offices, titles, nouns)
    for where, entry in user.actors:
        _merge(actors, where, entry)
    for where, entry in user.actors:
        for key in ("country", "stands_for"):
            if (target := entry.get(key)) and target not in actors:
                raise LexiconError(f"{where}: {key} is {target!r}, which is no actor's id")
    for where, entry in user.offices:
        for key in ("of", "holder"):
            if entry[key] not in actors:
                raise LexiconError(f"{where}: {key} is {entry[key]!r}, which is no actor's id")
        end = str(entry.get("to") or "") or None
        offices.append(Office(str(entry["office"]), str(entry["of"]), str(entry["holder"]), str(entry["from"]), end))
    for _, entry in user.titles:
        for name in entry["titles"]:
            titles.setdefault(fold(name), {})[str(entry.get("of") or ANYWHERE)] = str(entry["office"])
    if user.given_names:
        extra: dict[str, Gender] = {fold(name): gender for name, gender in user.given_names}  # type: ignore[misc]  # m, f, mf
        nouns = replace(nouns, given_names={**nouns.given_names, **extra})
    return Actors(actors, offices, titles, nouns, frozenset(str(entry["id"]) for _, entry in user.actors))


@cache
def _packaged() -> Actors:
    return _build()


def load_actors(paths: Iterable[Path | str] = ()) -> Actors:
    """Return the packaged actors, with those in ``paths`` (YAML) added over them.

    Without paths the same object is returned each time. Raises ``FileNotFoundError`` for a missing file and
    :class:`LexiconError` for a fault in one; the message names file and line, the key and what is allowed.
    """
    files = [Path(path) for path in paths]
    if not files:
        return _packaged()
    from claimx.lexicon.user_files import read_user_files  # late: YAML is needed for users' files only

    return _build(read_user_files(files))
