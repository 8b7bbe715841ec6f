"""What the choice of an issue looks at: binary features, by name, of the words that may name it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Final

from claimx.lexicon.stance import load_stance
from claimx.stages.claims.clauses import Clause
from claimx.stages.claims.options import Content, Option
from claimx.stages.claims.polarity import effect_of, position_of, valence
from claimx.stages.claims.readings import CueReading
from claimx.stages.claims.tokens import Tok

FIRST: Final = frozenset("je j' nous on me m' mon ma mes notre nos moi".split())
SECOND: Final = frozenset("vous tu te t' votre vos ton ta tes".split())
_DEFINITE: Final = frozenset("le la les l' du des au aux".split())
_INDEFINITE: Final = frozenset("un une quelques plusieurs certains certaines de d'".split())
_POINTING: Final = frozenset("ce cet cette ces".split())
_OWNING: Final = frozenset("son sa ses leur leurs mon ma mes notre nos votre vos ton ta tes".split())
_NOUNS: Final = ("NOUN", "PROPN")
_LONG: Final = 13
"""Words from which on options count as equally long."""
_QUOTES: Final = frozenset('«»"“”')


Block = tuple[str, ...]
"""Names of features that go together."""


@lru_cache(maxsize=1 << 12)
def bucket(value: int, edges: tuple[int, ...]) -> str:
    """Return the name of the bracket a number falls in."""
    for edge in edges:
        if value <= edge:
            return f"≤{edge}"
    return f">{edges[-1]}"


def verb_class(clause: Clause) -> str:
    """Return what the main verb of a clause is, as far as the lexicon knows it."""
    found: str | None = clause.known.get("class")
    if found is None:
        found = clause.known["class"] = _verb_class(clause)
    return found


def _verb_class(clause: Clause) -> str:
    verb = clause.verb
    if verb is None:
        return "none"
    if verb.copula:
        return "copula"
    main = clause.tokens[verb.main]
    position = position_of(main, reflexive=verb.reflexive)
    if position is not None:
        return f"position-{position.act}-{position.sign}"
    effect = effect_of(main, reflexive=verb.reflexive)
    if effect:
        return f"effect-{effect}"
    return "avoir" if verb.lemma == "avoir" else "passive" if verb.passive else "other"


def lead_of(tok: Tok) -> str:
    """Return the class of the first word of an option."""
    for name, words in (("def", _DEFINITE), ("indef", _INDEFINITE), ("this", _POINTING), ("own", _OWNING)):
        if tok.lower in words:
            return name
    return tok.form or tok.pos


def describe_option(option: Option, content: Content, reading: CueReading, kind: str) -> list[str]:
    """Return the features of one option among those of its content."""
    return [name for block in option_blocks(option, content, reading, kind) for name in block]


def option_blocks(option: Option, content: Content, reading: CueReading, kind: str) -> list[Block]:
    """Return the features of one option in blocks of those that go together, which are few."""
    tokens = option.tokens
    assertion = option.assertion
    clause = assertion.clause
    act, frame, rule = reading.act, reading.frame, assertion.rule
    places = _places(clause)
    first, end = bisect_left(places, tokens[0].i), bisect_right(places, tokens[-1].i)
    outer = first >= end
    lead = lead_of(tokens[0])
    heads = [tok for tok in tokens if tok.pos in _NOUNS]
    head = heads[0] if heads else tokens[0]
    finite = "fin" in [tok.form for tok in tokens]
    verbal = finite or tokens[0].form in ("inf", "part")
    shape = "clause" if finite else "inf" if tokens[0].form == "inf" else "noun" if heads else "other"
    ways = tuple(sorted(option.ways))
    form = verb_class(clause)
    words = len(tokens) - sum([tok.is_mark for tok in tokens])
    lowers = [tok.lower for tok in tokens]
    found = [
        _ways(ways, rule, act, frame, form),
        _shapes(lead, shape, act, frame, rule, outer),
        _sizes(min(words, _LONG), shape, head.pos, head.dep),
        _words(not FIRST.isdisjoint(lowers), not SECOND.isdisjoint(lowers), "NUM" in [tok.pos for tok in tokens],
               not _QUOTES.isdisjoint([tok.text for tok in tokens]), shape, kind),
        _sides(valence(tokens), shape, act, content.clauses == 1, rule),
    ]  # fmt: skip
    if reading.lemma:
        found.append(_cues(reading.lemma, shape, ways))
    if content.clauses > 1:
        place = "last" if option.place == content.clauses - 1 else "first" if option.place == 0 else "mid"
        found.append(_clauses(place, rule, form, assertion.strong, clause.verb.tense if clause.verb else ""))
        if content.sentences > 1:
            found.append((f"sentence={bucket(option.sentence, (0, 1, 2))}",))
    if not outer:
        found += _placed(option, first, end - 1, head, verbal=verbal)
    if heads:
        counts, headline = content.counts, content.headline
        lemmas = [tok.lemma for tok in heads]
        times = max([counts.get(lemma, 0) for lemma in lemmas])
        found.append(_known(
            bucket(times, (1, 2, 3, 5, 8)), bucket(counts.get(head.lemma, 0), (1, 2, 3, 5)), lead, shape,
            not headline.isdisjoint(lemmas), head.lemma in headline,
        ))  # fmt: skip
        if len(heads) == 1 and words == 1 and head.pos == "PROPN":
            found.append(("name-only",))
        if not load_stance().general_nouns.isdisjoint(lemmas):
            found.append(("general-noun",))
    return found


# The options of a content, and contents of one cue, share most names: those that go together are written once.
_names = lru_cache(maxsize=1 << 12)


@_names
def _words(first: bool, second: bool, number: bool, marks: bool, shape: str, kind: str) -> Block:
    """Return features of single words of an option."""
    return (
        *((f"first-person&shape={shape}",) if first else ()), *(("second-person",) if second else ()),
        *((f"number&shape={shape}",) if number else ()), *(("marks-inside",) if marks else ()),
        *((f"kind={kind}&shape={shape}",) if kind != "indirect" else ()),
    )  # fmt: skip


@_names
def _sides(side: int, shape: str, act: str, alone: bool, rule: str) -> Block:
    """Return features of the side an option takes by itself, and of whether its clause is the only one."""
    return (f"side={side}&shape={shape}", f"side={side}&act={act}", f"alone={alone}&rule={rule}")


@_names
def _ways(ways: tuple[str, ...], rule: str, act: str, frame: str, form: str) -> Block:
    """Return features of how an option was found."""
    found = [f"way={way}" for way in ways]
    for name, value in (("rule", rule), ("act", act), ("frame", frame), ("verb", form)):
        found += [f"way={way}&{name}={value}" for way in ways]
    return (*found, f"ways={'+'.join(ways)}")


@_names
def _shapes(lead: str, shape: str, act: str, frame: str, rule: str, outer: bool) -> Block:
    """Return features of what an option is grammatically."""
    return (
        f"lead={lead}", f"lead={lead}&shape={shape}", f"shape={shape}&act={act}", f"shape={shape}&frame={frame}",
        f"shape={shape}&rule={rule}", f"outer={outer}",
    )  # fmt: skip


@_names
def _sizes(words: int, shape: str, pos: str, dep: str) -> Block:
    """Return features of an option's length and of its head."""
    return (
        f"words={bucket(words, (1, 2, 3, 4, 6, 8, 12))}", f"words={bucket(words, (1, 3, 6, 10))}&shape={shape}",
        f"head={pos}", f"dep={dep}", f"dep={dep}&shape={shape}",
    )  # fmt: skip


@_names
def _cues(lemma: str, shape: str, ways: tuple[str, ...]) -> Block:
    """Return features of an option under its cue."""
    return (f"cue={lemma}&shape={shape}", *(f"cue={lemma}&way={way}" for way in ways))


@_names
def _clauses(place: str, rule: str, form: str, strong: bool, tense: str) -> Block:
    """Return features of an option's clause among several."""
    return (
        f"clause={place}", f"clause={place}&rule={rule}", f"clause={place}&verb={form}", f"clauses&strong={strong}",
        f"clauses&tense={tense}",
    )  # fmt: skip


@_names
def _known(times: str, own: str, lead: str, shape: str, named: bool, head: bool) -> Block:
    """Return features of how much the document is about an option's nouns."""
    return (
        f"times={times}", f"head-times={own}", f"head-times={own}&lead={lead}", f"headline={named}",
        f"headline={named}&shape={shape}", f"head-headline={head}",
    )  # fmt: skip


@_names
def _depths(lead: int, deepest: int, verbal: bool) -> Block:
    """Return features of how deep in subordinate clauses an option stands."""
    return (f"deep={lead}", f"deep={lead}&verbal={verbal}", f"deepest={deepest}&verbal={verbal}")


@_names
def _shares(share: int, verbal: bool, starts: bool, ends: bool) -> Block:
    """Return features of how much of its clause an option takes."""
    return (f"share={share}", f"share={share}&verbal={verbal}", f"starts={starts}", f"ends={ends}")


@_names
def _verbs(where: str, rule: str, form: str) -> Block:
    """Return features of an option's place to the verb."""
    return (f"verb={where}", f"verb={where}&rule={rule}", f"verb={where}&class={form}")


def _places(clause: Clause) -> list[int]:
    """Return the numbers of a clause's tokens in the document, in order."""
    found: list[int] | None = clause.known.get("places")
    if found is None:
        found = clause.known["places"] = [tok.i for tok in clause.tokens]
    return found


def _nouns_before(clause: Clause) -> list[int]:
    """Return how many nouns stand before each token of a clause, and in all of it."""
    found: list[int] | None = clause.known.get("nouns")
    if found is None:
        found = clause.known["nouns"] = [0, *accumulate(tok.is_noun for tok in clause.tokens)]
    return found


def _placed(option: Option, first: int, last: int, head: Tok, *, verbal: bool) -> list[Block]:
    """Return features of where an option stands in its clause."""
    clause = option.assertion.clause
    verb = clause.verb
    tokens = clause.tokens
    before = tokens[first - 1] if first else None
    mark = before is not None and before.text in _QUOTES
    word = tokens[first - 2] if mark and first > 1 else before
    nouns = _nouns_before(clause)
    found = [
        _depths(clause.deep[first], max(clause.deep[first : last + 1]), verbal),
        _befores(_word_before(word), mark, bucket(nouns[first], (0, 1, 2, 4))),
        _shares(round(4 * (last - first + 1) / len(tokens)), verbal, first == 0, last + 1 >= len(tokens)),
    ]
    if verb is not None:
        where = "before" if last < verb.first else "after" if first > verb.last else "over"
        found.append(_verbs(where, option.assertion.rule, verb_class(clause)))
        if where == "after":
            gap = bucket(first - verb.last - 1, (0, 1, 2, 4, 8))
            found.append(_gaps(gap, bucket(nouns[first] - nouns[verb.last + 1], (0, 1, 2))))
        if head.head in (tokens[verb.first].i, tokens[verb.main].i):
            found.append((f"of-verb={head.dep}",))
    return found


@_names
def _befores(word: str, mark: bool, nouns: str) -> Block:
    """Return features of what stands before an option."""
    return (f"before={word}", f"quoted-start={mark}", f"nouns-before={nouns}")


@_names
def _gaps(gap: str, nouns: str) -> Block:
    """Return features of what stands between a verb and an option."""
    return (f"gap={gap}", f"nouns-between={nouns}")


def _word_before(word: Tok | None) -> str:
    """Return the word that stands before an option, by its class unless it is a small one."""
    if word is None:
        return "^"
    return word.lower if word.pos in ("ADP", "CCONJ", "SCONJ", "PRON", "ADV") else word.pos
