"""The quick tokenizer cuts as spaCy's does."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.symbols import NORM, ORTH
from spacy.tokens import Doc

from claimx.stages import tokenizer
from claimx.stages.tokenizer import QuickTokenizer

if TYPE_CHECKING:
    from spacy.language import Language

PIECES = (
    "le l'eau L’État aujourd'hui M. J.-C. 12,5 % « » \" “bien” mot, (mot) porte-parole +non+ … ... 3km "
    "qu'\"un https://a.fr/b?c=d "
    "\u00a0 \u202f \n \n\n \t Dr. etc. 1er a.b@c.fr :) n° U.S.A. d'«un ' ’ - — 10h30 c'est-à-dire p.ex. jusqu’à"
).split(" ")


@pytest.fixture(scope="module")
def quick(nlp: Language) -> QuickTokenizer:
    assert isinstance(nlp.tokenizer, QuickTokenizer)
    return nlp.tokenizer


def seen(doc: Doc) -> tuple[str, list[list[int]]]:
    return doc.text, doc.to_array(["ORTH", "NORM", "SPACY", "IDX"]).tolist()


def words(doc: Doc) -> list[str]:
    return [token.text for token in doc]


def same(quick: QuickTokenizer, text: str) -> None:
    for _ in range(2):  # new pieces, then known ones
        assert seen(quick(text)) == seen(quick._itself(text))


@pytest.mark.parametrize(
    "text", ["", " ", "  ", "a", " a", "a ", "a  b ", "a\n b", "\n", " \n a", "a \n", "a\u00a0 b", "x" * 90]
)
def test_blanks(quick: QuickTokenizer, text: str) -> None:
    same(quick, text)


def test_articles(quick: QuickTokenizer, raw: Path) -> None:
    for path in sorted(raw.glob("*.txt")):
        same(quick, path.read_text(encoding="utf-8"))


@given(
    st.lists(st.sampled_from(PIECES), max_size=30).flatmap(
        lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces)])
    )
)
@settings(deadline=None, max_examples=300)
def test_any_pieces(quick: QuickTokenizer, text: str) -> None:
    same(quick, text)


@given(st.text(max_size=60))
@settings(deadline=None, max_examples=300)
def test_any_text(quick: QuickTokenizer, text: str) -> None:
    same(quick, text)


def test_changed_rules_count_at_once(tmp_path: Path) -> None:
    nlp = spacy.blank("fr")
    tokenizer.quicken(nlp)
    quick = nlp.tokenizer
    assert isinstance(quick, QuickTokenizer)
    assert words(nlp("gimme ça")) == ["gimme", "ça"]
    quick.add_special_case("gimme", [{ORTH: "gim", NORM: "give"}, {ORTH: "me"}])
    doc = nlp("gimme ça, gimme")
    assert words(doc) == ["gim", "me", "ça", ",", "gim", "me"]
    assert doc[4].norm_ == "give"
    assert words(nlp("oui…non")) == ["oui", "…", "non"]
    quick.infix_finditer = None
    assert words(nlp("oui…non")) == ["oui…non"]
    nlp.to_disk(tmp_path)
    assert words(spacy.load(tmp_path)("gimme ça")) == ["gim", "me", "ça"]
    assert words(pickle.loads(pickle.dumps(quick))("gimme ça")) == ["gim", "me", "ça"]


def test_pieces_kept_are_bounded(quick: QuickTokenizer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokenizer, "_KEPT", 3)
    quick._pieces.clear()  # of the tests before
    same(quick, "un deux trois quatre cinq six sept")
    assert len(quick._pieces) <= 3


def test_a_tokenizer_of_ones_own_stays() -> None:
    def own(text: str) -> Doc:
        return Doc(nlp.vocab, words=text.split("|"))

    nlp = spacy.blank("fr")
    nlp.tokenizer = own
    tokenizer.quicken(nlp)
    assert nlp.tokenizer is own


def test_vocabulary_of_a_zone_is_given_back(nlp: Language) -> None:
    with nlp.memory_zone():
        first = seen(nlp.make_doc("zorglubique zorglubiquement"))
    assert seen(nlp.make_doc("zorglubique zorglubiquement")) == first
    assert np.all(nlp.make_doc("zorglubique").to_array(["ORTH"]))


@pytest.mark.parametrize("unit", ['"', "«", "l'", "(", "a-", "é", ".a"])
def test_what_is_endless_is_cut_in_parts(quick: QuickTokenizer, unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    itself = quick._itself

    class Watched:
        vocab = itself.vocab

        def __call__(self, text: str) -> Doc:
            given.append(text)
            return itself(text)

        def __getattr__(self, name: str) -> object:
            return getattr(itself, name)

    text = f"Voilà {unit * 3_000} , dit-il.\n{unit * 3_000}\n{'Oui.' + chr(10)}" + "Non.\n" * 500
    with monkeypatch.context() as patched:
        patched.setitem(quick.__dict__, "_itself", Watched())
        doc = quick(text)
    assert doc.text == text
    assert max(len(run) for part in given for run in part.split()) <= 200
    assert words(doc)[:1] == ["Voilà"]
    assert words(doc)[-3:] == ["Non", ".", "\n"]
    assert sum(map(len, given)) < len(text)
