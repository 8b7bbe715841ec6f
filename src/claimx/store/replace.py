"""Putting finished files in the place of older ones: all of them, or none.

No file system renames several files at once. Here everything is finished and flushed to disk in a working
folder first, older files are moved aside into it, the new ones moved in, and a failure midway puts the older
ones back. What is left is a crash between two renames: readers notice it by the run's digest, which every
table carries (:func:`claimx.store.read_table`).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

_PREFIX: Final = ".claimx-"


class OutputError(Exception):
    """The output can't be written or isn't whole; the message names the path, the cause and what to do."""


def make_working_folder(folder: Path) -> Path:
    """Create ``folder`` and a new hidden working folder on the same file system: beside it, else within it.

    Raises:
        OutputError: ``folder`` can't be created or written.
    """
    return _made(folder, lambda parent: Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent)))


def check_folder(folder: Path) -> Path:
    """Create ``folder`` and the hidden working folder that is always its own, and return the latter.

    Raises:
        OutputError: ``folder`` can't be created or written.
    """

    def own(parent: Path) -> Path:
        working = parent / f"{_PREFIX}run-{folder.resolve().name}"
        working.mkdir(exist_ok=True)
        return working

    return _made(folder, own)


def _made(folder: Path, make: Callable[[Path], Path]) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied")
        parent = folder.resolve().parent
        beside = os.access(parent, os.W_OK | os.X_OK) and not os.path.ismount(folder)
        return make(parent if beside else folder.resolve())
    except FileExistsError:
        raise OutputError(f"{folder}: is a file; give a folder with --out") from None
    except OSError as error:
        raise OutputError(
            f"{folder}: can't be written ({error.strerror or error}); check its permissions or give another folder"
            " with --out"
        ) from error


def replace_all(working: Path, folder: Path, names: Sequence[str]) -> None:
    """Move the finished files ``names`` from ``working`` to ``folder``, all or none.

    Raises:
        OutputError: a file couldn't be moved; ``folder`` is then as it was.
    """
    aside = working / "previous"
    moved: list[str] = []
    try:
        for name in names:
            _flush(working / name)
        aside.mkdir()
        for name in names:
            if (folder / name).exists():
                shutil.copy2(folder / name, aside / name)
        for name in names:
            moved.append(name)
            (working / name).replace(folder / name)
        _flush(folder)
    except OSError as error:
        for name in moved:
            if (aside / name).exists():
                (aside / name).replace(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        raise OutputError(
            f"{folder}: the new tables couldn't be put in place ({error.strerror or error}); the older ones still stand"
        ) from error


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
