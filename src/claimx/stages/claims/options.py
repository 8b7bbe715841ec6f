"""The words of a content that may name a claim's issue: what the rules took, and the phrases around it.

Each option is a stretch of words with the ways by which it was found. Which one is taken is learned
(:mod:`claimx.stages.claims.choice`); nothing here decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from operator import attrgetter
from typing import Final

from claimx.lexicon.function_words import RELATIVES
from claimx.records import Quotation
from claimx.stages.claims.anaphora import antecedents, phrases_in
from claimx.stages.claims.assertions import asks, assertions_of
from claimx.stages.claims.clauses import Clause, subject_of
from claimx.stages.claims.core import ALONE, NEUTER, Assertion, coordinated, points_back
from claimx.stages.claims.cores import clause_core, direct_object
from claimx.stages.claims.phrases import Phrase, deed_of, infinitive_core, noun_phrase
from claimx.stages.claims.surroundings import Surroundings
from claimx.stages.claims.tokens import CLITICS, Tok, View, trimmed
from claimx.stages.claims.verb_groups import VerbGroup, verb_group

_LONGEST: Final = 24
"""Words of an option at most."""
_FRAGMENT: Final = 8
"""Words of a content that may be but a judgement of what stands beside its cue (« ubuesque »)."""
_SENTENCE: Final = 160
"""Tokens of a sentence that are looked at; what is longer is no sentence but lost punctuation."""
_MOST: Final = 8
"""Sentences of a content that options are taken from: its first ones and its last."""


@dataclass(slots=True, init=False)
class Option:
    """A stretch of words that may name an issue: its tokens, and the ways it was found (``subject``, ``object`` …).

    ``assertion`` is the one of the clause it stands in, whose act, side and holder a claim on it would have.
    """

    tokens: tuple[Tok, ...]
    assertion: Assertion
    place: int
    """Number of the clause within the content."""
    sentence: int
    """Number of the sentence within the content."""
    ways: set[str]
    span: tuple[int, int]
    """Characters without marks at the edges."""

    def __init__(self, tokens: tuple[Tok, ...], assertion: Assertion, place: int, sentence: int) -> None:
        self.tokens, self.assertion, self.place, self.sentence = tokens, assertion, place, sentence
        self.ways = set()
        self.span = tokens[0].start, tokens[-1].end


@dataclass(slots=True)  # not frozen: that makes each one take twice as long
class Content:
    """A content's options, and how many clauses and sentences they come from."""

    options: tuple[Option, ...]
    clauses: int
    sentences: int
    counts: Mapping[str, int]
    """How often each noun stands in the document, by lemma."""
    headline: frozenset[str]
    """The nouns and names of the document's headline and first paragraph, by lemma."""
    tokens: tuple[Tok, ...] = ()
    """The tokens of the content's sentences that options come from."""
    asking: frozenset[int] = frozenset()
    """The numbers of its sentences that are questions."""

    def between(self, start: int, end: int) -> Sequence[Tok]:
        """Return the tokens that begin in a stretch of text."""
        low, high = (bisect_left(self.tokens, place, key=_start) for place in (start, end))
        return self.tokens[low:high]


_start: Final = attrgetter("start")


def options_of(
    view: View,
    sentences: Sequence[Sequence[Tok]],
    quotation: Quotation,
    last: Sequence[Tok],
    read: Sequence[Sequence[Assertion]] = (),
) -> Content:
    """Return the options of a quotation's content given as sentences of tokens; ``read``: their assertions, if known.

    Takes also the words beside its cue that may be what it judges (*qualifie X de*), and those that named the issue
    of the content before.
    """
    found: dict[tuple[int, int, int], Option] = {}
    place = -1
    beside = Surroundings(view, quotation)
    rows = [(row, known) for row, known in zip_longest(sentences, read) if row]
    if len(rows) > _MOST:
        rows = [*rows[: _MOST - 1], rows[-1]]
    for number, (row, known) in enumerate(rows):
        seen: list[Clause] = []
        whole = known is not None and len(row) <= _SENTENCE
        for assertion in known if whole else assertions_of(row[:_SENTENCE]):
            clause = assertion.clause
            again = bool(seen) and clause is seen[-1]
            if not again and not any(clause is other for other in seen):
                seen.append(clause)
                place += 1
            for way, tokens in _of(view, assertion, beside, last, again=again):
                inner = trimmed(tokens)
                if not inner or len(inner) > _LONGEST:
                    continue
                key = (place, inner[0].i, inner[-1].i)
                option = found.get(key)
                if option is None:
                    option = found[key] = Option(tuple(inner), assertion, place, number)
                elif way == "rule":
                    option.assertion = assertion
                option.ways.add(way)
    whole_content = tuple(tok for row, _ in rows for tok in row)
    asking = frozenset(number for number, (row, _) in enumerate(rows) if asks(row))
    return Content(tuple(found.values()), place + 1, len(rows), view.counts, view.headline, whole_content, asking)


def _of(
    view: View, assertion: Assertion, beside: Surroundings, last: Sequence[Tok], *, again: bool
) -> Iterator[tuple[str, Sequence[Tok]]]:
    """Yield the options of an assertion and, unless the one before had the same (``again``), those of its clause."""
    clause = assertion.clause
    tokens = clause.tokens
    if clause.verb is None and beside.judged and _judges(tokens):
        yield "beside", beside.judged
        return
    yield "rule", assertion.issue
    if assertion.rule in ALONE:
        return
    for row in antecedents(view, assertion.anaphor):
        yield "antecedent", row
    if last:
        yield ("previous" if assertion.anaphor else "before"), last
    if again:
        return
    for way, phrase in _phrases(clause):
        yield way, tokens[phrase.first : phrase.last + 1]
    if clause.verb is None and beside.judged:
        yield "judged", beside.judged
    if clause.verb is None and (len(tokens) <= _FRAGMENT or _judges(tokens)):
        for phrase_beside in beside.phrases:
            yield "beside", phrase_beside
        yield from beside.prior
    elif subject_of(clause)[1] in NEUTER:
        yield from beside.prior
    if beside.asked:
        yield "asked", beside.asked
    for phrase, led in phrases_in(tokens):
        yield ("led" if led else "phrase"), tokens[phrase.first : phrase.last + 1]
        narrow = noun_phrase(tokens, phrase.first)
        if narrow is not None and narrow.last < phrase.last:
            yield ("led-narrow" if led else "narrow"), tokens[narrow.first : narrow.last + 1]
        for other in coordinated(tokens, phrase):
            yield "coordinate", tokens[other.first : other.last + 1]


def _judges(tokens: Sequence[Tok]) -> bool:
    """Whether a content without a verb is an adjective with what belongs to it: « indigne d'un pays qui … »."""
    lead = next((tok for tok in tokens if not tok.is_mark and tok.pos != "ADV"), tokens[0])
    return lead.pos == "ADJ" and lead.form != "inf"


def _phrases(clause: Clause) -> Iterator[tuple[str, Phrase]]:
    tokens = clause.tokens
    for index, tok in enumerate(tokens):
        if tok.form == "inf":
            yield "infinitive", infinitive_core(tokens, deed_of(tokens, index))
    for index, tok in enumerate(tokens):
        if clause.deep[index] and tok.form == "fin" and (clause.verb is None or index > clause.verb.last):
            yield from _below(clause, index)
    if clause.verb is None:
        yield "whole", Phrase(0, len(tokens) - 1, 0)
    else:
        yield from _about(clause, clause.verb)
        yield from _around(clause, clause.verb)


def _about(clause: Clause, verb: VerbGroup) -> Iterator[tuple[str, Phrase]]:
    """Yield a clause's subject, its object and its attribute."""
    tokens = clause.tokens
    subject, pronoun = subject_of(clause)
    if subject is not None:
        yield "subject", subject
        if points_back(tokens, subject):
            yield "pointing", subject
        wide = noun_phrase(tokens, subject.first, wide=True)
        if wide is not None and wide.last < verb.first:
            yield "subject-wide", wide
    elif pronoun:
        at = next((i for i, tok in enumerate(tokens) if tok.lower.lstrip("-") == pronoun), None)
        if at is not None:
            yield "pronoun", Phrase(at, at, at)
    if (free := _free_relative(clause, verb)) is not None:
        yield "free", free
    direct = direct_object(clause)
    if direct is not None:
        yield "object", direct
    rest = verb.last + 1
    while rest < len(tokens) and (tokens[rest].pos == "ADV" or tokens[rest].is_mark):
        rest += 1
    if verb.copula and rest < len(tokens):
        phrase = noun_phrase(tokens, rest, wide=True)
        if phrase is not None:
            yield "predicate", phrase
        elif tokens[rest].pos in ("ADJ", "VERB"):
            yield "adjective", Phrase(rest, rest, rest)


def _free_relative(clause: Clause, verb: VerbGroup) -> Phrase | None:
    """Return what *ce qui, ce que* names before a verb: *ce qu'ils ont dit est faux*, *ce qui compte, c'est X*."""
    tokens = clause.tokens
    for index in range(verb.first - 2):
        if tokens[index].lower == "ce" and tokens[index + 1].lower in _RELATIVES:
            last = verb.first - 1
            while last > index and (tokens[last].is_mark or not clause.deep[last]):
                last -= 1
            return Phrase(index, last, last) if last > index + 1 else None
    return None


_RELATIVES: Final = RELATIVES - {"où"}


def _around(clause: Clause, verb: VerbGroup) -> Iterator[tuple[str, Phrase]]:
    """Yield a clause's core, and its verb with object or attribute, with and without what leads it."""
    subject, pronoun = subject_of(clause)
    core = clause_core(clause)
    last = max(core.last, verb.last)
    yield "core", core
    first = verb.first
    while first and clause.tokens[first - 1].lower in CLITICS:
        first -= 1
    yield "verb-on", Phrase(verb.main, last, verb.main)
    yield "group-on", Phrase(first, last, verb.main)
    if subject is not None and subject.first < first:
        yield "sentence", Phrase(subject.first, last, verb.main)
    elif pronoun and first:
        yield "sentence", Phrase(first - 1, last, verb.main)


def _below(clause: Clause, index: int) -> Iterator[tuple[str, Phrase]]:
    """Yield what a finite verb of a subordinate clause says: verb and object, the same with what leads to the verb."""
    tokens = clause.tokens
    verb = verb_group(tokens, index)
    part = Clause(tokens[: verb.last + 1 + _LONGEST], clause.deep[: verb.last + 1 + _LONGEST], verb)
    last = clause_core(part).last
    first = index
    while first and clause.deep[first - 1] and not tokens[first - 1].is_mark and tokens[first - 1].lower not in _LINKS:
        first -= 1
    yield "below-verb", Phrase(verb.main, max(last, verb.last), verb.main)
    if first < verb.main:
        yield "below", Phrase(first, max(last, verb.last), verb.main)


_LINKS: Final = frozenset("que qu' qui dont où si s' quand lorsque parce car comme".split())
