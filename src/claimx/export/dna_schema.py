"""The database of the Discourse Network Analyzer, version 3, as its program creates it.

Tables, columns, checks and first rows are those of DNA 3.0.8 (``sql/Sql.java``, ``createTables``), as in 3.1.1,
which opens and imports databases of 3.0. Its import maps a statement type onto one of the open database if label,
variables and attributes are the same.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Final

VERSION: Final = "3.0.8"
VERSION_DATE: Final = "2022-06-16"
LONGEST: Final = 190
"""Characters a short text of DNA takes."""

STATEMENT: Final = 1
ANNOTATION: Final = 3
PERSON, ORGANIZATION, CONCEPT, AGREEMENT, NOTE = 1, 2, 3, 4, 11
ATTRIBUTES: Final = {
    (variable, name): 1 + 3 * number + variable - 1
    for number, name in enumerate(("Type", "Alias", "Notes"))
    for variable in (PERSON, ORGANIZATION, CONCEPT)
}
"""Ids of the attribute variables, by variable and name."""

_PERMISSIONS: Final = (
    "AddDocuments EditDocuments DeleteDocuments ImportDocuments AddStatements EditStatements DeleteStatements "
    "EditAttributes EditRegex EditStatementTypes EditCoders EditCoderRelations ViewOthersDocuments EditOthersDocuments "
    "ViewOthersStatements EditOthersStatements"
).split()
_ID: Final = "ID INTEGER NOT NULL PRIMARY KEY"


def _table(name: str, *columns: str) -> str:
    return f"CREATE TABLE {name}({', '.join(columns)})"


def _short(name: str, rest: str = "NOT NULL") -> str:
    return f"{name} TEXT {rest} CHECK (LENGTH({name}) < {LONGEST + 1})"


def _flag(name: str, default: int) -> str:
    return f"{name} INTEGER NOT NULL CHECK ({name} BETWEEN 0 AND 1) DEFAULT {default}"


def _number(name: str, default: int, least: int, most: int, rest: str = " NOT NULL") -> str:
    return f"{name} INTEGER{rest} CHECK ({name} BETWEEN {least} AND {most}) DEFAULT {default}"


def _colour(default: str = " NOT NULL DEFAULT 0") -> str:
    names = ("Red", "Green", "Blue")
    return ", ".join(f"{name} INTEGER{default} CHECK ({name} BETWEEN 0 AND 255)" for name in names)


def _refers(column: str, table: str) -> str:
    return f"FOREIGN KEY({column}) REFERENCES {table}(ID) ON DELETE CASCADE"


def _data(name: str, value: str, *more: str) -> str:
    keys = (_refers("StatementId", "STATEMENTS"), _refers("VariableId", "VARIABLES"), *more)
    columns = (_ID, "StatementId INTEGER NOT NULL", "VariableId INTEGER NOT NULL", value)
    return _table(name, *columns, *keys, "UNIQUE (StatementId, VariableId)")


_TYPES: Final = " OR ".join(f"DataType = '{name}'" for name in ("boolean", "integer", "long text", "short text"))
CREATE: Final = (
    _table("SETTINGS", "Property TEXT PRIMARY KEY", "Value TEXT NOT NULL"),
    _table(
        "CODERS",
        *(_ID, _short("Name"), _colour(), _number("Refresh", 0, 0, 9999), _number("FontSize", 14, 1, 99)),
        *(_short("Password"), _number("PopupWidth", 300, 100, 9999, ""), _flag("ColorByCoder", 0)),
        *(_flag("PopupDecoration", 0), _flag("PopupAutoComplete", 1)),
        *(_flag(f"Permission{name}", 1) for name in _PERMISSIONS),
    ),
    _table(
        "DOCUMENTS",
        *(_ID, _short("Title"), "Text TEXT NOT NULL", "Coder INTEGER"),
        *(_short(name, "NOT NULL DEFAULT ''") for name in ("Author", "Source", "Section")),
        *("Notes TEXT NOT NULL DEFAULT ''", _short("Type", "NOT NULL DEFAULT ''"), "Date INTEGER NOT NULL"),
        _refers("Coder", "CODERS"),
    ),
    _table("STATEMENTTYPES", _ID, _short("Label"), _colour()),
    _table(
        "VARIABLES",
        *(_ID, _short("Variable"), f"DataType TEXT NOT NULL CHECK ({_TYPES}) DEFAULT 'short text'"),
        *(
            "StatementTypeId INTEGER",
            _refers("StatementTypeId", "STATEMENTTYPES"),
            "UNIQUE (Variable, StatementTypeId)",
        ),
    ),
    _table(
        "VARIABLELINKS",
        *(_ID, "SourceVariableId INTEGER", "TargetVariableId INTEGER", "CHECK (TargetVariableId != SourceVariableId)"),
        *(_refers("SourceVariableId", "VARIABLES"), _refers("TargetVariableId", "VARIABLES")),
    ),
    _table("REGEXES", _short("Label", "PRIMARY KEY"), _colour()),
    _table(
        "CODERRELATIONS",
        *(_ID, "Coder INTEGER CHECK(Coder > 0)", "OtherCoder INTEGER CHECK(OtherCoder > 0)"),
        *(_flag(name, 1) for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")),
        *("CHECK (Coder != OtherCoder)", _refers("Coder", "CODERS"), _refers("OtherCoder", "CODERS")),
    ),
    _table(
        "STATEMENTS",
        *(_ID, "StatementTypeId INTEGER", "DocumentId INTEGER", "Start INTEGER NOT NULL CHECK(Start >= 0)"),
        *("Stop INTEGER NOT NULL CHECK(Stop >= 0)", "Coder INTEGER", "CHECK (Start < Stop)"),
        *(_refers("StatementTypeId", "STATEMENTTYPES"), _refers("Coder", "CODERS"), _refers("DocumentId", "DOCUMENTS")),
    ),
    _data("DATABOOLEAN", "Value INTEGER NOT NULL DEFAULT 1"),
    _data("DATAINTEGER", "Value INTEGER NOT NULL DEFAULT 0"),
    _table(
        "ENTITIES",
        *(_ID, "VariableId INTEGER NOT NULL", _short("Value", "NOT NULL DEFAULT ''"), _colour("")),
        *("ChildOf INTEGER CHECK(ChildOf > 0)", "UNIQUE (VariableId, Value)"),
        *(_refers("ChildOf", "ENTITIES"), _refers("VariableId", "VARIABLES")),
    ),
    _data("DATASHORTTEXT", "Entity INTEGER NOT NULL", _refers("Entity", "ENTITIES")),
    _data("DATALONGTEXT", "Value TEXT DEFAULT ''"),
    _table(
        "ATTRIBUTEVARIABLES",
        *(_ID, "VariableId INTEGER NOT NULL", _short("AttributeVariable")),
        *("UNIQUE(VariableId, AttributeVariable)", _refers("VariableId", "VARIABLES")),
    ),
    _table(
        "ATTRIBUTEVALUES",
        *(_ID, "EntityId INTEGER NOT NULL", "AttributeVariableId INTEGER NOT NULL"),
        *(_short("AttributeValue", "NOT NULL DEFAULT ''"), "UNIQUE (EntityId, AttributeVariableId)"),
        *(_refers("EntityId", "ENTITIES"), _refers("AttributeVariableId", "ATTRIBUTEVARIABLES")),
    ),
)

_STORY: Final = ("narrator", "victim", "villain", "plot", "hero", "policy solution")
FIRST_ROWS: Final[tuple[tuple[str, tuple[object, ...]], ...]] = (
    ("SETTINGS (Property, Value)", ("version", VERSION)),
    ("SETTINGS (Property, Value)", ("date", VERSION_DATE)),
    ("STATEMENTTYPES", (STATEMENT, "DNA Statement", 239, 208, 51)),
    ("STATEMENTTYPES", (2, "NPF Story Element", 100, 200, 190)),
    ("STATEMENTTYPES", (ANNOTATION, "Annotation", 211, 211, 211)),
    ("VARIABLES", (PERSON, "person", "short text", STATEMENT)),
    ("VARIABLES", (ORGANIZATION, "organization", "short text", STATEMENT)),
    ("VARIABLES", (CONCEPT, "concept", "short text", STATEMENT)),
    ("VARIABLES", (AGREEMENT, "agreement", "boolean", STATEMENT)),
    *(("VARIABLES", (5 + number, name, "short text", 2)) for number, name in enumerate(_STORY)),
    ("VARIABLES", (NOTE, "note", "long text", ANNOTATION)),
    *(("ATTRIBUTEVARIABLES", (number, variable, name)) for (variable, name), number in ATTRIBUTES.items()),
)
"""Rows of a new database, by table."""


def password_hash(password: str) -> str:
    """Return a password as DNA stores it: Jasypt's ``StrongPasswordEncryptor`` (SHA-256, 100,000 rounds, salted).

    The salt is fixed, so that the same tables give the same file: the password is no secret, it is printed.
    """
    salt = hashlib.sha256(b"claimx").digest()[:16]
    digest = salt + password.encode()
    for _ in range(100_000):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(salt + digest).decode()
