"""Which words of a content name its issues, and with which act and side: the learned choices put to use."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from claimx.records import Act, Polarity
from claimx.stages.claims.acts import combine
from claimx.stages.claims.features import bucket, option_blocks
from claimx.stages.claims.models import Models
from claimx.stages.claims.options import Content, Option
from claimx.stages.claims.readings import CueReading
from claimx.stages.claims.signs import describe_claim

_MOST: Final = 3
"""Claims of one content on issues outside a codebook."""
_RIVALS: Final = 6
"""Options after the first that are looked at for a further claim."""
_ENOUGH: Final = 0.5
_DECIDED: Final = 0.55
"""Probability a side needs where nothing in the clause or its cue is known to take one."""


@dataclass(frozen=True, slots=True)
class Pick:
    """An option taken for an issue, its act and side, and how sure each of these choices was (0 to 1)."""

    option: Option
    act: Act
    polarity: Polarity
    shares: tuple[float, float, float]
    reading: CueReading

    @property
    def sureness(self) -> float:
        """How sure issue and side are together."""
        return self.shares[0] * self.shares[2]


def log_odds(share: float) -> float:
    """Return the log odds of a probability."""
    share = min(max(share, 1e-6), 1 - 1e-6)
    return math.log(share / (1 - share))


def ranked(content: Content, reading: CueReading, kind: str, models: Models) -> list[tuple[float, Option]]:
    """Return the options with their sums, best first; ties go by position."""
    total = models.issue.total_of_blocks
    sums = [(total(option_blocks(option, content, reading, kind)), option) for option in content.options]
    return sorted(sums, key=lambda item: (-item[0], item[1].span))


def describe_further(
    option: Option, total: float, first: Option, top: float, content: Content, reading: CueReading
) -> list[str]:
    """Return the features of an option beside the one that is taken already."""
    apart = "sentence" if option.sentence != first.sentence else "clause" if option.place != first.place else "none"
    gap = bucket(round(2 * (top - total)), (0, 1, 2, 3, 4, 6, 8))
    coordinate = "coordinate" in option.ways or "coordinate" in first.ways
    rule = "rule" in option.ways
    pair = rule and "rule" in first.ways and option.assertion is not first.assertion
    return [
        f"gap={gap}", f"apart={apart}", f"gap={gap}&apart={apart}", f"coordinate={coordinate}", f"rule={rule}",
        f"rule={rule}&apart={apart}", f"same-rule={option.assertion.rule == first.assertion.rule}&apart={apart}",
        f"clauses={bucket(content.clauses, (1, 2, 3, 5))}&apart={apart}", f"act={reading.act}&apart={apart}",
        f"strong={option.assertion.strong}&apart={apart}", f"sentences={bucket(content.sentences, (1, 2, 3))}",
        f"pair={pair}&apart={apart}", f"pair={pair}&apart={apart}&rule={first.assertion.rule}",
    ]  # fmt: skip


def apart_from(option: Option, taken: Sequence[Option]) -> bool:
    """Whether an option shares no word with those taken."""
    return all(option.span[1] <= other.span[0] or other.span[1] <= option.span[0] for other in taken)


def coordinate_infinitives(option: Option, first: Option) -> bool:
    """Whether two options are infinitives of one row: *de planter des arbres et de fermer le parking*."""
    return option.place == first.place and all(
        item.assertion.rule == "infinitive" and "rule" in item.ways and item.tokens[0].form == "inf"
        for item in (option, first)
    )


def choose(content: Content, reading: CueReading, kind: str, models: Models) -> list[Pick]:
    """Return the claims of a content, by position."""
    order = ranked(content, reading, kind, models)
    if not order:
        return []
    top, first = order[0]
    taken = [first]
    for total, option in order[1 : 1 + _RIVALS]:
        if len(taken) == _MOST or not apart_from(option, taken):
            continue
        if coordinate_infinitives(option, first) or (
            models.further.score(describe_further(option, total, first, top, content, reading)) >= _ENOUGH
        ):
            taken.append(option)
    weights = [math.exp(total - top) for total, _ in order]
    whole = math.fsum(weights)
    picks = []
    for option in sorted(taken, key=lambda item: item.span):
        features = describe_claim(option, content, reading, kind)
        act, act_share = models.act.best(features)
        polarity, side_share = models.polarity.best(features)
        if side_share < _DECIDED and not combine(option.assertion, reading)[1]:
            # Nothing the lexicon knows takes a side, and the learned one is but the likeliest of three.
            polarity, side_share = "neutral", models.polarity.shares(features)["neutral"]
        touching = math.fsum(
            weight for weight, other in zip(weights, order, strict=True) if not apart_from(other[1], [option])
        )
        picks.append(Pick(option, act, polarity, (touching / whole, act_share, side_share), reading))
    return picks
