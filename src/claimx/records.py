"""Typed records of what claimx extracts, and the Arrow schemas they are stored in.

All offsets count Unicode code points in the document's text, end exclusive; ``text[start:end]`` is
always exactly the string a record carries. Terms follow PARC3 (Pareti 2016), PolNeAR (Newell et al.
2018) and FRACAS (Richard et al. 2024) for quotations, and political claims analysis (Koopmans &
Statham 1999) for claims.
"""

from __future__ import annotations

from typing import Any, Final, Literal

import pyarrow as pa
from pydantic import BaseModel, ConfigDict

SCHEMA_VERSION: Final = "2"

Kind = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "organization", "state", "metonym", "document", "unknown"]
Act = Literal[
    "state",
    "announce",
    "reply",
    "ask",
    "demand",
    "propose",
    "promise",
    "accept",
    "refuse",
    "deny",
    "warn",
    "threaten",
    "accuse",
    "criticize",
    "praise",
]
Polarity = Literal["positive", "negative", "neutral"]
Modality = Literal["possible", "necessary", "conditional"]
DateBasis = Literal["stated", "resolved", "document"]
Status = Literal["ok", "skipped", "failed"]


class Record(BaseModel):
    """Base of all records: immutable, closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Segment(Record):
    """One stretch of text, in code points, end exclusive."""

    start: int
    end: int


class Speaker(Record):
    """Who says it, resolved: the fullest name known, the lexicon's id if linked, and what it is."""

    name: str
    id: str | None = None
    kind: SpeakerKind = "unknown"


class Quotation(Record):
    """One attribution relation: source, cue and content, with the resolved speakers.

    ``start``/``end`` span all segments; ``text`` is ``document.text[start:end]``. ``paragraph`` and
    ``sentence`` are 0-based indices of where the content begins. ``within`` is the id of the quotation whose
    content this one lies in. ``resolution`` says how the speaker was found, or why there is none.
    """

    quotation_id: str
    kind: Kind
    start: int
    end: int
    segments: tuple[Segment, ...]
    text: str
    cue_text: str | None = None
    cue_lemma: str | None = None
    cue_start: int | None = None
    cue_end: int | None = None
    source_text: str | None = None
    source_start: int | None = None
    source_end: int | None = None
    speakers: tuple[Speaker, ...] = ()
    resolution: str = "unresolved"
    within: str | None = None
    paragraph: int = 0
    sentence: int = 0
    rule: str = ""
    confidence: float = 0.0

    def row(self, document_id: str) -> dict[str, Any]:
        """Return the row of ``quotations.parquet`` for this quotation of ``document_id``."""
        data = dict(vars(self))  # tables take no data of other kinds, so nothing need be converted but segments
        del data["speakers"]
        data["document_id"] = document_id
        data["segments"] = [dict(vars(segment)) for segment in self.segments]
        data["speaker_names"] = [speaker.name for speaker in self.speakers]
        data["speaker_ids"] = [speaker.id for speaker in self.speakers]
        data["speaker_kinds"] = [speaker.kind for speaker in self.speakers]
        return data


class Claim(Record):
    """One claim: a claimant's speech act and polarity toward an issue, over an evidence span.

    ``claimant_name`` is the innermost source; ``via`` the reporters between it and the article, outermost
    first. ``text`` is the evidence, ``document.text[start:end]``; ``issue_start``/``issue_end`` is where the
    issue is named, possibly in another paragraph (antecedent of an anaphor). ``claimant_stands_for`` is the id of
    the state or institution that a metonym speaks for. ``date`` is when it was said: ``stated`` beside the cue,
    ``resolved`` from words beside it (``date_text``) and the document's date, or the ``document``'s own.
    """

    claim_id: str
    quotation_id: str
    claimant_name: str | None
    claimant_id: str | None = None
    speaker_name: str | None = None
    via: tuple[str, ...] = ()
    addressee: str | None = None
    act: Act
    polarity: Polarity
    negated: bool = False
    modality: Modality | None = None
    issue_id: str | None = None
    issue_label_fr: str | None = None
    issue_label_en: str | None = None
    issue_text: str | None = None
    issue_start: int | None = None
    issue_end: int | None = None
    text: str
    start: int
    end: int
    label_en: str
    label_fr: str
    date: str | None = None
    rule: str
    confidence: float
    claimant_stands_for: str | None = None
    speaker_ids: tuple[str | None, ...] = ()
    date_basis: DateBasis | None = None
    date_text: str | None = None

    def row(self, document_id: str) -> dict[str, Any]:
        """Return the row of ``claims.parquet`` for this claim of ``document_id``."""
        lists = {"via": list(self.via), "speaker_ids": list(self.speaker_ids)}
        return dict(vars(self)) | {"document_id": document_id} | lists


class Document(Record):
    """One input document: its text as offsets count it, where it came from, and how reading went."""

    document_id: str
    path: str | None = None
    sha256: str | None = None
    text: str = ""
    title: str | None = None
    date: str | None = None
    n_paragraphs: int = 0
    n_sentences: int = 0
    n_quotations: int = 0
    n_claims: int = 0
    status: Status = "ok"
    error: str | None = None

    def row(self) -> dict[str, Any]:
        """Return the row of ``documents.parquet``."""
        return dict(vars(self))


def _field(name: str, kind: pa.DataType, *, nullable: bool = True) -> pa.Field:
    return pa.field(name, kind, nullable=nullable)


_STRINGS = pa.list_(pa.string())
_SEGMENTS = pa.list_(
    pa.struct([_field("start", pa.int64(), nullable=False), _field("end", pa.int64(), nullable=False)])
)

DOCUMENTS_SCHEMA: Final = pa.schema(
    [
        _field("document_id", pa.string(), nullable=False),
        _field("path", pa.string()),
        _field("sha256", pa.string()),
        _field("text", pa.large_string(), nullable=False),
        _field("title", pa.string()),
        _field("date", pa.string()),
        _field("n_paragraphs", pa.int64(), nullable=False),
        _field("n_sentences", pa.int64(), nullable=False),
        _field("n_quotations", pa.int64(), nullable=False),
        _field("n_claims", pa.int64(), nullable=False),
        _field("status", pa.string(), nullable=False),
        _field("error", pa.string()),
    ]
)

QUOTATIONS_SCHEMA: Final = pa.schema(
    [
        _field("document_id", pa.string(), nullable=False),
        _field("quotation_id", pa.string(), nullable=False),
        _field("kind", pa.string(), nullable=False),
        _field("start", pa.int64(), nullable=False),
        _field("end", pa.int64(), nullable=False),
        _field("segments", _SEGMENTS, nullable=False),
        _field("text", pa.string(), nullable=False),
        _field("cue_text", pa.string()),
        _field("cue_lemma", pa.string()),
        _field("cue_start", pa.int64()),
        _field("cue_end", pa.int64()),
        _field("source_text", pa.string()),
        _field("source_start", pa.int64()),
        _field("source_end", pa.int64()),
        _field("speaker_names", _STRINGS, nullable=False),
        _field("speaker_ids", _STRINGS, nullable=False),
        _field("speaker_kinds", _STRINGS, nullable=False),
        _field("resolution", pa.string(), nullable=False),
        _field("within", pa.string()),
        _field("paragraph", pa.int64(), nullable=False),
        _field("sentence", pa.int64(), nullable=False),
        _field("rule", pa.string(), nullable=False),
        _field("confidence", pa.float64(), nullable=False),
    ]
)

CLAIMS_SCHEMA: Final = pa.schema(
    [
        _field("document_id", pa.string(), nullable=False),
        _field("claim_id", pa.string(), nullable=False),
        _field("quotation_id", pa.string(), nullable=False),
        _field("claimant_name", pa.string()),
        _field("claimant_id", pa.string()),
        _field("speaker_name", pa.string()),
        _field("via", _STRINGS, nullable=False),
        _field("addressee", pa.string()),
        _field("act", pa.string(), nullable=False),
        _field("polarity", pa.string(), nullable=False),
        _field("negated", pa.bool_(), nullable=False),
        _field("modality", pa.string()),
        _field("issue_id", pa.string()),
        _field("issue_label_fr", pa.string()),
        _field("issue_label_en", pa.string()),
        _field("issue_text", pa.string()),
        _field("issue_start", pa.int64()),
        _field("issue_end", pa.int64()),
        _field("text", pa.string(), nullable=False),
        _field("start", pa.int64(), nullable=False),
        _field("end", pa.int64(), nullable=False),
        _field("label_en", pa.string(), nullable=False),
        _field("label_fr", pa.string(), nullable=False),
        _field("date", pa.string()),
        _field("rule", pa.string(), nullable=False),
        _field("confidence", pa.float64(), nullable=False),
        _field("claimant_stands_for", pa.string()),
        _field("speaker_ids", _STRINGS, nullable=False),
        _field("date_basis", pa.string()),
        _field("date_text", pa.string()),
    ]
)
