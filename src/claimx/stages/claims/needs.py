"""Clauses that say what is to be done, will be done or is there: *il faut*, *nous devons*, *je baisserai*, *il y a*."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from claimx.lexicon.function_words import OF
from claimx.records import Act
from claimx.stages.claims.clauses import Clause, subject_of
from claimx.stages.claims.core import THIRD, Assertion, coordinated, flip, make
from claimx.stages.claims.cores import clause_core, target_of
from claimx.stages.claims.judgements import is_actor
from claimx.stages.claims.phrases import Phrase, infinitive_core, noun_phrase
from claimx.stages.claims.polarity import position_of, valence
from claimx.stages.claims.tokens import CLITICS


def needed(clause: Clause) -> list[Assertion]:
    """*Il faut …*, *il convient de …*, *il s'agit de …*: what is to be done."""
    verb = clause.verb
    if verb is None:
        return []
    tokens = clause.tokens
    _, pronoun = subject_of(clause)
    must = "falloir" in (verb.lemma, verb.modal, tokens[verb.first].lemma) and not had_to(clause)
    proper = verb.lemma in ("convenir", "s'agir", "importer") or verb.lemma == "agir" and verb.reflexive
    if not (must or pronoun == "il" and proper):
        return []
    if tokens[verb.main].form == "inf":
        target: Phrase | None = infinitive_core(tokens, verb.main)
    else:
        target = target_of(tokens, verb.last + 1)
    return [
        item
        for one in make(clause, target, "demand", flip(clause, _ceasing(clause)), "necessity")
        for item in _coordinate(clause, one)
    ]


def _ceasing(clause: Clause) -> int:
    """-1 where what the verb names is to end: *il faut cesser de taxer le travail*, else +1."""
    verb = clause.verb
    if verb is None:
        return 1
    between = clause.tokens[verb.first : verb.main]
    return -1 if any(tok.lemma in ("cesser", "arrêter") for tok in between) else 1


def _coordinate(clause: Clause, first: Assertion) -> list[Assertion]:
    """Return an assertion, and one like it for each infinitive coordinate with its own: *doit fermer et payer*."""
    verb, tokens = clause.verb, clause.tokens
    if verb is None or tokens[verb.main].form != "inf":
        return [first]
    row = [verb.main]
    for index in range(verb.main + 1, len(tokens)):
        if tokens[index].form != "inf" or clause.deep[index]:
            continue
        place = index - 1
        while place > row[-1] and (tokens[place].lower in CLITICS or tokens[place].pos == "ADV"):
            place -= 1
        if tokens[place].lower in ("et", "ou", "puis"):
            row.append(index)
    found = [first]
    for index in row[1:]:
        core = infinitive_core(tokens, index)
        sign = first.sign * _ceasing(clause)  # *cesser de taxer le travail et commencer à taxer la rente*
        found.append(replace(first, issue=tuple(tokens[core.first : core.last + 1]), sign=sign, anaphor=()))
    return found


def need(clause: Clause) -> list[Assertion]:
    """*L'école a besoin de professeurs*, *n'a pas besoin d'une réforme*: what is wanted."""
    verb, tokens = clause.verb, clause.tokens
    if verb is None or verb.lemma != "avoir":
        return []
    place = verb.last + 1
    while place < len(tokens) and (tokens[place].pos == "ADV" or tokens[place].lower in _AFTER_HAS):
        place += 1
    if place + 2 >= len(tokens) or tokens[place].lower not in ("besoin", "besoins"):
        return []
    link = place + 1
    if tokens[link].lower not in ("de", "d'", "du", "des", "que", "qu'"):
        return []
    return make(clause, target_of(tokens, link), "state", flip(clause, 1), "need")


_AFTER_HAS: Final = frozenset("pas plus un grand le".split())


def rightness(clause: Clause) -> list[Assertion]:
    """*Les commerçants ont raison de s'inquiéter*, *le maire a tort*: the deed, or who is right or wrong."""
    verb, tokens = clause.verb, clause.tokens
    if verb is None or tokens[verb.first].lemma != "avoir" and verb.lemma != "avoir":
        return []
    place = verb.main if tokens[verb.main].lower == "tort" else verb.last + 1  # *a tort* is tagged as of *tordre*
    while place < len(tokens) and tokens[place].pos == "ADV" and tokens[place].lower != "tort":
        place += 1
    if place >= len(tokens) or tokens[place].lower not in ("raison", "tort"):
        return []
    subject, pronoun = subject_of(clause)
    wrong = tokens[place].lower == "tort"
    target = subject
    if place + 2 < len(tokens) and tokens[place + 1].lower in ("de", "d'"):
        target = target_of(tokens, place + 1)
    blames = wrong and not verb.negated and pronoun not in ("je", "j'", "nous")
    return make(clause, target, "criticize" if blames else "state", flip(clause, -1 if wrong else 1), "rightness")


def existence(clause: Clause) -> list[Assertion]:
    """*Il y a …*."""
    verb = clause.verb
    if verb is None or verb.lemma != "avoir":
        return []
    tokens = clause.tokens
    if not any(tok.lower in ("y", "-y") for tok in tokens[max(0, verb.first - 2) : verb.first]):
        return []
    rest = verb.last + 1
    while rest < len(tokens) and (tokens[rest].pos == "ADV" or tokens[rest].lower in _AFTER_THERE_IS):
        rest += 1
    phrase = noun_phrase(tokens, rest, wide=True) if rest < len(tokens) else None
    if phrase is None:
        return []
    if row := coordinated(tokens, phrase):
        phrase = Phrase(phrase.first, row[-1].last, phrase.head)
    side = valence(tokens[phrase.first : phrase.last + 1]) or 1
    return make(clause, phrase, "state", flip(clause, side), "existence", strong=verb.negated)


_AFTER_THERE_IS: Final = frozenset("toujours pas de d' -t -il plus que qu'".split())
"""Words between *il y a* and what there is; *que* is that of *il n'y a que*."""


def had_to(clause: Clause) -> bool:
    """Whether *a dû, dut, a fallu* tells what was done of need; nobody wants it of anybody any more."""
    verb = clause.verb
    if verb is None or verb.mood == "Cnd" or not {"devoir", "falloir"} & {verb.modal, verb.lemma}:
        return False
    first = clause.tokens[verb.first]
    return first.lemma == "avoir" or verb.tense == "Past"


def commitment(clause: Clause) -> list[Assertion]:
    """*Nous allons poursuivre les efforts*, *je baisserai les impôts*: a promise of what the verb names."""
    verb = clause.verb
    if verb is None or verb.passive:
        return []
    tokens = clause.tokens
    _, pronoun = subject_of(clause)
    own = clause.told and pronoun in THIRD
    if not own and pronoun not in ("je", "j'", "nous"):
        return []
    going = verb.modal == "aller" or tokens[verb.first].lemma == "aller" and tokens[verb.main].form == "inf"
    future = verb.tense == "Fut" or own and verb.mood == "Cnd" and not verb.modal  # *a dit qu'il viendrait*
    ahead = verb.main > verb.first and tokens[verb.main].form == "part"  # *nous aurons fini* looks back
    if not (going or future) or verb.copula or ahead:
        return []
    if own and (verb.modal not in ("", "aller") or verb.lemma in _NO_DEED):
        return []
    core = infinitive_core(tokens, verb.main)
    sign = flip(clause, 1)
    done: Act = "announce" if own else "promise"
    made = make(clause, core, "refuse" if verb.negated else done, sign, "commitment")
    return [item for one in made for item in _coordinate(clause, one)]


_NO_DEED: Final = frozenset("avoir être falloir agir pouvoir devoir suffire rester sembler arriver convenir".split())
"""Verbs that tell no deed of *il, elle*: *il y aura, il suffira, elle devra*."""


def necessity(clause: Clause) -> list[Assertion]:
    """*Le gouvernement doit agir*, *nous devons investir*, imperatives: what is to be done."""
    verb = clause.verb
    if verb is None:
        return []
    tokens = clause.tokens
    imperative = verb.mood == "Imp"
    duty = verb.modal == "devoir" and tokens[verb.main].form == "inf" and not had_to(clause) and not _likely(clause)
    if not (duty or imperative) or verb.copula:
        return []
    core = clause_core(clause) if verb.passive else infinitive_core(tokens, verb.main)
    made = make(clause, core, "demand", flip(clause, _ceasing(clause)), "necessity")
    return [item for one in made for item in _coordinate(clause, one)]


def suspected(clause: Clause) -> list[Assertion]:
    """*Les trois hommes sont soupçonnés d'avoir transporté des armes*: the deed that is laid at somebody's door."""
    verb, tokens = clause.verb, clause.tokens
    if verb is None or not verb.passive:
        return []
    taken = position_of(tokens[verb.main], reflexive=False)
    if taken is None or taken.act != "accuse":
        return []
    rest = verb.last + 1
    while rest < len(tokens) and (tokens[rest].pos == "ADV" or tokens[rest].is_mark and tokens[rest].text != ","):
        rest += 1
    if rest >= len(tokens) or tokens[rest].lower not in OF:
        return []
    return make(clause, target_of(tokens, rest), "accuse", flip(clause, -1), "suspected")


def _likely(clause: Clause) -> bool:
    """Whether *devrait* tells what is likely or planned: *les discussions devraient reprendre mardi*."""
    verb = clause.verb
    subject, _ = subject_of(clause)
    if verb is None or subject is None or verb.passive or verb.negated:
        return False
    first = clause.tokens[verb.first].lower
    goes = verb.lemma == "rendre" and clause.tokens[verb.main - 1].lower in ("se", "s'")
    planned = goes or verb.lemma in _PLANNED
    happens = verb.lemma in _HAPPENING and not is_actor(clause, subject)
    return first in ("devrait", "devraient") and (planned or happens)


_HAPPENING: Final = frozenset(
    "intervenir reprendre avoir tenir arriver atteindre durer commencer débuter achever aboutir rester revenir"
    " augmenter baisser reculer progresser croître dépasser établir tomber coûter rapporter entrer rouvrir suivre"
    " retrouver permettre survenir recevoir accueillir connaître passer osciller"
    " poursuivre terminer ralentir accélérer diminuer doubler représenter avoisiner".split()
)


_PLANNED: Final = frozenset("rencontrer prononcer participer assister effectuer comparaître arriver".split())
"""Verbs of what somebody is about to do: *Paul Roy devrait rencontrer le pape*."""


def wish(clause: Clause) -> list[Assertion]:
    """*Qu'il vienne passer une nuit ici*, *que le maire s'explique*: what others are to do."""
    verb, tokens = clause.verb, clause.tokens
    lead = next((index for index, tok in enumerate(tokens) if not tok.is_mark), 0)
    if verb is None or tokens[lead].lower not in ("que", "qu'") or verb.first <= lead + 1:
        return []
    ambiguous = tokens[verb.first].lower.endswith(("e", "ent")) and verb.lemma not in ("être", "avoir")
    if verb.mood != "Sub" and not ambiguous:
        return []
    return make(clause, clause_core(clause), "demand", flip(clause, 1), "wish")
