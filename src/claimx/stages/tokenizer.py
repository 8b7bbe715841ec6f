"""spaCy's tokenizer, asked once for each piece of text between blanks; the tokens are the same.

spaCy's own cache stops at the first exception of a document (*M.*, *aujourd'hui*): after it every word goes through
the language's expressions anew. What a piece is cut into depends on the piece alone, so here it's kept for good.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # spaCy has no stub for it
from spacy.tokens import Doc

# The blank after a word belongs to its token; any other is a token or a part of one.
_PIECES: Final = re.compile(r" (?<=\S )")
_KEPT: Final = 1 << 15
"""Pieces kept, some 300 bytes each; when they are full, they're begun anew."""
_LONGEST: Final = 60
"""Characters of the longest piece that is kept."""
_ENDLESS: Final = re.compile(r"\S{1000,}")
"""What is no word, and not told from one: taking a mark off its ends, spaCy looks at all of it, again for each mark."""
_PART: Final = 100


class _Piece(NamedTuple):
    words: tuple[str, ...]
    blanks: tuple[bool, ...]
    """Whether a blank follows each word; after the last one there is one unless the text ends."""
    norms: tuple[tuple[int, str], ...]
    """Place and norm of the words whose norm is that of an exception."""


class QuickTokenizer:
    """Cuts texts as ``tokenizer`` does; whatever else it is asked or told goes to that one."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._itself = tokenizer
        self._pieces: dict[str, _Piece] = {}

    def __call__(self, text: str) -> Doc:
        """Return the tokens of a text."""
        if not text:
            return Doc(self._itself.vocab)
        words: list[str] = []
        blanks: list[bool] = []
        norms: list[tuple[int, str]] = []
        known = self._pieces
        for piece in _PIECES.split(text):
            found = known.get(piece)
            if found is None:
                found = self._cut(piece)
            if found.norms:
                norms += [(len(words) + place, norm) for place, norm in found.norms]
            words += found.words
            blanks += found.blanks
        blanks[-1] = text[-1] == " " and not text[-2:-1].isspace() and len(text) > 1
        doc = Doc(self._itself.vocab, words=words, spaces=blanks)
        for place, norm in norms:
            doc[place].norm_ = norm
        return doc

    def pipe(self, texts: Iterable[str], batch_size: int = 1000) -> Iterator[Doc]:
        """Yield the tokens of each text."""
        return map(self, texts)

    def _cut(self, piece: str) -> _Piece:
        if len(piece) <= _LONGEST and self._is_word(piece):
            whole = _Piece((piece,), (True,), ())
            self._keep(piece, whole)
            return whole
        words: list[str] = []
        blanks: list[bool] = []
        norms: list[tuple[int, str]] = []
        for part in _parts(piece):
            for place, token in enumerate(self._itself(part), len(words)):
                words.append(token.text)
                blanks.append(bool(token.whitespace_))
                if token.norm_ != token.lex.norm_:
                    norms.append((place, token.norm_))
        found = _Piece(tuple(words), (*blanks[:-1], True) if words else (), tuple(norms))
        if len(piece) <= _LONGEST:
            self._keep(piece, found)
        return found

    def _keep(self, piece: str, found: _Piece) -> None:
        if len(self._pieces) >= _KEPT:
            self._pieces.clear()
        self._pieces[piece] = found

    def _is_word(self, piece: str) -> bool:
        """Whether no rule of the tokenizer cuts a piece: asking so takes a tenth of cutting it."""
        rules = self._itself
        return (
            piece.isalpha()
            and piece not in rules.rules
            and not (rules.find_prefix(piece) or rules.find_suffix(piece) or rules.find_infix(piece))
        )

    # What changes the tokenizer ends what is known of its cuts.

    def add_special_case(self, string: str, substrings: Iterable[dict[Any, Any]]) -> None:
        """Add an exception, see spaCy's ``Tokenizer.add_special_case``."""
        self._itself.add_special_case(string, substrings)
        self._pieces.clear()

    def from_bytes(self, data: bytes, **options: Any) -> QuickTokenizer:
        """Take over a saved tokenizer's rules."""
        self._itself.from_bytes(data, **options)
        self._pieces.clear()
        return self

    def from_disk(self, path: Any, **options: Any) -> QuickTokenizer:
        """Take over a saved tokenizer's rules."""
        self._itself.from_disk(path, **options)
        self._pieces.clear()
        return self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "_itself":
            raise AttributeError(name)
        return getattr(self._itself, name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in ("_itself", "_pieces"):
            object.__setattr__(self, name, value)
        else:
            setattr(self._itself, name, value)
            self._pieces.clear()

    def __reduce__(self) -> tuple[Any, ...]:
        return QuickTokenizer, (self._itself,)


def _parts(piece: str) -> list[str]:
    """Cut what is endless in a piece, so that the time it takes grows like its length."""
    if len(piece) < _PART:
        return [piece]
    cuts = [cut for run in _ENDLESS.finditer(piece) for cut in range(run.start() + _PART, run.end(), _PART)]
    return [piece[start:end] for start, end in zip([0, *cuts], [*cuts, len(piece)], strict=True)]


def quicken(nlp: Any) -> None:
    """Give a pipeline a :class:`QuickTokenizer` in the place of spaCy's tokenizer; one of another kind stays."""
    if type(nlp.tokenizer) is Tokenizer:
        nlp.tokenizer = QuickTokenizer(nlp.tokenizer)
