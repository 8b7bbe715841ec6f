"""The commands as a user types them: what they print, write and return."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from typer.testing import CliRunner

from claimx import __version__, chain, cli
from claimx.records import Document, Quotation, Segment, Speaker
from claimx.run import Extracted
from claimx.terminal import article, safe

if TYPE_CHECKING:
    from click.testing import Result
    from spacy.language import Language

ANSI = re.compile(r"\x1b\[[0-9;]*m")
ARTICLE = "Marie Dupont a annoncé que « le port fermera en mai », a rapporté Paul Leroy.\n"


@pytest.fixture(autouse=True)
def _one_chain(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the default chain once for all commands; others are loaded as they are."""
    load = chain.load
    monkeypatch.setattr(chain, "load", lambda *given: nlp if given == ("fr_news", None, None) else load(*given))


def claimx(*arguments: str | Path, text: bytes | None = None) -> Result:
    result = CliRunner(env={"COLUMNS": "120"}).invoke(cli.app, [str(item) for item in arguments], input=text)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_extract_writes_three_tables_and_counts(raw: Path, tmp_path: Path) -> None:
    result = claimx("extract", raw, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    tables = {
        name: pd.read_parquet(tmp_path / "out" / f"{name}.parquet") for name in ("documents", "quotations", "claims")
    }
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [f"{name}.parquet" for name in sorted(tables)]
    assert list(tables["documents"]["status"]) == ["ok", "ok"]
    assert re.search(r"documents +2\b", result.stdout)
    assert re.search(rf"quotations +{len(tables['quotations'])} +\d+ direct, \d+ indirect, \d+ mixed", result.stdout)
    assert re.search(rf"claims +{len(tables['claims'])}\b", result.stdout)
    assert re.search(r"words per second +[\d,]+", result.stdout)
    assert re.search(r"failures +0\b", result.stdout)


def test_same_call_same_bytes(raw: Path, tmp_path: Path) -> None:
    contents = []
    for folder in ("one", "two"):
        claimx("extract", raw, "--out", tmp_path / folder, "--quiet")
        contents.append({path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()})
    assert len(contents[0]) == 3
    assert contents[0] == contents[1]


def test_bad_documents_are_told_and_the_others_extracted(raw: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    shutil.copytree(raw, folder)
    (folder / "empty.txt").touch()
    (folder / "blank.txt").write_text("\n \n", encoding="utf-8")
    (folder / "binary.txt").write_bytes(os.urandom(3000) + b"\0")
    (folder / "damaged.txt").write_bytes("déjà été é".encode() + b"\xff")
    with (folder / "big.txt").open("wb") as file:
        file.truncate(20_000_000)
    result = claimx("extract", folder, "--out", tmp_path / "out", "--quiet")
    assert result.exit_code == 1
    assert result.stdout == ""
    documents = pd.read_parquet(tmp_path / "out" / "documents.parquet").set_index("document_id")
    assert documents["status"].value_counts().to_dict() == {"ok": 2, "failed": 3, "skipped": 2}
    for name, cause in {
        "empty.txt": "empty",
        "blank.txt": "only blanks",
        "binary.txt": "binary",
        "damaged.txt": "damaged UTF-8",
        "big.txt": "20.0 MB, over the limit of 1 MB",
    }.items():
        assert cause in documents.loc[name, "error"]
        assert re.search(rf"{re.escape(str(folder / name))}: .*{re.escape(cause)}", result.stderr)


def test_skipped_documents_are_no_failure(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    assert claimx("extract", tmp_path, "--out", tmp_path / "out").exit_code == 0


def test_limit_can_be_raised(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Il pleut.\n" * 300, encoding="utf-8")
    assert claimx("extract", tmp_path, "--out", tmp_path / "out", "--max-mb", "0.002").exit_code == 1
    assert claimx("extract", tmp_path, "--out", tmp_path / "out", "--max-mb", "0.004").exit_code == 0


def test_standard_input(tmp_path: Path) -> None:
    assert claimx("extract", "-", "--out", tmp_path, text=ARTICLE.encode("cp1252")).exit_code == 0
    documents = pd.read_parquet(tmp_path / "documents.parquet")
    assert documents[["document_id", "text"]].to_numpy().tolist() == [["-", ARTICLE]]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract"], "Missing argument"),
        (["extract", "no/such"], "no/such: no such file or folder"),
        (["extract", "{empty}"], "no document there"),
        (["extract", "{article}", "--out", "{article}"], "is a file; give a folder with --out"),
        (["extract", "{article}", "--out", "{article}/out"], "can't be written (Not a directory)"),
        (["extract", "{article}", "--pipeline", "fr_poems"], "no pipeline 'fr_poems'"),
        (["extract", "{article}", "--codebook", "no_such_book"], "no_such_book"),
        (["extract", "{article}", "--actors", "no_such_actors"], "no_such_actors"),
        (["extract", "{article}", "--max-mb", "0"], "max-mb"),
        (["extract", "{article}", "--workers", "99999999999999999999"], "workers"),
        (["extract", "{article}", "--shard", "1/" + "9" * 5_000], "give I/N"),
        (["extract", "{article}", "--log-json", "{empty}/documents.parquet"], "aren't written over"),
        (["export", "{empty}", "--to", "csv", "--out", ""], "empty"),
        (["report", "{empty}", "--out", ""], "empty"),
        (["codebook", "check", "x" * 5_000], "File name too long"),
        (["codebook", "check", "{deep}"], "nested too deeply"),
        (["extract", "{article}", "--codebook", "{deep}"], "nested too deeply"),
        (["evaluate", "{empty}", "--floors", "{deep}"], "floors not readable"),
        (["extract", "{article}", "--actors", "{blank}"], "blank.yaml:2: the new actor 'x' lacks the key 'name'"),
        (["extract", "{article}", "--pipeline", "{config}"], "isn't a pipeline's config"),
        (["extract", "{article}", "--out", "{empty}/a\udcff"], "has bytes that aren't UTF-8; rename"),
        (["extract", "{article}", "--max-mb", "inf"], "max-mb"),
        (["extract", "{article}", "--max-seconds", "nan"], "Input should be"),
        (["extract", "{article}", "--max-seconds", "inf"], "max-seconds"),
        (["extract", "{article}", "--min-confidence", "nan"], "Input should be"),
        (["show", "{empty}"], "is a folder"),
        (["show", "no/such"], "no such file"),
        (["evaluate", "no/such"], "no/such"),
        (["sing"], "sing"),
    ],
)
def test_wrong_calls_end_with_2_and_say_why(tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    places = {name: tmp_path / name for name in ("empty", "article.txt", "deep.yaml", "blank.yaml", "config.cfg")}
    places = {path.stem: path for path in places.values()}
    places["deep"].write_text("issues: " + "[" * 3_000 + "]" * 3_000, encoding="utf-8")
    places["blank"].write_text("actors:\n- {id: x, name: ' ', kind: person}\n", encoding="utf-8")
    places["config"].touch()
    result = claimx(*(argument.format(**places) for argument in arguments))
    assert result.exit_code == (1 if "check" in arguments else 2), result.output
    assert message in result.stderr
    assert "Traceback" not in result.output


def quotation(name: str, start: int, end: int, text: str, speaker: str, within: str | None = None) -> Quotation:
    return Quotation(
        quotation_id=name,
        kind="direct",
        start=start,
        end=end,
        segments=(Segment(start=start, end=end),),
        text=text[start:end],
        speakers=(Speaker(name=speaker),),
        within=within,
    )


def test_article_marks_quotations_by_speaker_nested_ones_too() -> None:
    text = "« Blinken demande que les discussions reprennent », a dit Lavrov, et « non »."
    start, end, inner = text.index("Blinken"), text.index(" »,"), text.index("les")
    quotations = (
        quotation("q01", start, end, text, "Lavrov"),
        quotation("q02", inner, end, text, "Blinken", within="q01"),
        quotation("q03", text.index("non"), text.index("non") + 3, text, "Lavrov"),
    )
    shown = article(Extracted(Document(document_id="a", text=text), quotations))
    assert shown.plain == (
        "« ⟦q01 Blinken demande que ⟦q02 les discussions reprennent⟧⟧ », a dit Lavrov, et « ⟦q03 non⟧ »."
    )
    styles = {shown.plain[span.start : span.end]: str(span.style) for span in shown.spans}
    assert styles["Blinken demande que "] == styles["non"]
    assert styles["les discussions reprennent"] != styles["non"]
    assert "underline" in styles["les discussions reprennent"]


def test_show_prints_article_quotations_and_claims(raw: Path) -> None:
    result = claimx("show", raw / "000_f09a3c685b316986.txt")
    assert result.exit_code == 0
    shown = ANSI.sub("", result.stdout)
    assert re.search(r"⟦q\d+ Sur ces questions, la réponse est négative", shown)
    assert re.search(r"\n.*q\d+ .* direct .* Sergueï Lavrov ", shown)
    assert re.search(r"\nClaims\nc01 q\d+ ", shown)


def test_show_keeps_every_character_of_an_article(raw: Path) -> None:
    for path in raw.glob("*.txt"):
        shown = ANSI.sub("", claimx("show", path).stdout).split("\nQuotations")[0]
        unmarked = re.sub(r"⟦q\d+ |⟧", "", shown)
        assert "".join(unmarked.split()) == "".join(path.read_text(encoding="utf-8").split())


def test_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    hostile = "\x1b]0;titre\x07\x1b[2J[red]Paul Leroy[/red] a dit : « \x9b31m[link=x]Non[/]\u202e, jamais »."
    path.write_text(hostile, encoding="utf-8")
    shown = claimx("show", path).stdout
    assert "[red]Paul Leroy[/red]" in shown
    assert "[link=x]Non[/]" in ANSI.sub("", shown)
    assert "␛]0;titre␇␛[2J" in shown
    assert not {"\x1b]", "\x1b[2J", "\x07", "\x9b", "\u202e"} & {
        shown[i : i + n] for i in range(len(shown)) for n in (1, 2, 4)
    }


def test_hostile_file_name_is_shown_as_text(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2J[red].txt").write_bytes(b"\0")
    result = claimx("extract", tmp_path, "--out", tmp_path / "out")
    assert "a␛[2J[red].txt: binary" in result.stderr


def test_safe_leaves_french_alone() -> None:
    text = "« Été », dit-il\u00a0: «\u202fœuvre\u202f» – 5 €…\n\tFin."
    assert safe(text) == text
    assert safe("a\r\nb\rc") == "a\nb\nc"


def test_show_of_a_bad_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.4")
    result = claimx("show", tmp_path / "a.txt")
    assert result.exit_code == 1
    assert "a.txt: binary: it looks like a PDF" in result.stderr


def test_evaluate_prints_figures_as_tables_and_json(root: Path, tmp_path: Path) -> None:
    gold = root / "tests" / "gold"
    result = claimx("evaluate", gold)
    assert result.exit_code == 0, result.stderr
    assert "IoU ≥ 0.8" in result.stdout
    figures = json.loads(claimx("evaluate", gold, "--json").stdout)
    assert 0 < figures["quotations"]["iou80"]["f1"] <= 1
    listed = claimx("evaluate", gold, "--errors").stdout
    assert all(error["category"].upper() in listed for error in figures["errors"])
    floors = tmp_path / "floors.yaml"
    for floor, code in ((0.0, 0), (1.01, 1)):
        floors.write_text(f"floors: {{quotations.iou80.f1: {floor}}}", encoding="utf-8")
        result = claimx("evaluate", gold, "--floors", floors)
        assert result.exit_code == code
        assert ("under its floor" in result.stderr) == bool(code)


def test_version() -> None:
    assert claimx("--version").stdout.strip() == f"claimx {__version__}"


def test_help_answers_at_once_without_heavy_imports() -> None:
    heavy = ("spacy", "pandas", "pyarrow", "numpy", "pydantic", "yaml", "rich")
    code = f"import sys, claimx.cli; print([name for name in {heavy} if name in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip() == "[]"
    )
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        shown = subprocess.run([sys.executable, "-m", "claimx", "--help"], check=True, capture_output=True, text=True)
        seconds.append(time.perf_counter() - started)
    assert "extract" in shown.stdout
    assert min(seconds) < 0.5, seconds


def test_interrupted_run_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("claimx.batches.process_documents", interrupt)
    monkeypatch.setattr(sys, "argv", ["claimx", "extract", str(tmp_path), "--out", str(tmp_path / "out"), "--quiet"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 130
    assert "interrupted" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "out"]


def test_an_empty_output_folder_is_a_wrong_call(raw: Path) -> None:
    result = claimx("extract", raw, "--out", "")
    assert result.exit_code == 2
    assert "empty" in result.stderr


def test_show_survives_an_ascii_terminal(raw: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "claimx", "show", str(raw / "002_effcea0aaddc89e1.txt")]
    shown = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    assert "Sergue\\xef Lavrov" in shown.stdout


@pytest.mark.parametrize(
    ("shell", "code", "told"),
    [
        ("extract - --out out <&-", 1, "-: can't be read: standard input is closed; give a file"),
        ("show - <&-", 1, "can't be read: standard input is closed; give a file"),
        ("codebook schema >/dev/full", 2, "the output can't be written (No space left on device)"),
        ("show - <article.txt >/dev/full", 2, "the output can't be written (No space left on device)"),
        ("extract article.txt --out out >/dev/full", 2, "the output can't be written (No space left on device)"),
        ("extract article.txt --out out --log-json /dev/full", 2, "/dev/full: can't be written (No space left on dev"),
        ("show article.txt --max-mb 1000000 >/dev/null", 0, ""),
        ("extract - --out out --max-mb 1000000 <article.txt >/dev/null", 0, ""),
    ],
)
def test_odd_streams_are_told(tmp_path: Path, shell: str, code: int, told: str) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    ended = subprocess.run(
        f'"{sys.executable}" -m claimx {shell}', shell=True, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ended.returncode == code, ended.stderr
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "ignored" not in ended.stderr


def test_no_columns_and_no_utf8_lose_nothing(raw: Path) -> None:
    environment = {**os.environ, "COLUMNS": "0", "PYTHONIOENCODING": "ascii"}
    call = [sys.executable, "-m", "claimx"]
    shown = subprocess.run(
        [*call, "show", str(raw / "002_effcea0aaddc89e1.txt")], env=environment, capture_output=True, check=True
    )
    assert b"Claims" in shown.stdout
    schema = subprocess.run([*call, "codebook", "schema"], env=environment, capture_output=True, check=True)
    assert json.loads(schema.stdout)


def test_a_name_cant_pass_for_a_line_of_ours(tmp_path: Path) -> None:
    (tmp_path / "a\nclaimx: all is well.txt").write_bytes(b"\0")
    assert "a␊claimx: all is well.txt: binary" in claimx("extract", tmp_path, "--out", tmp_path / "out").stderr
