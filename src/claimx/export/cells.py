"""Cells of spreadsheets: lists as JSON, and article text that a spreadsheet would run as a formula.

A cell that begins with ``=``, ``+``, ``-``, ``@`` (or their full-width forms) or a control character is a formula to
Excel and LibreOffice. In CSV the same holds after what another reader may take for the end of a cell or a row: a
semicolon, a tab, a line end, with quotation marks or not (OWASP, "CSV Injection").
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

_FORMULA: Final = r"[=+\-@＝＋－＠\t\r]"
_BEGINS: Final = re.compile(_FORMULA)
_ANYWHERE: Final = re.compile(rf'((?:^|[;\t\r\n])"*)(?={_FORMULA})')


def plain(value: Any) -> Any:
    """Return a value as a cell holds it: lists and records as JSON."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would take a cell with this text for a formula."""
    return _BEGINS.match(text) is not None


def neutral(text: str) -> str:
    """Return the text with an apostrophe before whatever a spreadsheet could take for a formula."""
    return _ANYWHERE.sub(r"\1'", text)
