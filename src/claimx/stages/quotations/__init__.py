"""Placeholder while the stage is being written."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

import claimx.stages.extensions


@Language.factory("claimx_quotations")
def make_quotations(nlp: Language, name: str):
    def component(doc: Doc) -> Doc:
        return doc

    return component
