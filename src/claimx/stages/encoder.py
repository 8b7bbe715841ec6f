"""The French model's ``tok2vec`` computed faster: the same weights, the same vectors up to float rounding.

Half of the French model's time goes into these vectors. Four things save most of it:

- The embedding of a token depends on the token alone (its form, norm and the blank after it), so each is computed
  once and kept in a table.
- The first convolution's products are taken of the words of a batch and added up for its tokens.
- The others run over blocks of a fixed number of rows that stay in the processor's cache, on numpy's BLAS
  with one thread.
- The three pieces of each maxout lie in columns of their own, so that the maximum is taken of whole arrays.

Blocks of a fixed size have one more use: a token's vector is the same, bit for bit, whatever it is computed beside,
so that what is found doesn't depend on how documents were batched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import NORM, ORTH, SPACY
from spacy.tokens import Doc
from spacy.vectors import Mode
from thinc.api import NumpyOps

Floats = NDArray[np.float32]
Keys = NDArray[np.uint64]
Places = NDArray[np.intp]

_BLOCK: Final = 512
"""Rows computed at a time: 600 kB of intermediate results, which second-level caches hold."""
_KEPT: Final = 1 << 14
"""Embeddings kept (6 MB at the model's width); when they are full, the table is begun anew."""
_KEY_ATTRIBUTES: Final[list[int | str]] = [ORTH, NORM, SPACY]
_MIX: Final = np.asarray([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_EPSILON: Final = np.float32(1e-8)


class UnknownModelError(ValueError):
    """The ``tok2vec`` is built in another way than those of spaCy's French models."""


class _Maxout(NamedTuple):
    """A maxout layer of three pieces with its layer normalization."""

    weights: Floats
    """Input width × 3 output widths, a piece after the other."""
    bias: Floats
    gain: Floats
    shift: Floats


class _Hash(NamedTuple):
    column: int
    seed: int
    table: Floats


class Encoder:
    """Computes token vectors from the weights of a ``tok2vec`` model.

    Raises:
        UnknownModelError: the model isn't a ``MultiHashEmbed`` with static vectors followed by a
            ``MaxoutWindowEncoder`` of window 1.
    """

    def __init__(self, model: Any) -> None:
        try:
            embed, encode = model.get_ref("embed"), model.get_ref("encode")
            self._attributes: list[int | str] = _one(embed, "extract_features").attrs["columns"]
            self._hashes = [
                _Hash(node.attrs["column"], node.attrs["seed"], node.get_param("E"))
                for node in embed.walk()
                if node.name == "hashembed"
            ]
            self._static: Floats = np.ascontiguousarray(_one(embed, "static_vectors").get_param("W").T)
            self._mix = _maxouts(embed)
            self._layers = _maxouts(encode)
            self._pad: int = encode.attrs["pad"]
            windows = {node.attrs["window_size"] for node in encode.walk() if node.name == "expand_window"}
        except (KeyError, ValueError) as error:
            raise UnknownModelError(f"not a tok2vec as claimx knows it: {error}") from error
        self._width = len(self._layers[0].gain) if self._layers else 0
        inputs = self._width * (len(self._hashes) + 1)
        fits = all(len(layer.weights) == 3 * self._width for layer in self._layers)
        if windows != {1} or not fits or [len(layer.weights) for layer in self._mix] != [inputs]:
            raise UnknownModelError("not a tok2vec as claimx knows it: other layers or widths")
        self._ops = NumpyOps()
        self._rows: dict[int, int] = {}
        self._table: Floats = np.empty((0, self._width), dtype=np.float32)

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """Return the vectors of each doc's tokens, one row a token."""
        lengths = [len(doc) for doc in docs]
        if not any(lengths):
            return [np.zeros((0, self._width), dtype=np.float32) for _ in docs]
        words, places = self._embed(docs)
        # Blank rows part the documents, as in spaCy: what lies beyond their ends is computed along.
        gaps = self._pad * np.arange(1, len(docs) + 1)
        ends = np.cumsum(lengths) + gaps
        padded = np.zeros(int(ends[-1]) + self._pad, dtype=np.intp)
        at = 0
        for length, end in zip(lengths, ends.tolist(), strict=True):
            padded[end - length : end] = places[at : at + length]
            at += length
        vectors = self._encode(words, padded)
        return [vectors[end - length : end].copy() for length, end in zip(lengths, ends.tolist(), strict=True)]

    def _embed(self, docs: Sequence[Doc]) -> tuple[Floats, Places]:
        """Return the embeddings of all words of docs, behind a blank one, in whole blocks; each token's place there."""
        forms = np.concatenate([doc.to_array(_KEY_ATTRIBUTES).reshape(-1, 3) for doc in docs]).astype(np.uint64)
        keys: Keys = (forms * _MIX).sum(axis=1, dtype=np.uint64)
        unique, first, places = np.unique(keys, return_index=True, return_inverse=True)
        if len(self._rows) + len(unique) > _KEPT:
            self._rows = {}
        known = [self._rows.get(key, -1) for key in unique.tolist()]
        rows = np.asarray(known, dtype=np.int64)
        new = np.flatnonzero(rows < 0)
        if len(new):
            begin = len(self._rows)
            rows[new] = np.arange(begin, begin + len(new))
            self._store(begin, self._compute(docs, first[new]))
            self._rows.update(zip(unique[new].tolist(), rows[new].tolist(), strict=True))
        words = np.zeros((_up(len(rows) + 1), self._width), dtype=np.float32)
        words[1 : len(rows) + 1] = self._table[rows]
        return words, places + 1

    def _store(self, begin: int, embedded: Floats) -> None:
        needed = begin + len(embedded)
        if needed > len(self._table):
            table = np.empty((max(needed, 2 * len(self._table), 4096), self._width), dtype=np.float32)
            table[:begin] = self._table[:begin]
            self._table = table
        self._table[begin:needed] = embedded

    def _compute(self, docs: Sequence[Doc], wanted: NDArray[np.int64]) -> Floats:
        """Return the embeddings of the tokens at the places ``wanted`` of all docs together."""
        features = np.concatenate([doc.to_array(self._attributes).reshape(-1, len(self._attributes)) for doc in docs])[
            wanted
        ]
        orths = np.concatenate([doc.to_array(ORTH) for doc in docs])[wanted]
        width = self._width
        joined = np.zeros((_up(len(wanted)), width * (len(self._hashes) + 1)), dtype=np.float32)
        for place, item in enumerate(self._hashes):
            ids = np.ascontiguousarray(features[:, item.column], dtype=np.uint64)
            keys = self._ops.hash(ids, item.seed) % item.table.shape[0]
            joined[: len(wanted), place * width : (place + 1) * width] = self._ops.gather_add(item.table, keys)
        joined[: len(wanted), -width:] = self._project(docs[0], orths)
        out = np.empty((len(joined), width), dtype=np.float32)
        scratch = _Scratch(width)
        for begin in range(0, len(joined), _BLOCK):
            _maxout(joined[begin : begin + _BLOCK], self._mix[0], scratch, out[begin : begin + _BLOCK])
        return out[: len(wanted)]

    def _project(self, doc: Doc, orths: NDArray[Any]) -> Floats:
        """Return the static vectors of words, brought to the model's width; nought for words without one."""
        vectors = doc.vocab.vectors
        if vectors.mode != Mode.default:
            raise UnknownModelError("not a tok2vec as claimx knows it: its static vectors are no table")
        found = vectors.find(keys=orths)
        source = np.zeros((_up(len(orths)), vectors.data.shape[1]), dtype=np.float32)
        source[: len(orths)] = vectors.data[found]
        source[: len(orths)][found < 0] = 0
        out = np.empty((len(source), self._width), dtype=np.float32)
        for begin in range(0, len(source), _BLOCK):
            np.matmul(source[begin : begin + _BLOCK], self._static, out=out[begin : begin + _BLOCK])
        return out[: len(orths)]

    def _encode(self, words: Floats, places: Places) -> Floats:
        """Return the vectors of the words at the ``places``, each computed with those beside it."""
        count, width = len(places), self._width
        size = _up(count)
        # One row before and one behind for the windows of the outermost.
        around = np.zeros(size + 2, dtype=np.intp)
        around[1 : count + 1] = places
        source, target = words[around], np.zeros((size + 2, width), dtype=np.float32)
        window = np.empty((_BLOCK, 3 * width), dtype=np.float32)
        scratch = _Scratch(width)
        first, *others = self._layers
        parts = self._parts(words, first)
        for begin in range(0, size, _BLOCK):
            for piece in range(3):
                rows = around[begin + piece : begin + piece + _BLOCK] * 3 + piece
                parts.take(rows, axis=0, out=window if piece else scratch.pieces, mode="clip")
                if piece:
                    scratch.pieces += window
            out = target[begin + 1 : begin + 1 + _BLOCK]
            _activate(first, scratch, out)
            out += source[begin + 1 : begin + 1 + _BLOCK]
        for layer in others:
            source, target = target, source
            source[count + 1 :] = 0
            for begin in range(0, size, _BLOCK):
                for piece in range(3):
                    window[:, piece * width : (piece + 1) * width] = source[begin + piece : begin + piece + _BLOCK]
                out = target[begin + 1 : begin + 1 + _BLOCK]
                _maxout(window, layer, scratch, out)
                out += source[begin + 1 : begin + 1 + _BLOCK]
        return target[1 : count + 1]

    def _parts(self, words: Floats, layer: _Maxout) -> Floats:
        """Return what each word adds to a layer's products before, at and behind a token: three rows a word.

        The first layer's inputs depend on the words alone, which are far fewer than tokens.
        """
        width = self._width
        weights = np.hstack([layer.weights[piece * width : (piece + 1) * width] for piece in range(3)])
        parts = np.empty((len(words), 9 * width), dtype=np.float32)
        for begin in range(0, len(words), _BLOCK):
            np.matmul(words[begin : begin + _BLOCK], weights, out=parts[begin : begin + _BLOCK])
        return parts.reshape(-1, 3 * width)


class _Scratch:
    """Room for one block's intermediate results, and what takes the mean of a row's values as a product."""

    def __init__(self, width: int) -> None:
        self.pieces: Floats = np.empty((_BLOCK, 3 * width), dtype=np.float32)
        self.share: Floats = np.full((width, 1), 1 / width, dtype=np.float32)


def _maxout(block: Floats, layer: _Maxout, scratch: _Scratch, out: Floats) -> None:
    """Write the layer's output for one block of rows to ``out``."""
    np.matmul(block, layer.weights, out=scratch.pieces)
    _activate(layer, scratch, out)


def _activate(layer: _Maxout, scratch: _Scratch, out: Floats) -> None:
    """Write what a layer makes of its products, which lie in ``scratch``, to ``out``."""
    width = out.shape[1]
    pieces = scratch.pieces
    pieces += layer.bias
    np.maximum(pieces[:, :width], pieces[:, width : 2 * width], out=out)
    np.maximum(out, pieces[:, 2 * width :], out=out)
    # A product and a sum of squares in one go take a third of the time of two means.
    out -= out @ scratch.share
    scale = np.einsum("ij,ij->i", out, out)
    scale /= width
    scale += _EPSILON
    np.sqrt(scale, out=scale)
    np.reciprocal(scale, out=scale)
    out *= scale[:, np.newaxis]
    out *= layer.gain
    out += layer.shift


def _one(model: Any, name: str) -> Any:
    found = [node for node in model.walk() if node.name == name]
    if len(found) != 1:
        raise ValueError(f"{len(found)} layers {name}")
    return found[0]


def _maxouts(model: Any) -> list[_Maxout]:
    """Return the maxout layers of a model, each with the normalization that follows it."""
    weights = [node for node in model.walk() if node.name == "maxout"]
    norms = [node for node in model.walk() if node.name == "layernorm"]
    layers = []
    for node, norm in zip(weights, norms, strict=True):
        given = node.get_param("W")
        outputs, pieces, inputs = given.shape
        if pieces != 3:
            raise ValueError(f"maxout of {pieces} pieces")
        layers.append(
            _Maxout(
                np.ascontiguousarray(given.transpose(1, 0, 2).reshape(pieces * outputs, inputs).T),
                np.ascontiguousarray(node.get_param("b").T).reshape(-1),
                norm.get_param("G"),
                norm.get_param("b"),
            )
        )
    return layers


def _up(count: int) -> int:
    """Round up to whole blocks."""
    return -(-count // _BLOCK) * _BLOCK
