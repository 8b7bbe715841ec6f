"""No text makes a stage slower than its length: calls counted at two lengths (``benchmarks/growth.py`` takes times)."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import spacy

from effort import calls

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import growth

if TYPE_CHECKING:
    from spacy.language import Language

SMALL, LARGE = 4_000, 16_000
STAGES = ("claimx_sentences", "claimx_quotations", "claimx_speakers", "claimx_claims")
HARD = (
    "short quoted sentences",
    "short quoted lines",
    "dialogue",
    "dialogue, told",
    "que chain",
    "que chain, sentences",
    "continued incises",
    "new people, introduced",
    "new names",
    "issues, anaphoric",
)


@pytest.mark.parametrize("name", HARD)
def test_calls_grow_like_the_text(nlp: Language, name: str) -> None:
    taken: dict[int, dict[str, int]] = {}
    for size in (SMALL, LARGE):
        doc = nlp.make_doc(growth.TEXTS[name](size))
        taken[size] = {}
        for stage, component in nlp.pipeline:
            if stage not in STAGES:
                doc = component(doc)
                continue
            taken[size][stage] = calls(lambda component=component, doc=doc: component(doc))
    steep = {
        stage: (few, many)
        for stage, few, many in ((stage, taken[SMALL][stage], taken[LARGE][stage]) for stage in STAGES)
        if many > 20_000 and many > 1.2 * few * LARGE / SMALL
    }
    assert not steep


@pytest.mark.parametrize("name", ["short quoted sentences", "brackets in a row", "new names"])
def test_one_long_paragraph_takes_time_like_its_length(nlp: Language, name: str) -> None:
    """Characters that patterns walk over are no calls: the time itself counts, with room for a busy machine."""

    def seconds(size: int) -> float:
        doc = nlp.make_doc(growth.TEXTS[name](size))
        taken = 0.0
        for stage, component in nlp.pipeline:
            begun = time.process_time()
            doc = component(doc)
            taken += (stage in STAGES) * (time.process_time() - begun)
        return taken

    assert seconds(80_000) < 20 * seconds(10_000) + 0.1


def test_what_no_full_stop_ends_is_cut_behind_pauses() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("claimx_sentences")
    (whole,) = nlp("un mot, " * 100).sents
    assert len(whole) == 300
    parts = list(nlp("un mot, " * 1000).sents)
    assert max(map(len, parts)) <= 400
    assert all(part.text.endswith(",") for part in parts)
    assert max(map(len, nlp("mot " * 1000).sents)) == 400
