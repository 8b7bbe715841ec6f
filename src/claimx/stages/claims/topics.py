"""Clauses in which nothing takes a position: what they are about, with the side of their verb and predicate."""

from __future__ import annotations

from claimx.records import Act
from claimx.stages.claims.clauses import Clause, subject_of
from claimx.stages.claims.core import (
    FIRST,
    NEUTER,
    VAGUE,
    Assertion,
    done_to_us,
    flip,
    make,
    points_back,
    predicate_of,
    subject_tokens,
    trend_of,
)
from claimx.stages.claims.cores import clause_core, topic_phrase
from claimx.stages.claims.judgements import is_actor
from claimx.stages.claims.needs import had_to
from claimx.stages.claims.nominal import nominal
from claimx.stages.claims.polarity import effect_of, position_of, valence, waits
from claimx.stages.claims.tokens import Tok


def _none_of(clause: Clause) -> Tok | None:
    """Return *aucune* of *X n'en a formulé aucune*: none of what stands before."""
    verb = clause.verb
    if verb is None or not any(tok.lower == "en" for tok in clause.tokens[max(0, verb.first - 2) : verb.first]):
        return None
    after = clause.tokens[verb.last + 1 : verb.last + 3]
    nouns = any(tok.is_noun for tok in after)
    return None if nouns else next((tok for tok in after if tok.lower in ("aucun", "aucune")), None)


def topic(clause: Clause) -> Assertion:
    """Whatever else: the topic of the main clause, with the side its verb and predicate take.

    A verb with an object is named with it, one without by its subject alone (:func:`topic_phrase`).
    """
    verb = clause.verb
    tokens = clause.tokens
    if verb is None:
        return nominal(clause)[0]
    subject, pronoun = subject_of(clause)
    main = tokens[verb.main]
    position = position_of(main, reflexive=verb.reflexive)
    effect = effect_of(main, reflexive=verb.reflexive) or (position.sign if position else 0)
    core = clause_core(clause)
    transitive = core.last > verb.last and not verb.passive
    effect = trend_of(clause) or effect
    predicate = predicate_of(clause)
    side = effect or valence(predicate) or valence(subject_tokens(clause))
    sign = flip(clause, side) if side else (-1 if verb.negated else 0)
    if waits(tokens[verb.first :]) or had_to(clause) and not effect:
        sign, effect = -1, 0
    act: Act = "state"
    personal = pronoun in VAGUE or subject is None or is_actor(clause, subject)
    if pronoun in FIRST and not effect and not done_to_us(clause):
        sign = sign or 1
    elif sign < 0 and effect < 0 and transitive and pronoun not in ("je", "j'", "nous"):
        act = "accuse" if personal else "criticize"
    anaphor: tuple[Tok, ...] = ()
    if pronoun in NEUTER:
        anaphor = tuple(tok for tok in tokens if tok.lower == pronoun)[:1]
    elif subject is not None and points_back(tokens, subject):
        anaphor = tuple(tokens[subject.first : subject.last + 1])
    elif none := _none_of(clause):
        anaphor = (none,)
    elif pronoun in ("il", "ils", "elle", "elles") and not transitive:
        anaphor = tuple(tok for tok in tokens if tok.lower.lstrip("-") == pronoun)[:1]
    issue = topic_phrase(clause, subject, core, acts=bool(effect) or pronoun == "qui", actor=is_actor(clause, subject))
    return make(clause, issue, act, sign, "topic", strong=bool(effect), loose=not effect, anaphor=anaphor)[0]
