"""How far a prepositional cue reaches, and whose words it doesn't give: those of verbs, channels and other cues."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter

from claimx.lexicon.cues import CuePreposition
from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.view import ETRE, View, content_start, region_token_range

_ONES, _OTHERS = frozenset({"uns", "unes", "un", "une"}), frozenset({"autres", "autre"})
_ARTICLES = frozenset({"les", "l'"})
_LABEL = 6
"""Tokens of what a colon introduces: *Premier constat*."""
_NEAR = 8
"""Prepositional cues of a sentence among which two opinions are looked for."""


class PrepositionScopes:
    """How far a prepositional cue reaches, and whose words it doesn't give: those of verbs, channels and other cues."""

    view: View
    found: list[tuple[int, int, CuePreposition]]
    """First token, end and reading of each cue."""

    def _channel(self, source_end: int, limit: int, clauses: Clauses) -> bool:
        """*Le ministère, par la voix d'un communiqué, a contesté …*: it says how, the verb after it says what."""
        comma = source_end < limit and self.view.lower[source_end] == ","
        return comma and any(
            index in clauses.finite_cues for index in range(source_end + 1, min(source_end + 5, limit))
        )

    def _member_says(self, start: int, stop: int, clauses: Clauses) -> bool:
        """*Chez les Écologistes, Anne Roy répète que …*: the verb says who of them says it."""
        view = self.view
        verb = next((i for i in range(start, stop) if view.is_finite(i) or i in clauses.finite_cues), stop)
        head = next((i for i in range(verb, min(verb + 3, stop)) if i in clauses.finite_cues), -1)
        if head < 0 or verb == start:
            return False
        kind = classify_source(view, view.slice(start, verb))
        return kind in ("person", "proper") or all(word[:1].isupper() for word in view.words[start:verb])

    def _on_says(self, content: int, limit: int, clauses: Clauses) -> bool:
        """*Du côté de la direction, on répond que …*: the verb says what they say."""
        if self.view.lower[content] != "on":
            return False
        return any(index in clauses.finite_cues for index in range(content + 1, min(content + 5, limit)))

    def _inserted_channel(self, first: int, source_end: int, limit: int, clauses: Clauses) -> bool:
        """*La société nie, par la voix de son avocat, toute irrégularité*: between a cue and its content."""
        view = self.view
        if view.lower[first - 1] != "," or source_end >= limit or view.lower[source_end] != ",":
            return False
        return view.before(first - 1) in clauses.finite_cues

    def _until_next(self, start: int, limit: int) -> int:
        """*Pour les uns, …; pour les autres, …*: the semicolon that ends what the first of two thinks."""
        view = self.view
        for at in range(bisect_right(self.found, start, key=itemgetter(0)), len(self.found)):
            first, end, _ = self.found[at]
            if first >= limit:
                break
            before = view.before(first)
            if view.lower[before] == ";":
                return before
            if end + 1 < limit and view.lower[end] in _ARTICLES and view.lower[end + 1] in _OTHERS:
                return before + 1 if view.lower[before] not in ("et", "mais", ",") else before
        return limit

    def _introduces(self, sentence: int, first: int, source_end: int, limit: int) -> bool:
        """*Conséquence, selon X : …*, *Seul bémol, d'après elle : …*: a label, and the content behind the colon."""
        view = self.view
        label = content_start(view, sentence, first)
        return (
            source_end < limit
            and view.lower[source_end] == ":"
            and 0 < first - label <= _LABEL
            and view.lower[first - 1] == ","
            and not view.has_finite(label, first)
        )

    def _of_pair(self, first: int, sentence: int, limit: int) -> bool:
        """*…, car pour les uns, … et pour les autres, …*: one of two opinions in a sentence."""
        lower = self.view.lower
        at = bisect_left(self.found, sentence, key=itemgetter(0))
        which = [
            (index, lower[end + 1])
            for index, end, _ in self.found[at : at + _NEAR]
            if end + 1 < limit and lower[end] in _ARTICLES and lower[end + 1] in _ONES | _OTHERS
        ]
        both = not _ONES.isdisjoint(w for _, w in which) and not _OTHERS.isdisjoint(w for _, w in which)
        return both and any(index == first for index, _ in which)

    def _verdict(self, first: int, sentence: int) -> bool:
        """*Un « scandale », pour l'opposition*, *Ce pont est un « gâchis », pour X*: no verb but *être*."""
        view = self.view
        comma = view.before(first, sentence)
        if comma <= sentence or view.lower[comma] != "," or comma - 1 not in view.closing:
            return False
        region = view.region[first]
        return all(
            view.lower[i] in ETRE or view.region[i] is not region for i in range(sentence, comma) if view.is_finite(i)
        )

    def _until_reported(self, start: int, limit: int, clauses: Clauses) -> int:
        """*Selon l'étude, la ligne sera rentable, « si elle est à l'heure », nuance X*: the quotation is of X."""
        view = self.view
        for index in range(start, limit):
            region = view.closing.get(index)
            if region is None or not any(i in clauses.insertions for i in range(index + 1, min(index + 4, limit))):
                continue
            opening = region_token_range(view, region)[0]
            comma = view.before(opening, start)
            if comma > start and view.lower[comma] == "," and view.has_finite(start, comma):
                return comma
        return limit
