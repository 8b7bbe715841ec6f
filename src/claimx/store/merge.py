"""Joining outputs of several runs (shards of one input, or of different ones) to one."""

from __future__ import annotations

import hashlib
import heapq
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from claimx.store.parts import sole_writer
from claimx.store.previous import Rows
from claimx.store.replace import OutputError
from claimx.store.tables import TABLES, Tables, TableWriter, check_earlier, check_tables, damaged, other_columns


def merge(folders: Sequence[Path], out: Path, *, fresh: bool = False) -> int:
    """Join the tables of ``folders`` in ``out``, sorted by document id, and return the number of documents.

    Where each of them is sorted by id, as runs over folders of texts are, the shards of a run give the bytes of the
    undivided run.

    Args:
        folders: what runs wrote.
        out: output folder; created if need be.
        fresh: replace whatever tables lie there.

    Raises:
        OutputError: tables are missing or damaged, were made by different chains or settings, or hold a document
            twice; or ``out`` can't be written, is being written, or holds damaged tables and ``fresh`` isn't given.
    """
    if not folders:
        raise OutputError("nothing to merge: give the output folders of the runs to join")
    metadata = [check_tables(folder) for folder in folders]
    for folder, found in zip(folders, metadata, strict=True):
        if not found.get(b"claimx.run"):
            raise OutputError(f"{folder}: its tables aren't of claimx; give folders that `claimx extract` wrote")
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
    seen: set[bytes] = set()
    with sole_writer(out) as working:
        if not fresh:
            check_earlier(out)
        with TableWriter(out, pipeline, min_confidence=confidence, options=shared, working=working) as writer:
            for document_id, tables in heapq.merge(*map(_documents, folders), key=lambda item: item[0]):
                # Record files keep their order: the same id needn't come next.
                key = hashlib.blake2b(document_id.encode(), digest_size=8).digest()
                if key in seen:
                    raise OutputError(
                        f"document {document_id!r} is in more than one of the folders; leave one of them out"
                    )
                seen.add(key)
                writer.write_tables(tables)
    return len(seen)


def _documents(folder: Path) -> Iterator[tuple[str, Tables]]:
    """Yield each document's id and rows, in the order of the tables."""
    readers = {name: Rows(folder / f"{name}.parquet") for name in TABLES}
    for name, reader in readers.items():
        if not reader.schema.equals(TABLES[name]):
            raise other_columns(folder / f"{name}.parquet")
    at = dict.fromkeys(TABLES, 0)
    for place in range(len(readers["documents"])):
        document = readers["documents"].slice(place, 1)
        lengths = {name: document[f"n_{name}"][0].as_py() for name in ("quotations", "claims")}
        found = {name: readers[name].slice(at[name], length) for name, length in lengths.items()}
        at = {name: at[name] + length for name, length in lengths.items()}
        yield document["document_id"][0].as_py(), {"documents": document, **found}
    for name, end in at.items():
        if name != "documents" and end != len(readers[name]):
            raise damaged(folder / f"{name}.parquet", "it has other rows than the documents count")
