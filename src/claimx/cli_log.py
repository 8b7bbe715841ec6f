"""What a run tells of each document as it goes: ``--log-json FILE`` for programs, ``--verbose`` for people."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

Log = Callable[[Mapping[str, Any]], None]


@contextmanager
def document_log(file: Path | None, console: Console | None) -> Iterator[Log | None]:
    """Give what :func:`claimx.run.run` calls for each document; None if nobody wants to know.

    ``file`` is written anew, a JSON object a line, each line at once: of a run that was killed, what it had finished
    is there. ``console`` gets a line to read.

    Raises:
        OSError: the file can't be written.
    """
    with ExitStack() as stack:
        if file is not None and file.suffix == ".parquet":
            raise ValueError(f"{file}: claimx's own tables aren't written over; give another name with --log-json")
        lines = None if file is None else stack.enter_context(file.open("wb", buffering=0))

        def log(document: Mapping[str, Any]) -> None:
            if lines is not None:
                now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
                line = json.dumps({"time": now, **document}, ensure_ascii=False) + "\n"
                try:
                    lines.write(line.encode())
                except OSError as error:
                    cause = f"can't be written ({error.strerror}); make room or give another --log-json"
                    raise OSError(error.errno, cause, str(file)) from error
            if console is not None:
                console.print(_told(document), markup=False, highlight=False, soft_wrap=True)

        yield None if file is None and console is None else log


def _told(document: Mapping[str, Any]) -> str:
    from claimx.terminal import safe_line

    what = document["error"] or f"{document['quotations']} quotations, {document['claims']} claims"
    took = "unchanged" if document["unchanged"] else f"{document['words']:,} words, {document['seconds']:.2f} s"
    return safe_line(f"{document['document_id']}: {document['status']}, {what}, {took}")
