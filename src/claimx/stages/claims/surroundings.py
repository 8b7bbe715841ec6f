"""What stands around a content and may name its issue: phrases beside the cue, before the content, what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from claimx.records import Quotation
from claimx.stages.claims.anaphora import phrases_in
from claimx.stages.claims.phrases import noun_phrase
from claimx.stages.claims.tokens import Tok, View

_BESIDE: Final = 120
"""Characters beside a cue that are looked at."""
_PRIOR: Final = 240
"""Characters before a content in which what it speaks of is looked for."""
_PRIORS: Final = 2
"""Noun phrases before a content that are looked at."""
ASKED: Final = frozenset(("interroger", "questionner", "relancer", "interpeller"))
"""Verbs whose participle tells with *sur* what a question was about."""


class Surroundings:
    """What stands beside a quotation's cue, looked for when first asked: few contents need it."""

    def __init__(self, view: View, quotation: Quotation) -> None:
        self._view, self._quotation = view, quotation

    @cached_property
    def phrases(self) -> list[tuple[Tok, ...]]:
        """The phrases (see :func:`beside_of`)."""
        return beside_of(self._view, self._quotation)

    @cached_property
    def judged(self) -> tuple[Tok, ...]:
        """What stands between cue and content: *qualifie le report d'« ubuesque »*; nothing if that is no phrase."""
        quotation = self._quotation
        if quotation.cue_end is None or not quotation.cue_end < quotation.start <= quotation.cue_end + _BESIDE:
            return ()
        between = self._view.between(quotation.cue_end, quotation.start)
        source = (quotation.source_start or -1, quotation.source_end or -1)
        if not any(tok.is_noun for tok in between) or any(source[0] <= tok.start < source[1] for tok in between):
            return ()
        phrases = [phrase for phrase, led in phrases_in(between) if not led]
        return tuple(between[phrases[0].first : phrases[0].last + 1]) if phrases else ()

    @cached_property
    def prior(self) -> list[tuple[str, tuple[Tok, ...]]]:
        """The phrases before the content with the ways they are found by (see :func:`prior_to`)."""
        return list(prior_to(self._view, self._quotation))

    @cached_property
    def asked(self) -> tuple[Tok, ...]:
        """What a question was about (see :func:`asked_of`)."""
        return asked_of(self._view, self._quotation)


def beside_of(view: View, quotation: Quotation) -> list[tuple[Tok, ...]]:
    """Return the phrases of a cue's sentence outside content and source: *qualifie le report d'« ubuesque »*."""
    if quotation.cue_start is None or quotation.cue_end is None:
        return []
    cue = view.between(quotation.cue_start, quotation.cue_end)
    if not cue:
        return []
    taken = [(segment.start, segment.end) for segment in quotation.segments]
    taken.append((quotation.cue_start, quotation.cue_end))
    if quotation.source_start is not None and quotation.source_end is not None:
        taken.append((quotation.source_start, quotation.source_end))
    near = view.between(max(0, quotation.cue_start - _BESIDE), quotation.cue_end + _BESIDE)
    rows: list[list[Tok]] = [[]]
    for tok in near:
        if tok.sentence != cue[0].sentence or any(start <= tok.start < end for start, end in taken):
            rows.append([])
        else:
            rows[-1].append(tok)
    return [tuple(row[phrase.first : phrase.last + 1]) for row in rows if row for phrase, _ in phrases_in(row)]


def prior_to(view: View, quotation: Quotation) -> Iterator[tuple[str, tuple[Tok, ...]]]:
    """Yield the nearest noun phrases before a content: what *c'est beau* or a bare « mensonger » may speak of."""
    tokens = view.between(max(0, quotation.start - _PRIOR), quotation.start)
    held = [(quotation.source_start, quotation.source_end), (quotation.cue_start, quotation.cue_end)]
    rows: list[list[Tok]] = []
    for tok in tokens:
        if rows and rows[-1][-1].sentence == tok.sentence:
            rows[-1].append(tok)
        else:
            rows.append([tok])
    own = view.between(quotation.start, quotation.start + 1)
    count = 0
    for row in reversed(rows):
        where = "own" if own and row[-1].sentence == own[0].sentence else "last"
        for phrase, led in reversed(phrases_in(row)):
            words = tuple(row[phrase.first : phrase.last + 1])
            if any(start is not None and end is not None and start <= words[0].start < end for start, end in held):
                continue
            count += 1
            yield f"prior-{where}", words
            yield f"prior-{min(count, 3)}", words
            if row[phrase.head].dep.startswith("nsubj") and not led:
                yield f"prior-subject-{where}", words
            if count == _PRIORS:
                return


def asked_of(view: View, quotation: Quotation) -> tuple[Tok, ...]:
    """Return what an answer is about by the words before it (*interrogé sur X, Y a répondu que …*), or nothing."""
    if quotation.cue_start is None or quotation.cue_start > quotation.start or view.lemmas.isdisjoint(ASKED):
        return ()
    cue = view.between(quotation.cue_start, quotation.cue_start + 1)
    row = view.beside(max(0, quotation.cue_start - _PRIOR), quotation.cue_start, cue[0].sentence) if cue else []
    asked = next((index for index, tok in enumerate(row) if tok.form == "part" and tok.lemma in ASKED), None)
    if asked is None:
        return ()
    for index in range(asked + 1, min(asked + 4, len(row) - 1)):
        if row[index].lower == "sur":
            phrase = noun_phrase(row, index + 1, wide=True)
            return tuple(row[phrase.first : phrase.last + 1]) if phrase is not None else ()
    return ()
