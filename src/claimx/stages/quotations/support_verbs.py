"""Verbs that only lend a noun of saying its subject: *a exprimé sa crainte que …*, *a émis l'espoir de …*.

Verb and noun say it together, as one verb would: French grammar's *verbes supports*.
"""

from __future__ import annotations

from collections.abc import Iterable

from claimx.lexicon.cues import CueNoun, Cues, CueVerb
from claimx.lexicon.function_words import DEFINITE_ARTICLES, POSSESSIVES, QUE
from claimx.stages.quotations.verb_groups import adverbial
from claimx.stages.quotations.view import View

_DETERMINERS = DEFINITE_ARTICLES | POSSESSIVES | {"un", "une", "des"}
_STOPS = _DETERMINERS | {"part"}
_INFINITIVES = {"de": "inf_de", "d'": "inf_de", "à": "inf_a"}
_COMPARING = frozenset({"plus", "moins", "davantage", "autant", "mieux"})
"""Words that *que* goes on with."""
_GROUP = 4
"""Tokens of a verb group before its verb."""
_TURNING_DOWN = frozenset({"rejeter", "réfuter", "recevoir"})
"""Verbs whose object somebody else has said."""
_UTTERED = frozenset({"speech", "opinion", "blame"})


def supported(view: View, last: int, heads: Iterable[str], cues: Cues) -> tuple[CueVerb, int] | None:
    """Return the reading that a verb group up to token ``last`` has with its noun, and the token of the noun.

    ``heads`` are the infinitives the verb may be of. None unless a clause or infinitive follows the noun.
    """
    if not _COMPARING.isdisjoint(view.lower[max(last - _GROUP, 0) : last + 2]):
        return None  # *a davantage exprimé des doutes | que goûté des plats*
    index = last + 1
    while index < len(view.lower) and adverbial(view, index) and view.lower[index] not in _STOPS:
        index += 1
    part = "part" if view.lower[index : index + 2] == ["part", "de"] else ""
    index += 2 if part else 0
    if index >= len(view.lower) or view.lower[index] not in _DETERMINERS:
        return None
    behind = range(index + 1, min(index + 3, len(view.lower)))
    noun = next((i for i in behind if view.lower[i] in cues.noun_words), -1)
    if noun < 0 or noun > index + 1 and view.pos[noun - 1] != "ADJ":
        return None
    lemma, end = cues.noun_at(view.lower, noun)
    entry = cues.nouns[lemma] if lemma is not None else None
    if entry is None or entry.type not in _UTTERED:
        return None
    lends = {f"{head} part de" if part else head for head in heads} - _TURNING_DOWN
    frame = _frame(view, end + 1)
    if lends.isdisjoint(entry.supports) or frame not in entry.frames:
        return None
    return _reading(entry), end


def _frame(view: View, index: int) -> str:
    """Frame of what follows the noun, an adjective aside (*son espoir sincère que …*); empty if it is a phrase."""
    index += view.pos[index : index + 1] == ["ADJ"]
    if index + 1 >= len(view.lower):
        return ""
    if view.lower[index] in QUE:
        return "que"
    return _INFINITIVES.get(view.lower[index], "") if "Inf" in view.tense[index + 1] else ""


def _reading(entry: CueNoun) -> CueVerb:
    """What is expressed so is uttered, be it a hope or a fear."""
    return CueVerb(
        lemma=entry.lemma, frames=entry.frames, act=entry.act, type="speech", polarity=entry.polarity, acts=entry.acts
    )
