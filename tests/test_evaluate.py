"""Evaluation: reading gold, matching, figures worked out by hand, errors, floors."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
import yaml
from rich.console import Console

from claimx.evaluate import (
    Floors,
    GoldDocument,
    GoldError,
    evaluate,
    read_document,
    read_floors,
    read_gold,
    render,
    render_errors,
    under_floors,
)
from claimx.evaluate.matching import best_first, extent, iou, overlap, same_names, similar_names
from claimx.records import Claim, Quotation, Segment, Speaker

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

TEXT = (
    "Grève à l’hôpital\r\n"
    "\r\n"
    "Le maire, élu en 2020, a dit que l'hôpital fermerait. "
    "« Nous partons », a dit Anne Roy. « Nous partons », a dit Luc.\r\n"
    "« Le service ferme.\u00a0Nous le regrettons »,\u00a0a-t-il dit.\r\n"
    "« Et nous reviendrons. »\r\n"
)
GOLD = """\
document: a.txt
quotations:
  - {id: q01, p: 2, kind: indirect, source: "Le maire, élu en 2020", speaker: Jean Blanc, cue: a dit#1,
     content: ["l’hôpital fermerait"]}
  - {id: q02, p: 2, kind: direct, source: Anne Roy, speaker: Anne Roy, cue: a dit,
     content: [Nous partons]}
  - {id: q03, p: 2, kind: direct, source: Luc, speaker: On, cue: a dit#3,
     content: ["Nous partons#2"]}
  - {id: q04, p: [3, 4], kind: direct, source: il, speaker: [Jean Blanc, Luc], cue: a-t-il dit,
     content: ["Le service [..] regrettons", "Et nous reviendrons."]}
claims:
  - {id: c01, quotation: q01, claimant: [Jean Blanc, Mairie], act: [state, announce], polarity: negative,
     issue: l'hôpital}
  - {id: c02, quotation: q04, claimant: Luc, act: criticize, polarity: null, issue: "l'hôpital", p: 1}
  - {id: c03, quotation: q04, claimant: Luc, act: promise, polarity: positive, issue: return_home}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    (tmp_path / "a.yaml").write_text(GOLD, encoding="utf-8")
    (tmp_path / "issues.yaml").write_text("- {id: strike, fr: grève, en: strike}\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def gold(folder: Path) -> GoldDocument:
    return read_document(folder / "a.yaml")


def quotation(
    text: str,
    *contents: str,
    kind: str = "direct",
    speakers: tuple[str, ...] = (),
    id_: str = "q01",
    nth: int = 0,
    cue: str | None = None,
) -> Quotation:
    segments = []
    for content in contents:
        start = -1
        for _ in range(nth + 1):
            start = text.index(content, start + 1)
        segments.append(Segment(start=start, end=start + len(content)))
    at = text.index(cue) if cue else None
    return Quotation(
        quotation_id=id_,
        kind=kind,
        start=segments[0].start,
        end=segments[-1].end,
        segments=tuple(segments),
        text=text[segments[0].start : segments[-1].end],
        cue_text=cue,
        cue_start=at,
        cue_end=None if at is None or cue is None else at + len(cue),
        speakers=tuple(Speaker(name=name) for name in speakers),
        rule="test_rule",
    )


def claim(
    quotation_id: str, claimant: str | None, act: str, polarity: str, issue: tuple[int, int] | str, id_: str = "c01"
) -> Claim:
    return Claim(
        claim_id=id_,
        quotation_id=quotation_id,
        claimant_name=claimant,
        act=act,
        polarity=polarity,
        issue_id=issue if isinstance(issue, str) else None,
        issue_start=None if isinstance(issue, str) else issue[0],
        issue_end=None if isinstance(issue, str) else issue[1],
        text="x",
        start=0,
        end=1,
        label_en="",
        label_fr="",
        rule="test_rule",
        confidence=1.0,
    )


class TestGold:
    def test_strings_are_found_where_they_stand(self, gold: GoldDocument) -> None:
        contents = [[TEXT[a:b] for a, b in item.segments] for item in gold.quotations]
        assert contents == [
            ["l'hôpital fermerait"],
            ["Nous partons"],
            ["Nous partons"],
            ["Le service ferme.\u00a0Nous le regrettons", "Et nous reviendrons."],
        ]
        assert gold.problems == ()
        assert gold.text == TEXT

    def test_occurrence_suffix_picks_the_nth(self, gold: GoldDocument) -> None:
        first, second = gold.quotations[1].segments[0][0], gold.quotations[2].segments[0][0]
        assert (first, second) == (TEXT.index("Nous partons"), TEXT.rindex("Nous partons"))
        assert gold.quotations[2].cue == (TEXT.index("a dit Luc"), TEXT.index("a dit Luc") + 5)

    def test_without_suffix_the_cue_nearest_to_the_content_is_taken(self, gold: GoldDocument) -> None:
        assert gold.quotations[1].cue == (TEXT.index("a dit Anne"), TEXT.index("a dit Anne") + 5)

    def test_source_in_the_cue_is_a_whole_word(self, gold: GoldDocument) -> None:
        at = TEXT.index("a-t-il dit") + 4
        assert gold.quotations[3].source == (at, at + 2)

    def test_words_that_yaml_takes_for_booleans_stay_words(self, gold: GoldDocument) -> None:
        assert gold.quotations[2].speakers == ("On",)
        assert gold.quotations[3].speakers == ("Jean Blanc", "Luc")

    def test_issues_are_ids_or_places(self, gold: GoldDocument) -> None:
        assert gold.claims is not None
        by_words, elsewhere, by_id = gold.claims
        assert [TEXT[a:b] for a, b in by_words.issue_spans] == ["l'hôpital"]
        assert elsewhere.issue_spans[0][0] == TEXT.index("l’hôpital")
        assert by_id.issue_ids == ("return_home",)
        assert elsewhere.polarity == ()

    def test_ids_of_the_folders_issue_list_are_known(self, folder: Path) -> None:
        path = folder / "a.yaml"
        path.write_text(GOLD.replace("issue: return_home", "issue: strike"), encoding="utf-8")
        assert read_gold(folder)[0].claims[2].issue_ids == ("strike",)  # type: ignore[index]  # the file has claims

    def test_a_missing_string_is_listed_and_the_rest_read(self, folder: Path) -> None:
        path = folder / "a.yaml"
        path.write_text(GOLD.replace("[Nous partons]", "[Nous dormons]"), encoding="utf-8")
        document = read_document(path)
        assert [str(problem) for problem in document.problems] == [
            "a.yaml: q02: content: not in its paragraph: 'Nous dormons'"
        ]
        assert [item.id for item in document.quotations] == ["q01", "q03", "q04"]

    def test_a_paragraph_out_of_range_is_listed(self, folder: Path) -> None:
        path = folder / "a.yaml"
        path.write_text(GOLD.replace("p: 2, kind: indirect", "p: 9, kind: indirect"), encoding="utf-8")
        assert "no such paragraph (the text has 4)" in str(read_document(path).problems[0])

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (lambda folder: (folder / "a.txt").unlink(), "a.txt"),
            (lambda folder: (folder / "a.yaml").write_text("a: [", encoding="utf-8"), "a.yaml"),
            (lambda folder: (folder / "a.yaml").unlink(), "no gold files"),
        ],
    )
    def test_unreadable_gold_says_what_and_where(self, folder: Path, change: object, message: str) -> None:
        change(folder)  # type: ignore[operator]
        with pytest.raises(GoldError, match=message):
            read_gold(folder)

    def test_texts_may_stand_elsewhere(self, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
        other = tmp_path_factory.mktemp("texts")
        (folder / "a.txt").rename(other / "a.txt")
        assert len(read_gold(folder, other)) == 1

    def test_own_gold_resolves_without_a_folder_of_texts(self) -> None:
        documents = read_gold(ROOT / "tests" / "gold")
        assert [len(item.quotations) for item in documents] == [23, 16]
        assert [problem for item in documents for problem in item.problems] == []

    @pytest.mark.parametrize("name", ["train", "dev"])
    def test_shared_gold_resolves(self, name: str) -> None:
        if not (SHARED / name).is_dir():
            pytest.skip(f"needs ../shared/{name}")
        assert [str(problem) for item in read_gold(SHARED / name) for problem in item.problems] == []


class TestMatching:
    def test_overlap_of_segments(self) -> None:
        left, right = extent("x" * 40, [(20, 30), (0, 10)]), extent("x" * 40, [(5, 25)])
        assert overlap(left, right) == 10
        assert iou(left, right) == pytest.approx(10 / 30)

    def test_blanks_at_the_edges_do_not_count(self) -> None:
        assert extent("  ab  ", [(0, 6)]) == ((2, 4),)

    def test_best_pair_goes_first_even_if_the_worse_comes_earlier(self) -> None:
        scores = {(0, 0): 0.6, (1, 0): 0.9, (0, 1): 0.2}
        pairs = best_first(2, 2, lambda g, p: (scores[g, p],) if (g, p) in scores else None)
        assert [(pair.gold, pair.predicted) for pair in pairs] == [(0, 1), (1, 0)]

    @pytest.mark.parametrize(
        ("gold", "predicted", "same", "similar"),
        [
            (["Sergueï Lavrov"], ["Serguei  LAVROV"], True, True),
            (["Sergueï Lavrov"], ["Lavrov"], False, True),
            (["Élysée"], ["l’Elysée"], True, True),
            (["Jean-Marc Ayrault"], ["Jean‑Marc Ayrault"], True, True),
            (["A", "B"], ["B", "A"], True, True),
            (["A", "B"], ["A"], False, False),
            ([], [], True, True),
            ([], ["A"], False, False),
            (["La Haye"], ["La Paz"], False, False),
        ],
    )
    def test_names(self, gold: list[str], predicted: list[str], same: bool, similar: bool) -> None:
        assert (same_names(gold, predicted), similar_names(gold, predicted)) == (same, similar)


class TestFigures:
    def test_gold_against_itself_is_perfect(self, gold: GoldDocument) -> None:
        report = evaluate({"a.txt": (gold.records(speakers=True), [])}, [gold])
        for path in ("exact", "iou80", "iou50", "one_sided30", "one_sided80", "by_kind.direct.exact"):
            assert report.figure(f"quotations.{path}.f1") == 1.0
        for path in ("speakers.full_name", "source", "cue", "within", "end_to_end.f1"):
            assert report.figure(path) == 1.0
        assert [error for error in report.errors if not error.category.startswith("claim")] == []

    def test_nothing_found(self, gold: GoldDocument) -> None:
        report = evaluate({}, [gold])
        assert report.figure("quotations.iou50.f1") == 0.0
        assert [error.category for error in report.errors].count("missed") == 4

    def test_counts_by_hand(self, gold: GoldDocument) -> None:
        found = [
            # Boundary: 19 characters of gold in 23 predicted: IoU 0.83, not exact; right speaker, wrong kind.
            quotation(TEXT, "que l'hôpital fermerait", kind="mixed", speakers=("Jean BLANC",)),
            quotation(TEXT, "Nous partons", speakers=("Roy",), id_="q02"),
            # One segment of two: 36 of 56 characters: IoU 0.64.
            quotation(TEXT, "Le service ferme.\u00a0Nous le regrettons", speakers=("Luc", "Jean Blanc"), id_="q03"),
            quotation(TEXT, "Grève", speakers=("Luc",), id_="q04"),
        ]
        report = evaluate({"a.txt": (found, [])}, [gold])
        data = report.to_json()["quotations"]
        assert [data[name]["found"] for name in ("exact", "iou80", "iou50")] == [1, 2, 3]
        assert [data[name]["found"] for name in ("one_sided30", "one_sided80")] == [3, 2]
        assert data["iou50"] == {"precision": 0.75, "recall": 0.75, "f1": 0.75, "gold": 4, "predicted": 4, "found": 3}
        assert data["by_kind"]["indirect"]["iou80"]["recall"] == 1.0
        assert data["by_kind"]["mixed"]["iou80"]["precision"] == 1.0
        assert data["by_kind"]["direct"]["iou80"]["gold"] == 3
        assert report.figure("speakers.full_name") == pytest.approx(2 / 3)
        assert report.figure("speakers.similar_name") == 1.0
        # Only the first is right in content (IoU ≥ 0.8) and speaker.
        assert report.figure("end_to_end.f1") == 0.25
        assert [error.category for error in report.errors] == [
            *("extra", "boundary", "speaker", "missed", "boundary"),
            *("claim missed",) * 3,
        ]
        assert report.errors[0].paragraph == 1
        assert (report.errors[2].gold, report.errors[2].predicted) == ("Anne Roy", "Roy")

    def test_equal_contents_are_told_apart_by_cue(self, gold: GoldDocument) -> None:
        inner = gold.records()[1]
        outer = inner.model_copy(update={"quotation_id": "q09", "cue_start": 0, "cue_end": 5})
        report = evaluate({"a.txt": ([outer, inner], [])}, [gold])
        assert report.figure("cue") == 1.0

    def test_within_is_compared_through_the_matching(self, gold: GoldDocument) -> None:
        records = gold.records()
        renamed = [
            records[0].model_copy(update={"quotation_id": "q77"}),
            records[1].model_copy(update={"within": "q77"}),
        ]
        report = evaluate({"a.txt": (renamed, [])}, [gold])
        assert report.to_json()["within"] == {"share": 0.5, "right": 1, "of": 2}

    def test_claims(self, gold: GoldDocument) -> None:
        place, title = TEXT.index("l'hôpital fermerait"), TEXT.index("hôpital")
        found = [
            claim("q01", "mairie", "announce", "positive", (place + 2, place + 30)),
            claim("q04", "Luc", "state", "neutral", (title, title + 7), id_="c02"),
            claim("q02", "Luc", "promise", "positive", "return_home", id_="c03"),
        ]
        report = evaluate({"a.txt": (gold.records(), found)}, [gold])
        claims = report.to_json()["claims"]
        # The third hangs on another quotation, so that it only counts where quotations aren't asked for.
        assert [claims[name]["found"] for name in ("issue", "polarity", "act", "anywhere")] == [2, 1, 0, 2]
        assert report.figure("claims.act_share") == 0.5
        assert claims["polarity_share"] == {"share": 0.0, "right": 0, "of": 1}
        categories = [error.category for error in report.errors if error.category.startswith("claim")]
        assert categories == ["claim polarity", "claim act", "claim missed", "claim extra"]

    def test_gold_of_a_codebook_judges_claims_on_its_issues_alone(self, gold: GoldDocument) -> None:
        coded = [item for item in gold.claims or () if item.issue_ids]
        place = TEXT.index("hôpital")
        found = [
            claim(coded[0].quotation, coded[0].claimants[0], "promise", "positive", coded[0].issue_ids[0]),
            claim("q04", "Luc", "state", "neutral", (place, place + 7), id_="c02"),
        ]
        only_coded = dataclasses.replace(gold, claims=tuple(coded))
        claims = evaluate({"a.txt": (gold.records(), found)}, [only_coded]).to_json()["claims"]
        assert (claims["uncoded"], claims["anywhere"]["precision"]) == (1, 1.0)
        mixed = evaluate({"a.txt": (gold.records(), found)}, [gold]).to_json()["claims"]
        assert mixed["uncoded"] == 0, "gold by words judges every claim"

    def test_documents_without_gold_claims_are_not_scored_for_claims(self, folder: Path) -> None:
        path = folder / "a.yaml"
        path.write_text(GOLD.split("claims:", maxsplit=1)[0], encoding="utf-8")
        document = read_document(path)
        found = [claim("q01", "Luc", "state", "neutral", "strike")]
        assert "claims" not in evaluate({"a.txt": (document.records(), found)}, [document]).to_json()


class TestReport:
    def test_json_and_tables(self, gold: GoldDocument) -> None:
        report = evaluate({"a.txt": ([quotation(TEXT, "Grève", speakers=("[red]",))], [])}, [gold])
        assert json.loads(json.dumps(report.to_json()))["quotations"]["exact"]["f1"] == 0.0
        console = Console(file=StringIO(), width=200)
        for block in [*render(report), *render_errors(report.errors)]:
            console.print(block)
        printed = console.file.getvalue()  # type: ignore[attr-defined]  # the StringIO above
        assert "IoU ≥ 0.8" in printed
        assert "EXTRA  a.txt p1  [test_rule]" in printed
        assert "MISSED  a.txt p2 q01" in printed

    def test_floors(self, gold: GoldDocument, tmp_path: Path) -> None:
        report = evaluate({"a.txt": (gold.records(), [])}, [gold])
        path = tmp_path / "floors.yaml"
        path.write_text("floors:\n  quotations.iou80.f1: 1\n  speakers.full_name: 0.5\n", encoding="utf-8")
        assert [str(item) for item in under_floors(report, read_floors(path))] == [
            "speakers.full_name is 0.0000, under its floor 0.5000"
        ]

    def test_floors_hold_for_their_gold_only(self, gold: GoldDocument) -> None:
        report = evaluate({}, [gold])
        with pytest.raises(GoldError, match="the floors are for gold 123"):
            under_floors(report, Floors({}, "123"))
        assert under_floors(report, Floors({}, report.gold_digest)) == []

    def test_unknown_figures_and_groups_are_faults(self, gold: GoldDocument) -> None:
        report = evaluate({}, [gold])
        with pytest.raises(GoldError, match=r"no figure 'quotations\.iou99\.f1'"):
            under_floors(report, Floors({"quotations.iou99.f1": 0.5}))
        with pytest.raises(GoldError, match="go on to one of"):
            under_floors(report, Floors({"quotations.iou80": 0.5}))

    @pytest.mark.parametrize("content", ["- 1", "floors: {a: b}", "floors: [1]", "{"])
    def test_bad_floor_files_name_themselves(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "floors.yaml"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(GoldError, match=r"floors\.yaml"):
            read_floors(path)


def _multiplied(levels: int) -> str:
    rows = [f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(["x0: &x0 [x]", *rows, f"floors: *x{levels - 1}", f"document: *x{levels - 1}", ""])


@pytest.mark.parametrize("read", [read_document, read_floors])
def test_aliases_that_multiply_are_refused(tmp_path: Path, read: Callable[[Path], object]) -> None:
    (tmp_path / "a.yaml").write_text(_multiplied(20), encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.yaml:\d: .*aliases \(\*name\) make over 1,000,000 entries of this; write"):
        read(tmp_path / "a.yaml")


def test_aliases_of_programs_that_write_yaml_are_read(tmp_path: Path) -> None:
    cue = "a dit"
    shared = [f"« {word} »" for word in ("Oui", "Non")]
    (tmp_path / "a.txt").write_text("« Oui » et « Non », a dit Paul.", encoding="utf-8")
    item = {"p": 1, "kind": "direct", "source": "Paul", "speaker": "Paul", "cue": cue, "content": shared}
    data = {"document": "a.txt", "quotations": [{"id": "q1", **item}, {"id": "q2", **item}]}
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    assert "*id001" in (tmp_path / "a.yaml").read_text(encoding="utf-8")
    (document,) = read_gold(tmp_path)
    assert [len(quotation.segments) for quotation in document.quotations] == [2, 2]


@pytest.mark.parametrize(
    "rest", ["quotations: 5", "quotations: [a]", "quotations: [{id: q1, p: 1, content: Oui}]", "claims: [x]"]
)
def test_gold_of_another_shape_is_refused(tmp_path: Path, rest: str) -> None:
    (tmp_path / "a.txt").write_text("Oui, dit Paul.", encoding="utf-8")
    (tmp_path / "a.yaml").write_text(f"document: a.txt\n{rest}\n", encoding="utf-8")
    with pytest.raises(GoldError, match="a quotation or claim isn't a mapping"):
        read_gold(tmp_path)
