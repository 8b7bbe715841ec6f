"""Reading one document: every fault becomes the document's status and error, none stops a run."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from pathlib import Path
from typing import Final

from claimx.corpus.html import HTML_SUFFIXES, NoPageError, read_page
from claimx.corpus.language import other_language
from claimx.corpus.sources import DEFAULT_MAX_BYTES, STDIN, Source, at_most, printable, read_stdin
from claimx.corpus.texts import UndecodableError, decode
from claimx.records import Document

_REMEDIES: Final = {
    errno.ENOENT: "it was moved or removed, or is a link to nowhere; run again on what is there",
    errno.ELOOP: "links lead round in a ring; remove them",
    errno.EACCES: "change its permissions",
    errno.EPERM: "change its permissions",
    errno.EIO: "the disk may be damaged; copy the file from a backup",
    errno.ENAMETOOLONG: "move it to a shorter path",
    errno.EMFILE: "allow more open files (ulimit -n)",
}


def read(source: Source, max_bytes: int = DEFAULT_MAX_BYTES, *, any_language: bool = True) -> Document:
    """Read a document; never raises for what is wrong with it.

    Args:
        source: what :func:`claimx.corpus.find_sources` found.
        max_bytes: a longer one is not read, it fails.
        any_language: without it, a text that is surely not French is skipped.

    Returns:
        The document with its text and the SHA-256 of its bytes as they were (of a row, of its UTF-8 text, and
        title and date where given); ``status`` is ``failed`` (with
        ``error``) if it can't be read as text, ``skipped`` if there is nothing in it but blanks, or no French.
    """
    path = None if source.path is None else printable(source.path)
    if source.error is not None:
        return Document(document_id=source.document_id, path=path, status="failed", error=source.error)
    try:
        data = _read_bytes(source, max_bytes)
    except (OSError, MemoryError, _RefusedError) as error:
        reason = _reason(error)
        return Document(document_id=source.document_id, path=path, status="failed", error=f"can't be read: {reason}")
    document = Document(
        document_id=source.document_id, path=path, sha256=_digest(data, source), title=source.title, date=source.date
    )
    page = source.text is None and path is not None and path.lower().endswith(tuple(HTML_SUFFIXES))
    if source.text is not None:
        text = data.decode("utf-8")
    else:
        try:
            if page:
                text, title, date = read_page(data)
                document = document.model_copy(update={"title": title, "date": date})
            else:
                text = decode(data)
        except (UndecodableError, NoPageError) as error:
            return document.model_copy(update={"status": "failed", "error": str(error)})
    if not text.strip():
        reason = "no article found in the page" if page and data else "only blanks" if text else "empty"
        return document.model_copy(update={"text": text, "status": "skipped", "error": reason})
    if not any_language and (language := other_language(text)) is not None:
        reason = f"in another language than French (ISO 639: {language}); --any-language reads it all the same"
        return document.model_copy(update={"text": text, "status": "skipped", "error": reason})
    return document.model_copy(update={"text": text})


def _digest(data: bytes, source: Source) -> str:
    digest = hashlib.sha256(data)
    if source.title is not None or source.date is not None:
        digest.update(f"\0{source.title}\0{source.date}".encode())
    return digest.hexdigest()


def _reason(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "there isn't enough memory; end other programs and run again"
    if isinstance(error, OSError):
        cause = error.strerror or str(error)
        return f"{cause}; {_REMEDIES[error.errno]}" if error.errno in _REMEDIES else cause
    return str(error)


class _RefusedError(Exception):
    """A file that could be read but shouldn't be."""


def _read_bytes(source: Source, max_bytes: int) -> bytes:
    if source.text is not None:
        if len(source.text) > max_bytes:  # the more as bytes, which needn't be made
            raise _RefusedError(_too_long(None, max_bytes))
        # A lone surrogate can be stored neither as UTF-8 nor in Arrow.
        data = source.text.encode("utf-8", "replace")
    elif source.data is not None:
        data = source.data
    elif str(source.path) == STDIN:
        data = read_stdin(max_bytes + 1)
    else:
        data = _read_file(source.path or Path(), max_bytes)
    if len(data) > max_bytes:
        raise _RefusedError(_too_long(None, max_bytes))
    return data


def _read_file(path: Path, max_bytes: int) -> bytes:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise _RefusedError("it is a folder now")
    if stat.S_ISBLK(status.st_mode) or stat.S_ISCHR(status.st_mode) or stat.S_ISSOCK(status.st_mode):
        raise _RefusedError("it is a device or a socket, not a file")
    if status.st_size > max_bytes:
        raise _RefusedError(_too_long(status.st_size, max_bytes))
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        data = at_most(file, max_bytes + 1)
        after = os.fstat(file.fileno())
    regular = stat.S_ISREG(before.st_mode)
    if regular and (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise _RefusedError("it was changed while it was read; run again when it is finished")
    return data


def _too_long(size: int | None, max_bytes: int) -> str:
    length = "longer than" if size is None else f"{size / 1e6:.1f} MB, over"
    return f"{length} the limit of {max_bytes / 1e6:g} MB for one document (--max-mb sets it); split it into articles"
