"""Elliptical cues: a noun of saying with a colon or question mark and no verb (*Son constat : les villages se vident*).

*Sa réponse : « … »*, *Mot d'ordre des manifestants : « … »*, *La réaction du maire ? « … »*. Without marks somebody
must be named beside the noun, by a possessive or after *de*: *Bilan : trois blessés* is the paper's own.
"""

from __future__ import annotations

from collections.abc import Mapping

from claimx.lexicon.cues import CueNoun, Cues
from claimx.lexicon.function_words import COORDINATING, OF, POSSESSIVES
from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import View, region_token_range

_BEFORE = COORDINATING | {"-", "–", "—"}
_LONGEST = 14
"""Tokens a label may have."""
_SHORTEST = 3
"""Tokens that a content without marks must have."""
_TOPICS = frozenset({"ce", "c'", "comment", "pourquoi", "où", "qui", "quel", "quelle", "quels", "quelles"})
_APPOSED = frozenset({"PROPN", "NOUN"})
_INSIDE = frozenset({"DET", "ADJ", "NUM", "ADV", "NOUN", "PROPN", "ADP", "PUNCT"})


class LabelFinder:
    """Finds the contents behind such labels at the head of a sentence."""

    def __init__(
        self, view: View, cues: Cues, sources: SourceFinder, shaper: Shaper, openings: Mapping[int, Region]
    ) -> None:
        self.view, self.cues, self.sources, self.shaper, self.openings = view, cues, sources, shaper, openings

    def candidates(self, extents: dict[int, Extent]) -> list[Candidate]:
        """Return one candidate a label; ``extents`` gets what of them may move."""
        view, found = self.view, []
        for number, (first, end) in enumerate(view.sentences):
            while first < end and (view.space[first] or view.lower[first] in _BEFORE):
                first += 1
            stop = self._stop(first, end)
            noun = self._noun(first, stop) if stop > first else None
            if noun is None:
                continue
            following = stop + 1
            while following < len(view.lower) and view.space[following] and following < end + 2:
                following += 1
            item = self._content(noun, first, stop, following, number, extents)
            if item is not None:
                found.append(item)
        return found

    def _stop(self, first: int, end: int) -> int:
        """The colon or question mark that ends a label of the sentence, or -1."""
        view, owned = self.view, False
        for index in range(first, min(first + _LONGEST, end)):
            if view.lower[index] in (":", "?"):
                return index
            if view.is_finite(index) or view.mark[index] or view.pos[index] not in _INSIDE:
                return -1
            if view.lower[index] == "," and not (owned and index + 1 < end and view.pos[index + 1] in _APPOSED):
                return -1  # but *Réponse de l'adjoint aux finances, Michel Soula : « … »*
            owned = owned or view.lower[index] in OF
        return -1

    def _noun(self, first: int, stop: int) -> tuple[int, int, CueNoun] | None:
        """First and last token of the label's cue noun, which must be its head."""
        view = self.view
        for index in range(first, stop):
            lemma, last = self.cues.noun_at(view.lower, index)
            if lemma is not None:
                after = view.lower[last + 1]
                complete = last + 1 == stop or after in OF or view.pos[last + 1] in ("ADJ", "ADV")
                return (index, last, self.cues.nouns[lemma]) if complete else None
            if view.pos[index] in ("NOUN", "PROPN", "ADP"):
                return None
        return None

    def _content(
        self,
        noun: tuple[int, int, CueNoun],
        first: int,
        stop: int,
        following: int,
        number: int,
        extents: dict[int, Extent],
    ) -> Candidate | None:
        view = self.view
        head, last, entry = noun
        source = self._source(first, head, last, stop)
        if source is None and "," in view.lower[first:stop]:
            return None
        region = self.openings.get(following)
        base = view.region[head]
        if region is not None and region is not base:
            end = region_token_range(view, region)[1]
            rest = [i for i in range(end, view.sentences[view.sentence[end - 1]][1]) if not view.is_break(i)]
            if any(view.pos[i] != "PUNCT" for i in rest):
                return None
            shaped, frame = self.shaper.shape(following, end, base), "direct"
        else:
            low, high = following, view.sentences[number][1]
            if low < high and view.lower[low] in ("que", "qu'"):
                low += 1
            while high > low and (view.space[high - 1] or view.lower[high - 1] in (".", "!", "?", "…", "...")):
                high -= 1
            if view.lower[stop] != ":" or high - low < _SHORTEST or not self._states(entry, source, low):
                return None
            shaped, frame = self.shaper.shape(low, high, base), "que"
        if shaped is None:
            return None
        features: dict[str, float | str] = {
            "type": entry.type,
            "frame": "noun-direct",
            "form": "noun",
            "as": "noun_direct",
        }
        if frame == "que":  # as sure as *X constate que …*
            features |= {"frame": "que", "form": "finite", "as": "que_complement"}
        item = Candidate(
            *shaped,
            "label_noun",
            0.6,
            cue=view.slice(head, last + 1),
            cue_lemma=entry.lemma,
            source=source,
            features=features,
        )
        if frame == "que":
            extents[id(item)] = Extent("end", low, high, low, high, head, base)
        return item

    def _states(self, entry: CueNoun, source: tuple[int, int] | None, low: int) -> bool:
        """Whether words without marks behind the label are somebody's: not *La colère des éleveurs : ce qu'on sait*."""
        view = self.view
        if source is None or entry.type not in ("speech", "opinion", "blame") or view.lower[low] in _TOPICS:
            return False
        return entry.type != "blame" or view.text[slice(*source)].lower() in POSSESSIVES

    def _source(self, first: int, head: int, last: int, stop: int) -> tuple[int, int] | None:
        view = self.view
        possessive = next((i for i in range(first, head) if view.lower[i] in POSSESSIVES), -1)
        if possessive >= 0:
            return view.slice(possessive, possessive + 1)
        of = next((i for i in range(last + 1, stop) if view.lower[i] in OF), -1)
        if of < 0 or of + 1 >= stop:
            return None
        begin = of + 1
        span = view.slice(begin, min(self.sources.noun_phrase(begin, stop)[1], stop))
        return span if classify_source(view, span) not in ("thing", "none") else None
