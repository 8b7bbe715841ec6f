"""Rows of tokens of which the learned choices ask the same of many stretches: counted once, told by subtraction."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import accumulate
from operator import attrgetter, or_
from typing import Final

from claimx.lexicon.stance import load_stance
from claimx.stages.claims.clauses import Clause
from claimx.stages.claims.options import Content
from claimx.stages.claims.tokens import Tok

FIRST: Final = frozenset("je j' nous on me m' mon ma mes notre nos moi".split())
SECOND: Final = frozenset("vous tu te t' votre vos ton ta tes".split())
QUOTES: Final = frozenset('«»"“”')

# What a stretch may hold, as bits.
FINITE, FIRST_PERSON, SECOND_PERSON, NUMBER, QUOTED, SIDED, GENERAL, NAMED = (1 << place for place in range(8))
_OF_WORDS: Final = dict.fromkeys(FIRST, FIRST_PERSON) | dict.fromkeys(SECOND, SECOND_PERSON)

_place: Final = attrgetter("i")


class Row:
    """The tokens of a clause, or of an option that lies outside its own, as features look at them."""

    __slots__ = ("_bits", "_words", "nouns", "nouns_before", "places", "times", "tokens")

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
        general, headline = load_stance().general_nouns, content.headline
        self._bits = [
            (tok.form == "fin" and FINITE)
            | _OF_WORDS.get(tok.lower, 0)
            | (tok.pos == "NUM" and NUMBER)
            | (tok.text in QUOTES and QUOTED)
            | (tok.word.sign and SIDED)
            | (tok.is_noun and (tok.lemma in general and GENERAL) | (tok.lemma in headline and NAMED))
            for tok in tokens
        ]

    def words(self, first: int, end: int) -> int:
        """Return how many words a stretch has, marks left out."""
        return self._words[end] - self._words[first]

    def nouns_in(self, first: int, end: int) -> slice:
        """Return where the nouns of a stretch stand among those of the row."""
        return slice(self.nouns_before[first], self.nouns_before[end])

    def holds(self, first: int, end: int) -> int:
        """Return what any token of a stretch is, as bits."""
        return reduce(or_, self._bits[first:end], 0)


def row_of(clause: Clause, content: Content) -> Row:
    """Return the row of a clause, which is made once."""
    row: Row | None = clause.known.get("row")
    if row is None:
        row = clause.known["row"] = Row(clause.tokens, content)
    return row
