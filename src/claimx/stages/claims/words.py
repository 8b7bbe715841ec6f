"""What a word and its tags mean wherever they stand: form, side, tone. Found once for each word there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from claimx.lexicon.cues import load_cues
from claimx.lexicon.stance import Position, load_stance
from claimx.lexicon.tone import load_tones
from claimx.stages.claims.traits import traits_of
from claimx.stages.columns import Columns

Tone = tuple[int, int]
"""By the own list and by the drawn one (:mod:`claimx.lexicon.tone`)."""

MARKS: Final = frozenset("«»\"“”„‟‹›+'’—–-()[]")
_FINITE_ENDINGS: Final = ("aient", "èrent", "irent", "urent")
"""Endings that no infinitive or participle has, whatever the tagger says."""
_ADJECTIVE_ENDINGS: Final = (
    "eux", "euse", "euses", "able", "ables", "ible", "ibles", "if", "ifs", "ive", "ives", "ique", "iques"
)  # fmt: skip
"""Endings that no participle has, whatever the tagger says."""
_INFINITIVES: Final = ("er", "ir", "ïr", "re")
"""What every infinitive ends in, whatever the tagger says."""
_PARTICIPLES: Final = ("é", "ée", "és", "ées", "u", "ue", "us", "ues", "i", "is")
_INFINITIVE_ENDINGS: Final = ("er", "ir", "re")
"""Endings of infinitives; a verb in *-e* with another lemma has that of the noun it looks like: *reste, demande*."""
_NEVER_NOUNS: Final[Mapping[str, tuple[str, str]]] = {
    "faut": ("falloir", "Pres"),
    "faudra": ("falloir", "Fut"),
    "faudrait": ("falloir", "Pres"),
}
"""Forms that are verbs whatever the tagger says, with lemma and tense."""
_FUTURE_ENDINGS: Final = ("erons", "irons", "drons", "erai", "irai", "drai")
_VERB_FORMS: Final = {"Fin": "fin", "Inf": "inf", "Part": "part"}
_TONELESS: Final = frozenset(("PROPN", "ADP", "DET", "PRON"))


@dataclass(frozen=True, slots=True)
class Word:
    """What of a token depends on the word and its tags alone."""

    text: str
    lower: str
    lemma: str
    pos: str
    form: str
    """``fin``, ``inf``, ``part`` for verbs, else empty."""
    tense: str
    mood: str
    gender: str
    number: str
    person: str
    is_mark: bool
    is_noun: bool
    is_verb: bool
    sign: int
    """The side it takes by itself: +1, -1 or 0."""
    tone: Tone
    traits: int
    """What it is, as bits (:mod:`claimx.stages.claims.traits`)."""
    morph: Mapping[str, str]
    """The analysis, one object for each there is."""

    def as_adverb(self) -> Word:
        """Return it as a word of a fixed phrase that an adverb could stand for."""
        return _word(
            self.text, self.lower, self.lemma, "ADV", "", self.tense, self.mood, self.gender, self.number, self.person,
            self.morph, is_mark=False,
        )  # fmt: skip

    def as_finite(self, lemma: str, tense: str, mood: str) -> Word:
        """Return it as a finite verb."""
        return _word(
            self.text, self.lower, lemma, "VERB", "fin", tense, mood, "", self.number, self.person, self.morph,
            is_mark=False,
        )  # fmt: skip


_KEPT: Final = 1 << 14
"""Words kept, some 500 bytes each, and as many older ones: what is used stays."""
_words: Final[dict[int, Word]] = {}
"""By the number of ``Columns.readings``."""
_older: Final[dict[int, Word]] = {}


def read_words(columns: Columns, tokens: Iterable[int]) -> list[Word]:
    """Return the words of those tokens, by their indices, of a document."""
    known, readings = _words.get, columns.readings
    return [known(reading := readings[index]) or _learn(reading, columns, index) for index in tokens]


def _learn(reading: int, columns: Columns, index: int) -> Word:
    if len(_words) >= _KEPT:
        _older.clear()
        _older.update(_words)
        _words.clear()
    word = _words[reading] = _older.get(reading) or _word_of(
        columns.words[index], columns.lemma[index], columns.pos[index], columns.morph[index]
    )
    return word


def _word_of(text: str, lemma: str, pos: str, morph: Mapping[str, str]) -> Word:
    get = morph.get
    form, tense = _VERB_FORMS.get(get("VerbForm", ""), ""), get("Tense", "")
    lower, lemma = text.lower().replace("’", "'"), lemma.lower()
    if form != "fin" and pos in ("VERB", "AUX") and lower.endswith(_FINITE_ENDINGS):
        form = "fin"
    if form == "inf" and not lower.endswith(_INFINITIVES):
        form = "part" if lower.endswith(_PARTICIPLES) and not lower.endswith(("ai", "ais")) else "fin"
    if form == "fin" and lower.endswith(_FUTURE_ENDINGS) and lower != lemma[:-2] + "ons":
        tense = "Fut"
    if form == "part" and lower.endswith(_ADJECTIVE_ENDINGS):
        pos, form = "ADJ", ""
    if lower in _NEVER_NOUNS and not form:
        pos, form, tense, lemma = "VERB", "fin", _NEVER_NOUNS[lower][1], _NEVER_NOUNS[lower][0]
    if form == "fin" and pos == "VERB" and lower.endswith("e") and not lemma.endswith(_INFINITIVE_ENDINGS):
        lemma = f"{lower}r"
    return _word(
        text, lower, lemma.replace("’", "'"), pos, form, tense, get("Mood", ""), get("Gender", ""), get("Number", ""),
        get("Person", ""), morph, is_mark=pos in ("PUNCT", "SPACE") or text in MARKS,
    )  # fmt: skip


def _word(
    text: str, lower: str, lemma: str, pos: str, form: str, tense: str, mood: str, gender: str, number: str,
    person: str, morph: Mapping[str, str], *, is_mark: bool,
) -> Word:  # fmt: skip
    verb = pos in ("VERB", "AUX") and bool(form)
    lemmas = lemmas_of_verb(lemma, lower) if verb else (lemma,)
    sign = _sign(pos, lemmas, lower, verb=verb)
    tone = _tone(pos, lemma, lower, sign)
    traits = traits_of(lower, pos, form, lemmas, sided=bool(sign), toned=any(tone))
    return Word(
        text, lower, lemma, pos, form, tense, mood, gender, number, person, is_mark, pos in ("NOUN", "PROPN"), verb,
        sign, tone, traits, morph,
    )  # fmt: skip


def _sign(pos: str, lemmas: tuple[str, ...], lower: str, *, verb: bool) -> int:
    """Return the side a word takes by itself, by its part of speech."""
    stance = load_stance()
    if pos == "ADV":
        return stance.adverbs.get(lower, 0)
    if pos == "PROPN":
        return 0
    tables = (stance.nouns, stance.adjectives) if pos == "NOUN" else (stance.adjectives, stance.nouns)
    for table in tables:
        for form in (lemmas[0], lower, singular(lower)):
            if form in table:
                return table[form]
    if pos == "ADJ":
        own = load_tones().own
        return next((own[form] for form in (lemmas[0], lower, singular(lower)) if form in own), 0)
    return effect_of_lemmas(lemmas, reflexive=False) if verb else 0


def _tone(pos: str, lemma: str, lower: str, sign: int) -> Tone:
    """Return the tones of a word: its side, else what the lists say of it."""
    if sign or pos in _TONELESS:
        return sign, sign
    lists = load_tones()
    forms = (lower, lemma, singular(lower))
    own, drawn = (next((table[form] for form in forms if form in table), 0) for table in (lists.own, lists.drawn))
    return own, drawn


_by_word: Final = lru_cache(maxsize=1 << 13)


@_by_word
def lemmas_of_verb(lemma: str, lower: str) -> tuple[str, ...]:
    """Return the lemmas a verb form may have: the tagger's, and those of the cue verbs that have it."""
    cues = load_cues()
    heads = (cues.verbs[key].head for key in cues.forms.get(lower, ()))
    return tuple(dict.fromkeys([lemma, *filter(None, heads)]))


@_by_word
def position_of_lemmas(lemmas: tuple[str, ...], *, reflexive: bool) -> Position | None:
    """Return what a verb means in the mouth of its subject (pronominal readings have their own entry)."""
    positions = load_stance().positions
    for lemma in lemmas:
        if reflexive:
            for form in (f"se {lemma}", f"s'{lemma}"):
                if form in positions:
                    return positions[form]
        elif lemma in positions:
            return positions[lemma]
    return None


@_by_word
def effect_of_lemmas(lemmas: tuple[str, ...], *, reflexive: bool) -> int:
    """Return what a verb does to its object: +1 better, -1 worse, 0 unknown."""
    effects = load_stance().effects
    for lemma in lemmas:
        if reflexive and f"s'{lemma}" in effects:
            return effects[f"s'{lemma}"]
        if lemma in effects:
            return effects[lemma]
    return 0


@_by_word
def singular(form: str) -> str:
    """Return a masculine singular guess of an adjective's form."""
    form = form[:-1] if form.endswith("s") and len(form) > 3 else form
    for ending, base in _SINGULARS:
        if form.endswith(ending):
            return form[: -len(ending)] + base
    return form


_SINGULARS: Final = (
    ("aux", "al"), ("ives", "if"), ("ive", "if"), ("euse", "eux"), ("elle", "el"), ("enne", "en"), ("ète", "et"),
    ("ère", "er"), ("ale", "al"), ("ée", "é"), ("nte", "nt"), ("ble", "ble"), ("ile", "ile"), ("ique", "ique"),
    ("ste", "ste"), ("aire", "aire"), ("e", ""),
)  # fmt: skip
