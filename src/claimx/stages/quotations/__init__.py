"""Quotation detection (``claimx_quotations``): kind, content segments, cue, source mention, nesting."""

from __future__ import annotations

from spacy.language import Language

from claimx.lexicon.cues import load_cues
from claimx.stages.quotations.detector import QuotationDetector


@Language.factory(
    "claimx_quotations", assigns=["doc.spans"], requires=["token.dep", "token.pos", "token.is_sent_start"]
)
def make_quotations(nlp: Language, name: str) -> QuotationDetector:
    """Return the detector over the packaged cue lexicon."""
    return QuotationDetector(load_cues())


__all__ = ["QuotationDetector", "make_quotations"]
