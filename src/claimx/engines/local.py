"""One machine: the batches one after the other, or in several processes with a model each."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final

from claimx.batches import Outcome, Settings, Task, Worker

if TYPE_CHECKING:
    from spacy.language import Language

_AHEAD: Final = 2
"""Batches handed out for each worker: one being worked on, one waiting; more would only take memory."""


class WorkerDiedError(Exception):
    """A worker process was killed from outside; the message tells what to do."""


def in_process(tasks: Iterable[Task], nlp: Language, settings: Settings) -> Iterator[Outcome]:
    """Yield the outcome of each task, in order."""
    with Worker(nlp, settings) as worker:
        for task in tasks:
            yield worker(task)


def processes(tasks: Iterable[Task], load: dict[str, Any], settings: Settings, workers: int) -> Iterator[Outcome]:
    """Yield the outcome of each task, in order; ``workers`` processes load the chain with ``load`` each.

    No more than twice as many tasks as workers are under way, so that slow writing holds up reading.

    Raises:
        WorkerDiedError: the system killed a worker, most likely for want of memory.
    """
    # Spawned: a fork would inherit the locks of BLAS and Arrow threads.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(load, settings))
    source = iter(tasks)
    waiting: deque[Future[Outcome]] = deque()
    try:
        waiting.extend(pool.submit(_work, task) for task in islice(source, workers * _AHEAD))
        while waiting:
            outcome = waiting.popleft().result()
            waiting.extend(pool.submit(_work, task) for task in islice(source, 1))
            yield outcome
    except BrokenProcessPool:
        raise WorkerDiedError(
            "a worker process died, most likely for want of memory: what is finished is kept; run again to go on,"
            " with fewer --workers or a smaller --max-mb"
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_worker: Worker | None = None


def _start(load: dict[str, Any], settings: Settings) -> None:
    """Load the chain in a new worker, which ends when its parent does, however that ended."""
    from claimx.chain import load as load_chain

    global _worker  # noqa: PLW0603 (one chain a process)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted and ends its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker = Worker(load_chain(**load), settings)


def _work(task: Task) -> Outcome:
    assert _worker is not None
    return _worker(task)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
