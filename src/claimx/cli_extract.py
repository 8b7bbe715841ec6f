"""The commands ``claimx extract`` and ``claimx merge``, as thin as those in ``cli``."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimx.cli_common import (
    FAILED,
    INTERRUPTED,
    WRONG_CALL,
    ActorsOption,
    CodebookOption,
    MaxMbOption,
    PipelineOption,
    console,
    given_path,
    load_chain,
    stop,
    user_errors,
)
from claimx.interrupts import Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    _Advance = Callable[[int], None]


def extract(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders (all below them), or - for standard input.")
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", parser=given_path, help="Where the three tables go.")
    ] = Path("data/out"),
    pipeline: PipelineOption = "fr_news",
    codebook: CodebookOption = None,
    actors: ActorsOption = None,
    max_mb: MaxMbOption = 1.0,
    max_seconds: Annotated[
        float,
        typer.Option(
            "--max-seconds",
            min=0,
            max=1e9,
            metavar="S",
            help="Processor time for one document; 0 for any.",
        ),
    ] = 300.0,
    any_language: Annotated[
        bool, typer.Option("--any-language", help="Read documents that are surely not French, too.")
    ] = False,
    min_confidence: Annotated[
        float,
        typer.Option("--min-confidence", min=0.0, max=1.0, help="Leave out rows less sure than this."),
    ] = 0.0,
    text_column: Annotated[
        str | None, typer.Option("--text-column", metavar="NAME", help="Of .jsonl, .csv, .parquet; text if not given.")
    ] = None,
    id_column: Annotated[str | None, typer.Option("--id-column", metavar="NAME", help="Column of ids.")] = None,
    date_column: Annotated[str | None, typer.Option("--date-column", metavar="NAME", help="Column of dates.")] = None,
    title_column: Annotated[
        str | None, typer.Option("--title-column", metavar="NAME", help="Column of titles.")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            min=1,
            max=1_000,
            metavar="N",
            help="Processes, a model each; none beside this one if not given.",
        ),
    ] = None,
    shard: Annotated[
        str | None, typer.Option("--shard", metavar="I/N", help="Read only the I-th of N parts (claimx merge joins).")
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Read unchanged documents again, too.")] = False,
    engine: Annotated[str, typer.Option("--engine", metavar="local|ray", help="Where the work is done.")] = "local",
    address: Annotated[
        str | None, typer.Option("--address", metavar="ADDRESS", help="Of the Ray cluster; else one is started.")
    ] = None,
    log_json: Annotated[
        Path | None,
        typer.Option("--log-json", metavar="FILE", help="Write counts and seconds, a line a document."),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print a line a document.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but faults.")] = False,
) -> None:
    """Extract quotations and claims: writes documents, quotations and claims as Parquet."""
    from claimx.cli_log import document_log
    from claimx.corpus import Corpus, Fields
    from claimx.engines import WorkerDiedError
    from claimx.run import run
    from claimx.store import OutputError
    from claimx.terminal import faults, safe, summary_table

    with user_errors():
        given = (text_column, id_column, date_column, title_column)
        fields = Fields(text_column or "text", *given[1:]) if any(given) else None
        sources = Corpus(inputs, fields, None if shard is None else _shard(shard))
        nlp = load_chain(pipeline, codebook, actors)
    started = time.perf_counter()
    errors = console(stderr=True)
    try:
        with (
            user_errors(),
            document_log(log_json, errors if verbose else None) as log,
            _progress(errors, sources.total, quiet or verbose) as advance,
        ):
            summary = run(
                sources,
                nlp,
                out,
                max_bytes=int(max_mb * 1e6),
                min_confidence=min_confidence,
                max_seconds=max_seconds or None,
                any_language=any_language,
                workers=workers,
                fresh=fresh,
                engine=engine,
                address=address,
                on_documents=advance,
                log=log,
            )
    except OutputError as error:
        stop(str(error), WRONG_CALL)
    except WorkerDiedError as error:
        stop(str(error), FAILED)
    except (KeyboardInterrupt, Interrupted):
        stop(f"interrupted; {out} is as it was, finished batches are kept: run again to go on", INTERRUPTED)
    for line in faults(summary):
        errors.print(line, soft_wrap=True)
    if not quiet:
        output = console()
        output.print(summary_table(summary, time.perf_counter() - started))
        output.print(safe(f"written to {out}"), markup=False, highlight=False, soft_wrap=True)
    if summary.documents["failed"]:
        raise typer.Exit(FAILED)


def merge(
    folders: Annotated[list[Path], typer.Argument(metavar="OUT...", help="Output folders of runs, shards or others.")],
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", parser=given_path, help="Where the joined tables go.")
    ] = Path("data/out"),
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Replace damaged tables and those of others in FOLDER, too.")
    ] = False,
) -> None:
    """Join the tables of several runs, sorted by document."""
    from claimx.store import merge as merge_tables
    from claimx.terminal import safe

    with user_errors():
        count = merge_tables(folders, out, fresh=fresh)
    typer.echo(f"{count:,} documents written to {safe(str(out))}")


_SHARD_DIGITS = 9


def _shard(text: str) -> tuple[int, int]:
    number, slash, count = text.partition("/")
    digits = slash and number.isdecimal() and count.isdecimal() and len(number) <= len(count) <= _SHARD_DIGITS
    if not (digits and 1 <= int(number) <= int(count)):
        raise ValueError(f"--shard {text}: give I/N with I from 1 to N, as 1/4")
    return int(number), int(count)


@contextmanager
def _progress(errors: Console, total: int | None, quiet: bool) -> Iterator[_Advance]:
    """Show a bar while documents are read, if somebody is looking."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=errors,
        transient=True,
        disable=quiet or not errors.is_terminal,
    ) as progress:
        task = progress.add_task("reading", total=total)
        yield lambda count: progress.advance(task, count)
