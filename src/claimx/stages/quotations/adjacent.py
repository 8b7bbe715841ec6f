"""Subjects that the parser misses: the noun phrase right before a verb, names cut in two, verbs joined by et.

All positions are token indices; spans are half open.
"""

from __future__ import annotations

from dataclasses import replace

from claimx.lexicon.function_words import DATIVES, DEFINITE_ARTICLES, NE, OF
from claimx.lexicon.media import load_media
from claimx.lexicon.nouns import load_nouns
from claimx.lexicon.tables import fold
from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.view import AUXILIARIES, CLITICS, View

_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET", "X"})
_OPENING = frozenset({"que", "qu'", "quand", "lorsque", "lorsqu'", "si", "s'", "comme", "puisque", "tandis"})
_LONGEST = 16
"""Tokens a noun phrase may have: longer runs are no subject."""
_SUBSTITUTES = frozenset(
    "certains certaines plusieurs beaucoup tous toutes chacun chacune celui-ci celle-ci ceux-ci celles-ci".split()
)
_ORDINALS = frozenset("premier première second seconde deuxième dernier dernière".split())
_PAIRED = (
    frozenset((article, word) for article in ("le", "la", "ce", "cette") for word in _ORDINALS)
    | frozenset((article, f"{word}s") for article in ("les", "ces") for word in _ORDINALS)
    | frozenset({("l'", "un"), ("l'", "une"), ("l'", "autre"), ("les", "uns"), ("les", "unes"), ("les", "autres")})
    | frozenset(
        {("la", "plupart"), ("d'", "autres"), ("d'", "aucuns"), ("les", "deux"), ("tous", "deux"), ("toutes", "deux")}
    )
)
"""Words that stand for somebody named before, alone or with *d'eux*, *d'entre elles*, *de ses collègues*."""
_SHORT = 8
"""Tokens such a subject and the comma before it may have."""
_LONGEST_NAME = 40
"""Characters a medium's name may have."""
_SAYERS = frozenset({"person", "people", "organization", "document"})


def adjacent_subject(view: View, hit: Hit, low: int) -> tuple[int, int] | None:
    """The noun phrase that ends right before ``hit``, as tokens, if a pause or a conjunction stands before it.

    *…, les procureurs jugeant que …*; *… et sa famille assure que …*
    """
    end = hit.first
    while end > low and (view.lower[end - 1] in CLITICS or view.lower[end - 1] in NE):
        end -= 1
    first = end
    while first > low and end - first < _LONGEST and _belongs(view, first - 1):
        first -= 1
    while first < end and view.pos[first] not in ("DET", "PROPN"):
        first += 1
    if first >= end or view.lower[first] in OF and view.lower[first] != "des":
        return None
    if not any(view.pos[index] in ("NOUN", "PROPN") for index in range(first, end)):
        return None
    return (first, end) if _opens(view, first, low) else None


def _belongs(view: View, index: int) -> bool:
    """Whether a token may stand inside a noun phrase; of prepositions only *de*."""
    lower = view.lower[index]
    if view.is_break(index) or "Fin" in view.tense[index]:
        return False
    if view.pos[index] in _INSIDE and lower not in _OPENING:
        return True
    return lower in OF or lower == "-"


def _opens(view: View, first: int, low: int) -> bool:
    before = view.before(first, low)
    if before < 0:
        return True
    return view.lower[before] in (",", ":", ";") or view.lower[before] in _OPENING or view.pos[before] == "CCONJ"


def absolute_subject(view: View, hit: Hit, low: int) -> tuple[int, int] | None:
    """Own subject of a present participle, as tokens: *les procureurs jugeant …*, *une lettre promettant …*."""
    if hit.form != "participle":
        return None
    if (substitute := _substitute_before(view, hit, low)) is not None:
        return substitute
    found = adjacent_subject(view, hit, low)
    if found is None:
        return _document_before(view, hit, low)
    if classify_source(view, view.slice(*found)) not in _SAYERS | {"proper"}:
        return None
    before = view.before(found[0], low)
    if before > low and view.lower[before] == "et":
        left = adjacent_subject(view, replace(hit, first=before), low)
        if left is not None:
            return left[0], found[1]  # *la droite et l'extrême droite reprochant …*
    return found


def _substitute_before(view: View, hit: Hit, low: int) -> tuple[int, int] | None:
    """*…, l'un d'eux évoquant …*, *…, le premier dénonçant …*, *…, Me Roy affirmant …*: what stands for a noun."""
    end = hit.first
    comma = next((i for i in range(end - 1, max(low, end - _SHORT) - 1, -1) if view.lower[i] == ","), -1)
    if comma < 0:
        return None
    first = comma + 1
    while end > first and view.pos[end - 1] == "ADV" and view.lower[end - 1] not in _SUBSTITUTES:
        end -= 1
    words = view.lower[first:end]
    known = 1 if words[:1] and words[0] in _SUBSTITUTES else 2 if tuple(words[:2]) in _PAIRED else 0
    if not known and words[:1] == ["me"] and view.words[first + 1][:1].isupper():
        known = len(words)
    if not known or len(words) > known and words[known] not in OF:
        return None
    return (first, end) if all("Fin" not in form for form in view.tense[first:end]) else None


def _document_before(view: View, hit: Hit, low: int) -> tuple[int, int] | None:
    """*a sorti une étude concluant à …*: right behind what is written a participle tells what stands in it."""
    first = hit.first
    while first > low and hit.first - first < _LONGEST and _belongs(view, first - 1):
        first -= 1
        if view.pos[first] == "DET" and view.lower[view.before(first, low)] not in OF:
            break
    if first >= hit.first or view.pos[first] != "DET" or view.lower[first] in OF:
        return None
    return (first, hit.first) if classify_source(view, view.slice(first, hit.first)) == "document" else None


def clause_subject(view: View, hit: Hit, subject: int, low: int) -> tuple[int, int] | None:
    """Own subject of a finite verb that the parse gave the subject of the clause before: *elle … et sa famille assure*.

    ``subject`` is the parsed one; a verb or a subordinating conjunction must part the two.
    """
    found = adjacent_subject(view, hit, low)
    if found is None or found[0] <= subject:
        return None
    between = range(subject + 1, found[0])
    parted = view.lower[view.before(found[0], low)] in ("que", "qu'") or any(
        "Fin" in view.tense[index] or view.lower[index] in ("quand", "lorsque", "tandis") for index in between
    )
    if not parted or classify_source(view, view.slice(*found)) not in _SAYERS | {"proper"}:
        return None
    return found


def joined_verb(view: View, hit: Hit, low: int) -> int:
    """The finite verb whose subject a verb behind *et* shares (*X juge la loi « absurde » et réclame …*), or -1.

    The nearest that agrees in number, else the nearest; for a participle without auxiliary that of the nearest compound
    (*a souhaité que tous viennent et demandé …*).
    """
    first = hit.first
    while first > low and (view.lower[first - 1] in CLITICS or view.lower[first - 1] in NE):
        first -= 1
    before = view.before(first, low)
    if before <= low or view.lower[before] not in ("et", "mais", "puis"):
        return -1
    number = number_of_verb(view, hit)
    nearest = -1
    bare = not number and view.is_participle(hit.head)
    for verb in range(before - 1, low - 1, -1):
        if "Fin" not in view.tense[verb] or not view.speaks_within(verb, hit.head):
            continue  # *salue « un pays qui a su … » et promet …*
        if bare and not _is_compound(view, verb, before):
            nearest = max(nearest, verb)
            continue
        if not differ(number, view.morph[verb].get("Number", "")):
            return verb
        nearest = max(nearest, verb)
    return nearest


def _is_compound(view: View, verb: int, high: int) -> bool:
    """*a … demandé*: an auxiliary with its participle near behind."""
    near = range(verb + 1, min(verb + 4, high))
    return view.lower[verb] in AUXILIARIES and any(view.is_participle(i) for i in near)


def number_of_verb(view: View, hit: Hit) -> str:
    """*Sing* or *Plur* of a cue's finite verb, empty where it has none."""
    finite = (i for i in range(hit.first, hit.last + 1) if "Fin" in view.tense[i])
    return next((view.morph[i].get("Number", "") for i in finite), "")


def apposed(view: View, noun: int, name: int) -> bool:
    """Whether the proper name at ``name`` stands after a comma as an apposition to somebody at ``noun``."""
    comma = view.left_edge[name] - (view.lower[view.left_edge[name]] != ",")
    if not noun < comma < name or view.pos[name] != "PROPN" or view.lower[comma] != ",":
        return False
    between = range(noun + 1, comma)
    if any(view.is_finite(i) or view.lower[i] == "," for i in between):
        return False
    return classify_source(view, view.slice(max(view.left_edge[noun], 0), comma)) in _SAYERS


def spoken_to(view: View, index: int) -> bool:
    """Whether a medium follows the preposition at ``index``: *à l'AFP, au Monde, à L'Usine nouvelle, sur BFMTV*."""
    if view.lower[index] not in ("à", "au", "aux", "sur", "dans"):
        return False
    name = index + 1
    if name >= len(view.words):
        return False
    if view.lower[name] in DEFINITE_ARTICLES:
        if view.words[name][0].isupper() and view.words[min(name + 1, len(view.words) - 1)][:1].isupper():
            return True
        name += 1
    if name >= len(view.words) or not (view.words[name][0].isupper() or view.lower[name] == "franceinfo"):
        return False
    start = view.start[name]
    media = load_media()
    following = fold(view.text[start : start + _LONGEST_NAME])
    return any(
        following.startswith(full) and not following[len(full) : len(full) + 1].isalnum()
        for full in media.get(fold(view.lower[name]), ())
    )


def differ(one: str, other: str) -> bool:
    """Whether two values of a morphological feature are both known and not the same."""
    return bool(one and other and one != other)


def governing_noun(view: View, subject: int, low: int) -> int:
    """The noun that a supposed subject behind a preposition belongs to: *une infirmière, soutenue par ses amis,*.

    ``subject`` itself if no preposition stands before it or no noun governs it.
    """
    if view.pos[subject] == "NUM" and subject > low + 1 and view.lower[subject - 1] == "sur":
        subject -= 2  # *treize médecins sur quinze menacent …*
    noun = subject
    for _ in range(5):
        first = max(view.left_edge[noun], low)
        if (
            view.pos[first] != "ADP"
            and view.lower[first] != "comme"  # *un médecin entendu | comme expert*
            or view.lower[first] in ("du", "des")
            or first == noun
            or view.pos[first + 1] == "ADJ"
        ):
            return noun
        governor = view.head[noun]
        while view.pos[governor] not in ("NOUN", "PROPN") and low <= view.head[governor] < governor:
            governor = view.head[governor]
        if not low <= governor < noun or view.pos[governor] not in ("NOUN", "PROPN"):
            return _opening_noun(view, subject, low)
        noun = governor
    return subject


def _opening_noun(view: View, subject: int, low: int) -> int:
    """First noun between commas since the last finite verb that no preposition begins; ``subject`` if there is none."""
    found = subject
    opened = True
    index = subject
    while index >= low and "Fin" not in view.tense[index]:
        before = view.before(index, low)
        opened = before < 0 or view.lower[before] == ","
        if opened and view.pos[index] in ("DET", "PROPN"):
            noun = next((i for i in range(index, subject) if view.pos[i] in ("NOUN", "PROPN")), -1)
            found = noun if noun >= 0 else found
        index -= 1
    return found


def name_start(view: View, first: int, low: int) -> int:
    """Where the proper name begins that the parser cut before ``first``: *Cristiano | Ronaldo*, *Kim Jong- | un*."""
    while first > low:
        before = first - 1
        if view.mark[before] or view.space[before]:
            break
        joined = view.end[before] == view.start[first]
        hyphen = view.lower[before] == "-" and joined and before > low and view.end[before - 1] == view.start[before]
        part = view.lower[first] == "-" and joined
        known = view.pos[before] == "PROPN" or fold(view.words[before]) in load_nouns().given_names
        proper = known and view.words[before][:1].isupper() and view.pos[first] == "PROPN"
        if not (hyphen or part or proper):
            break
        first = before
    return first


def coordinated_start(view: View, first: int, low: int) -> int:
    """Where names begin that a plural verb needs before the one at ``first``: *Paris et | Berlin ont averti que …*."""
    while first > low + 1:
        link = first - 1
        named = view.pos[link - 1] == "PROPN" or view.words[link - 1].isupper()
        if view.lower[link] not in ("et", "ou", ",") or not named or view.mark[link]:
            break
        start = name_start(view, link - 1, low)
        if start > low and view.lower[start - 1] in DEFINITE_ARTICLES:
            start -= 1
        if start > low and view.lower[start - 1] not in ("et", ","):
            break
        first = start
    return first


def is_object(view: View, pronoun: int, hit: Hit) -> bool:
    """*on | nous a dit*, *l'opposition | lui reproche*: no subject, unless the verb ends as *nous* or *vous* asks."""
    if view.lower[pronoun] not in DATIVES:
        return False
    ending = {"nous": ("ons", "mes"), "vous": ("ez", "tes")}.get(view.lower[pronoun])
    opens = view.lower[pronoun - 1] in (",", "et", "mais", "que", "qu'")
    if ending is None:
        return not opens
    verb = next((i for i in range(max(hit.first, pronoun), hit.last + 1) if view.is_finite(i)), hit.head)
    aside = view.lower[pronoun - 1] == ","  # *Meta, la maison mère de X, | nous a indiqué*
    return (aside or not opens) and not view.lower[verb].endswith(ending)
