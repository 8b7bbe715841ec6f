"""Feed readers and stages with inputs made to break them: ``python benchmarks/fuzz.py``, ``make fuzz``.

A case is a target's name and a number: the same two always give the same input, on any machine, so that a finding
needs no file to be seen again (``--case parsed 4711``). Half the cases are random bytes, half are good inputs with
changes. A case that raises, crashes its process, or takes longer than ten seconds is a finding: it is printed, and
its input goes to ``tests/findings/TARGET/``, where the tests read it from then on.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import FrameType
from typing import Final

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import fuzz_targets  # noqa: E402 (it lies among the tests)

SHARES: Final = {
    "bytes": 200, "txt": 150, "html": 10, "jsonl": 80, "csv": 80, "parquet": 50, "jsonl.gz": 50, "jsonl.zst": 50,
    "codebook": 8, "actors": 20, "gold": 8, "corrections": 40, "where": 60, "tables": 20, "layout": 40,
    "sentences": 30, "marks": 40, "parsed": 50, "chain": 7, "article": 8,
}  # fmt: skip
"""How many of a thousand cases go to each target: more to the quick ones, all to the same number of seconds or so."""
FINDINGS: Final = ROOT / "tests" / "findings"
_AT_ONCE: Final = 200
_SECONDS: Final = 10
_LONGEST: Final = 400


@dataclass(frozen=True)
class Finding:
    """A case that broke a promise, and how."""

    target: str
    number: int
    how: str


class _SlowError(Exception):
    pass


def case(target: str, number: int) -> bytes:
    """Return the input of a case."""
    rng = random.Random(f"{target} {number}")
    good = fuzz_targets.seeds(target)
    if not good or rng.random() < 0.5:
        return rng.randbytes(int(rng.paretovariate(0.6) * 4) % _LONGEST)
    data = bytearray(rng.choice(good))
    for _ in range(int(rng.paretovariate(0.8)) % 30):
        _change(data, rng, good)
    return bytes(data)


def _change(data: bytearray, rng: random.Random, good: tuple[bytes, ...]) -> None:
    start = rng.randrange(len(data) + 1)
    end = min(len(data), start + int(rng.paretovariate(0.7)))
    kind = rng.randrange(7)
    if kind == 0 and start < len(data):
        data[start] ^= 1 << rng.randrange(8)
    elif kind == 1:
        del data[start:end]
    elif kind == 2:
        data[start:start] = data[start:end] * rng.randrange(1, 4)
    elif kind == 3:
        data[start:start] = rng.randbytes(rng.randrange(1, 5))
    elif kind == 4:
        other = rng.choice(good)
        at = rng.randrange(len(other) + 1)
        data[start:end] = other[at : at + rng.randrange(1, 40)]
    elif kind == 5:
        data[start:end] = rng.choice(_SPITEFUL)
    else:
        del data[start:]


_SPITEFUL: Final = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\r\n", b'"', b"'", b"{", b"}", b"[", b"]", b"\\", b"\\ud800", b"null",
    b"true", b"1e999", b"-1", b"NaN", b"9" * 30, b"&a ", b"*a", b"!!python/object:os.system x", b"!!binary x", b"<<: ",
    b"\xed\xa0\x80", b"\xc3", "«".encode(), "»".encode(), "\u2028".encode(), "\u202e".encode(), b"\x1b[31m", b"<!--",
    b"<![CDATA[", b"&#x0;", b"&#1114112;", b",,,,", b";;;;", b"2021-13-45", b"0001-01-01", b"10000-01-01", b"- ", b": ",
)  # fmt: skip


def run_cases(target: str, first: int, count: int) -> list[Finding]:
    """Run cases of a target in this process."""
    run = fuzz_targets.TARGETS[target].run
    for data in fuzz_targets.seeds(target) or (b"",):
        run(data)  # what is loaded once isn't the first case's time
    found: list[Finding] = []
    signal.signal(signal.SIGALRM, _too_slow)
    for number in range(first, first + count):
        data = case(target, number)
        signal.alarm(_SECONDS)
        try:
            run(data)
        except (Exception, RecursionError) as error:  # noqa: BLE001 (anything a target raises is a finding)
            found.append(Finding(target, number, _told(error)))
        finally:
            signal.alarm(0)
    return found


def _too_slow(_number: int, _frame: FrameType | None) -> None:
    raise _SlowError(f"takes longer than {_SECONDS} s")


def _told(error: BaseException) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}: {str(error)[:200]}"


def fuzz(
    counts: dict[str, int], workers: int, first: int = 0, seconds: float | None = None
) -> Iterator[tuple[str, int, list[Finding]]]:
    """Run as many cases of each target; yield target, cases run and what they found, as it comes."""
    ends = None if seconds is None else time.monotonic() + seconds
    chunks = [
        (target, first + at, min(_AT_ONCE, count - at))
        for target, count in counts.items()
        for at in range(0, count, _AT_ONCE)
    ]
    random.Random(0).shuffle(chunks)  # an early end leaves no target out
    context = multiprocessing.get_context("spawn")
    while chunks:
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            running = {}
            try:
                while (chunks or running) and (ends is None or time.monotonic() < ends or running):
                    while chunks and len(running) < workers * 2 and (ends is None or time.monotonic() < ends):
                        chunk = chunks.pop()
                        running[pool.submit(run_cases, *chunk)] = chunk
                    done = next(iter(running))
                    found = done.result()
                    target, _, count = running.pop(done)
                    yield target, count, found
            except BrokenProcessPool:
                for target, start, count in running.values():
                    yield target, count, list(_one_by_one(target, start, count))
        if ends is not None and time.monotonic() >= ends:
            return


def _one_by_one(target: str, first: int, count: int) -> Iterator[Finding]:
    """Find the case that crashes a process."""
    for number in range(first, first + count):
        process = multiprocessing.get_context("fork").Process(target=_quietly, args=(target, number))
        process.start()
        process.join()
        if process.exitcode:
            yield Finding(target, number, f"the process ended with {process.exitcode}")


def _quietly(target: str, number: int) -> None:
    os._exit(1 if run_cases(target, number, 1) else 0)


def keep(finding: Finding) -> Path:
    """Write a finding's input to the folder that the tests read."""
    data = case(finding.target, finding.number)
    path = FINDINGS / finding.target / f"{sha256(data).hexdigest()[:12]}.bin"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def main() -> None:
    """Fuzz, print what is found and a table of figures; exit with 1 if anything is found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("targets", nargs="*", choices=[*SHARES, []], metavar="TARGET", help="all if none is named")
    parser.add_argument("--cases", type=int, default=20_000, help="in all")
    parser.add_argument(
        "--first", type=int, default=0, help="number of each target's first case: others give other cases"
    )
    parser.add_argument("--seconds", type=float, help="stop after so long")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--case", nargs=2, metavar=("TARGET", "NUMBER"), help="run one case, with its traceback")
    parser.add_argument("--keep", action="store_true", help="write an input of each kind of finding to tests/findings")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures, too")
    arguments = parser.parse_args()
    if arguments.case:
        fuzz_targets.TARGETS[arguments.case[0]].run(case(arguments.case[0], int(arguments.case[1])))
        return
    shares = {target: SHARES[target] for target in arguments.targets or SHARES}
    counts = {target: max(1, round(arguments.cases * share / sum(shares.values()))) for target, share in shares.items()}
    ran: Counter[str] = Counter()
    kinds: dict[tuple[str, str], list[Finding]] = {}
    started = time.monotonic()
    for target, count, found in fuzz(counts, arguments.workers, arguments.first, arguments.seconds):
        ran[target] += count
        for finding in found:
            kind = kinds.setdefault((target, finding.how.partition(": ")[0]), [])
            kind.append(finding)
            if len(kind) == 1:
                place = f", kept as {keep(finding).relative_to(ROOT)}" if arguments.keep else ""
                print(f"{target} {finding.number}: {finding.how}{place}", flush=True)
    taken = time.monotonic() - started
    print(f"\n{'target':12}{'cases':>10}{'findings':>10}  kinds")
    for target in shares:
        of_target = {how: found for (name, how), found in kinds.items() if name == target}
        print(f"{target:12}{ran[target]:10,}{sum(map(len, of_target.values())):10,}  {len(of_target) or ''}")
    print(f"{'all':12}{ran.total():10,}{sum(map(len, kinds.values())):10,}  {len(kinds) or ''}   in {taken:,.0f} s")
    if arguments.json:
        figures = {
            "cases": ran.total(),
            "by target": ran,
            "findings": [f.__dict__ for found in kinds.values() for f in found[:1]],
            "seconds": round(taken),
        }
        arguments.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    sys.exit(1 if kinds else 0)


if __name__ == "__main__":
    main()
