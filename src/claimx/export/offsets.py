"""Offsets as other programs count them: UTF-16 code units (Java, JavaScript), line ends as one character."""

from __future__ import annotations

import re
from typing import Final

_LINE_ENDS: Final = re.compile(r"\r\n?")
_BEYOND_BMP: Final = 0xFFFF


class Utf16:
    """A text as a Java text field shows it (every line end a line feed), and offsets into that.

    ``text`` is that text; ``offset`` turns a code-point offset of the original into its UTF-16 offset.
    """

    def __init__(self, text: str) -> None:
        """Prepare the offsets of ``text``."""
        self.text = _LINE_ENDS.sub("\n", text)
        self._offsets: list[int] | None = None
        if len(self.text) != len(text) or any(ord(char) > _BEYOND_BMP for char in text):
            self._offsets = _offsets(text)

    def offset(self, code_points: int) -> int:
        """Return the UTF-16 offset in ``text`` of a code-point offset in the original."""
        return code_points if self._offsets is None else self._offsets[code_points]


def _offsets(text: str) -> list[int]:
    offsets = [0]
    for place, char in enumerate(text):
        pair_starts = char == "\r" and text[place + 1 : place + 2] == "\n"
        offsets.append(offsets[-1] + (0 if pair_starts else 2 if ord(char) > _BEYOND_BMP else 1))
    return offsets
