"""What the commands share: ending with a message, turning what a user can mend into one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

FAILED, WRONG_CALL, INTERRUPTED = 1, 2, 130


def stop(message: str, code: int) -> NoReturn:
    """Print a message that starts with ``claimx:`` and exit."""
    from claimx.terminal import safe

    typer.echo(f"claimx: {safe(message)}", err=True)
    raise SystemExit(code)


@contextmanager
def user_errors() -> Iterator[None]:
    """Turn what a user can mend into a message and exit code 2."""
    from claimx.store import OutputError

    try:
        yield
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        stop(f"{name}{error.strerror}" if error.strerror else str(error), WRONG_CALL)
    except (ValueError, OutputError) as error:
        stop(str(error), WRONG_CALL)
