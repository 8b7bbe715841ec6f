"""Turns of a dialogue in one pair of marks, a region for each (*« Vous aviez bu ? – Un peu. – Combien ? »*).

French typography opens the marks before the first turn and closes them behind the last; a dash opens each of the others
(Imprimerie nationale, Lexique, « Guillemets »). They stand in a row or, as in books, in paragraphs of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from claimx.stages.quotations.marks import Region
from claimx.typography import trimmed

_BLANK = r"[ \t\u00a0\u202f\u2009]"
_DASH = re.compile(rf"{_BLANK}*[—–-]{_BLANK}*(?=[\w…«“\"(.])")
_BETWEEN = re.compile(rf"(?<=[.!?…]){_BLANK}+(?=[—–-]{_BLANK}+[A-ZÀ-ÖØ-Þ…])")
_CLOSED = re.compile(rf"[.!?…]{_BLANK}*[\"”»]$")
_ALONE = re.compile(rf"[—–-]{_BLANK}+(?=[^\W\d_]|…)")
_CLOSED_TWICE = re.compile(rf"»{_BLANK}*»$")
_STRAIGHT = frozenset({'"', "”", "“"})
_LONGEST = 60
"""Paragraphs of one dialogue."""


def part_turns(text: str, regions: list[Region], paragraphs: Sequence[tuple[int, int]]) -> list[Region]:
    """Return ``regions`` of ``text`` with those that hold several turns parted at their dashes, in order of place."""
    top: dict[int, list[Region]] = {}
    for region in regions:
        if not region.level:
            top.setdefault(region.paragraph, []).append(region)
    parts: dict[Region, list[Region]] = {}
    added: list[Region] = []
    read_to = -1
    for region in regions:
        if region.level or region.paragraph < read_to:
            continue
        last = _last_turn(text, region, top, paragraphs)
        if last > region.paragraph:
            added += _over_paragraphs(text, region, last, top, paragraphs)
            read_to = last + 1
    for region in [*regions, *added]:
        if region.level:
            continue
        if turns := _in_a_row(text, region):
            parts[region] = turns
        elif (dash := _ALONE.match(text, region.start, region.end)) is not None:
            region.start = dash.end()
    if not parts and not added:
        return regions
    for region in regions:
        if region.parent in parts:
            _rehang(region, parts[region.parent])
    found = [region for region in [*regions, *added] if region not in parts]
    found += [turn for turns in parts.values() for turn in turns]
    return sorted(found, key=lambda region: (region.outer_start, region.level))


def _last_turn(text: str, region: Region, top: dict[int, list[Region]], paragraphs: Sequence[tuple[int, int]]) -> int:
    """Return the paragraph whose end closes the marks that ``region`` opens, every one behind dashes; -1 if none is."""
    here = top[region.paragraph]
    if region.closed or here[-1] is not region or not region.mark:
        return -1
    for number in range(region.paragraph + 1, min(region.paragraph + _LONGEST, len(paragraphs))):
        start, end = paragraphs[number]
        if _DASH.match(text, start, end) is None:
            return -1
        inside = top.get(number, ())
        if any(not one.opened for one in inside):
            return number
        if any(one.mark == region.mark and not one.closed for one in inside):
            return -1
        if region.mark == "«" and _CLOSED_TWICE.search(text, start, trimmed(text, start, end)[1]):
            return number
        if region.mark in _STRAIGHT and _CLOSED.search(text, start, trimmed(text, start, end)[1]) and not inside:
            return number
    return -1


def _over_paragraphs(
    text: str, region: Region, last: int, top: dict[int, list[Region]], paragraphs: Sequence[tuple[int, int]]
) -> list[Region]:
    """Make each paragraph behind that of ``region`` a turn, up to the ``last``; return those that are new."""
    added = []
    region.continued = None
    for number in range(region.paragraph + 1, last + 1):
        start, end = trimmed(text, *paragraphs[number])
        dash = _DASH.match(text, start, end)
        begin = dash.end() if dash is not None else start
        inside = top.get(number, [])
        closing = next((one for one in inside if not one.opened), None)
        if closing is None:
            stop = end - 1 if number == last else end
            turn = Region(start, end, *trimmed(text, begin, stop), region.mark, number, closed=number == last)
            added.append(turn)
        else:
            turn = closing
            turn.outer_start, turn.opened, turn.continued, turn.continues = start, True, None, None
            turn.start, turn.end = trimmed(text, begin, turn.end)
        for one in inside:
            if one is not turn and turn.start <= one.outer_start and one.outer_end <= turn.end:
                one.level, one.parent = one.level + 1, turn
                one.continued = one.continues = None
                turn.children.append(one)
    return added


def _in_a_row(text: str, region: Region) -> list[Region]:
    """Return the turns that stand in ``region`` in one paragraph, or nothing."""
    if region.continued is not None or region.continues is not None:
        return []
    dash = _DASH.match(text, region.start, region.end)
    begin = dash.end() if dash is not None else region.start
    seams = [match.end() for match in _BETWEEN.finditer(text, begin, region.end) if not _inside(region, match.end())]
    if not seams:
        return []
    found = []
    bounds = [begin, *seams, region.end]
    for number, (start, end) in enumerate(pairwise(bounds)):
        opening = _DASH.match(text, start, end) if number else None
        last = number == len(seams)
        outer = region.outer_start if not number else start
        inner = trimmed(text, opening.end() if opening is not None else start, end)
        stop = region.outer_end if last else inner[1]
        found.append(Region(outer, stop, *inner, region.mark, region.paragraph, closed=last and region.closed))
    return found


def _inside(region: Region, offset: int) -> bool:
    """Whether ``offset`` lies in words that ``region`` quotes."""
    at = bisect_left(region.children, offset, key=lambda child: child.outer_start) - 1
    return at >= 0 and offset < region.children[at].outer_end


def _rehang(child: Region, turns: Sequence[Region]) -> None:
    """Hang ``child`` under the turn that holds it."""
    turn = turns[max(bisect_right(turns, child.outer_start, key=lambda turn: turn.start) - 1, 0)]
    child.parent = turn
    turn.children.append(child)
