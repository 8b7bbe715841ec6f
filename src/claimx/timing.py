"""How long each document took at each stage, for the log of a run."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from claimx.stages.columns import settled

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Component = Callable[["Doc"], "Doc"]
Taken = TypeVar("Taken")
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


def pipe(
    nlp: Language, docs: list[Doc], documents: Sequence[str], timings: Timings, take: Callable[[int, Doc], Taken]
) -> list[Taken]:
    """Return what ``take`` makes of each doc (given its number) after all components of a chain.

    The components do what they do in ``nlp.pipe``; what each one takes is noted. What a component takes for a batch
    is shared out by tokens; what it does one by one is measured one by one. Docs are good for ``take`` alone: what the
    last components find may be told to it without being written on the doc.
    """
    weights = [len(doc) for doc in docs]
    groups = [(whole, list(items)) for whole, items in groupby(nlp.pipeline, lambda item: hasattr(item[1], "pipe"))]
    alone = [] if not groups or groups[-1][0] else groups.pop()[1]
    for whole, components in groups:
        if whole:
            for name, component in components:
                with timings.stage(name, documents, weights):
                    docs = list(component.pipe(docs, batch_size=nlp.batch_size))  # type: ignore[attr-defined]  # asked
        else:
            rows = _rows(components)
            docs = [_through(rows, doc, document_id, timings) for document_id, doc in zip(documents, docs, strict=True)]
    *rows, (own, last) = _rows(alone) or [(False, [])]

    def taken(number: int, document_id: str, doc: Doc) -> Taken:
        doc = _through(rows, doc, document_id, timings)
        with settled(doc, data=False) if own else nullcontext():
            doc = _through([(False, last)], doc, document_id, timings)
            with timings.stage("records", [document_id]):
                return take(number, doc)

    return [taken(number, *item) for number, item in enumerate(zip(documents, docs, strict=True))]


def _rows(components: Sequence[tuple[str, Component]]) -> list[tuple[bool, list[tuple[str, Component]]]]:
    """Return components that take a doc each, those of our own in a row together."""
    # A document goes through all of them before the next one: what one has read of it, the others find read.
    return [(own, list(row)) for own, row in groupby(components, key=_leaves_tokens)]


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
