"""A name and a colon: *Le juge : « … »*, *Jack Ross : mon ambition est de …*, as interviews and headlines write.

No word says that somebody speaks, so the name must be somebody: a person, an organization, or a full name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.candidates import Candidate, Shaper
from claimx.stages.quotations.clauses import region_token_range
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.view import View

_LONGEST = 14
_FIRST_PERSON = frozenset("je j' nous mon ma mes notre nos".split())


class ColonFinder:
    """Finds contents that follow a name and a colon."""

    def __init__(
        self, view: View, shaper: Shaper, openings: Mapping[int, Region], paragraphs: Sequence[Sequence[object]]
    ) -> None:
        self.view, self.shaper, self.openings, self.paragraphs = view, shaper, openings, paragraphs

    def candidates(self) -> list[Candidate]:
        """Return one candidate for each name and colon at the head of a sentence with somebody's words after it."""
        view, found = self.view, []
        for first, end in view.sentences:
            while first < end and (view.space[first] or view.lower[first] in ("-", "–", "—")):
                first += 1
            colon = next((i for i in range(first, min(first + _LONGEST, end)) if view.lower[i] == ":"), -1)
            if colon <= first or view.region[first] is not None or not self._named(first, colon):
                continue
            following = colon + 1
            while following < end and view.space[following]:
                following += 1
            if (item := self._content(first, colon, following, end)) is not None:
                found.append(item)
        return found

    def _named(self, first: int, colon: int) -> bool:
        view = self.view
        if view.has_finite(first, colon) or any(view.mark[i] for i in range(first, colon)):
            return False
        if colon == first + 1 and self._full_name(first):
            return True
        if view.pos[first] in ("ADP", "SCONJ", "ADV", "VERB", "CCONJ"):
            return False
        kind = classify_source(view, view.slice(first, colon))
        return kind in ("person", "organization") or kind == "proper" and self._full_name(first)

    def _full_name(self, first: int) -> bool:
        """*Jack Ross*, or the surname of somebody whose first name stands elsewhere before it."""
        view = self.view
        if view.words[first].istitle() and view.pos[first] == "PROPN" and view.words[first + 1].istitle():
            return True
        surname = view.words[first]
        return any(
            view.words[i] == surname and view.pos[i - 1] == "PROPN" and view.words[i - 1].istitle()
            for i in range(first + 1, min(first + 4000, len(view.words)))
        )

    def _content(self, first: int, colon: int, following: int, end: int) -> Candidate | None:
        view = self.view
        source = view.slice(first, colon)
        region = self.openings.get(following)
        if region is not None:
            close = region_token_range(view, region)[1]
            rest = [
                i for i in range(close, min(end, len(view.lower))) if not view.is_break(i) and view.pos[i] != "PUNCT"
            ]
            if rest or region.end - region.start < 4:
                return None
            segments = self.shaper.region_segments(region)
            return Candidate("direct", segments, "colon_speaker", 0.6, source=source, features={"frame": "colon"})
        start, stop, _ = next(p for p in self.paragraphs if int(p[1]) >= view.start[first])  # type: ignore[call-overload]  # paragraphs hold [int, int, str]
        opens = view.text[int(start) : view.start[first]].strip(" -–—\u00a0\n\r") == ""  # type: ignore[call-overload]  # see above
        low, high = view.bounds(following) if following < end else (0, 0)
        if not opens or int(stop) > view.end[end - 1] + 2 or not view.has_finite(following, high):  # type: ignore[call-overload]  # see above
            return None
        if classify_source(view, source) != "proper" and not any(
            view.lower[i] in _FIRST_PERSON for i in range(following, high)
        ):
            return None
        shaped = self.shaper.shape(following, high, view.region[first])
        if shaped is None or low > following:
            return None
        return Candidate(*shaped, "colon_headline", 0.5, source=source, features={"frame": "colon"})
