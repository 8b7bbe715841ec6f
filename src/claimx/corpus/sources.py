"""Finding the documents: files, folders with all below them, standard input; each with its stable id.

Ids: a document of a folder is named by its path below that folder, ``/`` separated; a file given by itself
by its name; standard input ``-``. Where documents of several inputs would get the same id, each of them is
named by as many of its last folders as tells them apart (``2021/a.txt`` and ``2022/a.txt``). So an id doesn't
depend on the order of the inputs, and a document given twice is read once.
"""

from __future__ import annotations

import errno
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Final

from claimx.corpus.html import HTML_SUFFIXES

STDIN: Final = "-"
TEXT_SUFFIXES: Final = frozenset({".txt", ".text", ".md"})
"""Plain text, in upper or lower case; a file given by itself may have any name."""
FOLDER_SUFFIXES: Final = TEXT_SUFFIXES | HTML_SUFFIXES
"""What a folder is searched for."""
_RECORDS: Final = (".jsonl", ".ndjson", ".csv")
RECORD_SUFFIXES: Final = (*(f"{name}{packed}" for name in _RECORDS for packed in ("", ".gz", ".zst")), ".parquet")
"""Files of many documents, a row each."""
DEFAULT_MAX_BYTES: Final = 1_000_000
"""A longer document fails: the French model takes about 3.5 GB of memory for a million characters at once."""


_PIECE: Final = 1 << 20


class NothingToReadError(ValueError):
    """An input doesn't exist, or no input holds a document."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document to be read: from ``path``, from standard input (``path`` is ``-``), or ``text`` itself.

    ``data`` are the bytes of standard input where they have been read already.
    ``title`` and ``date`` (ISO 8601) are those of a record file's row, whose ``path`` is the file. ``error`` tells why
    the document can't even be tried (a folder that doesn't open).
    """

    document_id: str
    path: Path | None = None
    text: str | None = None
    title: str | None = None
    date: str | None = None
    error: str | None = None
    data: bytes | None = None


def find_sources(inputs: Iterable[str | Path], *, records: bool = False) -> list[Source]:
    """List the documents of ``inputs``, sorted by id.

    Folders are searched recursively for :data:`FOLDER_SUFFIXES` (with ``records``, for :data:`RECORD_SUFFIXES`, too);
    hidden files and folders (``.git``, ``._a.txt``) are left out, links to files followed and links to folders not;
    pipes and devices are left alone.

    Raises:
        NothingToReadError: an input doesn't exist, or there is no document in any of them.
    """
    given = list(inputs)
    if "" in given:
        raise NothingToReadError("an input is empty: give a file, a folder or -")
    # A path drops the ./ by which a file named - is told from standard input.
    paths = [Path.cwd() / item if str(Path(item)) == STDIN != str(item) else Path(item) for item in given]
    for item in paths:
        if str(item) != STDIN and not os.path.lexists(item):
            raise NothingToReadError(f"{printable(item)}: no such file or folder")
    found: dict[Path, Source] = {}
    for item in paths:
        for source in _sources_of(item, records=records):
            assert source.path is not None
            key = Path(STDIN) if str(source.path) == STDIN else Path.cwd() / source.path
            previous = found.get(key)
            # Given as a file and within a folder: the longer id tells more.
            if previous is None or len(source.document_id) > len(previous.document_id):
                found[key] = source
    if not found:
        folders = ", ".join(printable(item) for item in paths)
        suffixes = ", ".join(sorted(FOLDER_SUFFIXES))
        raise NothingToReadError(f"{folders}: no document there (folders are searched for {suffixes})")
    return sorted(_distinct(found), key=lambda source: source.document_id)


def at_most(file: IO[bytes], count: int) -> bytes:
    """Read up to ``count`` bytes, taking memory for those alone that are there."""
    pieces = []
    while count > 0 and (piece := file.read(min(count, _PIECE))):
        pieces.append(piece)
        count -= len(piece)
    return b"".join(pieces)


def read_stdin(count: int) -> bytes:
    """Read up to ``count`` bytes of standard input.

    Raises:
        OSError: it can't be read, or there is none.
    """
    if sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed; give a file, or something to read")
    return at_most(sys.stdin.buffer, count)


def is_record_name(name: str) -> bool:
    """Whether a file of this name holds many documents."""
    return name.lower().endswith(RECORD_SUFFIXES)


def printable(path: str | Path) -> str:
    r"""Return ``path`` as text that can be encoded: a name that isn't UTF-8 shows its odd bytes as ``\xNN``."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _sources_of(item: Path, *, records: bool) -> Iterator[Source]:
    if str(item) == STDIN or not item.is_dir():
        yield Source(printable(item.name or item), item)
        return
    failures: list[OSError] = []
    for folder, folders, files in os.walk(item, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122 (a Path for each of a million names is slow)
            if not name.startswith(".") and (suffix in FOLDER_SUFFIXES or records and is_record_name(name)):
                path = Path(folder, name)
                # Of os.path, for that never raises (a path too long, a folder that can't be entered).
                if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113
                    continue  # a pipe or device: opening it could wait for ever
                yield Source(printable(path.relative_to(item).as_posix()), path)
    for failure in failures:
        path = Path(failure.filename or item)
        name = path.relative_to(item).as_posix() if path != item else path.name
        yield Source(printable(name) + "/", path, error=f"the folder can't be listed: {failure.strerror}")


def _distinct(found: dict[Path, Source]) -> Iterator[Source]:
    by_id: defaultdict[str, list[tuple[Path, Source]]] = defaultdict(list)
    for key, source in found.items():
        by_id[source.document_id].append((key, source))
    taken = {document_id for document_id, group in by_id.items() if len(group) == 1}
    for document_id, group in by_id.items():
        if len(group) == 1:
            yield group[0][1]
            continue
        parts = [(*map(printable, key.parts[1:]),) if key.is_absolute() else (STDIN,) for key, _ in group]
        depth = document_id.count("/") + 1
        while depth < max(map(len, parts)):
            depth += 1
            names = ["/".join(part[-depth:]) for part in parts]
            if len(set(names)) == len(names) and taken.isdisjoint(names):
                break
        for name, (_, source) in zip(names, group, strict=True):
            yield replace(source, document_id=name)
