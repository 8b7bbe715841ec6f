"""*Comme l'a dit X, …*; *…, comme X l'a rappelé*: the clause that *le* stands for."""

from __future__ import annotations

from collections.abc import Mapping

from claimx.stages.quotations.candidates import Candidate, Shaper, Span
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import CLITICS, View, content_start, region_token_range

_THAT = frozenset({"l'", "le"})
_CONJUNCTIONS = frozenset({"car", "et", "mais", "or", "que", "qu'", "puisque"})
_PROPOSING = frozenset({"propose", "demand"})
_LIKING = frozenset("aime aimait aimaient aiment plaît plaisait tient tenait".split())
_NO_SAYERS = frozenset("je j' tu nous vous on chacun chacune ça cela c' ce".split())
_FARTHEST = 12
"""Tokens between *comme* and its verb."""


def as_said(
    view: View,
    hit: Hit,
    clauses: Clauses,
    sources: SourceFinder,
    shaper: Shaper,
    openings: Mapping[int, Region],
) -> Candidate | None:
    """Return the clause that *le* of *comme l'a dit X* stands for, or None where the cue stands in no such clause."""
    first, comme = _like(view, hit)
    told = said_behind(view, hit) if comme < 0 else None
    by = _said_by(view, hit)
    if comme < 0 and told is None:
        return None
    base = view.region[hit.head]
    start, limit = view.bounds(hit.head)
    if base is not None:
        start, limit = max(start, view.token_at(base.start)), min(limit, view.token_at(base.end - 1) + 1)
    source: Span | None
    if told is not None:
        comme, end = told
        first = end
        source = view.slice(comme + 1, end)
        stop = min(limit, hit.last + _FARTHEST)
        after = _comma(view, hit.last + 1, stop, limit)
    elif by >= 0:
        begun, end = sources.noun_phrase(by + 1, limit)
        source, after = view.slice(begun, end), _comma(view, end, min(limit, end + _FARTHEST), limit)
    elif hit.inverted >= 0:
        source, after = sources.of_inverted(hit), hit.last + 1
    else:
        tokens = sources.after(hit, limit)
        if tokens is None:
            return None
        source, after = view.slice(*tokens), tokens[1]
    while after < limit and (view.space[after] or view.lower[after] == ","):
        after += 1
    parts = [
        shaper.shape(low, high, base, direct=direct)
        for low, high, direct in _parts(view, hit, clauses, openings, (start, comme, after, limit))
        if high > low
    ]
    shaped = [part for part in parts if part is not None]
    if not shaped:
        return None
    kinds = {kind for kind, _ in shaped}
    return Candidate(
        kinds.pop() if len(kinds) == 1 else "mixed",
        [span for _, spans in shaped for span in spans],
        "as_said",
        0.8,
        cue=view.slice(first, hit.last + 1),
        cue_lemma=hit.lemma,
        source=source,
        features={"type": hit.entry.type, "frame": "comme", "form": hit.form},
    )


def _like(view: View, hit: Hit) -> Span:
    """First token of the cue with its *le*, and *comme* before it, -1 if there is none."""
    first, before = hit.first, view.before(hit.first)
    if _said_by(view, hit) >= 0:
        return first, before
    if before > 0 and view.lower[before] in _THAT:
        first, before = before, view.before(before)  # *comme l'écrivait X*: taken for an article
    if before > 0 and view.lower[before] in ("nous", "me", "m'"):
        before = view.before(before)
    like = before >= 0 and view.lower[before] == "comme" and hit.form == "finite"
    return first, before if like and any(view.lower[i] in _THAT for i in range(first, hit.head)) else -1


def _said_by(view: View, hit: Hit) -> int:
    """*comme annoncé mardi par X*: the token of *par*, -1 if it isn't so."""
    if hit.form not in ("past_participle", "passive") or hit.entry.type != "speech" or "que" not in hit.entry.frames:
        return -1
    low, comme = view.bounds(hit.head)[0], max(view.before(hit.first), 0)
    if view.lower[comme] != "comme" or comme > low and view.lower[view.before(comme, low)] != ",":
        return -1  # *perçu comme soutenu par X*
    near = range(hit.last + 1, min(hit.last + 4, len(view.lower) - 1))
    return next((i for i in near if view.lower[i] == "par"), -1)


def _comma(view: View, first: int, stop: int, limit: int) -> int:
    """The comma before ``stop`` that ends the *comme* clause, ``limit`` if a verb or nothing comes first."""
    found = next((i for i in range(first, stop) if view.lower[i] == "," or view.is_finite(i)), limit)
    return found if found < limit and view.lower[found] == "," else limit


def said_behind(view: View, hit: Hit) -> Span | None:
    """*comme* and the end of the subject in *comme X l'a dit*, *comme elle aime à le rappeler*; None if they aren't."""
    low = view.bounds(hit.head)[0]
    end = hit.first - (view.lower[hit.first - 1] in _THAT if hit.first > low else 0)
    if not any(view.lower[i] in _THAT for i in range(end, hit.head)):
        return None
    if hit.form == "infinitive":
        while end > low and view.lower[end - 1] in ("à", "de"):
            end -= 1
        end -= 1
        if end <= low or view.lower[end] not in _LIKING:
            return None
    elif hit.form != "finite" or hit.inverted >= 0:
        return None
    for index in range(end - 1, max(low, end - _FARTHEST) - 1, -1):
        if view.lower[index] == "comme":
            while end > index + 2 and view.lower[end - 1] in CLITICS:
                end -= 1
            begins = view.pos[index + 1] in ("DET", "PROPN", "PRON") and view.lower[index + 1] not in _NO_SAYERS
            return (index, end) if index + 1 < end and begins else None
        if view.is_finite(index) or view.lower[index] in (",", ";", ":"):
            return None
    return None


def _parts(
    view: View, hit: Hit, clauses: Clauses, openings: Mapping[int, Region], places: tuple[int, int, int, int]
) -> list[tuple[int, int, bool]]:
    """Token ranges of the content, and whether each may be direct; ``places``: start, *comme*, what follows, limit."""
    start, comme, after, limit = places
    comma = view.before(comme, start)
    paused = comma >= 0 and view.lower[comma] == ","
    told = paused and view.has_finite(start, comme) and view.lower[view.before(comma, start)] not in _CONJUNCTIONS
    if after < limit and after in openings:
        return [(after, region_token_range(view, openings[after])[1], True)]
    first = content_start(view, start, comme)
    if paused and after < limit and view.is_finite(after) and view.pos[after] in ("VERB", "AUX"):
        # *La taxe, comme l'a dit X, sera levée*; *Fermer la nuit, comme le suggère l'étude, coûterait cher*
        if "Inf" in view.tense[first] and hit.entry.act in _PROPOSING:
            return [(first, comme, False)]
        return [(first, comme, False), (after, clauses.end(after, hit.head, limit), False)]
    if after < limit and view.has_finite(after, limit) and not told:
        return [(after, clauses.end(after, hit.head, limit), True)]
    return [(first, comme, True)]
