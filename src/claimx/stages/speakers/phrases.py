"""Noun phrases read without trusting the parser: agreement, head, and the phrase that names somebody unnamed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import (
    AMOUNT_NOUNS,
    DETERMINERS,
    INDEFINITE,
    SEVERAL_NOUNS,
    SKIPPED_QUANTIFIERS,
    Gender,
    Number,
    stem,
)

_STOPS = frozenset(
    {",", ";", ":", "(", ")", "[", "]", "--", "–", "—", "«", "»", '"', "“", "”", ".", "…", "...", "!", "?"}
)
_CLITICS = frozenset({"se", "s'", "ne", "n'"})
"""Words that open the verb group: no head phrase goes on over them."""
_RELATIVES = frozenset({"qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles", "auquel"})
_CUT_PREPOSITIONS = frozenset(
    "dans sur auprès chez lors devant comme pour après avant depuis selon contre sous via avec".split()
)
_QUALITIES = frozenset({"majorité", "dominante", "capitaux"})
_COURTROOM = frozenset({"barre", "audience"})
"""Where somebody speaks: *l'accusé à la barre*."""
_RANKED = frozenset(
    map(stem, ("ministre", "conseiller", "juge", "maire", "adjoint", "élu", "administrateur", "directeur"))
)
_RANKING = frozenset("délégué déléguée associé associée élu élue".split())
"""Participles that make another office of one (*ministre déléguée*)."""
_COMPOUNDS = frozenset({("compte", "rendu"), ("procès", "verbal"), ("de", "suivi")})
"""Nouns whose second word the tagger takes for a verb."""
_NAMING = frozenset({"pour", "sur", "contre"})
_DAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche hier".split())
_GENDERS: Final[dict[str, Gender]] = {"Masc": "m", "Fem": "f"}
_TRANSIENT = frozenset(
    "publié rendu diffusé paru dévoilé mené joint interrogé contacté rencontré réuni présent".split()
)
"""Participles that tell what happened to somebody or something, not which one is meant."""
_SKIPPED_MARKS = frozenset({"d'", "de", "«", '"', "“", "'", "(", "+", "»", ","})
_DANGLING = frozenset({"de", "d'", "du", "des", "et", "ou", "à", "la", "le", "les", "l'", "en"})
_CONTRACTED = frozenset({"des", "du", "au", "aux"})
_LINKS = frozenset({"de", "d'", "du", "des"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its head, what it agrees in, how definite it is, and its words as comparison keys."""

    start: int
    end: int
    text: str
    head: str
    head_index: int
    determiner: str | None
    gender: Gender | None
    number: Number
    keys: frozenset[str]
    places: frozenset[str]
    bare: bool
    """Whether nothing but an age is said of the head."""
    aged: bool
    former: bool


def read_phrase(view: View, start: int, end: int, knowledge: Knowledge) -> Phrase | None:
    """Read ``text[start:end]`` as a noun phrase; None if no noun stands in it.

    The result's ``text`` is the head phrase: without determiner and quantifiers, up to the first comma, relative
    clause, participle or adverbial.
    """
    if (start, end) not in view.phrases:  # pronouns ask for the same subjects again and again
        view.phrases[start, end] = _read(view, start, end, knowledge)
    known: Phrase | None = view.phrases[start, end]
    return known


def _read(view: View, start: int, end: int, knowledge: Knowledge) -> Phrase | None:
    first, last = view.tokens(start, end)
    if first >= last:
        return None
    begin, determiner, plural, amount = _skip_quantity(view, first, last)
    head, stop = _extent(view, begin, last, knowledge)
    gender, number = agreement(view, first, head, knowledge, determiner)
    if amount or plural and determiner not in ("un", "une"):
        number = "p"
    aged = stop - begin > 3 and view.lower[stop - 1] == "ans" and view.lower[stop - 3] == "de"
    told = stop - 3 if aged else stop
    keys = frozenset(
        stem(view.words[i])
        for i in range(begin, told)
        if view.pos[i] in ("NOUN", "ADJ", "PROPN", "NUM", "X", "VERB") and len(view.words[i]) > 1
    )
    return Phrase(
        start=view.start[begin],
        end=view.end[stop - 1],
        text=view.text[view.start[begin] : view.end[stop - 1]].strip(" '\u00a0"),
        head=view.lower[head],
        head_index=head,
        determiner=determiner,
        gender=gender,
        number=number,
        keys=keys | {stem(view.words[head])},
        places=frozenset(
            state.id
            for i in range(begin, stop)
            if view.pos[i] in ("ADJ", "NOUN", "PROPN")
            and (i != head or view.words[i][:1].isupper())
            and (state := knowledge.state(view.words[i])) is not None
        ),
        bare=told - begin == 1,
        aged=aged,
        former=view.lower[head].startswith("ex-")
        or any(w in ("ancien", "ancienne", "ex") for w in view.lower[first:head]),
    )


def _skip_quantity(view: View, first: int, last: int) -> tuple[int, str | None, bool, bool]:
    """Where the noun begins behind determiner and quantity, the determiner, and whether several are meant.

    The last is true of *une centaine de*: several, although determiner and noun are singular.
    """
    index = fallback = first
    determiner: str | None = None
    plural = amount = False
    while index < last:
        word, number = view.lower[index], view.pos[index] == "NUM"
        following = view.lower[index + 1] if index + 1 < last else ""
        if not following.strip() and index + 2 < last:
            following = view.lower[index + 2]
        if word in DETERMINERS:
            determiner = determiner or word
            plural = plural or DETERMINERS[word][1] == "p"
            fallback = index
            index += 1
        elif (
            following
            and following not in _STOPS
            and (word in SKIPPED_QUANTIFIERS or number and _counts(view, index, first, plural))
        ):
            plural = plural or number
            fallback = index
            index += 1
        elif following in _LINKS and (word in AMOUNT_NOUNS or number and index > first or view.pos[index] == "ADV"):
            plural = plural or word != "partie"
            amount = amount or word in SEVERAL_NOUNS
            fallback = index
            index += 2
        elif following in (*_LINKS, "%") and (number or word == "%" or word[:1].isdigit()):
            plural = True
            index += 2
        elif word in _SKIPPED_MARKS or not word.strip():
            index += 1
        else:
            break
    return (index if index < last else fallback), determiner, plural, amount


def _counts(view: View, index: int, first: int, plural: bool) -> bool:
    """Whether a number says how many (*les autres 40 élus, trois élus*); figures at the head may be a name (*115*)."""
    return plural and index > first + 1 or index == first and view.lower[index].isalpha()


def _extent(view: View, begin: int, last: int, knowledge: Knowledge) -> tuple[int, int]:
    """The head noun and the end of the head phrase that begins at ``begin``."""
    head, stop = -1, begin
    while stop < last:
        if stop > begin and _ends(view, head, stop, last, knowledge):
            break
        tag = view.pos[stop]
        person = knowledge.person_noun(view.words[stop]) is not None
        adjective_first = head == stop - 1 and head >= 0 and view.pos[head] == "ADJ" and tag == "NOUN" and person
        if adjective_first or head < 0 and (person or tag in ("NOUN", "PROPN")):
            head = stop
        stop += 1
    head = max(head, begin)
    while stop - 1 > head and view.lower[stop - 1] in _DANGLING:
        stop -= 1
    return head, stop


def _ends(view: View, head: int, index: int, last: int, knowledge: Knowledge) -> bool:
    """Whether the head phrase ends before token ``index``."""
    word, tag = view.lower[index], view.pos[index]
    if word in _STOPS or word in _RELATIVES or word in _CLITICS or not word.strip():
        return True
    following = view.lower[index + 1] if index + 1 < last else ""
    if word in ("et", "ou", "ainsi") and following in DETERMINERS and following not in _CONTRACTED:
        return not _inside(view, head, index)
    if head < 0:
        return False
    if word == "auprès" and _restricting(view, head, index - 1, last):
        return False
    if word in _CUT_PREPOSITIONS and not _restricting(view, head, index - 1, last):
        return not (word in _NAMING and _body(view, head, knowledge))
    if word == "à" and index + 2 < last and view.lower[index + 2] in _COURTROOM:
        return True
    if word in ("uni", "unis", "unies") and view.words[index - 1][:1].isupper():
        return False  # *les Nations unies*
    if word in _RANKING and stem(view.lower[index - 1]) in _RANKED or (view.lower[index - 1], word) in _COMPOUNDS:
        return False
    if tag in ("VERB", "AUX") and view.words[index][:1].islower() and _verbal(view, index):
        return not _restricting(view, head, index, last)
    return (
        tag == "ADV"
        and view.words[index][:1].islower()
        or word in _DAYS
        or word in ("à", "de")
        and following in _QUALITIES
    )


def _restricting(view: View, head: int, index: int, last: int) -> bool:
    """Whether a participle says which of many are meant (*manifestants habillés en noir*), not who made them do it."""
    participle = view.pos[index] in ("VERB", "AUX") and view.morph(index, "VerbForm") == "Part"
    if view.lower[index].rstrip("s").rstrip("e") in _TRANSIENT:
        return False
    plural = view.morph(head, "Number") == "Plur"
    return participle and plural and "par" not in view.lower[index + 1 : min(last, index + 5)]


def _body(view: View, head: int, knowledge: Knowledge) -> bool:
    """Whether the head names a body, whose name may go on with *pour, sur, contre*."""
    return knowledge.person_noun(view.lower[head]) is None


def _inside(view: View, head: int, index: int) -> bool:
    """Whether a coordination at ``index`` may belong to the complement of the head (*pour la sécurité et la …*)."""
    return head >= 0 and any(view.lower[i] in _NAMING for i in range(head + 1, index))


def strict_end(view: View, head: int, knowledge: Knowledge) -> int:
    """Last token of the bare noun phrase around ``head``: adjectives and *de* complements, nothing looser."""
    last = index = head
    complements = 0
    while index + 1 < len(view):
        index += 1
        word, tag = view.lower[index], view.pos[index]
        speaker = knowledge.noun(word) is None or knowledge.person_noun(word) is not None
        if knowledge.finite(word) and view.words[index][:1].islower() and speaker:
            break  # *le ministère déplore, l'opposition juge*, taken for adjectives
        if tag in ("ADJ", "PROPN") and (tag == "ADJ" or complements):
            last = index
        elif word in _LINKS and complements < 2:
            noun = index + 1
            while noun < len(view) and (view.lower[noun] in DETERMINERS or view.pos[noun] == "ADJ"):
                noun += 1
            if noun < len(view) and _after_adjective(view, index + 1, noun, knowledge):
                last = noun - 1
                break
            if noun >= len(view) or view.pos[noun] not in ("NOUN", "PROPN"):
                break
            complements += 1
            last = index = noun
        else:
            break
    return last


def _after_adjective(view: View, first: int, index: int, knowledge: Knowledge) -> bool:
    """Whether a verb taken for a noun stands behind a noun taken for an adjective (*de turbines | table sur*)."""
    word = view.lower[index]
    return index > first and view.pos[index - 1] == "ADJ" and knowledge.finite(word) and knowledge.noun(word) is None


def _verbal(view: View, index: int) -> bool:
    word = view.lower[index]
    if word.endswith("o"):
        return False  # no form of a French verb does: *service météo*
    return not word.endswith(("ant", "ants")) or index + 1 < len(view) and view.lower[index + 1] not in _LINKS


def agreement(
    view: View, first: int, head: int, knowledge: Knowledge, determiner: str | None
) -> tuple[Gender | None, Number]:
    """Gender and number shown by determiner, head noun and the lexicon, in this order."""
    gender: Gender | None = None
    number: Number = "s"
    if determiner is not None:
        gender, number = DETERMINERS[determiner]
        if determiner in ("du", "au") and first > head:
            gender = None
    known = knowledge.person_noun(view.words[head])
    if gender is None:
        if known in ("m", "f"):
            gender = "m" if known == "m" else "f"
        elif known != "mf":
            gender = _GENDERS.get(view.morph(head, "Gender") or "")
        if gender is None:
            around = (head - 1, head + 1)
            gender = next(
                (
                    found
                    for i in around
                    if first <= i < len(view)
                    and view.pos[i] == "ADJ"
                    and (found := _GENDERS.get(view.morph(i, "Gender") or ""))
                ),
                None,
            )
    if determiner is None:
        number = (
            "p" if view.morph(head, "Number") == "Plur" or view.lower[head].endswith("s") and known is not None else "s"
        )
    return gender, number


def indefinite(phrase: Phrase) -> bool:
    """Whether the phrase brings somebody new rather than takes somebody up."""
    return phrase.determiner in INDEFINITE or phrase.determiner is None
