"""One machine: the batches one after the other, or in several processes with a model each."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from claimx.batches import Outcome, Settings, Task, Worker
from claimx.engines.salvage import joined, lost_outcome, single_tasks
from claimx.interrupts import held_back
from claimx.limits import end_when_stuck

if TYPE_CHECKING:
    from spacy.language import Language

_Result = TypeVar("_Result")
_AHEAD: Final = 2
"""Batches handed out for each worker: one being worked on, one waiting; more would only take memory."""
_LOST: Final = (
    "the process that read it was killed, for want of memory or because it was stuck: split it into articles, or run"
    " again where there is more memory"
)
_NO_WORKER: Final = (
    "worker processes die before they have loaded the chain, most likely for want of memory: what is finished is kept;"
    " run again to go on, with fewer --workers"
)


class WorkerDiedError(Exception):
    """No worker process can be started; the message tells what to do."""


def in_process(tasks: Iterable[Task], nlp: Language, settings: Settings) -> Generator[Outcome, None, None]:
    """Yield the outcome of each task, in order."""
    with Worker(nlp, settings) as worker:
        for task in tasks:
            yield worker(task)


def processes(
    tasks: Iterable[Task], load: dict[str, Any], settings: Settings, workers: int
) -> Generator[Outcome, None, None]:
    """Yield the outcome of each task, in order; ``workers`` processes load the chain with ``load`` each.

    No more than twice as many tasks as workers are under way, so that slow writing holds up reading. Where the system
    kills a worker, the batches under way are read again, a document at a time: only one that kills its reader when
    nothing else is read fails.

    Raises:
        WorkerDiedError: workers die before they have loaded the chain.
    """
    source = iter(tasks)
    while under_way := (yield from _until_one_dies(source, load, settings, workers)):
        lost = 0
        with _Alone(load, settings) as alone:
            for task, found in under_way:
                outcome = found or joined(task.number, [alone(single) for single in single_tasks(task)])
                lost += outcome.lost
                yield outcome
        if not lost:
            workers = max(1, workers - 1)  # no document was too much, then so many at once were


def _until_one_dies(
    source: Iterator[Task], load: dict[str, Any], settings: Settings, workers: int
) -> Generator[Outcome, None, list[tuple[Task, Outcome | None]]]:
    """Yield outcomes; if a worker dies, return the tasks under way, with those outcomes that are there."""
    waiting: deque[tuple[Task, Future[Outcome] | None]] = deque()
    pool = _pool(workers, load, settings)

    def hand_out(count: int) -> None:
        for task in islice(source, count):
            try:
                waiting.append((task, _submitted(pool, _work, task)))
            except BrokenProcessPool:
                waiting.append((task, None))

    try:
        hand_out(workers * _AHEAD)
        while waiting:
            future = waiting[0][1]
            if future is None or isinstance(future.exception(), BrokenProcessPool):
                return [(task, _found(future)) for task, future in waiting]
            waiting.popleft()
            hand_out(1)
            yield future.result()
    except BaseException:
        _end_at_once(pool)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return []


def _submitted(pool: ProcessPoolExecutor, work: Callable[..., _Result], *given: Any) -> Future[_Result]:
    with held_back():  # this starts workers
        return pool.submit(work, *given)


def _end_at_once(pool: ProcessPoolExecutor) -> None:
    """End the workers of a run that is broken off: nobody waits for the batches they are at."""
    for process in list((pool._processes or {}).values()):  # noqa: SLF001 (public from Python 3.14 on)
        process.terminate()


def _found(future: Future[Outcome] | None) -> Outcome | None:
    return None if future is None or future.exception() is not None else future.result()


class _Alone:
    """Works on tasks of one document with one worker, and with another where a document kills it."""

    def __init__(self, load: dict[str, Any], settings: Settings) -> None:
        self._given = load, settings
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, task: Task) -> Outcome:
        pool = self._pool = self._pool or self._ready()
        try:
            return _submitted(pool, _work, task).result()
        except BrokenProcessPool:
            self._end()
            return lost_outcome(task, _LOST)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and self._pool is not None:
            _end_at_once(self._pool)
        self._end()

    def _ready(self) -> ProcessPoolExecutor:
        """Return a pool whose worker has loaded the chain: if it dies later, that is its document's doing."""
        pool = _pool(1, *self._given)
        try:
            _submitted(pool, _ready).result()
        except BaseException as error:
            _end_at_once(pool)
            pool.shutdown(wait=True, cancel_futures=True)
            if isinstance(error, BrokenProcessPool):
                raise WorkerDiedError(_NO_WORKER) from None
            raise
        return pool

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None


def _pool(workers: int, load: dict[str, Any], settings: Settings) -> ProcessPoolExecutor:
    # Spawned: a fork would inherit the locks of BLAS and Arrow threads.
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(load, settings))


_worker: Worker | None = None
_fault: str | None = None


def _start(load: dict[str, Any], settings: Settings) -> None:
    """Load the chain in a new worker, which ends when its parent does, however that ended."""
    from claimx.chain import load as load_chain
    from claimx.garbage import kept_for_good

    global _worker, _fault  # noqa: PLW0603 (one chain a process)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted and ends its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    end_when_stuck()
    try:
        with kept_for_good():
            nlp = load_chain(**load)
        _worker = Worker(nlp, settings)
    except Exception as error:  # noqa: BLE001 (told by the first task; the pool would print its traceback)
        _fault = f"{type(error).__name__}: {error}"


def _ready() -> None:
    if _fault is not None:
        raise WorkerDiedError(f"a worker process can't load the chain: {_fault}")


def _work(task: Task) -> Outcome:
    _ready()
    assert _worker is not None
    return _worker(task)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
