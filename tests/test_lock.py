"""The lock that tests are installed from: all that pyproject.toml asks for, pinned by hash, from no place named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version


def test_lock_holds_what_is_asked_for(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (root / "requirements-dev.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", lock.strip())
    pinned: dict[str, list[Version]] = {}
    for entry in entries:
        found = re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==(\S+)", entry)
        assert found, entry
        assert re.findall(r"--hash=sha256:[0-9a-f]{64}", entry), f"{found[1]} has no hash"
        pinned.setdefault(canonicalize_name(found[1]), []).append(Version(found[2]))
    groups = project["dependency-groups"]
    texts = [*project["project"]["dependencies"], *groups["docs"], *groups["dev"]]
    asked = [Requirement(text) for text in texts if isinstance(text, str)]
    wrong = [
        str(wanted)
        for wanted in asked
        if not any(version in wanted.specifier for version in pinned.get(canonicalize_name(wanted.name), []))
    ]
    assert not wrong, f"run `make lock`: {wrong}"
    assert "://" not in lock
    assert {"torch", "tensorflow", "jax"}.isdisjoint(pinned), "spaCy would take them up"
