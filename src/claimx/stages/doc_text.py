"""Strings of a doc read in one go: its text, and what its columns of hashes stand for."""

from __future__ import annotations

from typing import Final

from spacy.attrs import ORTH, SPACY
from spacy.strings import StringStore
from spacy.tokens import Doc

_KEPT: Final = 1 << 15
"""Strings kept, some 100 bytes each; when they are full, they're begun anew."""
_strings: Final[dict[int, str]] = {}
"""Hash → string. A string's hash is the same in all stores, which decode it each time they're asked."""


def read_strings(store: StringStore, ids: list[int]) -> list[str]:
    """Return the strings of hashes, kept from one call to the next."""
    try:
        return list(map(_strings.__getitem__, ids))
    except KeyError:
        if len(_strings) > _KEPT:
            _strings.clear()
        _strings.update((key, store[key]) for key in set(ids).difference(_strings))
        return list(map(_strings.__getitem__, ids))


def text_of(doc: Doc) -> str:
    """Return ``doc.text``, in a tenth of the time."""
    values = doc.to_array([ORTH, SPACY]).reshape(-1, 2)
    return join_words(read_strings(doc.vocab.strings, values[:, 0].tolist()), values[:, 1].tolist())


def join_words(words: list[str], blanks: list[int]) -> str:
    """Return the text of words; ``blanks`` tells which have a blank behind them."""
    return "".join([word + " " if blank else word for word, blank in zip(words, blanks, strict=True)])
