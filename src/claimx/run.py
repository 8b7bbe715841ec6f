"""A run: reads documents, has their batches worked on, keeps what is finished, and puts the tables in place."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from claimx import store
from claimx.batches import DEFAULT_MAX_SECONDS, Extracted, Outcome, Settings, Task, at_least, process
from claimx.chain import fingerprint
from claimx.corpus import DEFAULT_MAX_BYTES, STDIN, Source
from claimx.corpus.sources import read_stdin
from claimx.records import SCHEMA_VERSION

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Extracted", "Summary", "at_least", "process", "run"]

# A killed run loses what it has of the batch it is at.
_TASK_DOCUMENTS: Final = 64
_TASK_CHARACTERS: Final = 1_000_000


Engine = Callable[[Iterable[Task], Settings], Generator[Outcome, None, None]]
"""Works on tasks and yields their outcomes, in any order."""


@dataclass(slots=True)
class Summary:
    """The counts of a run."""

    documents: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    """Documents whose rows an earlier run had made."""
    sentences: int = 0
    quotations: Counter[str] = field(default_factory=Counter)
    claims: int = 0
    words: int = 0
    """Words read; a word is what stands between blanks."""
    speakers: set[str] = field(default_factory=set)
    faults: list[tuple[str, str]] = field(default_factory=list)
    """Path (or id) and error of each document that failed or was skipped."""

    def add(self, tables: store.Tables) -> None:
        """Count a batch's rows."""
        documents = tables["documents"].select(["document_id", "path", "status", "error", "n_sentences"])
        for row in documents.to_pylist():
            self.documents[row["status"]] += 1
            self.sentences += row["n_sentences"]
            if row["status"] != "ok":
                self.faults.append((row["path"] or row["document_id"], row["error"] or ""))
        self.quotations.update(tables["quotations"]["kind"].to_pylist())
        self.claims += len(tables["claims"])
        for names in tables["quotations"]["speaker_names"].to_pylist():
            self.speakers.update(names)


def run(
    sources: Iterable[Source],
    nlp: Language,
    out: Path,
    *,
    max_bytes: int = DEFAULT_MAX_BYTES,
    min_confidence: float = 0.0,
    max_seconds: float | None = DEFAULT_MAX_SECONDS,
    any_language: bool = False,
    workers: int | None = None,
    fresh: bool = False,
    engine: str = "local",
    address: str | None = None,
    on_documents: Callable[[int], None] | None = None,
    log: Callable[[Mapping[str, Any]], None] | None = None,
) -> Summary:
    """Extract ``sources`` and put the three tables into the folder ``out``, all at the end, or none.

    Finished batches are kept on the way: a run that was broken off goes on where it was. Documents that an
    earlier run with the same chain and settings read, and that haven't changed since, aren't read again.

    Args:
        sources: what :class:`claimx.corpus.Corpus` found; the tables keep their order.
        nlp: the chain.
        out: output folder; created if need be.
        max_bytes: a longer document fails.
        min_confidence: quotations and claims below it are left out.
        max_seconds: a document that takes more processor time fails; None for no limit.
        any_language: read documents that are surely not French, too, instead of skipping them.
        workers: processes (or Ray actors), each with a chain of its own, whose death costs only a document; None for
            this process alone. The tables are the same for any number.
        fresh: take nothing from earlier runs.
        engine: ``local`` or ``ray``.
        address: the Ray cluster's; without one, a cluster of this machine is started.
        on_documents: called after each batch with the number of its documents.
        log: called for each document with what is known of it, counts and seconds, see :func:`_log_lines`.

    Raises:
        claimx.store.OutputError: ``out`` can't be written, or holds damaged tables and ``fresh`` isn't given.
        ValueError: there is no such engine, or workers are to load a chain that wasn't loaded by
            :func:`claimx.load`.
    """
    made_by = fingerprint(nlp)
    settings = Settings(max_bytes, min_confidence, max_seconds, any_language)
    summary = Summary()
    with store.Parts(out, _key(made_by, settings), fresh=fresh) as parts:
        works = _engine(engine, nlp, workers, parts.folder, address)
        if not fresh:
            store.check_earlier(out)
        previous = None if fresh else store.Previous(out, parts.earlier, made_by, min_confidence)
        count = 0
        # Closed, so that workers end when the run is broken off here.
        with closing(works(_tasks(_with_stdin(sources, max_bytes), previous), settings)) as outcomes:
            for outcome in outcomes:
                tables = _finish(outcome, parts, previous)
                summary.add(tables)
                if log is not None:
                    for line in _log_lines(outcome, tables):
                        log(line)
                summary.words += outcome.words
                summary.unchanged += len(outcome.unchanged)
                count += 1
                if on_documents is not None:
                    on_documents(len(outcome.order))
        with store.TableWriter(
            out,
            made_by,
            min_confidence=min_confidence,
            options=_options(nlp, settings),
            working=parts.working(),
        ) as writer:
            for tables in parts.read(count):
                writer.write_tables(tables)
        parts.discard()
    return summary


def _engine(name: str, nlp: Language, workers: int | None, parts: Path, address: str | None) -> Engine:
    from claimx.engines import in_process, processes

    if name not in ("local", "ray"):
        raise ValueError(f"no engine {name!r}: give local or ray")
    if name == "local" and workers is None:
        return lambda tasks, settings: in_process(tasks, nlp, settings)
    load: dict[str, Any] | None = nlp.meta.get("claimx", {}).get("load")
    if load is None:
        raise ValueError("worker processes need a chain loaded by claimx.load(), for each of them loads its own")
    if name == "local":
        return lambda tasks, settings: processes(tasks, load, settings, workers or 1)
    from claimx.engines.ray import on_ray

    return on_ray(load, parts.with_name("ray"), address=address, workers=workers)


def _options(nlp: Language, settings: Settings) -> dict[str, Any]:
    """The options that decide what comes out, for the run's report; files by name, wherever they lie."""
    load: dict[str, Any] = nlp.meta.get("claimx", {}).get("load", {})
    given: dict[str, Any] = {name: [Path(item).name for item in load[name]] for name in load if name != "pipeline"}
    return {"pipeline": Path(load.get("pipeline", nlp.meta["name"])).name, **given, **asdict(settings)}


def _log_lines(outcome: Outcome, tables: store.Tables) -> Iterator[dict[str, Any]]:
    """Yield what a log tells of each document: what it is, counts, and the seconds it took at each stage.

    What a stage does for a batch of documents at once is shared out by their length. The rows of an ``unchanged`` one
    are those of an earlier run: it took the seconds of its reading alone.
    """
    documents = tables["documents"].drop_columns(["title", "date"])
    for row in documents.to_pylist():
        text = row.pop("text")
        stages = {name: round(seconds, 6) for name, seconds in outcome.timings.get(row["document_id"], {}).items()}
        yield {
            **{name.removeprefix("n_"): value for name, value in row.items()},
            "unchanged": row["document_id"] in outcome.unchanged,
            "characters": len(text),
            "words": len(text.split()),
            "seconds": round(sum(stages.values()), 6),
            "stages": stages,
        }


def _key(made_by: str, settings: Settings) -> str:
    # Not the time limit and the languages: what they leave out is never taken from an earlier run.
    parts = [made_by, SCHEMA_VERSION, settings.max_bytes, settings.min_confidence]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _with_stdin(sources: Iterable[Source], max_bytes: int) -> Iterator[Source]:
    """Read standard input here: other processes haven't got it, and it can't be read a second time."""
    for source in sources:
        if source.text is None and str(source.path) == STDIN:
            try:
                yield replace(source, data=read_stdin(max_bytes + 1))
            except OSError as error:
                yield replace(source, error=f"can't be read: {error.strerror}")
        else:
            yield source


def _tasks(sources: Iterable[Source], previous: store.Previous | None) -> Iterator[Task]:
    """Cut the sources into batches; where the cuts lie doesn't show in the tables."""
    batch: list[Source] = []
    characters = number = 0

    def task() -> Task:
        known = [None if previous is None else previous.known(source.document_id) for source in batch]
        return Task(number, tuple(batch), known)

    for source in sources:
        batch.append(source)
        characters += len(source.text or "")
        if len(batch) >= _TASK_DOCUMENTS or characters >= _TASK_CHARACTERS:
            yield task()
            batch, characters, number = [], 0, number + 1
    if batch:
        yield task()


def _finish(outcome: Outcome, parts: store.Parts, previous: store.Previous | None) -> store.Tables:
    """Keep a batch, rows of unchanged documents put between those of the others, and return its tables."""
    if not outcome.unchanged:
        parts.write(outcome.number, outcome.tables)
        return outcome.tables
    assert previous is not None
    if len(outcome.unchanged) == len(outcome.order):
        paths = [outcome.unchanged[document_id] for document_id in outcome.order]
        if (found := previous.whole_part(outcome.order, paths)) is not None:
            parts.adopt(*found, outcome.number)
            return store.read_part(parts.folder, outcome.number)
    pieces: dict[str, list[pa.Table]] = {name: [] for name in store.TABLES}
    at = dict.fromkeys(store.TABLES, 0)
    n_quotations, n_claims = store.counts(outcome.tables)
    for document_id in outcome.order:
        if document_id in outcome.unchanged:
            rows = previous.rows(document_id, outcome.unchanged[document_id])
        else:
            place = at["documents"]
            lengths = {"documents": 1, "quotations": n_quotations[place], "claims": n_claims[place]}
            rows = {name: outcome.tables[name].slice(at[name], length) for name, length in lengths.items()}
            at = {name: at[name] + length for name, length in lengths.items()}
        for name, table in rows.items():
            pieces[name].append(table.replace_schema_metadata(None))
    tables = {name: pa.concat_tables(found).combine_chunks() for name, found in pieces.items()}
    parts.write(outcome.number, tables)
    return tables
