"""Sentences of a court, which blame nobody: *Le tribunal l'a condamné à un an pour « escroquerie »*."""

from __future__ import annotations

from claimx.lexicon.function_words import OBJECTS
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.verb_groups import past_locution
from claimx.stages.quotations.view import View

_COURTS = frozenset(
    "tribunal tribunaux cour cours juge juges jury jurés juré jurée justice cassation magistrat magistrats magistrate "
    "cjue cedh cpi magistrates chambre prud'hommes".split()
)
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_TO = frozenset({"à", "au", "aux"})
_HEAD = 3
"""Tokens among which the noun of a noun phrase stands."""
_PENALTY = 12
"""Tokens between a verdict and its penalty, with whoever pronounces it."""


def is_verdict(view: View, hit: Hit, source: tuple[int, int] | None) -> bool:
    """Whether *condamner* is the court's: a court does it to somebody, or somebody is condemned to something."""
    if hit.lemma != "condamner":
        return False
    if source is not None:
        first = view.token_at(source[0])
        head = view.lower[first : min(first + _HEAD, view.token_at(source[1] - 1) + 1)]
        council = (
            head[-2:] in (["conseil", "d'"], ["conseil", "constitutionnel"]) and "état" in view.lower[first : first + 4]
        )
        court = not _COURTS.isdisjoint(head) or council
        if court and (hit.form != "finite" or _condemns_somebody(view, hit)):
            return True
    behind = hit.last + 1
    if behind < len(view.lower) and view.lower[behind] == "par":
        near = range(behind, min(behind + _PENALTY, view.bounds(hit.head)[1]))
        behind = next((i for i in near if view.lower[i] in _TO or view.mark[i]), behind)
    # *condamne à nouveau ces violences*, *à son tour*
    return behind < len(view.lower) and view.lower[behind] in _TO and past_locution(view, behind) == behind


def _condemns_somebody(view: View, hit: Hit) -> bool:
    """*l'a condamné*, *condamne la société à payer*; of a deed a judge speaks as others do (*condamne la réforme*)."""
    if any(view.lower[i] in OBJECTS for i in range(hit.first, hit.head)):
        return True
    first, limit = hit.last + 1, view.bounds(hit.head)[1]
    end = first + 1
    while end < limit and view.pos[end] in _NOMINAL and not view.mark[end]:
        end += 1
    return first < limit and not view.mark[first] and classify_source(view, view.slice(first, end)) in SPEAKERS
