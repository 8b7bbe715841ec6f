"""What others wrote can't act: no pickle is read, nothing is fetched, nothing leaves its folder or steers a terminal.

Formulas in spreadsheets are tested in test_export.py, script in the report in test_report.py (in a browser).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

import claimx
import hostile
from claimx import chain, cli
from claimx.export import FORMATS, export
from claimx.export.gold import write_gold

if TYPE_CHECKING:
    from spacy.language import Language

# Python tells of every one of these through audit hooks, whatever library does it, C code that calls back included.
GUARD = """
import sys
FORBIDDEN = {
    "socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request",
    "pickle.find_class", "marshal.load", "os.system", "os.exec", "os.posix_spawn", "subprocess.Popen", "code.__new__",
}
def guard(event, arguments):
    if event in FORBIDDEN:
        print("FORBIDDEN", event, arguments, file=sys.stderr, flush=True)
        import os
        os._exit(66)
"""
RUN = """
import numpy  # asks the processor for its name in a process of its own
sys.addaudithook(guard)
from claimx.cli import app
for command in {commands!r}:
    try:
        app(command)
    except SystemExit as ended:
        if ended.code:
            raise
print("all done")
"""


def guarded(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", GUARD + code], capture_output=True, text=True, check=False)


def test_nothing_is_fetched_unpickled_or_started(raw: Path, root: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    (tmp_path / "page.html").write_text("<article><p>« Nous irons », a dit Marie Dupont mardi.</p></article>")
    (tmp_path / "rows.jsonl").write_text(json.dumps({"text": "« Nous irons », a dit Marie Dupont mardi 3 mai."}))
    inputs = [str(raw), str(tmp_path / "page.html"), str(tmp_path / "rows.jsonl")]
    commands = [
        ["extract", *inputs, "--out", out, "--quiet", "--codebook", "cap", "--codebook", "euro_security"],
        ["report", out, "--out", str(tmp_path / "report.html")],
        *(["export", out, "--to", form, "--out", str(tmp_path / form)] for form in FORMATS),
        ["show", inputs[1]],
        ["evaluate", str(root / "tests" / "gold")],
        ["merge", out, "--out", str(tmp_path / "merged")],
    ]
    ended = guarded(RUN.format(commands=commands))
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.endswith("all done\n")


@pytest.mark.parametrize(
    "act",
    [
        "import pickle; from collections import Counter; pickle.loads(pickle.dumps(Counter()))",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
    ],
)
def test_the_guard_sees_what_it_forbids(act: str) -> None:
    ended = guarded(f"sys.addaudithook(guard)\n{act}")
    assert ended.returncode == 66
    assert ended.stderr.startswith("FORBIDDEN")


@pytest.mark.parametrize("form", FORMATS)
def test_exports_write_in_their_folder_alone(form: str, tmp_path: Path) -> None:
    source = hostile.write(tmp_path / "a" / "out")
    before = files(tmp_path)
    (tmp_path / "a" / "to").mkdir()
    exported = export(source, form, tmp_path / "a" / "to")
    assert exported.files
    new = files(tmp_path) - before
    assert new
    assert all(path.is_relative_to(tmp_path / "a" / "to") for path in new)


def test_gold_of_hostile_ids_stays_in_its_folder(tmp_path: Path) -> None:
    ids = [
        "../../up",
        "/etc/passwd",
        "..",
        "a/../../b",
        "C:\\x",
        "nul\0l",
        "é" * 300,
        "~/x",
        "-rf",
        "a\nb",
        "\x1b[2J",
        "",
    ]
    region = {"id": "r", "type": "labels", "from_name": "label", "value": {"start": 0, "end": 3, "labels": ["direct"]}}
    tasks = [
        {"id": number, "data": {"text": "Oui, dit Paul.", "document_id": id_}, "annotations": [{"result": [region]}]}
        for number, id_ in enumerate(ids)
    ]
    file = tmp_path / "tasks.json"
    file.write_text(json.dumps(tasks), encoding="utf-8")
    before = files(tmp_path)
    written = write_gold(file, tmp_path / "deep" / "gold")
    assert len(written.files) == len(set(written.files)) == 2 * len(ids)
    new = files(tmp_path) - before
    assert new == set(written.files)
    assert {path.parent for path in new} == {tmp_path / "deep" / "gold"}
    assert not any(path.name.startswith(("-", "~", ".")) for path in new)


def test_ids_of_rows_are_ids_and_no_paths(nlp: Language, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "load", lambda *_: nlp)
    rows = [{"id": id_, "text": "« Oui », dit Paul."} for id_ in ("../../up", "/etc/passwd", "a/../b", "\x1b[2J")]
    folder = tmp_path / "deep" / "in"
    folder.mkdir(parents=True)
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    before = files(tmp_path)
    command = [
        "extract",
        str(folder / "rows.jsonl"),
        "--id-column",
        "id",
        "--out",
        str(tmp_path / "deep" / "out"),
        "-v",
    ]
    result = CliRunner().invoke(cli.app, command)
    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.output
    assert {path.parent for path in files(tmp_path) - before} == {tmp_path / "deep" / "out"}


def test_error_messages_steer_no_terminal(
    nlp: Language, tmp_path: Path, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "load", lambda *_: nlp)
    evil = "\x1b]0;titre\x07\x1b[31m\u202e"
    out = tmp_path / evil
    (tmp_path / f"{evil}.yaml").write_text(f"codebook: '{evil}'\nissues: []\n{evil}: 1\n", encoding="utf-8")
    (tmp_path / f"{evil}.json").write_text(json.dumps([{"data": {"text": "x"}, "annotations": [{"result": evil}]}]))
    (tmp_path / f"{evil}.jsonl").write_text('{"a": 1}\n')
    text = f"« Oui{evil} », dit Paul{evil}.\n"
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    gold = f'document: text.txt\nquotations:\n  - {{p: 1, kind: direct, text: "Oui", speaker: {json.dumps(evil)}}}\n'
    (tmp_path / "gold.yaml").write_text(gold, encoding="utf-8")
    for command in (
        ["extract", str(tmp_path / evil / "no")],
        ["extract", str(raw), "--out", str(out), "--quiet"],
        ["extract", str(raw), "--out", str(out)],
        ["extract", str(tmp_path / f"{evil}.jsonl"), "--out", str(out)],
        ["extract", str(raw), "--log-json", str(tmp_path / evil / "no" / "log")],
        ["extract", str(raw), "--engine", evil],
        ["extract", str(raw), "--shard", evil],
        ["show", str(tmp_path / "text.txt")],
        ["show", str(out)],
        ["export", str(out), "--to", evil],
        ["export", str(out), "--to", "csv", "--where", evil],
        ["export", str(tmp_path / "no" / evil), "--to", "csv"],
        ["export", str(out), "--to", "csv", "--out", str(out / "csv")],
        ["report", str(out), "--out", str(out / "report.html")],
        ["merge", str(out), "--out", str(out / "merged")],
        ["merge", str(tmp_path / "no" / evil)],
        ["gold", str(tmp_path / f"{evil}.json"), "--out", str(out / "gold")],
        ["codebook", "check", str(tmp_path / f"{evil}.yaml")],
        ["evaluate", str(tmp_path), "--errors"],
        ["evaluate", str(tmp_path / evil)],
    ):
        result = CliRunner().invoke(cli.app, command)
        assert result.exception is None or isinstance(result.exception, SystemExit), (command, result.exception)
        assert not {"\x1b", "\x07", "\u202e"} & set(result.output), (command, result.output)


@pytest.mark.parametrize("form", ["gexf", "graphml", "dna", "jsonld"])
def test_script_is_text_in_documents_of_markup(form: str, tmp_path: Path) -> None:
    exported = export(hostile.write(tmp_path / "out"), form, tmp_path)
    for path in exported.files:
        content = path.read_bytes()
        if path.suffix in {".gexf", ".graphml"}:
            assert not [element.tag for element in ET.fromstring(content).iter() if "script" in element.tag]
        elif path.suffix == ".jsonld":
            json.loads(content)


def test_frames_of_a_notebook_hold_no_script(tmp_path: Path) -> None:
    shown = claimx.read(hostile.write(tmp_path / "out"))._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown
    assert "<img" not in shown


def files(folder: Path) -> set[Path]:
    return {Path(parent, name) for parent, _, names in os.walk(folder) for name in names}
