"""Some of several: *les pays de l'Union européenne, l'une d'elles, l'un des avocats*."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from claimx.records import Quotation
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.events import Event
from claimx.stages.speakers.phrase_extent import strict_end
from claimx.stages.speakers.phrases import Phrase, indefinite, read_phrase
from claimx.stages.speakers.relations import Relations
from claimx.stages.speakers.words import Gender, bare, flat, singular

_ANOTHER: Final[dict[str, Gender | None]] = {"un autre": "m", "une autre": "f", "l'autre": None}
_NEAR = 60
"""Tokens before *l'un d'eux* in which the people it is one of are looked for."""


class Groups(Relations):
    """Rules for phrases that name members of a group."""

    def _members(self, phrase: Phrase) -> Entity | None:
        """*les pays de l'Union européenne, les membres du G7*: the union of states itself."""
        if phrase.determiner != "les" or bare(phrase.head) not in ("pays", "membres", "etats", "nations"):
            return None
        names = self.registry.names_in(phrase.start, phrase.end)
        behind = self.view.lower[phrase.head_index + 1 : phrase.head_index + 2]
        if len(names) != 1 or behind not in (["de"], ["du"], ["membres"]):
            return None
        known = self.knowledge.actor(self.view.text[names[0].start : phrase.end])
        return self.registry.by_known(known) if known is not None and known.kind == "organization" else None

    def _some_of_them(self, phrase: Phrase, start: int, quotation: Quotation | None) -> Entity | None:
        """*plusieurs d'entre eux, l'une d'elles*: those of whom the text speaks, in the singular if it is one."""
        view = self.view
        pronoun = view.token(phrase.end) - 1
        pronoun = next((i for i in (pronoun, pronoun + 1) if view.lower[i : i + 1] in (["eux"], ["elles"])), -1)
        if pronoun < 1 or view.lower[pronoun - 1] not in ("entre", "d'") or quotation is None:
            return None
        gender: Gender | None = "f" if view.lower[pronoun] == "elles" else None
        several = self._people_before(start, gender) or self.antecedents.find(
            start, gender, "p", mode="plural", within=quotation.within, own=quotation.quotation_id
        )
        several = several or self._people_before(start, None)  # *des riverains … l'une d'elles*
        if several is None or several.members or not several.descriptions:
            return several
        index = view.token(start)
        index += view.lower[index] == "l'"
        if view.lower[index] not in ("un", "une") or view.lower[index + 1] != "d'":
            return several  # *plusieurs d'entre eux, une trentaine d'entre eux*
        found = several.descriptions[0]
        text = self._in_singular(found)
        return Entity(
            name=text,
            kind="person" if self._person_noun(view.words[found.head_index]) else several.kind,
            gender="f" if view.lower[index] == "une" else None,
            descriptions=[replace(found, number="s", text=text)],
            positions=[start],
        )

    def _one_of(self, phrase: Phrase, start: int, end: int) -> Entity | None:
        """*l'un des avocats de la défense*; where the noun alone takes up a fuller phrase, that in the singular."""
        view = self.view
        index = view.token(start)
        index += view.lower[index] == "l'"
        if view.lower[index] not in ("un", "une") or view.lower[index + 1 : index + 2] not in (["des"], ["de"], ["d'"]):
            return None
        if view.morph(phrase.head_index, "Number") != "Plur" or phrase.head in ("eux", "elles"):
            return None
        found = self._earlier(phrase, start) if phrase.bare else None
        if found is None and not phrase.bare:
            found, text = phrase, view.text[view.start[index] : phrase.end]
        else:
            found = found or phrase
            text = self._in_singular(found)
        kind = "person" if self._person_noun(view.words[phrase.head_index]) else self._kind(phrase)
        return Entity(
            name=text,
            kind=kind,
            gender="f" if view.lower[index] == "une" else phrase.gender,
            descriptions=[replace(found, number="s", text=text)],
            positions=[start],
        )

    def _another(self, text: str, start: int) -> Entity | None:
        """*Un autre, une autre, l'autre*: one more of the unnamed people mentioned last (*un diplomate … un autre*)."""
        if text not in _ANOTHER:
            return None
        view, gender = self.view, _ANOTHER[text]
        for event in self.antecedents.before(start):
            if view.paragraph(start) - view.paragraph(event.start) > 1:
                return None
            entity = self.antecedents.entity(event)
            if entity is None or entity.keys or entity.members or not entity.descriptions:
                continue
            found = entity.descriptions[0]
            if self._person_noun(view.words[found.head_index]) is None or event.level is not None:
                continue
            if entity.number == "s" and (not indefinite(found) or gender and entity.gender not in (None, gender)):
                continue
            name = self._in_singular(found) if entity.number == "p" else found.text
            told = replace(found, number="s", text=name)
            return Entity(name, "person", gender=gender, descriptions=[told], positions=[start])
        return None

    def _people_before(self, position: int, gender: Gender | None) -> Entity | None:
        """The people that a plural noun brought in last, whatever its place in the clause: *devant les sénateurs*."""
        view = self.view
        last = view.token(position)
        first = max(0, last - _NEAR)
        quoted = self.antecedents.quoted(view.start[first], position)
        for index in range(last - 1, first, -1):
            if view.pos[index] != "NOUN" or view.morph(index, "Number") != "Plur":
                continue
            if any(begin <= view.start[index] < end for begin, end in quoted):
                continue
            if self._person_noun(view.words[index]) is None:
                continue
            start = index - 1
            while start > 0 and view.pos[start - 1] in ("DET", "NUM") and not view.opens(start):
                start -= 1
            end = view.end[strict_end(view, index, self.knowledge)]
            phrase = read_phrase(view, view.start[start], end, self.knowledge)
            if phrase is None or phrase.head_index != index or phrase.number != "p":
                continue
            agrees = phrase.gender in (None, gender or phrase.gender)
            return self._as_written(phrase, view.start[start], end) if agrees else None
        return None

    def _several_after(self, position: int, gender: Gender | None, quotation: Quotation) -> Entity | None:
        """Whom *Ils dénoncent …* in a headline or lead is about: the first subject after it that is several people.

        *Les salariés de l'usine …*, *Anne et Luc ont …*; only to the end of the next paragraph.
        """
        view = self.view
        said = [(segment.start, segment.end) for segment in quotation.segments]
        last = min(view.paragraph(position) + 2, len(view.paragraph_starts))
        limit = view.paragraph_starts[last] if last < len(view.paragraph_starts) else len(view.text)
        for event in self.antecedents.subjects(position, limit):
            if any(start <= event.start < end for start, end in said):
                continue
            several = self._several_at(event)
            if several is not None and not (gender == "f" and several.gender not in (None, "f")):
                return several
        return None

    def _several_at(self, event: Event) -> Entity | None:
        """The people of a subject in the plural or of several names, None if it is something else."""
        view = self.view
        joined = self._named_together(event)
        if joined is not None:
            return joined
        entity = self.antecedents.entity(event)
        if entity is None or entity.members:
            return entity
        phrase = read_phrase(view, *event.span, self.knowledge)
        people = phrase is not None and self._person_noun(phrase.head) is not None
        return entity if people and entity.number == "p" and entity.kind == "unknown" else None

    def _named_together(self, event: Event) -> Entity | None:
        """The people whose names *et* joins from a subject on: *Anne Morel et Luc Petit ont …*."""
        found: list[Entity] = []
        end = event.start
        for name in self.registry.names_in(event.start, self.view.sentence_end(event.start)):
            between = flat(self.view.text[end : name.outer_start]).strip()
            entity = self.registry.entity_of[name.start]
            if entity.kind != "person" or between not in ("", ",", "et") or found and not between:
                break
            found.append(entity)
            end = name.outer_end
            if between == "et":
                return self._group(tuple(found)) if len(set(found)) == len(found) > 1 else None
        return None

    def _in_singular(self, phrase: Phrase) -> str:
        """A plural phrase in the singular: its noun and the adjectives beside it, the complement as it is."""
        view = self.view
        first, last = view.tokens(phrase.start, phrase.end)
        while first < phrase.head_index and view.pos[first] == "NUM":
            first += 1
        stop = next((i for i in range(first, last) if view.pos[i] not in ("NOUN", "ADJ", "PROPN", "VERB")), last)
        text = " ".join(singular(view.words[i]) for i in range(first, stop))
        return text + view.text[view.end[stop - 1] : phrase.end]
