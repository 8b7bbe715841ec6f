"""A second reading of ``../shared/train``, kept without a word of its texts: offsets, names and labels only.

    python scripts/second_reading.py unpack ../shared/train OUT    # gold YAML and texts, for the training scripts
    python scripts/second_reading.py pack GOLD_FOLDER              # writes data/train/second_reading.jsonl

The shared gold is one reading; this is a second, independent one of the same 64 articles, with claims. Its texts are
third parties' and stay where they are: ``unpack`` puts both together in a folder outside the project.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path

from claimx.evaluate import GoldDocument, read_gold
from claimx.evaluate.gold import GoldClaim, GoldQuotation, read_text
from claimx.evaluate.gold_yaml import dump_gold

FILE = Path(__file__).parent.parent / "data" / "train" / "second_reading.jsonl"
_COPIED = ("cue_text", "source_text", "issue")
"""Fields that hold words of the text; their offsets stand beside them."""


def pack(folder: Path) -> None:
    """Write the gold in ``folder`` to the project's file, a document a line."""
    gold = read_gold(folder)
    lines = []
    for document in getattr(gold, "documents", gold):
        digest = hashlib.sha256(document.text.encode()).hexdigest()
        rows = [
            [{key: value for key, value in asdict(item).items() if key not in _COPIED} for item in items]
            for items in (document.quotations, document.claims or ())
        ]
        lines.append({"document": document.document_id, "sha256": digest, "quotations": rows[0], "claims": rows[1]})
    FILE.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    print(f"wrote {FILE}: {len(lines)} documents")


def unpack(texts: Path, out: Path) -> None:
    """Write gold YAML and texts to ``out``; raises ValueError if a text is not the one that was annotated."""
    out.mkdir(parents=True, exist_ok=True)
    for line in FILE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        path = texts / row["document"]
        text = read_text(path)
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            raise ValueError(f"{path}: not the text that was annotated: offsets would be wrong")
        quotations = tuple(_quotation(item, text) for item in row["quotations"])
        claims = tuple(_claim(item, text) for item in row["claims"])
        yaml, problems = dump_gold(GoldDocument(row["document"], text, quotations, claims), path.name)
        for problem in problems:
            print(problem)
        (out / path.name).with_suffix(".yaml").write_text(yaml, encoding="utf-8")
        shutil.copy(path, out / path.name)


def _tuples(item: dict) -> dict:  # type: ignore[type-arg]
    return {key: _tuple(value) for key, value in item.items()}


def _tuple(value: object) -> object:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value


def _quotation(item: dict, text: str) -> GoldQuotation:  # type: ignore[type-arg]
    words = {f"{name}_text": text[slice(*item[name])] if item[name] else None for name in ("cue", "source")}
    return GoldQuotation(**_tuples(item), **words)


def _claim(item: dict, text: str) -> GoldClaim:  # type: ignore[type-arg]
    issue = " [..] ".join(text[start:end] for start, end in item["issue_spans"])
    return GoldClaim(**_tuples(item), issue=issue)


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("pack").add_argument("folder", type=Path)
    unpacking = commands.add_parser("unpack")
    unpacking.add_argument("texts", type=Path)
    unpacking.add_argument("out", type=Path)
    args = parser.parse_args()
    if args.command == "pack":
        pack(args.folder)
    else:
        unpack(args.texts, args.out)


if __name__ == "__main__":
    main()
