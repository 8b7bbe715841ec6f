"""Claims from marked-up sentences: act, polarity, issue and claimant; what is stored; odd input."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from spacy.tokens import Doc, DocBin

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from claim_sentences import FIELDS, FILES, TAG, counts, quotations_of, sentences, structured, unmark, wrong

from claimx.lexicon.codebook import CodebookError
from claimx.stages.claims.labels import labels
from claimx.stages.extensions import store_quotations

if TYPE_CHECKING:
    from spacy.language import Language

SENTENCES = sentences()


@pytest.mark.parametrize("entry", SENTENCES, ids=lambda entry: TAG.sub("", entry["text"])[:60])
def test_marked_up_sentence(nlp: Language, entry: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if reason := entry.get("fails"):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    quotations, claims = structured(nlp, entry["text"])
    speaker = quotations[-1].speakers[0].name
    shown = [f"{c.claimant_name} | {c.act} | {c.polarity} | {c.issue_text}  [{c.rule}]" for c in claims]
    assert len(claims) == len(entry["claims"]), f"\n{entry['text']}\nexpected {entry['claims']}\nfound {shown}"
    for expected, claim in zip(entry["claims"], claims, strict=True):
        faults = wrong(expected, claim, speaker)
        assert not faults, f"\n{entry['text']}\nexpected {expected}\nfound {shown}\nwrong {faults}"


RIGHT_SHARE = 0.90
"""Share of the marked-up claims right in each field."""


def test_share_of_right_fields(nlp: Language) -> None:
    right, total = counts(nlp)
    assert total >= 100
    shares = {field: right[field] / total for field in FIELDS}
    assert min(shares.values()) >= RIGHT_SHARE, shares


@pytest.mark.parametrize(
    ("marked", "addressee"),
    [
        ("<s>Le maire</s> <c>a exhorté</c> les habitants <q>à économiser l'eau</q>.", "habitants"),
        ("<s>Le maire</s> <c>a demandé</c> à la préfète <q>de rouvrir le pont</q>.", "préfète"),
        ("<s>Le maire</s> <c>a demandé</c> à Moscou <q>de rouvrir le pont</q>.", "Moscou"),
        ("<s>Le maire</s> <c>a demandé</c> hier <q>de rouvrir le pont</q>.", None),
        ("<s>Le maire</s> <c>a demandé</c> <q>la réouverture du pont</q>.", None),
        (
            "« <q><s1>La préfète</s1> <c1>m'a demandé</c1> <q1>un rapport</q1></q> », <c>a dit</c> <s>le maire</s>.",
            "maire",
        ),
    ],
)
def test_addressee(nlp: Language, marked: str, addressee: str | None) -> None:
    claims = structured(nlp, marked)[1]
    assert [claim.addressee for claim in claims] == [addressee]


def test_issues_are_short(nlp: Language) -> None:
    # Those of one file are short themselves.
    claims = [claim for entry in sentences(FILES[:1]) for claim in structured(nlp, entry["text"])[1]]
    assert max(len((claim.issue_text or "").split()) for claim in claims) <= 9


@pytest.mark.parametrize(
    ("content", "polarity", "issue"),
    [
        ("les débats du conseil portaient pour l'heure sur le budget", "neutral", "les débats du conseil"),
        ("le rapport des experts nous intéresse en premier lieu", None, "le rapport des experts"),
        ("le maire cherchait des moyens d'aller de l'avant", None, "de l'avant"),
    ],
)
def test_plain_statement_is_named_by_its_topic(nlp: Language, content: str, polarity: str | None, issue: str) -> None:
    _, claims = structured(nlp, f"<s>Paul Martin</s> <c>a déclaré</c> que <q>{content}</q>.")
    assert len(claims) == 1
    assert claims[0].polarity == polarity or polarity is None
    assert claims[0].issue_text is not None
    assert issue in claims[0].issue_text


def test_every_claim_is_traceable(nlp: Language) -> None:
    for entry in SENTENCES:
        text, _ = unmark(entry["text"])
        for number, claim in enumerate(structured(nlp, entry["text"])[1], 1):
            assert claim.claim_id == f"c{number:02d}"
            assert text[claim.start : claim.end] == claim.text
            assert claim.issue_start is not None
            assert text[claim.issue_start : claim.issue_end] == claim.issue_text
            assert claim.rule.startswith("claim.")
            assert 0 < claim.confidence <= 1
            assert claim.label_en.startswith(f"{claim.act} {claim.polarity}")


@pytest.mark.parametrize(
    ("words", "infinitive", "french"),
    [
        ("la réforme", False, "critique négative sur la réforme"),
        ("L'école", False, "critique négative sur l'école"),
        ("du plan", False, "critique négative sur le plan"),
        ("des mesures", False, "critique négative sur les mesures"),
        ("de l'usine", False, "critique négative sur l'usine"),
        ("aux impôts", False, "critique négative sur les impôts"),
        ("baisser les impôts", True, "critique négative sur le fait de baisser les impôts"),
        ("augmenter les impôts", True, "critique négative sur le fait d'augmenter les impôts"),
        ("Paris brûle", False, "critique négative sur « Paris brûle »"),
        (None, False, "critique négative"),
    ],
)
def test_french_labels_contract(words: str | None, infinitive: bool, french: str) -> None:
    assert labels("criticize", "negative", None, words, infinitive=infinitive)[1] == french


@pytest.mark.parametrize("text", ["", " ", "\n\n", "«", "« »", "a dit", "…", "«»" * 50, "« ? », dit-il."])
def test_odd_text_gives_no_error(nlp: Language, text: str) -> None:
    assert isinstance(nlp(text)._.claims, list)


@pytest.mark.parametrize(
    "content", ["", " ", "?", "«", "1997", "que", "de", "ne pas", "et", ", ,", "il faut", "c'est", "à", "ces questions"]
)
def test_odd_content_gives_no_error(nlp: Language, content: str) -> None:
    structured(nlp, f"<s>Il</s> <c>dit</c> <q>{content}</q>.")


CUSTOM = """codebook: sport
issues:
  - {id: stadium, fr: nouveau stade, en: new stadium, article: le, patterns: [construire ...2 stade]}
"""


def test_own_codebook_survives_disk_bytes_and_pickle(nlp: Language, tmp_path: Path) -> None:
    file = tmp_path / "sport.yaml"
    file.write_text(CUSTOM, encoding="utf-8")
    own = spacy.blank("fr")
    own.add_pipe("claimx_claims", config={"codebooks": [str(file)]})
    own.to_disk(tmp_path / "saved")
    file.unlink()
    again = spacy.load(tmp_path / "saved")
    for pipe in (again.get_pipe("claimx_claims"), pickle.loads(pickle.dumps(own.get_pipe("claimx_claims")))):
        text, spans = unmark("« <q>Il faut construire un nouveau stade</q> », <c>a dit</c> <s>le maire</s>.")
        with nlp.select_pipes(disable=["claimx_quotations", "claimx_speakers", "claimx_claims"]):
            doc = nlp(text)
        store_quotations(doc, quotations_of(text, spans))
        claims = pipe(doc)._.claims
        assert [claim.label_en for claim in claims] == ["demand positive on new stadium"]
        assert [claim.label_fr for claim in claims] == ["demande positive sur le nouveau stade"]


def test_claims_survive_docbin(nlp: Language) -> None:
    doc = nlp("« Il faut rénover les écoles », a déclaré Marie Dupont.")
    restored = next(DocBin().from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(nlp.vocab))
    assert isinstance(restored, Doc)
    assert doc._.claims
    assert restored._.claims == doc._.claims


def test_faulty_codebook_is_refused_on_load(tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("codebook: x\nissues:\n  - {id: a}\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"bad\.yaml:3: issues\.0\.fr"):
        spacy.blank("fr").add_pipe("claimx_claims", config={"codebooks": [str(file)]})
