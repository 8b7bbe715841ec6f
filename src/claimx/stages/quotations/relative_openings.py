"""A relative clause that somebody says: *un tram qui, dit X, …*, *…, dont les ventes, dit X, …*, *…, sans quoi, …*."""

from __future__ import annotations

from claimx.lexicon.function_words import RELATIVES
from claimx.stages.quotations.view import CLITICS, View

_COMPOUND = frozenset(
    "quoi lequel laquelle lesquels lesquelles auquel auxquels auxquelles duquel desquels desquelles".split()
)
_LONGEST = 8
"""Tokens of what may stand between the pronoun and the pause (*dont la moitié des salariés, …*)."""


def relative_before(view: View, insertion: int, end: int, low: int) -> int:
    """Return the token where the relative clause begins that a reporting clause interrupts before its verb, or -1.

    The reporting clause are the tokens ``insertion``..``end``; nothing before token ``low`` is looked at.
    """
    pause = view.before(insertion, low)
    limit = view.bounds(insertion)[1]
    if pause <= low or end >= limit or view.lower[pause] != "," or view.lower[end] != ",":
        return -1
    pronoun = _pronoun(view, pause, low)
    if pronoun < 0 or not view.has_finite(end, limit):
        return -1
    if pronoun < pause - 1 and not _verb_next(view, end, limit):
        return -1  # *…, dont un enfant, dit X, …*
    return _with_preposition(view, pronoun, low)


def _pronoun(view: View, pause: int, low: int) -> int:
    for index in range(pause - 1, max(low, pause - 1 - _LONGEST), -1):
        lower = view.lower[index]
        if lower in (",", ";", ":") or view.is_break(index) or view.is_finite(index):
            break
        if lower in _COMPOUND or lower in RELATIVES:
            return index
    return -1


def _verb_next(view: View, comma: int, limit: int) -> bool:
    verb = view.after(comma, limit)
    while verb >= 0 and view.lower[verb] in CLITICS:
        verb = view.after(verb, limit)
    return verb >= 0 and view.is_finite(verb)


def _with_preposition(view: View, pronoun: int, low: int) -> int:
    """Where the clause begins: before the preposition or the *ce* of its pronoun; -1 if it has no antecedent."""
    lower = view.lower
    start = pronoun
    if lower[pronoun] in _COMPOUND or lower[pronoun] == "qui":
        while start - 1 > low and view.pos[start - 1] == "ADP":
            start -= 1
        if lower[start] in ("de", "d'") and lower[start - 1] == "faute":
            start -= 1
    if start == pronoun and lower[start - 1] == "ce":
        start -= 1
    if start <= low or lower[pronoun] == "quoi" and start == pronoun:
        return -1
    before = start - 1
    if lower[before] == ",":
        return start
    nominal = view.pos[before] in ("NOUN", "PROPN", "ADJ") and not view.is_finite(before)
    return start if nominal or lower[pronoun] not in ("que", "qu'") and view.pos[before] in ("NUM", "PRON") else -1
