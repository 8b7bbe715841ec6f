"""Where a content after *selon X* ends at the latest: at what another does; all positions are token indices."""

from __future__ import annotations

from claimx.lexicon.function_words import EMPHATIC
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import View

_VERB = 6
"""Tokens between a subject and its verb, clitics and an auxiliary among them."""


def before_other(view: View, start: int, limit: int, clauses: Clauses, sources: SourceFinder) -> int:
    """*Selon la préfecture, A | ; la CGT en compte 800*: the semicolon before what another body does or says.

    ``limit`` if none stands between ``start`` and it.
    """
    for index in range(start + 1, limit - 2):
        if view.lower[index] != ";" or view.region[index] is not view.region[start]:
            continue
        first = view.after(index, limit)
        if first < 0 or view.pos[first] not in ("DET", "PROPN"):
            continue
        end = sources.noun_phrase(first, limit)[1]
        kind = classify_source(view, view.slice(first, end))
        stressed = end + 1 < limit and view.lower[end] == "," and view.lower[end + 1] in EMPHATIC
        says = any(i in clauses.finite_cues for i in range(end, min(end + _VERB, limit)))
        if kind == "organization" or kind in SPEAKERS and (stressed or says):
            return index
    return limit
