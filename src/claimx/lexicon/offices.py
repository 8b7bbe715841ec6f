"""Who held an office at a date, where dates may be of the day, the month or the year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Office:
    """Who held an office from when to when (ISO dates of the day, month or year; ``end`` None: still holds it)."""

    office: str
    of: str
    holder: str
    start: str
    end: str | None = None


def index_offices(offices: Iterable[Office]) -> dict[tuple[str, str], list[Office]]:
    """Group offices by place, in order; an open end is closed by whoever comes next."""
    groups: dict[tuple[str, str], dict[str, Office]] = defaultdict(dict)
    for office in offices:
        groups[office.office, office.of][office.start] = office
    index = {}
    for key, terms in groups.items():
        ordered = [terms[start] for start in sorted(terms)]
        index[key] = [
            replace(term, end=after.start) if after and term.end is None else term
            for term, after in zip(ordered, [*ordered[1:], None], strict=True)
        ]
    return index


def _first_day(date: str) -> str:
    return f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10]


def _last_day(date: str) -> str:
    # 31 will do for every month: days are only compared.
    return f"{date}-12-31"[:10] if len(date) == 4 else f"{date}-31"[:10]


def terms_at(terms: list[Office], date: str) -> list[Office]:
    """Return the terms that a date (day, month or year) can fall in; on a day of handover the new holder."""
    first, last = _first_day(date), _last_day(date)
    found = [
        term for term in terms if _first_day(term.start) <= last and (term.end is None or first <= _last_day(term.end))
    ]
    return [term for term in found if not (term.end == date and any(other.start == date for other in found))]
