"""Choosing among rival candidates of one passage."""

from __future__ import annotations

from collections.abc import Sequence

from claimx.stages.quotations.candidates import Candidate, Span
from claimx.stages.quotations.confidence import LinearModel, confidence_blocks
from claimx.stages.quotations.view import View

_SHARING = frozenset({"in_these_words", "second_agent"})
"""Rules whose cue governs another content, too.

*« A » : c'est par ces mots que X a annoncé B*; *jugée « A » par X et « B » par Y*.
"""


_SURE = 0.6
"""What a construction that grammar settles is worth at least, however rare in the articles that were learned from."""


def select(view: View, candidates: Sequence[Candidate], model: LinearModel | None) -> list[Candidate]:
    """Keep the best reading of each passage: no two candidates share a cue, or overlap without nesting.

    ``model`` sets each candidate's score to its confidence and drops those below its threshold.
    """
    around = {id(item): others for item, others in zip(candidates, near(candidates), strict=True)}
    if model is not None:
        described = [(item, confidence_blocks(view, item, around[id(item)])) for item in candidates]
        for item, blocks in described:
            item.score = model.score_of_blocks(blocks)
            if "sure" in item.features:
                item.score = max(item.score, _SURE)
    kept: list[Candidate] = []
    taken: set[int] = set()
    cues: set[tuple[Span, str]] = set()
    for item in sorted(candidates, key=lambda candidate: (-candidate.score, candidate.start, -candidate.length)):
        if model is not None and item.score < model.threshold:
            break
        if not item.segments or any(start >= end for start, end in item.segments):
            continue
        sharing = item.rule if item.rule in _SHARING else ""
        if item.cue is not None and (item.cue, sharing) in cues:
            continue
        if any(_rivals(item, other) for other in around[id(item)] if id(other) in taken):
            continue
        kept.append(item)
        taken.add(id(item))
        if item.cue is not None:
            cues.add((item.cue, sharing))
    return [
        item
        for item in kept
        if "loose" not in item.features
        or not any(id(other) in taken and _reports(other, item) for other in around[id(item)])
    ]


def _reports(outer: Candidate, item: Candidate) -> bool:
    """*explique qu'il veut « sauver l'usine »*: the quoted words are of who explains, the wish is no act of speech."""
    if outer is item or outer.kind == "direct" or outer.cue is None or item.cue is None or outer.cue == item.cue:
        return False
    return outer.covers(item.cue) and all(outer.covers(segment) for segment in item.segments)


def near(candidates: Sequence[Candidate]) -> list[list[Candidate]]:
    """Return for each candidate those, itself included, whose content touches its content or cue.

    One sweep over the text: what is open where a content or its reach begins, touches it.
    """
    reaches = [_reach(item) for item in candidates]
    begins = [(low, 0, at) for at, (low, _) in enumerate(reaches)]
    begins += [(item.start, 1, at) for at, item in enumerate(candidates)]
    found: list[list[Candidate]] = [[] for _ in candidates]
    open_contents: list[int] = []
    open_reaches: list[int] = []
    for offset, is_content, at in sorted(begins):
        if is_content:
            open_reaches = [other for other in open_reaches if reaches[other][1] > offset]
            for other in open_reaches:
                found[other].append(candidates[at])
            open_contents.append(at)
        else:
            open_contents = [other for other in open_contents if candidates[other].end > offset]
            found[at] += [candidates[other] for other in open_contents]
            open_reaches.append(at)
    return found


def _reach(item: Candidate) -> Span:
    """From the first to the last character of content and cue."""
    if item.cue is None:
        return item.start, item.end
    return min(item.start, item.cue[0]), max(item.end, item.cue[1])


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
