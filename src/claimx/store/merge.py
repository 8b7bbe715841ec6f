"""Joining outputs of several runs (shards of one input, or of different ones) to one."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from claimx.store.previous import Rows
from claimx.store.replace import OutputError
from claimx.store.tables import TABLES, Tables, TableWriter, check_tables


def merge(folders: Sequence[Path], out: Path) -> int:
    """Join the tables of ``folders`` in ``out``, sorted by document id, and return the number of documents.

    Where each of them is sorted by id, as runs over folders of texts are, the shards of a run give the bytes of the
    undivided run.

    Raises:
        OutputError: tables are missing, were made by different chains or settings, or hold a document twice.
    """
    if not folders:
        raise OutputError("nothing to merge: give the output folders of the runs to join")
    metadata = [check_tables(folder) for folder in folders]
    for key in (b"claimx.schema_version", b"claimx.pipeline", b"claimx.min_confidence"):
        values = {found.get(key) for found in metadata}
        if len(values) > 1:
            what = key.decode().removeprefix("claimx.").replace("_", " ")
            raise OutputError(
                f"{folders[0]} and others: made with different settings ({what}): run the shards again with the same"
                " version, pipeline and options"
            )
    pipeline = metadata[0].get(b"claimx.pipeline", b"").decode()
    confidence = float(metadata[0].get(b"claimx.min_confidence", b"0"))
    options = {found.get(b"claimx.options", b"{}") for found in metadata}
    shared = json.loads(options.pop()) if len(options) == 1 else {}
    count = 0
    previous: str | None = None
    with TableWriter(out, pipeline, min_confidence=confidence, options=shared) as writer:
        for document_id, tables in heapq.merge(*(_documents(folder) for folder in folders), key=lambda item: item[0]):
            if document_id == previous:
                raise OutputError(f"document {document_id!r} is in more than one of the folders")
            previous = document_id
            writer.write_tables(tables)
            count += 1
    return count


def _documents(folder: Path) -> Iterator[tuple[str, Tables]]:
    """Yield each document's id and rows, in the order of the tables."""
    readers = {name: Rows(folder / f"{name}.parquet") for name in TABLES}
    at = dict.fromkeys(TABLES, 0)
    for place in range(len(readers["documents"])):
        document = readers["documents"].slice(place, 1)
        lengths = {name: document[f"n_{name}"][0].as_py() for name in ("quotations", "claims")}
        found = {name: readers[name].slice(at[name], length) for name, length in lengths.items()}
        at = {name: at[name] + length for name, length in lengths.items()}
        yield document["document_id"][0].as_py(), {"documents": document, **found}
