"""What one clause asserts: about what, with which act and side. Rules are tried in order, each by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from claimx.lexicon.stance import load_stance
from claimx.records import Act, Modality
from claimx.stages.claims.act_nouns import act_noun
from claimx.stages.claims.clauses import Clause, clauses_of, subject_of
from claimx.stages.claims.core import (
    Assertion,
    flip,
    make,
)
from claimx.stages.claims.cores import clause_core, restricts, target_of
from claimx.stages.claims.denials import groundless, unproven
from claimx.stages.claims.judgements import dislocated, evaluation, presentative, self_report
from claimx.stages.claims.needs import commitment, existence, necessity, need, needed, rightness, suspected, wish
from claimx.stages.claims.nominal import resentment, without_verb
from claimx.stages.claims.polarity import position_of
from claimx.stages.claims.positions import position, told_position
from claimx.stages.claims.stated import advised, no_question, only_way, set_out, voted
from claimx.stages.claims.tokens import Tok, trimmed
from claimx.stages.claims.topics import topic
from claimx.stages.claims.words import singular

_CLOSING: Final = 3
"""Tokens at a sentence's end among which its mark stands."""
_REPORTING: Final = frozenset(
    "dire penser croire rappeler souligner estimer répéter savoir affirmer comprendre considérer juger trouver noter"
    " reconnaître constater préciser voir espérer souhaiter vouloir craindre regretter assurer réaffirmer confirmer"
    " convaincre supposer imaginer déplorer demander exiger insister avouer admettre falloir signifier montrer"
    " prouver déterminer découvrir établir révéler vérifier apprendre conclure soutenir prétendre".split()
)


def assertions_of(tokens: Sequence[Tok], *, after_que: bool = False, told: bool = False) -> list[Assertion]:
    """Return the assertions of one sentence's content tokens, in order.

    ``after_que``: whether *que* leads them; ``told``: whether who speaks may be *il, elle* in them.
    """
    found: list[Assertion] = []
    for clause in clauses_of(trimmed(tokens), question=asks(tokens), after_que=after_que, told=told):
        if clause.tokens:
            found += analyse(clause)
    return found


def asks(tokens: Sequence[Tok]) -> bool:
    """Whether a sentence ends with a question mark."""
    return any(tok.text.startswith("?") for tok in tokens[-_CLOSING:])


def main_verbs(tokens: Sequence[Tok]) -> list[Tok]:
    """Return the main verbs of a sentence's clauses, or its first infinitive or noun if it has no finite verb."""
    found = [clause.tokens[clause.verb.main] for clause in clauses_of(trimmed(tokens)) if clause.verb is not None]
    if found:
        return found
    first = next((tok for tok in tokens if tok.form == "inf"), None) or next(
        (tok for tok in tokens if tok.is_noun), None
    )
    return [first] if first is not None else []


def analyse(clause: Clause) -> list[Assertion]:
    """Return what one clause asserts (several for coordinate infinitives or objects)."""
    if clause.verb is None:
        return told_position(clause) or no_question(clause) or without_verb(clause)
    modality = modality_of(clause)
    for rule in (
        act_noun,
        wish,
        voted,
        only_way,
        advised,
        set_out,
        unproven,
        groundless,
        _reported,
        needed,
        need,
        rightness,
        existence,
        _out_of_question,
        _impersonal,
        dislocated,
        _first_time,
        presentative,
        self_report,
        evaluation,
        _resents,
        suspected,
        position,
        commitment,
        necessity,
    ):
        made = rule(clause)
        if made:
            for item in made:
                item.modality = item.modality or modality
            return made
    about = topic(clause)
    about.modality = modality
    return [about]


def modality_of(clause: Clause, *, then: bool = False) -> Modality | None:
    """Return the clause's modality: a condition, a necessity, a possibility.

    ``then``: whether it is reported in the past, where the conditional is but the future (*a dit qu'il viendrait*).
    """
    stance = load_stance()
    if clause.verb is not None and clause.verb.mood == "Cnd" and not clause.verb.modal and not then:
        return "conditional"
    lowers = [tok.lower for tok in clause.tokens]
    if lowers[0] == "si" and len(lowers) > 1 or not _telling().isdisjoint(lowers) and _conditional(lowers):
        return "conditional"
    told = zip(clause.tokens, clause.deep, strict=True)
    lemmas = [tok.lemma for tok, deep in told if not deep and not tok.is_noun]
    if not stance.necessary.isdisjoint(lemmas):
        return "necessary"
    if not stance.possible.isdisjoint(lemmas):
        return "possible"
    return None


def _conditional(lowers: Sequence[str]) -> bool:
    words = " ".join(lowers).replace("' ", "'")
    return any(map(f" {words} ".__contains__, _conditions()))


@cache
def _conditions() -> list[str]:
    """Return the phrases of a condition between blanks, but *si*, which means more."""
    return [f" {phrase} " for phrase in load_stance().conditions if phrase != "si"]


@cache
def _telling() -> frozenset[str]:
    """Return the longest word of each of these phrases: few clauses hold any."""
    return frozenset(max(phrase.split(), key=len) for phrase in _conditions())


def _reported(clause: Clause) -> list[Assertion]:
    """*Nous rappelons que S*, *je pense que S*, *nous mettons en garde contre le fait que S*: what S asserts."""
    verb = clause.verb
    if verb is None:
        return []
    tokens = clause.tokens
    que = next(
        (i for i in range(verb.last + 1, min(verb.last + 9, len(tokens))) if tokens[i].lower in ("que", "qu'")), None
    )
    if far := _far_clause(clause):
        return assertions_of(tokens[far + 1 :])
    if que is None or any(tokens[i].text in ",;:" for i in range(verb.last + 1, que)):
        return []
    if not verb.negated and restricts(tokens, verb.first):
        return []
    between = [tok.lower for tok in tokens[verb.last + 1 : que]]
    main = tokens[verb.main]
    warns = "garde" in between
    position = position_of(main, reflexive=verb.reflexive)
    adjective = next(
        (
            tok
            for tok in tokens[verb.last + 1 : que]
            if tok.pos == "ADJ" or singular(tok.lower) in load_stance().attitudes
        ),
        None,
    )
    opens = (
        main.lemma in _REPORTING
        or position is not None
        or warns
        or verb.copula
        and adjective is not None
        and singular(adjective.lower) in load_stance().attitudes
    )
    if not opens or any(tok.is_noun and tok.lower not in ("fait", "garde") for tok in tokens[verb.last + 1 : que]):
        return []
    _, pronoun = subject_of(clause)
    if pronoun in ("il", "ce", "c'", "cela") and verb.copula:
        return []
    inner = assertions_of(tokens[que + 1 :])
    if not inner:
        return []
    necessary = main.lemma == "falloir"
    if warns:
        return [replace(item, act="warn", sign=-1, rule="reported", strong=True) for item in inner]
    if necessary:
        return [_as_core(item, "demand", flip(clause, 1), "necessity") for item in inner[:2]]
    if position is not None and position.act not in ("state", "announce"):
        return [_as_core(item, position.act, flip(clause, position.sign), "position") for item in inner[:2]]
    if position is not None and main.lemma in ("espérer", "souhaiter", "vouloir", "craindre", "redouter", "douter"):
        return [_as_core(item, position.act, flip(clause, position.sign), "position") for item in inner[:1]]
    if verb.negated and main.lemma in ("penser", "croire", "dire", "estimer", "trouver", "voir"):
        # *Je ne crois pas que A et je ne veux pas de B* doubts the first alone.
        first = inner[0].clause
        return [
            replace(item, sign=-(item.sign or 1), strong=True, rule="doubt") if item.clause is first else item
            for item in inner
        ]
    return inner


def _far_clause(clause: Clause) -> int:
    """Return where the *que* of what is found out stands behind how: *ont pu déterminer grâce à X que*, or 0.

    So in *il suffit de X pour voir que*.
    """
    verb, tokens = clause.verb, clause.tokens
    if verb is None or verb.last + 1 >= len(tokens):
        return 0
    first = tokens[verb.last + 1]
    if verb.lemma == "suffire":
        known = _FOUND_OUT
    elif verb.lemma in _FOUND_OUT and first.pos in ("ADP", "ADV") and first.lower not in ("que", "qu'"):
        known = None
    else:
        return 0
    for index in range(verb.last + 2, min(verb.last + _FAR, len(tokens))):
        if tokens[index].lower not in ("que", "qu'") or tokens[index].pos != "SCONJ":
            continue
        before = tokens[index - 1]
        if before.form == "inf" and before.lemma in known if known else before.is_noun:
            return index
    return 0


_FOUND_OUT: Final = frozenset(
    "voir constater comprendre apprendre savoir réaliser déterminer découvrir établir".split()
)
_FAR: Final = 20
"""Words after a verb within which the *que* of what it finds out stands."""


def _as_core(item: Assertion, act: Act, sign: int, rule: str) -> Assertion:
    """Take a wanted, feared or blamed clause as the issue itself."""
    if item.clause.verb is None:
        return replace(item, act=act, sign=sign, rule=rule, strong=True)
    core = clause_core(item.clause)
    negated = item.clause.verb.negated
    issue = item.clause.tokens[core.first : core.last + 1]
    return replace(item, issue=issue, act=act, sign=-sign if negated else sign, rule=rule, strong=True, negated=negated)


def _judged(clause: Clause) -> tuple[str, int, int] | None:
    """Return adjective, its index and that of the link word of *il est (c'est) … de/que*; None for other clauses."""
    verb = clause.verb
    _, pronoun = subject_of(clause)
    if verb is None or pronoun not in ("il", "ce", "c'") or not verb.copula:
        return None
    stance = load_stance()
    tokens = clause.tokens
    index = verb.last + 1
    while index < len(tokens) and (
        tokens[index].pos == "ADV" and not stance.adjectives.get(tokens[index].lower) or tokens[index].is_mark
    ):
        index += 1
    if index >= len(tokens):
        return None
    word = tokens[index]
    known = (stance.adjectives, stance.demanding_adjectives, stance.refusing_adjectives)
    forms = (word.lemma, singular(word.lower), word.lower)
    base = next((form for form in forms if any(form in words for words in known)), "")
    if not base and word.pos not in ("ADJ", "VERB"):
        return None
    link = index + 1
    while link < len(tokens) and (
        tokens[link].pos == "ADV"
        and tokens[link].lower not in ("que", "qu'")
        or tokens[link].lower in ("que", "jamais")
        and "jamais" in (tokens[link].lower, *(tok.lower for tok in tokens[link + 1 : link + 2]))
        or tokens[link].is_mark
        and tokens[link].text != ","
    ):
        link += 1
    if link >= len(tokens) or tokens[link].lower not in ("de", "d'", "que", "qu'", "à"):
        return None
    return None if pronoun != "il" and tokens[link].lower == "à" else (base, index, link)


def _impersonal(clause: Clause) -> list[Assertion]:
    """*Il est inadmissible que …*, *il est difficile de …*: what is judged so."""
    verb, judged = clause.verb, _judged(clause)
    if verb is None or judged is None:
        return []
    base, index, link = judged
    stance = load_stance()
    tokens = clause.tokens
    target = target_of(tokens, link)
    if target is None:
        return []
    reduced = any(tok.lower == "moins" for tok in tokens[verb.last + 1 : index])
    sign = flip(clause, stance.adjectives.get(base, 1) * (-1 if reduced else 1))
    if base in stance.certain and tokens[link].lower in ("que", "qu'") and (inner := assertions_of(tokens[link + 1 :])):
        if sign > 0:
            return inner
        return [replace(item, sign=-(item.sign or 1), act="deny", strong=True) for item in inner]
    act: Act = "state"
    if base in stance.demanding_adjectives:
        act = "demand"
    elif base in stance.refusing_adjectives:
        act = "criticize"
    return make(clause, target, act, sign, "impersonal")


def _first_time(clause: Clause) -> list[Assertion]:
    """*C'est la première fois en trente ans que S*: what S asserts."""
    verb, tokens = clause.verb, clause.tokens
    if verb is None or not verb.copula or subject_of(clause)[1] not in ("ce", "c'"):
        return []
    after = tokens[verb.last + 1 : verb.last + _FAR]
    lowers = [tok.lower for tok in after]
    if "fois" not in lowers[:4]:
        return []
    que = next((i for i, lower in enumerate(lowers) if lower in ("que", "qu'") and i > lowers.index("fois")), None)
    return [] if que is None else assertions_of(tokens[verb.last + 2 + que :])


def _resents(clause: Clause) -> list[Assertion]:
    """*Je n'en veux pas aux médecins*."""
    verb = clause.verb
    return resentment(clause, verb.main, negated=verb.negated) if verb is not None and verb.lemma == "vouloir" else []


def _out_of_question(clause: Clause) -> list[Assertion]:
    """*Il n'est pas question de céder*, *il est hors de question que …*: refused."""
    verb = clause.verb
    if verb is None or not verb.copula or subject_of(clause)[1] != "il":
        return []
    tokens = clause.tokens
    after = [tok.lower for tok in tokens[verb.last + 1 : verb.last + 6]]
    if "question" not in after or not (verb.negated or "hors" in after):
        return []
    link = verb.last + 2 + after.index("question")
    if link >= len(tokens) or tokens[link].lower not in ("de", "d'", "que", "qu'"):
        return []
    return make(clause, target_of(tokens, link), "refuse", -1, "impersonal")
