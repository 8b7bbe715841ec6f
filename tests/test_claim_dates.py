"""When a claim was made: beside the cue, reckoned from the document's date, or the document's date itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import claimx
from claimx.batches import process
from claimx.corpus import Source
from claimx.stages.extensions import DATE

if TYPE_CHECKING:
    from spacy.language import Language

THURSDAY = "Publié le 27 janvier 2022\n\n"


SAID = "Marie Dupont a déclaré{} que la gare rouvrirait{}."


@pytest.mark.parametrize(
    ("beside", "date", "basis", "words"),
    [
        ("", "2022-01-27", "document", None),
        (" mardi", "2022-01-25", "resolved", "mardi"),
        (" jeudi", "2022-01-27", "resolved", "jeudi"),
        (" vendredi", "2022-01-21", "resolved", "vendredi"),
        (" avant-hier", "2022-01-25", "resolved", "avant-hier"),
        (" ce matin", "2022-01-27", "resolved", "ce matin"),
        (" il y a deux jours", "2022-01-25", "resolved", "il y a deux jours"),
        (" le 27 décembre", "2021-12-27", "resolved", "27 décembre"),
        (" le 3 décembre 2019", "2019-12-03", "stated", "3 décembre 2019"),
    ],
)
def test_date_of_a_claim(nlp: Language, beside: str, date: str, basis: str, words: str | None) -> None:
    claims = nlp(THURSDAY + SAID.format(beside, ""))._.claims
    assert [(claim.date, claim.date_basis, claim.date_text) for claim in claims] == [(date, basis, words)]


def test_date_behind_the_speaker(nlp: Language) -> None:
    claims = nlp(THURSDAY + "« La gare rouvrira », a déclaré Marie Dupont le 1er janvier.")._.claims
    assert [(claim.date, claim.date_text) for claim in claims] == [("2022-01-01", "1er janvier")]


def test_a_date_within_what_is_said_is_not_when(nlp: Language) -> None:
    claims = nlp(THURSDAY + SAID.format("", " mardi"))._.claims
    assert [(claim.date, claim.date_basis) for claim in claims] == [("2022-01-27", "document")]


@pytest.mark.parametrize(
    ("header", "beside", "date", "basis"),
    [
        ("", " mardi", None, None),
        ("", " le 3 décembre 2019", "2019-12-03", "stated"),
    ],
)
def test_without_a_date_of_the_document(
    nlp: Language, header: str, beside: str, date: str | None, basis: str | None
) -> None:
    claims = nlp(header + SAID.format(beside, ""))._.claims
    assert [(claim.date, claim.date_basis) for claim in claims] == [(date, basis)]


def test_a_month_alone_dates_no_weekday(nlp: Language) -> None:
    doc = nlp.make_doc(
        "Marie Dupont a déclaré mardi que la gare rouvrirait. Elle a ajouté le 3 janvier que tout irait."
    )
    doc._.set(DATE, "2022-01")
    first, second = (nlp(doc)._.claims)[:2]
    assert (first.date, first.date_basis) == ("2022-01", "document")
    assert (second.date, second.date_basis) == ("2022-01-03", "resolved")


def test_the_readers_metadata_come_before_the_text(nlp: Language) -> None:
    doc = nlp.make_doc(THURSDAY + "Marie Dupont a déclaré mardi que la gare rouvrirait.")
    doc._.set(DATE, "2020-06-18")
    claim = nlp(doc)._.claims[0]
    assert (claim.date, claim.date_basis) == ("2020-06-16", "resolved")


def test_a_documents_date_reaches_its_claims(nlp: Language) -> None:
    text = "Marie Dupont a déclaré que la gare rouvrirait."
    found = next(iter(process([Source("a", text=text, date="2020-06-18")], nlp)))
    assert found.document.date == "2020-06-18"
    assert [(claim.date, claim.date_basis) for claim in found.claims] == [("2020-06-18", "document")]


def test_dateparser_is_imported_late(root: Path) -> None:
    code = (
        "import sys, claimx; nlp = claimx.load();"
        "nlp('« Tout va bien », a dit Marie Dupont.'); print('dateparser' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert shown.stdout.strip() == "False"


def test_metonyms_are_linked_to_what_they_stand_for(nlp: Language) -> None:
    text = (
        "Moscou a déclaré que ces frappes étaient illégales. Bercy a annoncé que les taxes baisseraient."
        " « La paix est possible », a dit le Kremlin."
    )
    found = {claim.claimant_name: (claim.claimant_id, claim.claimant_stands_for) for claim in nlp(text)._.claims}
    assert found == {
        "Moscou": ("moscou", "russia"),
        "Bercy": ("bercy", "french-finance-ministry"),
        "Kremlin": ("kremlin", "russia"),
    }


def test_speakers_ids_are_those_of_the_quotation(nlp: Language) -> None:
    doc = nlp("« La réponse de Washington est négative », a déclaré Sergueï Lavrov.")
    claim = doc._.claims[0]
    assert list(claim.speaker_ids) == [speaker.id for speaker in doc._.quotations[0].speakers] == ["sergei-lavrov"]


ACTORS = """actors:
  - {id: maison-jaune, name: Maison Jaune, kind: metonym, stands_for: russia, gender: f}
"""


def test_users_actors_reach_the_claims(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(ACTORS, encoding="utf-8")
    chain = claimx.load(actors=[file])
    claim = chain("La Maison Jaune a déclaré que le projet de loi était mauvais.")._.claims[0]
    assert (claim.claimant_name, claim.claimant_id, claim.claimant_stands_for) == (
        "Maison Jaune",
        "maison-jaune",
        "russia",
    )
