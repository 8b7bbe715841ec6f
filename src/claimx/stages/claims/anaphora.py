"""Antecedents of *ces questions, cette initiative, elle, les, cela*: the words in the text that name the thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from claimx.lexicon.calendar import MONTHS, WEEKDAYS
from claimx.lexicon.function_words import DEMONSTRATIVES
from claimx.lexicon.stance import load_stance
from claimx.stages.claims.phrases import Phrase, noun_phrase
from claimx.stages.claims.tokens import Tok, View
from claimx.stages.claims.traits import LEADING

_ARTICLES: Final = frozenset("le la les l' un une".split())
_REACH: Final = 2
"""Paragraphs before its own that an antecedent is looked for in."""
_STRETCH: Final = 3000
"""Characters of a paragraph that are looked at, nearest to the anaphor."""
_NUMBERS: Final = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10}
_FEMININE: Final = frozenset(("elle", "elles", "la", "celle-ci", "cette", "aucune"))
_MASCULINE: Final = frozenset(("il", "ils", "le", "cet", "ce", "aucun"))
_PLURAL: Final = frozenset(("ils", "elles", "les", "ces", "ceux", "celles", "aucun", "aucune"))

Row = tuple[Tok, ...]


def antecedents(view: View, anaphor: Sequence[Tok]) -> list[Row]:
    """Return the words an anaphor stands for: one row of tokens, several for a list, none if there is no telling."""
    if not anaphor:
        return []
    first = anaphor[0].lower.lstrip("-")
    nouns = [tok for tok in anaphor if tok.is_noun]
    if first in DEMONSTRATIVES and nouns:
        head = nouns[0]
        plural = first == "ces"
        if plural:
            for stretch in _backwards(view, anaphor[0].start):
                if items := listed(stretch):
                    return items
                if named := _same_noun(stretch, head):
                    return [named]
        else:
            for stretch in _backwards(view, anaphor[0].start):
                if named := _same_noun(stretch, head):
                    return [named]
        found = _agreeing(view, anaphor[0].start, head.word.gender, "Plur" if plural else "Sing")
        return [found] if found else []
    if first in ("cela", "ça", "ce", "c'", "ceci", "en", "y"):
        return []
    gender = "Fem" if first in _FEMININE else "Masc" if first in _MASCULINE else ""
    found = _agreeing(view, anaphor[0].start, gender, "Plur" if first in _PLURAL else "" if first == "l'" else "Sing")
    return [found] if found else []


def _backwards(view: View, offset: int) -> Iterator[list[Tok]]:
    """Yield the sentences before an offset, nearest first, over its own and the two paragraphs before it."""
    own = view.paragraph_at(offset)
    for index in range(own, max(-1, own - _REACH - 1), -1):
        start, end, kind = view.paragraphs[index] if view.paragraphs else (0, offset, "body")
        if kind == "furniture":
            continue
        end = min(end, offset)
        tokens = view.between(max(start, end - _STRETCH), end)
        sentences: list[list[Tok]] = []
        for tok in tokens:
            if tok.start >= offset:
                break
            if sentences and sentences[-1][-1].sentence == tok.sentence:
                sentences[-1].append(tok)
            else:
                sentences.append([tok])
        yield from reversed(sentences)


def phrases_in(tokens: Sequence[Tok]) -> list[tuple[Phrase, bool]]:
    """Return a sentence's noun phrases from left to right, each with whether a preposition leads it."""
    found: list[tuple[Phrase, bool]] = []
    index = 0
    while index < len(tokens):
        tok = tokens[index]
        if tok.is_noun or tok.word.traits & LEADING and (tok.pos in ("DET", "NUM") or tok.lower in _ARTICLES):
            phrase = noun_phrase(tokens, index, wide=True)
            if phrase is not None and phrase.last >= index:
                led = index > 0 and (tokens[index - 1].pos == "ADP" or tokens[index - 1].lower in ("de", "d'", "à"))
                found.append((phrase, led))
                index = phrase.last + 1
                continue
        index += 1
    return found


def listed(tokens: Sequence[Tok]) -> list[Row]:
    """Return the items of a list in a sentence (*trois préoccupations : A, B et C*), or nothing.

    The items stand after a colon or follow each other with articles and a last *et*; a number before the colon
    says how many there are.
    """
    colon = next((i for i, tok in enumerate(tokens) if tok.text == ":"), None)
    start = colon + 1 if colon is not None else 0
    items: list[Row] = []
    best: list[Row] = []
    index = start
    while index < len(tokens):
        phrase = noun_phrase(tokens, index, wide=True, limit=24)
        determined = tokens[index].pos == "DET" or tokens[index].lower in _ARTICLES or tokens[index].lower == "des"
        if phrase is None or not determined:
            if colon is not None:
                break
            if len(items) >= 2 and len(items) > len(best):
                best = items
            items = []
            index += 1
            continue
        items.append(tuple(tokens[phrase.first : phrase.last + 1]))
        follow = phrase.last + 1
        separator = next(
            (
                i
                for i in range(follow, min(follow + 14, len(tokens)))
                if tokens[i].text in (",", ";") or tokens[i].lower == "et"
            ),
            None,
        )
        if separator is None or colon is None and separator != follow:
            if len(items) >= 3 and len(items) > len(best):
                best = items
            items = [] if colon is None else items
            if colon is not None:
                break
            index = follow
            continue
        items[-1] = tuple(tokens[phrase.first : separator])
        closing = tokens[separator].lower == "et"
        index = separator + 1
        if not closing and index < len(tokens) and tokens[index].lower == "et":
            index += 1
    items = best if colon is None else items
    if colon is not None:
        numbers = [_NUMBERS[tok.lower] for tok in tokens[:colon] if tok.lower in _NUMBERS]
        if numbers and len(items) > numbers[-1]:
            items = items[: numbers[-1]]
    return items if len(items) >= 2 else []


def _same_noun(tokens: Sequence[Tok], head: Tok) -> Row | None:
    """Return the last phrase in a sentence with the same noun, not itself pointing back."""
    for phrase, _ in reversed(phrases_in(tokens)):
        noun = tokens[phrase.head]
        if noun.lemma == head.lemma and tokens[phrase.first].lower not in DEMONSTRATIVES:
            return tuple(tokens[phrase.first : phrase.last + 1])
    return None


def _agreeing(view: View, offset: int, gender: str, number: str) -> Row | None:
    """Return the nearest noun phrase before an offset that agrees, subjects first within a sentence."""
    general = load_stance().general_nouns
    for distance, tokens in enumerate(_backwards(view, offset)):
        if distance > 3:
            return None
        ranked: list[tuple[int, int, Row]] = []
        for place, (phrase, led) in enumerate(phrases_in(tokens)):
            head = tokens[phrase.head]
            vague = tokens[phrase.first].lower in DEMONSTRATIVES and head.lemma in general
            if head.pos == "PROPN" or vague or _person(head) or head.lemma in _TIMES:
                continue
            word = head.word
            if gender and word.gender and word.gender != gender or number and word.number and word.number != number:
                continue
            subject = head.dep.startswith("nsubj")
            rank = (
                (2 if subject else 0)
                - (1 if led else 0)
                - (1 if head.lemma in general and phrase.last == phrase.head else 0)
            )
            ranked.append((rank, place, tuple(tokens[phrase.first : phrase.last + 1])))
        if ranked:
            return max(ranked, key=lambda item: item[:2])[2]
    return None


_TIMES: Final = frozenset(
    (*WEEKDAYS, *MONTHS, *"jour journée semaine mois an année matin soir soirée nuit heure minute moment".split())
)
_PERSONS: Final = frozenset(
    "président présidente ministre premier secrétaire chef directeur directrice porte-parole homme femme député députée"
    " maire avocat avocate juge procureur responsable patron patronne leader candidat candidate collègue personne gens"
    " citoyen habitant témoin expert chercheur analyste général colonel roi reine pape élu sénateur dirigeant".split()
)


def _person(tok: Tok) -> bool:
    return tok.lemma in _PERSONS
