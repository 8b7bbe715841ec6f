"""Texts that end anywhere, as pages cut off do: no stage raises on any beginning of a marked-up sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from spacy.language import Language

FOLDER = Path(__file__).parent / "quotation_sentences"
OWN = ("claimx_quotations", "claimx_speakers", "claimx_claims")


@pytest.mark.parametrize("area", sorted(path.stem for path in FOLDER.glob("*.yaml")))
def test_no_stage_raises_wherever_a_text_ends(area: str, nlp: Language) -> None:
    entries = yaml.safe_load((FOLDER / f"{area}.yaml").read_text("utf-8"))
    faults = set()
    for doc in nlp.pipe(entry["text"] for entry in entries[::2]):
        for end in range(1, len(doc)):
            beginning = doc[:end].as_doc()
            try:
                for name in OWN:
                    beginning = nlp.get_pipe(name)(beginning)
            except Exception as error:  # noqa: BLE001 (any is a fault)
                faults.add(f"{doc[:end].text[-60:]!r}: {error!r}")
    assert not faults
