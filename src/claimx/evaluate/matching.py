"""Overlap of contents, one-to-one matching, and when two names are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from claimx.layout import Span

Extent = tuple[Span, ...]
"""Sorted, disjoint spans of one content."""

_ARTICLE: Final = re.compile(r"^(?:(?:les?|la|une?|des|du|de la)\s+|(?:de )?l['’]\s*)(?=\S)")
_MARKS: Final = re.compile(r"[\"“”„«»()]+")
_SEPARATORS: Final = re.compile(r"[\s\-‐‑–—’'.,]+")


def extent(text: str, spans: Iterable[Span]) -> Extent:
    """Return the spans trimmed of blanks, sorted, and merged where they touch or overlap."""
    merged: list[Span] = []
    for raw_start, raw_end in sorted(spans):
        chunk = text[raw_start:raw_end]
        start, end = raw_start + len(chunk) - len(chunk.lstrip()), raw_start + len(chunk.rstrip())
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def size(spans: Extent) -> int:
    """Return the number of characters covered."""
    return sum(end - start for start, end in spans)


def overlap(left: Extent, right: Extent) -> int:
    """Return the number of characters both cover."""
    total = i = j = 0
    while i < len(left) and j < len(right):
        total += max(min(left[i][1], right[j][1]) - max(left[i][0], right[j][0]), 0)
        if left[i][1] <= right[j][1]:
            i += 1
        else:
            j += 1
    return total


def iou(left: Extent, right: Extent) -> float:
    """Return intersection over union, in characters; 0 for two empty extents."""
    shared = overlap(left, right)
    return shared / (size(left) + size(right) - shared) if shared else 0.0


@dataclass(frozen=True)
class Pair:
    """A gold item and a predicted one put together, by index, with the score that joined them."""

    gold: int
    predicted: int
    score: tuple[float, ...]


def best_first(n_gold: int, n_predicted: int, score: Callable[[int, int], tuple[float, ...] | None]) -> list[Pair]:
    """Match one to one, best score first, ties in order of position; pairs scored None are no candidates."""
    candidates = [
        Pair(gold, predicted, value)
        for gold in range(n_gold)
        for predicted in range(n_predicted)
        if (value := score(gold, predicted)) is not None
    ]
    candidates.sort(key=lambda pair: (tuple(-part for part in pair.score), pair.gold, pair.predicted))
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs: list[Pair] = []
    for pair in candidates:
        if pair.gold not in taken_gold and pair.predicted not in taken_predicted:
            taken_gold.add(pair.gold)
            taken_predicted.add(pair.predicted)
            pairs.append(pair)
    return sorted(pairs, key=lambda pair: pair.gold)


@lru_cache(maxsize=65536)
def normal_name(name: str) -> str:
    """Return a name without case, accents, marks, leading article or typographic differences."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.replace("œ", "oe")) if not unicodedata.combining(c))
    plain = _MARKS.sub(" ", plain).casefold().strip()
    plain = _ARTICLE.sub("", plain)
    return _SEPARATORS.sub(" ", plain).strip()


def same_names(gold: Sequence[str], predicted: Sequence[str]) -> bool:
    """Whether two lists name the same, in any order; no name on one side only matches no name on the other."""
    return {normal_name(name) for name in gold} == {normal_name(name) for name in predicted}


def similar_names(gold: Sequence[str], predicted: Sequence[str]) -> bool:
    """Whether each name has its like on the other side, where a part of a name (*Lavrov*) is enough."""
    left, right = ([set(normal_name(name).split()) for name in names] for names in (gold, predicted))
    if not left or not right:
        return not left and not right
    return all(any(a <= b or b <= a for b in right) for a in left) and all(
        any(a <= b or b <= a for a in left) for b in right
    )


def touches(left: Span | None, right: Span | None) -> bool:
    """Whether two spans share a character; two missing ones agree, one missing does not."""
    if left is None or right is None:
        return left is None and right is None
    return left[0] < right[1] and right[0] < left[1]


def span_of(record: Any, name: str) -> Span | None:
    """Return the (start, end) of a record's ``name_start``/``name_end``, None if it has none."""
    start, end = getattr(record, f"{name}_start"), getattr(record, f"{name}_end")
    return None if start is None or end is None else (start, end)
