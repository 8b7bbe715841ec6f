"""Entities of one document: names clustered by form, title and gender before anything is resolved."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from claimx.records import Speaker, SpeakerKind
from claimx.stages.speakers.knowledge import Knowledge, Known
from claimx.stages.speakers.mentions import find_acronyms, find_names
from claimx.stages.speakers.name import ALSO_NAMED, Name
from claimx.stages.speakers.nouns import COMPANIES, NAMED_AFTER
from claimx.stages.speakers.phrases import Phrase, read_phrase
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import Gender, Number, bare, stem

_BY_ACRONYM = frozenset({"nato"})
"""Organisations whose usual French name is the acronym, wherever the article spells it out."""
_NO_FIRST_NAME = frozenset("the der die das el los las la le les new news radio télé mont val cap".split())

_RANKS = frozenset(
    """colonel colonelle général générale capitaine commandant commandante lieutenant lieutenante major amiral amirale
    maréchal sergent sergente caporal adjudant adjudante brigadier père abbé frère sœur docteur docteure professeur
    professeure maître cheikh""".split()
)
"""Titles that stay with a surname, unlike offices (*le ministre X*)."""
_NAMESAKES = 32
"""How many people of one first or last name are told apart in one document; a list of names may hold any number."""

_ARTICLE = re.compile(r"^(?:les? |la |l['’])", re.IGNORECASE)
_AFTER_ADJECTIVE = frozenset({"de", "du", "des", "d'", "pour", "sur", "("})
"""What follows an adjective that belongs to a name (*Agence nationale de …*)."""


def _misspelt(left: str, right: str) -> bool:
    """Whether two surnames beside the same first name are one, with a letter lost, doubled, mistaken or swapped."""
    if len(left) > len(right):
        left, right = right, left
    if len(right) - len(left) > 1 or len(left) < 5 or left == right:
        return False
    alike = next((at for at, letter in enumerate(left) if letter != right[at]), len(left))
    if len(left) < len(right):
        return left[alike:] == right[alike + 1 :]
    return left[alike + 1 :] == right[alike + 1 :] or (
        left[alike : alike + 2] == right[alike : alike + 2][::-1] and left[alike + 2 :] == right[alike + 2 :]
    )


def _long_words(name: str) -> set[str]:
    return {stem(word) for word in re.findall(r"\w{4,}", name)}


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody or something that can speak: its name, agreement, descriptions and where it is mentioned."""

    name: str
    kind: SpeakerKind = "unknown"
    id: str | None = None
    gender: Gender | None = None
    number: Number = "s"
    keys: tuple[str, ...] = ()
    descriptions: list[Phrase] = field(default_factory=list)
    offices: set[str] = field(default_factory=set)
    positions: list[int] = field(default_factory=list)
    members: tuple[Entity, ...] = ()
    country: str | None = None
    fields: set[str] = field(default_factory=set)
    """Fields of the nouns it is called by; those of a body's name begin with ``body.``."""

    def speakers(self) -> tuple[Speaker, ...]:
        """The records of who this is: its members, if it is several."""
        if self.members:
            return tuple(speaker for member in self.members for speaker in member.speakers())
        return (Speaker(name=self.name, id=self.id, kind=self.kind),)

    def nationalities(self) -> frozenset[str]:
        """Ids of the states it belongs to, by the lexicon and the article's descriptions."""
        places = {place for description in self.descriptions for place in description.places}
        return frozenset(places | {self.country} if self.country else places)

    def last_before(self, position: int) -> int:
        """Start of the last mention before ``position``, -1 if it comes later only."""
        index = bisect_left(self.positions, position)
        return self.positions[index - 1] if index else -1


class Registry:
    """All named entities of a document, with look-up by span, by name and by description."""

    def __init__(self, view: View, knowledge: Knowledge) -> None:
        self.view = view
        self.knowledge = knowledge
        self.acronyms = find_acronyms(view, knowledge)
        self.names: list[Name] = find_names(view, knowledge)
        for name in self.names:
            if name.known is not None and not self.meant(name.text, name.known):
                name.known = None
        self.entity_of: dict[int, Entity] = {}
        self.entities: list[Entity] = []
        self._by_last: dict[str, list[Entity]] = defaultdict(list)
        self._by_first: dict[str, list[Entity]] = defaultdict(list)
        self._by_part: dict[str, list[Entity]] = defaultdict(list)
        self._spellings: dict[str, list[Entity]] = defaultdict(list)
        self._by_key: dict[tuple[str, ...], Entity] = {}
        self._by_actor: dict[str, Entity] = {}
        self._long: dict[str, str] | None = None
        self._places: dict[int, tuple[int, list[tuple[int, int]]]] = {}
        self._called: set[tuple[str, Entity]] = set()
        self.by_head: dict[str, list[Entity]] = defaultdict(list)
        self.by_office: dict[str, list[Entity]] = defaultdict(list)
        self._cluster()

    def meant(self, text: str, known: Known) -> bool:
        """Whether the article means by an acronym what the lexicon does: its own long form beside it comes first."""
        long = self.acronyms.get(bare(_ARTICLE.sub("", text)))
        if long is None:
            return True
        words = _long_words(long)
        return any(2 * len(words & _long_words(name)) >= len(words) for name in known.names if " " in name)

    def _spelt_out(self, text: str, known: Known) -> bool:
        """Whether a known name is the full form of an acronym, in which the article gives it."""
        short = known.name.isupper() and known.id not in _BY_ACRONYM
        return known.kind == "organization" and short and " " in text and not text.isupper()

    def _cluster(self) -> None:
        singles: list[Name] = []
        frequent = Counter(self._key(name) for name in self.names)
        for name in sorted(
            self.names, key=lambda item: (-len(item.words), item.known is None, -frequent[self._key(item)])
        ):
            if len(name.words) > 1:
                self._add(name, self._full(name))
            else:
                singles.append(name)
        for name in sorted(singles, key=lambda item: item.start):
            self._add(name, self._short(name))
        for entity in self.entities:
            entity.positions.sort()
        self._join_pseudonyms()
        for name in self.names:
            self._keep_title(name)
        for entity in self.entities:
            if entity.kind == "person" and not entity.id:
                entity.name = _in_small_letters(entity.name)

    def _keep_title(self, name: Name) -> None:
        """Call somebody by title and surname whom the article never calls in full (*Mme Lin, le colonel Roy*)."""
        entity = self.entity_of[name.start]
        if entity.kind != "person" or entity.id or len(entity.keys) > 1 or " " in entity.name:
            return
        if name.titled:
            entity.name = " ".join(self.view.text[name.title_start : name.end].split())
            return
        before = self.view.token(name.start) - 1
        if before < 0 or self.view.lower[before] not in _RANKS:
            return
        if self.view.words[before].istitle() or name.descriptions and name.descriptions[0].head_index == before:
            entity.name = f"{self.view.words[before]} {entity.name}"

    def _join_pseudonyms(self) -> None:
        """Make one person of two names that the text equates (*Bob Lune, de son vrai nom Marc Petit*)."""
        joined: set[Entity] = set()
        starts: dict[Entity, list[int]] = defaultdict(list)
        for start, entity in self.entity_of.items():
            starts[entity].append(start)
        for left, right in pairwise(self.names):
            joint = ALSO_NAMED.fullmatch(self.view.text, left.end, right.start)
            first, second = self.entity_of[left.start], self.entity_of[right.start]
            if joint is None or first is second or "organization" in (first.kind, second.kind):
                continue
            kept, gone = (first, second) if len(first.positions) >= len(second.positions) else (second, first)
            kept.kind = "person"
            kept.gender = kept.gender or gone.gender
            for phrase in gone.descriptions:
                self.describe(kept, phrase)
            for position in gone.positions:
                insort(kept.positions, position)
            starts[kept] += starts[gone]
            self.entity_of.update(dict.fromkeys(starts[gone], kept))
            joined.add(gone)
        self.entities = [entity for entity in self.entities if entity not in joined]

    def _key(self, name: Name) -> tuple[str, ...]:
        return tuple(bare(word) for word in name.words)

    def _full(self, name: Name) -> Entity:
        key = self._key(name)
        if key in self._by_key:
            return self._by_key[key]
        if name.known is not None and name.known.id and name.known.id in self._by_actor:
            return self._by_actor[name.known.id]
        if name.article is None and name.known is None and len(key) == 2:
            for entity in self._spellings.get(key[0], ()):
                if len(entity.keys) == 2 and _misspelt(entity.keys[1], key[1]):
                    return entity
        if not name.organization or name.titled:
            for entity in self._by_last.get(key[-1], ()):
                if len(entity.keys) > len(key) and entity.keys[-len(key) :] == key and self._agree(entity, name):
                    return entity
                if name.titled and key[0] in entity.keys and self._agree(entity, name):
                    return entity
        return self._new(name, key)

    def _short(self, name: Name) -> Entity:
        key = self._key(name)
        candidates = [e for e in self._by_last.get(key[0], ()) if len(e.keys) > 1 and self._agree(e, name)]
        if not candidates and name.article is None:
            candidates = [e for e in self._by_part.get(key[0], ()) if len(e.keys) > 1 and self._agree(e, name)]
        if not candidates and not name.titled:
            candidates = [
                e
                for e in self._by_first.get(key[0], ())
                if len(e.keys) > 1 and e.kind == "person" and self._agree(e, name)
            ]
        if not candidates and name.titled:
            # *Mme Lin* for *Lin Xiaohan*: the surname first
            candidates = [
                e
                for e in self._spellings.get(key[0], ())
                if len(e.keys) == 2 and e.kind == "person" and self.knowledge.given_name(e.name.split(" ")[0]) is None
            ]
        known = name.known
        foreign = known is not None and known.kind != "person" and not any(e.kind == "person" for e in candidates)
        if candidates and name.article is None and not foreign:
            heads = {stem(d.head) for d in name.descriptions}
            titled = [e for e in candidates if heads & {stem(d.head) for d in e.descriptions}]
            pool = titled or candidates
            return max(pool, key=lambda e: (len(e.positions) if len(pool) > 1 else 0, e.last_before(name.start)))
        if key in self._by_key and self._agree(self._by_key[key], name):
            return self._by_key[key]
        if name.known is not None and name.known.id and name.known.id in self._by_actor:
            return self._by_actor[name.known.id]
        return self._new(name, key)

    @staticmethod
    def _agree(entity: Entity, name: Name) -> bool:
        return not (entity.gender and name.title_gender and entity.gender != name.title_gender)

    def _new(self, name: Name, key: tuple[str, ...]) -> Entity:
        text = self.view.text[name.start : name.end].replace(") ", " ").replace("\u00a0", " ")
        if len(name.words) and name.words[0].lower() == name.words[0] and len(name.words) > 1:
            text = " ".join(name.words)
        entity = Entity(name=text, keys=key)
        known = name.known
        if known is None and name.titled is False and len(key) == 1:
            known = self.knowledge.actor(text)
            known = known if known is not None and self.meant(text, known) else None
        if known is not None:
            keep = len(name.words) > 1 and (known.kind == "person" or known.name in text)
            self.link(entity, known, keep_name=keep or self._spelt_out(text, known))
        elif (long := self.acronyms.get(bare(text))) is not None:
            entity.name, entity.kind = long, "organization"
            entity.keys = tuple(bare(word) for word in long.split())
        elif len(key) == 1 and not name.person and (long := self._long_form(name)) is not None:
            entity.name, entity.kind = long, "organization"
        elif name.person:
            entity.kind = "person"
        elif name.organization:
            entity.kind = "organization"
        elif self._like_person(name):
            entity.kind = "person"
        elif len(key) > 1 and {key[0], key[-1]} & COMPANIES:
            entity.kind = "organization"
        if entity.kind != "person":
            self._read_body(entity, (entity.name,))
        self.entities.append(entity)
        if len(key) > 1 and "-" in key[-1]:
            for part in key[-1].split("-"):
                if len(part) > 3:
                    self._by_part[part].append(entity)
        self._by_key[key] = entity
        self._remember(entity, key, by_first=name.person or entity.kind != "person")
        return entity

    def _remember(self, entity: Entity, key: tuple[str, ...], *, by_first: bool) -> None:
        namesakes = [self._by_last[key[-1]], self._spellings[key[0]]]
        if by_first:
            namesakes.append(self._by_first[key[0]])
        for group in namesakes:
            if len(group) < _NAMESAKES:
                group.append(entity)

    def _like_person(self, name: Name) -> bool:
        """Whether a name that nothing explains has the shape of a person's, in a place where persons stand."""
        if len(name.words) not in (2, 3) or name.article is not None or any(word.isupper() for word in name.words):
            return False
        if {bare(name.words[0]), bare(name.words[-1])} & COMPANIES:
            return False
        if name.words[0].lower() in _NO_FIRST_NAME or name.words[0].lower() in NAMED_AFTER:
            return False
        for word in name.words:
            part = self.knowledge.actor(word)
            if part is not None and part.kind != "person" or self.knowledge.noun(word.lower()) is not None:
                return False
        first = self.view.token(name.outer_start)
        return first == 0 or self.view.lower[first - 1] not in ("à", "en", "dans", "au", "aux", "depuis", "vers", "sur")

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
                if self.view.pos[index] == "ADJ" and not named:
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

    def _add(self, name: Name, entity: Entity) -> None:
        self.entity_of[name.start] = entity
        entity.positions.append(name.start)
        if name.title_gender and entity.gender is None:
            entity.gender = name.title_gender
        if name.person and entity.kind == "unknown":
            entity.kind = "person"
        if name.titled:
            entity.fields |= self.knowledge.fields(self.view.text[name.title_start : name.start].strip(" .\u00a0"))
        for phrase in name.descriptions:
            self.describe(entity, phrase)
        body = self.knowledge.noun(name.words[0].lower()) if name.article == "l'" else None
        if body is not None and body[0] == "organization" and entity.gender is None:
            entity.gender = "f" if body[1] == "f" else "m"
        if name.article in ("la", "une") and entity.gender is None and not name.person:
            entity.gender = "f"
        elif name.article in ("le", "un", "du", "au") and entity.gender is None and not name.person:
            entity.gender = "m"
        elif name.article in ("les", "aux") and not name.person:
            entity.number = "p"

    def describe(self, entity: Entity, phrase: Phrase) -> None:
        """Record a description of an entity, for definite descriptions to find it by."""
        entity.descriptions.append(phrase)
        person = entity.kind == "person"
        entity.fields |= {name for name in self.knowledge.fields(phrase.head) if person != name.startswith("body.")}
        head = stem(phrase.head)
        if (head, entity) not in self._called:
            self._called.add((head, entity))
            self.by_head[head].append(entity)
        office = self.knowledge.office(phrase.text)
        if office is not None and office not in entity.offices:
            entity.offices.add(office)
            self.by_office[office].append(entity)

    def called(self, head: str, position: int) -> list[Entity]:
        """The entities that a noun (its stem) describes; of very many, those introduced around ``position``."""
        return self._around(self.by_head.get(head, []), position)

    def holding(self, office: str, position: int) -> list[Entity]:
        """The entities of an office; of very many, those introduced around ``position``."""
        return self._around(self.by_office.get(office, []), position)

    def _around(self, entities: list[Entity], position: int) -> list[Entity]:
        if len(entities) <= 2 * _NAMESAKES:
            return list(entities)
        size, places = self._places.get(id(entities), (0, []))
        if size != len(entities):
            places = sorted(((e.positions or [0])[0], at) for at, e in enumerate(entities))
            self._places[id(entities)] = len(entities), places
        at = bisect_left(places, (position, 0))
        return [entities[number] for _, number in places[max(0, at - _NAMESAKES) : at + _NAMESAKES]]

    def mention(self, entity: Entity, position: int) -> None:
        """Record one more place where an entity is mentioned."""
        insort(entity.positions, position)

    def names_in(self, start: int, end: int) -> list[Name]:
        """The names that lie in ``text[start:end]``, in order."""
        starts = self._starts
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        return [name for name in self.names[low:high] if name.end <= end]

    @property
    def _starts(self) -> list[int]:
        if not hasattr(self, "_start_cache"):
            self.names.sort(key=lambda item: item.start)
            self._start_cache: list[int] = [name.start for name in self.names]
        return self._start_cache

    def names_at(self, start: int, end: int) -> bool:
        """Whether one clustered person is named in the span: the document knows it better."""
        names = self.names_in(start, end)
        return len(names) == 1 and self.entity_of[names[0].start].kind == "person"

    def name_around(self, start: int, end: int) -> Name | None:
        """The name whose title or apposition holds all of ``text[start:end]``."""
        index = bisect_left(self._starts, end)
        for name in self.names[max(0, index - 2) : index + 3]:
            if name.outer_start <= start and end <= name.outer_end and name.descriptions:
                return name
        return None


def _in_small_letters(name: str) -> str:
    """Write a person's name as prose does (*Jean-Luc MÉLENCHON* → *Jean-Luc Mélenchon*); initials and acronyms stay."""
    words = name.split(" ")
    if len(words) < 2 or not any(word.isupper() and len(word) > 3 for word in words):
        return name
    return " ".join(
        "-".join(part.capitalize() for part in word.split("-")) if word.isupper() and "." not in word else word
        for word in words
    )
