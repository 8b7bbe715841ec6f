"""Who says what a fragment points back to: *Ce que conteste le maire : « … »*, *Une version que réfute X : « … »*.

All positions are token indices; spans are half open.
"""

from __future__ import annotations

from dataclasses import replace

from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import CLITICS, View, content_start

_QUE = frozenset({"que", "qu'"})
_REACH = 18
"""Tokens of a subject with its aside between *que* and its verb."""
_FRAGMENT = 8
"""Tokens before *que* in a fragment."""


def behind_object(view: View, hit: Hit, sources: SourceFinder) -> tuple[int, int] | None:
    """Return the subject of the verb behind *que* in a sentence that is but its antecedent, or None elsewhere."""
    low, high = view.bounds(hit.head)
    verb = hit.first
    while verb > low and (view.lower[verb - 1] in CLITICS or view.lower[verb - 1] in ("ne", "n'")):
        verb -= 1
    near = range(verb - 1, max(low, verb - _REACH), -1)
    que = next((i for i in near if view.lower[i] in _QUE or view.is_finite(i) or view.lower[i] == ":"), -1)
    if que < 0 or view.lower[que] not in _QUE or view.has_finite(low, que):
        return None
    first = content_start(view, low, que)
    if not 0 < que - first <= _FRAGMENT or view.pos[first] == "ADP" or view.lower[que - 1] == ",":
        return None
    if view.lower[first:que] != ["ce"] and view.pos[que - 1] not in ("NOUN", "ADJ"):
        return None
    colon = next((i for i in range(hit.last + 1, high) if view.lower[i] == ":"), high)
    behind = replace(hit, last=_past_aside(view, hit.last, colon))
    found = sources.after(behind, colon) if que == verb - 1 else sources.noun_phrase(que + 1, verb)
    if found is None or classify_source(view, view.slice(*found)) not in SPEAKERS | {"pronoun", "document"}:
        return None
    return found


def _past_aside(view: View, last: int, limit: int) -> int:
    """*Ce que résume, plus crûment, | un sénateur : …*: the comma that closes what tells how, else ``last``."""
    if view.lower[last + 1 : last + 2] != [","]:
        return last
    comma = next((i for i in range(last + 2, min(last + _FRAGMENT, limit)) if view.lower[i] == ","), last)
    return last if view.has_finite(last + 1, comma) else comma
