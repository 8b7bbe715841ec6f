"""What a source mention is: pronoun, proper name, person, organization, document, or something that cannot speak."""

from __future__ import annotations

from typing import Literal

from claimx.lexicon.function_words import FIRST_PERSON, SEVERAL_NOUNS
from claimx.lexicon.nouns import load_nouns
from claimx.lexicon.tables import fold
from claimx.stages.quotations.view import View

SourceClass = Literal[
    "none", "first", "pronoun", "demonstrative", "proper", "person", "people", "organization", "document", "thing"
]

SPEAKERS = frozenset({"person", "people", "organization", "proper"})
"""Classes of those who can say something, without pronouns and documents."""
_PERSONAL = frozenset({"il", "elle", "ils", "elles", "on", "lui", "eux", "qui", "son", "sa", "ses", "leur", "leurs"})
_OTHER = frozenset(
    "celui-ci celle-ci ceux-ci celles-ci certains certaines beaucoup plusieurs d'autres autres aucuns uns unes l'un "
    "l'une tous toutes chacun chacune personne nul".split()
)

_LAST, _THIS = frozenset({"dernier", "dernière", "derniers", "dernières"}), frozenset({"ce", "cette", "ces"})
_QUANTITIES = SEVERAL_NOUNS | frozenset("milliers dizaines centaines majorité moitié tiers quart".split())
"""Nouns that count others: whom they count speaks (*une trentaine de parents*)."""


def classify_source(view: View, span: tuple[int, int] | None) -> SourceClass:
    """Class of the source in ``span`` (code points), by its head noun."""
    if span is None:
        return "none"
    if span not in view.sources:  # several candidates have the same
        view.sources[span] = _classify(view, span)
    known: SourceClass = view.sources[span]
    return known


def take_for_document(view: View, span: tuple[int, int]) -> None:
    """Let the source in ``span`` count as a document from now on: *selon | les premiers examens*."""
    view.sources[span] = "document"


def _classify(view: View, span: tuple[int, int]) -> SourceClass:
    first, last = view.token_at(span[0]), view.token_at(max(span[1] - 1, span[0]))
    words = [view.text[span[0] : span[1]].lower().replace("’", "'")] if first == last else view.lower[first : last + 1]
    if words[0] in FIRST_PERSON and not (words[0] == "me" and len(words) > 1):  # *Me Lussac*: a lawyer's title
        return "first"
    if words[0].lstrip("-") in _PERSONAL and len(words) == 1:
        return "pronoun"
    sources = load_nouns().sources
    counted = False
    for index in range(first, last + 1):
        lower = view.lower[index].lstrip("-")
        if lower in ("un", "une") and index > first and view.lower[index - 1] == "l'":
            return "demonstrative"  # *l'un d'entre eux*
        if view.is_break(index) or view.pos[index] in ("DET", "PUNCT", "ADP") and lower not in _OTHER:
            continue
        if lower in _OTHER or lower in _LAST and index > first and view.lower[index - 1] in _THIS:
            return "demonstrative"
        if lower in _QUANTITIES and index < last:
            counted = True
            continue
        if (
            view.lower[index + 1 : index + 2] == ["-"]
            and index + 2 <= last
            and view.end[index] == view.start[index + 1]
        ):
            lower = lower if fold(lower) in sources else view.lower[index + 2]  # *les sociaux-démocrates*
        if readings := sources.get(fold(lower)):
            return readings[0].kind
        if (
            view.pos[index] == "PROPN"
            or view.words[index][:1].isupper()
            and (index > first or view.pos[index] != "DET")
        ):
            return "proper"
        if view.pos[index] == "NOUN":
            return "thing"
    return "people" if counted else "thing"
