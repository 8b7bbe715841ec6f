"""Rows of quoted pieces that are one content: *un « vacarme », une « odeur infecte » et un « danger »*."""

from __future__ import annotations

from itertools import pairwise

from claimx.stages.quotations.view import View, region_token_range

_JOINING = frozenset({",", "et", "ou", "ni", "puis"})
_BETWEEN = _JOINING | frozenset("un une des le la les l' de d' du à au aux son sa ses leur leurs en".split())
_LONGEST = 4
"""Tokens between two pieces: a pause or conjunction, preposition, article."""


class Rows:
    """The rows of one document, as tokens."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._ends: dict[int, int] = {}
        self._gaps: set[int] = set()
        self._pieces: set[int] = set()
        for other, one in pairwise(reversed(view.regions)):
            if one.level == other.level and one.closed and one.parent is other.parent:
                self._join(*region_token_range(view, one), *region_token_range(view, other))

    def _join(self, first: int, close: int, opening: int, end: int) -> None:
        view = self._view
        if view.has_finite(first, close) or view.has_finite(opening, end):
            return  # *« refuse un report » et « exige des excuses »*: clauses, whose verbs may have other cues
        if not 0 < opening - close <= _LONGEST or view.sentence[close] != view.sentence[opening]:
            return
        between = view.lower[close:opening]
        if _BETWEEN.issuperset(between) and not _JOINING.isdisjoint(between):
            self._ends[close] = self._ends.get(end, end)
            self._gaps.update(range(close, opening + 1))
            self._pieces.add(opening)

    def parts(self, boundary: int) -> bool:
        """Whether a content that begins or ends at ``boundary`` would part a row."""
        return boundary in self._gaps

    def goes_on(self, opening: int) -> bool:
        """Whether the quoted piece that opens at ``opening`` is not the first of its row."""
        return opening in self._pieces

    def end(self, close: int) -> int:
        """Token behind the last piece of the row that holds the piece before ``close``; ``close`` if there is none."""
        return self._ends.get(close, close)
