"""What the rules of one document share: its names, its mentions and who has been resolved so far."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from claimx.records import Quotation
from claimx.stages.speakers.antecedents import Antecedents
from claimx.stages.speakers.clusters import Registry
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.phrases import Phrase
from claimx.stages.speakers.view import View

# A word's beginning is asked for behind its first figures, which are looked for quickly.
_YEAR = re.compile(r"(?:19[5-9]|20[0-4])\d(?<!\w\d{4})\b")
_INTRODUCES = re.compile(r"\b(?:je m['’]appelle|je suis|je me nomme|moi,|mon nom)\b", re.IGNORECASE)


class Context:
    """State of one document's resolution; the rules are in the classes built on it."""

    def __init__(self, view: View, knowledge: Knowledge, quotations: Sequence[Quotation]) -> None:
        self.view = view
        self.knowledge = knowledge
        self.quotations = quotations
        self.registry = Registry(view, knowledge)
        self._inside: dict[str, list[Entity]] = {}
        self.by_id = {q.quotation_id: q for q in quotations}
        self.speaker: dict[str, Entity] = {}
        self.how: dict[str, str] = {}
        self._memo: dict[tuple[int, int], tuple[Entity | None, str]] = {}
        self._unnamed: dict[str, list[tuple[Phrase, Entity]]] = {}
        self._describing = False
        self._at: dict[int, Entity] = {}
        self.dates = dates_of(view)
        self.home = home_of(view, self.registry, knowledge)
        self._issuers: dict[str, Entity] = {}
        self.antecedents = Antecedents(view, self.registry, quotations, self._subject)

    def _named_inside(self, quotation: Quotation) -> list[Entity]:
        """The people whom the words of a direct quotation name: none of them says these words.

        But for one who says who he is (*« Je m'appelle Lina »*) or repeats what others ask of him.
        """
        if quotation.kind != "direct" or quotation.within is not None or quotation.text.rstrip().endswith("?"):
            return []
        known = self._inside.get(quotation.quotation_id)
        if known is None:
            known = self._inside[quotation.quotation_id] = [
                entity
                for part in quotation.segments
                if _INTRODUCES.search(self.view.text, part.start, part.end) is None
                for name in self.registry.names_in(part.start, part.end)
                if (entity := self.registry.entity_of[name.start]).kind == "person"
            ]
        return known

    def _subject(self, start: int, end: int) -> tuple[Entity | None, Phrase | None]:
        """Entity of a subject noun phrase outside the sources, for pronouns to refer to."""
        raise NotImplementedError

    def _simple(self, start: int, end: int, quotation: Quotation | None) -> tuple[Entity | None, str]:
        """Entity and rule of a source that is one noun phrase."""
        raise NotImplementedError

    def _group(self, members: tuple[Entity, ...]) -> Entity:
        flat_members = tuple(m for member in members for m in (member.members or (member,)))
        genders = {member.gender for member in flat_members}
        return Entity(
            name=" et ".join(member.name for member in flat_members),
            kind=flat_members[0].kind,
            gender="f" if genders == {"f"} else None,
            number="p",
            members=flat_members,
        )

    def _person_noun(self, word: str) -> str | None:
        return self.knowledge.person_noun(word)


def dates_of(view: View) -> tuple[str, ...]:
    """The article's date; without one the last years that its text mentions."""
    if view.date:
        return (view.date,)
    years = Counter(_YEAR.findall(view.text))
    return tuple(sorted(years))[-3:]


def home_of(view: View, registry: Registry, knowledge: Knowledge) -> str | None:
    """The country the article is about: the one whose name and adjective it uses most, if clearly."""
    counts: Counter[str] = Counter()
    for name in registry.names:
        if name.known is not None and name.known.kind in ("state", "metonym") and name.known.country:
            counts[name.known.country] += 1
    for index, state in enumerate(knowledge.states(view.words)):
        if state is None or not state.country or len(view.words[index]) <= 3:
            continue
        if view.pos[index] in ("ADJ", "NOUN", "PROPN"):
            counts[state.country] += 1
    ranked = counts.most_common(2)
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]:
        return None
    return ranked[0][0]
