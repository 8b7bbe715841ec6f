"""What the choice of an issue looks at: binary features, by name, of the words that may name it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from claimx.lexicon.stance import load_stance
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
_QUOTES: Final = frozenset('«»"“”')


def bucket(value: int, edges: Sequence[int]) -> str:
    """Return the name of the bracket a number falls in."""
    for edge in edges:
        if value <= edge:
            return f"≤{edge}"
    return f">{edges[-1]}"


def verb_class(option: Option) -> str:
    """Return what the main verb of the option's clause is, as far as the lexicon knows it."""
    verb = option.assertion.clause.verb
    if verb is None:
        return "none"
    if verb.copula:
        return "copula"
    main = option.assertion.clause.tokens[verb.main]
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
    tokens = option.tokens
    assertion = option.assertion
    clause = assertion.clause
    verb = clause.verb
    inside = [index for index, tok in enumerate(clause.tokens) if tokens[0].i <= tok.i <= tokens[-1].i]
    outer = not inside
    lead = lead_of(tokens[0])
    heads = [tok for tok in tokens if tok.is_noun]
    head = heads[0] if heads else tokens[0]
    finite = any(tok.form == "fin" for tok in tokens)
    verbal = finite or tokens[0].form in ("inf", "part")
    shape = "clause" if finite else "inf" if tokens[0].form == "inf" else "noun" if heads else "other"
    act = reading.act
    rule = assertion.rule
    ways = sorted(option.ways)
    form = verb_class(option)
    found = [f"way={way}" for way in ways]
    found += [f"way={way}&rule={rule}" for way in ways]
    found += [f"way={way}&act={act}" for way in ways]
    found += [f"way={way}&frame={reading.frame}" for way in ways]
    found += [f"way={way}&verb={form}" for way in ways]
    found += [f"ways={'+'.join(ways)}", f"lead={lead}", f"lead={lead}&shape={shape}", f"shape={shape}&act={act}"]
    found += [f"shape={shape}&frame={reading.frame}", f"shape={shape}&rule={rule}", f"outer={outer}"]
    words = sum(not tok.is_mark for tok in tokens)
    found += [f"words={bucket(words, (1, 2, 3, 4, 6, 8, 12))}", f"words={bucket(words, (1, 3, 6, 10))}&shape={shape}"]
    found += [f"head={head.pos}", f"dep={head.dep}", f"dep={head.dep}&shape={shape}"]
    if reading.lemma:
        found += [f"cue={reading.lemma}&shape={shape}"]
        found += [f"cue={reading.lemma}&way={way}" for way in ways]
    place = "last" if option.place == content.clauses - 1 else "first" if option.place == 0 else "mid"
    if content.clauses > 1:
        found += [f"clause={place}", f"clause={place}&rule={rule}", f"clause={place}&verb={form}"]
        found += [f"clauses&strong={assertion.strong}", f"clauses&tense={verb.tense if verb else ''}"]
        if content.sentences > 1:
            found.append(f"sentence={bucket(option.sentence, (0, 1, 2))}")
    found.append(f"alone={content.clauses == 1}&rule={rule}")
    if not outer:
        found += _placed(option, inside, head, verbal=verbal)
    if heads:
        times = max(content.counts.get(tok.lemma, 0) for tok in heads)
        own = bucket(content.counts.get(head.lemma, 0), (1, 2, 3, 5))
        found += [f"times={bucket(times, (1, 2, 3, 5, 8))}", f"head-times={own}", f"head-times={own}&lead={lead}"]
        named = any(tok.lemma in content.headline for tok in heads)
        found += [
            f"headline={named}",
            f"headline={named}&shape={shape}",
            f"head-headline={head.lemma in content.headline}",
        ]
    if len(heads) == 1 and words == 1 and heads[0].pos == "PROPN":
        found.append("name-only")
    lowers = {tok.lower for tok in tokens}
    if lowers & FIRST:
        found.append(f"first-person&shape={shape}")
    if lowers & SECOND:
        found.append("second-person")
    if any(tok.is_noun and tok.lemma in load_stance().general_nouns for tok in tokens):
        found.append("general-noun")
    side = valence(tokens)
    found += [f"side={side}&shape={shape}", f"side={side}&act={act}"]
    if any(tok.pos == "NUM" for tok in tokens):
        found.append(f"number&shape={shape}")
    if kind != "indirect":
        found.append(f"kind={kind}&shape={shape}")
    if _QUOTES & {tok.text for tok in tokens}:
        found.append("marks-inside")
    return found


def _placed(option: Option, inside: Sequence[int], head: Tok, *, verbal: bool) -> list[str]:
    """Return features of where an option stands in its clause."""
    clause = option.assertion.clause
    verb = clause.verb
    tokens = clause.tokens
    first, last = inside[0], inside[-1]
    deep = max(clause.deep[first : last + 1])
    lead_deep = clause.deep[first]
    found = [f"deep={lead_deep}", f"deep={lead_deep}&verbal={verbal}", f"deepest={deep}&verbal={verbal}"]
    before = tokens[first - 1] if first else None
    mark = before is not None and before.text in _QUOTES
    word = tokens[first - 2] if mark and first > 1 else before
    found.append(f"before={_word_before(word)}")
    found.append(f"quoted-start={mark}")
    share = round(4 * (last - first + 1) / len(tokens))
    found += [
        f"share={share}",
        f"share={share}&verbal={verbal}",
        f"starts={first == 0}",
        f"ends={last + 1 >= len(tokens)}",
    ]
    nouns_before = sum(tok.is_noun for tok in tokens[:first])
    found.append(f"nouns-before={bucket(nouns_before, (0, 1, 2, 4))}")
    if verb is not None:
        where = "before" if last < verb.first else "after" if first > verb.last else "over"
        found += [
            f"verb={where}",
            f"verb={where}&rule={option.assertion.rule}",
            f"verb={where}&class={verb_class(option)}",
        ]
        if where == "after":
            gap = first - verb.last - 1
            found.append(f"gap={bucket(gap, (0, 1, 2, 4, 8))}")
            nouns_between = sum(tok.is_noun for tok in tokens[verb.last + 1 : first])
            found.append(f"nouns-between={bucket(nouns_between, (0, 1, 2))}")
        if head.head in (tokens[verb.first].i, tokens[verb.main].i):
            found.append(f"of-verb={head.dep}")
    return found


def _word_before(word: Tok | None) -> str:
    """Return the word that stands before an option, by its class unless it is a small one."""
    if word is None:
        return "^"
    return word.lower if word.pos in ("ADP", "CCONJ", "SCONJ", "PRON", "ADV") else word.pos
