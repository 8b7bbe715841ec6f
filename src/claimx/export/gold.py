"""A folder of gold for ``claimx evaluate`` from corrected Label Studio tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from claimx import plain_yaml
from claimx.evaluate.gold import GoldDocument, GoldProblem
from claimx.evaluate.gold_yaml import dump_gold, quoted
from claimx.export.corrections import read_corrections
from claimx.export.files import put_files
from claimx.export.tables import Exported, ExportError

# Document ids come with the tasks, from wherever: they name files here, and nothing outside the folder.
_NOT_IN_NAMES: Final = re.compile(r"[^\w.-]+")
_TEXT_SUFFIX: Final = ".txt"
_ISSUES: Final = "issues.yaml"
_OTHERS: Final = ("issues", "floors")
"""Files of a folder of gold that are no document's."""


@dataclass
class GoldWritten(Exported):
    """What was written, with what of the annotations couldn't be."""

    problems: list[GoldProblem] = field(default_factory=list)


def write_gold(file: Path, out: Path) -> GoldWritten:
    """Write each annotated task of ``file`` as YAML with its text to ``out``, and the codebook ids as ``issues.yaml``.

    All files or none. In a folder with gold, that of the same documents is replaced, other gold stays, and
    ``issues.yaml`` gets the ids that it lacks.

    Raises:
        ExportError: the file isn't a Label Studio export, no task of it is annotated, one has a text that can't be
            written, or ``out`` holds another text of the same name.
        claimx.store.OutputError: ``out`` can't be written.
    """
    corrections = read_corrections(file)
    if not corrections.documents:
        raise ExportError(f"{file}: none of its {corrections.unannotated} tasks is annotated")
    written = GoldWritten(problems=list(corrections.problems))
    contents: dict[str, str] = {}
    names: set[str] = set()
    for document in corrections.documents:
        stem = _stem(document.document_id, names)
        names.add(stem.casefold())
        text_name = stem + _TEXT_SUFFIX
        contents[f"{stem}.yaml"], problems = dump_gold(document, text_name)
        contents[text_name] = document.text
        written.problems += problems
        _refuse_other_text(out / text_name, document.text)
    ids = {id_ for document in corrections.documents for claim in document.claims or () for id_ in claim.issue_ids}
    if ids:
        contents[_ISSUES] = _issues(out / _ISSUES, ids)
    replaced = put_files(out, contents)
    written.files = [out / name for name in contents]
    written.counts = _counts(corrections.documents)
    written.note(corrections.unannotated, "{} tasks have no annotation and give no gold")
    written.note(corrections.superseded, "{} more annotations of the same tasks are left out")
    written.note(replaced, "{} files that were there with other content are replaced")
    return written


def _refuse_other_text(path: Path, text: str) -> None:
    if path.is_file() and path.read_bytes() != text.encode():
        raise ExportError(
            f"{path}: is another text than the task's of that name, and gold may stand on it; nothing was written:"
            " move it away, or give another folder with --out"
        )


def _issues(path: Path, ids: set[str]) -> str:
    """Return what is to stand in ``issues.yaml``: what is there, and the ids that it lacks."""
    try:
        text = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        lacking = sorted(ids - _listed(text))
        mark = re.search(r"^ *- ", text, re.MULTILINE)
        lines = [f"{mark[0] if mark else '- '}{{id: {quoted(id_)}}}\n" for id_ in lacking]
        text += "\n" if lines and text and not text.endswith("\n") else ""
        text += "".join(lines)
        if ids <= _listed(text):
            return text
        cause = "isn't a list with an entry a line"
    except (ValueError, TypeError) as error:
        cause = f"isn't a list of entries with id ({error})"
    raise ExportError(f"{path}: {cause}; nothing was written: correct it, or give another folder with --out")


def _listed(text: str) -> set[str]:
    return {str(entry["id"]) for entry in plain_yaml.load(text, plain_yaml.Words) or () if "id" in entry}


def _counts(documents: list[GoldDocument]) -> dict[str, int]:
    return {
        "documents": len(documents),
        "quotations": sum(len(document.quotations) for document in documents),
        "claims": sum(len(document.claims or ()) for document in documents),
    }


def _stem(document_id: str, taken: set[str]) -> str:
    """Return a file name for a document, without suffix, that no other has."""
    stem = _NOT_IN_NAMES.sub("_", document_id.removesuffix(_TEXT_SUFFIX)).strip("._-")[:120] or "document"
    number = 1
    name = f"{stem}_" if stem.casefold() in _OTHERS else stem
    while name.casefold() in taken:
        number += 1
        name = f"{stem}_{number}"
    return name
