"""What the choice of a claim's side looks at besides: the tone of the words around, and how far a negation reaches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from claimx.lexicon.function_words import NE
from claimx.stages.claims.clauses import Clause
from claimx.stages.claims.features import verb_class
from claimx.stages.claims.options import Option
from claimx.stages.claims.polarity import BEFORE, turn_of
from claimx.stages.claims.readings import CueReading
from claimx.stages.claims.tokens import Tok
from claimx.stages.claims.traits import LESSENING, TONED
from claimx.stages.claims.words import Tone
from claimx.stages.sums import Block, Names, names_of

_NONE: Final = frozenset("aucun aucune nul nulle sans ni zéro".split())
_NOT: Final = frozenset("pas jamais aucun aucune plus rien ni sans personne".split())
_STRONGEST: Final = 2
"""What a sum of tones is cut off at."""
_LESSENED: Final = 7
"""Words from one of lessening on within which the thing lessened stands."""


def side_features(option: Option, reading: CueReading, sign: int, every: Tone) -> list[str]:
    """Return the further features by which the side of a claim is told.

    ``sign`` is the side by the rules, ``every`` the tone of the whole content.
    """
    return [name for block in side_blocks(option, reading, sign, every) for name in names_of(block)]


def side_blocks(option: Option, reading: CueReading, sign: int, every: Tone) -> list[Block]:
    """Return :func:`side_features` in blocks of those that go together."""
    return _tones(option, reading, every) + _negations(option, reading, sign)


def tones(tokens: Sequence[Tok]) -> Tone:
    """Return the sums of the words' tones, each cut off; what negates or lessens a word turns it."""
    own = drawn = 0
    lessened = -1
    for index, tok in enumerate(tokens):
        traits = tok.word.traits
        if not traits & _TOLD:
            continue
        if traits & LESSENING:
            # *La baisse du chômage*: less of a bad thing is good, and the word for less has no tone of its own.
            ahead = range(index + 1, min(index + _LESSENED, len(tokens)))
            place = next((i for i in ahead if not tokens[i].is_verb and tokens[i].word.traits & TONED), None)
            if place is not None:
                lessened = place
                continue
        first, second = tok.word.tone
        if index == lessened:
            first, second = -first, -second
        turn = turn_of(tokens[max(0, index - BEFORE) : index])
        own += turn * first
        drawn += turn * second
    if not own and not drawn:
        return _TONELESS
    return max(-_STRONGEST, min(_STRONGEST, own)), max(-_STRONGEST, min(_STRONGEST, drawn))


_TOLD: Final = TONED | LESSENING
_TONELESS: Final[Tone] = (0, 0)


def _clause_tone(clause: Clause) -> Tone:
    tone: Tone | None = clause.known.get("tone")
    if tone is None:
        tone = clause.known["tone"] = tones(clause.tokens)
    return tone


def _tones(option: Option, reading: CueReading, every: Tone) -> list[Block]:
    """Return the tone of an option, of the rest of its clause, of both and of the whole content, by each list."""
    assertion = option.assertion
    inside = {tok.i for tok in option.tokens}
    rest = [tok for tok in assertion.clause.tokens if tok.i not in inside]
    sums = (tones(option.tokens), tones(rest), _clause_tone(assertion.clause), every)
    return [
        (_tone_names, name, *values, assertion.negated, reading.act, assertion.rule)
        for name, values in zip(("own", "drawn"), zip(*sums, strict=True), strict=True)
    ]


def _negations(option: Option, reading: CueReading, sign: int) -> list[Block]:
    """Return what is negated: the option by its determiner, its clause's verb, a verb in it."""
    clause = option.assertion.clause
    tokens, verb = clause.tokens, clause.verb
    first, last = option.tokens[0], option.tokens[-1]
    shape = "inf" if first.form == "inf" else "clause" if any(tok.form == "fin" for tok in option.tokens) else "noun"
    place = next((index for index, tok in enumerate(tokens) if tok.i == first.i), None)
    found: list[Block] = []
    if first.lower in _NONE or place is not None and _led_by_none(tokens, place):
        found.append((_none, reading.act, shape, sign))
    if first.form == "inf" and place and not _NOT.isdisjoint([tok.lower for tok in tokens[max(0, place - 3) : place]]):
        found.append((_not_infinitive, reading.act, sign))
    if verb is not None and place is not None:
        where = "before" if last.i < tokens[verb.first].i else "after" if place > verb.last else "over"
        found.append((_reaches, verb.negated, where, shape, verb_class(clause), sign))
    lowers = [tok.lower for tok in option.tokens]
    if not NE.isdisjoint(lowers) and not _NOT.isdisjoint(lowers):
        found.append((_not_inside, shape, reading.act))
    return found


def _tone_names(
    name: str, within: int, around: int, whole: int, overall: int, negated: bool, act: str, rule: str
) -> Names:  # fmt: skip
    """Return features of tones by one list."""
    return (
        f"{name}-in={within}", f"{name}-around={around}", f"{name}-whole={whole}", f"{name}-content={overall}",
        f"{name}-in={within}&around={around}", f"{name}-around={around}&negated={negated}",
        f"{name}-whole={whole}&cue-act={act}", f"{name}-in={within}&cue-act={act}",
        f"{name}-in={within}&rule={rule}", f"{name}-around={around}&rule={rule}",
    )  # fmt: skip


def _none(act: str, shape: str, sign: int) -> Names:
    """Return features of an option that *aucun* or *sans* leads."""
    return ("none", f"none&cue-act={act}", f"none&shape={shape}", f"none&sign={sign}")


def _not_infinitive(act: str, sign: int) -> Names:
    """Return features of a negated infinitive."""
    return ("not-infinitive", f"not-infinitive&cue-act={act}", f"not-infinitive&sign={sign}")


def _reaches(negated: bool, where: str, shape: str, form: str, sign: int) -> Names:
    """Return features of the verb's negation and of where an option stands to it."""
    reach = f"not={negated}&verb-{where}"
    return (f"{reach}&shape={shape}", f"{reach}&verb={form}", f"{reach}&sign={sign}")


def _not_inside(shape: str, act: str) -> Names:
    """Return features of an option with a negation in it."""
    return (f"not-inside&shape={shape}", f"not-inside&cue-act={act}")


def _led_by_none(tokens: Sequence[Tok], place: int) -> bool:
    """Whether *aucun, sans, ni* … stand before a word, with at most a determiner, adjective or preposition between."""
    for tok in reversed(tokens[max(0, place - 2) : place]):
        if tok.lower in _NONE:
            return True
        if tok.pos not in ("DET", "ADJ", "ADP") and not tok.is_mark:
            return False
    return False
