"""What stands next to an offset of a text, blanks aside: without copying the text, which may be one long line."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import category

# What stands before a paragraph's first words: the hour of a live report, an item's sign or number.
_HOUR: Final = r"\d{1,2} ?(?:[hH:] ?(?:\d\d)?)(?: ?min)?"
_HEAD: Final = re.compile(
    rf"[*\[(]{{0,4}}{_HOUR}[*\])]{{0,4}}(?: ?[.:–—|-]){{1,3}}[*]{{0,4}} *(?=\S)"
    rf"|[\[(]{_HOUR}[\])] (?=\S)|\d{{1,2}} ?[hH:] ?\d\d (?=[A-ZÀ-ÖØ-Þ«“\"])"
    r"|[*>-] (?=\S)|\d{1,2}[.)] (?=[A-ZÀ-ÖØ-Þ«“\"])"
)
_BULLETS: Final = "•‣◦"
_FIRST_PICTOGRAPH: Final = "\u2190"
_PICTOGRAPHS: Final = frozenset({"So", "Sk", "Sm"})


def heads_line(text: str, start: int) -> bool:
    """Whether nothing but blanks stands before the code point ``start`` in its line."""
    while start and text[start - 1] != "\n" and text[start - 1].isspace():
        start -= 1
    return not start or text[start - 1] == "\n"


def sign_behind(text: str, end: int) -> str:
    """Return the first code point at or behind ``end`` that is no blank, empty at the text's end."""
    while end < len(text) and text[end].isspace():
        end += 1
    return text[end : end + 1]


def sign_before(text: str, start: int) -> str:
    """Return the last code point before ``start`` that is no blank, empty at the text's beginning."""
    while start and text[start - 1].isspace():
        start -= 1
    return text[start - 1 : start]


def is_pictograph(char: str) -> bool:
    """Whether a character is a bullet, an arrow or an emoji: nobody says it."""
    return char >= _BULLETS[0] and (char in _BULLETS or char >= _FIRST_PICTOGRAPH and category(char) in _PICTOGRAPHS)


def head_end(text: str, start: int) -> int:
    """Return where *14h32. – *, *[18:40] *, *1. * at the code point ``start`` end, ``start`` if none stands there."""
    first = text[start]
    match = _HEAD.match(text, start) if first.isdigit() or first in "*[(>-" else None
    return start if match is None else match.end()
