"""Clauses that deny a thing by what speaks for it: *rien n'indique que*, *aucune preuve que*, *aucune raison de*."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from claimx.lexicon.function_words import NE, QUE
from claimx.records import Act
from claimx.stages.claims.clauses import Clause
from claimx.stages.claims.core import Assertion, make
from claimx.stages.claims.cores import target_of
from claimx.stages.claims.tokens import Tok


def unproven(clause: Clause) -> list[Assertion]:
    """*Rien n'indique que la digue ait cédé*, *aucun élément ne permet de conclure à un attentat*: what isn't shown."""
    verb, tokens = clause.verb, clause.tokens
    if verb is None or not verb.negated or verb.lemma not in _SHOWING:
        return []
    lead = next((tok.lower for tok in tokens if not tok.is_mark), "")
    if lead not in _NOTHING:
        return []
    link = _link(tokens, verb.last + 1)
    return make(clause, target_of(tokens, link), "deny", -1, "unproven", negated=True) if link else []


_NOTHING: Final = frozenset(("rien", "aucun", "aucune", "personne"))
_SHOWING: Final = frozenset(
    "permettre indiquer prouver montrer démontrer attester suggérer établir étayer laisser dire garantir".split()
)
_SAYING: Final = frozenset("affirmer dire conclure penser croire supposer prétendre soutenir savoir établir".split())
_FAR: Final = 12
"""Words after a verb within which the *que* of what it doesn't show stands."""


def _link(tokens: tuple[Tok, ...], start: int) -> int:
    """Return where what isn't shown begins: at *que*, or behind *de conclure* at *à*; 0 if nowhere."""
    said = False
    for index in range(start, min(start + _FAR, len(tokens) - 1)):
        tok = tokens[index]
        if tok.is_mark and tok.text not in '«"“,' or tok.form == "fin":
            return 0
        if tok.lower in QUE:
            return index
        if said and tok.lower in ("à", "au", "aux"):
            return index
        said = said or tok.form == "inf" and tok.lemma in _SAYING
    return 0


def groundless(clause: Clause) -> list[Assertion]:
    """*Nous n'avons aucune raison de partir*, *il n'y a pas lieu de céder*, *aucune preuve que l'eau ait gelé*."""
    verb, tokens = clause.verb, clause.tokens
    if verb is None or not verb.negated or verb.lemma not in _HAVING:
        return []
    place = verb.last + 1
    while place < len(tokens) and (tokens[place].lower in _NO or tokens[place].pos in ("ADV", "ADJ")):
        place += 1
    act = _GROUNDS.get(tokens[place].lemma) if place + 2 < len(tokens) else None
    if act is None:
        return []
    link = place + 1
    while link < len(tokens) and (tokens[link].pos == "ADJ" or tokens[link].lower == "pour"):
        link += 1
    if link + 1 >= len(tokens) or tokens[link].lower not in ("de", "d'", "que", "qu'"):
        return []
    if act == "deny" and tokens[link].lower in ("de", "d'") and tokens[place].lemma not in _PROOFS:
        return []  # *pas trouvé de signe de vie*
    if tokens[link + 1].lower in NE:
        # *Aucune raison de ne pas continuer*: one will.
        return make(clause, target_of(tokens, link), "state", 1, "groundless")
    return make(clause, target_of(tokens, link), act, -1, "groundless", negated=True)


_HAVING: Final = frozenset(("avoir", "voir", "trouver", "exister"))
_NO: Final = frozenset("pas plus aucun aucune nul nulle de d' le la moindre".split())
_GROUNDS: Final[Mapping[str, Act]] = {
    "raison": "refuse", "motif": "refuse", "lieu": "refuse", "intérêt": "refuse", "intention": "refuse",
    "preuve": "deny", "indice": "deny", "signe": "deny", "élément": "deny",
}  # fmt: skip
"""Nouns without which one doesn't do a thing, or doesn't believe it."""
_PROOFS: Final = frozenset(("preuve", "indice"))
"""Grounds whose complement with *de* is what isn't shown."""
