"""`claimx codebook`: what it tells of a file and of a text."""

from __future__ import annotations

import json
from pathlib import Path

import yaml
from typer.testing import CliRunner

from claimx import cli
from claimx.lexicon.codebook import json_schema, parse_codebook

BOOK = """\
codebook: harbour
issues:
  - id: closure
    fr: fermeture du port
    en: closure of the harbour
    article: la
    patterns:
      - fermeture ...2 port
      - fermer ...2 port
"""


def claimx(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli.app, ["codebook", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_check_counts_issues(tmp_path: Path) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(BOOK, encoding="utf-8")
    assert claimx("check", str(path)) == (0, f"{path}: 1 issues, no fault\n", "")


def test_check_names_line_and_key_of_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(BOOK.replace("    fr: fermeture du port\n", "    french: fermeture\n"), encoding="utf-8")
    code, out, err = claimx("check", str(path))
    assert (code, out) == (1, "")
    assert f"{path}:4" in err
    assert "french" in err


def test_try_shows_issue_place_words_and_pattern(tmp_path: Path) -> None:
    path = tmp_path / "book.yaml"
    path.write_text(BOOK, encoding="utf-8")
    code, out, _ = claimx("try", str(path), "Le maire veut fermer le port.", "Il pleut.")
    assert code == 0
    assert out.splitlines() == ["closure\t14-28\tfermer le port\tfermer ...2 port"]
    assert claimx("try", str(path), "Il pleut.")[:2] == (1, "")


def test_unknown_codebook_is_a_wrong_call() -> None:
    code, _, err = claimx("try", "no_such_book", "Il pleut.")
    assert code == 2
    assert "no_such_book" in err


def test_schema_is_that_of_the_format() -> None:
    code, out, err = claimx("schema")
    assert (code, err) == (0, "")
    assert json.loads(out) == json_schema()


def test_the_documented_example_is_a_codebook(root: Path) -> None:
    page = (root / "docs" / "codebooks.md").read_text(encoding="utf-8")
    example = page.split("```yaml")[1].partition("\n")[2].split("```")[0]
    book = parse_codebook(example)
    assert book.name == "rail"
    assert set(yaml.safe_load(example)) == set(json_schema()["properties"])
    assert set(yaml.safe_load(example)["issues"][0]) == set(json_schema()["$defs"]["Issue"]["properties"])
