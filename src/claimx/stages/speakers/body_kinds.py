"""What a body is called beside its name: *le fabricant de vélos X; l'armateur, X; X, une société de forage*."""

from __future__ import annotations

from typing import Final

from claimx.stages.speakers.body_names import lengthen_behind_kind
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.name import Name
from claimx.stages.speakers.nouns import COMPANY_KINDS, STEMMED_KINDS
from claimx.stages.speakers.phrases import read_phrase
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import stem

TITLE_LINKS: Final = frozenset({"auprès", "de", "du", "des", "d'", "à", "au", "aux", "en", "pour", "chez"})
"""Words that link the nouns of a title or kind."""
CLAUSE_ENDS: Final = frozenset(', . ; : ! ? » « "'.split())
"""Marks at which an apposition ends."""
_FAR: Final = 18
"""Tokens that an apposition behind a name may have."""


def left_kind(view: View, name: Name, first: int, knowledge: Knowledge) -> None:
    """Read what a body is called before its name: *le fabricant de vélos X, l'équipementier X; l'armateur, X*."""
    comma = view.words[first - 1] == ","
    first -= comma
    index = first - 1
    while index > 0 and first - index < 6 and not _kind(view, index, first):
        if view.pos[index] != "ADJ" and view.lower[index] not in TITLE_LINKS:
            break
        index -= 1
    while index > 0 and first - index < 6 and not _kind(view, index, first):
        if view.pos[index] not in ("NOUN", "ADJ") and view.lower[index] not in TITLE_LINKS:
            return
        index -= 1
    if index <= 0 or not _kind(view, index, first) or view.lower[first - 1] in TITLE_LINKS:
        return
    if view.lower[index - 1] not in ("le", "la", "l'", "du", "au", "un", "une", "cette", "ce", "notre"):
        return
    closed = view.text[name.end : name.end + 1] in (",", ".", "")
    if comma and not (closed and index == first - 1 and view.lower[index - 1] in ("le", "la", "l'")):
        return  # *L'armateur, X, nie*; not *pour la société, X est coupable*
    phrase = read_phrase(view, view.start[index - 1], view.end[first - 1], knowledge)
    if phrase is not None:
        name.descriptions.append(phrase)
        name.organization = True
        if comma:
            return
        lengthen_behind_kind(view, name, view.lower[index], knowledge)
        if view.lower[index] == "institut" and name.known is None and not name.words[0].isupper():
            name.words = ("institut", *name.words)


def _kind(view: View, index: int, first: int) -> bool:
    """Whether the noun at ``index`` says what the body is whose name, or comma before it, stands at ``first``."""
    noun = view.words[index]
    if stem(noun) in STEMMED_KINDS:
        return True
    # *le groupe italien X* is a company, *le groupe X* may be one of a parliament.
    told = first - index > 1 or view.words[first] == "," or view.lower[index] != "groupe"
    return stem(noun) in COMPANY_KINDS and told and view.pos[index] != "VERB"


def branch(view: View, name: Name, knowledge: Knowledge) -> None:
    """Let the trade that a union organises be part of its name: *la CGT cheminots*."""
    index = view.token(name.end)
    if not name.text.isupper() or name.known is None or name.known.kind != "organization" or index >= len(view):
        return
    word = view.words[index]
    if word.islower() and word.endswith("s") and knowledge.person_noun(word) is not None and view.pos[index] != "VERB":
        name.end = name.outer_end = view.end[index]
        name.words = (*name.words, word)
        name.known = None


def right_kind(view: View, name: Name, begin: int, knowledge: Knowledge) -> bool:
    """Read what a body is called behind its name: *X, une société de forage; X, le laboratoire lyonnais*."""
    if view.lower[begin : begin + 1] not in (["un"], ["une"], ["le"], ["la"], ["l'"]) or begin + 1 >= len(view):
        return False
    noun = begin + 1 + (view.pos[begin + 1] == "ADJ")
    if noun >= len(view) or not _kind(view, noun, noun + 2) or view.pos[noun] != "NOUN":
        return False
    stop = next((i for i in range(noun, min(noun + _FAR, len(view))) if view.words[i] in CLAUSE_ENDS), -1)
    verb = any(view.morph(i, "VerbForm") == "Fin" for i in range(noun + 1, stop))
    phrase = read_phrase(view, view.start[begin], view.end[stop - 1], knowledge) if stop > 0 and not verb else None
    if phrase is None:
        return False
    name.descriptions.append(phrase)
    name.organization = True
    return True
