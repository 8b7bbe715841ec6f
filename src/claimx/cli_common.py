"""What the commands share: options, the chain, ending with a message, turning what a user can mend into one."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from rich.console import Console
    from spacy.language import Language

FAILED, WRONG_CALL, INTERRUPTED = 1, 2, 130

PipelineOption = Annotated[
    str, typer.Option("--pipeline", metavar="NAME|PATH", help="Chain: a name, a .cfg file or an assembled folder.")
]
CodebookOption = Annotated[
    list[str] | None,
    typer.Option("--codebook", metavar="NAME|PATH", help="Codebook instead of the pipeline's; may be repeated."),
]
ActorsOption = Annotated[
    list[Path] | None,
    typer.Option("--actors", metavar="PATH", help="File of actors beside those of claimx; may be repeated."),
]
MaxMbOption = Annotated[
    float,
    typer.Option("--max-mb", min=0.001, max=1e6, metavar="MB", help="Longest document; a longer one fails."),
]


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


def load_chain(pipeline: str, codebooks: list[str] | None, actors: list[Path] | None) -> Language:
    """Return the chain that the options of a command name; see :func:`claimx.load` for the errors."""
    from claimx.chain import load
    from claimx.garbage import kept_for_good

    with kept_for_good():
        return load(pipeline, codebooks or None, actors or None)


def console(*, stderr: bool = False) -> Console:
    """Return where a command prints, in which rich colours no numbers or paths of its own accord."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)
