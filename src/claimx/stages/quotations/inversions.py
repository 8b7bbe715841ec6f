"""Reporting verbs the lexicon lacks: any verb inverted right after a closing mark reports what the marks hold.

French narrative and news let nearly every verb open an incise (*« … », s'étrangle-t-elle*; Grevisse, *Le bon usage*,
§ 416: verbs of gesture and feeling too), so that the place says more than the verb.
"""

from __future__ import annotations

from claimx.lexicon.cues import CueVerb
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.object_pronouns import object_by_place
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import AUXILIARIES, CLITICS, FILLERS, INVERTED, INVERTED_THIRD, REFLEXIVE, View

_MODAL = frozenset({"faut", "peut", "doit", "fallait", "pouvait", "devait", "vaut", "semble"})
_REPEATING = frozenset({"il", "elle", "ils", "elles"})
_BEFORE_SUBJECTS = tuple(
    tuple(words.split())
    for words in (
        "tout juste,tout au plus,tout au moins,à peine,sans doute,peut-être,aussi,ainsi,encore,au moins,du moins,"
        "non seulement"
    ).split(",")
)
"""What opens a sentence whose verb repeats its subject by a pronoun."""


def unknown_hits(view: View, sources: SourceFinder, known: set[int]) -> list[Hit]:
    """Return a cue for each verb outside ``known`` that stands inverted after a closing mark."""
    found = []
    for mark, region in view.closing.items():
        index, comma = mark + 1, False
        while index < len(view.lower) and (view.space[index] or view.lower[index] == ","):
            comma = comma or view.lower[index] == ","
            index += 1
        if region.end - region.start < 4 or index >= len(view.lower) - 1 or view.sentence[index] != view.sentence[mark]:
            continue
        if not comma and view.text[region.end - 1] not in "!?….":
            continue  # Ce « plan » permet-il de …?
        hit = _hit(view, sources, index, comma, known)
        if hit is not None:
            found.append(hit)
    return found


def _hit(view: View, sources: SourceFinder, index: int, comma: bool, known: set[int]) -> Hit | None:
    first, size = index, len(view.lower)
    while index < size and view.lower[index] in CLITICS and (view.pos[index] != "DET" or object_by_place(view, index)):
        index += 1
    if index >= size or any(i in known for i in range(first, min(index + 6, size))):
        return None
    reflexive = any(view.lower[i] in REFLEXIVE for i in range(first, index))
    verb, inverted, last = index, -1, index
    if view.lower[index].endswith(tuple(INVERTED_THIRD)) and view.lower[index] not in INVERTED:
        inverted = index
    follow = index + 1
    while follow < size and view.lower[follow] in FILLERS | INVERTED and view.start[follow] == view.end[follow - 1]:
        if view.lower[follow] in INVERTED_THIRD:
            inverted = last = follow
        follow += 1
    if view.lower[index] in AUXILIARIES:
        while follow < size and (
            view.pos[follow] == "ADV"
            and not (inverted >= 0 and view.lower[follow].endswith("é"))
            or view.lower[follow] in ("été", "eu")
        ):
            follow += 1
        if follow >= size or not (view.is_participle(follow) or inverted >= 0 and view.lower[follow].endswith("é")):
            return None
        verb = last = follow
    elif view.lower[index] in _MODAL or inverted < 0 and not (view.is_finite(index) and view.pos[index] == "VERB"):
        return None
    if verb in known:
        return None
    entry = CueVerb(view.lemma[verb], frozenset({"direct"}), "state", "gesture")
    hit = Hit(entry, verb, first, last, "finite", inverted, reflexive)
    if inverted >= 0:
        return hit
    # without a pronoun only a comma and somebody who can speak tell an inversion from a predicate
    subject = sources.after(hit, view.bounds(verb)[1]) if comma else None
    if subject is None or subject[0] > last + 4 or classify_source(view, view.slice(*subject)) not in SPEAKERS:
        return None
    return hit


def repeated_subject(view: View, hit: Hit, low: int) -> tuple[int, int] | None:
    """*Tout juste | le ministre | rappelle-t-il que …*: the noun phrase that the inverted pronoun only repeats."""
    if hit.inverted < 0 or view.lower[hit.inverted].strip("-t") not in _REPEATING:
        return None
    opened = view.lower[low : hit.first]
    first = low + next((len(words) for words in _BEFORE_SUBJECTS if tuple(opened[: len(words)]) == words), 0)
    if first in (low, hit.first) or view.pos[first] not in ("DET", "PROPN"):
        return None
    if any(view.is_break(i) or view.is_finite(i) or view.lower[i] == "," for i in range(first, hit.first)):
        return None
    return (first, hit.first) if classify_source(view, view.slice(first, hit.first)) in SPEAKERS else None
