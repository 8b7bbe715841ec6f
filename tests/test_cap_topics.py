"""Topics of whole articles: the reader's label is among the two commonest of an article's claims."""

from __future__ import annotations

import sys
from pathlib import Path

import claimx

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from cap_topics import COMMONEST, commonest

RIGHT_SHARE = 0.70


def test_articles_get_their_major_topic(shared: Path) -> None:
    rows = list(commonest(claimx.load(codebooks=["cap"]), shared / "dev"))
    wrong = {name: (topic, found) for name, topic, found in rows if topic not in [key for key, _ in found[:COMMONEST]]}
    assert len(rows) == 24
    assert 1 - len(wrong) / len(rows) >= RIGHT_SHARE, wrong
