"""The command ``claimx``: parses, calls, prints.

Exit codes: 0 all documents read, 1 some failed (or figures are under their floors), 2 wrong call,
130 interrupted, 143 terminated. Everything heavy is imported within the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import io
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from claimx import cli_export, cli_report
from claimx.cli_codebook import app as codebook_app
from claimx.cli_common import FAILED as _FAILED
from claimx.cli_common import INTERRUPTED as _INTERRUPTED
from claimx.cli_common import WRONG_CALL as _WRONG_CALL
from claimx.cli_common import as_json_text, drop_output, given_path, told
from claimx.cli_common import stop as _stop
from claimx.cli_common import user_errors as _user_errors
from claimx.interrupts import Interrupted

if TYPE_CHECKING:
    from rich.console import Console
    from spacy.language import Language


app = typer.Typer(
    help="Read French news and tell who claims what.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(codebook_app, name="codebook")

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


def main() -> NoReturn:
    """Run the command line and exit."""
    # Arrow's own allocator holds 50 MB for the few that rows take; it's chosen when pyarrow is loaded.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # an ASCII terminal shows what it can't spell as \\xNN
    if os.environ.get("COLUMNS") == "0":  # a terminal without a size: rich would print nothing
        del os.environ["COLUMNS"]
    try:
        app(standalone_mode=True)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(_FAILED)
    except OSError as error:
        drop_output()
        _stop(told(error), _WRONG_CALL)
    except MemoryError:
        _stop("there isn't enough memory; end other programs, allow more (ulimit -v), or read less at once", _FAILED)
    sys.exit(0)


def _version(asked: bool) -> None:
    if asked:
        from claimx import __version__

        typer.echo(f"claimx {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Read French news and tell who claims what."""


@app.command()
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

    with _user_errors():
        given = (text_column, id_column, date_column, title_column)
        fields = Fields(text_column or "text", *given[1:]) if any(given) else None
        sources = Corpus(inputs, fields, None if shard is None else _shard(shard))
        nlp = _load(pipeline, codebook, actors)
    started = time.perf_counter()
    errors = _console(stderr=True)
    try:
        with (
            _user_errors(),
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
        _stop(str(error), _WRONG_CALL)
    except WorkerDiedError as error:
        _stop(str(error), _FAILED)
    except (KeyboardInterrupt, Interrupted):
        _stop(f"interrupted; {out} is as it was, finished batches are kept: run again to go on", _INTERRUPTED)
    for line in faults(summary):
        errors.print(line, soft_wrap=True)
    if not quiet:
        console = _console()
        console.print(summary_table(summary, time.perf_counter() - started))
        console.print(safe(f"written to {out}"), markup=False, highlight=False, soft_wrap=True)
    if summary.documents["failed"]:
        raise typer.Exit(_FAILED)


@app.command()
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

    with _user_errors():
        count = merge_tables(folders, out, fresh=fresh)
    typer.echo(f"{count:,} documents written to {safe(str(out))}")


@app.command()
def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="An article, or - for standard input.")],
    pipeline: PipelineOption = "fr_news",
    codebook: CodebookOption = None,
    actors: ActorsOption = None,
    max_mb: MaxMbOption = 1.0,
) -> None:
    """Show an article with its quotations coloured by speaker, and its claims."""
    from claimx.corpus import STDIN, find_sources
    from claimx.run import process
    from claimx.terminal import article, claims_list, quotations_table

    with _user_errors():
        if file != STDIN and Path(file).is_dir():
            raise ValueError(f"{file}: is a folder; `claimx show` takes one file")
        sources = find_sources([file])
        nlp = _load(pipeline, codebook, actors)
    item = next(iter(process(sources, nlp, max_bytes=int(max_mb * 1e6))))
    if item.document.status != "ok":
        _stop(f"{file}: {item.document.error}", _FAILED if item.document.status == "failed" else 0)
    console = _console()
    for part in (article(item), quotations_table(item), claims_list(item)):
        console.print(part, soft_wrap=False)
        console.print()


@app.command()
def evaluate(
    gold_dir: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder of gold (YAML).")],
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="DIR", help="The gold's texts, if not beside it or in data/raw."),
    ] = None,
    pipeline: PipelineOption = "fr_news",
    codebook: CodebookOption = None,
    actors: ActorsOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all figures as JSON.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List each missed, extra and wrong quotation.")] = False,
    floors: Annotated[
        Path | None, typer.Option("--floors", metavar="FILE", help="Exit with 1 if a figure is under its floor.")
    ] = None,
) -> None:
    """Measure the chain against gold."""
    from claimx import evaluate as evaluation

    with _user_errors():
        wanted = None if floors is None else evaluation.read_floors(floors)
        report = evaluation.evaluate_folder(gold_dir, texts, _load(pipeline, codebook, actors))
        under = [] if wanted is None else evaluation.under_floors(report, wanted)
    if as_json:
        typer.echo(as_json_text(report.to_json()))
    else:
        console = _console()
        for part in evaluation.render(report):
            console.print(part)
        for part in evaluation.render_errors(report.errors) if errors else ():
            console.print(part, soft_wrap=True)
    for figure in under:
        typer.echo(str(figure), err=True)
    if under:
        raise typer.Exit(_FAILED)


app.command()(cli_report.report)
app.command()(cli_export.export)
app.command()(cli_export.gold)
app.command()(cli_export.docbin)


_SHARD_DIGITS = 9


def _shard(text: str) -> tuple[int, int]:
    number, slash, count = text.partition("/")
    digits = slash and number.isdecimal() and count.isdecimal() and len(number) <= len(count) <= _SHARD_DIGITS
    if not (digits and 1 <= int(number) <= int(count)):
        raise ValueError(f"--shard {text}: give I/N with I from 1 to N, as 1/4")
    return int(number), int(count)


def _load(pipeline: str, codebooks: list[str] | None, actors: list[Path] | None) -> Language:
    from claimx.chain import load
    from claimx.garbage import kept_for_good

    with kept_for_good():
        return load(pipeline, codebooks or None, actors or None)


@contextmanager
def _progress(console: Console, total: int | None, quiet: bool) -> Iterator[_Advance]:
    """Show a bar while documents are read, if somebody is looking."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=quiet or not console.is_terminal,
    ) as progress:
        task = progress.add_task("reading", total=total)
        yield lambda count: progress.advance(task, count)


def _console(*, stderr: bool = False) -> Console:
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


if TYPE_CHECKING:
    from collections.abc import Callable

    _Advance = Callable[[int], None]
