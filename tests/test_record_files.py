"""Files of many documents: JSON lines, CSV, Parquet, packed or not, with faults in single rows."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from claimx.corpus import Corpus, Fields, NothingToReadError, Source, read
from claimx.store import TABLES
from effort import calls

ROWS: list[dict[str, Any]] = [
    {"text": "Un. «\u00a0Oui\u00a0»,\ndit Paul.", "id": "a", "day": "2021-12-15T10:00:00", "head": "Titre"},
    {"text": "Deux; trois, « quatre ».", "id": "b", "day": "3/2/2020", "head": ""},
    {"text": "", "id": "c", "day": None, "head": None},
]
FIELDS = Fields(id="id", date="day", title="head")


def lines(rows: list[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def write(path: Path) -> Path:
    name = path.name
    if name.endswith(".parquet"):
        pq.write_table(pa.Table.from_pylist(ROWS), path)
    elif ".csv" in name:
        import csv
        import io

        text = io.StringIO()
        writer = csv.DictWriter(text, ["id", "text", "day", "head"], delimiter=";" if "semi" in name else ",")
        writer.writeheader()
        writer.writerows(ROWS)
        data = text.getvalue().encode("utf-8-sig")
        path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    elif name.endswith(".gz"):
        path.write_bytes(gzip.compress(lines(ROWS)))
    elif name.endswith(".zst"):
        with pa.CompressedOutputStream(str(path), "zstd") as stream:
            stream.write(lines(ROWS))
    else:
        path.write_bytes(lines(ROWS))
    return path


@pytest.mark.parametrize(
    "name", ["a.jsonl", "a.JSONL", "a.jsonl.gz", "a.jsonl.zst", "a.csv", "semi.csv", "a.csv.gz", "a.parquet"]
)
def test_rows_are_documents_whatever_the_format(tmp_path: Path, name: str) -> None:
    corpus = Corpus([write(tmp_path / name)], FIELDS)
    assert corpus.total is None
    documents = [read(source) for source in corpus]
    assert [(item.document_id, item.text, item.status) for item in documents] == [
        ("a", ROWS[0]["text"], "ok"),
        ("b", ROWS[1]["text"], "ok"),
        ("c", "", "skipped"),
    ]
    given = [(item.date, item.title) for item in documents]
    assert given == [("2021-12-15", "Titre"), ("2020-02-03", None), (None, None)]
    assert {item.path for item in documents} == {str(tmp_path / name)}
    assert list(corpus) == list(Corpus([tmp_path / name], FIELDS)), "it can be read again"


def test_without_an_id_column_rows_are_numbered(tmp_path: Path) -> None:
    assert [source.document_id for source in Corpus([write(tmp_path / "a.jsonl")])] == [
        "a.jsonl#000000001",
        "a.jsonl#000000002",
        "a.jsonl#000000003",
    ]


def test_ids_given_twice_are_told_apart(tmp_path: Path) -> None:
    rows = [{"id": name, "text": name} for name in ("a", "b", "a", "a~2", "", "a.txt")]
    (tmp_path / "rows.jsonl").write_bytes(lines(rows))
    (tmp_path / "a.txt").write_text("Texte.", encoding="utf-8")
    sources = list(Corpus([tmp_path / "rows.jsonl", tmp_path / "a.txt"], Fields(id="id")))
    ids = [source.document_id for source in sources]
    assert ids == ["a.txt", "a", "b", "a~2", "a~2~2", "rows.jsonl#000000005", "a.txt~2"]


def test_faulty_rows_fail_alone(tmp_path: Path) -> None:
    good = lines([{"text": "Oui."}])
    (tmp_path / "a.jsonl").write_bytes(good + b'{"text": \n[1]\n{"text": 5}\n\xff\n' + good + b'{"other": 1}\n')
    documents = [read(source) for source in Corpus([tmp_path / "a.jsonl"])]
    assert [item.status for item in documents] == ["ok", "failed", "failed", "failed", "failed", "ok", "skipped"]
    assert [(item.error or "").split(":")[0] for item in documents[1:5]] == [
        "line 2, column 11",
        "line 3",
        "row 4",
        "line 5",
    ]


def test_file_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    packed = gzip.compress(lines([{"text": f"Texte {number} {number**7}."} for number in range(20_000)]))
    (tmp_path / "a.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    sources = list(Corpus([tmp_path / "a.jsonl.gz"]))
    assert len(sources) > 5_000
    assert [source.error is None for source in sources[-2:]] == [True, False]
    assert "can't be read on" in (sources[-1].error or "")


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.parquet"])
def test_missing_column_is_a_wrong_call(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name)
    with pytest.raises(NothingToReadError, match=r"no column 'body'; there are: .*text.*--text-column"):
        Corpus([path], Fields(text="body"))


def test_folders_are_searched_for_record_files_if_columns_are_named(tmp_path: Path) -> None:
    write(tmp_path / "b.jsonl")
    write(tmp_path / "c.parquet")
    (tmp_path / "a.txt").write_text("Texte.", encoding="utf-8")
    assert [source.document_id for source in Corpus([tmp_path])] == ["a.txt"]
    assert len(list(Corpus([tmp_path], Fields()))) == 7


def test_changed_title_or_date_is_a_change() -> None:
    given = [(title, date) for title in (None, "t") for date in (None, "2021")]
    same = {read(Source("a", text="x", title=title, date=date)).sha256 for title, date in given}
    assert len(same) == 4


def test_pages_need_trafilatura_or_give_their_article(tmp_path: Path) -> None:
    body = "<p>" + "La maire a déclaré que le pont serait rouvert au printemps. " * 8 + "</p>"
    article = f"<nav>Menu</nav><article><h1>Le pont</h1>{body}</article>"
    html = f"<html><head><title>Le pont</title></head><body>{article}</body></html>"
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    (source,) = Corpus([tmp_path])
    document = read(source)
    try:
        import trafilatura  # noqa: F401
    except ImportError:
        assert document.status == "failed"
        assert "claimx[html]" in (document.error or "")
    else:
        assert "La maire a déclaré" in document.text
        assert "Menu" not in document.text
        assert document.title == "Le pont"


def test_rows_without_end_are_left_out_and_the_next_ones_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimx.corpus.rows.LONGEST_ROW", 200)
    long = "x" * 450
    (tmp_path / "a.jsonl").write_bytes(lines([{"text": "Un."}, {"text": long}, {"text": "Deux."}]))
    (tmp_path / "b.csv").write_text(f"text,id\nUn.,1\n{long},2\nDeux.,3\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text('text,id\n"Un.,1\n' + "Deux.,2\n" * 40 + "Trois.,3\n", encoding="utf-8")
    found = {name: [read(source) for source in Corpus([tmp_path / name])] for name in ("a.jsonl", "b.csv", "c.csv")}
    for name, place in (("a.jsonl", "line 2"), ("b.csv", "line 3")):
        assert [item.text for item in found[name]] == ["Un.", "", "Deux."]
        assert (found[name][1].error or "").startswith(f"{place}: ")
    first, *others = found["c.csv"]
    assert (first.error or "").startswith("line 2: broken quoting (the row is longer than")
    assert [item.text for item in others] == 40 * ["Deux."] + ["Trois."]


def test_broken_quoting_takes_time_like_the_file(tmp_path: Path) -> None:
    def work(rows: int) -> int:
        path = tmp_path / f"{rows}.csv"
        path.write_text("text,id\n" + '"Un.,1\nDeux.,2\nTrois.,3\n' * rows, encoding="utf-8")
        return calls(lambda: list(Corpus([path])))

    assert work(800) < 2.5 * work(400)


@pytest.mark.parametrize("name", ["documents.jsonl", "quotations.jsonl", "claims.jsonl"])
def test_tables_of_claimx_within_an_input_are_read_only_if_named(tmp_path: Path, name: str) -> None:
    """``claimx extract in --text-column text --out in/out``, a second time."""
    (tmp_path / "out").mkdir()
    table = TABLES[name.removesuffix(".jsonl")]
    row = {column: "Oui." if column == "text" else None for column in table.names}
    (tmp_path / "out" / name).write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(NothingToReadError, match="only tables that claimx wrote"):
        Corpus([tmp_path], Fields())
    (tmp_path / "a.jsonl").write_text('{"text": "Non."}', encoding="utf-8")
    assert [source.text for source in Corpus([tmp_path], Fields())] == ["Non."]
    assert [source.text for source in Corpus([tmp_path / "out" / name], Fields())] == ["Oui."]


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2021-12-03", "2021-12-03"),
        ("2021-12-03T10:00:00Z", "2021-12-03"),
        ("2021", "2021"),
        ("2021-12-00", "2021-12"),
        ("2021-00-00 00:00:00", "2021"),
        ("0000-00-00", None),
        ("2021-99-99", None),
        ("2021-02-31", None),
        ("3/12/2021", "2021-12-03"),
        ("31/2/2021", None),
    ],
)
def test_only_dates_that_exist_are_dates(tmp_path: Path, given: str, date: str | None) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "Oui.", "d": given}), encoding="utf-8")
    assert [source.date for source in Corpus([tmp_path / "a.jsonl"], Fields(date="d"))] == [date]


def test_a_time_zone_that_there_isnt_fails_its_row(tmp_path: Path) -> None:
    times = pa.array([0], pa.timestamp("us", "Mars/Olympus"))
    pq.write_table(pa.table({"text": ["Oui."], "d": times}), tmp_path / "a.parquet")
    (source,) = Corpus([tmp_path / "a.parquet"], Fields(date="d"))
    assert source.error == "row 1: a value can't be read ('Mars/Olympus'); correct or remove the row"


def test_a_text_said_once_for_many_rows_takes_the_memory_of_one(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": ["a " * 2_000_000] * 100}), tmp_path / "a.parquet", compression="zstd")
    assert (tmp_path / "a.parquet").stat().st_size < 10_000
    sources = iter(Corpus([tmp_path / "a.parquet"]))
    tracemalloc.start()
    length = sum(len(source.text or "") for source in sources)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert length == 400_000_000
    assert most < 40_000_000


def test_a_text_that_a_parquet_file_says_once_is_made_once(tmp_path: Path) -> None:
    texts = pa.array(["a " * 2_000_000, "Oui.", None]).dictionary_encode()
    pq.write_table(pa.table({"text": texts.take(pa.array([0, 1, 0, 2, 0]))}), tmp_path / "a.parquet")
    found = [source.text for source in Corpus([tmp_path / "a.parquet"])]
    assert [text and text[:4] for text in found] == ["a a ", "Oui.", "a a ", "", "a a "]
    assert found[0] is found[2] is found[4]
