"""Drafts of claims: an assertion under its cue, coded by the codebooks where they know its issue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from claimx.lexicon.codebook import Codebook, Issue, Match
from claimx.lexicon.function_words import NE
from claimx.lexicon.stance import load_stance
from claimx.records import Act, Quotation
from claimx.stages.claims.acts import GENERAL_ACTS, combine
from claimx.stages.claims.anaphora import antecedents
from claimx.stages.claims.choice import Pick
from claimx.stages.claims.clauses import Clause
from claimx.stages.claims.core import Assertion
from claimx.stages.claims.holders import Holder, holders_of
from claimx.stages.claims.options import Option
from claimx.stages.claims.polarity import undone, valence, waits
from claimx.stages.claims.readings import CueReading
from claimx.stages.claims.tokens import CLITICS, Tok, View, trimmed, words_of

_WANTING: Final = frozenset(("demand", "propose", "promise"))
_NONE: Final = frozenset("aucun aucune nul nulle".split())
_REACH: Final = 12
"""Words from *aucun* within which the *ne* of its verb stands."""
_BESIDE: Final = 400
"""Characters beside a cue in which its topic is looked for."""
_ASKED: Final = frozenset(("interroger", "questionner", "solliciter"))
_TOPIC_WEIGHTS: Final = (8, 4, 2, 1, 2)
"""What a word of a topic counts in the issue, the clause, the content, the paragraph and the headline."""
_AROUND: Final = 2000
"""Characters around an issue that count as its paragraph where one is very long."""


@dataclass(slots=True, unsafe_hash=True)  # not frozen: that makes each one take twice as long
class Draft:
    """A claim before it has its id: assertion, what it is about, and who holds it."""

    assertion: Assertion
    act: Act
    sign: int
    issue: Issue | None
    words: tuple[int, int]
    coded: bool
    holders: tuple[Holder, ...]
    rule: str
    infinitive: bool
    topical: bool = False
    sureness: float | None = None
    """How sure the choices of issue and side were (0 to 1, not calibrated), where these were learned."""


def code(
    view: View,
    quotation: Quotation,
    assertion: Assertion,
    reading: CueReading,
    previous: Assertion | None,
    books: Sequence[Codebook],
) -> list[Draft]:
    """Return an assertion's drafts: one a codebook issue it names, else one in the text's words."""
    act, sign = combine(assertion, reading)
    holders = holders_of(view, assertion, quotation)
    rule = f"claim.{assertion.rule}"
    infinitive = bool(assertion.issue) and assertion.issue[0].form == "inf"
    base = Draft(
        assertion,
        act,
        sign,
        None,
        span_of(assertion.issue),
        coded=False,
        holders=holders,
        rule=rule,
        infinitive=infinitive,
    )
    clause = assertion.clause
    verb_end = clause.tokens[clause.verb.last].i if clause.verb is not None else -1
    own = {tok.i for tok in assertion.issue}
    main = [tok for tok, deep in zip(clause.tokens, clause.deep, strict=True) if deep < 2 or tok.i in own]
    matches = find(books, main)
    near = [
        match for match in matches if any(match.start < tok.end and tok.start < match.end for tok in assertion.issue)
    ]
    if near:
        return [_with(base, match, _outside(assertion, match, sign) * _side(match, assertion.issue)) for match in near]
    for match in matches:
        before = [tok for tok in main if tok.i > verb_end and tok.start < match.start]
        side = (undone(before) if assertion.sign else 1) * (-1 if match.inverse else 1)
        return [_with(base, match, _outside(assertion, match, sign) * side)]
    rows = antecedents(view, assertion.anaphor)
    drafts: list[Draft] = []
    for row in rows:
        words = (*assertion.issue, *row) if assertion.issue and assertion.issue[0].form in ("inf", "fin") else row
        plain = replace(base, words=span_of(row), infinitive=False)
        # *X n'en a formulé aucune* tells that there is none of them; it takes no stand on what they are about.
        found = [] if assertion.anaphor[0].lower in ("aucun", "aucune") else find(books, words)
        drafts += [_with(plain, match, sign * _side(match, row), words=span_of(row)) for match in found[:1]] or [plain]
    if drafts:
        return drafts
    if assertion.anaphor and previous is not None and assertion.anaphor[0].lower in ("cela", "ça", "ce", "c'", "ceci"):
        return [replace(base, words=span_of(previous.issue), infinitive=False)]
    return [base]


def picked(view: View, quotation: Quotation, pick: Pick) -> Draft:
    """Return the draft of a claim on words that no codebook codes."""
    option = pick.option
    rule = f"claim.{option.assertion.rule}"
    if "rule" not in option.ways:
        rule = f"{rule}:{min(option.ways)}"
    act, sign, words = pick.act, {"positive": 1, "negative": -1, "neutral": 0}[pick.polarity], option.span
    holders = holders_of(view, option.assertion, quotation)
    own = span_of(option.assertion.issue)
    if (holders or option.assertion.explicit) and (
        "antecedent" in option.ways or own[0] < words[1] and words[0] < own[1]
    ):
        # What somebody else holds (*Berlin refuse …*), and what is said in so many words (*je propose …*), the clause
        # tells by itself, however it is quoted.
        act, sign, rule = option.assertion.act, option.assertion.sign, f"claim.{option.assertion.rule}"
        if "antecedent" not in option.ways:
            words = own
    elif act == "ask" and (pick.reading.act == "ask" or pick.reading.frame == "si"):
        sign = 0
    elif pick.reading.denied:
        act, sign = pick.reading.act, pick.reading.sign or sign
    elif act == "state" and pick.reading.act == "accept" and option.assertion.clause.verb is None:
        # *Ils ont accepté une trêve*: too rare in what the choice has learned from.
        act = "accept"
    if pick.reading.act in GENERAL_ACTS and _describes(option.assertion):
        sign = 0
    if words in (option.span, own):
        named = option.tokens if words == option.span else option.assertion.issue
        words = (_lead_of(named, option.assertion.clause).start, words[1])
    if ended := _ended(option.tokens):
        # Who wants that somebody ceases to do a thing is against the thing.
        words, sign = span_of(ended), -sign
    if _none_of_it(option) or sign > 0 and (_left_undone(pick) or waits(option.assertion.clause.tokens)):
        sign = -1
    return Draft(
        option.assertion,
        act,
        sign,
        None,
        words,
        coded=False,
        holders=holders,
        rule=rule,
        infinitive=option.tokens[0].form == "inf",
        sureness=pick.sureness,
    )


def _lead_of(named: Sequence[Tok], clause: Clause) -> Tok:
    """Return an issue's first word: a verb with its pronouns (*les remplacer*), a noun without *pas*'s *de*."""
    first = named[0]
    if fact := _behind_fact(named):
        return fact
    if first.lower in ("de", "d'", "à") and (bare := trimmed(named[1:3])) and bare[0].form == "inf":
        return named[1]
    if first.pos == "DET" and first.lower in ("de", "d'") and len(named) > 1 and named[1].is_noun:
        return named[1]
    if first.form not in ("inf", "fin"):
        return first
    tokens = clause.tokens
    place = next((index for index, tok in enumerate(tokens) if tok.i == first.i), 0)
    while place and tokens[place - 1].lower in CLITICS - NE:
        place -= 1
        first = tokens[place]
    return first


def _behind_fact(named: Sequence[Tok]) -> Tok | None:
    """Return the first word of the clause in *le fait que …*, which says no more than it."""
    words = [tok.lower for tok in named[:3]]
    return named[3] if len(named) > _FACT and words[:2] == ["le", "fait"] and words[2] in ("que", "qu'") else None


_FACT: Final = 4


def _describes(assertion: Assertion) -> bool:
    """Whether a clause only tells what a thing is about or how long it lasts: *les débats portaient sur le budget*."""
    verb = assertion.clause.verb
    if verb is None or assertion.rule != "topic" or assertion.sign or verb.negated or verb.passive or verb.modal:
        return False
    if verb.lemma != "porter":
        return verb.lemma in _DESCRIBING and not verb.reflexive
    after = assertion.clause.tokens[verb.last + 1 : verb.last + _REACH]
    return next((tok.lower for tok in after if tok.pos != "ADV"), "") == "sur"


_DESCRIBING: Final = frozenset(("concerner", "durer", "dater"))


def _ended(tokens: Sequence[Tok]) -> Sequence[Tok]:
    """Return what is to end where an issue's words begin with the ending of it: *cesser de jouer les détectives*."""
    if tokens[0].lemma not in _CEASING or tokens[0].form != "inf" or len(tokens) < _ENDED:
        return ()
    if tokens[1].lower not in ("de", "d'"):
        return ()
    start = next((index for index in range(2, min(len(tokens), _ENDED + 2)) if tokens[index].form == "inf"), 0)
    return tokens[start:] if start else ()


_CEASING: Final = frozenset(("cesser", "arrêter"))
_ENDED: Final = 3
"""Words at least of *cesser de fumer*."""


def _left_undone(pick: Pick) -> bool:
    """Whether something is not to be done: *recommande de ne pas consommer ces huîtres*."""
    assertion = pick.option.assertion
    return assertion.rule == "infinitive" and assertion.negated and pick.reading.act in _WANTING


def _none_of_it(option: Option) -> bool:
    """Whether an issue is said not to be: *aucun départ n'est prévu* denies departures, good or bad as they are."""
    clause = option.assertion.clause
    lead = next((tok for tok in option.tokens if not tok.is_mark), option.tokens[0])
    if lead.lower not in _NONE:
        return False
    place = next((index for index, tok in enumerate(clause.tokens) if tok.i == lead.i), 0)
    return any(tok.lower in NE for tok in clause.tokens[max(0, place - _REACH) : place + _REACH])


def with_topic(view: View, draft: Draft, sentences: Sequence[Sequence[Tok]], books: Sequence[Codebook]) -> Draft:
    """Give a claim that no codebook codes its topic by a fallback codebook.

    Words of the topics count for it the more the nearer they stand: in the issue's words, the clause, the content, the
    paragraph, the headline. Act, polarity and label stay those of the issue's own words; only id and labels are added.
    """
    for book in books:
        if not book.fallback:
            continue
        content = [tok for row in sentences for tok in row]
        start, end = view.paragraphs[view.paragraph_at(draft.words[0])][:2]
        start, end = max(start, draft.words[0] - _AROUND), min(end, draft.words[1] + _AROUND)
        heading = next((item[:2] for item in view.paragraphs if item[2] == "heading"), (0, 0))
        counts: Counter[str] = Counter()
        for weight, tokens in (
            (_TOPIC_WEIGHTS[0], view.between(*draft.words)),
            (_TOPIC_WEIGHTS[1], draft.assertion.clause.tokens),
            (_TOPIC_WEIGHTS[2], content),
            (_TOPIC_WEIGHTS[3], view.between(start, end)),
            (_TOPIC_WEIGHTS[4], view.between(*heading)),
        ):
            for match in book.find(words_of(tokens)):
                counts[match.issue.id] += weight
        if counts:
            issue = book.issues[counts.most_common(1)[0][0]]
            return replace(draft, issue=issue, topical=True, rule=f"{draft.rule}+topic")
    return draft


def topic_of_cue(view: View, quotation: Quotation, drafts: Sequence[Draft], books: Sequence[Codebook]) -> list[Draft]:
    """*…, a déclaré X en référence à Y*, *interrogé sur Y, X a répondu …*: the topic that stands beside the cue."""
    if not drafts or not _coding(books) or quotation.cue_start is None or quotation.cue_end is None:
        return []
    if quotation.cue_end >= quotation.end:
        number = view.between(quotation.cue_start, quotation.cue_end)[-1].sentence
        row = view.beside(quotation.cue_end, quotation.cue_end + _BESIDE, number)
    else:
        number = view.between(quotation.cue_start, quotation.cue_end)[0].sentence
        row = view.beside(max(0, quotation.cue_start - _BESIDE), quotation.cue_start, number)
    lowers = [tok.lower for tok in row]
    for words in _topics():
        if words[0] not in lowers:
            continue
        place = next((i for i in range(len(row)) if lowers[i : i + len(words)] == words), None)
        if place is None:
            continue
        if matches := find(books, row[place + len(words) :]):
            return [_beside(drafts[0], matches[0])]
    asked = next((i for i, tok in enumerate(row) if tok.form == "part" and tok.lemma in _ASKED), None)
    if asked is not None and "sur" in lowers[asked:]:
        matches = find(books, row[lowers.index("sur", asked) + 1 :])
        return [_beside(drafts[0], match) for match in matches[:1]]
    return []


@cache
def _topics() -> list[list[str]]:
    """Return the words that introduce a topic, phrase by phrase."""
    return [phrase.replace("'", "' ").split() for phrase in load_stance().topics if phrase != "sur"]


def find(books: Sequence[Codebook], tokens: Sequence[Tok]) -> list[Match]:
    """Return the codebook matches in tokens, the first codebook that has any deciding."""
    coding = _coding(books)
    if not coding:
        return []
    words = words_of(tokens)
    return next((matches for book in coding if (matches := book.find(words))), [])


def _coding(books: Sequence[Codebook]) -> list[Codebook]:
    return [book for book in books if not book.fallback]


def _with(draft: Draft, match: Match, sign: int, words: tuple[int, int] | None = None) -> Draft:
    if match.polarity is not None:
        sign = 1 if match.polarity == "positive" else -1
    return replace(
        draft, issue=match.issue, sign=sign, words=words or (match.start, match.end), coded=True, infinitive=False
    )


def _outside(assertion: Assertion, match: Match, sign: int) -> int:
    """Return the sign of an assertion without the words that only name the issue, where these may have made it."""
    if not assertion.loose:
        return sign
    clause = assertion.clause
    verb = clause.verb
    rest = [
        tok
        for index, tok in enumerate(clause.tokens)
        if not match.start <= tok.start < match.end and not clause.deep[index] and (verb is None or index > verb.last)
    ]
    side = valence(rest) or 1
    return -side if verb is not None and verb.negated else side


def _beside(draft: Draft, match: Match) -> Draft:
    side = -1 if match.inverse else 1
    return replace(_with(draft, match, draft.sign * side), rule="claim.topic_of_cue")


def _side(match: Match, row: Sequence[Tok]) -> int:
    """Return whether a row of issue words is for (+1) or against (-1) the issue matched in it."""
    side = undone([tok for tok in row if tok.start < match.start])
    return -side if match.inverse else side


def span_of(tokens: Sequence[Tok]) -> tuple[int, int]:
    """Return the characters that tokens cover without marks at the edges; (0, 0) of none."""
    inner = trimmed(tokens) or tokens
    return (inner[0].start, inner[-1].end) if inner else (0, 0)
