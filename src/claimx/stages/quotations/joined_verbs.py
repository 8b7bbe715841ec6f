"""A verb without a subject behind *et*: *a dit que le pont fermerait | et serait rasé*, *… | et a quitté la salle*."""

from __future__ import annotations

from claimx.lexicon.function_words import QUE
from claimx.stages.quotations.clause_starts import main_verb
from claimx.stages.quotations.view import AUXILIARIES, ETRE, View

_NEAR = 4
"""Tokens between an auxiliary and its participle."""
_AGREEING = ("ée", "ées", "és", "ue", "ues", "us", "ie", "ies")
_PRESENT = "IndPres"
_BACKSHIFTED = frozenset({"IndImp", "CndPres"})
_Form = tuple[str, str, bool]


def joined_to(view: View, following: int, verb: int, first: int, boundary: int, head: int, *, cue: bool) -> str:
    """Return what the verb group ``following``..``verb`` goes on with: *content*, *cue*, or nothing if unsure.

    The content begins at token ``first`` and ends at ``boundary``; ``head`` is the cue's verb. Tense, mood and number
    tell, and for a participle without an auxiliary which compound there is; where both are, a ``cue`` may go on with
    either. Of a ``cue`` number alone is enough.
    """
    if view.pos[head] not in ("VERB", "AUX"):
        return ""  # *selon*, *appel*
    if view.is_participle(verb) and not any(view.lower[i] in AUXILIARIES for i in range(following, verb)):
        return _of_participle(view, verb, first, boundary, head, cue)
    own = _form(view, following, verb)
    if own is None:
        return ""
    reporting = _form(view, max(head - _NEAR, 0), head)
    main = main_verb(view, first, boundary)
    content = _form(view, main, _last_of_group(view, main, boundary)) if view.is_finite(main) else None
    if content is None or reporting is None or content == reporting:
        return ""
    if own in (reporting, content):
        return "cue" if own == reporting else "content"
    if not cue or own[1] != reporting[1]:
        return ""
    # *a promis que tout serait dit | et assure …*: no clause in the past or the conditional goes on in the present
    return "cue" if own[1] != content[1] or own[0] == _PRESENT and not own[2] and content[0] in _BACKSHIFTED else ""


def _of_participle(view: View, verb: int, first: int, boundary: int, head: int, cue: bool) -> str:
    reporting = view.is_participle(head) and _is_compound(view, head, head - _NEAR)
    if view.lower[verb].endswith(("e", "es", "s")) and not view.lower[verb].endswith(("is",)):
        # It agrees: an adjective or a passive, which no *a dit* is joined to.
        agrees = view.lower[verb].endswith(_AGREEING)
        return "content" if cue and agrees and (reporting or not view.is_participle(head)) else ""
    if any(_is_compound(view, i, first) for i in range(first, boundary) if view.is_participle(i)):
        return "" if cue and reporting else "content"
    # *a reconnu que des civils étaient morts, mais | rejeté toute faute*: a passive takes no object
    article = view.pos[verb + 1 : verb + 2] == ["DET"] or view.lower[verb + 1 : verb + 2] == ["des"]
    governs = article or not QUE.isdisjoint(view.lower[verb + 1 : verb + 2])
    alone = governs or not view.has_finite(first, boundary)
    bare = cue and not any(view.lower[i] in AUXILIARIES for i in range(first, boundary))
    return "cue" if reporting and (alone or bare) else ""


def _is_compound(view: View, participle: int, low: int) -> bool:
    """*avoir menti*, *a menti*, not *avaient été trompés*: an auxiliary *avoir* stands before."""
    near = view.lower[max(low, participle - _NEAR, 0) : participle]
    passive = "été" in near or view.lower[participle] == "été"
    return not passive and any(word in AUXILIARIES and word not in ETRE for word in near)


def _last_of_group(view: View, verb: int, stop: int) -> int:
    """The participle of an auxiliary at ``verb``, else ``verb``."""
    if view.lower[verb] not in AUXILIARIES:
        return verb
    return next((i for i in range(verb + 1, min(verb + _NEAR, stop)) if view.is_participle(i)), verb)


def _form(view: View, low: int, verb: int) -> _Form | None:
    """Mood and tense, number, and whether it is a compound, of the verb group that ends with ``verb``."""
    finite = next((i for i in range(verb, low - 1, -1) if view.is_finite(i)), -1)
    if finite < 0:
        return None
    morph = view.morph[finite]
    tense = morph.get("Mood", "") + morph.get("Tense", "")
    return tense, morph.get("Number", ""), finite < verb and view.lower[finite] in AUXILIARIES
