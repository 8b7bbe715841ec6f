"""Evaluate a gold folder in other typography: one thing of its texts changed throughout, the gold moved along.

python scripts/other_typography.py DIR [CHANGE …]
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import claimx
from claimx.evaluate import GoldDocument, evaluate, read_gold
from claimx.layout import Span
from claimx.typography import plain

Edit = tuple[int, int, str]
_MARK = re.compile(r"«[\s\u00a0\u202f]?|[\s\u00a0\u202f]?»|“[ \u00a0\u202f]?|[ \u00a0\u202f]?”|\"")


def marks(opening: str, closing: str) -> Callable[[str], list[Edit]]:
    """Return what writes all double marks as these."""

    def edits(text: str) -> list[Edit]:
        found = []
        for match in _MARK.finditer(text):
            if match[0] == '"':
                before, after = text[match.start() - 1 : match.start()] or "\n", text[match.end() : match.end() + 1]
                opens = (before.isspace() or before in "('’—-") and not after.isspace()
            else:
                opens = not {"«", "“"}.isdisjoint(match[0])
            found.append((match.start(), match.end(), opening if opens else closing))
        return found

    return edits


def characters(change: Callable[[str], str]) -> Callable[[str], list[Edit]]:
    """Return what puts ``change(character)`` for each character."""
    return lambda text: [(at, at + 1, new) for at, char in enumerate(text) if (new := change(char)) != char]


def broken_lines(width: int) -> Callable[[str], list[Edit]]:
    """Return what breaks lines at a width, with blank lines between paragraphs."""

    def edits(text: str) -> list[Edit]:
        found = [(match.start(), match.end(), "\n\n") for match in re.finditer(r"\n+", text)]
        for line in re.finditer(r"[^\n]+", text):
            place = line.start()
            while line.end() - place > width and (cut := text.rfind(" ", place, place + width + 1)) > place:
                found.append((cut, cut + 1, "\n"))
                place = cut + 1
        return found

    return edits


CHANGES: dict[str, Callable[[str], list[Edit]]] = {
    "unchanged": lambda _: [],
    "no-break spaces": characters(lambda char: "\u00a0" if char == " " else char),
    "decomposed accents": characters(lambda char: unicodedata.normalize("NFD", char)),
    "zero-width spaces": lambda text: [(m.start(), m.end(), " \u200b") for m in re.finditer(" ", text)][::7],
    "two spaces": characters(lambda char: "  " if char == " " else char),
    "letter apostrophes": characters(lambda char: "ʼ" if char in "'’" else char),
    "marks << >>": marks("<< ", " >>"),
    "marks `` ''": marks("``", "''"),
    "marks “ ”": marks("“", "”"),
    'marks " "': marks('"', '"'),
    'marks " " with blanks': marks('" ', ' "'),
    "lines of 72": broken_lines(72),
    "lost closing marks": lambda text: [
        (start, end, "") for at, (start, end, mark) in enumerate(marks("", "x")(text)) if mark and at % 20 == 1
    ],
}


def changed(gold: GoldDocument, edits: Sequence[Edit]) -> GoldDocument:
    """Return a gold document with its text edited and its spans moved along."""
    pieces: list[str] = []
    places = [0] * (len(gold.text) + 1)
    at = length = 0
    for start, end, new in sorted(edits):
        places[at:start] = range(length, length + start - at)
        length += start - at
        places[start:end] = [length] * (end - start)
        pieces += (gold.text[at:start], new)
        length += len(new)
        at = end
    places[at:] = range(length, length + len(places) - at)
    pieces.append(gold.text[at:])

    def moved(span: Span | None) -> Span | None:
        return span and (places[span[0]], places[span[1]])

    quotations = tuple(
        replace(
            item,
            segments=tuple((places[start], places[end]) for start, end in item.segments),
            cue=moved(item.cue),
            source=moved(item.source),
        )
        for item in gold.quotations
    )
    return replace(gold, text="".join(pieces), quotations=quotations, claims=None)


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
            f"{name:22} IoU ≥ 0.8 {figures['iou80']['f1']:.3f}  IoU ≥ 0.5 {figures['iou50']['f1']:.3f}"
            f"  exact {figures['exact']['f1']:.3f}  direct {figures['by_kind']['direct']['iou80']['f1']:.3f}"
            f"  speakers {report['speakers']['full_name']['share']:.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
