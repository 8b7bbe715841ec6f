"""Finite verbs that the tagger took for something else: a subject pronoun, *se* or *ne* announces one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from claimx.lexicon.cues import load_cues
from claimx.lexicon.function_words import CONDITIONAL_ENDINGS, DEFINITE_ARTICLES, FUTURE_ENDINGS
from claimx.stages.claims.tokens import CLITICS, Tok

_THIRD: Final = ("e", "t", "d", "a", "c")
_ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "je": ("e", "s", "x", "ai"), "j'": ("e", "s", "x", "ai"), "tu": ("s", "x"), "nous": ("ons",), "vous": ("ez",),
    **dict.fromkeys(("il", "elle", "on", "qui", "cela", "ça"), _THIRD),
    **dict.fromkeys(("ils", "elles"), ("ent", "ont")),
    **dict.fromkeys(("se", "s'"), (*_THIRD, "ent", "ont")),
    **dict.fromkeys(("ne", "n'"), (*_THIRD, "ent", "ont", "s", "ez")),
}  # fmt: skip
"""What a finite verb ends in after a word that announces one."""
_STRONG: Final = frozenset("elle elles nous vous qui".split())
"""Pronouns that also stand after a preposition or beside a noun, where no verb need follow."""
_NOT_BEFORE_PARTICIPLES: Final = frozenset("je j' tu il ils on".split())
"""Pronouns after which, with *ne*, what looks like a participle is finite: *je n'exclus pas*."""
_NEGATORS: Final = frozenset("pas plus jamais rien guère aucun aucune personne que qu' ni".split())
_SMALL: Final = frozenset(
    "même mêmes seul seule seuls seules tous toutes autres autre deux trois ci là aussi encore ensemble peut-être"
    " certes enfin sans ainsi ensuite alors presque quelque chose toute tout rien pas plus jamais chacun".split()
)
"""Words that stand between a pronoun and its verb, or behind it."""
_PARTICIPLES: Final = (
    "é",
    "ée",
    "és",
    "ées",
    "i",
    "ie",
    "is",
    "ies",
    "u",
    "ue",
    "us",
    "ues",
    "it",
    "ite",
    "ert",
    "erte",
)
_FUTURES: Final = ("era", "eront", "erait", "eraient", "ira", "iront")
"""Endings of verbs that no participle has."""
_IMPERFECTS: Final = ("ais", "ait", "aient")
_ORDERS: Final = frozenset("soyons soyez ayons ayez sachons sachez allons veuillez".split())
_OBJECTS: Final = frozenset("-moi -toi -nous -vous -le -la -les -lui -leur -y -en".split())
_IRREGULAR: Final = {
    "soyons": "être", "soyez": "être", "ayons": "avoir", "ayez": "avoir", "sachons": "savoir", "sachez": "savoir",
    "allons": "aller", "veuillez": "vouloir", "fais": "faire", "fait": "faire", "faisais": "faire", "faisait": "faire",
    "faites": "faire", "faisons": "faire",
    "plaît": "plaire", "ment": "mentir", "part": "partir", "sert": "servir", "dort": "dormir", "sent": "sentir",
    "sort": "sortir", "court": "courir", "meurt": "mourir", "souffre": "souffrir", "offre": "offrir", "ouvre": "ouvrir",
}  # fmt: skip
"""Forms that look like nouns or adjectives and whose infinitive no ending tells."""


def mark_verbs(tokens: Sequence[Tok]) -> Sequence[Tok]:
    """Return a sentence's tokens with verbs that were mistaken read as what they are (*je le/DET faisais/NOUN*)."""
    marked: list[Tok] | None = None
    for index, tok in enumerate(tokens):
        endings = _ENDINGS.get(tok.lower)
        place = index if endings is None else _place(tokens, index)
        if tok.form == "part" and tok.lower.endswith(_FUTURES):
            endings, place = _FUTURES, index  # *Le groupe votera contre*, tagged as a participle
        elif endings is None:
            if index and not tokens[index - 1].is_mark or not _orders(tokens, index):
                continue
        elif place is None or not _finite(tokens, index, place, endings):
            continue
        marked = list(tokens) if marked is None else marked
        marked[place] = _as_finite(tokens[place], ordered=endings is None)  # type: ignore[index]  # place is a number here
    return tokens if marked is None else marked


def _place(tokens: Sequence[Tok], index: int) -> int | None:
    """Return where the verb stands that a pronoun, *se* or *ne* announces: past clitics; None at a sentence's end."""
    place = index + 1
    while place < len(tokens) and tokens[place].lower in CLITICS:
        place += 1
    return place if place < len(tokens) else None


def _finite(tokens: Sequence[Tok], index: int, place: int, endings: tuple[str, ...]) -> bool:
    """Whether a word must be the finite verb of the pronoun, *se* or *ne* before it, though not tagged so."""
    word, lead = tokens[place], tokens[index].lower
    if word.form in ("fin", "inf") or word.is_mark or word.lower in _SMALL or not word.lower.endswith(endings):
        return False
    if word.lower.endswith("ant"):
        return False
    if word.form == "part" and (lead in ("qui", "se", "s'") or word.lower.endswith(_PARTICIPLES)):
        return (
            lead in _NOT_BEFORE_PARTICIPLES
            and tokens[place - 1].lower in ("ne", "n'")
            and load_cues().can_be_finite(word.lower)
        )
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if lead in ("ne", "n'"):
        return following is not None and following.lower in _NEGATORS and word.lower not in _NEGATORS
    if lead in _STRONG and (index and tokens[index - 1].pos == "ADP" or tokens[place - 1].lower in DEFINITE_ARTICLES):
        return False
    if word.is_noun or word.form == "part":
        return word.pos != "PROPN" or word.text == word.lower
    if following is not None and following.form == "fin":
        return False
    known = word.lower.endswith(FUTURE_ENDINGS) or load_cues().can_be_finite(word.lower)
    return known or word.pos == "ADJ" and lead not in _STRONG


def _orders(tokens: Sequence[Tok], index: int) -> bool:
    """Whether a sentence begins with an order: *Laissez-moi*, *Soyons réalistes*."""
    word = tokens[index]
    if word.form or word.is_mark:
        return False
    if word.lower in _ORDERS:
        return True
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    return following in _OBJECTS and word.lower.endswith(("ez", "ons", "e", "s")) and word.lower not in _SMALL


def _as_finite(tok: Tok, *, ordered: bool) -> Tok:
    lower = tok.lower
    imperfect = lower.endswith(_IMPERFECTS) and lower not in _IRREGULAR
    tense = "Fut" if lower.endswith(FUTURE_ENDINGS) else "Imp" if imperfect else "Pres"
    mood = "Imp" if ordered else "Cnd" if lower.endswith(CONDITIONAL_ENDINGS) else "Ind"
    return tok.as_finite(_lemma(lower) or tok.lemma, tense, mood)


def _lemma(lower: str) -> str:
    """Return the infinitive of a finite form: the cue verbs', else that of a regular verb in *-er*; or nothing."""
    if lower in _IRREGULAR:
        return _IRREGULAR[lower]
    cues = load_cues()
    if keys := cues.forms.get(lower):
        return cues.verbs[keys[0]].head
    for ending in (*CONDITIONAL_ENDINGS, *FUTURE_ENDINGS):
        if lower.endswith(f"e{ending}") and len(lower) > len(ending) + 3:
            return f"{lower[: -len(ending)]}r"
    for ending in ("aient", "ait", "ais", "ons", "ent", "ez", "es", "e"):
        if lower.endswith(ending) and len(lower) > len(ending) + 1:
            return f"{lower[: -len(ending)]}er"
    return ""
