"""Which words of a content name its issues, and with which act and side: the learned choices put to use."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from claimx.records import Act, Polarity
from claimx.stages.claims.acts import combine
from claimx.stages.claims.features import option_blocks
from claimx.stages.claims.further import further_blocks
from claimx.stages.claims.models import Models, most_probable
from claimx.stages.claims.options import Content, Option
from claimx.stages.claims.readings import CueReading
from claimx.stages.claims.sides import side_blocks, tones
from claimx.stages.claims.signs import claim_blocks

_MOST: Final = 3
"""Claims of one content on issues outside a codebook."""
_LOOKED: Final = 16
"""Options, the most probable ones, that are held against each other."""
_TOUCHING: Final = 0.9
"""What it is worth that an option shares a character with the annotator's words; the rest is for likeness. Cross-
validated, more of it finds longer stretches (share of contents touched, likeness: 0.75 0.81, 0.55; 0.9 0.82, 0.53)."""
_LIKE: Final = 1 - _TOUCHING
_ENOUGH: Final = 0.4
"""Probability a further claim needs. F1 counts a claim as gain from half of F1 on; cross-validated it is flat here."""
_DECIDED: Final = 0.55
"""Probability a side needs where nothing in the clause or its cue is known to take one."""


@dataclass(slots=True, unsafe_hash=True)  # not frozen: that makes each one take twice as long
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


def shares_of(content: Content, reading: CueReading, kind: str, models: Models) -> list[float]:
    """Return the probability of each option that it is the annotator's."""
    total_of = models.issue.total_of_blocks
    totals = [total_of(option_blocks(option, content, reading, kind)) for option in content.options]
    top = max(totals, default=0.0)
    weights = [math.exp(total - top) for total in totals]
    whole = math.fsum(weights)
    return [weight / whole for weight in weights]


def nearest(options: Sequence[tuple[float, Option]]) -> Option:
    """Return the option expected to be worth most, of options with their probabilities; ties go by probability.

    An option is worth from 0 to 1 where the words of another are the annotator's, see ``_TOUCHING``.
    """
    likely = sorted(((-share, option.span, option) for share, option in options), key=_SURER)[:_LOOKED]
    best, found = -1.0, likely[0][2]
    if len(likely) == 1:
        return found
    others = [(low, high, -share) for share, (low, high), _ in likely]
    for _, (start, end), option in likely:
        size = end - start
        worth = math.fsum(
            [
                share * (_TOUCHING + _LIKE * both / (size + high - low - both))
                for low, high, share in others
                if low < end
                and start < high
                and (both := (high if high < end else end) - (low if low > start else start))  # noqa: FURB136  # calls are dear
            ]
        )
        if worth > best:
            best, found = worth, option
    return found


_SURER: Final = itemgetter(0, 1)


def touching(option: Option, options: Sequence[tuple[float, Option]]) -> float:
    """Return the probability that an option touches the annotator's words."""
    start, end = option.span
    return math.fsum([share for share, other in options if other.span[0] < end and start < other.span[1]])


def apart_from(option: Option, taken: Sequence[Option]) -> bool:
    """Whether an option shares no word with those taken."""
    start, end = option.span
    return all(end <= other.span[0] or other.span[1] <= start for other in taken)


def coordinate_infinitives(first: Option, options: Iterable[Option]) -> list[Option]:
    """Return the infinitives of a row that an option is of or holds: *de planter des arbres et de fermer le parking*.

    So for whatever an attitude is to: *favorable à la réforme et à un référendum*. Empty if it is none of them and
    holds none.
    """
    row: list[Option] = []
    for option in sorted(options, key=lambda item: item.span):
        rule = option.assertion.rule
        leads = rule in _LISTING and option.tokens[0].form == "inf" or rule == "attribute"
        if leads and "rule" in option.ways and option.place == first.place and apart_from(option, row):
            row.append(option)
    held = [option for option in row if first.span[0] <= option.span[0] and option.span[1] <= first.span[1]]
    return row if len(row) > 1 and (first in row or held) else []


_LISTING: Final = frozenset(("infinitive", "necessity", "commitment"))
"""Rules that give one assertion for each infinitive of a row."""


def coordinate_objects(first: Option, options: Iterable[Option], reading: CueReading) -> list[Option]:
    """Return the noun phrases of a row that is wanted or announced: *réclame la paix et le retour des otages*.

    Empty if an option is none of them or they are not a cue's object (what is blamed in a row is blamed as one).
    """
    if reading.act not in _WANTING or first.assertion.rule != "noun_phrase" or not reading.frame.startswith("np"):
        return []
    row = [
        option
        for option in sorted(options, key=lambda item: item.span)
        if "rule" in option.ways and option.assertion.rule == "noun_phrase" and option.place == first.place
    ]
    return row if len(row) > 1 and not all(apart_from(first, [option]) for option in row) else []


def opposed(first: Option, options: Iterable[Option]) -> list[Option]:
    """Return the two that a position tells apart or denies: *ne veut pas de vengeance, mais un procès*, *ni A ni B*."""
    if first.assertion.rule != "position" or not first.assertion.negated:
        return []
    row = [
        option
        for option in sorted(options, key=lambda item: item.span)
        if "rule" in option.ways and option.assertion.rule == "position" and option.place == first.place
    ]
    signs = {option.assertion.sign for option in row}
    neither = any(tok.lower == "ni" for tok in first.assertion.clause.tokens)  # *ni la grève ni le boycott*
    told = len(signs) > 1 or neither and len(row) > 1
    return row if told and not all(apart_from(first, [option]) for option in row) else []


def stances(taken: Sequence[Option], options: Iterable[tuple[float, Option]]) -> list[Option]:
    """Return the options taken, and those of other clauses that take a position in so many words, too.

    *Nous condamnons cette attaque et nous demandons la libération des pêcheurs*: two claims, whatever is likely.
    """
    found = list(taken)
    places = {option.place for option in taken}
    for _, option in sorted(options, key=lambda item: item[1].span):
        if len(found) == _MOST:
            break
        stance = "rule" in option.ways and option.assertion.explicit
        if stance and option.place not in places and apart_from(option, found):
            found.append(option)
            places.add(option.place)
    return found


_WANTING: Final = frozenset(("demand", "propose", "promise", "announce"))


def rivals(options: Sequence[tuple[float, Option]], taken: Sequence[Option]) -> list[tuple[float, Option]]:
    """Return the options that may be further claims: those that share no word with what is taken."""
    for other in taken:
        start, end = other.span
        options = [item for item in options if item[1].span[1] <= start or end <= item[1].span[0]]
    return list(options)


def _taken(
    options: Sequence[tuple[float, Option]], content: Content, reading: CueReading, kind: str, models: Models
) -> list[Option]:
    """Return the options that are claims."""
    first = _said_so(nearest(options), options)
    taken = (
        coordinate_infinitives(first, content.options)[:_MOST]
        or coordinate_objects(first, content.options, reading)[:_MOST]
        or opposed(first, content.options)[:_MOST]
        or [first]
    )
    taken = stances(taken, options)
    while len(taken) < _MOST and (rest := rivals(options, taken)):
        option = nearest(rest)
        blocks = further_blocks(option, touching(option, options), first, content, reading, kind)
        if models.further.score_of_blocks(blocks) < _ENOUGH:
            break
        taken.append(option)
    return taken


def _said_so(first: Option, options: Sequence[tuple[float, Option]]) -> Option:
    """Return what a position in so many words is on, where the likeliest option of its clause leaves it out.

    *Nous n'excluons ni la grève ni le boycott* is about the strike.
    """
    if not first.assertion.explicit or first.assertion.rule != "position":
        return first
    own = (item for _, item in options if item.assertion is first.assertion and "rule" in item.ways)
    said = next(own, first)
    return said if apart_from(first, [said]) else first


def choose(content: Content, reading: CueReading, kind: str, models: Models) -> list[Pick]:
    """Return the claims of a content, by position."""
    if not content.options:
        return []
    options = list(zip(shares_of(content, reading, kind, models), content.options, strict=True))
    picks = []
    every = tones(content.tokens)
    for option in sorted(_taken(options, content, reading, kind, models), key=lambda item: item.span):
        blocks = claim_blocks(option, content, reading, kind)
        acts = models.act.shares(blocks)
        sign = combine(option.assertion, reading)[1]
        sides = models.polarity.shares(blocks + side_blocks(option, reading, sign, every))
        # Where nothing the lexicon knows takes a side, the learned one is but the likeliest of three.
        decided = bool(sign) or max(sides.values()) >= _DECIDED
        act, polarity = _together(acts, sides if decided else {"neutral": sides["neutral"]}, models)
        picks.append(Pick(option, act, polarity, (touching(option, options), acts[act], sides[polarity]), reading))
    return picks


def _together(acts: Mapping[Act, float], sides: Mapping[Polarity, float], models: Models) -> tuple[Act, Polarity]:
    """Return the act and the side that are most probable together: who criticizes is hardly for what he names."""
    best, found = -1.0, (most_probable(acts), most_probable(sides))
    for act, share in acts.items():
        counts = models.pairs.get(act, {})
        for side, own in sides.items():
            if (worth := share * own * counts.get(side, 1.0)) > best:
                best, found = worth, (act, side)
    return found
