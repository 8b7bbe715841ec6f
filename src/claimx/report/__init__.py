"""The report: one HTML file that shows every article with its quotations, and the claims with filters and charts."""

from __future__ import annotations

from pathlib import Path

from claimx.export.files import single_file, text_file
from claimx.export.tables import Exported, Tables
from claimx.export.where import select
from claimx.report.data import payload
from claimx.report.html import render

__all__ = ["write_report"]


def write_report(
    folder: Path, out: Path | None = None, *, title: str | None = None, where: str | None = None
) -> Exported:
    """Write the report of what ``claimx extract`` wrote to ``folder``.

    Args:
        folder: the tables' folder.
        out: file to write; ``report.html`` in the current folder by default, or within ``out`` if that is a folder.
        title: stands at the top, instead of *claimx*.
        where: filter, see :mod:`claimx.export.where`.

    Raises:
        claimx.export.ExportError: the filter can't be read or the file can't be written.
        claimx.store.OutputError: the tables of ``folder`` can't be read.
    """
    tables = Tables.read(folder)
    if where is not None:
        tables = select(tables, where)
    path = single_file(out, Path(), "report.html")
    with text_file(path) as file:
        file.write(render(payload(tables, title)))
    exported = Exported(files=[path])
    exported.counts = {name: tables.table(name).num_rows for name in ("documents", "quotations", "claims")}
    return exported
