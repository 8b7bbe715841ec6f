"""A SQLite database: the three tables with their keys, types and indexes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import pyarrow as pa

from claimx.export.cells import plain
from claimx.export.files import single_file, whole
from claimx.export.tables import NAMES, Exported, Tables

_KEYS: Final = {
    "documents": ("document_id",),
    "quotations": ("document_id", "quotation_id"),
    "claims": ("document_id", "claim_id"),
}
_PARENTS: Final = {"quotations": ("documents", "document_id"), "claims": ("quotations", "document_id, quotation_id")}
_INDEXED: Final = {"claims": ("claimant_name", "issue_id", "quotation_id"), "quotations": ("kind",)}


def write_sqlite(tables: Tables, out: Path | None, folder: Path) -> Exported:
    """Write ``claimx.sqlite``: strict tables, lists as JSON, true and false as 1 and 0, and a table ``metadata``."""
    path = single_file(out, folder, "claimx.sqlite")
    exported = Exported(files=[path], counts={name: tables.table(name).num_rows for name in NAMES})
    with whole(path) as temporary, closing(sqlite3.connect(temporary)) as database, database:
        database.execute("PRAGMA foreign_keys = ON")
        for name in NAMES:
            schema = tables.table(name).schema
            database.execute(_create(name, schema))
            marks = ", ".join("?" * len(schema.names))
            database.executemany(
                f"INSERT INTO {name} VALUES ({marks})",  # noqa: S608 (table names are ours)
                ([plain(value) for value in row.values()] for row in tables.rows(name)),
            )
            for column in _INDEXED.get(name, ()):
                if column in schema.names:
                    database.execute(f'CREATE INDEX "{name}_{column}" ON {name} ("{column}")')
        database.execute("CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")
        database.executemany("INSERT INTO metadata VALUES (?, ?)", tables.metadata.items())
    return exported


def _create(name: str, schema: pa.Schema) -> str:
    columns = [f'"{column.name}" {_type(column.type)}{"" if column.nullable else " NOT NULL"}' for column in schema]
    columns.append(f"PRIMARY KEY ({', '.join(_KEYS[name])})")
    if name in _PARENTS:
        parent, keys = _PARENTS[name]
        columns.append(f"FOREIGN KEY ({keys}) REFERENCES {parent} ({keys})")
    return f"CREATE TABLE {name} ({', '.join(columns)}) STRICT"


def _type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        return "INTEGER"
    return "REAL" if pa.types.is_floating(kind) else "TEXT"
