"""One parsed document as arrays: what every quotation rule asks about a token, answered in constant time.

The French parser errs often around quotation marks, so the rules rely on surface order, marks and the
lexicon's form table first, and use dependencies as one vote among others.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from claimx.stages.quotations.marks import Region

_MARKS = frozenset('«»‹›“”„‟"＂+') | {"''", "‘", "'", "’"}
_FINAL = frozenset({".", "!", "?", "…", "...", ";", ":"})
_PLAIN = str.maketrans("’‐‑", "'--")
_INVERTIBLE = ("il", "elle", "on", "ils", "elles", "t-il", "t-elle", "t-on")
_ETRE = frozenset(
    "suis es est sommes êtes sont étais était étions étiez étaient fus fut furent serai sera serons seront "
    "serais serait seraient sois soit soient fût été être étant".split()
)
_AVOIR = frozenset(
    "ai as a avons avez ont avais avait avions aviez avaient eus eut eurent aurai aura aurons auront aurais aurait "
    "auraient aie ait aient eût eu avoir ayant".split()
)
# Where hyphens are no-break ones (U+2011) the tokenizer leaves *a‑t‑il* whole: an auxiliary and a pronoun in one.
INVERTED_ETRE = frozenset(f"{verb}-{pronoun}" for verb in _ETRE for pronoun in _INVERTIBLE)
INVERTED_AVOIR = frozenset(f"{verb}-{pronoun}" for verb in _AVOIR for pronoun in _INVERTIBLE)
AUXILIARIES = _ETRE | _AVOIR | INVERTED_ETRE | INVERTED_AVOIR
ETRE = _ETRE | INVERTED_ETRE
REFLEXIVE = frozenset({"se", "s'", "s’", "me", "m'", "m’", "te", "t'", "t’", "nous", "vous"})
CLITICS = REFLEXIVE | frozenset("le la les l' l’ lui leur en y ne n' n’".split())
INVERTED = (
    frozenset({"-il", "-elle", "-on", "-ils", "-elles", "-je", "-nous", "-vous", "-tu", "-ce"})
    | INVERTED_ETRE
    | INVERTED_AVOIR
)
LEADING = frozenset({"mais", "et", "car", "or"})
FILLERS = frozenset({"-t", "-t-", "t", "-"})


class View:
    """Arrays over the tokens of ``doc``; offsets are code points, ``sentence`` bounds are token indices."""

    def __init__(self, doc: Doc, regions: Sequence[Region]) -> None:
        self.doc = doc
        self.text = doc.text
        self.regions = regions
        size = len(doc)
        self.tokens: list[Token] = list(doc)
        self.lower = [token.lower_.translate(_PLAIN) for token in doc]
        self.pos = [token.pos_ for token in doc]
        self.start = [token.idx for token in doc]
        self.end = [token.idx + len(token) for token in doc]
        self.head = [token.head.i for token in doc]
        self.dep = [token.dep_ for token in doc]
        self.sentence = [0] * size
        self.sentences: list[tuple[int, int]] = []
        for number, span in enumerate(doc.sents):
            self.sentences.append((span.start, span.end))
            self.sentence[span.start : span.end] = [number] * (span.end - span.start)
        self.mark = [text in _MARKS for text in self.lower]
        self.space = [token.is_space for token in doc]
        self.region: list[Region | None] = [None] * size
        self.closing: dict[int, Region] = {}
        self._lay_regions()
        self.left_edge = [token.left_edge.i for token in doc]
        self.right_edge = [token.right_edge.i for token in doc]
        self.tense = [token.morph.get("VerbForm", []) for token in doc]

    def _lay_regions(self) -> None:
        """Innermost region a token; a mark belongs to the region around it. ``closing`` maps closing marks."""
        for region in self.regions:  # parents come before their children
            for index in range(self.token_at(region.start), self.token_at(region.end - 1) + 1):
                self.region[index] = region
            if region.closed and (last := self.token_at(region.outer_end - 1)) not in self.closing:
                self.closing[last] = region

    def token_at(self, offset: int) -> int:
        """Index of the token that holds ``offset`` or, between tokens, of the next one."""
        low, high = 0, len(self.start)
        while low < high:
            middle = (low + high) // 2
            if self.end[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return min(low, len(self.start) - 1)

    def depth(self, index: int) -> int:
        """Level of the region a token lies in, -1 outside marks."""
        region = self.region[index]
        return -1 if region is None else region.level

    def is_break(self, index: int) -> bool:
        """A token no phrase needs: blank or quotation mark."""
        return self.space[index] or self.mark[index]

    def before(self, index: int, low: int = 0) -> int:
        """Index of the last token before ``index`` that is no blank or mark, or -1."""
        index -= 1
        while index >= low and self.is_break(index):
            index -= 1
        return index if index >= low else -1

    def after(self, index: int, high: int) -> int:
        """Index of the first token after ``index``, below ``high``, that is no blank or mark, or -1."""
        index += 1
        while index < high and self.is_break(index):
            index += 1
        return index if index < high else -1

    def bounds(self, index: int) -> tuple[int, int]:
        """Token range of the sentence of ``index``, without final punctuation and blanks."""
        start, end = self.sentences[self.sentence[index]]
        while end > start and (self.space[end - 1] or self.lower[end - 1] in _FINAL or self.lower[end - 1] == ","):
            end -= 1
        while start < end and self.space[start]:
            start += 1
        return start, end

    def is_participle(self, index: int) -> bool:
        """A participle, by the tagger."""
        return "Part" in self.tense[index]

    def is_finite(self, index: int) -> bool:
        """A finite verb or auxiliary, by the tagger."""
        return "Fin" in self.tense[index]

    def has_finite(self, start: int, end: int) -> bool:
        """Whether a finite verb stands in tokens ``start``..``end``."""
        return any("Fin" in self.tense[index] for index in range(start, end))

    def is_ancestor(self, ancestor: int, index: int) -> bool:
        """True if ``index`` hangs under ``ancestor`` in the parse."""
        return self.left_edge[ancestor] <= index <= self.right_edge[ancestor] and self._climbs(index, ancestor)

    def _climbs(self, index: int, goal: int) -> bool:
        for _ in range(60):
            if index == goal:
                return True
            if self.head[index] == index:
                return False
            index = self.head[index]
        return False

    def slice(self, start: int, end: int) -> tuple[int, int]:
        """Code points of the tokens ``start`` (inclusive) to ``end`` (exclusive), blanks trimmed."""
        while start < end and self.space[start]:
            start += 1
        while end > start and self.space[end - 1]:
            end -= 1
        return (self.start[start], self.end[end - 1]) if start < end else (self.start[start], self.start[start])


def content_start(view: View, sentence: int, stop: int) -> int:
    """First token of the content of a postposed clause: the sentence start without a leading conjunction."""
    index = sentence
    while index < stop and view.space[index]:
        index += 1
    following = view.after(index, stop)
    if index < stop and view.lower[index] in LEADING and following >= 0:
        index += 1
        while index < stop and (view.space[index] or view.lower[index] == ","):
            index += 1
    return index
