"""What the commands share: ending with a message, turning what a user can mend into one."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

import typer

FAILED, WRONG_CALL, INTERRUPTED = 1, 2, 130


def stop(message: str, code: int) -> NoReturn:
    """Print a message that starts with ``claimx:`` and exit."""
    from claimx.terminal import safe

    typer.echo(f"claimx: {safe(message)}", err=True)
    raise SystemExit(code)


def given_path(name: str | Path) -> Path:
    """Return the path of an option; an empty name (an unset shell variable) isn't the current folder."""
    if str(name) == "" or isinstance(name, str) and not name.strip():
        raise typer.BadParameter("the name is empty")
    return Path(name)


def as_json_text(data: object) -> str:
    """Return JSON to print; ASCII alone where the terminal or pipe spells nothing else."""
    plain = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") != "utf8"
    return json.dumps(data, ensure_ascii=plain, indent=2)


def told(error: OSError) -> str:
    """Return what a refusal of the system says, with what it is about."""
    cause = error.strerror or str(error)
    if error.filename:
        return f"{error.filename}: {cause}"
    if error.errno == errno.ENOENT:
        return "the current folder is gone; change to another one"
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF):
        return f"the output can't be written ({cause}); make room or send it elsewhere"
    return cause


def drop_output() -> None:
    """Have what still waits to be printed go nowhere: at its end Python would try once more, and complain."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def user_errors() -> Iterator[None]:
    """Turn what a user can mend into a message and exit code 2."""
    from claimx.store import OutputError

    try:
        yield
    except OSError as error:
        stop(told(error), WRONG_CALL)
    except UnicodeEncodeError as error:
        name = error.object[max(error.start - 60, 0) : error.end + 60]
        stop(f"{name}: has bytes that aren't UTF-8; rename the file or folder, or type the text anew", WRONG_CALL)
    except (ValueError, OutputError) as error:
        stop(str(error), WRONG_CALL)
