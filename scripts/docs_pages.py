"""What ``mkdocs build`` does beyond Markdown: generated pages, and code blocks that run (``mkdocs.yml``, hooks).

- ``commands.md`` is made from the command line itself, ``tables.md`` from the schemas.
- Each page's ``python`` blocks and the ``claimx`` lines of its ``sh`` blocks are run in order, in a folder of the
  page's own that holds ``data/raw``, ``data/out``, ``tests/gold``, and every block with ``title="FILE"`` as that file.
  The comment ``<!-- output -->`` below a block is replaced by what it printed. A block that fails ends the build.
- A block below a line with *Not run* is left alone: it needs what isn't installed here.
- Links to files outside ``docs`` become their paths.
"""

from __future__ import annotations

import contextlib
import functools
import io
import json
import re
import shlex
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.main import get_command
from typer.testing import CliRunner

from claimx import chain, cli, dictionary

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
_FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```\n(\n*<!-- output -->\n)?", re.DOTALL | re.MULTILINE)
_OUTSIDE = re.compile(r"\[([^\]]+)\]\(\.\./([^)#]+)[^)]*\)")
_NOT_RUN = "*Not run"
# What a page may tell a reader to type that isn't run here: installing, other programs, what takes minutes.
_OTHERS = "make pip git cd . jupyter python pytest cat head tail ls jq kill export ulimit systemd-run nice".split()


def commands_page() -> str:
    """Return every command with its arguments and options, as Markdown."""
    parts = ["# Commands\n\nMade from the command line itself; `claimx COMMAND --help` says the same.\n"]
    parts += [_command(name, command) for name, command in _commands("claimx", get_command(cli.app))]
    parts.append("\nExit codes: 0 all read, 1 some documents failed (or figures under `--floors`), 2 wrong call.\n")
    return "\n".join(parts)


def _commands(prefix: str, command: Any) -> Iterator[tuple[str, Any]]:
    for name, item in command.commands.items():
        if hasattr(item, "commands"):
            yield from _commands(f"{prefix} {name}", item)
        else:
            yield f"{prefix} {name}", item


def _command(name: str, command: Any) -> str:
    lines = [f"## {name}\n", f"{command.help}\n", "| | | default | |", "|---|---|---|---|"]
    for item in command.params:
        if item.name == "help":
            continue
        option = item.param_type_name == "option"
        names = ", ".join(f"`{opt}`" for opt in item.opts) if option else f"`{item.metavar}`"
        value = f"`{item.metavar}`" if option and item.metavar else ""
        unset = item.default is None or item.default is False
        default = "required" if item.required else "" if unset else f"`{item.default}`"
        lines.append(f"| {names} | {value} | {default} | {_cell(item.help or '')} |")
    return "\n".join(lines) + "\n"


def tables_page() -> str:
    """Return the data dictionary as Markdown."""
    head = (
        "# Tables\n\nMade from the schemas in `src/claimx/records.py`. `documents.parquet`, `quotations.parquet` and"
        " `claims.parquet` lie in the output folder; the schema's version and the chain's fingerprint stand in each"
        " file's metadata. Offsets count Unicode code points, end exclusive.\n"
    )
    parts = [head]
    for table in dictionary.DESCRIPTIONS:
        parts.append(f"## {table}\n\n| column | type | may be null | what it says |\n|---|---|---|---|")
        for column in dictionary.columns(table):
            values = f" One of {', '.join(f'`{value}`' for value in column.values)}." if column.values else ""
            text = f"{column.description[0].upper()}{column.description[1:]}.{values}"
            parts.append(f"| `{column.name}` | `{column.type}` | {'' if column.required else 'yes'} | {_cell(text)} |")
        parts.append("")
    return "\n".join(parts)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def run_page(markdown: str, name: str) -> str:
    """Run a page's blocks and return it with their output; a failure names the page and the block.

    Raises:
        RuntimeError: a block failed, or tells to type what this neither runs nor knows.
    """
    if not any(match[1] in ("python", "sh") for match in _FENCE.finditer(markdown)):
        return markdown
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(_workspace(Path(folder))):
        for _, title, body, _ in _FENCE.findall(markdown):
            if title:
                Path(title).write_text(body, encoding="utf-8")
        names: dict[str, Any] = {"__name__": "page"}

        def run(match: re.Match[str]) -> str:
            language, title, body, wanted = match.groups()
            before = markdown[: match.start()].rstrip().rsplit("\n", 1)[-1]
            if title or language not in ("python", "sh") or _NOT_RUN in before:
                return match[0]
            try:
                output = _python(body, names) if language == "python" else _shell(body)
            except Exception as error:
                raise RuntimeError(f"{name}: this block fails: {error!r}\n{body}") from error
            if not wanted:
                return match[0]
            return f"{match[0][: -len(wanted)]}\n```text\n{output.rstrip()}\n```\n"

        return _FENCE.sub(run, markdown)


def _python(code: str, names: dict[str, Any]) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings(), _one_chain():
        warnings.simplefilter("error", DeprecationWarning)
        exec(compile(code, "<page>", "exec"), names)  # noqa: S102  these are our own pages
    return printed.getvalue()


def _shell(lines: str) -> str:
    output = []
    for line in lines.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        if not words or words[0] in _OTHERS:
            continue
        if words[0] != "claimx":
            raise ValueError(f"not a command that pages run: {line}")
        words, target = (words[:-2], words[-1]) if words[-2] == ">" else (words, None)
        with _one_chain():
            done = CliRunner(env={"COLUMNS": "110"}).invoke(cli.app, words[1:])
        if done.exit_code:
            raise ValueError(f"exit code {done.exit_code}: {line}\n{done.output}{done.exception!r}")
        if target:
            Path(target).write_text(done.stdout, encoding="utf-8")
        else:
            output.append(done.output)
    return "".join(output)


@contextlib.contextmanager
def _one_chain() -> Iterator[None]:
    """Load each chain once a build: pages load it in every other block."""
    loaded, chain.load = chain.load, _loaded
    try:
        yield
    finally:
        chain.load = loaded


_really_load = chain.load


def _loaded(pipeline: Any = chain.DEFAULT_PIPELINE, codebooks: Any = None, actors: Any = None) -> Any:
    files = [Path(item) for item in (*(codebooks or ()), *(actors or ()))]
    content = tuple(file.read_bytes() if file.is_file() else str(file) for file in files)
    kept = _kept()
    key = (str(pipeline), codebooks is None, content)
    if key not in kept:
        kept[key] = _really_load(pipeline, codebooks, actors)
    return kept[key]


@functools.cache
def _kept() -> dict[Any, Any]:
    return {}


def _workspace(folder: Path) -> Path:
    """Make a folder with what pages speak of."""
    for name in ("data/raw", "tests/gold", "pipelines"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copytree(_extracted(), folder / "data" / "out")
    shutil.copy(_extracted().parent / "corrected.json", folder)
    return folder


@functools.cache
def _extracted() -> Path:
    """Extract the two articles, once a build; and tasks of Label Studio as somebody sends them back."""
    folder = Path(_folder().name)
    with contextlib.chdir(ROOT):
        _shell(f"claimx extract data/raw --quiet --out {shlex.quote(str(folder / 'out'))}")
    out, made = (shlex.quote(str(folder / name)) for name in ("out", "tasks"))
    _shell(f"claimx export {out} --to label-studio --out {made}")
    tasks = json.loads((folder / "tasks" / "tasks.json").read_text(encoding="utf-8"))
    for number, task in enumerate(tasks, 1):
        result = task.pop("predictions")[0]["result"]
        task |= {"id": number, "annotations": [{"id": number, "result": result, "was_cancelled": False}]}
    (folder / "corrected.json").write_text(json.dumps(tasks), encoding="utf-8")
    return folder / "out"


@functools.cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


# mkdocs calls these.


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages."""
    from mkdocs.structure.files import File

    for name, content in (("commands.md", commands_page()), ("tables.md", tables_page())):
        files.append(File.generated(config, name, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Run the page's blocks; links out of ``docs`` become paths."""
    del config, files
    return _OUTSIDE.sub(r"\1 (`\2`)", run_page(markdown, page.file.src_path))
