"""A run that is killed before its n-th file operation, for processes of their own."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from claimx import run
from claimx.corpus import Corpus
from claimx.records import Quotation, Segment
from claimx.stages import extensions

OPERATIONS = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.copyfile", "shutil.rmtree"})


@Language.component("test_quotes_the_first_word")
def quotes_the_first_word(doc: Doc) -> Doc:
    end = len(doc[0])
    span = {"start": 0, "end": end}
    quotation = Quotation(quotation_id="q01", kind="direct", text=doc[0].text, segments=(Segment(**span),), **span)
    extensions.store_quotations(doc, [quotation])
    return doc


def chain() -> Language:
    # Without French's exceptions, which take a second to make.
    nlp = spacy.blank("xx")
    nlp.add_pipe("test_quotes_the_first_word")
    return nlp


def extract(folder: Path, out: Path, **options: Any) -> None:
    with patch.object(run, "_TASK_DOCUMENTS", 3):
        run.run(Corpus([folder]), chain(), out, **options)


def extract_until(count: int, folder: Path, out: Path) -> None:
    """Run and kill this process before its ``count``-th operation below the folder that ``out`` lies in."""
    done = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal done
        if event == "open" and not (isinstance(arguments[1], str) and set("wax+") & set(arguments[1])):
            return
        if event == "open" or event in OPERATIONS:
            if not str(arguments[0]).startswith(str(out.parent)):
                return
            done += 1
            if done == count:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    extract(folder, out)
