"""What comes out of a source: *Il ressort de l'enquête que …*; *Les prix montent, c'est ce qui ressort d'une étude*."""

from __future__ import annotations

from collections.abc import Sequence

from claimx.lexicon.function_words import OF, QUE
from claimx.records import Kind
from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper, Span
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import ETRE, View, content_start

_EMERGING = frozenset({"ressort", "ressortait", "ressortirait"})
_REACH = 30
"""Tokens between the verb and its *que*."""


class EmergingFinder:
    """Finds the contents of *il ressort de X que* and *c'est ce qui ressort de X* in one document."""

    def __init__(
        self, view: View, hits: Sequence[Hit], sources: SourceFinder, clauses: Clauses, shaper: Shaper
    ) -> None:
        self.view, self.sources, self.clauses, self.shaper = view, sources, clauses, shaper
        self._reports = {view.sentence[hit.head] for hit in hits if hit.form == "finite" and "que" in hit.entry.frames}

    def candidates(self, extents: dict[int, Extent]) -> list[Candidate]:
        """Return one candidate a verb; ``extents`` gets what of them may move."""
        found = []
        for index, lower in enumerate(self.view.lower):
            if lower in _EMERGING and index and index + 2 < len(self.view.lower):
                found.append(self._impersonal(index, extents) or self._presented(index))
        return [item for item in found if item is not None]

    def _source(self, link: int, limit: int) -> tuple[int, int] | None:
        """Tokens of the noun phrase behind *de* at ``link``."""
        view = self.view
        if link >= limit or view.lower[link] not in OF:
            return None
        first = link + (view.lower[link] in ("de", "d'"))
        if first >= limit or not self.sources.begins(first):
            return None
        return self.sources.noun_phrase(first, limit)

    def _impersonal(self, verb: int, extents: dict[int, Extent]) -> Candidate | None:
        """*Il ressort de l'enquête que …*, *De l'enquête, il ressort que …*."""
        view = self.view
        low, limit = view.bounds(verb)
        if view.lower[verb - 1] != "il":
            return None
        que = next((i for i in range(verb + 1, min(verb + _REACH, limit - 1)) if view.lower[i] in QUE), -1)
        if que < 0:
            return None
        source = self._source(verb + 1, que)
        if source is not None and view.has_finite(source[1], que):
            return None
        if source is None:
            opening = content_start(view, low, verb)
            source = self._source(opening, verb - 1) if view.lower[verb - 2] == "," else None
        if source is None:
            return None
        first, base = que + 1, view.region[verb]
        end = self.clauses.end(first, verb, limit, clause=True)
        shaped = self.shaper.shape(first, end, base) if first < end else None
        if shaped is None:
            return None
        item = self._candidate(verb, *shaped, source, "que", "que_complement")
        if item is not None:
            extents[id(item)] = Extent("end", first, end, first, limit, verb, base)
        return item

    def _presented(self, verb: int) -> Candidate | None:
        """*P. C'est ce qui ressort de X*, *P, c'est ce qui ressort de X*, *C'est ce qui ressort de X : P*."""
        view = self.view
        low, limit = view.bounds(verb)
        this = verb - 2
        begin = next((i for i in range(this - 1, max(low, this - 6) - 1, -1) if view.lower[i] == "c'"), -1)
        if view.lower[verb - 1] != "qui" or begin < 0 or view.lower[begin + 1] not in ETRE or view.lower[this] != "ce":
            return None
        source = self._source(verb + 1, limit)
        if source is None or view.has_finite(source[1], limit) and ":" not in view.lower[source[1] : limit]:
            return None
        colon = next((i for i in range(source[1], limit) if view.lower[i] == ":"), -1)
        if colon >= 0:
            first, end = colon + 1, self.clauses.end(colon + 1, verb, limit) if colon + 1 < limit else limit
        else:
            first, end = self._before(begin, low)
        if first >= end or not view.has_finite(first, end):
            return None
        shaped = self.shaper.shape(first, end, view.region[verb])
        return None if shaped is None else self._candidate(verb, *shaped, source, "direct", "postposed_clause")

    def _before(self, begin: int, low: int) -> Span:
        """What *c'est ce qui ressort* at ``begin`` takes up: the clause before it, or the sentence before."""
        view = self.view
        if view.lower[begin - 1] in (",", ":") and begin - 1 > low:
            number = view.sentence[begin]
            return (0, 0) if number in self._reports else (content_start(view, low, begin), begin - 1)
        number = view.sentence[begin]
        if number == 0 or number - 1 in self._reports:
            return 0, 0
        first, end = view.sentences[number - 1]
        while end > first and view.space[end - 1]:
            end -= 1
        if end <= first or view.lower[end - 1] == "?":
            return 0, 0
        if "\n" in view.text[view.end[end - 1] : view.start[view.sentences[number][0]]]:
            return 0, 0
        first, end = view.bounds(end - 1)
        return content_start(view, first, end), end

    def _candidate(
        self,
        verb: int,
        kind: Kind,
        segments: list[Span],
        source: tuple[int, int],
        frame: str,
        like: str,
    ) -> Candidate | None:
        view = self.view
        span = view.slice(*source)
        if classify_source(view, span) in ("none", "first"):
            return None
        return Candidate(
            kind,
            segments,
            "emerging",
            0.8,
            cue=view.slice(verb, verb + 1),
            cue_lemma="ressortir",
            source=span,
            features={"type": "speech", "frame": frame, "form": "finite", "as": like},
        )
