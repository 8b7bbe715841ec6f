"""Verbs that are cues beside quoted words only: wishes and what things do (*veut « … »*, *présente « … »*)."""

from __future__ import annotations

from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.candidates import Span
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.objects import Complement
from claimx.stages.quotations.view import View

_NAMING = frozenset({"appeler", "nommer", "surnommer", "baptiser"})


def counts_in_marks_only(view: View, hit: Hit, complement: Complement, source: Span | None) -> bool:
    """Whether the cue is no act of speech by itself, so that in somebody's report its quoted words are theirs.

    *La mairie explique qu'elle veut « sauver l'usine »*, *que le pont présente « un risque »*; but somebody else's
    wish is told too (*explique que ses adhérents souhaitent « … »*).
    """
    entry, frame = hit.entry, complement.frame
    if frame not in ("quoted", "direct", "np") or hit.reflexive or hit.lemma in _NAMING:
        return False
    if entry.type in ("decision", "thought"):
        return classify_source(view, source) not in SPEAKERS
    speaks = entry.type == "speech" and frame == "direct"
    linked = "" in entry.links or view.lower[complement.first - 1] in ("d'", *entry.links)
    judges = "obj_attr" in entry.frames and linked or "attr" in entry.frames
    figure = frame == "np" and "np" in entry.figures
    return not (speaks or judges or figure or entry.counts("np", quoted=False))
