"""Tables of the right columns whose rows don't fit together are refused by table, row and cause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import claimx
import hostile
from claimx import cli
from claimx.export import FORMATS, export
from claimx.store import TABLES, OutputError, TableWriter, read_tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def changed(folder: Path, name: str, change: Callable[[list[dict[str, Any]]], object]) -> Path:
    """Return the folder with other rows in one table, the file's metadata as it was."""
    path = folder / f"{name}.parquet"
    metadata = pq.read_metadata(path).metadata
    rows = pq.read_table(path).to_pylist()
    change(rows)
    schema = TABLES[name].with_metadata({key: metadata[key] for key in metadata if key.startswith(b"claimx.")})
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
    return folder


def put(row: int, **values: object) -> Callable[[list[dict[str, Any]]], object]:
    return lambda rows: rows[row].update(values)


def again(row: int) -> Callable[[list[dict[str, Any]]], object]:
    return lambda rows: rows.append(dict(rows[row]))


END = len(hostile.TEXT)
FAULTS = [
    ("documents", again(0), "row 4 (document ../=cmd", "its id is there twice"),
    ("quotations", put(1, document_id="gone"), "row 2 (quotation q02 of gone)", "its document isn't in documents"),
    ("quotations", put(1, document_id="c.txt"), "row 2 (quotation q02 of c.txt)", "its document wasn't read"),
    ("quotations", again(2), "row 5 (quotation q03 of", "its id is there twice"),
    ("quotations", put(2, within="q09"), "row 3 (quotation q03", "the quotation it is within isn't there"),
    ("quotations", put(2, within="q03"), "row 3 (quotation q03", "it is within itself"),
    ("quotations", lambda rows: (put(0, within="q02")(rows), put(1, within="q01")(rows)), "row 1", "within itself"),
    ("quotations", put(0, end=END + 1), "row 1", "start and end aren't a place"),
    ("quotations", put(0, start=-1), "row 1", "start and end aren't a place"),
    ("quotations", put(0, cue_start=9, cue_end=8), "row 1", "cue_start and cue_end aren't a place"),
    ("quotations", put(0, source_start=None), "row 1", "of source_start and source_end one is missing"),
    ("quotations", put(3, segments=[{"start": 0, "end": END + 1}]), "row 4", "a segment isn't a place"),
    ("quotations", put(3, segments=[]), "row 4", "it has no segments"),
    ("quotations", put(0, speaker_ids=[]), "row 1", "not as many names, ids and kinds"),
    ("quotations", put(0, speaker_names=[None]), "row 1", "a speaker has no name or kind"),
    ("claims", put(4, document_id="gone"), "row 5 (claim c05 of gone)", "its document isn't in documents.parquet"),
    ("claims", put(4, quotation_id="q09"), "row 5 (claim c05", "its quotation isn't in quotations.parquet"),
    ("claims", put(4, document_id="b/vide.txt"), "row 5", "start and end aren't a place"),
    ("claims", put(0, issue_end=END + 1), "row 1", "issue_start and issue_end aren't a place"),
    ("claims", put(0, confidence=float("nan")), "row 1", "confidence isn't from 0 to 1"),
    ("claims", again(0), "row 6", "its id is there twice"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "place", "fault"), FAULTS)
def test_rows_that_do_not_fit_are_named(
    tmp_path: Path, name: str, change: Callable[[list[dict[str, Any]]], object], place: str, fault: str
) -> None:
    folder = changed(hostile.write(tmp_path), name, change)
    with pytest.raises(OutputError) as error:
        read_tables(folder)
    for part in (f"{name}.parquet: ", place, fault, "run `claimx extract` again"):
        assert part in str(error.value)


def test_every_reader_refuses_them(tmp_path: Path) -> None:
    folder = changed(hostile.write(tmp_path), "claims", put(4, document_id="gone"))
    for form in FORMATS:
        with pytest.raises(OutputError, match="row 5"):
            export(folder, form, tmp_path / "to")
    with pytest.raises(OutputError, match="row 5"):
        claimx.read(folder)
    for call in (["report", str(folder), "--out", str(tmp_path / "r.html")], ["export", str(folder), "--to", "dna"]):
        outcome = CliRunner().invoke(cli.app, call)
        assert outcome.exit_code == 2
        assert "claims.parquet: row 5 (claim c05 of gone): its document isn't in documents.parquet" in outcome.output
    assert {path.name for path in tmp_path.iterdir()} == {f"{name}.parquet" for name in TABLES}


def test_good_tables_fit_and_so_do_empty_ones(tmp_path: Path) -> None:
    assert read_tables(hostile.write(tmp_path / "out"))["claims"].num_rows == len(hostile.CLAIMS)
    with TableWriter(tmp_path / "none", "sha256:test"):
        pass
    assert [table.num_rows for table in read_tables(tmp_path / "none").values()] == [0, 0, 0]
