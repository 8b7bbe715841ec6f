"""The notebooks run over a real extraction and over gold, and show what they promise."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
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


@pytest.fixture
def run_notebook(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[dict[str, str]]]:
    monkeypatch.syspath_prepend(root / "notebooks")
    # A matplotlib that has never run writes its font cache.
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path))

    def run_it(name: str) -> list[dict[str, str]]:
        from execute import execute

        execute(root / "notebooks" / name, tmp_path / name)
        sys.modules.pop("execute")
        notebook = nbformat.read(tmp_path / name, as_version=4)
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
        return [output.get("data") or {"text/plain": output["text"]} for output in outputs]

    return run_it


def test_inspection_shows_claims_conflict_and_plots(
    out: Path, run_notebook: Callable[[str], list[dict[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMX_OUT", str(out))
    data = run_notebook("inspect_claims.ipynb")
    shown = "".join(item.get("text/html", "") for item in data)
    claims = pd.read_parquet(out / "claims.parquet")
    assert len(claims) > 5
    assert all(name in shown for name in claims["claimant_name"].dropna().unique())
    assert "disagree" in shown
    assert "cue_lemma" in shown
    assert "q01 direct: Marie Dupont" in shown
    assert sum("image/png" in item for item in data) == 3, "polarity, timeline, network"


def test_quality_shows_figures_errors_and_calibration(
    root: Path,
    raw: Path,
    tmp_path: Path,
    run_notebook: Callable[[str], list[dict[str, str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    others = tmp_path / "shared" / "dev"
    shutil.copytree(root / "tests" / "gold", others)
    for text in raw.glob("*.txt"):
        shutil.copy(text, others)
    monkeypatch.setenv("CLAIMX_SHARED", str(others.parent))
    data = run_notebook("quality.ipynb")
    shown = "".join(item.get("text/html", "") for item in data)
    for word in ("end to end, F1", "others", "category", "confidence", "precision"):
        assert word in shown, word
    assert sum("image/png" in item for item in data) == 1


@pytest.mark.parametrize("name", ["inspect_claims.ipynb", "quality.ipynb"])
def test_committed_notebooks_show_a_run(root: Path, name: str) -> None:
    notebook = nbformat.read(root / "notebooks" / name, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert sum(bool(cell.outputs) for cell in code) >= len(code) - 1
    for path in ("/tmp/", "/work/", "/home/"):
        assert path not in str(notebook), "no path of the machine it ran on"


def test_committed_figures_of_the_others_hold_no_word_of_theirs(root: Path, shared: Path) -> None:
    shown = (root / "notebooks" / "quality.ipynb").read_text(encoding="utf-8")
    theirs, ours = (
        {word for path in folder.glob("*.txt") for word in re.findall(r"[A-ZÀ-Ý]\w{5,}", path.read_text("utf-8"))}
        for folder in (shared / "dev", root / "data" / "raw")
    )
    assert len(theirs) > 200
    assert not {word for word in theirs - ours if re.search(rf"\b{word}\b", shown)}
