"""A document's columns are read once, and anew where somebody has changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.stages import columns
from claimx.stages.columns import columns_of, settled
from claimx.stages.extensions import QUOTATIONS, store_quotations
from claimx.timing import Timings, pipe

if TYPE_CHECKING:
    import pytest
    from spacy.language import Language
    from spacy.tokens import Doc

TEXT = "« Nous refusons cet accord », a déclaré mardi la ministre Anne Morel."


def _passed(_: int, doc: Doc) -> Doc:
    return doc


def test_changed_tags_are_read_anew(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert columns_of(doc) is columns_of(doc)
    before = columns_of(doc)
    doc[1].lemma_ = "autre"
    assert columns_of(doc).lemma[1] == "autre" != before.lemma[1]
    doc[1].lemma_ = "encore"
    with settled(doc):
        assert columns_of(doc).lemma[1] == "encore", "what changed before the block counts"
    doc[1].lemma_ = "enfin"
    assert columns_of(doc).lemma[1] == "enfin", "nothing stays settled behind it"


def test_a_strange_component_between_the_stages_is_heard(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def rename(doc: Doc) -> Doc:
        doc[1].lemma_ = "autre"
        return doc

    def look(doc: Doc) -> Doc:
        seen.append(columns_of(doc).lemma[1])
        return doc

    look.leaves_tokens = True  # type: ignore[attr-defined]  # a function takes attributes
    monkeypatch.setattr(nlp, "_components", [("first", look), ("rename", rename), ("second", look), ("third", look)])
    doc = nlp.make_doc(TEXT)
    pipe(nlp, [doc], ["a"], Timings(), _passed)
    assert seen == ["", "autre", "autre"]


def test_a_run_compares_no_document_with_what_was_read(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    monkeypatch.setattr(columns.Columns, "current", lambda *given: compared.append(given) or True)
    pipe(nlp, [nlp.make_doc(TEXT)], ["a"], Timings(), _passed)
    assert not compared


def test_quotations_are_read_from_their_data_but_for_those_just_stored(nlp: Language) -> None:
    doc = nlp(TEXT)
    (found,) = doc._.quotations
    assert doc._.quotations[0] is not found
    with settled(doc):
        store_quotations(doc, [found])
        assert doc._.quotations[0] is found
        doc._.set(QUOTATIONS, [{**doc._.get(QUOTATIONS)[0], "rule": "another"}])
        assert doc._.quotations[0].rule == "another", "data that somebody else stored counts"
        store_quotations(doc, [found])
        moved = found.model_copy(update={"kind": "mixed"})
        store_quotations(doc, [moved])
        assert [span.label_ for span in doc.spans[QUOTATIONS]] == ["mixed"]
    doc._.get(QUOTATIONS)[0]["rule"] = "changed"
    assert doc._.quotations[0].rule == "changed", "nothing stays behind the block"


def test_a_run_reads_records_without_data_and_leaves_data_for_strange_components(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = nlp(TEXT)
    seen: list[Doc] = []

    def look(doc: Doc) -> Doc:
        seen.append(doc)
        return doc

    def records(_: int, doc: Doc) -> tuple[object, ...]:
        return doc._.quotations, doc._.claims, doc._.get(QUOTATIONS), QUOTATIONS in doc.spans

    (found,) = pipe(nlp, [nlp.make_doc(TEXT)], ["a"], Timings(), records)
    assert found == (expected._.quotations, expected._.claims, None, False)
    monkeypatch.setattr(nlp, "_components", [*nlp._components, ("look", look)])
    (found,) = pipe(nlp, [nlp.make_doc(TEXT)], ["a"], Timings(), records)
    assert found == (expected._.quotations, expected._.claims, expected._.get(QUOTATIONS), True)
    assert len(seen[0]._.claims) == 1
