"""Which side words take: valence of a stretch of text, attitude of verbs, what undoes what."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from claimx.lexicon.cues import load_cues
from claimx.lexicon.stance import Position, load_stance
from claimx.stages.claims.tokens import Tok


def lemmas_of(tok: Tok) -> tuple[str, ...]:
    """Return the lemmas a token may have: the tagger's, and those of the cue verbs that have its form."""
    found = [tok.lemma]
    if tok.is_verb:
        cues = load_cues()
        for key in cues.forms.get(tok.lower, ()):
            head = cues.verbs[key].head
            if head and head not in found:
                found.append(head)
    return tuple(found)


def position_of(tok: Tok, *, reflexive: bool) -> Position | None:
    """Return what a verb means in the mouth of its subject (pronominal readings have their own entry)."""
    positions = load_stance().positions
    for lemma in lemmas_of(tok):
        if reflexive:
            for form in (f"se {lemma}", f"s'{lemma}"):
                if form in positions:
                    return positions[form]
        elif lemma in positions:
            return positions[lemma]
    return None


def effect_of(tok: Tok, *, reflexive: bool = False) -> int:
    """Return what a verb does to its object: +1 better, -1 worse, 0 unknown."""
    effects = load_stance().effects
    for lemma in lemmas_of(tok):
        if reflexive and f"s'{lemma}" in effects:
            return effects[f"s'{lemma}"]
        if lemma in effects:
            return effects[lemma]
    return 0


def word_sign(tok: Tok) -> int:
    """Return the side one word takes by itself, by its part of speech."""
    sign = tok.sign
    if sign is None:
        sign = tok.sign = _word_sign(tok)
    return sign


def _word_sign(tok: Tok) -> int:
    stance = load_stance()
    if tok.pos == "ADV":
        return stance.adverbs.get(tok.lower, 0)
    if tok.pos == "NOUN":
        base = singular(tok.lower)
        forms = (tok.lemma, tok.lower, base)
        return next((table[form] for table in (stance.nouns, stance.adjectives) for form in forms if form in table), 0)
    if tok.pos == "PROPN":
        return 0
    for table in (stance.adjectives, stance.nouns):
        for form in (tok.lemma, tok.lower, singular(tok.lower)):
            if form in table:
                return table[form]
    return effect_of(tok) if tok.is_verb else 0


@lru_cache(maxsize=1 << 14)
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
