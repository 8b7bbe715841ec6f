"""A folder of gold for ``claimx evaluate`` from corrected Label Studio tasks."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from claimx.evaluate.gold import GoldDocument, GoldProblem
from claimx.evaluate.gold_yaml import dump_gold
from claimx.export.corrections import read_corrections
from claimx.export.files import several_files, text_file
from claimx.export.tables import Exported, ExportError

# Document ids come with the tasks, from wherever: they name files here, and nothing outside the folder.
_NOT_IN_NAMES: Final = re.compile(r"[^\w.-]+")
_TEXT_SUFFIX: Final = ".txt"
_ISSUES: Final = "issues"


@dataclass
class GoldWritten(Exported):
    """What was written, with what of the annotations couldn't be."""

    problems: list[GoldProblem] = field(default_factory=list)


def write_gold(file: Path, out: Path) -> GoldWritten:
    """Write each annotated task of ``file`` as YAML with its text to ``out``, and the codebook ids as ``issues.yaml``.

    Raises:
        ExportError: the file isn't a Label Studio export, no task of it is annotated, or ``out`` can't be written.
    """
    corrections = read_corrections(file)
    if not corrections.documents:
        raise ExportError(f"{file}: none of its {corrections.unannotated} tasks is annotated")
    folder = several_files(out, out, "")
    written = GoldWritten(problems=list(corrections.problems))
    names: set[str] = set()
    for document in corrections.documents:
        stem = _stem(document.document_id, names)
        names.add(stem.casefold())
        content, problems = dump_gold(document, stem + _TEXT_SUFFIX)
        written.problems += problems
        for name, text in ((f"{stem}.yaml", content), (stem + _TEXT_SUFFIX, document.text)):
            with text_file(folder / name) as target:
                target.write(text)
            written.files.append(folder / name)
    ids = sorted(
        {id_ for document in corrections.documents for claim in document.claims or () for id_ in claim.issue_ids}
    )
    if ids:
        with text_file(folder / f"{_ISSUES}.yaml") as target:
            target.write("".join(f"- {{id: {json.dumps(id_, ensure_ascii=False)}}}\n" for id_ in ids))
    written.counts = _counts(corrections.documents)
    written.note(corrections.unannotated, "{} tasks have no annotation and give no gold")
    written.note(corrections.superseded, "{} more annotations of the same tasks are left out")
    return written


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
    name = f"{stem}_" if stem.casefold() in {_ISSUES, "floors"} else stem
    while name.casefold() in taken:
        number += 1
        name = f"{stem}_{number}"
    return name
