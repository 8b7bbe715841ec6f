"""Who answers in an interview: names for initials, for *R.* and for lines without a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language

_CASES = {
    "initials": (
        (
            "L'historien Marc Delcourt revient sur la grève de 1947 avec Anne Roy.\n"
            "LE MONDE. – La grève était-elle inévitable ?\nM. D. – Elle devait éclater.\n"
            "LE MONDE. – Qui l'a dirigée ?\nM. D. – Personne, au début."
        ),
        ["Marc Delcourt", "Marc Delcourt"],
    ),
    "Q and R": (
        (
            "L'écrivaine Nadia Belkacem publie un roman.\n"
            "Q : Pourquoi ce titre ?\nR : Il m'est venu en marchant.\n"
            "Q : Le livre est-il autobiographique ?\nR : Un peu, comme tous mes livres."
        ),
        ["Nadia Belkacem", "Nadia Belkacem"],
    ),
    "lines": (
        (
            "Sophie Lantier : « Le vélo n'est pas un luxe »\n"
            "La nouvelle présidente de Roue libre, Sophie Lantier, succède à Paul Vidal.\n"
            "Vous prenez vos fonctions lundi. Quelle sera votre priorité ?\nJe veux rencontrer les maires.\n"
            "La mairie parle d'un coût de six millions. Êtes-vous d'accord ?\nNon, notre étude dit deux millions."
        ),
        ["Sophie Lantier", "Sophie Lantier"],
    ),
    "dashes": (
        (
            "Entretien avec Jules Perrin, entraîneur du FC Lorient\n"
            "— Votre équipe a perdu trois fois de suite. Êtes-vous inquiet ?\n— Non, je garde confiance.\n"
            "— Le président vous soutient-il ?\n— Il me l'a encore dit hier."
        ),
        ["Jules Perrin", "Jules Perrin"],
    ),
}


@pytest.mark.parametrize("name", _CASES)
def test_who_answers(name: str, nlp: Language) -> None:
    text, expected = _CASES[name]
    answers = [q for q in nlp(text)._.quotations if q.rule == "interview_answer"]
    assert [[speaker.name for speaker in answer.speakers] for answer in answers] == [[name] for name in expected]


def test_who_asks_behind_a_dash(nlp: Language) -> None:
    """A dash makes a question a turn of its own; whose it is, nobody writes."""
    text, _ = _CASES["dashes"]
    asked = [q for q in nlp(text)._.quotations if q.rule == "interview_question"]
    assert [[speaker.name for speaker in question.speakers] for question in asked] == [["journaliste"]] * 2
