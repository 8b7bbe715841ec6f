"""The words that say that something is said: verbs, nouns and prepositions, with what states the content.

The data are tables beside this module (``data/cue_verbs.tsv``, ``cue_nouns.tsv``, ``cue_prepositions.tsv``), whose
headings explain every mark; ``verb_forms.tsv`` holds the conjugations (written by ``scripts/conjugate.py``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal, get_args

from claimx.lexicon.errors import LexiconError
from claimx.lexicon.tables import feminine, pluralize, rows
from claimx.lexicon.verb_forms import read_verb_forms
from claimx.records import Act

Frame = Literal[
    "direct", "que", "si", "inf", "inf_de", "inf_a", "inf_pour", "np", "np_de", "np_a", "np_sur", "np_pour",
    "np_contre", "attr", "obj_inf_de", "obj_inf_a", "obj_attr", "selon",
]  # fmt: skip
"""How a content hangs on its cue; ``selon`` is for nouns (*l'idée selon laquelle*)."""
CueType = Literal["speech", "opinion", "blame", "decision", "thought", "gesture"]
CuePolarity = Literal["positive", "negative"]
Position = Literal["before", "after", "self"]
Condition = Literal["person", "loose"]

FRAMES: Final = frozenset(get_args(Frame))
NOMINAL_FRAMES: Final[Mapping[str, Frame]] = {
    **dict.fromkeys(("de", "d'", "du", "des"), "np_de"),
    **dict.fromkeys(("à", "au", "aux"), "np_a"),
    "sur": "np_sur",
    "pour": "np_pour",
    "contre": "np_contre",
}
"""Frame of a noun phrase by the preposition before it."""
TYPES: Final = frozenset(get_args(CueType))
ACTS: Final = frozenset(get_args(Act))

_FRAME = re.compile(r"(?P<frame>[a-z_]+)(?:/(?P<link>\w+))?(?P<mark>[*#])?(?:=(?P<act>\w+))?(?P<sign>[+-])?")
_SIGNS: Final[Mapping[str, CuePolarity]] = {"+": "positive", "-": "negative"}
_WORD = re.compile(r"[^\s']+'?")
_POSSESSIVES: Final = {
    "ses": ("leurs", "mes", "nos"),
    "son": ("leur", "mon", "notre"),
    "sa": ("leur", "ma", "notre"),
}
_CLITICS = re.compile(r"^(?:s'en |s'y |se |s'|en |y )")


@dataclass(frozen=True, slots=True)
class _Cue:
    """What verbs and nouns share: the frames of a reading, its act, type and polarity, and how they vary by frame."""

    lemma: str
    frames: frozenset[str]
    act: Act
    type: CueType
    polarity: CuePolarity | None = None
    quoted: frozenset[str] = frozenset()
    """Frames that count only beside quoted words."""
    figures: frozenset[str] = frozenset()
    """Frames that count only beside quoted words or with a figure in the content."""
    acts: Mapping[str, Act] = field(default_factory=dict)
    polarities: Mapping[str, CuePolarity] = field(default_factory=dict)
    links: frozenset[str] = frozenset()
    """Words that introduce the judgement of ``obj_attr``: de, comme, à, en, pour; empty string for none."""

    def act_of(self, frame: str) -> Act:
        """Return the speech act of the reading in ``frame`` (*demander que* demands, *demander si* asks)."""
        return self.acts.get(frame, self.act)

    def polarity_of(self, frame: str) -> CuePolarity | None:
        """Return the sayer's attitude to what stands in ``frame`` (*se prononcer pour*, *contre*)."""
        return self.polarities.get(frame, self.polarity)

    def counts(self, frame: str, *, quoted: bool = False, figure: bool = False) -> bool:
        """Tell whether a content in ``frame`` counts as reported, by the «Settled cases» of the guidelines.

        ``quoted``: quoted words stand in the content; ``figure``: the content holds a number.
        """
        if frame not in self.frames:
            return False
        if quoted:
            return True
        if self.type in ("thought", "gesture"):
            return False
        if frame in self.figures:
            return figure
        if frame in self.quoted:
            return False
        return self.type != "decision" or frame in ("que", "direct", "si")


@dataclass(frozen=True, slots=True)
class CueVerb(_Cue):
    """One reading of a reporting verb; ``lemma`` is its key: *dire*, *se dire*, *faire savoir*.

    A frozen reading with a possessive has an entry for each (*appeler de leurs vœux*), all of the same ``lemma``.
    """

    head: str = ""
    """Infinitive of the word that is inflected: *faire* of *faire savoir*."""
    words: tuple[str, ...] = ()
    """Words after the head of a frozen reading, elisions apart like spaCy: (*la*, *sonnette*, *d'*, *alarme*)."""
    clitics: str = ""
    """Clitics the reading needs: ``se``, ``en``, ``y``, ``s'en``; empty string for none."""

    reflexive: bool = field(init=False)
    """Whether the reading is pronominal."""
    adverbial: bool = field(init=False)
    """Whether *en* or *y* is among its clitics."""

    def __post_init__(self) -> None:
        """Read the clitics once: hot loops ask."""
        object.__setattr__(self, "reflexive", self.clitics.startswith("s"))
        object.__setattr__(self, "adverbial", self.clitics.rstrip() in ("en", "s'en", "s'y", "y"))


@dataclass(frozen=True, slots=True)
class CueNoun(_Cue):
    """A noun that says that something is said; ``supports`` are the verbs whose subject is then the source."""

    gender: Literal["m", "f"] = "m"
    supports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CuePreposition:
    """A prepositional cue. ``position``: where its source stands; ``condition``: when it counts."""

    form: str
    position: Position
    type: CueType
    act: Act
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues, indexed for look-up by inflected form. Shared and cached: treat as read-only."""

    verbs: dict[str, CueVerb]
    """Reading (*dire*, *se dire*, *faire savoir*) → its entry."""
    by_head: dict[str, tuple[str, ...]]
    """Infinitive of the inflected word (*faire*) → keys of its readings, plain one first."""
    forms: dict[str, tuple[str, ...]]
    """Lowercase inflected form (*dit*) → keys of the one-word readings it can be: *dire*, *se dire*."""
    frozen_forms: dict[str, tuple[str, ...]]
    """Lowercase inflected form (*fait*) → keys of the frozen readings it can open: *faire savoir* (see ``words``)."""
    form_tags: dict[str, frozenset[str]]
    """Lowercase inflected form → what it can be: ``inf ind cond subj imp part_pres part_past``."""
    nouns: dict[str, CueNoun]
    noun_forms: dict[str, str]
    """Lowercase singular or plural → lemma of the cue noun."""
    long_nouns: dict[str, list[tuple[list[str], str]]] = field(init=False)
    """First word → the cue nouns of several words that begin with it (*mise en garde*), as words, and their lemmas."""
    noun_words: frozenset[str] = field(init=False)
    """What cue nouns begin with, whether of one word or several."""
    prepositions: dict[str, tuple[CuePreposition, ...]]
    """Lowercase form with straight apostrophes → its readings."""
    preposition_words: dict[str, dict[str, list[tuple[list[str], CuePreposition]]]] = field(init=False)
    """First word → second word → the prepositions that begin so, as words, and their first readings.

    Longer ones stand first; those of one word stand under every second word, and under the empty one for all others.
    """

    def __post_init__(self) -> None:
        """Index the prepositions by their first words."""
        by_word: defaultdict[str, list[tuple[list[str], CuePreposition]]] = defaultdict(list)
        for form, readings in self.prepositions.items():
            words = form.replace("'", "' ").split()
            by_word[words[0]].append((words, readings[0]))
            if words[-1] == "de" and len(words) > 1:
                by_word[words[0]] += [([*words[:-1], short], readings[0]) for short in _CONTRACTED]
        long_nouns: defaultdict[str, list[tuple[list[str], str]]] = defaultdict(list)
        for form, lemma in self.noun_forms.items():
            words = form.replace("'", "' ").split()
            if len(words) > 1:
                long_nouns[words[0]].append((words, lemma))
        object.__setattr__(self, "long_nouns", dict(long_nouns))
        object.__setattr__(self, "noun_words", frozenset((*self.noun_forms, *long_nouns)))
        for options in by_word.values():
            options.sort(key=lambda option: -len(option[0]))
        by_two = {
            first: {
                second: [option for option in options if option[0][1:2] in ([], [second])]
                for second in ("", *(words[1] for words, _ in options if len(words) > 1))
            }
            for first, options in by_word.items()
        }
        object.__setattr__(self, "preposition_words", by_two)

    def noun_at(self, lower: Sequence[str], index: int) -> tuple[str | None, int]:
        """Return the lemma of the cue noun that begins at ``index`` of these lowercase words, and its last index."""
        for words, lemma in self.long_nouns.get(lower[index], ()):
            if lower[index : index + len(words)] == words:
                return lemma, index + len(words) - 1
        return self.noun_forms.get(lower[index]), index

    def can_be_finite(self, form: str) -> bool:
        """Tell whether a form of a cue verb can be finite (indicative, conditional, subjunctive)."""
        return not _FINITE.isdisjoint(self.form_tags.get(form.lower(), ()))


_CONTRACTED: Final = ("du", "des", "d'")
"""What *de* becomes before an article or a vowel: *de l'avis des experts*."""
_FINITE: Final = frozenset({"ind", "cond", "subj"})


def _reading(where: str, frames: str, kind: str, act: str, polarity: str) -> dict[str, object]:
    """Parse the columns verbs and nouns share into the fields of :class:`_Cue`."""
    names, quoted, figures, links = set(), set(), set(), set()
    acts: dict[str, str] = {}
    polarities: dict[str, CuePolarity] = {}
    for item in frames.split():
        match = _FRAME.fullmatch(item)
        if match is None or match["frame"] not in FRAMES:
            raise LexiconError(f"{where}: unknown frame {item!r}; allowed: {', '.join(sorted(FRAMES))}")
        frame = match["frame"]
        names.add(frame)
        if frame == "obj_attr":
            links.add(match["link"] or "")
        if match["mark"] == "*":
            quoted.add(frame)
        elif match["mark"] == "#":
            figures.add(frame)
        if match["act"]:
            acts[frame] = match["act"]
        if match["sign"]:
            polarities[frame] = _SIGNS[match["sign"]]
    if kind not in TYPES:
        raise LexiconError(f"{where}: unknown type {kind!r}; allowed: {', '.join(sorted(TYPES))}")
    for name in (act, *acts.values()):
        if name not in ACTS:
            raise LexiconError(f"{where}: unknown act {name!r}; allowed: {', '.join(sorted(ACTS))}")
    if polarity not in ("", "positive", "negative"):
        raise LexiconError(f"{where}: unknown polarity {polarity!r}; allowed: positive, negative or empty")
    return {
        "frames": frozenset(names),
        "act": act,
        "type": kind,
        "polarity": polarity or None,
        "quoted": frozenset(quoted),
        "figures": frozenset(figures),
        "acts": acts,
        "polarities": polarities,
        "links": frozenset(links),
    }


def _read_verbs() -> dict[str, CueVerb]:
    verbs: dict[str, CueVerb] = {}
    for where, (key, frames, kind, act, polarity) in rows("cue_verbs.tsv", 5):
        if key in verbs:
            raise LexiconError(f"{where}: reading {key!r} is given twice")
        clitics = match[0].strip() if (match := _CLITICS.match(key)) else ""
        head, *rest = _CLITICS.sub("", key).split(" ", 1)
        fields = _reading(where, frames, kind, act, polarity)
        uttered = not {"que", "direct"}.isdisjoint(frames.split())
        for form in _variants(rest[0], head, uttered=uttered) if rest else [""]:
            verbs[key if form in ("", *rest) else f"{clitics} {head} {form}".strip()] = CueVerb(
                lemma=key,
                head=head,
                words=tuple(_WORD.findall(form)),
                clitics=clitics,
                **fields,  # type: ignore[arg-type]  # values checked by _reading
            )
    return verbs


def _variants(words: str, head: str, *, uttered: bool) -> list[str]:
    """Spell out the frozen words of a reading.

    Any possessive (*appeler de leurs vœux*), *œ* or *oe*, the adjective behind *être* in its genders and, where what
    is ``uttered`` follows, numbers: *Les riverains sont opposés à …* tells where many stand, not that anybody said so.
    """
    forms = [words]
    if head == "être" and words.isalpha():
        forms += [feminine(words)] * (feminine(words) != words)
        forms += [pluralize(form) for form in forms] if uttered else []
    for written, others in _POSSESSIVES.items():
        pattern = rf"\b{written}\b"
        if re.search(pattern, words):
            forms += [re.sub(pattern, other, words) for other in others]
    return forms + [form.replace("œ", "oe") for form in forms if "œ" in form]


def _read_nouns() -> tuple[dict[str, CueNoun], dict[str, str]]:
    nouns: dict[str, CueNoun] = {}
    forms: dict[str, str] = {}
    for where, (lemma, gender, frames, kind, act, polarity, supports) in rows("cue_nouns.tsv", 7):
        fields = _reading(where, frames, kind, act, polarity)
        nouns[lemma] = CueNoun(lemma=lemma, gender=gender, supports=tuple(filter(None, supports.split(","))), **fields)  # type: ignore[arg-type]  # values checked by _reading
        first, *rest = lemma.split(" ", 1)
        for form in (first, pluralize(first)):
            forms[" ".join([form, *rest])] = lemma
    return nouns, forms


def _read_prepositions() -> dict[str, tuple[CuePreposition, ...]]:
    found: dict[str, list[CuePreposition]] = defaultdict(list)
    for where, (form, position, kind, act, condition) in rows("cue_prepositions.tsv", 5):
        if position not in get_args(Position) or kind not in TYPES or act not in ACTS:
            raise LexiconError(f"{where}: unknown position, type or act in {(position, kind, act)}")
        if condition not in ("", *get_args(Condition)):
            raise LexiconError(f"{where}: unknown condition {condition!r}; allowed: {', '.join(get_args(Condition))}")
        found[form].append(CuePreposition(form, position, kind, act, condition or None))  # type: ignore[arg-type]  # checked above
    return {form: tuple(readings) for form, readings in found.items()}


@cache
def load_cues() -> Cues:
    """Read the packaged cue tables (once a process; later calls return the same object).

    Raises :class:`LexiconError` naming file and line if a table holds an unknown frame, act, type or polarity.
    """
    verbs = _read_verbs()
    heads: dict[str, list[str]] = defaultdict(list)
    for key, verb in verbs.items():
        heads[verb.head].append(key)
    by_head = {
        head: tuple(sorted(keys, key=lambda key: (len(verbs[key].words), verbs[key].clitics != "")))
        for head, keys in heads.items()
    }
    forms, tags = read_verb_forms(by_head)
    # Frozen readings have an index of their own: *a*, *est*, *fait* open some of them, but are no cues alone.
    single, frozen = {}, {}
    split = {keys: _split(keys, verbs) for keys in set(forms.values())}
    for form, keys in forms.items():
        alone, longer = split[keys]
        if alone:
            single[form] = alone
        if longer:
            frozen[form] = longer
    nouns, noun_forms = _read_nouns()
    return Cues(verbs, by_head, single, frozen, tags, nouns, noun_forms, _read_prepositions())


def _split(keys: tuple[str, ...], verbs: Mapping[str, CueVerb]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part the readings of one word from the frozen ones."""
    return tuple(key for key in keys if not verbs[key].words), tuple(key for key in keys if verbs[key].words)
