"""What stands beside a name: titles and kinds before it, appositions after it."""

from __future__ import annotations

import re

from claimx.stages.speakers.body_kinds import CLAUSE_ENDS, TITLE_LINKS, branch, left_kind, right_kind
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.name import Name
from claimx.stages.speakers.nouns import COMPANY_KINDS, MINISTRIES, MONARCHS, NAMED_AFTER
from claimx.stages.speakers.phrases import read_phrase
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import (
    DETERMINERS,
    bare,
    stem,
)

_WALK = 18
"""Tokens a title may reach before its name (*le vice-président du marketing et des communications chez X, Y*)."""
_TITLE_TAGS = frozenset({"NOUN", "ADJ", "ADP", "DET", "PROPN", "NUM", "CCONJ", "X", "ADV"})
_PLACING = frozenset({"à", "en", "de", "d'", "dans", "vers", "depuis", "au", "aux"})
_RANKS = frozenset(
    "ex ancien ancienne vice nouveau nouvelle premier première second seconde deuxième futur future -".split()
)
_RANKED = frozenset(
    {("à", "la", "retraite"), ("en", "retraite"), ("de", "réserve")}
    | {("de", corps) for corps in "frégate vaisseau corvette police gendarmerie brigade division escadron".split()}
)
"""What follows the rank of somebody in uniform, before the name."""
_ACCORDING = frozenset({"selon", "pour", "d'après"})
_AGE = re.compile(r"[\s\u00a0]*,[\s\u00a0]*(?:âgée? de )?\d{1,3} ans\b")
_PARENTHESIS = re.compile(r"[\s\u00a0]*\([^()\n]{1,60}\)")
_SAINTS = frozenset({"Saint", "Sainte"})


def describe_name(view: View, name: Name, knowledge: Knowledge) -> None:
    """Fill in what stands beside a name: article, title, apposition, kind, and what follows of what it names."""
    first = view.token(name.outer_start)
    before = view.lower[first - 1] if first else ""
    if before in ("le", "la", "l'", "les", "du", "au", "aux", "un", "une") and not name.titled:
        name.article = before
    acronym = name.words[0].isupper() and len(name.words[0]) > 1
    first_name = knowledge.given_name(name.words[0]) if not acronym else None
    if name.title_gender is None and first_name in ("m", "f") and len(name.words) > 1:
        name.title_gender = first_name  # type: ignore[assignment]
    name.person = name.titled or bool(first_name) and (len(name.words) > 1 or name.article is None)
    if _named_after(view, name, first):
        name.person, name.title_gender = False, None
        return
    if name.known is not None:
        name.person = name.person or name.known.kind == "person"
        name.organization = name.known.kind in ("organization", "state", "metonym")
        name.title_gender = name.title_gender or (name.known.gender if name.known.kind == "person" else None)
    if name.organization:
        name.person = name.titled
        branch(view, name, knowledge)
        if not name.titled:
            if not name.article:
                left_kind(view, name, first, knowledge)
            return
    if not name.article and not (acronym and len(name.words) == 1 and not name.titled):
        _left_title(view, name, first, knowledge)
    _right_apposition(view, name, knowledge)
    if name.descriptions:
        name.person = not name.organization
    elif name.article is not None:
        name.person, name.organization = False, True
    if not name.person and not name.article and not name.titled:
        left_kind(view, name, first, knowledge)


def _named_after(view: View, name: Name, first: int) -> bool:
    """Whether a noun stands right before somebody's full name written with hyphens: *le bassin Anne-Le-Goff*."""
    word = name.words[0]
    full = len(name.words) == 1 and word.count("-") > 1 or word.count("-") == 1 and word.partition("-")[0] in _SAINTS
    full = full or "-" in word and first > 0 and view.lower[first - 1] in NAMED_AFTER  # *l'école Jules-Ferry*
    return full and not name.titled and first > 0 and view.pos[first - 1] == "NOUN" and name.known is None


def _left_title(view: View, name: Name, first: int, knowledge: Knowledge) -> None:
    """Read the title before a name: *le ministre de la Santé X*; over a comma the outermost noun of the phrase."""
    index = first - 1
    if index < 0:
        return
    comma = view.words[index] == ","
    if comma:
        index -= 1
        if len(name.words) < 2 and not name.titled:
            return
    direct = index
    found, depth = _title_noun(view, direct, comma, knowledge)
    if found is None and not comma and name.person and len(name.words) > 1:
        found = _plain_title(view, direct)
    if found is None:
        return
    begin, noun_index = found
    if stem(view.words[noun_index]) in COMPANY_KINDS and noun_index < direct and len(name.words) == 1:
        return  # *le brasseur danois X*
    if not comma and any(
        view.pos[i] == "ADP" and view.lower[i] not in TITLE_LINKS for i in range(noun_index + 1, direct + 1)
    ):
        return
    if not comma and direct != noun_index and not _titles(view, name, noun_index, direct, knowledge):
        return
    if comma and depth and not (name.person or len(name.words) > 1):
        return
    if comma and begin and view.lower[begin - 1] in _ACCORDING and view.text[name.end : name.end + 1] != ",":
        return  # *Selon un expert, M. Morel ne savait rien*: who is spoken about
    end_char = view.end[direct]
    phrase = read_phrase(view, view.start[begin], end_char, knowledge)
    if phrase is None:
        return
    name.descriptions.append(phrase)
    name.outer_start = min(name.outer_start, view.start[begin])
    if name.title_gender is None:
        code = knowledge.person_noun(phrase.head)
        name.title_gender = phrase.gender if phrase.gender and code != None else None  # noqa: E711
    if phrase.head in MONARCHS and len(name.words) == 1:
        name.words = (phrase.head, *name.words)


def _titles(view: View, name: Name, noun: int, direct: int, knowledge: Knowledge) -> bool:
    """Whether the words from ``noun`` to ``direct`` are a name's title, not a noun that the name complements."""
    between = view.lower[noun + 1 : direct + 1]
    field = bare(view.words[direct]) in MINISTRIES | {"etat"}
    rank = len(name.words) > 1 and tuple(between) in _RANKED  # *capitaine de frégate, colonel à la retraite*
    lone = len(name.words) < 2 or not (name.person or field or knowledge.given_name(name.words[0]))
    if lone and not rank and any(word in ("de", "du", "des", "d'", "à", "au") for word in between):
        return False
    last = view.lower[direct]
    return last not in ("de", "d'", "du", "des", "à", "au", "aux", "et", "en", "pour", "par", "chez", "avec")


def _title_noun(view: View, direct: int, comma: bool, knowledge: Knowledge) -> tuple[tuple[int, int] | None, bool]:
    """Determiner and noun of the title that ends at ``direct``, and whether it was reached through *de* phrases."""
    index, steps = direct, 0
    found: tuple[int, int] | None = None
    depth = False
    while index >= 0 and steps < _WALK:
        steps += 1
        word, tag = view.lower[index], view.pos[index]
        if word == ")":
            while index > 0 and view.words[index] != "(":
                index -= 1
            index -= 1
            continue
        participle = tag == "VERB" and view.morph(index, "VerbForm") == "Part"
        plain = tag in _TITLE_TAGS or participle or word in DETERMINERS or "-" in word
        if not plain or not word.strip():
            break
        if tag == "PROPN" and not comma and index == direct and knowledge.given_name(view.words[index]):
            break
        if tag != "ADP" and knowledge.person_noun(view.words[index]) is not None and not _in_compound(view, index):
            start = index
            while start > 0 and (view.pos[start - 1] in ("ADJ", "NUM") or view.lower[start - 1] in _RANKS):
                start -= 1
            determiner = view.lower[start - 1] if start else ""
            if determiner in ("des", "les", "aux", "ces", "ses"):
                index = start - 2
                continue
            bounded = start == 0 or view.opens(start) or determiner in ("d'", "de", ",", "(", "par", "à", "et")
            if bounded or determiner in DETERMINERS:
                begin = start - 1 if determiner in DETERMINERS else start
                if determiner == "et" and not comma and found is None:
                    found = (begin, index)
                    index = start - 2  # *le président et candidat X*
                    continue
                found = (begin, index)
                if "auprès" in view.lower[max(0, begin - 2) : begin]:
                    index = start - 2  # *la secrétaire d'État auprès du ministre X*
                    continue
                nested = determiner in ("du", "de", "d'") or begin and view.lower[begin - 1] in ("de", "d'")
                if not comma or not nested:
                    break
                depth = True
        index -= 1
    return found, depth


def _in_compound(view: View, index: int) -> bool:
    """Whether a capitalised word is part of a compound name (*le député de Marois-Taillon*)."""
    if not view.words[index][:1].isupper():
        return False
    hyphens = [i for i in (index - 1, index + 1) if 0 <= i < len(view) and view.words[i].startswith("-")]
    return any(view.start[max(i, index)] == view.end[min(i, index)] for i in hyphens)


def _plain_title(view: View, direct: int) -> tuple[int, int] | None:
    """A title of a noun that the lexicon does not know: *le DJ star X*, *la youtubeuse X*."""
    index = direct
    while index >= 0 and direct - index < 3 and view.pos[index] in ("NOUN", "ADJ", "PROPN") and not view.opens(index):
        index -= 1
    if index > 2 and view.lower[index] in ("de", "d'", "du") and view.lower[index - 2] in ("ancien", "ancienne"):
        index -= 3  # *l'ancien international de rugby X*
    if index < 0 or index == direct or view.lower[index] not in ("le", "la", "l'"):
        return None
    return (index, index + 1) if view.lower[index + 1] not in NAMED_AFTER else None


def _right_apposition(view: View, name: Name, knowledge: Knowledge) -> None:
    """Read what follows the name: *, 45 ans, agriculteur*; *(CFDT)*; *, le président de la SPA*; *est un acteur*."""
    text, position = view.text, name.end
    if match := _PARENTHESIS.match(text, position):
        position = name.outer_end = match.end()
    aged = False
    if match := _AGE.match(text, position):
        position = name.outer_end = match.end()
        name.person = aged = True
    index = view.token(position)
    if index >= len(view) or not name.person and not _may_be_person(view, name):
        return
    copula = view.lower[index] in ("est", "était") and not aged
    if view.words[index] != "," and not copula:
        return
    begin = index + 1
    if not copula and not aged and not name.person and right_kind(view, name, begin, knowledge):
        return
    noun = _apposed_noun(view, begin, knowledge)
    if noun is None or copula and view.lower[begin] not in ("le", "la", "l'", "un", "une"):
        return
    stop = noun
    while stop < len(view) and stop < noun + _WALK:
        if view.words[stop] in CLAUSE_ENDS or not view.words[stop].strip():
            break
        verb = view.pos[stop] in ("AUX", "VERB", "PRON") and view.lower[stop] not in ("chargé", "chargée")
        if stop > noun and verb:
            break
        stop += 1
    # A headline ends without a full stop.
    closed = stop >= len(view) or view.words[stop] in (",", ".", ";") or not view.words[stop].strip()
    if not closed and not aged and not copula:
        return
    # A second name right after the noun makes it that person's title (*X, le ministre Paul Y*).
    second = (
        stop - noun > 2 and view.pos[stop - 1] == "PROPN" and knowledge.given_name(view.words[stop - 2]) is not None
    )
    phrase = read_phrase(view, view.start[begin], view.end[stop - 1], knowledge)
    if phrase is None or second and not copula:
        return
    name.descriptions.append(phrase)
    if not copula:
        name.outer_end = max(name.outer_end, view.end[stop - 1])
    if name.title_gender is None and knowledge.person_noun(phrase.head) is not None:
        name.title_gender = phrase.gender


def _may_be_person(view: View, name: Name) -> bool:
    """Whether a name without evidence may take an apposition: several words, no article, not where places stand."""
    if name.article or len(name.words) < 2 and not _with_article(view, name):
        return False
    first = view.token(name.outer_start)
    return first == 0 or view.lower[first - 1] not in _PLACING


def _with_article(view: View, name: Name) -> bool:
    """Whether *, une vendeuse* stands behind a single name (*Fanja, une vendeuse de légumes, …*)."""
    index = view.token(name.end)
    return (
        not name.text.isupper()
        and view.words[index : index + 1] == [","]
        and view.lower[index + 1 : index + 2] in (["un"], ["une"])
    )


def _apposed_noun(view: View, begin: int, knowledge: Knowledge) -> int | None:
    """The noun for a person that heads an apposition beginning at ``begin``."""
    for index in range(begin, min(len(view), begin + 6)):
        word, tag = view.lower[index], view.pos[index]
        if knowledge.person_noun(word) is not None and tag not in ("VERB", "AUX", "ADP"):
            return None if index > begin and view.lower[index - 1] in ("les", "des") else index
        opening = word in DETERMINERS or tag in ("ADJ", "NUM", "ADV", "DET")
        if not opening and word not in ("ex", "-", "de", "chargé", "chargée", "membre"):
            return None
    return None
