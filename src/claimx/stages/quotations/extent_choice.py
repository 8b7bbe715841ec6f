"""Which extent of a content is taken: the one with the least expected loss.

The extents of a candidate share one softmax over a linear model's sums (``scripts/train_quotations.py``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from claimx.stages.quotations.boundaries import Extent, alternatives
from claimx.stages.quotations.candidates import Candidate, Shaper, Span
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.confidence import LinearModel
from claimx.stages.quotations.extent_features import extent_blocks
from claimx.stages.quotations.view import View

_RIGHT = 0.8
_EXACT = 0.5
"""What an exact hit counts beside a near one."""


def choose(
    view: View,
    shaper: Shaper,
    clauses: Clauses,
    proposals: Sequence[tuple[Candidate, Extent | None]],
    model: LinearModel | None,
) -> list[Candidate]:
    """Return each proposed candidate with the extent expected to be right; ``certainty`` goes to its features."""
    chosen = []
    for item, extent in proposals:
        if extent is None or model is None:
            chosen.append(item)
            continue
        options = alternatives(view, shaper, item, extent)
        if len(options) == 1:
            at, certainty = 0, float(item.length > 0)  # nothing to weigh it against
        else:
            totals = [model.total_of_blocks(extent_blocks(view, clauses, *option)) for option in options]
            at, certainty = decide([option.segments for option, _ in options], totals)
        best = options[at][0]
        best.features = {**best.features, "certainty": certainty}
        chosen.append(best)
    return chosen


def decide(options: Sequence[Sequence[Span]], totals: Sequence[float]) -> tuple[int, float]:
    """Return the option with the least expected loss, and how likely it is right (IoU ≥ 0.8).

    ``totals`` are log odds up to a constant. An option counts for its own probability and for that of all options
    so near to it that either would pass for the other (minimum Bayes risk, Goel & Byrne 2000).
    """
    highest = max(totals)
    odds = [math.exp(total - highest) for total in totals]
    whole = sum(odds)
    best, best_value, certainty = 0, -1.0, 1.0
    for at, passing in enumerate(_passing(options)):
        near = sum([odds[other] for other in passing]) / whole
        value = near + _EXACT * odds[at] / whole
        if value > best_value:
            best, best_value, certainty = at, value, near
    return best, certainty


def _passing(options: Sequence[Sequence[Span]]) -> list[list[int]]:
    """Return for each option those, in order, that would pass for it."""
    sizes = [sum([end - start for start, end in segments]) for segments in options]
    passing: list[list[int]] = [[] for _ in options]
    for at, segments in enumerate(options):
        size = sizes[at]
        if size and (len(segments) == 1 or iou(segments, segments) >= _RIGHT):
            passing[at].append(at)
        for other in range(at + 1, len(options)):
            rival, rival_size = options[other], sizes[other]
            if len(segments) == len(rival) == 1:
                (low, high), (rival_low, rival_high) = segments[0], rival[0]
                shared = min(high, rival_high) - max(low, rival_low)
                near = shared > 0 and shared / (size + rival_size - shared) >= _RIGHT
            else:
                near = iou(segments, rival) >= _RIGHT
            if near:
                passing[at].append(other)
                passing[other].append(at)
    return passing


def iou(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Characters shared over characters covered."""
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    union = sum(end - start for start, end in one) + sum(end - start for start, end in other) - shared
    return shared / union if union else 0.0
