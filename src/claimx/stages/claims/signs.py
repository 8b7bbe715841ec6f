"""What the choices of act and side look at: binary features, by name, of the clause a claim rests on and its cue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from claimx.stages.claims.acts import combine
from claimx.stages.claims.clauses import subject_of
from claimx.stages.claims.core import FIRST, trend_of
from claimx.stages.claims.features import verb_class
from claimx.stages.claims.options import Content, Option
from claimx.stages.claims.polarity import effect_of, position_of, undone, valence, waits
from claimx.stages.claims.readings import CueReading
from claimx.stages.claims.rows import Row, row_of
from claimx.stages.claims.tokens import Tok
from claimx.stages.claims.traits import (
    DUTY,
    EXCLAIMING,
    FIRST_PERSON,
    FUTURE,
    GOING,
    NUMBER,
    ONLY,
    ORDERING,
    SECOND_PERSON,
    SIDED,
    STANDING,
    THANKING,
    WAITING,
    WOULD,
)
from claimx.stages.claims.words import singular
from claimx.stages.sums import Block, Names, names_of

_NEAR: Final = 4
"""Words after a copula that may be its attribute."""
_PLURALS: Final = frozenset("vous nous -vous -nous".split())
_WILLING: Final = DUTY | ORDERING | GOING | FUTURE | WOULD | STANDING | THANKING


def describe_claim(option: Option, content: Content, reading: CueReading, kind: str) -> list[str]:
    """Return the features by which act and side of a claim on an option are told."""
    return [name for block in claim_blocks(option, content, reading, kind) for name in names_of(block)]


def claim_blocks(option: Option, content: Content, reading: CueReading, kind: str) -> list[Block]:
    """Return the features of a claim in blocks of those that go together; no name stands in two of them."""
    assertion, tokens = option.assertion, option.tokens
    clause, rule, negated = assertion.clause, assertion.rule, assertion.negated
    cue_act, frame = reading.act, reading.frame
    act, sign = combine(assertion, reading)
    form = verb_class(clause)
    own = "rule" in option.ways
    row = row_of(clause, content)
    holds = row.whole
    inside = {tok.i for tok in tokens}
    around = whole = 0
    if holds & SIDED:
        rest = [tok for tok, deep in zip(clause.tokens, clause.deep, strict=True) if tok.i not in inside and deep < 2]
        around, whole = valence(rest), valence(clause.tokens)
    start = tokens[0].i
    led = undone([tok for tok in clause.tokens if tok.i < start])
    shape = "clause" if any(tok.form == "fin" for tok in tokens) else tokens[0].form or "noun"
    found: list[Block] = [
        (
            _common, act, sign, rule, assertion.act, assertion.sign, own, cue_act, reading.sign, frame, kind,
            assertion.strong, form, negated, assertion.modality,
        ),
        (_valences, valence(tokens), around, whole, negated, cue_act, rule, form),
        (_shapes, shape, cue_act, sign, led),
        (_ways, tuple(sorted(option.ways)), sign),
        (
            _clauses, holds & (FIRST_PERSON | SECOND_PERSON | EXCLAIMING | NUMBER | ONLY),
            bool(holds & WAITING) and waits(clause.tokens), content.clauses > 1, cue_act, form, sign, negated,
        ),
    ]  # fmt: skip
    if reading.lemma:
        found.append((_cues, reading.lemma, frame))
    if own:
        _, pronoun = subject_of(clause)
        who = "first" if pronoun in FIRST else "none" if not pronoun else "other"
        found.append((_subjects, who, rule, assertion.act, assertion.sign))
    if holds & SIDED:
        found += _sided(row, inside)
    if moods := _moods(row, clause.deep):
        found.append((_mood_names, moods, cue_act, frame))
    if option.sentence in content.asking:
        found.append((_questions, cue_act, negated))
    if trend := trend_of(clause):
        found.append((_trends, trend, negated))
    found += _verbs(option, reading)
    noun = next((tok for tok in tokens if tok.pos == "NOUN"), None)
    if noun is not None:
        found.append((_nouns, noun.lemma, noun.word.sign, cue_act))
    return found


def _sided(row: Row, inside: set[int]) -> list[Block]:
    """Return the features of the words of a clause that take a side."""
    sided = [tok for tok, traits in zip(row.tokens, row.traits, strict=True) if traits & SIDED]
    found: list[Block] = [(_words, lemma) for lemma in {tok.lemma: None for tok in sided}]
    sides = sorted({(tok.i in inside, tok.word.sign) for tok in sided})
    return [*found, (_sides, tuple(sides))]


def _verbs(option: Option, reading: CueReading) -> list[Block]:
    """Return the features of a clause's verb, or of the infinitive that an option begins with."""
    clause, tokens = option.assertion.clause, option.tokens
    verb = clause.verb
    if verb is None:
        return [(_infinitives, effect_of(tokens[0]), reading.act, tokens[0].lemma)] if tokens[0].form == "inf" else []
    found: list[Block] = [
        (_verb_forms, verb.tense, verb.mood, verb.modal, reading.act, verb.person, verb.plural, verb.passive),
        (_verb_lemmas, verb.lemma, verb.negated),
    ]
    if position := position_of(clause.tokens[verb.main], reflexive=verb.reflexive):
        found.append((_positions, position.act, position.sign, verb.negated))
    if verb.copula:
        after = clause.tokens[verb.last + 1 : verb.last + 1 + _NEAR]
        found += [(_attributes, form) for form in {singular(tok.lower): None for tok in after if tok.pos == "ADJ"}]
    return found


def _moods(row: Row, deep: Sequence[int]) -> tuple[str, ...]:
    """Return what the verbs of a clause want: orders, duties, announcements, positions of any of them."""
    tokens = row.tokens
    found = set()
    for index, traits in enumerate(row.traits) if row.whole & _WILLING else ():
        if not traits & _WILLING:
            continue
        if traits & DUTY:
            found.add(f"duty={deep[index]}")
        if traits & ORDERING and _orders(tokens, index):
            found.add(f"order={index == 0 or tokens[index - 1].is_mark}")
        if traits & GOING and any(item.form == "inf" for item in tokens[index + 1 : index + 4]):
            found.add("going-to")
        if traits & THANKING:
            found.add("thanks")
        if deep[index] < 2:  # not in a relative clause
            if traits & FUTURE:
                found.add(f"future={deep[index]}")
            if traits & WOULD:
                found |= {f"would={deep[index]}", "would"}
            if traits & STANDING and (position := position_of(tokens[index], reflexive=False)) is not None:
                found.add(f"verb-act={position.act}")
    if tokens and tokens[0].lower in ("si", "s'"):
        found.add("if-first")
    return tuple(sorted(found))


def _orders(tokens: Sequence[Tok], index: int) -> bool:
    """Whether a verb form in *-ez, -ons* has no subject: an order (*laissez-moi*, *patientez*)."""
    if any(item.lower in _PLURALS for item in tokens[max(0, index - 4) : index]):
        return False
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    return following not in ("-vous", "-nous") or index == 0


# Claims share most blocks: their names are asked for once.


def _common(
    act: str, sign: int, rule: str, own_act: str | None, own_sign: int, own: bool, cue_act: str, cue_sign: int,
    frame: str, kind: str, strong: bool, form: str, negated: bool, modality: str | None,
) -> Names:  # fmt: skip
    """Return features of act, side, frame and verb together."""
    return (
        f"act={act}", f"sign={sign}", f"act={act}&sign={sign}", f"rule={rule}", f"rule={rule}&sign={sign}",
        f"own-act={own_act}", f"own-sign={own_sign}", f"own={own}&sign={sign}",
        f"cue-act={cue_act}", f"cue-sign={cue_sign}", f"cue-act={cue_act}&frame={frame}",
        f"cue-act={cue_act}&rule={rule}", f"cue-act={cue_act}&own-act={own_act}", f"kind={kind}",
        f"strong={strong}&sign={sign}", f"verb={form}", f"verb={form}&cue-act={cue_act}",
        f"negated={negated}", f"negated={negated}&verb={form}", f"modality={modality}",
        f"negated={negated}&cue-act={cue_act}", f"modality={modality}&cue-act={cue_act}",
    )  # fmt: skip


def _valences(side: int, around: int, whole: int, negated: bool, cue_act: str, rule: str, form: str) -> Names:
    """Return features of the side that an option, the rest of its clause and all of it take."""
    return (
        f"side={side}", f"around={around}", f"whole={whole}", f"side={side}&around={around}",
        f"around={around}&negated={negated}", f"whole={whole}&cue-act={cue_act}",
        f"around={around}&rule={rule}", f"side={side}&rule={rule}", f"whole={whole}&verb={form}",
    )  # fmt: skip


def _shapes(shape: str, cue_act: str, sign: int, led: int) -> Names:
    """Return features of what an option is, and of whether what stands before it undoes it."""
    return (
        f"shape={shape}", f"shape={shape}&cue-act={cue_act}", f"shape={shape}&sign={sign}",
        f"undone={led}&sign={sign}",
    )  # fmt: skip


def _ways(ways: tuple[str, ...], sign: int) -> Names:
    """Return features of how an option was found."""
    return tuple(f"way={way}&sign={sign}" for way in ways)


def _clauses(
    holds: int, waiting: bool, several: bool, cue_act: str, form: str, sign: int, negated: bool
) -> Names:  # fmt: skip
    """Return features of what words a clause holds, and of whether it is one of several."""
    found: list[str] = []
    if holds & FIRST_PERSON:
        found += ["first-person", f"first-person&cue-act={cue_act}", f"first-person&verb={form}"]
    if holds & SECOND_PERSON:
        found += ["second-person", f"second-person&cue-act={cue_act}"]
    if holds & ONLY:
        found += ["only", f"only&sign={sign}", f"only&negated={negated}"]
    single = {"waits": waiting, "exclamation": holds & EXCLAIMING, "number": holds & NUMBER, "several": several}
    return (*found, *(name for name, there in single.items() if there))


def _cues(lemma: str, frame: str) -> Names:
    """Return features of the cue's word."""
    return (f"cue={lemma}", f"cue={lemma}&frame={frame}")


def _subjects(who: str, rule: str, act: str, sign: int) -> Names:
    """Return features of who takes a position by which rule: *je propose*, *Moscou exige*."""
    return (
        f"{who}&rule={rule}&own-act={act}", f"{who}&rule={rule}", f"rule={rule}&own-act={act}",
        f"{who}&rule={rule}&own-sign={sign}",
    )  # fmt: skip


def _words(lemma: str) -> Names:
    """Return the feature of a word that takes a side."""
    return (f"word={lemma}",)


def _sides(sides: tuple[tuple[bool, int], ...]) -> Names:
    """Return features of the sides that words in an option and outside take."""
    return tuple(f"{'in' if inside else 'out'}-word={sign}" for inside, sign in sides)


def _mood_names(moods: tuple[str, ...], cue_act: str, frame: str) -> Names:
    """Return features of what the verbs of a clause want."""
    names = [f"would&frame={frame}" if mood == "would" else mood for mood in moods]
    return (*names, *(f"{name}&cue-act={cue_act}" for name in names))


def _questions(cue_act: str, negated: bool) -> Names:
    """Return features of a question."""
    return ("question", f"question&cue-act={cue_act}", f"question&negated={negated}")


def _trends(trend: int, negated: bool) -> Names:
    """Return features of what grows or shrinks."""
    return (f"trend={trend}", f"trend={trend}&negated={negated}")


def _infinitives(effect: int, cue_act: str, lemma: str) -> Names:
    """Return features of an infinitive."""
    return (f"inf-effect={effect}", f"inf-effect={effect}&cue-act={cue_act}", f"inf={lemma}")


def _verb_forms(
    tense: str, mood: str, modal: str, cue_act: str, person: str, plural: bool, passive: bool
) -> Names:  # fmt: skip
    """Return features of a verb group's form."""
    return (
        f"tense={tense}", f"mood={mood}", f"modal={modal}", f"tense={tense}&cue-act={cue_act}",
        f"person={person}&plural={plural}", f"person={person}&tense={tense}", f"passive={passive}",
    )  # fmt: skip


def _verb_lemmas(lemma: str, negated: bool) -> Names:
    """Return features of a verb."""
    return (f"main={lemma}", f"main={lemma}&negated={negated}")


def _positions(act: str, sign: int, negated: bool) -> Names:
    """Return the feature of a verb that takes a position."""
    return (f"position={act}{sign}&negated={negated}",)


def _attributes(form: str) -> Names:
    """Return the feature of an adjective after a copula."""
    return (f"attribute={form}",)


def _nouns(lemma: str, sign: int, cue_act: str) -> Names:
    """Return features of an option's first noun."""
    return (f"noun={lemma}", f"noun-side={sign}&cue-act={cue_act}")
