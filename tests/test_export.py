"""Each export is read back by the tool it is for: what comes out is what went in, or it is said."""

from __future__ import annotations

import builtins
import csv
import json
import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import networkx as nx
import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
import rdflib
from label_studio_sdk.label_interface import LabelInterface
from label_studio_sdk.label_interface.objects import TaskValue
from typer.testing import CliRunner

import hostile
from claimx import cli
from claimx.export import FORMATS, ExportError, export
from claimx.export.cells import neutral
from claimx.export.dna import PASSWORD
from claimx.export.dna_schema import password_hash
from claimx.export.offsets import Utf16
from claimx.export.tables import NAMES, Tables

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return hostile.write(tmp_path / "out")


@pytest.fixture
def rows(folder: Path) -> dict[str, list[dict[str, Any]]]:
    tables = Tables.read(folder)
    return {name: list(tables.rows(name)) for name in NAMES}


def test_every_format_writes_the_same_bytes_twice_and_leaves_no_temporary_file(folder: Path) -> None:
    for name in FORMATS:
        first = {path: path.read_bytes() for path in export(folder, name).files}
        if name == "xlsx":  # its properties tell when it was made
            continue
        assert {path: path.read_bytes() for path in export(folder, name).files} == first, name
    assert not list(folder.rglob(".claimx-*"))


def test_jsonl_holds_the_rows_as_they_are(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    for path in export(folder, "jsonl").files:
        assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == rows[path.stem]


def test_csv_comes_back_column_by_column(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    exported = export(folder, "csv")
    for path in exported.files:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        schema: pa.Schema = Tables.read(folder).table(path.stem).schema
        assert list(frame.columns) == schema.names
        for field in schema:
            for cell, row in zip(frame[field.name], rows[path.stem], strict=True):
                value = row[field.name]
                if pa.types.is_list(field.type):
                    assert json.loads(cell) == value
                elif isinstance(value, str):
                    assert cell == neutral(value)
                else:
                    assert cell == ("" if value is None else str(value))


def test_csv_holds_nothing_a_spreadsheet_would_run(folder: Path) -> None:
    exported = export(folder, "csv")
    assert any("could run as a formula" in note for note in exported.notes)
    for path in exported.files:
        text = path.read_text(encoding="utf-8-sig")
        for delimiter in (",", ";", "\t"):  # as Excel opens it in one country or another
            for line in csv.reader(text.splitlines(), delimiter=delimiter):
                assert not [cell for cell in line if cell[:1] in {"=", "+", "-", "@"}], (path, delimiter)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("oui ;=1+1", "oui ;'=1+1"),
        ("a\n- b", "a\n'- b"),
        ('x;"=1', "x;\"'=1"),
        ("\t=1", "'\t'=1"),
        ("1 + 1 = 2; -- fin", "1 + 1 = 2; -- fin"),
        ("peut-être", "peut-être"),
    ],
)
def test_neutral_cells(text: str, safe: str) -> None:
    assert neutral(text) == safe


def test_one_csv_file_holds_the_claims(folder: Path) -> None:
    exported = export(folder, "csv", folder.parent / "mine.csv")
    assert [path.name for path in exported.files] == ["mine.csv"]
    assert len(pd.read_csv(exported.files[0])) == len(hostile.CLAIMS)
    assert any("claims only" in note for note in exported.notes)


def test_xlsx_comes_back_and_has_no_formula(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    exported = export(folder, "xlsx")
    book = openpyxl.load_workbook(exported.files[0])
    assert book.sheetnames == list(NAMES)
    for name in NAMES:
        header, *lines = book[name].iter_rows()
        assert [cell.value for cell in header] == list(rows[name][0])
        assert len(lines) == len(rows[name])
        for line, row in zip(lines, rows[name], strict=True):
            for cell, value in zip(line, row.values(), strict=True):
                assert cell.data_type != "f"
                if isinstance(value, list):
                    assert json.loads(cell.value) == value
                elif isinstance(value, str) and value:
                    # XML knows one line end.
                    expected = value.replace("\x07", "\ufffd").replace("\r\n", "\n")
                    assert cell.value.replace("\r\n", "\n").replace("_x000D_", "") == expected
                else:
                    assert cell.value == (value or None if isinstance(value, str) else value)
    assert any("control characters" in note for note in exported.notes)
    assert any("look like a formula" in note for note in exported.notes)


def test_xlsx_says_what_it_cuts(tmp_path: Path) -> None:
    from claimx.records import Document
    from claimx.store import TableWriter

    with TableWriter(tmp_path, "test") as writer:
        writer.write(Document(document_id="long", text="a" * 40_000))
    assert any("32,767" in note and note.startswith("1 texts") for note in export(tmp_path, "xlsx").notes)


def test_sqlite_keeps_rows_types_and_keys(folder: Path, rows: dict[str, list[dict[str, Any]]]) -> None:
    (path,) = export(folder, "sqlite").files
    with closing(sqlite3.connect(path)) as database:
        database.row_factory = sqlite3.Row
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for name in NAMES:
            found = [dict(row) for row in database.execute(f"SELECT * FROM {name} ORDER BY rowid")]
            for row, wanted in zip(found, rows[name], strict=True):
                for column, value in wanted.items():
                    assert (json.loads(row[column]) if isinstance(value, list) else row[column]) == value
        joined = "SELECT claim_id FROM claims JOIN quotations USING (document_id, quotation_id) WHERE kind = 'direct'"
        assert [row[0] for row in database.execute(joined)] == ["c01", "c02", "c03"]
        assert dict(database.execute("SELECT key, value FROM metadata").fetchall())["pipeline"] == "sha256:test"


def test_jsonld_is_read_by_rdflib_without_a_network(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    (path,) = export(folder, "jsonld").files
    graph = rdflib.Graph().parse(path, format="json-ld")
    schema, oa = rdflib.Namespace("https://schema.org/"), rdflib.Namespace("http://www.w3.org/ns/oa#")
    counted = {
        kind: len(list(graph.subjects(rdflib.RDF.type, schema[kind]))) for kind in ("NewsArticle", "Quotation", "Claim")
    }
    assert counted == {"NewsArticle": 3, "Quotation": 4, "Claim": 5}
    query = """SELECT ?start ?end ?exact ?prefix ?suffix ?text WHERE {
        ?note a oa:Annotation ; oa:hasTarget ?target . ?target oa:hasSource ?article ; oa:hasSelector ?place, ?quote .
        ?place a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
        ?quote a oa:TextQuoteSelector ; oa:exact ?exact ; oa:prefix ?prefix ; oa:suffix ?suffix .
        ?article schema:articleBody ?text }"""
    found = list(graph.query(query, initNs={"oa": oa, "schema": schema}))
    assert len(found) == 5 + len(hostile.CLAIMS)  # q02 has two segments
    for start, end, exact, prefix, suffix, text in found:
        whole, first, last = str(text), int(start), int(end)
        assert whole[first:last] == str(exact)
        assert whole[:first].endswith(str(prefix))
        assert whole[last:].startswith(str(suffix))
    who = "SELECT ?name WHERE { ?q schema:identifier 'q02' ; schema:spokenByCharacter/schema:name ?name }"
    assert {str(row[0]) for row in graph.query(who, initNs={"schema": schema})} == {"Marie Dupont", hostile.RTL}


def test_jsonld_says_every_column(folder: Path) -> None:
    (path,) = export(folder, "jsonld").files
    nodes = json.loads(path.read_text(encoding="utf-8"))["@graph"]
    state = next(node for node in nodes if node["@type"] == "schema:Claim" and node["schema:identifier"] == "c04")
    assert state["claimx:negated"] is True
    assert state["claimx:via"] == {"@list": ["Marie Dupont"]}
    assert state["claimx:polarity"] == "neutral"
    assert state["claimx:act"] == "state"


def test_dna_holds_statements_in_java_offsets(folder: Path) -> None:
    exported = export(folder, "dna")
    with closing(sqlite3.connect(exported.files[0])) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        statements = """SELECT S.Start, S.Stop, D.Text, V.Variable, E.Value FROM STATEMENTS S
            JOIN DOCUMENTS D ON D.ID = S.DocumentId JOIN DATASHORTTEXT T ON T.StatementId = S.ID
            JOIN VARIABLES V ON V.ID = T.VariableId JOIN ENTITIES E ON E.ID = T.Entity
            WHERE S.StatementTypeId = 1 ORDER BY S.ID, V.ID"""
        found = database.execute(statements).fetchall()
        agreement = database.execute("SELECT Value FROM DATABOOLEAN ORDER BY StatementId").fetchall()
        notes = database.execute("SELECT Value FROM DATALONGTEXT ORDER BY StatementId").fetchall()
        admin = database.execute("SELECT Name, Password FROM CODERS").fetchall()
    assert [row[3:] for row in found[:3]] == [
        ("person", "Marie Dupont"),
        ("organization", ""),
        ("concept", "fermeture du port"),
    ]
    assert agreement == [(0,), (1,), (1,)]
    assert notes == [("État: affirmation neutral",), ("?: affirmation positive",)]
    for start, stop, text, *_ in found:
        words = text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le")
        assert words in {hostile.FIRST, hostile.SECOND}
    assert admin == [("Admin", password_hash(PASSWORD))]
    assert exported.counts == {"documents": 2, "statements": 3, "annotations": 2}
    for said in (
        "1 neutral",
        "1 claims without an issue",
        "1 documents have no date",
        "by month or year",
        "1 documents that",
    ):
        assert any(said in note for note in exported.notes), said


def test_dna_password_is_what_jasypt_makes() -> None:
    """The digest was made with jasypt 1.9.3 (StandardStringDigester, SHA-256, 100,000 rounds, a salt of zeros)."""
    import base64
    import hashlib

    digest = bytes(16) + b"claimx"
    for _ in range(100_000):
        digest = hashlib.sha256(digest).digest()
    assert base64.b64encode(digest).decode() == "gpzS0LcHawGvy3z+ZgrsrbK0iEtrqzAhpJYcPGF7ZMk="
    stored = base64.b64decode(password_hash("claimx"))
    salted = stored[:16] + b"claimx"
    for _ in range(100_000):
        salted = hashlib.sha256(salted).digest()
    assert stored[16:] == salted


def test_utf16_offsets() -> None:
    text = "a\r\n🦊b\rc"
    shown = Utf16(text)
    assert shown.text == "a\n🦊b\nc"
    for part in ("a", "🦊", "🦊b", "c"):
        start = text.index(part)
        units = shown.text.encode("utf-16-le")[2 * shown.offset(start) : 2 * shown.offset(start + len(part))]
        assert units.decode("utf-16-le") == part


@pytest.mark.parametrize("suffix", ["gexf", "graphml"])
def test_networks_are_read_by_networkx(folder: Path, suffix: str) -> None:
    exported = export(folder, suffix)
    read = nx.read_gexf if suffix == "gexf" else nx.read_graphml
    two_mode, speakers = (read(path) for path in exported.files)
    assert {data["type"] for _, data in two_mode.nodes(data=True)} == {"speaker", "issue"}
    edge = two_mode.edges["speaker:Marie Dupont", "issue:port_closing"]
    assert (edge["weight"], edge["positive"], edge["negative"], edge["neutral"], edge["balance"]) == (2, 1, 1, 0, 0)
    node = two_mode.nodes["issue:port_closing"]
    assert (node["label"], node["label_en"], node["claims"]) == ("fermeture du port", "closing of the port", 2)
    assert two_mode.nodes["speaker:Marie Dupont"]["kind"] == "person"
    assert sorted(speakers) == sorted(f"speaker:{name}" for name in ("Marie Dupont", "État", hostile.RTL))
    assert any("without a claimant" in note for note in exported.notes)


def test_speakers_agree_or_conflict_over_issues(tmp_path: Path) -> None:
    from claimx.records import Document
    from claimx.store import TableWriter

    def said(name: str, who: str, issue: str, polarity: str) -> Any:
        return hostile.claim(name, "q01", hostile.FIRST, who, polarity, issue_id=issue)

    claims = [
        said("c1", "A", "x_1", "positive"),
        said("c2", "B", "x_1", "positive"),
        said("c3", "C", "x_1", "negative"),
        said("c4", "A", "x_2", "negative"),
        said("c5", "B", "x_2", "positive"),
    ]
    with TableWriter(tmp_path, "test") as writer:
        writer.write(Document(document_id="a", text=hostile.TEXT), hostile.QUOTATIONS[:1], claims)
    speakers = nx.read_graphml(export(tmp_path, "graphml").files[1])
    edges = {tuple(sorted((a[-1], b[-1]))): data for a, b, data in speakers.edges(data=True)}
    assert edges == {
        ("A", "B"): {"weight": 2, "agreement": 1, "conflict": 1},
        ("A", "C"): {"weight": 1, "agreement": 0, "conflict": 1},
        ("B", "C"): {"weight": 1, "agreement": 0, "conflict": 1},
    }


def test_label_studio_tasks_pass_its_own_checks(folder: Path) -> None:
    tasks_path, config_path = export(folder, "label-studio").files
    interface = LabelInterface(config_path.read_text(encoding="utf-8"))
    interface.validate()
    tasks = json.loads(tasks_path.read_text(encoding="utf-8"))
    assert [task["data"]["document_id"] for task in tasks] == ["../=cmd|' /C calc'!A0.txt", "b/vide.txt"]
    for task in tasks:
        TaskValue.model_validate(task)
        for prediction in task["predictions"]:
            assert interface.validate_prediction(prediction, return_errors=True) == []
            for item in prediction["result"]:
                if item["type"] == "labels":
                    value = item["value"]
                    assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    relations = [item for item in tasks[0]["predictions"][0]["result"] if item["type"] == "relation"]
    assert {(item["from_id"], item["to_id"], item["labels"][0]) for item in relations} >= {
        ("q02.1", "q02.2", "continues"),
        ("q03.1", "q02.1", "within"),
        ("q01.1", "q01.cue", "cue"),
        ("c01", "q01.1", "claim"),
        ("c01", "c01.issue1", "issue"),
    }


def test_label_studio_counts_relations_that_a_filter_leaves_hanging(folder: Path) -> None:
    exported = export(folder, "label-studio", where="quotation_id = q03")
    assert any(note.startswith("1 relations") for note in exported.notes)


@pytest.mark.parametrize(("name", "library"), [("xlsx", "openpyxl"), ("gexf", "networkx")])
def test_a_missing_library_is_named_with_its_extra(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, library: str
) -> None:
    real = builtins.__import__

    def without(module: str, *args: Any, **kwargs: Any) -> Any:
        if module.partition(".")[0] == library:
            raise ImportError(module)
        return real(module, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ExportError, match=rf"{library}: pip install 'claimx\[export\]'"):
        export(folder, name)


def test_command_says_files_counts_and_notes(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "claims.csv"
    arguments = ["export", str(folder), "--to", "csv", "--out", str(out), "--where", "polarity = negative"]
    result = CliRunner().invoke(cli.app, arguments)
    assert result.exit_code == 0
    assert result.output.splitlines()[:3] == [f"written {out}", "1 claims", "note: --where chose 1 of 5 claims"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--to", "spss"], "no format 'spss'; there are csv, jsonl"),
        (["--to", "csv", "--where", "colour = red"], "no column 'colour'; did you mean"),
        (["--to", "sqlite", "--out", "/nowhere/x.sqlite"], "/nowhere/x.sqlite: can't be written"),
        (["--to", "gexf", "--out", "x.gexf"], "give a folder"),
        (["--to", "sqlite", "--out", "claims.parquet"], "give another name"),
    ],
)
def test_wrong_calls_are_told_what_to_do(folder: Path, arguments: list[str], message: str) -> None:
    result = CliRunner().invoke(cli.app, ["export", str(folder), *arguments])
    assert result.exit_code == 2
    assert message in result.output
    assert "Traceback" not in result.output


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.app, ["export", str(tmp_path), "--to", "csv"])
    assert result.exit_code == 2
    assert "can't be read (no such file); run `claimx extract`, or give a folder" in result.output


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_keeps_older_exports_whole(form: str, tmp_path: Path) -> None:
    source = hostile.write(tmp_path / "out")
    target = tmp_path / ("to" if form in {"csv", "jsonl", "gexf", "graphml", "label-studio"} else f"to.{form}")
    export(source, form, target)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        with pytest.raises(ExportError, match=r"can't be written \(.*--out"):
            export(source, form, target, "document_id is not null")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_is_one_message_of_the_command(form: str, tmp_path: Path) -> None:
    source = hostile.write(tmp_path / "out")

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

    command = [sys.executable, "-m", "claimx", "export", str(source), "--to", form, "--out", str(tmp_path / "to")]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, preexec_fn=small)
    assert ended.returncode == 2
    assert "can't be written (" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_device_or_pipe_stays_what_it_is(folder: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ExportError, match="is a folder, a device or a pipe; give the name of a file"):
        export(folder, "sqlite", tmp_path / "pipe")
    assert (tmp_path / "pipe").is_fifo()
