"""A parsed document as plain lists, a column for each thing that rules ask about tokens.

Asking spaCy's tokens one by one costs more than the rules themselves: every look makes a ``Token``. Here a
document is read once, as arrays, and the stages share the lists (treat them as read-only).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LEMMA, LENGTH, MORPH, ORTH, POS, SENT_START, SPACY
from spacy.strings import StringStore
from spacy.symbols import NAMES
from spacy.tokens import Doc

from claimx.stages.by_word import ByWord
from claimx.stages.doc_text import join_words, read_strings
from claimx.stages.extensions import records_kept
from claimx.stages.segmentation import is_segmented, read_sentence_starts

_ATTRIBUTES: Final[list[int | str]] = [
    LEMMA, POS, DEP, HEAD, SENT_START, MORPH, ORTH, SPACY, IDX, LENGTH, IS_SPACE
]  # fmt: skip
_CHANGING: Final = _ATTRIBUTES[:6]
_PLACE: Final = {attribute: place for place, attribute in enumerate(_ATTRIBUTES)}
_MIX: Final = np.asarray(
    [[0x9E3779B97F4A7C15], [0xC2B2AE3D27D4EB4F], [0x165667B19E3779F9], [0xD6E8FEB86659FD93]], dtype=np.uint64
)
"""Odd numbers by which hashes are multiplied, so that those of several columns can be added up."""
_NO_FEATURES: Final[Mapping[str, str]] = MappingProxyType({})


class Columns:
    """The tokens of one document; all lists have its length, offsets are code points.

    ``segmented`` says whether the sentence marks are those of ``claimx_sentences``.
    """

    def __init__(self, strings: StringStore, values: NDArray[np.uint64], *, segmented: bool) -> None:
        self._segmented = segmented
        self._strings = strings
        self._values = values

    def _ids(self, attribute: int) -> list[int]:
        ids: list[int] = self._values[_PLACE[attribute]].tolist()
        return ids

    @cached_property
    def text(self) -> str:
        """The document's text."""
        return join_words(self.words, self._ids(SPACY))

    @cached_property
    def start(self) -> list[int]:
        """Where each token begins."""
        return self._ids(IDX)

    @cached_property
    def end(self) -> list[int]:
        """Where each token ends, exclusive."""
        ends: list[int] = (self._values[_PLACE[IDX]] + self._values[_PLACE[LENGTH]]).tolist()
        return ends

    @cached_property
    def words(self) -> list[str]:
        """The tokens as written."""
        return read_strings(self._strings, self._ids(ORTH))

    @cached_property
    def lower(self) -> list[str]:
        """The tokens in lower case."""
        return _lower.of(self.words)

    @cached_property
    def lemma(self) -> list[str]:
        """The tokens' lemmas; empty strings where no lemmatizer ran."""
        return read_strings(self._strings, self._ids(LEMMA))

    @cached_property
    def pos(self) -> list[str]:
        """Universal part of speech tags."""
        return list(map(NAMES.__getitem__, self._ids(POS)))

    @cached_property
    def dep(self) -> list[str]:
        """Dependency labels."""
        return read_strings(self._strings, self._ids(DEP))

    @cached_property
    def head(self) -> list[int]:
        """Index of each token's head, its own for roots."""
        relative = self._values[_PLACE[HEAD]].astype(np.int64)
        heads: list[int] = (relative + np.arange(len(relative))).tolist()
        return heads

    @cached_property
    def space(self) -> list[bool]:
        """Whether a token is blank."""
        blank: list[bool] = (self._values[_PLACE[IS_SPACE]] != 0).tolist()
        return blank

    @cached_property
    def readings(self) -> list[int]:
        """A number for each token: the same for those alike in form, lemma, part of speech and morphology."""
        told_by = self._values[[_PLACE[attribute] for attribute in (ORTH, LEMMA, POS, MORPH)]]
        numbers: list[int] = (told_by * _MIX).sum(axis=0, dtype=np.uint64).tolist()
        return numbers

    @cached_property
    def _analyses(self) -> list[int]:
        keys = self._ids(MORPH)
        _learn_analyses(self._strings, keys)
        return keys

    @cached_property
    def morph(self) -> list[Mapping[str, str]]:
        """Morphological features, several values of one joined by a comma."""
        return [_features[key] for key in self._analyses]

    @cached_property
    def verb_form(self) -> list[str]:
        """Values of the feature ``VerbForm``, corrected where the word's ending rules the tagger's out; empty for none.

        The tagger takes one in two hundred verbs for a form it can't be (*a mais rejeté*: finite).
        """
        forms = [_verb_forms[key] for key in self._analyses]
        lower = self.lower
        for index in [index for index, form in enumerate(forms) if form]:
            if (form := _possible_form(lower[index], forms[index])) is not None:
                forms[index] = form
            elif forms[index] == "Part" and lower[index] in _EITHER and self._has_subject(index):
                forms[index] = "Fin"
        return forms

    def _has_subject(self, index: int) -> bool:
        """*Le chef | dit que …*: the parse gives it a subject right before it and no auxiliary."""
        if not index or self.lower[index - 1] == ",":
            return False
        before = range(index - 1, max(index - _SUBJECT_WITHIN, 0) - 1, -1)
        roles = [self.dep[i] for i in before if self.head[i] == index]
        return any(role.startswith("nsubj") for role in roles) and not any(
            role.startswith(("aux", "cop")) for role in roles
        )

    @cached_property
    def marked_starts(self) -> list[int]:
        """Indices of the tokens marked as beginning a sentence, by whichever component."""
        starts: list[int] = np.flatnonzero(self._values[_PLACE[SENT_START]] == 1).tolist()
        return starts

    @cached_property
    def sentence_starts(self) -> list[int]:
        """Indices of the tokens that begin a sentence by ``claimx_sentences``, whether it ran or not."""
        return self.marked_starts if self._segmented else read_sentence_starts(self.text, self._values[_PLACE[IDX]])

    @cached_property
    def sentence_number(self) -> list[int]:
        """How many sentences have begun up to each token."""
        begins = np.zeros(len(self.start), dtype=np.int64)
        begins[self.sentence_starts] = 1
        numbers: list[int] = np.cumsum(begins).tolist()
        return numbers

    def current(self, annotations: NDArray[np.uint64]) -> bool:
        """Whether the document's tags and parse are still as they were read (see ``_CHANGING``)."""
        return np.array_equal(annotations, self._values[: len(_CHANGING)])


_lower: Final = ByWord(str.lower)

_PARTICIPLES: Final = ("é", "és", "ées", "ant")
_FINITE_ENDINGS: Final = ("ra", "ront", "rait", "raient")
_LOOK_LIKE: Final = frozenset(
    "avant devant durant pendant portrait trait abstrait attrait distrait extrait retrait soustrait".split()
)


_EITHER: Final = frozenset(
    "fait refait satisfait défait dit redit contredit prédit interdit maudit écrit décrit inscrit prescrit souscrit "
    "transcrit conduit produit reproduit construit détruit séduit traduit réduit induit déduit introduit "
    "instruit".split()
)
"""Participles that are also forms of the present, which the tagger takes for them at times (46 in 432 articles)."""
_SUBJECT_WITHIN: Final = 12
"""Tokens between a verb and its subject."""


def _possible_form(word: str, form: str) -> str | None:
    """*rejeté* is a participle and *votera* finite, whatever its tag; None where that may be right (*crée*)."""
    if form != "Part":
        return "Part" if word.endswith(_PARTICIPLES) and word not in _LOOK_LIKE else None
    return "Fin" if word.endswith(_FINITE_ENDINGS) and word not in _LOOK_LIKE else None


_features: Final[dict[int, Mapping[str, str]]] = {0: _NO_FEATURES}
"""Hash of a morphological analysis → its features: some hundreds."""


_verb_forms: Final[dict[int, str]] = {0: ""}
"""Hash of a morphological analysis → its feature ``VerbForm``."""


def _learn_analyses(store: StringStore, keys: list[int]) -> None:
    for key in set(keys).difference(_features):
        _features[key] = dict(item.split("=", 1) for item in store[key].split("|") if "=" in item)
        _verb_forms[key] = _features[key].get("VerbForm", "")


_last: tuple[Doc, Columns] | None = None
_settled: Doc | None = None


@contextmanager
def settled(doc: Doc, *, data: bool = True) -> Iterator[None]:
    """Take tags, lemmas and parse of a doc for final within the block: looking whether they are takes 1 % of a run.

    What one stage stores, the next one reads as it is; the doc itself gets it as ``data``, see
    :func:`claimx.stages.extensions.records_kept`.
    """
    global _settled, _last  # noqa: PLW0603  # as below
    if _last is not None and _last[0] is doc and not _last[1].current(_read(doc, _CHANGING)):
        _last = None
    _settled = doc
    try:
        with records_kept(doc, data=data):
            yield
    finally:
        _settled = None


def columns_of(doc: Doc) -> Columns:
    """Return the columns of a doc as it is now.

    Those of the last doc asked for are kept: the stages ask for the same one in turn. They are made anew if
    tags, lemmas or parse have changed since.
    """
    global _last  # noqa: PLW0603 (one document's lists; a wrong guess costs only time)
    if _last is not None and _last[0] is doc and (_settled is doc or _last[1].current(_read(doc, _CHANGING))):
        return _last[1]
    columns = Columns(doc.vocab.strings, _read(doc, _ATTRIBUTES), segmented=is_segmented(doc))
    _last = (doc, columns)
    return columns


def _read(doc: Doc, attributes: list[int | str]) -> NDArray[np.uint64]:
    return np.ascontiguousarray(doc.to_array(attributes).T, dtype=np.uint64)
