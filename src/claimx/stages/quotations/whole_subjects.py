"""The subject a verb has when a relative clause, an apposition, an adverbial or a headline's topic stands between.

The parser often gives the nearest noun phrase. All positions are token indices; spans are half open.
"""

from __future__ import annotations

from claimx.lexicon.function_words import (
    COMPOUND_RELATIVES,
    CONTRACTED_RELATIVES,
    DEFINITE_ARTICLES,
    OF,
    POSSESSIVES,
    RELATIVES,
    THOSE,
)
from claimx.lexicon.nouns import load_nouns
from claimx.lexicon.tables import fold
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.moments import past_day
from claimx.stages.quotations.view import CLITICS, View, content_start

_RELATIVES = RELATIVES | COMPOUND_RELATIVES | CONTRACTED_RELATIVES
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "X"})
BEFORE_LINK = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})
_JOINING = frozenset({"et", "mais", "puis", "ou"})
_UNJOINED = frozenset({",", ":", ";", "et", "mais", "ou", "que", "qu'"})
_CALLED = SPEAKERS | {"demonstrative"}
_OF_THEM = frozenset({"eux", "elles"})
_BEFORE_SOME = frozenset({"l'", "tous", "toutes", "la", "les"})
_ORDINALS = frozenset("premier première deuxième second seconde troisième dernier dernière autre".split())
LINKS = OF | {"à", "au", "aux"}
_OPENING = frozenset({"DET", "PROPN", "PRON"})
_PERIODS = frozenset("an ans année jour journée semaine mois veille lendemain soir soirée nuit matin fois été".split())
_PARTICIPLES = ("é", "és", "ée", "ées")
_FRONTED = frozenset(
    "a joint jointe joints jointes interrogé interrogée contacté contactée arrivé arrivée arrivés arrivées venu venue "
    "venus venues".split()
)
"""What opens a sentence without being of its subject, however it is tagged: *A Paris, …*, *Joint par l'AFP, …*."""
_ADDRESSES = frozenset("m. mme mlle mm. mmes".split())
_LONGEST = 24
"""Tokens a noun phrase with its complements may have."""
_REACH = 60
"""Tokens before the verb in which its subject is looked for."""


def whole_subject(view: View, found: tuple[int, int], verb: int, low: int) -> tuple[int, int]:
    """Return the subject of the finite group at ``verb`` for the noun phrase ``found`` before it."""
    stop = _group_start(view, verb, found[1])
    low = max(low, verb - _REACH)
    if (members := _of_group(view, found, low)) is not None:
        return members
    found = _behind_gerund(view, found, low)
    found = _behind_topic(view, found, stop) or found
    found = _before_relative(view, found, stop, low) or found
    found = _behind_adverbial(view, found, stop, low) or found
    found = _behind_office(view, found, low)
    if view.lower[found[0]] in LINKS:
        found = with_head(view, found, low)
    if found[0] > low and view.pos[found[0]] == "PROPN" and view.lower[found[0] - 1] in DEFINITE_ARTICLES:
        found = found[0] - 1, found[1]
    if view.lower[stop - 1] == ",":
        return with_apposed(view, found, low)
    return found


def is_fronted(view: View, first: int) -> bool:
    """Whether the phrase at ``first`` opens its sentence as an adverbial or participle, as whatever it is tagged."""
    return view.lower[first] in _FRONTED and view.words[first][:1].isupper() and view.bounds(first)[0] == first


def opening_subject(view: View, verb: int, low: int) -> tuple[int, int] | None:
    """*Un autre, plus jeune, rétorque …*; *L'UE, que le pays espère rejoindre, s'est dite …*.

    The noun phrase at the head of the clause whose verb stands behind the comma of an aside; None if there is none.
    """
    stop = _group_start(view, verb, low + 1)
    if view.lower[stop - 1] != "," or verb - low > _REACH:
        return None
    first = content_start(view, low, stop)
    comma = next((i for i in range(first, stop - 1) if view.lower[i] == ","), -1)
    if comma <= first or view.pos[first] not in _OPENING or view.has_finite(first, comma):
        return None
    aside = view.after(comma, stop - 1)
    if aside < 0 or past_day(view, first, comma) >= comma or any(view.is_break(i) for i in range(first, comma)):
        return None
    if any(view.pos[i] in ("VERB", "AUX") for i in range(first, comma)):
        return None
    relative = view.lower[aside] in _RELATIVES
    described = view.pos[aside] in ("ADJ", "ADV", "ADP") or view.is_participle(aside)
    # *Vos inspecteurs, dans un rapport que vous avez tenu secret, estiment …*
    relative = relative or view.pos[aside] == "ADP" and not _RELATIVES.isdisjoint(view.lower[aside:stop])
    if not relative and (not described or view.has_finite(aside, stop)):
        return None
    if any(view.lower[i] in (";", ":") or view.mark[i] for i in range(aside, stop)):
        return None
    if relative and sum(view.is_finite(i) for i in range(aside, stop)) != 1:
        return None
    ordinal = view.lower[comma - 1] in _ORDINALS
    return (first, comma) if ordinal or classify_source(view, view.slice(first, comma)) in _CALLED else None


def _of_group(view: View, found: tuple[int, int], low: int) -> tuple[int, int] | None:
    """*L'|un d'eux*, *Tous |deux*, *certaines d'entre |elles*: the whole of what picks some of a group."""
    first, end = found
    if end != first + 1:
        return None
    lower = view.lower
    if lower[first] in _OF_THEM and first > low + 1 and lower[first - 1] in ("entre", "d'"):
        first -= 2 if lower[first - 1] == "entre" else 1
        first -= 1
    elif lower[end : end + 3] in (["d'", "entre", "eux"], ["d'", "entre", "elles"]):
        end += 3
    elif lower[end : end + 2] in (["d'", "eux"], ["d'", "elles"]):
        end += 2
    elif lower[first] not in ("deux", "trois") or first <= low or lower[first - 1] not in ("tous", "toutes"):
        return None
    if first > low and lower[first - 1] in _BEFORE_SOME:
        first -= 1
    return (first, end) if first >= low else None


def _group_start(view: View, verb: int, low: int) -> int:
    """Where the verb group begins with its unstressed pronouns."""
    while verb > low and (view.lower[verb - 1] in CLITICS or view.is_break(verb - 1)):
        verb -= 1
    return verb


def _behind_gerund(view: View, found: tuple[int, int], low: int) -> tuple[int, int]:
    """*En choisissant le nom de Léon, | le pape disait vouloir …*: what stands before the comma is its object."""
    first, end = found
    gerund = view.before(first, low)
    if gerund < low + 1 or view.lower[gerund - 1] != "en" or not view.lower[gerund].endswith("ant"):
        return found
    comma = next((i for i in range(end - 1, first, -1) if view.lower[i] == ","), -1)
    return (comma + 1, end) if comma > first and view.pos[comma + 1] in ("DET", "PROPN", "PRON") else found


def _behind_office(view: View, found: tuple[int, int], low: int) -> tuple[int, int]:
    """*Président depuis onze ans, | Marc Oudinot a fait savoir …*: what opens the sentence describes who is named."""
    first, end = found
    if view.before(first, low) >= 0 or "et" in view.lower[first:end]:
        return found
    if view.lower[first + 1] == "," and first + 2 < end and view.lower[first].endswith(_PARTICIPLES):
        return first + 2, end  # *Contactées, deux d'entre elles réfutent …*
    if view.pos[first] != "NOUN":
        return found
    comma = next((i for i in range(first + 1, end - 1) if view.lower[i] == ","), -1)
    return (comma + 1, end) if comma >= 0 and view.pos[comma + 1] == "PROPN" else found


def _behind_topic(view: View, found: tuple[int, int], stop: int) -> tuple[int, int] | None:
    """*Soudan : le gouvernement dément …*: a headline's topic before a colon is no subject."""
    colon = next((i for i in range(stop - 1, found[1] - 1, -1) if view.lower[i] == ":" or view.mark[i]), -1)
    if colon < 0 or view.lower[colon] != ":" or view.has_finite(colon, stop):
        return None
    return _segment(view, colon, stop)


def _segment(view: View, low: int, stop: int) -> tuple[int, int] | None:
    """The last noun phrase between commas in ``low``..``stop`` that may be a subject; ``low`` is a bound itself."""
    end = stop
    while end > low + 1:
        if view.lower[end - 1] == ",":
            end -= 1
            continue
        comma = next((i for i in range(end - 1, low, -1) if view.lower[i] == ","), low)
        first = view.after(comma, end)
        opens = first >= 0 and (view.pos[first] in ("DET", "PROPN") or view.words[first][:1].isupper())
        if opens and not view.is_participle(first) and past_day(view, first, end) < end:
            noun = any(view.pos[i] in ("NOUN", "PROPN") or view.words[i][:1].isupper() for i in range(first, end))
            if noun and not any(view.is_break(i) or view.lower[i] in _RELATIVES for i in range(first, end)):
                return first, end
        end = comma
    return None


def _before_relative(view: View, found: tuple[int, int], stop: int, low: int) -> tuple[int, int] | None:
    """*Un élu qui a suivi les échanges évoque …*; *l'UE, que le pays veut rejoindre, s'est dite …*."""
    first, end = found
    if not view.has_finite(low, stop):
        return None
    near = range(min(end, stop) - 1, low, -1)
    relative = next((i for i in near if view.lower[i] in _RELATIVES or view.is_break(i) or view.lower[i] == ";"), -1)
    if relative < 0 or view.lower[relative] not in _RELATIVES:
        return None
    before = view.before(relative, low)
    if before < 0 or view.lower[before] != "," and view.pos[before] not in BEFORE_LINK and view.lower[before] != ")":
        return None
    verb = next((i for i in range(relative + 1, stop) if view.is_finite(i)), -1)
    if verb < 0:
        return None
    if first > verb:
        # its object
        if not _UNJOINED.isdisjoint(view.lower[verb:first]):
            return None
    elif view.lower[relative] == "qui" or end > verb:
        return None
    joined = view.lower[stop - 1] in _JOINING
    if joined and not any(view.is_finite(i) and view.lower[i - 1] == "," for i in range(verb + 1, stop)):
        return None  # *X, dont les équipes ont réparé la ligne et annoncé …*
    main = phrase_before(view, relative, low)
    if main is None or view.pos[main[0]] not in ("DET", "PROPN", "PRON"):
        return None
    return main


def _behind_adverbial(view: View, found: tuple[int, int], stop: int, low: int) -> tuple[int, int] | None:
    """*Dans son rapport annuel, dévoilé mardi à Paris, la Fondation pour un toit chiffre …*."""
    first, _ = found
    opens = view.pos[first] == "ADP" and view.lower[first] not in OF
    if not opens:
        return None
    before = view.before(first, low)
    if before >= 0 and view.pos[before] in BEFORE_LINK | {"VERB"}:
        comma = next((i for i in range(before, low, -1) if view.lower[i] == ","), -1)
        if view.lower[stop - 1] == "," and comma > low and view.is_participle(view.after(comma, stop)):
            described = phrase_before(view, comma, low)  # *Une autre, arrivée en mars, dit …*
            if described is not None and view.pos[described[0]] in _OPENING:
                return described
        return with_head(view, found, low)
    return _segment(view, first, stop)


def phrase_before(view: View, end: int, low: int) -> tuple[int, int] | None:
    """The noun phrase with its complements that ends at ``end``, a comma aside."""
    while end > low and (view.lower[end - 1] == "," or view.is_break(end - 1)):
        end -= 1
    first = end
    while first > low and end - first < _LONGEST and _inside(view, first - 1, low):
        first -= 1
    while first < end and view.pos[first] not in _NOMINAL and view.pos[first] != "PRON" and not is_sayer(view, first):
        first += 1
    return (first, end) if first < end else None


def is_sayer(view: View, index: int) -> bool:
    """A noun for somebody who speaks that was tagged as a verb: *représentante*."""
    opens = view.pos[index] == "VERB" and view.lower[index - 1] == ","
    return opens and fold(view.lower[index]) in load_nouns().sources


def _inside(view: View, index: int, low: int) -> bool:
    lower = view.lower[index]
    if view.is_break(index) or view.is_finite(index) and not is_sayer(view, index) or lower in _RELATIVES:
        return False
    if index and view.lower[index - 1] in ("s'", "se"):
        return False  # *s'étrangle Paul Roy*, tagged as a noun
    if view.pos[index] in _NOMINAL or is_sayer(view, index) or lower in ("-", "(", ")") or lower in THOSE:
        return True
    if view.is_participle(index):
        return index > low and view.pos[index - 1] in BEFORE_LINK
    if view.pos[index] == "VERB" and index > low and view.pos[index - 1] in ("DET", "ADJ"):
        return True  # *un ancien reporter*, so tagged
    if view.pos[index] == "PRON":
        return lower in ("eux", "elles") or view.pos[index - 1] in ("DET", "ADP") and index > low
    return view.pos[index] == "ADP" and index > low and view.pos[index - 1] in BEFORE_LINK | {"PRON", "VERB"}


def with_head(view: View, found: tuple[int, int], low: int) -> tuple[int, int]:
    """*une institutrice | à la retraite*, *avocate de trois | des mutins*: the phrase from its head on."""
    whole = phrase_before(view, found[0] + 1, low)
    if whole is None or whole[0] >= found[0]:
        return found
    whole = whole[0], found[1]
    if view.before(whole[0], low) >= 0 and view.pos[view.before(whole[0], low)] == "ADP":
        return found  # *dans un entretien à X*
    return whole if classify_source(view, view.slice(whole[0], found[0])) != "none" else found


def with_apposed(view: View, found: tuple[int, int], low: int) -> tuple[int, int]:
    """*Ce dernier, | ancien officier de marine*, *Pékin, | premier prêteur du pays*: from whom the phrase describes."""
    first = found[0]
    comma = view.before(first, low)
    if comma <= low or view.lower[comma] != ",":
        return found
    described = phrase_before(view, comma, low)
    if described is None or past_day(view, described[0], comma) >= comma or is_fronted(view, described[0]):
        return found
    before = view.before(described[0], low)
    if before >= 0 and (view.pos[before] in ("ADP", "SCONJ") or view.lower[before] in ("-", "ni")):
        return found
    kind = classify_source(view, view.slice(*described))
    if kind == "proper" and view.lower[first] in _ADDRESSES:
        return found  # *Lors d'un point avec la commissaire, Ilona Varga, | M. Berrada a …*
    pronominal = any(view.lower[i] in _ORDINALS for i in range(*described))
    opening = view.pos[described[0]] in _OPENING or kind == "proper" and view.words[described[0]][:1].isupper()
    if not opening or view.lower[described[0]] in POSSESSIVES and kind == "thing":
        return found
    bare = view.pos[first] in ("NOUN", "ADJ", "ADV", "VERB") and view.words[first][:1].islower()
    called = kind in _CALLED or pronominal
    if kind == "document" and view.lower[first] in DEFINITE_ARTICLES:
        # *Un rapport de la Dares, | le service statistique du ministère*: the apposition tells of the issuer
        called = not OF.isdisjoint(view.lower[described[0] : described[1]])
    if kind == "thing" and view.lower[first] in ("un", "une") and view.lower[described[0]] in DEFINITE_ARTICLES:
        # *Le maître d'ouvrage, une société mixte*, not *La semaine dernière, une société*
        called = _PERIODS.isdisjoint(view.lower[described[0] : described[1]])
    if not bare and (view.pos[first] != "DET" or not called):
        return found
    return described[0], found[1]
