"""Dialogues: turns that dashes open, in marks or without (*« Vous aviez bu ? – Un peu. »*), by two in turn.

Mostly one or two of the turns name somebody, by a reporting clause, a label or a form of address; the others are his or
hers by turn. What nobody is named for stays nobody's: whoever spoke last before the dialogue need not speak in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from claimx.records import Quotation
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.owners import is_person
from claimx.stages.speakers.unsourced import Unsourced
from claimx.stages.speakers.view import View

_DASH = re.compile(r"[—–―-][ \u00a0\u202f]*[«“\"]?[ \u00a0\u202f]*$")
_BEFORE_DASH = frozenset('.!?…»"”«“: \u00a0\u202f\t')
_BLANKS = " \u00a0\u202f\t"
_OPENING = '—–―-«“" \u00a0\u202f\t'
_DASH_REACH = 8
"""Characters that a dash, a mark and their blanks take before a turn."""
_CLAUSE = 160
"""Characters of a reporting clause between two turns."""
_ADDRESS = re.compile(
    r"\b(?:madame|monsieur|m\.|mme) ((?:le|la|l['’])[ ]?(?:présidente?|procureure?|juge|maire|préfète?|ministre|"
    r"commissaire|"
    r"proviseure?|députée?|sénateur|sénatrice|directeur|directrice|avocate? générale?|bâtonnière?|rectrice|recteur))\b",
    re.IGNORECASE,
)

Turn = list[Quotation]


class Dialogues:
    """The dialogues of one document, each a list of turns, each turn the quotations it is made of."""

    def __init__(self, view: View, quotations: Sequence[Quotation]) -> None:
        self._text = view.text
        self._view = view
        self.found: list[list[Turn]] = []
        self._places: dict[str, tuple[list[Turn], int]] = {}
        current: list[Turn] = []
        for quotation in sorted((q for q in quotations if q.within is None), key=lambda q: q.start):
            before = current[-1][-1] if current else None
            if before is not None and self._dashed(quotation) and self._follows(current[-1], quotation):
                current.append([quotation])
            elif before is not None and quotation.cue_start is None and self._resumes(before, quotation):
                current[-1].append(quotation)
            else:
                self._close(current)
                current = [[quotation]]
        self._close(current)

    def _close(self, turns: list[Turn]) -> None:
        if len(turns) < 2:
            return
        self.found.append(turns)
        for number, turn in enumerate(turns):
            for quotation in turn:
                self._places[quotation.quotation_id] = turns, number

    def place(self, quotation: Quotation) -> tuple[list[Turn], int] | None:
        """Return the dialogue that holds ``quotation`` and the number of its turn in it, or None."""
        return self._places.get(quotation.quotation_id)

    def _dashed(self, quotation: Quotation) -> bool:
        """Whether a dash opens the words, behind the end of others."""
        begin = max(0, quotation.start - _DASH_REACH)
        dash = _DASH.search(self._text, begin, quotation.start)
        if dash is None:
            return False
        at = dash.start()
        return at == 0 or self._text[at - 1] in _BEFORE_DASH or self._text[at - 1] in "\r\n"

    def _follows(self, turn: Turn, quotation: Quotation) -> bool:
        """Whether nothing but a reporting clause stands between two turns, in a paragraph or from one to the next."""
        before = turn[0]
        opening = self._text[max(0, before.start - _DASH_REACH) : before.start].rstrip(_BLANKS)
        if opening[-1:] not in _OPENING or not opening or quotation.start - turn[-1].end > _CLAUSE:
            return False
        paragraph = self._view.paragraph(turn[-1].start)
        apart = self._view.paragraph(quotation.start) - paragraph
        begin = self._view.paragraph_starts[self._view.paragraph(before.start)]
        return not apart or apart == 1 and not self._text[begin : before.start].strip(_OPENING)

    def _resumes(self, before: Quotation, quotation: Quotation) -> bool:
        """*A, lit la présidente. B*: whether words go on from those before, in the same pair of marks."""
        between = self._text[before.end : quotation.start]
        return len(between) <= _CLAUSE and not any(mark in between for mark in '\n«»"“”')

    def addressed(self, turn: Turn) -> tuple[int, int] | None:
        """*Oui, madame la présidente*: whom a turn names as the other one, without the honorific."""
        found = _ADDRESS.search(self._text, turn[0].start, turn[-1].end)
        return found.span(1) if found is not None else None

    def questions(self, turn: Turn) -> bool:
        """Whether a turn asks: then whoever the text was about is asked, and does not ask."""
        return self._text[turn[0].start : turn[-1].end].rstrip().endswith("?")


class Alternating(Unsourced):
    """Rules for turns whose own clause names nobody, by those that somebody is named for."""

    def __init__(self, view: View, knowledge: Knowledge, quotations: Sequence[Quotation]) -> None:
        super().__init__(view, knowledge, quotations)
        self._dialogues = Dialogues(view, quotations)
        self._before_dialogue: dict[str, Entity] = {}

    def _wait(self, quotation: Quotation, previous: Quotation | None, turns: list[Turn], number: int) -> None:
        """Leave a turn without a name to those that have one; remember whom the text before the dialogue was about."""
        self.how[quotation.quotation_id] = "unresolved:bare"
        if number == 0 and quotation is turns[0][0]:
            entity = self._led_to(quotation, previous) or self._carried(quotation, previous)
            if entity is not None and is_person(entity):
                self._before_dialogue[quotation.quotation_id] = entity

    def _taking_turns(self, turns: list[Turn]) -> list[tuple[Quotation, Entity]]:
        """Return the turns of a dialogue that nobody is named for and who says them, by the nearest one he is told of.

        If the text tells of one of the two only, the other is whom it was about.
        """
        told = {number: self.speaker[q.quotation_id] for number, turn in enumerate(turns) if (q := self._named(turn))}
        for number, turn in enumerate(turns):
            span = self._dialogues.addressed(turn)
            other = number - 1 if number else 1
            if span is not None and not any(at % 2 == other % 2 for at in told):
                entity = self.resolve(*span, turn[0])[0]
                if entity is not None:
                    told[other] = entity
        open_turn = 1 if any(not at % 2 for at in told) or self._dialogues.questions(turns[0]) else 0
        if not any(at % 2 == open_turn for at in told):
            first = turns[0][0]
            about = self._before_dialogue.get(first.quotation_id)
            if about is None or about in told.values():
                others = list(told.values())
                about = self.antecedents.find(first.start, None, "s", exclude=others, accept=is_person)
            if about is not None:
                told[open_turn] = about
        sides = [sorted(at for at in told if at % 2 == side) for side in (0, 1)]
        found = []
        for number, turn in enumerate(turns):
            bare = [q for q in turn if q.quotation_id not in self.speaker and q.source_start is None]
            if bare and (nearest := _nearest(sides[number % 2], number)) is not None:
                found += [(quotation, told[nearest]) for quotation in bare]
        return found

    def _named(self, turn: Turn) -> Quotation | None:
        return next((q for q in turn if q.quotation_id in self.speaker), None)


def _nearest(turns: Sequence[int], number: int) -> int | None:
    """Return which of the sorted ``turns`` is nearest, the earlier one of two."""
    at = bisect_left(turns, number)
    return min(turns[max(at - 1, 0) : at + 1], key=lambda turn: abs(turn - number), default=None)
