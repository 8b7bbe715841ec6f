"""How far a quotation's confidence can be trusted: the share that is right by confidence, as a Markdown table.

    python scripts/quotation_reliability.py DIR [--texts DIR]

Right is a quotation whose content matches a gold one (one to one, best first) at IoU ≥ 0.8 or ≥ 0.5. The last column
is what ``--min-confidence`` with the row's lower bound keeps: precision and recall at IoU ≥ 0.8.
"""

from __future__ import annotations

import argparse
import sys
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from dev_eval import chain, parsed

from claimx.evaluate import read_gold

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
Row = tuple[float, float]


def _iou(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> float:
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    union = sum(e - s for s, e in one) + sum(e - s for s, e in other) - shared
    return shared / union if union else 0.0


def outcomes(folder: Path, texts: Path | None) -> tuple[list[Row], int]:
    """Confidence and IoU with its partner of each quotation found, and the number of gold quotations."""
    gold = [item.plain() for item in read_gold(folder, texts)]
    nlp = chain()
    detector = nlp.get_pipe("claimx_quotations")
    rows: list[Row] = []
    total = 0
    for item, doc in zip(gold, parsed(nlp, gold, cache=True), strict=True):
        found = detector.detect(doc)  # type: ignore[attr-defined]  # a QuotationDetector
        mine = [[(part.start, part.end) for part in quotation.segments] for quotation in found]
        theirs = [[(part.start, part.end) for part in quotation.segments] for quotation in item.records()]
        total += len(theirs)
        pairs = sorted(
            ((_iou(one, other), i, j) for i, one in enumerate(mine) for j, other in enumerate(theirs)), reverse=True
        )
        partner: dict[int, float] = {}
        used: set[int] = set()
        for value, i, j in pairs:
            if value > 0 and i not in partner and j not in used:
                partner[i] = value
                used.add(j)
        rows += [(quotation.confidence, partner.get(i, 0.0)) for i, quotation in enumerate(found)]
    return rows, total


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--texts", type=Path)
    options = parser.parse_args()
    rows, total = outcomes(options.gold, options.texts)
    print("| confidence | quotations | mean confidence | right, IoU ≥ 0.8 | right, IoU ≥ 0.5 | from here up: P / R |")
    print("|---|---:|---:|---:|---:|---:|")
    for low, high in pairwise(EDGES):
        here = [row for row in rows if low <= row[0] < high]
        up = [row for row in rows if row[0] >= low]
        if not here:
            continue
        right = sum(value >= 0.8 for _, value in up)
        shares = [sum(value >= level for _, value in here) / len(here) for level in (0.8, 0.5)]
        mean = sum(confidence for confidence, _ in here) / len(here)
        print(
            f"| {low:.2f}–{min(high, 1.0):.2f} | {len(here)} | {mean:.2f} | {shares[0]:.2f} | {shares[1]:.2f} "
            f"| {right / len(up):.2f} / {right / total:.2f} |"
        )


if __name__ == "__main__":
    main()
