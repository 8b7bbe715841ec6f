"""Names of bodies that go on in lower case: *Banque mondiale, Médecins sans frontières, Stade rennais*."""

from __future__ import annotations

from typing import Final

from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.name import Name
from claimx.stages.speakers.nouns import CLUBS
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import bare, is_demonym

_LONGEST: Final = 3
"""Words in lower case that are tried after a capital."""


def lengthen_body(view: View, name: Name, knowledge: Knowledge) -> None:
    """Let a single word go on if the lexicon knows the body so, or behind a club's word the adjective of its town."""
    first = view.token(name.end)
    club = bare(name.words[0]) in CLUBS
    for last in range(first, min(first + _LONGEST, len(view))):
        word = view.words[last]
        if not word[:1].islower():
            return
        end = view.end[last]
        known = knowledge.actor(view.text[name.start : end])
        of_a_town = club and last == first and is_demonym(word.capitalize())
        if of_a_town or known is not None and known.kind != "person":
            name.end = name.outer_end = end
            name.words = tuple(view.text[name.start : end].split())
            name.known = known
            name.organization = name.organization or of_a_town
            return
