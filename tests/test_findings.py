"""What fuzzing has found stays found: every input in ``tests/findings/TARGET`` is fed to its target again."""

from __future__ import annotations

from pathlib import Path

import pytest

import fuzz_targets

FINDINGS = Path(__file__).parent / "findings"


@pytest.mark.parametrize("path", sorted(FINDINGS.glob("*/*.bin")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_finding(path: Path) -> None:
    fuzz_targets.TARGETS[path.parent.name].run(path.read_bytes())


@pytest.mark.parametrize("target", fuzz_targets.TARGETS)
def test_seeds_are_good(target: str) -> None:
    for data in fuzz_targets.seeds(target):
        fuzz_targets.TARGETS[target].run(data)
