"""claimx reads French news and returns who claims what, traceable to the characters it came from.

>>> import claimx
>>> nlp = claimx.load()                       # doctest: +SKIP
>>> nlp("« Nous irons », a dit le maire.")._.quotations  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from claimx.rendering import Rendering
    from claimx.result import Result

__version__: Final = version("claimx")
__all__ = ["__version__", "displacy", "extract", "load", "read"]

# spaCy, pandas and pyarrow are imported within the functions: `claimx --help` shouldn't wait for them.


def load(
    pipeline: str | Path = "fr_news",
    codebooks: Sequence[str | Path] | None = None,
    actors: Sequence[str | Path] | None = None,
) -> Language:
    """Load a chain as a spaCy ``Language``; ``nlp(text)._.claims`` gives a text's claims.

    Args:
        pipeline: the name of a chain claimx carries, a ``.cfg`` file, or a folder written by
            ``spacy assemble`` or ``nlp.to_disk``.
        codebooks: names of codebooks claimx carries or paths of your own, instead of the pipeline's.
        actors: files of actors, beside those claimx carries.

    Raises:
        FileNotFoundError: the pipeline, its French model, a codebook or an actors file isn't there.
        ValueError: the config, a codebook or an actors file has a fault; the message says where.
    """
    from claimx import chain

    return chain.load(pipeline, codebooks, actors)


def extract(
    inputs: str | Path | Iterable[str | Path] | Mapping[str, str],
    *,
    pipeline: str | Path | Language = "fr_news",
    codebooks: Sequence[str | Path] | None = None,
    actors: Sequence[str | Path] | None = None,
    min_confidence: float = 0.0,
    any_language: bool = False,
) -> Result:
    """Extract quotations and claims from files, folders or texts.

    Args:
        inputs: what to read, one or several. A ``Path``, or a string that names an existing file or folder,
            is read from disk, folders with all below them. A mapping gives texts by document id. Any other
            string with a blank in it is a text, with an id made from its content (``text-`` and 12
            hexadecimal digits of its SHA-256).
        pipeline: as for :func:`load`, or a chain already loaded.
        codebooks: as for :func:`load`; not beside a loaded chain.
        actors: as for :func:`load`; not beside a loaded chain.
        min_confidence: leave out quotations and claims less sure than this, 0 to 1.
        any_language: read documents that are surely not French, too, instead of skipping them.

    Returns:
        The tables ``documents``, ``quotations`` and ``claims``; offsets count Unicode code points, end
        exclusive. A document that can't be read or processed is a row of ``documents`` with its ``error``.

    Raises:
        FileNotFoundError: a path that doesn't exist (a string without a blank that names nothing counts as one).
        ValueError: as for :func:`load`.
    """
    from claimx import result

    return result.extract(
        inputs,
        pipeline=pipeline,
        codebooks=codebooks,
        actors=actors,
        min_confidence=min_confidence,
        any_language=any_language,
    )


def read(folder: str | Path = "data/out") -> Result:
    """Read the tables that ``claimx extract`` wrote to ``folder``, as :func:`extract` returns them.

    Raises:
        claimx.store.OutputError: they are missing, don't belong to one run, or their rows don't fit together.
    """
    from claimx.result import Result

    return Result.read(folder)


def displacy(doc: Doc, *, page: bool = False) -> Rendering:
    """Render a doc's quotations with their cues and sources by spaCy's displaCy, a block a paragraph.

    Args:
        doc: what ``claimx.load()`` or another pipeline with ``claimx_quotations`` returned.
        page: make a whole HTML page, to be written to a file, instead of a part of one.

    Returns:
        HTML as a string, which a notebook shows as what it says. The article's text is escaped.
    """
    from claimx import rendering

    return rendering.displacy(doc, page=page)
