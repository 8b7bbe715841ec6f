"""The three tables as Parquet: exact schemas, the same bytes for the same content, memory flat."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.parquet as pq

from claimx.records import (
    CLAIMS_SCHEMA,
    DOCUMENTS_SCHEMA,
    QUOTATIONS_SCHEMA,
    SCHEMA_VERSION,
    Claim,
    Document,
    Quotation,
)
from claimx.store.replace import OutputError, make_working_folder, replace_all

TABLES: Final[dict[str, pa.Schema]] = {
    "quotations": QUOTATIONS_SCHEMA,
    "claims": CLAIMS_SCHEMA,
    "documents": DOCUMENTS_SCHEMA,
}
"""Table names and schemas, in the order in which they are put in place."""

# A row group for as many documents: enough to compress well, little enough to hold in memory.
_GROUP_DOCUMENTS: Final = 500
_GROUP_CHARACTERS: Final = 8_000_000


class TableWriter:
    """Writes a run's tables to a folder: as a context manager, which puts them in place on a good end.

    Until then, and if the block raises, the folder keeps what it had. Documents are written in the order
    given; the same documents in the same order give the same bytes.

    File metadata of each table: ``claimx.schema_version``, ``claimx.pipeline`` (the chain's fingerprint) and
    ``claimx.run`` (a digest of the fingerprint and all documents, the same in all three tables).
    """

    def __init__(self, folder: Path, pipeline: str) -> None:
        """Prepare to write to ``folder`` what the chain with the fingerprint ``pipeline`` extracts.

        Raises:
            OutputError: the folder can't be created or written.
        """
        self._folder = folder
        self._digest = hashlib.sha256(pipeline.encode())
        self._working = make_working_folder(folder)
        self._rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        self._characters = 0
        metadata = {"claimx.schema_version": SCHEMA_VERSION, "claimx.pipeline": pipeline}
        self._writers = {
            name: pq.ParquetWriter(
                self._working / f"{name}.parquet", schema.with_metadata(metadata), compression="zstd"
            )
            for name, schema in TABLES.items()
        }

    def write(self, document: Document, quotations: Iterable[Quotation] = (), claims: Iterable[Claim] = ()) -> None:
        """Add a document with what was found in it."""
        self._rows["documents"].append(document.row())
        self._rows["quotations"] += [item.row(document.document_id) for item in quotations]
        self._rows["claims"] += [item.row(document.document_id) for item in claims]
        self._digest.update(f"{document.document_id}\0{document.sha256}\0{document.status}\0".encode())
        self._characters += len(document.text)
        if len(self._rows["documents"]) >= _GROUP_DOCUMENTS or self._characters >= _GROUP_CHARACTERS:
            self._write_groups()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        except OSError as failure:
            raise OutputError(f"{self._folder}: can't be written ({failure.strerror or failure})") from failure
        finally:
            for writer in self._writers.values():
                writer.close()
            shutil.rmtree(self._working, ignore_errors=True)

    def _write_groups(self) -> None:
        for name, rows in self._rows.items():
            if rows:
                table = pa.Table.from_pylist(rows, schema=self._writers[name].schema)
                try:
                    self._writers[name].write_table(table)
                except OSError as error:
                    raise OutputError(
                        f"{self._working}: can't be written ({error.strerror or error}); is the disk full?"
                    ) from error
            rows.clear()
        self._characters = 0

    def _finish(self) -> None:
        self._write_groups()
        for writer in self._writers.values():
            writer.add_key_value_metadata({"claimx.run": "sha256:" + self._digest.hexdigest()})
            writer.close()
        replace_all(self._working, self._folder, [f"{name}.parquet" for name in TABLES])


def read_table(folder: Path, name: str) -> pa.Table:
    """Read one table (``documents``, ``quotations``, ``claims``) that :class:`TableWriter` wrote.

    Raises:
        OutputError: the tables of ``folder`` are missing or don't belong to one run.
    """
    runs: set[bytes] = set()
    for table in TABLES:
        path = folder / f"{table}.parquet"
        try:
            metadata = pq.read_metadata(path).metadata or {}
        except (OSError, pa.ArrowInvalid) as error:
            raise OutputError(f"{path}: can't be read ({error}); run `claimx extract` again") from error
        runs.add(metadata.get(b"claimx.run", b""))
    if len(runs) > 1:
        raise OutputError(f"{folder}: its tables come from different runs; run `claimx extract` again")
    return pq.read_table(folder / f"{name}.parquet")
