"""Choosing among rival candidates of one passage."""

from __future__ import annotations

from collections.abc import Sequence

from claimx.stages.quotations.candidates import Candidate, Span
from claimx.stages.quotations.confidence import LinearModel, describe
from claimx.stages.quotations.view import View


def select(view: View, candidates: Sequence[Candidate], model: LinearModel | None) -> list[Candidate]:
    """Keep the best reading of each passage: no two candidates share a cue, or overlap without nesting.

    ``model`` sets each candidate's score to its confidence and drops those below its threshold.
    """
    if model is not None:
        described = [(item, describe(view, item, near(item, candidates))) for item in candidates]
        for item, features in described:
            item.score = model.score(features)
    kept: list[Candidate] = []
    cues: set[Span] = set()
    for item in sorted(candidates, key=lambda candidate: (-candidate.score, candidate.start, -candidate.length)):
        if model is not None and item.score < model.threshold:
            break
        if not item.segments or any(start >= end for start, end in item.segments):
            continue
        if item.cue in cues:
            continue
        if any(_rivals(item, other) for other in kept if other.start < item.end and item.start < other.end):
            continue
        kept.append(item)
        if item.cue is not None:
            cues.add(item.cue)
    return kept


def near(item: Candidate, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates whose content or cue touches the item's content or cue."""
    low = min(item.start, item.cue[0]) if item.cue else item.start
    high = max(item.end, item.cue[1]) if item.cue else item.end
    return [other for other in candidates if other.start < high and low < other.end]


def _rivals(one: Candidate, other: Candidate) -> bool:
    """One content twice, or contents that cross: one of the two readings is wrong."""
    shared = one.overlap(other)
    if shared == 0:
        return False
    if shared >= 0.9 * max(one.length, other.length):
        return True
    small, large = (one, other) if one.length < other.length else (other, one)
    inside = shared >= 0.98 * small.length
    if not inside:
        return True
    # Nested contents are both right only if the inner one's cue lies inside the outer content too.
    if small.cue is None:
        return True
    return not large.covers(small.cue)
