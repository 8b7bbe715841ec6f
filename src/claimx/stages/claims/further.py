"""What the choice of a further claim looks at: binary features, by name, of an option beside the one taken first."""

from __future__ import annotations

from typing import Final

from claimx.stages.claims.features import bucket
from claimx.stages.claims.options import Content, Option
from claimx.stages.claims.readings import CueReading

_ENDS: Final = frozenset(".;!?")
_NEAR: Final = 3
"""Tokens between two options that stand side by side."""


def describe_further(
    option: Option, share: float, first: Option, content: Content, reading: CueReading, kind: str
) -> list[str]:
    """Return the features of an option beside the one that is taken already.

    ``share``: the probability of all options that touch it.
    """
    low, high = sorted((option, first), key=lambda item: item.span)
    between = content.between(low.span[1], high.span[0])
    link = link_of([tok.lower for tok in between])
    near = between[0].lower if between and len(between) <= _NEAR else "far"
    near = near if near in ("et", ",", "ou", "mais", "far") else "other"
    apart = "sentence" if option.sentence != first.sentence else "clause" if option.place != first.place else "none"
    shapes = f"{shape_of(low)}+{shape_of(high)}"
    likely = bucket(round(100 * share), (2, 5, 10, 20, 30, 40))
    size = bucket(len(content.tokens), (12, 20, 28, 36, 48, 64))
    clauses = bucket(content.clauses, (1, 2, 3, 5))
    act, frame = reading.act, reading.frame
    rule, rules = "rule" in option.ways, f"{first.assertion.rule}&{option.assertion.rule}"
    pair = rule and "rule" in first.ways and option.assertion is not first.assertion
    coordinate = "coordinate" in option.ways or "coordinate" in first.ways
    infinitives = option.tokens[0].form == "inf" == first.tokens[0].form
    return [
        f"share={likely}", f"share={likely}&apart={apart}", f"size={size}", f"size={size}&apart={apart}",
        f"apart={apart}", f"link={link}", f"link={link}&apart={apart}", f"near={near}&shapes={shapes}",
        f"act={act}", f"act={act}&apart={apart}", f"act={act}&shapes={shapes}", f"shapes={shapes}", f"kind={kind}",
        f"frame={frame}&apart={apart}", f"clauses={clauses}", f"clauses={clauses}&apart={apart}",
        f"sentences={bucket(content.sentences, (1, 2, 3))}", f"rule={rule}&apart={apart}", f"pair={pair}&apart={apart}",
        f"coordinate={coordinate}&near={near}", f"infinitives={infinitives}&frame={frame}", f"rules={rules}",
        f"strong={first.assertion.strong}&{option.assertion.strong}&apart={apart}",
    ]  # fmt: skip


def link_of(lowers: list[str]) -> str:
    """Return the most dividing link among words: a sentence's end, *mais*, *et*, a comma."""
    if not _ENDS.isdisjoint(lowers):
        return "end"
    return next((link for link in ("mais", "et", ",") if link in lowers), "none")


def shape_of(option: Option) -> str:
    """Return what an option is: a clause, an infinitive, a participle or a noun phrase."""
    return "clause" if any(tok.form == "fin" for tok in option.tokens) else option.tokens[0].form or "noun"
