"""How likely a mention is the antecedent of a pronoun or description: a linear model trained on the training articles.

The weights (``antecedents.json``) are written by ``scripts/train_antecedents.py``: for each kind of anaphor (``mode``)
one a feature, and for descriptions of people what speaks for somebody new (``new:…``).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, Literal

Mode = Literal["pronoun", "plural", "latter", "owner", "person", "body"]
"""*il*; *ils*; *ce dernier*; *son*; *le technicien*; *l'institution*."""
Features = Sequence[tuple[str, float]]
Row = tuple[Mode, list[tuple[object, Features]], Features | None]
"""One choice: its mode, the candidates (entities) with their features, and what speaks for nobody of them."""

FALLING: Final = frozenset({"sentences", "paragraphs"})
"""Features that grow with the distance of a mention: all others are at most 1."""


class Ranking:
    """Weights by mode and feature; ``record`` sees every choice (training), ``highest`` bounds what a mention gets."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]]) -> None:
        self.weights: dict[str, dict[str, float]] = {mode: dict(found) for mode, found in weights.items()}
        self.highest: dict[str, float] = {
            mode: sum(value for name, value in found.items() if value > 0 and not name.startswith("new:"))
            for mode, found in self.weights.items()
        }
        self.record: Callable[[int, str | None, Row], None] | None = None

    def score(self, mode: Mode, features: Iterable[tuple[str, float]]) -> float:
        """The sum of the weights of ``features``."""
        weight = self.weights.get(mode, {}).get
        return sum([weight(name, 0.0) * value for name, value in features])


@cache
def load_ranking() -> Ranking:
    """The packaged weights (once a process)."""
    text = files(__package__).joinpath("antecedents.json").read_text("utf-8")
    return Ranking(json.loads(text))
