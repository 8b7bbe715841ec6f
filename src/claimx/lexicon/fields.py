"""Fields of nouns: which nouns for a sayer may take up one another (*le maire … l'élu*)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from claimx.lexicon.tables import rows


@cache
def load_fields() -> Mapping[str, frozenset[str]]:
    """Return the fields of each noun as the packaged table writes it; fields of bodies begin with ``body.``."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for _, (name, nouns) in rows("noun_fields.tsv", 2):
        for noun in nouns.split():
            found[noun].add(name)
    return {noun: frozenset(fields) for noun, fields in found.items()}
