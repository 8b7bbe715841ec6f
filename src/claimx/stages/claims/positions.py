"""Clauses whose subject takes a position: *nous rejetons ce texte*, *Moscou exige des garanties*."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from claimx.lexicon.stance import Position
from claimx.records import Act
from claimx.stages.claims.clauses import Clause, subject_of
from claimx.stages.claims.core import (
    FIRST,
    THIRD,
    Assertion,
    contrasted,
    coordinated,
    done_to_us,
    flip,
    make,
    points_back,
)
from claimx.stages.claims.cores import target_of
from claimx.stages.claims.judgements import is_actor
from claimx.stages.claims.nominal import infinitive, infinitives
from claimx.stages.claims.phrases import Phrase, noun_phrase
from claimx.stages.claims.polarity import position_of, waits
from claimx.stages.claims.tokens import Tok


def position(clause: Clause) -> list[Assertion]:
    """*Nous rejetons ce texte*, *Moscou exige des garanties*: the subject's act and attitude to the object."""
    verb = clause.verb
    if verb is None or verb.passive:
        return []
    tokens = clause.tokens
    subject, pronoun = subject_of(clause)
    own = clause.told and pronoun in THIRD
    if not (own or pronoun in FIRST or is_actor(clause, subject) or subject is None and not pronoun):
        return []
    found = next(
        ((at, taken) for at in (verb.first, verb.main) if (taken := position_of(tokens[at], reflexive=verb.reflexive))),
        None,
    )
    if found is None or own and not _takes_side(tokens[found[0]].lemma, found[1]):
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
        or _asked_of(clause, index, act, sign, holder)
        or _objects(clause, start, Position(act, sign), taken, holder)
        or _clitic(clause, act, sign, holder)
    )


def told_position(clause: Clause) -> list[Assertion]:
    """Return the position of *dit craindre la crue*, *assure ne pas regretter ce vote*.

    Not of *avoir exigé un report*, which tells what was done.
    """
    if not clause.told:
        return []
    tokens = clause.tokens
    heads = infinitives(tokens)
    if len(heads) != 1 or heads[0] > _LEADING:
        return []
    index = heads[0]
    before = [tok.lower for tok in tokens[:index]]
    taken = position_of(tokens[index], reflexive="se" in before or "s'" in before)
    if taken is None or not _takes_side(tokens[index].lemma, taken) or tokens[index].lemma in _MEANING:
        return []
    negated = not _NOT.isdisjoint(before)
    act, sign = (_UNTAKEN.get(taken.act, "state"), -taken.sign) if negated else (taken.act, taken.sign)
    made = (
        _to_do(clause, index + 1, act, sign, ())
        or _asked_of(clause, index, act, sign, ())
        or _objects(clause, index + 1, Position(act, sign), taken, ())
    )
    return [replace(item, negated=negated) for item in made]


_LEADING: Final = 4
"""Words before the infinitive of *ne pas se plaindre* at most."""
_NOT: Final = frozenset("pas plus jamais nullement".split())
_MEANING: Final = frozenset("vouloir souhaiter espérer compter croire attendre renoncer".split())
"""Verbs of what one means to do: *dit vouloir partir* is about leaving, which the infinitive's own rule takes."""


def _takes_side(lemma: str, taken: Position) -> bool:
    """Whether a verb tells what its subject holds, and not what it does (*suspendre, réduire*)."""
    return taken.act not in ("state", "announce") or lemma in _HOLDING


_HOLDING: Final = frozenset("soutenir défendre approuver respecter partager comprendre douter espérer préférer".split())


def _asked_of(clause: Clause, verb: int, act: Act, sign: int, holder: tuple[Tok, ...]) -> list[Assertion]:
    """Return a position on what somebody is asked to do: *j'appelle les parents à faire vacciner leurs enfants*."""
    tokens = clause.tokens
    link = _LINKS.get(tokens[verb].lemma)
    if link is None:
        return []
    start = verb + 1
    while start < len(tokens) and (tokens[start].pos == "ADV" or tokens[start].lower in ("à", "au", "aux")):
        start += 1
    whom = noun_phrase(tokens, start) if start < len(tokens) else None
    if whom is None or whom.last + 2 >= len(tokens):
        return []
    for place in range(whom.last + 1, min(whom.last + _FAR, len(tokens) - 1)):
        tok = tokens[place]
        if tok.is_mark or tok.form == "fin":
            return []
        if tok.lower in link and any(item.form == "inf" for item in tokens[place + 1 : place + 4]):
            return _to_do(clause, place, act, sign, holder)
    return []


_FAR: Final = 8
"""Words after somebody asked within which it stands what they are to do."""
_TO: Final = frozenset(("à",))
_OF: Final = frozenset(("de", "d'"))
_LINKS: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys("appeler inviter encourager exhorter inciter engager".split(), _TO),
    **dict.fromkeys(
        "demander prier presser sommer implorer supplier conseiller recommander ordonner suggérer proposer"
        " reprocher accuser soupçonner interdire".split(),
        _OF,
    ),
}
"""What leads to the deed after verbs by which one asks it of somebody, or lays it at their door."""
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
        tokens[start].pos == "ADV" or tokens[start].lower in ("pas", "plus", "ni") or tokens[start].text in '«"“'
    ):
        start += 1
    target = target_of(tokens, start) if start < len(tokens) else None
    if target is None:
        return []
    anaphor = tuple(tokens[target.first : target.last + 1]) if points_back(tokens, target) else ()
    made = make(clause, target, own.act, own.sign, "position", holder=holder, anaphor=anaphor)
    for extra in coordinated(tokens, target) or _neither(tokens, target):
        made += make(clause, extra, own.act, own.sign, "position", holder=holder)
    if verb is not None and verb.negated:
        made += make(clause, contrasted(clause, target.last + 1), verbs.act, verbs.sign, "position", holder=holder)
    return made


def _neither(tokens: tuple[Tok, ...], first: Phrase) -> list[Phrase]:
    """*Nous n'excluons ni la grève ni | le boycott*: the second of two."""
    start = first.last + 1
    if start + 1 >= len(tokens) or tokens[start].lower != "ni":
        return []
    second = noun_phrase(tokens, start + 1, wide=True)
    return [] if second is None else [second]


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
