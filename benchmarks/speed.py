"""Words a second of claimx, from files to Parquet, beside the bare French model and textacy: ``make bench``.

All read the same articles in one process, on one core. Rounds alternate, so that what else the machine does
meets all; medians count, and so do ratios within a round. A word is what stands between blanks.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import news
import spacy

import claimx
from claimx import run
from claimx.corpus import Corpus, read
from claimx.garbage import kept_for_good

OWN = ("claimx_sentences", "claimx_quotations", "claimx_speakers", "claimx_claims")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--folder", type=Path, help="read these articles instead of made-up ones")
    parser.add_argument("--articles", type=int, default=200, help="made-up articles (default 200)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cpu", action="store_true", help="count processor time: for a machine that isn't idle")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = arguments.folder or news.write_folder(Path(name, "in"), arguments.articles, arguments.seed)
        figures = measure(
            folder, Path(name, "out"), arguments.rounds, time.process_time if arguments.cpu else time.perf_counter
        )
    if arguments.json:
        json.dump(figures, sys.stdout, indent=2)
        return
    print(f"{figures['documents']:,} articles, {figures['words']:,} words, medians of {arguments.rounds} rounds")
    print(f"{'':34}{'words/s':>9}  claimx reads")
    for name, speed in figures["words/s"].items():
        ratio = figures["ratio"].get(name)
        print(f"{name:34}{speed:9,.0f}" + (f"  {ratio:.2f} times as fast" if ratio else ""))
    print("\nwhere a run's time goes")
    for name, share in figures["shares"].items():
        print(f"{name:34}{share:9.1%}")
    print(f"{'stages of our own':34}{figures['own']:9.1%}")


def measure(folder: Path, out: Path, rounds: int, clock: Callable[[], float]) -> dict[str, Any]:
    """Return words a second of each reader, claimx's ratio to it, and the shares of its components."""
    texts = [document.text for source in Corpus([folder]) if (document := read(source)).status == "ok"]
    paragraphs = [line for text in texts for line in text.splitlines() if line.strip()]
    words = sum(len(text.split()) for text in texts)
    with kept_for_good():  # as the command does; and no reader pays for looking through the others' models
        ours, bare, quotations = claimx.load(), spacy.load("fr_core_news_md"), _textacy()
    readers: dict[str, Callable[[], Any]] = {
        "claimx, files to Parquet": lambda: run.run(Corpus([folder]), ours, out, fresh=True),
        "fr_core_news_md, nlp(text)": lambda: _exhaust(bare(text) for text in texts),
        "fr_core_news_md, paragraphs": lambda: _exhaust(bare.pipe(paragraphs, batch_size=256)),
    }
    if quotations is not None:
        readers["textacy, direct quotations"] = lambda: _exhaust(_all(quotations, doc) for doc in bare.pipe(texts))

    def seconds(work: Callable[[], Any]) -> float:
        started = clock()
        work()
        return clock() - started

    taken: dict[str, list[float]] = {name: [] for name in readers}
    for work in readers.values():  # the first reading fills caches
        seconds(work)
    for _ in range(rounds):
        for name, work in readers.items():
            taken[name].append(seconds(work))
    first = next(iter(readers))
    shares = _shares(ours, texts, statistics.median(taken[first]), clock)
    return {
        "documents": len(texts),
        "words": words,
        "words/s": {name: words / statistics.median(values) for name, values in taken.items()},
        "ratio": {
            name: statistics.median(other / own for own, other in zip(taken[first], values, strict=True))
            for name, values in taken.items()
            if name != first
        },
        "shares": shares,
        "own": sum(share for name, share in shares.items() if name in OWN),
    }


def _shares(nlp: Any, texts: list[str], total: float, clock: Callable[[], float]) -> dict[str, float]:
    """Return each component's part of the time of a run, the rest being reading, records and Parquet."""
    taken = dict.fromkeys(("tokenizer", *nlp.pipe_names), 0.0)
    for start in range(0, len(texts), 64):
        begun = clock()
        docs = [nlp.make_doc(text) for text in texts[start : start + 64]]
        taken["tokenizer"] += clock() - begun
        last = [item for item in nlp.pipeline if item[0] in OWN[1:]]
        for name, component in nlp.pipeline:
            if name in OWN[1:]:
                continue
            begun = clock()
            docs = list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]
            taken[name] += clock() - begun
        for doc in docs:
            for name, component in last:
                begun = clock()
                component(doc)
                taken[name] += clock() - begun
    shares = {name: seconds / total for name, seconds in taken.items()}
    return {**shares, "reading, records, Parquet": 1 - sum(shares.values())}


def _textacy() -> Callable[[Any], Iterable[Any]] | None:
    try:
        from textacy.extract.triples import direct_quotations
    except ImportError:
        return None
    found: Callable[[Any], Iterable[Any]] = direct_quotations
    return found


def _all(quotations: Callable[[Any], Iterable[Any]], doc: Any) -> list[Any]:
    try:
        return list(quotations(doc))
    except ValueError:  # textacy gives up where marks don't pair
        return []


def _exhaust(items: Iterable[object]) -> None:
    for _ in items:
        pass


if __name__ == "__main__":
    main()
