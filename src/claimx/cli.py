"""The command ``claimx``: parses, calls, prints.

Exit codes: 0 all documents read, 1 some failed (or figures are under their floors), 2 wrong call,
130 interrupted, 143 terminated. Everything heavy is imported within the commands, so that ``--help`` answers at once.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from claimx import cli_export, cli_extract, cli_report
from claimx.cli_codebook import app as codebook_app
from claimx.cli_common import (
    FAILED,
    WRONG_CALL,
    ActorsOption,
    CodebookOption,
    MaxMbOption,
    PipelineOption,
    as_json_text,
    console,
    drop_output,
    load_chain,
    stop,
    told,
    user_errors,
)

app = typer.Typer(
    help="Read French news and tell who claims what.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(codebook_app, name="codebook")
app.command()(cli_extract.extract)
app.command()(cli_extract.merge)


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
        sys.exit(FAILED)
    except OSError as error:
        drop_output()
        stop(told(error), WRONG_CALL)
    except MemoryError:
        stop("there isn't enough memory; end other programs, allow more (ulimit -v), or read less at once", FAILED)
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

    with user_errors():
        if file != STDIN and Path(file).is_dir():
            raise ValueError(f"{file}: is a folder; `claimx show` takes one file")
        sources = find_sources([file])
        nlp = load_chain(pipeline, codebook, actors)
    item = next(iter(process(sources, nlp, max_bytes=int(max_mb * 1e6))))
    if item.document.status != "ok":
        stop(f"{file}: {item.document.error}", FAILED if item.document.status == "failed" else 0)
    output = console()
    for part in (article(item), quotations_table(item), claims_list(item)):
        output.print(part, soft_wrap=False)
        output.print()


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

    with user_errors():
        wanted = None if floors is None else evaluation.read_floors(floors)
        report = evaluation.evaluate_folder(gold_dir, texts, load_chain(pipeline, codebook, actors))
        under = [] if wanted is None else evaluation.under_floors(report, wanted)
    if as_json:
        typer.echo(as_json_text(report.to_json()))
    else:
        output = console()
        for part in evaluation.render(report):
            output.print(part)
        for part in evaluation.render_errors(report.errors) if errors else ():
            output.print(part, soft_wrap=True)
    for figure in under:
        typer.echo(str(figure), err=True)
    if under:
        raise typer.Exit(FAILED)


app.command()(cli_report.report)
app.command()(cli_export.export)
app.command()(cli_export.gold)
app.command()(cli_export.docbin)
