"""Names of the media that people speak to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from claimx.lexicon.tables import fold, rows


@cache
def load_media() -> Mapping[str, Sequence[str]]:
    """Return the packaged names, folded, by their first word (once a process)."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for _, (name,) in rows("media.tsv", 1):
        folded = fold(name)
        names[folded.split()[0]].append(folded)
    return dict(names)
