"""The words that a codebook's patterns look at, on both sides: those of a text and those of a pattern."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

GAP: Final = 6
"""Words that ``...`` may stand for."""
_MAX_GAP: Final = 50
_MAX_VARIANTS: Final = 2000
_MAX_LISTED: Final = 20_000
"""Words that all wordings of a pattern may have together."""

_STOP: Final = frozenset(
    "le la les l l' un une des de du d d' à au aux en dans sur sous par pour avec entre vers chez lors près"
    " son sa ses leur leurs notre nos mon ma mes votre vos ce cet cette ces s' se et ou qu' que".split()
)
_WORD: Final = re.compile(r"[^\W_]+'?|\$\w+", re.UNICODE)
_PIECES: Final = re.compile(r"[-\u2010\u2011\u2013]")


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of a text as patterns see it: its forms (lower-case form and lemma) and where it stands."""

    forms: frozenset[str]
    start: int
    end: int


def content_words(tokens: Iterable[tuple[str, str, int]]) -> list[Word]:
    """Return the words patterns look at from (form, lemma, start) of a sentence's tokens.

    Marks, articles and prepositions fall out; words with hyphens come apart.
    """
    words: list[Word] = []
    for form, lemma, start in tokens:
        for forms, begin, end in _pieces(form, lemma):
            words.append(Word(forms, start + begin, start + end))
    return words


@functools.lru_cache(maxsize=1 << 13)
def _pieces(form: str, lemma: str) -> tuple[tuple[frozenset[str], int, int], ...]:
    """Return the forms of each piece of a word that patterns look at, and its place in the word."""
    lower = form.lower().replace("’", "'")
    if lower in _STOP or not any(char.isalnum() for char in lower):
        return ()
    pieces = _PIECES.split(lower)
    roots = _PIECES.split(lemma.lower().replace("’", "'"))
    if len(roots) != len(pieces):
        roots = pieces
    found = []
    offset = 0
    for piece, root in zip(pieces, roots, strict=True):
        if piece and piece not in _STOP:
            found.append((frozenset({piece, root} | _reduced(piece)), offset, offset + len(piece)))
        offset += len(piece) + 1
    return tuple(found)


def _reduced(form: str) -> set[str]:
    """Plural and feminine endings off, for the words that the lemmatizer doesn't know."""
    reduced: set[str] = set()
    if len(form) > 4 and form.endswith(("s", "x")):
        reduced.add(form[:-1])
        if form.endswith("aux"):
            reduced.add(form[:-3] + "al")
    for ending, base in (
        ("ées", "é"),
        ("ée", "é"),
        ("és", "é"),
        ("elles", "el"),
        ("elle", "el"),
        ("ives", "if"),
        ("ive", "if"),
        ("ales", "al"),
        ("ale", "al"),
        ("ennes", "en"),
        ("enne", "en"),
        ("es", ""),
    ):
        if len(form) > len(ending) + 3 and form.endswith(ending):
            reduced.add(form[: -len(ending)] + base)
            break
    return reduced


def variants(pattern: str, groups: Mapping[str, Sequence[str]]) -> Iterator[list[tuple[frozenset[str], int]]]:
    """Expand a pattern's ``$groups`` and multi-word alternatives into plain rows of (words, gap before)."""
    slots: list[list[tuple[str | frozenset[str], ...]]] = []
    gaps: list[int] = []
    gap = 0
    for item in pattern.replace("’", "'").split():
        if item.startswith("...") or item == "…":
            number = item.lstrip(".…")
            if number and not (number.isascii() and number.isdecimal()):
                raise ValueError(f"{item!r} is no gap: write ... or ...3")
            if len(number) > len(str(_MAX_GAP)) or number and int(number) > _MAX_GAP:
                raise ValueError(f"has a gap of more than {_MAX_GAP} words; a wording doesn't reach that far")
            gap = int(number) if number else GAP
            continue
        options: list[str] = []
        for option in item.split("|"):
            if option.startswith("$"):
                if option[1:] not in groups:
                    raise ValueError(f"the group {option} is not under 'words'")
                options += groups[option[1:]]
            else:
                options.append(option)
        rows = [tuple(parts) for option in options if (parts := _pattern_words(option))]
        if not rows:
            continue
        single = frozenset(row[0] for row in rows if len(row) == 1)
        slot: list[tuple[str | frozenset[str], ...]] = [row for row in rows if len(row) > 1]
        if single:
            slot.append((single,))
        slots.append(slot)
        gaps.append(gap)
        gap = 0
    if not slots:
        raise ValueError("has no word to look for (articles and prepositions don't count)")
    count = functools.reduce(lambda n, slot: n * len(slot), slots, 1)
    if count > _MAX_VARIANTS:
        raise ValueError(f"stands for more than {_MAX_VARIANTS} wordings; use fewer groups in one pattern")
    if count * len(slots) > _MAX_LISTED:
        raise ValueError(f"has more than {_MAX_LISTED} words in all its wordings; make it shorter")
    for choice in itertools.product(*slots):
        yield [
            (part if isinstance(part, frozenset) else frozenset((part,)), before if number == 0 else 0)
            for row, before in zip(choice, gaps, strict=True)
            for number, part in enumerate(row)
        ]


def _pattern_words(text: str) -> list[str]:
    parts = (part for part in re.split(r"[\s\-\u2010\u2011\u2013]+", text.lower().replace("’", "'")) if part)
    words: list[str] = []
    for part in parts:
        words += [word.rstrip("'") for word in _WORD.findall(part) if word not in _STOP]
    return words
