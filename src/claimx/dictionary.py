"""The data dictionary: every column of the three tables, its type and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel

from claimx.records import CLAIMS_SCHEMA, DOCUMENTS_SCHEMA, QUOTATIONS_SCHEMA, Claim, Document, Quotation, Speaker

_MODELS: Final[Mapping[str, type[BaseModel]]] = {"documents": Document, "quotations": Quotation, "claims": Claim}
_SCHEMAS: Final[Mapping[str, pa.Schema]] = {
    "documents": DOCUMENTS_SCHEMA,
    "quotations": QUOTATIONS_SCHEMA,
    "claims": CLAIMS_SCHEMA,
}

_OFFSETS: Final = {"start": "where it begins in the document's text, in code points", "end": "where it ends, exclusive"}
DESCRIPTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "documents": {
        "document_id": "path below the input folder, with `/`; the id column of records; unique in a run",
        "path": "the file as it was named to the command",
        "sha256": "SHA-256 of the bytes read",
        "text": "the text that all offsets count in; only a byte order mark was dropped",
        "title": "the heading above the first paragraph, or the records' title column",
        "date": "the document's own date, ISO 8601 of the precision it gives (`2021`, `2021-12`, `2021-12-03`)",
        "n_paragraphs": "paragraphs",
        "n_sentences": "sentences that aren't blank",
        "n_quotations": "its rows in `quotations`",
        "n_claims": "its rows in `claims`",
        "status": "`skipped` where there was nothing to read or it isn't French, `failed` where it couldn't be read",
        "error": "why it was skipped or failed",
    },
    "quotations": {
        "document_id": "row of `documents`",
        "quotation_id": "`q01` … in order of position, unique in a document",
        "kind": "direct (in marks), indirect (reported in other words), mixed (reported, partly in marks)",
        **_OFFSETS,
        "segments": "the stretches that are content, where an inserted *a-t-il dit* parts them; first start, last end",
        "text": "`text[start:end]` of the document",
        "cue_text": "the words that say that it is said, as written",
        "cue_lemma": "the cue's dictionary form",
        "cue_start": "where the cue begins",
        "cue_end": "where it ends, exclusive",
        "source_text": "who says it, as written: *le ministre*, *-il*",
        "source_start": "where the source begins",
        "source_end": "where it ends, exclusive",
        "speaker_names": "who that is, as fully as the article or the lexicon names them; several for joint sources",
        "speaker_ids": "their ids in the lexicon, null where it has none; as many as names",
        "speaker_kinds": "what they are; as many as names",
        "resolution": "how the speaker was found (`name`, `title`, `pronoun` …), or why there is none",
        "within": "the quotation whose content it lies in",
        "paragraph": "index of the paragraph it begins in, from 0",
        "sentence": "index of the sentence it begins in, from 0",
        "rule": "the rule that made it",
        "confidence": "estimated probability that the content is right (IoU ≥ 0.8 with a hand-made one)",
    },
    "claims": {
        "document_id": "row of `documents`",
        "claim_id": "`c01` … in a document",
        "quotation_id": "row of `quotations` in the same document",
        "claimant_name": "who holds the position: the innermost source",
        "claimant_id": "the claimant's id in the lexicon",
        "speaker_name": "who speaks in the quotation",
        "via": "reporters between the claimant and the article, outermost first",
        "addressee": "whom it is said to",
        "act": "the speech act",
        "polarity": "the claimant's side toward the issue as named",
        "negated": "whether the clause is negated",
        "modality": "whether it is put as possible, necessary or conditional",
        "issue_id": "the codebook's issue",
        "issue_label_fr": "its French label",
        "issue_label_en": "its English label",
        "issue_text": "the words that name the issue; a pronoun's antecedent, wherever it stands",
        "issue_start": "where those words begin",
        "issue_end": "where they end, exclusive",
        "text": "the evidence: `text[start:end]` of the document",
        **_OFFSETS,
        "label_en": "act, polarity and issue in English words",
        "label_fr": "the same in French",
        "date": "when it was said, ISO 8601 of the precision known",
        "rule": "the rule that made it",
        "confidence": "estimated probability that quotation, issue and side are right",
        "claimant_stands_for": "id of the state or institution that a metonym (*Moscou*) speaks for",
        "speaker_ids": "lexicon ids of the speakers in `speaker_name`, null where there is none",
        "date_basis": "where `date` comes from: stated beside the cue, resolved from words there, the document's own",
        "date_text": "the words beside the cue that date it",
    },
}


@dataclass(frozen=True)
class Column:
    """A column: its Arrow type in words, whether it is always there, the values it may have (empty: any)."""

    name: str
    type: str
    required: bool
    values: tuple[str, ...]
    description: str


def columns(table: str) -> list[Column]:
    """Return the columns of ``documents``, ``quotations`` or ``claims`` in the order of the file."""
    return [
        Column(
            field.name,
            str(field.type).replace("item: ", "").replace("element: ", ""),
            not field.nullable,
            _values(table, field.name),
            DESCRIPTIONS[table][field.name],
        )
        for field in _SCHEMAS[table]
    ]


def _values(table: str, column: str) -> tuple[str, ...]:
    if column == "speaker_kinds":
        return _literals(Speaker.model_fields["kind"].annotation)
    info = _MODELS[table].model_fields.get(column)
    return _literals(info.annotation) if info else ()


def _literals(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(value for part in get_args(annotation) for value in _literals(part))
