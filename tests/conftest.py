"""What all tests share: the chain, loaded once, and where things lie."""

from __future__ import annotations

import os
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
