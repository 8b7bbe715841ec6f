"""What an adjective asks for: *prêt | à partir*, *coupable | d'avoir triché*."""

from __future__ import annotations

from claimx.lexicon.function_words import OF

TO = frozenset({"à", "au", "aux"})
_TAKE_A = frozenset(
    "prêt disposé favorable hostile opposé résolu déterminé attaché ouvert contraire conforme étranger sensible "
    "semblable comparable supérieur inférieur lié dû due fidèle utile nuisible indispensable nécessaire "
    "imputable".split()
)
_TAKE_DE = frozenset(
    "coupable responsable digne indigne capable incapable victime issu exempt dépourvu synonyme porteur certain sûr "
    "conscient convaincu désireux soucieux passible susceptible fier content heureux".split()
)


def asks_for(adjective: str, preposition: str) -> bool:
    """Return whether what ``preposition`` (*à, de* or a form of them) opens completes ``adjective``, in any form."""
    asking = _TAKE_A if preposition in TO else _TAKE_DE if preposition in OF else frozenset[str]()
    word = adjective.removesuffix("s")
    masculine = word.removesuffix("e")
    return not asking.isdisjoint({adjective, word, masculine})
