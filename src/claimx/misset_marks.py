"""Double quotation marks that don't match: ``«X"``, ``"X»``, ``“X»``, ``“X“``, ``„X“`` as a pair of one shape.

Editors that set marks by the blanks around them, texts that several hands typed, and printed pages read by a machine
have such pairs. Which mark closes is told by its shape and by the letters beside it, never across a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

_MARKS: Final = re.compile('[«»“”„"\n]')
_FAMILIES: Final = {"«": "«", "»": "«", "“": "“", "”": "“", "„": "“", '"': '"'}
_CLOSING: Final = {"«": "»", "“": "”", '"': '"'}
_BEFORE_OPENING: Final = " \n([{'’-–—/:"
# Marks between a pair's two that are looked at for the partner of the first: an odd text has any number of them.
_AHEAD: Final = 8
_DEEPEST: Final = 6


def matched_marks(text: str) -> str:
    """Return a text with the double marks of each pair of one shape; same length, and the same text if all match."""
    if not _may_mismatch(text):
        return text
    found: dict[int, str] = {}
    line: list[int] = []
    for match in _MARKS.finditer(text):
        if match[0] != "\n":
            line.append(match.start())
        elif line:
            _match_line(text, line, found)
            line = []
    _match_line(text, line, found)
    if not found:
        return text
    pieces: list[str] = []
    place = 0
    for at in sorted(found):
        pieces += (text[place:at], found[at])
        place = at + 1
    return "".join([*pieces, text[place:]])


def _may_mismatch(text: str) -> bool:
    if "„" in text:
        return True
    guillemets, curly, straight = text.count("«"), text.count("“"), text.count('"')
    return text.count("»") != guillemets or text.count("”") != curly or straight % 2 == 1 and guillemets + curly > 0


def _match_line(text: str, line: Sequence[int], found: dict[int, str]) -> None:
    stack: list[int] = []
    for number, at in enumerate(line):
        mark, looks = text[at], _looks(text, at)
        family = _FAMILIES[mark]
        depth = next((i for i in range(len(stack) - 1, -1, -1) if _FAMILIES[text[stack[i]]] == family), None)
        if _opens(mark, looks, depth is not None):
            if len(stack) < _DEEPEST:
                stack.append(at)
        elif depth is not None:
            _pair(text, stack[depth], at, found)
            del stack[depth:]
        elif stack and not (looks > 0 or _partner_follows(text, stack[-1], line, number)):
            _pair(text, stack.pop(), at, found)
        elif mark == '"' and not looks and text[at - 1 : at] in _BEFORE_OPENING and len(stack) < _DEEPEST:
            stack.append(at)


def _looks(text: str, at: int) -> int:
    """Return 1 for a mark that opens by what stands beside it, -1 for one that closes, 0 for one that may do either."""
    before, after = text[at - 1 : at] or "\n", text[at + 1 : at + 2] or "\n"
    free, tight = before in _BEFORE_OPENING, not after.isspace() and after not in ".,;)"
    return int(free and tight) - int(not free and not (tight and after.isalnum()))


def _opens(mark: str, looks: int, is_open: bool) -> bool:
    if mark == "“":
        return looks > 0 or not (is_open or looks)
    if mark == "”":
        return looks > 0 and not is_open
    if mark == "«":
        return not is_open or looks >= 0  # *« Je reste« , dit-il*, as some web editors set them
    return mark == "„" or mark == '"' and looks > 0


def _partner_follows(text: str, opening: int, line: Sequence[int], number: int) -> bool:
    """Whether the mark that closes ``opening`` stands further on, before one of its shape opens again."""
    family = _FAMILIES[text[opening]]
    for at in islice(line, number + 1, number + 1 + _AHEAD):
        if _FAMILIES[text[at]] == family:
            return not _opens(text[at], _looks(text, at), is_open=True)
    return False


def _pair(text: str, opening: int, closing: int, found: dict[int, str]) -> None:
    family = _FAMILIES[text[closing]]
    if family == '"':
        family = _FAMILIES[text[opening]]
    pair = {opening: family, closing: _CLOSING[family]}
    found.update((at, mark) for at, mark in pair.items() if text[at] != mark)
