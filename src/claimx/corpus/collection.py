"""All documents of what a user names, one after the other, however many they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from claimx.corpus.record_files import Distinct, Fields, check_fields, in_shard, is_own_table, read_records
from claimx.corpus.sources import STDIN, NothingToReadError, Source, find_sources, is_record_name


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
            inputs: files, folders, ``-``. Record files in folders are read only if ``fields`` are given, and not if
                claimx wrote them (an output folder within the input).
            fields: columns of record files, see :class:`Fields`.
            shard: which part of all documents, ``(1, 4)`` for the first of four.

        Raises:
            NothingToReadError: an input doesn't exist, holds no document or not the columns named.
        """
        self._fields = fields or Fields()
        self._shard = shard
        given = list(inputs)
        named = set(map(Path, given))
        plain: list[Source] = []
        self._records: list[Source] = []
        own = 0
        for source in find_sources(given, records=fields is not None):
            path = source.path or Path()
            if source.error is not None or str(path) == STDIN or not is_record_name(path.name):
                plain.append(source)
            elif path not in named and is_own_table(path):
                own += 1
            else:
                check_fields(path, self._fields)
                self._records.append(source)
        if own and not plain and not self._records:
            raise NothingToReadError("there are only tables that claimx wrote; to read one all the same, name the file")
        # Of all parts: an id of a record file is another one where a text has it, whatever part reads that.
        self._taken = [source.document_id for source in plain] if self._records else []
        self._plain = [source for source in plain if in_shard(source.document_id, shard)]
        self.total = None if self._records else len(self._plain)

    def __iter__(self) -> Iterator[Source]:
        if not self._records:
            yield from self._plain
            return
        distinct = Distinct()
        for document_id in self._taken:
            distinct(document_id)
        yield from self._plain
        for container in self._records:
            for source in read_records(container, self._fields):
                document_id = distinct(source.document_id)
                if in_shard(document_id, self._shard):
                    yield source if document_id == source.document_id else replace(source, document_id=document_id)
