"""Documents through the chain, a batch at a time: what every engine does, on one machine or many."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self

import numpy as np
from spacy.attrs import IS_SPACE, SENT_START
from spacy.pipeline import Lemmatizer

from claimx import corpus, store
from claimx.corpus import DEFAULT_MAX_BYTES, Source
from claimx.corpus.sources import printable
from claimx.limits import OverdueError, time_limit
from claimx.records import Claim, Document, Quotation
from claimx.stages import extensions
from claimx.timing import Stages, Timings, pipe
from claimx.typography import PlainText, plain

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MAX_SECONDS: Final = 300.0
"""A document of a million characters, the most that is read by default, takes some 15 seconds."""

# What the chain holds in memory at once.
_BATCH_DOCUMENTS: Final = 64
_BATCH_CHARACTERS: Final = 100_000
_KEPT_LEMMAS: Final = 20_000
_ZONE_WORDS: Final = 400_000
_KEPT_WORDS: Final = 30_000
_OBJECTS: Final = 50_000
"""New objects after which Python looks for garbage (700 unless told)."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A document with what was found in it."""

    document: Document
    quotations: tuple[Quotation, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What of a call decides the rows that come out, beside the chain.

    ``max_seconds`` is the processor time that one document may take, None for any; without ``any_language``,
    documents that are surely not French are skipped.
    """

    max_bytes: int = DEFAULT_MAX_BYTES
    min_confidence: float = 0.0
    max_seconds: float | None = DEFAULT_MAX_SECONDS
    any_language: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """The batch ``number`` of a run; ``known`` are SHA-256 and status of the documents whose rows are at hand."""

    number: int
    sources: Sequence[Source]
    known: Sequence[tuple[str, str] | None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a task: the tables of the documents that were read, and those that are unchanged."""

    number: int
    tables: store.Tables
    unchanged: dict[str, str | None]
    """Document id → path of each document whose SHA-256 and status are the known ones: no rows in ``tables``."""
    order: tuple[str, ...]
    """Ids of all the task's documents."""
    words: int
    """Words of the documents read; a word is what stands between blanks."""
    lost: int = 0
    """Documents whose reading ended the process that read them."""
    timings: Mapping[str, Stages] = field(default_factory=dict)
    """Document id → stage → seconds, for what was worked on."""


class Worker:
    """Works on tasks with one chain, as a context manager.

    New words take memory in spaCy's vocabulary and time in its tokenizer. A chain's first ones are kept for good (the
    commonest of a language are among them), later ones over several tasks, and then given back.
    """

    def __init__(self, nlp: Language, settings: Settings) -> None:
        self._nlp = nlp
        self._settings = settings
        self._zone = ExitStack()
        self._words = 0
        self._thresholds = gc.get_threshold()

    def __call__(self, task: Task) -> Outcome:
        """Read a task's documents and process those that have changed."""
        self._zone.enter_context(_zone(self._nlp))
        outcome = work(task, self._nlp, self._settings)
        self._words += outcome.words
        if self._words > _ZONE_WORDS:
            self._zone.close()
            self._words = 0
        return outcome

    def __enter__(self) -> Self:
        # A document's objects live as long as its batch: looking for garbage among them meanwhile finds little.
        gc.set_threshold(_OBJECTS, *self._thresholds[1:])
        return self

    def __exit__(self, *_: object) -> None:
        gc.set_threshold(*self._thresholds)
        self._zone.close()


def work(task: Task, nlp: Language, settings: Settings) -> Outcome:
    """Read a task's documents and process those that have changed."""
    timings = Timings()
    documents = [_read(source, settings, timings) for source in task.sources]
    unchanged = {
        document.document_id: document.path
        for document, known in zip(documents, task.known, strict=True)
        if known == (document.sha256, document.status) and document.status != "failed"
    }
    changed = (document for document in documents if document.document_id not in unchanged)
    found = [
        at_least(item, settings.min_confidence)
        for item in process_documents(
            changed, nlp, max_bytes=settings.max_bytes, max_seconds=settings.max_seconds, timings=timings
        )
    ]
    return Outcome(
        task.number,
        store.to_tables((item.document, item.quotations, item.claims) for item in found),
        unchanged,
        tuple(document.document_id for document in documents),
        sum(len(item.document.text.split()) for item in found if item.document.status == "ok"),
        timings=dict(timings.of),
    )


def _read(source: Source, settings: Settings, timings: Timings) -> Document:
    try:
        with timings.stage("reading", [source.document_id]), time_limit(settings.max_seconds):
            return corpus.read(source, settings.max_bytes, any_language=settings.any_language)
    except OverdueError:
        document = Document(
            document_id=source.document_id, path=None if source.path is None else printable(source.path)
        )
        return _overdue(document, settings.max_seconds).document


def process(
    sources: Iterable[Source], nlp: Language, *, max_bytes: int = DEFAULT_MAX_BYTES, any_language: bool = True
) -> Iterator[Extracted]:
    """Yield each source's document with its quotations and claims, in order; a fault fails that document alone."""
    documents = (corpus.read(source, max_bytes, any_language=any_language) for source in sources)
    return process_documents(documents, nlp, max_bytes=max_bytes)


def process_documents(
    documents: Iterable[Document],
    nlp: Language,
    *,
    max_bytes: int,
    max_seconds: float | None = None,
    timings: Timings | None = None,
) -> Iterator[Extracted]:
    """Yield each document with what is found in it, in order; one that wasn't read goes through as it is.

    What each took is noted in ``timings``.
    """
    timings = timings or Timings()
    nlp.max_length = max(nlp.max_length, max_bytes)
    batch: list[Document] = []
    characters = 0
    for document in documents:
        batch.append(document)
        characters += len(document.text)
        if len(batch) >= _BATCH_DOCUMENTS or characters >= _BATCH_CHARACTERS:
            yield from _in_zone(batch, nlp, max_seconds, timings)
            batch, characters = [], 0
    yield from _in_zone(batch, nlp, max_seconds, timings)


def at_least(item: Extracted, min_confidence: float) -> Extracted:
    """Return the item without quotations and claims of a confidence below ``min_confidence``.

    A claim goes with its quotation; a quotation within one that goes is put within the next that stays around it.
    """
    confidences = [found.confidence for found in item.quotations] + [found.confidence for found in item.claims]
    if min(confidences, default=min_confidence) >= min_confidence:
        return item
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


def _in_zone(batch: list[Document], nlp: Language, max_seconds: float | None, timings: Timings) -> list[Extracted]:
    """Process a batch and give back the memory of its words: otherwise the vocabulary grows with all that is read."""
    with _zone(nlp):
        found = list(_process_batch(batch, nlp, max_seconds, timings))
    for _, component in nlp.pipeline:
        if isinstance(component, Lemmatizer) and len(component.cache) > _KEPT_LEMMAS:
            component.cache.clear()
    return found


def _zone(nlp: Language) -> AbstractContextManager[object]:
    """Return what new words are given back at the end of: nothing while there are few, or within another zone."""
    nested: bool = nlp.vocab.in_memory_zone  # type: ignore[attr-defined]  # spaCy's stub leaves it out
    return nullcontext() if nested or len(nlp.vocab) < _KEPT_WORDS else nlp.memory_zone()


def _process_batch(
    batch: list[Document], nlp: Language, max_seconds: float | None, timings: Timings
) -> Iterator[Extracted]:
    readable = [document for document in batch if document.status == "ok"]
    ids = [document.document_id for document in readable]
    try:
        # What a whole batch takes is far below the limit for one document; else each is tried by itself.
        with time_limit(max_seconds):
            with timings.stage("tokenizer", ids, [len(document.text) for document in readable]):
                texts = [plain(document.text) for document in readable]
                docs = [_made(document, text, nlp) for document, text in zip(readable, texts, strict=True)]
            taken = pipe(nlp, docs, ids, timings, lambda number, doc: _collect(readable[number], texts[number], doc))
            found = dict(zip(ids, taken, strict=True))
    except (OverdueError, Exception) as error:  # noqa: BLE001 (any rule may err on odd text)
        if isinstance(error, OverdueError) and len(readable) == 1:
            found = {readable[0].document_id: _overdue(readable[0], max_seconds)}
        else:  # which document it was shows one by one
            found = {item.document_id: _process_one(item, nlp, max_seconds, timings) for item in readable}
    for document in batch:
        yield found.get(document.document_id) or Extracted(document)


def _made(document: Document, text: PlainText, nlp: Language) -> Doc:
    """Tokenize a document; a date its reader knows (a column of metadata) goes before any that the text gives."""
    doc = nlp.make_doc(text.text)
    if document.date is not None:
        doc._.set(extensions.DATE, document.date)
    return doc


def _process_one(document: Document, nlp: Language, max_seconds: float | None, timings: Timings) -> Extracted:
    stage = "tokenizer"
    try:
        with time_limit(max_seconds):
            text = plain(document.text)
            doc = _made(document, text, nlp)
            for stage, component in nlp.pipeline:
                with timings.stage(stage, [document.document_id]):
                    doc = component(doc)
            stage = "records"
            return _collect(document, text, doc)
    except OverdueError:
        return _overdue(document, max_seconds)
    except Exception as error:  # noqa: BLE001 (one document's fault is that document's error)
        cause = " ".join(f"{type(error).__name__}: {error}".split())
        return failed(document, f"can't be processed ({stage}): {cause}")


def _overdue(document: Document, max_seconds: float | None) -> Extracted:
    limit = f"{max_seconds:g} seconds of processor time (--max-seconds sets the limit)"
    return failed(document, f"not finished after {limit}; split it into articles")


def failed(document: Document, error: str) -> Extracted:
    """Return a document that could be read, but not processed for the reason ``error``."""
    return Extracted(document.model_copy(update={"status": "failed", "error": error}))


def _collect(document: Document, text: PlainText, doc: Doc) -> Extracted:
    quotations, claims = text.quotations(doc._.quotations), text.claims(doc._.claims)
    paragraphs: list[tuple[int, int, str]] | None = doc._.get(extensions.PARAGRAPHS)
    if paragraphs is None:
        n_paragraphs = sum(1 for line in document.text.split("\n") if line.strip())
    else:
        n_paragraphs = len(paragraphs)
    update = {
        "title": document.title or _title(text.text, paragraphs or []),
        "date": doc._.get(extensions.DATE),
        "n_paragraphs": n_paragraphs,
        "n_sentences": _sentences(doc),
        "n_quotations": len(quotations),
        "n_claims": len(claims),
    }
    return Extracted(document.model_copy(update=update), quotations, claims)


def _sentences(doc: Doc) -> int:
    """Count the sentences that aren't blank."""
    starts, blank = doc.to_array([SENT_START, IS_SPACE]).reshape(-1, 2).T
    numbers = np.cumsum(starts == 1)
    return int(np.count_nonzero(np.diff(numbers[blank == 0], prepend=-1)))


def _title(text: str, paragraphs: Iterable[tuple[int, int, str]]) -> str | None:
    """Return the heading above the first body paragraph; a heading further down is a subhead."""
    for start, end, kind in paragraphs:
        if kind == "heading":
            return text[start:end].strip() or None
        if kind == "body":
            break
    return None
