"""Whose turn it is in a dialogue: two in turn, by whom a clause, a lead or a form of address names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language

_CASES: dict[str, tuple[str, list[list[str]]]] = {
    "who asks is told, nobody else": (
        "« Vous êtes entré par la fenêtre, lit la présidente. C'est exact ? – Oui. – Et vous preniez ? – Du pain. »",
        [["présidente"], ["présidente"], [], ["présidente"], []],
    ),
    "whom a turn addresses asks, whom the text was about answers": (
        (
            "Devant le tribunal\nÀ la barre, Kevin Le Goux se tient droit.\n« Vous rouliez à quelle vitesse ?\n"
            "– Je ne sais plus, madame la présidente.\n– Fatigué ou ivre ?\n– Les deux. »\n"
            "La présidente, Anne Bidaud, soupire."
        ),
        [["Anne Bidaud"], ["Kevin Le Goux"], ["Anne Bidaud"], ["Kevin Le Goux"]],
    ),
    "the lead before the colon": (
        "À Metz\nOn se tait.\nLe président se tourne vers Farid Mourad : « Qui conduisait ? — Mon frère. — Il ment. »",
        [["président"], ["Farid Mourad"], ["président"]],
    ),
    "a lead whose verb is tagged as a name, dashes without marks": (
        (
            "Au tribunal\nOn se tait.\nLa présidente, Aude Rivoallan, l'interroge :\n"
            "– Pourquoi ne pas avoir saisi le conciliateur ?\n"
            "– Je l'ai saisi trois fois.\n– Et la tronçonneuse ?\nRires dans la salle du tribunal."
        ),
        [["Aude Rivoallan"], [], ["Aude Rivoallan"]],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), _CASES.values(), ids=_CASES.keys())
def test_turns(nlp: Language, text: str, speakers: list[list[str]]) -> None:
    found = nlp(text)._.quotations
    assert [[speaker.name for speaker in quotation.speakers] for quotation in found] == speakers
