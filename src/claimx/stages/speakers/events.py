"""The mentions of a document that a pronoun or description may stand for, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from claimx.lexicon.function_words import DEFINITE_ARTICLES, OF
from claimx.stages.speakers.clusters import Registry
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.phrases import Phrase
from claimx.stages.speakers.view import View

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:caus"})
_ORDINALS = frozenset({"premier", "première", "second", "seconde", "deuxième"})
_CLAUSE_OPENERS = frozenset({",", ";", ":", "et", "mais", "que", "qu'", "quand", "si", "tandis"})
_BEFORE_VERBS = frozenset({",", "ne", "n'", "se", "s'", "en", "y", "lui", "l'"})
"""What stands between such a subject and its verb."""
_NOMINAL = frozenset({"NOUN", "ADJ", "PROPN"})


@dataclass(slots=True, order=True)
class Event:
    """One mention that may be an antecedent; ``level`` is the innermost quotation whose content holds it."""

    start: int
    entity: Entity | None = field(compare=False)
    span: tuple[int, int] = field(compare=False)
    subject: bool = field(compare=False, default=False)
    speaker: bool = field(compare=False, default=False)
    level: str | None = field(compare=False, default=None)
    complement: bool = field(compare=False, default=False)
    """Whether it only says of what something is (*ministère de la Santé*)."""
    phrase: Phrase | None = field(compare=False, default=None)
    """How a description is put, whose gender and number the pronoun takes (*la réponse … elle*)."""
    sentence: int = field(compare=False, default=-1)
    paragraph: int = field(compare=False, default=-1)


class Events:
    """Collects names and subjects of one document; ``bounds`` are the contents of its quotations."""

    def __init__(self, view: View, registry: Registry, bounds: Sequence[tuple[int, int, str]]) -> None:
        self.view = view
        self.registry = registry
        self._bounds = bounds

    def collect(self) -> list[Event]:
        """Return the mentions in the order they stand; descriptions are not resolved yet."""
        events: list[Event] = []
        taken: set[int] = set()
        subjects = {index for index, dep in enumerate(self.view.dep) if dep in _SUBJECTS} | self._missed_subjects()
        words = self.view.words
        for name in self.registry.names:
            entity = self.registry.entity_of[name.start]
            first, last = self.view.tokens(name.outer_start, name.outer_end)
            tokens = range(first, last)
            taken.update(tokens)
            apposed = name.outer_end > name.end and words[last : last + 1] == [","]
            subject = not subjects.isdisjoint(tokens) or self._before_verb(last + apposed)
            if subject and (head := self._governor(first)) is not None:
                subject = False
                taken.update(range(head, last))
                span = (self.view.start[head], name.outer_end)
                events.append(Event(span[0], None, span, subject=True))
            complement = not subject and self._complement(first)
            events.append(Event(name.start, entity, (name.start, name.end), subject=subject, complement=complement))
        ranked = self._ranked()
        for index in sorted(subjects - taken | ranked):
            if index in ranked:
                span = (self.view.start[index - 1], self.view.end[index])
                events.append(Event(span[0], None, span, subject=True))
                continue
            if (noun := self._one_of(index)) > 0:
                span = (self.view.start[index], self.view.end[noun])
                events.append(Event(span[0], None, span, subject=True))
                continue
            if self.view.pos[index] != "NOUN" or self._opening_apposition(index):
                continue
            token = self.view.doc[index]
            left, right = token.left_edge.i, token.right_edge.i
            if right - left > 30:
                right = index
            first = next(
                (i for i in range(max(left, index - 5), index + 1) if self.view.pos[i] in ("DET", "NUM", "ADJ")), index
            )
            span = (self.view.start[first], self.view.end[right])
            if events and self._apposed(events[-1], first, right):
                continue
            events.append(Event(span[0], None, span, subject=True))
        events.sort(key=lambda event: event.start)
        self._level(events)
        return events

    def _apposed(self, before: Event, first: int, last: int) -> bool:
        """Whether a subject stands between commas behind another: *Le commissaire, un géomètre à la retraite, a …*."""
        words, index = self.view.words, first - 1
        between = words[index] == "," and words[last + 1 : last + 2] == [","]
        return (
            between
            and self.view.lower[first] in ("un", "une")
            and before.span[1]
            in (
                self.view.end[index - 1],
                self.view.end[index],
            )
        )

    def _ranked(self) -> set[int]:
        """*Le premier, La seconde* as subjects at the head of a clause."""
        view, found = self.view, set()
        for index in range(1, len(view) - 1):
            if view.lower[index] not in _ORDINALS or view.lower[index - 1] not in ("le", "la"):
                continue
            opens = view.opens(index - 1) or index > 1 and view.lower[index - 2] in _CLAUSE_OPENERS
            following = view.lower[index + 1]
            finite = view.pos[index + 1] in ("VERB", "AUX") and view.morph(index + 1, "VerbForm") == "Fin"
            if opens and (finite or following in _BEFORE_VERBS):
                found.add(index)
        return found

    def _one_of(self, index: int) -> int:
        """The noun of *un de ses collègues, une des élèves* as a subject, or -1."""
        lower = self.view.lower
        if lower[index] not in ("un", "une") or lower[index + 1 : index + 2] not in (["de"], ["des"], ["d'"]):
            return -1
        nouns = range(index + 2, min(index + 4, len(self.view)))
        return next((i for i in nouns if self.view.pos[i] == "NOUN"), -1)

    def _opening_apposition(self, index: int) -> bool:
        """Whether a noun opens a sentence without its article: *Vainqueur samedi à Sens, le Belge …*."""
        view = self.view
        return view.opens(index) and view.morph(index, "Number") != "Plur" and view.lower[index] != "personne"

    def _missed_subjects(self) -> set[int]:
        """Nouns that open a sentence (*La mairie, qui …, marche*) or a cleft (*c'est un pêcheur qui*), misparsed."""
        view, found = self.view, set()
        lower, pos = view.lower, view.pos
        nouns = [index for index, tags in enumerate(pairwise(pos[:-1]), 1) if tags == ("DET", "NOUN")]
        for index in nouns:
            before = index - 2
            if before < 0 or view.opens(index - 1):
                found.add(index)
                continue
            if pos[before] == "ADV":
                before -= 1
            if before > 0 and lower[before] in ("est", "était") and lower[before - 1] in ("c'", "ce"):
                found.add(index)
        return found

    def _complement(self, index: int) -> bool:
        """Whether a name stands behind *de* and a noun, with or without an article."""
        lower = self.view.lower
        before = index - 2 if index > 1 and lower[index - 1] in DEFINITE_ARTICLES else index - 1
        return before > 0 and lower[before] in OF and self.view.pos[before - 1] in _NOMINAL

    def agent(self, event: Event) -> bool:
        """Whether *par, selon* stands before a name: *jugé inutile par Testa*."""
        index = self.view.token(event.start)
        if index and self.view.lower[index - 1] in DEFINITE_ARTICLES:
            index -= 1
        return index > 0 and self.view.lower[index - 1] in ("par", "selon")

    def _governor(self, index: int) -> int | None:
        """First token of *le conseil départemental de* before a name that is only its complement."""
        view = self.view
        if index < 2 or view.lower[index - 1] not in OF:
            return None
        for back in range(index - 2, max(-1, index - 7), -1):
            if view.pos[back] == "DET" or view.lower[back] in ("du", "au"):
                return back
            if view.pos[back] not in ("NOUN", "ADJ", "ADP", "PROPN"):
                break
        return None

    def _before_verb(self, index: int) -> bool:
        """Whether a finite verb comes next: the parser misses subjects after fronted phrases."""
        view = self.view
        while index < len(view) and view.lower[index] in ("se", "s'", "ne", "n'", "en", "y", "l'", "le", "la", "lui"):
            index += 1
        return index < len(view) and view.pos[index] in ("VERB", "AUX") and view.morph(index, "VerbForm") == "Fin"

    def _level(self, events: Sequence[Event]) -> None:
        """Sweep over the contents' bounds to note the innermost content around each event."""
        stack: list[tuple[int, str]] = []
        bounds, position = self._bounds, 0
        for event in events:
            while position < len(bounds) and bounds[position][0] <= event.start:
                start, minus_end, identity = bounds[position]
                while stack and stack[-1][0] <= start:
                    stack.pop()
                stack.append((-minus_end, identity))
                position += 1
            while stack and stack[-1][0] <= event.start:
                stack.pop()
            event.level = stack[-1][1] if stack else None
