"""Dialogue: a paragraph that a dash opens is somebody's words (Imprimerie nationale, Lexique, « Guillemets »).

A list has dashes too, so that a run of such paragraphs counts only if it sounds like speech: a reporting clause, a
question, a first or second person.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, trim
from claimx.stages.quotations.view import View

_DASH = re.compile(r"\s*(?:[—–―]|-(?=[\s\u00a0]))[\s\u00a0]*(?=\w|[«\"“…¿])")
_PERSON = re.compile(
    r"\b(?:je|j['’]|tu|vous|nous|moi|toi|votre|vos|notre|nos|mon|ma|mes|ton|ta|tes|oui|non|si|merci)\b|-(?:moi|nous|vous|tu|toi)\b",
    re.IGNORECASE,
)
# *… — Je suis las, a-t-il confié.*: a turn in the midst of its paragraph, after the sentence before it has ended.
_TURN = re.compile(r"(?<=[.!?…»])[ \u00a0]+[—–―][ \u00a0]+(?=[A-ZÀ-ÖØ-Þ])")
_QUOTED = re.compile(r"[«“\"]\w|[«“][ \u00a0]")
_LABEL = 2
"""Characters that may stand between a turn's dash and who speaks in it."""
_INSERTED = frozenset({"postposed_clause", "inserted_clause", "preposed_clause", "incise"})


class DialogueFinder:
    """Reads runs of paragraphs that open with a dash."""

    def __init__(self, view: View, paragraphs: Sequence[tuple[int, int, str]], extents: dict[int, Extent]) -> None:
        self.view = view
        self.text = view.text
        self.dashes = any(map(self.text.__contains__, "—–―"))
        self.paragraphs = paragraphs
        self.extents = extents
        self.told: dict[int, int] = {}
        """Where the first content of a source ends, by where that source begins."""

    def extend(self, found: list[Candidate]) -> None:
        """Make inserted candidates in dialogue ``direct`` and add the turns nobody's clause reports."""
        run: list[tuple[int, int]] = []
        inserted = _ByStart([item for item in found if item.rule in _INSERTED])
        for item in found:
            if item.source is not None:
                self.told[item.source[0]] = min(item.end, self.told.get(item.source[0], item.end))
        for start, end, kind in [*self.paragraphs, (len(self.view.text), len(self.view.text), "heading")]:
            opening = _DASH.match(self.view.text, start, end) if kind == "body" else None
            if opening is not None and self.view.region[self.view.token_at(opening.end())] is not None:
                opening = None  # a turn in marks, which part_turns has read
            if opening is not None:
                run.append((opening.end(), end))
            elif run:
                self._read(run, inserted, found)
                run = []
            if opening is None and kind == "body":
                self._read_inline(start, end, inserted, found)

    def _read_inline(self, start: int, end: int, inserted: _ByStart, found: list[Candidate]) -> None:
        """Read the turns that dashes open inside the paragraph ``start``..``end``, if they sound like speech."""
        turns = list(_TURN.finditer(self.text, start, end)) if self.dashes else []
        turns = [turn for turn in turns if self.view.region[self.view.token_at(turn.end())] is None]
        for number, turn in enumerate(turns):
            stop = turns[number + 1].start() if number + 1 < len(turns) else end
            begin = turn.end()
            spoken = _PERSON.search(self.text, begin, stop) is not None
            reports = [item for item in inserted.between(begin - 3, stop) if item.kind == "indirect"]
            if reports and reports[0].cue is not None and reports[0].end <= reports[0].cue[0]:
                item = reports[0]
                item.kind, item.segments = "direct", [(begin, item.end)]
                self.extents.pop(id(item), None)
            elif spoken or number or self.text[begin:stop].rstrip().endswith("?"):
                segment = trim(self.text, (begin, stop))
                features: dict[str, float | str] = {"frame": "bare", "form": "inline", "as": "bare_quotation"}
                found.append(Candidate("direct", [segment], "dialogue_turn", 0.6, features=features))

    def _read(self, run: list[tuple[int, int]], inserted: _ByStart, found: list[Candidate]) -> None:
        text = self.view.text
        marked = sum(_QUOTED.search(text, start, end) is not None for start, end in run)
        if marked * 2 > len(run):
            return  # a list of news in brief: what is said in it has its own marks
        reported = [inserted.between(start, end) for start, end in run]
        spoken = [
            bool(items) or text[start:end].rstrip().endswith("?") or _PERSON.search(text, start, end) is not None
            for (start, end), items in zip(run, reported, strict=True)
        ]
        if sum(spoken) * 2 < len(run) or not (any(reported) or (len(run) > 1 and any(spoken[:2]))):
            return
        for (start, end), items in zip(run, reported, strict=True):
            for number, item in enumerate(items):
                if item.kind == "indirect":
                    item.kind = "direct"
                    item.segments = [self._shorten(segment, start) for segment in item.segments]
                    if not number and item.start > start:
                        item.segments[0] = (start, item.segments[0][1])
                    self.extents.pop(id(item), None)
            rest = self._rest(items, start, end)
            if rest is not None and not self._told(start, end):
                features: dict[str, float | str] = {"frame": "bare", "form": "distance 0", "as": "bare_quotation"}
                found.append(Candidate("direct", [rest], "dialogue_turn", 0.7, features=features))

    def _told(self, start: int, end: int) -> bool:
        """*- Le coach a confirmé que X sera là.*: a turn that opens with who says what, in no one's own voice."""
        if _PERSON.search(self.text, start, end) is not None:
            return False
        return any(self.told.get(source, end + 1) <= end for source in range(start, start + _LABEL + 1))

    def _shorten(self, segment: tuple[int, int], start: int) -> tuple[int, int]:
        return (start, segment[1]) if segment[0] < start < segment[1] else segment

    def _rest(self, items: list[Candidate], start: int, end: int) -> tuple[int, int] | None:
        """The turn, or what of it follows the sentence with the reporting clause, if it still speaks."""
        view = self.view
        if items:
            last = max(max(item.end, item.cue[1] if item.cue else 0) for item in items)
            token = view.token_at(max(last - 1, start))
            start = view.end[view.sentences[view.sentence[token]][1] - 1]
            if start >= end or _PERSON.search(view.text, start, end) is None:
                return None
        segment = trim(view.text, (start, end))
        words = len(view.text[segment[0] : segment[1]].split())
        return segment if segment[0] < segment[1] and words else None


class _ByStart:
    """Candidates by where they begin, as they were when this was made."""

    def __init__(self, items: Sequence[Candidate]) -> None:
        self._items = sorted(enumerate(items), key=lambda pair: pair[1].start)
        self._starts = [item.start for _, item in self._items]

    def between(self, low: int, high: int) -> list[Candidate]:
        """Return those that begin at ``low`` or later and before ``high``, in the order they were given."""
        found = self._items[bisect_left(self._starts, low) : bisect_left(self._starts, high)]
        return [item for _, item in sorted(found, key=lambda pair: pair[0])]
