"""Sums of weights over binary features, which have names or stand in blocks of those that go together."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

Names = tuple[str, ...]
"""Names of features that go together."""
Block = tuple[Callable[..., Names] | Any, ...]
"""A function that names features, and its arguments: what stands for their names where only the sum counts."""

_KEPT: Final = 1 << 14
"""Blocks of features whose sums are kept, some 200 bytes each."""


def names_of(block: Block) -> Names:
    """Return the names that a block stands for."""
    function, *arguments = block
    names: Names = function(*arguments)
    return names


class _Sums(dict[Block, float]):
    """The sum of weights of each block that has been asked for."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, block: Block) -> float:
        if len(self) >= _KEPT:
            self.clear()
        weight = self[block] = sum(filter(None, map(self._weights.get, names_of(block))))
        return weight


class Sum:
    """A sum of weights by feature name and a bias; unknown features weigh nothing."""

    def __init__(self, weights: Mapping[str, float], bias: float = 0.0) -> None:
        self.weights = weights
        self.bias = bias
        self._blocks = _Sums(weights)

    def total(self, features: Iterable[str]) -> float:
        """Return the sum of the weights of ``features`` (no name twice) and the bias."""
        return self.bias + sum(filter(None, map(self.weights.get, features)))

    def total_of_blocks(self, blocks: Iterable[Block]) -> float:
        """Return :meth:`total` of the names of blocks, each of which is named and summed once."""
        return sum(map(self._blocks.__getitem__, blocks), self.bias)

    def score(self, features: Iterable[str]) -> float:
        """Return the sum as a probability, 0 to 1."""
        return _probability(self.total(features))

    def score_of_blocks(self, blocks: Iterable[Block]) -> float:
        """Return :meth:`score` of the names of blocks."""
        return _probability(self.total_of_blocks(blocks))


def _probability(total: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
