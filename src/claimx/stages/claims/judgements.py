"""Clauses that judge: *c'est une honte*, *cette réforme est injuste*, *le président se dit prêt à*."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from claimx.lexicon.stance import load_stance
from claimx.records import Act
from claimx.stages.claims.clauses import Clause, subject_of
from claimx.stages.claims.core import FIRST, VAGUE, Assertion, contrasted, flip, make, points_back, predicate_of
from claimx.stages.claims.cores import PREPOSITIONS, clause_core
from claimx.stages.claims.nominal import attribute
from claimx.stages.claims.phrases import Phrase, noun_phrase
from claimx.stages.claims.polarity import valence
from claimx.stages.claims.words import singular


def subject_issue(
    clause: Clause, act: Act, sign: int, rule: str, *, strong: bool = True, loose: bool = False
) -> list[Assertion]:
    """Make an assertion about the clause's subject, which may be an anaphor."""
    subject, pronoun = subject_of(clause)
    tokens = clause.tokens
    if subject is not None:
        anaphor = tokens[subject.first : subject.last + 1] if points_back(tokens, subject) else ()
        return make(clause, subject, act, sign, rule, strong=strong, loose=loose, anaphor=tuple(anaphor))
    if pronoun and pronoun not in FIRST and clause.verb is not None:
        place = next((i for i, tok in enumerate(tokens) if tok.lower.lstrip("-") == pronoun), None)
        if place is not None:
            core = clause_core(clause)
            return make(clause, core, act, sign, rule, strong=strong, loose=loose, anaphor=(tokens[place],))
    return []


def _pointing(clause: Clause) -> str:
    """The pronoun of *c'est, cela reste* that is a copula's only subject, or nothing."""
    if clause.verb is None or not clause.verb.copula:
        return ""
    subject, pronoun = subject_of(clause)
    return pronoun if subject is None and pronoun in ("ce", "c'", "cela", "ça", "ceci") else ""


def presentative(clause: Clause) -> list[Assertion]:
    """*C'est une honte*, *c'est inacceptable*, *ce n'est pas une solution*: about what *ce* stands for."""
    verb, tokens, pronoun = clause.verb, clause.tokens, _pointing(clause)
    if verb is None or not pronoun:
        return []
    predicate = predicate_of(clause)
    side = valence(predicate[:8])
    place = next((i for i, tok in enumerate(tokens) if tok.lower == pronoun), verb.first)
    start = verb.last + 1
    while start < len(tokens) and (tokens[start].pos == "ADV" or tokens[start].lower in ("pas", "plus")):
        start += 1
    phrase = noun_phrase(tokens, start, wide=True) if start < len(tokens) else None
    sign = flip(clause, side or 1)
    if verb.negated and (other := contrasted(clause, start)) is not None:
        # *Ce n'est pas un accident, mais une opération préparée*
        phrase, side = other, valence(tokens[other.first : other.last + 1])
        sign = side or 1
    act: Act = "criticize" if sign < 0 else "state"
    issue = phrase if phrase is not None else clause_core(clause)
    return make(clause, issue, act, sign, "presentative", strong=bool(side) or verb.negated, anaphor=(tokens[place],))


def dislocated(clause: Clause) -> list[Assertion]:
    """*Cette halle, c'est le cœur du village*: about the halle. *Le pire, c'est le silence*: about the silence."""
    verb, tokens, pronoun = clause.verb, clause.tokens, _pointing(clause)
    if verb is None or pronoun not in ("ce", "c'"):
        return []
    place = next((i for i in range(verb.first - 1, -1, -1) if tokens[i].lower == pronoun), 0)
    if place < _SHORTEST or tokens[place - 1].text != "," or tokens[0].pos in ("ADP", "ADV", "SCONJ", "VERB", "AUX"):
        return []
    led = tokens[0].lower == "ce" and tokens[1].lower in ("qui", "que", "qu'", "dont")
    topic = None if led else noun_phrase(tokens, 0, wide=True)
    predicate = predicate_of(clause)
    if led or topic is not None and tokens[topic.head].lemma in load_stance().headings:
        start = verb.last + 1
        while start < len(tokens) and tokens[start].pos == "ADV":
            start += 1
        phrase = noun_phrase(tokens, start, wide=True) if start < len(tokens) else None
        return make(clause, phrase, "state", flip(clause, valence(tokens[:place]) or 1), "dislocated")
    if topic is None or topic.first > 1:
        return []
    side = valence(predicate[:8])
    sign = flip(clause, side or 1)
    anaphor = tokens[topic.first : topic.last + 1] if points_back(tokens, topic) else ()
    act: Act = "criticize" if sign < 0 else "state"
    return make(clause, topic, act, sign, "dislocated", strong=bool(side) or verb.negated, anaphor=tuple(anaphor))


_SHORTEST: Final = 3
"""Words before *c'est* at least: article, noun, comma."""


def evaluation(clause: Clause) -> list[Assertion]:
    """*Cette réforme est injuste*, *nous sommes favorables à …*."""
    verb = clause.verb
    if verb is None:
        return []
    tokens = clause.tokens
    # *Nous sommes opposés à …*, which looks like a passive
    opposed = verb.passive and verb.main > verb.first and singular(tokens[verb.main].lower) in load_stance().attitudes
    linking = verb.copula or verb.lemma in ("sembler", "paraître", "rester", "demeurer", "devenir")
    if not linking and not opposed:
        return []
    subject, pronoun = subject_of(clause)
    attitude = attribute(clause, verb.main if opposed else verb.last + 1, negated=verb.negated)
    if attitude and (pronoun in VAGUE or is_actor(clause, subject)):
        holder = tokens[subject.first : subject.last + 1] if subject is not None else ()
        return [replace(item, holder=tuple(holder)) for item in attitude]
    if not linking:
        return []
    predicate = predicate_of(clause)
    side = valence(predicate[:6])
    sign = flip(clause, side or 1)
    act: Act = "criticize" if sign < 0 and side else "state"
    core = clause_core(clause)
    complemented = any(tok.lower in PREPOSITIONS for tok in predicate[1:4])
    if pronoun in FIRST or is_actor(clause, subject) or pronoun in VAGUE and complemented:
        return make(clause, core, act, sign, "evaluation", strong=bool(side))
    if subject is not None and complemented and not points_back(tokens, subject):
        return make(clause, core, act, sign, "evaluation", strong=bool(side))
    return subject_issue(clause, act, sign, "evaluation", strong=bool(side))


def is_actor(clause: Clause, subject: Phrase | None) -> bool:
    """Whether a subject is somebody named: *Moscou*, *le président Dupont*."""
    if subject is None:
        return False
    following = clause.tokens[subject.head + 1 : min(subject.head + 2, subject.last + 1)]
    return clause.tokens[subject.head].pos == "PROPN" or any(tok.pos == "PROPN" for tok in following)


def self_report(clause: Clause) -> list[Assertion]:
    """*Le président Dupont se dit prêt à …* inside what somebody else says: his attitude, reported."""
    verb = clause.verb
    if verb is None or not verb.reflexive or verb.lemma not in ("dire", "déclarer", "montrer", "estimer"):
        return []
    subject, _ = subject_of(clause)
    made = attribute(clause, verb.last + 1, negated=verb.negated)
    holder = (
        clause.tokens[subject.first : subject.last + 1] if subject is not None and is_actor(clause, subject) else ()
    )
    return [replace(item, holder=tuple(holder), rule="self_report") for item in made]
