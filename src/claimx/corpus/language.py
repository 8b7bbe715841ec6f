"""Telling texts that are surely in another language than French: there the chain would find nothing but noise.

French is told by its function words, within 0.03 ms an article; only a text that lacks them is handed
to py3langid (Lui & Baldwin 2012, retrained for 139 languages; trained features only, no network), which is then
loaded once. Of the libraries tried, lingua takes ten times as long, cld3 is compiled C++ that hostile text would
reach, and fastText's is no longer kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, Protocol

# Frequent in French and rare in its neighbours: no `de`, `la`, `que` (Spanish), no `je`, `sa` (Slavic).
_FRENCH_WORDS: Final = frozenset(
    "au aux avec c'est ces cette dans depuis des du elle elles est et été être fait il ils leur leurs les lors lui"
    " mais même ne nous n'est ont où par pas pendant plus pour qu'il qu'elle qu'on qui sans selon ses son sont sous"
    " sur tous tout toute une vous était".split()
)
_HEAD: Final = 1_500
_HEAD_SHARE: Final = 0.1
"""Of 303 French articles the poorest has 0.14 in its head; of some 60 other languages none has more than 0.06."""
_NEAR: Final = 12
"""Three French words among so many are a French sentence."""
_MIN_LETTERS: Final = 200
_PIECE: Final = 200
_PIECES: Final = 40
_SURE: Final = 0.9
"""Lowest probability of the language in the text's head; French whose letters OCR parted never has it in all pieces."""
_MAYBE_FRENCH: Final = 1e-3
"""Highest probability of French in any piece."""
# French by another name, or no language: Walloon, the French creoles, and py3langid's class of what isn't language.
_NOT_SURELY_OTHER: Final = frozenset({"fr", "wa", "gcf", "gcr", "zxx"})
_LETTERS: Final = re.compile(r"[^\W\d_]")


def other_language(text: str) -> str | None:
    """Return the ISO 639 code of the text's language if it is surely not French, else None.

    Never told of a text of fewer than 200 letters, of one with a French sentence in it (an English article that
    quotes French, a French one that quotes English), and where the classifier isn't sure of the whole or takes
    any part for French.
    """
    if _share(text[:_HEAD]) >= _HEAD_SHARE or _has_french_sentence(text):
        return None
    head = text[: _PIECE * _PIECES]
    if len(_LETTERS.findall(head)) < _MIN_LETTERS:
        return None
    language, probability = _identifier().rank(head)[0]
    if probability < _SURE or language in _NOT_SURELY_OTHER:
        return None
    for piece in _pieces(text):
        ranks = _identifier().rank(piece)
        if ranks[0][0] in _NOT_SURELY_OTHER or dict(ranks)["fr"] > _MAYBE_FRENCH:
            return None
    return language


def _words(text: str) -> list[str]:
    return text.lower().replace("’", "'").split()


def _share(text: str) -> float:
    words = _words(text)
    return sum(map(_FRENCH_WORDS.__contains__, words)) / max(len(words), 1)


def _has_french_sentence(text: str) -> bool:
    places = [place for place, word in enumerate(_words(text)) if word in _FRENCH_WORDS]
    return any(third - first < _NEAR for first, third in zip(places, places[2:], strict=False))


def _pieces(text: str) -> Iterator[str]:
    """Yield overlapping pieces of a short text, pieces from all parts of a long one; none with few letters."""
    step = max(_PIECE // 2, len(text) // _PIECES)
    for start in range(0, len(text), step):
        piece = text[start : start + _PIECE]
        if len(_LETTERS.findall(piece)) >= _PIECE // 3:
            yield piece


class _Identifier(Protocol):
    def rank(self, text: str) -> list[tuple[str, float]]: ...


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier: _Identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    return identifier
