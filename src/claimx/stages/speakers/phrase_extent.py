"""How far a noun phrase reaches: its head noun, where the head phrase ends, and the bare phrase around a noun."""

from __future__ import annotations

from claimx.lexicon.calendar import WEEKDAYS
from claimx.lexicon.function_words import COMPOUND_RELATIVES, NE, OF, RELATIVES
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import DETERMINERS, stem

STOPS = frozenset(
    {",", ";", ":", "(", ")", "[", "]", "--", "–", "—", "«", "»", '"', "“", "”", ".", "…", "...", "!", "?"}
)
_CLITICS = NE | {"se", "s'"}
"""Words that open the verb group: no head phrase goes on over them."""
_RELATIVES = RELATIVES | COMPOUND_RELATIVES | {"auquel"}
_CUT_PREPOSITIONS = frozenset(
    "dans sur auprès chez lors devant comme pour après avant depuis selon contre sous via avec".split()
)
_QUALITIES = frozenset({"majorité", "dominante", "capitaux"})
_COURTROOM = frozenset({"barre", "audience"})
"""Where somebody speaks: *l'accusé à la barre*."""
_RANKED = frozenset(
    map(stem, ("ministre", "conseiller", "juge", "maire", "adjoint", "élu", "administrateur", "directeur"))
)
_RANKING = frozenset("délégué déléguée associé associée élu élue".split())
"""Participles that make another office of one (*ministre déléguée*)."""
_COMPOUNDS = frozenset({("compte", "rendu"), ("procès", "verbal"), ("de", "suivi")})
"""Nouns whose second word the tagger takes for a verb."""
_NAMING = frozenset({"pour", "sur", "contre"})
_DAYS = frozenset((*WEEKDAYS, "hier"))
_TRANSIENT = frozenset(
    """ouvert lancé commandé publié rendu diffusé paru dévoilé mené joint interrogé contacté rencontré réuni
    présent""".split()
)
"""Participles that tell what happened to somebody or something, not which one is meant."""
_WHERE = frozenset("présent ouvert lancé commandé publié rendu diffusé paru dévoilé mené réuni".split())
"""Of these, those that the tagger takes for adjectives."""
_DANGLING = frozenset({"de", "d'", "du", "des", "et", "ou", "à", "la", "le", "les", "l'", "en"})
_ORDINALS = frozenset({"premier", "première", "second", "seconde", "dernier", "dernière"})
_CONTRACTED = frozenset({"des", "du", "au", "aux"})


def head_and_end(view: View, begin: int, last: int, knowledge: Knowledge) -> tuple[int, int]:
    """The head noun and the end of the head phrase that begins at ``begin``."""
    head, stop = -1, begin
    while stop < last:
        if stop > begin and _ends(view, head, stop, last, knowledge):
            break
        tag = view.pos[stop]
        person = knowledge.person_noun(view.words[stop]) is not None
        ranked = person or head >= 0 and view.lower[head] in _ORDINALS  # *le premier film*
        adjective_first = head == stop - 1 and head >= 0 and view.pos[head] == "ADJ" and tag == "NOUN" and ranked
        if adjective_first or head < 0 and (person or tag in ("NOUN", "PROPN")):
            head = stop
        stop += 1
    head = max(head, begin)
    while stop - 1 > head and view.lower[stop - 1] in _DANGLING:
        stop -= 1
    return head, stop


def _ends(view: View, head: int, index: int, last: int, knowledge: Knowledge) -> bool:
    """Whether the head phrase ends before token ``index``."""
    word, tag = view.lower[index], view.pos[index]
    if word in STOPS or word in _RELATIVES or word in _CLITICS or not word.strip():
        return True
    following = view.lower[index + 1] if index + 1 < last else ""
    if word in ("et", "ou", "ainsi") and following in DETERMINERS and following not in _CONTRACTED:
        return not _inside(view, head, index)
    if head < 0:
        return False
    if tag == "ADJ" and word.rstrip("s").rstrip("e") in _WHERE and index > head:
        return True  # *deux diplomates présents dans la salle*
    if _misread(view, head, index, knowledge):
        return True
    if word == "auprès" and _restricting(view, head, index - 1, last):
        return False
    if word in _CUT_PREPOSITIONS and not _restricting(view, head, index - 1, last):
        return not (word in _NAMING and _body(view, head, knowledge))
    if word == "à" and index + 2 < last and view.lower[index + 2] in _COURTROOM:
        return True
    if word in ("uni", "unis", "unies") and view.words[index - 1][:1].isupper():
        return False  # *les Nations unies*
    if word in _RANKING and stem(view.lower[index - 1]) in _RANKED or (view.lower[index - 1], word) in _COMPOUNDS:
        return False
    if tag in ("VERB", "AUX") and view.words[index][:1].islower() and _verbal(view, index):
        return not _restricting(view, head, index, last)
    return (
        tag == "ADV"
        and view.words[index][:1].islower()
        or word in _DAYS
        or word in ("à", "de")
        and following in _QUALITIES
    )


def _misread(view: View, head: int, index: int, knowledge: Knowledge) -> bool:
    """Whether a verb taken for a noun or adjective follows: *l'entrepreneur turc | menace; les élus verts | jurent*."""
    word, before = view.lower[index], view.pos[index - 1]
    if index <= head or view.pos[index] not in ("NOUN", "ADJ") or before not in ("NOUN", "ADJ", "PROPN"):
        return False
    if not view.words[index].islower() or knowledge.noun(word) is not None:
        return False
    plural = view.morph(head, "Number") == "Plur" and before == "ADJ" and word.endswith("ent")
    return plural or view.pos[index] == "NOUN" and knowledge.finite(word)


def _restricting(view: View, head: int, index: int, last: int) -> bool:
    """Whether a participle says which of many are meant (*manifestants habillés en noir*), not who made them do it."""
    participle = view.pos[index] in ("VERB", "AUX") and view.morph(index, "VerbForm") == "Part"
    if view.lower[index].rstrip("s").rstrip("e") in _TRANSIENT and view.lower[index - 1] != "personnes":
        return False  # but *63 % des personnes interrogées* are those asked
    nearest = index - 1 if view.pos[index - 1] == "NOUN" else head  # *l'association des épargnants lésés*
    plural = view.morph(nearest, "Number") == "Plur"
    return participle and plural and "par" not in view.lower[index + 1 : min(last, index + 5)]


def _body(view: View, head: int, knowledge: Knowledge) -> bool:
    """Whether the head names a body, whose name may go on with *pour, sur, contre*."""
    return knowledge.person_noun(view.lower[head]) is None


def _inside(view: View, head: int, index: int) -> bool:
    """Whether a coordination at ``index`` may belong to the complement of the head (*pour la sécurité et la …*)."""
    return head >= 0 and any(view.lower[i] in _NAMING for i in range(head + 1, index))


def strict_end(view: View, head: int, knowledge: Knowledge) -> int:
    """Last token of the bare noun phrase around ``head``: adjectives and *de* complements, nothing looser."""
    last = index = head
    complements = 0
    while index + 1 < len(view):
        index += 1
        word, tag = view.lower[index], view.pos[index]
        speaker = knowledge.noun(word) is None or knowledge.person_noun(word) is not None
        if knowledge.finite(word) and view.words[index][:1].islower() and speaker:
            break  # *le ministère déplore, l'opposition juge*, taken for adjectives
        if tag in ("ADJ", "PROPN") and (tag == "ADJ" or complements):
            last = index
        elif word in OF and complements < 2:
            noun = index + 1
            while noun < len(view) and (view.lower[noun] in DETERMINERS or view.pos[noun] == "ADJ"):
                noun += 1
            if noun < len(view) and _after_adjective(view, index + 1, noun, knowledge):
                last = noun - 1
                break
            if noun >= len(view) or view.pos[noun] not in ("NOUN", "PROPN"):
                break
            complements += 1
            last = index = noun
        else:
            break
    return last


def _after_adjective(view: View, first: int, index: int, knowledge: Knowledge) -> bool:
    """Whether a verb taken for a noun stands behind a noun taken for an adjective (*de turbines | table sur*)."""
    word = view.lower[index]
    return index > first and view.pos[index - 1] == "ADJ" and knowledge.finite(word) and knowledge.noun(word) is None


def _verbal(view: View, index: int) -> bool:
    word = view.lower[index]
    if word.endswith("o"):
        return False  # no form of a French verb does: *service météo*
    return not word.endswith(("ant", "ants")) or index + 1 < len(view) and view.lower[index + 1] not in OF
