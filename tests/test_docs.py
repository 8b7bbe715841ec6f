"""The documentation builds as a site without a warning, its code runs, and nothing on it comes from elsewhere."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from claimx.dictionary import DESCRIPTIONS, columns
from claimx.store import TABLES


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` does: a warning or a block that fails ends it."""
    folder = tmp_path_factory.mktemp("site")
    build(load_config(str(root / "mkdocs.yml"), site_dir=str(folder), strict=True))
    return folder


def text_of(page: Path) -> str:
    return re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8"))


def test_pages_show_what_their_code_printed(site: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert "Jens Stoltenberg (via Sergueï Lavrov)" in text_of(site / "how.html")
    assert "written networks/speaker-issue.gexf" in text_of(site / "first.html")
    for page in site.glob("*.html"):
        assert "<!-- output" not in page.read_text(encoding="utf-8"), page
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_every_command_and_option_stands_there(site: Path) -> None:
    shown = text_of(site / "commands.html")
    for name in ("claimx extract", "claimx codebook try", "claimx docbin", "--min-confidence", "--where", "--floors"):
        assert name in shown, name


def test_every_column_stands_there(site: Path) -> None:
    shown = text_of(site / "tables.html")
    assert {name: list(table) for name, table in DESCRIPTIONS.items()}.keys() == TABLES.keys()
    for name, schema in TABLES.items():
        assert sorted(DESCRIPTIONS[name]) == sorted(schema.names), "each column has its description, and only those"
        assert [column.name for column in columns(name)] == schema.names
        assert all(column in shown for column in schema.names)
    assert "threaten" in shown, "the values a column may have"


def test_nothing_comes_from_elsewhere(site: Path) -> None:
    loads = re.compile(r"<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=[\"']?([^\"' >]+)")
    for page in site.glob("**/*.html"):
        loaded = loads.findall(page.read_text("utf-8"))
        assert loaded
        assert not [address for address in loaded if re.match(r"(?:\w+:)?//", address)], page
    for style in site.glob("**/*.css"):
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:\w+:)?//", style.read_text("utf-8")), style


def test_a_page_whose_code_fails_is_no_page(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(root / "scripts")
    import docs_pages

    for block in ("```python\n1 / 0\n```\n", "```sh\nclaimx shw\n```\n", "```sh\nrm -r data\n```\n"):
        with pytest.raises(RuntimeError, match=r"a\.md: this block fails"):
            docs_pages.run_page(block, "a.md")
    marked = "*Not run: it needs a planet.*\n\n```python\n1 / 0\n```\n"
    assert docs_pages.run_page(marked, "a.md") == marked
    assert docs_pages.run_page("```python\nprint(6 * 7)\n```\n<!-- output -->\n", "a.md").endswith("```text\n42\n```\n")
