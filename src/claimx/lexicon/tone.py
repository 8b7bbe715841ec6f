"""The tone of words: whether what is told with them is good or bad news, as ``data/tone.tsv`` lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from claimx.lexicon.errors import LexiconError
from claimx.lexicon.tables import rows


@dataclass(frozen=True, slots=True)
class Tones:
    """Words with their tone, +1 or -1: the project's own list (lemmas), and one drawn from others (forms)."""

    own: Mapping[str, int]
    drawn: Mapping[str, int]


@cache
def load_tones() -> Tones:
    """Return the packaged list (once a process). Raises :class:`LexiconError` on a line that isn't one."""
    lists: dict[str, dict[str, int]] = {"own": {}, "drawn": {}}
    for place, (source, tone, words) in rows("tone.tsv", 3):
        if source not in lists or tone not in ("+", "-"):
            raise LexiconError(f"{place}: begin the line with own or drawn, then + or -, each with a tab after it")
        lists[source] |= dict.fromkeys(words.split(), 1 if tone == "+" else -1)
    return Tones(**lists)
