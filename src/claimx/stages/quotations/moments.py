"""When something was said: *ce jeudi 15 novembre*, *mardi 1er mai*, *hier soir*, *le 12 mars 2020*."""

from __future__ import annotations

from claimx.stages.quotations.view import View

DAYS = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche hier avant-hier aujourd'hui soir matin midi après-midi".split()
)
MONTHS = frozenset("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())
_THIS = frozenset({"ce", "cet", "cette"})


def past_day(view: View, index: int, limit: int) -> int:
    """Return the token after the day that begins at ``index``, below ``limit``; ``index`` if none does."""
    lower = view.lower
    if index >= limit:
        return index
    at = index + 1 if lower[index] in _THIS and index + 1 < limit and lower[index + 1] in DAYS else index
    while at < limit and lower[at] in DAYS:
        at += 1
    if at == index and not (at < limit and lower[at] == "le" and at + 1 < limit and lower[at + 1][:1].isdigit()):
        return index
    number = at if at > index else at + 1
    if number + 1 < limit and lower[number][:1].isdigit() and lower[number + 1] in MONTHS:
        at = number + 2
        if at < limit and lower[at].isdigit() and len(lower[at]) == 4:
            at += 1
    return at
