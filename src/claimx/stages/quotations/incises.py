"""What an incise in the middle of quoted words reports: *« Ce match, explique le coach, est un tournant. »*."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable

from claimx.lexicon.function_words import COORDINATING
from claimx.lexicon.nouns import load_nouns
from claimx.lexicon.tables import fold
from claimx.stages.quotations.adjacent import spoken_to
from claimx.stages.quotations.candidates import Candidate, Shaper, trim
from claimx.stages.quotations.cues import cue_span
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.postposed import FACES
from claimx.stages.quotations.reporting import Insertion
from claimx.stages.quotations.view import View

_ASIDE = 12
_MANNER = 4
"""Tokens of *visiblement ému par l'accueil*, at most, that cannot be what somebody says."""
_SEEMINGLY = frozenset("visiblement manifestement apparemment passablement encore toujours".split())
_POINTED = frozenset("mon ma mes ton ta tes notre nos votre vos ce cette ces".split())
_DESCRIBES = frozenset("chargé chargée responsable installé installée âgé âgée originaire membre élu élue".split())


class InciseReader:
    """Reads the contents of incises; ``heads`` are the tokens of their verbs."""

    def __init__(self, view: View, shaper: Shaper, heads: Iterable[int]) -> None:
        self.view, self.shaper, self.heads = view, shaper, frozenset(heads)
        chains = [region.chain() for region in view.regions if region.continues is None]
        # Walked once: quotations may run over any number of paragraphs, with an incise in each.
        self._first_of = {id(part): chain[0] for chain in chains for part in chain}
        self._last_of = {id(chain[0]): chain[-1] for chain in chains}
        self._segments: dict[int, list[tuple[int, int]]] = {}
        self._by_quotation: defaultdict[int, list[int]] = defaultdict(list)
        for head in sorted(self.heads):
            if (region := view.region[head]) is not None:
                self._by_quotation[id(self._first_of[id(region)])].append(head)

    def first_of(self, region: Region) -> Region:
        """Return the region where the quotation that ``region`` goes on with begins."""
        return self._first_of[id(region)]

    def candidates(self, insertion: Insertion) -> list[Candidate]:
        """*« Ce match, explique le coach, est un tournant. »*: what stands in the marks, without its incises.

        Where one quotation holds several incises, each reports from its own sentence on. What is taken up after the
        full stop of an incise is a quotation of its own, without a cue (guidelines, «Spans»).
        """
        view, hit = self.view, insertion.hit
        base = view.region[hit.head]
        if base is None:
            return []
        head = self._first_of[id(base)]
        heads = self._by_quotation[id(head)]
        at = bisect_left(heads, hit.head)
        low = view.start[view.sentences[view.sentence[hit.head]][0]] if at else head.start
        high = (
            view.start[view.sentences[view.sentence[heads[at + 1]]][0]]
            if at + 1 < len(heads)
            else self._last_of[id(head)].end
        )
        parts = [(max(a, low), min(b, high)) for a, b in self._between(head, low, high)]
        stop, go = insertion.first, self._apposition_end(insertion)
        while go < len(view.lower) and (view.space[go] or view.lower[go] in (",", ".", ";", "–", "—", "--")):
            go += 1
        cut = view.start[stop], view.start[go] if go < len(view.lower) else len(view.text)
        ended = any(view.lower[i] == "." for i in range(insertion.end, go))
        if not ended and not (base.closed or base.continued) and self._describes(go):
            # The closing mark before the incise was forgotten: what is left of the sentence says who speaks.
            parts = [(start, min(end, cut[1])) for start, end in parts if start < cut[1]]
        segments: list[tuple[int, int]] = []
        resumed: list[tuple[int, int]] = []
        for start, end in parts:
            pieces = (
                [(start, min(end, cut[0])), (max(start, cut[1]), end)]
                if start < cut[1] and cut[0] < end
                else [(start, end)]
            )
            for piece in pieces:
                first, last = trim(view.text, piece) if piece != (start, end) else piece
                if first < last and any(c.isalnum() for c in view.text[first:last]):
                    (resumed if ended and first >= cut[1] else segments).append((first, last))
        if segments and view.text[segments[0][0] : segments[0][1]].lower() in COORDINATING:
            del segments[0]
        if not segments:
            segments, resumed = resumed, []
        if not segments:
            return []
        features: dict[str, float | str] = {"type": hit.entry.type, "frame": "direct"}
        item = Candidate(
            "direct",
            segments,
            "incise",
            0.9,
            cue=cue_span(view, hit),
            cue_lemma=hit.lemma,
            source=insertion.source,
            features=features,
        )
        if not resumed:
            return [item]
        return [item, Candidate("direct", resumed, "incise_resumed", 0.9, features={**features, "as": "incise"})]

    def _describes(self, first: int) -> bool:
        """*…, assure Paul Merle, le maire de la ville qui a voté*: whether no clause of its own begins there."""
        view = self.view
        if first >= len(view.lower):
            return True
        end = view.bounds(first)[1]
        relative = next((i for i in range(first, end) if view.lower[i] in ("qui", "que", "qu'", "dont", "où")), end)
        return not view.has_finite(first, relative)

    def _between(self, head: Region, low: int, high: int) -> list[tuple[int, int]]:
        """The segments of a quotation that reach into ``low``..``high``."""
        if (segments := self._segments.get(id(head))) is None:
            segments = self._segments[id(head)] = self.shaper.region_segments(head)
        first = bisect_right(segments, low, key=lambda segment: segment[1])
        return segments[first : bisect_left(segments, high, key=lambda segment: segment[0])]

    def _apposition_end(self, insertion: Insertion) -> int:
        """*« Je reste, dit Paul Merle, installé à Dax. … »*: what describes the sayer up to the sentence's end."""
        view = self.view
        low, high = view.bounds(insertion.hit.head)
        end = insertion.end
        if not low <= end < high:
            return end
        if self._tells_how(end, high):
            return high  # *dit-elle, les larmes aux yeux. …*, *a reconnu le capitaine, visiblement ému. …*
        if insertion.hit.inverted >= 0:
            return end
        if view.lower[end] in ("qui", "dont", "où"):  # *…, lâche X au journaliste qui avait posé la question. …*
            return next((i for i in range(end, high) if view.lower[i] == ","), high)
        following = view.after(end, high) if view.lower[end] == "," else -1
        if following < 0:
            return end
        if (comma := self._aside_end(following, high)) > 0:
            return comma
        if not view.has_finite(low, insertion.first):
            return end
        if view.lower[following] in ("qui", "dont"):
            return high
        if view.has_finite(following, high):
            return end
        bare_noun = view.pos[following] == "NOUN" or not FACES.isdisjoint(view.lower[following : following + 2])
        if view.is_participle(following) and not view.is_finite(following) or bare_noun:
            return high
        return end

    def _tells_how(self, comma: int, high: int) -> bool:
        """Whether the sentence ends with how somebody says it: a face or an adjective behind an adverb."""
        view = self.view
        first = view.after(comma, high) if view.lower[comma] == "," else -1
        if first < 0 or high - first > _ASIDE or view.has_finite(first, high) or "," in view.lower[first:high]:
            return False
        if not FACES.isdisjoint(view.lower[first : min(first + 2, high)]):
            return view.lower[first] not in _POINTED
        manner = view.lower[first] in _SEEMINGLY and first + 1 < high
        return manner and high - first <= _MANNER and (view.pos[first + 1] == "ADJ" or view.is_participle(first + 1))

    def _aside_end(self, first: int, high: int) -> int:
        """*« Nous, dit l'imam, chargé de cours à Dax, restons. »*: the comma after what describes the sayer, or -1."""
        view = self.view
        comma = next((i for i in range(first + 1, min(first + _ASIDE, high)) if view.lower[i] == ","), -1)
        if comma < 0 or view.has_finite(first, comma) or not view.has_finite(comma, high):
            return -1
        noun = load_nouns().sources.get(fold(view.lower[first]))
        described = view.lower[first] in _DESCRIBES or noun is not None and noun[0].kind == "person"
        face = not FACES.isdisjoint(view.lower[first : first + 2])  # *…, dit-elle, la voix brisée, …*
        return comma if described or face or spoken_to(view, first) else -1
