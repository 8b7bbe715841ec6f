"""Texts that end anywhere, as pages cut off do: no stage raises on any beginning of a marked-up sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from spacy.language import Language

TESTS = Path(__file__).parent
OWN = ("claimx_quotations", "claimx_speakers", "claimx_claims")
_MARKUP = re.compile(r"</?\w+>|[{<\[]\d+:|[}\]]|(?<=\w)>")


def _texts(area: str) -> list[str]:
    path = TESTS / f"{area}.yaml"
    return [_MARKUP.sub("", entry["text"]) for entry in yaml.safe_load(path.read_text("utf-8"))]


AREAS = sorted(str(path.relative_to(TESTS).with_suffix("")) for path in TESTS.glob("*_sentences/*.yaml"))


@pytest.mark.parametrize("area", [area for area in AREAS if area.startswith("quotation")])
def test_no_stage_raises_wherever_a_parsed_text_ends(area: str, nlp: Language) -> None:
    """The beginning keeps the tags and the parse of the whole; every other end, each text elsewhere."""
    faults = set()
    for number, doc in enumerate(nlp.pipe(_texts(area)[::3])):
        for end in range(1 + number % 2, len(doc), 2):
            beginning = doc[:end].as_doc()
            try:
                for name in OWN:
                    beginning = nlp.get_pipe(name)(beginning)
            except Exception as error:  # noqa: BLE001 (any is a fault)
                faults.add(f"{doc[:end].text[-60:]!r}: {error!r}")
    assert not faults


@pytest.mark.parametrize("area", [*AREAS, "claim_sentences"])
def test_no_stage_raises_wherever_a_text_ends(area: str, nlp: Language) -> None:
    """The beginning has tags and a parse of its own, as in a run: cut behind every sixth word, each text elsewhere."""
    beginnings = []
    for number, text in enumerate(_texts(area)):
        ends = [match.end() for match in re.finditer(r"\w+|[^\w\s]", text)][number % 6 : -1 : 6]
        beginnings += [text[:end] for end in ends]
    assert len(list(nlp.pipe(beginnings, batch_size=256))) == len(beginnings)


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre a dit son",
        "Le maire a dit que la ville souffrait et rejeté",
        "Le ministre accuse la mairie , refusant",
        "« Les chiffres, publiés hier, appellent une réponse",
        "« Je pars », a dit Anne Morel,",
        "a dit que le préfet (il a été élu en 2020",
        "« Personne ne nous a prévenus », raconte",
        "Le maire regrette ce choix —",
    ],
)
def test_texts_that_once_raised(text: str, nlp: Language) -> None:
    assert nlp(text).text == text
