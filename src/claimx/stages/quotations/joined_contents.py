"""Where a content ends before the speaker's next act: *affirme que la digue tient | et exige une expertise*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper, Span
from claimx.stages.quotations.view import CLITICS, View

_JOINTS = frozenset({"et", "mais", "puis"})

_CONDITIONAL = ("rait", "raient")


def part_joined(view: View, shaper: Shaper, found: Sequence[Candidate], extents: dict[int, Extent]) -> None:
    """End each content of ``found`` before a joined cue whose subject is the content's own speaker.

    Who speaks stands outside of what is said: a verb inside it is of somebody else. ``extents`` tell how far the
    contents may reach.
    """
    last: dict[tuple[int, Span], Candidate] = {}
    for item in found:
        if item.cue is None or item.source is None:
            continue
        head = view.token_at(item.cue[0])
        key = view.sentence[head], item.source
        outer = last.get(key)
        # *annonce qu'il va fermer et inviter …*, *souhaite qu'il vienne et dise …*: of the verb inside
        asserted = item.features.get("form") == "finite" and _asserts(view, item.cue)
        if asserted and outer is not None and (joint := _joint(view, head)) >= 0:
            _end_before(joint, outer, shaper, extents)
        extent = extents.get(id(item))
        if extent is not None and extent.side == "end" and item.source[1] <= item.start:
            last[key] = item


def _asserts(view: View, cue: Span) -> bool:
    """Whether the finite verb of a cue is neither conditional nor subjunctive, as one that *que* governs would be."""
    words = range(view.token_at(cue[0]), view.token_at(cue[1] - 1) + 1)
    verb = next((i for i in words if view.is_finite(i)), words[0])
    return not view.lower[verb].endswith(_CONDITIONAL) and view.morph[verb].get("Mood", "") != "Sub"


def _joint(view: View, verb: int) -> int:
    """The conjunction right before a verb group, or -1."""
    while verb > 0 and (view.lower[verb - 1] in CLITICS or view.lower[verb - 1] in ("ne", "n'")):
        verb -= 1
    return verb - 1 if verb > 0 and view.lower[verb - 1] in _JOINTS else -1


def _end_before(joint: int, item: Candidate, shaper: Shaper, extents: dict[int, Extent]) -> None:
    extent = extents[id(item)]
    if not extent.first < joint < max(extent.end, extent.high):
        return
    end = min(extent.end, joint)
    shaped = shaper.shape(extent.first, end, extent.base, clause=extent.clause, direct=extent.direct)
    if shaped is not None:
        item.kind, item.segments = shaped
        extents[id(item)] = replace(extent, end=end, high=joint)
