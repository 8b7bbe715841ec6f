"""A verb's group: auxiliaries, clitics, adverbs within, an inverted pronoun."""

from __future__ import annotations

from typing import NamedTuple

from claimx.lexicon.locutions import load_locutions
from claimx.stages.quotations.moments import on_occasion, past_day
from claimx.stages.quotations.object_pronouns import object_by_place
from claimx.stages.quotations.view import AUXILIARIES, CLITICS, ETRE, FILLERS, INVERTED, INVERTED_THIRD, REFLEXIVE, View

_GROUP_ADVERBS = frozenset(
    "tout d' abord d'abord d'ailleurs d'emblée aussitôt pas plus jamais rien aussi ainsi encore donc alors "
    "même déjà toujours notamment pour sa leur part par ailleurs quant à lui elle eux en outre cependant "
    "toutefois néanmoins à nouveau son tour tous toutes ensuite enfin bien de côté fois beau tenu voulu dû pu "
    "fini commencé continué bientôt également chacun chacune deux lui-même elle-même eux-mêmes elles-mêmes".split()
)
_ASIDE = 12
"""Tokens between commas that may part an auxiliary from its participle."""
_LOCUTIONS = load_locutions()
"""Adverbials of several words that stand between auxiliary and participle: *a d'ores et déjà annoncé*."""
_PHASES = frozenset(
    stem + ending
    for stem in ("amus", "born", "content", "empress", "hasard", "hât", "os", "risqu")
    for ending in ("é", "ée", "és", "ées", "e", "ent", "a", "ait", "aient", "èrent", "era")
) | frozenset(
    "commencé commencée commencés commencées commence commencent commença commençait commençaient commencèrent "
    "commencera préféré préférée préférés préférées préfère préfèrent préféra préférait préféraient préférèrent "
    "préférera préfèrera finit fini finissait finira tient tenu tenue tenait plaît plaisait permis doit dû peut pu "
    "veut voulu vient venait va allait croit cru feint feignent feignait feignit".split()
)
"""Forms of verbs that tell how one comes to say something: *se borner à, finir par, préférer, oser*."""
_FAIRE = frozenset("fait font faisait faisaient fit firent fera".split())
_OF_ADVERBIALS = frozenset({"ADV", "ADP", "DET", "NOUN", "PROPN", "ADJ", "NUM"})
_NEAR = 10
"""Tokens that the adverbials between a verb and its *que* may have."""
_LOCUTIONS_BY_START = {words[0]: [other for other in _LOCUTIONS if other[0] == words[0]] for words in _LOCUTIONS}
_LOCUTION_ENDS = frozenset(words[-1] for words in _LOCUTIONS)


class VerbGroup(NamedTuple):
    """Tokens ``first``..``last`` (inclusive) around a verb; ``inverted`` as in ``Hit``.

    ``clitic`` is *en* or *y* if one stands before it, else empty.
    """

    first: int
    last: int
    inverted: int
    reflexive: bool
    passive: bool
    clitic: str


def verb_group(view: View, index: int, form: str) -> VerbGroup:
    """Widen a verb to its group: auxiliaries, clitics, adverbs inside, inverted pronoun."""
    first, last, inverted = index, index, -1
    passive, has_etre, en = False, False, ""
    reflexive = False
    auxiliary = auxiliary_before(view, index) if form == "past_participle" else -1
    while auxiliary >= 0:
        first = auxiliary
        lower = view.lower[auxiliary]
        if lower in ETRE:
            has_etre = True
        if lower in ("été", "eu") and (further := auxiliary_before(view, auxiliary)) >= 0:
            auxiliary = further
            continue
        auxiliary = -1
    for i in range(first, index):
        if view.lower[i] in INVERTED:
            inverted = i
    i = first - 1
    while i >= 0 and (view.lower[i] in CLITICS or view.lower[i] in FILLERS):
        # *…, les qualifiant de …*, *en le traitant de …*
        own = form == "participle" and i > 0 and view.lower[i - 1] in (",", "en")
        article = view.pos[i] == "DET" and view.lower[i] not in REFLEXIVE and not own
        if article and not object_by_place(view, i) or _stressed(view, i):
            break
        if view.lower[i] == "en" and form == "participle":
            break
        if view.lower[i] in ("nous", "vous") and not (i and view.lower[i - 1] in ("nous", "vous")):
            break
        if view.lower[i] in REFLEXIVE:
            reflexive = view.lower[i] in ("se", "s'") or _same_person(view, i)
        if view.lower[i] in ("en", "y"):
            en = view.lower[i]
        first = i
        i -= 1
    i = index + 1
    while (
        i < len(view.lower)
        and (view.lower[i] in INVERTED or view.lower[i] in FILLERS)
        and (view.start[i] == view.end[i - 1])
    ):
        if view.lower[i] in INVERTED:
            inverted, last = i, i
        i += 1
    if view.lower[index].endswith(("-il", "-elle", "-on", "-ils", "-elles")):
        inverted = index
    passive = has_etre and not reflexive
    return VerbGroup(first, last, inverted, reflexive, passive, en)


def _stressed(view: View, index: int) -> bool:
    """*Lui ne croit pas que …*: a subject; the clitic stands behind *ne* and begins no sentence."""
    return view.lower[index] == "lui" and (view.words[index] == "Lui" or view.lower[index + 1] in ("ne", "n'"))


def _past_locution(view: View, index: int) -> int:
    """Token before the adverbial locution that ends at ``index``, or ``index`` if none does."""
    if view.lower[index] not in _LOCUTION_ENDS:
        return index
    for words in _LOCUTIONS:
        first = index - len(words) + 1
        if first >= 0 and view.lower[index] == words[-1] and tuple(view.lower[first : index + 1]) == words:
            return first - 1
    return index


def past_locution(view: View, index: int) -> int:
    """Token after the adverbial locution that begins at ``index``, or ``index`` if none does."""
    if index >= len(view.lower):
        return index
    for words in _LOCUTIONS_BY_START.get(view.lower[index], ()):
        if tuple(view.lower[index : index + len(words)]) == words:
            past = index + len(words)
            # *somme | le premier ministre de …*: no *first*
            return index if words[0] in ("le", "la", "les") and view.pos[past : past + 1] == ["NOUN"] else past
    return index


def auxiliary_before(view: View, index: int) -> int:
    """Token of the auxiliary that a participle at ``index`` belongs to, ``-1`` if none stands before it."""
    steps = 0
    i = index - 1
    while i >= 0 and steps < 7:
        lower = view.lower[i]
        if lower in AUXILIARIES:
            return i
        if lower == "," and (auxiliary := _auxiliary_before(view, i)) >= 0:
            return auxiliary
        if (past := _past_locution(view, i)) < i:
            i = past
            continue
        if not (
            lower in INVERTED or lower in FILLERS or adverbial(view, i) or lower in _GROUP_ADVERBS or view.is_break(i)
        ):
            return -1
        i -= 1
        steps += 1
    return -1


def _auxiliary_before(view: View, close: int) -> int:
    """*a, de son côté, | dénoncé*, *ont, eux, | estimé*: the auxiliary before the aside ending at ``close``, or -1."""
    for comma in range(close - 1, max(close - _ASIDE, 0), -1):
        if view.lower[comma] == ",":
            return comma - 1 if view.lower[comma - 1] in AUXILIARIES else -1
        if view.is_finite(comma):
            return -1
    return -1


def _same_person(view: View, clitic: int) -> bool:
    before = view.lower[clitic - 1] if clitic else ""
    pairs = {"me": "je", "m'": "je", "te": "tu", "t'": "tu", "nous": "nous", "vous": "vous"}
    return before == pairs.get(view.lower[clitic])


def inverted_before(view: View, first: int) -> int:
    """*« … », peut-on lire*, *tient-il à préciser*, *finit-elle par lâcher*: the inverted pronoun before an infinitive.

    The verb must follow a pause or a closing mark: *Peut-on dire que …* asks.
    """
    pronoun = first - 1
    if pronoun > 0 and view.lower[pronoun] in ("à", "de", "pu", "par"):
        pronoun -= 1
    if pronoun < 1 or view.lower[pronoun] not in INVERTED_THIRD:
        return -1
    before = verb_of(view, pronoun) - 1
    while before >= 0 and view.space[before]:
        before -= 1
    paused = before >= 0 and (view.lower[before] in (",", "!", "?", "…") or before in view.closing)
    return pronoun if paused else -1


def phase_before(view: View, first: int) -> int:
    """*« … », s'est bornée à rappeler X*, *a fini par lâcher*: where the group of an infinitive in an incise begins.

    The verb that governs it must stand right behind a closing mark and a comma; else -1.
    """
    verb = first - 1
    if verb > 1 and view.lower[verb] in ("à", "de", "d'", "par"):
        verb -= 1
    if view.lower[verb] in ("mine", "semblant") and view.lower[verb - 1] in _FAIRE:
        verb -= 1  # *fait mine de s'étonner*
    elif view.lower[verb] not in _PHASES:
        return -1
    if verb < 2:
        return -1
    begun = verb
    while begun > 0 and (
        view.lower[begun - 1] in AUXILIARIES or view.lower[begun - 1] in CLITICS or view.pos[begun - 1] == "ADV"
    ):
        begun -= 1
    group = range(begun, verb + 1)
    if not any(view.is_finite(i) or view.lower[i] in AUXILIARIES or view.lower[i] in _FAIRE for i in group):
        return -1
    pause = begun - 1
    while pause >= 0 and view.space[pause]:
        pause -= 1
    return begun if pause > 0 and view.lower[pause] == "," and pause - 1 in view.closing else -1


def in_vain(view: View, first: int) -> int:
    """*Le maire a beau jurer que …*: the finite *avoir* of an infinitive that begins at ``first``, else -1."""
    if first < 2 or view.lower[first - 1] != "beau":
        return -1
    have = first - 3 if view.lower[first - 2] == "eu" else first - 2
    return have if view.lower[have] in AUXILIARIES and view.is_finite(have) else -1


def verb_of(view: View, pronoun: int) -> int:
    """Token of the verb that an inverted pronoun follows."""
    verb = pronoun - 1
    while verb > 0 and view.lower[verb] in FILLERS:
        verb -= 1
    return verb


def adverbial(view: View, index: int) -> bool:
    """Whether a token may stand within a verb group without being of it."""
    return view.pos[index] == "ADV" or view.lower[index] in _GROUP_ADVERBS or view.lower[index].endswith("ment")


def governs_later(view: View, index: int) -> bool:
    """*juge pour sa part que*, *objecte mardi à Paris que*: *que* behind adverbials of the verb at ``index``."""
    i, limit = index + 1, min(index + _NEAR, len(view.lower))
    if i >= limit or not (past_locution(view, i) > i or past_day(view, i, limit) > i or on_occasion(view, i, limit)):
        return False
    while i < limit:
        if view.lower[i] in ("que", "qu'"):
            return True
        past = max(past_locution(view, i), past_day(view, i, limit))
        if past > i:
            i = past
            continue
        if view.pos[i] not in _OF_ADVERBIALS or view.mark[i]:
            return False
        i += 1
    return False
