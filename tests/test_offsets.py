"""``text[start:end]`` is the row's string: every row of every table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import claimx

if TYPE_CHECKING:
    from spacy.language import Language

    from claimx.result import Result


def check(result: Result) -> None:
    texts = dict(zip(result.documents["document_id"], result.documents["text"], strict=True))
    quotations = result.quotations.to_dict("records")
    places = [(row, "start", "end", "text") for row in [*quotations, *result.claims.to_dict("records")]]
    places += [
        (row, f"{part}_start", f"{part}_end", f"{part}_text") for part in ("cue", "source") for row in quotations
    ]
    places += [(row, "issue_start", "issue_end", "issue_text") for row in result.claims.to_dict("records")]
    for row, start, end, text in places:
        known = [value == value and value is not None for value in (row[start], row[end])]
        assert known[0] == known[1], row
        if known[0]:
            assert texts[row["document_id"]][row[start] : row[end]] == row[text], row
    for row in quotations:
        segments = [(segment["start"], segment["end"]) for segment in row["segments"]]
        assert segments == sorted(segments), row
        assert (segments[0][0], segments[-1][1]) == (row["start"], row["end"]), row
        assert all(start < end for start, end in segments), row
    check_keys(result)


def check_keys(result: Result) -> None:
    assert result.documents["document_id"].is_unique
    for frame, key in ((result.quotations, "quotation_id"), (result.claims, "claim_id")):
        assert not frame.duplicated(["document_id", key]).any()
    known = set(zip(result.quotations["document_id"], result.quotations["quotation_id"], strict=True))
    assert set(zip(result.claims["document_id"], result.claims["quotation_id"], strict=True)) <= known
    within = result.quotations.dropna(subset=["within"])
    assert set(zip(within["document_id"], within["within"], strict=True)) <= known
    counted = dict(zip(result.documents["document_id"], result.documents["n_quotations"], strict=True))
    actual = result.quotations.groupby("document_id").size().to_dict()
    assert {name: count for name, count in counted.items() if count} == actual
    assert (result.documents["status"] == "ok").all(), result.documents["error"].dropna().tolist()


def test_offsets_of_the_two_articles(nlp: Language, raw: Path) -> None:
    result = claimx.extract(raw, pipeline=nlp)
    assert len(result.quotations) > 30
    check(result)


def test_offsets_with_other_line_ends_and_characters_beyond_the_basic_plane(nlp: Language, raw: Path) -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in raw.glob("*.txt")}
    changed = {name: "\U0001f4f0 " + text.replace("\n", "\r\n") for name, text in texts.items()}
    check(claimx.extract(changed, pipeline=nlp))


def test_offsets_of_the_training_articles(nlp: Language, shared: Path) -> None:
    check(claimx.extract(shared / "train", pipeline=nlp))
