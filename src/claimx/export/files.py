"""Where an export's files go, and putting them there whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from claimx.export.tables import ExportError
from claimx.store.replace import cant_write, is_replacing, make_working_folder, replace_all

_NEW_FILE_MODE: Final = 0o666


def single_file(out: Path | None, folder: Path, name: str) -> Path:
    """Return the path for a one-file format: ``out``, or ``name`` within it if it is a folder, or within ``folder``."""
    if out is None:
        return folder / name
    return out / name if out.is_dir() else out


def several_files(out: Path | None, folder: Path, name: str) -> Path:
    """Return the folder for a format of several files; it is created.

    Raises:
        ExportError: it is a file.
    """
    target = folder / name if out is None else out
    if target.exists() and not target.is_dir():
        raise ExportError(f"{target}: is a file; this format writes several files, give a folder with --out")
    target.mkdir(parents=True, exist_ok=True)
    return target


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path``; it takes its place when the block ends well, else it goes.

    Raises:
        ExportError: the folder isn't there or can't be written.
    """
    if path.suffix == ".parquet":
        raise ExportError(f"{path}: claimx's own tables aren't written over; give another name with --out")
    if path.exists() and not path.is_file():  # /dev/null would become a file
        raise ExportError(f"{path}: is a folder, a device or a pipe; give the name of a file with --out")
    try:
        descriptor, name = tempfile.mkstemp(prefix=".claimx-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise ExportError(f"{path}: can't be written ({error.strerror}); check the folder or give --out") from error
    os.close(descriptor)
    temporary = Path(name)
    try:
        yield temporary
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(_NEW_FILE_MODE & ~umask)
        temporary.replace(path)
    except (OSError, sqlite3.Error) as error:
        cause = getattr(error, "strerror", None) or error
        raise ExportError(f"{path}: can't be written ({cause}); make room, or give another place with --out") from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def text_file(path: Path, *, encoding: str = "utf-8") -> Iterator[Any]:
    """Open ``path`` for writing text, line ends as written; see :func:`whole`."""
    with whole(path) as temporary, temporary.open("w", encoding=encoding, newline="") as file:
        yield file


@contextmanager
def text_files(paths: Sequence[Path], *, encoding: str = "utf-8") -> Iterator[list[Any]]:
    """Open several paths for writing text; all of them take their places, or none: see :func:`whole`."""
    with ExitStack() as stack:
        files = [stack.enter_context(text_file(path, encoding=encoding)) for path in paths]
        yield files
        for path, file in zip(paths, files, strict=True):
            try:
                file.flush()  # what there is no room for shows before the first is put in place
            except OSError as error:
                raise ExportError(f"{path}: can't be written ({error.strerror}); make room, or give --out") from error


def put_files(folder: Path, contents: Mapping[str, str]) -> int:
    """Write texts by their names to ``folder``, all or none; return how many files of other content they replace.

    Raises:
        ExportError: ``folder`` is a file, or a name in it is a folder, a device or a pipe.
        claimx.store.OutputError: ``folder`` can't be written; it is as it was.
    """
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"{folder}: is a file; several are written, give a folder with --out")
    encoded = {name: content.encode() for name, content in contents.items()}
    there = [folder / name for name in contents if (folder / name).exists()]
    for path in there:
        if not path.is_file():
            raise ExportError(f"{path}: is a folder, a device or a pipe; move it, or give another folder with --out")
    replaced = sum(path.read_bytes() != encoded[path.name] for path in there)
    working = make_working_folder(folder)
    try:
        for name, content in encoded.items():
            (working / name).write_bytes(content)
        replace_all(working, folder, list(encoded))
    except OSError as error:
        raise cant_write(folder, error) from error
    finally:
        if not is_replacing(working):
            shutil.rmtree(working, ignore_errors=True)
    return replaced
