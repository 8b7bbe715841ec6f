"""What depends on a word alone, found once for each word."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

Value = TypeVar("Value")

_KEPT: Final = 1 << 15
"""Words kept, some 150 bytes each."""


class ByWord(dict[str, Value]):
    """What ``ask`` gives for each word; all is forgotten when it holds ``limit``, so that memory stays flat."""

    def __init__(self, ask: Callable[[str], Value], limit: int = _KEPT) -> None:
        super().__init__()
        self.ask, self.limit = ask, limit

    def __missing__(self, word: str) -> Value:
        """Ask, and remember the answer."""
        if len(self) >= self.limit:
            self.clear()
        answer = self[word] = self.ask(word)
        return answer

    def of(self, words: Iterable[str]) -> list[Value]:
        """Return what is given for each of ``words``."""
        return list(map(self.__getitem__, words))
