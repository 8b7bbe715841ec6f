"""Sayers known by somebody else or by what comes later: *sa mère, les deux femmes*, whom the lead names after."""

from __future__ import annotations

from typing import Final

from claimx.lexicon.function_words import DEMONSTRATIVES, POSSESSIVES
from claimx.records import Quotation
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.nouns import ANAPHORIC, CIRCLES, COUNTERPARTS, OFFICES
from claimx.stages.speakers.owners import Found, Owners, is_named_person
from claimx.stages.speakers.phrases import Phrase
from claimx.stages.speakers.words import DEFINITE, Gender, Number, bare, flat, singular, stem

KIN: Final = {
    "kin.parent": "kin.child", "kin.child": "kin.parent", "kin.spouse": "kin.spouse", "kin.sibling": "kin.sibling",
}  # fmt: skip
"""Of whom somebody is a parent, that is their child."""


_GENERAL: Final = frozenset(
    {"chefs d'état", "chefs de gouvernement", "responsables politiques", "hommes politiques", "hommes d'état"}
    | {"dirigeants politiques", "femmes politiques", "hommes d'affaires", "chefs d'entreprise"}
)
"""What people are called without saying of what."""
_STATES: Final = frozenset("pays états etats nations capitales voisins puissances républiques gouvernements".split())
_RELATIVES: Final = frozenset("époux frères sœurs parents conjoints".split())
_FAMILY: Final = 3
"""Tokens of *les époux X*, and the most people whom *les X* stands for."""


class Relations(Owners):
    """Rules for possessives, pairs and descriptions before names."""

    def _pair(self, phrase: Phrase, start: int) -> Found | None:
        both = phrase.number == "p" and self.view.lower[max(0, phrase.head_index - 1)] == "deux"
        again = both and (phrase.bare or phrase.determiner in DEMONSTRATIVES)
        pair = self._last_pair(start) if again or phrase.head in ("couple", "duo", "paire") else None
        if pair is None and both and phrase.determiner in ("les", "ces"):
            general = phrase.bare or flat(phrase.text) in _GENERAL
            pair = self._two_named(phrase, start) if general else None
            pair = pair or self._two_bodies(phrase, start)
        if pair is None and phrase.head in ("couple", "duo") and phrase.determiner in DEFINITE and phrase.bare:
            joined = self._pair_before(start)  # *Anne et Luc, … Le couple*
            pair = joined[0] if joined is not None else None
        return (pair, "pair") if pair is not None else None

    def _pair_before(self, position: int, reach: int = 2) -> tuple[Entity, int] | None:
        """Two persons joined by *et* before a position, and where the second is named."""
        raise NotImplementedError

    def _two_named(self, phrase: Phrase, start: int) -> Entity | None:
        """*les deux candidats*: the two people named last, if nobody else was within three paragraphs."""
        if self._person_noun(phrase.head) is None:
            return None
        found: list[Entity] = []
        for event in self.antecedents.before(start):
            if self.view.paragraph(start) - self.view.paragraph(event.start) > 3:
                break
            entity = event.entity
            if entity is None or not is_named_person(entity) or entity in found:
                continue
            if phrase.gender == "f" and entity.gender != "f":
                continue
            found.append(entity)
        return self._group((found[1], found[0])) if len(found) == 2 else None

    def _two_before(self, position: int) -> Entity | None:
        """*Tous deux*: the two joined by *et*, else the last two named, at most two paragraphs off."""
        joined = self._pair_before(position)
        if joined is not None:
            return joined[0]
        found: list[Entity] = []
        for event in self.antecedents.before(position):
            far = self.view.paragraph(position) - self.view.paragraph(event.start) > 2
            if far or len(found) == 2:
                break
            entity = event.entity
            if entity is not None and is_named_person(entity) and entity not in found and event.level is None:
                found.append(entity)
        return self._group((found[1], found[0])) if len(found) == 2 else None

    def _two_bodies(self, phrase: Phrase, start: int) -> Entity | None:
        """*les deux pays, les deux syndicats*: the two states or bodies named in this paragraph or the one before."""
        states = phrase.head in _STATES
        bodies = singular(phrase.head) in ANAPHORIC
        if not states and not (bodies and phrase.bare):
            return None
        wanted = self.knowledge.fields(phrase.head)
        found: list[Entity] = []
        for event in self.antecedents.before(start):
            if self.view.paragraph(start) - self.view.paragraph(event.start) > 1:
                break
            entity = event.entity
            if entity is None or entity in found or not entity.keys:
                continue
            if states and entity.kind not in ("state", "metonym") or not states and entity.kind != "organization":
                continue
            if not states and wanted and entity.fields and not wanted & entity.fields:
                continue
            found.append(entity)
        return self._group((found[1], found[0])) if len(found) == 2 else None

    def _family(self, start: int, end: int) -> Entity | None:
        """*les Roche, les époux Roche*: all whom the article names of the family, if they are two or more."""
        view = self.view
        first, last = view.tokens(start, end)
        at = first + 1 + (last - first == _FAMILY and view.lower[first + 1] in _RELATIVES)
        if last - at != 1 or view.lower[first] != "les" or not view.words[at][:1].isupper():
            return None
        surname = bare(view.words[at])
        family = [
            entity
            for entity in self.registry.entities
            if entity.kind == "person" and len(entity.keys) > 1 and entity.keys[-1] == surname
        ]
        return self._group(tuple(family)) if 1 < len(family) <= _FAMILY else None

    def _possessed(self, phrase: Phrase, start: int, end: int, quotation: Quotation) -> Found | None:
        """*sa sœur, son entourage*: somebody named soon after the headline, else *entourage de X*."""
        if phrase.determiner not in POSSESSIVES:
            return None
        body = self._of_a_body(phrase, start, quotation)
        if body is not None:
            return body
        if phrase.number != "s":
            return None
        if self._person_noun(self.view.words[phrase.head_index]) is not None:
            entity = self._coming(phrase, start, end, quotation)
            if entity is not None:
                return entity, "cataphora"
        if phrase.head in COUNTERPARTS and phrase.places:
            return self._counterpart(phrase, start, quotation)
        if not phrase.bare:
            return None
        related = self._related(phrase, start)
        if related is not None:
            return related, "kin"
        number: Number = "p" if phrase.determiner == "leur" else "s"
        within, own = quotation.within, quotation.quotation_id
        owner = self.antecedents.find(start, None, number, mode="owner", within=within, own=own)
        if owner is None or not is_named_person(owner):
            return None
        if "candidate" in self.knowledge.fields(phrase.head):
            other = self.antecedents.find(
                start, self._gender(phrase), "s", within=within, own=own, exclude=(owner,), accept=is_named_person
            )
            if other is not None:
                return other, "description"
        if not self._belonging(phrase):
            return None
        return self._owned(phrase, owner, start), "possessive"

    def _of_the_speaker(self, phrase: Phrase, start: int, quotation: Quotation) -> Entity | None:
        """*Mon père m'a dit* in somebody's words: who of the family bears the name, else *père de X*."""
        outer = self.speaker.get(quotation.within or "")
        if outer is None or outer.members or not is_named_person(outer) or phrase.determiner not in ("mon", "ma"):
            return None
        if not phrase.bare or not self._belonging(phrase):
            return None
        return self._family_of(outer, phrase) or self._whose(outer, phrase) or self._owned(phrase, outer, start)

    def _belonging(self, phrase: Phrase) -> bool:
        """Whether a noun says little without its owner: kin and circles (*entourage*), not *son avocat*."""
        kin = any(name.startswith("kin.") for name in self.knowledge.fields(phrase.head))
        return kin or phrase.head in CIRCLES

    def _counterpart(self, phrase: Phrase, start: int, quotation: Quotation) -> Found | None:
        """*son homologue français*: who of that country has been named."""
        entity = self.antecedents.find(
            start,
            phrase.gender,
            "s",
            within=quotation.within,
            own=quotation.quotation_id,
            accept=lambda entity: is_named_person(entity) and bool(entity.nationalities() & phrase.places),
        )
        return (entity, "counterpart") if entity is not None else None

    def _gender(self, phrase: Phrase) -> Gender | None:
        """The gender that determiner or noun shows: *sa rivale*."""
        return phrase.gender or self._gender_of_noun(phrase)

    def _related(self, phrase: Phrase, position: int) -> Entity | None:
        """*sa mère*: the only other person of this gender with the surname of whoever is in focus."""
        if not any(name.startswith("kin.") for name in self.knowledge.fields(phrase.head)):
            return None
        owner = self.antecedents.find(position, None, "s", mode="owner", accept=is_named_person)
        if owner is None:
            return None
        return self._family_of(owner, phrase) or self._whose(owner, phrase)

    def _whose(self, owner: Entity, phrase: Phrase) -> Entity | None:
        """*sa mère* of somebody brought in as *sa fille Anne*: whose daughter she was said to be."""
        wanted = KIN.get(next((f for f in self.knowledge.fields(phrase.head) if f in KIN), ""), "")
        for known in owner.descriptions:
            if known.determiner not in ("son", "sa") or wanted not in self.knowledge.fields(known.head):
                continue
            relative = self.antecedents.find(
                known.start, self._gender_of_noun(phrase), "s", mode="owner", exclude=(owner,), accept=is_named_person
            )
            if relative is not None:
                return relative
        return None

    def _gender_of_noun(self, phrase: Phrase) -> Gender | None:
        return {"m": "m", "f": "f"}.get(self.knowledge.person_noun(phrase.head) or "")  # type: ignore[return-value]

    def _family_of(self, owner: Entity, phrase: Phrase) -> Entity | None:
        """The only other person of this gender with the surname of ``owner``."""
        if len(owner.keys) < 2:
            return None
        family = [
            entity
            for entity in self.registry.entities
            if entity is not owner
            and entity.kind == "person"
            and len(entity.keys) > 1
            and entity.keys[-1] == owner.keys[-1]
            and entity.gender is not None
            and entity.gender == self.knowledge.person_noun(phrase.head)
        ]
        return family[0] if len(family) == 1 else None

    def _coming(self, phrase: Phrase, start: int, end: int, quotation: Quotation | None = None) -> Entity | None:
        """The person whom a headline or lead describes before the text names them; not who quotes them."""
        if not self._opening(start) or self._named_above(phrase, start):
            return None
        if quotation is not None and quotation.within is not None:
            return None
        wanted = self.knowledge.fields(phrase.head)
        head = stem(phrase.head)

        def fits(entity: Entity) -> bool:
            other_field = wanted and entity.fields and not wanted & entity.fields  # *le ministre* is no bishop
            offices = {stem(description.head) for description in entity.descriptions} & OFFICES
            other_office = head in OFFICES and offices and head not in offices  # *la présidente* is no *procureure*
            other = other_field or other_office
            return not other and self._introduced_after(entity, end) and self._may_be(phrase, entity)

        return self.antecedents.after(end, phrase.gender, "s", fits)

    def _named_above(self, phrase: Phrase, position: int) -> bool:
        """Whether a headline has named somebody already whom a description in the lead may take up."""
        return any(
            is_named_person(entity)
            and len(entity.keys) > 1
            and entity.positions[0] < self.view.paragraph_starts[self.view.paragraph(position)]
            and (not phrase.gender or entity.gender in (None, phrase.gender))
            for entity in self.registry.entities
        )

    def _may_be(self, phrase: Phrase, entity: Entity) -> bool:
        """Whether number, gender and places of a description allow the entity."""
        raise NotImplementedError

    def _opening(self, position: int) -> bool:
        """Whether this is the headline or lead, where descriptions come before the names."""
        return self.view.paragraph(position) <= 1

    def _introduced_after(self, entity: Entity, position: int) -> bool:
        return (
            entity.kind == "person"
            and entity.gender is not None
            and len(entity.keys) > 1
            and entity.positions[0] > position
            and self.view.paragraph(entity.positions[0]) <= 3
        )

    def _last_pair(self, position: int) -> Entity | None:
        for quotation in sorted(self.quotations, key=lambda q: -q.start):
            entity = self.speaker.get(quotation.quotation_id)
            if entity is not None and len(entity.members) == 2 and quotation.start < position:
                return entity
        persons = [e for e in self.registry.entities if e.kind == "person" and len(e.keys) > 1]
        groups: dict[str, list[Entity]] = {}
        for entity in persons:
            for part in set(entity.keys[-1].split("-")):
                groups.setdefault(part, []).append(entity)
        pairs = [group for group in groups.values() if len(group) == 2]
        return self._group(tuple(pairs[0])) if len(pairs) == 1 else None
