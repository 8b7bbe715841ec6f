"""Sentences written as the specification of quotation detection: ``quotation_sentences/<area>.yaml``.

An entry is ``text`` and ``expect``, a list of quotations: ``content`` (its segments, copied from the text), and where
they matter ``kind``, ``cue``, ``source`` (null for none); a name left out is not compared. ``expect: []`` says that
nothing is quoted. ``note`` names the phenomenon; ``xfail`` gives the reason of a known failure.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

FOLDER = Path(__file__).parent / "quotation_sentences"
_FIELDS = {"content", "kind", "cue", "source"}
_DOWNSTREAM = ("claimx_speakers", "claimx_claims")


def _load() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for number, entry in enumerate(yaml.safe_load(path.read_text("utf-8")) or [], 1):
            marks = (pytest.mark.xfail(reason=entry["xfail"], strict=True),) if "xfail" in entry else ()
            words = str(entry.get("note") or entry["text"])[:50]
            found.append(pytest.param(entry, id=f"{path.stem}-{number}-{words}", marks=marks))
    return found


def _plain(value: str | None) -> str | None:
    return None if value is None else value.strip()


def _found(doc: Doc, fields: set[str]) -> list[dict[str, Any]]:
    found = []
    for quotation in doc._.quotations:
        row = {
            "content": [doc.text[part.start : part.end] for part in quotation.segments],
            "kind": str(quotation.kind),
            "cue": _plain(quotation.cue_text),
            "source": _plain(quotation.source_text),
        }
        found.append({name: value for name, value in row.items() if name in fields})
    return found


@pytest.fixture(scope="module")
def reader(nlp: Language) -> Any:
    """Reads one text with the stages up to quotation detection."""

    def read(text: str) -> Doc:
        with nlp.select_pipes(disable=[name for name in _DOWNSTREAM if name in nlp.pipe_names]):
            return nlp(text)

    return read


@pytest.mark.parametrize("entry", _load())
def test_sentence(entry: dict[str, Any], reader: Any) -> None:
    text, expected = entry["text"], entry["expect"]
    for item in expected:
        assert set(item) <= _FIELDS, f"unknown field in {item}"
        for words in [*item["content"], item.get("cue"), item.get("source")]:
            assert words is None or words in text, f"{words!r} isn't copied from {text!r}"
    doc = reader(text)
    whole = _found(doc, _FIELDS)
    compared = [
        {name: value for name, value in row.items() if not expected or len(expected) <= at or name in expected[at]}
        for at, row in enumerate(whole)
    ]
    wanted = "\n  ".join(map(str, expected)) or "nothing"
    got = "\n  ".join(map(str, whole)) or "nothing"
    assert compared == expected, f"\n{entry.get('note', '')}: {text}\nexpected\n  {wanted}\nfound\n  {got}"
