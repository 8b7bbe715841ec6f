"""Labels of claims in English and French: «reply negative on NATO non-enlargement»."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from claimx.lexicon.codebook import Issue
from claimx.records import Act, Polarity

_NOUNS: Final[Mapping[str, tuple[str, str]]] = {
    "state": ("affirmation", "f"),
    "announce": ("annonce", "f"),
    "reply": ("réponse", "f"),
    "ask": ("question", "f"),
    "demand": ("demande", "f"),
    "propose": ("proposition", "f"),
    "promise": ("promesse", "f"),
    "accept": ("acceptation", "f"),
    "refuse": ("refus", "m"),
    "deny": ("démenti", "m"),
    "warn": ("mise en garde", "f"),
    "threaten": ("menace", "f"),
    "accuse": ("accusation", "f"),
    "criticize": ("critique", "f"),
    "praise": ("éloge", "m"),
}
_ADJECTIVES: Final[Mapping[str, tuple[str, str]]] = {
    "positive": ("positif", "positive"),
    "negative": ("négatif", "négative"),
    "neutral": ("neutre", "neutre"),
}
_DETERMINER: Final = re.compile(
    r"(?:le|la|les|un|une|ce|cet|cette|ces|mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leur|leurs|chaque|aucun|aucune"
    r"|plusieurs|quelques|certains|certaines|tout|toute|tous|toutes)\s|l['’]",
    re.IGNORECASE,
)
_CONTRACTED: Final = (
    (re.compile(r"^du\s+", re.IGNORECASE), "le "),
    (re.compile(r"^des\s+", re.IGNORECASE), "les "),
    (re.compile(r"^de (la|l['’])", re.IGNORECASE), r"\1"),
    (re.compile(r"^aux\s+", re.IGNORECASE), "les "),
    (re.compile(r"^au\s+", re.IGNORECASE), "le "),
)
_MARKS: Final = tuple('«»"“”')
_CONTRACTED_FROM: Final = ("d", "D", "a", "A")


def labels(
    act: Act, polarity: Polarity, issue: Issue | None, words: str | None, *, infinitive: bool = False
) -> tuple[str, str]:
    """Return the English and the French label of a claim.

    Takes its act and polarity, and the codebook's issue or, without one, the issue's ``words`` as in the text.
    """
    noun, gender = _NOUNS[act]
    adjective = _ADJECTIVES[polarity][gender == "f"]
    english, french = f"{act} {polarity}", f"{noun} {adjective}"
    if issue is not None:
        return f"{english} on {issue.en}", f"{french} sur {with_article(issue)}"
    if not words:
        return english, french
    plain = " ".join(words.split()).strip(" ,;:")
    if (
        (plain.startswith(_MARKS) or plain.endswith(_MARKS))
        and not any(plain.count(left) == plain.count(right) > 0 for left, right in ("«»", "“”"))
        and plain.count('"') != 2
    ):
        plain = plain.strip('«»"“” ,;:')
    return f"{english} on {plain}", f"{french} sur {_in_words(plain, infinitive)}"


def with_article(issue: Issue) -> str:
    """Return the issue's French label with its article: *le non-élargissement de l'OTAN*, *l'indivisibilité …*."""
    if issue.article is None:
        return f"« {issue.fr} »"
    return f"{issue.article}{issue.fr}" if issue.article == "l'" else f"{issue.article} {issue.fr}"


def _in_words(words: str, infinitive: bool) -> str:
    if infinitive:
        joint = "d'" if words[:1].lower() in "aàâeéèêiîoôuhœy" else "de "
        return f"le fait {joint}{words}"
    if words.startswith(_CONTRACTED_FROM):
        for pattern, replacement in _CONTRACTED:
            words, changed = pattern.subn(replacement, words)
            if changed:
                return words
    if _DETERMINER.match(words):
        return words[0].lower() + words[1:]
    return f"« {words} »"
