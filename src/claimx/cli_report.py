"""``claimx report``: what was extracted, as a page to look at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from claimx.cli_common import given_path, user_errors
from claimx.cli_export import TablesArgument, WhereOption

_HEAVY_MB = 60


def report(
    folder: TablesArgument = Path("data/out"),
    out: Annotated[Path, typer.Option("--out", metavar="FILE", parser=given_path, help="The page to write.")] = Path(
        "report.html"
    ),
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Stands at the top of the page.")] = None,
    where: WhereOption = None,
) -> None:
    """Write one HTML page: articles with their quotations, claims with filters, charts; it needs no network."""
    from claimx.report import write_report
    from claimx.terminal import safe

    with user_errors():
        written = write_report(folder, out, title=title, where=where)
    path = written.files[0]
    typer.echo(", ".join(f"{count:,} {what}" for what, count in written.counts.items()))
    size = path.stat().st_size / 1e6
    typer.echo(f"written to {safe(str(path))} ({size:.1f} MB); open it in a browser")
    if size > _HEAVY_MB:
        typer.echo("note: browsers are slow with pages of this size; --where chooses a part, such as: date >= 2024-01")
