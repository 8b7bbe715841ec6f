"""``--where``: a filter over the tables' columns, parsed here; nothing of it is run as code.

    claimant_name contains stoltenberg and polarity = positive
    quotations.kind in (direct, mixed) and confidence >= 0.8
    not (act = state) and date >= 2021-12 and issue_id is not null

A column stands by its name (of the claims first, then the quotations, then the documents) or as ``table.column``.
Values with blanks or signs go in quotation marks. ``=`` compares exactly, ``contains`` without regard to case
and accents; over a list column either holds if it does for one of the list. A missing value equals nothing.

The rows of the deepest table named are chosen (documents, quotations, claims); what lies below follows its parent,
what lies above stays if it holds a chosen row.
"""

from __future__ import annotations

import difflib
import operator
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import pyarrow as pa

from claimx.export.tables import NAMES, ExportError, Tables

_TOKEN: Final = re.compile(
    r"""\s*(?:(?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<sign><=|>=|==|!=|<>|=|<|>|\(|\)|,)|(?P<word>[^\s()<>=!,"']+))"""
)
_COMPARE: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_SAME: Final = {"==": "=", "<>": "!="}
# A document's id is a column of all three tables: it chooses documents.
_KEYS: Final = {"document_id": "documents", "quotation_id": "quotations"}
_BOOLEANS: Final = {"true": True, "false": False}
_DEEPEST: Final = 100

Values = dict[tuple[str, str], Any]
Test = Callable[[Values], bool]
Key = tuple[str, ...]


@dataclass(frozen=True)
class _Column:
    table: str
    name: str
    type: pa.DataType

    @property
    def key(self) -> tuple[str, str]:
        return self.table, self.name


@dataclass(frozen=True)
class Where:
    """A parsed filter: the columns it reads, by table, and the test over their values."""

    test: Test
    columns: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    @property
    def level(self) -> str:
        """The deepest table that the filter names: its rows are chosen."""
        used = {table for table, _ in self.columns}
        return next(name for name in reversed(NAMES) if name in used)


def parse(text: str, schemas: Mapping[str, pa.Schema]) -> Where:
    """Parse a filter over tables of these schemas.

    Raises:
        ExportError: it isn't one; the message says where and lists columns of a similar name.
    """
    return _Parser(text, schemas).parse()


def select(tables: Tables, text: str) -> Tables:
    """Return the tables with the rows that the filter ``text`` chooses and those that belong to them.

    Raises:
        ExportError: the filter can't be read.
    """
    where = parse(text, {name: tables.table(name).schema for name in NAMES})
    level = where.level
    parents = {
        name: {_key(name, row): row for row in _values(tables, name, where)} for name in NAMES[: NAMES.index(level)]
    }
    chosen: dict[str, set[Key]] = {level: set()}
    mask = []
    for row in _values(tables, level, where):
        values: Values = {(level, name): value for name, value in row.items()}
        for parent, rows in parents.items():
            values |= {(parent, name): value for name, value in rows.get(_key(parent, row), {}).items()}
        mask.append(where.test(values))
        if mask[-1]:
            chosen[level].add(_key(level, row))
    kept = {level: tables.table(level).filter(pa.array(mask, pa.bool_()))}
    for name in reversed(NAMES[: NAMES.index(level)]):
        keys = {_key(name, row) for row in _keys(kept[level])}
        kept[name] = _having(tables.table(name), name, keys)
    for above, name in pairwise(NAMES):
        if name not in kept:
            keys = {_key(above, row) for row in _keys(kept[above])}
            kept[name] = _having(tables.table(name), above, keys)
    return Tables(**kept)


def _values(tables: Tables, name: str, where: Where) -> Iterator[dict[str, Any]]:
    table = tables.table(name)
    wanted = {column for place, column in where.columns if place == name} | _key_columns(table)
    yield from table.select([column for column in table.column_names if column in wanted]).to_pylist()


def _keys(table: pa.Table) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.select(sorted(_key_columns(table))).to_pylist()
    return rows


def _key_columns(table: pa.Table) -> set[str]:
    return {"document_id", "quotation_id", "claim_id"} & set(table.column_names)


def _key(name: str, row: Mapping[str, Any]) -> Key:
    columns = ("document_id", "quotation_id", "claim_id")[: NAMES.index(name) + 1]
    return tuple(str(row[column]) for column in columns)


def _having(table: pa.Table, name: str, keys: set[Key]) -> pa.Table:
    return table.filter(pa.array([_key(name, row) in keys for row in _keys(table)], pa.bool_()))


class _Parser:
    def __init__(self, text: str, schemas: Mapping[str, pa.Schema]) -> None:
        self.text, self.schemas = text, schemas
        self.tokens = list(_tokens(text))
        self.at = self.depth = 0
        self.columns: set[tuple[str, str]] = set()

    def parse(self) -> Where:
        if not self.tokens:
            raise ExportError("--where is empty; for example: polarity = negative and confidence >= 0.8")
        test = self.either()
        if self.at < len(self.tokens):
            raise self.fault("'and', 'or' or the end")
        return Where(test, frozenset(self.columns))

    def either(self) -> Test:
        tests = [self.both()]
        while self.take("or"):
            tests.append(self.both())
        return tests[0] if len(tests) == 1 else lambda values: any(test(values) for test in tests)

    def both(self) -> Test:
        tests = [self.single()]
        while self.take("and"):
            tests.append(self.single())
        return tests[0] if len(tests) == 1 else lambda values: all(test(values) for test in tests)

    def single(self) -> Test:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise ExportError(f"--where: more than {_DEEPEST} brackets and 'not' within each other; write it shorter")
        test = self.within()
        self.depth -= 1
        return test

    def within(self) -> Test:
        if self.take("not"):
            inner = self.single()
            return lambda values: not inner(values)
        if self.take("("):
            inside = self.either()
            self.expect(")")
            return inside
        return self.comparison()

    def comparison(self) -> Test:
        column = self.column()
        key = column.key
        if self.take("is"):
            negated = self.take("not")
            self.expect("null")
            return lambda values: (values.get(key) is None) != negated
        if self.take("contains"):
            part = _folded(self.value())
            return lambda values: any(part in _folded(str(item)) for item in _items(values.get(key)))
        negated = self.take("not")
        if self.take("in"):
            wanted = self.values(column)
            return lambda values: any(item in wanted for item in _items(values.get(key))) != negated
        kind, sign = self.next("a comparison")
        sign = _SAME.get(sign, sign)
        if kind != "sign" or negated or (sign != "!=" and sign not in _COMPARE):
            self.at -= 1
            raise self.fault("=, !=, <, <=, >, >=, in, contains or is null")
        value = self.typed(column)
        compare = _COMPARE["=" if sign == "!=" else sign]
        return lambda values: any(compare(item, value) for item in _items(values.get(key))) != (sign == "!=")

    def column(self) -> _Column:
        kind, word = self.next("a column")
        if kind != "word":
            self.at -= 1
            raise self.fault("a column")
        prefix, _, name = word.rpartition(".")
        places = [prefix] if prefix else [_KEYS.get(name, "claims"), *reversed(NAMES)]
        for table in places:
            schema = self.schemas.get(table)
            if schema is not None and name in schema.names:
                self.columns.add((table, name))
                return _Column(table, name, schema.field(name).type)
        names = sorted({column for schema in self.schemas.values() for column in schema.names})
        near = difflib.get_close_matches(name, names, n=3) or names
        raise ExportError(f"--where: no column {word!r}; did you mean {', '.join(near)}?")

    def values(self, column: _Column) -> set[Any]:
        self.expect("(")
        found = {self.typed(column)}
        while self.take(","):
            found.add(self.typed(column))
        self.expect(")")
        return found

    def typed(self, column: _Column) -> Any:
        value = self.value()
        if pa.types.is_list(column.type) and pa.types.is_struct(column.type.value_type):
            raise ExportError(
                f"--where: {column.name} holds spans, which nothing can be compared with; take start and end"
            )
        try:
            if pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
                return float(value)
            if pa.types.is_boolean(column.type):
                return _BOOLEANS[value.lower()]
        except (ValueError, KeyError):
            kind = "true or false" if pa.types.is_boolean(column.type) else "a number"
            raise ExportError(f"--where: {column.name} is compared with {kind}, not {value!r}") from None
        return value

    def value(self) -> str:
        kind, text = self.next("a value")
        if kind == "sign":
            self.at -= 1
            raise self.fault("a value")
        return re.sub(r"\\(.)", r"\1", text[1:-1]) if kind == "string" else text

    def next(self, wanted: str) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise self.fault(wanted)
        self.at += 1
        kind, text, _ = self.tokens[self.at - 1]
        return kind, text

    def take(self, word: str) -> bool:
        kind, text, _ = self.tokens[self.at] if self.at < len(self.tokens) else ("string", "", 0)
        taken = kind != "string" and text.lower() == word
        self.at += taken
        return taken

    def expect(self, word: str) -> None:
        if not self.take(word):
            raise self.fault(repr(word))

    def fault(self, wanted: str) -> ExportError:
        place = self.tokens[self.at][2] if self.at < len(self.tokens) else len(self.text)
        found = repr(self.text[place:].split(" ", 1)[0]) if place < len(self.text) else "the end"
        return ExportError(f"--where: {wanted} expected at character {place + 1}, found {found}: {self.text}")


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    place = 0
    while place < len(text.rstrip()):
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            place = len(text) - len(text[place:].lstrip())
            raise ExportError(f"--where: can't read character {place + 1}, {text[place]!r}: {text}")
        yield match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)
        place = match.end()


def _items(value: Any) -> list[Any]:
    if value is None:
        return []
    return [item for item in value if item is not None] if isinstance(value, list) else [value]


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))
