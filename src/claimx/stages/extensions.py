"""What the stages leave on a ``Doc``: plain JSON-able data underneath, typed records through getters.

Pydantic objects in extension attributes break ``n_process=2`` and ``DocBin``, so a stage stores dumps
(``claimx_*`` attributes) and ``doc._.quotations``, ``doc._.claims`` build the records when asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeVar

from spacy.tokens import Doc

from claimx.records import Claim, Quotation

_Record = TypeVar("_Record", Quotation, Claim)

PARAGRAPHS = "claimx_paragraphs"
"""``[start, end, kind]`` a paragraph, kind one of ``body``, ``heading``, ``furniture``; in text order."""
DATE = "claimx_date"
"""The document's own date as ISO 8601 of whatever precision it gives (``2021-12``), or None."""
QUOTATIONS = "claimx_quotations"
CLAIMS = "claimx_claims"
GOLD = "claimx_gold"
"""Gold of the document, which only docs written for measuring carry (see ``claimx.evaluate.docs``)."""


class _Kept(NamedTuple):
    """Records stored on a doc, and what its attribute for their data held then."""

    records: list[Any]
    data: list[dict[str, Any]] | None


class _Keeping(NamedTuple):
    doc: Doc
    data: bool
    kept: dict[str, _Kept]
    """By attribute."""


_keeping: _Keeping | None = None


@contextmanager
def records_kept(doc: Doc, *, data: bool = True) -> Iterator[None]:
    """Take the records stored on a doc within the block for those that are read from it.

    Without ``data`` the doc itself gets none, nor spans: for who reads what was found within the block, and then
    drops the doc.
    """
    global _keeping  # noqa: PLW0603  # one document's records; outside the block they are made of its data
    _keeping = _Keeping(doc, data, {})
    try:
        yield
    finally:
        _keeping = None


def _quotations(doc: Doc) -> list[Quotation]:
    return _read(doc, QUOTATIONS, Quotation)


def _claims(doc: Doc) -> list[Claim]:
    return _read(doc, CLAIMS, Claim)


def _read(doc: Doc, attribute: str, record: type[_Record]) -> list[_Record]:
    data = doc._.get(attribute)
    if (kept := _kept(doc, attribute)) is not None and kept.data is data:
        return list(kept.records)
    return [record.model_validate(item) for item in data or ()]


def _kept(doc: Doc, attribute: str) -> _Kept | None:
    return _keeping.kept.get(attribute) if _keeping is not None and _keeping.doc is doc else None


def register_extensions() -> None:
    """Register claimx's ``Doc`` extensions; safe to call any number of times."""
    for name in (PARAGRAPHS, DATE, QUOTATIONS, CLAIMS, GOLD):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    for name, getter in (("quotations", _quotations), ("claims", _claims)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter)


def store_quotations(doc: Doc, quotations: Iterable[Quotation]) -> None:
    """Put quotations on the doc, as data and as spans in ``doc.spans["claimx_quotations"]``."""
    items = list(quotations)
    before = _kept(doc, QUOTATIONS)
    if _store(doc, QUOTATIONS, items) and (before is None or not _same_places(items, before.records)):
        doc.spans[QUOTATIONS] = [
            span
            for item in items
            for segment in item.segments
            if (
                span := doc.char_span(
                    segment.start, segment.end, item.kind, span_id=item.quotation_id, alignment_mode="expand"
                )
            )
        ]


def _same_places(one: Sequence[Quotation], other: Sequence[Quotation]) -> bool:
    """Whether quotations are the others with other speakers: copies, which share their segments."""
    return len(one) == len(other) and all(
        a.segments is b.segments and a.kind == b.kind and a.quotation_id == b.quotation_id
        for a, b in zip(one, other, strict=True)
    )


def store_claims(doc: Doc, claims: Iterable[Claim]) -> None:
    """Put claims on the doc, as data and as evidence spans in ``doc.spans["claimx_claims"]``."""
    items = list(claims)
    if _store(doc, CLAIMS, items):
        doc.spans[CLAIMS] = [
            span
            for item in items
            if (span := doc.char_span(item.start, item.end, item.act, span_id=item.claim_id, alignment_mode="expand"))
        ]


def _store(doc: Doc, attribute: str, records: list[Any]) -> bool:
    """Keep records or put their data on the doc, or both; return whether the doc itself is to show them."""
    shown = _keeping is None or _keeping.doc is not doc or _keeping.data
    if shown:
        doc._.set(attribute, [item.model_dump(mode="json") for item in records])
    if _keeping is not None and _keeping.doc is doc:
        _keeping.kept[attribute] = _Kept(records, doc._.get(attribute))
    return shown


register_extensions()
