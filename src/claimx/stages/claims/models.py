"""The weights of the learned choices: which words name an issue, how many claims there are, act, side, confidence.

Linear models over binary features, written by ``scripts/train_claims.py`` to ``weights.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Generic, TypeVar

from claimx.records import Act, Polarity
from claimx.stages.sums import Block, Sum, names_of

Label = TypeVar("Label", bound=str)


_KEPT: Final = 1 << 13
"""Blocks of features whose sums are kept, some 400 bytes each."""


class _ClassSums(dict[Block, tuple[float, ...]]):
    """The sums of weights, one a class, of each block that has been asked for."""

    def __init__(self, weights: Sequence[Mapping[str, float]]) -> None:
        super().__init__()
        self._weights = weights

    def __missing__(self, block: Block) -> tuple[float, ...]:
        if len(self) >= _KEPT:
            self.clear()
        names = names_of(block)
        sums = self[block] = tuple([sum(filter(None, map(weights.get, names)), 0.0) for weights in self._weights])
        return sums


class Classes(Generic[Label]):
    """One sum a class; the largest wins, ties go by the classes' order."""

    def __init__(self, sums: Mapping[Label, Sum]) -> None:
        self.labels = tuple(sums)
        self._biases = tuple(item.bias for item in sums.values())
        self._weights = [item.weights for item in sums.values()]
        self._blocks = _ClassSums(self._weights)

    def knows(self, feature: str) -> bool:
        """Whether a feature has a weight for any class."""
        return any(feature in weights for weights in self._weights)

    def shares(self, blocks: Iterable[Block]) -> dict[Label, float]:
        """Return the probability of each class by blocks of features (no name twice)."""
        weights = self._weighed(blocks)
        whole = math.fsum(weights)
        return {label: weight / whole for label, weight in zip(self.labels, weights, strict=True)}

    def _weighed(self, blocks: Iterable[Block]) -> list[float]:
        """Return how likely each class is beside the likeliest one."""
        totals = list(map(sum, zip(self._biases, *map(self._blocks.__getitem__, blocks), strict=True)))
        top = max(totals)
        return [math.exp(total - top) for total in totals]


def most_probable(shares: Mapping[Label, float]) -> Label:
    """Return the class with the greatest probability, the first of equals."""
    return max(shares, key=shares.__getitem__)


@dataclass(frozen=True)
class Models:
    """All models of the claim stage."""

    issue: Sum
    further: Sum
    act: Classes[Act]
    polarity: Classes[Polarity]
    pairs: Mapping[Act, Mapping[Polarity, float]]
    """What an act and a side count together: above 1 where annotators give both more often than chance would."""
    confidence: tuple[float, float]

    def confidence_of(self, sureness: float) -> float:
        """Return the share of claims chosen so surely that are right in issue and side."""
        slope, shift = self.confidence
        share = min(max(sureness, 1e-6), 1 - 1e-6)
        return 1.0 / (1.0 + math.exp(-slope * math.log(share / (1 - share)) - shift))


def build(data: Mapping[str, Any]) -> Models:
    """Return the models of the training script's data."""

    def sums(part: Mapping[str, Any]) -> dict[Any, Sum]:
        return {label: Sum(item["weights"], item["bias"]) for label, item in part.items()}

    return Models(
        Sum(data["issue"]),
        Sum(data["further"]["weights"], data["further"]["bias"]),
        Classes(sums(data["act"])),
        Classes(sums(data["polarity"])),
        data["pairs"],
        (data["confidence"]["slope"], data["confidence"]["shift"]),
    )


@cache
def load_models() -> Models:
    """Return the packaged models."""
    path = files("claimx.stages.claims") / "weights.json"
    return build(json.loads(path.read_text(encoding="utf-8")))
