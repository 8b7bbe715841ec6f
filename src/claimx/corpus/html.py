"""Web pages to text, by trafilatura (the extra ``html``)."""

from __future__ import annotations

from typing import Final, NamedTuple

HTML_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml"})


class Page(NamedTuple):
    """The article of a page: its text, title and date (ISO 8601), as far as the page tells them."""

    text: str
    title: str | None
    date: str | None


class NoPageError(ValueError):
    """A page can't be read; the message says why."""


def read_page(data: bytes) -> Page:
    """Return the main text of an HTML page, without menus, comments and advertisements.

    Raises:
        NoPageError: trafilatura isn't installed, or fails on the page.
    """
    try:
        import trafilatura
    except ImportError:
        raise NoPageError("reading HTML needs trafilatura: pip install 'claimx[html]'") from None
    try:
        found = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False, include_tables=False)
    except Exception as error:  # noqa: BLE001 (parsers err on hostile pages in many ways)
        cause = " ".join(f"{type(error).__name__}: {error}".split())
        raise NoPageError(f"can't be read as a web page ({cause}); save its article as plain text") from None
    if found is None:
        return Page("", None, None)
    return Page(found.text or "", found.title or None, found.date or None)
