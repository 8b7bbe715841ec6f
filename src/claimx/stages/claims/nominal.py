"""What contents without a finite verb assert: infinitives (*de poursuivre*), attributes (*prêt à*), noun phrases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from claimx.lexicon.function_words import DEFINITE_ARTICLES, NE, NOT
from claimx.lexicon.stance import Position, load_stance
from claimx.records import Act
from claimx.stages.claims.clauses import Clause
from claimx.stages.claims.core import Assertion, coordinated, make, points_back
from claimx.stages.claims.cores import PREPOSITIONS, target_of
from claimx.stages.claims.phrases import Phrase, deed_of, infinitive_core, noun_phrase, past_manner
from claimx.stages.claims.polarity import waits
from claimx.stages.claims.tokens import Tok
from claimx.stages.claims.traits import ARTICLES
from claimx.stages.claims.verb_groups import unsurpassed
from claimx.stages.claims.words import singular


def infinitives(tokens: Sequence[Tok]) -> list[int]:
    """Return the indices of an infinitive content's coordinate heads: *de A, de B et de C*, *A et B*."""
    heads: list[int] = []
    for index, tok in enumerate(tokens):
        if tok.form != "inf":
            continue
        place = index - 1
        while place >= 0 and (
            tokens[place].lower
            in (
                "ne",
                "n'",
                "pas",
                "plus",
                "jamais",
                "se",
                "s'",
                "y",
                "en",
                "le",
                "la",
                "les",
                "l'",
                "lui",
                "leur",
                "nous",
                "vous",
                "me",
                "m'",
            )
            or tokens[place].pos == "ADV"
            or tokens[place].text in '«"“'
        ):
            place -= 1
        linked = place >= 0 and tokens[place].lower in ("de", "d'", "à")
        before = place - 1 if linked else place
        if not heads:
            if (
                place < 0
                or before < 0
                or linked
                and before < 0
                or index <= 6
                and all(tokens[k].pos in ("ADV", "ADP", "PUNCT") or tokens[k].is_mark for k in range(place + 1))
            ):
                heads.append(index)
        elif before >= 0 and (
            tokens[before].lower in ("et", "ou", "ni", "mais", "puis") or tokens[before].text == "," and linked
        ):
            first_linked = heads[0] and tokens[0].lower in ("de", "d'", "à")
            if linked or not first_linked or tokens[before].lower in ("et", "ou"):
                heads.append(index)
    return heads


def without_verb(clause: Clause) -> list[Assertion]:
    """Return what a content without a finite verb asserts."""
    tokens = clause.tokens
    if asked := _request(clause):
        return asked
    heads = infinitives(tokens)
    if heads:
        made: list[Assertion] = []
        for number, head in enumerate(heads):
            end = heads[number + 1] if number + 1 < len(heads) else len(tokens)
            made += infinitive(clause, head, end)
        full = [item for item in made if len(item.issue) > 1 or item.anaphor]
        return full or made[:1]
    return attribute(clause) or nominal(clause)


def _request(clause: Clause) -> list[Assertion]:
    """*Merci de ne pas nourrir les cygnes* asks for it; *merci d'être venus* thanks for what has been done."""
    tokens = clause.tokens
    if len(tokens) < _SHORTEST or tokens[0].lower != "merci" or tokens[1].lower not in ("de", "d'"):
        return []
    head = next((index for index in range(2, min(len(tokens), 7)) if tokens[index].form == "inf"), 0)
    if not head or any(tok.is_noun for tok in tokens[2:head]):
        return []
    done = tokens[head].lemma in ("avoir", "être") and any(tok.form == "part" for tok in tokens[head + 1 : head + 3])
    made = infinitive(clause, head, len(tokens))
    if done:
        return [replace(item, act="praise", sign=1, rule="request", strong=True) for item in made]
    return [replace(item, act="demand", rule="request", strong=True) for item in made]


_SHORTEST: Final = 3
"""Words of *merci de patienter*."""
_ON: Final = 4
"""Words after an infinitive and its object that may tell how long."""
_NONE: Final = frozenset("pas plus jamais rien aucun aucune nul nulle ni personne".split())
"""What negates an infinitive from behind: *n'avoir reçu aucun ultimatum*."""


def resentment(clause: Clause, verb: int, *, negated: bool) -> list[Assertion]:
    """*En vouloir à X*, *nous n'en voulons à personne*: whom one blames, or doesn't."""
    tokens = clause.tokens
    if tokens[verb].lemma != "vouloir" or not any(tok.lower == "en" for tok in tokens[max(0, verb - 2) : verb]):
        return []
    index = verb + 1
    while index < len(tokens) and (tokens[index].pos == "ADV" or tokens[index].lower in NOT):
        index += 1
    if index + 1 >= len(tokens) or tokens[index].lower not in ("à", "au", "aux"):
        return []
    whom = noun_phrase(tokens, index + 1, wide=True)
    if negated:
        return make(clause, whom, "state", 1, "resentment", negated=True)
    return make(clause, whom, "criticize", -1, "resentment")


def infinitive(clause: Clause, head: int, end: int) -> list[Assertion]:
    """Return the assertion of an infinitive at ``head``; its object may be a clitic (*de les poursuivre*)."""
    tokens = clause.tokens
    core = infinitive_core(tokens[:end], deed_of(tokens[:end], head))
    own = list(tokens[max(0, head - 4) : head])
    while any(tok.form == "fin" for tok in own):
        own.pop(0)  # *ne souhaite pas partir* negates the wish
    before = [tok.lower for tok in own]
    negated = not NE.isdisjoint(before) and not NOT.isdisjoint(before)
    if not negated and not NE.isdisjoint(before):
        negated = not _NONE.isdisjoint([tok.lower for tok in tokens[head + 1 : min(end, head + 6)]])
    if negated and unsurpassed([tok.lower for tok in tokens[max(0, head - 2) : head + 5]]):
        negated = False
    if blamed := resentment(clause, head, negated=negated):
        return blamed
    clitic = next((tok for tok in tokens[max(0, head - 2) : head] if tok.lower in DEFINITE_ARTICLES), None)
    complains = waits(tokens[head : core.last + 1 + _ON])
    return make(
        clause,
        core,
        "state",
        -1 if negated or complains else 1,
        "infinitive",
        strong=negated or complains,
        negated=negated,
        anaphor=(clitic,) if clitic is not None else (),
    )


def attribute(clause: Clause, first: int = 0, negated: bool = False) -> list[Assertion]:
    """*prêt à négocier*, *favorable à la réforme*, *plus difficile de violer les obligations*."""
    tokens = clause.tokens
    attitudes = load_stance().attitudes
    index = first
    while index < len(tokens) and (
        tokens[index].pos == "ADV"
        and singular(tokens[index].lower) not in attitudes
        or tokens[index].is_mark
        or tokens[index].lower in ("plus", "moins", "très", "tout", "toute", "même")
    ):
        index += 1
    if index >= len(tokens):
        return []
    tok = tokens[index]
    lemma = next((form for form in (tok.lemma, singular(tok.lower), tok.lower) if form in attitudes), None)
    side = tok.word.sign
    if lemma is None and not (tok.pos in ("ADJ", "VERB") and side):
        return []
    if lemma in ("pour", "contre") and tok.pos not in ("ADP", "ADV"):
        return []
    reduced = any(item.lower == "moins" for item in tokens[first:index])
    attitude = attitudes[lemma] if lemma else Position("state", side)
    act, sign = attitude.act, attitude.sign
    rest = index + 1
    while rest < len(tokens) and (
        tokens[rest].is_mark or tokens[rest].pos == "ADV" and tokens[rest].lower not in ("que", "qu'")
    ):
        rest += 1
    if rest >= len(tokens):
        return []
    if lemma == "pour" and any(item.lower == "trop" for item in tokens[first:index]):
        # *Il est trop tôt pour crier victoire*: not in favour of it, but against it as yet.
        return make(clause, target_of(tokens, index + 1), "state", 1 if negated else -1, "premature", negated=negated)
    if negated or reduced:
        sign = -sign
        act = {"accept": "refuse", "refuse": "deny" if lemma == "contre" else "accept"}.get(act, act)
    target = target_of(tokens, rest)
    if target is None:
        return []
    made = make(clause, target, act, sign, "attribute", negated=negated or reduced)
    for start, refused in _going_on(tokens, rest, target.last):
        further = target_of(tokens, start)
        other: Act = _REVERSED.get(act, act) if refused else act
        made += make(clause, further, other, -sign if refused else sign, "attribute", negated=negated or reduced)
    return made + _next_attitude(clause, target.last)


def _next_attitude(clause: Clause, last: int) -> list[Assertion]:
    """*Opposés à la fermeture et | favorables à un moratoire*: the attitude that the first is joined to."""
    tokens, attitudes = clause.tokens, load_stance().attitudes
    for index in range(last + 1, len(tokens) - 2):
        if tokens[index].form == "fin":
            break
        following = tokens[index + 1]
        joins = tokens[index].lower in ("et", "mais") and following.pos in ("ADJ", "VERB")
        if joins and singular(following.lower) in attitudes and tokens[index + 2].lower in (*_LEADS, "par"):
            return attribute(clause, index + 1)
    return []


def _going_on(tokens: Sequence[Tok], link: int, last: int) -> list[tuple[int, bool]]:
    """Return where further things follow to which an attitude is one, each with whether it isn't.

    *Prêt à voter le budget et à entrer au gouvernement, mais pas à se taire*: what has the same preposition again.
    """
    lead = tokens[link].lower
    if lead not in _LEADS:
        return []
    found: list[tuple[int, bool]] = []
    index = last + 1
    while index < len(tokens) - 1 and tokens[index].form != "fin":
        before = index - 1
        refused = tokens[before].lower in NOT or tokens[before].lower == "non"
        if refused:
            before -= 1
        joined = tokens[before].lower in ("et", "ou", "mais") or tokens[before].text == ","
        # *À condition que, à titre personnel* have a noun with no article.
        names = tokens[index].lower in ("au", "aux", "du", "des") or tokens[index + 1].pos != "NOUN"
        if joined and names and before >= last and tokens[index].lower in _LEADS[lead]:
            found.append((index, refused))
        index += 1
    return found


_REVERSED: Final[Mapping[Act, Act]] = {"accept": "refuse", "refuse": "accept"}
_LEADS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("à", "au", "aux"), ("à", "au", "aux")),
    **dict.fromkeys(("de", "d'", "du", "des"), ("de", "d'", "du", "des")),
}


def nominal(clause: Clause) -> list[Assertion]:
    """Return the assertion of a noun phrase, one for each of coordinate ones."""
    tokens = clause.tokens
    index = 0
    while index < len(tokens) and (
        tokens[index].lower in PREPOSITIONS
        or tokens[index].is_mark
        and tokens[index].text not in '«"“'
        or tokens[index].pos in ("ADV", "CCONJ")
    ):
        index += 1
    index = past_manner(tokens, index)
    phrase = noun_phrase(tokens, index, wide=True) if index < len(tokens) else None
    if phrase is None:
        places = [i for i, tok in enumerate(tokens) if tok.is_noun]
        first = places[0] if places else 0
        while first and (tokens[first - 1].pos in ("DET", "NUM", "ADJ") or tokens[first - 1].lower in ARTICLES):
            first -= 1
        phrase = noun_phrase(tokens, first, wide=True) if places else None
    if phrase is None:
        phrase = Phrase(0, len(tokens) - 1, 0)
    outside = [*tokens[: phrase.first], *tokens[phrase.last + 1 :]]
    refused = bool(outside) and outside[0].lower in ("pas", "non", "aucun", "aucune", "jamais", "plus") and index > 0
    sign = -1 if refused else 0
    anaphor = tokens[phrase.first : phrase.last + 1] if points_back(tokens, phrase) else ()
    made = make(clause, phrase, "state", sign, "noun_phrase", strong=refused, negated=refused, anaphor=tuple(anaphor))
    for extra in coordinated(tokens, phrase):
        made += make(clause, extra, "state", sign, "noun_phrase", strong=refused, negated=refused)
    return made
