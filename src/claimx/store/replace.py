"""Putting finished files in the place of older ones: all of them, or none.

No file system renames several files at once. Here everything is finished and flushed to disk in a working
folder first, older files are copied aside into it, and a mark is set before the new ones are moved in. A failure midway
puts the older ones back; after a crash, the next run sees the mark and goes on (:func:`finish_replacing`). What is
left is the time between: readers notice it by the run's digest, which every table carries
(:func:`claimx.store.read_table`).
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from claimx.interrupts import held_back, too_late

_PREFIX: Final = ".claimx-"
_ASIDE, _FORWARD, _BACK = "previous", "moving", "putting-back"


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
        with suppress(FileExistsError):
            working.mkdir()
        # In a folder that others may write to, somebody could have put it there to have his files taken for ours.
        about = working.lstat()
        if not stat.S_ISDIR(about.st_mode) or hasattr(os, "geteuid") and about.st_uid not in (os.geteuid(), 0):
            raise OutputError(f"{working}: isn't a folder of yours; remove it or give another folder with --out")
        return working

    return _made(folder, own)


def _made(folder: Path, make: Callable[[Path], Path]) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _check_writable(folder)
        parent = folder.resolve().parent
        beside = os.access(parent, os.W_OK | os.X_OK) and not os.path.ismount(folder)
        return make(parent if beside else folder.resolve())
    except FileExistsError:
        raise OutputError(f"{folder}: is a file; give a folder with --out") from None
    except OSError as error:
        raise cant_write(folder, error) from error


def _check_writable(folder: Path) -> None:
    if not os.access(folder, os.W_OK | os.X_OK):
        read_only = hasattr(os, "statvfs") and os.statvfs(folder).f_flag & os.ST_RDONLY
        raise OSError(errno.EROFS if read_only else errno.EACCES, "")


def replace_all(working: Path, folder: Path, names: Sequence[str]) -> None:
    """Move the finished files ``names`` from ``working`` to ``folder``, all or none.

    Raises:
        OutputError: a file couldn't be moved; ``folder`` is then as it was.
    """
    aside = working / _ASIDE
    try:
        for name in names:
            _flush(working / name)
        aside.mkdir()
        for name in names:
            if (folder / name).exists():
                shutil.copy2(folder / name, aside / name)
        with held_back():
            (working / _FORWARD).touch()
            _flush(working)
            try:
                _move(working, folder, names)
            except BaseException:
                (working / _FORWARD).replace(working / _BACK)
                _put_back(working, folder, names)
                raise
            (working / _FORWARD).unlink()
            too_late()
    except OSError as error:
        raise OutputError(
            f"{folder}: the new files couldn't be put in place ({cause(error)}); the older ones still stand:"
            f" {advice(error)}"
        ) from error


def is_replacing(working: Path) -> bool:
    """Whether a crash left files half replaced from the folder ``working``."""
    return (working / _FORWARD).exists() or (working / _BACK).exists()


def finish_replacing(working: Path, folder: Path, names: Sequence[str]) -> None:
    """Bring to its end what a crash interrupted in :func:`replace_all`, if anything.

    Raises:
        OutputError: a file couldn't be moved.
    """
    try:
        if (working / _BACK).exists():
            _put_back(working, folder, names)
        elif (working / _FORWARD).exists():
            _move(working, folder, names)
            (working / _FORWARD).unlink()
    except OSError as error:
        raise cant_write(folder, error) from error


def cause(error: BaseException) -> str:
    """Return why the system refused, in a few words."""
    number = getattr(error, "errno", None)
    return os.strerror(number) if number else " ".join(str(error).split())


def advice(error: BaseException) -> str:
    """Return what to do about it."""
    if getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "the disk is full: make room and run again to go on"
    return "check its permissions or give another folder with --out"


def cant_write(folder: Path, error: BaseException) -> OutputError:
    """Return the error that says that ``folder`` can't be written, why, and what to do."""
    return OutputError(f"{folder}: can't be written ({cause(error)}); {advice(error)}")


def _move(working: Path, folder: Path, names: Sequence[str]) -> None:
    for name in names:
        if (working / name).exists():
            (working / name).replace(folder / name)
    _flush(folder)


def _put_back(working: Path, folder: Path, names: Sequence[str]) -> None:
    for name in names:
        if (working / _ASIDE / name).exists():
            # Copied, so that it can be done again after a crash.
            shutil.copy2(working / _ASIDE / name, working / "copy")
            (working / "copy").replace(folder / name)
        else:
            (folder / name).unlink(missing_ok=True)
    _flush(folder)
    (working / _BACK).unlink()


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
