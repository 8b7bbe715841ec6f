"""Numbers in noun phrases, and nouns that say more of the one right before them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from claimx.lexicon.calendar import MONTHS, WEEKDAYS
from claimx.stages.claims.tokens import Tok

HUNDREDS: Final = frozenset(("cent", "cents", "mille"))
"""Numbers that the tagger takes for nouns: *les deux cents bénévoles*."""
_MONTHS: Final = frozenset(MONTHS)
_TIMES: Final = _MONTHS | {*WEEKDAYS, "week-end"}


def compounds(tokens: Sequence[Tok], index: int) -> bool:
    """Whether a noun says more of the one right before it: *un contrôle antidopage*, *la loi immigration*."""
    tok, before = tokens[index], tokens[index - 1]
    joined = tok.dep in ("amod", "nmod") and tok.head == before.i and tok.pos == before.pos == "NOUN"
    return joined and tok.lower not in _TIMES


def counts(tokens: Sequence[Tok], index: int, end: int) -> bool:
    """Whether a number counts what follows it: *43 personnes*, *onze mille véhicules*."""
    while index < end and tokens[index].pos == "NUM":
        index += 1
    return index < end and (tokens[index].is_noun or tokens[index].pos == "ADJ")


def begins_count(tokens: Sequence[Tok], index: int, end: int) -> bool:
    """Whether a number behind a noun counts another one: *ont ajouté lundi 43 personnes* (not *lundi 12 mars*)."""
    if not counts(tokens, index, end):
        return False
    noun = next(tok for tok in tokens[index:end] if tok.pos != "NUM")
    return noun.is_noun and noun.lower not in _MONTHS
