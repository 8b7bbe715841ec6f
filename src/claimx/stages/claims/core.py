"""Assertions, and the parts of a clause that name what one is about: objects, cores, coordinate phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from claimx.lexicon.function_words import DEFINITE_ARTICLES, DEMONSTRATIVES
from claimx.lexicon.stance import load_stance
from claimx.records import Act, Modality
from claimx.stages.claims.clauses import Clause, subject_of
from claimx.stages.claims.cores import direct_object
from claimx.stages.claims.phrases import Phrase, noun_phrase
from claimx.stages.claims.polarity import valence
from claimx.stages.claims.tokens import Tok
from claimx.stages.claims.words import singular

FIRST: Final = frozenset(("je", "j'", "nous", "on"))
THIRD: Final = frozenset(("il", "elle", "ils", "elles"))
NEUTER: Final = frozenset(("ce", "c'", "cela", "ça", "ceci"))
_SUPPORTING: Final = frozenset("soutenir approuver accepter cautionner partager défendre vouloir souhaiter".split())
_GRANTING: Final = frozenset(("exclure", "écarter"))
"""Verbs whose negation leaves a door open: *je n'exclus pas de revenir*."""
_WISHING: Final = frozenset(("vouloir", "souhaiter"))
VAGUE: Final = frozenset(("qui", "je", "j'", "nous", "on", "tu", "vous", "il", "ils", "elle", "elles"))


@dataclass(slots=True, unsafe_hash=True)  # not frozen: that makes each one take twice as long
class Assertion:
    """One assertion: the tokens that name its issue (a row, of which ``issue`` is a phrase), act and side.

    ``sign`` is the holder's attitude to the issue as named (+1, -1, 0 unknown). ``anaphor`` is set where the
    issue is a pronoun or *ces questions*; ``holder`` where the clause gives the position to somebody by a noun
    (*la réponse américaine est négative*) or as subject of a position verb. ``strong`` means that words of stance
    and not a default made act or side.
    """

    issue: tuple[Tok, ...]
    act: Act
    sign: int
    clause: Clause
    rule: str
    negated: bool = False
    modality: Modality | None = None
    anaphor: tuple[Tok, ...] = ()
    holder: tuple[Tok, ...] = ()
    holder_noun: bool = False
    strong: bool = False
    loose: bool = False
    """Whether the side was read off all words of the clause, those that name the issue too."""

    @property
    def explicit(self) -> bool:
        """Whether the clause does what its words say: *je propose*, *nous remercions* (Austin's performatives).

        So do *opposé à*, *pas contre* and the like, *trop tôt pour*, *en vouloir à*, *il est inadmissible que*, the
        doubt of *je ne crois pas que*, the wish of *qu'il vienne*, and support withheld (*nous ne soutenons pas*).
        """
        verb = self.clause.verb
        if (
            self.rule in _SAID_SO
            or self.rule == "attribute"
            and (self.act == "refuse" or self.negated and self.act in ("accept", "deny"))
        ):
            return True
        if self.rule == "impersonal":
            return self.act != "state"
        if self.rule != "position":
            return False
        if verb is None:
            return self.clause.told and (self.negated or self.act != "state")
        _, pronoun = subject_of(self.clause)
        if self.clause.told and pronoun in THIRD:
            plain = verb.main == verb.first and verb.tense in ("Pres", "Imp") and verb.mood == "Ind"
            return plain and verb.lemma in (_GRANTING | _SUPPORTING if verb.negated else load_stance().performatives)
        if verb.main != verb.first or verb.tense != "Pres":
            return False
        if verb.lemma in _WISHING and not verb.negated:
            # *Nous voulons un médiateur* asks others for it; *je veux gagner* is one's own business.
            return pronoun in ("je", "j'", "nous") and verb.mood == "Ind" and self.issue[0].form not in ("inf", "part")
        known = _SUPPORTING | _GRANTING if verb.negated else load_stance().performatives
        return pronoun in ("je", "j'", "nous") and verb.lemma in known


def make(
    clause: Clause,
    phrase: Phrase | None,
    act: Act,
    sign: int,
    rule: str,
    *,
    strong: bool = True,
    negated: bool = False,
    anaphor: tuple[Tok, ...] = (),
    holder: tuple[Tok, ...] = (),
    holder_noun: bool = False,
    loose: bool = False,
) -> list[Assertion]:
    """Return one assertion about a phrase of a clause, or none without a phrase."""
    if phrase is None:
        return []
    issue = tuple(clause.tokens[phrase.first : phrase.last + 1])
    negated = negated or clause.verb is not None and clause.verb.negated
    return [
        Assertion(
            issue, act, sign, clause, rule,
            negated=negated, anaphor=anaphor, holder=holder, holder_noun=holder_noun, strong=strong, loose=loose,
        )
    ]  # fmt: skip


_STATED: Final = frozenset("vote only_way advised set_out no_question".split())
"""Rules of :mod:`claimx.stages.claims.stated`."""
_SAID_SO: Final = _STATED | frozenset(
    "doubt premature resentment wish need rightness unproven groundless request".split()
)
"""Rules whose words leave no choice of act and side."""
ALONE: Final = _STATED | frozenset(("unproven", "groundless", "request"))
"""Rules besides whose own words nothing in their clause names an issue."""
_AMOUNTS: Final = frozenset(("prendre", "gagner", "perdre"))
"""Verbs of growing or shrinking where what follows is a share: *les denrées ont pris 22 %*."""


def trend_of(clause: Clause) -> int:
    """Return whether a subject's growing or shrinking is good (+1) or bad (-1) news; 0 where it does neither.

    *La fraude progresse*, *les loyers grimpent*, *les ventes fondent*: bad; *le chômage recule*: good.
    """
    verb = clause.verb
    subject, _ = subject_of(clause)
    if verb is None or subject is None or verb.passive:
        return 0
    stance = load_stance()
    lemma = verb.lemma
    way = (lemma in stance.growing) - (lemma in stance.shrinking)
    if lemma in _AMOUNTS:
        share = any(tok.text == "%" for tok in clause.tokens[verb.last + 1 : verb.last + 5])
        way = (-1 if lemma == "perdre" else 1) if share else 0
    elif way and not verb.reflexive and direct_object(clause) is not None:
        return 0
    words = clause.tokens[subject.first : subject.last + 1]
    head = clause.tokens[subject.head]
    if head.lemma in stance.burdens:
        return -way
    side = valence(words)
    return way * (side or (-1 if head.lemma in stance.lessening or head.lemma in stance.shrinking else 1)) if way else 0


def points_back(tokens: Sequence[Tok], phrase: Phrase) -> bool:
    """Whether a noun phrase is an anaphor: a bare pronoun, or *ce/cette/ces* with a general noun and nothing more."""
    head, first = tokens[phrase.head], tokens[phrase.first]
    if head.pos == "PRON" or head.lower in ("celui", "celle", "ceux", "celles", "cela", "ça", "ceci"):
        return True
    if first.lower not in DEMONSTRATIVES:
        return False
    return phrase.last - phrase.head <= 0 and (
        head.lemma in load_stance().general_nouns or singular(head.lower) in load_stance().general_nouns
    )


def coordinated(tokens: Sequence[Tok], phrase: Phrase) -> list[Phrase]:
    """Return the further noun phrases of *A, B et C* that follow a noun phrase."""
    found: list[Phrase] = []
    index = phrase.last + 1
    inner = _inner_article(tokens, phrase)
    while index + 1 < len(tokens) and (tokens[index].lower in ("et", "ainsi") or tokens[index].text == ","):
        start = index + 1
        if tokens[index].lower == "ainsi" and tokens[start].lower == "que":
            start += 1
        if start < len(tokens) and tokens[start].lower == "et":
            start += 1
        if start < len(tokens) and tokens[start].lower in ("des", "du") and tokens[start].pos == "ADP":
            start += 1  # an article taken for a preposition
        elif start >= len(tokens) or tokens[start].pos != "DET":
            break
        following = noun_phrase(tokens, start, wide=True)
        if following is None or inner and tokens[start].lower in DEFINITE_ARTICLES:
            break
        found.append(following)
        index = following.last + 1
    return found if found and any(tok.lower == "et" for tok in tokens[phrase.last + 1 : found[-1].first]) else []


def _inner_article(tokens: Sequence[Tok], phrase: Phrase) -> bool:
    """Whether what follows a phrase in a row rather belongs in it: *une réunion sur les salaires, les horaires et …*.

    So where its last complement has a preposition that is not repeated, with an article that the row goes on with.
    """
    for index in range(phrase.last - 1, phrase.head, -1):
        if tokens[index].lower in DEFINITE_ARTICLES and tokens[index - 1].lower in _BETWEEN:
            plural = tokens[index].lower == "les" and tokens[phrase.last + 1 : phrase.last + 2]
            indefinite = tokens[phrase.first].lower in ("un", "une")
            return indefinite or bool(plural) and tokens[phrase.last + 1].text == ","
        if tokens[index].lower in ("de", "d'", "du", "des", "à", "au", "aux"):
            return False
    return False


_BETWEEN: Final = frozenset(("sur", "entre", "pour", "contre", "avec", "dans"))


def contrasted(clause: Clause, start: int) -> Phrase | None:
    """Return what stands against something denied: the noun phrase after *mais* from an index on."""
    tokens = clause.tokens
    for index in range(start, len(tokens) - 1):
        if tokens[index].lower == "mais" and not clause.deep[index]:
            after = index + 1
            while after < len(tokens) - 1 and (
                tokens[after].is_mark and tokens[after].text in '«"“,' or tokens[after].lower in _STRESSING
            ):
                after += 1
            return noun_phrase(tokens, after, wide=True)
    return None


_STRESSING: Final = frozenset("bien plutôt aussi surtout simplement".split())


def flip(clause: Clause, sign: int) -> int:
    """Return a sign turned round if the clause is negated."""
    return -sign if clause.verb is not None and clause.verb.negated else sign


def predicate_of(clause: Clause) -> list[Tok]:
    """Return what follows the verb in the main clause, without the second half of its negation."""
    verb = clause.verb
    if verb is None:
        return list(clause.tokens)
    rest = [
        tok for tok, deep in zip(clause.tokens[verb.last + 1 :], clause.deep[verb.last + 1 :], strict=True) if not deep
    ]
    return [tok for tok in rest if tok.lower not in load_stance().negators] if verb.negated else rest


def done_to_us(clause: Clause) -> bool:
    """Whether *on* is others who do something to the speaker: *on nous a menti*, *on m'a offert une montre*."""
    verb = clause.verb
    if verb is None or subject_of(clause)[1] != "on":
        return False
    before = clause.tokens[max(0, verb.first - 3) : verb.first]
    return any(tok.lower in ("nous", "me", "m'") for tok in before)


def subject_tokens(clause: Clause) -> list[Tok]:
    """Return what stands before the verb in the main clause, without *ne* and the like."""
    verb = clause.verb
    end = verb.first if verb is not None else 0
    return [tok for tok, deep in zip(clause.tokens[:end], clause.deep[:end], strict=True) if not deep]
