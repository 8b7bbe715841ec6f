"""The wheel carries what the package needs when there is no checkout beside it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def names(root: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=root,
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("claimx/pipelines/fr_news.cfg") == (root / "pipelines" / "fr_news.cfg").read_bytes()
        return set(archive.namelist())


def test_every_file_of_the_package_is_in_the_wheel(root: Path, names: set[str]) -> None:
    package = root / "src" / "claimx"
    files = {
        f"claimx/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files <= names
    assert any(name.startswith("claimx/lexicon/data/codebooks/") for name in names)
    assert "claimx/py.typed" in names


def test_wheel_holds_licences_and_no_articles_or_tests(names: set[str]) -> None:
    assert {Path(name).name for name in names} >= {"LICENSE", "NOTICE"}
    assert not [name for name in names if name.startswith(("tests/", "data/")) or "/raw/" in name]
