"""What is fuzzed: each target takes bytes, hands them to one reader or stage, and raises where a promise is broken.

Readers get the bytes as a file (or a good file with the bytes' changes in it), stages get the text or the parsed
document that the bytes stand for. Refusing is fine where a reader says so with its own error; anything else a target
raises is a finding. ``tests/findings`` holds what was found, ``benchmarks/fuzz.py`` looks for more.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from spacy.tokens import Doc

import properties
from claimx.corpus import Corpus, Fields, NothingToReadError, Source, UndecodableError, decode, read
from fuzz_words import CUES, DEPS, LINES, MARKS, MORPHS, ODD, POS, STOPS, WORDS, Choices, text_of

if TYPE_CHECKING:
    from spacy.language import Language

_FIELDS: Final = Fields("text", "id", "date", "title")
_MOST_TOKENS: Final = 120


@dataclass(frozen=True)
class Target:
    """A reader or stage: ``run`` raises if a promise is broken, ``seeds`` are good inputs to start from."""

    run: Callable[[bytes], None]
    seeds: tuple[bytes, ...] = ()
    slow: bool = False
    """Takes milliseconds, not microseconds."""


# ---- readers ----


@cache
def _scratch() -> Path:
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="claimx-fuzz-", dir=memory if memory.is_dir() else None))


def _file(data: bytes, suffix: str) -> Path:
    path = _scratch() / f"{os.getpid()}{suffix}"
    path.write_bytes(data)
    return path


def bytes_to_text(data: bytes) -> None:
    """Bytes become text that can be stored, or are refused."""
    try:
        text = decode(data)
    except UndecodableError as error:
        assert str(error)
        return
    text.encode("utf-8")


def text_file(suffix: str, data: bytes) -> None:
    """A file of one document is read, skipped or failed, with the reason."""
    _check_document(Source("x", _file(data, suffix)))


def record_file(suffix: str, data: bytes) -> None:
    """Each row of a file of many documents is read, skipped or failed; a file that can't be opened is refused."""
    path = _file(data, suffix)
    try:
        corpus = Corpus([path], _FIELDS)
    except NothingToReadError as error:
        assert path.name in str(error)
        return
    seen = set()
    for number, source in enumerate(corpus):
        _check_document(source)
        assert source.document_id not in seen, "an id is there twice"
        seen.add(source.document_id)
        assert number < 100_000


def _check_document(source: Source) -> None:
    document = read(source)
    assert document.status in ("ok", "skipped", "failed")
    assert bool(document.error) == (document.status != "ok")
    for value in (document.text, document.title, document.document_id, document.error):
        (value or "").encode("utf-8")
    assert document.status != "ok" or document.text.strip()


def _rows() -> list[dict[str, Any]]:
    texts = ["« Nous irons », a dit Marie.", "", "Deux\nlignes « avec »", "é" * 40]
    return [
        {"id": f"n{number}", "text": text, "date": "2021-12-03", "title": "Un titre"}
        for number, text in enumerate(texts)
    ]


def _jsonl() -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in _rows()).encode()


def _csv() -> bytes:
    lines = ["id,text,date,title", *(f'{row["id"]},"{row["text"]}",{row["date"]},{row["title"]}' for row in _rows())]
    return "\n".join(lines).encode()


def _parquet(compression: str) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(_rows()), buffer, compression=compression)
    return buffer.getvalue()


def _zstd(data: bytes) -> bytes:
    return bytes(pa.compress(data, codec="zstd", asbytes=True))


_PAGE: Final = (
    "<html><head><title>Un titre</title><meta property='article:published_time' content='2021-12-03'></head><body>"
    "<article><h1>Un titre</h1><p>« Nous irons », a dit Marie Dupont à la presse réunie.</p><p>La suite viendra plus "
    "tard, selon elle, et personne n'en doute ici.</p></article></body></html>"
).encode()


# ---- files of users ----


def codebook(data: bytes) -> None:
    """A codebook is read or refused with its faults."""
    from claimx.lexicon.codebook import load_codebook
    from claimx.lexicon.errors import LexiconError

    path = _file(data, ".yaml")
    try:
        load_codebook(path)
    except LexiconError as error:
        assert path.name in str(error)


def actors(data: bytes) -> None:
    """A file of actors is read or refused with its faults."""
    from claimx.lexicon.errors import LexiconError
    from claimx.lexicon.user_files import read_user_files

    path = _file(data, ".yaml")
    try:
        read_user_files([path])
    except LexiconError as error:
        assert path.name in str(error)


def gold(data: bytes) -> None:
    """A gold file is read or refused."""
    from claimx.evaluate.gold import GoldError, read_document

    path = _file(data, ".gold.yaml")
    path.with_name("a.txt").write_text("« Nous irons », a dit Marie. Paul refuse.\n", encoding="utf-8")
    try:
        read_document(path)
    except GoldError as error:
        assert str(error)


def corrections(data: bytes) -> None:
    """An export of Label Studio is read or refused."""
    from claimx.export.corrections import read_corrections
    from claimx.export.tables import ExportError

    path = _file(data, ".json")
    try:
        read_corrections(path)
    except ExportError as error:
        assert path.name in str(error)


def filters(data: bytes) -> None:
    """A filter is understood or refused."""
    from claimx.export.tables import ExportError
    from claimx.export.where import parse
    from claimx.store import TABLES

    try:
        parse(data.decode("utf-8", "replace"), TABLES)
    except ExportError as error:
        assert "--where" in str(error)


def tables(data: bytes) -> None:
    """Tables are read or refused; what is damaged is never taken for good rows by an exception of Arrow's."""
    from claimx.store import OutputError, read_tables

    folder = _scratch() / f"{os.getpid()}-tables"
    folder.mkdir(exist_ok=True)
    good = _good_tables()
    for name, content in good.items():
        (folder / f"{name}.parquet").write_bytes(content)
    (folder / "claims.parquet").write_bytes(data)
    try:
        read_tables(folder)["claims"].to_pylist()
    except OutputError as error:
        assert "claims.parquet" in str(error) or "different runs" in str(error), error


@cache
def _good_tables() -> dict[str, bytes]:
    import hostile

    with tempfile.TemporaryDirectory() as folder:
        hostile.write(Path(folder))
        return {path.stem: path.read_bytes() for path in Path(folder).glob("*.parquet")}


_ROOT: Final = Path(__file__).parents[1]
_LEXICON: Final = _ROOT / "src" / "claimx" / "lexicon" / "data"
_ACTORS: Final = b"""
actors:
  - {id: jean-petit, name: Jean Petit, kind: person, gender: m, aliases: [Petit], country: france}
  - {id: parti-bleu, name: Parti bleu, kind: organization, adjectives: [bleu]}
offices:
  - {office: minister, of: france, holder: jean-petit, from: 2021-01, to: 2022}
titles:
  - {office: minister, of: france, titles: [grand argentier]}
given_names: {m: [Yann], f: [Awa]}
"""
_CODEBOOK: Final = """
codebook: mine
title: {fr: Impôts, en: Taxes}
scope: [impôt, taxe]
words: {money: [argent, euro]}
issues:
  - {id: tax, fr: impôt sur la fortune, en: wealth tax, article: le, patterns: [impôt fortune, taxe ...2 $money],
     inverse: [sans|aucun impôt]}
""".encode()
_TASKS: Final = json.dumps(
    [{"id": 1, "data": {"text": "« Oui », dit Paul.", "document_id": "a"}, "annotations": [{"result": [
        {"id": "r1", "type": "labels", "from_name": "label", "to_name": "text",
         "value": {"start": 2, "end": 5, "text": "Oui", "labels": ["direct"]}},
        {"id": "r2", "type": "labels", "from_name": "label", "to_name": "text",
         "value": {"start": 13, "end": 17, "text": "Paul", "labels": ["source"]}},
        {"type": "relation", "from_id": "r1", "to_id": "r2", "direction": "right", "labels": ["source"]}]}]}]
).encode()  # fmt: skip
_FILTER: Final = (
    b"claimant_name contains dupont and (confidence >= 0.8 or polarity in (positive, negative)) and date is null"
)


# ---- stages ----


def layout(data: bytes) -> None:
    """Lines, paragraphs and date of any text."""
    properties.check_layout(text_of(data))


def sentences(data: bytes) -> None:
    """Sentences of any text."""
    properties.check_sentences(text_of(data))


def marks(data: bytes) -> None:
    """Quoted regions of any text."""
    properties.check_regions(text_of(data))


@cache
def _chain() -> Language:
    import claimx

    return claimx.load()


def chain(data: bytes) -> None:
    """The whole chain, model included, over any text."""
    text = text_of(data)
    doc = _chain()(text)
    assert doc.text == text
    properties.check_doc(doc)


def article(data: bytes) -> None:
    """An article as a run reads it, typography made plain on the way: offsets count in the text as it was."""
    from claimx.batches import process

    text = text_of(data)
    (found,) = process([Source("x", text=text)], _chain())
    assert found.document.status != "failed", found.document.error
    properties.check_quotations(found.document.text, found.quotations)
    properties.check_claims(found.document.text, found.claims, found.quotations)


def parsed(data: bytes) -> None:
    """The three stages behind the model over what no model would say: words with any tags, heads and sentences."""
    nlp = _chain()
    doc = made_up(nlp, data)
    for name in ("claimx_quotations", "claimx_speakers", "claimx_claims"):
        doc = nlp.get_pipe(name)(doc)
    properties.check_doc(doc)


_KINDS: Final[Sequence[Sequence[str]]] = (WORDS, WORDS, WORDS, WORDS, CUES, CUES, CUES, MARKS, MARKS, STOPS, LINES, ODD)


def made_up(nlp: Language, data: bytes) -> Doc:
    """Return the parsed document that bytes stand for: three to seven choices a token."""
    choices = Choices(data)
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[tuple[str, str, str]] = []
    heads: list[int] = []
    starts: list[bool] = []
    while choices and len(words) < _MOST_TOKENS:
        word = choices.of(choices.of(_KINDS))
        if not word:
            continue
        shape = choices.number(64)
        words.append(word)
        spaces.append(bool(shape & 3) and not word.isspace())
        starts.append(not shape & 60)
        tags.append((choices.of(POS), choices.of(DEPS), choices.of(MORPHS)))
        heads.append(choices.number(16) - 8)
    doc = Doc(nlp.vocab, words=words, spaces=spaces)
    doc = nlp.get_pipe("claimx_sentences")(doc)
    if not words:
        return doc
    begins = [at for at in range(len(words)) if at == 0 or doc[at].is_sent_start or starts[at]]
    bounds = [
        (low, high) for low, high in zip(begins, [*begins[1:], len(words)], strict=True) for _ in range(low, high)
    ]
    lemmas = [nlp.vocab[word.lower().removesuffix("nt").removesuffix("e")].text for word in words]
    return Doc(
        nlp.vocab,
        words=words,
        spaces=spaces,
        pos=[pos for pos, _, _ in tags],
        deps=[dep for _, dep, _ in tags],
        morphs=[morph for _, _, morph in tags],
        lemmas=lemmas,
        heads=[_head(at + offset, at, *bounds[at]) for at, offset in enumerate(heads)],
        user_data=doc.user_data,
    )


def _head(wanted: int, own: int, low: int, high: int) -> int:
    """A head within the sentence, and none that leads in a ring: the first token is the root of what hangs left."""
    if not low <= wanted < high or wanted > own:
        return low
    return wanted


_ENCODED: Final = tuple(
    "« Déjà vu », dit l'élève à Noël.".encode(code) for code in ("utf-8", "cp1252", "utf-16", "mac-roman", "cp850")
)
_GOLD: Final = tuple(path.read_bytes() for path in sorted((_ROOT / "tests" / "gold").glob("0*.yaml")))

TARGETS: Final[Mapping[str, Target]] = {
    "bytes": Target(bytes_to_text, _ENCODED),
    "txt": Target(partial(text_file, ".txt"), ("« Déjà vu »".encode(), b"%PDF-", b"\xff\xfea\0")),
    "html": Target(partial(text_file, ".html"), (_PAGE,), slow=True),
    "jsonl": Target(partial(record_file, ".jsonl"), (_jsonl(),)),
    "csv": Target(partial(record_file, ".csv"), (_csv(), _csv().replace(b",", b";"))),
    "parquet": Target(partial(record_file, ".parquet"), (_parquet("none"), _parquet("zstd"))),
    "jsonl.gz": Target(partial(record_file, ".jsonl.gz"), (gzip.compress(_jsonl(), mtime=0),)),
    "jsonl.zst": Target(partial(record_file, ".jsonl.zst"), (_zstd(_jsonl()),)),
    "codebook": Target(codebook, (_CODEBOOK,), slow=True),
    "actors": Target(actors, (_ACTORS,)),
    "gold": Target(gold, _GOLD, slow=True),
    "corrections": Target(corrections, (_TASKS,)),
    "where": Target(filters, (_FILTER,)),
    "tables": Target(tables, (), slow=True),
    "layout": Target(layout, ("\1Publié le 3 décembre 2021\nUn titre\n- « Oui »".encode(), b"\4date 2021-12 Le pont")),
    "sentences": Target(sentences, ("\4M. Dupont arrive. « Oui. » dit-il… Non !".encode(),)),
    "marks": Target(marks, ('\4« a “b” "c" +d+ »\n« e'.encode(),)),
    "parsed": Target(parsed, (), slow=True),
    "article": Target(article, ("\4« J\u00a0irai », dit Marie\u200b. Paul nie l’accord.".encode(),), slow=True),
    "chain": Target(chain, ("\4« Nous irons », a dit Marie Dupont. Paul refuse l'accord.".encode(),), slow=True),
}  # fmt: skip


def seeds(name: str) -> tuple[bytes, ...]:
    """Return good inputs of a target."""
    return (_good_tables()["claims"],) if name == "tables" else TARGETS[name].seeds
