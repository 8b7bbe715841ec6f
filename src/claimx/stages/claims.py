"""Placeholder while the stage is being written."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

import claimx.stages.extensions


@Language.factory("claimx_claims", default_config={"codebooks": ["euro_security"]})
def make_claims(nlp: Language, name: str, codebooks: list[str]):
    def component(doc: Doc) -> Doc:
        return doc

    return component
