"""The spaCy component ``claimx_claims``: quotations in, claims out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc

from claimx.lexicon.codebook import Codebook, from_text, load_codebook
from claimx.stages.claims.names import Names
from claimx.stages.claims.structurer import ClaimStructurer
from claimx.stages.extensions import store_claims
from claimx.stages.scoring import Scored, Scorer


class ClaimsComponent(Scored):
    """The spaCy component: structures claims and carries its codebooks' content when saved."""

    leaves_tokens = True

    def __init__(
        self, name: str, codebooks: Sequence[Codebook], names: Names | None = None, scorer: Scorer | None = None
    ) -> None:
        self.name = name
        self.scorer = scorer
        self.names = names or Names()
        self.structurer = ClaimStructurer(codebooks, self.names)

    def __call__(self, doc: Doc) -> Doc:
        """Write the document's claims."""
        store_claims(doc, self.structurer(doc))
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """Return the codebooks' YAML, so that a saved pipeline needs no file but its own."""
        data = [{"name": book.name, "source": book.source} for book in self.structurer.codebooks]
        result: bytes = srsly.msgpack_dumps(data)
        return result

    def from_bytes(self, data: bytes, **_: Any) -> ClaimsComponent:
        """Restore the codebooks from ``to_bytes``."""
        items = srsly.msgpack_loads(data)
        self.structurer = ClaimStructurer(
            [from_text(item["source"], f"{item['name']}.yaml") for item in items], self.names
        )
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write each codebook as a YAML file in the folder ``path``."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for number, book in enumerate(self.structurer.codebooks):
            (folder / f"{number:02d}_{book.name}.yaml").write_text(book.source, encoding="utf-8")

    def from_disk(self, path: str | Path, **_: Any) -> ClaimsComponent:
        """Read the codebooks that ``to_disk`` wrote."""
        files = sorted(Path(path).glob("*.yaml"))
        self.structurer = ClaimStructurer(
            [from_text(file.read_text(encoding="utf-8"), str(file)) for file in files], self.names
        )
        return self


@Language.factory(
    "claimx_claims",
    default_config={
        "codebooks": ["euro_security"],
        "actors": [],
        "scorer": {"@scorers": "claimx.claims_scorer.v1"},
    },
    assigns=["doc.spans", "doc._.claimx_claims", "doc._.claims"],
    requires=["doc._.claimx_quotations", "token.pos", "token.morph", "token.lemma", "token.dep", "token.head"],
    default_score_weights={
        "claimx_claims_f": 1.0,
        "claimx_claims_p": None,
        "claimx_claims_r": None,
        "claimx_claims_polarity_f": None,
        "claimx_claims_act_f": None,
    },
)
def make_claims(
    nlp: Language, name: str, codebooks: list[str], actors: list[str], scorer: Scorer | None
) -> ClaimsComponent:
    """Create the claim structuring stage; ``codebooks`` are bundled names or paths of YAML files, first decides.

    ``actors`` are paths of further actors, read over the packaged lexicon.

    Raises ``FileNotFoundError`` where there is no such codebook, ``CodebookError`` for every fault in one.
    """
    # A saved pipeline carries its codebooks; the files they came from may be gone where it is loaded.
    # `nlp.meta` would count the components there are; only the stored meta tells of those that were saved.
    saved = name in nlp._meta.get("components", ())  # noqa: SLF001  # see above
    try:
        books = [load_codebook(item) for item in codebooks]
    except FileNotFoundError:
        if not saved:
            raise
        books = []
    return ClaimsComponent(name, books, Names(actors), scorer)
