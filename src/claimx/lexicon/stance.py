"""The stance lexicon: words by which French takes sides, as ``data/stance.yaml`` lists them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

from claimx import plain_yaml
from claimx.records import Act

POSITIVE: Final = 1
NEGATIVE: Final = -1


@dataclass(frozen=True, slots=True)
class Position:
    """What taking this verb in the mouth means: the act, and the attitude (+1, -1) to the verb's object."""

    act: Act
    sign: int


@dataclass(frozen=True)
class Stance:
    """The stance lexicon, by lemma. Signs are +1 (positive) and -1 (negative)."""

    positions: Mapping[str, Position]
    attitudes: Mapping[str, Position]
    effects: Mapping[str, int]
    adjectives: Mapping[str, int]
    nouns: Mapping[str, int]
    adverbs: Mapping[str, int]
    negators: frozenset[str]
    reversers: frozenset[str]
    lessening: frozenset[str]
    undoing: frozenset[str]
    admitting: frozenset[str]
    excuses: frozenset[str]
    necessary: frozenset[str]
    possible: frozenset[str]
    conditions: tuple[str, ...]
    demanding_adjectives: frozenset[str]
    refusing_adjectives: frozenset[str]
    certain: frozenset[str]
    act_nouns: Mapping[str, Act]
    act_adjectives: frozenset[str]
    general_nouns: frozenset[str]
    topics: tuple[str, ...]
    performatives: frozenset[str]
    headings: frozenset[str]
    growing: frozenset[str]
    shrinking: frozenset[str]
    burdens: frozenset[str]
    fillers: frozenset[str]


def _signs(group: Mapping[str, list[str]]) -> dict[str, int]:
    return dict.fromkeys(group["positive"], POSITIVE) | dict.fromkeys(group["negative"], NEGATIVE)


@functools.cache
def load_stance() -> Stance:
    """Load the bundled stance lexicon (once)."""
    text = (resources.files("claimx.lexicon") / "data" / "stance.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = plain_yaml.load(text)
    positions: dict[str, Position] = {}
    for group in data["positions"]:
        sign = POSITIVE if group["polarity"] == "positive" else NEGATIVE
        for verb in group["verbs"]:
            positions.setdefault(verb, Position(group["act"], sign))
    attitudes = {
        word: Position(group["act"], POSITIVE if group["polarity"] == "positive" else NEGATIVE)
        for group in data["attitudes"]
        for word in group["words"]
    }
    modality = data["modality"]
    return Stance(
        positions=positions,
        attitudes=attitudes,
        effects=_signs(data["effects"]),
        adjectives=_signs(data["adjectives"]),
        nouns=_signs(data["nouns"]),
        adverbs=_signs(data["adverbs"]),
        negators=frozenset(data["negators"]),
        reversers=frozenset(data["reversers"]),
        lessening=frozenset(data["lessening"]),
        undoing=frozenset(data["undoing"]),
        admitting=frozenset(data["admitting"]),
        excuses=frozenset(data["excuses"]),
        necessary=frozenset(modality["necessary"]),
        possible=frozenset(modality["possible"]),
        conditions=tuple(modality["conditions"]),
        demanding_adjectives=frozenset(data["demanding_adjectives"]),
        refusing_adjectives=frozenset(data["refusing_adjectives"]),
        certain=frozenset(data["certain"]),
        act_nouns=data["act_nouns"],
        act_adjectives=frozenset(data["act_adjectives"]),
        general_nouns=frozenset(data["general_nouns"]),
        topics=tuple(data["topics"]),
        performatives=frozenset(data["performatives"]),
        headings=frozenset(data["headings"]),
        growing=frozenset(data["growing"]),
        shrinking=frozenset(data["shrinking"]),
        burdens=frozenset(data["burdens"]),
        fillers=frozenset(data["fillers"]),
    )
