"""Evaluate a gold folder in other typography: one thing of its texts changed throughout, the gold moved along.

python scripts/other_typography.py DIR [CHANGE …]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from typography_changes import CHANGES, changed

import claimx
from claimx.evaluate import evaluate, read_gold
from claimx.typography import plain


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("changes", nargs="*", choices=[*CHANGES, []], help="all if none is given")
    options = parser.parse_args()
    gold, nlp = read_gold(options.gold), claimx.load()
    for name in options.changes or CHANGES:
        items = [changed(item, CHANGES[name](item.text)) for item in gold]
        texts = [plain(item.text) for item in items]
        with nlp.select_pipes(disable=["claimx_claims"]):
            docs = list(nlp.pipe(text.text for text in texts))
        found = {
            item.document_id: (text.quotations(doc._.quotations), [])
            for item, text, doc in zip(items, texts, docs, strict=True)
        }
        report = evaluate(found, items).to_json()
        figures = report["quotations"]
        print(
            f"{name:29} IoU ≥ 0.8 {figures['iou80']['f1']:.3f}  IoU ≥ 0.5 {figures['iou50']['f1']:.3f}"
            f"  exact {figures['exact']['f1']:.3f}  direct {figures['by_kind']['direct']['iou80']['f1']:.3f}"
            f"  speakers {report['speakers']['full_name']['share']:.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
