"""Runs that were broken off go on; what hasn't changed isn't read again; shards and workers give the same bytes."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claimx import run
from claimx.corpus import Corpus, Fields
from claimx.records import Quotation, Segment, Speaker
from claimx.stages import extensions
from claimx.store import TABLES, OutputError, Parts, merge

READ: list[str] = []
"""Texts that the chain below was given."""


@Language.component("test_quotes_every_word_with_a")
def quotes_every_word_with_a(doc: Doc) -> Doc:
    READ.append(doc.text)
    words = [token for token in doc if "a" in token.text]
    quotations = [
        Quotation(
            quotation_id=f"q{number:02}",
            kind="direct",
            start=token.idx,
            end=token.idx + len(token),
            segments=(Segment(start=token.idx, end=token.idx + len(token)),),
            text=token.text,
            speakers=(Speaker(name=token.text),),
            confidence=0.5,
        )
        for number, token in enumerate(words, 1)
    ]
    extensions.store_quotations(doc, quotations)
    return doc


@pytest.fixture
def small() -> Language:
    nlp = spacy.blank("fr")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("test_quotes_every_word_with_a")
    return nlp


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("claimx.run._TASK_DOCUMENTS", 5)
    monkeypatch.setattr("claimx.store.tables._GROUP_DOCUMENTS", 7)
    READ.clear()
    yield
    READ.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(43):
        name = f"{number:03}.txt"
        (folder / name).write_text(f"Texte {number} avec papa et maman. " * (number % 4) + "Fin.", encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(b"\0\1")
    return folder


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def stopped_after(count: int) -> Any:
    def stop(_: int) -> None:
        nonlocal count
        count -= 1
        if count == 0:
            raise KeyboardInterrupt

    return stop


def test_broken_off_run_goes_on_and_gives_the_same_bytes(small: Language, folder: Path, tmp_path: Path) -> None:
    out, plain = tmp_path / "out", tmp_path / "plain"
    run.run(Corpus([folder]), small, plain)
    everything = len(READ)
    for done in (2, 1, 4):
        with pytest.raises(KeyboardInterrupt):
            run.run(Corpus([folder]), small, out, on_documents=stopped_after(done))
        assert list(out.iterdir()) == []
    READ.clear()
    summary = run.run(Corpus([folder]), small, out)
    assert contents(out) == contents(plain)
    assert 0 < len(READ) < everything, "finished batches were read again"
    assert summary.unchanged == everything - len(READ)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_each_attempt_keeps_what_earlier_ones_finished(small: Language, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for done in range(1, 9):
        READ.clear()
        with pytest.raises(KeyboardInterrupt):
            run.run(Corpus([folder]), small, out, on_documents=stopped_after(done))
        assert len(READ) <= 5, "one batch further each time"


def test_unchanged_documents_arent_read_again(small: Language, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = run.run(Corpus([folder]), small, out)
    before = contents(out)
    READ.clear()
    again = run.run(Corpus([folder]), small, out)
    assert READ == []
    assert contents(out) == before
    assert (again.unchanged, again.words) == (44, 0)
    assert (again.documents, again.quotations, again.speakers) == (first.documents, first.quotations, first.speakers)


def test_changed_new_and_deleted_documents_are_updated(small: Language, folder: Path, tmp_path: Path) -> None:
    out, plain = tmp_path / "out", tmp_path / "plain"
    run.run(Corpus([folder]), small, out)
    (folder / "007.txt").write_text("Changé.", encoding="utf-8")
    (folder / "0005.txt").write_text("Nouveau.", encoding="utf-8")
    (folder / "020.txt").unlink()
    READ.clear()
    run.run(Corpus([folder]), small, out)
    assert sorted(READ) == ["Changé.", "Nouveau."]
    run.run(Corpus([folder]), small, plain, fresh=True)
    assert contents(out) == contents(plain)


def test_runs_of_one_process_take_rows_from_the_tables_of_the_last(
    small: Language, folder: Path, tmp_path: Path
) -> None:
    out, at_once = tmp_path / "out", tmp_path / "at-once"
    run.run(Corpus([folder]), small, out)
    for name in ("000-a.txt", "000-b.txt"):
        (folder / name).write_text("Texte avec papa. Fin.", encoding="utf-8")
        run.run(Corpus([folder]), small, out)
    run.run(Corpus([folder]), small, at_once)
    assert contents(out) == contents(at_once)


def test_moved_folder_gets_its_new_paths(small: Language, folder: Path, tmp_path: Path) -> None:
    out, plain, moved = tmp_path / "out", tmp_path / "plain", tmp_path / "moved"
    run.run(Corpus([folder]), small, out)
    folder.rename(moved)
    READ.clear()
    run.run(Corpus([moved]), small, out)
    assert READ == []
    run.run(Corpus([moved]), small, plain)
    assert contents(out) == contents(plain)


def test_fresh_another_chain_and_other_settings_read_everything(small: Language, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run.run(Corpus([folder]), small, out)
    everything = len(READ)
    for options in ({"fresh": True}, {"min_confidence": 0.9}):
        READ.clear()
        run.run(Corpus([folder]), small, out, **options)
        assert len(READ) == everything, options
    other = spacy.blank("fr")
    other.add_pipe("test_quotes_every_word_with_a")
    other.add_pipe("sentencizer")
    other.meta["claimx"] = {"pipeline": "another"}
    READ.clear()
    run.run(Corpus([folder]), other, out, min_confidence=0.9)
    assert len(READ) == everything


def test_damaged_batches_count_for_nothing(small: Language, folder: Path, tmp_path: Path) -> None:
    out, plain = tmp_path / "out", tmp_path / "plain"
    run.run(Corpus([folder]), small, plain)
    with pytest.raises(KeyboardInterrupt):
        run.run(Corpus([folder]), small, out, on_documents=stopped_after(6))
    parts = sorted(tmp_path.glob(".claimx-*/1/*.parquet"))
    assert len(parts) == 18
    parts[0].write_bytes(b"")
    parts[4].write_bytes(parts[4].read_bytes()[:100])
    parts[8].unlink()
    run.run(Corpus([folder]), small, out)
    assert contents(out) == contents(plain)


def test_two_runs_to_one_output_at_a_time_are_refused(small: Language, folder: Path, tmp_path: Path) -> None:
    with Parts(tmp_path / "out", "key"), pytest.raises(OutputError, match="another run is writing there"):
        run.run(Corpus([folder]), small, tmp_path / "out")
    run.run(Corpus([folder]), small, tmp_path / "out")


def test_batches_dont_show_in_the_bytes(
    small: Language, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for size in (1, 3, 64):
        monkeypatch.setattr("claimx.run._TASK_DOCUMENTS", size)
        run.run(Corpus([folder]), small, tmp_path / str(size))
        found.append(contents(tmp_path / str(size)))
    assert found[0] == found[1] == found[2]


def test_shards_part_the_documents_and_join_to_the_same_bytes(small: Language, folder: Path, tmp_path: Path) -> None:
    run.run(Corpus([folder]), small, tmp_path / "whole")
    shards = [tmp_path / f"shard{number}" for number in (1, 2, 3)]
    for number, out in enumerate(shards, 1):
        run.run(Corpus([folder], shard=(number, 3)), small, out)
    random.Random(1).shuffle(shards)
    assert merge(shards, tmp_path / "joined") == 45
    assert contents(tmp_path / "joined") == contents(tmp_path / "whole")
    ids = [set(pq.read_table(out / "documents.parquet")["document_id"].to_pylist()) for out in shards]
    assert all(ids)
    assert sum(map(len, ids)) == len(set().union(*ids)) == 45


def test_merge_tells_what_doesnt_belong_together(small: Language, folder: Path, tmp_path: Path) -> None:
    run.run(Corpus([folder]), small, tmp_path / "one")
    run.run(Corpus([folder]), small, tmp_path / "two", min_confidence=0.9)
    with pytest.raises(OutputError, match="different settings"):
        merge([tmp_path / "one", tmp_path / "two"], tmp_path / "out")
    with pytest.raises(OutputError, match="more than one"):
        merge([tmp_path / "one", tmp_path / "one"], tmp_path / "out")
    with pytest.raises(OutputError, match="can't be read"):
        merge([tmp_path / "none"], tmp_path / "out")
    (tmp_path / "foreign").mkdir()
    for name in ("documents", "quotations", "claims"):
        pq.write_table(pa.table({"mine": [1]}), tmp_path / "foreign" / f"{name}.parquet")
    with pytest.raises(OutputError, match="foreign: its tables aren't of claimx"):
        merge([tmp_path / "foreign"], tmp_path / "out")
    assert contents(tmp_path / "out") == {}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_merge_finds_an_id_twice_in_runs_that_arent_sorted(small: Language, tmp_path: Path) -> None:
    for name, ids in (("one", "zba"), ("two", "cad")):
        rows = [json.dumps({"id": id_, "text": f"Un papa {id_}."}) for id_ in ids]
        (tmp_path / f"{name}.jsonl").write_text("\n".join(rows), encoding="utf-8")
        run.run(Corpus([tmp_path / f"{name}.jsonl"], Fields(id="id")), small, tmp_path / name)
    with pytest.raises(OutputError, match="document 'a' is in more than one"):
        merge([tmp_path / "one", tmp_path / "two"], tmp_path / "out")


def test_merge_reads_no_damaged_page(small: Language, folder: Path, tmp_path: Path) -> None:
    run.run(Corpus([folder]), small, tmp_path / "one")
    path = tmp_path / "one" / "quotations.parquet"
    column = pq.read_metadata(path).row_group(0).column(0)
    data = bytearray(path.read_bytes())
    data[(column.dictionary_page_offset or column.data_page_offset) + column.total_compressed_size - 1] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(OutputError, match=r"one/quotations.parquet: can't be read \("):
        merge([tmp_path / "one"], tmp_path / "out")
    assert contents(tmp_path / "out") == {}


def test_merge_keeps_what_isnt_claimxs_and_waits_for_no_run(small: Language, folder: Path, tmp_path: Path) -> None:
    run.run(Corpus([folder]), small, tmp_path / "one")
    (tmp_path / "out").mkdir()
    pq.write_table(pa.table({"mine": [1]}), tmp_path / "out" / "documents.parquet")
    before = contents(tmp_path / "out")
    with pytest.raises(OutputError, match="nothing was changed: --fresh replaces the tables"):
        merge([tmp_path / "one"], tmp_path / "out")
    assert contents(tmp_path / "out") == before
    with Parts(tmp_path / "out", "key"), pytest.raises(OutputError, match="another run is writing there"):
        merge([tmp_path / "one"], tmp_path / "out", fresh=True)
    merge([tmp_path / "one"], tmp_path / "out", fresh=True)
    assert contents(tmp_path / "out") == contents(tmp_path / "one")


def test_merge_leaves_the_batches_of_a_run_that_hasnt_ended(small: Language, folder: Path, tmp_path: Path) -> None:
    run.run(Corpus([folder]), small, tmp_path / "one")
    with Parts(tmp_path / "out", "key") as parts:
        parts.write(0, {name: pq.read_table(tmp_path / "one" / f"{name}.parquet") for name in TABLES})
    merge([tmp_path / "one"], tmp_path / "out")
    with Parts(tmp_path / "out", "key") as parts:
        assert [folder.name for folder in parts.earlier] == ["1"]


def test_an_id_of_a_record_file_and_of_a_text_is_in_some_part(tmp_path: Path) -> None:
    """Which of them gets another id must not hang on the part that reads them."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abcd":
        (folder / name).with_suffix(".txt").write_text(f"Un papa {name}.", encoding="utf-8")
    rows = [json.dumps({"id": f"{name}.txt", "text": f"Une maman {name}."}) for name in "abcd"]
    (folder / "rows.jsonl").write_text("\n".join(rows), encoding="utf-8")
    fields = Fields(id="id")
    whole = {source.document_id for source in Corpus([folder], fields)}
    parts = [source.document_id for number in (1, 2, 3) for source in Corpus([folder], fields, shard=(number, 3))]
    assert len(whole) == 8
    assert sorted(parts) == sorted(whole)


def test_several_workers_need_a_chain_they_can_load(small: Language, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"loaded by claimx\.load"):
        run.run(Corpus([folder]), small, tmp_path / "out", workers=2)
    with pytest.raises(ValueError, match="no engine 'abacus'"):
        run.run(Corpus([folder]), small, tmp_path / "out", engine="abacus")


def test_two_workers_give_the_bytes_of_one(nlp: Language, raw: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in raw.glob("*.txt"):
        for number, line in enumerate(filter(str.strip, path.read_text(encoding="utf-8").splitlines())):
            (folder / f"{path.stem}{number:02}.txt").write_text(line, encoding="utf-8")
    (folder / "binary.txt").write_bytes(b"\0\1")
    one = run.run(Corpus([folder]), nlp, tmp_path / "one")
    two = run.run(Corpus([folder]), nlp, tmp_path / "two", workers=2)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert one == two


def command(folder: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "claimx", "extract", str(folder), "--out", str(out), "--quiet", *options]


def gone(group: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_killed_runs_go_on_and_leave_no_workers(raw: Path, tmp_path: Path) -> None:
    folder, out, plain = tmp_path / "in", tmp_path / "out", tmp_path / "plain"
    folder.mkdir()
    text = (raw / "002_effcea0aaddc89e1.txt").read_text(encoding="utf-8")
    for number, line in enumerate(30 * text.splitlines()):
        (folder / f"{number:03}.txt").write_text(line, encoding="utf-8")
    subprocess.run(command(folder, plain), check=True)
    for workers, finished in (("2", 1), ("1", 3)):
        process = subprocess.Popen(command(folder, out, "--workers", workers), start_new_session=True)
        until = time.monotonic() + 120
        while len(list(tmp_path.glob(".claimx-run-out/*/*.documents.parquet"))) < finished and process.poll() is None:
            assert time.monotonic() < until
            time.sleep(0.05)
        process.kill()  # not its workers
        process.wait()
        assert gone(process.pid, 60), "workers outlive their parent"
    subprocess.run(command(folder, out), check=True)
    assert contents(out) == contents(plain)
