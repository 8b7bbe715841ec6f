"""A database of the Discourse Network Analyzer 3: each claim a statement of person or organization, concept, agreement.

DNA opens the file itself, or takes it over into another database ("Import from another DNA database").
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from claimx.export import dna_schema as dna
from claimx.export.actors import Issue, claimant_kinds, issue_of
from claimx.export.files import single_file, whole
from claimx.export.offsets import Utf16
from claimx.export.tables import Exported, Tables

PASSWORD: Final = "claimx"  # noqa: S105 (DNA asks for one on opening; it is told to whoever exports)
_ADMIN: Final = 1
_ISO_LENGTHS: Final = {4: "-01-01", 7: "-01", 10: ""}


def write_dna(tables: Tables, out: Path | None, folder: Path) -> Exported:
    """Write ``claimx.dna``.

    A claim with a polarity is a *DNA Statement*: persons stand as ``person``, all others as ``organization``, the
    codebook's French label (or the article's words) as ``concept``, positive as agreement. DNA knows no third value:
    neutral claims, and claims without an issue, are *Annotations* over the same words.
    """
    path = single_file(out, folder, "claimx.dna")
    exported = Exported(files=[path])
    with whole(path) as temporary, closing(sqlite3.connect(temporary)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        writer = _Writer(connection, claimant_kinds(tables), Counter())
        writer.prepare()
        documents = {row["document_id"]: row for row in tables.rows("documents") if row["status"] == "ok"}
        texts = {document_id: writer.document(row) for document_id, row in documents.items()}
        dates = {document_id: row["date"] for document_id, row in documents.items()}
        for claim in tables.rows("claims"):
            writer.claim(claim, *texts[claim["document_id"]], dates[claim["document_id"]])
    seen = writer.seen
    exported.counts = {
        "documents": len(documents),
        "statements": seen["statements"],
        "annotations": seen["annotations"],
    }
    exported.notes.append(f"DNA asks for the password of the coder Admin: {PASSWORD}")
    exported.note(tables.documents.num_rows - len(documents), "{} documents that weren't read are left out")
    exported.note(
        seen["neutral"], "{} neutral claims: DNA's agreement is yes or no; they are annotations, not statements"
    )
    exported.note(seen["no issue"], "{} claims without an issue: DNA's statements need a concept; they are annotations")
    exported.note(seen["no claimant"], "{} claims without a claimant: person and organization are empty")
    exported.note(seen["undated"], "{} documents have no date: they stand at 1970-01-01")
    exported.note(seen["partly dated"], "{} documents are dated by month or year: they stand at its first day")
    exported.note(seen["other date"], "{} claims have another date than their document: DNA dates documents only")
    exported.note(seen["cut"], f"{{}} names, titles or concepts are cut to DNA's {dna.LONGEST} characters")
    columns = set(tables.claims.column_names) & {"act", "via", "addressee", "modality", "confidence"}
    exported.notes.append(f"DNA has no place for {', '.join(sorted(columns))} and the quotations' own columns")
    return exported


class _Writer:
    """Writes rows and counts what DNA can't hold."""

    def __init__(self, connection: sqlite3.Connection, kinds: Mapping[str, str], seen: Counter[str]) -> None:
        self.connection, self.kinds, self.seen = connection, kinds, seen
        self.entities: dict[tuple[int, str], int] = {}

    def prepare(self) -> None:
        for statement in dna.CREATE:
            self.connection.execute(statement)
        self.insert("CODERS (ID, Name, Red, Green, Blue, Password)", _ADMIN, "Admin", 255, 255, 0, _hash())
        for table, values in dna.FIRST_ROWS:
            self.insert(table, *values)

    def insert(self, table: str, *values: object) -> int:
        marks = ", ".join("?" * len(values))
        row = self.connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 (names are ours)
        return row.lastrowid or 0

    def document(self, row: Mapping[str, Any]) -> tuple[int, Utf16]:
        text = Utf16(row["text"])
        title = self.short(" ".join((row["title"] or row["document_id"]).split()))
        number = self.insert(
            "DOCUMENTS (Title, Text, Coder, Source, Notes, Type, Date)",
            *(title, text.text, _ADMIN, "", row["document_id"], "", self.seconds(row["date"])),
        )
        return number, text

    def claim(self, claim: Mapping[str, Any], document: int, text: Utf16, date: str | None) -> None:
        issue = issue_of(claim)
        stop = text.offset(claim["end"])
        place = (document, text.offset(claim["start"]), stop, _ADMIN)
        columns = "(StatementTypeId, DocumentId, Start, Stop, Coder)"
        self.seen["other date"] += claim["date"] is not None and claim["date"] != date
        self.seen["no claimant"] += claim["claimant_name"] is None
        if issue is None or claim["polarity"] == "neutral":
            self.seen["no issue" if issue is None else "neutral"] += 1
            self.seen["annotations"] += 1
            statement = self.insert(f"STATEMENTS {columns}", dna.ANNOTATION, *place)
            note = f"{claim['claimant_name'] or '?'}: {claim['label_fr']}"
            self.insert("DATALONGTEXT (StatementId, VariableId, Value)", statement, dna.NOTE, note)
            return
        self.seen["statements"] += 1
        statement = self.insert(f"STATEMENTS {columns}", dna.STATEMENT, *place)
        entities = self.actors(claim) | {dna.CONCEPT: self.concept(issue)}
        for variable, entity in entities.items():
            self.insert("DATASHORTTEXT (StatementId, VariableId, Entity)", statement, variable, entity)
        agrees = int(claim["polarity"] == "positive")
        self.insert("DATABOOLEAN (StatementId, VariableId, Value)", statement, dna.AGREEMENT, agrees)

    def actors(self, claim: Mapping[str, Any]) -> dict[int, int]:
        name = claim["claimant_name"] or ""
        kind = self.kinds.get(name, "unknown")
        variable = dna.PERSON if kind in {"person", "unknown"} else dna.ORGANIZATION
        other = dna.ORGANIZATION if variable == dna.PERSON else dna.PERSON
        attributes = {"Type": kind, "Notes": claim["claimant_id"] or ""} if name else {}
        return {variable: self.entity(variable, name, attributes), other: self.entity(other, "", {})}

    def concept(self, issue: Issue) -> int:
        attributes = {"Type": "codebook" if issue.id else "text", "Notes": issue.id or ""}
        if issue.en != issue.fr:
            attributes["Alias"] = issue.en
        return self.entity(dna.CONCEPT, issue.fr, attributes)

    def entity(self, variable: int, value: str, attributes: Mapping[str, str]) -> int:
        value = self.short(value)
        if (variable, value) not in self.entities:
            number = self.insert("ENTITIES (VariableId, Value, Red, Green, Blue)", variable, value, 0, 0, 0)
            self.entities[variable, value] = number
            for name in ("Type", "Alias", "Notes"):
                text = self.short(attributes.get(name, ""))
                attribute = dna.ATTRIBUTES[variable, name]
                columns = "ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue)"
                self.insert(columns, number, attribute, text)
        return self.entities[variable, value]

    def short(self, text: str) -> str:
        self.seen["cut"] += len(text) > dna.LONGEST
        return text[: dna.LONGEST]

    def seconds(self, date: str | None) -> int:
        try:
            found = datetime.fromisoformat((date or "") + _ISO_LENGTHS.get(len(date or ""), ""))
        except ValueError:
            self.seen["undated"] += 1
            return 0
        self.seen["partly dated"] += len(date or "") < len("2021-12-03")
        return int(found.replace(tzinfo=UTC).timestamp())


def _hash() -> str:
    return dna.password_hash(PASSWORD)
