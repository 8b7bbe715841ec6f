"""One machine's run: reads documents, sends them through the chain in batches, hands on what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from claimx import corpus, store
from claimx.chain import fingerprint
from claimx.corpus import DEFAULT_MAX_BYTES, Source
from claimx.records import Claim, Document, Quotation
from claimx.stages import extensions

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# A batch is what the chain holds in memory at once.
_BATCH_DOCUMENTS: Final = 64
_BATCH_CHARACTERS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document with what was found in it."""

    document: Document
    quotations: tuple[Quotation, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(slots=True)
class Summary:
    """The counts of a run. A word is what stands between blanks."""

    documents: Counter[str] = field(default_factory=Counter)
    sentences: int = 0
    quotations: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    words: int = 0
    speakers: set[str] = field(default_factory=set)
    faults: list[tuple[str, str]] = field(default_factory=list)
    """Path (or id) and error of each document that failed or was skipped."""

    def add(self, item: Extracted) -> None:
        """Count one document."""
        document = item.document
        self.documents[document.status] += 1
        self.sentences += document.n_sentences
        self.quotations.update(quotation.kind for quotation in item.quotations)
        self.claims += len(item.claims)
        self.speakers.update(speaker.name for quotation in item.quotations for speaker in quotation.speakers)
        if document.status == "ok":
            self.words += len(document.text.split())
        else:
            self.faults.append((document.path or document.document_id, document.error or ""))


def run(
    sources: Iterable[Source],
    nlp: Language,
    out: Path,
    *,
    max_bytes: int = DEFAULT_MAX_BYTES,
    min_confidence: float = 0.0,
    on_document: Callable[[Extracted], None] | None = None,
) -> Summary:
    """Extract ``sources`` and put the three tables into the folder ``out``, all at the end, or none.

    Args:
        sources: what :func:`claimx.corpus.find_sources` found; the tables keep their order.
        nlp: the chain.
        out: output folder; created if need be.
        max_bytes: a longer document fails.
        min_confidence: quotations and claims below it are left out.
        on_document: called after each document, in order.

    Raises:
        claimx.store.OutputError: ``out`` can't be written.
    """
    summary = Summary()
    with store.TableWriter(out, fingerprint(nlp)) as writer:
        for found in process(sources, nlp, max_bytes=max_bytes):
            item = at_least(found, min_confidence)
            writer.write(item.document, item.quotations, item.claims)
            summary.add(item)
            if on_document is not None:
                on_document(item)
    return summary


def process(sources: Iterable[Source], nlp: Language, *, max_bytes: int = DEFAULT_MAX_BYTES) -> Iterator[Extracted]:
    """Yield each source's document with its quotations and claims, in order; a fault fails that document alone."""
    nlp.max_length = max(nlp.max_length, max_bytes)
    batch: list[Document] = []
    characters = 0
    for source in sources:
        document = corpus.read(source, max_bytes)
        batch.append(document)
        characters += len(document.text)
        if len(batch) >= _BATCH_DOCUMENTS or characters >= _BATCH_CHARACTERS:
            yield from _in_zone(batch, nlp)
            batch, characters = [], 0
    yield from _in_zone(batch, nlp)


def at_least(item: Extracted, min_confidence: float) -> Extracted:
    """Return the item without quotations and claims of a confidence below ``min_confidence``.

    A claim goes with its quotation; a quotation within one that goes is put within the next that stays around it.
    """
    dropped = {
        quotation.quotation_id: quotation.within
        for quotation in item.quotations
        if quotation.confidence < min_confidence
    }

    def kept_around(outer: str | None) -> str | None:
        while outer in dropped:
            outer = dropped[outer]
        return outer

    quotations = tuple(
        quotation.model_copy(update={"within": kept_around(quotation.within)})
        for quotation in item.quotations
        if quotation.quotation_id not in dropped
    )
    claims = tuple(
        claim for claim in item.claims if claim.confidence >= min_confidence and claim.quotation_id not in dropped
    )
    counts = {"n_quotations": len(quotations), "n_claims": len(claims)}
    return Extracted(item.document.model_copy(update=counts), quotations, claims)


def _in_zone(batch: list[Document], nlp: Language) -> list[Extracted]:
    """Process a batch and give back the memory of its words: otherwise the vocabulary grows with all that is read."""
    nested = nlp.vocab.in_memory_zone  # type: ignore[attr-defined]  # spaCy's stub leaves it out
    with nullcontext() if nested else nlp.memory_zone():
        return list(_process_batch(batch, nlp))


def _process_batch(batch: list[Document], nlp: Language) -> Iterator[Extracted]:
    readable = [document for document in batch if document.status == "ok"]
    try:
        docs = nlp.pipe(_made(document, nlp) for document in readable)
        found = {document.document_id: _collect(document, doc) for document, doc in zip(readable, docs, strict=True)}
    except Exception:  # noqa: BLE001 (any rule may err on odd text; which document it was shows one by one)
        found = {document.document_id: _process_one(document, nlp) for document in readable}
    for document in batch:
        yield found.get(document.document_id) or Extracted(document)


def _made(document: Document, nlp: Language) -> Doc:
    """Tokenize a document; a date its reader knows (a column of metadata) goes before any that the text gives."""
    doc = nlp.make_doc(document.text)
    if document.date is not None:
        doc._.set(extensions.DATE, document.date)
    return doc


def _process_one(document: Document, nlp: Language) -> Extracted:
    stage = "tokenizer"
    try:
        doc = _made(document, nlp)
        for stage, component in nlp.pipeline:  # noqa: B007 (the error names the stage it stopped at)
            doc = component(doc)
        stage = "records"
        return _collect(document, doc)
    except Exception as error:  # noqa: BLE001 (one document's fault is that document's error)
        cause = " ".join(f"{type(error).__name__}: {error}".split())
        failed = document.model_copy(update={"status": "failed", "error": f"can't be processed ({stage}): {cause}"})
        return Extracted(failed)


def _collect(document: Document, doc: Doc) -> Extracted:
    quotations, claims = tuple(doc._.quotations), tuple(doc._.claims)
    paragraphs: list[tuple[int, int, str]] | None = doc._.get(extensions.PARAGRAPHS)
    if paragraphs is None:
        n_paragraphs = sum(1 for line in document.text.split("\n") if line.strip())
    else:
        n_paragraphs = len(paragraphs)
    update = {
        "title": _title(document.text, paragraphs or []),
        "date": doc._.get(extensions.DATE),
        "n_paragraphs": n_paragraphs,
        "n_sentences": sum(1 for sentence in doc.sents if not sentence.text.isspace()),
        "n_quotations": len(quotations),
        "n_claims": len(claims),
    }
    return Extracted(document.model_copy(update=update), quotations, claims)


def _title(text: str, paragraphs: Iterable[tuple[int, int, str]]) -> str | None:
    """Return the heading above the first body paragraph; a heading further down is a subhead."""
    for start, end, kind in paragraphs:
        if kind == "heading":
            return text[start:end].strip() or None
        if kind == "body":
            break
    return None
