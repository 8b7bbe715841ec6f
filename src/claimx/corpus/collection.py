"""All documents of what a user names, one after the other, however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from claimx.corpus.record_files import Distinct, Fields, check_fields, in_shard, read_records
from claimx.corpus.sources import STDIN, Source, find_sources, is_record_name


class Corpus:
    """The documents of files, folders and record files; iterating it again reads them again.

    Plain documents come first, sorted by id, then the rows of each record file in its order. ``total`` is their
    number, None where record files would have to be read to know it.
    """

    def __init__(
        self, inputs: Iterable[str | Path], fields: Fields | None = None, shard: tuple[int, int] | None = None
    ) -> None:
        """Find the documents.

        Args:
            inputs: files, folders, ``-``. Record files in folders are read only if ``fields`` are given.
            fields: columns of record files, see :class:`Fields`.
            shard: which part of all documents, ``(1, 4)`` for the first of four.

        Raises:
            NothingToReadError: an input doesn't exist, holds no document or not the columns named.
        """
        self._fields = fields or Fields()
        self._shard = shard
        plain: list[Source] = []
        self._records: list[Source] = []
        for source in find_sources(inputs, records=fields is not None):
            path = source.path or Path()
            if source.error is None and str(path) != STDIN and is_record_name(path.name):
                check_fields(path, self._fields)
                self._records.append(source)
            elif in_shard(source.document_id, shard):
                plain.append(source)
        self._plain = plain
        self.total = None if self._records else len(plain)

    def __iter__(self) -> Iterator[Source]:
        if not self._records:
            yield from self._plain
            return
        distinct = Distinct()
        for source in self._plain:
            distinct(source.document_id)
            yield source
        for container in self._records:
            for source in read_records(container, self._fields):
                document_id = distinct(source.document_id)
                if in_shard(document_id, self._shard):
                    yield source if document_id == source.document_id else replace(source, document_id=document_id)
