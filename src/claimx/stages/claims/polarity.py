"""Which side words take: valence of a stretch of text, attitude of verbs, what undoes what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from claimx.lexicon.stance import Position
from claimx.stages.claims.tokens import Tok
from claimx.stages.claims.traits import (
    INFINITIVE,
    LESSENING,
    NEGATING,
    ONLY,
    REVERSING,
    SIDED,
    UNDOING,
    WAITING,
    union,
)
from claimx.stages.claims.verb_groups import unsurpassed
from claimx.stages.claims.words import effect_of_lemmas, lemmas_of_verb, position_of_lemmas


def lemmas_of(tok: Tok) -> tuple[str, ...]:
    """Return the lemmas a token may have: the tagger's, and those of the cue verbs that have its form."""
    return lemmas_of_verb(tok.lemma, tok.lower) if tok.is_verb else (tok.lemma,)


def position_of(tok: Tok, *, reflexive: bool) -> Position | None:
    """Return what a verb means in the mouth of its subject (pronominal readings have their own entry)."""
    return position_of_lemmas(lemmas_of(tok), reflexive=reflexive)


def effect_of(tok: Tok, *, reflexive: bool = False) -> int:
    """Return what a verb does to its object: +1 better, -1 worse, 0 unknown."""
    return effect_of_lemmas(lemmas_of(tok), reflexive=reflexive)


BEFORE: Final = 4
"""Words before one in which a negator turns its side."""
_JUST_BEFORE: Final = 3
"""Words before one in which *moins, sans* turn its side."""
_TURNING: Final = REVERSING | ONLY | NEGATING


def turn_of(before: Sequence[Tok]) -> int:
    """Return -1 where the words before one turn its side, else +1.

    A negator does, *moins* or *sans* near it, *peu* beside it (*peu coûteux, peu de risques*; not *un peu*).
    """
    traits = [item.word.traits for item in before]
    every = union(traits)
    if not every & _TURNING:
        return 1
    near = union(traits[-_JUST_BEFORE:])
    turned = bool(near & REVERSING) or bool(near & ONLY) and _little([item.lower for item in before])
    if every & NEGATING and not unsurpassed([item.lower for item in before]):
        turned = not turned
    return -1 if turned else 1


def _little(lowers: Sequence[str]) -> bool:
    last = len(lowers) - 1
    if last > 0 and lowers[last] in ("de", "d'"):
        last -= 1
    return lowers[last] == "peu" and (not last or lowers[last - 1] != "un")


def valence(tokens: Sequence[Tok]) -> int:
    """Return the side a stretch takes: the sum of its words' signs.

    What stands before a word may turn it (:func:`turn_of`), and so does what lessens it (*la baisse du chômage*).
    """
    total = 0
    lessened = -1
    for index, tok in enumerate(tokens):
        traits = tok.word.traits
        if not traits & _VALUED:
            continue
        if traits & LESSENING:
            ahead = range(index + 1, min(index + 7, len(tokens)))
            place = next((i for i in ahead if not tokens[i].is_verb and tokens[i].word.sign), None)
            if place is not None:
                lessened = place
                continue
        sign = tok.word.sign
        if not sign:
            continue
        if index == lessened:
            sign = -sign
        total += sign * turn_of(tokens[max(0, index - BEFORE) : index])
    return (total > 0) - (total < 0)


_VALUED: Final = SIDED | LESSENING
_TIMES: Final = frozenset(
    "seconde minute heure jour journée semaine mois trimestre semestre saison an année décennie siècle fois".split()
)
_AHEAD: Final = 7
"""Words after a verb among which how long or how much is told."""


def waits(tokens: Sequence[Tok]) -> bool:
    """Whether somebody is kept waiting: *attendre trois mois de salaire*, *attend depuis deux saisons*, *toujours*."""
    for index, tok in enumerate(tokens):
        if not tok.word.traits & WAITING:
            continue
        after = tokens[index + 1 : index + 1 + _AHEAD]
        if any(item.lower in ("depuis", "toujours", "encore", "vainement") for item in after[:2]):
            return True
        if any(item.lower == "depuis" for item in after):
            return True
        if any(item.lemma in _TIMES for item in after[:3]) and any(item.pos in ("NUM", "DET") for item in after[:2]):
            return True
    return False


def undone(tokens: Sequence[Tok]) -> int:
    """Return -1 if words before a thing say that it is stopped, refused or broken (an odd number of times), else +1.

    Takes the tokens between the beginning of an issue's words and the codebook's match in them.
    """
    sign = 1
    for index, tok in enumerate(tokens):
        traits = tok.word.traits
        if traits & UNDOING:
            sign = -sign
        if traits & INFINITIVE and [item.lower for item in tokens[max(0, index - 2) : index]] in _NOT:
            sign = -sign
    return sign


_NOT: Final = (["ne", "pas"], ["ne", "plus"], ["ne", "jamais"])
