"""What the README tells a newcomer to type works."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimx import cli


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text(encoding="utf-8")


def test_python_blocks_run(
    readme: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    assert blocks
    exec("\n".join(blocks), {})
    printed = capsys.readouterr().out
    assert "direct Nous refusons cet accord ['Marie Dupont']" in printed
    assert "claimant_name" in printed


def test_commands_and_options_exist(readme: str) -> None:
    commands = set(re.findall(r"^claimx (\w+) .*#", readme, re.MULTILINE))
    assert commands == {"extract", "show", "evaluate", "report", "export", "gold"}
    shown = "".join(CliRunner().invoke(cli.app, [command, "--help"]).stdout for command in commands)
    for option in re.findall(r"`(--[\w-]+)", readme):
        assert option in shown, option


def test_make_targets_and_linked_files_exist(readme: str, root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)|`make (\w+)", readme, re.MULTILINE):
        assert re.search(rf"^{''.join(target)}:", makefile, re.MULTILINE), target
    for link in re.findall(r"\]\(([^)#]+)\)", readme):
        assert (root / link).exists(), link
