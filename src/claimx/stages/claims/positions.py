"""Clauses whose subject takes a position: *nous rejetons ce texte*, *Moscou exige des garanties*."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from claimx.lexicon.stance import Position
from claimx.records import Act
from claimx.stages.claims.clauses import Clause, subject_of
from claimx.stages.claims.core import FIRST, Assertion, contrasted, coordinated, done_to_us, flip, make, points_back
from claimx.stages.claims.cores import target_of
from claimx.stages.claims.judgements import is_actor
from claimx.stages.claims.nominal import infinitive, infinitives
from claimx.stages.claims.phrases import Phrase
from claimx.stages.claims.polarity import position_of, waits
from claimx.stages.claims.tokens import Tok


def position(clause: Clause) -> list[Assertion]:
    """*Nous rejetons ce texte*, *Moscou exige des garanties*: the subject's act and attitude to the object."""
    verb = clause.verb
    if verb is None or verb.passive:
        return []
    tokens = clause.tokens
    subject, pronoun = subject_of(clause)
    if not (pronoun in FIRST or is_actor(clause, subject) or subject is None and not pronoun):
        return []
    found = next(
        ((at, taken) for at in (verb.first, verb.main) if (taken := position_of(tokens[at], reflexive=verb.reflexive))),
        None,
    )
    if found is None:
        return []
    imposed = done_to_us(clause)
    if imposed and found[1].act != "demand":
        return []
    index, taken = found
    start = index + 1
    sign = flip(clause, -1 if waits(tokens[index:]) else taken.sign)
    act: Act = taken.act
    if imposed:
        # *On nous demande de devenir des écoles de langue*: whoever is asked so complains of it.
        act, sign = "criticize", -sign
    elif verb.negated:
        act = _UNTAKEN.get(act, act)
    actor = subject is not None and is_actor(clause, subject) and not verb.modal
    holder = tuple(tokens[subject.first : subject.last + 1]) if actor and subject is not None else ()
    return (
        _to_do(clause, start, act, sign, holder)
        or _objects(clause, start, Position(act, sign), taken, holder)
        or _clitic(clause, act, sign, holder)
    )


_UNTAKEN: Final[Mapping[Act, Act]] = {"accept": "refuse", "demand": "refuse", "propose": "refuse", "refuse": "accept"}
"""What an act is whose verb is negated."""


def _to_do(clause: Clause, start: int, act: Act, sign: int, holder: tuple[Tok, ...]) -> list[Assertion]:
    """Return a position on what infinitives name: *refuse de céder et de partir*."""
    tokens = clause.tokens
    heads = infinitives(tokens[start:])
    made: list[Assertion] = []
    for number, head in enumerate(heads):
        end = start + heads[number + 1] if number + 1 < len(heads) else len(tokens)
        made += [
            replace(item, act=act, sign=sign * item.sign, rule="position", holder=holder, strong=True)
            for item in infinitive(clause, start + head, end)
        ]
    return made


def _objects(clause: Clause, start: int, own: Position, verbs: Position, holder: tuple[Tok, ...]) -> list[Assertion]:
    """Return a position on noun phrases, on what stands against them the verb's: *ne veut pas de X, mais Y*."""
    verb, tokens = clause.verb, clause.tokens
    while start < len(tokens) and (
        tokens[start].pos == "ADV" or tokens[start].lower in ("pas", "plus") or tokens[start].text in '«"“'
    ):
        start += 1
    target = target_of(tokens, start) if start < len(tokens) else None
    if target is None:
        return []
    anaphor = tuple(tokens[target.first : target.last + 1]) if points_back(tokens, target) else ()
    made = make(clause, target, own.act, own.sign, "position", holder=holder, anaphor=anaphor)
    for extra in coordinated(tokens, target):
        made += make(clause, extra, own.act, own.sign, "position", holder=holder)
    if verb is not None and verb.negated:
        made += make(clause, contrasted(clause, target.last + 1), verbs.act, verbs.sign, "position", holder=holder)
    return made


def _clitic(clause: Clause, act: Act, sign: int, holder: tuple[Tok, ...]) -> list[Assertion]:
    """Return a position on what a clitic stands for: *nous la rejetons*."""
    verb = clause.verb
    if verb is None:
        return []
    before = clause.tokens[max(0, verb.first - 2) : verb.first]
    clitic = next((tok for tok in before if tok.lower in ("le", "la", "les", "l'", "en", "y")), None)
    if clitic is None:
        return []
    group = Phrase(verb.first, verb.last, verb.main)
    return make(clause, group, act, sign, "position", holder=holder, anaphor=(clitic,))
