"""Products of matrices on one thread: several would wait for each other more than they compute."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


def one_thread() -> AbstractContextManager[object]:
    """Return what holds numpy's BLAS to one thread within a block."""
    held: AbstractContextManager[object] = _controller().limit(limits=1)
    return held


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController().select(user_api="blas")
