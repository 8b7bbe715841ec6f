"""Other tools' formats: what ``claimx extract`` wrote, as CSV, Excel, SQLite, JSON-LD, networks, tasks.

No format is invented here, and nothing is dropped without a word: each writer returns what it wrote, what it changed
and what the format has no place for (:class:`Exported`).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from claimx.export.tables import Exported, ExportError, MissingExtraError, Tables
from claimx.export.where import select

__all__ = ["FORMATS", "ExportError", "Exported", "MissingExtraError", "Tables", "export", "select"]

Writer = Callable[[Tables, Path | None, Path], Exported]

FORMATS: Final = {
    "csv": "flat:write_csv",
    "jsonl": "flat:write_jsonl",
    "xlsx": "xlsx:write_xlsx",
    "sqlite": "sqlite:write_sqlite",
    "jsonld": "jsonld:write_jsonld",
    "dna": "dna:write_dna",
    "gexf": "networks:write_gexf",
    "graphml": "networks:write_graphml",
    "label-studio": "label_studio:write_label_studio",
}
"""Format names and their writers, imported when one is asked for."""


def export(folder: Path, to: str, out: Path | None = None, where: str | None = None) -> Exported:
    """Write the tables of ``folder`` in another format.

    Args:
        folder: what ``claimx extract`` wrote.
        to: one of :data:`FORMATS`.
        out: file or folder to write; by default within ``folder``, named after the format.
        where: filter, see :mod:`claimx.export.where`.

    Raises:
        ExportError: the format, the filter or ``out`` can't be used, or a library is missing.
        claimx.store.OutputError: the tables of ``folder`` can't be read.
    """
    if to not in FORMATS:
        raise ExportError(f"no format {to!r}; there are {', '.join(FORMATS)}")
    tables = Tables.read(folder)
    all_claims = tables.claims.num_rows
    if where is not None:
        tables = select(tables, where)
    module, _, function = FORMATS[to].partition(":")
    writer: Writer = getattr(import_module(f"claimx.export.{module}"), function)
    exported = writer(tables, out, folder)
    if where is not None:
        exported.notes.insert(0, f"--where chose {tables.claims.num_rows:,} of {all_claims:,} claims")
    return exported
