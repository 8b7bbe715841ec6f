"""Runs: a document's fault stays with it, order and batches don't count."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import claimx
from claimx.corpus import Source, find_sources
from claimx.records import Claim, Document, Quotation, Segment
from claimx.run import Extracted, at_least, process, run
from claimx.stages import extensions


@Language.component("test_chokes_on_bang")
def chokes_on_bang(doc: Doc) -> Doc:
    if "!" in doc.text:
        raise ZeroDivisionError("no\nbang")
    quotation = Quotation(
        quotation_id="q01", kind="direct", start=0, end=2, segments=(Segment(start=0, end=2),), text=doc.text[:2]
    )
    extensions.store_quotations(doc, [quotation])
    return doc


@pytest.fixture
def small() -> Language:
    nlp = spacy.blank("fr")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("test_chokes_on_bang")
    return nlp


def texts(**items: str) -> list[Source]:
    return [Source(name, text=text) for name, text in items.items()]


def test_fault_in_a_stage_fails_that_document_alone(small: Language) -> None:
    found = list(process(texts(a="Bonjour.", b="Non !", c="", d="Bonsoir."), small))
    assert [(item.document.document_id, item.document.status, len(item.quotations)) for item in found] == [
        ("a", "ok", 1),
        ("b", "failed", 0),
        ("c", "skipped", 0),
        ("d", "ok", 1),
    ]
    assert found[1].document.error == "can't be processed (test_chokes_on_bang): ZeroDivisionError: no bang"


def test_run_writes_a_row_for_each_document_and_counts(small: Language, tmp_path: Path) -> None:
    for name, data in {"a.txt": b"Bonjour. Bonsoir.", "b.txt": b"Non !", "c.txt": b"", "d.txt": b"\0\1"}.items():
        (tmp_path / name).write_bytes(data)
    seen: list[int] = []
    summary = run(
        find_sources([tmp_path]),
        small,
        tmp_path / "out",
        on_documents=seen.append,
    )
    assert seen == [4]
    assert dict(summary.documents) == {"ok": 1, "failed": 2, "skipped": 1}
    assert (summary.sentences, summary.quotations["direct"], summary.words) == (2, 1, 2)
    result = claimx.read(tmp_path / "out")
    assert list(result.documents["status"]) == ["ok", "failed", "skipped", "failed"]
    assert list(result.documents["n_quotations"]) == [1, 0, 0, 0]


def test_text_longer_than_spacys_own_limit_is_read_if_the_limit_allows_it(small: Language) -> None:
    (item,) = process(texts(a="Oui. " * 300_000), small, max_bytes=2_000_000)
    assert item.document.status == "ok"


def test_same_rows_alone_shuffled_and_in_any_batch(nlp: Language, raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [path.read_text(encoding="utf-8") for path in sorted(raw.glob("*.txt"))]
    lines = [line for text in whole for line in text.splitlines() if line.strip()]
    sources = texts(**{f"d{number:03}": line for number, line in enumerate([*whole, *lines])})
    expected = {item.document.document_id: item for item in process(sources, nlp)}
    random.Random(7).shuffle(sources)
    monkeypatch.setattr("claimx.batches._BATCH_DOCUMENTS", 3)
    assert {item.document.document_id: item for item in process(sources, nlp)} == expected


def test_vocabulary_doesnt_grow_with_what_is_read(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimx.batches._KEPT_WORDS", 0)

    def words(series: int) -> list[Source]:
        return texts(**{f"d{i}": f"Le mot{series}x{i} a dit que le zut{series}x{i} viendrait." for i in range(100)})

    list(process(words(1), nlp))
    size = len(nlp.vocab.strings)
    list(process(words(2), nlp))
    assert len(nlp.vocab.strings) == size


def quotation(number: int, confidence: float, within: str | None = None) -> Quotation:
    return Quotation(
        quotation_id=f"q{number:02d}",
        kind="direct",
        start=0,
        end=1,
        segments=(Segment(start=0, end=1),),
        text="a",
        within=within,
        confidence=confidence,
    )


def test_min_confidence_drops_rows_and_what_hangs_on_them() -> None:
    chain_of_three = (quotation(1, 0.9), quotation(2, 0.4, "q01"), quotation(3, 0.9, "q02"), quotation(4, 0.2))
    claims = tuple(
        Claim(
            claim_id=f"c{number:02d}",
            quotation_id=quotation_id,
            claimant_name=None,
            act="state",
            polarity="neutral",
            text="a",
            start=0,
            end=1,
            label_en="",
            label_fr="",
            rule="test",
            confidence=confidence,
        )
        for number, (quotation_id, confidence) in enumerate([("q01", 0.9), ("q01", 0.3), ("q02", 0.9), ("q03", 0.9)], 1)
    )
    found = Extracted(Document(document_id="d", text="a", n_quotations=4, n_claims=4), chain_of_three, claims)
    kept = at_least(found, 0.5)
    assert [(item.quotation_id, item.within) for item in kept.quotations] == [("q01", None), ("q03", "q01")]
    assert [item.claim_id for item in kept.claims] == ["c01", "c04"]
    assert (kept.document.n_quotations, kept.document.n_claims) == (2, 2)
    assert at_least(found, 0.0) == found
