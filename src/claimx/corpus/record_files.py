"""Files that hold many documents, a row each: JSON lines (plain, gzip, zstd), CSV and Parquet.

Rows are read one after the other, so that files of any size take the same memory.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import hashlib
import io
import json
import re
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from claimx.corpus.sources import NothingToReadError, Source, printable

_JSON: Final = (".jsonl", ".ndjson")
_PACKED: Final = (".gz", ".zst")
_UNREADABLE: Final = (OSError, EOFError, ValueError, zlib.error)
_ROWS_AT_ONCE: Final = 256
_BUFFER: Final = 1 << 18
_ISO: Final = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?![\d-])")
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Fields:
    """Names of the columns that hold a row's text, id, date and title; None where there is no such column."""

    text: str = "text"
    id: str | None = None
    date: str | None = None
    title: str | None = None


def check_fields(path: Path, fields: Fields) -> None:
    """Look at a file's head for the columns named.

    Raises:
        NothingToReadError: it can't be read, or a column isn't there; the message names those that are.
    """
    try:
        first = next(iter(_rows(path, None)), None)
    except _UNREADABLE as error:
        raise NothingToReadError(f"{printable(path)}: can't be read: {_reason(error)}") from None
    if first is None or isinstance(first, _BadRow):
        return
    for option, name in (("text", fields.text), ("id", fields.id), ("date", fields.date), ("title", fields.title)):
        # A JSON object may leave out what is empty; but some row must have a text.
        if name is not None and name not in first and (option == "text" or _kind(path) != "json"):
            columns = ", ".join(map(str, first)) or "none"
            raise NothingToReadError(
                f"{printable(path)}: no column {name!r}; there are: {columns} (name it with --{option}-column)"
            )


def read_records(container: Source, fields: Fields) -> Iterator[Source]:
    """Yield the documents of a record file in its order.

    A row's id is its id column; without one, the file's own id, ``#`` and the row's number (from 1, padded, so that
    ids sort like rows). A row that can't be read is a source with an error, and so is what follows where the
    file itself breaks off.
    """
    path = container.path or Path()
    number = 0

    def name() -> str:
        return f"{container.document_id}#{number:09}"

    try:
        for number, row in enumerate(_rows(path, _wanted(fields)), 1):  # noqa: B007 (name() reads it)
            if isinstance(row, _BadRow):
                yield Source(name(), path, error=row.error)
                continue
            given = None if fields.id is None else row.get(fields.id)
            document_id = name() if given is None or str(given).strip() == "" else storable(str(given))
            text = row.get(fields.text)
            if text is not None and not isinstance(text, str):
                yield Source(document_id, path, error=f"column {fields.text!r} holds no text")
                continue
            yield Source(
                document_id,
                path,
                text=text or "",
                title=_title(row, fields),
                date=_date(None if fields.date is None else row.get(fields.date)),
            )
    except _UNREADABLE as error:
        number += 1
        yield Source(name(), path, error=f"the file can't be read on: {_reason(error)}")


class Distinct:
    """Makes ids differ: the second *a* becomes ``a~2``. Remembers 8 bytes of each id, in order of appearance."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def __call__(self, document_id: str) -> str:
        """Return the id, or another one where it has been given before."""
        found, count = document_id, 1
        while (key := _hash(found)) in self._seen:
            count += 1
            found = f"{document_id}~{count}"
        self._seen.add(key)
        return found


def in_shard(document_id: str, shard: tuple[int, int] | None) -> bool:
    """Whether a document belongs to part ``shard[0]`` (from 1) of ``shard[1]``; by its id alone."""
    return shard is None or _hash(document_id) % shard[1] == shard[0] - 1


@dataclass(frozen=True, slots=True)
class _BadRow:
    error: str


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())


def _kind(path: Path) -> str:
    name = path.name.lower()
    for packed in _PACKED:
        name = name.removesuffix(packed)
    return "json" if name.endswith(_JSON) else name.rpartition(".")[2]


def _wanted(fields: Fields) -> Sequence[str]:
    return [name for name in dict.fromkeys((fields.text, fields.id, fields.date, fields.title)) if name is not None]


def _rows(path: Path, columns: Sequence[str] | None) -> Iterator[Mapping[str, Any] | _BadRow]:
    kind = _kind(path)
    if kind == "parquet":
        yield from _parquet_rows(path, columns)
        return
    with _opened(path) as file:
        yield from _json_rows(file) if kind == "json" else _csv_rows(file)


def _opened(path: Path) -> IO[bytes]:
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return io.BufferedReader(gzip.open(path), _BUFFER)
    if suffix == ".zst":
        import pyarrow as pa

        return io.BufferedReader(pa.input_stream(str(path), compression="zstd"), _BUFFER)
    return path.open("rb")


def _json_rows(file: IO[bytes]) -> Iterator[Mapping[str, Any] | _BadRow]:
    for line in file:
        if not line.strip():
            continue
        try:
            row = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
        except (ValueError, RecursionError) as error:
            yield _BadRow(f"no JSON: {_reason(error)}")
            continue
        yield row if isinstance(row, dict) else _BadRow("no JSON object: each line must be one")


def _csv_rows(file: IO[bytes]) -> Iterator[Mapping[str, Any] | _BadRow]:
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    head = text.readline()
    separator = max(",;\t", key=head.count)
    names = next(csv.reader([head], delimiter=separator), [])
    for cells in csv.reader(text, delimiter=separator):
        if not cells:
            continue
        if len(cells) > len(names):
            yield _BadRow(f"{len(cells)} cells in a row, {len(names)} columns in the heading")
            continue
        yield dict(zip(names, cells, strict=False))


def _parquet_rows(path: Path, columns: Sequence[str] | None) -> Iterator[Mapping[str, Any]]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        if columns is None:
            yield dict.fromkeys(file.schema_arrow.names)
        present = None if columns is None else [name for name in columns if name in file.schema_arrow.names]
        for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, columns=present):
            yield from batch.to_pylist()


def _title(row: Mapping[str, Any], fields: Fields) -> str | None:
    value = None if fields.title is None else row.get(fields.title)
    return None if value is None else storable(" ".join(str(value).split())) or None


def _date(value: Any) -> str | None:
    """Return a date as ISO 8601 of the precision given, or None where it can't be told."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    text = str(value or "").strip()
    if match := _ISO.match(text):
        return match[0]
    if match := _DAY_FIRST.match(text):
        try:
            return dt.date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        except ValueError:
            return None
    return None


def storable(text: str) -> str:
    """Return ``text`` with a question mark for what UTF-8 can't hold (lone surrogates)."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _reason(error: Exception) -> str:
    return " ".join((getattr(error, "strerror", None) or str(error)).split())
