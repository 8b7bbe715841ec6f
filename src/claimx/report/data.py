"""What the report's page reads: the tables column by column, offsets as JavaScript counts them.

Every column of the tables is there, so that a new one shows without a change here, except what the page finds in the
article's text by its offsets and what tells where the files lay. Derived columns begin with ``_``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from claimx import __version__
from claimx.export.actors import issue_of
from claimx.export.tables import NAMES, Row, Tables

_LEFT_OUT: Final = {
    "documents": {"path", "sha256"},
    "quotations": {"text", "cue_text", "source_text"},
    "claims": {"text"},
}
_BEYOND_BMP: Final = "\uffff"
# A column whose values repeat is sent as a list of values and, for each row, its place in that list.
_REPEATS: Final = 0.6


def payload(tables: Tables, title: str | None = None) -> dict[str, Any]:
    """Return the page's data, to be written as JSON."""
    documents = list(tables.rows("documents"))
    offsets = {row["document_id"]: _offsets(row["text"]) for row in documents}
    quotations = list(tables.rows("quotations"))
    claims = list(tables.rows("claims"))
    places = {(row["document_id"], row["quotation_id"]): place for place, row in enumerate(quotations)}
    names = {row["document_id"]: place for place, row in enumerate(documents)}
    for row in [*quotations, *claims]:
        row["_document"] = names[row["document_id"]]
        _convert(row, offsets[row["document_id"]])
    for row in claims:
        place = places.get((row["document_id"], row["quotation_id"]), -1)
        row |= _derived(row, place, quotations[place] if place >= 0 else {})
    rows = dict(zip(NAMES, (documents, quotations, claims), strict=True))
    return {
        "meta": {"claimx": __version__, "title": title} | tables.metadata,
        "tables": {name: _columns(rows[name], tables.table(name).column_names, name) for name in NAMES},
    }


def _derived(claim: Mapping[str, Any], place: int, quotation: Mapping[str, Any]) -> Row:
    """Return what the page filters by: the quotation, its kind, who speaks, and the issue in both languages.

    Of speakers who say a thing together each has claims of their own: there the claimant alone is the speaker.
    """
    speakers = list(quotation.get("speaker_names", ()))
    issue = issue_of(claim)
    return {
        "_quotation": place,
        "_kind": quotation.get("kind"),
        "_speakers": [claim["claimant_name"]] if claim["claimant_name"] in speakers else speakers,
        "_issue": issue and issue.key,
        "_issue_fr": issue and issue.fr,
        "_issue_en": issue and issue.en,
    }


def _columns(rows: list[Row], schema_names: Iterable[str], table: str) -> dict[str, Any]:
    left_out = _LEFT_OUT[table]
    names = [name for name in schema_names if name not in left_out]
    names += [name for name in (rows[0] if rows else ()) if name.startswith("_")]
    return {"rows": len(rows), "columns": {name: _column([row[name] for row in rows]) for name in names}}


def _column(values: list[Any]) -> dict[str, Any]:
    keys = [json.dumps(value, ensure_ascii=False) for value in values]
    distinct = dict.fromkeys(keys)
    if len(distinct) > _REPEATS * len(keys) or all(isinstance(value, int | float) for value in values):
        return {"values": values}
    codes = {key: code for code, key in enumerate(distinct)}
    return {"codes": [codes[key] for key in keys], "of": [json.loads(key) for key in distinct]}


def _offsets(text: str) -> Callable[[int], int]:
    """Return what turns code points of the text into UTF-16 code units; almost no text needs it."""
    if text.isascii() or max(text, default="") <= _BEYOND_BMP:
        return lambda place: place
    units = [0]
    for char in text:
        units.append(units[-1] + (2 if char > _BEYOND_BMP else 1))
    return units.__getitem__


def _convert(row: Row, offset: Callable[[int], int]) -> None:
    for name, value in row.items():
        if name in {"start", "end"} or name.endswith(("_start", "_end")):
            row[name] = None if value is None else offset(value)
        elif name == "segments":
            row[name] = [[offset(segment["start"]), offset(segment["end"])] for segment in value]
