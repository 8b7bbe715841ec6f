"""What the choices of act and side look at: binary features, by name, of the clause a claim rests on and its cue."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from claimx.stages.claims.acts import combine
from claimx.stages.claims.clauses import subject_of
from claimx.stages.claims.core import Assertion, trend_of
from claimx.stages.claims.features import verb_class
from claimx.stages.claims.options import Content, Option
from claimx.stages.claims.polarity import (
    effect_of,
    position_of,
    undone,
    valence,
    waits,
)
from claimx.stages.claims.readings import CueReading
from claimx.stages.claims.rows import FIRST, SECOND
from claimx.stages.claims.tokens import Tok
from claimx.stages.claims.words import singular

_NEAR: Final = 4
"""Words after a copula that may be its attribute."""
_DUTY: Final = frozenset(
    "faut faudra faudrait fallait falloir doit doivent devons devez devra devront devrait devraient devait"
    " devaient".split()
)
_PLURALS: Final = frozenset("vous nous -vous -nous".split())
_FUTURE: Final = ("rai", "ras", "ra", "rons", "rez", "ront")
_CONDITIONAL: Final = ("rais", "rait", "rions", "riez", "raient")
_ONLY: Final = frozenset("seulement peine guère peu".split())
_THANKS: Final = frozenset(("merci", "bravo", "félicitation", "hommage"))


def describe_claim(option: Option, content: Content, reading: CueReading, kind: str) -> list[str]:
    """Return the features by which act and side of a claim on an option are told."""
    common, own = claim_features(option, content, reading, kind)
    return [*common, *own]


def claim_features(
    option: Option, content: Content, reading: CueReading, kind: str
) -> tuple[tuple[str, ...], list[str]]:
    """Return the features of a claim that many others have all together, and its further ones; no name twice."""
    assertion = option.assertion
    clause = assertion.clause
    act, sign = combine(assertion, reading)
    rule = assertion.rule
    tokens = option.tokens
    form = verb_class(clause)
    ways = sorted(option.ways)
    own = "rule" in option.ways
    frame = reading.frame
    common = _common(
        act, sign, rule, assertion.act, assertion.sign, own, reading.act, reading.sign, frame, kind, assertion.strong,
        form, assertion.negated, assertion.modality,
    )  # fmt: skip
    found: list[str] = []
    if reading.lemma:
        found += [f"cue={reading.lemma}", f"cue={reading.lemma}&frame={frame}"]
    if own:
        found += _subject_signs(assertion)
    inside = {tok.i for tok in tokens}
    rest = [tok for tok, deep in zip(clause.tokens, clause.deep, strict=True) if tok.i not in inside and deep < 2]
    found += _valences(
        valence(tokens), valence(rest), valence(clause.tokens), assertion.negated, reading.act, rule, form
    )
    for tok in clause.tokens:
        if value := tok.word.sign:
            found.append(f"word={tok.lemma}")
            found.append(f"{'in' if tok.i in inside else 'out'}-word={value}")
    start = tokens[0].i
    led = undone([tok for tok in clause.tokens if tok.i < start])
    found.append(f"undone={led}&sign={sign}")
    shape = "clause" if any(tok.form == "fin" for tok in tokens) else tokens[0].form or "noun"
    found += [f"shape={shape}", f"shape={shape}&cue-act={reading.act}", f"shape={shape}&sign={sign}"]
    found += [f"way={way}&sign={sign}" for way in ways]
    found += _moods(clause.tokens, clause.deep, reading)
    lowers = {tok.lower for tok in clause.tokens}
    if lowers & FIRST:
        found += ["first-person", f"first-person&cue-act={reading.act}", f"first-person&verb={form}"]
    if lowers & SECOND:
        found += ["second-person", f"second-person&cue-act={reading.act}"]
    if option.sentence in content.asking:
        found += ["question", f"question&cue-act={reading.act}", f"question&negated={assertion.negated}"]
    if trend := trend_of(clause):
        found += [f"trend={trend}", f"trend={trend}&negated={assertion.negated}"]
    if waits(clause.tokens):
        found.append("waits")
    if not lowers.isdisjoint(_ONLY):
        found += ["only", f"only&sign={sign}", f"only&negated={assertion.negated}"]
    if "!" in lowers:
        found.append("exclamation")
    if any(tok.pos == "NUM" for tok in clause.tokens):
        found.append("number")
    found += _verb_signs(option, reading)
    noun = next((tok for tok in tokens if tok.pos == "NOUN"), None)
    if noun is not None:
        found += [f"noun={noun.lemma}", f"noun-side={noun.word.sign}&cue-act={reading.act}"]
    if content.clauses > 1:
        found.append("several")
    return common, list(dict.fromkeys(found))


# Features that go together are few: they are named once.


@lru_cache(maxsize=1 << 12)
def _valences(
    side: int, around: int, whole: int, negated: bool, cue_act: str, rule: str, form: str
) -> tuple[str, ...]:  # fmt: skip
    """Return features of the side that an option, the rest of its clause and all of it take."""
    return (
        f"side={side}", f"around={around}", f"whole={whole}", f"side={side}&around={around}",
        f"around={around}&negated={negated}", f"whole={whole}&cue-act={cue_act}",
        f"around={around}&rule={rule}", f"side={side}&rule={rule}", f"whole={whole}&verb={form}",
    )  # fmt: skip


@lru_cache(maxsize=1 << 12)
def _common(
    act: str, sign: int, rule: str, own_act: str | None, own_sign: int, own: bool, cue_act: str, cue_sign: int,
    frame: str, kind: str, strong: bool, form: str, negated: bool, modality: str | None,
) -> tuple[str, ...]:  # fmt: skip
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


def _verb_signs(option: Option, reading: CueReading) -> list[str]:
    """Return features of a clause's verb, or of the infinitive that an option begins with."""
    clause, tokens = option.assertion.clause, option.tokens
    verb = clause.verb
    if verb is None:
        if tokens[0].form != "inf":
            return []
        effect = effect_of(tokens[0])
        return [f"inf-effect={effect}", f"inf-effect={effect}&cue-act={reading.act}", f"inf={tokens[0].lemma}"]
    main = clause.tokens[verb.main]
    found = [
        *_verb_names(
            verb.tense, verb.mood, verb.modal, verb.lemma, reading.act, verb.person, verb.plural, verb.passive,
            verb.negated,
        )
    ]  # fmt: skip
    if position := position_of(main, reflexive=verb.reflexive):
        found.append(f"position={position.act}{position.sign}&negated={verb.negated}")
    if verb.copula:
        after = clause.tokens[verb.last + 1 : verb.last + 1 + _NEAR]
        found += [f"attribute={singular(tok.lower)}" for tok in after if tok.pos == "ADJ"]
    return found


@lru_cache(maxsize=1 << 12)
def _verb_names(
    tense: str, mood: str, modal: str, lemma: str, cue_act: str, person: str, plural: bool, passive: bool, negated: bool
) -> tuple[str, ...]:  # fmt: skip
    """Return features of a verb group."""
    return (
        f"tense={tense}", f"mood={mood}", f"modal={modal}", f"main={lemma}", f"tense={tense}&cue-act={cue_act}",
        f"person={person}&plural={plural}", f"person={person}&tense={tense}", f"passive={passive}",
        f"main={lemma}&negated={negated}",
    )  # fmt: skip


def _subject_signs(assertion: Assertion) -> tuple[str, ...]:
    """Return features of who takes a position by which rule: *je propose*, *Moscou exige*."""
    _, pronoun = subject_of(assertion.clause)
    who = "first" if pronoun in FIRST else "none" if not pronoun else "other"
    return _subject_names(who, assertion.rule, assertion.act, assertion.sign)


@lru_cache(maxsize=1 << 12)
def _subject_names(who: str, rule: str, act: str, sign: int) -> tuple[str, ...]:
    return (
        f"{who}&rule={rule}&own-act={act}", f"{who}&rule={rule}", f"rule={rule}&own-act={act}",
        f"{who}&rule={rule}&own-sign={sign}",
    )  # fmt: skip


def _orders(tokens: Sequence[Tok], index: int) -> bool:
    """Whether a verb form in *-ez, -ons* has no subject: an order (*laissez-moi*, *patientez*)."""
    tok = tokens[index]
    if not tok.lower.endswith(("ez", "ons")) or not tok.is_verb:
        return False
    if any(item.lower in _PLURALS for item in tokens[max(0, index - 4) : index]):
        return False
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    return following not in ("-vous", "-nous") or index == 0


def _moods(tokens: Sequence[Tok], deep: Sequence[int], reading: CueReading) -> list[str]:
    """Return features of what the verbs of a clause want: orders, duties, announcements, positions of any of them."""
    found = set()
    for index, tok in enumerate(tokens):
        if tok.lower in _DUTY:
            found.add(f"duty={deep[index]}")
        if _orders(tokens, index):
            found.add(f"order={index == 0 or tokens[index - 1].is_mark}")
        if tok.lower in ("va", "vais", "vont", "allons") and any(
            item.form == "inf" for item in tokens[index + 1 : index + 4]
        ):
            found.add("going-to")
        if tok.form == "fin" and tok.lower.endswith(_FUTURE) and deep[index] < 2:
            found.add(f"future={deep[index]}")
        if tok.form == "fin" and tok.lower.endswith(_CONDITIONAL) and deep[index] < 2:
            found |= {f"would={deep[index]}", f"would&frame={reading.frame}"}
        if tok.is_verb and deep[index] < 2 and (position := position_of(tok, reflexive=False)) is not None:
            found.add(f"verb-act={position.act}")
        if tok.is_noun and tok.lemma in _THANKS:
            found.add("thanks")
    if tokens and tokens[0].lower in ("si", "s'"):
        found.add("if-first")
    if found:
        found |= {f"{name}&cue-act={reading.act}" for name in sorted(found)}
    return sorted(found)
