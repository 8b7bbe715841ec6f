"""What begins behind a boundary: a clause with its own subject, a remark, when and where something was said."""

from __future__ import annotations

from claimx.lexicon.calendar import MONTHS, WEEKDAYS
from claimx.lexicon.function_words import (
    COMPOUND_RELATIVES,
    CONDITIONAL_ENDINGS,
    COORDINATING,
    DEMONSTRATIVES,
    NE,
    POSSESSIVES,
    RELATIVES,
)
from claimx.lexicon.tables import pluralize
from claimx.stages.quotations.view import AUXILIARIES, CLITICS, View

_ADJUNCT_OPENERS = frozenset(
    "après avant lors alors tandis lorsque quand pendant durant depuis dans devant quelques selon au à en sur sans "
    "malgré contrairement".split()
)
_SUBJECT_PRONOUNS = frozenset("il elle on ils elles je j' nous vous tu ce c' cela ça".split())
_RELATIVES = RELATIVES | COMPOUND_RELATIVES
_OPEN_CLAUSE = frozenset({"que", "qu'", "si", "lorsque", "lorsqu'", "quand", "puisque", "puisqu'"})
_ADVERBIAL_CLAUSES = frozenset(
    {(a, b) for a in ("alors", "tandis", "bien", "après", "avant", "pendant", "dès") for b in ("que", "qu'")}
    | {("même", "si"), ("même", "s'"), ("sans", "que"), ("sans", "qu'")}
    | {("de", "même", "que"), ("de", "même", "qu'")}
)
ADVERBIAL_OPENERS = _ADJUNCT_OPENERS | {words[0] for words in _ADVERBIAL_CLAUSES}
"""What adverbial clauses, and the time and place of an act of speech, begin with."""
_VENUES = frozenset(
    "communiqué entretien interview tweet message lettre vidéo discours conférence allocution déclaration twitter "
    "caméras micros députés sénateurs tribune plateau "
    "facebook instagram linkedin x afp antenne micro journaliste journalistes presse reuters bfmtv "
    "franceinfo figaro quotidien hebdomadaire mensuel podcast éditorial homélie sermon prêche".split()
)
_DATES = frozenset((*WEEKDAYS, *MONTHS))
_UNITS = frozenset("heures jours semaines mois ans".split())
_POINTING = DEMONSTRATIVES | POSSESSIVES
_GIVING = frozenset(
    "apporter exclure donner fournir avancer citer nommer mentionner détailler livrer étayer produire préciser fixer "
    "communiquer révéler dire".split()
)
_BEFORE_GIVING = frozenset({"en", "toutefois", "cependant", "pour", "autant", "pourtant"})
_HOWEVER = frozenset({"toutefois", "cependant", "autant", "pourtant"})
_DETAILS = frozenset("détail détails précision précisions explication explications commentaire commentaires".split())
_REMARKS = frozenset(
    "allégation accusation affirmation information version thèse hypothèse déclaration critique reproche argument "
    "explication assertion revendication".split()
)
_REMARKS_MADE = frozenset(map(pluralize, _REMARKS)) | {"propos", "menaces", "chiffres", "paroles", "conclusions"}
_ARTICLES = frozenset({"un", "une", "des", "le", "la", "les", "l'", "du"})
_FRONTED = frozenset("si s' quand lorsque lorsqu' puisque puisqu' comme".split())
_KEPT_BACK = ("précisé", "détaillé", "nommé", "cité", "identifié", "chiffré", "daté", "dévoilé")
_WORKS = frozenset(
    "quotidien journal hebdomadaire magazine mensuel programme livre ouvrage rapport émission podcast éditorial "
    "mémoires colonnes reportage documentaire".split()
)
"""What one writes or speaks in, where quoted words stand before it."""
_EVENTS = frozenset(
    "mort décès assassinat meurtre arrestation attaque attentat annonce publication diffusion signature accord "
    "décision condamnation interpellation démission explosion incendie accident drame fusillade révélation découverte "
    "victoire défaite échec refus rejet vote adoption mise incident incidents violences attaques attentats "
    "révélations propos déclarations visite rencontre entretien".split()
)
"""What happens before somebody speaks of it."""
_CONDITIONS = _FRONTED - {"quand", "comme"}
"""Of these, what opens no question and no comparison."""
_STOPS = frozenset({",", ";", ":"})
_ASIDE = 14
"""Tokens of what tells of a subject between commas."""
_SUBORDINATING = frozenset("qui dont où que qu' si lorsque lorsqu' quand comme puisque".split())


def main_verb(view: View, first: int, limit: int) -> int:
    """Token of the first finite verb outside relative and adverbial clauses, or ``first`` if there is none."""
    pending = 0
    for index in range(first, limit):
        lower = view.lower[index]
        if lower in _SUBORDINATING and (index > first or lower in _CONDITIONS):
            pending += 1
        elif view.is_finite(index) and view.pos[index] in ("VERB", "AUX"):
            if (
                view.pos[index] == "AUX"
                and view.head[index] > index
                and view.dep[index].startswith(("aux", "cop"))
                and view.is_finite(view.head[index])
            ):
                continue
            if pending:
                pending -= 1
            else:
                return index
    return first


def only_fronted_clause(view: View, first: int, end: int) -> bool:
    """*Si rien ne change, | avertit X, …*: a subordinate clause alone, whose main clause has not come yet."""
    while first < end and (view.space[first] or view.lower[first] in COORDINATING):
        first += 1
    if first >= end or view.lower[first] not in _FRONTED:
        return False
    if any(view.lower[i] == "," for i in range(first, view.before(end))):
        return False
    verbs = [i for i in range(first, end) if view.is_finite(i)]
    return all(view.pos[i] == "AUX" and view.pos[view.head[i]] == "VERB" for i in verbs[:-1])


def before_predicate(view: View, first: int, end: int) -> int:
    """*l'appel à la grève | sera entendu*, *l'annonce que X | a surpris*: where the verb of the sentence begins.

    It has no subject between it and the content that starts at ``first``. Returns ``end`` if there is none.
    """
    if first >= end:
        return end
    pending, joined = 0, False
    base = view.region[first - 1] if first else None
    for index in range(first, end):
        lower = view.lower[index]
        if view.region[index] is not base or view.mark[index]:
            continue
        if lower in _RELATIVES or lower in _SUBORDINATING:
            pending += 1
        elif lower in ("et", "ou", "mais", ","):
            joined = True
        elif view.is_finite(index) and view.pos[index] in ("VERB", "AUX"):
            if view.dep[index] in ("aux:tense", "aux:pass", "cop") and view.is_finite(view.head[index]):
                continue
            if pending or joined:
                pending, joined = max(pending - 1, 0), False
                continue
            while index > first and (view.lower[index - 1] in CLITICS or view.space[index - 1]):
                index -= 1
            return index if index > first else end
    return end


def begins_main_clause(view: View, comma: int, limit: int) -> bool:
    """A subject and its finite verb follow before the next comma."""
    following = view.after(comma, limit)
    if following < 0 or view.lower[following] in ("qui", "que", "qu'", "dont", "où", "et", "ou", "mais"):
        return False
    for index in range(following, limit):
        if view.lower[index] == "," and index > following + 8:
            return False
        if view.is_finite(index) and view.pos[index] in ("VERB", "AUX") and view.dep[index] != "acl:relcl":
            return True
    return False


def comments_on_clause(view: View, comma: int, limit: int) -> bool:
    """*, ce qui l'inquiète*: the article's remark on what went before."""
    following = view.after(comma, limit)
    return (
        0 <= following < limit - 1
        and view.lower[following] == "ce"
        and view.lower[following + 1] in ("qui", "que", "qu'", "dont")
    )


def hearsay_goes_on(view: View, first: int, following: int, limit: int) -> bool:
    """*Les prix monteraient, | tandis que les salaires reculeraient*: both clauses stand in the conditional."""
    said = main_verb(view, first, following)
    verb = next((i for i in range(following, limit) if view.is_finite(i)), -1)
    return verb >= 0 and all(view.lower[i].endswith(CONDITIONAL_ENDINGS) for i in (said, verb))


def sums_up(view: View, comma: int, first: int, limit: int) -> bool:
    """*, une accusation que dément X*, *, mesure jugée tardive*: a noun that sums up the content, and what of it.

    The last piece of a list (*une digue, une vanne, un canal qui …*) is no such noun.
    """
    following = view.after(comma, limit)
    several = following >= 0 and view.lower[following] == "des" and view.lower[following + 1 : following + 2]
    if several and several[0] in _REMARKS_MADE:
        noun = following + 1
        return noun + 1 < limit and (view.lower[noun + 1] in _RELATIVES or view.is_participle(noun + 1))
    if following >= 0 and view.lower[following : following + 2] in (["une", "des"], ["un", "des"]):
        return True  # *les « raccourcis », | une des plaies du massif*
    noun = following + (following >= 0 and view.lower[following] in ("un", "une"))
    if following < 0 or noun + 1 >= limit or view.pos[noun] != "NOUN" or view.region[noun] is not view.region[comma]:
        return False
    if noun > following and view.lower[noun] in _REMARKS:
        return True
    after = noun + 2 if view.pos[noun + 1] == "ADJ" and noun + 2 < limit else noun + 1
    described = view.lower[after] in _RELATIVES or view.is_participle(after) and not view.is_finite(after)
    by = "par" in view.lower[after + 1 : min(after + 3, limit)]  # *chiffre contesté par la direction*
    if not described or noun == following and view.lower[after] not in _RELATIVES and not by:
        return False
    listed = any(
        view.lower[i] == "," and view.lower[i + 1] in _ARTICLES and view.region[i] is view.region[comma]
        for i in range(first, comma)
    )
    return not listed


def tells_no_more(view: View, sans: int) -> bool:
    """*, sans apporter de preuves*, *, sans plus de détails*: the article on what the speaker keeps back."""
    verb = sans + 1
    while verb < len(view.lower) and view.lower[verb] in _BEFORE_GIVING:
        verb += 1
    if view.lower[verb - 1] in _HOWEVER and view.lower[verb : verb + 1] not in (["que"], ["qu'"]):
        return True
    following = view.lower[verb : verb + 3]
    if not following:
        return False
    if following[0] in _GIVING and "Inf" in view.tense[verb]:
        return True
    return any(word in _DETAILS for word in following) and following[0] in ("plus", "autre", "autres", "davantage")


def keeps_back(view: View, que: int) -> bool:
    """*qu'elle n'a pas chiffré*, *qu'ils n'ont pas nommés*: the article on what the speaker keeps back."""
    words = view.lower[que + 1 : que + 6]
    if len(words) < 5 or words[0] not in _SUBJECT_PRONOUNS or words[1] not in NE or words[3] != "pas":
        return False
    return words[2] in AUXILIARIES and words[4].startswith(_KEPT_BACK) and view.is_participle(que + 5)


def begins_new_clause(view: View, boundary: int, first: int, limit: int) -> bool:
    """A subject and its finite verb follow, outside any relative or subordinate clause begun in the content."""
    index = view.after(boundary, limit)
    if index < 0 or any(view.lower[i] in _OPEN_CLAUSE for i in range(first, boundary)):
        return False
    if view.lower[index] in COORDINATING and (index := view.after(index, limit)) < 0:
        return False
    if view.lower[index] in _SUBJECT_PRONOUNS:
        following = index + 1
        while following < limit and (view.lower[following] in CLITICS or view.is_break(following)):
            following += 1
        return following < limit and view.is_finite(following)
    if view.pos[index] not in ("DET", "PROPN", "NOUN", "PRON") or view.lower[index] in _RELATIVES:
        return False
    pending = 0
    for i in range(index, min(limit, index + 24)):
        lower = view.lower[i]
        if lower == "," and not pending:
            return _verb_past_aside(view, index, i, limit)
        if lower in (",", ":", ";") or view.region[i] is not view.region[boundary]:
            return False
        if lower in _RELATIVES and i > index:
            pending += 1
        elif view.is_finite(i) and view.pos[i] in ("VERB", "AUX") and view.dep[i] != "acl:relcl":
            if not pending:
                return i > index
            pending -= 1
    return False


def _verb_past_aside(view: View, subject: int, comma: int, limit: int) -> bool:
    """*la droite, | majoritaire au Sénat, exige …*: the verb behind what tells of a subject that begins the clause."""
    aside = view.after(comma, limit)
    if aside < 0 or view.lower[aside] in ("et", "ou", "ni"):
        return False
    if view.pos[aside] == "DET" and view.pos[subject] != "PROPN":
        return False  # *la hausse, | les pannes, …*: a list
    close = next((i for i in range(aside, min(aside + _ASIDE, limit)) if view.lower[i] in _STOPS), -1)
    if close < 0 or view.lower[close] != "," or view.region[close] is not view.region[comma]:
        return False
    verb = view.after(close, limit)
    while verb >= 0 and (view.lower[verb] in CLITICS or view.lower[verb] in NE):
        verb = view.after(verb, limit)
    finite = verb >= 0 and view.is_finite(verb) and view.pos[verb] in ("VERB", "AUX")
    return finite and not view.has_finite(aside, close) and view.morph[verb].get("Person", "3") == "3"


def begins_adverbial_clause(view: View, index: int) -> bool:
    """*alors que, tandis que, bien que, même si*: a clause of its own, which no noun takes."""
    if view.lower[index] == "," or index + 1 >= len(view.lower):
        return False
    words = tuple(view.lower[index : index + 3])
    return words[:2] in _ADVERBIAL_CLAUSES or words in _ADVERBIAL_CLAUSES


def dates_the_act(view: View, index: int, first: int, limit: int) -> bool:
    """*ces accusations | en avril 2017*, *la décision, | dans un communiqué*: when or where it was said."""
    comma = view.lower[index] == ","
    start = view.after(index, limit) if comma else index
    if comma and start >= 0 and _counts_days(view, start, limit):
        return True
    if start < 0 or view.lower[start] not in _ADJUNCT_OPENERS or start <= first + 1:
        return False
    words = [view.lower[i] for i in range(start + 1, min(start + 6, limit))]
    if comma:
        since = view.lower[start] == "depuis" and not _DATES.isdisjoint(words[:1])
        return since or any(word in _VENUES for word in words)
    if start - 1 in view.closing and view.lower[start] == "dans" and not _WORKS.isdisjoint(words[:3]):
        return True  # *a vanté « un beurre franc » | dans un magazine belge*
    if _upon_event(view, start, first):
        return True
    dated = any(word in _DATES or word.isdigit() and len(word) == 4 for word in words[:3])
    if not dated and not any(word in _VENUES for word in words[:4]):
        return False
    if view.before(start) >= 0 and start - 1 in view.closing:
        return True
    if any(word in _VENUES for word in words[:3]) and not (
        view.is_participle(start - 1) or view.pos[start - 1] in ("VERB", "AUX")
    ):
        return True
    takes_effect = view.lower[start] in ("à", "au", "dès", "depuis")  # *leur démission au 1er juin*
    return view.lower[first] in _POINTING and start - first <= 3 and not takes_effect


def _upon_event(view: View, start: int, first: int) -> bool:
    """*a condamné la répression | après la mort du maire*, *| au lendemain du vote*: an event before one spoke."""
    if any("Inf" in view.tense[i] for i in range(first, start)):
        return False
    if view.lower[start] == "au":
        return view.lower[start + 1 : start + 2] in (["lendemain"], ["surlendemain"])
    if (
        view.pos[start + 1 : start + 2] != ["DET"]
        or view.lower[start] != "après"
        or view.pos[start - 1] not in ("NOUN", "PROPN", "ADJ", "PUNCT")
    ):
        return False
    noun = next((i for i in range(start + 2, min(start + 4, len(view.lower))) if view.pos[i] == "NOUN"), start)
    return view.lower[noun] in _EVENTS


def _counts_days(view: View, start: int, limit: int) -> bool:
    """*…, deux jours après la chute du toit*, *…, à trois semaines du scrutin*: an event that tells when."""
    lower = view.lower
    to = lower[start] == "à"
    unit = start + 1 + to
    if unit + 1 >= limit or view.pos[unit - 1] not in ("NUM", "DET", "ADJ") or lower[unit] not in _UNITS:
        return False
    return lower[unit + 1] in (("du", "de", "d'", "des") if to else ("après", "avant"))


def is_bare_predicate(view: View, comma: int, limit: int) -> bool:
    """A finite verb without a subject follows: *, a de quoi inquiéter*."""
    following = view.after(comma, limit)
    if following < 0 or not (view.is_finite(following) or view.lower[following] in ("ne", "n'", "se", "s'")):
        return False
    return view.pos[following] in ("VERB", "AUX", "ADV", "PRON")


def predicate_behind(view: View, colon: int) -> bool:
    """*… : « n'est pas connu »*: quoted words behind a colon that begin with a verb in the third person, no subject."""
    if colon + 2 >= len(view.lower) or view.lower[colon] != ":":
        return False
    opening = colon + 1 + view.space[colon + 1]
    if not view.mark[opening]:
        return False
    verb = opening + 1
    while verb < len(view.lower) - 1 and (view.space[verb] or view.lower[verb] in CLITICS):
        verb += 1
    inverted = view.lower[verb + 1 : verb + 2] and view.lower[verb + 1].startswith("-")
    return view.is_finite(verb) and view.morph[verb].get("Person", "") == "3" and not inverted


def hangs_outside(view: View, index: int, first: int, boundary: int) -> bool:
    """True unless the parse hangs ``index`` on a token of the content."""
    for _ in range(60):
        head = view.head[index]
        if head == index:
            return True
        if head < first:
            return True
        if first <= head < boundary:
            return False
        index = head
    return True


def chunk_hangs_outside(view: View, following: int, first: int, boundary: int, limit: int) -> bool:
    """True if the parse hangs what begins at ``following`` on a token before the content, in its sentence."""
    index = following
    for _ in range(60):
        head = view.head[index]
        if head == index:
            return False
        if head < first:
            return view.sentence[head] == view.sentence[first]
        if head < boundary:
            return False
        if head >= limit:
            return False
        index = head
    return False


def is_compound(view: View, verb: int, low: int) -> bool:
    """A participle with its auxiliary between ``low`` and it: *a émis*."""
    return view.is_participle(verb) and any(view.lower[i] in AUXILIARIES for i in range(max(low, verb - 6), verb))


def has_compound(view: View, first: int, end: int) -> bool:
    """A compound past in the content that a coordinated one may go on with."""
    return any(
        is_compound(view, i, first) for i in range(first, end) if view.is_participle(i) and view.pos[i] == "VERB"
    )
