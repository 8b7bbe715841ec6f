"""Bodies whose business is to take sides: unions, employers, associations."""

from __future__ import annotations

from functools import cache

from claimx.lexicon.tables import fold, rows

_LONGEST = 5
"""Words of a name."""


@cache
def load_advocates() -> frozenset[str]:
    """Return their packaged names, folded and without their article (once a process)."""
    return frozenset(fold(name) for _, (name,) in rows("advocates.tsv", 1))


def is_advocate(name: str) -> bool:
    """Whether ``name`` (no article) is one of them, or a branch of one: *CGT Éducation*, *FSU-Territoriale*."""
    words = fold(name).replace("-", " ").split()
    known = load_advocates()
    return any(" ".join(words[:length]) in known for length in range(1, min(len(words), _LONGEST) + 1))
