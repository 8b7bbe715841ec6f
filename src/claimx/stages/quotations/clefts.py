"""Clefts: *Ce que dénonce le syndicat, c'est l'absence de dialogue*; what *c'est* presents is the content."""

from __future__ import annotations

from claimx.lexicon.function_words import QUE
from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.cues import Hit, cue_span
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import ETRE, View

_PRESENTING = frozenset({"c'", "ce"})
_FARTHEST = 24
"""Tokens between the cue and *c'est*."""


def cleft(
    view: View, hit: Hit, clauses: Clauses, sources: SourceFinder, shaper: Shaper, extents: dict[int, Extent]
) -> Candidate | None:
    """Return what the cue of *Ce que dénonce X, c'est …* says, or None where it stands in no such clause."""
    relative = _relative(view, hit)
    if relative < 0:
        return None
    low = view.bounds(hit.head)[0]
    first = _presented(view, hit) if view.lower[low] == "ce" else _announced(view, hit)
    if first < 0:
        return None
    inverted = relative + 1 == hit.first or hit.inverted >= 0
    if hit.inverted >= 0:
        source = sources.of_inverted(hit)
    else:
        tokens = sources.after(hit, first) if inverted else sources.before(hit, relative + 1)
        source = view.slice(*tokens) if tokens is not None else None
    if source is None:
        return None
    limit = view.bounds(hit.head)[1]
    frame = "que" if view.lower[view.before(first)] == ":" else "np"
    if view.lower[first] in QUE:
        first, frame = first + 1, "que"
    elif view.lower[first] in ("de", "d'") and first + 1 < limit and "Inf" in view.tense[first + 1]:
        frame = "inf_de"
    end = clauses.end(first, hit.head, limit) if first < limit else first
    shaped = shaper.shape(first, end, view.region[hit.head], direct=frame == "que") if first < end else None
    if shaped is None:
        return None
    features: dict[str, float | str] = {
        "type": hit.entry.type,
        "frame": frame,
        "form": hit.form,
        "as": f"{frame}_complement",
    }
    item = Candidate(
        *shaped, "cleft", 0.7, cue=cue_span(view, hit), cue_lemma=hit.lemma, source=source, features=features
    )
    extents[id(item)] = Extent("end", first, end, first, limit, hit.head, view.region[hit.head])
    return item


def _relative(view: View, hit: Hit) -> int:
    """The *que* of *ce que* at the head of the sentence before the cue, or -1."""
    low = view.bounds(hit.head)[0]
    for index in range(low + 1, min(low + 5, hit.first)):
        if view.lower[index] in QUE and view.lower[index - 1] == "ce":
            between = range(index + 1, hit.first)
            return -1 if any(view.is_finite(i) or view.lower[i] == "," for i in between) else index
    return -1


def _presented(view: View, hit: Hit) -> int:
    """First token behind *, c'est* after the cue, or -1."""
    limit = view.bounds(hit.head)[1]
    for comma in range(hit.last + 1, min(hit.last + _FARTHEST, limit - 3)):
        if view.lower[comma] == "," and view.lower[comma + 1] in _PRESENTING and view.lower[comma + 2] in ETRE:
            first = comma + 3
            while first < limit and view.lower[first] in ("avant", "tout", "surtout", "d'", "abord", "bien", ","):
                first += 1
            return first if first < limit else -1
        if view.is_finite(comma):
            return -1
    return -1


def _announced(view: View, hit: Hit) -> int:
    """*C'est ce qu'a annoncé le maire : …*: first token behind the colon, or -1."""
    low, limit = view.bounds(hit.head)
    if view.lower[low] != "c'" or view.lower[low + 1] not in ETRE:
        return -1
    for colon in range(hit.last + 1, min(hit.last + _FARTHEST, limit - 2)):
        if view.lower[colon] == ":":
            return colon + 1
        if view.is_finite(colon):
            return -1
    return -1


def past_presentation(view: View, first: int, end: int) -> int:
    """*C'est un scandale que dénonce X*: where the noun phrase begins that *c'est* presents."""
    if first + 2 < end and view.lower[first] in _PRESENTING and view.lower[first + 1] in ETRE:
        return first + 2
    return first
