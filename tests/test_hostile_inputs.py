"""Every case of the table of hostile input, through the command as a user calls it: no traceback, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from claimx import chain, cli
from claimx.corpus import reading
from claimx.store import TABLES, read_table
from claimx.terminal import safe
from hostile_inputs import CASES, ENGLISH, GOOD, LAST, OTHER, Case

if TYPE_CHECKING:
    from click.testing import Result
    from spacy.language import Language

GOODS = ("a_good.txt", "z_good.txt")


@pytest.fixture(autouse=True)
def _one_chain(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "load", lambda *_: nlp)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in GOODS:
        (folder / name).write_text(GOOD, encoding="utf-8")
    return folder


def extract(folder: Path, out: Path, *options: str) -> Result:
    result = CliRunner().invoke(cli.app, ["extract", str(folder), "--out", str(out), *options])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result


def tables(out: Path) -> dict[str, list[dict[str, Any]]]:
    return {name: read_table(out, name).to_pylist() for name in TABLES}


def spans(row: dict[str, Any]) -> list[tuple[int, int, str]]:
    """Return all that a row says of where something stands."""
    named = [name for name in ("cue_", "source_", "issue_") if row.get(f"{name}start") is not None]
    return [(row[f"{name}start"], row[f"{name}end"], row[f"{name}text"]) for name in ("", *named)]


def check_offsets(found: dict[str, list[dict[str, Any]]]) -> None:
    texts = {row["document_id"]: row["text"] for row in found["documents"]}
    for row in found["quotations"] + found["claims"]:
        text = texts[row["document_id"]]
        for start, end, words in spans(row):
            assert 0 <= start <= end <= len(text)
            assert text[start:end] == words
        for segment in row.get("segments", ()):
            assert row["start"] <= segment["start"] < segment["end"] <= row["end"]


def check_good(found: dict[str, list[dict[str, Any]]]) -> None:
    for name in GOODS:
        (document,) = (row for row in found["documents"] if row["document_id"] == name)
        assert (document["status"], document["text"]) == ("ok", GOOD)
        quotations = [row for row in found["quotations"] if row["document_id"] == name]
        assert [(row["kind"], row["speaker_names"]) for row in quotations][:1] == [("direct", ["Marie Dupont"])]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, folder: Path, tmp_path: Path) -> None:
    if case.needs:
        pytest.importorskip(case.needs)
    case.make(folder)
    result = extract(folder, tmp_path / "out", *case.options)
    found = tables(tmp_path / "out")
    check_good(found)
    check_offsets(found)
    documents = {row["document_id"]: row for row in found["documents"] if row["document_id"] not in GOODS}
    assert len(documents) + len(GOODS) == len(found["documents"]), "an id stands for two documents"
    expected = dict(case.expected)
    if LAST in expected:
        *others, last = documents
        expected = {**dict.fromkeys(others, ("ok", "")), last: expected[LAST]}
        assert others, "what the file holds before it breaks off is read"
    elif OTHER in expected:
        assert documents
        expected = dict.fromkeys(documents, expected[OTHER])
    assert {name: row["status"] for name, row in documents.items()} == {name: of for name, (of, _) in expected.items()}
    for name, (_, words) in expected.items():
        row = documents[name]
        assert words in (row["error"] or "")
        assert (row["error"] is None) == (row["status"] == "ok")
        if row["error"] is not None:
            assert safe(f"{row['path']}: {row['error']}") in result.stderr
    for name, text in case.texts.items():
        assert documents[name]["text"] == text
    failed = any(row["status"] == "failed" for row in documents.values())
    assert result.exit_code == (1 if failed else 0), result.output


def test_there_are_enough_cases_with_a_name_each() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 60


def when_read(monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[Path], None]) -> None:
    """Do something to a file in the middle of its being read."""
    fstat = os.fstat
    done: list[str] = []

    def watched(descriptor: int) -> os.stat_result:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        if path.name == name and not done:
            done.append(name)
            found = fstat(descriptor)
            act(path)
            return found
        return fstat(descriptor)

    monkeypatch.setattr(reading.os, "fstat", watched)


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
@pytest.mark.parametrize("more", ["", "Et encore.\n"])
def test_file_that_changes_while_it_is_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: str
) -> None:
    (folder / "m.txt").write_text(GOOD, encoding="utf-8")
    when_read(monkeypatch, "m.txt", lambda path: path.write_text(GOOD[:30] + more, encoding="utf-8") and None)
    result = extract(folder, tmp_path / "out")
    found = tables(tmp_path / "out")
    check_good(found)
    assert result.exit_code == 1
    assert found["documents"][1]["error"] == (
        "can't be read: it was changed while it was read; run again when it is finished"
    )
    monkeypatch.undo()


def test_file_that_vanishes_before_it_is_read(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "m.txt").write_text(GOOD, encoding="utf-8")
    original = chain.load

    def load(*given: Any) -> Any:
        (folder / "m.txt").unlink()  # the chain is loaded when the documents have been listed
        return original(*given)

    monkeypatch.setattr(chain, "load", load)
    result = extract(folder, tmp_path / "out")
    check_good(tables(tmp_path / "out"))
    assert result.exit_code == 1
    assert f"{folder}/m.txt: can't be read: No such file or directory; it was moved or removed" in result.stderr


@pytest.mark.parametrize("options", [(), ("--workers", "2")])
def test_the_real_command(folder: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    """A few cases at once, in processes of their own, with standard input for one of them."""
    (folder / "b.txt").write_bytes(b"\0\xff")
    (folder / "c.txt").write_text(3 * ENGLISH, encoding="utf-8")
    (folder / "d.txt").write_text("« oui " * 1_000, encoding="utf-8")
    (folder / "e.txt").symlink_to("e.txt")
    (folder / "f.txt").write_bytes(b"x" * 1_100_000)
    command = [sys.executable, "-m", "claimx", "extract", str(folder), "-", "--out", str(tmp_path / "out"), *options]
    result = subprocess.run(command, input=GOOD.encode(), capture_output=True, check=False)
    shown = result.stderr.decode()
    assert result.returncode == 1, shown
    assert "Traceback" not in shown
    found = tables(tmp_path / "out")
    check_good(found)
    check_offsets(found)
    statuses = {row["document_id"]: row["status"] for row in found["documents"]}
    assert statuses == {
        "-": "ok",
        **dict.fromkeys(GOODS, "ok"),
        "b.txt": "failed",
        "c.txt": "skipped",
        "d.txt": "ok",
        "e.txt": "failed",
        "f.txt": "failed",
    }
    for name in "bcef":
        assert f"{folder}/{name}.txt: " in shown
