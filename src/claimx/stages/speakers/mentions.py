"""Names in a document: capitalised runs, the titles and appositions beside them, acronyms of long names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from claimx.stages.speakers.knowledge import Knowledge, Known
from claimx.stages.speakers.nouns import NAMED_AFTER, STEMMED_KINDS
from claimx.stages.speakers.phrases import Phrase, read_phrase
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import (
    DE_JOIN_PATTERN,
    DETERMINERS,
    FUNCTION_WORDS,
    NAME_PATTERN,
    Gender,
    bare,
    flat,
    is_demonym,
    stem,
)

_WALK = 18
"""Tokens a title may reach before its name (*le vice-président du marketing et des communications chez X, Y*)."""
_TITLE_TAGS = frozenset({"NOUN", "ADJ", "ADP", "DET", "PROPN", "NUM", "CCONJ", "X", "ADV"})
_TITLE_LINKS = frozenset({"de", "du", "des", "d'", "à", "au", "aux", "en", "pour", "chez"})
_GENDERS: Final[dict[str, Gender]] = {"m": "m", "f": "f"}
_FUNCTION_TAGS = frozenset({"ADP", "DET", "PRON", "ADV", "CCONJ", "SCONJ", "AUX"})
_JOINING = frozenset({"de", "du", "des", "d'", "à", "aux", "au", "sur", "en", "dans", "par", "chez", "avec"})
_PLACING = frozenset({"à", "en", "de", "d'", "dans", "vers", "depuis", "au", "aux"})
_RANKS = frozenset("ex ancien ancienne vice nouveau nouvelle premier première futur future -".split())
_CLAUSE_ENDS = frozenset(', . ; : ! ? » « "'.split())
_AGE = re.compile(r"[\s\u00a0]*,[\s\u00a0]*(?:âgée? de )?\d{1,3} ans\b")
_PARENTHESIS = re.compile(r"[\s\u00a0]*\([^()\n]{1,60}\)")
_ACRONYM = re.compile(r"\((?:[^()\n]{0,30}?\b)?([A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÿ0-9&.\-]{1,11})\)")
_MONARCHS = frozenset({"pape", "roi", "reine", "prince", "princesse", "lord", "lady", "émir", "sultan"})


@dataclass(slots=True)
class Name:
    """One occurrence of a name, with what stands beside it."""

    start: int
    end: int
    words: tuple[str, ...]
    article: str | None = None
    title_gender: Gender | None = None
    titled: bool = False
    title_start: int = 0
    outer_start: int = 0
    outer_end: int = 0
    descriptions: list[Phrase] = field(default_factory=list)
    person: bool = False
    organization: bool = False
    known: Known | None = None

    @property
    def text(self) -> str:
        """The name without title, its words joined by blanks."""
        return " ".join(self.words)


def find_names(view: View, knowledge: Knowledge) -> list[Name]:
    """All names of the document in order, each with titles, appositions and evidence of what it names."""
    runs: list[tuple[int, int]] = []
    for match in NAME_PATTERN.finditer(view.text):
        runs.extend(_cut(view, match.start(), match.end(), knowledge))
    runs = _join(view, runs, knowledge)
    alone = {view.text[start:end] for start, end in runs}
    runs = [piece for start, end in runs for piece in _uncover(view, start, end, alone, knowledge)]
    names = [_name(view, start, end, knowledge) for start, end in runs]
    found = [name for name in names if name is not None and not _inhabitant(view, name)]
    for name in found:
        _describe(view, name, knowledge)
    return found


def _inhabitant(view: View, name: Name) -> bool:
    """Whether this is no name but somebody called after a place: *la Québécoise*."""
    first = view.token(name.start)
    return (
        len(name.words) == 1
        and name.known is None
        and not name.titled
        and first > 0
        and view.lower[first - 1] in ("le", "la", "les", "un", "une", "des")
        and is_demonym(name.words[0])
    )


def _cut(view: View, start: int, end: int, knowledge: Knowledge) -> list[tuple[int, int]]:
    """Trim words that are capitalised by their place, and part an institution from the person after it."""
    first, last = view.tokens(start, end)
    first = _trim(view, first, last, knowledge)
    if first >= last:
        return []
    stop = min(end, view.end[last - 1])
    at = _seam(view, first, last, knowledge)
    if at is not None:
        return [(view.start[first], view.end[at - 1]), (view.start[at], stop)]
    return [(max(start, view.start[first]), max(view.end[first], min(end, view.end[last - 1])))]


def _trim(view: View, first: int, last: int, knowledge: Knowledge) -> int:
    """First token of the name itself: words that owe their capital to their place are no part of it, nor is a title."""
    while first < last and view.opens(first):
        lower, tag, word = view.lower[first], view.pos[first], view.words[first]
        if knowledge.title(lower) is not None or knowledge.given_name(word) is not None:
            break
        alone = last - first == 1
        function = lower in FUNCTION_WORDS or lower in DETERMINERS or tag in _FUNCTION_TAGS or tag == "VERB" and alone
        common = alone and tag in ("NOUN", "ADJ") and knowledge.actor(word) is None
        if not function and not common:
            break
        first += 1
    while last - first > 1 and knowledge.person_noun(view.lower[first]) and not knowledge.given_name(view.words[first]):
        first += 1
        while last - first > 1 and view.lower[first] in ("de", "d'", "du", "des", "la", "l'", "à", "aux"):
            first += 1
    return first


def _seam(view: View, first: int, last: int, knowledge: Knowledge) -> int | None:
    """Where a person's name begins after an institution's in one run: *ministre de la Santé | Chris Hipkins*."""
    words = view.words
    if last - first <= 2 or knowledge.title(words[first]) is not None:
        return None
    before = view.lower[first - 1] if first else ""
    article = before in ("la", "l'", "le")
    if before in ("la", "l'", "le", "les") and first > 1:
        before = view.lower[first - 2]
    joined = before in _JOINING
    for index in range(first + 1, last - 1):
        left = words[first:index]
        if knowledge.given_name(words[index]) is None or knowledge.given_name(left[-1]) is not None:
            continue
        if left[0].lower() in NAMED_AFTER or len(left) == 1 and knowledge.given_name(left[0]) is not None:
            break
        single = len(left) == 1 and (is_demonym(left[0]) or left[0].isupper() and len(left[0]) > 1)
        if joined or single or left[0].isupper() and len(left[0]) > 1 or knowledge.actor(" ".join(left)) is not None:
            return index
    body = _body_before(view, first, last, knowledge) if joined or article else None
    if body is not None:
        return body
    acronym = words[first].isupper() and len(words[first]) > 1 and "." not in words[first]
    if acronym and article and not any(word.isupper() for word in words[first + 1 : last]):
        return first + 1
    return None


def _body_before(view: View, first: int, last: int, knowledge: Knowledge) -> int | None:
    """Where a name begins after a body that the lexicon knows: *porte-parole de la Maison Blanche | Ari Fleischer*."""
    text, start = view.text, view.start
    if knowledge.given_name(view.words[first]) or knowledge.actor(text[start[first] : view.end[last - 1]]) is not None:
        return None
    for index in range(last - 2, first, -1):
        lead = knowledge.actor(text[start[first] : view.end[index - 1]])
        if lead is not None and lead.kind != "person":
            return index
    return None


def _uncover(view: View, start: int, end: int, alone: set[str], knowledge: Knowledge) -> list[tuple[int, int]]:
    """Part a full name from the capitalised words before it where the document or the lexicon knows it without them."""
    text = view.text[start:end]
    if knowledge.actor(text) is not None:
        return [(start, end)]
    space = text.find(" ")
    while space > 0:
        rest = text[space + 1 :]
        first, *more = rest.split(" ")
        before = text[:space].split(" ")[-1]
        if not more:
            break
        known = knowledge.actor(rest)
        person = known is not None and known.kind == "person"
        if (person or rest in alone and knowledge.given_name(first)) and not knowledge.given_name(before):
            return [(start, start + space), (start + space + 1, end)]
        lead = knowledge.actor(text[:space])
        if lead is not None and lead.kind == "person" and " " in text[:space]:
            return [(start, start + space), (start + space + 1, end)]
        space = text.find(" ", space + 1)
    return [(start, end)]


def _join(view: View, runs: list[tuple[int, int]], knowledge: Knowledge) -> list[tuple[int, int]]:
    """Join *Dominique* and *Villepin* over *de* where the first run is a lone first name."""
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined:
            left_start, left_end = joined[-1]
            between = DE_JOIN_PATTERN.match(view.text, left_end)
            left = view.text[left_start:left_end]
            if (
                view.text[left_end : left_end + 2] == ") "
                and start == left_end + 2
                and view.text[left_start - 1] == "("
            ):
                joined[-1] = (left_start, end)
                continue
            if (
                between
                and between.end() == start
                and " " not in left
                and "." not in left
                and knowledge.given_name(left)
            ):
                joined[-1] = (left_start, end)
                continue
        joined.append((start, end))
    return joined


def _name(view: View, start: int, end: int, knowledge: Knowledge) -> Name | None:
    words = view.text[start:end].replace("\u00a0", " ").replace(")", "").split(" ")
    words = [word for word in words if word]
    outer, titled = start, False
    gender: Gender | None = None
    while (
        words
        and (code := knowledge.title(words[0])) is not None
        and (words[0].endswith(".") or len(words[0]) <= 4 or len(words) > 1)
    ):
        if len(words) == 1 and not words[0].endswith(".") and len(words[0]) > 4:
            break
        titled = True
        gender = _GENDERS.get(code, gender)
        start += len(words[0])
        while start < end and view.text[start] in " \u00a0":
            start += 1
        words = words[1:]
    if titled and len(words) == 1 and flat(view.text[outer:start]).strip() in _MONARCHS:
        words = [view.text[outer:start].strip(), *words]
    while titled and len(words) > 1 and words[0] in ("de", "du", "la"):
        words = words[1:]
    if titled and words and words[0][:2] in ("d'", "d’"):
        words[0] = words[0][2:]
    if words:
        start = end - len(view.text[start:end][view.text[start:end].find(words[0]) :])
    if not words:
        return None
    if words[-1].endswith(".") and len(words[-1]) == 2:
        words, end = words[:-1], end - 2
        if not words:
            return None
        end = start + len(view.text[start:end].rstrip())
    name = Name(
        start=start,
        end=end,
        words=tuple(words),
        title_gender=gender,
        titled=titled,
        title_start=outer,
        outer_start=outer,
        outer_end=end,
    )
    name.known = knowledge.actor(view.text[start:end])
    return name


def _describe(view: View, name: Name, knowledge: Knowledge) -> None:
    first = view.token(name.outer_start)
    before = view.lower[first - 1] if first else ""
    if before in ("le", "la", "l'", "les", "du", "au", "aux", "un", "une") and not name.titled:
        name.article = before
    acronym = name.words[0].isupper() and len(name.words[0]) > 1
    first_name = knowledge.given_name(name.words[0]) if not acronym else None
    if name.title_gender is None and first_name in ("m", "f") and len(name.words) > 1:
        name.title_gender = first_name  # type: ignore[assignment]
    name.person = name.titled or bool(first_name) and (len(name.words) > 1 or name.article is None)
    if name.known is not None:
        name.person = name.person or name.known.kind == "person"
        name.organization = name.known.kind in ("organization", "state", "metonym")
        name.title_gender = name.title_gender or (name.known.gender if name.known.kind == "person" else None)
    if name.organization:
        name.person = name.titled
        if not name.titled:
            if not name.article:
                _left_kind(view, name, first, knowledge)
            return
    if not name.article and not (acronym and len(name.words) == 1 and not name.titled):
        _left_title(view, name, first, knowledge)
    _right_apposition(view, name, knowledge)
    if name.descriptions:
        name.person = True
    elif name.article is not None:
        name.person, name.organization = False, True
    if not name.person and not name.article and not name.titled:
        _left_kind(view, name, first, knowledge)


def _left_kind(view: View, name: Name, first: int, knowledge: Knowledge) -> None:
    """Read what a body is called before its name: *le fabricant de vélos X, l'équipementier X*."""
    index = first - 1
    while index > 0 and first - index < 6 and (view.pos[index] == "ADJ" or view.lower[index] in _TITLE_LINKS):
        index -= 1
    while index > 0 and first - index < 6 and stem(view.words[index]) not in STEMMED_KINDS:
        if view.pos[index] not in ("NOUN", "ADJ") and view.lower[index] not in _TITLE_LINKS:
            return
        index -= 1
    if index <= 0 or stem(view.words[index]) not in STEMMED_KINDS or view.lower[first - 1] in _TITLE_LINKS:
        return
    if view.lower[index - 1] not in ("le", "la", "l'", "du", "au", "un", "une", "cette", "ce", "notre"):
        return
    phrase = read_phrase(view, view.start[index - 1], view.end[first - 1], knowledge)
    if phrase is not None:
        name.descriptions.append(phrase)
        name.organization = True


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
    if not comma and any(
        view.pos[i] == "ADP" and view.lower[i] not in _TITLE_LINKS for i in range(noun_index + 1, direct + 1)
    ):
        return
    if not comma and direct != noun_index:
        between = view.lower[noun_index + 1 : direct + 1]
        lone = len(name.words) < 2 or not (name.person or knowledge.given_name(name.words[0]))
        if lone and any(word in ("de", "du", "des", "d'", "à", "au") for word in between):
            return
        if view.lower[direct] in ("de", "d'", "du", "des", "à", "au", "aux", "et", "en", "pour", "par", "chez", "avec"):
            return
    if comma and depth and not (name.person or len(name.words) > 1):
        return
    end_char = view.end[direct]
    phrase = read_phrase(view, view.start[begin], end_char, knowledge)
    if phrase is None:
        return
    name.descriptions.append(phrase)
    name.outer_start = min(name.outer_start, view.start[begin])
    if name.title_gender is None:
        code = knowledge.person_noun(phrase.head)
        name.title_gender = phrase.gender if phrase.gender and code != None else None  # noqa: E711
    if phrase.head in _MONARCHS and len(name.words) == 1:
        name.words = (phrase.head, *name.words)


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
        if tag != "ADP" and knowledge.person_noun(word) is not None:
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
                found = (begin, index)
                nested = determiner in ("du", "de", "d'") or begin and view.lower[begin - 1] in ("de", "d'")
                if not comma or not nested:
                    break
                depth = True
        index -= 1
    return found, depth


def _plain_title(view: View, direct: int) -> tuple[int, int] | None:
    """A title of a noun that the lexicon does not know: *le DJ star X*, *la youtubeuse X*."""
    index = direct
    while index >= 0 and direct - index < 3 and view.pos[index] in ("NOUN", "ADJ", "PROPN") and not view.opens(index):
        index -= 1
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
    noun = _apposed_noun(view, begin, knowledge)
    if noun is None or copula and view.lower[begin] not in ("le", "la", "l'", "un", "une"):
        return
    stop = noun
    while stop < len(view) and stop < noun + _WALK:
        if view.words[stop] in _CLAUSE_ENDS or not view.words[stop].strip():
            break
        verb = view.pos[stop] in ("AUX", "VERB", "PRON") and view.lower[stop] not in ("chargé", "chargée")
        if stop > noun and verb:
            break
        stop += 1
    closed = stop >= len(view) or view.words[stop] in (",", ".", ";")
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
    if len(name.words) < 2 or name.article:
        return False
    first = view.token(name.outer_start)
    return first == 0 or view.lower[first - 1] not in _PLACING


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


def find_acronyms(view: View, knowledge: Knowledge) -> dict[str, str]:
    """Map acronyms to the long names before them: *l'Agence régionale de santé (ARS)*."""
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(view.text):
        acronym = match[1]
        if sum(char.isupper() for char in acronym) < 2 or bare(acronym) in found:
            continue
        stop = view.token(match.start()) - 1
        index, best = stop, -1
        while index >= 0 and stop - index < 12:
            word, tag = view.words[index], view.pos[index]
            if tag in ("VERB", "AUX", "PUNCT", "PRON", "SPACE") or not word.strip():
                break
            if word[:1].isupper() and bare(word[0]) == bare(acronym[0]):
                best = index
            index -= 1
        if best >= 0 and stop >= best:
            long = view.text[view.start[best] : view.end[stop]]
            if len(long) > len(acronym) + 2 and " " in long:
                found[bare(acronym)] = long
    return found
