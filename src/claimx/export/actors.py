"""Who the claimants of a folder are, and what stands for an issue: shared by the formats that need nodes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from claimx.export.tables import Tables
from claimx.lexicon.actors import load_actors


@dataclass(frozen=True)
class Issue:
    """What a claim is about: an entry of the codebook (``id``), or else the article's words."""

    key: str
    id: str | None
    fr: str
    en: str


def claimant_kinds(tables: Tables) -> dict[str, str]:
    """Return what each claimant is, by name: as speaker of quotations (the most frequent kind), else by the lexicon.

    ``unknown`` where neither tells.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for row in tables.rows("quotations"):
        for name, kind in zip(row["speaker_names"], row["speaker_kinds"], strict=True):
            seen[name][kind] += 1
    actors = load_actors()
    kinds: dict[str, str] = {}
    for row in tables.rows("claims"):
        name = row["claimant_name"]
        if name is None or name in kinds:
            continue
        known = [kind for kind, _ in seen[name].most_common() if kind != "unknown"]
        actor = None if known or row["claimant_id"] is None else actors.by_id(row["claimant_id"])
        kinds[name] = known[0] if known else actor.kind if actor else "unknown"
    return kinds


def issue_of(claim: Mapping[str, Any]) -> Issue | None:
    """Return a claim's issue; words of the article are one issue whatever their case and blanks. None without."""
    if claim["issue_id"] is not None:
        name = claim["issue_id"]
        return Issue(name, name, claim["issue_label_fr"] or name, claim["issue_label_en"] or name)
    if not (words := " ".join((claim["issue_text"] or "").split())):
        return None
    return Issue(f"text:{words.casefold()}", None, words, words)
