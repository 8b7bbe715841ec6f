"""Finite verbs with all that belongs to them: auxiliaries, modals, negation, reflexive pronoun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from claimx.lexicon.function_words import NE
from claimx.stages.claims.tokens import CLITICS, SUBJECT_PRONOUNS, Tok

_LINKING: Final = frozenset("rester demeurer devenir sembler paraître redevenir avérer".split())
"""Verbs that join subject and adjective as *être* does."""
MODALS: Final = frozenset("pouvoir devoir savoir aller falloir vouloir faire laisser venir".split())
_ASPECTS: Final = frozenset("continuer commencer finir cesser arrêter être".split())
_SKIPPED: Final = frozenset(("-t", "-t-", "-", *CLITICS))


@dataclass(slots=True, unsafe_hash=True)  # not frozen: that makes each one take twice as long
class VerbGroup:
    """A finite verb with all that belongs to it; indices into the clause's tokens.

    ``lemma`` is the verb that means something (*violé* of *a été violé*); ``modal`` what governs it (*devoir*);
    ``copula`` is set where *être* joins subject and attribute.
    """

    first: int
    last: int
    lemma: str
    main: int
    modal: str
    copula: bool
    passive: bool
    negated: bool
    reflexive: bool
    person: str
    plural: bool
    tense: str
    mood: str


def verb_group(tokens: Sequence[Tok], first: int) -> VerbGroup:
    """Read the verb group whose finite verb stands at ``first``."""
    tok = tokens[first]
    lemma, main, last, modal, passive = tok.lemma, first, first, "", False
    copula = lemma == "être"
    for _ in range(4):
        begun = _past_aside(tokens, last + 1) if lemma in ("avoir", "être") else last + 1
        index = _next(tokens, begun, through=modal == "venir" or lemma in _ASPECTS or lemma == "venir")
        if index is None:
            break
        following = tokens[index]
        if lemma in ("avoir", "être") and following.form == "part":
            passive = lemma == "être" and following.lemma not in _MOVING
            copula = following.lemma == "être"
            lemma, main, last = following.lemma, index, index
        elif following.form == "inf" and (lemma in MODALS or lemma in _ASPECTS and not copula) and lemma != "avoir":
            modal = modal or lemma
            copula = following.lemma == "être"
            lemma, main, last = following.lemma, index, index
        else:
            copula = copula or lemma in _LINKING and following.pos == "ADJ"
            break
    window = tokens[max(0, first - 5) : first]
    near = window
    for place, item in enumerate(window):
        if item.is_mark or item.form == "fin":
            near = window[place + 1 :]
    reflexive = any(item.lower in ("se", "s'") for item in near[-3:]) or _same_person(near, tok)
    return VerbGroup(
        first, last, lemma, main, modal, copula, passive, _negated(tokens, first, last), reflexive,
        tok.word.person or "3", tok.word.number == "Plur", tok.word.tense, tok.word.mood,
    )  # fmt: skip


_MOVING: Final = frozenset(
    "aller venir arriver partir entrer sortir monter descendre naître mourir rester devenir tomber passer retourner"
    " revenir parvenir intervenir".split()
)


def _same_person(near: Sequence[Tok], verb: Tok) -> bool:
    lowers = [item.lower for item in near[-4:]]
    return lowers.count("nous") >= 2 or ("je" in lowers or "j'" in lowers) and ("me" in lowers or "m'" in lowers)


def _next(tokens: Sequence[Tok], index: int, *, through: bool) -> int | None:
    """Return the next token that may continue a verb group, past adverbs, clitics and inverted subjects."""
    limit = min(len(tokens), index + 6)
    while index < limit:
        tok = tokens[index]
        if (
            (
                tok.pos == "ADV"
                or tok.lower in _SKIPPED
                or tok.lower in SUBJECT_PRONOUNS
                or tok.lower in ("pas", "plus", "jamais", "tous", "toutes", "tout", "rien", "donc", "aussi")
                or tok.text in '«"“'
            )
            or through
            and tok.lower in ("à", "de", "d'")
        ):
            index += 1
        else:
            return index
    return None


def _past_aside(tokens: Sequence[Tok], index: int) -> int:
    """*n'a, à ce jour, | reçu aucune convocation*: past what commas set off between auxiliary and participle."""
    if index >= len(tokens) or tokens[index].text != ",":
        return index
    for close in range(index + 1, min(index + _ASIDE, len(tokens) - 1)):
        if tokens[close].form == "fin":
            break
        if tokens[close].text == ",":
            return close + 1 if tokens[close + 1].form == "part" else index
    return index


_ASIDE: Final = 10
"""Words of such an aside."""


def _negated(tokens: Sequence[Tok], first: int, last: int) -> bool:
    """Whether *ne … pas* (or *plus, jamais, aucun, ni, rien, personne …*) stands around a verb group."""
    lowers = [item.lower for item in tokens[max(0, first - 8) : last + 6]]
    if NE.isdisjoint([item.lower for item in tokens[max(0, first - 5) : first]]):
        if "pas" not in lowers and "jamais" not in lowers:
            return False
        place = lowers.index(tokens[first].lower)
        return any(lower in ("pas", "jamais") for lower in lowers[place : place + last - first + 3])
    lowers += [tok.lower for tok in tokens[last + 6 : last + 12] if tok.lower in ("aucun", "aucune", "ni", "rien")]
    if any(lower in _NEGATORS for lower in lowers):
        return not unsurpassed(lowers)
    if any(lower in ("que", "qu'") for lower in lowers[-6:]):
        return False
    return tokens[first].lemma in ("savoir", "pouvoir", "cesser", "oser") and True


def unsurpassed(lowers: Sequence[str]) -> bool:
    """Whether the only negator among words is that of *jamais autant, jamais été aussi*: more than ever before."""
    if "jamais" not in lowers or sum([lower in _NEGATORS for lower in lowers]) > 1:
        return False
    place = lowers.index("jamais")
    return not _COMPARED.isdisjoint(lowers[place + 1 : place + 4])


_COMPARED: Final = frozenset("autant aussi mieux pire".split())
_NEGATORS: Final = frozenset(
    "pas plus jamais aucun aucune ni nul nulle rien personne guère nullement aucunement".split()
)
