"""Noun phrases read without trusting the parser: agreement, head, and the phrase that names somebody unnamed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from claimx.lexicon.function_words import OF, SEVERAL_NOUNS
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.phrase_extent import STOPS, head_and_end
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import (
    AMOUNT_NOUNS,
    DETERMINERS,
    INDEFINITE,
    SKIPPED_QUANTIFIERS,
    Gender,
    Number,
    stem,
)

_GENDERS: Final[dict[str, Gender]] = {"Masc": "m", "Fem": "f"}
_SKIPPED_MARKS = frozenset({"d'", "de", "«", '"', "“", "'", "(", "+", "»", ","})


@dataclass(slots=True, unsafe_hash=True)  # not frozen: that makes each one take twice as long
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
    head, stop = head_and_end(view, begin, last, knowledge)
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
            and following not in STOPS
            and (word in SKIPPED_QUANTIFIERS or number and _counts(view, index, first, plural))
        ):
            plural = plural or number
            fallback = index
            index += 1
        elif following in OF and (word in AMOUNT_NOUNS or number and index > first or view.pos[index] == "ADV"):
            plural = plural or word != "partie"
            amount = amount or word in SEVERAL_NOUNS
            fallback = index
            index += 2
        elif following in (*OF, "%") and (number or word == "%" or word[:1].isdigit()):
            plural = True
            index += 2
        elif word in _SKIPPED_MARKS or not word.strip():
            index += 1
        else:
            break
    return (index if index < last else fallback), determiner, plural, amount


def _counts(view: View, index: int, first: int, plural: bool) -> bool:
    """Whether a number says how many (*les autres 40 élus, les 380 agents*); figures alone may be a name (*les 27*)."""
    if plural and index > first:
        return index > first + 1 or view.pos[index + 1] == "NOUN" and view.words[index + 1].islower()
    return index == first and view.lower[index].isalpha()


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
