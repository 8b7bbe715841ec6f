"""Clauses that take a position or say what is to be done: *nous rejetons*, *il faut*, *je baisserai*, *il y a*."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from claimx.records import Act
from claimx.stages.claims.clauses import Clause, subject_of
from claimx.stages.claims.core import (
    FIRST,
    Assertion,
    clause_core,
    coordinated,
    flip,
    make,
    points_back,
    target_of,
)
from claimx.stages.claims.judgements import is_actor
from claimx.stages.claims.nominal import infinitive, infinitives
from claimx.stages.claims.phrases import Phrase, infinitive_core, noun_phrase
from claimx.stages.claims.polarity import position_of, valence, waits


def needed(clause: Clause) -> list[Assertion]:
    """*Il faut …*, *il convient de …*, *il s'agit de …*: what is to be done."""
    verb = clause.verb
    if verb is None:
        return []
    tokens = clause.tokens
    _, pronoun = subject_of(clause)
    must = "falloir" in (verb.lemma, verb.modal, tokens[verb.first].lemma) and not had_to(clause)
    proper = verb.lemma in ("convenir", "s'agir", "importer") or verb.lemma == "agir" and verb.reflexive
    if not (must or pronoun == "il" and proper):
        return []
    if tokens[verb.main].form == "inf":
        target: Phrase | None = infinitive_core(tokens, verb.main)
    else:
        target = target_of(tokens, verb.last + 1)
    return make(clause, target, "demand", flip(clause, 1), "necessity")


def existence(clause: Clause) -> list[Assertion]:
    """*Il y a …*."""
    verb = clause.verb
    if verb is None or verb.lemma != "avoir":
        return []
    tokens = clause.tokens
    if not any(tok.lower in ("y", "-y") for tok in tokens[max(0, verb.first - 2) : verb.first]):
        return []
    rest = verb.last + 1
    while rest < len(tokens) and (tokens[rest].pos == "ADV" or tokens[rest].lower in _AFTER_THERE_IS):
        rest += 1
    phrase = noun_phrase(tokens, rest, wide=True) if rest < len(tokens) else None
    if phrase is None:
        return []
    if row := coordinated(tokens, phrase):
        phrase = Phrase(phrase.first, row[-1].last, phrase.head)
    side = valence(tokens[phrase.first : phrase.last + 1]) or 1
    return make(clause, phrase, "state", flip(clause, side), "existence", strong=verb.negated)


_AFTER_THERE_IS: Final = frozenset("toujours pas de d' -t -il plus que qu'".split())
"""Words between *il y a* and what there is; *que* is that of *il n'y a que*."""


def had_to(clause: Clause) -> bool:
    """Whether *a dû, dut, a fallu* tells what was done of need; nobody wants it of anybody any more."""
    verb = clause.verb
    if verb is None or verb.mood == "Cnd" or not {"devoir", "falloir"} & {verb.modal, verb.lemma}:
        return False
    first = clause.tokens[verb.first]
    return first.lemma == "avoir" or verb.tense == "Past"


def position(clause: Clause) -> list[Assertion]:
    """*Nous rejetons ce texte*, *Moscou exige des garanties*: the subject's act and attitude to the object."""
    verb = clause.verb
    if verb is None or verb.passive:
        return []
    tokens = clause.tokens
    subject, pronoun = subject_of(clause)
    if not (pronoun in FIRST or is_actor(clause, subject) or subject is None and not pronoun):
        return []
    found = None
    for index in (verb.first, verb.main):
        if position := position_of(tokens[index], reflexive=verb.reflexive):
            found = (index, position)
            break
    if found is None:
        return []
    index, position = found
    start = index + 1
    heads = infinitives(tokens[start:])
    sign = flip(clause, -1 if waits(tokens[index:]) else position.sign)
    act: Act = position.act
    if verb.negated:
        act = {"accept": "refuse", "demand": "refuse", "propose": "refuse", "refuse": "accept"}.get(act, act)  # type: ignore[assignment]  # all are acts
    actor = subject is not None and is_actor(clause, subject) and not verb.modal
    holder = tokens[subject.first : subject.last + 1] if actor and subject is not None else ()
    made: list[Assertion] = []
    if heads:
        for number, head in enumerate(heads):
            end = start + heads[number + 1] if number + 1 < len(heads) else len(tokens)
            for item in infinitive(clause, start + head, end):
                signed = sign * item.sign
                claimed = replace(item, act=act, sign=signed, rule="position", holder=tuple(holder), strong=True)
                made += [claimed]
        if made:
            return made
    clitic = next(
        (
            tok
            for tok in tokens[max(0, verb.first - 2) : verb.first]
            if tok.lower in ("le", "la", "les", "l'", "en", "y")
        ),
        None,
    )
    while start < len(tokens) and (
        tokens[start].pos == "ADV" or tokens[start].lower in ("pas", "plus") or tokens[start].text in '«"“'
    ):
        start += 1
    target = target_of(tokens, start) if start < len(tokens) else None
    if target is not None:
        anaphor = tokens[target.first : target.last + 1] if points_back(tokens, target) else ()
        made = make(clause, target, act, sign, "position", holder=tuple(holder), anaphor=tuple(anaphor))
        for extra in coordinated(tokens, target):
            made += make(clause, extra, act, sign, "position", holder=tuple(holder))
        return made
    if clitic is not None:
        return make(
            clause,
            Phrase(verb.first, verb.last, verb.main),
            act,
            sign,
            "position",
            holder=tuple(holder),
            anaphor=(clitic,),
        )
    return []


def commitment(clause: Clause) -> list[Assertion]:
    """*Nous allons poursuivre les efforts*, *je baisserai les impôts*: a promise of what the verb names."""
    verb = clause.verb
    if verb is None or verb.passive:
        return []
    tokens = clause.tokens
    _, pronoun = subject_of(clause)
    if pronoun not in ("je", "j'", "nous"):
        return []
    going = verb.modal == "aller" or tokens[verb.first].lemma == "aller" and tokens[verb.main].form == "inf"
    future = verb.tense == "Fut"
    if not (going or future) or verb.copula:
        return []
    core = infinitive_core(tokens, verb.main)
    sign = flip(clause, 1)
    return make(clause, core, "refuse" if verb.negated else "promise", sign, "commitment")


def necessity(clause: Clause) -> list[Assertion]:
    """*Le gouvernement doit agir*, *nous devons investir*, imperatives: what is to be done."""
    verb = clause.verb
    if verb is None:
        return []
    tokens = clause.tokens
    imperative = verb.mood == "Imp"
    duty = verb.modal == "devoir" and tokens[verb.main].form == "inf" and not had_to(clause)
    if not (duty or imperative) or verb.copula:
        return []
    core = clause_core(clause) if verb.passive else infinitive_core(tokens, verb.main)
    return make(clause, core, "demand", flip(clause, 1), "necessity")
