"""Whom a relative pronoun stands for: of the nouns before it the one that can speak, with its whole phrase.

All positions are token indices; spans are half open.
"""

from __future__ import annotations

from collections.abc import Collection

from claimx.lexicon.function_words import COORDINATING, RELATIVES
from claimx.stages.quotations.adjacent import differ
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.view import View
from claimx.stages.quotations.whole_subjects import BEFORE_LINK, LINKS, is_sayer, phrase_before, with_apposed, with_head

_WHICH = frozenset({"lequel", "laquelle", "lesquels", "lesquelles"})


def antecedent(view: View, relative: int, low: int, verbs: Collection[int]) -> tuple[int, int] | None:
    """The noun phrase a relative pronoun stands for; ``verbs`` are finite, whatever their tags."""
    if view.lower[relative] in _WHICH:
        # *Un ton qui inquiète le khalife, lequel a invité …*: it agrees with the noun phrase right before it.
        near = phrase_before(view, relative, low)
        if near is not None and classify_source(view, view.slice(*near)) in SPEAKERS:
            return _whole(view, near, relative, low)
    relative = _first_of_parallel(view, relative, low)
    clause = view.head[relative]
    antecedent = -1
    for _ in range(3):
        if view.dep[clause] in ("acl:relcl", "acl") and view.head[clause] < relative:
            antecedent = view.head[clause]
            break
        if view.head[clause] == clause:
            break
        clause = view.head[clause]
    if antecedent < low:
        index = view.before(relative, low)
        while index >= low and view.pos[index] not in ("NOUN", "PROPN", "PRON"):
            index -= 1
        if index < low:
            return None
        antecedent = index
        if (
            view.dep[view.head[antecedent]] == "acl"
            and view.is_participle(view.head[antecedent])
            and view.pos[antecedent - 1] == "ADP"
        ):
            antecedent = view.head[antecedent]  # *des manifestants habillés en noir, qui …*
        while view.pos[view.head[antecedent]] in ("NOUN", "PROPN") and low <= view.head[antecedent] < antecedent:
            antecedent = view.head[antecedent]
    antecedent = _speaking(view, antecedent, relative)
    first = max(view.left_edge[antecedent], low)
    que = next((i for i in range(max(low, first - 1), antecedent) if view.lower[i] in ("que", "qu'")), -1)
    if que >= 0 and view.lower[que - 1 : que] != ["ainsi"]:
        # *Ce que dément | la présidence, qui …*, whatever the verb's tag
        noun = next((i for i in range(que + 1, antecedent) if view.pos[i] in ("DET", "NUM")), antecedent)
        first = max(first, noun)
    while first < antecedent and (
        view.is_break(first)
        or view.is_finite(first)
        or view.lower[first] in ("c'", "ce")
        and view.is_finite(first + 1)  # *C'est | un élu qui soutient …*
        or first in verbs
        or view.pos[first] in ("PUNCT", "ADP", "CCONJ")
    ):
        first += 1
    end = next(
        (i for i in range(antecedent + 1, relative) if view.is_finite(i) and view.lower[relative] == "qui"), relative
    )
    while end > antecedent + 1 and (view.lower[end - 1] == "," or view.space[end - 1]):
        end -= 1
    return _whole(view, _behind_verb(view, first, end, low) or (first, end), relative, low)


def _behind_verb(view: View, first: int, end: int, low: int) -> tuple[int, int] | None:
    """*Le président a été reçu par | son homologue, qui a qualifié …*: what the parse gave is no noun phrase."""
    verb = next((i for i in range(first, end) if view.is_finite(i)), -1) if view.has_finite(first, end) else -1
    if verb < 0 or not RELATIVES.isdisjoint(view.lower[first:verb]):
        return None
    near = phrase_before(view, end, low)
    return (
        near if near is not None and near[0] > verb and classify_source(view, view.slice(*near)) in SPEAKERS else None
    )


def _first_of_parallel(view: View, relative: int, low: int) -> int:
    """*une source qui affirme que A et | qui estime que B*: the *qui* that follows the noun."""
    if view.lower[relative] != "qui" or view.lower[view.before(relative, low)] not in COORDINATING:
        return relative
    first = next((i for i in range(relative - 2, low, -1) if view.lower[i] == "qui"), -1)
    return first if first > 0 and view.has_finite(first, relative) else relative


def _speaking(view: View, antecedent: int, relative: int) -> int:
    """Of the nouns between the parsed antecedent and *qui* the first that can speak and agrees with the verb.

    *les déclarations de la cheffe du parquet qui dit …* is about the head of the unit.
    """
    verb = next((i for i in range(relative + 1, min(relative + 8, len(view.lower))) if "Fin" in view.tense[i]), -1)
    number = view.tokens[verb].morph.get("Number", []) if verb >= 0 else []
    for noun in range(antecedent, relative):
        if view.pos[noun] not in ("NOUN", "PROPN") or view.depth(noun) != view.depth(relative):
            continue
        own = view.tokens[noun].morph.get("Number", [])
        if number and own and own != number:
            continue
        if classify_source(view, view.slice(noun, noun + 1)) not in ("thing", "none"):
            return noun
    return antecedent


def _whole(view: View, found: tuple[int, int], relative: int, low: int) -> tuple[int, int]:
    """*Anne Roy, déléguée | de la CFDT, qui réclame …*: the phrase ``found`` before ``relative`` with its head.

    Not with what cannot speak (*une réunion avec le maire, qui assure …*) nor with a head of another number.
    """
    first = found[0]
    before = view.before(first, low)
    inside = before >= 0 and view.pos[before] in ("ADP", *BEFORE_LINK)
    if inside and view.lower[before] == "par" and view.is_participle(before - 1):
        inside = False  # *une accusation rejetée par | Ankara, qui dénonce …*
    if view.lower[first] in LINKS or inside and view.pos[first] != "PRON":
        whole = with_head(view, found, low)
        if view.pos[whole[0]] == "ADJ" and view.lower[whole[0] + 1] == "pour":
            return found  # *Impossible pour | la minorité, qui dénonce …*
        noun = next((i for i in range(*whole) if view.pos[i] in ("NOUN", "PROPN") or is_sayer(view, i)), first)
        verb = next((i for i in range(relative + 1, min(relative + 8, len(view.lower))) if view.is_finite(i)), relative)
        agree = not differ(view.morph[noun].get("Number", ""), view.morph[verb].get("Number", ""))
        if agree and classify_source(view, view.slice(whole[0], max(found[0], whole[0] + 1))) in SPEAKERS:
            found = whole
    return with_apposed(view, found, low)
