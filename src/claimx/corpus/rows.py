"""Rows of JSON lines, CSV (both plain, gzip, zstd) and Parquet: a faulty one is told with its line, others are read.

Rows are read one after the other, so that files of any size take the same memory.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import re
import zlib
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import IO, Any, Final

import pyarrow as pa

from claimx.corpus.texts import UndecodableError, encoding_of

UNREADABLE: Final = (
    *(OSError, EOFError, ValueError, OverflowError, MemoryError, zlib.error, csv.Error, pa.ArrowException),
    LookupError,  # a time zone that there isn't
)
"""What reading a damaged file raises."""
LONGEST_ROW: Final = 1 << 26
"""Bytes (of CSV: characters) of a row beyond which it isn't read: a file without line ends mustn't fill the memory."""
_JSON: Final = (".jsonl", ".ndjson")
_PACKED: Final = (".gz", ".zst")
_ROWS_AT_ONCE: Final = 256
_BUFFER: Final = 1 << 18
_ZSTD_STEP: Final = 512
"""Arrow drops what a call has read when it comes upon the break."""
_WIDE_MARKS: Final = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNDECODED: Final = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that can't be read; ``error`` says where it is, why, and what to do."""

    error: str


Row = Mapping[str, Any] | BadRow


def kind_of(path: Path) -> str:
    """Return ``json``, ``csv`` or ``parquet``."""
    name = path.name.lower()
    for packed in _PACKED:
        name = name.removesuffix(packed)
    return "json" if name.endswith(_JSON) else name.rpartition(".")[2]


def read_rows(path: Path, columns: Sequence[str] | None) -> Iterator[Row]:
    """Yield the rows of a file in its order.

    Args:
        path: the file; its name tells what it is.
        columns: those needed of a Parquet file; None for one empty row that has them all.

    Raises:
        UNREADABLE: the file can't be read, or not on.
    """
    kind = kind_of(path)
    if kind == "parquet":
        yield from _parquet_rows(path, columns)
        return
    with _opened(path) as file:
        yield from _json_rows(file) if kind == "json" else _csv_rows(file)


def reason(error: BaseException) -> str:
    """Return what an error says, on one line."""
    return " ".join((getattr(error, "strerror", None) or str(error) or type(error).__name__).split())


def _opened(path: Path) -> io.BufferedReader:
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return io.BufferedReader(_AsItComes(gzip.open(path).read1), _BUFFER)
    if suffix == ".zst":
        return io.BufferedReader(_AsItComes(pa.input_stream(str(path), compression="zstd").read, _ZSTD_STEP), _BUFFER)
    return io.BufferedReader(io.FileIO(path), _BUFFER)


class _AsItComes(io.RawIOBase):
    """A stream that hands on what there is before it tells that the file breaks off."""

    def __init__(self, read: Callable[[int], bytes], most: int = _BUFFER) -> None:
        self._read = read
        self._most = most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._read(min(len(buffer), self._most))
        buffer[: len(data)] = data
        return len(data)


def _json_rows(file: io.BufferedReader) -> Iterator[Row]:
    for number, line in enumerate(_lines(file), 1):
        if line is None:
            yield BadRow(
                f"line {number}: longer than {LONGEST_ROW / 1e6:.0f} MB; put each article on a line of its own"
            )
            continue
        if not line.strip():
            continue
        try:
            row = json.loads(line.removeprefix(codecs.BOM_UTF8))
        except json.JSONDecodeError as error:
            yield BadRow(f"line {number}, column {error.pos + 1}: no JSON ({error.msg}); correct or remove the line")
        except UnicodeDecodeError as error:
            yield BadRow(f"line {number}: no UTF-8 ({error.reason} at byte {error.start}); save the file as UTF-8")
        except (ValueError, RecursionError, MemoryError) as error:
            yield BadRow(f"line {number}: no JSON that can be read ({reason(error)}); correct or remove the line")
        else:
            yield row if isinstance(row, dict) else BadRow(f"line {number}: no JSON object; each line must be one")


def _lines(file: io.BufferedReader) -> Iterator[bytes | None]:
    """Yield the lines as UTF-8, None for one that is too long."""
    source: IO[Any] = file
    if file.peek(4).startswith(_WIDE_MARKS):
        encoding, _ = encoding_of(file.peek(4)[:4])
        source = io.TextIOWrapper(file, encoding=encoding.removesuffix("-le").removesuffix("-be"), newline="\n")
    while line := source.readline(LONGEST_ROW):
        if len(line) >= LONGEST_ROW:
            _skip_line(source, line)
            yield None
        else:
            yield line if isinstance(line, bytes) else line.encode("utf-8", "surrogatepass")


def _skip_line(source: IO[Any], line: Any) -> None:
    while line and line[-1:] not in (b"\n", "\n"):
        line = source.readline(LONGEST_ROW)


class _TextLines:
    """The lines of a CSV file, for ``csv.reader``; those of the row under way can be given back."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._again: deque[str] = deque()
        self._row: list[str] = []
        self._length = 0
        self.number = 0

    def __iter__(self) -> _TextLines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._file.readline(LONGEST_ROW)
        if not line:
            raise StopIteration
        self.number += 1
        self._row.append(line)
        self._length += len(line)
        if self._length >= LONGEST_ROW:
            if len(line) >= LONGEST_ROW:
                _skip_line(self._file, line)
            raise csv.Error(f"the row is longer than {LONGEST_ROW / 1e6:.0f} million characters")
        return line

    def row(self) -> tuple[int, str]:
        """Return number and text of the first line of the row under way, and begin a new row."""
        first = self.number - len(self._row) + 1
        text = "".join(self._row)
        self._row, self._length = [], 0
        return first, text

    def give_back(self) -> int:
        """Take all but the first line of the row under way for new rows; return that one's number."""
        self._again.extendleft(reversed(self._row[1:]))
        self.number -= max(len(self._row) - 1, 0)
        self._row, self._length = [], 0
        return self.number


def _encoding(sample: bytes) -> tuple[str, int]:
    try:
        return encoding_of(sample)
    except UndecodableError:
        if b"\0" in sample:
            raise
        return "utf-8", 0  # in which some row is damaged


def _csv_rows(file: io.BufferedReader) -> Iterator[Row]:
    csv.field_size_limit(LONGEST_ROW)
    sample = file.peek(_BUFFER)[:_BUFFER]
    encoding, mark = _encoding(sample[: sample.rfind(b"\n") + 1] or sample)
    file.read(mark)
    lines = _TextLines(io.TextIOWrapper(file, encoding=encoding, errors="surrogateescape", newline=""))
    head = next(lines, "")
    lines.row()
    separator = max(",;\t", key=head.count)
    names = next(csv.reader([head], delimiter=separator), [])
    reader = csv.reader(lines, delimiter=separator, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # A stray mark may have swallowed good rows: they are read again.
            first = lines.give_back()
            yield BadRow(f"line {first}: broken quoting ({error}); within a cell, write each quotation mark twice")
            reader = csv.reader(lines, delimiter=separator, strict=True)
            continue
        first, text = lines.row()
        if not cells:
            continue
        if len(cells) > len(names):
            found = f"{len(cells)} cells in a row, {len(names)} columns in the heading"
            yield BadRow(f"line {first}: {found}; put cells that hold {separator!r} in quotation marks")
        elif _UNDECODED.search(text):
            yield BadRow(f"line {first}: not in {encoding} as the rest; save the file as UTF-8")
        else:
            yield dict(zip_longest(names, cells))


def _parquet_rows(path: Path, columns: Sequence[str] | None) -> Iterator[Row]:
    import pyarrow.parquet as pq

    # As a dictionary, for a page may say a long text once and mean it for a million rows.
    metadata = pq.read_metadata(path)
    leaves = (metadata.schema.column(number) for number in range(metadata.num_columns))
    texts = [leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY" and leaf.path in (columns or ())]
    with pq.ParquetFile(path, metadata=metadata, read_dictionary=texts) as file:
        if columns is None:
            yield dict.fromkeys(file.schema_arrow.names)
            return
        present = [name for name in columns if name in file.schema_arrow.names]
        begin = 0
        for group in range(file.metadata.num_row_groups):
            about = file.metadata.row_group(group)
            at_once = max(1, min(_ROWS_AT_ONCE, LONGEST_ROW * about.num_rows // max(about.total_byte_size, 1)))
            number = begin
            try:
                for batch in file.iter_batches(batch_size=at_once, row_groups=[group], columns=present):
                    yield from _values(batch, number)
                    number += len(batch)
            except UNREADABLE as error:
                end = begin + about.num_rows
                yield BadRow(f"rows {number + 1} to {end}: damaged ({reason(error)}); write the file anew")
            begin += about.num_rows


def _values(batch: pa.RecordBatch, number: int) -> Iterator[Row]:
    try:
        columns = [_column(column) for column in batch.columns]
    except UNREADABLE as error:
        if len(batch) == 1:
            yield BadRow(f"row {number + 1}: a value can't be read ({reason(error)}); correct or remove the row")
            return
        for place in range(len(batch)):
            yield from _values(batch.slice(place, 1), number + place)
    else:
        names = batch.schema.names
        yield from (dict(zip(names, cells, strict=True)) for cells in zip(*columns, strict=True))


def _column(column: pa.Array) -> list[Any]:
    """Return a column's values; a text that the file says once is there once, for however many rows."""
    if not pa.types.is_dictionary(column.type):
        values: list[Any] = column.to_pylist()
        return values
    places = column.indices.to_pylist()
    known = {place: column.dictionary[place].as_py() for place in set(places) if place is not None}
    return [known.get(place) for place in places]
