"""What claims of whole articles must show: their topics, claims for what says something, the same in any order."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import claimx

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from cap_topics import COMMONEST, commonest
from claim_coverage import coverage
from claim_sentences import sentences, unmark

if TYPE_CHECKING:
    from spacy.language import Language

RIGHT_TOPICS = 0.70
"""Share of articles whose major topic is among their two commonest."""
GIVING = 0.95
"""Share of quotations of a clause or more that give a claim."""


def test_articles_get_their_major_topic(shared: Path) -> None:
    rows = list(commonest(claimx.load(codebooks=["cap"]), shared / "dev"))
    wrong = {name: (topic, found) for name, topic, found in rows if topic not in [key for key, _ in found[:COMMONEST]]}
    assert len(rows) == 24
    assert 1 - len(wrong) / len(rows) >= RIGHT_TOPICS, wrong


def test_quotations_of_a_clause_give_a_claim(nlp: Language, shared: Path) -> None:
    right, total, silent = coverage(nlp, shared / "dev")
    assert total > 100
    assert right / total >= GIVING, silent


def test_claims_do_not_depend_on_order_or_workers(nlp: Language, raw: Path) -> None:
    lines = [unmark(entry["text"])[0] for entry in sentences()]
    texts = [file.read_text(encoding="utf-8") for file in sorted(raw.glob("*.txt"))]
    texts += ["\n\n".join(lines[first : first + 12]) for first in range(0, len(lines), 12)]

    def claims(order: list[str], workers: int = 1) -> dict[str, list[dict[str, object]]]:
        docs = nlp.pipe(order, n_process=workers, batch_size=3)
        return {doc.text: [claim.model_dump() for claim in doc._.claims] for doc in docs}

    expected = claims(texts)
    assert sum(map(len, expected.values())) > 100
    shuffled = texts[:]
    random.Random(4).shuffle(shuffled)
    assert claims(shuffled) == expected
    assert claims(texts, workers=2) == expected
