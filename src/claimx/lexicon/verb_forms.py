"""The conjugated forms of the cue verbs, as ``scripts/conjugate.py`` wrote them: patterns of endings, and stems."""

from __future__ import annotations

from collections.abc import Mapping

from claimx.lexicon.errors import LexiconError
from claimx.lexicon.tables import rows


def read_verb_forms(
    by_head: Mapping[str, tuple[str, ...]],
) -> tuple[dict[str, tuple[str, ...]], dict[str, frozenset[str]]]:
    """Return form → readings and form → tags (``inf ind cond subj imp part_pres part_past``).

    ``by_head`` has the readings of each infinitive. Raises :class:`LexiconError` if the table has another one.
    """
    patterns: dict[str, list[tuple[str, frozenset[str]]]] = {}
    readings: dict[str, tuple[str, ...]] = {}
    tags: dict[str, frozenset[str]] = {}
    for where, (name, stem, *rest) in rows("verb_forms.tsv", 40):
        if name.startswith("@"):
            endings: list[tuple[str, frozenset[str]]] = []
            patterns[name[1:]] = endings
            for cell in (stem, *rest):
                label, _, forms = cell.partition(":")
                endings += ((ending, frozenset(label.split("+"))) for ending in forms.split(",") if cell)
            continue
        keys = by_head.get(name)
        if keys is None:
            raise LexiconError(f"{where}: no cue verb {name!r}; run scripts/conjugate.py again")
        for ending, labels in patterns[rest[0]]:
            form = stem + ending
            if form in readings:
                readings[form] += keys
                tags[form] |= labels
            else:
                readings[form] = keys
                tags[form] = labels
    return readings, tags
