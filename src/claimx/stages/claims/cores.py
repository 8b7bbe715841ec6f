"""The words of a clause that name what it is about: object, core, topic."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from claimx.lexicon.calendar import WEEKDAYS
from claimx.lexicon.function_words import NOT, OF
from claimx.stages.claims.clauses import Clause, clauses_of, subject_of
from claimx.stages.claims.phrases import Phrase, infinitive_core, noun_phrase
from claimx.stages.claims.tokens import CLITICS, Tok

PREPOSITIONS: Final = frozenset("à de d' sur pour contre en avec à du des au aux envers vers dans par".split())
_LEADING: Final = PREPOSITIONS | {"sous", "entre", "jusqu'", "jusque", "devant", "derrière", "chez"}
_NOT: Final = NOT | {"guère"}
_BEFORE_OTHERS: Final = PREPOSITIONS - OF
"""Prepositions that an object never follows: *de* and the like may be its article."""


def target_of(tokens: Sequence[Tok], index: int) -> Phrase | None:
    """Return what follows an adjective or verb as its object: an infinitive's, a noun phrase or a que-clause's core."""
    while index < len(tokens) and tokens[index].is_mark and tokens[index].text not in '«"“(':
        index += 1
    if index >= len(tokens):
        return None
    place = index
    for place in range(index, min(index + 5, len(tokens))):
        tok = tokens[place]
        if tok.form == "inf":
            return infinitive_core(tokens, place)
        if not (
            tok.lower
            in (
                "à",
                "de",
                "d'",
                "ne",
                "pas",
                "plus",
                "se",
                "s'",
                "le",
                "la",
                "les",
                "l'",
                "y",
                "en",
                "leur",
                "lui",
                "nous",
                "vous",
            )
            or tok.pos == "ADV"
            or tok.text in '«"“'
        ):
            break
    if tokens[index].lower in ("que", "qu'", "ce", "si") and index + 1 < len(tokens):
        start = index + 1
        if tokens[index].lower == "ce" and tokens[start].lower in ("que", "qu'"):
            start += 1
        inner = clauses_of(tokens[start:])
        if inner and inner[0].verb is not None:
            core = clause_core(inner[0])
            return Phrase(core.first + start, core.last + start, core.head + start)
    start = index
    if tokens[index].lower in PREPOSITIONS:
        start = index + 1
    if start < len(tokens) and tokens[start].text in '«"“':
        start += 1
    if start >= len(tokens):
        return None
    return noun_phrase(tokens, start, wide=True)


def clause_core(clause: Clause) -> Phrase:
    """Return a clause's core: from its subject, if that is a noun phrase, to its verb's object or attribute."""
    core: Phrase | None = clause.known.get("core")
    if core is None:
        core = clause.known["core"] = _clause_core(clause)
    return core


def _clause_core(clause: Clause) -> Phrase:
    verb = clause.verb
    tokens = clause.tokens
    if verb is None:
        return Phrase(0, len(tokens) - 1, 0)
    subject, _ = subject_of(clause)
    attached = subject is not None and verb.first - subject.last <= 4
    first = subject.first if subject is not None and attached else verb.main
    if not attached and verb.copula:
        first = min(verb.main + 1, len(tokens) - 1)
        while first < len(tokens) - 1 and (tokens[first].pos == "ADV" or tokens[first].is_mark):
            first += 1
    last = verb.last
    index = verb.last + 1
    if verb.negated and first <= verb.first and index < len(tokens) and tokens[index].lower in _NOT:
        last = index
    elif (
        not verb.negated
        and index < len(tokens)
        and tokens[index].lower in ("que", "qu'")
        and restricts(tokens, verb.first)
    ):
        index += 1
    while index < len(tokens) and (
        tokens[index].pos == "ADV"
        or tokens[index].lower in _LEADING
        or tokens[index].text in '«"“'
        or _tells_day(tokens, index)
    ):
        index += 1
    if index < len(tokens) and not tokens[index].is_mark:
        if tokens[index].form == "inf":
            last = infinitive_core(tokens, index).last
        elif tokens[index].pos == "ADJ" or tokens[index].form == "part":
            last = index
            rest = index + 1
            if rest + 1 < len(tokens) and tokens[rest].lower in PREPOSITIONS:
                phrase = noun_phrase(tokens, rest + 1, wide=True)
                last = phrase.last if phrase is not None else last
        else:
            phrase = noun_phrase(tokens, index, wide=True)
            if phrase is not None:
                last = phrase.last
    return Phrase(first, max(first, last), verb.main)


def restricts(tokens: Sequence[Tok], verb: int) -> bool:
    """Whether *ne* stands before a verb, whose *que* then means *only*: *n'a fait qu'appliquer la loi*."""
    return any(tok.lower in ("ne", "n'") for tok in tokens[max(0, verb - 3) : verb])


def topic_phrase(clause: Clause, subject: Phrase | None, core: Phrase, *, acts: bool, actor: bool) -> Phrase:
    """Return the words that name what a clause is about where nothing in it takes a position.

    The subject's noun phrase where the verb has no object of its own (``actor``: unless it only names somebody);
    else subject, verb and object; for a pronoun the object, with its verb if that says what is done to it (``acts``).
    Never a verb alone: where it has no object, what follows it belongs in.
    """
    verb = clause.verb
    tokens = clause.tokens
    if verb is None:
        return core
    named = subject is not None and tokens[subject.head].is_noun
    direct = direct_object(clause)
    if subject is not None and named and not actor:
        if core.first > subject.last and not (acts and direct is not None):
            return _whole(tokens, subject, verb.first)
        if core.last <= verb.last or verb.passive or direct is None and not acts and not verb.copula:
            return _whole(tokens, subject, verb.first)
    if core.first <= verb.first and named:
        return core if core.last > verb.last else Phrase(core.first, _on(clause, core.last), core.head)
    if direct is not None and not acts and not verb.copula:
        return direct
    if verb.copula and core.first > verb.last:
        return core
    first = verb.first
    while first and tokens[first - 1].lower in CLITICS:
        first -= 1
    last = core.last if core.last > verb.last else _on(clause, verb.last)
    if last <= verb.first and first and not tokens[first - 1].is_mark:
        first -= 1
    return Phrase(first, max(last, verb.last), verb.main)


_DAYS: Final = frozenset(WEEKDAYS)
_PARTS: Final = frozenset(("matin", "midi", "après-midi", "soir", "dernier", "prochain"))


def _tells_day(tokens: Sequence[Tok], index: int) -> bool:
    """Whether a word is a bare day behind a verb, or belongs to one: *a déposé jeudi soir une plainte*."""
    tok, before = tokens[index], tokens[index - 1]
    if tok.lower in _DAYS:
        return before.is_verb or before.pos == "ADV"
    return tok.lower in _PARTS and before.lower in _DAYS


def direct_object(clause: Clause) -> Phrase | None:
    """Return the noun phrase that follows a verb without a preposition, past adverbs and marks."""
    if "object" not in clause.known:
        clause.known["object"] = _direct_object(clause)
    found: Phrase | None = clause.known["object"]
    return found


def _direct_object(clause: Clause) -> Phrase | None:
    verb = clause.verb
    if verb is None or verb.passive:
        return None
    tokens = clause.tokens
    index = verb.last + 1
    while index < len(tokens) and (
        tokens[index].pos == "ADV"
        or tokens[index].text in '«"“'
        or _tells_day(tokens, index)
        or tokens[index].lower in ("de", "d'")
        and verb.negated
    ):
        index += 1
    if index >= len(tokens) or tokens[index].lower in _BEFORE_OTHERS:
        return None
    start = index + 1 if tokens[index].lower in ("du", "des") and tokens[index].pos == "ADP" else index
    return noun_phrase(tokens, start, wide=True) if start < len(tokens) else None


def _whole(tokens: Sequence[Tok], subject: Phrase, before: int) -> Phrase:
    """Return a subject with its complements, without a participle that opens more (*un message remis par X*)."""
    wide = noun_phrase(tokens, subject.first, wide=True)
    last = wide.last if wide is not None and wide.head == subject.head and wide.last < before else subject.last
    while last > subject.head and tokens[last].form == "part" and last + 1 < before and not tokens[last + 1].is_mark:
        last -= 1
    return Phrase(subject.first, last, subject.head)


_ON: Final = 7


def _on(clause: Clause, last: int) -> int:
    """Return the last index of what follows a verb in its clause up to a mark, a subordinate clause or some words."""
    tokens, deep = clause.tokens, clause.deep
    index = last + 1
    while index < len(tokens) and index - last <= _ON and not deep[index] and tokens[index].text not in ",;:.?!…—–":
        index += 1
    end = index - 1
    while end > last and (tokens[end].is_mark or tokens[end].pos in ("ADP", "DET", "CCONJ", "SCONJ", "PRON")):
        end -= 1
    return end
