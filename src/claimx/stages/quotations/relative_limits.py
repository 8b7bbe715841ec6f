"""Where the content of a cue in a relative clause ends at the latest: at what is said of the antecedent again.

All positions are token indices; ``limit`` is the end of the sentence or whatever ends the content sooner.
"""

from __future__ import annotations

from collections.abc import Container

from claimx.lexicon.function_words import COMPOUND_RELATIVES, RELATIVES
from claimx.stages.quotations.clause_starts import before_predicate, main_verb
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.view import View

_OUTER_JOINTS = frozenset({"et", "mais", "ainsi", "puis"})
_OF = frozenset({"de", "d'"})
_JOINTS = ("et", "mais", "ou", "ni")
_NEAR = 8
"""Tokens of a relative pronoun's clause before its verb, if what is joined to the antecedent is looked for."""
_SUBJECT = 12
"""Tokens of a subject behind its relative pronoun."""
_RELATIVES = RELATIVES | COMPOUND_RELATIVES | {"auquel", "auxquels", "auxquelles"}


def before_outer_verb(view: View, hit: Hit, first: int, limit: int) -> int:
    """*Ceux qui disent que le pont tient | n'ont rien vu*: the verb of which the antecedent is the subject."""
    start = view.bounds(hit.head)[0]
    pronoun = view.before(hit.first, start)
    if pronoun <= start or view.lower[pronoun] != "qui" or view.has_finite(start, pronoun):
        return limit
    if view.lower[view.before(pronoun)] == ",":
        return limit
    return before_predicate(view, main_verb(view, first, limit) + 1, limit)


def before_main_verb(view: View, hit: Hit, first: int, limit: int) -> int:
    """*Les avocats qui défendent la famille | ont dit …*: the verb of whom the relative clause is about."""
    who = view.before(hit.first)
    if who < 1 or view.lower[who] != "qui" or view.lower[who - 1] == "," or view.mark[who - 1]:
        return limit
    if view.has_finite(view.bounds(hit.head)[0], who):
        return limit
    verb = next((i for i in range(first, limit) if view.is_finite(i) or view.lower[i] in _RELATIVES), limit)
    return verb if verb < limit and view.is_finite(verb) else limit


def before_outer_joint(view: View, hit: Hit, first: int, limit: int) -> int:
    """*Le trésorier, qu'elle accuse de fraude, | et son adjoint …*: what is joined to the antecedent."""
    start = max(view.bounds(hit.head)[0], hit.first - _NEAR)
    pronoun = next((i for i in range(hit.first - 1, start, -1) if view.lower[i] in ("qui", "que", "qu'")), -1)
    if pronoun < 0 or view.lower[pronoun - 1] != "," or view.has_finite(pronoun, hit.first):
        return limit
    for comma in range(first + 1, limit - 2):
        joined = view.lower[comma] == "," and view.lower[comma + 1] in _OUTER_JOINTS
        if joined and view.lower[comma + 2] not in _OF:
            return limit if view.has_finite(first, comma) else comma
    return limit


def before_parallel(view: View, hit: Hit, first: int, limit: int) -> int:
    """*une source qui affirme que tout est faux | et qui estime …*: the next relative clause of the same noun."""
    lower = view.lower
    if lower[view.before(hit.first)] != "qui":
        return limit
    pronoun = next((i for i in range(first, limit) if lower[i] == "qui"), -1)
    return pronoun - 1 if pronoun > first + 1 and lower[pronoun - 1] in _JOINTS else limit


def before_next_relative(view: View, hit: Hit, limit: int, openings: Container[int]) -> int:
    """*une idée que X juge « séduisante » | et que le maire soutient*: the antecedent's next relative clause."""
    if hit.form != "finite" or hit.entry.frames.isdisjoint(("np", "obj_attr")):
        return limit
    start = max(view.bounds(hit.head)[0], hit.first - _SUBJECT)
    pronoun = next((i for i in range(hit.first - 1, start, -1) if view.lower[i] in ("que", "qu'")), -1)
    if pronoun < 0 or view.has_finite(pronoun, hit.first):
        return limit
    # The tagger takes most for conjunctions; a judgement whose object is nowhere else has it before *que*.
    judged = view.pos[pronoun - 1] in ("NOUN", "PROPN", "ADJ") and _judges_at_once(view, hit, limit, openings)
    if not (judged or is_relative(view, pronoun)):
        return limit
    for index in range(hit.last + 1, limit - 1):
        lower = view.lower[index]
        if lower in ("que", "qu'", "qui"):
            return limit
        joins = lower in _JOINTS and view.lower[index + 1] in ("que", "qu'", "qui", "dont")
        if joins and view.region[index] is view.region[hit.head]:
            return index
    return limit


def _judges_at_once(view: View, hit: Hit, limit: int, openings: Container[int]) -> bool:
    """*juge « absurde »*, *qualifie de « farce »*: quoted words right behind the verb or its preposition."""
    following = view.after(hit.last, limit)
    if "obj_attr" not in hit.entry.frames or following < 0:
        return False
    linked = view.lower[following] in ("d'", *hit.entry.links)
    return hit.last + 1 in openings or linked and following + 1 in openings


def is_relative(view: View, index: int) -> bool:
    """*qui*, *dont*, *que* behind a noun: a relative pronoun, whatever its tag."""
    if view.lower[index] not in _RELATIVES:
        return False
    apposed = index > 1 and view.lower[index - 1] == "," and view.pos[index - 2] in ("NOUN", "PROPN")
    return view.pos[index] in ("PRON", "ADV") or apposed and view.lower[index] in ("que", "qu'")
