"""Object pronouns that the tagger takes for articles: *« … », la coupe l'avocat*, *Son avocate la défend*."""

from __future__ import annotations

from claimx.lexicon.function_words import OBJECTS
from claimx.lexicon.nouns import load_nouns
from claimx.lexicon.tables import fold
from claimx.stages.quotations.view import View

_OBJECTS = OBJECTS | {"leur"}


def object_by_place(view: View, index: int) -> bool:
    """*« … », | l'interrompt le juge*, *Son avocate | la défend : « … »*: a pronoun, though tagged as an article.

    Behind quoted words and a comma a verb follows, its subject after it; right behind a noun no article can stand.
    """
    if view.lower[index] not in _OBJECTS or index == 0:
        return False
    verb = index + 1
    while verb < len(view.lower) and view.lower[verb] in ("lui", "leur", "y", "en"):
        verb += 1
    if verb + 2 >= len(view.lower):
        return False
    if behind_quotation(view, index):
        if view.is_finite(verb) and view.pos[verb] == "VERB":
            return True
        if view.pos[verb + 1] == "PROPN" and view.words[verb + 1].istitle():
            # *…, le coupe Lina*, not *…, le maire Paul Petit assure*
            return fold(view.lower[verb]) not in load_nouns().sources and not view.is_finite(verb + 2)
        # *…, la coupe l'avocat*: of two noun phrases side by side the first holds a verb
        return view.pos[verb + 1] == "DET" and not view.is_finite(verb + 2)
    before = view.before(index)
    if before < 0 or view.pos[before] not in ("NOUN", "PROPN") or view.end[before] == view.start[index]:
        return False
    return view.is_finite(verb) and view.pos[verb] in ("VERB", "AUX") or view.lower[verb + 1] == ":"


def behind_quotation(view: View, index: int) -> bool:
    """Whether ``index`` follows a closing mark and a comma."""
    before = index - 1
    while before >= 0 and view.space[before]:
        before -= 1
    if before < 0 or view.lower[before] != ",":
        return False
    before -= 1
    while before >= 0 and view.space[before]:
        before -= 1
    return before >= 0 and before in view.closing


def names_act(view: View, index: int) -> bool:
    """*La présidente le | coupe : « … »*, *Le club la | qualifie de …*: a verb, though tagged as a noun.

    Between a noun and its own object pronoun no article can stand.
    """
    if index < 2 or index + 1 >= len(view.lower) or view.lower[index - 1] not in _OBJECTS:
        return False
    named = view.pos[index - 2] == "PROPN"
    if not named and fold(view.lower[index - 2]) not in load_nouns().sources:
        return False
    if view.lower[index + 1] == ":":
        return object_by_place(view, index - 1)
    if view.lower[index + 1] not in ("de", "d'", "comme") or view.end[index - 2] == view.start[index - 1]:
        return False
    return not named or view.pos[index - 3] != "ADP" or index < 3  # *À Paris la demande de logements*
