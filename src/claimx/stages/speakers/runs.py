"""Runs of capitalised words: trimmed, parted where two names meet, joined where one goes on."""

from __future__ import annotations

from itertools import pairwise

from claimx.lexicon.function_words import DEFINITE_ARTICLES
from claimx.stages.speakers.body_names import JOINED_KINDS
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.nouns import MINISTRIES, NAMED_AFTER, POLITICIANS
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import DE_JOIN_PATTERN, DETERMINERS, FUNCTION_WORDS, NAME_PATTERN, bare, stem

_FUNCTION_TAGS = frozenset({"ADP", "DET", "PRON", "ADV", "CCONJ", "SCONJ", "AUX"})
_JOINING = frozenset({"de", "du", "des", "d'", "à", "aux", "au", "sur", "en", "dans", "par", "chez", "avec"})
ARTICLES = frozenset({"le", "la", "l'", "un", "une", "ce", "cet", "cette"})
_SURNAME = ("Le", "La", "De", "Du", "Des")
"""Articles that French surnames begin with."""
_LONGEST_NAME = 20
"""Capitalised words in a row; more are a list, and trying each of its parts would take long."""


def find_runs(view: View, knowledge: Knowledge) -> list[tuple[int, int]]:
    """Return where the names of a document stand, titles with them, in order and code points."""
    runs: list[tuple[int, int]] = []
    dropped: list[tuple[int, int]] = []
    for match in NAME_PATTERN.finditer(view.text):
        pieces = _cut(view, match.start(), match.end(), knowledge)
        runs.extend(pieces)
        if not pieces:
            dropped.append(match.span())
    runs = _restored(view, runs, dropped)
    runs = _join(view, runs, knowledge)
    alone = {view.text[start:end] for start, end in runs}
    return [piece for start, end in runs for piece in _uncover(view, start, end, alone, knowledge)]


def _restored(view: View, runs: list[tuple[int, int]], dropped: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Add single words that open a sentence if they end a longer name of the document: surnames the tagger misses."""
    surnames = {view.text[start:end].split(" ")[-1] for start, end in runs if " " in view.text[start:end]}
    found = [span for span in dropped if view.text[span[0] : span[1]] in surnames]
    return _with_articles(view, sorted(runs + found) if found else runs)


def _with_articles(view: View, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give a surname back the article that opens a sentence if a longer name ends in both (*Yann Le Goff, Le Goff*)."""
    texts = [view.text[start:end] for start, end in runs]
    surnames = {" ".join(parts[-2:]) for text in texts if len(parts := text.split(" ")) > 2 and parts[-2] in _SURNAME}
    if not surnames:
        return runs
    found = []
    for (start, end), text in zip(runs, texts, strict=True):
        article = next((word for word in _SURNAME if f"{word} {text}" in surnames), None)
        opens = article is not None and view.text[max(0, start - len(article) - 1) : start].strip("\u00a0 ") == article
        found.append((start - len(article) - 1, end) if article is not None and opens else (start, end))
    return found


def _cut(view: View, start: int, end: int, knowledge: Knowledge) -> list[tuple[int, int]]:
    """Trim words that are capitalised by their place, and part an institution from the person after it."""
    first, last = view.tokens(start, end)
    first = _trim(view, first, last, knowledge)
    if first >= last:
        return []
    stop = min(end, view.end[last - 1])
    at = _seam(view, first, last, knowledge)
    if at is not None and _party(view, first, at, knowledge):
        return [(view.start[at], stop)]  # a part of the title
    if at is not None:
        return [(view.start[first], view.end[at - 1]), (view.start[at], stop)]
    begin = max(start, view.start[first])
    if first and view.words[first - 1] in ("L'", "L’") and not view.opens(first - 1):
        begin = view.start[first - 1]  # *le quotidien L'Aurore*
    return [(begin, max(view.end[first], min(end, view.end[last - 1])))]


def _trim(view: View, first: int, last: int, knowledge: Knowledge) -> int:
    """First token of the name itself: words that owe their capital to their place are no part of it, nor is a title."""
    begin = first
    while first < last and view.opens(first):
        lower, tag, word = view.lower[first], view.pos[first], view.words[first]
        if knowledge.title(lower) is not None or knowledge.given_name(word) is not None:
            break
        alone = last - first == 1
        function = lower in FUNCTION_WORDS or lower in DETERMINERS or tag in _FUNCTION_TAGS or tag == "VERB" and alone
        common = alone and tag in ("NOUN", "ADJ", "NUM") and knowledge.actor(word) is None
        common = common or alone and _opening_apposition(view, first, knowledge)
        if not function and not common:
            break
        first += 1
    while begin < first < last and view.words[first].islower():
        first += 1  # *Celle | de la Communauté*
    while last - first > 1 and _called(view, first, knowledge) and not knowledge.given_name(view.words[first]):
        first += 1
        while last - first > 1 and view.lower[first] in ("de", "d'", "du", "des", "la", "l'", "à", "aux"):
            first += 1
    return first


def _opening_apposition(view: View, index: int, knowledge: Knowledge) -> bool:
    """Whether a noun for people opens a sentence without its article: *Vainqueur samedi à Sens, le Belge …*."""
    person = knowledge.person_noun(view.lower[index]) is not None and knowledge.demonym(view.words[index]) is None
    if not person or knowledge.actor(view.words[index]) is not None or index + 1 >= len(view):
        return False
    return view.words[index + 1][:1].islower() and view.morph(index + 1, "VerbForm") != "Fin"


def _called(view: View, index: int, knowledge: Knowledge) -> bool:
    """Whether a capitalised word is what somebody is called by before the name: *Ministre X*, *l'Américain X*."""
    if knowledge.person_noun(view.lower[index]) is not None:
        return True
    if view.words[index] == "ONG":
        return True
    after_article = index > 0 and view.lower[index - 1] in ARTICLES
    return after_article and knowledge.demonym(view.words[index]) is not None


def _seam(view: View, first: int, last: int, knowledge: Knowledge) -> int | None:
    """Where a person's name begins after an institution's in one run: *ministre de la Santé | Chris Hipkins*."""
    words = view.words
    if not 2 < last - first <= _LONGEST_NAME or knowledge.title(words[first]) is not None:
        return None
    before = view.lower[first - 1] if first else ""
    if before in ("d'", "l'") and bare(words[first]) == "etat":
        return first + 1  # *la conseillère d'État | Verena Morel*, *le chef de l'État | Boni Yayi*
    if before in _JOINING | {"la", "l'", "le"} and bare(words[first]) in MINISTRIES:
        return first + 1  # *la ministre de la Santé | Verena Morel*
    article = before in ("la", "l'", "le")
    if before in DEFINITE_ARTICLES and first > 1:
        before = view.lower[first - 2]
    joined = before in _JOINING
    for index in range(first + 1, last - 1):
        left = words[first:index]
        if knowledge.given_name(words[index]) is None or knowledge.given_name(left[-1]) is not None:
            continue
        if left[0].lower() in NAMED_AFTER or len(left) == 1 and knowledge.given_name(left[0]) is not None:
            break
        single = len(left) == 1 and (knowledge.demonym(left[0]) is not None or left[0].isupper() and len(left[0]) > 1)
        lead = joined or single or left[0].isupper() and len(left[0]) > 1
        if lead or knowledge.actor(" ".join(left)) is not None or _party(view, first, index, knowledge):
            return index
    body = _body_before(view, first, last, knowledge) if joined or article else None
    if body is not None:
        return body
    acronym = words[first].isupper() and len(words[first]) > 1 and "." not in words[first]
    member = first > 0 and knowledge.person_noun(view.lower[first - 1]) is not None  # *le député UDC X Y*
    joined = view.start[first + 1] == view.end[first]  # *la CSC-Transcom*
    if acronym and not joined and (article or member) and not any(word.isupper() for word in words[first + 1 : last]):
        return first + 1
    return None


def _party(view: View, first: int, last: int, knowledge: Knowledge) -> bool:
    """Whether unknown words stand between a politician's noun and a first name: *l'élue Renew | Anne Roy*."""
    left = view.words[first:last]
    if first == 0 or view.lower[first - 1] not in POLITICIANS or any(map(knowledge.given_name, left)):
        return False
    return knowledge.actor(" ".join(left)) is None and not any(word.isupper() for word in left)


def _body_before(view: View, first: int, last: int, knowledge: Knowledge) -> int | None:
    """Where a name begins after a body that the lexicon knows: *conseiller du Kremlin | Igor Morel*."""
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
    if knowledge.actor(text) is not None or text.count(" ") > _LONGEST_NAME:
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
    particled = _particled(view, runs, knowledge)
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
                and not left.isupper()
            ):
                joined[-1] = (left_start, end)
                continue
            own = _untitled(left, knowledge) if between and between.end() == start else "."
            if "." not in own and (
                " " not in own
                and knowledge.given_name(own)
                or (own, view.text[start:end]) in particled
                or _body_of_words(view, left_start, left_end, knowledge)
            ):
                joined[-1] = (left_start, end)
                continue
        joined.append((start, end))
    return joined


def _body_of_words(view: View, start: int, end: int, knowledge: Knowledge) -> bool:
    """Whether a common noun behind its kind begins a name that goes on over *de* (*la fédération Terres d'Europe*)."""
    first, last = view.tokens(start, end)
    kind = stem(view.words[first - 1]) if first > 1 else ""
    if last - first != 1 or kind not in JOINED_KINDS or view.lower[first - 2] not in ARTICLES:
        return False
    return view.pos[first] == "NOUN" and not view.words[first].isupper() and knowledge.actor(view.words[first]) is None


def _particled(view: View, runs: list[tuple[int, int]], knowledge: Knowledge) -> set[tuple[str, str]]:
    """Full names that go on over *de* (*François Villeroy | de Galhau*), as *M. Villeroy de Galhau* elsewhere tells.

    A place after a full name (*Anne Morel de Lyon*) never follows the surname alone.
    """
    text = view.text
    pairs = [
        (text[start:end], text[following:stop])
        for (start, end), (following, stop) in pairwise(runs)
        if (between := DE_JOIN_PATTERN.match(text, end)) and between.end() == following
    ]
    short = {
        (own, right)
        for left, right in pairs
        if " " not in (own := _untitled(left, knowledge)) and knowledge.given_name(own) is None
    }
    found = set()
    noble = {
        text[start:end].partition(" de ")[2] for start, end in runs if " de " in text[start:end]
    }  # *M. de Montbrun*
    found |= {(left, right) for left, right in pairs if right in noble and " " not in left and left not in noble}
    for left, right in pairs if short else ():
        own = _untitled(left, knowledge)
        first, _, surname = own.partition(" ")
        if (surname, right) in short and knowledge.given_name(first):
            found |= {(own, right), (surname, right)}
    return found


def _untitled(text: str, knowledge: Knowledge) -> str:
    """The run without a title before it (*Me Anne* → *Anne*)."""
    title, space, rest = text.partition(" ")
    return rest if space and knowledge.title(title) is not None else text
