"""Reading: from what a user names (files, folders, standard input, texts) to documents with an id and a text."""

from claimx.corpus.collection import Corpus
from claimx.corpus.reading import read
from claimx.corpus.record_files import Fields, storable
from claimx.corpus.sources import (
    DEFAULT_MAX_BYTES,
    RECORD_SUFFIXES,
    STDIN,
    TEXT_SUFFIXES,
    NothingToReadError,
    Source,
    find_sources,
)
from claimx.corpus.texts import UndecodableError, decode

__all__ = [
    "DEFAULT_MAX_BYTES",
    "RECORD_SUFFIXES",
    "STDIN",
    "TEXT_SUFFIXES",
    "Corpus",
    "Fields",
    "NothingToReadError",
    "Source",
    "UndecodableError",
    "decode",
    "find_sources",
    "read",
    "storable",
]
