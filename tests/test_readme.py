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


def test_code_blocks_run(readme: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(root / "scripts")
    import docs_pages

    marked = re.sub(r"(^```(?:python|sh)\n.*?^```\n)", r"\1<!-- output -->\n", readme, flags=re.DOTALL | re.MULTILINE)
    run = docs_pages.run_page(marked, "README.md")
    assert "direct Nous refusons cet accord ['Marie Dupont']" in run
    assert "claimant_name" in run
    assert "written networks/speaker-issue.gexf" in run
    assert "note: --where chose 2 of" in run, "both of Stoltenberg's claims"


def test_commands_and_options_exist(readme: str) -> None:
    commands = set(re.findall(r"^claimx (\w+) .*#", readme, re.MULTILINE))
    assert commands == {"extract", "merge", "show", "evaluate", "report", "export", "gold", "docbin"}
    shown = "".join(CliRunner().invoke(cli.app, [command, "--help"]).stdout for command in commands)
    for option in re.findall(r"`(--[\w-]+)", readme):
        assert option in shown, option


def test_make_targets_and_linked_files_exist(readme: str, root: Path) -> None:
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)|`make (\w+)", readme, re.MULTILINE):
        assert re.search(rf"^{''.join(target)}:", makefile, re.MULTILINE), target
    for link in re.findall(r"\]\(([^)#]+)\)", readme):
        assert (root / link).exists(), link
