"""A worker that the system kills costs only the document that is too much for it."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language

import claimx
import killed  # noqa: F401 (its component)
from claimx import limits, run
from claimx.corpus import Corpus
from claimx.engines import WorkerDiedError, local

LOST = "the process that read it was killed, for want of memory or because it was stuck: split it into articles"


def load_small(**_: Any) -> Language:

    nlp = spacy.blank("fr")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("test_killed_by_bang")
    return nlp


def start_small(load: dict[str, Any], settings: Any) -> None:
    import claimx.chain

    claimx.chain.load = load_small
    local._start(load, settings)


def start_impatient(load: dict[str, Any], settings: Any) -> None:
    limits._GRACE = 0.2  # type: ignore[misc]
    start_small(load, settings)


def start_dead(*_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def start_without_chain(_: dict[str, Any], settings: Any) -> None:
    local._start({"pipeline": "no_such_pipeline"}, settings)


@pytest.fixture
def small() -> Language:
    nlp = load_small()
    nlp.meta["claimx"] = {"load": {}}
    return nlp


@pytest.fixture(autouse=True)
def _workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimx.run._TASK_DOCUMENTS", 4)
    monkeypatch.setattr(local, "_start", start_small)
    # Spawned processes find these modules by the path they inherit.
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parent), *sys.path])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(21):
        (folder / f"{number:02}.txt").write_text(f"Bonjour {number}.", encoding="utf-8")
    return folder


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_only_the_documents_that_kill_are_lost(small: Language, folder: Path, tmp_path: Path) -> None:
    out, plain = tmp_path / "out", tmp_path / "plain"
    run.run(Corpus([folder]), small, plain)
    for name in ("05.txt", "06.txt"):
        (folder / name).write_text("BANG.", encoding="utf-8")
    summary = run.run(Corpus([folder]), small, out, workers=2)
    assert dict(summary.documents) == {"ok": 19, "failed": 2}
    documents = claimx.read(out).documents
    assert list(documents["document_id"]) == [f"{number:02}.txt" for number in range(21)]
    failed = documents[documents["status"] == "failed"]
    assert list(failed["document_id"]) == ["05.txt", "06.txt"]
    assert failed["error"].str.startswith(LOST).all()
    for name in ("05.txt", "06.txt"):
        (folder / name).write_text(f"Bonjour {int(name[:2])}.", encoding="utf-8")
    summary = run.run(Corpus([folder]), small, out)
    assert (summary.unchanged, summary.documents["ok"]) == (19, 21)
    assert contents(out) == contents(plain)


def test_workers_killed_by_chance_cost_nothing(
    small: Language, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "09.txt").write_text("C'est très lent, lent, lent.", encoding="utf-8")
    run.run(Corpus([folder]), small, tmp_path / "plain")
    made: list[Any] = []
    pool = local._pool
    monkeypatch.setattr(local, "_pool", lambda *given: made.append(pool(*given)) or made[-1])
    seen: list[int] = []

    def kill_them(_: int) -> None:
        seen.append(0)
        if len(seen) == 2:  # the third batch takes over half a second
            for process in made[0]._processes:
                os.kill(process, signal.SIGKILL)

    summary = run.run(Corpus([folder]), small, tmp_path / "out", workers=2, fresh=True, on_documents=kill_them)
    assert dict(summary.documents) == {"ok": 21}
    assert len(made) > 1, "the worker died after the run, which shows nothing"
    assert contents(tmp_path / "out") == contents(tmp_path / "plain")


def test_workers_that_die_at_once_end_the_run(
    small: Language, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for start, cause in ((start_dead, "before they have loaded the chain"), (start_without_chain, "no_such_pipeline")):
        monkeypatch.setattr(local, "_start", start)
        with pytest.raises(WorkerDiedError, match=cause):
            run.run(Corpus([folder]), small, tmp_path / "out", workers=2)
    assert "Traceback" not in capfd.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []


def test_a_worker_stuck_outside_python_is_ended(
    small: Language, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "_start", start_impatient)
    (folder / "05.txt").write_text("MUET.", encoding="utf-8")
    summary = run.run(Corpus([folder]), small, tmp_path / "out", workers=1, max_seconds=0.2)
    assert dict(summary.documents) == {"ok": 20, "failed": 1}
    documents = claimx.read(tmp_path / "out").documents.set_index("document_id")
    assert documents.loc["05.txt", "error"].startswith(LOST)
