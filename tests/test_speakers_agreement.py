"""Agreement and brackets: who a pronoun or a bracketed party can't be."""

from __future__ import annotations

import pytest
from spacy.language import Language

CASES = [
    (
        (
            "« Nous sommes à bout », souffle Anne-Marie Caradec, infirmière. Une centaine d'agents sont venus mardi. "
            "« On est là pour les patients », insiste-t-elle."
        ),
        [["Anne-Marie Caradec"], ["Anne-Marie Caradec"]],
        "a quantity means several, whatever its own gender and number",
    ),
    (
        "Le maire (DVG) a annoncé que la piscine fermerait.",
        [["maire"]],
        "a party in brackets says what somebody is, not who",
    ),
    (
        (
            "« Le club est sauvé », a dit Paul Marchand.\nNathalie Vidal, supportrice, a les larmes aux yeux. "
            "« On attendait ça depuis dix ans. »"
        ),
        [["Paul Marchand"], ["Nathalie Vidal"]],
        "who opens the sentence before a bare quotation speaks it, not who spoke a paragraph above",
    ),
]


@pytest.mark.parametrize(("text", "speakers", "why"), CASES, ids=[why for *_, why in CASES])
def test_speakers(text: str, speakers: list[list[str]], why: str, nlp: Language) -> None:
    found = [[speaker.name for speaker in quotation.speakers] for quotation in nlp(text)._.quotations]
    assert found == speakers, why
