"""Loading: by name, config or folder, fast, with the same results; saving, DocBin, several processes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from spacy.tokens import DocBin

import claimx
from claimx import chain

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

OWN = [
    "claimx_sentences",
    "claimx_tok2vec",
    "claimx_parser",
    "claimx_blanks",
    "claimx_quotations",
    "claimx_speakers",
    "claimx_claims",
]


@pytest.fixture(scope="module")
def articles(raw: Path) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(raw.glob("*.txt"))]


@pytest.fixture(scope="module")
def assembled(project: Path) -> Path:
    """What ``spacy assemble pipelines/fr_news.cfg`` makes."""
    return project / "work" / "fr_news"


def found(doc: Doc) -> tuple[Any, ...]:
    sentences = [(span.start_char, span.end_char) for span in doc.sents]
    paragraphs = [tuple(paragraph) for paragraph in doc._.claimx_paragraphs]  # DocBin brings lists back as tuples
    return doc.text, doc._.claimx_date, paragraphs, sentences, doc._.quotations, doc._.claims


def test_claims_in_a_repl() -> None:
    doc = claimx.load()("« Nous refusons cet accord », a déclaré Marie Dupont.")
    assert [quotation.text for quotation in doc._.quotations] == ["Nous refusons cet accord"]
    assert [speaker.name for speaker in doc._.quotations[0].speakers] == ["Marie Dupont"]


def test_chain_holds_the_configs_components_in_order(nlp: Language) -> None:
    config = spacy.util.load_config(chain.find_pipeline("fr_news"))
    assert nlp.component_names == config["nlp"]["pipeline"]
    assert nlp.disabled == config["nlp"]["disabled"] == ["tok2vec", "parser"]
    assert nlp.batch_size == config["nlp"]["batch_size"]
    assert not nlp.has_pipe("ner")


def test_assembled_pipeline_finds_the_same(nlp: Language, assembled: Path, articles: list[str]) -> None:
    articles = [*articles, 'Il a dit qu\'"un accord" viendrait. Le feu d’«inflammable» a pris.']
    expected = [found(doc) for doc in nlp.pipe(articles)]
    for other in (spacy.load(assembled), claimx.load(assembled)):
        assert [found(doc) for doc in other.pipe(articles)] == expected


def test_assembled_pipeline_takes_other_codebooks(assembled: Path) -> None:
    with pytest.raises((OSError, ValueError), match="no_such"):
        claimx.load(assembled, codebooks=["no_such_codebook"])


def test_every_component_survives_to_disk(nlp: Language, tmp_path: Path, articles: list[str]) -> None:
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert [name for name in again.pipe_names if name.startswith("claimx_")] == OWN
    assert [found(doc) for doc in again.pipe(articles)] == [found(doc) for doc in nlp.pipe(articles)]


def test_docs_survive_docbin(nlp: Language, articles: list[str]) -> None:
    docs = list(nlp.pipe(articles))
    stored = DocBin(docs=docs, store_user_data=True).to_bytes()
    again = list(DocBin(store_user_data=True).from_bytes(stored).get_docs(nlp.vocab))
    assert [found(doc) for doc in again] == [found(doc) for doc in docs]
    assert any(doc._.quotations for doc in again)


def test_two_processes_find_the_same(nlp: Language, articles: list[str]) -> None:
    texts = [*articles, "", " \n ", "« Oui »"]
    alone = [found(nlp(text)) for text in texts]
    assert [found(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=2)] == alone


@pytest.mark.parametrize("text", ["", " ", "\n\n", "»", "«", '"', "«»", "« ", "\u0085", "a" * 3000, "« " * 300, "\x00"])
def test_odd_texts_dont_raise(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert all(text[item.start : item.end] == item.text for item in [*doc._.quotations, *doc._.claims])


def test_pipeline_by_name_path_and_not_at_all(root: Path) -> None:
    assert chain.find_pipeline("fr_news").read_bytes() == (root / "pipelines" / "fr_news.cfg").read_bytes()
    assert chain.find_pipeline(root / "pipelines" / "fr_news.cfg").is_file()
    for wrong in ("fr_poems", "../fr_news", root):
        with pytest.raises(FileNotFoundError, match="fr_news"):
            chain.find_pipeline(wrong)


def test_faulty_configs_are_told(tmp_path: Path, root: Path) -> None:
    text = (root / "pipelines" / "fr_news.cfg").read_text(encoding="utf-8")
    path = tmp_path / "mine.cfg"
    path.write_text(text.replace('factory = "claimx_claims"', 'factory = "claimx_poems"'), encoding="utf-8")
    with pytest.raises(ValueError, match="claimx_poems"):
        claimx.load(path)
    path.write_text(text.replace('source = "fr_core_news_md"', 'source = "fr_nope"'), encoding="utf-8")
    with pytest.raises(FileNotFoundError, match=r"fr_nope.*spacy download"):
        claimx.load(path)


def test_fingerprint_is_the_same_for_the_same_chain_and_covers_config_and_files(
    nlp: Language, root: Path, tmp_path: Path
) -> None:
    assert chain.fingerprint(nlp) == chain.fingerprint(claimx.load())
    path = tmp_path / "mine.cfg"
    text = (root / "pipelines" / "fr_news.cfg").read_text(encoding="utf-8")
    path.write_text(text.replace('codebooks = ["euro_security"]', "codebooks = []"), encoding="utf-8")
    assert chain.fingerprint(nlp) != chain.fingerprint(claimx.load(path))
