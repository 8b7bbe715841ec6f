"""What the choice of an issue looks at: binary features, by name, of the words that may name it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from claimx.lexicon.function_words import DEMONSTRATIVES
from claimx.stages.claims.clauses import Clause
from claimx.stages.claims.options import Content, Option
from claimx.stages.claims.polarity import effect_of, position_of, valence
from claimx.stages.claims.readings import CueReading
from claimx.stages.claims.rows import Row, counted, row_of
from claimx.stages.claims.tokens import Tok
from claimx.stages.claims.traits import FINITE, FIRST_PERSON, GENERAL, NAMED, NUMBER, QUOTED, SECOND_PERSON, SIDED
from claimx.stages.sums import Block, Names, names_of

_DEFINITE: Final = frozenset("le la les l' du des au aux".split())
_INDEFINITE: Final = frozenset("un une quelques plusieurs certains certaines de d'".split())
_OWNING: Final = frozenset("son sa ses leur leurs mon ma mes notre nos votre vos ton ta tes".split())
_LEADS: Final[Mapping[str, str]] = {
    **dict.fromkeys(_OWNING, "own"), **dict.fromkeys(DEMONSTRATIVES, "this"), **dict.fromkeys(_INDEFINITE, "indef"),
    **dict.fromkeys(_DEFINITE, "def"),
}  # fmt: skip
_LONG: Final = 13
"""Words from which on options count as equally long."""
_MANY: Final = 9
_OFTEN: Final = 9
"""Counts from which on all fall in the last bracket of any feature."""


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
    return _LEADS.get(tok.lower) or tok.form or tok.pos


def describe_option(option: Option, content: Content, reading: CueReading, kind: str) -> list[str]:
    """Return the features of one option among those of its content."""
    return [name for block in option_blocks(option, content, reading, kind) for name in names_of(block)]


def option_blocks(option: Option, content: Content, reading: CueReading, kind: str) -> list[Block]:
    """Return the features of one option in blocks of those that go together, which are few."""
    tokens = option.tokens
    assertion = option.assertion
    clause = assertion.clause
    act, frame, rule = reading.act, reading.frame, assertion.rule
    row = row_of(clause, content)
    places = row.places
    first, end = bisect_left(places, tokens[0].i), bisect_right(places, tokens[-1].i)
    outer = first >= end
    if row.tokens[first:end] == tokens:
        nouns = row.nouns_in(first, end)
        heads, counts = row.nouns[nouns], row.times[nouns]
        holds, words = row.holds(first, end), row.words(first, end)
    else:
        heads, counts, holds, words = counted(tokens, content)
    head = heads[0] if heads else tokens[0]
    lead, form = lead_of(tokens[0]), tokens[0].form
    verbal = bool(holds & FINITE) or form in ("inf", "part")
    shape = "clause" if holds & FINITE else "inf" if form == "inf" else "noun" if heads else "other"
    ways = tuple(sorted(option.ways))
    verb = verb_class(clause)
    found: list[Block] = [
        (_ways, ways, rule, act, frame, verb),
        (_shapes, lead, shape, act, frame, rule, outer),
        (_sizes, min(words, _LONG), shape, head.pos, head.dep),
        (_words, holds & (FIRST_PERSON | SECOND_PERSON | NUMBER | QUOTED), shape, kind),
        (_sides, valence(tokens) if holds & SIDED else 0, shape, act, content.clauses == 1, rule),
    ]
    if reading.lemma:
        found.append((_cues, reading.lemma, shape, ways))
    if content.clauses > 1:
        place = "last" if option.place == content.clauses - 1 else "first" if option.place == 0 else "mid"
        found.append((_clauses, place, rule, verb, assertion.strong, clause.verb.tense if clause.verb else ""))
        if content.sentences > 1:
            found.append((_sentences, option.sentence))
    if not outer:
        found += _placed(option, row, first, end - 1, head, verbal=verbal)
    if heads:
        times, own = max(counts), counts[0]
        found.append(
            (_known, min(times, _OFTEN), min(own, _OFTEN), lead, shape, holds & NAMED, head.lemma in content.headline)
        )
        if len(heads) == 1 and words == 1 and head.pos == "PROPN":
            found.append((_name_only,))
        if holds & GENERAL:
            found.append((_general_noun,))
    return found


# The options of a content, and contents of one cue, share most blocks: their names are asked for once.


def _words(holds: int, shape: str, kind: str) -> Names:
    """Return features of single words of an option."""
    return (
        *((f"first-person&shape={shape}",) if holds & FIRST_PERSON else ()),
        *(("second-person",) if holds & SECOND_PERSON else ()),
        *((f"number&shape={shape}",) if holds & NUMBER else ()), *(("marks-inside",) if holds & QUOTED else ()),
        *((f"kind={kind}&shape={shape}",) if kind != "indirect" else ()),
    )  # fmt: skip


def _sides(side: int, shape: str, act: str, alone: bool, rule: str) -> Names:
    """Return features of the side an option takes by itself, and of whether its clause is the only one."""
    return (f"side={side}&shape={shape}", f"side={side}&act={act}", f"alone={alone}&rule={rule}")


def _ways(ways: tuple[str, ...], rule: str, act: str, frame: str, form: str) -> Names:
    """Return features of how an option was found."""
    found = [f"way={way}" for way in ways]
    for name, value in (("rule", rule), ("act", act), ("frame", frame), ("verb", form)):
        found += [f"way={way}&{name}={value}" for way in ways]
    return (*found, f"ways={'+'.join(ways)}")


def _shapes(lead: str, shape: str, act: str, frame: str, rule: str, outer: bool) -> Names:
    """Return features of what an option is grammatically."""
    return (
        f"lead={lead}", f"lead={lead}&shape={shape}", f"shape={shape}&act={act}", f"shape={shape}&frame={frame}",
        f"shape={shape}&rule={rule}", f"outer={outer}",
    )  # fmt: skip


def _sizes(words: int, shape: str, pos: str, dep: str) -> Names:
    """Return features of an option's length and of its head."""
    return (
        f"words={bucket(words, (1, 2, 3, 4, 6, 8, 12))}", f"words={bucket(words, (1, 3, 6, 10))}&shape={shape}",
        f"head={pos}", f"dep={dep}", f"dep={dep}&shape={shape}",
    )  # fmt: skip


def _cues(lemma: str, shape: str, ways: tuple[str, ...]) -> Names:
    """Return features of an option under its cue."""
    return (f"cue={lemma}&shape={shape}", *(f"cue={lemma}&way={way}" for way in ways))


def _clauses(place: str, rule: str, form: str, strong: bool, tense: str) -> Names:
    """Return features of an option's clause among several."""
    return (
        f"clause={place}", f"clause={place}&rule={rule}", f"clause={place}&verb={form}", f"clauses&strong={strong}",
        f"clauses&tense={tense}",
    )  # fmt: skip


def _sentences(number: int) -> Names:
    """Return features of an option's sentence among several."""
    return (f"sentence={bucket(number, (0, 1, 2))}",)


def _name_only() -> Names:
    """Return the feature of an option that is but a name."""
    return ("name-only",)


def _general_noun() -> Names:
    """Return the feature of an option that holds a noun for anything (*question, mesure*)."""
    return ("general-noun",)


def _known(most: int, of_head: int, lead: str, shape: str, holds: int, head: bool) -> Names:
    """Return features of how much the document is about an option's nouns."""
    times, own, named = bucket(most, (1, 2, 3, 5, 8)), bucket(of_head, (1, 2, 3, 5)), bool(holds & NAMED)
    return (
        f"times={times}", f"head-times={own}", f"head-times={own}&lead={lead}", f"headline={named}",
        f"headline={named}&shape={shape}", f"head-headline={head}",
    )  # fmt: skip


def _depths(lead: int, deepest: int, verbal: bool) -> Names:
    """Return features of how deep in subordinate clauses an option stands."""
    return (f"deep={lead}", f"deep={lead}&verbal={verbal}", f"deepest={deepest}&verbal={verbal}")


def _shares(share: int, verbal: bool, starts: bool, ends: bool) -> Names:
    """Return features of how much of its clause an option takes."""
    return (f"share={share}", f"share={share}&verbal={verbal}", f"starts={starts}", f"ends={ends}")


def _verbs(where: str, rule: str, form: str) -> Names:
    """Return features of an option's place to the verb."""
    return (f"verb={where}", f"verb={where}&rule={rule}", f"verb={where}&class={form}")


def _placed(option: Option, row: Row, first: int, last: int, head: Tok, *, verbal: bool) -> list[Block]:
    """Return features of where an option stands in its clause."""
    clause = option.assertion.clause
    verb = clause.verb
    tokens = clause.tokens
    before = tokens[first - 1] if first else None
    mark = before is not None and bool(before.word.traits & QUOTED)
    word = tokens[first - 2] if mark and first > 1 else before
    nouns = row.nouns_before
    share = round(4 * (last - first + 1) / len(tokens))
    found: list[Block] = [
        (_depths, clause.deep[first], max(clause.deep[first : last + 1]), verbal),
        (_befores, _word_before(word), mark, min(nouns[first], _MANY)),
        (_shares, share, verbal, first == 0, last + 1 >= len(tokens)),
    ]
    if verb is not None:
        where = "before" if last < verb.first else "after" if first > verb.last else "over"
        found.append((_verbs, where, option.assertion.rule, verb_class(clause)))
        if where == "after":
            between = nouns[first] - nouns[verb.last + 1]
            found.append((_gaps, min(first - verb.last - 1, _MANY), min(between, _MANY)))
        if head.head in (tokens[verb.first].i, tokens[verb.main].i):
            found.append((_of_verb, head.dep))
    return found


def _of_verb(dep: str) -> Names:
    """Return the feature of an option whose head hangs under the verb."""
    return (f"of-verb={dep}",)


def _befores(word: str, mark: bool, nouns: int) -> Names:
    """Return features of what stands before an option."""
    return (f"before={word}", f"quoted-start={mark}", f"nouns-before={bucket(nouns, (0, 1, 2, 4))}")


def _gaps(gap: int, nouns: int) -> Names:
    """Return features of what stands between a verb and an option."""
    return (f"gap={bucket(gap, (0, 1, 2, 4, 8))}", f"nouns-between={bucket(nouns, (0, 1, 2))}")


def _word_before(word: Tok | None) -> str:
    """Return the word that stands before an option, by its class unless it is a small one."""
    if word is None:
        return "^"
    return word.lower if word.pos in ("ADP", "CCONJ", "SCONJ", "PRON", "ADV") else word.pos
