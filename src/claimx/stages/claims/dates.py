"""When a claim was made: the date beside its cue (*a déclaré mardi*), else the document's own.

Relative dates are reckoned from the document's date by dateparser; a weekday is the last one up to that day.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from claimx.lexicon.calendar import MONTHS, WEEKDAYS
from claimx.records import DateBasis, Quotation
from claimx.stages.claims.tokens import Tok, View

_WEEKDAYS: Final = "|".join(WEEKDAYS)
_MONTHS: Final = "|".join((*MONTHS, "fevrier", "aout", "decembre"))
_DATE: Final = re.compile(
    rf"\b(?:(?P<full>(?:1er|[0-3]?\d) (?:{_MONTHS}) (?:19|20)\d\d)"
    rf"|(?P<day>(?:1er|[0-3]?\d) (?:{_MONTHS}))"
    rf"|(?P<weekday>{_WEEKDAYS})"
    r"|(?P<near>avant-hier|hier|aujourd'hui|il y a (?:un|deux|trois|quatre|cinq|six|sept|huit|dix) jours?)"
    r"|(?P<same>ce (?:matin|midi|soir)|cet après-midi|cette nuit))\b"
    r"(?! (?:prochaine?|suivante?|en huit)\b)",
    re.IGNORECASE,
)  # fmt: skip
_NAMED: Final = (
    *f"{_MONTHS}|{_WEEKDAYS}".split("|"), "hier", "aujourd", "il y a", "ce matin", "ce midi", "ce soir", "cet après",
    "cette nuit",
)  # fmt: skip
"""What every date has one of in it: few cues have any beside them, and knowing where these stand costs less than
reading tokens."""
_BESIDE: Final = 60
"""Characters between a cue and a date that belongs to it."""


@dataclass(slots=True, unsafe_hash=True)  # not frozen: that makes each one take twice as long
class ClaimDate:
    """ISO 8601 date of whatever precision is known, how it is known, and the words beside the cue that tell it."""

    date: str | None
    basis: DateBasis | None
    words: str | None = None


def claim_date(view: View, quotation: Quotation, document: str | None) -> ClaimDate:
    """Return when a quotation was said; ``document`` is the document's own date (ISO 8601), if known."""
    own = ClaimDate(document, "document" if document else None)
    if quotation.cue_start is None or quotation.cue_end is None:
        return own
    low, _ = view.stretch(max(0, quotation.cue_start - _BESIDE), quotation.cue_start)
    _, high = view.stretch(quotation.cue_end, quotation.cue_end + _BESIDE)
    places = _places(view.text)
    if places is not None and bisect_left(places, low) == bisect_left(places, high):
        return own
    for start, end in _beside(view, quotation):
        match = _DATE.search(view.text[start:end].replace("’", "'"))
        if match is None:
            continue
        words = view.text[start + match.start() : start + match.end()]
        resolved = _resolve(match, document)
        if resolved:
            return ClaimDate(resolved, "stated" if match["full"] else "resolved", words)
    return own


@lru_cache(maxsize=1)
def _places(text: str) -> list[int] | None:
    """Return where what dates have in them stands in a document; None if its letters move when case is folded."""
    folded = text.casefold()
    if len(folded) != len(text):
        return None
    found = []
    for words in _NAMED:
        place = folded.find(words)
        while place >= 0:
            found.append(place)
            place = folded.find(words, place + 1)
    return sorted(found)


def _beside(view: View, quotation: Quotation) -> list[tuple[int, int]]:
    """Return the stretches after and before a cue in which no verb, mark or content of its own stands."""
    start, end = quotation.cue_start or 0, quotation.cue_end or 0
    cue = view.between(start, end)
    if not cue:
        return []
    number = cue[0].sentence

    def belongs(tok: Tok) -> bool:
        own = any(segment.start <= tok.start < segment.end for segment in quotation.segments)
        if tok.sentence != number or own or tok.text in ";:":
            return False
        return not tok.is_verb or tok.form == "inf" or view.text[tok.start - 2 : tok.end] == "y a"

    after, before = end, start
    for tok in view.between(end, end + _BESIDE):
        if not belongs(tok) or tok.lower in ("que", "qu'", "qui"):
            break
        after = tok.end
    for tok in reversed(view.between(max(0, start - _BESIDE), start)):
        if not belongs(tok) or tok.end > start:
            break
        before = tok.start
    return [(end, after), (before, start)]


def _resolve(match: re.Match[str], document: str | None) -> str | None:
    base = _base(document)
    if match["full"]:
        return _parse(match["full"], base or datetime(2000, 1, 1))  # noqa: DTZ001  a calendar day has no zone
    if base is None or document is None:
        return None
    if match["day"]:
        return _parse(match["day"], base)
    if len(document) < len("2021-12-03"):
        return None
    if match["same"]:
        return document
    # Of *jeudi*, said on a Thursday, dateparser takes the one a week ago; in news it is that very day.
    return _parse(match["weekday"] or match["near"], base + timedelta(days=1) if match["weekday"] else base)


def _base(document: str | None) -> datetime | None:
    """Return the last day that a date of a day, a month or a year may mean."""
    if document is None:
        return None
    try:
        year, month, day = ([int(part) for part in document[:10].split("-")] + [0, 0])[:3]
        month = month or 12
        return datetime(year, month, day or monthrange(year, month)[1])  # noqa: DTZ001  as above
    except ValueError:
        return None


def _parse(words: str, base: datetime) -> str | None:
    import dateparser  # late: few documents need it

    found = dateparser.parse(
        words.lower(), languages=["fr"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
    )
    return found.date().isoformat() if found is not None else None
