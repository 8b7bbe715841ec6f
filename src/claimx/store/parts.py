"""The finished batches of a run that hasn't ended: what a killed run leaves, and the next one goes on from.

They lie in a hidden working folder beside the output (or in it): a numbered folder for each attempt, and in it
three small Parquet files for each batch, ``000012.documents.parquet`` last, so that a batch is there whole or
not at all.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

import pyarrow.parquet as pq

from claimx.store.replace import OutputError, cant_write, check_folder, finish_replacing, is_replacing
from claimx.store.tables import TABLES, UNREADABLE, Tables

_KEY: Final = "key"
_TABLES: Final = "tables"


class Parts:
    """The batches of one run, as a context manager: no other run may write to the same output meanwhile.

    Whatever ends the run, finished batches stay, until :meth:`discard`.
    """

    def __init__(self, out: Path, key: str, *, fresh: bool = False) -> None:
        """Open the working folder of the output ``out``.

        Args:
            out: output folder; created if need be.
            key: what must be the same for another run's batches to be of use: a digest of chain and settings.
            fresh: throw away what other runs left.

        Raises:
            OutputError: the folder can't be written, or another run is writing to it.
        """
        self._root = check_folder(out)
        self._lock = _locked(self._root, out)
        try:
            self._begin(out, key, fresh=fresh)
        except BaseException:
            self._end()
            raise

    def _begin(self, out: Path, key: str, *, fresh: bool) -> None:
        finish_replacing(self._root / _TABLES, out, [f"{name}.parquet" for name in TABLES])
        attempts = sorted(int(path.name) for path in self._root.iterdir() if path.name.isdigit())
        for number in attempts:
            folder = self._root / str(number)
            if fresh or _key_of(folder) != key or not any(folder.glob("*.documents.parquet")):
                shutil.rmtree(folder, ignore_errors=True)
        self.earlier = [path for number in attempts if (path := self._root / str(number)).is_dir()]
        """Folders of the attempts whose batches can be used."""
        self.folder = self._root / str(max(attempts, default=0) + 1)
        try:
            self.folder.mkdir()
            (self.folder / _KEY).write_text(key, encoding="utf-8")
        except OSError as error:
            raise cant_write(out, error) from error

    def write(self, number: int, tables: Tables) -> None:
        """Keep a batch.

        Raises:
            OutputError: it can't be written.
        """
        write_part(self.folder, number, tables)

    def adopt(self, folder: Path, number: int, own: int) -> None:
        """Take over a batch of an earlier attempt, whole, as the batch ``own``."""
        for name in TABLES:
            part_path(folder, number, name).replace(part_path(self.folder, own, name))

    def read(self, count: int) -> Iterator[Tables]:
        """Yield the first ``count`` batches in order."""
        for number in range(count):
            yield read_part(self.folder, number)

    def working(self) -> Path:
        """Return an empty folder to put the final tables together in."""
        return _working(self._root)

    def discard(self) -> None:
        """Remove everything: the output is in place."""
        shutil.rmtree(self._root, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        _leave(self._root, self._lock)


@contextmanager
def sole_writer(out: Path) -> Iterator[Path]:
    """Give an empty folder to put the tables of ``out`` together in; no other run may write to ``out`` meanwhile.

    What a crash interrupted there is brought to its end first; batches of a run that hasn't ended stay.

    Raises:
        OutputError: the folder can't be written, or another run is writing to it.
    """
    root = check_folder(out)
    lock = _locked(root, out)
    try:
        finish_replacing(root / _TABLES, out, [f"{name}.parquet" for name in TABLES])
        yield _working(root)
    finally:
        _leave(root, lock)


def _working(root: Path) -> Path:
    path = root / _TABLES
    shutil.rmtree(path, ignore_errors=True)
    try:
        path.mkdir()
    except OSError as error:
        raise cant_write(path, error) from error
    return path


def _locked(root: Path, out: Path) -> IO[bytes]:
    path = root / "lock"
    try:
        lock = path.open("wb")
    except OSError as error:
        raise cant_write(out, error) from error
    with suppress(ImportError):  # Windows has no fcntl: there two runs aren't told apart
        import fcntl

        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            held = path.exists() and os.path.samestat(path.stat(), os.fstat(lock.fileno()))
        except OSError:
            held = False
        if not held:  # by another run, or by one that ended just now and took the file away
            lock.close()
            raise OutputError(f"{out}: another run is writing there; wait for it or give another --out")
    return lock


def _leave(root: Path, lock: IO[bytes]) -> None:
    kept = any(root.glob("*/*.documents.parquet")) or is_replacing(root / _TABLES)
    if root.is_dir() and not kept:
        shutil.rmtree(root, ignore_errors=True)
    lock.close()


def write_part(folder: Path, number: int, tables: Tables) -> None:
    """Write a batch's tables to ``folder``, the documents last.

    Raises:
        OutputError: they can't be written.
    """
    try:
        for name in TABLES:
            path = part_path(folder, number, name)
            unfinished = path.with_suffix(f".{secrets.token_hex(4)}.tmp")
            pq.write_table(tables[name], unfinished, compression="zstd", write_page_checksum=True)
            unfinished.replace(path)
    except OSError as error:
        raise cant_write(folder, error) from error


def read_part(folder: Path, number: int) -> Tables:
    """Read a batch's tables.

    Raises:
        OutputError: it isn't there, or damaged.
    """
    try:
        paths = {name: part_path(folder, number, name) for name in TABLES}
        return {name: pq.ParquetFile(path, page_checksum_verification=True).read() for name, path in paths.items()}
    except UNREADABLE as error:
        raise OutputError(f"{folder}: batch {number} can't be read ({error}); run again with --fresh") from error


def part_numbers(folder: Path) -> list[int]:
    """Return the numbers of the batches in a folder, in order."""
    return sorted(int(path.name.partition(".")[0]) for path in folder.glob("*.documents.parquet"))


def part_path(folder: Path, number: int, name: str) -> Path:
    """Return where the table ``name`` of a batch lies."""
    return folder / f"{number:07}.{name}.parquet"


def _key_of(folder: Path) -> str | None:
    try:
        return (folder / _KEY).read_text(encoding="utf-8")
    except OSError:
        return None
