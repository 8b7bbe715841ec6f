"""The gate: the default chain's figures on the two articles stay above tests/gold/floors.yaml."""

from __future__ import annotations

from pathlib import Path

import claimx
from claimx.evaluate import evaluate_folder, read_floors, render_errors, under_floors

GOLD = Path(__file__).parent / "gold"


def test_no_figure_is_under_its_floor() -> None:
    report = evaluate_folder(GOLD, None, claimx.load())
    under = under_floors(report, read_floors(GOLD / "floors.yaml"))
    listed = "\n".join(map(str, [*under, *render_errors(report.errors)]))
    assert not under, f"\n{listed}"
