"""The table of hostile and broken input: how each is made, and what must come of it.

Each case lies in a folder beside two good articles, which must be read whatever the case is.
"""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import os
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

Make = Callable[[Path], None]

GOOD = (
    "« Le port fermera en mai », a annoncé Marie Dupont. Selon la préfecture, les pêcheurs ne seront pas indemnisés.\n"
)
ARTICLE = (
    "Le maire de Brest a déclaré hier que « l'été sera chaud » à l'Élysée.\n"
    "« Nous n'avons pas été prévenus », a-t-il ajouté, d'après la préfecture.\n"
)
ENGLISH = (
    "The minister said on Tuesday that the bridge would stay closed until the spring, and that the city had no money"
    " to repair it. “We have waited for years,” she told reporters, “and nobody has come to help us.”\n"
)
GERMAN = (
    "Der Minister sagte am Dienstag, dass die Brücke bis zum Frühjahr geschlossen bleibe und die Stadt kein Geld habe,"
    " um sie zu reparieren. „Wir warten seit Jahren“, sagte sie den Journalisten, „und niemand ist gekommen.“\n"
)
SPANISH = (
    "La ministra dijo el martes que el puente seguiría cerrado hasta la primavera y que la ciudad no tenía dinero para"
    " repararlo. «Llevamos años esperando», dijo a los periodistas, «y nadie ha venido a ayudarnos».\n"
)
RUSSIAN = (
    "Министр заявила во вторник, что мост останется закрытым до весны и что у города нет денег на его ремонт. «Мы ждём"
    " уже много лет, — сказала она журналистам, — и никто не пришёл нам на помощь», сообщает агентство.\n"
)
ARABIC = "قالت الوزيرة يوم الثلاثاء إن الجسر سيبقى مغلقا حتى الربيع وإن المدينة لا تملك المال لإصلاحه منذ سنوات.\n"
CHINESE = (
    "部长星期二表示，这座桥将关闭到春天，市政府没有钱修理它。她对记者说：“我们已经等了很多年，没有人来帮助我们。”\n"
)


OTHER = "*"
LAST = "$"


@dataclass(frozen=True)
class Case:
    """What lies in the folder, and for each document of it the status and words of its error.

    ``OTHER`` are all documents not named, ``LAST`` the last one of a file whose others are all read.
    """

    name: str
    make: Make
    expected: Mapping[str, tuple[str, str]]
    options: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    needs: str = ""
    """Package of an extra."""


def _file(name: str, data: bytes) -> Make:
    def make(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return make


def text(
    name: str, data: bytes | str, status: str = "ok", error: str = "", *options: str, reads: str | None = None
) -> Case:
    """Return the case of one text file."""
    content = data.encode() if isinstance(data, str) else data
    texts = {} if reads is None else {"m.txt": reads}
    return Case(name, _file("m.txt", content), {"m.txt": (status, error)}, options, texts)


def _chance() -> random.Random:
    return random.Random(7)


def _ocr(source: str) -> str:
    chance = _chance()
    wrong = [lambda _: chance.choice("il1|I0O.,'~^"), lambda c: c + " ", lambda _: "", lambda c: c + "-\n"]
    return "".join(chance.choice(wrong)(char) if chance.random() < 0.15 else char for char in source)


ENCODINGS = [
    *(
        text(f"in {name}", ARTICLE.encode(name), reads=ARTICLE)
        for name in "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 cp1252 iso8859-15 mac-roman cp850".split()
    ),
    text("UTF-16 big-endian with its mark", b"\xfe\xff" + ARTICLE.encode("utf-16-be"), reads=ARTICLE),
    text("UTF-32 big-endian with its mark", b"\0\0\xfe\xff" + ARTICLE.encode("utf-32-be"), reads=ARTICLE),
    text("two byte order marks", b"\xef\xbb\xbf\xef\xbb\xbf" + ARTICLE.encode(), reads="\ufeff" + ARTICLE),
    text("mark of UTF-16 before UTF-8", b"\xff\xfe" + ARTICLE.encode() + b"x", "failed", "damaged UTF-16"),
    text("a mark and nothing else", b"\xef\xbb\xbf", "skipped", "empty"),
    text("UTF-8 read as cp1252 and saved", ARTICLE.encode().decode("cp1252", "replace")),
    text("one bad byte in UTF-8", ARTICLE.encode() + b"\xff", "failed", "damaged UTF-8: invalid start byte at byte"),
    text("UTF-8 cut within a letter", ARTICLE.encode() + b"\xc3", "failed", "repair it or save it again as UTF-8"),
    text("lone surrogate in UTF-8", ARTICLE.encode() + b"\xed\xa0\x80", "failed", "damaged UTF-8"),
    text("overlong UTF-8", ARTICLE.encode() + b"\xc0\xaf", "failed", "damaged UTF-8"),
    text("UTF-16 cut within a letter", ARTICLE.encode("utf-16")[:-1], "failed", "damaged UTF-16"),
    text("Russian in KOI8-R", RUSSIAN.encode("koi8-r", "ignore"), "failed", "save it as UTF-8"),
    text(
        "Japanese in Shift JIS",
        "橋は春まで閉鎖されると大臣は述べた。".encode("shift-jis"),
        "failed",
        "save it as UTF-8",
    ),
    text("EBCDIC", ARTICLE.encode("cp500"), "failed", ""),
]

CHARACTERS = [
    text("nothing", b"", "skipped", "empty"),
    text("blanks", "\u00a0 \t\r\n\u2009\u3000", "skipped", "only blanks"),
    text(
        "every line end",
        ARTICLE.replace(" ", "\r\n", 3).replace(" ", "\r", 2).replace(" ", "\u2028\x0b\x0c\x85\u2029", 1),
    ),
    text("line ends of old Macintoshes", ARTICLE.replace("\n", "\r"), reads=ARTICLE.replace("\n", "\r")),
    text("a NUL", ARTICLE.encode() + b"\0", "failed", "zero bytes; convert it to plain text first"),
    text("some control characters", "\x07" + ARTICLE + "\x1b[2J\x7f"),
    text("control characters throughout", "\x01\x02".join(ARTICLE), "failed", "control characters"),
    text("terminal escapes", "\x1b]0;x\x07\x1b[31m" + ARTICLE),
    text(
        "10 MB on one line", b"mot " * 2_500_000, "failed", "10.0 MB, over the limit of 1 MB for one document (--max-mb"
    ),
    text("100 kB on one line", GOOD.strip() * 900),
    text("one word of 100 kB", "a" * 100_000),
    text("one word of 100 kB within a quotation", f"« {'é' * 50_000} », a dit Paul Leroy.\n"),
    text("100,000 blank lines", "\n" * 50_000 + ARTICLE + "\r\n" * 50_000),
    text("2,000 paragraphs of a word", "Oui.\n" * 2_000),
    text("10,000 open quotation marks", "« " * 10_000),
    text("10,000 straight marks", '"' * 10_000),
    text("10,000 open marks with words", "« oui " * 10_000),
    text("1,000 nested quotations", "« oui " * 1_000 + "», a dit Paul " * 1_000),
    text("1,000 nested quotations in marks of two kinds", "« a “ b " * 500 + "” c » " * 500 + ", a dit Paul Leroy."),
    text("marks closed before they open", "» oui « " * 1_000),
    text("only marks", "«»“”„‟\"'‹›‘’‚‛—–-+…" * 200),
    text("1,000 cues", "a dit que " * 1_000),
    text("1,000 sources", "selon " * 1_000),
    text("1,000 dashes of dialogue", "— Oui, dit-il.\n" * 1_000),
    text("1,000 brackets", "(" * 1_000 + ARTICLE + ")" * 1_000),
    text("combining characters without end", "".join(char + "\u0301\u0323\u0489" * 20 for char in ARTICLE)),
    text("10,000 combining characters on a letter", "e" + "\u0301" * 10_000 + ARTICLE),
    text(
        "decomposed accents",
        "« Ce projet a e\u0301te\u0301 refuse\u0301 », a de\u0301clare\u0301 la ministre Marie Dupont.\n",
    ),
    text("emoji", "« 👩‍👩‍👧 🇫🇷 ❤️ bravo 🦊 », a écrit Marie Dupont 🎉.\n" * 5),
    text("right to left among French", "« \u202eabc\u202c oui », a dit \u200fقال\u200e Paul Leroy.\n" + ARTICLE),
    text("zero-width characters", "\u200b".join(ARTICLE) + "\u200d\u2060\ufeff" + ARTICLE),
    text("soft hyphens", ARTICLE.replace("e", "e\u00ad")),
    text("odd blanks", ARTICLE.replace(" ", "\u2003").replace("« ", "«\u202f")),
    text("noncharacters and private use", ARTICLE + "\ufdd0\uffff\U0010ffff\ue000\U000e0041"),
    text("mathematical letters", "« 𝓞𝓾𝓲 𝟙𝟚 », a dit 𝐏𝐚𝐮𝐥 Leroy. " + ARTICLE),
    text("capitals", ARTICLE.upper()),
    text("numbers", "12 345,67 € 89 % 10/12/2021\n" * 300),
    text(
        "dates that aren't any", "Le 99 mai 20210, le 31/02/2021 et l'an 1e999, « non » a dit hier demain Paul.\n" * 20
    ),
]

LANGUAGES = [
    *(
        text(f"in {name}", 3 * sample, "skipped", f"in another language than French (ISO 639: {code}); --any-language")
        for name, code, sample in (
            ("English", "en", ENGLISH),
            ("German", "de", GERMAN),
            ("Spanish", "es", SPANISH),
            ("Russian", "ru", RUSSIAN),
            ("Arabic", "ar", ARABIC),
        )
    ),
    text("in Chinese", 6 * CHINESE, "skipped", "in another language than French"),
    text("English with --any-language", 3 * ENGLISH, "ok", "", "--any-language"),
    text("Chinese with --any-language", 6 * CHINESE, "ok", "", "--any-language"),
    text("too little English to be sure", "The bridge is closed."),
    text("English with a French paragraph", 3 * ENGLISH + GOOD + 3 * ENGLISH),
    text(
        "French with English quotations",
        "La ministre a répondu dans la soirée :\n" + 2 * ENGLISH + "Elle n'a pas été plus loin.\n",
    ),
]

SHAPES = [
    text("HTML as text", f"<html><body onload='alert(1)'><p>{ARTICLE}</p><script>x()</script>{'<div>' * 500}</body>"),
    text(
        "Markdown",
        f"# Titre\n\n> {ARTICLE}\n* **« Oui »**, a dit [Paul](javascript:alert(1))\n\n```\ncode\n```\n|a|b|\n|--|--|\n",
    ),
    text("bad OCR", _ocr(20 * ARTICLE)),
    text("letters apart", " ".join(5 * ARTICLE)),
    text("JSON as text", json.dumps({"text": ARTICLE})),
    text("a table as text", "nom;dit\nPaul;« oui »\n" * 100),
    text("source code", "def f(x):\n    return 'a dit' if x else \"« non »\"  # selon lui\n" * 30),
    text("base64", base64.b64encode(_chance().randbytes(3000))),
    text("formulas of spreadsheets", '=HYPERLINK("http://evil.example";"a dit")\n@SUM(1)\n+1\n-1\n' + ARTICLE),
    text("random bytes", _chance().randbytes(4000), "failed", "binary"),
    text("a PDF", b"%PDF-1.7\n" + ARTICLE.encode(), "failed", "it looks like a PDF; convert it to plain text first"),
    text("an office document", b"PK\x03\x04word/document.xml", "failed", "an office document"),
    text("RTF", "{\\rtf1 " + ARTICLE, "failed", "an RTF document"),
    text("a gzip archive named .txt", gzip.compress(ARTICLE.encode()), "failed", "a gzip archive"),
    text("a Parquet file named .txt", b"PAR1" + bytes(20), "failed", "a Parquet file"),
]


def _lines(*rows: object) -> bytes:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows).encode()


def _rows(count: int) -> list[dict[str, str]]:
    return [{"id": f"r{number}", "text": f"{GOOD.strip()} {number**7}"} for number in range(count)]


def rows(
    name: str,
    file: str,
    data: bytes,
    expected: Mapping[str, tuple[str, str]],
    *options: str,
    reads: Mapping[str, str] | None = None,
) -> Case:
    """Return the case of one record file with the columns ``text`` and ``id``."""
    columns = ("--text-column", "text", "--id-column", "id")
    return Case(name, _file(file, data), expected, (*columns, *options), reads or {})


def _zstd(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    compressed: bytes = sink.getvalue().to_pybytes()
    return compressed


def _parquet(table: pa.Table, damage: Callable[[bytearray], None] | None = None, **options: object) -> bytes:
    sink = io.BytesIO()
    pq.write_table(table, sink, **options)
    data = bytearray(sink.getvalue())
    if damage is not None:
        damage(data)
    return bytes(data)


def _zero_a_page(data: bytearray) -> None:
    """Zero what lies behind the head of the second row group's first page."""
    metadata = pq.read_metadata(io.BytesIO(bytes(data)))
    column = metadata.row_group(1).column(1)
    start = column.dictionary_page_offset or column.data_page_offset
    data[start + 4 : start + column.total_compressed_size] = bytes(column.total_compressed_size - 4)


def _csv(*rows: list[str], encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    sink = io.StringIO()
    csv.writer(sink, delimiter=delimiter).writerows([["id", "text"], *rows])
    return sink.getvalue().encode(encoding)


OK = ("ok", "")
HEAD = b"id,text\n"
FEW = _rows(3)
SURROGATES = '{"id": "s", "text": "\\ud83d oui \\udc00, « non », a dit Paul Leroy."}'
INVALID = pa.Array.from_buffers(
    pa.string(), 2, [None, pa.py_buffer(b"\0\0\0\0\3\0\0\0\6\0\0\0"), pa.py_buffer(b"Oui\xff\xfe\xfd")]
)

RECORDS = [
    rows(
        "JSON lines cut off",
        "m.jsonl",
        _lines(*FEW)[:-9],
        {"r0": OK, "r1": OK, "m.jsonl#000000003": ("failed", "line 3, column")},
    ),
    rows(
        "JSON lines with bad ones",
        "m.jsonl",
        _lines(
            FEW[0],
            '{"id": "x", "text": ',
            "[1]",
            '{"id": "n", "text": 5}',
            "null",
            "\udcff".encode("utf-8", "surrogatepass").decode("latin-1"),
            FEW[1],
        )
        + b'{"id": "b", "text": "\xff"}\n',
        {
            "r0": OK,
            "m.jsonl#000000002": ("failed", "line 2, column 22: no JSON (Expecting value); correct or remove the line"),
            "m.jsonl#000000003": ("failed", "line 3: no JSON object; each line must be one"),
            "n": ("failed", "row 4: column 'text' holds no text, but a number; name another with --text-column"),
            "m.jsonl#000000005": ("failed", "line 5: no JSON object"),
            "m.jsonl#000000006": ("failed", "line 6, column 1: no JSON"),
            "r1": OK,
            "m.jsonl#000000008": ("failed", "line 8: no UTF-8 (invalid start byte at byte 21); save the file as UTF-8"),
        },
    ),
    rows(
        "JSON nested too deeply",
        "m.jsonl",
        _lines(FEW[0], '{"id": ' + "[" * 100_000, FEW[1]),
        {"r0": OK, "r1": OK, "m.jsonl#000000002": ("failed", "line 2")},
    ),
    rows(
        "a number too long",
        "m.jsonl",
        _lines('{"id": ' + "9" * 5_000 + ', "text": "a"}', FEW[1]),
        {"r1": OK, "m.jsonl#000000001": ("failed", "line 1: no JSON that can be read")},
    ),
    rows(
        "odd values for ids",
        "m.jsonl",
        _lines('{"id": 1e999, "text": "Oui."}', '{"id": [1], "text": "Oui."}', '{"id": null, "text": "Oui."}'),
        {"inf": OK, "[1]": OK, "m.jsonl#000000003": OK},
    ),
    rows(
        "lone surrogates in JSON",
        "m.jsonl",
        SURROGATES.encode(),
        {"s": OK},
        reads={"s": "? oui ?, « non », a dit Paul Leroy."},
    ),
    rows("JSON lines in UTF-16", "m.jsonl", _lines(*FEW).decode().encode("utf-16"), {"r0": OK, "r1": OK, "r2": OK}),
    rows(
        "JSON lines with mark and CRLF",
        "m.jsonl",
        b"\xef\xbb\xbf" + _lines(*FEW).replace(b"\n", b"\r\n\r\n"),
        {"r0": OK, "r1": OK, "r2": OK},
    ),
    rows(
        "JSON lines in cp1252",
        "m.jsonl",
        '{"id": "a", "text": "été"}\n'.encode("cp1252") + _lines(FEW[0]),
        {"r0": OK, "m.jsonl#000000001": ("failed", "line 1: no UTF-8")},
    ),
    rows(
        "JSON without texts",
        "m.jsonl",
        _lines({"text": "", "id": "a"}, {"text": None, "id": "b"}, {"id": "c"}),
        dict.fromkeys("abc", ("skipped", "empty")),
    ),
    rows("no line at all", "m.jsonl", b"", {}),
    rows(
        "ids given twice",
        "m.jsonl",
        _lines(*({"id": "a", "text": GOOD} for _ in range(3)), {"id": "z_good.txt", "text": GOOD}),
        {"a": OK, "a~2": OK, "a~3": OK, "z_good.txt~2": OK},
    ),
    rows(
        "ids that are paths",
        "m.jsonl",
        _lines(
            *(
                {"id": name, "text": GOOD}
                for name in ("../../etc/passwd", "/etc/passwd", "a b/ c", "C:\\x", ".", "a\0b", "\u202ex", "\x1b[2J")
            )
        ),
        dict.fromkeys(("../../etc/passwd", "/etc/passwd", "a b/ c", "C:\\x", ".", "a\x00b", "\u202ex", "\x1b[2J"), OK),
    ),
    rows(
        "ids of blanks, of 10,000 characters, of half a character",
        "m.jsonl",
        _lines(
            '{"id": " ", "text": "Oui."}', {"id": "i" * 10_000, "text": "Oui."}, '{"id": "\\ud800", "text": "Oui."}'
        ),
        {"m.jsonl#000000001": OK, "i" * 10_000: OK, "?": OK},
    ),
    rows(
        "gzip cut off",
        "m.jsonl.gz",
        gzip.compress(_lines(*_rows(40)))[:-200],
        {LAST: ("failed", "the file can't be read on after row")},
    ),
    rows(
        "zstd cut off",
        "m.jsonl.zst",
        _zstd(_lines(*({**row, "pad": _chance().randbytes(4000).hex() + row["id"]} for row in _rows(60))))[:-200],
        {LAST: ("failed", "the file can't be read on after row")},
    ),
    rows(
        "gzip with a wrong checksum",
        "m.jsonl.gz",
        gzip.compress(_lines(*FEW))[:-8] + b"\1\2\3\4" + gzip.compress(_lines(*FEW))[-4:],
        {LAST: ("failed", "the file can't be read on after row 3: CRC check failed")},
    ),
    rows(
        "no gzip at all",
        "m.jsonl.gz",
        _lines(*FEW),
        {"m.jsonl.gz#000000001": ("failed", "the file can't be read: Not a gzipped file")},
    ),
    rows("no zstd at all", "m.csv.zst", HEAD, {"m.csv.zst#000000001": ("failed", "the file can't be read: ")}),
    rows("an empty gzip file", "m.jsonl.gz", b"", {}),
    rows(
        "CSV with a mark never closed",
        "m.csv",
        HEAD + b'a,"Oui.\nb,Non.\nc,Peut-\xc3\xaatre.\n',
        {
            "m.csv#000000001": ("failed", "line 2: broken quoting (unexpected end of data); within a cell"),
            "b": OK,
            "c": OK,
        },
    ),
    rows(
        "CSV with marks within cells",
        "m.csv",
        HEAD + b'a,"Il a dit "oui" hier."\nb,"Non."\nc,Il a dit "non".\n',
        {"m.csv#000000001": ("failed", "line 2: broken quoting"), "b": OK, "c": OK},
    ),
    rows(
        "CSV with a stray mark before good rows",
        "m.csv",
        HEAD + b'a,"Oui.\nb,"Non, ""non"".\nDeux."\nc,"Rien."\n',
        {"m.csv#000000001": ("failed", "line 2: broken quoting"), "b": OK, "c": OK},
        reads={"b": 'Non, "non".\nDeux.'},
    ),
    rows(
        "CSV with too many and too few cells",
        "m.csv",
        HEAD + b"a,Oui, non.\nb\nc,Non.\n",
        {
            "m.csv#000000001": (
                "failed",
                "line 2: 3 cells in a row, 2 columns in the heading; put cells that hold ',' in quotation marks",
            ),
            "b": ("skipped", "empty"),
            "c": OK,
        },
    ),
    rows(
        "CSV in cp1252",
        "m.csv",
        _csv(["a", ARTICLE], encoding="cp1252", delimiter=";"),
        {"a": OK},
        reads={"a": ARTICLE},
    ),
    rows(
        "CSV in UTF-16",
        "m.csv",
        _csv(["a", ARTICLE], encoding="utf-16", delimiter="\t"),
        {"a": OK},
        reads={"a": ARTICLE},
    ),
    rows(
        "CSV with a mark of UTF-8 and CRLF",
        "m.csv",
        _csv(["a", ARTICLE], encoding="utf-8-sig"),
        {"a": OK},
        reads={"a": ARTICLE},
    ),
    rows(
        "CSV with one bad byte",
        "m.csv",
        _csv(["a", ARTICLE], ["b", "Oui."]) + b"c,\xff\nd,Non.\n",
        {"a": OK, "b": OK, "m.csv#000000003": ("failed", "line 6: not in utf-8 as the rest"), "d": OK},
    ),
    rows("CSV with a NUL", "m.csv", HEAD + b"a,Oui\0.\n", {"m.csv#000000001": ("failed", "zero bytes")}),
    rows("CSV of a heading", "m.csv", HEAD, {}),
    rows("CSV without line ends", "m.csv", HEAD + b"a,Oui.", {"a": OK}),
    rows("CSV with line ends of old Macintoshes", "m.csv", b"id,text\ra,Oui.\rb,Non.\r", {"a": OK, "b": OK}),
    rows(
        "Parquet cut off",
        "m.parquet",
        _parquet(pa.Table.from_pylist(FEW))[:-30],
        {"m.parquet#000000001": ("failed", "the file can't be read: ")},
    ),
    rows(
        "Parquet with a wrong head",
        "m.parquet",
        b"PAR1" + bytes(100) + b"PAR1",
        {"m.parquet#000000001": ("failed", "the file can't be read: ")},
    ),
    rows(
        "an empty file named .parquet",
        "m.parquet",
        b"",
        {"m.parquet#000000001": ("failed", "the file can't be read: ")},
    ),
    rows(
        "Parquet with a damaged page",
        "m.parquet",
        _parquet(pa.Table.from_pylist(_rows(6)), _zero_a_page, row_group_size=2),
        {"r0": OK, "r1": OK, "r4": OK, "r5": OK, "m.parquet#000000003": ("failed", "rows 3 to 4: damaged (")},
    ),
    rows(
        "Parquet of bytes",
        "m.parquet",
        _parquet(pa.table({"id": ["a"], "text": [b"Oui."]})),
        {"a": ("failed", "row 1: column 'text' holds no text, but a bytes")},
    ),
    rows(
        "Parquet with text that is no UTF-8",
        "m.parquet",
        _parquet(pa.table({"id": ["a", "b"], "text": INVALID})),
        {"a": OK, "m.parquet#000000002": ("failed", "row 2: a value can't be read")},
    ),
    rows(
        "Parquet with dates beyond all years",
        "m.parquet",
        _parquet(pa.table({"id": ["a", "b"], "text": ["Oui.", "Non."], "d": pa.array([0, 2**62], pa.timestamp("ms"))})),
        {"a": OK, "m.parquet#000000002": ("failed", "row 2: a value can't be read")},
        "--date-column",
        "d",
    ),
    rows(
        "Parquet without rows",
        "m.parquet",
        _parquet(pa.table({"id": pa.array([], pa.string()), "text": pa.array([], pa.string())})),
        {},
    ),
]


def page(name: str, data: bytes | str, status: str = "ok", error: str = "") -> Case:
    """Return the case of one web page."""
    content = data.encode() if isinstance(data, str) else data
    return Case(name, _file("m.html", content), {"m.html": (status, error)}, needs="trafilatura")


NONE = ("skipped", "no article found in the page")
ENTITIES = "".join(f"<!ENTITY a{level} '{(f'&a{level - 1};' if level else 'ha') * 10}'>" for level in range(9))
PAGES = [
    page("a page", f"<html><body><nav>Menu</nav><article><p>{5 * ARTICLE}</p></article></body></html>"),
    page(
        "a page in Latin-1",
        f"<html><head><meta charset=iso-8859-1></head><body><p>{5 * ARTICLE}</p>".encode("iso8859-1"),
    ),
    page("a page of broken tags", f"<html><p><b><table><tr>{5 * ARTICLE}</i></x>" + "<p>" * 500),
    page("a page with a NUL", f"<html>\0<body><article>{5 * ARTICLE}</article>"),
    page("a page nested 20,000 deep", "<div>" * 20_000 + ARTICLE, *NONE),
    page("a page of scripts", f"<script>{5 * ARTICLE}</script>", *NONE),
    page("a page whose entities swell", f"<!DOCTYPE x [{ENTITIES}]><html><body><p>&a8;</p>", *NONE),
    page("a page of open comments", "<!--" * 50_000, *NONE),
    page("a page of half characters", "&#xD800;&#0;&amp" * 2_000, *NONE),
    page("a page with 100,000 attributes", "<p " + "a=1 " * 100_000, *NONE),
    page("a page of bytes", bytes(range(256)) * 20, *NONE),
    page("an empty page", "", "skipped", "empty"),
]


def _links(folder: Path) -> None:
    (folder / "to_file.txt").symlink_to(folder / "a_good.txt")
    (folder / "to_nothing.txt").symlink_to(folder / "nothing.txt")
    (folder / "ring1.txt").symlink_to("ring2.txt")
    (folder / "ring2.txt").symlink_to("ring1.txt")
    (folder / "up").symlink_to(folder)
    (folder / "itself.txt").symlink_to("itself.txt")


def _special(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    (folder / "folder.txt").mkdir()
    (folder / "folder.txt" / "inner.TXT").write_text(GOOD, encoding="utf-8")
    (folder / ".hidden.txt").write_text(GOOD, encoding="utf-8")
    (folder / "null.txt").symlink_to("/dev/null")
    (folder / "notes.docx").write_bytes(b"PK\x03\x04")


def _names(folder: Path) -> None:
    for name in ODD_NAMES:
        (folder / name).write_text(GOOD, encoding="utf-8")


def _deep(folder: Path) -> None:
    """A folder so deep that its path is longer than the system takes in one call."""
    descriptor = os.open(folder, os.O_RDONLY)
    for _ in range(30):
        os.mkdir("d" * 200, dir_fd=descriptor)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = below
    file = os.open("m.txt", os.O_WRONLY | os.O_CREAT, dir_fd=descriptor)
    os.write(file, GOOD.encode())
    os.close(file)
    os.close(descriptor)


ODD_NAMES = (
    "-rf.txt",
    "a b.txt",
    "é.txt",
    "e\u0301.txt",
    "a\nb.txt",
    "[red].txt",
    "\x1b[2J.txt",
    "n" * 250 + ".txt",
    "$(x).txt",
    "CON.txt",
    "\u202etxt.txt",
)

FILES = [
    Case(
        "links, to nothing and in rings",
        _links,
        {
            "to_file.txt": OK,
            "to_nothing.txt": ("failed", "No such file or directory; it was moved or removed, or is a link to nowhere"),
            **dict.fromkeys(
                ("ring1.txt", "ring2.txt", "itself.txt"), ("failed", "links lead round in a ring; remove them")
            ),
        },
    ),
    Case("pipes, devices, folders and hidden files", _special, {"folder.txt/inner.TXT": OK}),
    Case("odd names", _names, dict.fromkeys(ODD_NAMES, OK)),
    Case("a path too long", _deep, {OTHER: ("failed", "the folder can't be listed: File name too long")}),
]

CASES = [*ENCODINGS, *CHARACTERS, *LANGUAGES, *SHAPES, *RECORDS, *PAGES, *FILES]
