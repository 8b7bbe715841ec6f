"""What a run tells: a line a document for programs and for people, and a report in the tables themselves."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from claimx import __version__, chain, cli
from claimx.corpus import Corpus
from claimx.run import run
from claimx.store import TABLES, merge

if TYPE_CHECKING:
    from spacy.language import Language

ARTICLE = "Marie Dupont a annoncé que « le port fermera en mai », a rapporté Paul Leroy.\n"


@pytest.fixture
def folder(tmp_path: Path, raw: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in raw.glob("*.txt"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "binary.txt").write_bytes(b"%PDF-1.4")
    (folder / "\x1b[31mred.txt").write_text(ARTICLE, encoding="utf-8")
    return folder


def report(out: Path) -> dict[str, Any]:
    found = []
    for name in TABLES:
        metadata = {
            key.decode(): value.decode() for key, value in pq.read_metadata(out / f"{name}.parquet").metadata.items()
        }
        found.append(
            {key: metadata.get(f"claimx.{key}") for key in ("version", "pipeline", "options", "totals", "run")}
        )
    assert found[0] == found[1] == found[2]
    return found[0]


def test_log_has_a_line_a_document_with_counts_and_seconds(
    nlp: Language, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "load", lambda *_: nlp)
    out, log = tmp_path / "out", tmp_path / "log.jsonl"
    command = ["extract", str(folder), "--out", str(out), "--log-json", str(log), "--verbose"]
    result = CliRunner().invoke(cli.app, command)
    assert result.exit_code == 1, result.output
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    documents = pq.read_table(out / "documents.parquet").to_pylist()
    assert [line["document_id"] for line in lines] == [row["document_id"] for row in documents]
    for line, row in zip(lines, documents, strict=True):
        assert {line[name] == row[name] for name in ("path", "sha256", "status", "error")} == {True}
        assert {line[name] == row[f"n_{name}"] for name in ("sentences", "quotations", "claims")} == {True}
        assert (line["characters"], line["words"]) == (len(row["text"]), len(row["text"].split()))
        assert line["seconds"] == pytest.approx(sum(line["stages"].values()), abs=1e-4)
        assert line["time"].endswith("+00:00")
        stages = {"reading"} if row["status"] != "ok" else {"reading", "tokenizer", *nlp.pipe_names, "records"}
        assert set(line["stages"]) == stages
        assert all(seconds >= 0 for seconds in line["stages"].values())
    assert not any(line["unchanged"] for line in lines)
    assert "a.txt: ok, 2 quotations" in result.stderr
    assert "\x1b" not in result.output
    CliRunner().invoke(cli.app, command)
    again = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert {line["document_id"] for line in again if line["unchanged"]} == {
        line["document_id"] for line in lines if line["status"] != "failed"
    }


def test_log_that_cant_be_written_is_told(
    folder: Path, tmp_path: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "load", lambda *_: nlp)
    command = ["extract", str(folder), "--out", str(tmp_path / "out"), "--log-json", str(tmp_path / "no" / "log")]
    result = CliRunner().invoke(cli.app, command)
    assert result.exit_code == 2
    assert "no/log: No such file or directory" in result.stderr


def test_workers_log_too(nlp: Language, folder: Path, tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = []
    run(Corpus([folder]), nlp, tmp_path / "out", workers=2, log=lambda line: lines.append(dict(line)))
    assert [line["document_id"] for line in lines] == sorted(line["document_id"] for line in lines)
    assert all(line["stages"] for line in lines)


def test_tables_carry_a_report_that_depends_on_nothing_else(nlp: Language, folder: Path, tmp_path: Path) -> None:
    run(Corpus([folder]), nlp, tmp_path / "one")
    found = report(tmp_path / "one")
    assert (found["version"], found["pipeline"]) == (__version__, chain.fingerprint(nlp))
    assert json.loads(found["options"]) == {
        "pipeline": "fr_news",
        "max_bytes": 1_000_000,
        "max_seconds": 300.0,
        "min_confidence": 0.0,
        "any_language": False,
    }
    documents = pq.read_table(tmp_path / "one" / "documents.parquet").to_pylist()
    totals = json.loads(found["totals"])
    assert totals == {
        "documents": 6,
        "characters": sum(len(row["text"]) for row in documents),
        "sentences": sum(row["n_sentences"] for row in documents),
        "quotations": pq.read_metadata(tmp_path / "one" / "quotations.parquet").num_rows,
        "claims": pq.read_metadata(tmp_path / "one" / "claims.parquet").num_rows,
        **Counter(row["status"] for row in documents),
    }
    run(Corpus([folder]), nlp, tmp_path / "two", workers=2, fresh=True)
    for part in (1, 2):
        run(Corpus([folder], shard=(part, 2)), nlp, tmp_path / str(part))
    merge([tmp_path / "1", tmp_path / "2"], tmp_path / "merged")
    for name in TABLES:
        files = {(tmp_path / out / f"{name}.parquet").read_bytes() for out in ("one", "two", "merged")}
        assert len(files) == 1
    run(Corpus([folder]), nlp, tmp_path / "three", min_confidence=0.5)
    assert json.loads(report(tmp_path / "three")["options"])["min_confidence"] == 0.5
