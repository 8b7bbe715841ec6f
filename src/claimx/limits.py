"""A limit to the processor time that a piece of work may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_AGAIN: Final = 1.0
"""Where a callback swallows the exception (a finalizer), the next one comes after as many seconds."""
_GRACE: Final = 10.0
"""Seconds beyond twice the limit after which a process that doesn't answer is ended."""
_ends_process = False


class OverdueError(BaseException):
    """The work took longer than it may. Not an ``Exception``, so that no stage or library takes it for a fault."""


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise :class:`OverdueError` within the block once it has taken ``seconds`` of processor time.

    Processor time, so that nothing depends on what else the machine does. C code that takes long between two steps of
    Python is interrupted only at the next one. No limit if ``seconds`` is None, on systems without interval timers
    (Windows), and outside a process's main thread, where Python delivers no signals.
    """
    if seconds is None or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    armed = True

    def overdue(_: int, __: FrameType | None) -> None:
        if armed:
            raise OverdueError

    previous = signal.signal(signal.SIGVTALRM, overdue)
    try:
        if _ends_process:
            signal.setitimer(signal.ITIMER_PROF, 2 * seconds + _GRACE)  # whose signal, left alone, ends the process
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
        yield
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if _ends_process:
            signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGVTALRM, previous)


def end_when_stuck() -> None:
    """Have :func:`time_limit` end this whole process where its exception can't be raised for as long again.

    For worker processes: it reaches C code that never comes back to Python.
    """
    global _ends_process  # noqa: PLW0603 (a property of the process)
    _ends_process = True
