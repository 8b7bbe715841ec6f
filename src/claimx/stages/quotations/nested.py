"""Words quoted inside a quotation, right after their cue: *« Il m'a dit +on verra+ »*, *« Ils criaient “À terre” »*.

A speaker who plays another's words needs no colon and no clause (*de dire +voilà+*), so that what opens right behind
a cue of speech is proposed as ``direct`` too, beside the readings as an object; which is right is left to confidence.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from claimx.stages.quotations.candidates import Candidate, Shaper
from claimx.stages.quotations.complements import says_how
from claimx.stages.quotations.cues import Hit, cue_span
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import View

_BETWEEN = frozenset({":", ","})
_UTTERANCE = "!?…"
# These say words as they were spoken, be they one or two (*Ils criaient « À terre »*).
_SHOUTED = frozenset(
    "crier scander hurler répondre rétorquer lancer entonner répéter chanter clamer chuchoter murmurer".split()
)
_FARTHEST = 5


class NestedFinder:
    """Finds quoted words that open right behind a cue of speech."""

    def __init__(
        self,
        view: View,
        shaper: Shaper,
        sources: SourceFinder,
        openings: Mapping[int, Region],
        insertions: Container[int],
    ) -> None:
        self.view, self.shaper, self.sources = view, shaper, sources
        self.openings, self.insertions = openings, insertions

    def candidates(self, hits: Sequence[Hit], found: Sequence[Candidate]) -> list[Candidate]:
        """Return a ``direct`` candidate for each such cue that ``found`` doesn't give these very words."""
        known = {(item.cue, tuple(item.segments)) for item in found}
        added = []
        for hit in hits:
            if hit.entry.type != "speech" or hit.head in self.insertions or "direct" not in hit.entry.frames:
                continue
            region = self._opened(hit)
            if region is None or not self._spoken(hit, region) or says_how(self.view, region, len(self.view.lower)):
                continue
            segments, cue = self.shaper.region_segments(region), cue_span(self.view, hit, whole=hit.reflexive)
            if (cue, tuple(segments)) in known:
                continue
            features: dict[str, float | str] = {"type": hit.entry.type, "frame": "nested", "form": hit.form}
            added.append(
                Candidate(
                    "direct",
                    segments,
                    "nested_direct",
                    0.6,
                    cue=cue,
                    cue_lemma=hit.lemma,
                    source=self._source(hit),
                    features=features,
                )
            )
        return added

    def _opened(self, hit: Hit) -> Region | None:
        view = self.view
        index = hit.last + 1
        limit = min(index + _FARTHEST, view.sentences[view.sentence[hit.last]][1])
        while index < limit:
            region = self.openings.get(index)
            if region is not None:
                return region if region is not view.region[hit.head] else None
            if not (view.space[index] or view.lower[index] in _BETWEEN or view.pos[index] == "ADV"):
                return None
            index += 1
        return None

    def _spoken(self, hit: Hit, region: Region) -> bool:
        """A clause, an exclamation, or what is shouted: other nested words are an object."""
        view = self.view
        first, end = view.token_at(region.start), view.token_at(region.end - 1) + 1
        if view.text[region.end - 1] in _UTTERANCE:
            return True
        if hit.lemma in _SHOUTED:
            # *répondre « à aucune question »*: what the verb takes, no words
            return not (
                view.pos[first] == "ADP" and any(view.lower[i] in ("ne", "n'") for i in range(hit.first, hit.head))
            )
        inner = region.level > 0
        return inner and (
            view.has_finite(first, end) or any(view.lower[i] in ("voilà", "voici") for i in range(first, end))
        )

    def _source(self, hit: Hit) -> tuple[int, int] | None:
        view = self.view
        if hit.form != "finite":
            return None
        if hit.inverted >= 0:
            return self.sources.of_inverted(hit)
        low = view.bounds(hit.head)[0]
        around = view.region[hit.head]
        if around is not None:
            low = max(low, view.token_at(around.start))
        tokens = self.sources.before(hit, low)
        return view.slice(*tokens) if tokens is not None else None
