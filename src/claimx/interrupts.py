"""Ctrl-C and SIGTERM: the command ends in good order and without a traceback, with 128 + the signal's number.

Only the command answers signals (:func:`answer`); where claimx is called as a library, they stay its caller's.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_PATIENCE: Final = 2.0
"""Seconds for tidying up, in which further signals change nothing; a later one ends the process at once, which costs
no data: runs may be killed at any moment."""
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
_AGAIN: Final = 0.01


class Interrupted(BaseException):
    """The user or the system wants the command to end. Not a ``KeyboardInterrupt``, which typer would swallow."""


class _State:
    received: int | None = None
    since = 0.0
    waiting: int | None = None
    held = 0
    over = False


_state = _State()


def answer() -> None:
    """Have SIGINT and SIGTERM raise :class:`Interrupted` in this process; those that it was told to ignore, don't."""
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _handle)
    sys.unraisablehook = _raise_again


def received() -> int | None:
    """Return the number of the signal that :class:`Interrupted` was raised for, if any was."""
    return _state.received


def too_late() -> None:
    """Let no signal break off what is left: the work is done, or the command is on its way out."""
    _state.over = True


@contextmanager
def held_back() -> Iterator[None]:
    """Let signals wait until the block has ended, and never reach a process that is started in it.

    What a terminal sends, it sends to all processes of a command; this one ends its workers itself.
    """
    mask = None
    if hasattr(signal, "pthread_sigmask"):
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    _state.held += 1
    try:
        yield
    finally:
        _state.held -= 1
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if _state.waiting is not None and not _state.held:
            number, _state.waiting = _state.waiting, None
            _handle(number, None)


def _handle(number: int, _: FrameType | None) -> None:
    if _state.over:
        return
    if _state.received is not None:
        if time.monotonic() - _state.since > _PATIENCE:
            os._exit(128 + number)
    elif _state.held:
        _state.waiting = number
    else:
        _state.received, _state.since = number, time.monotonic()
        raise Interrupted


def _raise_again(unraisable: UnraisableHookArgs) -> None:
    """Raise :class:`Interrupted` once more where it came up in a finalizer or callback, which lets nothing through."""
    if not issubclass(unraisable.exc_type, Interrupted) or _state.received is None:
        sys.__unraisablehook__(unraisable)
        return
    number, _state.received = _state.received, None
    again = threading.Timer(_AGAIN, _thread.interrupt_main, (number,))
    again.daemon = True
    again.start()
