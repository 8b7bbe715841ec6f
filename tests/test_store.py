"""The three tables: exact schemas, same bytes, all or nothing."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from claimx.records import Claim, Document, Quotation, Segment, Speaker
from claimx.store import TABLES, OutputError, TableWriter, read_table

TEXT = "« Oui », a dit Paul."
QUOTATION = Quotation(
    quotation_id="q01",
    kind="direct",
    start=2,
    end=5,
    segments=(Segment(start=2, end=5),),
    text="Oui",
    speakers=(Speaker(name="Paul"), Speaker(name="OTAN", id="otan", kind="organization")),
)
CLAIM = Claim(
    claim_id="c01",
    quotation_id="q01",
    claimant_name=None,
    act="state",
    polarity="neutral",
    text="Oui",
    start=2,
    end=5,
    label_en="",
    label_fr="",
    rule="r",
    confidence=0.5,
)


def write(folder: Path, *names: str, pipeline: str = "sha256:p") -> None:
    with TableWriter(folder, pipeline) as writer:
        for name in names:
            writer.write(Document(document_id=name, text=TEXT, sha256=name), [QUOTATION], [CLAIM])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_tables_have_the_contracts_schema_and_say_what_made_them(tmp_path: Path) -> None:
    write(tmp_path / "out", "a.txt", "b.txt")
    for name, schema in TABLES.items():
        path = tmp_path / "out" / f"{name}.parquet"
        assert pq.read_schema(path).equals(schema), name
        metadata = pq.read_metadata(path).metadata
        assert metadata[b"claimx.schema_version"] == b"2"
        assert metadata[b"claimx.pipeline"] == b"sha256:p"
    row = read_table(tmp_path / "out", "quotations").to_pylist()[1]
    assert row["document_id"] == "b.txt"
    assert row["segments"] == [{"start": 2, "end": 5}]
    assert row["speaker_names"] == ["Paul", "OTAN"]
    assert row["speaker_ids"] == [None, "otan"]


def test_empty_run_writes_empty_tables_of_the_same_schema(tmp_path: Path) -> None:
    write(tmp_path)
    assert [read_table(tmp_path, name).num_rows for name in TABLES] == [0, 0, 0]
    assert all(read_table(tmp_path, name).schema.equals(schema) for name, schema in TABLES.items())


def test_same_run_gives_the_same_bytes_and_another_chain_doesnt(tmp_path: Path) -> None:
    names = [f"{number:04}.txt" for number in range(1100)]  # several row groups
    for folder in ("one", "two"):
        write(tmp_path / folder, *names)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    write(tmp_path / "two", *names, pipeline="sha256:other")
    assert contents(tmp_path / "one") != contents(tmp_path / "two")


def test_nothing_stands_in_the_folder_until_the_end(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with TableWriter(out, "p") as writer:
        for number in range(600):
            writer.write(Document(document_id=str(number), text=TEXT), [QUOTATION])
        assert list(out.iterdir()) == []
    assert sorted(contents(out)) == ["claims.parquet", "documents.parquet", "quotations.parquet"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"], "the working folder is gone"


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_broken_off_run_leaves_what_was_there(tmp_path: Path, error: type[BaseException]) -> None:
    out = tmp_path / "out"
    write(out, "a.txt")
    before = contents(out)

    def broken_off() -> None:
        with TableWriter(out, "p") as writer:
            writer.write(Document(document_id="b.txt", text=TEXT))
            raise error

    with pytest.raises(error):
        broken_off()
    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_failing_replace_puts_the_older_tables_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write(out, "a.txt")
    before = contents(out)
    original = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "documents.parquet" and path.parent.name != "previous":
            raise OSError(28, "No space left on device")
        return original(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=r"No space left.*older ones still stand"):
        write(out, "b.txt")
    assert contents(out) == before


def test_tables_of_different_runs_are_noticed(tmp_path: Path) -> None:
    write(tmp_path / "one", "a.txt")
    write(tmp_path / "two", "b.txt")
    (tmp_path / "two" / "claims.parquet").replace(tmp_path / "one" / "claims.parquet")
    with pytest.raises(OutputError, match="different runs"):
        read_table(tmp_path / "one", "documents")
    with pytest.raises(OutputError, match=r"claims\.parquet: can't be read"):
        read_table(tmp_path / "two", "documents")


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    write(tmp_path, "a.txt")
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_folder_that_is_a_file_or_cant_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"file: is a file.*--out"):
        TableWriter(tmp_path / "file", "p")
    monkeypatch.setattr("claimx.store.replace.os.access", lambda *_: False)
    with pytest.raises(OutputError, match=r"can't be written \(Permission denied\).*--out"):
        TableWriter(tmp_path / "out", "p")
