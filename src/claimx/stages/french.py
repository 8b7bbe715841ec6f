"""The French model's parts that are computed in another way than by the model's own components.

``claimx_tok2vec`` takes the place of ``tok2vec``, whose weights it reads (see :mod:`claimx.stages.encoder`);
``claimx_blanks`` that of ``attribute_ruler``, whose 23 patterns come down to three rules; ``quicken`` makes the
lemmatizer's word lists answer at once. Tags, dependencies and lemmas are those of the model's own components.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, Final

import numpy as np
from spacy.attrs import IS_SPACE, POS, TAG
from spacy.language import Language
from spacy.symbols import IDS, NAMES
from spacy.tokens import Doc
from threadpoolctl import ThreadpoolController

from claimx.stages.encoder import Encoder, UnknownModelError

_UPSTREAM: Final = "tok2vec"


def _batched(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    """Yield the docs of a stream in lists of ``size``, the last one shorter."""
    source = iter(stream)
    while docs := list(islice(source, size)):
        yield docs


class QuickTok2Vec:
    """Sets ``doc.tensor`` as the pipeline's ``tok2vec`` would, which is loaded but need not run."""

    def __init__(self, name: str, upstream: Any) -> None:
        self.name = name
        self._upstream = upstream
        self._encoder: Encoder | None = None
        self._known = True

    def __call__(self, doc: Doc) -> Doc:
        """Set one doc's vectors."""
        self._set([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Set the vectors of docs, ``batch_size`` at a time."""
        for docs in _batched(stream, batch_size):
            self._set(docs)
            yield from docs

    def _set(self, docs: Sequence[Doc]) -> None:
        for doc, vectors in zip(docs, self._vectors(docs), strict=True):
            doc.tensor = vectors

    def _vectors(self, docs: Sequence[Doc]) -> Sequence[Any]:
        if self._known and self._encoder is None:
            try:
                self._encoder = Encoder(self._upstream.model)
            except UnknownModelError:
                self._known = False
        if self._encoder is None:
            predicted: Sequence[Any] = self._upstream.predict(docs)
            return predicted
        with self._blas.limit(limits=1):
            return self._encoder(docs)

    @cached_property
    def _blas(self) -> ThreadpoolController:
        return ThreadpoolController().select(user_api="blas")

    def __reduce__(self) -> tuple[Any, ...]:
        return QuickTok2Vec, (self.name, self._upstream)


class Blanks:
    """Tags as the French model's attribute ruler does: blank tokens, and ``TAG`` like the part of speech."""

    _space: Final = IDS["SPACE"]

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Set ``TAG`` of every token, and what blank tokens are, which the tagger doesn't know."""
        columns = doc.to_array([POS, IS_SPACE]).reshape(-1, 2)
        blank, called = columns[:, 1] != 0, columns[:, 0] == self._space
        parsed = doc.has_annotation("DEP")
        for index in np.flatnonzero(blank | called).tolist():
            token = doc[index]
            token.pos_ = "SPACE" if blank[index] else "X"
            token.set_morph(None)
            if blank[index] and parsed:
                token.dep_ = "dep"
        tags = doc.to_array([POS]).ravel()
        named = {tag: doc.vocab.strings.add(NAMES[tag]) for tag in np.unique(tags).tolist() if tag}
        if named:
            column = np.asarray([named.get(tag, 0) for tag in tags.tolist()], dtype=np.uint64)
            doc.from_array([TAG], column.reshape(-1, 1))  # type: ignore[arg-type]  # spaCy's stub has 32-bit arrays only
        return doc


class _Words(list[str]):
    """A list of words that is asked whether it holds one far more often than for anything else."""

    @cached_property
    def _set(self) -> frozenset[str]:
        return frozenset(self)

    def __contains__(self, word: object) -> bool:
        return word in self._set


def quicken(lemmatizer: Any) -> None:
    """Make a lemmatizer's index of words answer in constant time: lists of up to 90,000 words as they come."""
    if "lemma_index" in lemmatizer.lookups:
        table = lemmatizer.lookups.get_table("lemma_index")
        for tag, words in list(table.items()):
            if type(words) is list:
                table[tag] = _Words(words)


@Language.factory("claimx_tok2vec", assigns=["doc.tensor"])
def make_tok2vec(nlp: Language, name: str) -> QuickTok2Vec:
    """Make the component from the ``tok2vec`` that the pipeline holds before it, usually disabled.

    Raises:
        ValueError: there is none.
    """
    if _UPSTREAM not in nlp.component_names:
        raise ValueError(
            f"{name}: the pipeline has no {_UPSTREAM!r} whose weights it could read: put the model's there, disabled"
        )
    return QuickTok2Vec(name, nlp.get_pipe(_UPSTREAM))


@Language.factory("claimx_blanks", assigns=["token.tag", "token.pos", "token.dep", "token.morph"])
def make_blanks(nlp: Language, name: str) -> Blanks:
    """Make the component that tags blanks; add it after the parser."""
    return Blanks(name)
