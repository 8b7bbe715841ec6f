"""The second reading of the shared articles is kept as offsets: put beside its texts it is whole gold again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from claimx.evaluate import read_gold

ROOT = Path(__file__).parent.parent
FILE = ROOT / "data" / "train" / "second_reading.jsonl"


def test_gold_comes_back_with_its_texts(shared: Path, tmp_path: Path) -> None:
    command = [sys.executable, "scripts/second_reading.py", "unpack", str(shared / "train"), str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == ""  # every string was found again
    kept = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
    gold = {document.document_id: document for document in read_gold(tmp_path)}
    assert len(gold) == len(kept) == 64
    for row in kept:
        document = gold[row["document"]]
        assert [[list(span) for span in item.segments] for item in document.quotations] == [
            item["segments"] for item in row["quotations"]
        ]
        assert len(document.claims or ()) == len(row["claims"])


def test_no_words_of_the_texts_are_kept() -> None:
    fields = {
        key for line in FILE.read_text("utf-8").splitlines() for item in json.loads(line)["quotations"] for key in item
    }
    assert fields == {"id", "kind", "segments", "p", "cue", "source", "speakers", "within"}
