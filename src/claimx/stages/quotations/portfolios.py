"""Portfolios in a row: *le ministre de l'Économie, | des Finances et du Budget*."""

from __future__ import annotations

from claimx.lexicon.function_words import OF
from claimx.lexicon.tables import fold
from claimx.stages.quotations.view import View

_HOLDERS = frozenset(
    "ministre ministres ministere vice-ministre ex-ministre secretaire secretariat delegue deleguee commissaire "
    "adjoint adjointe vice-president vice-presidente commission directeur directrice direction departement office "
    "agence autorite institut conseil comite federation union conseiller conseillere chef cheffe".split()
)
"""Folded nouns of those who, and of what, may have several portfolios."""
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "DET", "ADP", "X"})
_NEAR = 10
"""Tokens before the first comma among which such a noun stands."""
_LONGEST = 28
"""Tokens that the further portfolios may have."""


def past_portfolios(view: View, comma: int, limit: int) -> int:
    """Return the token after the portfolios that go on behind a comma; ``comma`` if none do.

    Each has its *de*, the last one *et* before it (*, de la Coopération et des Marocains de l'étranger*).
    """
    if comma + 2 >= limit or view.lower[comma] != "," or view.lower[comma + 1] not in OF:
        return comma
    if _HOLDERS.isdisjoint(fold(view.lower[i]) for i in range(max(comma - _NEAR, 0), comma)):
        return comma
    joined = False
    index = comma + 1
    end = min(limit, comma + _LONGEST)
    while index < end:
        lower = view.lower[index]
        if lower == ",":
            if joined or view.lower[index + 1 : index + 2] == [] or view.lower[index + 1] not in OF:
                break
        elif lower == "et":
            if joined or view.lower[index + 1 : index + 2] == [] or view.lower[index + 1] not in OF:
                break
            joined = True
        elif not view.is_participle(index) and (view.is_finite(index) or view.pos[index] not in _INSIDE):
            break
        index += 1
    return index if joined else comma
