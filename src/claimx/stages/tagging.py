"""The French model's morphologizer and lemmatizer, asked by word or by batch instead of token by token.

Tags and lemmas are theirs: :func:`quicken` gives components that are loaded another way of setting them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import LEMMA, MORPH, ORTH, POS
from spacy.lang.fr.lemmatizer import FrenchLemmatizer
from spacy.pipeline import Morphologizer
from spacy.tokens import Doc

from claimx.stages.blas import one_thread

_BLOCK: Final = 512
"""Rows of a product, always as many: so a token gets the same tag whatever it is tagged beside."""
_KEPT: Final = 20_000
"""Lemmas kept, some 100 bytes each."""
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)
_MODEL: Final = "tok2vec-listener>>with_array(softmax)"


class QuickMorphologizer(Morphologizer):  # type: ignore[misc]  # spaCy has no stub for it
    """Takes the likeliest tag of each vector; probabilities and strings of single tokens aren't needed for that."""

    __slots__ = ()

    def predict(self, docs: Sequence[Doc]) -> Sequence[Any]:
        """Return the number of each token's tag, an array a doc."""
        lengths = [len(doc) for doc in docs]
        if not any(lengths) or any(len(doc.tensor) != length for doc, length in zip(docs, lengths, strict=True)):
            guessed: Sequence[Any] = super().predict(docs)
            return guessed
        (layer,) = (node for node in self.model.walk() if node.name == "softmax")
        weights, bias = np.ascontiguousarray(layer.get_param("W").T), layer.get_param("b")
        vectors = np.zeros((-(-sum(lengths) // _BLOCK) * _BLOCK, len(weights)), dtype=np.float32)
        np.concatenate([doc.tensor for doc in docs if len(doc)], out=vectors[: sum(lengths)])
        best: NDArray[np.intp] = np.empty(len(vectors), dtype=np.intp)
        scores = np.empty((_BLOCK, len(bias)), dtype=np.float32)
        with one_thread():
            for begin in range(0, len(vectors), _BLOCK):
                np.matmul(vectors[begin : begin + _BLOCK], weights, out=scores)
                scores += bias
                scores.argmax(axis=1, out=best[begin : begin + _BLOCK])
        return np.split(best[: sum(lengths)], np.cumsum(lengths)[:-1])

    def set_annotations(self, docs: Sequence[Doc], batch_tag_ids: Sequence[Any]) -> None:
        """Set part of speech and morphology of each token."""
        if self.cfg["extend"] or not self.cfg["overwrite"]:
            super().set_annotations(docs, batch_tag_ids)
            return
        parts, analyses, add = self.cfg["labels_pos"], self.cfg["labels_morph"], self.vocab.morphology.add
        columns = np.asarray([(parts.get(tag, 0), add(analyses.get(tag, 0))) for tag in self.labels], dtype=np.uint64)
        for doc, tags in zip(docs, batch_tag_ids, strict=True):
            if len(doc):
                doc.from_array([POS, MORPH], columns[tags])


class QuickLemmatizer(FrenchLemmatizer):
    """Asks spaCy's rules once for each word as a part of speech: a lemma depends on nothing else."""

    lemmas: dict[int, int]
    """Word and part of speech, mixed → hash of the lemma, for lemmas whose strings the vocabulary keeps for good."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemma of each token."""
        # The first doc of all goes to spaCy, which looks whether it has its tables.
        if not self._validated or self.overwrite or doc.vocab is not self.vocab or doc.has_annotation("LEMMA"):
            found: Doc = super().__call__(doc)
            return found
        orths, parts = doc.to_array([ORTH, POS]).reshape(-1, 2).astype(np.uint64).T
        words, first, places = np.unique(orths + parts * _MIX, return_index=True, return_inverse=True)
        kept, add = self._kept(len(words)), doc.vocab.strings.add
        column = [
            kept.get(word) or add(self.lemmatize(doc[place])[0])
            for word, place in zip(words.tolist(), first.tolist(), strict=True)
        ]
        if not doc.vocab.in_memory_zone:  # type: ignore[attr-defined]  # spaCy's stub leaves it out
            kept.update(zip(words.tolist(), column, strict=True))
        lemmas = np.asarray(column, dtype=np.uint64)[places]
        doc.from_array([LEMMA], lemmas.reshape(-1, 1))  # type: ignore[arg-type]  # spaCy's stub has 32-bit arrays only
        return doc

    def _kept(self, more: int) -> dict[int, int]:
        """Return the lemmas that are known, begun anew where there would be too many with so many ``more``."""
        if len(self.lemmas) + more > _KEPT:
            self.lemmas = {}
        return self.lemmas


class _Words(list[str]):
    """A list of words that is asked whether it holds one far more often than for anything else."""

    @cached_property
    def _set(self) -> frozenset[str]:
        return frozenset(self)

    def __contains__(self, word: object) -> bool:
        return word in self._set


def quicken(component: Any) -> None:
    """Make a loaded component quicker if it is the French model's morphologizer or lemmatizer; others stay."""
    if type(component) is Morphologizer and component.model.name == _MODEL:
        component.__class__ = QuickMorphologizer
    elif type(component) is FrenchLemmatizer:
        _quicken_lemmatizer(component)


def _quicken_lemmatizer(lemmatizer: Any) -> None:
    lemmatizer.__class__ = QuickLemmatizer
    lemmatizer.lemmas = {}
    # Its index of words answers in constant time, too: lists of up to 90,000 words as they come.
    if "lemma_index" in lemmatizer.lookups:
        table = lemmatizer.lookups.get_table("lemma_index")
        for tag, words in list(table.items()):
            if type(words) is list:
                table[tag] = _Words(words)
