"""Contents cut into clauses: main finite verbs, verb groups, subjects, what is subordinate.

Shallow on purpose: tags and closed-class words decide, the parser's arcs only help, because they are least sure
where quotation marks and inserted reporting clauses stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from claimx.stages.claims.depths import depth_of
from claimx.stages.claims.locutions import mark_locutions
from claimx.stages.claims.phrases import Phrase, noun_phrase
from claimx.stages.claims.tokens import CLITICS, SUBJECT_PRONOUNS, Tok, trimmed
from claimx.stages.claims.verb_groups import VerbGroup, verb_group
from claimx.stages.claims.verbs import mark_verbs

_COORDINATORS: Final = frozenset(("et", "mais", "ou", "or", "donc", "ni", ";", ":", "puis"))
_LEADING: Final = frozenset("et mais or car ou donc puis alors ainsi enfin".split())


@dataclass(slots=True, unsafe_hash=True)  # not frozen: that makes each one take twice as long
class Clause:
    """One assertion's tokens; ``verb`` is its main verb group, None where it has no finite verb.

    ``deep[i]`` is 0 if token *i* stands in the main clause, 1 in a subordinate clause, 2 in a relative clause.
    """

    tokens: tuple[Tok, ...]
    deep: tuple[int, ...]
    verb: VerbGroup | None
    told: bool = False
    """Whether *il, elle* may be who speaks (*a dit qu'elle refusait ce plan*), an infinitive tell what they hold."""
    known: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What has been found out about it, for the functions that are asked more than once."""

    @property
    def span(self) -> tuple[int, int]:
        """Characters of the clause without marks and conjunctions at its edges."""
        tokens = trimmed(self.tokens)
        while len(tokens) > 1 and tokens[0].lower in _LEADING and not tokens[0].is_noun:
            tokens = trimmed(tokens[1:])
        return (tokens[0].start, tokens[-1].end) if tokens else (self.tokens[0].start, self.tokens[-1].end)


def clauses_of(
    tokens: Sequence[Tok], *, question: bool = False, after_que: bool = False, told: bool = False
) -> list[Clause]:
    """Cut one sentence's tokens into its coordinate main clauses.

    ``question``: whether it asks; ``after_que``: whether *que* leads it, so that *et que* goes on with it; ``told``:
    whether who speaks may be *il, elle* in it (:attr:`Clause.told`).
    """
    tokens = mark_locutions(mark_verbs(tokens))
    if not tokens:
        return []
    plain = _going_on(tokens) if after_que else _NO_PLACES
    deep = depth_of(tokens, question=question, plain=plain)
    verbs = _main(tokens, deep)
    if not verbs and (lead := _led(tokens)) is not None:
        # *Qu'il vienne*, *pourquoi la gare ferme*, *parce que c'est trop cher*: all that is said.
        deep = depth_of(tokens, question=question, plain=frozenset((lead,)))
        verbs = _main(tokens, deep)
    starts = [0]
    previous: int | None = None
    for index in verbs:
        if previous is None:
            previous = index
            continue
        boundary = _boundary(tokens, deep, previous, index)
        if boundary is not None:
            starts.append(boundary)
            previous = index
    clauses = []
    for boundary, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        start = boundary + (boundary in plain and boundary + 1 < end)
        part, inside = tokens[start:end], deep[start:end]
        main = next(
            (i for i, tok in enumerate(part) if not inside[i] and tok.form == "fin" and tok.pos in ("VERB", "AUX")),
            None,
        )
        clause = Clause(tuple(part), tuple(inside), verb_group(part, main) if main is not None else None, told)
        # *Que la banque hésitait et qu'elle …*: the pronoun may be the bank.
        told = told and subject_of(clause)[0] is None
        clauses.append(clause)
    return clauses


_NO_PLACES: Final[frozenset[int]] = frozenset()


def _going_on(tokens: Sequence[Tok]) -> frozenset[int]:
    """Return the places of *que* behind *et, mais, ou* that go on with a content which *que* leads, too.

    None behind a clause with a *que* of its own: *que le maire pense que A et que B* may go on with that.
    """
    places = []
    for index, tok in enumerate(tokens):
        if tok.lower not in ("que", "qu'"):
            continue
        if index and tokens[index - 1].lower in _GOING_ON:
            places.append(index)
        elif tok.pos == "SCONJ":
            break
    return frozenset(places)


_GOING_ON: Final = frozenset(("et", "mais", "ou"))


def _main(tokens: Sequence[Tok], deep: Sequence[int]) -> list[int]:
    """Return the finite verbs of main clauses."""
    return [
        index
        for index, tok in enumerate(tokens)
        if not deep[index] and tok.form == "fin" and tok.pos in ("VERB", "AUX")
    ]


def _led(tokens: Sequence[Tok]) -> int | None:
    """Return the word that subordinates a sentence without a main clause, its first; None if there is none."""
    lead = next((index for index, tok in enumerate(tokens) if not tok.is_mark), 0)
    lower = tokens[lead].lower
    if lower in _RAISED:
        return lead
    alone = lower in _ALONE and sum([tok.form == "fin" for tok in tokens]) == 1
    return lead if alone else None


_RAISED: Final = frozenset("que qu' pourquoi comment combien parce".split())
_ALONE: Final = frozenset(("si", "s'", "où", "quand", "car", "puisque", "puisqu'"))
"""What leads a whole content only where that has no other finite verb: *si le bus passait*."""


def _boundary(tokens: Sequence[Tok], deep: Sequence[int], left: int, right: int) -> int | None:
    """Return where a second main clause begins between two finite verbs; None if they are one group."""
    best: int | None = None
    for index in range(right - 1, left, -1):
        tok = tokens[index]
        if deep[index]:
            continue
        if tok.lower in _COORDINATORS and _own_clause(tokens, index, right):
            if best is not None and tok.lower in ("et", "ou") and _has_subject(tokens, best, right):
                # *Des tracteurs et du tabac, tout le monde le sait*: the conjunction joins nouns.
                return best
            return index + 1
        if tok.text in (",", "—", "–") and best is None and _own_clause(tokens, index, right):
            best = index + 1
    return best


def _own_clause(tokens: Sequence[Tok], index: int, right: int) -> bool:
    """Whether what stands between a boundary and a verb can be its subject and clitics (or nothing)."""
    return not any(tok.form == "inf" and tok.pos == "VERB" for tok in tokens[index + 1 : right]) or right - index < 12


def _has_subject(tokens: Sequence[Tok], first: int, right: int) -> bool:
    """Whether a noun phrase stands between a boundary and a verb (a pronoun may only take up what stands before)."""
    return tokens[first].pos in ("DET", "ADJ") and any(tok.is_noun for tok in tokens[first:right])


_PLURAL_ENDINGS: Final = {"nous": ("ons", "mes"), "vous": ("ez", "tes")}
"""What a verb ends in whose subject *nous* or *vous* is; before another it is an object (*cela nous intéresse*)."""


def _taken_up(tokens: Sequence[Tok], verb: int) -> bool:
    """Whether a pronoun behind a verb only takes up the noun before it: *pourquoi les secours ont-ils tardé*."""
    index = verb - 1
    while index > 0 and tokens[index].lower in CLITICS:
        index -= 1
    return index > 0 and (tokens[index].is_noun or tokens[index].pos == "ADJ" and tokens[index - 1].is_noun)


def subject_of(clause: Clause) -> tuple[Phrase | None, str]:
    """Return a clause's subject: its noun phrase, or the pronoun's form (empty if there is none before the verb)."""
    found: tuple[Phrase | None, str] | None = clause.known.get("subject")
    if found is None:
        found = clause.known["subject"] = _subject_of(clause)
    return found


def _pronoun_of(tokens: Sequence[Tok], deep: Sequence[int], verb: int) -> str:
    """Return the pronoun that is a verb's subject, before or behind it; empty if there is none."""
    for index in range(verb - 1, max(-1, verb - 6), -1):
        lower = tokens[index].lower
        if tokens[index].is_mark or tokens[index].form == "fin":
            break
        asks = lower == "qui" and not deep[index]
        if asks or lower in SUBJECT_PRONOUNS and tokens[index].pos == "PRON":
            if (
                lower in ("nous", "vous")
                and index
                and tokens[index - 1].lower in ("nous", "vous", "il", "elle", "on", "ils", "elles", "ne", "qui")
            ):
                continue
            if lower in _PLURAL_ENDINGS and not tokens[verb].lower.endswith(_PLURAL_ENDINGS[lower]):
                continue
            return lower
    for index in range(verb + 1, min(len(tokens), verb + 3)):
        if tokens[index].lower.startswith("-") and tokens[index].lower in SUBJECT_PRONOUNS:
            if not _taken_up(tokens, verb):
                return tokens[index].lower.lstrip("-")
            break
    return ""


def _deed_before(tokens: Sequence[Tok], verb: int) -> Phrase | None:
    """*Taxer les riches ne réglera rien*: the infinitive with its object that is the subject of a singular verb."""
    first = next((index for index, tok in enumerate(tokens[:verb]) if not tok.is_mark), verb)
    if first >= verb or tokens[first].form != "inf" or any(tok.text in ",;:" for tok in tokens[first:verb]):
        return None
    last = verb - 1
    while last > first and (tokens[last].lower in CLITICS or tokens[last].pos == "ADV" or tokens[last].is_mark):
        last -= 1
    return Phrase(first, last, first)


def _subject_of(clause: Clause) -> tuple[Phrase | None, str]:
    verb = clause.verb
    if verb is None:
        return None, ""
    tokens = clause.tokens
    if pronoun := _pronoun_of(tokens, clause.deep, verb.first):
        return None, pronoun
    if (deed := _deed_before(tokens, verb.first)) is not None:
        return deed, ""
    verb_tokens = {tokens[verb.first].i, tokens[verb.main].i}
    candidates: list[Phrase] = []
    index = 0
    while index < verb.first:
        if clause.deep[index] or tokens[index].is_mark:
            index += 1
            continue
        tok = tokens[index]
        if tok.pos == "ADP" or tok.lower in ("de", "d'", "à", "du", "aux", "au", "selon", "malgré"):
            phrase = noun_phrase(tokens, index + 1, wide=True)
            index = phrase.last + 1 if phrase and phrase.first == index + 1 else index + 1
            continue
        phrase = noun_phrase(tokens, index)
        if phrase is not None and phrase.last < verb.first:
            candidates.append(phrase)
            index = phrase.last + 1
        else:
            index += 1
    for phrase in reversed(candidates):
        head = tokens[phrase.head]
        if head.dep.startswith("nsubj") and head.head in verb_tokens:
            return phrase, ""
    return (candidates[-1], "") if candidates else (None, "")
