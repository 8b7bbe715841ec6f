"""What the stages make of a document is freed when they are done, without a search for circular garbage.

What a process loads for good is never looked through.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from spacy.language import Language

from claimx.garbage import kept_for_good

TEXT = """La mairie reporte le vote
Claire Marbar, la maire de Lomtar, a déclaré mardi que le budget était trop lourd. « Nous reverrons le projet »,
a-t-elle ajouté. Selon le préfet, les travaux commenceront au printemps. Il a promis que la ville serait consultée.
"""


def test_no_stage_leaves_objects_that_hold_each_other(nlp: Language) -> None:
    own = [(name, component) for name, component in nlp.pipeline if name.startswith("claimx_")]
    doc = nlp(TEXT)
    assert doc._.claims
    for name, component in own:
        component(doc)
        gc.collect()
        gc.disable()
        try:
            component(doc)
            assert gc.collect() == 0, name
        finally:
            gc.enable()


@pytest.fixture
def nothing_frozen() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("nothing_frozen")
def test_what_is_kept_for_good_is_not_looked_through() -> None:
    with kept_for_good():
        assert not gc.isenabled()
        made: list[object] = [[] for _ in range(1000)]
    assert gc.isenabled()
    assert gc.get_freeze_count() > len(made)
    looked_through = {id(item) for item in gc.get_objects()}
    assert not looked_through & {id(item) for item in made}


@pytest.mark.usefixtures("nothing_frozen")
def test_a_load_that_fails_keeps_nothing_and_garbage_is_looked_for_again() -> None:
    with pytest.raises(ValueError, match="no such model"), kept_for_good():
        raise ValueError("no such model")
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
