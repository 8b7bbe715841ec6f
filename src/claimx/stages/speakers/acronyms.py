"""Acronyms and the long names that a document gives them."""

from __future__ import annotations

import re

from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import bare

_ACRONYM = re.compile(r"\((?:[^()\n]{0,30}?\b)?([A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÿ0-9&.\-]{1,11})\)")


def find_acronyms(view: View, knowledge: Knowledge) -> dict[str, str]:
    """Map acronyms to the long names before them: *l'Agence régionale de santé (ARS)*."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(view.text):
        acronym = match[1]
        if sum(char.isupper() for char in acronym) < 2 or bare(acronym) in found:
            continue
        stop = view.token(match.start()) - 1
        index, best = stop, -1
        while index >= 0 and stop - index < 12:
            word, tag = view.words[index], view.pos[index]
            if tag in ("VERB", "AUX", "PUNCT", "PRON", "SPACE") or not word.strip():
                break
            if word[:1].isupper() and bare(word[0]) == bare(acronym[0]):
                best = index
                if _spells(view.words[index : stop + 1], acronym):
                    break  # *à Québec la cheffe de Québec solidaire (QS)*: no farther
            index -= 1
        if best >= 0 and stop >= best:
            long = view.text[view.start[best] : view.end[stop]]
            if len(long) > len(acronym) + 2 and " " in long:
                found[bare(acronym)] = long
    return found


def _spells(words: list[str], acronym: str) -> bool:
    """Whether the initials of all words but the small ones (*de, la, et*) are those of the acronym."""
    initials = "".join(word[0] for word in words if len(word) > 3 or word[:1].isupper())
    return bare(initials) == bare("".join(char for char in acronym if char.isalpha()))
