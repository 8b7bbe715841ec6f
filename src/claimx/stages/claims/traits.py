"""What rules and features look for in single words, as bits: told once a word, so that a stretch is asked in one go."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, reduce
from operator import or_
from typing import Final

from claimx.lexicon.function_words import CONDITIONAL_ENDINGS, FUTURE_ENDINGS, OF
from claimx.lexicon.stance import load_stance

(
    FINITE, INFINITIVE, FIRST_PERSON, SECOND_PERSON, NUMBER, QUOTED, SIDED, TONED, GENERAL, NAMED, LESSENING, NEGATING,
    REVERSING, UNDOING, WAITING, DUTY, ORDERING, GOING, FUTURE, WOULD, STANDING, THANKING, ONLY, EXCLAIMING,
    LEADING, OPENING, DESCRIBING, NOMINAL, PHRASAL, FOLLOWING,
) = (1 << place for place in range(30))  # fmt: skip
"""``SIDED``: takes a side by itself. ``TONED``: has a tone. ``STANDING``: a verb of taking a position.
``NAMED``: stands in the headline, which no word tells by itself.

What it may be in a noun phrase (:mod:`claimx.stages.claims.phrases`): ``LEADING`` a determiner or number, ``OPENING`` a
mark, ``DESCRIBING`` an adjective or adverb, ``NOMINAL`` its head; behind that ``PHRASAL`` whatever stands beside it,
``FOLLOWING`` perhaps."""

_DUTY: Final = (
    "faut faudra faudrait fallait falloir doit doivent devons devez devra devront devrait devraient devait devaient"
)
_WORDS: Final = (
    ("je j' nous on me m' mon ma mes notre nos moi", FIRST_PERSON),
    ("vous tu te t' votre vos ton ta tes", SECOND_PERSON),
    ('« » " “ ”', QUOTED),
    ("sans contre", UNDOING),
    (_DUTY, DUTY),
    ("va vais vont allons", GOING),
    ("seulement peine guère peu", ONLY),
    ("!", EXCLAIMING),
    ("non", NEGATING),
)
ARTICLES: Final = frozenset(
    "le la les l' un une leur leurs son sa ses notre nos votre vos ce cet cette ces mon ma mes tout toute tous toutes"
    " aucun aucune chaque certains certaines quelques plusieurs".split()
)
TO: Final = frozenset("à au aux sur contre entre en pour dans avec envers vers autour face".split())
_LINKS: Final = OF | TO | frozenset(("et", "ou", "-", "–"))
_ORDERS: Final = ("ez", "ons")
_THANKS: Final = frozenset(("merci", "bravo", "félicitation", "hommage"))
_WAITING: Final = frozenset(("attendre", "patienter"))


@cache
def _of_words() -> dict[str, int]:
    """Return what words are by their form alone."""
    stance = load_stance()
    table: dict[str, int] = {}
    rows = [
        *((words.split(), bit) for words, bit in _WORDS),
        (stance.negators, NEGATING),
        (stance.reversers, REVERSING),
    ]
    for words, bit in rows:
        for word in words:
            table[word] = table.get(word, 0) | bit
    return table


def traits_of(lower: str, pos: str, form: str, lemmas: Sequence[str], *, sided: bool, toned: bool) -> int:
    """Return the traits of a word; ``lemmas``: the tagger's first, then the others that a verb form may have."""
    stance = load_stance()
    lemma = lemmas[0]
    traits = _of_words().get(lower, 0) | sided * SIDED | toned * TONED
    if pos == "NUM":
        traits |= NUMBER
    noun, verb = pos in ("NOUN", "PROPN"), pos in ("VERB", "AUX") and bool(form)
    if noun:
        traits |= (lemma in stance.general_nouns) * GENERAL | (lemma in _THANKS) * THANKING
    if form == "fin":
        traits |= FINITE | lower.endswith(FUTURE_ENDINGS) * FUTURE | lower.endswith(CONDITIONAL_ENDINGS) * WOULD
    if verb:
        traits |= lower.endswith(_ORDERS) * ORDERING | (lemma in _WAITING) * WAITING
        traits |= any(item in stance.positions for item in lemmas) * STANDING
    if pos in ("DET", "NUM") or lower in ARTICLES:
        traits |= LEADING
    if pos in ("ADJ", "PROPN", "NUM"):
        traits |= PHRASAL
    if noun or pos == "NUM" or lower.startswith("non-"):
        traits |= NOMINAL
    traits |= (lower in '«"“(') * OPENING | (pos in ("ADJ", "ADV")) * DESCRIBING
    if noun or pos in ("ADJ", "NUM", "ADV") or form == "part" or lower in '«»"“”()' or lower in _LINKS:
        traits |= FOLLOWING
    if noun or verb:
        traits |= (lemma in stance.lessening) * LESSENING
        traits |= any(item in stance.undoing for item in lemmas) * UNDOING
    return traits | (form == "inf") * INFINITIVE


def union(traits: Sequence[int]) -> int:
    """Return what any of several words is."""
    return reduce(or_, traits, 0)
