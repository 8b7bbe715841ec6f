"""Which form of its verb a token is, by the words around it and not by its tag alone."""

from __future__ import annotations

from typing import Literal

from claimx.lexicon.function_words import DEFINITE_ARTICLES, DEMONSTRATIVES, OBJECTS, OF, RELATIVES, THOSE
from claimx.lexicon.nouns import load_nouns
from claimx.lexicon.tables import fold
from claimx.stages.quotations.asides import sayer_past_aside
from claimx.stages.quotations.object_pronouns import behind_quotation, names_act
from claimx.stages.quotations.verb_groups import adverbial, auxiliary_before, governs_later, past_locution
from claimx.stages.quotations.view import AUXILIARIES, CLITICS, ETRE, INVERTED, View

Form = Literal["finite", "participle", "gerund", "infinitive", "passive", "past_participle"]

_AFTER_VERBS = frozenset("à au aux que qu' le la les l' un une des son sa ses leur leurs".split())
# What follows a verb with its object, but no adjective or adverb.
_AFTER_ADJECTIVES = frozenset("le la les l' un une son sa ses leur leurs tout toute tous toutes que qu'".split())
# *l'accusé, les condamnés*: after these a participle is a noun.
_BEFORE_NOUNS = frozenset("l' le la les un une des ce cet cette ces son sa ses leur leurs".split())
_BEFORE_NOUNS_ALONE = frozenset("un une des ce cet cette ces son sa ses leurs".split())
_AGENT = 10
"""Tokens that *par* with an agent may have before *comme*."""
_CAUSED = frozenset({"savoir", "valoir", "remarquer", "observer"})
_NEGATIONS = frozenset({"ne", "n'", "pas", "plus", "jamais", "rien"})
_ASKED_ABOUT = frozenset({"interrogé", "interrogée", "interrogés", "interrogées", "questionné", "questionnée"})
_LATTER = frozenset("dernier dernière derniers dernières".split())
_CLAUSE_BOUNDS = RELATIVES | {";", ":", ",", "quiconque"}


def verb_form(view: View, index: int, tags: frozenset[str]) -> Form | None:
    """The form class of a token the table knows, or None where it is plainly no verb here."""
    form, pos = view.lower[index], view.pos[index]
    previous = view.lower[index - 1] if index else ""
    after = view.lower[index + 1] if index + 1 < len(view.lower) else ""
    verbal = pos in ("VERB", "AUX")
    if _is_name(view, index):
        return None  # *le contremaître, Jure Kačunko, …*
    if form in ("mis", "mise") and previous in _BEFORE_NOUNS and view.lower[index + 1 : index + 2] == ["en"]:
        return None  # *le mis en cause*, *la mise en garde*
    if (previous, form) in (("par", "écrit"), ("y", "compris")) or _nickname(view, index):
        return None  # *répondre par écrit*, *y compris les milices*
    if "part_pres" in tags and previous in _BEFORE_NOUNS and fold(form) in load_nouns().sources:
        return None  # *leur opposant, un plaignant*
    if "part_pres" in tags and (verbal or pos in ("ADJ", "NOUN", "ADP") or previous == "en"):
        return "participle"
    if previous in _BEFORE_NOUNS and "ind" in tags and index > 1 and _governs(view, index - 2):
        return None  # *ont qualifié l'offre de …*: a verb with its object, not two verbs
    if "inf" in tags and (verbal or form.endswith("er")):
        return "infinitive"
    group_before = previous in AUXILIARIES or previous in INVERTED or previous in CLITICS
    if "part_past" in tags and "ind" not in tags:
        return None if previous in _BEFORE_NOUNS else "past_participle"
    if "part_past" in tags:
        if auxiliary_before(view, index) >= 0:
            return "past_participle"
        if view.is_participle(index) and not verbal:
            return "past_participle"
    if after in INVERTED or after == "-t" or "-" in form[1:]:
        return "finite"
    if "ind" in tags and names_act(view, index):
        return "finite"
    if form in ("fait", "font") and after in _CAUSED and previous not in _BEFORE_NOUNS:
        return "finite"  # *« … », fait savoir l'entourage du ministre*: no noun, whatever its tag
    if verbal:
        if view.is_finite(index) or "Part" not in view.tense[index] or "part_past" not in tags:
            return "finite"
        opens = previous == "," or view.words[index].istitle() and index == view.bounds(index)[0]
        if opens and after in ("par", "comme") and "comme" in view.lower[index + 1 : index + _AGENT]:
            return "past_participle"  # *le suspect, décrit par ses proches comme …*
        # dit, fait, écrit: without an auxiliary they are a participle only after their noun
        return "past_participle" if view.dep[index] in ("acl", "amod") and view.head[index] == index - 1 else "finite"
    if "ind" in tags and previous == "les" and pos in ("NOUN", "ADJ") and not form.endswith(("s", "x", "z")):
        return "finite"  # *Philips, qui a lu nos résultats, les juge « peu représentatifs »*: no noun in the plural
    if pos == "NOUN" and previous in _BEFORE_NOUNS_ALONE:
        return None  # *Un chiffre que X conteste*
    if "ind" in tags and (
        previous in ("aussi", "également", "qui", "il", "elle", "on", "ils", "elles")
        or (previous in OBJECTS or previous == "leur")
        and view.lower[index - 2 : index - 1] in (["qui"], ["il"], ["elle"], ["on"], ["ils"], ["elles"])
        or after in ("que", "qu'")
        or previous not in _BEFORE_NOUNS
        and governs_later(view, index)
    ):
        return "finite"
    if (
        "ind" in tags
        and pos not in ("DET", "ADP", "ADV", "CCONJ", "SCONJ")
        and group_before
        and previous not in ("la", "le", "les", "l'", "leur", "en")
    ):
        return "finite"
    if (
        "ind" in tags
        and pos != "DET"
        and (after not in ("de", "d'", "du", "") or view.lower[index + 2 : index + 3] == ["emblée"])
        and _after_mark(view, index)
        and (
            pos != "NOUN"
            or view.pos[index + 1] in ("DET", "PROPN", "ADP")
            or view.words[index + 1].istitle()
            or sayer_past_aside(view, index + 1, view.bounds(index)[1]) >= 0
        )
    ):
        return "finite"
    if "ind" in tags and pos in ("NOUN", "ADJ") and _predicate(view, index):
        return "finite"
    if "ind" in tags and pos in ("ADV", "ADJ", "NOUN") and _last_word(view, index):
        return "finite"
    if "ind" in tags and previous in ("et", "mais", "puis") and pos not in ("DET", "ADP", "CCONJ", "SCONJ"):
        adjective = pos != "NOUN" and after in _AFTER_ADJECTIVES  # *un ton ferme et insiste pour que …*
        if (
            after in _AFTER_VERBS
            and pos == "NOUN"
            or adjective
            or _infinitive_after(view, index)
            or _que_after_pour(view, index)
        ):
            return "finite"  # *déplore le retard et demande à l'ONU …*: a noun would have an article there
    if "ind" in tags and pos in ("NOUN", "ADJ", "PROPN", "PRON", "X", "ADV") and _only_verb(view, index):
        return "finite"
    if (
        "ind" in tags
        and pos in ("ADJ", "PROPN", "X", "NOUN", "ADV")
        and index
        and (view.lower[index - 1] in (",", "»", '"', "”") or view.lower[index - 1] in ("?", "!") and form.islower())
    ):
        nxt = view.after(past_locution(view, index + 1) - 1, len(view.lower))
        if nxt >= 0 and (view.pos[nxt] in ("DET", "PROPN") or view.words[nxt].istitle() or _stands_for(view, nxt)):
            return "finite"
        gerund = nxt >= 0 and view.lower[nxt] == "en" and any("Part" in form for form in view.tense[nxt + 1 : nxt + 2])
        if pos == "ADJ" and gerund:
            return "finite"  # *« J'ai eu peur, raconte en pleurant la caissière »*
    return None


def _stands_for(view: View, index: int) -> bool:
    """*celui qui …*, *celle-ci*."""
    return view.lower[index].removesuffix("-ci").removesuffix("-là") in THOSE


def _is_name(view: View, index: int) -> bool:
    """A capitalized word inside a sentence before another one."""
    word, following = view.words[index], view.words[index + 1 : index + 2]
    if not word[:1].isupper() or word.isupper() or not index or not following or not following[0][:1].isupper():
        return False
    before = index - 1
    return (
        view.lower[before] in (",", "et") and view.sentence[before] == view.sentence[index] and following[0].isalpha()
    )


def _governs(view: View, index: int) -> bool:
    """Whether a compound past, a verb with its subject or an infinitive ends at ``index``."""
    if view.pos[index] != "VERB" or view.mark[index]:
        return False
    return "Inf" in view.tense[index] or view.is_finite(index) or view.lower[index - 1] in AUXILIARIES


def _nickname(view: View, index: int) -> bool:
    """*Un projectionniste, dit « Pellicule », …*: what somebody is called."""
    if view.lower[index] not in ("dit", "dite") or view.lower[index - 1] != "," or index + 2 >= len(view.lower):
        return False
    opening = index + 1
    first = view.after(index, len(view.lower))
    if not view.mark[opening] or first < 0 or not view.words[first][:1].isupper():
        return False
    close = next((i for i in range(first, min(first + 5, len(view.lower))) if i in view.closing), -1)
    return (
        close >= 0
        and close + 1 < len(view.lower)
        and view.lower[close + 1] == ","
        and not view.has_finite(first, close)
    )


def _main_verb_due(view: View, low: int, comma: int) -> bool:
    """No finite verb but those of relative clauses stands before the comma that closes an aside."""
    opening = next((i for i in range(low + 1, comma) if view.lower[i] == ","), comma)
    if opening == comma or view.has_finite(low, opening):
        return False
    relatives = sum(1 for i in range(opening, comma) if view.lower[i] in RELATIVES)
    verbs = sum(1 for i in range(opening, comma) if view.is_finite(i) and view.pos[view.head[i]] != "VERB")
    return relatives > 0 or verbs == 0


def _verb_joined(view: View, index: int) -> bool:
    """*taxe le ministère de « mépris » et n'enverra personne*: *et* before a verb that shares the subject."""
    if view.lower[index] not in ("et", "mais", "puis"):
        return False
    i = index + 1
    while i < len(view.lower) and view.lower[i] in CLITICS:
        i += 1
    return i < len(view.lower) and view.is_finite(i)


def judges_first(view: View, adjective: int) -> bool:
    """*prématuré de parler*, *probable une reprise*, *normal que*: an adjective before what it judges."""
    if adjective + 2 >= len(view.lower) or view.pos[adjective] not in ("ADJ", "VERB") or view.is_finite(adjective):
        return False
    following = view.lower[adjective + 1]
    if following in ("de", "d'"):
        return "Inf" in view.tense[adjective + 2] or view.lower[adjective + 2] in CLITICS
    return following in ("que", "qu'") or view.pos[adjective + 1] == "DET"


def _raconte_lui(view: View, index: int) -> bool:
    """*raconte lui préparer un goûter*: a clitic at ``index``, then its infinitive."""
    return view.lower[index] in CLITICS and index + 1 < len(view.lower) and "Inf" in view.tense[index + 1]


def shares_auxiliary(view: View, index: int) -> bool:
    """*a évoqué …, puis parlé de*: a participle that shares the auxiliary of the verb before it."""
    i = index - 1
    while i >= 0 and adverbial(view, i):
        i -= 1
    if i < 0 or view.lower[i] not in ("et", "puis", "mais", "ou", ","):
        return False
    if "par" in view.lower[index + 1 : index + 4]:  # *, pris à partie par X*: a passive participle
        return False
    if view.lower[i] == "," and view.lower[index + 1 : index + 2] == ["comme"]:
        return False  # *a reconnu X, considéré comme Y*: no object follows
    if view.lower[i] == "," and view.lower[index] in _ASKED_ABOUT and view.lower[index + 1 : index + 2] == ["sur"]:
        return False  # *a assuré X, interrogé sur ces chiffres*
    head = view.head[index]
    if (
        view.dep[index] == "conj"
        and head < index
        and any(view.lower[j] in AUXILIARIES for j in range(max(0, head - 5), head))
    ):
        return True
    # Whatever the parse: the verb before is a compound past, and nothing but its object stands between.
    low = view.sentences[view.sentence[index]][0]
    if view.lower[i] != "," and (view.lower[index + 1 : index + 2] in (["que"], ["qu'"]) or governs_later(view, index)):
        return any(view.lower[j] in AUXILIARIES and view.lower[j] not in ETRE for j in range(low, i))
    region = view.region[index]
    for j in range(i - 1, max(low, i - 20), -1):
        if view.region[j] is not region:
            continue  # *a qualifié le plan de « piège qui se referme » et reproché au maire de …*
        if view.lower[j] in AUXILIARIES:
            return view.pos[j] == "AUX" or view.is_finite(j)
        if view.is_finite(j) or view.lower[j] in ("qui", "que", "qu'", "dont", ";", ":"):
            return False
    return False


def _infinitive_after(view: View, index: int, prepositions: tuple[str, ...] = ("de", "d'")) -> bool:
    """*menace de partir*, *de ne plus y aller*, *de se mettre*: the infinitive that only a verb governs."""
    i = index + 1
    if i >= len(view.lower) or view.lower[i] not in prepositions:
        return False
    i += 1
    while i < len(view.lower) and i < index + 6 and (view.lower[i] in CLITICS or view.lower[i] in _NEGATIONS):
        i += 1
    return i < len(view.lower) and "Inf" in view.tense[i]


def _bids(view: View, name: int) -> bool:
    """*somme | Londres de libérer …*: a name before the infinitive that tells what it is to do."""
    return view.pos[name] == "PROPN" and _infinitive_after(view, name)


def _que_after_pour(view: View, index: int) -> bool:
    """*insiste pour que …*."""
    return view.lower[index + 1 : index + 2] == ["pour"] and view.lower[index + 2 : index + 3] in (["que"], ["qu'"])


def _after_mark(view: View, index: int) -> bool:
    """*« … », raconte à l'AFP X*: the place of a reporting verb, however it is tagged."""
    while index > 0 and (view.space[index - 1] or view.lower[index - 1] in CLITICS):
        index -= 1
    return behind_quotation(view, index)


def _predicate(view: View, index: int) -> bool:
    """*Le patron menace de fermer*: a noun by its tag, but right after a noun phrase and before an infinitive."""
    if index < 2 or index + 2 >= len(view.lower):
        return False
    if view.pos[index - 1] not in ("NOUN", "PROPN", "PRON", "NUM") or view.lower[index - 2] in OF:
        return False
    return _infinitive_after(view, index, ("de", "d'", "à"))


def _last_word(view: View, index: int) -> bool:
    """*Grève : la CGT accuse, la direction | dément*: nothing but a subject between a comma and the sentence's end."""
    low, high = view.bounds(index)
    first = next((i for i in range(index - 1, max(low, index - 4), -1) if view.lower[i] == ","), -1)
    if index != high - 1 or first < 0 or index - first < 2 or fold(view.lower[index]) in load_nouns().sources:
        return False
    opens = view.pos[first + 1] == "PROPN" and index - first == 2 or view.lower[first + 1] in DEFINITE_ARTICLES
    return opens and view.pos[index - 1] in ("NOUN", "PROPN") and view.has_finite(low, first)


def _only_verb(view: View, index: int) -> bool:
    """*La fédération chiffre à 4 milliards le coût …*: no verb by its tag, but its clause has no other."""
    low, high = view.bounds(index)
    if index <= low or index + 1 >= high:
        return False
    before, after = index - 1, past_locution(view, index + 1)
    if after >= high:
        return False
    if view.pos[before] not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X") and view.lower[before] not in (
        ")",
        ",",
    ):
        return False
    if view.pos[before] == "NOUN" and view.pos[before - 1] in ("ADP", "NUM") and before - 1 <= low:
        return False  # *Après examen demande …*
    # *la Coordination rurale menace de bloquer …*, *ce dernier menace de …*, not *nouvelle menace de bloquer*
    latter = view.lower[before] in _LATTER and view.lower[before - 1] in DEMONSTRATIVES
    named = view.pos[before] != "ADJ" or latter or view.pos[before - 1] in ("NOUN", "PROPN")
    plans = named and _infinitive_after(view, index)
    if not (
        plans
        or _bids(view, after)
        or view.pos[after] in ("DET", "NUM", "ADV")
        or view.mark[after]
        or view.lower[before] == ","
        and view.lower[after] == "des"
        or view.lower[after : after + 2] == ["d'", "ailleurs"]
        or view.lower[after]
        in ("que", "qu'", "à", "au", "aux", "sur", "contre", "l'", "le", "la", "les", "tout", "toute", ",", ":")
        or view.lower[after : after + 2] == ["du", "doigt"]
        or _raconte_lui(view, after)
        or "Inf" in view.tense[after]
        or judges_first(view, after)
    ):
        return False
    stop = index + 1
    while stop < high and view.lower[stop] not in _CLAUSE_BOUNDS and not _verb_joined(view, stop):
        stop += 1
    start = before - 1
    if view.lower[before] == "," and view.pos[index] == "NOUN":
        if not _main_verb_due(view, low, before):
            return False
        start = index  # *qui préfère ne pas être nommé, peste contre X*
    while start > low and view.lower[start - 1] not in _CLAUSE_BOUNDS and not (plans and view.lower[start - 1] == "et"):
        start -= 1
    return not any(view.is_finite(i) and view.region[i] is view.region[index] for i in range(start, stop))
