"""Entities of one document: names clustered by form, title and gender before anything is resolved."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter, defaultdict
from itertools import pairwise

from claimx.lexicon.function_words import POSSESSIVES
from claimx.stages.speakers.entity import NAMESAKES, Entity
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.linked import Linked
from claimx.stages.speakers.mentions import find_names
from claimx.stages.speakers.name import ALSO_NAMED, Name
from claimx.stages.speakers.nouns import COMPANIES, NAMED_AFTER
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import bare, flat, stem

_NO_FIRST_NAME = frozenset("the der die das el los las la le les new news radio télé mont val cap".split())
_RANKS = frozenset(
    """colonel colonelle général générale capitaine commandant commandante lieutenant lieutenante major amiral amirale
    maréchal sergent sergente caporal adjudant adjudante brigadier père abbé frère sœur docteur docteure professeur
    professeure maître cheikh""".split()
)
"""Titles that stay with a surname, unlike offices (*le ministre X*)."""


def _misspelt(left: str, right: str) -> bool:
    """Whether two surnames beside the same first name are one, with a letter lost, doubled, mistaken or swapped."""
    if left[:2] != right[:2] and left[-2:] != right[-2:]:
        return False  # one slip in five letters leaves the first two or the last two
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


class Registry(Linked):
    """All named entities of a document, with look-up by span, by name and by description."""

    def __init__(self, view: View, knowledge: Knowledge) -> None:
        super().__init__(view, knowledge)
        self.names = find_names(view, knowledge)
        for name in self.names:
            if name.known is not None and not self.meant(name.text, name.known):
                name.known = None
        surnames = {name.words[-1] for name in self.names if len(name.words) > 1}
        self.names = [name for name in self.names if name.words[0] in surnames or not self._inhabitant(name)]
        self.entity_of: dict[int, Entity] = {}
        self._by_first: dict[str, list[Entity]] = defaultdict(list)
        self._by_part: dict[str, list[Entity]] = defaultdict(list)
        self._by_middle: dict[str, list[Entity]] = defaultdict(list)
        self._spellings: dict[str, list[Entity]] = defaultdict(list)
        self._cluster()

    def _cluster(self) -> None:
        singles: list[Name] = []
        frequent = Counter([self._key(name) for name in self.names])
        for name in sorted(
            self.names,
            key=lambda item: (
                -len(item.words),
                item.known is None,
                "-" not in item.words[-1],
                -frequent[self._key(item)],
            ),
        ):
            if len(name.words) > 1:
                self._add(name, self._full(name))
            else:
                singles.append(name)
        for name in sorted(singles, key=lambda item: item.start):
            self._add(name, self._short(name))
        self._tell_bodies()
        for entity in self.entities:
            entity.positions.sort()
        self._join_pseudonyms()
        self._share_surnames()
        for name in self.names:
            self._keep_title(name)
        for entity in self.entities:
            if entity.kind == "person" and entity.gender is None and len(entity.keys) == 1:
                # *Josiane, 59 ans*, whom nothing else names; not *l'université Omar-Bongo*
                given = {self.knowledge.given_name(part) for part in entity.name.split("-")}
                entity.gender = given.pop() if len(given) == 1 and given <= {"m", "f"} else None  # type: ignore[assignment]
        for entity in self.entities:
            if entity.kind == "person" and not entity.id:
                entity.name = _in_small_letters(entity.name)

    def _inhabitant(self, name: Name) -> bool:
        """Whether *le Breton* is somebody from there, not the known person of that surname whom no name here is of."""
        known = name.known
        if known is None or known.kind != "person" or name.article not in ("le", "la") or len(name.words) > 1:
            return False
        return self.knowledge.demonym(name.words[0]) is not None and not name.titled and not name.descriptions

    def _tell_bodies(self) -> None:
        """Call what only its shape made a person an organisation if its kind stands by it: *l'équipementier X Y*."""
        people = {self.entity_of[name.start] for name in self.names if name.person}
        for name in self.names:
            entity = self.entity_of[name.start]
            told = name.organization and (name.descriptions or entity.kind == "person")
            if told and entity.kind in ("person", "unknown") and entity not in people and not entity.id:
                entity.kind = "organization"

    def _keep_title(self, name: Name) -> None:
        """Call somebody by title and surname whom the article never calls in full (*Mme Lin, le colonel Roy*)."""
        entity = self.entity_of[name.start]
        if entity.kind != "person" or entity.id or len(entity.keys) > 1 or " " in entity.name:
            return
        if name.title:
            entity.name = f"{name.title} {name.text}"
            return
        if name.titled:
            entity.name = " ".join(self.view.text[name.title_start : name.end].split())
            return
        before = self.view.token(name.start) - 1
        if before < 0 or self.view.lower[before] not in _RANKS:
            return
        if before and self.view.lower[before - 1] in POSSESSIVES:
            return  # *sa sœur Anne*, no nun
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

    def _share_surnames(self) -> None:
        """Give the first of a pair of first names the surname of the second: *Anne et Luc Morel*."""
        for left, right in pairwise(self.names):
            entity, other = self.entity_of[left.start], self.entity_of[right.start]
            alone = len(left.words) == 1 and len(entity.keys) == 1 and left.known is None and not left.titled
            if not alone or left.article or len(right.words) != 2 or other.kind != "person":
                continue
            given = self.knowledge.given_name(left.words[0]) and self.knowledge.given_name(right.words[0])
            if given and flat(self.view.text[left.end : right.start]).strip() == "et":
                entity.name, entity.kind = f"{left.words[0]} {right.words[1]}", "person"
                entity.keys = (entity.keys[0], bare(right.words[1]))

    @staticmethod
    def _key(name: Name) -> tuple[str, ...]:
        return tuple(map(bare, name.words))

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
        longer = next((e for e in self._spellings.get(key[0], ()) if self._shortened(e, key, name)), None)
        if longer is not None:
            return longer
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
        if not candidates and name.article is None and name.known is None:
            candidates = [e for e in self._by_middle.get(key[0], ()) if e.kind == "person" and self._agree(e, name)]
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
        return self._official(name, key) or self._new(name, key)

    def _official(self, name: Name, key: tuple[str, ...]) -> Entity | None:
        """The body whose kind is named alone: *le Conseil* for *le Conseil fédéral*, the last of them before."""
        if name.article is None or name.titled or name.known is not None or name.words[0].isupper():
            return None
        before = [
            (e.last_before(name.start), e)
            for e in self._by_first.get(key[0], ())
            if e.kind == "organization" and len(e.keys) > 1 and e.name.split(" ")[1].islower()
        ]
        last, entity = max(before, key=lambda pair: pair[0], default=(-1, None))
        return entity if last >= 0 else None

    def _shortened(self, entity: Entity, key: tuple[str, ...], name: Name) -> bool:
        """Whether a name leaves out the second surname of somebody (*Ana Ruiz* for *Ana Ruiz-Mora, Ana Ruiz Mora*)."""
        if len(key) != 2 or name.article is not None or name.known is not None or entity.kind != "person":
            return False
        known, more = entity.keys, len(entity.keys) > 2 and entity.keys[:2] == key
        compound = len(known) == 2 and known[0] == key[0] and known[1].startswith(key[1] + "-")
        return (more or compound) and self._agree(entity, name)

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
        long = self.acronyms.get(bare(text)) if known is None else None
        if known is None and long is None and len(key) == 1 and not name.person:
            long = self._long_form(name)
        if known is not None:
            keep = len(name.words) > 1 and (known.kind == "person" or known.name in text)
            self.link(entity, known, keep_name=keep or self._spelt_out(text, known))
        elif long is not None:
            entity.name, entity.kind = long, "organization"
            if bare(text) in self.acronyms:
                entity.keys = tuple(bare(word) for word in long.split())
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
        if entity.kind == "person":
            for part in key[1:-1]:
                if len(part) > 3 and len(self._by_middle[part]) < NAMESAKES:
                    self._by_middle[part].append(entity)
        namesakes = [self._by_last[key[-1]], self._spellings[key[0]]]
        if by_first:
            namesakes.append(self._by_first[key[0]])
        for group in namesakes:
            if len(group) < NAMESAKES:
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

    def mention(self, entity: Entity, position: int) -> None:
        """Record one more place where an entity is mentioned."""
        insort(entity.positions, position)

    def names_in(self, start: int, end: int) -> list[Name]:
        """The names that lie in ``text[start:end]``, in order."""
        starts = self._starts
        low, high = bisect_left(starts, start), bisect_left(starts, end)
        return [name for name in self.names[low:high] if name.end <= end]

    def name_over(self, position: int) -> Name | None:
        """The name that holds a character, if it begins before it."""
        index = bisect_left(self._starts, position) - 1
        return self.names[index] if index >= 0 and self.names[index].end > position else None

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
