"""Who a sentence leads to: *Le Brésilien a botté en touche : « Je suis bien ici. »*, with no word for saying."""

from __future__ import annotations

from collections.abc import Sequence

from claimx.lexicon.function_words import COORDINATING, RELATIVES
from claimx.stages.speakers.clusters import Registry
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.name import Name
from claimx.stages.speakers.pronouns import THIRD
from claimx.stages.speakers.view import View

_MARKS = frozenset('«“„"‘‹–—-')
_BEFORE_VERBS = frozenset("ne n' se s' le la les l' lui leur en y me m' nous".split())
_OPENERS = COORDINATING | {"puis"}
_RELATIVES = RELATIVES | {"quant"}
_LIKEWISE = frozenset({"même", "mêmes", "idem", "pareil"})
_AT = frozenset({"chez", "pour", "du", "côté"})
_ASKING = frozenset(
    "interroge interrogent questionne questionnent interpelle interpellent apostrophe relance coupe reprend".split()
)
"""Verbs whose object is who is spoken to."""
_NEAR = 6
"""Tokens between *même* and who feels the same."""
_SPEAKING_NOUNS = frozenset({"person", "people", "organization"})


def lead_before_colon(view: View, registry: Registry, knowledge: Knowledge, start: int) -> tuple[int, int] | None:
    """Return the mention of somebody in the clause whose colon stands before the words at ``start``, in code points.

    That is the name right before the colon (*… laisse sceptique Yannick Jadot : « … »*), else the clause's subject,
    if it is a name, a pronoun, or a noun for somebody. None where no colon or nobody stands there.
    """
    colon = view.token(start) - 1
    while colon >= 0 and (view.words[colon] in _MARKS or not view.words[colon].strip()):
        colon -= 1
    if colon < 1 or view.words[colon] != ":":
        return None
    low = view.token(max(view.sentence_starts[view.sentence(view.start[colon])], view.paragraph_starts[0]))
    names = [name for name in registry.names_in(view.start[low], view.start[colon]) if _somebody(registry, name.start)]
    if view.lower[low] in _LIKEWISE and (shared := _shares_view(view, low, colon)) is not None:
        return shared
    verb = _main_verb(view, low, colon, knowledge)
    if names and _closes(view, view.token(names[-1].end), colon, knowledge):
        # With no verb before it, it is a label or a headline's name, which other rules read.
        told = any(_finite(view, index, knowledge) for index in range(low, view.token(names[-1].start)))
        apposed = view.token(names[-1].end) < colon
        towards = view.lower[view.token(names[-1].outer_start) - 1] in ("vers", "à")
        if not told:
            return None
        asks = _speaking(view, low, verb, names[:-1], knowledge) if verb is not None else None
        if asks is not None and verb is not None and (apposed or towards or view.lower[verb] in _ASKING):
            return asks
        return names[-1].start, names[-1].end
    if verb is None:
        return None
    if view.lower[low] in ("pour", "selon"):
        # *Pour IG Metall, le pire a été évité : « … »*
        first_name = next((name for name in names if view.token(name.outer_start) <= low + 2), None)
        return (first_name.start, first_name.end) if first_name is not None else None
    return _speaking(view, low, verb, names, knowledge)


def _closes(view: View, first: int, colon: int, knowledge: Knowledge) -> bool:
    """Whether nothing but what the person is stands between a name and the colon: *Anne Noirot, cheffe du Smur :*."""
    if first == colon:
        return True
    return view.words[first] == "," and not any(_finite(view, i, knowledge) for i in range(first, colon))


def _speaking(view: View, low: int, verb: int, names: Sequence[Name], knowledge: Knowledge) -> tuple[int, int] | None:
    """Return the subject of ``verb`` if it is somebody."""
    first, last = _subject(view, low, verb)
    if first >= last:
        return None
    span = view.start[first], view.end[last - 1]
    if any(span[0] <= name.start < span[1] for name in names):
        return span
    if last - first == 1 and view.lower[first] in THIRD:
        return span
    noun = next((i for i in range(first, last) if view.pos[i] in ("NOUN", "PROPN")), None)
    if noun is None:
        return None
    kind = knowledge.noun(view.lower[noun])
    speaks = kind is not None and kind[0] in _SPEAKING_NOUNS or knowledge.demonym(view.words[noun]) is not None
    return span if speaks or knowledge.person_noun(view.lower[noun]) is not None else None


def _shares_view(view: View, low: int, colon: int) -> tuple[int, int] | None:
    """*Même colère chez Bruno, dont la fille est en CE1 : « … »*, *Même constat du côté des éleveurs : « … »*."""
    place = next((i for i in range(low + 1, min(low + _NEAR, colon)) if view.lower[i] in _AT), -1)
    if place < 0:
        return None
    first = place + 1
    if view.lower[first] == "côté":
        first += 1
        if view.lower[first] == "de":
            first += 1
    last = next((i for i in range(first, colon) if view.words[i] == "," or view.lower[i] in RELATIVES), colon)
    return (view.start[first], view.end[last - 1]) if first < last else None


def _somebody(registry: Registry, start: int) -> bool:
    return registry.entity_of[start].kind in ("person", "organization")


def _finite(view: View, index: int, knowledge: Knowledge) -> bool:
    if view.pos[index] in ("VERB", "AUX"):
        return view.morph(index, "VerbForm") == "Fin"
    # *Un diplomate en poste à Bamako doute de …*: taken for a noun, but right after a name none can stand.
    if view.pos[index] == "NOUN" and view.pos[index - 1] == "PROPN":
        return knowledge.finite(view.lower[index])
    # *La présidente, Anne Roy, l'interroge*: taken for a name, but names have capitals.
    clitic = index and view.lower[index - 1] in _BEFORE_VERBS
    return bool(clitic) and view.pos[index] == "PROPN" and knowledge.finite(view.words[index])


def _main_verb(view: View, low: int, high: int, knowledge: Knowledge) -> int | None:
    """First finite verb that no relative pronoun or conjunction opens."""
    depth = 0
    for index in range(low, high):
        if view.lower[index] in ("qui", "que", "qu'", "dont", "où", "si", "lorsque", "quand"):
            depth += 1
        elif _finite(view, index, knowledge):
            if depth == 0:
                return index
            depth -= 1
    return None


def _subject(view: View, low: int, verb: int) -> tuple[int, int]:
    """Tokens of the noun phrase or pronoun before a verb group, without what stands before a comma."""
    last = verb
    while last > low and view.lower[last - 1] in _BEFORE_VERBS:
        last -= 1
    while last > low and view.words[last - 1] == ",":
        last -= 1
    first = last
    while first > low and view.words[first - 1] != ",":
        first -= 1
    if view.lower[first] in _RELATIVES and first > low + 1:
        return _subject(view, low, first)  # *Anne Roux, dont le parti est divisé, n'épargne personne : « … »*
    while first < last and (view.lower[first] in _OPENERS or view.pos[first] in ("ADV", "PUNCT", "SPACE")):
        first += 1
    if first < last and view.pos[first] in ("ADP", "SCONJ", "VERB", "AUX"):
        return last, last
    return first, last
