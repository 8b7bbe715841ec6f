"""What a plain-text article is made of: lines, their kinds, and the date it gives itself.

Offsets are Unicode code points, end exclusive.
"""

from __future__ import annotations

import re
from typing import Final

Span = tuple[int, int]

_LINES: Final = re.compile(r"(?:[^\n\r\x0b\x0c\x85\u2028\u2029]|\r(?!\n))+")
_LINES_OF_OLD_MACS: Final = re.compile(r"[^\r\x0b\x0c\x85\u2028\u2029]+")


def line_spans(text: str) -> list[Span]:
    r"""Return the non-blank lines of a text, outer blanks left out.

    ``\n``, ``\r\n``, form feeds and the Unicode separators end a line. A lone ``\r`` does so only in a text
    without any ``\n``: beside line feeds it is a stray mark inside a line (NTREX has one after each sentence,
    in the midst of quotations).
    """
    pattern = _LINES if "\n" in text else _LINES_OF_OLD_MACS
    spans: list[Span] = []
    for match in pattern.finditer(text):
        line = match[0]
        if stripped := line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            spans.append((start, start + len(stripped)))
    return spans
