"""Share of quotations of a clause or more that give a claim, over a folder of texts.

    python scripts/claim_coverage.py ../shared/dev [--each]

A quotation is of a clause or more if a finite verb stands in its content. One that only wraps another leaves its
claim to the inner one (docs/claims.md): it counts as giving one if that does.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

import claimx
from claimx.records import Quotation


def is_clause(doc: Doc, quotation: Quotation) -> bool:
    """Whether a finite verb stands in a quotation's content."""
    spans = [doc.char_span(item.start, item.end, alignment_mode="expand") for item in quotation.segments]
    return any("Fin" in token.morph.get("VerbForm", []) for span in spans if span is not None for token in span)


def clauses(doc: Doc) -> Iterator[tuple[Quotation, bool]]:
    """Yield each quotation of a clause or more, and whether it gives a claim."""
    quotations: list[Quotation] = doc._.quotations
    giving = {claim.quotation_id for claim in doc._.claims}
    outer = {item.quotation_id: item.within for item in quotations}
    for found in sorted(giving):
        around = outer.get(found)
        while around is not None and around not in giving:
            giving.add(around)
            around = outer.get(around)
    yield from ((item, item.quotation_id in giving) for item in quotations if is_clause(doc, item))


def coverage(nlp: Language, folder: Path) -> tuple[int, int, list[str]]:
    """Return how many quotations of a clause or more give a claim, how many there are, and the texts of the others."""
    texts = [file.read_bytes().decode("utf-8-sig") for file in sorted(folder.glob("*.txt"))]
    rows = [row for doc in nlp.pipe(texts) for row in clauses(doc)]
    silent = [quotation.text for quotation, gives in rows if not gives]
    return len(rows) - len(silent), len(rows), silent


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", action="store_true", help="list the quotations that give none")
    options = parser.parse_args()
    right, total, silent = coverage(claimx.load(), options.folder)
    if options.each:
        print("\n".join(silent))
    print(f"quotations of a clause or more that give a claim: {right}/{total} = {right / total:.3f}")


if __name__ == "__main__":
    main()
