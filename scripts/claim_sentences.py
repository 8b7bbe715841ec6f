"""Measure the claim stage on marked-up sentences (``tests/claim_sentences.yaml``, ``tests/claim_case_sentences``).

    python scripts/claim_sentences.py [--wrong]

Prints the share right by field. A sentence's expected claims are compared in order; one that is missing is wrong in
every field.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from spacy.language import Language

import claimx
from claimx.records import Claim, Quotation, Segment, Speaker
from claimx.stages.extensions import store_quotations

TESTS = Path(__file__).parents[1] / "tests"
FILES = [TESTS / "claim_sentences.yaml", *sorted((TESTS / "claim_case_sentences").glob("*.yaml"))]
TAG = re.compile(r"<(/?)([scq])(1?)>")
FIELDS = ("claimant", "act", "polarity", "issue")


def sentences(files: Sequence[Path] = FILES) -> list[dict[str, Any]]:
    """Return the entries of the files."""
    return [entry for file in files for entry in yaml.safe_load(file.read_text(encoding="utf-8"))]


def unmark(marked: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return the plain text of a marked-up sentence and where each mark's words stand."""
    text, spans, opened, last = "", {}, {}, 0
    for tag in TAG.finditer(marked):
        text += marked[last : tag.start()]
        last = tag.end()
        name = tag[2] + tag[3]
        if tag[1]:
            spans[name] = (opened.pop(name), len(text))
        else:
            opened[name] = len(text)
    return text + marked[last:], spans


def quotations_of(text: str, spans: dict[str, tuple[int, int]]) -> list[Quotation]:
    """Return the marked-up relations as the stages before would write them."""
    made = []
    for level, within in (("", None), ("1", "q01")):
        if f"q{level}" not in spans:
            continue
        content, cue, source = (spans.get(f"{part}{level}") for part in "qcs")
        assert content is not None
        name = re.sub(r"^(?:l[ea]s? |l')", "", text[slice(*source)], flags=re.IGNORECASE) if source else "?"
        made.append(
            Quotation(
                quotation_id=f"q0{1 + bool(level)}",
                kind="direct" if "«" in text else "indirect",
                start=content[0],
                end=content[1],
                segments=(Segment(start=content[0], end=content[1]),),
                text=text[slice(*content)],
                cue_text=text[slice(*cue)] if cue else None,
                cue_start=cue[0] if cue else None,
                cue_end=cue[1] if cue else None,
                source_text=text[slice(*source)] if source else None,
                source_start=source[0] if source else None,
                source_end=source[1] if source else None,
                speakers=(Speaker(name=name),),
                within=within,
                confidence=1.0,
            )
        )
    return made


def structured(nlp: Language, marked: str) -> tuple[list[Quotation], list[Claim]]:
    """Return the relations of a marked-up sentence and the claims the chain makes of them."""
    text, spans = unmark(marked)
    with nlp.select_pipes(disable=["claimx_quotations", "claimx_speakers", "claimx_claims"]):
        doc = nlp(text)
    quotations = quotations_of(text, spans)
    store_quotations(doc, quotations)
    doc = nlp.get_pipe("claimx_claims")(doc)
    return quotations, doc._.claims


def wrong(expected: str, claim: Claim, speaker: str) -> list[str]:
    """Return the fields in which a claim isn't what a line of the markup says."""
    claimant, act, polarity, issue = (part.strip() for part in expected.split("|"))
    found = {
        "claimant": (claim.claimant_name == (speaker if claimant == "=" else claimant), claim.claimant_name),
        "act": (claim.act in act.split("/"), claim.act),
        "polarity": (claim.polarity in polarity.split("/"), claim.polarity),
        "issue": (
            any(part.casefold() in (claim.issue_text or "").casefold() for part in issue.split("/")),
            claim.issue_text,
        ),
    }
    return [f"{field}: {value!r}" for field, (right, value) in found.items() if not right]


def compared(nlp: Language) -> Iterator[tuple[dict[str, Any], str, list[str], Claim | None]]:
    """Yield each expected claim with its entry, the fields that are wrong, and the claim found, if any."""
    for entry in sentences():
        quotations, claims = structured(nlp, entry["text"])
        speaker = quotations[-1].speakers[0].name
        for number, expected in enumerate(entry["claims"]):
            claim = claims[number] if number < len(claims) else None
            faults = list(FIELDS) if claim is None else wrong(expected, claim, speaker)
            yield entry, expected, faults, claim


def counts(nlp: Language) -> tuple[Counter[str], int]:
    """Return how many expected claims are right by field, and how many there are."""
    right: Counter[str] = Counter()
    total = 0
    for _, _, faults, _ in compared(nlp):
        total += 1
        right.update(field for field in FIELDS if not any(fault.startswith(field) for fault in faults))
    return right, total


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="list the claims that are wrong in a field")
    options = parser.parse_args()
    nlp = claimx.load()
    if options.wrong:
        for entry, expected, faults, claim in compared(nlp):
            if faults:
                rule = claim.rule if claim else "none"
                print(f"{TAG.sub('', entry['text'])}\n    expected {expected}\n    wrong {faults} [{rule}]")
    right, total = counts(nlp)
    print(f"{len(sentences())} sentences, {total} claims")
    for field in FIELDS:
        print(f"{field:10} {right[field]}/{total} = {right[field] / total:.3f}")


if __name__ == "__main__":
    main()
