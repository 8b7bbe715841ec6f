"""``claimx export``, ``claimx gold`` and ``claimx docbin``: into other tools' formats, and back from one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimx.cli_common import FAILED, given_path, user_errors

TablesArgument = Annotated[Path, typer.Argument(metavar="OUT", help="Folder that claimx extract wrote.")]
WhereOption = Annotated[
    str | None,
    typer.Option(
        "--where",
        metavar="FILTER",
        help="Rows to take, such as: claimant_name contains stoltenberg and confidence >= 0.8",
    ),
]


def export(
    folder: TablesArgument,
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="FORMAT", help="csv, jsonl, xlsx, sqlite, jsonld, dna, gexf, graphml or label-studio."
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="PATH", parser=given_path, help="File or folder to write; by default within OUT."
        ),
    ] = None,
    where: WhereOption = None,
) -> None:
    """Write what was extracted in another tool's format."""
    from claimx.export import export as write
    from claimx.terminal import safe

    with user_errors():
        exported = write(folder, to, out, where)
    for path in exported.files:
        typer.echo(f"written {safe(str(path))}")
    typer.echo(", ".join(f"{count:,} {what}" for what, count in exported.counts.items()))
    for note in exported.notes:
        typer.echo(f"note: {safe(note)}")


def gold(
    file: Annotated[Path, typer.Argument(metavar="FROM_LABEL_STUDIO.json", help="Corrected tasks, exported as JSON.")],
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", parser=given_path, help="Where gold and texts go.")
    ] = Path("gold"),
) -> None:
    """Turn corrected Label Studio tasks into gold that claimx evaluate reads; exit code 1 if parts couldn't be."""
    from claimx.export.gold import write_gold
    from claimx.terminal import safe

    with user_errors():
        written = write_gold(file, out)
    for problem in written.problems:
        typer.echo(safe(str(problem)), err=True)
    typer.echo(", ".join(f"{count:,} {what}" for what, count in written.counts.items()))
    for note in written.notes:
        typer.echo(f"note: {safe(note)}")
    typer.echo(f"written to {safe(str(out))}; measure with: claimx evaluate {safe(str(out))}")
    if written.problems:
        raise typer.Exit(FAILED)


def docbin(
    gold_dir: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder of gold (YAML).")],
    out: Annotated[
        Path, typer.Option("--out", metavar="FILE", parser=given_path, help="The .spacy file to write.")
    ] = Path("gold.spacy"),
    texts: Annotated[
        Path | None,
        typer.Option("--texts", metavar="DIR", help="The gold's texts, if not beside it or in data/raw."),
    ] = None,
) -> None:
    """Write gold as a .spacy file, for spacy evaluate and spacy debug data."""
    from claimx.export.docbin import write_docbin
    from claimx.terminal import safe

    with user_errors():
        written = write_docbin(gold_dir, out, texts)
    typer.echo(", ".join(f"{count:,} {what}" for what, count in written.counts.items()))
    for note in written.notes:
        typer.echo(f"note: {safe(note)}", err=True)
    typer.echo(f"written to {safe(str(out))}")
