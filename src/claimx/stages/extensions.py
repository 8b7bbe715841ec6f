"""What the stages leave on a ``Doc``: plain JSON-able data underneath, typed records through getters.

Pydantic objects in extension attributes break ``n_process=2`` and ``DocBin``, so a stage stores dumps
(``claimx_*`` attributes) and ``doc._.quotations``, ``doc._.claims`` build the records when asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from spacy.tokens import Doc

from claimx.records import Claim, Quotation

PARAGRAPHS = "claimx_paragraphs"
"""``[start, end, kind]`` a paragraph, kind one of ``body``, ``heading``, ``furniture``; in text order."""
DATE = "claimx_date"
"""The document's own date as ISO 8601 of whatever precision it gives (``2021-12``), or None."""
QUOTATIONS = "claimx_quotations"
CLAIMS = "claimx_claims"
GOLD = "claimx_gold"
"""Gold of the document, which only docs written for measuring carry (see ``claimx.evaluate.docs``)."""


class _Kept(NamedTuple):
    """A doc's quotations and the data made of them."""

    doc: Doc
    data: list[dict[str, Any]]
    records: list[Quotation]


_keeping: Doc | None = None
_kept: _Kept | None = None


@contextmanager
def records_kept(doc: Doc) -> Iterator[None]:
    """Take the quotations stored on a doc within the block for those that are read from it: no data in between."""
    global _keeping, _kept  # noqa: PLW0603  # one document's records; outside the block they are made of its data
    _keeping = doc
    try:
        yield
    finally:
        _keeping = _kept = None


def _quotations(doc: Doc) -> list[Quotation]:
    data = doc._.get(QUOTATIONS)
    if _kept is not None and _kept.doc is doc and _kept.data is data:
        return list(_kept.records)
    return [Quotation.model_validate(item) for item in data or ()]


def _claims(doc: Doc) -> list[Claim]:
    return [Claim.model_validate(item) for item in doc._.get(CLAIMS) or ()]


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
    global _kept  # noqa: PLW0603  # see ``records_kept``
    items = list(quotations)
    data = [item.model_dump(mode="json") for item in items]
    doc._.set(QUOTATIONS, data)
    if _kept is None or _kept.doc is not doc or not _same_places(items, _kept.records):
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
    if _keeping is doc:
        _kept = _Kept(doc, data, items)


def _same_places(one: Sequence[Quotation], other: Sequence[Quotation]) -> bool:
    """Whether quotations are the others with other speakers: copies, which share their segments."""
    return len(one) == len(other) and all(
        a.segments is b.segments and a.kind == b.kind and a.quotation_id == b.quotation_id
        for a, b in zip(one, other, strict=True)
    )


def store_claims(doc: Doc, claims: Iterable[Claim]) -> None:
    """Put claims on the doc, as data and as evidence spans in ``doc.spans["claimx_claims"]``."""
    items: Sequence[Claim] = list(claims)
    doc._.set(CLAIMS, [item.model_dump(mode="json") for item in items])
    doc.spans[CLAIMS] = [
        span
        for item in items
        if (span := doc.char_span(item.start, item.end, item.act, span_id=item.claim_id, alignment_mode="expand"))
    ]


register_extensions()
