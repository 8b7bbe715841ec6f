"""Taking a batch apart whose worker was killed, and putting what its documents gave together again."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from claimx import store
from claimx.batches import Outcome, Task
from claimx.corpus.sources import printable
from claimx.records import Document


def single_tasks(task: Task) -> list[Task]:
    """Return a task for each of the documents of ``task``."""
    pairs = zip(task.sources, task.known, strict=True)
    return [Task(task.number, (source,), (known,)) for source, known in pairs]


def lost_outcome(task: Task, error: str) -> Outcome:
    """Return the outcome of a task whose only document can't be read for the reason ``error``."""
    (source,) = task.sources
    document = Document(
        document_id=source.document_id,
        path=None if source.path is None else printable(source.path),
        title=source.title,
        date=source.date,
        status="failed",
        error=error,
    )
    return Outcome(task.number, store.to_tables([(document, (), ())]), {}, (source.document_id,), 0, lost=1)


def joined(number: int, outcomes: Sequence[Outcome]) -> Outcome:
    """Return the outcomes of a task's documents as that of the whole task."""
    return Outcome(
        number,
        {name: pa.concat_tables([item.tables[name] for item in outcomes]).combine_chunks() for name in store.TABLES},
        {document_id: path for item in outcomes for document_id, path in item.unchanged.items()},
        tuple(document_id for item in outcomes for document_id in item.order),
        sum(item.words for item in outcomes),
        sum(item.lost for item in outcomes),
        {document_id: stages for item in outcomes for document_id, stages in item.timings.items()},
    )
