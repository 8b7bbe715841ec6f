"""Act and side of an assertion under its cue: the innermost act, the outer attitude."""

from __future__ import annotations

from typing import Final

from claimx.records import Act
from claimx.stages.claims.core import Assertion
from claimx.stages.claims.polarity import valence
from claimx.stages.claims.readings import CueReading

_DEFAULT_SIGNS: Final[dict[str, int]] = {
    "demand": 1, "propose": 1, "promise": 1, "accept": 1, "praise": 1, "announce": 1, "reply": 1, "state": 1,
    "refuse": -1, "deny": -1, "warn": -1, "threaten": 1, "accuse": -1, "criticize": -1, "ask": 0,
}  # fmt: skip
GENERAL_ACTS: Final = frozenset(("state", "announce", "reply"))
_DERIVED: Final = frozenset(("topic", "evaluation", "presentative", "dislocated", "impersonal"))
_BLAMING: Final = frozenset(("accuse", "criticize", "warn", "threaten"))


def combine(assertion: Assertion, reading: CueReading) -> tuple[Act, int]:
    """Return act and side of an assertion under its cue: the innermost act, the outer attitude."""
    led = assertion.rule == "attribute" and assertion.clause.tokens[0].lower in ("pour", "contre")
    nominal = assertion.clause.verb is None and (assertion.rule in ("infinitive", "noun_phrase") or led)
    act = assertion.act
    sign = assertion.sign
    if nominal:
        outer = reading.sign or _DEFAULT_SIGNS[reading.act]
        if not reading.sign and reading.act == "state":
            outer = valence(assertion.clause.tokens) or (assertion.rule == "infinitive" or reading.frame == "direct")
        if outer < 0 and assertion.rule == "infinitive" and reading.act in _BLAMING:
            return reading.act, outer
        return reading.act, outer * (1 if led else sign or 1)
    derived = act in GENERAL_ACTS or assertion.rule in _DERIVED
    if act == "state" or derived and reading.act not in GENERAL_ACTS:
        act = reading.act if assertion.rule != "act_noun" else act
    if reading.act in ("warn", "criticize", "accuse", "threaten") and reading.act == act:
        sign = -1
    elif reading.act == "deny":
        sign = -(sign or 1)
    elif reading.act == "ask":
        sign = 0
    elif not sign:
        sign = reading.sign or (0 if act == "state" and _informs(assertion) else _DEFAULT_SIGNS[act])
    return act, sign


def _informs(assertion: Assertion) -> bool:
    """Whether an assertion only tells how things are or were (what will or may be is held likely: a side)."""
    verb = assertion.clause.verb
    if assertion.rule != "topic" or assertion.strong or verb is None:
        return False
    return assertion.modality is None and verb.tense != "Fut" and verb.modal != "aller" and verb.mood != "Cnd"
