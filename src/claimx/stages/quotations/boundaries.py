"""Where a content may begin or end.

The rules propose one extent; this module lists the others the sentence allows (pauses, conjunctions, prepositions);
which of them is taken, ``extent_choice`` decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from claimx.lexicon.calendar import WEEKDAYS
from claimx.records import Kind
from claimx.stages.quotations.bounds import Bounds
from claimx.stages.quotations.candidates import Candidate, Shaper
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.view import View

PAUSES = frozenset({",", ";", ":", "–", "—", "-", "--", "(", ")"})
CONJUNCTIONS = frozenset({"et", "mais", "ou", "puis", "car"})
_OPENERS = frozenset(
    "en dans lors sur à au aux pour avec après avant depuis devant alors tandis lorsque quand tout pendant "
    "durant afin sans par contre selon face malgré comme jusqu' jusqu'à".split()
)
_DAYS = frozenset((*WEEKDAYS, "hier", "demain"))
_BEHIND = PAUSES | CONJUNCTIONS | _OPENERS | _DAYS | {"d'"}
"""What may stand behind an extent."""
_BEFORE_DAYS = frozenset("de du d' des le ce chaque au".split())
_MOST = 30
_WEIGHED = 60
"""Extents of which the impossible ones are left out, before the first ``_MOST`` are taken."""


@dataclass(slots=True, eq=False)
class Extent:
    """What of a candidate may move: tokens ``first``..``end`` of the content, and how far (``low``, ``high``).

    ``side`` is ``end`` for a content right of its cue, ``start`` for one left of it, ``both`` for bare quoted words
    (which the content must keep: ``core``), ``after`` for what follows *selon X,*, ``rest`` for what goes on behind
    an inserted cue, after the segments ``prefix`` (code points): it may be empty, ``end`` = ``first``, unless the
    content ``goes_on`` for certain. ``starts`` are further first tokens to weigh; ``rest`` adds the extents of such a
    continuation.
    """

    side: str
    first: int
    end: int
    low: int
    high: int
    head: int
    base: Region | None
    clause: bool = True
    direct: bool = True
    default: bool = True
    core: tuple[int, int] | None = None
    starts: tuple[int, ...] = ()
    prefix: tuple[tuple[int, int], ...] = ()
    prefix_kind: Kind = "indirect"
    rest: Extent | None = None
    goes_on: bool = False

    def moved(self, first: int, end: int) -> Extent:
        """Return it with other tokens of content (by hand: there are thirty of each, ``replace`` is slow)."""
        return Extent(
            self.side, first, end, self.low, self.high, self.head, self.base, self.clause, self.direct,
            default=False, core=self.core, starts=self.starts, prefix=self.prefix, prefix_kind=self.prefix_kind,
        )  # fmt: skip


def alternatives(view: View, shaper: Shaper, item: Candidate, extent: Extent) -> list[tuple[Candidate, Extent]]:
    """Return the candidate with every extent the sentence allows, the rules' own first."""
    found = [(item, extent)]
    for part in filter(None, (extent, extent.rest)):
        for first, end in _possible(shaper.bounds, part, _extents(view, part)[:_WEIGHED])[:_MOST]:
            shaped = _shape(shaper, part, first, end)
            if shaped is None or shaped[1] == item.segments:
                continue
            found.append((item.reshaped(*shaped), part.moved(first, end)))
    own = extent.first, extent.end
    if len(found) > 1 and extent.side not in ("start", "rest") and not _possible(shaper.bounds, extent, [own]):
        del found[0]
    return found


def _possible(bounds: Bounds, extent: Extent, extents: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out extents that part what belongs together."""
    fixed = extent.side == "start"
    return [
        (first, end)
        for first, end in extents
        if not bounds.rows.parts(first)
        and (fixed or first >= end or not bounds.impossible(first, end, extent.high, extent.head))
    ]


def _shape(shaper: Shaper, extent: Extent, first: int, end: int) -> tuple[Kind, list[tuple[int, int]]] | None:
    if extent.side != "rest":
        return shaper.shape(first, end, extent.base, clause=extent.clause, direct=extent.direct)
    if end <= first:
        return extent.prefix_kind, list(extent.prefix)
    shaped = shaper.shape(first, end, extent.base, direct=False)
    if shaped is None:
        return None
    quoted = "indirect" not in (extent.prefix_kind, shaped[0]) or "mixed" in (extent.prefix_kind, shaped[0])
    return ("mixed" if quoted else "indirect"), [*extent.prefix, *shaped[1]]


def _extents(view: View, extent: Extent) -> list[tuple[int, int]]:
    if extent.side == "end":
        ends = _ends(view, extent.first, extent.high, extent)
        return [(first, end) for first in (extent.first, *extent.starts) for end in (extent.end, *ends) if first < end]
    if extent.side == "rest":
        ends = _ends(view, extent.first, extent.high, extent)
        nothing = [] if extent.goes_on else [extent.first]
        return [(extent.first, end) for end in (*nothing, extent.end, *ends)]
    if extent.side == "start":
        return [(first, extent.end) for first in _starts(view, extent.low, extent.end, extent)]
    if extent.side == "after":
        firsts = [
            extent.first,
            *(f for f in _starts(view, extent.low, extent.high, extent)[:4] if view.lower[f - 1] == ","),
        ]
        return [
            (first, end)
            for first in firsts
            for end in [extent.end, *_ends(view, first, extent.high, extent)]
            if first < end
        ]
    core = extent.core or (extent.first, extent.end)
    phrases = [i for i in range(max(extent.low, core[0] - 6), core[0]) if view.pos[i] == "DET"]
    firsts = [extent.first, *_starts(view, extent.low, core[0] + 1, extent), *phrases, core[0]]
    firsts.sort()
    ends = [extent.end, *_ends(view, core[1] - 1, extent.high, extent), core[1]]
    return [
        (first, end) for first in dict.fromkeys(firsts[:1] + firsts[-6:]) for end in dict.fromkeys(ends[:5] + ends[-1:])
    ]


def _inside(view: View, index: int, extent: Extent) -> bool:
    """A place inside a quoted region is no boundary."""
    region = view.region[index]
    return region is not None and region is not extent.base and index > 0 and view.region[index - 1] is region


def _ends(view: View, first: int, high: int, extent: Extent) -> list[int]:
    ends, brackets = [], 0
    begin = first + 1
    for index, lower in enumerate(view.lower[begin:high], begin):
        if lower not in _BEHIND and index - 1 not in view.closing:
            continue
        if lower == ")":
            brackets = max(0, brackets - 1)
        if not brackets and not _inside(view, index, extent):
            after_mark = index - 1 in view.closing
            if (
                lower in PAUSES
                or lower in CONJUNCTIONS
                or after_mark
                or lower == "d'"
                and view.lower[index + 1 : index + 2] == ["ici"]
                or (lower in _OPENERS and view.pos[index] in ("ADP", "SCONJ", "ADV"))
                or (lower in _DAYS and view.lower[index - 1] not in _BEFORE_DAYS)
            ):
                ends.append(_back(view, first, index))
        if lower == "(":
            brackets += 1
    ends.append(_back(view, first, high))
    return [end for end in dict.fromkeys(ends) if end > first and end != extent.end]


def _back(view: View, first: int, end: int) -> int:
    while end > first + 1 and (view.space[end - 1] or view.lower[end - 1] in (",", ";", ":", "–", "—", "-", "--")):
        end -= 1
    return end


def _starts(view: View, low: int, end: int, extent: Extent) -> list[int]:
    starts, brackets = [low], 0
    for index in range(low, end - 1):
        lower = view.lower[index]
        brackets += (lower == "(") - (lower == ")")
        if brackets == 0 and not _inside(view, index, extent):
            if lower in PAUSES or lower in CONJUNCTIONS or lower in ("que", "qu'", ".", "qui", "dont", "de", "d'"):
                if lower in ("de", "d'", "qui", "dont") and extent.side != "both":
                    continue
                following = index + 1
                while following < end and view.space[following]:
                    following += 1
                if following < end:
                    starts.append(following)
            if view.mark[index] and index not in view.closing and index > low:
                starts.append(index)
    return [start for start in dict.fromkeys(starts) if start < end and start != extent.first]
