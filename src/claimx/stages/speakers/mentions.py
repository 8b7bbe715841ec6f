"""Names in a document: what each capitalised run names, with its titles and appositions."""

from __future__ import annotations

from typing import Final

from claimx.lexicon.function_words import POSSESSIVES
from claimx.stages.speakers.body_names import join_bodies, lengthen_body
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.name import Name
from claimx.stages.speakers.nouns import MONARCHS
from claimx.stages.speakers.runs import ARTICLES, find_runs
from claimx.stages.speakers.titles import describe_name
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import Gender, flat

_GENDERS: Final[dict[str, Gender]] = {"m": "m", "f": "f"}


_PILGRIMS: Final = frozenset((el, hadj) for el in ("el", "al") for hadj in ("hadj", "hadji", "hajj", "haj"))
"""A title of two words before a name (*El Hadj Mamadou Bah*)."""


_THINGS: Final = frozenset(
    "IRM VAR TVA PIB CDI CDD SMS GPS ADN PCR QR IVG PMA GPA RSA SMIC RTT HLM TGV RER TER ZFE OGM QPC CSG ISF IFI PLU "
    "PLFSS PLF DPE BTS CAP CV PV VTT SUV ULM VIH HPV CO2 IA OQTF AESH BAC PSE EPR GNL GES ZAD ZAC".split()
)
"""Acronyms of what cannot speak."""
_PLURAL_TITLES: Final = {"MM.": "M.", "MM": "M.", "Mmes": "Mme", "Mes": "Me", "Drs": "Dr", "Prs": "Pr"}
_OPENING: Final = frozenset('«“"')
_CLOSING: Final = frozenset('»”"')
_FEASTS: Final = frozenset({"Noël", "Pâques", "Toussaint", "Ascension", "Pentecôte", "Carnaval"})
_AT_FEASTS: Final = frozenset({"de", "à", "pour", "avant", "après", "depuis", "d'", "d’", "la", "l'", "l’", "le", "du"})


def find_names(view: View, knowledge: Knowledge) -> list[Name]:
    """All names of the document in order, each with titles, appositions and evidence of what it names."""
    # *Propos recueillis par Awa Diagne*: what pages set around the text tells nothing of who speaks in it.
    kinds = view.paragraph_kinds
    runs = [run for run in find_runs(view, knowledge) if kinds[view.paragraph(run[0])] != "furniture"]
    names = [_name(view, start, end, knowledge) for start, end in runs]
    found = [name for name in names if name is not None and not _no_name(view, name, knowledge)]
    found = _without_parts(view, found)
    _share_titles(view, found, knowledge)
    previous: Name | None = None
    for name in found:
        describe_name(view, name, knowledge)
        if previous is not None and previous.outer_end > name.outer_start:
            _give_back(name, previous)
        if previous is None or name.outer_end > previous.outer_end:
            previous = name
    return join_bodies(view, found, knowledge)


def _without_parts(view: View, names: list[Name]) -> list[Name]:
    """Leave out parts and titles of works, *inoubliable « Madame Rose »*: whom only marks name, with a title."""
    marked = {
        (name.title_start, name.end): view.text[max(name.title_start - 2, 0) : name.title_start].rstrip()[-1:]
        in _OPENING
        and view.text[name.end : name.end + 2].lstrip()[:1] in _CLOSING
        for name in names
        if name.titled
    }
    if not any(marked.values()):
        return names
    plain = {name.words[-1] for name in names if not marked.get((name.title_start, name.end))}
    return [name for name in names if not marked.get((name.title_start, name.end)) or name.words[-1] in plain]


def _share_titles(view: View, names: list[Name], knowledge: Knowledge) -> None:
    """*MM. Roy, Petit et Morel*, *Mes Roy et Petit*: each has the title that stands before the first."""
    title, last = "", None
    for name in names:
        own = view.text[name.title_start : name.start].strip(" \u00a0")
        joined = last is not None and view.text[last.end : name.title_start].strip(" \u00a0") in (",", "et", ", et")
        title = _PLURAL_TITLES.get(own) or (title if joined and not own else "")
        if title:
            name.titled, name.title, name.title_gender = True, title, _GENDERS.get(knowledge.title(title) or "")
        last = name


def _give_back(name: Name, previous: Name) -> None:
    """Leave to the name before it what a name took for its title: *pour Anne Morel, professeure à Lyon, M. Petit …*."""
    taken = [
        phrase for phrase in name.descriptions if phrase.start < previous.outer_end and phrase.end < name.title_start
    ]
    if taken and previous.person and previous.descriptions:
        name.descriptions = [phrase for phrase in name.descriptions if phrase not in taken]
        name.outer_start = name.title_start


def _no_name(view: View, name: Name, knowledge: Knowledge) -> bool:
    """Whether this is a noun with a capital: somebody called after a place (*la Québécoise*), *l'ONG*, *le PDG*."""
    first = view.token(name.start)
    before = view.lower[first - 1] if first else ""
    if name.words[0].startswith("-"):
        return True  # *Celle | -ci*, so cut at the head of a sentence
    if len(name.words) == 1 and (name.words[0] in _THINGS or name.words[0] in _FEASTS and before in _AT_FEASTS):
        return True
    if len(name.words) == 1 and before in POSSESSIVES and knowledge.title(name.words[0]) is not None:
        return True  # *Sa Majesté le roi X*
    if len(name.words) != 1 or name.titled or before not in ARTICLES:
        return False
    word, known = name.words[0], name.known
    if known is None:
        return knowledge.demonym(word) is not None or word.isupper() and knowledge.noun(word) is not None
    # *la Suisse* is a state, *le Suisse* somebody.
    masculine = known.kind == "state" and known.gender == "f" and before in ("le", "un")
    return masculine and knowledge.demonym(word) is not None


def _name(view: View, start: int, end: int, knowledge: Knowledge) -> Name | None:
    words = view.text[start:end].replace("\u00a0", " ").replace(")", "").split(" ")
    words = [word for word in words if word]
    outer, titled = start, False
    gender: Gender | None = None
    if len(words) > 2 and (words[0].lower(), words[1].lower()) in _PILGRIMS:
        words[:2] = ["-".join(words[:2])]
    while (
        words
        and (code := knowledge.title(words[0])) is not None
        and not (len(words) > 2 and start == outer and _given(view, start, words[0], knowledge))
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
    if titled and len(words) == 1 and flat(view.text[outer:start]).strip() in MONARCHS:
        words = [view.text[outer:start].strip(), *words]
        start = outer
    while titled and len(words) > 1 and words[0] in ("de", "du", "la"):
        words = words[1:]
    if titled and words and words[0][:2] in ("d'", "d’"):
        words[0] = words[0][2:]
    if not words:
        return None
    start += max(view.text[start:end].find(words[0]), 0)
    if words[-1].endswith(".") and len(words[-1]) == 2 and not _initial(view, words, end, knowledge):
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
    if len(words) == 1 and not titled and not name.known:
        lengthen_body(view, name, knowledge)
    if name.known is None and len(words) == 1 and view.lower[view.token(outer) - 1] in ("du", "au"):
        paper = knowledge.actor(f"Le {words[0]}")  # *les informations du Parisien*
        name.known = paper if paper is not None and paper.name.startswith("Le ") else None
    return name


def _given(view: View, start: int, word: str, knowledge: Knowledge) -> bool:
    """Whether a title is a first name here: *Cheikh Tidiane Gadio*, not *le cheikh Hassan Nour*."""
    first = view.token(start)
    article = first > 0 and view.lower[first - 1] in ARTICLES
    return not article and word[:1].isupper() and knowledge.given_name(word) is not None


def _initial(view: View, words: list[str], end: int, knowledge: Knowledge) -> bool:
    """Whether the last letter stands for a surname (*Mohamed S., 30 ans*), not at the end of a sentence."""
    if len(words) != 2 or knowledge.given_name(words[0]) is None:
        return False
    following = view.text[end : end + 2].lstrip(" \u00a0")
    return following[:1] in (",", ")", "»", ";") or following[:1].islower()
