"""Which side words take: valence of a stretch of text, attitude of verbs, what undoes what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from claimx.lexicon.cues import load_cues
from claimx.lexicon.stance import Position, load_stance
from claimx.stages.claims.tokens import Tok

_by_word: Final = lru_cache(maxsize=1 << 13)
"""What depends on a word and its tags alone is found once."""


def lemmas_of(tok: Tok) -> tuple[str, ...]:
    """Return the lemmas a token may have: the tagger's, and those of the cue verbs that have its form."""
    return _lemmas(tok.lemma, tok.lower) if tok.is_verb else (tok.lemma,)


@_by_word
def _lemmas(lemma: str, lower: str) -> tuple[str, ...]:
    cues = load_cues()
    heads = (cues.verbs[key].head for key in cues.forms.get(lower, ()))
    return tuple(dict.fromkeys([lemma, *filter(None, heads)]))


def position_of(tok: Tok, *, reflexive: bool) -> Position | None:
    """Return what a verb means in the mouth of its subject (pronominal readings have their own entry)."""
    return _position(lemmas_of(tok), reflexive=reflexive)


@_by_word
def _position(lemmas: tuple[str, ...], *, reflexive: bool) -> Position | None:
    positions = load_stance().positions
    for lemma in lemmas:
        if reflexive:
            for form in (f"se {lemma}", f"s'{lemma}"):
                if form in positions:
                    return positions[form]
        elif lemma in positions:
            return positions[lemma]
    return None


def effect_of(tok: Tok, *, reflexive: bool = False) -> int:
    """Return what a verb does to its object: +1 better, -1 worse, 0 unknown."""
    return _effect(lemmas_of(tok), reflexive=reflexive)


@_by_word
def _effect(lemmas: tuple[str, ...], *, reflexive: bool) -> int:
    effects = load_stance().effects
    for lemma in lemmas:
        if reflexive and f"s'{lemma}" in effects:
            return effects[f"s'{lemma}"]
        if lemma in effects:
            return effects[lemma]
    return 0


def word_sign(tok: Tok) -> int:
    """Return the side one word takes by itself, by its part of speech."""
    sign = tok.sign
    if sign is None:
        sign = tok.sign = _sign(tok.pos, tok.lemma, tok.lower, tok.is_verb)
    return sign


@_by_word
def _sign(pos: str, lemma: str, lower: str, verb: bool) -> int:
    stance = load_stance()
    if pos == "ADV":
        return stance.adverbs.get(lower, 0)
    if pos == "PROPN":
        return 0
    tables = (stance.nouns, stance.adjectives) if pos == "NOUN" else (stance.adjectives, stance.nouns)
    for table in tables:
        for form in (lemma, lower, singular(lower)):
            if form in table:
                return table[form]
    return _effect(_lemmas(lemma, lower), reflexive=False) if verb else 0


@lru_cache(maxsize=1 << 13)
def singular(form: str) -> str:
    """Return a masculine singular guess of an adjective's form."""
    form = form[:-1] if form.endswith("s") and len(form) > 3 else form
    for ending, base in (
        ("aux", "al"),
        ("ives", "if"),
        ("ive", "if"),
        ("euse", "eux"),
        ("elle", "el"),
        ("enne", "en"),
        ("ète", "et"),
        ("ère", "er"),
        ("ale", "al"),
        ("ée", "é"),
        ("nte", "nt"),
        ("ble", "ble"),
        ("ile", "ile"),
        ("ique", "ique"),
        ("ste", "ste"),
        ("aire", "aire"),
        ("e", ""),
    ):
        if form.endswith(ending):
            return form[: -len(ending)] + base
    return form


def valence(tokens: Sequence[Tok]) -> int:
    """Return the side a stretch takes: the sum of its words' signs.

    A negator or *moins, sans* before a word turns it, and so does what lessens it (*la baisse du chômage*).
    """
    for tok in tokens:
        if tok.sign or tok.sign is None and word_sign(tok):
            break
    else:
        return 0
    stance = load_stance()
    total = 0
    lessened = -1
    for index, tok in enumerate(tokens):
        if tok.lemma in stance.lessening and (tok.is_noun or tok.is_verb):
            ahead = range(index + 1, min(index + 7, len(tokens)))
            place = next((i for i in ahead if not tokens[i].is_verb and word_sign(tokens[i])), None)
            if place is not None:
                lessened = place
                continue
        sign = word_sign(tok)
        if not sign:
            continue
        if index == lessened:
            sign = -sign
        before = [item.lower for item in tokens[max(0, index - 4) : index]]
        if any(lower in stance.reversers for lower in before[-3:]):
            sign = -sign
        if any(lower in stance.negators or lower == "non" for lower in before):
            sign = -sign
        total += sign
    return (total > 0) - (total < 0)


_TIMES: Final = frozenset(
    "seconde minute heure jour journée semaine mois trimestre semestre saison an année décennie siècle fois".split()
)
_WAITING: Final = frozenset(("attendre", "patienter"))
_AHEAD: Final = 7
"""Words after a verb among which how long or how much is told."""


def waits(tokens: Sequence[Tok]) -> bool:
    """Whether somebody is kept waiting: *attendre trois mois de salaire*, *attend depuis deux saisons*, *toujours*."""
    for index, tok in enumerate(tokens):
        if tok.lemma not in _WAITING or not tok.is_verb:
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
    undoing = load_stance().undoing
    sign = 1
    for index, tok in enumerate(tokens):
        lower = tok.lower
        undoes = (
            tok.is_verb
            and any(lemma in undoing for lemma in lemmas_of(tok))
            or tok.is_noun
            and tok.lemma in undoing
            or lower in ("sans", "contre")
        )
        negated = tok.form == "inf" and [item.lower for item in tokens[max(0, index - 2) : index]] in (
            ["ne", "pas"],
            ["ne", "plus"],
            ["ne", "jamais"],
        )
        if undoes:
            sign = -sign
        if negated:
            sign = -sign
    return sign
