"""What the stages make of a document is freed when they are done, without a search for circular garbage."""

from __future__ import annotations

import gc

from spacy.language import Language

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
