"""What the choice of a further claim looks at: binary features, by name, of an option beside the one taken first."""

from __future__ import annotations

from typing import Final

from claimx.stages.claims.features import bucket
from claimx.stages.claims.options import Content, Option
from claimx.stages.claims.readings import CueReading
from claimx.stages.sums import Block, Names, names_of

_ENDS: Final = frozenset(".;!?")
_NEAR: Final = 3
"""Tokens between two options that stand side by side."""


def describe_further(
    option: Option, share: float, first: Option, content: Content, reading: CueReading, kind: str
) -> list[str]:
    """Return the features of an option beside the one that is taken already.

    ``share``: the probability of all options that touch it.
    """
    blocks = further_blocks(option, share, first, content, reading, kind)
    return [name for block in blocks for name in names_of(block)]


def further_blocks(
    option: Option, share: float, first: Option, content: Content, reading: CueReading, kind: str
) -> list[Block]:
    """Return :func:`describe_further` in blocks of those that go together."""
    low, high = (option, first) if option.span < first.span else (first, option)
    between = content.between(low.span[1], high.span[0])
    near = between[0].lower if between and len(between) <= _NEAR else "far"
    near = near if near in ("et", ",", "ou", "mais", "far") else "other"
    apart = "sentence" if option.sentence != first.sentence else "clause" if option.place != first.place else "none"
    rule = "rule" in option.ways
    pair = rule and "rule" in first.ways and option.assertion is not first.assertion
    return [
        (_shares, round(100 * share), apart),
        (_sizes, bucket(len(content.tokens), (12, 20, 28, 36, 48, 64)), apart),
        (_links, link_of([tok.lower for tok in between]), apart),
        (_shapes, shape_of(low), shape_of(high), near, reading.act),
        (_cues, reading.act, reading.frame, kind, apart),
        (_clauses, bucket(content.clauses, (1, 2, 3, 5)), bucket(content.sentences, (1, 2, 3)), apart),
        (_rules, rule, pair, first.assertion.rule, option.assertion.rule, apart),
        (_strong, first.assertion.strong, option.assertion.strong, apart),
        (_rows, "coordinate" in option.ways or "coordinate" in first.ways, near),
        (_infinitives, option.tokens[0].form == "inf" == first.tokens[0].form, reading.frame),
    ]


def _shares(percent: int, apart: str) -> Names:
    """Return features of how probable an option is."""
    likely = bucket(percent, (2, 5, 10, 20, 30, 40))
    return (f"share={likely}", f"share={likely}&apart={apart}")


def _sizes(size: str, apart: str) -> Names:
    """Return features of how long a content is, and of how far apart the two stand."""
    return (f"size={size}", f"size={size}&apart={apart}", f"apart={apart}")


def _links(link: str, apart: str) -> Names:
    """Return features of what divides the two."""
    return (f"link={link}", f"link={link}&apart={apart}")


def _shapes(low: str, high: str, near: str, act: str) -> Names:
    """Return features of what the two are."""
    return (f"near={near}&shapes={low}+{high}", f"act={act}&shapes={low}+{high}", f"shapes={low}+{high}")


def _cues(act: str, frame: str, kind: str, apart: str) -> Names:
    """Return features of the cue and its content."""
    return (f"act={act}", f"act={act}&apart={apart}", f"kind={kind}", f"frame={frame}&apart={apart}")


def _clauses(clauses: str, sentences: str, apart: str) -> Names:
    """Return features of how many clauses and sentences a content has."""
    return (f"clauses={clauses}", f"clauses={clauses}&apart={apart}", f"sentences={sentences}")


def _rules(rule: bool, pair: bool, first: str, second: str, apart: str) -> Names:
    """Return features of the rules by which the two were found."""
    return (f"rule={rule}&apart={apart}", f"pair={pair}&apart={apart}", f"rules={first}&{second}")


def _strong(first: bool, second: bool, apart: str) -> Names:
    """Return the feature of whether words of stance tell what the two assert."""
    return (f"strong={first}&{second}&apart={apart}",)


def _rows(coordinate: bool, near: str) -> Names:
    """Return the feature of coordinate phrases."""
    return (f"coordinate={coordinate}&near={near}",)


def _infinitives(both: bool, frame: str) -> Names:
    """Return the feature of two infinitives."""
    return (f"infinitives={both}&frame={frame}",)


def link_of(lowers: list[str]) -> str:
    """Return the most dividing link among words: a sentence's end, *mais*, *et*, a comma."""
    if not _ENDS.isdisjoint(lowers):
        return "end"
    return next((link for link in ("mais", "et", ",") if link in lowers), "none")


def shape_of(option: Option) -> str:
    """Return what an option is: a clause, an infinitive, a participle or a noun phrase."""
    return "clause" if any(tok.form == "fin" for tok in option.tokens) else option.tokens[0].form or "noun"
