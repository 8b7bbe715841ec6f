"""Bytes to text: the encodings French newsrooms and archives have used, and what is no text at all.

UTF-8 and UTF-16 prove themselves. One-byte encodings don't: nearly any bytes decode in each of them, so the
letters decide. charset-normalizer was tried on French text first and isn't used: it takes cp1252 for cp1250
(``è`` would become ``č``) and, offered only the candidates below, cp850 for cp1252.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import Final

# The longer marks first: UTF-32's little-endian mark begins with UTF-16's.
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_BINARY_SIGNATURES: Final = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
)

# What is taken off the score: where two read the bytes about as well, the commoner encoding wins.
_ONE_BYTE: Final = (("cp1252", 0.0), ("iso8859-15", 0.0), ("mac-roman", 0.2), ("cp850", 0.3))

# They decode nearly any bytes: damaged UTF-8 would pass for them.
_ANYTHING_GOES: Final = frozenset({"mac-roman", "cp850"})

_FRENCH_LETTERS: Final = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ")
_FRENCH_MARKS: Final = frozenset("«»“”„‘’‹›…–—•°€\u00a0§·´²³ºª©®£½¼¾†‰×±µ№")
# Letters of the names French news is full of, and a rare mark: plausible, but no sign of an encoding.
_NEIGHBOUR_LETTERS: Final = frozenset("‚áíóúñãõåøßìòšžŠŽÁÍÓÚÑÃÕÅØðýþÞ¿¡")
_INNER_MARKS: Final = frozenset("’‘–—…·´")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_UTF8_SEQUENCE: Final = re.compile(rb"[\xc3\xc5][\x80-\xbf]|\xc2[\xa0-\xbf]|\xe2\x80[\x90-\xbf]|\xe2\x82\xac")

_MAX_CONTROL_SHARE: Final = 0.01
_MAX_ACCENT_SHARE: Final = 0.25
_SAMPLE: Final = 200_000


class UndecodableError(ValueError):
    """The bytes are not text, or text in no encoding known here; the message says what they look like."""


def decode(data: bytes) -> str:
    """Return ``data`` as text: without its byte order mark, and otherwise with every character kept.

    Line ends stay as they are. Tried in turn: a byte order mark (UTF-8, UTF-16, UTF-32), UTF-16 by its zero
    bytes, UTF-8, then cp1252, ISO 8859-15 (and with it ISO 8859-1), Mac Roman and cp850 by which one gives
    French letters where letters stand.

    Raises:
        UndecodableError: a binary file, damaged UTF-8 or UTF-16, or bytes that are French in no encoding.
    """
    encoding, mark = encoding_of(data)
    return _checked(_strict(data[mark:], encoding))


def encoding_of(data: bytes) -> tuple[str, int]:
    """Return the encoding of ``data`` as :func:`decode` tells it, and the number of bytes of its byte order mark.

    Raises:
        UndecodableError: as of :func:`decode`.
    """
    for signature, name in _BINARY_SIGNATURES:
        if data.startswith(signature):
            raise UndecodableError(f"binary: it looks like {name}; convert it to plain text first")
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    if encoding_by_zeros := _utf16_without_mark(data):
        return encoding_by_zeros, 0
    if b"\0" in data:
        raise UndecodableError("binary: it holds zero bytes; convert it to plain text first")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(data, error)
        return _one_byte_encoding(data), 0
    return "utf-8", 0


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(f"damaged {encoding.upper()}: {error.reason} at byte {error.start}") from None


def _checked(text: str) -> str:
    controls = len(_CONTROLS.findall(text))
    if controls > 2 and controls > _MAX_CONTROL_SHARE * len(text):
        raise UndecodableError("binary: it is full of control characters; convert it to plain text first")
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    if len(data) < 4 or len(data) % 2:
        return None
    half = len(data) // 2
    zeros_even, zeros_odd = data[::2].count(0), data[1::2].count(0)
    # Western text in UTF-16 has a zero in nearly every other place (not for ’ and œ) and none in the others.
    if zeros_odd > 0.7 * half and not zeros_even:
        return "utf-16-le"
    if zeros_even > 0.7 * half and not zeros_odd:
        return "utf-16-be"
    return None


def _refuse_damaged_utf8(data: bytes, error: UnicodeDecodeError) -> None:
    """Raise if the text is UTF-8 with a few bad bytes: in a one-byte encoding all of it would turn to «Ã©»."""
    bytes_above = sum(1 for byte in data if byte >= 0x80)
    bytes_in_sequences = sum(len(sequence) for sequence in _UTF8_SEQUENCE.findall(data))
    if bytes_in_sequences >= 0.6 * bytes_above:
        raise UndecodableError(
            f"damaged UTF-8: {error.reason} at byte {error.start}; repair it or save it again as UTF-8"
        )


def _one_byte_encoding(data: bytes) -> str:
    best: tuple[float, str] | None = None
    for encoding, handicap in _ONE_BYTE:
        try:
            score = _plausibility(data[:_SAMPLE].decode(encoding)) - handicap
        except UnicodeDecodeError:
            continue
        if best is None or score > best[0]:
            best = (score, encoding)
    if best is not None and best[1] in _ANYTHING_GOES and _UTF8_SEQUENCE.search(data):
        raise UndecodableError("damaged UTF-8: repair it or save it again as UTF-8")
    if best is None or best[0] <= 0:
        raise UndecodableError(
            "undecodable: it is neither UTF-8 nor UTF-16 nor French in cp1252, ISO 8859, Mac Roman or cp850;"
            " save it as UTF-8"
        )
    return best[1]


def _plausibility(text: str) -> float:
    """Mean sign of the characters beyond ASCII, 1 a French letter where letters stand, -1 an alien character."""
    counts = Counter(text[i - 1 : i + 2] for i, char in enumerate(text) if i and char >= "\x80")
    if text and text[0] >= "\x80":
        counts[" " + text[:2]] += 1
    total = sum(counts.values())
    if total > _MAX_ACCENT_SHARE * max(len(text), 1) and total > 10:
        return -1.0
    return sum(_sign(window) * count for window, count in counts.items()) / max(total, 1)


def _sign(window: str) -> float:
    before, char, after = window[0], window[1], window[2:]
    beside_letter = before.isalpha() or after.isalpha()
    if char in _FRENCH_LETTERS:
        # A capital after a small letter (`dÈclarÈ`) or a letter after a digit (`3œ` for `3½`) is another encoding's.
        if (char.isupper() and before.islower()) or before.isdigit():
            return -1.0
        return 1.0 if beside_letter or char in "àÀ" else 0.0
    if char in _FRENCH_MARKS:
        # Within a word only an apostrophe, a dash or a dot stands: `cþur`, `l¼uvre` are misread.
        return 0.8 if char in _INNER_MARKS or not (before.isalpha() and after.isalpha()) else -1.0
    if char in _NEIGHBOUR_LETTERS:
        return 0.3 if beside_letter else -0.5
    return -1.0
