"""The two articles as another paper, feed or printed page would write them: the same words of the same speakers."""

from __future__ import annotations

import re
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claimx.typography import plain

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from typography_changes import CHANGES, SAME_WORDS, applied

if TYPE_CHECKING:
    from spacy.language import Language

_Found = list[tuple[str, str, list[str]]]


def _words(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.replace("œ", "oe"))
    return " ".join(re.findall(r"\w+", "".join(c for c in folded if not unicodedata.combining(c))))


def _found(nlp: Language, text: str) -> _Found:
    form = plain(text)
    with nlp.select_pipes(disable=["claimx_claims"]):
        doc = nlp(form.text)
    for quotation in form.quotations(doc._.quotations):
        assert all(0 <= part.start < part.end <= len(text) for part in quotation.segments)
        if quotation.cue_start is not None:
            assert text[quotation.cue_start : quotation.cue_end] == quotation.cue_text
    return [
        (
            _words(" ".join(form.text[part.start : part.end] for part in quotation.segments)),
            str(quotation.kind),
            [_words(speaker.name) for speaker in quotation.speakers],
        )
        for quotation in doc._.quotations
    ]


@pytest.fixture(scope="module")
def articles(raw: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(raw.glob("*.txt"))]


@pytest.fixture(scope="module")
def as_written(nlp: Language, articles: list[str]) -> list[_Found]:
    return [_found(nlp, text) for text in articles]


@pytest.mark.parametrize("name", SAME_WORDS)
def test_the_same_words_are_found(name: str, nlp: Language, articles: list[str], as_written: list[_Found]) -> None:
    texts = [applied(text, CHANGES[name](text)) for text in articles]
    assert [_found(nlp, text) for text in texts] == as_written
