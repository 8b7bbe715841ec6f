"""What all tests share: the chain, loaded once, and where things lie."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import claimx

if TYPE_CHECKING:
    from spacy.language import Language

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def raw(root: Path) -> Path:
    """The two articles."""
    return root / "data" / "raw"


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """Articles that aren't part of the project; tests that need them skip without."""
    folder = Path(os.environ.get("CLAIMX_SHARED", root.parent / "shared"))
    if not (folder / "train").is_dir():
        pytest.skip(f"{folder} isn't here: third parties' articles stay outside the project")
    return folder


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The default chain."""
    return claimx.load()


@pytest.fixture(scope="session")
def project(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which ``pipelines/project.yml`` has run: ``out`` has tables, ``work`` all the rest."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "pipelines").mkdir()
    for name in ("project.yml", "fr_news.cfg"):
        (folder / "pipelines" / name).write_bytes((root / "pipelines" / name).read_bytes())
    places = {
        "articles": root / "data/raw",
        "gold": root / "tests/gold",
        "out": folder / "out",
        "work": folder / "work",
    }
    options = [word for name, path in places.items() for word in (f"--vars.{name}", str(path))]
    command = [sys.executable, "-m", "spacy", "project", "run", "all", str(folder / "pipelines"), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder
