"""What an export reads: the three tables of a folder, row by row, and what is said about the result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from claimx.store import read_tables

NAMES: Final = ("documents", "quotations", "claims")
"""The tables in the order in which readers expect them."""

_BATCH: Final = 2_000
Row = dict[str, Any]


class ExportError(ValueError):
    """An export that can't be made; the message names the cause and what to do."""


class MissingExtraError(ExportError):
    """A format's library isn't installed."""

    def __init__(self, what: str, library: str) -> None:
        super().__init__(f"{what} needs {library}: pip install 'claimx[export]'")


@dataclass(frozen=True)
class Tables:
    """The three tables of one extraction, with the metadata of their files."""

    documents: pa.Table
    quotations: pa.Table
    claims: pa.Table

    @classmethod
    def read(cls, folder: Path) -> Tables:
        """Read what ``claimx extract`` wrote to ``folder``.

        Raises:
            claimx.store.OutputError: tables are missing, don't belong to one run, or their rows don't fit together.
        """
        return cls(**read_tables(folder))

    def table(self, name: str) -> pa.Table:
        """Return one of the three tables."""
        table: pa.Table = getattr(self, name)
        return table

    def rows(self, name: str) -> Iterator[Row]:
        """Yield a table's rows as dictionaries in the schema's column order, missing values as None."""
        for batch in self.table(name).to_batches(max_chunksize=_BATCH):
            yield from batch.to_pylist()

    @property
    def metadata(self) -> dict[str, str]:
        """Schema version, pipeline fingerprint and run digest, by their keys without ``claimx.``."""
        raw: dict[bytes, bytes] = self.documents.schema.metadata or {}
        return {
            key.decode().removeprefix("claimx."): value.decode()
            for key, value in sorted(raw.items())
            if key.startswith(b"claimx.")
        }


@dataclass
class Exported:
    """What an export wrote: files, counts by what was written, and notes on what changed or had no place."""

    files: list[Path] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def note(self, count: int, text: str) -> None:
        """Add a note unless ``count`` is 0; ``{}`` in the text stands for the count."""
        if count:
            self.notes.append(text.format(f"{count:,}"))
