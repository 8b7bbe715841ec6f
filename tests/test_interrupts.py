"""Ctrl-C and SIGTERM, sent to all processes of a command as a terminal or service manager does, at chosen moments."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups to signal")

# Every process of the command imports it. Roles: the command, a worker.
WATCH = """
import os, signal, sys

role, event, word, number = os.environ["TEST_MOMENT"].split(";")
worker = any("multiprocessing" in item for item in sys.orig_argv)

def watch(name, arguments):
    global event
    if name == event and any(str(item).endswith(word) for item in arguments):
        event = None
        os.killpg(0, int(number))

if worker == (role == "worker"):
    sys.addaudithook(watch)
"""
ARTICLE = "« Nous resterons », a déclaré le ministre Paul Duval. Il estime que l'accord sera signé mardi.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(ARTICLE * (number + 1), encoding="utf-8")
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    return folder


def claimx(*arguments: object, folder: Path, moment: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ}
    if moment:
        paths = [str(folder.parent / "watch"), environment.get("PYTHONPATH", "")]
        environment |= {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "TEST_MOMENT": moment}
    return subprocess.run(
        [sys.executable, "-m", "claimx", *map(str, arguments)],
        env=environment,
        cwd=folder.parent,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
        start_new_session=True,
        # A shell's background jobs, this test among them, may ignore it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir()) if path.is_file()}


def is_interrupted(result: subprocess.CompletedProcess[str], moment: str) -> None:
    assert result.returncode == 128 + int(moment.rpartition(";")[2]), (moment, result)
    assert result.stderr.count("\n") == 1, (moment, result.stderr)
    assert result.stderr.startswith("claimx: interrupted"), (moment, result.stderr)
    assert result.stdout == "", moment


EXTRACT = [
    ("command;import;typer;2", ()),
    ("command;import;spacy.language;15", ()),
    ("command;open;vectors;2", ()),
    ("command;open;1.txt;2", ()),
    ("command;os.rename;documents.parquet;2", ()),
    ("worker;import;claimx.engines.local;2", ("--workers", 2)),
    ("worker;import;thinc.api;15", ("--workers", 2)),
    ("worker;open;vectors;2", ("--workers", 2)),
    ("worker;open;1.txt;2", ("--workers", 2)),
    ("command;os.rename;documents.parquet;2", ("--workers", 2)),
]


def test_an_interrupted_run_leaves_the_output_and_can_be_gone_on_with(folder: Path) -> None:
    out = folder.parent / "out"
    assert claimx("extract", folder, "--out", out, "--quiet", folder=folder).returncode == 0
    before = contents(out)
    (folder / "3.txt").write_text(ARTICLE, encoding="utf-8")
    for moment, options in EXTRACT:
        result = claimx("extract", folder, "--out", out, "--quiet", *options, folder=folder, moment=moment)
        is_interrupted(result, moment)
        assert contents(out) == before, moment
    # Once tables are being replaced, the command finishes.
    late = claimx(
        "extract", folder, "--out", out, "--quiet", folder=folder, moment="command;os.rename;out/claims.parquet;2"
    )
    assert (late.returncode, late.stderr) == (0, "")
    assert sorted(path.name for path in folder.parent.iterdir()) == ["in", "out", "watch"]
    assert claimx("extract", folder, "--out", folder.parent / "plain", "--quiet", folder=folder).returncode == 0
    assert contents(out) == contents(folder.parent / "plain") != before


def test_other_commands_are_interrupted_without_a_traceback(folder: Path, root: Path) -> None:
    out = folder.parent / "out"
    assert claimx("extract", folder, "--out", out, "--quiet", folder=folder).returncode == 0
    before = contents(out)
    for moment, arguments in (
        ("command;import;pyarrow.parquet;2", ("report", out)),
        ("command;tempfile.mkstemp;;2", ("report", out)),
        ("command;os.rename;report.html;2", ("report", out)),
        ("command;import;pyarrow.parquet;15", ("export", out, "--to", "csv")),
        ("command;open;.csv;2", ("export", out, "--to", "csv")),
        ("command;sqlite3.connect;;2", ("export", out, "--to", "sqlite")),
        ("command;import;yaml;2", ("evaluate", root / "tests" / "gold")),
        ("command;open;vectors;2", ("show", folder / "0.txt")),
        ("command;open;0.txt;15", ("show", folder / "0.txt")),
    ):
        is_interrupted(claimx(*arguments, folder=folder, moment=moment), moment)
        assert contents(out) == before, moment
        assert sorted(path.name for path in folder.parent.iterdir()) == ["in", "out", "watch"], moment
