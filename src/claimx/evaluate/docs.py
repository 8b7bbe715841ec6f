"""Gold on spaCy docs, so that whatever reads ``.spacy`` files can measure with it.

A gold doc carries its quotations as ``doc.spans["claimx_quotations"]`` (a span a segment, labelled with the kind, the
relation's id as ``span.id_``) and all of the gold as plain data in ``doc._.claimx_gold``.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from pydantic import TypeAdapter, ValidationError
from spacy.tokens import Doc

from claimx.evaluate.gold import GoldDocument, GoldError
from claimx.stages.extensions import GOLD, store_quotations

_ADAPTER: Final = TypeAdapter(GoldDocument)


def put_gold(doc: Doc, gold: GoldDocument) -> Doc:
    """Put gold on a doc of the same text and return the doc.

    Raises:
        ValueError: the doc has another text.
    """
    if doc.text != gold.text:
        raise ValueError(f"{gold.document_id}: the doc's text isn't the gold's")
    store_quotations(doc, gold.records(speakers=True))
    # The text is the doc's, and faults of the file have been told.
    doc._.set(GOLD, {key: value for key, value in asdict(gold).items() if key not in {"text", "problems"}})
    return doc


def gold_of(doc: Doc) -> GoldDocument | None:
    """Return the gold that a doc carries, or None.

    Raises:
        GoldError: the data aren't gold.
    """
    if (data := doc._.get(GOLD)) is None:
        return None
    try:
        return _ADAPTER.validate_python({**data, "text": doc.text})
    except (TypeError, ValidationError) as error:
        raise GoldError(f"doc._.{GOLD} isn't gold as `claimx docbin` writes it: {error}") from error
