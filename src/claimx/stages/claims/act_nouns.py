"""Clauses that judge an act of speech: *sur ces questions, la réponse est négative*."""

from __future__ import annotations

from claimx.lexicon.stance import load_stance
from claimx.stages.claims.clauses import Clause, subject_of
from claimx.stages.claims.core import (
    Assertion,
    flip,
    make,
    points_back,
    predicate_of,
)
from claimx.stages.claims.phrases import noun_phrase
from claimx.stages.claims.words import singular


def act_noun(clause: Clause) -> list[Assertion]:
    """*Sur ces questions, la réponse est négative*: the act of whoever's answer it is."""
    verb = clause.verb
    subject, _ = subject_of(clause)
    if verb is None or subject is None or not verb.copula:
        return []
    tokens = clause.tokens
    stance = load_stance()
    noun = next(
        (
            i
            for i in range(subject.first, subject.last + 1)
            if tokens[i].lemma in stance.act_nouns and tokens[i].is_noun
        ),
        None,
    )
    if noun is None:
        return []
    stances = [
        tok
        for tok in predicate_of(clause)[:5]
        if {tok.lemma, tok.lower, singular(tok.lower)} & stance.act_adjectives and tok.pos in ("ADJ", "VERB", "NOUN")
    ]
    sign = stances[0].word.sign if stances else 0
    if not sign:
        return []
    sign = flip(clause, sign)
    act = stance.act_nouns[tokens[noun].lemma]
    holder = tokens[noun : subject.last + 1]
    for index, tok in enumerate(tokens):
        if (
            tok.lower in ("sur", "à", "aux", "concernant", "quant")
            and not clause.deep[index]
            and not subject.first <= index <= subject.last
        ):
            phrase = noun_phrase(tokens, index + 1)
            if phrase is not None:
                anaphor = tokens[phrase.first : phrase.last + 1] if points_back(tokens, phrase) else ()
                return make(
                    clause,
                    phrase,
                    act,
                    sign,
                    "act_noun",
                    anaphor=tuple(anaphor),
                    holder=tuple(holder),
                    holder_noun=True,
                )
    return make(clause, subject, act, sign, "act_noun", holder=tuple(holder), holder_noun=True)
