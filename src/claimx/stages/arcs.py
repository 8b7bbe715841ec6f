"""The French model's parser, computed for many sentences at a time: the same weights, transitions and trees.

spaCy's parser takes a step of one document after the other, and calls its BLAS nine times a step. Sentences whose
bounds are set beforehand don't depend on each other (but for the first word of the next one, which the last words of
each see), so here hundreds of them take each step together, as numpy arrays.

The transition system is spaCy's arc-eager one (``spacy/pipeline/_parser_internals/arc_eager.pyx``, ``_state.pxd`` of
spaCy 3.8): *shift*, *reduce* (which puts a word without a head back before the buffer), *left* and *right* arcs.
Products are taken of blocks of a fixed size, so that a sentence gets the same tree whatever it is parsed beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from claimx.stages.encoder import UnknownModelError

Floats = NDArray[np.float32]
Indices = NDArray[np.intp]

_BLOCK: Final = 128
"""Rows of a product."""
_FEATURES: Final = 8
_ROWS: Final = 12_000
"""Words of the sentences that are parsed together (4 kB each), if they are more than one."""
_SHIFT, _REDUCE, _LEFT, _RIGHT, _BREAK = range(5)
_MOVES: Final = {"S": _SHIFT, "D": _REDUCE, "L": _LEFT, "R": _RIGHT, "B": _BREAK}

# What a state may do, as rows of the table of penalties: bit 0 says that it may shift, bit 1 that it may reduce.
_MUST_REDUCE: Final = 4
_MUST_SHIFT: Final = 5


class Sentence(NamedTuple):
    """A sentence as places in the vectors given; ``last``: nothing of its document follows."""

    start: int
    end: int
    last: bool


class ArcParser:
    """Finds heads and labels of the words of sentences, with the weights of a spaCy parser.

    Raises:
        UnknownModelError: the parser isn't built as those of spaCy's French models.
    """

    def __init__(self, parser: Any) -> None:
        model = parser.model
        try:
            *_, linear = model.get_ref("tok2vec").layers
            lower, upper = model.get_ref("lower"), model.get_ref("upper")
            weights, bias, pad = (lower.get_param(name) for name in ("W", "b", "pad"))
            self._features: Floats = np.ascontiguousarray(linear.get_param("W").T)
            self._features_bias: Floats = linear.get_param("b")
            features, hidden, pieces, width = weights.shape
            self._score: Floats = np.ascontiguousarray(upper.get_param("W").T)
            scores_bias: Floats = upper.get_param("b")
            names = [parser.moves.get_class_name(number) for number in range(parser.moves.n_moves)]
            moves = [(_MOVES[name.partition("-")[0]], name.partition("-")[2]) for name in names]
        except (KeyError, ValueError) as error:
            raise UnknownModelError(f"not a parser as claimx knows it: {error}") from error
        if (
            (features, pieces) != (_FEATURES, 2)
            or linear.name != "linear"
            or parser.cfg["beam_width"] != 1
            or model.attrs["unseen_classes"]
            or len(moves) != self._score.shape[1]
            or "subtok" in dict(moves).values()
        ):
            raise UnknownModelError("not a parser as claimx knows it: other features, widths or moves")
        # The pieces of a maxout lie in halves of a row, a feature of a word after the other.
        self._lower: Floats = np.ascontiguousarray(
            weights.transpose(3, 0, 2, 1).reshape(width, features * pieces * hidden)
        )
        self._bias: Floats = np.ascontiguousarray(bias.T).reshape(-1)
        self._pad: Floats = np.ascontiguousarray(pad[0].transpose(0, 2, 1)).reshape(-1)
        self._hidden: int = hidden
        self._moves = np.asarray([move for move, _ in moves], dtype=np.intp)
        strings = parser.vocab.strings
        self._labels = np.asarray([strings[label] if label else 0 for _, label in moves], dtype=np.uint64)
        self._root: int = strings["ROOT"]
        arcs = {_LEFT, _RIGHT}
        allowed = [arcs, arcs | {_SHIFT}, arcs | {_REDUCE}, arcs | {_SHIFT, _REDUCE}, {_REDUCE}, {_SHIFT}]
        self._penalties: Floats = np.asarray(
            [
                [bias if move in kinds else -np.inf for bias, (move, _) in zip(scores_bias, moves, strict=True)]
                for kinds in allowed
            ],
            dtype=np.float32,
        )
        self._table: Floats = np.empty((0, len(self._pad)), dtype=np.float32)

    def __call__(self, vectors: Floats, sentences: Sequence[Sentence]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
        """Return each word's head, as its distance, and the hash of its label; roots have distance 0.

        Args:
            vectors: of all words, one a row.
            sentences: which together take up all rows.
        """
        heads = np.zeros(len(vectors), dtype=np.int64)
        labels = np.full(len(vectors), self._root, dtype=np.uint64)
        for group in _groups(sentences):
            starts, ends = (np.asarray([item[place] for item in group], dtype=np.intp) for place in (0, 1))
            lengths = ends - starts
            last = np.asarray([item.last for item in group])
            # Row 0 stands for no word. A sentence is followed by a row for the word after it.
            firsts = 1 + np.cumsum(lengths + 1) - (lengths + 1)
            within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
            rows, places = np.repeat(firsts, lengths) + within, np.repeat(starts, lengths) + within
            following = firsts + lengths
            count = int(following[-1]) + 2  # a finished sentence looks one row further than its last
            words = np.zeros(count, dtype=np.intp)
            words[rows] = places
            words[following[~last]] = ends[~last]
            self._fill(vectors, words)
            self._table[[0, count - 1]] = self._pad
            self._table[following[last]] = self._pad
            found, actions = self._parse(count, firsts, following, last)
            attached = found[rows] > 0
            heads[places[attached]] = (found[rows] - rows)[attached]
            labels[places[attached]] = self._labels[actions[rows[attached]]]
        return heads, labels

    def _fill(self, vectors: Floats, words: Indices) -> None:
        """Compute what the word of each row adds to a state in each of its roles."""
        size = _whole(len(words))
        if len(self._table) < size:
            self._table = np.empty((max(size, _whole(_ROWS)), len(self._pad)), dtype=np.float32)
        block = np.zeros((_BLOCK, vectors.shape[1]), dtype=np.float32)
        narrow = np.empty((_BLOCK, len(self._lower)), dtype=np.float32)
        for begin in range(0, size, _BLOCK):
            part = words[begin : begin + _BLOCK]
            block[: len(part)] = vectors[part]
            np.matmul(block, self._features, out=narrow)
            narrow += self._features_bias
            np.matmul(narrow, self._lower, out=self._table[begin : begin + _BLOCK])

    def _parse(self, count: int, firsts: Indices, ends: Indices, last: NDArray[np.bool_]) -> tuple[Indices, Indices]:
        """Return the row of each row's head, 0 for none, and the action that gave it."""
        table = self._table.reshape(-1, 2 * self._hidden)
        # By word: head, its action, last child on either side, the right child before, what lies under it on the stack
        # and behind it in the buffer; 0 is no word.
        head, action, left, right, elder, below, behind = np.zeros((7, count), dtype=np.intp)
        back = np.zeros(count, dtype=np.bool_)  # put back before the buffer: not to be shifted again
        # By state: top of the stack, next word of the text, first word put back.
        top, fresh, returned, end = firsts.copy(), firsts + 1, np.zeros_like(firsts), ends
        room = _Room(len(firsts), 2 * self._hidden, len(self._moves))
        while len(top):
            again = returned > 0
            second = behind[returned]
            first = np.where(again, returned, fresh)
            after = np.where(second > 0, second, fresh + ~again)
            under = below[top]
            may_shift = ~(back[first] | (last & (after == end)))
            code = may_shift + 2 * (under > 0)
            code[~again & (fresh == end)] = _MUST_REDUCE
            code[top == 0] = _MUST_SHIFT
            roles = (first, after, top, under, below[under], left[first], left[top], right[top])
            chosen = self._choose(table, roles, code, room)
            move = self._moves[chosen]

            at = (move == _REDUCE).nonzero()[0]
            word, beneath = top[at], under[at]
            top[at] = beneath
            put_back = (head[word] == 0) & (beneath > 0)
            if put_back.any():
                at, word = at[put_back], word[put_back]
                back[word] = True
                behind[word] = returned[at]
                returned[at] = word

            at = (move == _LEFT).nonzero()[0]
            word, over = top[at], first[at]
            right[head[word]] = elder[word]  # a word that had a head was its last child; row 0 stays 0
            head[word], action[word] = over, chosen[at]
            left[over] = word
            back[over] = False
            top[at] = under[at]

            at = (move == _RIGHT).nonzero()[0]
            word, over = first[at], top[at]
            head[word], action[word] = over, chosen[at]
            elder[word] = right[over]
            right[over] = word

            at = ((move == _RIGHT) | (move == _SHIFT)).nonzero()[0]
            word = first[at]
            below[word] = top[at]
            top[at] = word
            returned[at] = second[at]
            fresh[at] += ~again[at]

            done = (top == 0) & (returned == 0) & (fresh == end)
            if done.any():
                top, fresh, returned, end, last = (item[~done] for item in (top, fresh, returned, end, last))
        return head, action

    def _choose(self, table: Floats, roles: Sequence[Indices], code: Indices, room: _Room) -> Indices:
        """Return the best action of each state that it may take."""
        states, hidden = len(code), self._hidden
        total, part = room.total[:states], room.part[:states]
        for role, words in enumerate(roles):
            table.take(words * _FEATURES + role, axis=0, out=part if role else total, mode="clip")
            if role:
                total += part
        total += self._bias
        np.maximum(total[:, :hidden], total[:, hidden:], out=room.hidden[:states])
        for begin in range(0, states, _BLOCK):
            np.matmul(room.hidden[begin : begin + _BLOCK], self._score, out=room.scores[begin : begin + _BLOCK])
        scores = room.scores[:states]
        scores += self._penalties[code]
        chosen: Indices = scores.argmax(axis=1)
        return chosen


class _Room:
    """Room for the intermediate results of a step, in whole blocks."""

    def __init__(self, states: int, width: int, actions: int) -> None:
        size = _whole(states)
        self.total: Floats = np.empty((size, width), dtype=np.float32)
        self.part: Floats = np.empty((size, width), dtype=np.float32)
        self.hidden: Floats = np.zeros((size, width // 2), dtype=np.float32)
        self.scores: Floats = np.empty((size, actions), dtype=np.float32)


def _whole(rows: int) -> int:
    """Round up to whole blocks."""
    return -(-rows // _BLOCK) * _BLOCK


def _groups(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Yield sentences of like lengths together: a group takes as many steps as its longest one needs."""
    group: list[Sentence] = []
    rows = 1
    for item in sorted(sentences, key=lambda item: item.end - item.start, reverse=True):
        length = item.end - item.start + 1
        if group and rows + length > _ROWS:
            yield group
            group, rows = [], 1
        group.append(item)
        rows += length
    if group:
        yield group
