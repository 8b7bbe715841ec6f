"""What holds of every text, on made-up ones: nothing raises, places are right, what mustn't matter doesn't."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import fuzz_targets
import properties
from claimx.batches import Extracted, process
from claimx.corpus import Corpus, Fields, Source, UndecodableError, decode, read
from claimx.layout import read_layout
from claimx.stages.quotations.marks import find_regions
from claimx.stages.sentences import SentenceSegmenter
from fuzz_words import CUES, GLUE, LINES, MARKS, ODD, STOPS, WORDS

if TYPE_CHECKING:
    from spacy.language import Language

OWN = ("claimx_quotations", "claimx_speakers", "claimx_claims")
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(max_examples=300, deadline=None)

_WORDS = st.sampled_from([*WORDS, *WORDS, *CUES, *CUES, *MARKS, *STOPS, *LINES, *ODD])
TEXTS = st.lists(st.tuples(_WORDS, st.sampled_from(GLUE)), max_size=60).map(
    lambda parts: "".join(word + glue for word, glue in parts)
) | st.text(max_size=200)

SENTENCES = (
    "« Nous irons au bout », a déclaré Marie Dupont.",
    "Selon la préfète Claire Roux, le pont fermera en mai.",
    "Le maire Paul Leroy a promis que l'école rouvrirait.",
    "« C'est une honte », s'indigne-t-il.",
    "Elle a ajouté que rien n'était décidé.",
    "Le syndicat refuse l'accord, jugeant la réforme « injuste ».",
    "La ministre demande si le texte sera voté.",
    "« Le gel a tout pris », dit le vigneron. « Nous replanterons. »",
    "Les travaux ont commencé près de la gare.",
    "M. Leroy accuse l'État de mentir : « On nous cache tout. »",
)
ARTICLES = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join), min_size=2, max_size=5)
NAMELESS = ("Il pleut.", "Les rues sont vides ce soir.", "Le vent tombe enfin.\nLa neige fond.", "Les prix montent.")


# ---- nothing raises, places are right ----


@MANY
@given(TEXTS)
def test_layout_of_any_text(text: str) -> None:
    properties.check_layout(text)


@MANY
@given(TEXTS)
def test_sentences_of_any_text(text: str) -> None:
    properties.check_sentences(text)


@MANY
@given(TEXTS)
def test_quoted_regions_of_any_text(text: str) -> None:
    properties.check_regions(text)


@SLOW
@given(TEXTS)
def test_chain_over_any_text(nlp: Language, text: str) -> None:
    properties.check_doc(nlp(text))


@SLOW
@given(TEXTS)
def test_run_over_any_text(nlp: Language, text: str) -> None:
    found = _extracted(nlp, text)
    assert found.document.status in ("ok", "skipped")
    assert found.document.text == text.encode("utf-8", "replace").decode()
    properties.check_quotations(found.document.text, found.quotations)
    properties.check_claims(found.document.text, found.claims, found.quotations)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600))
def test_stages_over_any_parse(nlp: Language, data: bytes) -> None:
    doc = fuzz_targets.made_up(nlp, data)
    for name in OWN:
        doc = nlp.get_pipe(name)(doc)
    properties.check_doc(doc)


@MANY
@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    fuzz_targets.bytes_to_text(data)


@MANY
@given(st.text(min_size=1, max_size=200), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_marked_text_is_read_as_it_was(text: str, encoding: str) -> None:
    assume(text[0] != "\0")  # behind its mark, UTF-16 would look like UTF-32
    expected = text.encode("utf-8", "replace").decode().removeprefix("\ufeff")
    try:
        assert decode(text.encode(encoding, "replace")) == expected
    except UndecodableError as error:
        assert "binary" in str(error)  # controls, or bytes that begin like another kind of file


# ---- idempotent ----


@SLOW
@given(st.binary(max_size=600))
def test_stages_twice_find_the_same(nlp: Language, data: bytes) -> None:
    doc = fuzz_targets.made_up(nlp, data)
    found = []
    for _ in range(2):
        for name in OWN:
            doc = nlp.get_pipe(name)(doc)
        found.append((doc._.quotations, doc._.claims))
    assert found[0] == found[1]


@SLOW
@given(ARTICLES)
def test_an_article_read_twice_or_in_company_gives_the_same(nlp: Language, paragraphs: list[str]) -> None:
    text = "\n".join(paragraphs)
    alone = _extracted(nlp, text)
    again, _, last = process([Source("x", text=text), Source("y", text=SENTENCES[0]), Source("x", text=text)], nlp)
    assert alone == again == last


@MANY
@given(TEXTS)
def test_a_sentence_by_itself_is_one_sentence_or_cut_no_earlier(text: str) -> None:
    segmenter = SentenceSegmenter()
    for start, end in segmenter(text):
        parts = segmenter(text[start:end])
        assert parts[0][0] == 0
        assert parts[-1][1] == end - start


# ---- what a further paragraph may not change ----


@MANY
@given(TEXTS, TEXTS)
def test_paragraphs_and_sentences_stand_whatever_follows(text: str, more: str) -> None:
    text = f"Un titre\nIl pleut.\n{text}"  # of one line alone it isn't known that it is a heading
    longer = f"{text}\n{more}"
    before, after = read_layout(text).paragraphs, read_layout(longer).paragraphs
    assert after[: len(before)] == before
    segmenter = SentenceSegmenter()
    sentences = segmenter(text)
    assert segmenter(longer)[: len(sentences)] == sentences


@MANY
@given(TEXTS, TEXTS)
def test_quoted_regions_stand_whatever_follows_a_paragraph_without_marks(text: str, more: str) -> None:
    def regions(whole: str) -> list[tuple[int, int, int]]:
        paragraphs = [(paragraph.start, paragraph.end) for paragraph in read_layout(whole).paragraphs]
        found = find_regions(whole, paragraphs)
        return [(region.start, region.end, region.level) for region in found if region.start < len(text)]

    text = "Un titre\n" + text
    assert regions(f"{text}\nIl pleut.\n{more}") == regions(f"{text}\nIl pleut.")


@SLOW
@given(ARTICLES, ARTICLES)
def test_quotations_stand_whatever_follows(nlp: Language, paragraphs: list[str], more: list[str]) -> None:
    """Contents, cues and sources do, as far as a paragraph from the end; who a speaker is may be told further down.

    The last paragraph isn't claimed for: the model's window reaches four tokens into the next one, and an open mark
    may go on there.
    """
    text = "\n".join(["Un titre", SENTENCES[0], *paragraphs, "Il pleut sur la ville depuis hier soir."])

    def quotations(whole: str) -> list[tuple[object, ...]]:
        return [
            (q.quotation_id, q.kind, q.segments, q.cue_start, q.source_start, q.source_end, q.rule, q.within)
            for q in _extracted(nlp, whole).quotations
            if q.end <= len(text)
        ]

    assert quotations("\n".join([text, *more])) == quotations(text)


@SLOW
@given(ARTICLES, st.sampled_from(NAMELESS))
def test_everything_stands_if_nobody_is_named_in_what_follows(nlp: Language, paragraphs: list[str], more: str) -> None:
    text = "\n".join(["Un titre", *paragraphs, "Il pleut sur la ville depuis hier soir."])
    one, other = _extracted(nlp, text), _extracted(nlp, f"{text}\n{more}")
    assert (one.quotations, one.claims) == (other.quotations, other.claims)


# ---- how lines end ----


@SLOW
@given(ARTICLES, st.sampled_from(["\r\n", "\r", "\u2028"]))
def test_line_ends_change_nothing_but_offsets(nlp: Language, paragraphs: list[str], ending: str) -> None:
    text = "\n".join(paragraphs)

    def told(whole: str) -> list[Any]:
        found = _extracted(nlp, whole)
        quotations = [item.model_dump() for item in found.quotations]
        claims = [item.model_dump() for item in found.claims]
        for row in [*quotations, *claims]:
            for name, value in row.items():
                if name.endswith(("start", "end")) and value is not None:
                    row[name] = len(whole[:value].replace(ending, "\n"))
                elif isinstance(value, str):
                    row[name] = value.replace(ending, "\n")
        for row in quotations:
            row["segments"] = [
                tuple(len(whole[: segment[side]].replace(ending, "\n")) for side in ("start", "end"))
                for segment in row["segments"]
            ]
        return [quotations, claims]

    assert told(text.replace("\n", ending)) == told(text)


# ---- files of many documents ----

# A file of control characters is taken for a binary one, and refused.
_CELLS = st.text(st.characters(exclude_categories=["Cc"]) | st.sampled_from("\n\r\t"), max_size=40)
_ROWS = st.lists(st.fixed_dictionaries({"id": _CELLS, "text": _CELLS}), min_size=1, max_size=6)


def _jsonl(rows: list[dict[str, str]], path: Path) -> None:
    path.write_bytes("\n".join(json.dumps(row) for row in rows).encode())


def _csv(rows: list[dict[str, str]], path: Path) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, ["id", "text"], quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(buffer.getvalue().encode("utf-8", "replace"))


def _parquet(rows: list[dict[str, str]], path: Path) -> None:
    storable = [{name: value.encode("utf-8", "replace").decode() for name, value in row.items()} for row in rows]
    pq.write_table(pa.Table.from_pylist(storable), path)


@pytest.mark.parametrize(("suffix", "write"), [(".jsonl", _jsonl), (".csv", _csv), (".parquet", _parquet)])
def test_rows_come_back(suffix: str, write: Any, tmp_path: Path) -> None:
    path = tmp_path / f"rows{suffix}"

    @settings(max_examples=100, deadline=None)
    @given(_ROWS)
    def come_back(rows: list[dict[str, str]]) -> None:
        write(rows, path)
        documents = [read(source) for source in Corpus([path], Fields("text", "id"))]
        expected = [row["text"].encode("utf-8", "replace").decode() for row in rows]
        assert [document.text for document in documents] == expected
        assert len({document.document_id for document in documents}) == len(rows)

    come_back()


def _extracted(nlp: Language, text: str) -> Extracted:
    (found,) = process([Source("x", text=text)], nlp)
    return found
