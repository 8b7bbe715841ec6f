"""Scorers of claimx's components for ``nlp.evaluate`` and ``spacy evaluate``: the figures of ``claimx evaluate``.

They score the examples whose reference carries gold (see :mod:`claimx.evaluate.docs`); a figure is None where none
does; names ending in ``_p``, ``_r``, ``_f`` are precision, recall and F1, between 0 and 1.
The makers are registered by entry points (``spacy_scorers``).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.scorer import Scorer as SpacyScorer
from spacy.tokens import Doc, Span
from spacy.training import Example

from claimx.evaluate.docs import gold_of
from claimx.evaluate.metrics import score_document
from claimx.evaluate.tally import Score, Tally
from claimx.stages.extensions import QUOTATIONS
from claimx.stages.scoring import Scorer


def score_quotations(examples: Iterable[Example], **settings: Any) -> dict[str, Any]:
    """Score contents: ``claimx_quotations_*`` at IoU ≥ 0.8, and F1 at IoU ≥ 0.5 and exact.

    ``spans_claimx_quotations_*`` are spaCy's own figures over ``doc.spans`` (each segment exact, kind right), which
    ``spacy evaluate --spans-key claimx_quotations`` prints; for them a reference needs only the spans.
    """
    examples = list(examples)
    settings |= {"attr": f"spans_{QUOTATIONS}", "getter": _spans, "has_annotation": _has_spans, "allow_overlap": True}
    scores: dict[str, Any] = SpacyScorer.score_spans(examples, **settings)
    tally = _tally(examples)
    scores |= _prf(QUOTATIONS, tally.quotations.iou80 if tally else None)
    scores["claimx_quotations_iou50_f"] = tally.quotations.iou50.f1 if tally else None
    scores["claimx_quotations_exact_f"] = tally.quotations.exact.f1 if tally else None
    scores["claimx_quotations_per_kind"] = tally and {
        kind: {"p": group.iou80.precision, "r": group.iou80.recall, "f": group.iou80.f1}
        for kind, group in tally.by_kind.items()
    }
    return scores


def score_speakers(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    """Score speakers: share right by full name among contents at IoU ≥ 0.5; F1 of content (IoU ≥ 0.8) and speaker."""
    tally = _tally(examples)
    return {
        "claimx_speakers_acc": tally.full_name.share if tally else None,
        "claimx_sources_acc": tally.source.share if tally else None,
        **_prf("claimx_end_to_end", tally.end_to_end if tally else None),
    }


def score_claims(examples: Iterable[Example], **_: Any) -> dict[str, Any]:
    """Score claims: quotation, claimant and issue right; F1 with polarity, and with polarity and act."""
    tally = _tally(examples)
    if tally and not tally.claim_documents:
        tally = None
    return {
        **_prf("claimx_claims", tally.claims if tally else None),
        "claimx_claims_polarity_f": tally.claims_polarity.f1 if tally else None,
        "claimx_claims_act_f": tally.claims_act.f1 if tally else None,
    }


def make_quotations_scorer() -> Scorer:
    """Return :func:`score_quotations`."""
    return score_quotations


def make_speakers_scorer() -> Scorer:
    """Return :func:`score_speakers`."""
    return score_speakers


def make_claims_scorer() -> Scorer:
    """Return :func:`score_claims`."""
    return score_claims


def _tally(examples: Iterable[Example]) -> Tally | None:
    tally = Tally()
    for example in examples:
        if (gold := gold_of(example.reference)) is not None:
            score_document(tally, gold, (example.predicted._.quotations, example.predicted._.claims))
    return tally if tally.documents else None


def _prf(name: str, score: Score | None) -> dict[str, float | None]:
    figures = (None, None, None) if score is None else (score.precision, score.recall, score.f1)
    return dict(zip((f"{name}_p", f"{name}_r", f"{name}_f"), figures, strict=True))


def _spans(doc: Doc, _: str) -> list[Span]:
    return list(doc.spans[QUOTATIONS]) if _has_spans(doc) else []


def _has_spans(doc: Doc) -> bool:
    return QUOTATIONS in doc.spans
