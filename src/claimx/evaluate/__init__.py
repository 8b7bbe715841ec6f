"""Evaluation against gold: reading it, matching, metrics, errors, floors (design §6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.evaluate.errors import Error, document_errors
from claimx.evaluate.gold import (
    GoldClaim,
    GoldDocument,
    GoldError,
    GoldProblem,
    GoldQuotation,
    read_document,
    read_gold,
)
from claimx.evaluate.metrics import Prediction, score_all
from claimx.evaluate.report import (
    Floors,
    Report,
    UnderFloor,
    gold_digest,
    read_floors,
    render,
    render_errors,
    under_floors,
)
from claimx.typography import plain

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = [
    "Error",
    "Floors",
    "GoldClaim",
    "GoldDocument",
    "GoldError",
    "GoldProblem",
    "GoldQuotation",
    "Prediction",
    "Report",
    "UnderFloor",
    "evaluate",
    "evaluate_folder",
    "read_document",
    "read_floors",
    "read_gold",
    "render",
    "render_errors",
    "under_floors",
]


def evaluate(predictions: Mapping[str, Prediction], gold: Sequence[GoldDocument]) -> Report:
    """Score predictions, by document id, against gold.

    A gold document without a prediction counts as read with nothing found; predictions for other documents
    are left out. Claims are scored over the documents whose gold has ``claims:``.
    """
    tally, matched = score_all(gold, predictions)
    errors = [error for item in matched for error in document_errors(item)]
    problems = [problem for item in gold for problem in item.problems]
    return Report(tally, errors, problems, gold_digest(gold))


def evaluate_folder(gold_dir: Path, texts_dir: Path | None, nlp: Language) -> Report:
    """Run the chain over the texts of a gold folder and score what it finds.

    Texts are looked for in ``texts_dir``, beside the gold, and in ``data/raw`` of the folders above it. Raises
    ``GoldError`` if the folder, a file or a text can't be read.
    """
    gold = read_gold(gold_dir, texts_dir)
    texts = [plain(item.text) for item in gold]
    docs = nlp.pipe(text.text for text in texts)
    found = {
        item.document_id: (text.quotations(doc._.quotations), text.claims(doc._.claims))
        for item, text, doc in zip(gold, texts, docs, strict=True)
    }
    return evaluate(found, gold)
