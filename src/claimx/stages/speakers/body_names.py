"""Names of bodies that go on behind a capital: *Banque mondiale, Stade rennais, le collectif Mémoire et justice*."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.name import Name
from claimx.stages.speakers.nouns import CLUBS
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import DETERMINERS, FUNCTION_WORDS, bare, is_demonym, stem

_LONGEST: Final = 3
"""Words in lower case that are tried after a capital."""
_TAIL: Final = 7
"""Tokens that follow the first word of a name of common words."""
JOINED_KINDS: Final = frozenset(
    map(stem, "fédération association collectif mouvement réseau ong fondation comité".split())
)
"""Kinds of bodies whose names are often words with complements."""
_INVARIABLE: Final = frozenset(
    "debout ensemble maintenant autrement vivant vivants vivante vivantes libre libres".split()
)
"""Words that close a name and that taggers take for anything."""
_OPENING_VERB: Final = ("er", "ir", "re", "ons", "ez")
"""Endings of the infinitive or imperative that a slogan opens with."""
_CALLS: Final = frozenset("bien mieux stop non oui halte pas".split())
"""Words other than verbs that open a slogan: *Bien vivre à X, Stop aux pesticides*."""
_COMPLEMENTS: Final = frozenset("en pour sans contre derrière sous avec à au aux sur".split())
_ADVERBIAL: Final = frozenset(
    """sa son leur qui lequel laquelle réponse outre effet revanche particulier conclusion vain tête fin début cours
    l'occasion propos""".split()
)
"""What stands behind a preposition that belongs to the clause, not to the name: *pour sa part, en revanche*."""
_ENDS: Final = frozenset("qui que qu' dont où se s' ne n' me m' nous vous il elle on lui leur y et ou mais".split())
_NO_QUALITY: Final = frozenset(
    "également lundi mardi mercredi jeudi vendredi samedi dimanche vite seul seule unanime divisé divisée".split()
)
_RUN_ON: Final = frozenset("de d' du des à aux pour et".split())
"""What stands between a body's name and its complement."""
_CAUSES: Final = frozenset({"pour", "contre", "avec"})
_HEIRS: Final = frozenset("fils fille filles frère frères associés cie".split())


def lengthen_body(view: View, name: Name, knowledge: Knowledge) -> None:
    """Let a single word go on if the lexicon knows the body so, or behind a club's word the adjective of its town."""
    first = view.token(name.end)
    club = bare(name.words[0]) in CLUBS
    for last in range(first, min(first + _LONGEST, len(view))):
        word = view.words[last]
        if not word[:1].islower():
            return
        end = view.end[last]
        known = knowledge.actor(view.text[name.start : end])
        of_a_town = club and last == first and is_demonym(word.capitalize())
        if of_a_town or known is not None and known.kind != "person":
            _end_at(view, name, last)
            name.known = known
            name.organization = name.organization or of_a_town
            return
    if (end := _official(view, name, first, knowledge)) > first:
        _end_at(view, name, end - 1)
        name.organization = True


def _official(view: View, name: Name, first: int, knowledge: Knowledge) -> int:
    """End of the adjectives of a body's kind with a capital: *le Conseil fédéral, la Cour suprême*, or ``first``."""
    kind = knowledge.noun(name.words[0])
    before = view.lower[view.token(name.start) - 1]
    if kind is None or kind[0] != "organization" or name.words[0].isupper() or before not in ("le", "la", "l'"):
        return first
    index = first
    while index < min(first + 2, len(view)) and view.pos[index] == "ADJ" and view.words[index].islower():
        word = view.lower[index]
        if word in _NO_QUALITY or knowledge.state(word) is not None or knowledge.finite(word):
            break
        index += 1
    runs_on = index < len(view) and view.lower[index] in _RUN_ON  # *l'Agence nationale de sécurité*
    return first if runs_on else index


def lengthen_behind_kind(view: View, name: Name, kind: str, knowledge: Knowledge) -> None:
    """Let a body's name go on behind its kind: *l'association Eaux vives, le collectif Parents en colère*."""
    if len(name.words) != 1 or name.known is not None or name.titled or name.words[0].isupper():
        return
    last = view.token(name.end)
    of_words = stem(kind) in JOINED_KINDS
    index = _phrase(view, name, last, knowledge) if of_words else last
    index = max(index, _joined(view, last, knowledge))
    if index == last:
        index = _qualities(view, name, last, knowledge, participles=of_words)
    if index > last:
        _end_at(view, name, index - 1)


def join_bodies(view: View, names: Sequence[Name], knowledge: Knowledge) -> list[Name]:
    """The names without those that lie in a longer one before them; names of joined words are given their length.

    *Rives et Forêts demande*, with its verb in the singular, is one body, *Toits pour tous* what *le collectif Toits
    pour tous* has been called before.
    """
    long = {name.words[0]: view.text[name.start : name.end] for name in names if name.organization and _several(name)}
    for left, right in pairwise(names):
        if _one_body(view, left, right, knowledge):
            left.end = left.outer_end = right.end
            left.words, left.organization, left.person = (*left.words, "et", *right.words), True, False
        elif len(left.words) == 1 and (text := long.get(left.words[0])) and view.text.startswith(text, left.start):
            left.end = left.outer_end = left.start + len(text)
            left.words, left.organization, left.person = tuple(text.split()), True, False
    found: list[Name] = []
    for name in names:
        if not found or name.start >= found[-1].end:
            found.append(name)
    return found


def _several(name: Name) -> bool:
    return len(name.words) > 1 and any(word.islower() for word in name.words) and name.known is None


def _one_body(view: View, left: Name, right: Name, knowledge: Knowledge) -> bool:
    """Whether two lone words joined by *et* are the subject of a verb in the singular."""
    if view.text[left.end : right.start] != " et " or len(left.words) > 1 or len(right.words) > 1:
        return False
    verb = view.token(right.end)
    alone = all(
        name.known is None and not name.titled and knowledge.given_name(name.words[0]) is None for name in (left, right)
    )
    finite = verb < len(view) and view.pos[verb] in ("VERB", "AUX") and view.morph(verb, "VerbForm") == "Fin"
    return alone and left.article is None and finite and view.morph(verb, "Number") == "Sing"


def _end_at(view: View, name: Name, last: int) -> None:
    name.end = name.outer_end = view.end[last]
    name.words = tuple(view.text[name.start : name.end].replace("\u00a0", " ").split())


def _phrase(view: View, name: Name, last: int, knowledge: Knowledge) -> int:
    """Where a slogan (*Sauvons la Brenne*) or a noun with its complement (*Parents en colère*) ends."""
    first, word = view.token(name.start), name.words[0].lower()
    verb = word.endswith(_OPENING_VERB) and view.pos[first] in ("VERB", "PROPN", "AUX") and len(word) > 3
    slogan = word in _CALLS or verb and view.doc[first].has_vector
    if last >= len(view):
        return last
    known = view.doc[first].has_vector  # *Parents*, not *Terralis*
    of_noun = view.lower[last] in ("de", "d'") and view.pos[last + 1 : last + 2] == ["NOUN"]  # *Vent de colère*
    common = of_noun and view.pos[first] == "PROPN" and view.doc.vocab[word].has_vector and not name.person
    cause = view.pos[first] == "PROPN" and view.lower[last] in _CAUSES  # *Justice pour Inès*
    tagged = view.pos[first] in ("NOUN", "X", "ADJ") and (view.lower[last] in _COMPLEMENTS or of_noun)
    noun = known and (tagged or common or cause)
    if noun:
        behind = view.words[last + 1 : last + 2]
        for_somebody = view.lower[last] in _CAUSES and behind and behind[0][:1].isupper()
        noun = bool(behind) and (for_somebody or behind[0].islower()) and behind[0] not in _ADVERBIAL
    return _tail(view, last, knowledge) if slogan or noun else last


def _tail(view: View, last: int, knowledge: Knowledge) -> int:
    """End of the words that follow up to a finite verb, a mark or a pronoun, without a preposition left over."""
    index = last
    while index < min(last + _TAIL, len(view)):
        word, tag, before = view.lower[index], view.pos[index], view.pos[index - 1]
        finite = tag in ("VERB", "AUX") and view.morph(index, "VerbForm") == "Fin"
        misread = knowledge.finite(word) and view.words[index].islower() and before not in ("DET", "ADP")
        misread = misread or tag == "NOUN" and before in ("NOUN", "PROPN") and index > last  # *au toit | aide les*
        if word in _ENDS or finite or misread or tag in ("PUNCT", "SPACE", "PRON", "AUX", "SCONJ"):
            break
        index += 1
    while index > last and view.pos[index - 1] in ("DET", "ADP", "CCONJ"):
        index -= 1
    return index


def _joined(view: View, last: int, knowledge: Knowledge) -> int:
    """End of *et Rivières, et justice, et fils* behind the first word; not of another body (*et la mairie*)."""
    if last + 1 >= len(view) or view.lower[last] != "et":
        return last
    word, tag = view.words[last + 1], view.pos[last + 1]
    if word.lower() in DETERMINERS or word.lower() in FUNCTION_WORDS:
        return last
    if word.lower() in _HEIRS:
        return last + 2
    if word[:1].isupper():
        other = knowledge.given_name(word) or knowledge.title(word) or knowledge.actor(word) or word.isupper()
        return last if other else last + 2
    return last + 2 if tag in ("NOUN", "ADJ") and not knowledge.finite(word) else last


def _qualities(view: View, name: Name, last: int, knowledge: Knowledge, *, participles: bool) -> int:
    """End of the adjectives, or ``participles`` (*Consommateurs unis*), and complements behind the first word."""
    index = last
    opening = name.words[0].lower() in DETERMINERS
    while index < len(view) and index - last < 5 and view.words[index][:1].islower():
        word, tag = view.lower[index], view.pos[index]
        following = view.pos[index + 1 : index + 2] == ["NOUN"] and view.words[index + 1].islower()
        quality = (
            tag in ("ADJ", "ADV", "X", "VERB" if participles else "ADJ")
            and view.morph(index, "VerbForm") != "Fin"
            and not knowledge.finite(word)
            and word not in FUNCTION_WORDS
            and word not in _NO_QUALITY
        )
        if quality or word in _INVARIABLE or opening and index == last and tag in ("NOUN", "ADJ"):
            index += 1
        elif word in ("du", "des", "au", "aux", "sans", "pour", "contre") and index - last <= 1 and following:
            index += 2
        else:
            break
    following_word = view.lower[index] if index < len(view) else ""
    if last < index < len(view) - 1 and following_word in ("de", "d'", "du") and view.words[index + 1][:1].isupper():
        return index + 2  # *Eaux vives de Picardie*
    return last if following_word in ("à", "de", "d'", "par", "sur", "en", "dans", "pour") else index
