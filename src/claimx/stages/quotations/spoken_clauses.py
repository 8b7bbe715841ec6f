"""Where reported words end inside a quotation: what the quoted person says next is no part of what another said.

*« On m'a dit que la ligne fermerait, | et je l'ai crue »*: a clause joined without a second *que* stands beside the
cue, not under it (Grevisse & Goosse, Le bon usage: *que* is repeated before each coordinated clause).
"""

from __future__ import annotations

from claimx.lexicon.function_words import FIRST_PERSON
from claimx.stages.quotations.clause_starts import only_fronted_clause
from claimx.stages.quotations.view import CLITICS, View

_PAUSES = frozenset({",", ";", "–", "—"})
_JOINING = frozenset({"et", "mais", "or", "puis", "alors", "donc", "pourtant"})
_SUBJECTS = frozenset("je j' tu il elle on nous vous ils elles personne rien".split())
"""Not *cela*, which takes up what was said (*…, et cela vaut pour tous*)."""
_OPENERS = frozenset(
    "qui que qu' dont où lequel laquelle lesquels lesquelles si s' lorsque lorsqu' quand comme puisque puisqu' "
    "parce".split()
)
_FAR = 20
"""Tokens between a conjunction and the verb of its clause."""


def speaks_on(view: View, boundary: int, first: int, limit: int) -> bool:
    """Whether a clause of who is quoted follows ``boundary``: a comma, dash, semicolon or conjunction.

    The content begins at token ``first`` and may reach to ``limit``. Without a conjunction a comma parts two clauses of
    who is quoted only if the second one tells of that person.
    """
    mark = view.lower[boundary]
    index = view.after(boundary, limit) if mark in _PAUSES else boundary
    joined = index >= 0 and view.lower[index] in _JOINING
    if joined:
        index = view.after(index, limit)
    elif mark not in (",", ";"):
        return False
    if index < 0 or view.lower[index] in _OPENERS or only_fronted_clause(view, first, boundary):
        return False
    subject, verb = _clause(view, index, limit)
    if verb < 0:
        return False
    if mark == ";" or joined and mark in _PAUSES:
        return True
    return subject == index and not FIRST_PERSON.isdisjoint(view.lower[subject:verb])


def _clause(view: View, index: int, limit: int) -> tuple[int, int]:
    """Subject and finite verb of the clause that begins at ``index``, or -1 twice."""
    subject = -1
    for at in range(index, min(limit, index + _FAR)):
        lower = view.lower[at]
        if view.is_finite(at) and view.pos[at] in ("VERB", "AUX"):
            return (subject, at) if subject >= 0 else (-1, -1)
        if lower in _OPENERS or lower in (":", ";", "(") or lower == "," and subject < 0:
            break
        if lower in _SUBJECTS:
            if "," in view.lower[index:at]:
                break
            subject = at if subject < 0 or lower not in CLITICS else subject
        elif subject < 0 and view.pos[at] in ("NOUN", "PROPN"):
            subject = at
    return -1, -1
