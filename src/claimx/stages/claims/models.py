"""The weights of the learned choices: which words name an issue, how many claims there are, act, side, confidence.

Linear models over binary features, written by ``scripts/train_claims.py`` to ``weights.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from claimx.records import Act, Polarity
from claimx.stages.sums import Sum

Label = TypeVar("Label", bound=str)


_KEPT: Final = 1 << 13
"""Common features whose sums are kept, some 200 bytes each."""


class Classes(Generic[Label]):
    """One sum a class; the largest wins, ties go by the classes' order."""

    def __init__(self, sums: Mapping[Label, Sum]) -> None:
        self.labels = tuple(sums)
        names = dict.fromkeys(name for item in sums.values() for name in item.weights)
        self._rows = {name: number for number, name in enumerate(names, 1)}
        biases = [item.bias for item in sums.values()]
        self._weights = np.array([biases, *([item.weights.get(name, 0.0) for item in sums.values()] for name in names)])
        self._common: dict[tuple[str, ...], NDArray[np.float64]] = {}

    def knows(self, feature: str) -> bool:
        """Whether a feature has a weight for any class."""
        return feature in self._rows

    def shares(self, features: Sequence[str], common: tuple[str, ...] = ()) -> dict[Label, float]:
        """Return the probability of each class by ``features`` and ``common`` (no name twice).

        ``common`` are features that come together in many cases: they are summed once.
        """
        base = self._common.get(common)
        if base is None:
            if len(self._common) >= _KEPT:
                self._common.clear()
            base = self._common[common] = self._sum([0, *filter(None, map(self._rows.get, common))])
        totals: list[float] = (base + self._sum(list(filter(None, map(self._rows.get, features))))).tolist()
        top = max(totals)
        weights = [math.exp(total - top) for total in totals]
        whole = math.fsum(weights)
        return {label: weight / whole for label, weight in zip(self.labels, weights, strict=True)}

    def _sum(self, rows: list[int]) -> NDArray[np.float64]:
        # Whole rows are added one after the other; a row itself would be summed by pairs, on some machines only.
        total: NDArray[np.float64] = np.add.reduce(self._weights.take(np.asarray(rows, dtype=np.intp), axis=0), axis=0)
        return total

    def best(self, features: Sequence[str], common: tuple[str, ...] = ()) -> tuple[Label, float]:
        """Return the most probable class and its probability, see :meth:`shares`."""
        shares = self.shares(features, common)
        label = most_probable(shares)
        return label, shares[label]


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
        (data["confidence"]["slope"], data["confidence"]["shift"]),
    )


@cache
def load_models() -> Models:
    """Return the packaged models."""
    path = files("claimx.stages.claims") / "weights.json"
    return build(json.loads(path.read_text(encoding="utf-8")))
