"""Corrections come back: gold → Label Studio task with annotation → gold is the same gold."""

from __future__ import annotations

import json
import re
import resource
from typing import TYPE_CHECKING, Any

import pytest
from label_studio_sdk.label_interface import LabelInterface
from typer.testing import CliRunner

import hostile
from claimx import cli
from claimx.evaluate import GoldDocument, evaluate, read_document, read_gold
from claimx.export import export
from claimx.export.gold import write_gold
from claimx.export.label_studio import config, gold_task
from claimx.store import OutputError

if TYPE_CHECKING:
    from pathlib import Path


def there_and_back(documents: list[GoldDocument], folder: Path) -> list[GoldDocument]:
    """Return gold after a passage through Label Studio's format, the SDK's checks passed on the way."""
    interface = LabelInterface(config())
    tasks = [gold_task(document) for document in documents]
    for task in tasks:
        assert interface.validate_annotation(task["annotations"][0])
    exported = folder / "export.json"
    exported.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    written = write_gold(exported, folder / "gold")
    assert written.problems == []
    return read_gold(folder / "gold")


def content(document: GoldDocument) -> tuple[Any, ...]:
    """Return what a gold document says, without the ids and paragraph numbers that name it."""
    spans = {item.id: item.segments for item in document.quotations}
    quotations = sorted(
        (item.segments, item.kind, item.cue or (), item.source or (), item.speakers, spans.get(item.within or "", ()))
        for item in document.quotations
    )
    claims = sorted(
        (spans[item.quotation], item.claimants, item.acts, item.polarity, item.issue_ids, item.issue_spans)
        for item in document.claims or ()
    )
    return document.text, quotations, claims


def test_gold_of_the_two_articles_comes_back_the_same(root: Path, tmp_path: Path) -> None:
    gold = read_gold(root / "tests" / "gold")
    back = there_and_back(gold, tmp_path)
    assert [content(document) for document in back] == [content(document) for document in gold]
    report = evaluate({item.document_id: (item.records(speakers=True), []) for item in gold}, back)
    assert report.to_json()["quotations"]["exact"]["f1"] == 1


def test_gold_of_other_articles_comes_back_the_same(shared: Path, tmp_path: Path) -> None:
    gold = [document for name in ("train", "dev") for document in read_gold(shared / name)]
    back = {document.document_id: document for document in there_and_back(gold, tmp_path)}
    for document in gold:
        name = re.sub(r"[^\w.-]+", "_", document.document_id.removesuffix(".txt")).strip("._") + ".txt"
        assert content(back[name])[:2] == content(document)[:2], document.document_id
    assert sum(len(document.quotations) for document in back.values()) > 1000


GOLD = """\
document: a.txt
quotations:
  - {id: q01, p: 1, kind: direct, source: "elle#2", speaker: Marie Dupont, cue: "a dit#2", content: ["Oui.#2"]}
  - {id: q02, p: [2, 3], kind: mixed, source: la ministre, speaker: [A, B], cue: null,
     content: ["Nous [..] cela", "mais pas ici"]}
  - {id: q03, p: 2, kind: indirect, within: q02, source: null, speaker: null, cue: dirons,
     content: ["que le port ferme"]}
claims:
  - {id: c01, quotation: q02, claimant: [A, B], act: [state, promise], polarity: null, issue: le port}
  - {id: c02, quotation: q03, claimant: A, act: state, polarity: negative, p: 1, issue: "Oui.#1"}
  - {id: c03, quotation: q03, claimant: null, act: deny, polarity: neutral, issue: port_closing}
"""
TEXT = """\
« Oui. » elle a dit. « Oui. » elle a dit. La ministre passe.
« Nous dirons\u00a0que le port ferme, et cela 🦊 »,
« mais pas ici », selon la ministre. la ministre rit.
"""


def test_strings_that_stand_more_than_once_find_their_place_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.yaml").write_text(GOLD, encoding="utf-8")
    gold = read_document(tmp_path / "a.yaml")
    assert gold.problems == ()
    (back,) = there_and_back([gold], tmp_path)
    assert content(back) == content(gold)


def test_predictions_accepted_as_they_are_give_gold_that_the_chain_meets(tmp_path: Path) -> None:
    """Hostile text too: a Windows file with control characters, scripts and a name that climbs out of the folder."""
    folder = hostile.write(tmp_path / "out")
    path = export(folder, "label-studio").files[0]
    tasks = json.loads(path.read_text(encoding="utf-8"))
    for task in tasks:
        task["annotations"] = [{"result": task["predictions"][0]["result"]}]
    path.write_text(json.dumps(tasks), encoding="utf-8")
    written = write_gold(path, tmp_path / "gold")
    assert written.problems == []
    assert {file.parent for file in written.files} == {tmp_path / "gold"}
    gold = next(item for item in read_gold(tmp_path / "gold") if item.quotations)
    assert gold.text == hostile.TEXT
    assert [item.segments for item in gold.quotations] == [
        tuple((segment.start, segment.end) for segment in item.segments) for item in hostile.QUOTATIONS
    ]
    assert [item.speakers for item in gold.quotations] == [
        tuple(speaker.name for speaker in item.speakers) for item in hostile.QUOTATIONS
    ]
    assert [item.within for item in gold.quotations] == [None, None, "q02", None]


def region(id_: str, label: str, part: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(part)
    value = {"start": start, "end": start + len(part), "labels": [label]}
    return {"id": id_, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def relation(one: str, other: str, **more: Any) -> dict[str, Any]:
    return {"type": "relation", "from_id": one, "to_id": other, "direction": "right", **more}


def corrected(tmp_path: Path, result: list[dict[str, Any]], **more: Any) -> Path:
    path = tmp_path / "export.json"
    task = {"id": 7, "data": {"text": TEXT}, "annotations": [{"result": result, **more}]}
    path.write_text(json.dumps([task, {"data": {"text": "x"}, "annotations": []}]), encoding="utf-8")
    return path


def test_regions_an_annotator_adds_without_labelling_relations(tmp_path: Path) -> None:
    result = [
        region("x1", "indirect", "\u00a0que le port ferme,"),
        region("x2", "direct", "Nous dirons\u00a0que le port ferme, et cela"),
        region("x3", "direct", "mais pas ici"),
        region("x4", "source", "la ministre"),
        relation("x2", "x3"),
        relation("x4", "x2", direction="left"),
    ]
    written = write_gold(corrected(tmp_path, result), tmp_path / "gold")
    assert (written.problems, written.notes) == ([], ["1 tasks have no annotation and give no gold"])
    (gold,) = read_gold(tmp_path / "gold")
    assert gold.document_id == "task-7.txt"
    outer, inner = gold.quotations
    assert [TEXT[slice(*segment)] for segment in outer.segments][1] == "mais pas ici"
    assert (outer.source_text, inner.within) == ("la ministre", outer.id)
    assert TEXT[slice(*inner.segments[0])] == "que le port ferme,"


def test_what_cannot_be_used_is_told_and_the_exit_code_says_so(tmp_path: Path) -> None:
    beyond = region("x9", "cue", "rit")
    beyond["value"]["end"] = 10_000
    result = [
        region("x1", "direct", "mais pas ici"),
        region("x2", "cue", "selon"),
        region("x3", "claim", "le port"),
        relation("x1", "gone"),
        beyond,
    ]
    path = corrected(tmp_path, result)
    outcome = CliRunner().invoke(cli.app, ["gold", str(path), "--out", str(tmp_path / "gold")])
    assert outcome.exit_code == 1
    for said in (
        "x2: cue: related to nothing",
        "x3: claim: related to no quotation",
        "a region is missing",
        "not in the text",
    ):
        assert said in outcome.output
    assert "1 documents, 1 quotations, 0 claims" in outcome.output


def test_choices_are_read_as_label_studio_exports_them(tmp_path: Path) -> None:
    """Label Studio 1.23 adds the region's words as ``text`` and its notes as ``meta`` to every result of a region."""
    place = region("c1", "claim", "mais pas ici")["value"] | {"text": "mais pas ici"}
    del place["labels"]
    common = {"id": "c1", "to_name": "text", "origin": "prediction", "meta": {"text": ["rule: claim.topic"]}}
    result = [
        region("q01.1", "direct", "mais pas ici"),
        region("c1", "claim", "mais pas ici"),
        relation("c1", "q01.1", labels=["claim"]),
        common | {"from_name": "act", "type": "choices", "value": place | {"choices": ["refuse", "deny"]}},
        common | {"from_name": "polarity", "type": "choices", "value": place | {"choices": ["negative"]}},
        common | {"from_name": "claimant", "type": "textarea", "value": place | {"text": ["Marie Dupont"]}},
        common | {"from_name": "issue_id", "type": "textarea", "value": place | {"text": ["port"]}},
    ]
    assert write_gold(corrected(tmp_path, result), tmp_path / "gold").problems == []
    (gold,) = read_gold(tmp_path / "gold")
    assert gold.claims is not None
    (claim,) = gold.claims
    assert (claim.acts, claim.polarity) == (("refuse", "deny"), ("negative",))
    assert (claim.claimants, claim.issue_ids) == (("Marie Dupont",), ("port",))


def test_attributes_of_the_configuration_are_those_the_editor_takes() -> None:
    """The SDK checks names, not these: with another granularity the editor shows errors instead of the text."""
    (text,) = re.findall(r"<Text [^>]*>", config())
    assert re.search(r'granularity="(symbol|word|sentence|paragraph)"', text)


def test_the_ground_truth_is_taken_of_several_annotations(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    annotations = [
        {"result": [region("a", "direct", "mais pas ici")], "ground_truth": True, "updated_at": "2024-01-01"},
        {"result": [], "updated_at": "2024-02-01"},
        {"result": [], "was_cancelled": True},
    ]
    path.write_text(json.dumps([{"data": {"text": TEXT}, "annotations": annotations}]), encoding="utf-8")
    written = write_gold(path, tmp_path / "gold")
    assert written.counts["quotations"] == 1
    assert written.notes == ["1 more annotations of the same tasks are left out"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("nope", "isn't JSON"),
        ('{"a": 1}', "no list of tasks"),
        ('[{"text": "x", "label": []}]', "has no data.text; export the project from Label Studio as JSON"),
        ('[{"data": {"text": "x"}}]', "none of its 1 tasks is annotated"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    outcome = CliRunner().invoke(cli.app, ["gold", str(path)])
    assert outcome.exit_code == 2
    assert message in outcome.output


def exported(path: Path, *tasks: tuple[str, str, list[dict[str, Any]]]) -> Path:
    data = [
        {"data": {"document_id": name, "text": text}, "annotations": [{"result": result}]}
        for name, text, result in tasks
    ]
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def speaker(name: str) -> list[dict[str, Any]]:
    value = {"start": 2, "end": 5, "text": [name]}
    return [
        region("q1", "direct", "Oui"),
        {"id": "q1", "from_name": "speaker", "to_name": "text", "type": "textarea", "value": value},
    ]


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (("b", "Oui \ud83d dit", []), "task 2: its text has half a character (\\ud83d) after 'Oui '"),
        (("b", TEXT, speaker("Zo\udc00")), "task 2: its annotation has half a character (\\udc00) after"),
        (("old", "Un autre texte.", []), "old.txt: is another text than the task's of that name"),
    ],
)
def test_one_task_refused_leaves_the_folder_as_it_was(
    tmp_path: Path, second: tuple[str, str, list[dict[str, Any]]], message: str
) -> None:
    out = tmp_path / "gold"
    write_gold(exported(tmp_path / "x.json", ("old", TEXT, [])), out)
    before = contents(out)
    path = exported(tmp_path / "y.json", ("a", TEXT, []), second)
    for folder in (out, tmp_path / "new"):
        (tmp_path / "new").mkdir(exist_ok=True)
        if "old.txt" in message:
            (tmp_path / "new" / "old.txt").write_text("x", encoding="utf-8")
        kept = contents(folder)
        outcome = CliRunner().invoke(cli.app, ["gold", str(path), "--out", str(folder)])
        assert outcome.exit_code == 2
        assert message in outcome.output
        assert "nothing was written" in outcome.output
        assert contents(folder) == kept
    assert contents(out) == before


def test_gold_that_is_there_is_replaced_whole_and_other_gold_stays(tmp_path: Path) -> None:
    out = tmp_path / "gold"
    place = {"start": 2, "end": 5}
    result = [
        region("q01.1", "direct", "Oui"),
        region("c1", "claim", "Oui"),
        relation("c1", "q01.1", labels=["claim"]),
        {"id": "c1", "from_name": "issue_id", "type": "textarea", "value": place | {"text": ["port"]}},
    ]
    write_gold(exported(tmp_path / "x.json", ("a", TEXT, []), ("b", TEXT, [])), out)
    (out / "issues.yaml").write_text("# ours\n- {id: quay, fr: quai}", encoding="utf-8")
    kept = contents(out)
    written = write_gold(exported(tmp_path / "y.json", ("a", TEXT, result)), out)
    assert written.notes == ["2 files that were there with other content are replaced"]
    now = contents(out)
    assert {name for name, content in now.items() if content != kept[name]} == {"a.yaml", "issues.yaml"}
    assert now["issues.yaml"].decode() == '# ours\n- {id: quay, fr: quai}\n- {id: "port"}\n'
    assert [item.issue_ids for document in read_gold(out) for item in document.claims or ()] == [("port",)]


def test_a_full_disk_keeps_older_gold(tmp_path: Path) -> None:
    out = tmp_path / "gold"
    write_gold(exported(tmp_path / "x.json", ("a", TEXT, [])), out)
    kept = contents(out)
    path = exported(tmp_path / "y.json", ("a", TEXT, [region("q1", "direct", "Oui")]), ("b", TEXT + "x" * 90_000, []))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(OutputError, match="gold: can't be written"):
            write_gold(path, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert contents(out) == kept
    assert [item.name for item in tmp_path.iterdir() if item.name.startswith(".claimx")] == []
