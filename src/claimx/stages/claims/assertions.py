"""What one clause asserts: about what, with which act and side. Rules are tried in order, each by its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from claimx.lexicon.stance import load_stance
from claimx.records import Act, Modality
from claimx.stages.claims.clauses import SUBJECT_PRONOUNS, Clause, clauses_of, subject_of
from claimx.stages.claims.phrases import Phrase, infinitive_core, noun_phrase
from claimx.stages.claims.polarity import effect_of, position_of, singular, undone, valence, word_sign
from claimx.stages.claims.tokens import Tok, trimmed

FIRST: Final = frozenset(("je", "j'", "nous", "on"))
_VAGUE: Final = frozenset(("je", "j'", "nous", "on", "tu", "vous", "il", "ils", "elle", "elles"))
_DEMONSTRATIVES: Final = frozenset(("ce", "c'", "cela", "ça", "ceci"))
_REPORTING: Final = frozenset(
    "dire penser croire rappeler souligner estimer répéter savoir affirmer comprendre considérer juger trouver noter"
    " reconnaître constater préciser voir espérer souhaiter vouloir craindre regretter assurer réaffirmer confirmer"
    " convaincre supposer imaginer déplorer demander exiger insister avouer admettre falloir signifier montrer prouver".split()
)
_PREPOSITIONS: Final = frozenset("à de d' sur pour contre en avec à du des au aux envers vers dans par".split())


@dataclass(frozen=True, slots=True)
class Assertion:
    """One assertion: the tokens that name its issue (a row, of which ``issue`` is a phrase), act and side.

    ``sign`` is the holder's attitude to the issue as named (+1, -1, 0 unknown). ``anaphor`` is set where the
    issue is a pronoun or *ces questions*; ``holder`` where the clause gives the position to somebody by a noun
    (*la réponse américaine est négative*) or as subject of a position verb. ``strong`` means that words of stance
    and not a default made act or side.
    """

    issue: tuple[Tok, ...]
    act: Act
    sign: int
    clause: Clause
    rule: str
    negated: bool = False
    modality: Modality | None = None
    anaphor: tuple[Tok, ...] = ()
    holder: tuple[Tok, ...] = ()
    holder_noun: bool = False
    strong: bool = False
    loose: bool = False
    """Whether the side was read off all words of the clause, those that name the issue too."""


def assertions_of(tokens: Sequence[Tok]) -> list[Assertion]:
    """Return the assertions of one sentence's content tokens, in order."""
    found: list[Assertion] = []
    for clause in clauses_of(trimmed(tokens)):
        if clause.tokens:
            found += analyse(clause)
    return found


def main_verbs(tokens: Sequence[Tok]) -> list[Tok]:
    """Return the main verbs of a sentence's clauses, or its first infinitive or noun if it has no finite verb."""
    found = [clause.tokens[clause.verb.main] for clause in clauses_of(trimmed(tokens)) if clause.verb is not None]
    if found:
        return found
    first = next((tok for tok in tokens if tok.form == "inf"), None) or next(
        (tok for tok in tokens if tok.is_noun), None
    )
    return [first] if first is not None else []


def analyse(clause: Clause) -> list[Assertion]:
    """Return what one clause asserts (several for coordinate infinitives or objects)."""
    if clause.verb is None:
        return _without_verb(clause)
    modality = modality_of(clause)
    for rule in (_act_noun, _reported, _impersonal, _presentative, _evaluation, _position, _commitment, _necessity):
        made = rule(clause)
        if made:
            return [replace(item, modality=item.modality or modality) for item in made]
    return [replace(_topic(clause), modality=modality)]


def modality_of(clause: Clause) -> Modality | None:
    """Return the clause's modality: a condition, a necessity, a possibility."""
    stance = load_stance()
    lowers = " ".join(tok.lower for tok in clause.tokens).replace("' ", "'")
    if clause.verb is not None and clause.verb.mood == "Cnd" and not clause.verb.modal:
        return "conditional"
    padded = f" {lowers} "
    if any(f" {phrase} " in padded for phrase in stance.conditions if phrase != "si") or lowers.startswith("si "):
        return "conditional"
    lemmas = {clause.tokens[index].lemma for index in range(len(clause.tokens)) if not clause.deep[index]}
    if lemmas & stance.necessary:
        return "necessary"
    if lemmas & stance.possible:
        return "possible"
    return None


def _predicate(clause: Clause) -> list[Tok]:
    """Return what follows the verb in the main clause, without the second half of its negation."""
    verb = clause.verb
    if verb is None:
        return list(clause.tokens)
    rest = [
        tok for tok, deep in zip(clause.tokens[verb.last + 1 :], clause.deep[verb.last + 1 :], strict=True) if not deep
    ]
    return [tok for tok in rest if tok.lower not in load_stance().negators] if verb.negated else rest


def subject_tokens(clause: Clause) -> list[Tok]:
    """Return what stands before the verb in the main clause, without *ne* and the like."""
    verb = clause.verb
    end = verb.first if verb is not None else 0
    return [tok for tok, deep in zip(clause.tokens[:end], clause.deep[:end], strict=True) if not deep]


def _flip(clause: Clause, sign: int) -> int:
    return -sign if clause.verb is not None and clause.verb.negated else sign


def _make(
    clause: Clause,
    phrase: Phrase | None,
    act: Act,
    sign: int,
    rule: str,
    *,
    strong: bool = True,
    negated: bool = False,
    anaphor: tuple[Tok, ...] = (),
    holder: tuple[Tok, ...] = (),
    holder_noun: bool = False,
    loose: bool = False,
) -> list[Assertion]:
    if phrase is None:
        return []
    issue = tuple(clause.tokens[phrase.first : phrase.last + 1])
    negated = negated or clause.verb is not None and clause.verb.negated
    return [
        Assertion(
            issue, act, sign, clause, rule,
            negated=negated, anaphor=anaphor, holder=holder, holder_noun=holder_noun, strong=strong, loose=loose,
        )
    ]  # fmt: skip


# --- contents without a finite verb ---------------------------------------------------------------------------


def infinitives(tokens: Sequence[Tok]) -> list[int]:
    """Return the indices of an infinitive content's coordinate heads: *de A, de B et de C*, *A et B*."""
    heads: list[int] = []
    for index, tok in enumerate(tokens):
        if tok.form != "inf":
            continue
        place = index - 1
        while place >= 0 and (
            tokens[place].lower
            in (
                "ne",
                "n'",
                "pas",
                "plus",
                "jamais",
                "se",
                "s'",
                "y",
                "en",
                "le",
                "la",
                "les",
                "l'",
                "lui",
                "leur",
                "nous",
                "vous",
                "me",
                "m'",
            )
            or tokens[place].pos == "ADV"
        ):
            place -= 1
        linked = place >= 0 and tokens[place].lower in ("de", "d'", "à")
        before = place - 1 if linked else place
        if not heads:
            if place < 0 or before < 0 or linked and before < 0:
                heads.append(index)
            elif index <= 6 and all(
                tokens[k].pos in ("ADV", "ADP", "PUNCT") or tokens[k].is_mark for k in range(place + 1)
            ):
                heads.append(index)
        elif before >= 0 and (
            tokens[before].lower in ("et", "ou", "ni", "mais", "puis") or tokens[before].text == "," and linked
        ):
            first_linked = heads[0] and tokens[0].lower in ("de", "d'", "à")
            if linked or not first_linked or tokens[before].lower in ("et", "ou"):
                heads.append(index)
    return heads


def _without_verb(clause: Clause) -> list[Assertion]:
    tokens = clause.tokens
    heads = infinitives(tokens)
    if heads:
        made: list[Assertion] = []
        for number, head in enumerate(heads):
            end = heads[number + 1] if number + 1 < len(heads) else len(tokens)
            made += infinitive(clause, head, end)
        full = [item for item in made if len(item.issue) > 1 or item.anaphor]
        return full or made[:1]
    return _attribute(clause) or _nominal(clause)


def infinitive(clause: Clause, head: int, end: int) -> list[Assertion]:
    """Return the assertion of an infinitive at ``head``; its object may be a clitic (*de les poursuivre*)."""
    tokens = clause.tokens
    core = infinitive_core(tokens[:end], head)
    before = [tok.lower for tok in tokens[max(0, head - 4) : head]]
    negated = "ne" in before and any(word in before for word in ("pas", "plus", "jamais", "rien"))
    clitic = next((tok for tok in tokens[max(0, head - 2) : head] if tok.lower in ("le", "la", "les", "l'")), None)
    made = _make(
        clause,
        core,
        "state",
        -1 if negated else 1,
        "infinitive",
        strong=negated,
        negated=negated,
        anaphor=(clitic,) if clitic is not None else (),
    )
    return made


_ATTITUDES: Final[dict[str, tuple[Act, int]]] = {
    "prêt": ("accept", 1), "disposé": ("accept", 1), "ouvert": ("accept", 1), "favorable": ("accept", 1),
    "déterminé": ("promise", 1), "résolu": ("promise", 1), "décidé": ("promise", 1), "engagé": ("promise", 1),
    "opposé": ("refuse", -1), "hostile": ("refuse", -1), "défavorable": ("refuse", -1), "contre": ("refuse", -1),
    "réticent": ("refuse", -1), "pour": ("accept", 1), "inquiet": ("warn", -1), "préoccupé": ("warn", -1),
    "choqué": ("criticize", -1), "indigné": ("criticize", -1), "scandalisé": ("criticize", -1), "consterné": ("criticize", -1),
    "déçu": ("criticize", -1), "révolté": ("criticize", -1), "heureux": ("praise", 1), "ravi": ("praise", 1), "satisfait": ("praise", 1),
    "fier": ("praise", 1), "reconnaissant": ("praise", 1), "content": ("praise", 1), "soulagé": ("praise", 1), "confiant": ("state", 1),
    "optimiste": ("state", 1), "pessimiste": ("state", -1), "sceptique": ("state", -1), "convaincu": ("state", 1),
    "persuadé": ("state", 1), "certain": ("state", 1), "sûr": ("state", 1), "attaché": ("state", 1), "intéressé": ("accept", 1),
    "attristé": ("state", -1), "désolé": ("state", -1), "mécontent": ("criticize", -1), "innocent": ("deny", 1), "conscient": ("state", 1),
}  # fmt: skip


def _attribute(clause: Clause, first: int = 0, negated: bool = False) -> list[Assertion]:
    """*prêt à négocier*, *favorable à la réforme*, *plus difficile de violer les obligations*."""
    tokens = clause.tokens
    index = first
    while index < len(tokens) and (
        tokens[index].pos == "ADV"
        and singular(tokens[index].lower) not in _ATTITUDES
        or tokens[index].is_mark
        or tokens[index].lower in ("plus", "moins", "très", "tout", "toute", "même")
    ):
        index += 1
    if index >= len(tokens):
        return []
    tok = tokens[index]
    lemma = next((form for form in (tok.lemma, singular(tok.lower), tok.lower) if form in _ATTITUDES), None)
    side = word_sign(tok)
    if lemma is None and not (tok.pos in ("ADJ", "VERB") and side):
        return []
    if lemma in ("pour", "contre") and tok.pos not in ("ADP", "ADV"):
        return []
    reduced = any(item.lower == "moins" for item in tokens[first:index])
    act, sign = _ATTITUDES[lemma] if lemma else ("state", side)
    rest = index + 1
    while rest < len(tokens) and (
        tokens[rest].is_mark or tokens[rest].pos == "ADV" and tokens[rest].lower not in ("que", "qu'")
    ):
        rest += 1
    if rest >= len(tokens):
        return []
    if negated or reduced:
        sign = -sign
        act = {"accept": "refuse", "refuse": "accept"}.get(act, act)  # type: ignore[assignment]  # both are acts
    target = _target(tokens, rest)
    if target is None:
        return []
    return _make(clause, target, act, sign, "attribute", negated=negated or reduced)


def _target(tokens: Sequence[Tok], index: int) -> Phrase | None:
    """Return what follows an adjective or verb as its object: infinitive core, noun phrase, or the core of a que-clause."""
    while index < len(tokens) and tokens[index].is_mark and tokens[index].text not in '«"“(':
        index += 1
    if index >= len(tokens):
        return None
    place = index
    for place in range(index, min(index + 5, len(tokens))):
        tok = tokens[place]
        if tok.form == "inf":
            return infinitive_core(tokens, place)
        if not (
            tok.lower
            in (
                "à",
                "de",
                "d'",
                "ne",
                "pas",
                "plus",
                "se",
                "s'",
                "le",
                "la",
                "les",
                "l'",
                "y",
                "en",
                "leur",
                "lui",
                "nous",
                "vous",
            )
            or tok.pos == "ADV"
            or tok.text in '«"“'
        ):
            break
    if tokens[index].lower in ("que", "qu'", "ce", "si") and index + 1 < len(tokens):
        start = index + 1
        if tokens[index].lower == "ce" and tokens[start].lower in ("que", "qu'"):
            start += 1
        inner = clauses_of(tokens[start:])
        if inner and inner[0].verb is not None:
            core = clause_core(inner[0])
            return Phrase(core.first + start, core.last + start, core.head + start)
    start = index
    if tokens[index].lower in _PREPOSITIONS:
        start = index + 1
    if start < len(tokens) and tokens[start].text in '«"“':
        start += 1
    if start >= len(tokens):
        return None
    return noun_phrase(tokens, start, wide=True)


def clause_core(clause: Clause) -> Phrase:
    """Return a clause's core: from its subject, if that is a noun phrase, to its verb's object or attribute."""
    verb = clause.verb
    tokens = clause.tokens
    if verb is None:
        return Phrase(0, len(tokens) - 1, 0)
    subject, _ = subject_of(clause)
    attached = subject is not None and verb.first - subject.last <= 4
    first = subject.first if subject is not None and attached else verb.main
    if not attached and verb.copula:
        first = min(verb.main + 1, len(tokens) - 1)
        while first < len(tokens) - 1 and (tokens[first].pos == "ADV" or tokens[first].is_mark):
            first += 1
    last = verb.last
    index = verb.last + 1
    while index < len(tokens) and (
        tokens[index].pos == "ADV" or tokens[index].lower in _PREPOSITIONS or tokens[index].text in '«"“'
    ):
        index += 1
    if index < len(tokens) and not tokens[index].is_mark:
        if tokens[index].form == "inf":
            last = infinitive_core(tokens, index).last
        elif tokens[index].pos == "ADJ" or tokens[index].form == "part":
            last = index
            rest = index + 1
            if rest + 1 < len(tokens) and tokens[rest].lower in _PREPOSITIONS:
                phrase = noun_phrase(tokens, rest + 1, wide=True)
                last = phrase.last if phrase is not None else last
        else:
            phrase = noun_phrase(tokens, index, wide=True)
            if phrase is not None:
                last = phrase.last
    return Phrase(first, max(first, last), verb.main)


def _nominal(clause: Clause) -> list[Assertion]:
    tokens = clause.tokens
    index = 0
    while index < len(tokens) and (
        tokens[index].lower in _PREPOSITIONS
        or tokens[index].is_mark
        and tokens[index].text not in '«"“'
        or tokens[index].pos in ("ADV", "CCONJ")
    ):
        index += 1
    phrase = noun_phrase(tokens, index, wide=True) if index < len(tokens) else None
    if phrase is None:
        places = [i for i, tok in enumerate(tokens) if tok.is_noun]
        phrase = noun_phrase(tokens, places[0], wide=True) if places else None
    if phrase is None:
        phrase = Phrase(0, len(tokens) - 1, 0)
    outside = [*tokens[: phrase.first], *tokens[phrase.last + 1 :]]
    refused = bool(outside) and outside[0].lower in ("pas", "non", "aucun", "aucune", "jamais", "plus") and index > 0
    sign = -1 if refused else 0
    anaphor = tokens[phrase.first : phrase.last + 1] if points_back(tokens, phrase) else ()
    made = _make(clause, phrase, "state", sign, "noun_phrase", strong=refused, negated=refused, anaphor=tuple(anaphor))
    for extra in _coordinated(tokens, phrase):
        made += _make(clause, extra, "state", sign, "noun_phrase", strong=refused, negated=refused)
    return made


def _coordinated(tokens: Sequence[Tok], phrase: Phrase) -> list[Phrase]:
    """Return the further noun phrases of *A, B et C* that follow a noun phrase."""
    found: list[Phrase] = []
    index = phrase.last + 1
    while index + 1 < len(tokens) and (tokens[index].lower in ("et", "ainsi") or tokens[index].text == ","):
        start = index + 1
        if tokens[index].lower == "ainsi" and tokens[start].lower == "que":
            start += 1
        if start < len(tokens) and tokens[start].lower == "et":
            start += 1
        if start >= len(tokens) or tokens[start].pos != "DET":
            break
        following = noun_phrase(tokens, start, wide=True)
        if following is None:
            break
        found.append(following)
        index = following.last + 1
    return found if found and any(tok.lower == "et" for tok in tokens[phrase.last + 1 : found[-1].first]) else []


def points_back(tokens: Sequence[Tok], phrase: Phrase) -> bool:
    """Whether a noun phrase is an anaphor: a bare pronoun, or *ce/cette/ces* with a general noun and nothing more."""
    head, first = tokens[phrase.head], tokens[phrase.first]
    if head.pos == "PRON" or head.lower in ("celui", "celle", "ceux", "celles", "cela", "ça", "ceci"):
        return True
    if first.lower not in ("ce", "cet", "cette", "ces"):
        return False
    return phrase.last - phrase.head <= 0 and (
        head.lemma in load_stance().general_nouns or singular(head.lower) in load_stance().general_nouns
    )


# --- clauses ---------------------------------------------------------------------------------------------------


def _subject_issue(
    clause: Clause, act: Act, sign: int, rule: str, *, strong: bool = True, loose: bool = False
) -> list[Assertion]:
    """Make an assertion about the clause's subject, which may be an anaphor."""
    subject, pronoun = subject_of(clause)
    tokens = clause.tokens
    if subject is not None:
        anaphor = tokens[subject.first : subject.last + 1] if points_back(tokens, subject) else ()
        return _make(clause, subject, act, sign, rule, strong=strong, loose=loose, anaphor=tuple(anaphor))
    if pronoun and pronoun not in FIRST and clause.verb is not None:
        place = next((i for i, tok in enumerate(tokens) if tok.lower.lstrip("-") == pronoun), None)
        if place is not None:
            core = clause_core(clause)
            return _make(clause, core, act, sign, rule, strong=strong, loose=loose, anaphor=(tokens[place],))
    return []


def _act_noun(clause: Clause) -> list[Assertion]:
    """*Sur ces questions, la réponse est négative*: the act of whoever's answer it is."""
    verb = clause.verb
    subject, _ = subject_of(clause)
    if verb is None or subject is None or not verb.copula:
        return []
    tokens = clause.tokens
    stance = load_stance()
    noun = next(
        (
            i
            for i in range(subject.first, subject.last + 1)
            if tokens[i].lemma in stance.act_nouns and tokens[i].is_noun
        ),
        None,
    )
    if noun is None:
        return []
    stances = [
        tok
        for tok in _predicate(clause)[:5]
        if {tok.lemma, tok.lower, singular(tok.lower)} & stance.act_adjectives and tok.pos in ("ADJ", "VERB", "NOUN")
    ]
    sign = word_sign(stances[0]) if stances else 0
    if not sign:
        return []
    sign = _flip(clause, sign)
    act = stance.act_nouns[tokens[noun].lemma]
    holder = tokens[noun : subject.last + 1]
    for index, tok in enumerate(tokens):
        if (
            tok.lower in ("sur", "à", "aux", "concernant", "quant")
            and not clause.deep[index]
            and not subject.first <= index <= subject.last
        ):
            phrase = noun_phrase(tokens, index + 1)
            if phrase is not None:
                anaphor = tokens[phrase.first : phrase.last + 1] if points_back(tokens, phrase) else ()
                return _make(
                    clause,
                    phrase,
                    act,
                    sign,
                    "act_noun",
                    anaphor=tuple(anaphor),
                    holder=tuple(holder),
                    holder_noun=True,
                )
    return _make(clause, subject, act, sign, "act_noun", holder=tuple(holder), holder_noun=True)


def _reported(clause: Clause) -> list[Assertion]:
    """*Nous rappelons que S*, *je pense que S*, *nous mettons en garde contre le fait que S*: what S asserts."""
    verb = clause.verb
    if verb is None:
        return []
    tokens = clause.tokens
    que = next(
        (i for i in range(verb.last + 1, min(verb.last + 9, len(tokens))) if tokens[i].lower in ("que", "qu'")), None
    )
    if que is None or any(tokens[i].text in ",;:" for i in range(verb.last + 1, que)):
        return []
    between = [tok.lower for tok in tokens[verb.last + 1 : que]]
    main = tokens[verb.main]
    warns = "garde" in between
    position = position_of(main, reflexive=verb.reflexive)
    adjective = next(
        (tok for tok in tokens[verb.last + 1 : que] if tok.pos == "ADJ" or singular(tok.lower) in _ATTITUDES), None
    )
    opens = (
        main.lemma in _REPORTING
        or position is not None
        or warns
        or verb.copula
        and adjective is not None
        and singular(adjective.lower) in _ATTITUDES
    )
    if not opens or any(
        tok.is_noun and tok.lower != "fait" and tok.lower != "garde" for tok in tokens[verb.last + 1 : que]
    ):
        return []
    subject, pronoun = subject_of(clause)
    if pronoun in ("il", "ce", "c'", "cela") and verb.copula:
        return []
    inner = assertions_of(tokens[que + 1 :])
    if not inner:
        return []
    necessary = main.lemma == "falloir"
    if warns:
        return [replace(item, act="warn", sign=-1, rule="reported", strong=True) for item in inner]
    if necessary:
        return [_as_core(item, "demand", _flip(clause, 1), "necessity") for item in inner[:2]]
    if position is not None and position.act not in ("state", "announce"):
        return [_as_core(item, position.act, _flip(clause, position.sign), "position") for item in inner[:2]]
    if position is not None and main.lemma in ("espérer", "souhaiter", "vouloir", "craindre", "redouter", "douter"):
        return [_as_core(item, position.act, _flip(clause, position.sign), "position") for item in inner[:1]]
    if verb.negated and main.lemma in ("penser", "croire", "dire", "estimer", "trouver", "voir"):
        return [replace(item, sign=-(item.sign or 1), strong=True) for item in inner]
    return inner


def _as_core(item: Assertion, act: Act, sign: int, rule: str) -> Assertion:
    """Take a wanted, feared or blamed clause as the issue itself."""
    if item.clause.verb is None:
        return replace(item, act=act, sign=sign, rule=rule, strong=True)
    core = clause_core(item.clause)
    negated = item.clause.verb.negated
    issue = item.clause.tokens[core.first : core.last + 1]
    return replace(item, issue=issue, act=act, sign=-sign if negated else sign, rule=rule, strong=True, negated=negated)


def _impersonal(clause: Clause) -> list[Assertion]:
    """*il faut …*, *il est inadmissible que …*, *il est difficile de …*, *il y a …*."""
    verb = clause.verb
    if verb is None:
        return []
    tokens = clause.tokens
    _, pronoun = subject_of(clause)
    stance = load_stance()
    main = tokens[verb.main]
    rest = verb.last + 1
    if (
        "falloir" in (verb.lemma, verb.modal, tokens[verb.first].lemma)
        or pronoun == "il"
        and verb.lemma in ("convenir", "s'agir", "importer")
        or pronoun == "il"
        and verb.lemma == "agir"
        and verb.reflexive
    ):
        start = verb.last if verb.modal and tokens[verb.main].form == "inf" else rest
        target = infinitive_core(tokens, verb.main) if tokens[verb.main].form == "inf" else _target(tokens, start)
        return _make(clause, target, "demand", _flip(clause, 1), "necessity")
    if verb.lemma == "avoir" and any(tok.lower in ("y", "-y") for tok in tokens[max(0, verb.first - 2) : verb.first]):
        while rest < len(tokens) and (
            tokens[rest].pos == "ADV" or tokens[rest].lower in ("toujours", "pas", "de", "d'", "-t", "-il", "plus")
        ):
            rest += 1
        phrase = noun_phrase(tokens, rest, wide=True) if rest < len(tokens) else None
        if phrase is None:
            return []
        side = valence(tokens[phrase.first : phrase.last + 1]) or 1
        return _make(clause, phrase, "state", _flip(clause, side), "existence", strong=verb.negated)
    if pronoun not in ("il", "ce", "c'") or not verb.copula:
        return []
    index = rest
    while index < len(tokens) and (
        tokens[index].pos == "ADV" and not stance.adjectives.get(tokens[index].lower) or tokens[index].is_mark
    ):
        index += 1
    if index >= len(tokens):
        return []
    adjective = tokens[index]
    base = next(
        (
            form
            for form in (adjective.lemma, singular(adjective.lower), adjective.lower)
            if form in stance.adjectives or form in stance.demanding_adjectives or form in stance.refusing_adjectives
        ),
        "",
    )
    if not base and adjective.pos not in ("ADJ", "VERB") and adjective.lower != "temps":
        return []
    link = index + 1
    while link < len(tokens) and (
        tokens[link].pos == "ADV"
        and tokens[link].lower not in ("que", "qu'")
        or tokens[link].is_mark
        and tokens[link].text != ","
    ):
        link += 1
    if link >= len(tokens) or tokens[link].lower not in ("de", "d'", "que", "qu'", "à"):
        return []
    if pronoun != "il" and tokens[link].lower == "à":
        return []
    target = _target(tokens, link)
    if target is None:
        return []
    reduced = any(tok.lower == "moins" for tok in tokens[rest:index])
    sign = stance.adjectives.get(base, 1) * (-1 if reduced else 1)
    act: Act = "state"
    if base in stance.demanding_adjectives:
        act = "demand"
    elif base in stance.refusing_adjectives:
        act = "criticize"
    if base in ("clair", "évident", "vrai", "certain", "probable", "possible", "sûr", "faux") and tokens[
        link
    ].lower in ("que", "qu'"):
        inner = assertions_of(tokens[link + 1 :])
        flip = sign * (-1 if verb.negated else 1)
        if inner and flip > 0:
            return inner
        if inner:
            return [replace(item, sign=-(item.sign or 1), act="deny", strong=True) for item in inner]
    return _make(clause, target, act, _flip(clause, sign), "impersonal")


def _presentative(clause: Clause) -> list[Assertion]:
    """*C'est une honte*, *c'est inacceptable*, *ce n'est pas une solution*: about what *ce* stands for."""
    verb = clause.verb
    if verb is None or not verb.copula:
        return []
    tokens = clause.tokens
    subject, pronoun = subject_of(clause)
    if pronoun not in ("ce", "c'", "cela", "ça", "ceci") or subject is not None:
        return []
    predicate = _predicate(clause)
    side = valence(predicate[:8])
    place = next((i for i, tok in enumerate(tokens) if tok.lower == pronoun), verb.first)
    start = verb.last + 1
    while start < len(tokens) and (tokens[start].pos == "ADV" or tokens[start].lower in ("pas", "plus")):
        start += 1
    phrase = noun_phrase(tokens, start, wide=True) if start < len(tokens) else None
    sign = _flip(clause, side or 1)
    act: Act = "criticize" if sign < 0 else "state"
    issue = phrase if phrase is not None else clause_core(clause)
    return _make(clause, issue, act, sign, "presentative", strong=bool(side) or verb.negated, anaphor=(tokens[place],))


def _evaluation(clause: Clause) -> list[Assertion]:
    """*Cette réforme est injuste*, *nous sommes favorables à …*."""
    verb = clause.verb
    if verb is None or not (verb.copula or verb.lemma in ("sembler", "paraître", "rester", "demeurer", "devenir")):
        return []
    tokens = clause.tokens
    subject, pronoun = subject_of(clause)
    attitude = _attribute(clause, verb.last + 1, negated=verb.negated)
    if attitude and (pronoun in _VAGUE or _is_actor(clause, subject)):
        item = attitude[0]
        holder = tokens[subject.first : subject.last + 1] if subject is not None else ()
        return [replace(item, holder=tuple(holder))]
    predicate = _predicate(clause)
    side = valence(predicate[:6])
    sign = _flip(clause, side or 1)
    act: Act = "criticize" if sign < 0 and side else "state"
    core = clause_core(clause)
    complemented = any(tok.lower in _PREPOSITIONS for tok in predicate[1:4])
    if pronoun in FIRST or _is_actor(clause, subject) or pronoun in _VAGUE and complemented:
        return _make(clause, core, act, sign, "evaluation", strong=bool(side))
    if subject is not None and complemented and not points_back(tokens, subject):
        return _make(clause, core, act, sign, "evaluation", strong=bool(side))
    return _subject_issue(clause, act, sign, "evaluation", strong=bool(side))


def _is_actor(clause: Clause, subject: Phrase | None) -> bool:
    return subject is not None and clause.tokens[subject.head].pos == "PROPN"


def _position(clause: Clause) -> list[Assertion]:
    """*Nous rejetons ce texte*, *Moscou exige des garanties*: the subject's act and attitude to the object."""
    verb = clause.verb
    if verb is None or verb.passive:
        return []
    tokens = clause.tokens
    subject, pronoun = subject_of(clause)
    if not (pronoun in FIRST or _is_actor(clause, subject) or subject is None and not pronoun):
        return []
    found = None
    for index in (verb.first, verb.main):
        if position := position_of(tokens[index], reflexive=verb.reflexive):
            found = (index, position)
            break
    if found is None:
        return []
    index, position = found
    start = index + 1
    heads = infinitives(tokens[start:])
    sign = _flip(clause, position.sign)
    act: Act = position.act
    if verb.negated:
        act = {"accept": "refuse", "demand": "refuse", "propose": "refuse", "refuse": "accept"}.get(act, act)  # type: ignore[assignment]  # all are acts
    actor = subject is not None and _is_actor(clause, subject) and not verb.modal
    holder = tokens[subject.first : subject.last + 1] if actor and subject is not None else ()
    made: list[Assertion] = []
    if heads:
        for number, head in enumerate(heads):
            end = start + heads[number + 1] if number + 1 < len(heads) else len(tokens)
            for item in infinitive(clause, start + head, end):
                made.append(
                    replace(item, act=act, sign=sign * item.sign, rule="position", holder=tuple(holder), strong=True)
                )
        if made:
            return made
    clitic = next(
        (
            tok
            for tok in tokens[max(0, verb.first - 2) : verb.first]
            if tok.lower in ("le", "la", "les", "l'", "en", "y")
        ),
        None,
    )
    while start < len(tokens) and (
        tokens[start].pos == "ADV" or tokens[start].lower in ("pas", "plus") or tokens[start].text in '«"“'
    ):
        start += 1
    target = _target(tokens, start) if start < len(tokens) else None
    if target is not None:
        anaphor = tokens[target.first : target.last + 1] if points_back(tokens, target) else ()
        made = _make(clause, target, act, sign, "position", holder=tuple(holder), anaphor=tuple(anaphor))
        for extra in _coordinated(tokens, target):
            made += _make(clause, extra, act, sign, "position", holder=tuple(holder))
        return made
    if clitic is not None:
        return _make(
            clause,
            Phrase(verb.first, verb.last, verb.main),
            act,
            sign,
            "position",
            holder=tuple(holder),
            anaphor=(clitic,),
        )
    return []


def _commitment(clause: Clause) -> list[Assertion]:
    """*Nous allons poursuivre les efforts*, *je baisserai les impôts*: a promise of what the verb names."""
    verb = clause.verb
    if verb is None or verb.passive:
        return []
    tokens = clause.tokens
    _, pronoun = subject_of(clause)
    if pronoun not in ("je", "j'", "nous"):
        return []
    going = verb.modal == "aller" or tokens[verb.first].lemma == "aller" and tokens[verb.main].form == "inf"
    future = verb.tense == "Fut"
    if not (going or future) or verb.copula:
        return []
    core = infinitive_core(tokens, verb.main)
    sign = _flip(clause, 1)
    return _make(clause, core, "refuse" if verb.negated else "promise", sign, "commitment")


def _necessity(clause: Clause) -> list[Assertion]:
    """*Le gouvernement doit agir*, *nous devons investir*, imperatives: what is to be done."""
    verb = clause.verb
    if verb is None:
        return []
    tokens = clause.tokens
    imperative = verb.mood == "Imp"
    if not (verb.modal == "devoir" and tokens[verb.main].form == "inf" or imperative) or verb.copula:
        return []
    core = clause_core(clause) if verb.passive else infinitive_core(tokens, verb.main)
    return _make(clause, core, "demand", _flip(clause, 1), "necessity")


def _topic(clause: Clause) -> Assertion:
    """Whatever else: the topic of the main clause, with the side its verb and predicate take.

    A verb with an object is named with it, one without by its subject alone.
    """
    verb = clause.verb
    tokens = clause.tokens
    if verb is None:
        return _nominal(clause)[0]
    subject, pronoun = subject_of(clause)
    main = tokens[verb.main]
    position = position_of(main, reflexive=verb.reflexive)
    effect = effect_of(main, reflexive=verb.reflexive) or (position.sign if position else 0)
    predicate = _predicate(clause)
    side = effect or valence(predicate) or valence(subject_tokens(clause))
    sign = _flip(clause, side) if side else (-1 if verb.negated else 0)
    act: Act = "state"
    core = clause_core(clause)
    transitive = core.last > verb.last and not verb.passive
    personal = pronoun in _VAGUE or subject is None or _is_actor(clause, subject)
    if pronoun in FIRST and not effect:
        sign = sign or 1
    elif sign < 0 and effect < 0 and transitive and pronoun not in ("je", "j'", "nous"):
        act = "accuse" if personal else "criticize"
    anaphor: tuple[Tok, ...] = ()
    if pronoun in _DEMONSTRATIVES:
        anaphor = tuple(tok for tok in tokens if tok.lower == pronoun)[:1]
    elif subject is not None and points_back(tokens, subject):
        anaphor = tuple(tokens[subject.first : subject.last + 1])
    elif pronoun in ("il", "ils", "elle", "elles") and not transitive:
        anaphor = tuple(tok for tok in tokens if tok.lower.lstrip("-") == pronoun)[:1]
    named = subject is not None and tokens[subject.head].is_noun
    issue = subject if named and not transitive and not _is_actor(clause, subject) else core
    return _make(clause, issue, act, sign, "topic", strong=bool(effect), loose=not effect, anaphor=anaphor)[0]
