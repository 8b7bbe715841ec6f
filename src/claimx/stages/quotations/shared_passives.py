"""One passive, two agents: *jugée « A » par X et « B » par Y*, *accusé par X de mentir et par Y de voler*.

All positions are token indices; spans are half open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from claimx.stages.quotations.complements import ComplementReader
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import View

_JOINTS = frozenset({"et", "mais", ","})
_LINKS = frozenset({"de", "d'", "comme", "à"})
_REACH = 50
"""Tokens in which both agents of a passive stand."""


class Share(NamedTuple):
    """What one agent says by the passive."""

    content: tuple[int, int]
    agent: tuple[int, int]
    frame: str


def shares(
    view: View,
    hit: Hit,
    sources: SourceFinder,
    complements: ComplementReader,
    agent_of: Callable[[Hit, int], tuple[int, int] | None],
) -> list[Share]:
    """Return the two shares of a passive with two agents, or none; ``agent_of`` reads the agent behind a cue."""
    limit = view.bounds(hit.head)[1]
    agents = _agents(view, hit, sources, limit)
    if len(agents) < 2:
        return []
    first, second = agents[:2]
    near = range(second - 1, first + 1, -1)
    depth = view.depth(hit.head)
    joint = next((i for i in near if view.lower[i] in _JOINTS and view.depth(i) == depth), -1)
    if joint < 0:
        return []
    if joint + 1 == second:
        return _behind_agents(hit, complements, agent_of, joint, limit)
    return _before_agents(view, hit, sources, complements, (first, joint, second), limit)


def _agents(view: View, hit: Hit, sources: SourceFinder, limit: int) -> list[int]:
    """The tokens *par* of the agents behind the passive, outside the marks of what they say."""
    depth, found = view.depth(hit.head), []
    for index in range(hit.last + 1, min(hit.last + _REACH, limit - 1)):
        if view.depth(index) != depth:
            continue
        if view.is_finite(index) or view.lower[index] in (";", ":"):
            break
        if view.lower[index] == "par" and sources.begins(index + 1):
            found.append(index)
    return found


def _behind_agents(
    hit: Hit,
    complements: ComplementReader,
    agent_of: Callable[[Hit, int], tuple[int, int] | None],
    joint: int,
    limit: int,
) -> list[Share]:
    """*accusé par X de mentir | et par Y de voler*."""
    found = []
    for begun, stop in ((hit, joint), (replace(hit, last=joint), limit)):
        agent = agent_of(begun, stop)
        complement = None if agent is None else complements.read(replace(hit, last=agent[1] - 1))
        if agent is None or complement is None or complement.first >= stop:
            return []
        found.append(Share((complement.first, min(complement.end, stop)), agent, complement.frame))
    return found


def _before_agents(
    view: View,
    hit: Hit,
    sources: SourceFinder,
    complements: ComplementReader,
    places: tuple[int, int, int],
    limit: int,
) -> list[Share]:
    """*jugée « A » par X | et « B » par Y*, *qualifié de « A » par X | et de « B » par Y*."""
    first, joint, second = places
    complement = complements.read(hit)
    begun = joint + 1
    linked = view.lower[begun] in _LINKS
    if complement is None or complement.first >= first or not (linked or view.mark[begun]):
        return []
    if linked and view.lower[complement.first] not in _LINKS:
        begun += 1
    other = sources.noun_phrase(second + 1, limit)
    agent = first + 1, joint - (view.lower[joint - 1] == ",")
    return [
        Share((complement.first, first), agent, complement.frame),
        Share((begun, second), other, complement.frame),
    ]
