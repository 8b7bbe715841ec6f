"""An Excel workbook: a sheet for each table, all columns, text always as text."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from claimx.export.cells import is_formula, plain
from claimx.export.files import single_file, whole
from claimx.export.tables import NAMES, Exported, ExportError, MissingExtraError, Tables

if TYPE_CHECKING:
    from openpyxl import Workbook

_CELL_LIMIT: Final = 32_767
_ROW_LIMIT: Final = 1_048_576
# XML 1.0 has no place for these.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDE: Final = {"text": 60, "label_en": 40, "label_fr": 40, "issue_text": 30, "title": 40, "path": 30}
_WIDTH: Final = 16


def write_xlsx(tables: Tables, out: Path | None, folder: Path) -> Exported:
    """Write ``claimx.xlsx``.

    Raises:
        MissingExtraError: openpyxl isn't installed.
        ExportError: a table has more rows than a sheet, or there is no room to write, here or for temporary files.
    """
    try:
        return _write(tables, single_file(out, folder, "claimx.xlsx"))
    except _unwritten() as error:
        cause = getattr(error, "strerror", None) or error
        raise ExportError(
            f"{single_file(out, folder, 'claimx.xlsx')}: can't be written ({cause}); make room there and for temporary"
            " files (TMPDIR), or give another place with --out"
        ) from error


def _unwritten() -> tuple[type[Exception], ...]:
    """What openpyxl raises for want of room: lxml, where it is there, has errors of its own."""
    try:
        from lxml.etree import LxmlError  # type: ignore[import-untyped]  # lxml brings no types
    except ImportError:
        return (OSError,)
    return OSError, LxmlError


def _write(tables: Tables, path: Path) -> Exported:
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MissingExtraError("an Excel workbook", "openpyxl") from None
    exported = Exported(files=[path], counts={name: tables.table(name).num_rows for name in NAMES})
    for name, count in exported.counts.items():
        if count >= _ROW_LIMIT:
            raise ExportError(
                f"{count:,} {name} are more rows than an Excel sheet has; choose some with --where or take sqlite"
            )
    book = Workbook(write_only=True)
    try:
        _fill(book, tables, exported)
        with whole(path) as temporary:
            book.save(temporary)
    except BaseException:
        _abandon(book)
        raise
    return exported


def _abandon(book: Workbook) -> None:
    """Close the streams of a workbook that can't be written; left to the collector, each would print a traceback."""
    for sheet in book.worksheets:
        for stream in (sheet._rows, getattr(sheet._writer, "xf", None)):  # noqa: SLF001 (openpyxl offers no other way)
            if stream is not None:
                with suppress(Exception):
                    stream.close()


def _fill(book: Workbook, tables: Tables, exported: Exported) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    cut = illegal = formulas = 0
    for name in NAMES:
        columns = tables.table(name).column_names
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{exported.counts[name] + 1}"
        for number, column in enumerate(columns, start=1):
            sheet.column_dimensions[get_column_letter(number)].width = _WIDE.get(column, _WIDTH)
        header = [WriteOnlyCell(sheet, column) for column in columns]
        for cell in header:
            cell.font = Font(bold=True)
        sheet.append(header)
        for row in tables.rows(name):
            cells: list[Any] = []
            for column in columns:
                value = plain(row[column])
                if not isinstance(value, str):
                    cells.append(value)
                    continue
                text = _ILLEGAL.sub("\ufffd", value)
                illegal += text != value
                cut += len(text) > _CELL_LIMIT
                formulas += is_formula(text)
                cell = WriteOnlyCell(sheet, text[:_CELL_LIMIT])
                cell.data_type = "s"  # openpyxl makes a formula of a text that begins with "="
                cell.quotePrefix = is_formula(text)
                cells.append(cell)
            sheet.append(cells)
    exported.note(cut, f"{{}} texts are longer than the {_CELL_LIMIT:,} characters of a cell: their end is cut off")
    exported.note(illegal, "{} texts hold control characters that a workbook can't: each became \ufffd")
    exported.note(formulas, "{} cells look like a formula: they are stored as text and stay as they are")
