"""The rows of earlier runs: a document that hasn't changed is taken from there instead of being read again."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from sys import intern
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from claimx.store.parts import part_numbers, part_path, read_part
from claimx.store.replace import OutputError
from claimx.store.tables import TABLES, UNREADABLE, Tables, check_tables, damaged

_STEP = ("document_id", "sha256", "status", "n_quotations", "n_claims")


class _Place(NamedTuple):
    """Where a document's rows begin in the files of a source, and how many they are."""

    source: int
    document: int
    quotation: int
    claim: int
    n_quotations: int
    n_claims: int
    sha256: bytes
    status: str


class _Source(NamedTuple):
    files: dict[str, Path]
    folder: Path
    part: int | None
    """Number of the batch, None for finished tables."""


class Previous:
    """Documents of earlier runs by id; where several have one, the last given."""

    def __init__(self, out: Path, attempts: Sequence[Path], pipeline: str, min_confidence: float) -> None:
        """Index the tables in ``out`` if the same chain made them, and the batches in ``attempts``.

        Takes some 200 bytes of memory for each document.
        """
        self._sources: list[_Source] = []
        self._places: dict[int, _Place] = {}
        # Its own: a later run of this process finds other tables under the same names.
        self._rows_of = lru_cache(maxsize=24)(Rows)
        try:
            metadata = check_tables(out)
        except OutputError:
            metadata = {}
        made_by = metadata.get(b"claimx.pipeline"), metadata.get(b"claimx.min_confidence")
        if made_by == (pipeline.encode(), f"{min_confidence:g}".encode()):
            self._index(_Source({name: out / f"{name}.parquet" for name in TABLES}, out, None))
        for folder in attempts:
            for number in part_numbers(folder):
                files = {name: part_path(folder, number, name) for name in TABLES}
                if _is_whole(folder, number):
                    self._index(_Source(files, folder, number))

    def known(self, document_id: str) -> tuple[str, str] | None:
        """Return the SHA-256 and the status that a document had, None if it isn't known."""
        place = self._places.get(_key(document_id))
        return None if place is None else (place.sha256.hex(), place.status)

    def rows(self, document_id: str, path: str | None) -> Tables:
        """Return a document's rows; its path is the one given."""
        place = self._places[_key(document_id)]
        spans = {
            "documents": (place.document, 1),
            "quotations": (place.quotation, place.n_quotations),
            "claims": (place.claim, place.n_claims),
        }
        source = self._sources[place.source]
        tables = {name: self._rows_of(source.files[name]).slice(*span) for name, span in spans.items()}
        column = TABLES["documents"].get_field_index("path")
        if tables["documents"]["path"][0].as_py() != path:
            tables["documents"] = tables["documents"].set_column(
                column, TABLES["documents"].field(column), pa.array([path], pa.string())
            )
        return tables

    def whole_part(self, order: Sequence[str], paths: Sequence[str | None]) -> tuple[Path, int] | None:
        """Return folder and number of the batch that holds just these documents, in this order."""
        place = self._places.get(_key(order[0])) if order else None
        if place is None or place.document or (source := self._sources[place.source]).part is None:
            return None
        try:
            held = pq.read_table(source.files["documents"], columns=["document_id", "path"])
        except (OSError, pa.ArrowInvalid):
            return None
        if held["document_id"].to_pylist() != list(order) or held["path"].to_pylist() != list(paths):
            return None
        if any(self._places[_key(document_id)].source != place.source for document_id in order):
            return None
        return source.folder, source.part

    def _index(self, source: _Source) -> None:
        number = len(self._sources)
        found: dict[int, _Place] = {}
        document = quotation = claim = 0
        try:
            with pq.ParquetFile(source.files["documents"]) as file:
                for batch in file.iter_batches(batch_size=10_000, columns=list(_STEP)):
                    columns = (batch.column(name).to_pylist() for name in _STEP)
                    for document_id, sha256, status, n_quotations, n_claims in zip(*columns, strict=True):
                        if sha256 is not None and status != "failed":
                            found[_key(document_id)] = _Place(
                                number,
                                document,
                                quotation,
                                claim,
                                n_quotations,
                                n_claims,
                                bytes.fromhex(sha256),
                                intern(status),
                            )
                        document, quotation, claim = document + 1, quotation + n_quotations, claim + n_claims
            rows = [pq.read_metadata(source.files[name]).num_rows for name in ("quotations", "claims")]
        except (OSError, ValueError, pa.ArrowException):
            return  # damaged by a crash: as if it weren't there
        if rows == [quotation, claim]:
            self._sources.append(source)
            self._places.update(found)


def _is_whole(folder: Path, number: int) -> bool:
    try:
        read_part(folder, number)
    except OutputError:
        return False  # a crash of the machine: it counts for nothing
    return True


class Rows:
    """A Parquet file's rows by number, a row group in memory at a time.

    Raises:
        OutputError: the file can't be read, or not there; it is the error of :meth:`slice`, too.
    """

    def __init__(self, path: Path) -> None:
        """Open the file."""
        self._path = path
        try:
            self._file = pq.ParquetFile(path, memory_map=False, page_checksum_verification=True)
        except UNREADABLE as error:
            raise damaged(path, error) from error
        self.schema: pa.Schema = self._file.schema_arrow
        metadata = self._file.metadata
        groups = [metadata.row_group(number).num_rows for number in range(metadata.num_row_groups)]
        self._starts = [0, *accumulate(groups)]
        self._group = -1
        self._table: pa.Table = self.schema.empty_table()

    def __len__(self) -> int:
        return int(self._starts[-1])

    def slice(self, start: int, count: int) -> pa.Table:
        """Return rows ``start`` to ``start + count``."""
        if start + count > len(self):
            raise damaged(self._path, "it has fewer rows than the documents count")
        pieces = []
        while count > 0:
            group = bisect_right(self._starts, start) - 1
            if group != self._group:
                try:
                    self._group, self._table = group, self._file.read_row_group(group)
                except UNREADABLE as error:
                    raise damaged(self._path, error) from error
            inside = start - self._starts[group]
            piece = self._table.slice(inside, count)
            pieces.append(piece)
            start, count = start + len(piece), count - len(piece)
        return pa.concat_tables(pieces) if pieces else self.schema.empty_table()


def _key(document_id: str) -> int:
    return int.from_bytes(hashlib.blake2b(document_id.encode(), digest_size=8).digest())
