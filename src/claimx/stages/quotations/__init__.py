"""Quotation detection (``claimx_quotations``): kind, content segments, cue, source mention, nesting."""

from __future__ import annotations

from spacy.language import Language

from claimx.lexicon.cues import load_cues
from claimx.stages.quotations.detector import QuotationDetector
from claimx.stages.scoring import Scorer


@Language.factory(
    "claimx_quotations",
    default_config={"scorer": {"@scorers": "claimx.quotations_scorer.v1"}},
    assigns=["doc.spans", "doc._.claimx_quotations", "doc._.quotations"],
    requires=["token.pos", "token.morph", "token.lemma", "token.dep", "token.head"],
    default_score_weights={
        "claimx_quotations_f": 1.0,
        "claimx_quotations_p": None,
        "claimx_quotations_r": None,
        "claimx_quotations_iou50_f": None,
        "claimx_quotations_exact_f": None,
        "claimx_quotations_per_kind": None,
        "spans_claimx_quotations_f": None,
        "spans_claimx_quotations_p": None,
        "spans_claimx_quotations_r": None,
        "spans_claimx_quotations_per_type": None,
    },
)
def make_quotations(nlp: Language, name: str, scorer: Scorer | None) -> QuotationDetector:
    """Return the detector over the packaged cue lexicon; add it after tagger, parser and lemmatizer.

    It reads paragraphs and sentences from the text where ``claimx_sentences`` isn't in the pipeline.
    """
    return QuotationDetector(load_cues(), scorer)


__all__ = ["QuotationDetector", "make_quotations"]
