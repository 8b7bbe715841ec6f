"""What stands between commas behind a verb of saying: *glisse, tout sourire, la recrue*, *lâche, à regret, Luc*."""

from __future__ import annotations

from claimx.lexicon.function_words import THOSE
from claimx.stages.quotations.view import View

_BRACKETED = 14
"""Tokens that may stand between the verb and its subject."""


def sayer_past_aside(view: View, comma: int, limit: int) -> int:
    """Return the token where a noun phrase begins behind the aside that opens with the comma at ``comma``, else -1.

    The aside may have commas of its own (*glisse, mi-figue, mi-raisin, la recrue*) but neither verb nor mark nor colon.
    Who speaks has a determiner or is a name: a bare noun behind a comma tells with what face it is said.
    """
    if comma >= limit or view.lower[comma] != ",":
        return -1
    for index in range(comma + 2, min(comma + _BRACKETED, limit - 1)):
        if view.is_finite(index) or view.mark[index] or view.lower[index] in (":", ";"):
            return -1
        if view.lower[index] == "," and names_somebody(view, index + 1):
            return index + 1
    return -1


def names_somebody(view: View, index: int) -> bool:
    """Whether a noun phrase with a determiner, a name or *celui* begins at ``index``."""
    if view.lower[index] in THOSE:
        return True
    return view.pos[index] in ("DET", "PROPN") or view.words[index][:1].isupper()
