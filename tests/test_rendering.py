"""What notebooks show: quotations in their text, and results; hostile text stays text."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import claimx
from claimx.records import Quotation
from claimx.result import Result
from claimx.stages.extensions import store_quotations

if TYPE_CHECKING:
    from spacy.language import Language

SENTENCE = "« Nous refusons cet accord », a déclaré Marie Dupont."
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e\"'&"


class Reader(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_displacy_shows_quotation_cue_and_source(nlp: Language) -> None:
    shown = claimx.displacy(nlp(f"{SENTENCE}\n\nIl pleut."))
    assert shown._repr_html_() == shown
    read = Reader(shown)
    words = " ".join(read.text.split())
    for label in ("q01 direct: Marie Dupont", "q01 cue", "q01 source"):
        assert label in words, label
    assert words.endswith("Il pleut .")
    assert "<html" in claimx.displacy(nlp(SENTENCE), page=True)
    assert "<html" not in shown


def test_displacy_shows_nested_and_parted_contents(nlp: Language) -> None:
    text = "« Le président dit que le pont fermera », a répété M. Dupont, « et je le crois »."
    doc = nlp(text)
    shown = " ".join(Reader(claimx.displacy(doc)).text.split())
    assert len(doc._.quotations) > 1
    for quotation in doc._.quotations:
        assert shown.count(f"{quotation.quotation_id} {quotation.kind}") == len(quotation.segments)


def test_displacy_of_nothing(nlp: Language) -> None:
    assert Reader(claimx.displacy(nlp("Il pleut."))).text.split() == ["Il", "pleut", "."]
    assert claimx.displacy(nlp("")).strip() == ""


def test_displacy_keeps_hostile_text_as_text(nlp: Language) -> None:
    doc = nlp(f"« {HOSTILE} », a déclaré Marie Dupont.\n{HOSTILE}")
    data = nlp(SENTENCE)._.quotations[0].model_dump()
    start = doc.text.index("<script>")
    place = {"start": start, "end": start + len(HOSTILE)}
    data |= {**place, "segments": [place], "text": HOSTILE, "cue_start": start, "cue_end": start + 8}
    data |= {"quotation_id": HOSTILE, "speakers": [{"name": HOSTILE}]}
    store_quotations(doc, [Quotation.model_validate(data)])
    read = Reader(claimx.displacy(doc))
    assert read.tags <= {"div", "span", "br"}
    assert read.names <= {"class", "style", "dir"}
    assert "alert(1)" in read.text
    assert "\u202e" not in read.text


def test_results_show_claims_else_quotations_and_what_failed(nlp: Language) -> None:
    result = claimx.extract({"a": SENTENCE, "b": "Il pleut."}, pipeline=nlp)
    documents = result.documents.assign(status=["ok", "failed"], error=[None, HOSTILE])
    quotations = result.quotations.assign(text=HOSTILE, speaker_names=[[HOSTILE]] * len(result.quotations))
    shown = Result(documents, quotations, result.claims.iloc[:0], "p")._repr_html_()
    read = Reader(shown)
    assert read.tags <= {"p", "table", "thead", "tbody", "tr", "th", "td"}
    assert "speaker_names" in read.text
    assert read.text.count("alert(1)") == 3
    assert "\u202e" not in read.text
    assert "claimant_name" in Reader(result._repr_html_()).text
