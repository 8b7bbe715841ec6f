"""Gold as a ``.spacy`` file, for ``spacy evaluate``, ``spacy debug data`` and ``spacy train``."""

from __future__ import annotations

from pathlib import Path

import spacy
from spacy.tokens import DocBin

from claimx.evaluate import read_gold
from claimx.evaluate.docs import put_gold
from claimx.export.files import whole
from claimx.export.tables import Exported, ExportError
from claimx.stages.elisions import split_marks


def write_docbin(gold_dir: Path, out: Path, texts: Path | None = None) -> Exported:
    """Write the gold of a folder to ``out``, texts in their plain form, tokens as the chain makes them.

    Raises:
        GoldError: the folder, a file or a text can't be read.
        ExportError: ``out`` doesn't end in ``.spacy`` (spaCy reads no other name) or can't be written.
    """
    if out.suffix != ".spacy":
        raise ExportError(f"{out}: spaCy reads such files only if their name ends in .spacy")
    gold = [item.plain() for item in read_gold(gold_dir, texts)]
    nlp = spacy.blank("fr")
    split_marks(nlp)
    docs = [put_gold(nlp.make_doc(item.text), item) for item in gold]
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ExportError(f"{out.parent}: can't be made ({error.strerror}); give another --out") from error
    with whole(out) as temporary:
        DocBin(docs=docs, store_user_data=True).to_disk(temporary)
    counts = {
        "documents": len(gold),
        "quotations": sum(len(item.quotations) for item in gold),
        "claims": sum(len(item.claims or ()) for item in gold),
    }
    notes = [f"left out: {problem}" for item in gold for problem in item.problems]
    return Exported(files=[out], counts=counts, notes=notes)
