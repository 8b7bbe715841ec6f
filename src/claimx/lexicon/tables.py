"""Reading the packaged tables, and folding text for tolerant look-up."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final

from claimx.lexicon.errors import LexiconError

_VARIANTS: Final[dict[int, str]] = {
    **str.maketrans({"’": "'", "ʼ": "'", "\u2011": "-", "\u2010": "-", "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}),
    # The accented letters of French, the common case, without a normalization for each word.
    **{ord(char): unicodedata.normalize("NFD", char)[0] for char in "àâäçéèêëîïôöùûüÿÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ"},
}


def rows(name: str, width: int) -> Iterator[tuple[str, list[str]]]:
    """Yield (``file:line``, cells) for each data line of a packaged table, cells padded to ``width``.

    Blank lines and lines that begin with ``#`` are comments. Raises :class:`LexiconError` on a line too wide.
    """
    text = (files("claimx.lexicon") / "data" / name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            cells = line.split("\t")
            if len(cells) > width:
                raise LexiconError(f"{name}:{number}: {len(cells)} columns, at most {width} are allowed")
            yield f"{name}:{number}", cells + [""] * (width - len(cells))


@lru_cache(maxsize=1 << 15)
def fold(text: str) -> str:
    """Return text without case, accents, typographic apostrophes and hyphens, spaces made single."""
    if not text.isascii():
        text = text.translate(_VARIANTS)
        if not text.isascii():
            text = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return " ".join(text.lower().split())


def feminine(adjective: str) -> str:
    """Return the feminine of a French adjective, by rule (-e unchanged; -if gives -ive, -el -elle, -eux -euse)."""
    if adjective.endswith("e"):
        return adjective
    for ending, other in (("if", "ive"), ("el", "elle"), ("eux", "euse"), ("er", "ère")):
        if adjective.endswith(ending):
            return adjective.removesuffix(ending) + other
    return adjective + "e"


def pluralize(noun: str) -> str:
    """Return the plural of a French noun, by rule (-s, -x, -z unchanged; -eau, -eu, -œu take x; -al gives -aux)."""
    if noun.endswith(("s", "x", "z")):
        return noun
    if noun.endswith(("eau", "eu", "œu")):
        return noun + "x"
    if noun.endswith("al"):
        return noun[:-1] + "ux"
    return noun + "s"
