"""The gate: the default chain's figures stay above their floors: the two articles, invented ones, the shared ones."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from claimx.evaluate import evaluate_folder, read_floors, render_errors, under_floors

HERE = Path(__file__).parent


def test_no_figure_on_the_two_articles_is_under_its_floor(nlp: Language) -> None:
    report = evaluate_folder(HERE / "gold", None, nlp)
    under = under_floors(report, read_floors(HERE / "gold" / "floors.yaml"))
    listed = "\n".join(map(str, [*under, *render_errors(report.errors)]))
    assert not under, f"\n{listed}"


@pytest.mark.parametrize("name", ["held_out", "held_out_long"])
def test_no_figure_on_invented_articles_held_out_is_under_its_floor(name: str, nlp: Language) -> None:
    # Figures only, as for dev below: rules aren't written on these articles.
    report = evaluate_folder(HERE.parent / "data" / name, None, nlp)
    under = under_floors(report, read_floors(HERE / "floors" / f"{name}.yaml"))
    assert not under, "\n".join(map(str, under))


@pytest.mark.parametrize("name", ["dev"])
def test_no_figure_on_shared_articles_is_under_its_floor(name: str, nlp: Language, shared: Path) -> None:
    # Figures only: which articles err, `claimx evaluate --errors` tells.
    under = under_floors(evaluate_folder(shared / name, None, nlp), read_floors(HERE / "floors" / f"{name}.yaml"))
    assert not under, "\n".join(map(str, under))
