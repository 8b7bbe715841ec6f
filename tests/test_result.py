"""The Python API: what counts as text or path, the frames, the notebook view."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import claimx
from claimx.result import Result
from claimx.store import TABLES

if TYPE_CHECKING:
    from spacy.language import Language

SENTENCE = "« Nous refusons cet accord », a déclaré Marie Dupont."


def test_texts_by_id(nlp: Language) -> None:
    result = claimx.extract({"a/1": SENTENCE, "b": "Il pleut."}, pipeline=nlp)
    assert list(result.documents["document_id"]) == ["a/1", "b"]
    assert list(result.quotations["document_id"]) == ["a/1"]
    assert result.quotations["speaker_names"][0] == ["Marie Dupont"]


def test_string_is_a_text_or_an_existing_path(nlp: Language, tmp_path: Path) -> None:
    path = tmp_path / "un article.txt"
    path.write_text("Il neige.", encoding="utf-8")
    for inputs in (path, str(path), [path], tmp_path):
        assert list(claimx.extract(inputs, pipeline=nlp).documents["document_id"]) == ["un article.txt"]
    documents = claimx.extract([SENTENCE, "Il pleut.", SENTENCE, path], pipeline=nlp).documents
    assert list(documents["text"]) == ["Il neige.", SENTENCE, "Il pleut.", SENTENCE]
    assert documents["document_id"].is_unique
    again = claimx.extract(["Il pleut."], pipeline=nlp).documents
    assert again["document_id"][0] == documents["document_id"][2], "an id doesn't depend on the others"


@pytest.mark.parametrize("wrong", ["data/nope", "nope.txt", "mon article.txt", Path("un deux")])
def test_mistyped_path_isnt_taken_for_a_text(nlp: Language, wrong: str | Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such file"):
        claimx.extract(wrong, pipeline=nlp)


def test_frames_have_the_tables_columns_and_integer_offsets(nlp: Language, raw: Path) -> None:
    result = claimx.extract(raw, pipeline=nlp)
    for name, schema in TABLES.items():
        assert list(getattr(result, name).columns) == schema.names
    texts = dict(zip(result.documents["document_id"], result.documents["text"], strict=True))
    assert len(result.quotations) > 30
    for row in result.quotations.itertuples():
        assert texts[row.document_id][row.start : row.end] == row.text
    cued = result.quotations.dropna(subset=["cue_start"])
    assert str(cued["cue_start"].dtype) == "Int64"
    assert all(texts[row.document_id][row.cue_start : row.cue_end] == row.cue_text for row in cued.itertuples())


def test_empty_result_keeps_its_columns(nlp: Language) -> None:
    result = claimx.extract({"a": "Il pleut."}, pipeline=nlp)
    assert list(result.claims.columns) == TABLES["claims"].names
    assert len(result.claims) == 0
    assert "0 claims" in repr(result)


def test_html_view_escapes_what_articles_say(nlp: Language) -> None:
    result = claimx.extract({"a": SENTENCE}, pipeline=nlp)
    row = dict.fromkeys(result.claims.columns) | {"text": "<script>alert(1)</script>", "document_id": "<b>"}
    hostile = Result(result.documents, result.quotations, result.claims.reindex([0]).assign(**row), "p")
    shown = hostile._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_loaded_chain_takes_no_codebooks(nlp: Language) -> None:
    with pytest.raises(ValueError, match="loaded already"):
        claimx.extract({"a": "Oui."}, pipeline=nlp, codebooks=["euro_security"])
