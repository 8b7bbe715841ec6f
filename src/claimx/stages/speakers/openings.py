"""Where the sayer begins in a source: whole words and names, behind adverbials that were taken for part of it."""

from __future__ import annotations

import re
from typing import Final

from claimx.stages.speakers.clusters import Registry
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.nouns import ANAPHORIC, DOCUMENTS, NAMED_KINDS, ORGANS
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import DETERMINERS

_CLITICS: Final = frozenset("il elle ils elles on je j nous vous tu ce moi toi".split())
_LATER = re.compile(
    r"(?:\w+[ \u00a0](?:de[ \u00a0])?)?(?:minutes?|heures?|jours?|semaines?|mois|ans?|années?|instants?)"
    r"[ \u00a0](?:plus tard|plus tôt|auparavant|après|avant)(?:[ \u00a0]?,)?[ \u00a0]+(?=\w)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"(?:dont|(?:dans|par|pour|sur|selon)[ \u00a0]l\w*quel\w*)[ \u00a0](?=\w)", re.IGNORECASE)
_ASIDES: Final = frozenset({"ADP", "ADV", "SCONJ"})
_ADVERBIAL: Final = frozenset(
    """contacté contactée contactés contactées interrogé interrogée interrogés interrogées joint jointe joints jointes
    sollicité sollicitée sollicités sollicitées questionné questionnée relancé relancée côté après avant dans depuis
    en lors pendant pour sur à au aux avec chez devant face dès malgré""".split()
)
_INDEFINITE: Final = frozenset({"du", "des"})
_NAME = 40
"""Characters before a source in which a name that it cuts may begin."""
_LEAD = 12
"""Tokens of what may stand before the comma."""


def sayer_start(view: View, registry: Registry, knowledge: Knowledge, start: int, end: int) -> int:
    """Return where the sayer begins in the source ``text[start:end]``, in code points; ``start`` where nothing is odd.

    A source cut out of a word or name (*ci* of *celui-ci*, *Réseau* of *SNCF Réseau*) begins with it; what says when
    or where (*Contactée, X; Côté terrain, l'ancien pilier; quelques minutes plus tard la chaîne*) is left out.
    """
    text = view.text
    if text[start:end].strip(" -").lower() in _CLITICS:
        return start
    start = _whole(view, registry, knowledge, start, end)
    later = _LATER.match(text, start, end)
    relative = _RELATIVE.match(text, start, end) if later is None else later
    if relative is not None:
        return relative.end()
    first, last = view.tokens(start, end)
    if first + 1 >= last:
        return start
    if view.words[first].islower() and _misread_verb(view, knowledge, first, last):
        return view.start[first + 1]
    if view.pos[first] == "NOUN" and first and view.lower[first - 1] == "d'" and view.words[first + 1][:1].isupper():
        return view.start[first + 1]  # *explique d'entrée Anne Morel*
    return _behind_aside(view, registry, knowledge, first, last)


def _whole(view: View, registry: Registry, knowledge: Knowledge, start: int, end: int) -> int:
    """Start of the word or name that ``start`` cuts."""
    text = view.text
    if start > 1 and (text[start - 1] in "-‑" and text[start - 2].isalnum() or text[start] in "-‑"):
        begin = start - (text[start] not in "-‑")
        while begin > 0 and (text[begin - 1].isalnum() or text[begin - 1] in "-‑"):
            begin -= 1
        if text[start:end].strip("-‑ ").lower() not in _CLITICS:
            start = begin
    elif text[max(0, start - 7) : start].lower() in ("quelqu'", "quelqu’"):
        return start - 7
    around = registry.names_in(max(0, start - _NAME), end)
    cut = next((name for name in around if name.start < start < name.end), None)
    if cut is None or knowledge.given_name(text[start : cut.end].split(" ")[0]):
        return start  # *à 20 Minutes Anne Morel*
    return cut.start


def _misread_verb(view: View, knowledge: Knowledge, first: int, last: int) -> bool:
    """Whether a source begins with the verb of its own clause: *juge | le vétérinaire Anne Morel*."""
    word, following = view.lower[first], view.lower[first + 1]
    opened = following in DETERMINERS and following not in ("du", "au", "aux", "des") or following in ("le", "la", "l'")
    return opened and knowledge.finite(word) and word not in DETERMINERS and knowledge.person_noun(word) is None


def _behind_aside(view: View, registry: Registry, knowledge: Knowledge, first: int, last: int) -> int:
    """Behind the comma of an adverbial, if a sayer follows it."""
    begin = view.start[first]
    stop = min(last - 1, first + _LEAD)
    comma = next((i for i in range(first + 1, stop) if view.words[i] == ","), -1)
    if comma < 0 or view.lower[first] in _INDEFINITE:
        return begin
    names = registry.names_in(begin, view.start[comma])
    aside = view.lower[first] in _ADVERBIAL or view.pos[first] in _ASIDES
    if view.lower[first] in ("un", "une"):
        # *un brin désabusé, un cadre*
        aside = not any(_speaks(view, knowledge, i) for i in range(first + 1, comma))
    if not aside or names and names[0].person and names[0].outer_start <= begin:
        return begin
    following = comma + 1
    if view.words[following][:1].isupper():
        named = registry.names_in(view.start[following], view.end[last - 1])
        return view.start[following] if named and named[0].start - view.start[following] <= 1 else begin
    if view.lower[following] not in DETERMINERS or view.lower[following] in ("au", "aux", "du"):
        return begin
    speaks = any(_speaks(view, knowledge, i) for i in range(following + 1, min(last, following + 4)))
    return view.start[following] if speaks else begin


def _speaks(view: View, knowledge: Knowledge, index: int) -> bool:
    word = view.lower[index]
    noun = knowledge.noun(word)
    bodies = word in ORGANS or word in ANAPHORIC or word in NAMED_KINDS
    return noun is not None or bodies or word in DOCUMENTS or view.words[index][:1].isupper()
