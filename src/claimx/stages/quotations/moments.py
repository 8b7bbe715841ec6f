"""When and where something was said: *ce jeudi 15 novembre*, *hier soir*; *lors d'un débat*, *dans un communiqué*."""

from __future__ import annotations

from claimx.lexicon import calendar
from claimx.lexicon.function_words import COMPOUND_RELATIVES, CONTRACTED_RELATIVES, OF, RELATIVES
from claimx.stages.quotations.view import View

DAYS = frozenset((*calendar.WEEKDAYS, *"hier avant-hier aujourd'hui soir matin midi après-midi".split()))
MONTHS = frozenset(calendar.MONTHS)
_ALWAYS = frozenset({"lors", "pendant", "durant", "après", "devant"})
_OCCASIONS = {
    preposition: frozenset(nouns.split())
    for prepositions, nouns in {
        "dans": "communiqué entretien interview tweet message lettre vidéo discours allocution déclaration tribune "
        "post courrier courriel mail billet entrevue foulée tract note dépêche éditorial émission podcast publication "
        "pétition motion plaidoirie réquisitoire hémicycle couloirs note correspondance circulaire missive exposé "
        "homélie sermon prêche prône adresse",
        "au": "micro cours terme lendemain sortir sujet téléphone",
        "à": "issue occasion antenne barre tribune sortie télévision radio propos ouverture clôture",
        "en": "marge conférence préambule interview conseil visioconférence direct aparté privé introduction "
        "conclusion plénière entrevue mêlée point chambre",
        "sur": "twitter x facebook instagram linkedin telegram tiktok snapchat youtube bluesky mastodon threads "
        "whatsapp réseaux réseau plateau antenne compte page blog place marches perron parvis",
        "sous": "couvert serment condition anonymat sceau",
        "autour": "café verre thé",
        "via": "communiqué courriel message",
        "par": "communiqué courriel mail téléphone écrit message",
    }.items()
    for preposition in prepositions.split()
}
_MEANS = {
    preposition: frozenset(nouns.split())
    for prepositions, nouns in {
        "dans": "communiqué entretien interview tweet message lettre discours allocution déclaration tribune post "
        "courrier courriel mail billet entrevue colonnes note correspondance circulaire missive homélie sermon prêche "
        "allusion pique référence critique charge attaque flèche tacle avertissement",
        "lors": "conférence point entretien interview discours allocution intervention entrevue émission mêlée passage",
        "au": "micro",
        "devant": "presse journalistes caméras micros",
        "sur": "twitter x facebook instagram linkedin réseaux plateau compte",
        "par": "communiqué",
        "en": "réponse conférence entrevue mêlée point référence allusion écho réaction",
    }.items()
    for preposition in prepositions.split()
}
"""What one speaks in or through, by the preposition before it."""
_ASKED = frozenset(
    "question questions interrogation interrogations journaliste journalistes critiques accusations".split()
)
_OF_MEANS = frozenset({"ADP", "DET", "ADJ", "NUM"})
_TO_NOUN = frozenset({"DET", "ADJ", "NUM"})
_EVENTS = {
    "au": frozenset({("lendemain",), ("surlendemain",), ("moment", "où"), ("terme",), ("sortir",)}),
    "à": frozenset(
        {("l'", noun) for noun in ("issue", "occasion", "approche")} | {("la", noun) for noun in ("suite", "veille")}
    ),
    "en": frozenset({("marge",)}),
    "lors": frozenset({("de",), ("d'",), ("du",), ("des",)}),
}
"""Beginnings of what tells by another event when something was said or decided."""
_ASIDE = 14
"""Tokens of such a beginning and what follows it, to the comma."""
_PERIODS = frozenset("an année semaine mois été hiver automne printemps week-end trimestre semestre".split())
_WHICH = frozenset("dernier dernière passé passée précédent précédente suivant suivante prochain prochaine".split())
_THIS = frozenset({"ce", "cet", "cette"})
_TIMES = frozenset("jour soir matin nuit semaine mois année heure après-midi".split())
_SPANS = frozenset(
    "seconde secondes minute minutes heure heures jour jours nuit nuits semaine semaines mois trimestre an ans année "
    "années décennies siècle siècles".split()
)
_FROM_THEN = frozenset({"auparavant", "avant", "après", "durant"})


def past_day(view: View, index: int, limit: int) -> int:
    """Return the token after the day or period that begins at ``index``, below ``limit``; ``index`` if none does."""
    lower = view.lower
    if index >= limit:
        return index
    if index + 2 < limit and lower[index + 1] in _PERIODS and lower[index + 2] in _WHICH:
        return index + 3
    if (other := _another_time(view, index, limit)) > index:
        return other
    at = index + 1 if lower[index] in _THIS and index + 1 < limit and lower[index + 1] in DAYS else index
    while at < limit and lower[at] in DAYS:
        at += 1
    if at == index and not (at < limit and lower[at] == "le" and at + 1 < limit and lower[at + 1][:1].isdigit()):
        return index
    number = at if at > index else at + 1
    if number + 1 < limit and lower[number][:1].isdigit() and lower[number + 1] in MONTHS:
        at = number + 2
        if at < limit and lower[at].isdigit() and len(lower[at]) == 4:
            at += 1
    return at


def _another_time(view: View, index: int, limit: int) -> int:
    """Past *l'autre soir*, *le même jour*, *la veille*, *quelques minutes plus tard*, *une seule fois*."""
    lower = view.lower
    if lower[index] in ("l'", "le", "la") and index + 1 < limit:
        if lower[index + 1] in ("veille", "lendemain", "surlendemain"):
            return index + 2
        if lower[index + 1] in ("autre", "même") and index + 2 < limit and lower[index + 2] in _TIMES:
            return index + 3
    return _past_amount(view, index, limit)


def _past_amount(view: View, index: int, limit: int) -> int:
    """*quelques heures plus tard*, *deux ans auparavant*, *une seule fois*."""
    lower = view.lower
    if view.pos[index] not in ("DET", "NUM", "ADJ"):
        return index
    noun = index + 1
    while noun < min(limit, index + 3) and view.pos[noun] in _TO_NOUN and lower[noun] not in _SPANS:
        noun += 1
    if noun + 1 >= limit:
        return index
    if lower[noun] == "fois":
        return noun + 1
    if lower[noun] not in _SPANS:
        return index
    if lower[noun + 1] in _FROM_THEN:
        return noun + 2
    return noun + 3 if lower[noun + 1] == "plus" and lower[noun + 2 : noun + 3] in (["tard"], ["tôt"]) else index


def on_occasion(view: View, index: int, limit: int) -> bool:
    """Whether a phrase begins at ``index`` that tells where or when one spoke: never a part of who did."""
    lower = view.lower[index]
    if lower in _ALWAYS:
        return True
    nouns = _OCCASIONS.get(lower)
    if nouns is None:
        return False
    noun = index + 1
    noun += noun < limit and lower == "autour" and view.lower[noun] in ("de", "d'")
    while noun < min(limit, index + 4) and view.pos[noun] in _TO_NOUN and view.lower[noun] not in nouns:
        noun += 1
    return noun < limit and view.lower[noun].rstrip(".") in nouns  # *sur X.*: one token at a sentence's end


def tells_means(view: View, index: int, limit: int) -> bool:
    """*dans un communiqué publié jeudi*, *en réponse à une question*, *lors d'un point de presse*: up to ``limit``.

    A clause behind it must be one of its own (*dans un entretien qui paraît samedi*).
    """
    nouns = _MEANS.get(view.lower[index])
    if nouns is None:
        return False
    noun = index + 1
    while noun < min(limit, index + 5) and view.pos[noun] in _OF_MEANS and view.lower[noun] not in nouns:
        noun += 1
    if noun >= limit or view.lower[noun] not in nouns:
        return False
    if view.lower[noun] == "réponse" and _ASKED.isdisjoint(view.lower[noun + 1 : noun + 5]):
        return False
    verb = next((i for i in range(noun, limit) if view.is_finite(i)), -1) if view.has_finite(noun, limit) else -1
    return verb < 0 or not RELATIVES.isdisjoint(view.lower[noun:verb])


def tells_upon_what(view: View, index: int, limit: int) -> bool:
    """*…, au lendemain du vote*, *…, après deux ans de pertes*: the event upon which something was said.

    No relative clause (*…, lors de laquelle …*), and no mere condition (*…, après accord du maire*).
    """
    words = view.lower[index + 1 : min(index + 5, limit)]
    if len(words) < 2 or not (COMPOUND_RELATIVES | CONTRACTED_RELATIVES).isdisjoint(words):
        return False
    if view.lower[index] == "après":
        return view.pos[index + 1] in ("DET", "NUM")
    return any(tuple(words[: len(event)]) == event for event in _EVENTS.get(view.lower[index], ()))


def goes_on_behind(view: View, first: int, comma: int, limit: int) -> bool:
    """Whether a content from ``first`` goes on behind such an event, which stands between the commas of an aside.

    *Une loi qui permette, à l'issue du procès, de saisir …*, *une décision prise, au terme du débat, par le conseil*.
    """
    last = comma - 1
    which = view.lower[last] in RELATIVES | COMPOUND_RELATIVES | CONTRACTED_RELATIVES
    if which or view.tense[last] or any("Inf" in view.tense[i] for i in range(first, comma)):
        return True
    near = range(comma + 1, min(comma + _ASIDE, limit - 1))
    closing = next((i for i in near if view.lower[i] == ","), last)
    return view.lower[closing + 1] in OF | {"par"}
