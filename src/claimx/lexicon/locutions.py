"""Adverbial locutions that stand inside verb groups."""

from __future__ import annotations

from functools import cache

from claimx.lexicon.tables import rows


@cache
def load_locutions() -> tuple[tuple[str, ...], ...]:
    """Return the packaged locutions, each as its tokens in lower case (once a process)."""
    return tuple(tuple(line.split()) for _, (line,) in rows("locutions.tsv", 1))
