"""The French model's parts that are computed in another way than by the model's own components.

``claimx_tok2vec`` takes the place of ``tok2vec``, whose weights it reads (see :mod:`claimx.stages.encoder`),
``claimx_parser`` that of ``parser`` (see :mod:`claimx.stages.arcs`), ``claimx_blanks`` that of ``attribute_ruler``,
whose 23 patterns come down to three rules. Tags and dependencies are those of the model's own components.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from spacy.attrs import DEP, HEAD, IS_SPACE, POS, SENT_START, TAG
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.symbols import IDS, NAMES
from spacy.tokens import Doc
from spacy.util import get_package_path, is_package

from claimx.stages.arcs import ArcParser, Sentence
from claimx.stages.blas import one_thread
from claimx.stages.encoder import Encoder, UnknownModelError

_LONGEST: Final = 500
"""Words of the longest sentence that is parsed beside others: a step takes as long for one sentence as for many."""


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
        with one_thread():
            return self._encoder(docs)

    def __reduce__(self) -> tuple[Any, ...]:
        return QuickTok2Vec, (self.name, self._upstream)


class QuickParser:
    """Sets heads and labels as the pipeline's ``parser`` would, which is loaded but need not run.

    That one is asked for documents whose sentence bounds aren't all set, or that have a sentence of endless length.
    """

    def __init__(self, name: str, upstream: Any) -> None:
        self.name = name
        self._upstream = upstream
        self._parser: ArcParser | None = None
        self._known = True

    def __call__(self, doc: Doc) -> Doc:
        """Parse one doc."""
        self._parse([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Parse docs, ``batch_size`` at a time."""
        for docs in _batched(stream, batch_size):
            self._parse(docs)
            yield from docs

    def _parse(self, docs: Sequence[Doc]) -> None:
        if self._known and self._parser is None:
            try:
                self._parser = ArcParser(self._upstream)
            except UnknownModelError:
                self._known = False
        ours: list[Doc] = []
        sentences: list[Sentence] = []
        begin = 0
        for doc in docs:
            found = _sentences(doc, begin) if self._parser is not None and len(doc) else None
            if found is not None:
                ours.append(doc)
                sentences += found
                begin += len(doc)
            elif len(doc):
                self._upstream(doc)
        if self._parser is None or not ours:
            return
        with one_thread():
            heads, labels = self._parser(np.concatenate([doc.tensor for doc in ours]), sentences)
        columns = np.stack([heads.astype(np.uint64), labels], axis=1)
        for doc, end in zip(ours, np.cumsum([len(doc) for doc in ours]).tolist(), strict=True):
            doc.from_array([HEAD, DEP], columns[end - len(doc) : end])  # type: ignore[arg-type]  # see Blanks
            for change in self._upstream.postprocesses:
                change(doc)

    def __reduce__(self) -> tuple[Any, ...]:
        return QuickParser, (self.name, self._upstream)


def _sentences(doc: Doc, begin: int) -> list[Sentence] | None:
    """Return a doc's sentences, whose words lie from ``begin`` on; None if they aren't fit for :class:`ArcParser`."""
    starts = doc.to_array([SENT_START]).ravel().astype(np.int64)
    bounds = [*np.flatnonzero(starts == 1).tolist(), len(doc)]
    if bounds[0] != 0 or not starts.all() or max(np.diff(bounds)) > _LONGEST:
        return None
    return [Sentence(begin + low, begin + high, high == len(doc)) for low, high in pairwise(bounds)]


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


def load_lemmatizer_lookups(model: str) -> Lookups:
    """Return the word lists of the lemmatizer of an installed French model, without loading the rest of it.

    For configs, as ``@misc = "claimx.lemmatizer_lookups.v1"``.

    Raises:
        FileNotFoundError: the model isn't installed or has none.
    """
    root = get_package_path(model) if is_package(model) else Path(model)
    found = sorted(root.glob("**/lemmatizer/lookups/lookups.bin"))
    if not found:
        raise FileNotFoundError(f"no lemmatizer's word lists in {model!r}: run `python -m spacy download {model}`")
    lookups: Lookups = Lookups().from_disk(found[0].parent)
    return lookups


@Language.factory("claimx_tok2vec", assigns=["doc.tensor"])
def make_tok2vec(nlp: Language, name: str) -> QuickTok2Vec:
    """Make the component from the ``tok2vec`` that the pipeline holds before it, usually disabled.

    Raises:
        ValueError: there is none.
    """
    return QuickTok2Vec(name, _upstream(nlp, name, "tok2vec"))


@Language.factory(
    "claimx_parser",
    assigns=["token.dep", "token.head", "token.is_sent_start", "doc.sents"],
    requires=["doc.tensor"],
)
def make_parser(nlp: Language, name: str) -> QuickParser:
    """Make the component from the ``parser`` that the pipeline holds before it, usually disabled.

    Raises:
        ValueError: there is none.
    """
    return QuickParser(name, _upstream(nlp, name, "parser"))


def _upstream(nlp: Language, name: str, component: str) -> Any:
    if component not in nlp.component_names:
        raise ValueError(
            f"{name}: the pipeline has no {component!r} whose weights it could read: put the model's there, disabled"
        )
    return nlp.get_pipe(component)


@Language.factory(
    "claimx_blanks",
    assigns=["token.tag", "token.pos", "token.dep", "token.morph"],
    requires=["token.pos"],
)
def make_blanks(nlp: Language, name: str) -> Blanks:
    """Make the component that tags blanks; add it after the parser."""
    return Blanks(name)
