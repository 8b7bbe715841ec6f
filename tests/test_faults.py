"""Killed at any moment, disks that are full, writes that are torn, outputs that are damaged: nothing is lost."""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import claimx
from claimx import cli, run
from claimx.store import OutputError, Parts
from kill_points import chain, extract, extract_until

if TYPE_CHECKING:
    from click.testing import Result

NAMES = ("claims.parquet", "documents.parquet", "quotations.parquet")
FULL = "the disk is full: make room and run again to go on"


@pytest.fixture(autouse=True)
def _small_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = chain()
    monkeypatch.setattr("claimx.chain.load", lambda *_: nlp)
    monkeypatch.setattr(run, "_TASK_DOCUMENTS", 3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(11):
        (folder / f"{number:02}.txt").write_text(f"Mot{number} et la suite.", encoding="utf-8")
    return folder


@pytest.fixture
def plain(folder: Path, tmp_path: Path) -> dict[str, bytes]:
    """What a run over the folder gives."""
    extract(folder, tmp_path / "plain" / "out")
    return contents(tmp_path / "plain" / "out")


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def command(folder: Path, out: Path, *options: str) -> Result:
    result = CliRunner().invoke(cli.app, ["extract", str(folder), "--out", str(out), "--quiet", *options])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip_a_bit(path: Path) -> None:
    """Change a byte of the first page's content, which the file's foot says nothing about."""
    column = pq.read_metadata(path).row_group(0).column(0)
    start = column.dictionary_page_offset or column.data_page_offset
    data = bytearray(path.read_bytes())
    data[start + column.total_compressed_size - 1] ^= 1
    path.write_bytes(bytes(data))


def zero_the_middle(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[20 : len(data) // 2] = bytes(len(data) // 2 - 20)
    path.write_bytes(bytes(data))


def another_programs(path: Path) -> None:
    pq.write_table(pa.table({"mine": [1]}), path)


def of_another_run(path: Path) -> None:
    other = path.parent.parent / "other"
    (other / "in").mkdir(parents=True)
    (other / "in" / "x.txt").write_text("Autre.", encoding="utf-8")
    extract(other / "in", other / "out")
    shutil.copy(other / "out" / path.name, path)


DAMAGES: list[tuple[Callable[[Path], None], str]] = [
    (cut, "is damaged ("),
    (empty, "is damaged ("),
    (flip_a_bit, "is damaged ("),
    (zero_the_middle, "is damaged ("),
    (Path.unlink, "is missing beside the other tables"),
    (another_programs, "isn't a table that claimx wrote"),
    (of_another_run, "its tables come from different runs"),
]


@pytest.mark.parametrize("name", ["documents", "quotations"])
@pytest.mark.parametrize(("damage", "words"), DAMAGES, ids=lambda item: getattr(item, "__name__", ""))
def test_damaged_output_is_named_and_kept_until_fresh(
    folder: Path, tmp_path: Path, plain: dict[str, bytes], name: str, damage: Callable[[Path], None], words: str
) -> None:
    out = tmp_path / "out"
    extract(folder, out)
    damage(out / f"{name}.parquet")
    before = contents(out)
    result = command(folder, out)
    assert result.exit_code == 2
    place = out if damage is of_another_run else out / f"{name}.parquet"
    assert result.stderr.startswith(f"claimx: {place}: {words}")
    assert "nothing was changed: --fresh replaces the tables, --out names another folder" in result.stderr
    assert contents(out) == before
    assert command(folder, out, "--fresh").exit_code == 0
    assert contents(out) == plain


@pytest.mark.parametrize("damage", [cut, empty, flip_a_bit, zero_the_middle, Path.unlink])
@pytest.mark.parametrize("name", ["documents", "claims", "quotations"])
def test_torn_batches_are_read_again(
    folder: Path, tmp_path: Path, plain: dict[str, bytes], damage: Callable[[Path], None], name: str
) -> None:
    out = tmp_path / "out"
    stop = iter([False, False, True])

    def stopped(_: int) -> None:
        if next(stop):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        extract(folder, out, on_documents=stopped)
    parts = sorted(tmp_path.glob(f".claimx-run-out/1/*.{name}.parquet"))
    assert len(parts) == 3
    with suppress(ValueError):  # a table of no rows has no pages to damage
        damage(parts[1])
    assert command(folder, out).exit_code == 0
    assert contents(out) == plain


@contextmanager
def longest_file(size: int) -> Iterator[None]:
    """Let no file grow beyond ``size`` bytes: to a program this is as a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_disk_full_at_any_size_keeps_what_was_there(folder: Path, tmp_path: Path, plain: dict[str, bytes]) -> None:
    out = tmp_path / "out"
    old = tmp_path / "old"
    old.mkdir()
    (old / "x.txt").write_text("Avant.", encoding="utf-8")
    extract(old, out)
    before = contents(out)
    failed = 0
    for size in (0, 10, 100, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 8_000, 100_000):
        with longest_file(size):
            result = command(folder, out)
        if result.exit_code == 0:
            break
        failed += 1
        assert result.exit_code == 2
        assert f"{out}" in result.stderr or ".claimx-run-out" in result.stderr
        assert FULL in result.stderr
        assert contents(out) == before
    assert failed > 3
    assert contents(out) == plain
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@contextmanager
def mounted(place: Path, options: str) -> Iterator[Path]:
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    if os.geteuid() != 0 or shutil.which("mount") is None or subprocess.run(mount, check=False).returncode:
        pytest.skip("this test mounts a small disk, which only root may do")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_small_disk(folder: Path, tmp_path: Path, plain: dict[str, bytes]) -> None:
    with mounted(tmp_path / "disk", "size=1m") as disk:
        out = disk / "out"
        failed = 0
        for free in range(0, 160, 8):
            filler = disk / "filler"
            with filler.open("wb", buffering=0) as file:
                with suppress(OSError):
                    while file.write(bytes(4096)):
                        pass  # until the disk is full
                file.truncate(file.tell() - free * 1024)
            result = command(folder, out)
            filler.unlink()
            if result.exit_code == 0:
                break
            failed += 1
            assert result.exit_code == 2
            assert f"claimx: {disk}" in result.stderr
            assert FULL in result.stderr
            assert not out.exists() or contents(out) == {}
        assert failed > 3
        assert contents(out) == plain


def test_a_disk_that_is_read_only(folder: Path, tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "ro,size=1m") as disk:
        for out in (disk, disk / "out"):
            result = command(folder, out)
            assert result.exit_code == 2
            assert result.stderr == (
                f"claimx: {out}: can't be written (Read-only file system); check its permissions or give another folder"
                " with --out\n"
            )


def test_two_runs_on_one_output(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Parts(out, "key"):
        result = command(folder, out)
    assert result.exit_code == 2
    assert result.stderr == f"claimx: {out}: another run is writing there; wait for it or give another --out\n"
    assert command(folder, out).exit_code == 0


def test_a_working_folder_that_others_put_there_is_refused(folder: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "2021").mkdir(parents=True)
    (mine / "2021" / "article.txt").write_text("Avant.", encoding="utf-8")
    (tmp_path / ".claimx-run-out").symlink_to(mine)
    result = command(folder, tmp_path / "out")
    assert result.exit_code == 2
    assert ".claimx-run-out: isn't a folder of yours; remove it or give another folder with --out" in result.stderr
    assert (mine / "2021" / "article.txt").read_text(encoding="utf-8") == "Avant."


def test_interrupted_between_two_renames_puts_the_older_tables_back(
    folder: Path, tmp_path: Path, plain: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    old = tmp_path / "old"
    old.mkdir()
    (old / "x.txt").write_text("Avant.", encoding="utf-8")
    extract(old, out)
    before = contents(out)
    original = Path.replace

    def interrupted(path: Path, target: Path) -> Path:
        if path.name == "claims.parquet" and path.parent.name == "tables":
            raise KeyboardInterrupt
        return original(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            extract(folder, out)
    assert contents(out) == before
    extract(folder, out)
    assert contents(out) == plain


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_before_any_file_operation(folder: Path, tmp_path: Path, plain: dict[str, bytes]) -> None:
    """Every operation in turn: what stands there then is the older run or the newer one, or is told from both."""
    old = tmp_path / "old"
    old.mkdir()
    (old / "x.txt").write_text("Avant.", encoding="utf-8")
    extract(old, tmp_path / "first" / "out")
    before = contents(tmp_path / "first" / "out")
    context = multiprocessing.get_context("forkserver")  # forks of a process without threads
    context.set_forkserver_preload(["claimx.run", "spacy.lang.xx"])
    outcomes: dict[str, int] = {}
    for count in range(1, 200):
        place = tmp_path / f"{count:03}"
        out = place / "out"
        shutil.copytree(tmp_path / "first", place)
        process = context.Process(target=extract_until, args=(count, folder, out))
        process.start()
        process.join()
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        try:
            claimx.read(out)
            outcome = "older" if contents(out) == before else "newer"
            assert contents(out) in (before, plain)
        except OutputError as error:
            outcome = "told"
            assert "come from different runs; run `claimx extract` again" in str(error)
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        extract(folder, out)
        assert contents(out) == plain, count
        assert [path.name for path in place.iterdir()] == ["out"], count
    assert count > 30
    assert outcomes.keys() == {"older", "told", "newer"}
    assert outcomes["told"] <= 2
