"""Files that hold many documents, a row each: JSON lines, CSV (both plain, gzip, zstd) and Parquet."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from claimx.corpus.rows import UNREADABLE, BadRow, kind_of, read_rows, reason
from claimx.corpus.sources import NothingToReadError, Source, printable

_LOOKED_AT: Final = 100
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")
_OWN: Final = ({"document_id", "sha256", "n_sentences"}, {"document_id", "quotation_id"})
"""Columns by which a table of claimx, or an export of one, is known."""
_DAY_FIRST: Final = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")


@dataclass(frozen=True, slots=True)
class Fields:
    """Names of the columns that hold a row's text, id, date and title; None where there is no such column."""

    text: str = "text"
    id: str | None = None
    date: str | None = None
    title: str | None = None


def check_fields(path: Path, fields: Fields) -> None:
    """Look at a file's head for the columns named; what can't be read there is told when it is read.

    Raises:
        NothingToReadError: a column isn't there; the message names those that are.
    """
    if (first := _first_row(path)) is None:
        return
    for option, name in (("text", fields.text), ("id", fields.id), ("date", fields.date), ("title", fields.title)):
        # A JSON object may leave out what is empty; but some row must have a text.
        if name is not None and name not in first and (option == "text" or kind_of(path) != "json"):
            columns = ", ".join(map(str, first)) or "none"
            raise NothingToReadError(
                f"{printable(path)}: no column {name!r}; there are: {columns} (name it with --{option}-column)"
            )


def is_own_table(path: Path) -> bool:
    """Whether a record file is a table that claimx wrote, or an export of one."""
    first = _first_row(path)
    return first is not None and any(columns <= first.keys() for columns in _OWN)


def _first_row(path: Path) -> Mapping[str, Any] | None:
    try:
        rows = islice(read_rows(path, None), _LOOKED_AT)
        return next((row for row in rows if not isinstance(row, BadRow)), None)
    except UNREADABLE:
        return None


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
        for number, row in enumerate(read_rows(path, _wanted(fields)), 1):
            if isinstance(row, BadRow):
                yield Source(name(), path, error=row.error)
                continue
            given = None if fields.id is None else row.get(fields.id)
            document_id = name() if given is None or str(given).strip() == "" else storable(str(given))
            text = row.get(fields.text)
            if text is not None and not isinstance(text, str):
                found = f"row {number}: column {fields.text!r} holds no text, but {_named(text)}"
                yield Source(document_id, path, error=f"{found}; name another with --text-column")
                continue
            yield Source(
                document_id,
                path,
                text=text or "",
                title=_title(row, fields),
                date=_date(None if fields.date is None else row.get(fields.date)),
            )
    except UNREADABLE as error:
        number += 1
        yield Source(name(), path, error=f"the file can't be read{_where(number)}: {reason(error)}; write it anew")


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


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest())


def _where(number: int) -> str:
    return f" on after row {number - 1}" if number > 1 else ""


def _named(value: Any) -> str:
    """Return what a value is, in JSON's words."""
    names = {bool: "a truth value", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), f"a {type(value).__name__}")


def _wanted(fields: Fields) -> Sequence[str]:
    return [name for name in dict.fromkeys((fields.text, fields.id, fields.date, fields.title)) if name is not None]


def _title(row: Mapping[str, Any], fields: Fields) -> str | None:
    value = None if fields.title is None else row.get(fields.title)
    return None if value is None else storable(" ".join(str(value).split())) or None


def _date(value: Any) -> str | None:
    """Return a date as ISO 8601 of the precision given, or None where it can't be told."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    text = str(value or "").strip()
    if match := _ISO.match(text):
        # Databases write 2021-12-00 and 2021-00-00 for a month and a year.
        given = [part for part in match.groups() if part is not None]
        while len(given) > 1 and given[-1] == "00":
            given.pop()
        return "-".join(given) if _is_date(*map(int, given)) else None
    if match := _DAY_FIRST.match(text):
        day, month, year = map(int, match.groups())
        return f"{year:04}-{month:02}-{day:02}" if _is_date(year, month, day) else None
    return None


def _is_date(year: int, month: int = 1, day: int = 1) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def storable(text: str) -> str:
    """Return ``text`` with a question mark for what UTF-8 can't hold (lone surrogates)."""
    return text.encode("utf-8", "replace").decode("utf-8")
