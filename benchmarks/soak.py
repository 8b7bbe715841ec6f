"""The long test: ``make soak`` fuzzes, kills runs and reads texts made to be slow, and prints what came of it.

A quarter of an hour on two idle cores, half an hour at most. ``--minutes`` scales it, ``… fuzz growth`` runs some
parts. The exit code is 1 if anything is open. The figures stand in docs/reliability.md.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import fuzz
import growth
import pyarrow.parquet as pq
import scaling

import claimx
import claimx.store

if TYPE_CHECKING:
    from spacy.language import Language

ROOT: Final = Path(__file__).parents[1]


@dataclass(frozen=True)
class Figures:
    """What a part of the soak tried and found."""

    what: str
    cases: int
    open: list[str]


def commands(share: float) -> Iterator[Figures]:
    """Whole commands over folders of odd files and files of odd rows: no traceback, and every document is there."""
    count = max(200, int(1_500 * share))
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        _odd_inputs(work / "in", count)
        found, shown = [], 0
        for workers in ("1", "2"):
            out = work / f"out{workers}"
            command = [
                "extract",
                str(work / "in"),
                "--out",
                str(out),
                "--workers",
                workers,
                "--quiet",
                "--any-language",
            ]
            found += _faults([*command, "--text-column", "text", "--id-column", "id"], {0, 1})
            documents = pq.read_table(out / "documents.parquet", columns=["status", "error"]).to_pylist()
            found += [row["error"] for row in documents if "can't be processed" in (row["error"] or "")]
            if len(documents) < 2 * count:
                found.append(f"{len(documents)} documents of {2 * count}")
        for table in claimx.store.TABLES:
            if len({(work / out / f"{table}.parquet").read_bytes() for out in ("out1", "out2")}) > 1:
                found.append(f"{table}: two workers wrote other bytes than one")
        for form in ("csv", "jsonl", "xlsx", "sqlite", "jsonld", "dna", "gexf", "graphml", "label-studio"):
            found += _faults(["export", str(work / "out1"), "--to", form, "--out", str(work / f"to-{form}")], {0})
        found += _faults(["report", str(work / "out1"), "--out", str(work / "report.html")], {0})
        for path in sorted((work / "in").glob("*.txt"))[: max(3, int(20 * share))]:
            shown += 1
            found += _faults(["show", str(path)], {0, 1})
    yield Figures("documents through `claimx extract`, with one and two workers", 2 * 2 * count, found)
    yield Figures("calls of `claimx export`, `report` and `show` over them", 10 + shown, [])
    yield from _shared()


def _shared() -> Iterator[Figures]:
    """All that lies among the shared articles, gold and guidelines too."""
    shared = Path(os.environ.get("CLAIMX_SHARED", ROOT.parent / "shared"))
    if not shared.is_dir():
        print(f"  {shared} is missing: its files are left out", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out"
        found = _faults(["extract", str(shared), "--out", str(out), "--any-language", "--quiet"], {0, 1})
        count = pq.read_metadata(out / "documents.parquet").num_rows
        for folder in ("gold", "train", "dev"):
            found += _faults(["evaluate", str(shared / folder)], {0})
        found += _faults(["report", str(out), "--out", str(Path(name) / "report.html")], {0})
        texts = sorted(shared.rglob("*.txt"))
        for path in texts[:: max(1, len(texts) // 20)]:
            found += _faults(["show", str(path)], {0, 1})
    yield Figures("files of ../shared through `claimx extract`, `evaluate`, `report`, `show`", count, found)


def _odd_inputs(folder: Path, count: int) -> None:
    folder.mkdir()
    kinds = {"txt": "bytes", "html": "html", "md": "chain"}
    for number in range(count):
        suffix = ("txt", "md", "html")[number % 3] if number % 10 else "txt"
        data = fuzz.case(kinds[suffix], number)
        if suffix == "md":
            data = fuzz.fuzz_targets.text_of(data).encode("utf-8", "replace")
        (folder / f"{number:06}.{suffix}").write_bytes(data)
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as file:
        for number in range(count):
            text = fuzz.fuzz_targets.text_of(fuzz.case("article", number))
            file.write(json.dumps({"id": f"../{number % 97}/{text[:5]}", "text": text}) + "\n")


def _faults(arguments: list[str], good: set[int]) -> list[str]:
    command = [sys.executable, "-m", "claimx", *arguments]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace", cwd="/")
    if "Traceback" in ended.stderr or ended.returncode not in good:
        return [f"{' '.join(arguments[:2])}: {ended.returncode}, {ended.stderr[-300:]}"]
    return []


def fuzzing(share: float) -> Iterator[Figures]:
    """Numbered cases over all readers and stages; each time of day gives others."""
    seconds, workers = 540 * share, len(os.sched_getaffinity(0))
    ran: Counter[str] = Counter()
    found: list[str] = []
    counts = {target: share_ * 1000 for target, share_ in fuzz.SHARES.items()}
    for target, count, findings in fuzz.fuzz(counts, workers, first=int(time.time()), seconds=seconds):
        ran[target] += count
        found += [f"{finding.target} {finding.number}: {finding.how}" for finding in findings]
    stages = {"layout", "sentences", "marks", "parsed", "chain", "article"}
    of_stages = sum(count for target, count in ran.items() if target in stages)
    mine = [line for line in found if line.split(" ")[0] in stages]
    yield Figures("fuzzed inputs of readers (files, tables, codebooks, gold, filters)", ran.total() - of_stages, [
        line for line in found if line not in mine
    ])  # fmt: skip
    yield Figures("fuzzed texts and parses for stages", of_stages, mine)


def kills(share: float) -> Iterator[Figures]:
    """Runs killed at random moments and gone on with: the same bytes as an undisturbed one's."""
    with tempfile.TemporaryDirectory() as name:
        try:
            scaling.kill(Path(name), int(max(100, 300 * share)), 1)
        except SystemExit as error:
            yield Figures("runs killed and gone on with", 20, [str(error)])
            return
    yield Figures("runs killed and gone on with", 20, [])


def growing(share: float) -> Iterator[Figures]:
    """Texts made to be slow: the exponent of each stage's time over their length."""
    sizes = growth.SIZES if share >= 0.5 else growth.SIZES[:-1]
    steep: list[growth.Growth] = []
    grown = 0
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(len(os.sched_getaffinity(0)), mp_context=spawn) as pool:
        for rows in pool.map(_grown, growth.TEXTS, itertools.repeat(sizes), itertools.repeat(1)):
            grown += len(rows)
            steep += _over(rows)
    # Once more, alone, and then at four times the lengths: what grows faster than a text does so each time; a step
    # where arrays leave the processor's cache, or where another process was at work, doesn't.
    open_ = []
    for first in steep:
        told = [growth.told(first)]
        for lengths, readings in ((sizes, 3), (tuple(4 * size for size in sizes[1:]), 2)):
            again = _over(_grown(first.text, lengths, readings, first.stage), first.stage)
            told += map(growth.told, again)
            if not again:
                break
        else:
            open_.append(", then ".join(told))
        print(
            f"  once over {growth.LIMIT}: {told[0]}; read again: {len(told) - 1} times over",
            file=sys.stderr,
            flush=True,
        )
    yield Figures(f"growths of time over {len(growth.TEXTS)} hard texts", grown, open_)


def _over(rows: list[growth.Growth], stage: str | None = None) -> list[growth.Growth]:
    return [row for row in rows if (row.exponent or 0) > growth.LIMIT and stage in {None, row.stage}]


@functools.cache
def _chain() -> Language:
    return claimx.load()


def _grown(name: str, sizes: tuple[int, ...], readings: int, last: str | None = None) -> list[growth.Growth]:
    return growth.measure(_chain(), name, sizes, readings, last)


PARTS: Final[dict[str, Callable[[float], Iterator[Figures]]]] = {
    "commands": commands,
    "fuzz": fuzzing,
    "kill": kills,
    "growth": growing,
}


def main() -> None:
    """Run the parts and print their figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all of them if none is named")
    parser.add_argument("--minutes", type=float, default=30, help="how long at most, on two cores")
    arguments = parser.parse_args()
    done: list[Figures] = []
    begun = time.monotonic()
    for name in arguments.parts or PARTS:
        for figures in PARTS[name](arguments.minutes / 30):
            done.append(figures)
            told = f"{figures.what}: {figures.cases:,}, open {len(figures.open)}"
            print(f"{(time.monotonic() - begun) / 60:5.1f} min {name}: {told}", file=sys.stderr, flush=True)
            for line in figures.open[:20]:
                print(f"  {line}", file=sys.stderr, flush=True)
    print(f"\n{'':72}{'cases':>10}{'open':>6}")
    for figures in done:
        print(f"{figures.what:72}{figures.cases:10,}{len(figures.open):6,}")
    kept: dict[str, Any] = Counter(path.parent.name for path in fuzz.FINDINGS.glob("*/*.bin"))
    print(f"{'findings of earlier soaks, kept as tests':72}{sum(kept.values()):10,}{0:6}")
    sys.exit(1 if any(figures.open for figures in done) else 0)


if __name__ == "__main__":
    main()
