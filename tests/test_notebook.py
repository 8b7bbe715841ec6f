"""The notebook runs over a real extraction and shows its claims."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pandas as pd
import pytest

from claimx.corpus import find_sources
from claimx.run import run

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="module")
def out(nlp: Language, raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    run(find_sources([raw]), nlp, folder)
    return folder


def test_notebook_runs_and_shows_claims_and_a_plot(
    root: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(root / "notebooks")
    from execute import execute

    monkeypatch.setenv("CLAIMX_OUT", str(out))
    # A matplotlib that has never run writes its font cache.
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))
    execute(root / "notebooks" / "inspect_claims.ipynb", tmp_path / "run.ipynb")
    sys.modules.pop("execute")
    notebook = nbformat.read(tmp_path / "run.ipynb", as_version=4)
    data = [output["data"] for cell in notebook.cells for output in cell.get("outputs", ()) if "data" in output]
    shown = "".join(item.get("text/html", "") for item in data)
    claims = pd.read_parquet(out / "claims.parquet")
    assert len(claims) > 5
    assert all(name in shown for name in claims["claimant_name"].dropna().unique())
    assert any("image/png" in item for item in data)


def test_committed_notebook_shows_a_run(root: Path) -> None:
    notebook = nbformat.read(root / "notebooks" / "inspect_claims.ipynb", as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs for cell in code)
    assert "/tmp/" not in str(notebook), "no path of the machine it ran on"
