"""What a plain-text article is made of: paragraphs, their kinds, and the date it gives itself.

Offsets are Unicode code points, end exclusive.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from claimx.lexicon.calendar import WEEKDAYS

Span = tuple[int, int]
ParagraphKind = Literal["body", "heading", "furniture"]

LINE_ENDS: Final = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""The characters at which ``str.splitlines`` ends a line."""

_ENDS_BUT_CR: Final = LINE_ENDS.replace("\r", "")
_LINES: Final = re.compile(rf"(?:[^\r{_ENDS_BUT_CR}]+|\r(?!\n))+")
_LINES_OF_OLD_MACS: Final = re.compile(rf"[^{LINE_ENDS}]+")

# Longest lines that can be a heading, in characters: newspapers' headlines seldom pass 120, subheads 90.
_HEADLINE_LENGTH: Final = 160
_SUBHEAD_LENGTH: Final = 100

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan",
            "fevrier fevr fev",
            "mars mar",
            "avril avr",
            "mai",
            "juin",
            "juillet juil",
            "aout",
            "septembre sept sep",
            "octobre oct",
            "novembre nov",
            "decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = (
    r"(?P<month>janvier|janv|jan|f[ée]vrier|f[ée]vr|f[ée]v|mars|mar|avril|avr|mai|juin|juillet|juil|ao[ûu]t|septembre|"
    r"sept|sep|octobre|oct|novembre|nov|d[ée]cembre|d[ée]c)\b\.?"
)
_WORDED: Final = re.compile(
    rf"(?:(?P<day>[0-3]?\d)(?:er)?\s+)?{_MONTH}(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?", re.IGNORECASE
)
_ISO: Final = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?![\d-])")
_NUMERIC: Final = re.compile(r"\b(?P<day>[0-3]?\d)[/.](?P<month>[01]?\d)[/.](?P<year>(?:19|20)\d\d)\b")
_ANY_DATE: Final = (
    rf"(?:(?:19|20)\d\d-\d\d(?:-\d\d)?(?:T\S+)?|[0-3]?\d[/.][01]?\d[/.](?:19|20)\d\d"
    rf"|(?:[0-3]?\d(?:er)?\s+)?{_MONTH.replace('?P<month>', '?:')}\s+(?:19|20)\d\d)"
)
_WEEKDAY: Final = rf"(?:(?:{'|'.join(WEEKDAYS)}),?\s+)?"
_TIME: Final = r"(?:\s*(?:[,-]\s*)?(?:à\s+)?\d{1,2}\s*[h:]\s*\d{0,2}(?:\s*(?:GMT|UTC|CET|CEST))?)?"

_AGENCY: Final = (
    r"(?:AFP|AA|AP|ATS|ANSA|Anadolu|Agence Anadolu|Agence France-Presse|Associated Press|Belga|Bloomberg|dpa|DPA|EFE|"
    r"Interfax|Keystone-ATS|La Presse canadienne|Reuters|RIA Novosti|Sipa|Sputnik|TASS|Tass|Xinhua)"
)
_NAME: Final = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"

_HEADER: Final = re.compile(
    rf"(?:date|publi[ée]e?\s+le)\s*:?\s*{_WEEKDAY}(?P<date>{_ANY_DATE}){_TIME}(?=\s|$)", re.IGNORECASE
)
_DATELINE: Final = re.compile(
    rf"{_NAME}(?:[ -](?:{_NAME}|\([^()\n]{{2,30}}\)))*,\s+(?:le\s+)?{_WEEKDAY}"
    rf"(?P<date>[0-3]?\d(?:er)?\s+{_MONTH.replace('?P<month>', '?:')}(?:\s+(?:19|20)\d\d)?)\s*"
    rf"\({_AGENCY}(?:\s*[/,]\s*{_AGENCY})*\)\s*[-–—:]+\s*",
)
_UPDATED: Final = re.compile(
    rf"(?:mis(?:e)? à jour|modifi[ée]e?|actualis[ée]e?)\s*(?:le|:)*\s*{_WEEKDAY}{_ANY_DATE}\b", re.IGNORECASE
)
_BARE_DATE: Final = re.compile(rf"(?:date\s*:?\s*)?(?:le\s+)?{_WEEKDAY}{_ANY_DATE}{_TIME}\.?$", re.IGNORECASE)
_DATE_LINE: Final = re.compile(
    rf"(?:(?:article\s+)?(?:publi|post|diffus|mis en ligne)\w*|mise? à jour|modifi[ée]e?|actualis[ée]e?)"
    rf"\s*(?:le\b|:|,)*\s*{_WEEKDAY}{_ANY_DATE}",
    re.IGNORECASE,
)

# Lines that belong to the page, not to the article; each must match from the line's start.
# Where else to read.
_POINTER: Final = (
    r"(?:(?:[àa] )?(?:lire|voir|écouter|regarder)\s+(?:aussi|[ée]galement)(?-i:(?![a-zà-ÿ]))|"
    r"(?:sur le même sujet|pour aller plus loin|vidéos? associées?|articles? liés?|à lire\s*:))"
)
_POINTING: Final = re.compile(_POINTER, re.IGNORECASE)

_FURNITURE: Final = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        # Agency sign-offs: "AFP", "(AFP)", "Le Monde avec AFP et Reuters".
        (
            rf"[(\[—–-]*\s*(?:(?:{_NAME}\s+){{0,4}}avec\s+(?:l['’])?)?{_AGENCY}(?:\s*(?:,|/|et|&|-)\s*{_AGENCY})*\s*[)\]]?\.?$",
            0,
        ),
        # Initials of the desk under a wire: "so/rh/sp".
        (r"[a-z]{1,5}(?:-[a-z]{1,5})?(?:/[a-z]{1,5}(?:-[a-z]{1,5})?)+$", 0),
        (r"(?:tags?|mots[ -]cl[ée]s|étiquettes|catégories?|rubriques?|thèmes?)\s*:", re.IGNORECASE),
        # *LIRE AUSSI >*, *[À lire aussi : …]*, *À lire aussiRetraites : …*, as web pages lose their blanks.
        (_POINTER, re.IGNORECASE),
        (
            r"(?:photos?|cr[ée]dits?(?:\s+photos?)?|image|illustration|légende|vidéo|sources?)\s*(?::|©)\s*\S",
            re.IGNORECASE,
        ),
        (r"(?:©|\(c\)\s|copyright\b|tous droits réservés)", re.IGNORECASE),
        # A caption with its credit; one that quotes is read.
        (
            (
                rf"[^«»“”\"]+\s(?:©\s?[^\n©]{{2,40}}|"
                rf"\((?i:photos?|crédits?(?: photos?)?|images?)\s?[:©]?\s?[A-ZÀ-ÖØ-Þ][^()\n]{{1,40}}\)|"
                rf"[A-ZÀ-ÖØ-Þ][\w'’ .-]{{2,30}}\s?/\s?{_AGENCY}|"
                rf"(?:{_AGENCY}|KEYSTONE|REUTERS|GETTY IMAGES)\s?/\s?{_NAME}.{{0,30}})\)?$"
            ),
            0,
        ),
        # A tweet's sign-off, a bare address, the hour of a live report on a line of its own.
        (r"[—–-]{1,2}\s[^«»“”\"\n]{2,60}\(@\w{1,20}\)\s*(?:$|[•·,-]?\s*(?:\d|[A-Z][a-zéû]{2,8}\.? \d))", 0),
        (r"(?:https?://|www\.|pic\.twitter\.com/)\S+$", 0),
        (r"\d{1,2}\s?[hH:]\s?\d\d$", 0),
        (r"(?:partagez|partager)\s+(?:sur|cet article|l['’]article)\b", re.IGNORECASE),
        (
            (
                r"(?:lire (?:l['’]article|la suite|la brève)|la suite de (?:l['’]|cet )article|pour lire la suite|"
                r"retrouvez (?:l['’]intégralité|cet article)|(?:cet article|ce contenu) est réservé|"
                r"(?:article )?réservé aux abonnés\.?$|temps de lecture\s*:?\s*\d|"
                r"la suite après (?:la|cette) publicité|"
                r"cet article vous a (?:plu|intéressé)\s?\?|"
                r"recevez (?:chaque|tous les|toutes les|notre|nos)\b"
                r".*\b(?:newsletter|infolettre|alertes?|actualités?|infos?|e?-?mails?)\b|"
                r"vous devez (?:bénéficier|être abonné|vous abonner)|déjà abonné|(?:laisser|ajouter) un commentaire|"
                r"propos recueillis par|publicité$|newsletter\b)"
            ),
            re.IGNORECASE,
        ),
        (rf"PHOTO\s+[A-ZÀ-ÖØ-Þ]{{2}}|Photo\s+{_NAME}(?:\s+{_NAME}){{1,3}}$", 0),
        (r"(?:abonnez-vous|inscrivez-vous|suivez-nous|téléchargez l['’]application)\b", re.IGNORECASE),
        # A byline: "Par Anne Roy avec agences", "Par A. Roy et L. Petit, envoyés spéciaux à Kiev".
        (
            (
                rf"(?:Écrit par|Par|De notre (?:correspondante?|envoyée? spéciale?)(?:\s(?:à|en|au|aux)\s{_NAME})?,?)"
                rf"\s+{_NAME}(?:\s+{_NAME}){{1,3}}(?:,?\s+(?:avec|et)\s+{_NAME}(?:\s+{_NAME}){{0,3}})?"
                rf"(?:,?\s+avec\s+(?:les\s+)?agences?|,?\s+avec\s+l['’]AFP|"
                rf",\s+(?:correspondante?s?|envoyée?s? spécia(?:le|l|ux|les)|journalistes?)\b[^.«\n]{{0,40}})?\.?$"
            ),
            0,
        ),
        (r"(?:\*\s*){3,}$|[-_=~]{3,}$", 0),
    )
)

# What pages set before such a line.
_DECORATION: Final = re.compile(r"[\[>►▶▷→➡👉🔴•*\s-]+")

# A line that only announces the next one, which is another article's headline.
_SEE_ALSO: Final = re.compile(
    r"(?:(?:[àa] )?(?:lire|voir|écouter|regarder)\s+(?:aussi|également)|sur le même sujet|articles? liés?)\s*:?$",
    re.IGNORECASE,
)

_SUBHEAD: Final = re.compile(r"(?:[-–—*]\s.+\s[-–—*]|[#=]{1,6}\s.+)$")
_BULLET: Final = re.compile(r"(?:[-–—•*·]|\d{1,2}[.)])\s")
_FINAL: Final = re.compile(r"[.…!?,;:][\s»”\"’')\]]*$")
_CLOSED_STATEMENT: Final = re.compile(r"[.…,;:][\s»”\"’')\]]*$")


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: a non-blank line, or the header or dateline that stands before its text."""

    start: int
    end: int
    kind: ParagraphKind


@dataclass(frozen=True)
class Layout:
    """Paragraphs in text order, the first headline, and the article's own date (ISO 8601 of its precision)."""

    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    date: str | None = None


def line_spans(text: str) -> list[Span]:
    r"""Return the non-blank lines of a text, outer blanks left out.

    ``\n``, ``\r\n``, form feeds and the Unicode separators end a line. A lone ``\r`` does so only in a text
    without any ``\n``: beside line feeds it is a stray mark inside a line (NTREX has one after each sentence,
    in the midst of quotations).
    """
    pattern = _LINES if "\n" in text else _LINES_OF_OLD_MACS
    spans: list[Span] = []
    for match in pattern.finditer(text):
        line = match[0]
        if stripped := line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            spans.append((start, start + len(stripped)))
    return spans


def read_layout(text: str) -> Layout:
    """Return paragraphs with their kinds, title and date of a text; never raises."""
    lines = line_spans(text)
    paragraphs: list[Paragraph] = []
    dated: list[tuple[int, str]] = []
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        prefix = _prefix(line) if number < 3 else None
        if prefix is not None:
            length, found = prefix
            paragraphs.append(Paragraph(start, start + len(line[:length].rstrip()), "furniture"))
            if found:
                dated.append((0, found))
            if length < len(line):
                paragraphs.append(Paragraph(start + length, end, "body"))
            continue
        kind = _kind(line, first=number == 0, alone=len(lines) == 1)
        if kind == "heading" and number and _SEE_ALSO.match(text, *lines[number - 1]):
            kind = "furniture"
        if kind == "furniture" and (found := _date_of_line(line)):
            dated.append((2 if _UPDATED.match(line) else 1, found))
        paragraphs.append(Paragraph(start, end, kind))
    title = next((text[p.start : p.end] for p in paragraphs[:3] if p.kind == "heading"), None)
    return Layout(tuple(paragraphs), title, min(dated)[1] if dated else None)


def parse_date(text: str) -> str | None:
    """Return the first full or partial date in a text as ISO 8601 (``2021-12-03``, ``2021-12``), else None.

    French words (*3 décembre 2021*, *déc. 2021*), day-first figures (*03/12/2021*) and ISO; a year is needed.
    """
    for pattern in (_ISO, _NUMERIC, _WORDED):
        for match in pattern.finditer(text):
            if (year := match["year"]) and (found := _iso(year, match["month"], match["day"])):
                return found
    return None


def _iso(year: str, month: str, day: str | None) -> str | None:
    plain = "".join(c for c in unicodedata.normalize("NFD", month.casefold()) if not unicodedata.combining(c))
    number = int(month) if month.isdigit() else _MONTHS.get(plain, 0)
    try:
        whole = date(int(year), number, int(day) if day else 1)
    except ValueError:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]


def _prefix(line: str) -> tuple[int, str | None] | None:
    """Return length and date of a header or dateline that the line's text follows."""
    if match := _HEADER.match(line):
        rest = line[match.end() :]
        # "Publié le 3 décembre 2021 à 10h dans Monde" is a line of its own kind; a text begins with a capital or mark.
        if rest.strip() and not re.match(r"\s*[\"«“A-ZÀ-ÖØ-Þ0-9]", rest):
            return None
        return len(line) - len(rest.lstrip()), parse_date(match["date"])
    if match := _DATELINE.match(line):
        return match.end(), parse_date(match["date"])
    return None


def _date_of_line(line: str) -> str | None:
    return parse_date(line) if _DATE_LINE.match(line) or _BARE_DATE.match(line) else None


def _kind(line: str, *, first: bool, alone: bool) -> ParagraphKind:
    if len(line) <= _HEADLINE_LENGTH:
        dressed = _DECORATION.match(line)
        begin = dressed.end() if dressed else 0
        if any(pattern.match(line) for pattern in _FURNITURE) or begin and _POINTING.match(line, begin):
            return "furniture"
        if _BARE_DATE.match(line) or (_DATE_LINE.match(line) and len(line) <= _SUBHEAD_LENGTH):
            return "furniture"
    if alone:
        return "body"
    if _SUBHEAD.match(line) and len(line) <= _SUBHEAD_LENGTH:
        return "heading"
    if _BULLET.match(line):
        return "body"
    if first:
        return "heading" if len(line) <= _HEADLINE_LENGTH and not _CLOSED_STATEMENT.search(line) else "body"
    return "heading" if len(line) <= _SUBHEAD_LENGTH and not _FINAL.search(line) else "body"
