"""Clauses that take a position in set words: votes, the only way out, advice, *ce que je propose, c'est …*."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from claimx.lexicon.function_words import CONDITIONAL_ENDINGS, OF, QUE
from claimx.stages.claims.clauses import Clause, clauses_of, subject_of
from claimx.stages.claims.core import FIRST, THIRD, Assertion, make
from claimx.stages.claims.cores import clause_core, direct_object, target_of
from claimx.stages.claims.judgements import is_actor
from claimx.stages.claims.phrases import Phrase, noun_phrase
from claimx.stages.claims.polarity import position_of


def voted(clause: Clause) -> list[Assertion]:
    """*Nous voterons contre ce texte*, *le groupe LIOT a voté le budget*: for or against what is voted on."""
    verb, tokens = clause.verb, clause.tokens
    if verb is None or verb.lemma != "voter" or verb.passive:
        return []
    subject, pronoun = subject_of(clause)
    named = is_actor(clause, subject)
    if not (named or pronoun in FIRST or clause.told and pronoun in THIRD):
        return []
    index = verb.last + 1
    while index < len(tokens) - 1 and (tokens[index].pos == "ADV" or tokens[index].text in '«"“'):
        index += 1
    lowers = [tok.lower for tok in tokens[index : index + 3]]
    for_it = lowers[:2] == ["en", "faveur"]
    if lowers[:1] in (["contre"], ["pour"]) or for_it:
        start = index + (3 if for_it else 1)
        target = noun_phrase(tokens, start, wide=True) if start < len(tokens) else None
    else:
        target = direct_object(clause) if named else None
    side = (-1 if lowers[:1] == ["contre"] else 1) * (-1 if verb.negated else 1)
    holder = tokens[subject.first : subject.last + 1] if named and subject is not None else ()
    return make(clause, target, "refuse" if side < 0 else "accept", side, "vote", holder=tuple(holder))


def only_way(clause: Clause) -> list[Assertion]:
    """*Il n'y a pas d'autre issue que le retrait*, *nous n'avons d'autre choix que de céder*: what is to be done."""
    verb, tokens = clause.verb, clause.tokens
    if verb is None or not verb.negated or verb.lemma not in _HAVING:
        return []
    place = verb.last + 1
    while place < len(tokens) and tokens[place].lower in _BEFORE_OTHER:
        place += 1
    if place + 3 >= len(tokens) or tokens[place].lower not in ("autre", "autres"):
        return []
    if tokens[place + 1].lemma not in _WAYS or tokens[place + 2].lower not in QUE:
        return []
    start = place + 3
    target = target_of(tokens, start) if tokens[start].lower in OF else noun_phrase(tokens, start, wide=True)
    return [replace(item, negated=False) for item in make(clause, target, "demand", 1, "only_way")]


_HAVING: Final = frozenset("avoir voir exister rester".split())
_BEFORE_OTHER: Final = frozenset("pas plus aucun aucune de d' il y".split())
_WAYS: Final = frozenset("issue solution choix voie option moyen alternative remède chemin possibilité réponse".split())


def advised(clause: Clause) -> list[Assertion]:
    """*Le gouvernement ferait mieux d'écouter*, *vous seriez bien inspirés de céder*: what somebody had better do."""
    verb, tokens = clause.verb, clause.tokens
    if verb is None or verb.negated or subject_of(clause)[1] in ("je", "j'"):
        return []
    if not tokens[verb.first].lower.endswith(CONDITIONAL_ENDINGS):
        return []
    lowers = [tok.lower for tok in tokens[verb.last + 1 : verb.last + 4]]
    if verb.lemma == "être" and lowers[1:2] and lowers[0] in ("bien", "mieux") and lowers[1].startswith("inspiré"):
        link = verb.last + 3
    elif verb.lemma == "faire" and lowers[:1] in (["mieux"], ["bien"]):
        link = verb.last + 2
    elif verb.lemma == "gagner":
        link = verb.last + 1
    else:
        return []
    linked = link + 1 < len(tokens) and tokens[link].lower in ("de", "d'", "à")
    leads = linked and any(tok.form == "inf" for tok in tokens[link + 1 : link + 4])
    return make(clause, target_of(tokens, link), "demand", 1, "advised") if leads else []


def set_out(clause: Clause) -> list[Assertion]:
    """*Ce que nous proposons, c'est un référendum*, *ce que je refuse, c'est de céder*: the act of the first verb."""
    verb, tokens = clause.verb, clause.tokens
    if verb is None or not verb.copula or [tok.lower for tok in tokens[:1]] != ["ce"] or len(tokens) < _SHORTEST:
        return []
    if tokens[1].lower not in QUE or tokens[2].lower not in FIRST:
        return []
    ahead = range(3, min(verb.first, _NEAR))
    own = next((index for index in ahead if tokens[index].form in ("fin", "part")), 0)
    taken = position_of(tokens[own], reflexive=False) if own else None
    start = verb.last + 1
    if taken is None or start >= len(tokens) or any(tok.lower in ("ne", "n'") for tok in tokens[3:own]):
        return []
    if tokens[start].lower in QUE:
        inner = clauses_of(tokens[start + 1 :])
        if not inner or inner[0].verb is None:
            return []
        core = clause_core(inner[0])
        target: Phrase | None = Phrase(core.first + start + 1, core.last + start + 1, core.head + start + 1)
    else:
        target = target_of(tokens, start)
    return make(clause, target, taken.act, taken.sign, "set_out")


_SHORTEST: Final = 6
"""Words of *ce que je veux, c'est …*."""
_NEAR: Final = 8
"""Words before which its verb stands."""


def no_question(clause: Clause) -> list[Assertion]:
    """*Pas question de céder*, *hors de question que nous partions*, without a verb: refused."""
    tokens = clause.tokens
    lowers = [tok.lower for tok in tokens[:3]]
    place = 1 if lowers[:2] == ["pas", "question"] else 2 if lowers == ["hors", "de", "question"] else 0
    link = place + 1
    if place and link < len(tokens) and tokens[link].text == ",":
        # *Pas question, pour la centrale, de discuter*
        link = next((i for i in range(link + 1, min(link + _ASIDE, len(tokens))) if tokens[i].text == ","), link) + 1
    if not place or link + 1 >= len(tokens) or tokens[link].lower not in (*OF, *QUE):
        return []
    return make(clause, target_of(tokens, link), "refuse", -1, "no_question", negated=True)


_ASIDE: Final = 8
"""Words of an aside between commas."""
