"""Finding and reading documents: ids, order, and every bad input as that document's error."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from claimx.corpus import NothingToReadError, Source, UndecodableError, decode, find_sources, read


def make(folder: Path, *names: str, text: str = "Bonjour.") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def ids(*inputs: str | Path) -> list[str]:
    return [source.document_id for source in find_sources(inputs)]


def test_folder_is_searched_below_sorted_without_hidden_and_other_files(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/2.TXT", "a/1.md", "a/x/y.text", ".git/c.txt", ".d.txt", "photo.jpg", "data.csv")
    assert ids(tmp_path) == ["a/1.md", "a/2.TXT", "a/x/y.text", "b.txt"]


def test_file_given_by_itself_is_read_whatever_its_name(tmp_path: Path) -> None:
    make(tmp_path, "article", "notes.log")
    assert ids(tmp_path / "notes.log", tmp_path / "article") == ["article", "notes.log"]


def test_clashing_ids_are_told_apart_by_their_folders_in_any_order(tmp_path: Path) -> None:
    make(tmp_path, "2021/le/a.txt", "2022/le/a.txt", "2022/le/b.txt")
    first, second = tmp_path / "2021" / "le", tmp_path / "2022" / "le"
    assert ids(first, second) == ids(second, first) == ["2021/le/a.txt", "2022/le/a.txt", "b.txt"]


def test_a_longer_id_doesnt_hit_a_third_document(tmp_path: Path) -> None:
    make(tmp_path, "p/x/a.txt", "q/x/a.txt", "r/p/x/a.txt")
    found = ids(tmp_path / "p/x", tmp_path / "q/x", tmp_path / "r")
    assert len(set(found)) == 3


def test_document_given_twice_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "in/a.txt")
    monkeypatch.chdir(tmp_path)
    assert ids("in", tmp_path / "in" / "a.txt", "in/a.txt", "./in") == ["a.txt"]


def test_missing_input_and_empty_folder_are_wrong_calls(tmp_path: Path) -> None:
    with pytest.raises(NothingToReadError, match=r"nope.*no such file or folder"):
        find_sources([tmp_path / "nope"])
    with pytest.raises(NothingToReadError, match=r"no document there.*\.txt"):
        find_sources([tmp_path])


def test_name_that_isnt_utf8_gives_a_storable_id(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Bonjour.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    (source,) = find_sources([tmp_path])
    document = read(source)
    assert document.document_id == "caf\\xe9.txt"
    assert document.text == "Bonjour."
    assert document.path is not None
    document.path.encode("utf-8")


def test_link_to_nowhere_and_links_in_a_ring(tmp_path: Path) -> None:
    make(tmp_path, "a.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "ring").symlink_to(tmp_path)
    documents = {source.document_id: read(source) for source in find_sources([tmp_path])}
    assert {name: document.status for name, document in documents.items()} == {"a.txt": "ok", "gone.txt": "failed"}
    assert "No such file" in (documents["gone.txt"].error or "")


def test_folder_that_cant_be_listed_is_a_failed_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt", "locked/b.txt")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    documents = [read(source) for source in find_sources([tmp_path])]
    assert [(item.document_id, item.status) for item in documents] == [("a.txt", "ok"), ("locked/", "failed")]
    assert "can't be listed: Permission denied" in (documents[1].error or "")


@pytest.mark.parametrize(
    ("data", "status", "error"),
    [
        (b"", "skipped", "empty"),
        (b"\xef\xbb\xbf", "skipped", "empty"),
        (" \r\n\t\u00a0\n".encode(), "skipped", "only blanks"),
        (b"\x00\x01\x02\xff\xfe", "failed", "binary"),
        ("déjà été é".encode() + b"\xff", "failed", "damaged UTF-8"),
        (b"a" * 1001, "failed", "over the limit of 0.001 MB"),
    ],
)
def test_bad_file_is_the_documents_error(tmp_path: Path, data: bytes, status: str, error: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    document = read(Source("a.txt", path), max_bytes=1000)
    assert document.status == status
    assert error in (document.error or "")


def test_unreadable_and_vanished_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "a.txt", "b.txt")
    sources = find_sources([tmp_path])
    (tmp_path / "b.txt").unlink()
    original = Path.open

    def refuse(path: Path, *args: str) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return original(path, *args)

    monkeypatch.setattr(Path, "open", refuse)
    first, second = (read(source).error or "" for source in sources)
    assert first == "can't be read: Permission denied; change its permissions"
    assert second.startswith("can't be read: No such file or directory; it was moved or removed, or is a link")


def test_device_isnt_read() -> None:
    document = read(Source("zero", Path("/dev/zero")))
    assert document.status == "failed"
    assert "device" in (document.error or "")


def test_text_is_the_files_own_line_ends_and_all(tmp_path: Path) -> None:
    data = "\ufeffUn.\r\nDeux.\rTrois.\u2028Quatre. \n\n".encode()
    (tmp_path / "a.txt").write_bytes(data)
    document = read(*find_sources([tmp_path / "a.txt"]))
    assert document.text == "Un.\r\nDeux.\rTrois.\u2028Quatre. \n\n"
    assert document.sha256 == hashlib.sha256(data).hexdigest()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("L'été.".encode("cp1252"))))
    (source,) = find_sources(["-"])
    document = read(source)
    assert (document.document_id, document.text) == ("-", "L'été.")


def test_pipes_in_a_folder_are_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text("Bonjour.", encoding="utf-8")
    assert [source.document_id for source in find_sources([tmp_path])] == ["a.txt"]


def test_an_empty_name_is_no_input() -> None:
    with pytest.raises(NothingToReadError, match="empty"):
        find_sources([""])


def test_short_damaged_utf8_is_not_taken_for_mac_roman() -> None:
    with pytest.raises(UndecodableError, match="damaged UTF-8"):
        decode(b"Le ministre a d\xc3 \xff\x81\x8d\x8f\x90 parl\xc3\xa9.\n\x9d\x8d")


def test_a_file_named_like_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("-").write_text("Un article.", encoding="utf-8")
    (source,) = find_sources(["./-"])
    assert (source.document_id, source.path) == ("-", tmp_path / "-")
    assert [item.document_id for item in find_sources(["./-", "-"])] == ["-", f"{tmp_path.name}/-"]
    assert read(source).text == "Un article."
