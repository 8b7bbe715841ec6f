"""Words without marks behind names: street polls and reactions, a line for each (*Josiane, 71 ans : J'y vais à pied.*).

Nothing says that these lines are speech but their number: names in a row before sentences in the first person. Lists of
facts (*Nadir Belkacem : 12 buts*) have names, too, but nobody speaks of himself in them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimx.lexicon.nouns import load_nouns
from claimx.lexicon.tables import fold
from claimx.stages.quotations.interviews import Turn

_NAME = r"[A-ZÀ-Þ][\w'’-]*(?: (?:(?:d[eu]|des|la|le|van|von|ben|el|al) )?[A-ZÀ-Þ][\w'’-]*){0,3}"
_LINE = re.compile(
    rf"[*_•\s]{{0,6}}(?P<label>(?P<name>{_NAME})(?:, [^:\n–—(«\"“]{{2,80}}| \([^)\n]{{2,80}}\))?)[*_]{{0,2}}"
    r"[^\S\n]?(?::|\.?[^\S\n]?[–—])[*_]{0,2}[^\S\n]+(?=[^\W\d])"
)
_FIRST = re.compile(r"\b(?:je|j['’]|m['’]|me|mon|ma|mes|moi|nous|notre|nos|on)\b|\b[jm]['’]", re.IGNORECASE)
_QUOTED = re.compile(r"[«“\"]")
_SHORTEST = 12
"""Characters of a line's words."""
_FEWEST = 2


def read_named_lines(text: str, paragraphs: Sequence[tuple[int, int, str]]) -> list[Turn]:
    """Return a turn for each line of a run of ``paragraphs`` (start, end, kind) that somebody's name opens."""
    turns: list[Turn] = []
    run: list[Turn] = []
    for start, end, kind in paragraphs:
        turn = _read(text, start, end) if kind == "body" else None
        if turn is not None:
            run.append(turn)
        elif kind == "body":
            turns += _spoken(text, run)
            run = []
    return turns + _spoken(text, run)


def _read(text: str, start: int, end: int) -> Turn | None:
    line = _LINE.match(text, start, end)
    if line is None or end - line.end() < _SHORTEST or not _is_person(line["name"]):
        return None
    if _QUOTED.search(text, line.end(), end) is not None:
        return None  # its words have their own marks
    label = line.start("label"), line.start("label") + len(line["label"].rstrip())
    return Turn([(line.end(), end)], label, asks=False, dashed=False)


def _is_person(name: str) -> bool:
    """*Paul Garcin*, *Josiane*: a given name comes first."""
    first = re.split(r"[ -]", name, maxsplit=1)[0]
    return fold(first) in load_nouns().given_names


def _spoken(text: str, run: Sequence[Turn]) -> list[Turn]:
    """The lines of ``run`` if several persons speak of themselves in most of them."""
    names = {text[slice(*turn.label)] for turn in run if turn.label is not None}
    personal = sum(_FIRST.search(text, *turn.spans[0]) is not None for turn in run)
    return list(run) if len(names) >= _FEWEST and personal * 2 > len(run) else []
