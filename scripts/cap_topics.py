"""Share of articles whose major topic (Comparative Agendas Project) is among their claims' two commonest.

    python scripts/cap_topics.py ../shared/dev [--each]

The topics that a reader gave the articles are in ``tests/cap_topics.yaml``. Ties go by the codebook's order.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import yaml
from spacy.language import Language

import claimx

LABELS = Path(__file__).parents[1] / "tests" / "cap_topics.yaml"
COMMONEST = 2


def commonest(nlp: Language, folder: Path) -> Iterator[tuple[str, str, list[tuple[str, int]]]]:
    """Yield each labelled article with its right topic and its claims' topics, commonest first."""
    labels: dict[str, str] = yaml.safe_load(LABELS.read_text(encoding="utf-8"))
    texts = [(folder / f"{name}.txt").read_bytes().decode("utf-8-sig") for name in labels]
    for (name, topic), doc in zip(labels.items(), nlp.pipe(texts), strict=True):
        counts = Counter(claim.issue_id for claim in doc._.claims if claim.issue_id)
        yield name, topic, sorted(counts.items(), key=lambda item: (-item[1], int(item[0])))


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--each", action="store_true", help="a line for each article")
    options = parser.parse_args()
    nlp = claimx.load(codebooks=["cap"])
    right = total = 0
    for name, topic, found in commonest(nlp, options.folder):
        good = topic in [key for key, _ in found[:COMMONEST]]
        right, total = right + good, total + 1
        if options.each:
            print(f"{'right' if good else 'wrong'}\t{name}\t{topic}\t{dict(found)}")
    print(f"right topic among the two commonest: {right}/{total} = {right / total:.3f}")


if __name__ == "__main__":
    main()
