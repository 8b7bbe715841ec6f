"""The three tables as Parquet: exact schemas, the same bytes for the same content, memory flat."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from claimx import __version__
from claimx.records import (
    CLAIMS_SCHEMA,
    DOCUMENTS_SCHEMA,
    QUOTATIONS_SCHEMA,
    SCHEMA_VERSION,
    Claim,
    Document,
    Quotation,
)
from claimx.store.replace import OutputError, cant_write, cause, is_replacing, make_working_folder, replace_all

TABLES: Final[dict[str, pa.Schema]] = {
    "quotations": QUOTATIONS_SCHEMA,
    "claims": CLAIMS_SCHEMA,
    "documents": DOCUMENTS_SCHEMA,
}
"""Table names and schemas, in the order in which they are put in place."""

Tables = Mapping[str, pa.Table]
"""Rows of the three tables that belong to the same documents, in the documents' order."""

UNREADABLE: Final = (OSError, pa.ArrowException, UnicodeDecodeError)
"""What pyarrow raises on a damaged file: the last for names that are no UTF-8."""

_TOTALS: Final = ("documents", "characters", "sentences", "quotations", "claims", "ok", "skipped", "failed")

# A row group for as many documents: enough to compress well, little enough to hold in memory.
_GROUP_DOCUMENTS: Final = 500
_GROUP_CHARACTERS: Final = 8_000_000


def to_tables(items: Iterable[tuple[Document, Iterable[Quotation], Iterable[Claim]]]) -> Tables:
    """Return documents with what was found in them as rows of the three tables."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    for document, quotations, claims in items:
        rows["documents"].append(document.row())
        rows["quotations"] += [item.row(document.document_id) for item in quotations]
        rows["claims"] += [item.row(document.document_id) for item in claims]
    return {name: pa.Table.from_pylist(rows[name], schema=schema) for name, schema in TABLES.items()}


def counts(tables: Tables) -> tuple[list[int], list[int]]:
    """Return how many quotations and how many claims each document of the tables has."""
    documents = tables["documents"]
    return documents["n_quotations"].to_pylist(), documents["n_claims"].to_pylist()


class TableWriter:
    """Writes a run's tables to a folder: as a context manager, which puts them in place on a good end.

    Until then, and if the block raises, the folder keeps what it had. Documents are written in the order
    given; the same documents in the same order give the same bytes, however they were handed over.

    File metadata of each table: ``claimx.schema_version``, ``claimx.pipeline`` (the chain's fingerprint),
    ``claimx.min_confidence``, ``claimx.run`` (a digest of the fingerprint and all documents, the same in all
    three tables), and the run's report: ``claimx.version``, ``claimx.options`` and ``claimx.totals``, as JSON.
    Nothing of it depends on when, where or by how many workers the run was done.
    """

    def __init__(
        self,
        folder: Path,
        pipeline: str,
        *,
        min_confidence: float = 0.0,
        options: Mapping[str, Any] | None = None,
        working: Path | None = None,
    ) -> None:
        """Prepare to write to ``folder`` what the chain with the fingerprint ``pipeline`` extracts.

        ``options`` are those of the call that decide what comes out; ``working`` is an empty folder on the same file
        system to write in: without it one is made.

        Raises:
            OutputError: the folder can't be created or written.
        """
        self._folder = folder
        self._digest = hashlib.sha256(pipeline.encode())
        self._working = working or make_working_folder(folder)
        self._pending: dict[str, list[pa.Table]] = {name: [] for name in TABLES}
        self._documents = self._characters = 0
        self._totals: Counter[str] = Counter(dict.fromkeys(_TOTALS, 0))
        metadata = {
            "claimx.version": __version__,
            "claimx.options": json.dumps(dict(options or {}), ensure_ascii=False, sort_keys=True),
            "claimx.schema_version": SCHEMA_VERSION,
            "claimx.pipeline": pipeline,
            "claimx.min_confidence": f"{min_confidence:g}",
        }
        try:
            self._writers = {
                name: pq.ParquetWriter(
                    self._working / f"{name}.parquet",
                    schema.with_metadata(metadata),
                    compression="zstd",
                    write_page_checksum=True,
                )
                for name, schema in TABLES.items()
            }
        except OSError as error:
            shutil.rmtree(self._working, ignore_errors=True)
            raise cant_write(self._folder, error) from error

    def write(self, document: Document, quotations: Iterable[Quotation] = (), claims: Iterable[Claim] = ()) -> None:
        """Add a document with what was found in it."""
        # What was found counts, not what the document's record says of it.
        found = (document, list(quotations), list(claims))
        update = {"n_quotations": len(found[1]), "n_claims": len(found[2])}
        self.write_tables(to_tables([(document.model_copy(update=update), *found[1:])]))

    def write_tables(self, tables: Tables) -> None:
        """Add documents with what was found in them, as rows."""
        documents = tables["documents"]
        columns = (documents[name].to_pylist() for name in ("document_id", "sha256", "status"))
        for document_id, sha256, status in zip(*columns, strict=True):
            self._digest.update(f"{document_id}\0{sha256}\0{status}\0".encode())
            self._totals[status] += 1
        lengths = pc.utf8_length(documents["text"]).to_pylist()
        n_quotations, n_claims = counts(tables)
        found = (
            len(lengths),
            sum(lengths),
            sum(documents["n_sentences"].to_pylist()),
            sum(n_quotations),
            sum(n_claims),
        )
        self._totals.update(dict(zip(_TOTALS, found, strict=False)))
        begin = dict.fromkeys(TABLES, 0)
        end = dict.fromkeys(TABLES, 0)
        for length, quotations, claims in zip(lengths, n_quotations, n_claims, strict=True):
            end["documents"] += 1
            end["quotations"] += quotations
            end["claims"] += claims
            self._documents += 1
            self._characters += length
            if self._documents >= _GROUP_DOCUMENTS or self._characters >= _GROUP_CHARACTERS:
                self._add(tables, begin, end)
                begin = dict(end)
                self._write_groups()
        self._add(tables, begin, end)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
        except OSError as failure:
            raise cant_write(self._folder, failure) from failure
        finally:
            for writer in self._writers.values():
                with suppress(OSError):  # after a good end they are closed already
                    writer.close()
            if not is_replacing(self._working):
                shutil.rmtree(self._working, ignore_errors=True)

    def _add(self, tables: Tables, begin: Mapping[str, int], end: Mapping[str, int]) -> None:
        for name, pending in self._pending.items():
            if end[name] > begin[name]:
                pending.append(tables[name].slice(begin[name], end[name] - begin[name]))

    def _write_groups(self) -> None:
        for name, pending in self._pending.items():
            if pending:
                schema = self._writers[name].schema
                # One chunk a column: how rows were handed over must not show in the file.
                table = pa.concat_tables(part.replace_schema_metadata(schema.metadata) for part in pending)
                try:
                    self._writers[name].write_table(table.combine_chunks())
                except OSError as error:
                    raise cant_write(self._folder, error) from error
            pending.clear()
        self._documents = self._characters = 0

    def _finish(self) -> None:
        self._write_groups()
        for writer in self._writers.values():
            writer.add_key_value_metadata(
                {"claimx.run": "sha256:" + self._digest.hexdigest(), "claimx.totals": json.dumps(self._totals)}
            )
            writer.close()
        replace_all(self._working, self._folder, [f"{name}.parquet" for name in TABLES])


def check_tables(folder: Path) -> dict[bytes, bytes]:
    """Return the file metadata that the three tables of ``folder`` share.

    Raises:
        OutputError: the tables of ``folder`` are missing or don't belong to one run.
    """
    runs: set[bytes] = set()
    metadata: dict[bytes, bytes] = {}
    for table in TABLES:
        path = folder / f"{table}.parquet"
        try:
            metadata = pq.read_metadata(path).metadata or {}
        except UNREADABLE as error:
            raise damaged(path, error) from error
        runs.add(metadata.get(b"claimx.run", b""))
    if len(runs) > 1:
        raise OutputError(f"{folder}: its tables come from different runs; run `claimx extract` again")
    return metadata


def check_earlier(folder: Path) -> None:
    """Make sure that what a run is about to replace in ``folder`` is nothing, or whole tables of claimx.

    Every page is read and compared with its checksum.

    Raises:
        OutputError: a table is missing beside others, damaged, or not of claimx.
    """
    paths = [folder / f"{name}.parquet" for name in TABLES]
    if not any(path.exists() for path in paths):
        return
    runs: set[bytes] = set()
    for path in paths:
        try:
            with pq.ParquetFile(path, page_checksum_verification=True) as file:
                runs.add((file.metadata.metadata or {}).get(b"claimx.run", b""))
                for group in range(file.num_row_groups):
                    file.read_row_group(group)
        except FileNotFoundError:
            raise _kept(path, "is missing beside the other tables") from None
        except UNREADABLE as error:
            raise _kept(path, f"is damaged ({cause(error)})") from error
        if b"" in runs:
            raise _kept(path, "isn't a table that claimx wrote")
    if len(runs) > 1:
        raise _kept(folder, "its tables come from different runs")


def _kept(path: Path, fault: str) -> OutputError:
    return OutputError(f"{path}: {fault}; nothing was changed: --fresh replaces the tables, --out names another folder")


def read_table(folder: Path, name: str) -> pa.Table:
    """Read one table (``documents``, ``quotations``, ``claims``) that :class:`TableWriter` wrote.

    Raises:
        OutputError: the tables of ``folder`` are missing, damaged, or don't belong to one run.
    """
    check_tables(folder)
    path = folder / f"{name}.parquet"
    try:
        table = pq.read_table(path)
        table.validate(full=True)
    except UNREADABLE as error:
        raise damaged(path, error) from error
    if not table.schema.equals(TABLES[name]):
        raise other_columns(path)
    return table


def damaged(path: Path, fault: Exception | str) -> OutputError:
    """Return the error that says that a table can't be read, why, and what to do."""
    if isinstance(fault, FileNotFoundError | NotADirectoryError):
        return OutputError(
            f"{path}: can't be read (no such file); run `claimx extract`, or give a folder that it wrote"
        )
    if getattr(fault, "errno", None) == errno.EMFILE:
        return OutputError(f"{path}: can't be read (too many open files); raise `ulimit -n`, or join fewer at a time")
    return OutputError(f"{path}: can't be read ({' '.join(str(fault).split())}); run `claimx extract` again")


def other_columns(path: Path) -> OutputError:
    """Return the error that says that a table is of another version."""
    return OutputError(f"{path}: has other columns than this version of claimx writes; run `claimx extract` again")
