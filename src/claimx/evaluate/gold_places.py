"""Where strings of the gold stand in a text: as written, else in other typography; *A [..] B* from A to B.

Offsets are Unicode code points, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from claimx.layout import Span
from claimx.typography import trimmed

GAP: Final = " [..] "
_OCCURRENCE: Final = re.compile(r"#(\d+)$")
_SPACE: Final = r"[\s\u00a0\u202f\u2009]"
# Characters that editors and typing habits swap freely, each group as one class.
_TYPOGRAPHY: Final = {
    **dict.fromkeys("'’‘ʼ´`′", "['’‘ʼ´`′]"),
    **dict.fromkeys('"“”„‟«»', f'{_SPACE}*["“”„‟«»]{_SPACE}*'),
    **dict.fromkeys("-‐‑–—−", "[-‐‑–—−]"),
    **dict.fromkeys("…", r"(?:…|\.\.\.)"),
    **dict.fromkeys("œ", "(?:œ|oe)"),
    **dict.fromkeys("Œ", "(?:Œ|OE|Oe)"),
}


@lru_cache(maxsize=4096)
def _patterns(string: str) -> tuple[re.Pattern[str], ...]:
    """Return what to look for, strictest first: whole words as written, as written, other typography."""
    before = r"(?<!\w)" if string[0].isalnum() else ""
    after = r"(?!\w)" if string[-1].isalnum() else ""
    exact = re.escape(string)
    loose = "".join(
        _TYPOGRAPHY.get(char) or re.escape(char) for char in re.sub(rf"{_SPACE}+", " ", string).replace("...", "…")
    ).replace(r"\ ", f"{_SPACE}+")
    return tuple(map(re.compile, (before + exact + after, exact, before + loose + after, loose)))


def find_all(text: str, string: str, start: int, end: int) -> list[Span]:
    """Return where a string stands in ``text[start:end]``: as whole words, else anywhere, else in other typography."""
    if not (string := string.strip()):
        return []
    for pattern in _patterns(string):
        if found := [trimmed(text, *match.span()) for match in pattern.finditer(text, start, end)]:
            return found
    return []


def _split_occurrence(string: str) -> tuple[str, int | None]:
    match = _OCCURRENCE.search(string)
    return (string[: match.start()], int(match[1])) if match else (string, None)


def _candidates(text: str, string: str, windows: Iterable[Span]) -> list[Span]:
    """Return every place of a gold string (``A [..] B`` included) in the windows, in order; ``#n`` picks one."""
    head, *rest = string.split(GAP.strip())
    head, nth = _split_occurrence(head.strip())
    found: list[Span] = []
    for start, end in windows:
        for span in find_all(text, head, start, end):
            last = span[1]
            for part in rest:
                tail, tail_nth = _split_occurrence(part.strip())
                tails = find_all(text, tail, last, end)
                if len(tails) < (tail_nth or 1):
                    break
                last = tails[(tail_nth or 1) - 1][1]
            else:
                found.append((span[0], last))
    if nth is None:
        return found
    return found[nth - 1 : nth]


def locate(text: str, string: str, windows: Sequence[Span], *, after: int = 0, near: Span | None = None) -> Span | None:
    """Find a gold string in the paragraphs given.

    ``after``: prefer the first place from there on (segments follow each other). ``near``: among several
    places of a string without ``#n``, take the one inside or closest to that span. Returns None if not found.
    """
    found = _candidates(text, string, windows)
    if not found and len(windows) > 1:
        found = _candidates(text, string, [(windows[0][0], windows[-1][1])])
    if not found:
        return None
    if near is not None:
        low, high = near
        return min(found, key=lambda span: (max(low - span[1], span[0] - high, 0), span[0]))
    return next((span for span in found if span[0] >= after), found[0])
