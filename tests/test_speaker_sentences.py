"""Sentences written as the specification of speaker attribution: ``speaker_sentences/<area>.yaml``.

An entry is ``text`` in the mark-up of ``test_speakers`` (``{1:content}``, ``[1:source]``, ``<1:cue>``) and
``speakers``, the names by number; ``how`` gives the resolution where it matters. ``note`` names the phenomenon;
``xfail`` gives the reason of a known failure.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from claimx.stages.extensions import store_quotations
from claimx.stages.speakers import make_speakers
from test_speakers import marked_up, names

if TYPE_CHECKING:
    from spacy.language import Language

FOLDER = Path(__file__).parent / "speaker_sentences"
_STAGES = ("claimx_quotations", "claimx_speakers", "claimx_claims")


def _load() -> list[Any]:
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for number, entry in enumerate(yaml.safe_load(path.read_text("utf-8")) or [], 1):
            marks = (pytest.mark.xfail(reason=entry["xfail"], strict=True),) if "xfail" in entry else ()
            found.append(pytest.param(entry, id=f"{path.stem}-{number}-{str(entry['note'])[:50]}", marks=marks))
    return found


@pytest.fixture(scope="module")
def attribute(nlp: Language) -> Any:
    """Names the speakers of a marked-up text."""
    component = make_speakers(nlp, "claimx_speakers", [], None)

    def run(markup: str) -> dict[str, Any]:
        text, quotations = marked_up(markup)
        with nlp.select_pipes(disable=[name for name in _STAGES if name in nlp.pipe_names]):
            doc = nlp(text)
        store_quotations(doc, quotations)
        return {str(int(q.quotation_id[1:])): q for q in component(doc)._.quotations}

    return run


@pytest.mark.parametrize("entry", _load())
def test_sentence(entry: dict[str, Any], attribute: Any) -> None:
    found = attribute(entry["text"].rstrip("\n"))
    wanted = {str(number): value for number, value in entry["speakers"].items()}
    assert {number: names(found[number]) for number in wanted} == wanted, entry["note"]
    for number, rule in entry.get("how", {}).items():
        assert found[str(number)].resolution == rule
