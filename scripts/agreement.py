"""How far two readers' gold agree, by the measures of ``claimx evaluate``.

    python scripts/agreement.py REFERENCE OTHER [--json]

OTHER (yaml beside its texts, or texts in REFERENCE) is scored as if a system had written it; only documents that
both hold count. Of alternatives (several claimants, acts) OTHER's first is taken. Agreement of two careful readers is
about the most that a system can be asked for.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from rich.console import Console

from claimx.evaluate import GoldDocument, Report, read_gold, render
from claimx.evaluate.metrics import Prediction, score_all
from claimx.records import Claim


def as_prediction(document: GoldDocument) -> Prediction:
    """Return gold as quotations and claims."""
    claims = []
    for item in document.claims or ():
        start, end = item.issue_spans[0] if item.issue_spans else (None, None)
        claims.append(
            Claim.model_construct(
                claim_id=item.id,
                quotation_id=item.quotation,
                claimant_name=item.claimants[0] if item.claimants else None,
                act=item.acts[0] if item.acts else None,
                polarity=item.polarity[0] if item.polarity else None,
                issue_id=item.issue_ids[0] if item.issue_ids else None,
                issue_start=start,
                issue_end=end,
            )
        )
    return document.records(speakers=True), claims


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reference", type=Path)
    parser.add_argument("other", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    others = {item.document_id: item for item in read_gold(options.other)}
    gold = [item for item in read_gold(options.reference) if item.document_id in others]
    tally, _ = score_all(gold, {item.document_id: as_prediction(others[item.document_id]) for item in gold})
    if options.json:
        print(json.dumps(tally.to_json(), ensure_ascii=False, indent=1))
        return
    console = Console(width=100)
    for table in render(Report(tally, [], [], ""), groups=0):
        console.print(table)


if __name__ == "__main__":
    main()
