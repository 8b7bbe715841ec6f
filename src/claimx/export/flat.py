"""CSV and JSON Lines: each table a file, all columns."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Final

from claimx.export.cells import neutral, plain
from claimx.export.files import several_files, text_files
from claimx.export.tables import NAMES, Exported, Tables

# Excel takes a CSV for UTF-8 only with this mark; pandas, DuckDB and readr skip it.
_CSV_ENCODING: Final = "utf-8-sig"


def write_csv(tables: Tables, out: Path | None, folder: Path) -> Exported:
    """Write ``documents.csv``, ``quotations.csv`` and ``claims.csv`` to a folder, or the claims alone to a ``.csv``.

    UTF-8 with its mark, every text quoted, lists as JSON, missing values as empty cells.
    """
    exported = Exported()
    changed = empty = 0
    names = _targets(tables, out, folder, "csv", exported)
    with text_files(exported.files, encoding=_CSV_ENCODING) as files:
        for name, file in zip(names, files, strict=True):
            columns = tables.table(name).column_names
            writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
            writer.writerow(columns)
            for row in tables.rows(name):
                cells = [plain(row[column]) for column in columns]
                safe = [neutral(cell) if isinstance(cell, str) else cell for cell in cells]
                changed += sum(before != after for before, after in zip(cells, safe, strict=True))
                empty += sum(cell == "" for cell in cells)
                writer.writerow(["" if cell is None else cell for cell in safe])
    exported.note(
        changed, "{} cells could run as a formula in a spreadsheet: an apostrophe stands before the sign in question"
    )
    exported.note(empty, "{} empty texts can't be told from missing values in CSV")
    return exported


def write_jsonl(tables: Tables, out: Path | None, folder: Path) -> Exported:
    """Write ``documents.jsonl``, ``quotations.jsonl`` and ``claims.jsonl``, or the claims alone to a ``.jsonl``."""
    exported = Exported()
    names = _targets(tables, out, folder, "jsonl", exported)
    with text_files(exported.files) as files:
        for name, file in zip(names, files, strict=True):
            for row in tables.rows(name):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return exported


def _targets(tables: Tables, out: Path | None, folder: Path, suffix: str, exported: Exported) -> list[str]:
    if out is not None and out.suffix.lower() == f".{suffix}" and not out.is_dir():
        targets = [("claims", out)]
        exported.notes.append(f"claims only; a folder as --out takes {' and '.join(NAMES[:2])} too")
    else:
        target = several_files(out, folder, suffix)
        targets = [(name, target / f"{name}.{suffix}") for name in NAMES]
    exported.files = [path for _, path in targets]
    exported.counts = {name: tables.table(name).num_rows for name, _ in targets}
    return [name for name, _ in targets]
