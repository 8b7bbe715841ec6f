"""Rows of tokens of which the learned choices ask the same of many stretches: counted once, told by subtraction."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from operator import attrgetter
from typing import Final

from claimx.stages.claims.clauses import Clause
from claimx.stages.claims.options import Content
from claimx.stages.claims.tokens import Tok
from claimx.stages.claims.traits import NAMED, union

_place: Final = attrgetter("i")


class Row:
    """The tokens of a clause as features look at them."""

    __slots__ = ("_words", "nouns", "nouns_before", "places", "times", "tokens", "traits", "whole")

    def __init__(self, tokens: Sequence[Tok], content: Content) -> None:
        self.tokens = tokens
        self.places = list(map(_place, tokens))
        """Number of each token in the document."""
        self.nouns = [tok for tok in tokens if tok.is_noun]
        self.nouns_before = [0, *accumulate([tok.is_noun for tok in tokens])]
        """How many nouns stand before each token, and in all of the row."""
        self.times = [content.counts.get(tok.lemma, 0) for tok in self.nouns]
        """How often each noun stands in the document."""
        self._words = [0, *accumulate([not tok.is_mark for tok in tokens])]
        self.traits = _traits(tokens, content)
        """What each token is, as bits (:mod:`claimx.stages.claims.traits`)."""
        self.whole = union(self.traits)
        """What any of them is."""

    def words(self, first: int, end: int) -> int:
        """Return how many words a stretch has, marks left out."""
        return self._words[end] - self._words[first]

    def nouns_in(self, first: int, end: int) -> slice:
        """Return where the nouns of a stretch stand among those of the row."""
        return slice(self.nouns_before[first], self.nouns_before[end])

    def holds(self, first: int, end: int) -> int:
        """Return what any token of a stretch is, as bits."""
        return union(self.traits[first:end])


def _traits(tokens: Sequence[Tok], content: Content) -> list[int]:
    headline = content.headline
    return [tok.word.traits | NAMED if tok.is_noun and tok.lemma in headline else tok.word.traits for tok in tokens]


def counted(tokens: Sequence[Tok], content: Content) -> tuple[list[Tok], list[int], int, int]:
    """Return what :class:`Row` tells of a stretch of words, for one that lies outside its clause.

    Its nouns, how often each stands in the document, what any of its tokens is, and how many words it has.
    """
    nouns = [tok for tok in tokens if tok.is_noun]
    times = [content.counts.get(tok.lemma, 0) for tok in nouns]
    words = len([tok for tok in tokens if not tok.is_mark])
    return nouns, times, union(_traits(tokens, content)), words


def row_of(clause: Clause, content: Content) -> Row:
    """Return the row of a clause, which is made once."""
    row: Row | None = clause.known.get("row")
    if row is None:
        row = clause.known["row"] = Row(clause.tokens, content)
    return row
