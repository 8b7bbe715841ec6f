"""Whether the rows of the three tables belong together: ids that are there, offsets within the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from claimx.store.replace import OutputError
from claimx.store.tables import TABLES, read_table

_OWN_ID: Final = {"documents": "document_id", "quotations": "quotation_id", "claims": "claim_id"}
_SPANS: Final = {"quotations": ("", "cue_", "source_"), "claims": ("", "issue_")}
_SPEAKERS: Final = ("speaker_names", "speaker_ids", "speaker_kinds")

Rows = np.ndarray[Any, np.dtype[Any]]
"""A value for each row of a table."""


def read_tables(folder: Path) -> dict[str, pa.Table]:
    """Read the three tables that :class:`TableWriter` wrote.

    Raises:
        OutputError: they are missing, damaged, don't belong to one run, or their rows don't fit together.
    """
    tables = {name: read_table(folder, name) for name in TABLES}
    check_fit(folder, tables)
    return tables


def check_fit(folder: Path, tables: Mapping[str, pa.Table]) -> None:
    """Make sure that the rows of the tables of ``folder`` belong together, as :class:`TableWriter` writes them.

    Raises:
        OutputError: an id is there twice, a row names a document or quotation that isn't there, an offset lies outside
            its text; the message names the table and its first such row, counted from 1.
    """
    documents, quotations, claims = (tables[name] for name in _OWN_ID)
    ids = documents["document_id"].combine_chunks()
    _refuse(folder, "documents", documents, [(_repeated(ids), "its id is there twice")])
    of = {name: _places(table["document_id"], ids) for name, table in (("quotations", quotations), ("claims", claims))}
    for name, place in of.items():
        missing = [(place < 0, "its document isn't in documents.parquet")]
        _refuse(folder, name, tables[name], missing)
        read = pc.equal(documents["status"], "ok").to_numpy(zero_copy_only=False)
        lengths = pc.utf8_length(documents["text"]).to_numpy(zero_copy_only=False)
        _refuse(folder, name, tables[name], [(~read[place], "its document wasn't read (status)")])
        _refuse(folder, name, tables[name], _outside(name, tables[name], lengths[place]))
        confidence = tables[name]["confidence"].to_numpy()
        _refuse(
            folder, name, tables[name], [(~((confidence >= 0) & (confidence <= 1)), "confidence isn't from 0 to 1")]
        )
    keys = _keys(of["quotations"], quotations["quotation_id"])
    around = _places(_keys(of["quotations"], quotations["within"]), keys)
    faults = [
        (_repeated(keys), "its id is there twice"),
        ((around < 0) & _there(quotations["within"]), "the quotation it is within isn't there"),
        (_circular(around), "it is within itself"),
        *_speakers(quotations),
    ]
    _refuse(folder, "quotations", quotations, faults)
    faults = [
        (_repeated(_keys(of["claims"], claims["claim_id"])), "its id is there twice"),
        (_places(_keys(of["claims"], claims["quotation_id"]), keys) < 0, "its quotation isn't in quotations.parquet"),
    ]
    _refuse(folder, "claims", claims, faults)


def _refuse(folder: Path, name: str, table: pa.Table, faults: Iterable[tuple[Rows, str]]) -> None:
    for wrong, fault in faults:
        if not wrong.any():
            continue
        row = int(wrong.argmax())
        own = f"{name.removesuffix('s')} {table[_OWN_ID[name]][row].as_py()}"
        if name != "documents":
            own += f" of {table['document_id'][row].as_py()}"
        raise OutputError(
            f"{folder / name}.parquet: row {row + 1:,} ({own}): {fault}; the tables aren't as claimx wrote them:"
            " run `claimx extract` again"
        )


def _there(column: pa.ChunkedArray) -> Rows:
    there: Rows = pc.is_valid(column).to_numpy(zero_copy_only=False)
    return there


def _places(column: pa.Array | pa.ChunkedArray, ids: pa.Array) -> Rows:
    """Return where in ``ids`` each value stands, -1 if nowhere."""
    found = pc.index_in(column, value_set=ids, skip_nulls=True)
    places: Rows = pc.fill_null(found, -1).to_numpy(zero_copy_only=False)
    return places


def _keys(place: Rows, ids: pa.ChunkedArray) -> pa.Array:
    """Return each row's document and id as one string; null where there is no id."""
    return pc.binary_join_element_wise(pa.array(place).cast(pa.string()), ids.combine_chunks(), "/")


def _repeated(ids: pa.Array) -> Rows:
    """Return which rows have an id that an earlier row has."""
    repeated: Rows = _places(ids, ids) != np.arange(len(ids))
    return repeated


def _circular(around: Rows) -> Rows:
    """Return which rows come back to themselves, or to such a row, on the way outward."""
    reached = around
    for _ in range(len(around).bit_length()):  # each round goes twice as far outward as the one before
        reached = np.where(reached < 0, -1, reached[reached])
    return reached >= 0


def _outside(name: str, table: pa.Table, lengths: Rows) -> Iterator[tuple[Rows, str]]:
    for prefix in _SPANS[name]:
        start, end = f"{prefix}start", f"{prefix}end"
        yield _there(table[start]) != _there(table[end]), f"of {start} and {end} one is missing"
        yield _beyond(table[start], table[end], lengths), f"{start} and {end} aren't a place in the document's text"
    if name == "quotations":
        segments = table["segments"].combine_chunks()
        rows = pc.list_parent_indices(segments).to_numpy(zero_copy_only=False)
        parts = pc.list_flatten(segments)
        beyond = _beyond(pc.struct_field(parts, "start"), pc.struct_field(parts, "end"), lengths[rows])
        yield np.bincount(rows, minlength=len(table)) == 0, "it has no segments"
        yield np.bincount(rows[beyond], minlength=len(table)) > 0, "a segment isn't a place in the document's text"


def _beyond(start: pa.Array | pa.ChunkedArray, end: pa.Array | pa.ChunkedArray, lengths: Rows) -> Rows:
    first, last = (pc.fill_null(column, 0).to_numpy(zero_copy_only=False) for column in (start, end))
    beyond: Rows = (first < 0) | (last < first) | (last > lengths)
    return beyond


def _speakers(table: pa.Table) -> Iterator[tuple[Rows, str]]:
    names, ids, kinds = (table[name].combine_chunks() for name in _SPEAKERS)
    many = pc.list_value_length(names).to_numpy(zero_copy_only=False)
    for other in (ids, kinds):
        differs = pc.list_value_length(other).to_numpy(zero_copy_only=False) != many
        yield differs, "its speakers have not as many names, ids and kinds"
    for column in (names, kinds):
        rows = pc.list_parent_indices(column).to_numpy(zero_copy_only=False)
        empty = pc.is_null(pc.list_flatten(column)).to_numpy(zero_copy_only=False)
        yield np.bincount(rows[empty], minlength=len(table)) > 0, "a speaker has no name or kind"
