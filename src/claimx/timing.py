"""How long each document took at each stage, for the log of a run."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import groupby
from typing import TYPE_CHECKING

from claimx.stages.columns import settled

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Component = Callable[["Doc"], "Doc"]
Stages = dict[str, float]
"""Stage → seconds."""


class Timings:
    """Seconds by document and stage; wall time, for what a user waits for."""

    def __init__(self) -> None:
        self.of: defaultdict[str, Stages] = defaultdict(dict)

    @contextmanager
    def stage(self, name: str, documents: Sequence[str], weights: Sequence[int] | None = None) -> Iterator[None]:
        """Measure the block, and give each document (by id) its share by weight: all the same if there are none."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            taken = time.perf_counter() - begun
            shares = weights or [1] * len(documents)
            whole = sum(shares) or 1
            for document_id, share in zip(documents, shares, strict=True):
                stages = self.of[document_id]
                stages[name] = stages.get(name, 0.0) + taken * share / whole


def pipe(nlp: Language, docs: list[Doc], documents: Sequence[str], timings: Timings) -> list[Doc]:
    """Return docs after all components of a chain, as ``nlp.pipe`` does, and note what each one took.

    What a component takes for a batch is shared out by tokens; what it does one by one is measured one by one.
    """
    weights = [len(doc) for doc in docs]
    for whole, components in groupby(nlp.pipeline, key=lambda item: hasattr(item[1], "pipe")):
        if whole:
            for name, component in components:
                with timings.stage(name, documents, weights):
                    docs = list(component.pipe(docs, batch_size=nlp.batch_size))  # type: ignore[attr-defined]  # asked
        else:
            # A document goes through all of them before the next one: what one has read of it, the others find read.
            rows = [(own, list(row)) for own, row in groupby(components, key=_leaves_tokens)]
            docs = [_through(rows, doc, document_id, timings) for document_id, doc in zip(documents, docs, strict=True)]
    return docs


def _leaves_tokens(item: tuple[str, Component]) -> bool:
    return getattr(item[1], "leaves_tokens", False)


def _through(
    rows: Sequence[tuple[bool, Sequence[tuple[str, Component]]]], doc: Doc, document_id: str, timings: Timings
) -> Doc:
    for own, components in rows:
        with settled(doc) if own else nullcontext():
            for name, component in components:
                with timings.stage(name, [document_id]):
                    doc = component(doc)
    return doc
