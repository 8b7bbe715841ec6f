"""Contents cut into clauses: main finite verbs, verb groups, subjects, what is subordinate.

Shallow on purpose: tags and closed-class words decide, the parser's arcs only help, because they are least sure
where quotation marks and inserted reporting clauses stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from claimx.stages.claims.locutions import mark_locutions
from claimx.stages.claims.phrases import Phrase, noun_phrase
from claimx.stages.claims.tokens import CLITICS, Tok, trimmed
from claimx.stages.claims.verbs import mark_verbs

_RELATIVES: Final = frozenset(
    "qui dont où lequel laquelle lesquels lesquelles duquel auquel auxquels auxquelles desquels desquelles".split()
)
_SUBORDINATORS: Final = frozenset(
    "que qu' lorsque lorsqu' quand puisque puisqu' parce car tandis alors si s' comme quoique afin dès"
    " pourquoi comment combien".split()
)
_COORDINATORS: Final = frozenset(("et", "mais", "ou", "or", "donc", "ni", ";", ":", "puis"))
_ASKING: Final = frozenset("qui où lequel laquelle lesquels lesquelles quand pourquoi comment combien que qu'".split())
"""Words that open a question as well as a subordinate clause."""
_LINKING: Final = frozenset("rester demeurer devenir sembler paraître redevenir avérer".split())
"""Verbs that join subject and adjective as *être* does."""
_LEADING: Final = frozenset("et mais or car ou donc puis alors ainsi enfin".split())
MODALS: Final = frozenset("pouvoir devoir savoir aller falloir vouloir faire laisser venir".split())
_ASPECTS: Final = frozenset("continuer commencer finir cesser arrêter être".split())
SUBJECT_PRONOUNS: Final = frozenset(
    "je j' tu il elle on nous vous ils elles ce c' cela ça ceci"
    " -je -tu -il -elle -on -nous -vous -ils -elles -ce".split()
)
_DEEPEST: Final = 16
"""Clauses within each other that are told apart; what is deeper is lost punctuation."""
_SKIPPED: Final = frozenset(("-t", "-t-", "-", *CLITICS))


@dataclass(slots=True, unsafe_hash=True)  # not frozen: that makes each one take twice as long
class VerbGroup:
    """A finite verb with all that belongs to it; indices into the clause's tokens.

    ``lemma`` is the verb that means something (*violé* of *a été violé*); ``modal`` what governs it (*devoir*);
    ``copula`` is set where *être* joins subject and attribute.
    """

    first: int
    last: int
    lemma: str
    main: int
    modal: str
    copula: bool
    passive: bool
    negated: bool
    reflexive: bool
    person: str
    plural: bool
    tense: str
    mood: str


@dataclass(frozen=True, slots=True)
class Clause:
    """One assertion's tokens; ``verb`` is its main verb group, None where it has no finite verb.

    ``deep[i]`` is 0 if token *i* stands in the main clause, 1 in a subordinate clause, 2 in a relative clause.
    """

    tokens: tuple[Tok, ...]
    deep: tuple[int, ...]
    verb: VerbGroup | None
    known: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What has been found out about it, for the functions that are asked more than once."""

    @property
    def span(self) -> tuple[int, int]:
        """Characters of the clause without marks and conjunctions at its edges."""
        tokens = trimmed(self.tokens)
        while len(tokens) > 1 and tokens[0].lower in _LEADING and not tokens[0].is_noun:
            tokens = trimmed(tokens[1:])
        return (tokens[0].start, tokens[-1].end) if tokens else (self.tokens[0].start, self.tokens[-1].end)


def depth_of(tokens: Sequence[Tok], *, question: bool = False, plain: int | None = None) -> list[int]:
    """Return for each token 0 in the main clause, 1 in a subordinate clause, 2 in a relative clause.

    In a ``question`` the word that asks opens no clause (*les gars, qui peut me prêter 200 euros*), nor does that at
    ``plain``.
    """
    deep: list[int] = []
    stack: list[list[int]] = []
    group_end = -1
    for index, tok in enumerate(tokens):
        previous = tokens[index - 1] if index else None
        if stack and tok.text in (",", ";", ":", ".", "?", "!", "…") and stack[-1][0]:
            stack.clear()
        if question and tok.form == "fin":
            question = False
        asks = question and tok.lower in _ASKING and (previous is None or previous.is_mark or previous.pos == "CCONJ")
        opener = 0 if asks or index == plain else _opens(tokens, index) or 2 * _participial(tokens, index)
        question = question and not asks
        if opener:
            stack.append([int(tok.form == "part"), opener])
        elif tok.form == "fin" and stack and index > group_end:
            coordinated = previous is not None and any(
                item.lower in ("et", "ou", "ni", "mais") for item in tokens[max(0, index - 4) : index]
            )
            while stack and stack[-1][0] and not coordinated:
                stack.pop()
            if stack:
                stack[-1][0] = 1
        if tok.form == "fin" and tok.pos == "AUX" or tok.form == "fin" and tok.lemma in ("avoir", "être"):
            group_end = index
        deep.append(max(kind for _, kind in stack[-_DEEPEST:]) if stack else 0)
    return deep


def _opens(tokens: Sequence[Tok], index: int) -> int:
    """Return 2 if a relative clause opens at a token, 1 if another subordinate clause does, else 0."""
    lower = tokens[index].lower
    if lower in _RELATIVES:
        return 2
    if lower not in _SUBORDINATORS or not _subordinates(tokens, index):
        return 0
    before = tokens[index - 1] if index else None
    return 2 if lower in ("que", "qu'") and before is not None and before.is_noun and before.lower != "fait" else 1


def _participial(tokens: Sequence[Tok], index: int) -> bool:
    """Whether a participle after a comma opens a clause of its own (*un message, remis en décembre, …*)."""
    return (
        tokens[index].form == "part"
        and index > 1
        and tokens[index].pos == "VERB"
        and tokens[index - 1].text == ","
        and any(tok.text == "," for tok in tokens[index + 1 :])
        and not any(tok.form == "fin" and tok.lemma in ("être", "avoir") for tok in tokens[:index])
    )


def _subordinates(tokens: Sequence[Tok], index: int) -> bool:
    tok = tokens[index]
    lower = tok.lower
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if lower == "s'":
        return following is not None and following.lower in ("il", "ils")
    if lower not in _SUBORDINATORS or tok.is_noun:
        return False
    if lower in ("que", "qu'"):
        before = tokens[index - 1] if index else None
        if (
            before is not None
            and before.lower in ("plus", "moins", "aussi", "autant", "mieux", "pire")
            or _restricts(tokens, index)
        ):
            return False
        if before is not None and before.lower in ("parce", "alors", "tandis", "afin", "dès"):
            return False
        return any(item.form == "fin" for item in tokens[index + 1 : index + 40])
    if lower in ("alors", "tandis", "afin", "dès"):
        return following is not None and following.lower in ("que", "qu'")
    if lower == "si":
        return following is None or following.pos not in ("ADJ", "ADV")
    if lower == "comme":
        return any(item.form == "fin" for item in tokens[index + 1 : index + 8])
    return True


def _restricts(tokens: Sequence[Tok], index: int) -> bool:
    """Whether *que* is that of *ne … que*: only."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or following.lower in SUBJECT_PRONOUNS:
        return False
    ne = any(item.lower in ("ne", "n'") for item in tokens[max(0, index - 4) : index])
    negator = any(item.lower in ("pas", "plus", "jamais", "rien") for item in tokens[max(0, index - 4) : index])
    return ne and not negator and not any(item.form == "fin" for item in tokens[index + 1 : index + 6])


def clauses_of(tokens: Sequence[Tok], *, question: bool = False) -> list[Clause]:
    """Cut one sentence's tokens into its coordinate main clauses; ``question``: whether it asks."""
    tokens = mark_locutions(mark_verbs(tokens))
    if not tokens:
        return []
    deep = depth_of(tokens, question=question)
    verbs = _main(tokens, deep)
    if not verbs and (lead := _led(tokens)) is not None:
        # *Qu'il vienne*, *pourquoi la gare ferme*, *parce que c'est trop cher*: all that is said.
        deep = depth_of(tokens, question=question, plain=lead)
        verbs = _main(tokens, deep)
    starts = [0]
    previous: int | None = None
    for index in verbs:
        if previous is None:
            previous = index
            continue
        boundary = _boundary(tokens, deep, previous, index)
        if boundary is not None:
            starts.append(boundary)
            previous = index
    clauses = []
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        part, inside = tokens[start:end], deep[start:end]
        main = next(
            (i for i, tok in enumerate(part) if not inside[i] and tok.form == "fin" and tok.pos in ("VERB", "AUX")),
            None,
        )
        clauses.append(Clause(tuple(part), tuple(inside), verb_group(part, main) if main is not None else None))
    return clauses


def _main(tokens: Sequence[Tok], deep: Sequence[int]) -> list[int]:
    """Return the finite verbs of main clauses."""
    return [
        index
        for index, tok in enumerate(tokens)
        if not deep[index] and tok.form == "fin" and tok.pos in ("VERB", "AUX")
    ]


def _led(tokens: Sequence[Tok]) -> int | None:
    """Return the word that subordinates a sentence without a main clause, its first; None if there is none."""
    lead = next((index for index, tok in enumerate(tokens) if not tok.is_mark), 0)
    lower = tokens[lead].lower
    if lower in _RAISED:
        return lead
    alone = lower in _ALONE and sum([tok.form == "fin" for tok in tokens]) == 1
    return lead if alone else None


_RAISED: Final = frozenset("que qu' pourquoi comment combien parce".split())
_ALONE: Final = frozenset(("si", "s'", "où", "quand", "car", "puisque", "puisqu'"))
"""What leads a whole content only where that has no other finite verb: *si le bus passait*."""


def _boundary(tokens: Sequence[Tok], deep: Sequence[int], left: int, right: int) -> int | None:
    """Return where a second main clause begins between two finite verbs; None if they are one group."""
    best: int | None = None
    for index in range(right - 1, left, -1):
        tok = tokens[index]
        if deep[index]:
            continue
        if tok.lower in _COORDINATORS and _own_clause(tokens, index, right):
            if best is not None and tok.lower in ("et", "ou") and _has_subject(tokens, best, right):
                # *Des tracteurs et du tabac, tout le monde le sait*: the conjunction joins nouns.
                return best
            return index + 1
        if tok.text in (",", "—", "–") and best is None and _own_clause(tokens, index, right):
            best = index + 1
    return best


def _own_clause(tokens: Sequence[Tok], index: int, right: int) -> bool:
    """Whether what stands between a boundary and a verb can be its subject and clitics (or nothing)."""
    return not any(tok.form == "inf" and tok.pos == "VERB" for tok in tokens[index + 1 : right]) or right - index < 12


def _has_subject(tokens: Sequence[Tok], first: int, right: int) -> bool:
    """Whether a noun phrase stands between a boundary and a verb (a pronoun may only take up what stands before)."""
    return tokens[first].pos in ("DET", "ADJ") and any(tok.is_noun for tok in tokens[first:right])


def verb_group(tokens: Sequence[Tok], first: int) -> VerbGroup:
    """Read the verb group whose finite verb stands at ``first``."""
    tok = tokens[first]
    lemma, main, last, modal, passive = tok.lemma, first, first, "", False
    copula = lemma == "être"
    for _ in range(4):
        index = _next(tokens, last + 1, through=modal == "venir" or lemma in _ASPECTS or lemma == "venir")
        if index is None:
            break
        following = tokens[index]
        if lemma in ("avoir", "être") and following.form == "part":
            passive = lemma == "être" and following.lemma not in _MOVING
            copula = following.lemma == "être"
            lemma, main, last = following.lemma, index, index
        elif following.form == "inf" and (lemma in MODALS or lemma in _ASPECTS and not copula) and lemma != "avoir":
            modal = modal or lemma
            copula = following.lemma == "être"
            lemma, main, last = following.lemma, index, index
        else:
            copula = copula or lemma in _LINKING and following.pos == "ADJ"
            break
    window = tokens[max(0, first - 5) : first]
    near = window
    for place, item in enumerate(window):
        if item.is_mark or item.form == "fin":
            near = window[place + 1 :]
    reflexive = any(item.lower in ("se", "s'") for item in near[-3:]) or _same_person(near, tok)
    return VerbGroup(
        first, last, lemma, main, modal, copula, passive, _negated(tokens, first, last), reflexive,
        tok.word.person or "3", tok.word.number == "Plur", tok.word.tense, tok.word.mood,
    )  # fmt: skip


_MOVING: Final = frozenset(
    "aller venir arriver partir entrer sortir monter descendre naître mourir rester devenir tomber passer retourner"
    " revenir parvenir intervenir".split()
)


def _same_person(near: Sequence[Tok], verb: Tok) -> bool:
    lowers = [item.lower for item in near[-4:]]
    return lowers.count("nous") >= 2 or ("je" in lowers or "j'" in lowers) and ("me" in lowers or "m'" in lowers)


def _next(tokens: Sequence[Tok], index: int, *, through: bool) -> int | None:
    """Return the next token that may continue a verb group, past adverbs, clitics and inverted subjects."""
    limit = min(len(tokens), index + 6)
    while index < limit:
        tok = tokens[index]
        if (
            (
                tok.pos == "ADV"
                or tok.lower in _SKIPPED
                or tok.lower in SUBJECT_PRONOUNS
                or tok.lower in ("pas", "plus", "jamais", "tous", "toutes", "tout", "rien", "donc", "aussi")
                or tok.text in '«"“'
            )
            or through
            and tok.lower in ("à", "de", "d'")
        ):
            index += 1
        else:
            return index
    return None


def _negated(tokens: Sequence[Tok], first: int, last: int) -> bool:
    """Whether *ne … pas* (or *plus, jamais, aucun, ni, rien, personne …*) stands around a verb group."""
    before = tokens[max(0, first - 5) : first]
    ne = next((item for item in reversed(before) if item.lower in ("ne", "n'")), None)
    around = list(tokens[max(0, first - 8) : min(len(tokens), last + 6)])
    around += [tok for tok in tokens[last + 6 : last + 12] if tok.lower in ("aucun", "aucune", "ni", "rien")]
    lowers = [item.lower for item in around]
    if ne is None:
        return (
            any(lower in ("pas", "jamais") for lower in lowers[lowers.index(tokens[first].lower) :][: last - first + 3])
            if tokens[first].lower in lowers
            else False
        )
    if any(lower in _NEGATORS for lower in lowers):
        return not unsurpassed(lowers)
    if any(lower in ("que", "qu'") for lower in lowers[-6:]):
        return False
    return tokens[first].lemma in ("savoir", "pouvoir", "cesser", "oser") and True


def unsurpassed(lowers: Sequence[str]) -> bool:
    """Whether the only negator among words is that of *jamais autant, jamais été aussi*: more than ever before."""
    if "jamais" not in lowers or sum([lower in _NEGATORS for lower in lowers]) > 1:
        return False
    place = lowers.index("jamais")
    return not _COMPARED.isdisjoint(lowers[place + 1 : place + 4])


_COMPARED: Final = frozenset("autant aussi mieux pire".split())
_NEGATORS: Final = frozenset(
    "pas plus jamais aucun aucune ni nul nulle rien personne guère nullement aucunement".split()
)


_PLURAL_ENDINGS: Final = {"nous": ("ons", "mes"), "vous": ("ez", "tes")}
"""What a verb ends in whose subject *nous* or *vous* is; before another it is an object (*cela nous intéresse*)."""


def subject_of(clause: Clause) -> tuple[Phrase | None, str]:
    """Return a clause's subject: its noun phrase, or the pronoun's form (empty if there is none before the verb)."""
    found: tuple[Phrase | None, str] | None = clause.known.get("subject")
    if found is None:
        found = clause.known["subject"] = _subject_of(clause)
    return found


def _subject_of(clause: Clause) -> tuple[Phrase | None, str]:
    verb = clause.verb
    if verb is None:
        return None, ""
    tokens = clause.tokens
    for index in range(verb.first - 1, max(-1, verb.first - 6), -1):
        lower = tokens[index].lower
        if tokens[index].is_mark or tokens[index].form == "fin":
            break
        asks = lower == "qui" and not clause.deep[index]
        if asks or lower in SUBJECT_PRONOUNS and tokens[index].pos == "PRON":
            if (
                lower in ("nous", "vous")
                and index
                and tokens[index - 1].lower in ("nous", "vous", "il", "elle", "on", "ils", "elles", "ne", "qui")
            ):
                continue
            if lower in _PLURAL_ENDINGS and not tokens[verb.first].lower.endswith(_PLURAL_ENDINGS[lower]):
                continue
            return None, lower
    for index in range(verb.first + 1, min(len(tokens), verb.first + 3)):
        if tokens[index].lower.startswith("-") and tokens[index].lower in SUBJECT_PRONOUNS:
            return None, tokens[index].lower.lstrip("-")
    verb_tokens = {tokens[verb.first].i, tokens[verb.main].i}
    candidates: list[Phrase] = []
    index = 0
    while index < verb.first:
        if clause.deep[index] or tokens[index].is_mark:
            index += 1
            continue
        tok = tokens[index]
        if tok.pos == "ADP" or tok.lower in ("de", "d'", "à", "du", "aux", "au", "selon", "malgré"):
            phrase = noun_phrase(tokens, index + 1, wide=True)
            index = phrase.last + 1 if phrase and phrase.first == index + 1 else index + 1
            continue
        phrase = noun_phrase(tokens, index)
        if phrase is not None and phrase.last < verb.first:
            candidates.append(phrase)
            index = phrase.last + 1
        else:
            index += 1
    for phrase in reversed(candidates):
        head = tokens[phrase.head]
        if head.dep.startswith("nsubj") and head.head in verb_tokens:
            return phrase, ""
    return (candidates[-1], "") if candidates else (None, "")
