"""What ``claimx.extract`` returns: the three tables as pandas frames."""

from __future__ import annotations

import hashlib
import html
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pyarrow as pa

from claimx import chain
from claimx.corpus import DEFAULT_MAX_BYTES, TEXT_SUFFIXES, Corpus, NothingToReadError, Source, storable
from claimx.run import at_least, process
from claimx.store import TABLES, read_tables
from claimx.terminal import safe

if TYPE_CHECKING:
    from spacy.language import Language

_SHOWN_COLUMNS: Final = {
    "claims": ["document_id", "claimant_name", "label_en", "polarity", "text"],
    "quotations": ["document_id", "kind", "speaker_names", "cue_text", "text"],
    "documents": ["document_id", "error"],
}
_SHOWN_ROWS: Final = 20


@dataclass(frozen=True, eq=False)
class Result:
    """The tables of an extraction, columns as in the Parquet files; ``fingerprint`` is the chain's.

    Offsets are integers (``Int64`` where a row may have none) and count Unicode code points, end exclusive:
    ``text[start:end]`` of the document is the row's ``text``.
    """

    documents: pd.DataFrame
    quotations: pd.DataFrame
    claims: pd.DataFrame
    fingerprint: str

    @classmethod
    def read(cls, folder: str | Path = "data/out") -> Result:
        """Read the tables that ``claimx extract`` wrote.

        Raises:
            claimx.store.OutputError: they are missing, don't belong to one run, or their rows don't fit together.
        """
        tables = read_tables(Path(folder))
        metadata: dict[bytes, bytes] = tables["documents"].schema.metadata or {}
        frames = {name: _frame(table) for name, table in tables.items()}
        return cls(**frames, fingerprint=metadata.get(b"claimx.pipeline", b"").decode())

    def __repr__(self) -> str:
        counts = (f"{len(getattr(self, name))} {name}" for name in ("documents", "quotations", "claims"))
        failed = int((self.documents["status"] == "failed").sum())
        return f"<claimx.Result: {', '.join(counts)}{f', {failed} failed' if failed else ''}>"

    def _repr_html_(self) -> str:
        # What to look at first: claims, or the quotations where none gave a claim, and what couldn't be read.
        shown = [("claims", self.claims), ("quotations", self.quotations)]
        name, frame = shown[0] if len(self.claims) or not len(self.quotations) else shown[1]
        parts = [f"<p>{html.escape(repr(self))}</p>", _html(frame, name)]
        failed = self.documents[self.documents["status"] == "failed"]
        if len(failed):
            parts.append(_html(failed, "documents"))
        return "".join(parts)


def extract(
    inputs: str | Path | Iterable[str | Path] | Mapping[str, str],
    *,
    pipeline: str | Path | Language = chain.DEFAULT_PIPELINE,
    codebooks: Sequence[str | Path] | None = None,
    actors: Sequence[str | Path] | None = None,
    min_confidence: float = 0.0,
    any_language: bool = False,
) -> Result:
    """Extract from files, folders or texts; see :func:`claimx.extract`."""
    sources = _sources(inputs)
    if isinstance(pipeline, str | Path):
        nlp = chain.load(pipeline, codebooks, actors)
    elif codebooks is None and actors is None:
        nlp = pipeline
    else:
        raise ValueError("codebooks and actors are for claimx.load(); the chain given is loaded already")
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
    longest = max((len(source.text.encode("utf-8", "replace")) for source in sources if source.text), default=0)
    limit = max(longest, DEFAULT_MAX_BYTES)
    for found in process(sources, nlp, max_bytes=limit, any_language=any_language):
        item = at_least(found, min_confidence)
        document_id = item.document.document_id
        rows["documents"].append(item.document.row())
        rows["quotations"] += [quotation.row(document_id) for quotation in item.quotations]
        rows["claims"] += [claim.row(document_id) for claim in item.claims]
    frames = {name: _frame(pa.Table.from_pylist(rows[name], schema=schema)) for name, schema in TABLES.items()}
    return Result(**frames, fingerprint=chain.fingerprint(nlp))


def _sources(inputs: str | Path | Iterable[str | Path] | Mapping[str, str]) -> list[Source]:
    if isinstance(inputs, Mapping):
        return [Source(storable(str(document_id)), text=text) for document_id, text in inputs.items()]
    items = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    texts = [item for item in items if isinstance(item, str) and _is_text(item)]
    paths = [item for item in items if not (isinstance(item, str) and _is_text(item))]
    try:
        found = list(Corpus(paths)) if paths else []
    except NothingToReadError as error:
        raise FileNotFoundError(str(error)) from None
    return [*found, *_text_sources(texts)]


def _is_text(item: str) -> bool:
    """Tell a text from a path: a path exists, or has no blank in it, or ends like a text file."""
    if "\n" in item or len(item) > 4096:
        return True
    try:
        if Path(item).exists():
            return False
    except (OSError, ValueError):
        return True
    return any(char.isspace() for char in item) and Path(item).suffix.lower() not in TEXT_SUFFIXES


def _text_sources(texts: Iterable[str]) -> Iterator[Source]:
    seen: Counter[str] = Counter()
    for text in texts:
        document_id = "text-" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]
        seen[document_id] += 1
        count = seen[document_id]
        yield Source(document_id if count == 1 else f"{document_id}-{count}", text=text)


def _html(frame: pd.DataFrame, name: str) -> str:
    """Return the first rows of one of the tables as HTML, whatever they hold escaped and no character unseen."""
    shown = frame.loc[:, _SHOWN_COLUMNS[name]].head(_SHOWN_ROWS).astype(object)
    rows = shown.where(shown.notna(), "").map(
        lambda value: safe(", ".join(value) if isinstance(value, list) else str(value))
    )
    more = len(frame) - len(rows)
    note = f"<p>… and {more:,} more {name}</p>" if more > 0 else ""
    return f"{rows.to_html(index=False, escape=True)}{note}"


def _frame(table: pa.Table) -> pd.DataFrame:
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
    for column in table.schema:
        if column.type == pa.int64() and not column.nullable:
            frame[column.name] = frame[column.name].astype("int64")
        elif pa.types.is_list(column.type):
            frame[column.name] = pd.Series(table[column.name].to_pylist(), dtype=object, index=frame.index)
    return frame
