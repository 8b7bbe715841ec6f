"""Typography that readers don't see and models stumble over: the plain text the chain reads, and the way back.

The French model knows *l'homme* and *Emmanuel Macron*; with a no-break space between the names, a decomposed
accent, a soft hyphen or a zero-width space in a word, its tokens are others. So the chain reads a plain form of a
text, and what is found goes back to the characters of the text itself. Offsets are code points, end exclusive.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from claimx.misset_marks import matched_marks
from claimx.records import Claim, Quotation, Segment

# One for one: no offset moves.
_BLANKS: Final = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# Two papers' marks for one purpose; nested, pairs of one shape are told apart as well.
_ALIKE: Final = {"\u2010": "-", "\u2011": "-", "‹": "«", "›": "»", "＂": '"'}
# What one-byte text of Windows has where ISO 8859-1 has controls, read as the latter: marks, apostrophes, dashes, œ.
_WINDOWS: Final = {code: char for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))}
_OF_WINDOWS: Final = re.compile("[\x80-\x84\x86-\x9f]")
# German single marks; without its partner the low one is a comma of another encoding's.
_LOW_PAIR: Final = re.compile(r"(?<!\w)‚(?=\w)([^‚‘\n]{0,400}[\w.!?…»])‘(?!\w)")
# Emoji and dingbats stand beside words: taggers take them for names.
_PICTOGRAPHS: Final = re.compile("[\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
# A list's sign in plain typing, as a bullet.
_ITEM: Final = re.compile(r"\n[ ]{0,8}[*>](?= \S)")
# What a pattern looks behind it for stands after its first character: such patterns are found three times as fast.
_APOSTROPHE: Final = re.compile(r"[’ʼ′´`](?<=[^\W\d_].)(?=[\w«“„\"‹<]|[‘’]{2}\w)")

_INVISIBLE: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_LIGATURES: Final = "\ufb00-\ufb06"
_COMBINING: Final = "\u0300-\u036f"
# Every end of a line but the usual one, and that of Windows, which is two characters.
_OTHER_LINE_ENDS: Final = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS: Final = re.compile("[\x0b\x0c\x1c-\x1e\x80-\x9f\u2028\u2029]")
# Tags that feeds and databases leave in texts; of these, some end a line.
_TAGS: Final = "a|abbr|b|big|cite|em|font|h[1-6]|i|img|ol|small|span|strong|su[bp]|u|ul"
_BLOCKS: Final = "blockquote|br|div|h[1-6]|li|p"
# The hour of a live report without a sign behind it runs into the first words.
_HOUR: Final = r"\d{1,2} ?[hH:] ?\d\d (?=[A-ZÀ-ÖØ-Þ«“\"])"
_HOUR_AT_HEAD: Final = re.compile("\n" + _HOUR)
# Two single marks as a double one (‘‘X’’, ’’X’’), as West African and Haitian papers set them; amidst a word a slip.
_TWO_SINGLE: Final = r"[‘’]{2}(?:(?<!\w..)|(?!\w))"
# A sentence's end and the next one's first word without a blank, where a page lost its line ends (*le maire.Les …*);
# no address (*Booking.com* in capitals).
_GLUED: Final = (
    r"(?:[.!?…](?:(?<=[a-zà-öø-ÿœ]{2}.)|(?<=[»”)].))|»(?<=[.!?…]»))"
    r"(?=(?!(?:Com|Fr|Org|Net|Be|Ch|Info)\b)[A-ZÀ-ÖØ-Þ](?:[a-zà-öø-ÿœ]*[ ,-]|[a-z]{0,6}'))"
)
_GLUED_STOP: Final = re.compile(_GLUED)
# What a plain form has in fewer characters, in none, in more, or in another order.
_LONGER: Final = re.compile(
    rf"\r\n|[{_INVISIBLE}]+|[{_LIGATURES}]|[^\W\d_][{_COMBINING}]+|(?<=[^\s]) {{2,}}|<<|>>|``|''|\"\"|\\[\"']|"
    r"&(?:amp;)?(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8}\d?);|"
    r",(?: ?(?:»|>>)|''|[‘’]{2}|[”\"’'])(?=\s)|"
    rf"{_TWO_SINGLE}|{_GLUED}|"
    rf"(?<=\n){_HOUR}|"
    rf"<(?i:/?(?:{_TAGS}|{_BLOCKS}))(?:\s[^<>=]{{0,40}}=[^<>]{{0,400}}|\s*)/?>"
)
_ENDS_BLOCK: Final = re.compile(rf"</(?:{_BLOCKS})\s*>|<br\s*/?>", re.IGNORECASE)
# One of these is in all of that; most texts have none, and looking for these takes a third of the time.
_LONGER_HOLDS: Final = re.compile(rf"[\r&{_INVISIBLE}{_LIGATURES}{_COMBINING}]")
_ASCII_MARKS: Final = {"<<": "«", ">>": "»", "``": "“", "''": "”", "‘‘": "“", "’’": "”"}
# A mark of two characters is one only where its partner is there too.
_PARTNERS: Final = {"<<": ">>", ">>": "<<", "``": "''", "''": "``", "‘‘": "’’", "’’": "‘‘"}
# Two single marks of any shape are one where there is another such.
_SINGLES: Final = ("‘‘", "’’", "‘’", "’‘")
_DOUBLE: Final = ("  ", "<", ">>", "``", "''", '""', "\\", ",»", ", »", ",”", ',"', ",’", ",'", *_SINGLES)

# Lines broken at a fixed width: an end of line between two lines that aren't blank.
_INNER_BREAK: Final = re.compile(r"\n(?:(?<=[^\s]\n)|(?<=[^\s]\r\n))(?=[^\s])")
_BLANK_LINE: Final = re.compile(r"\n[ \t\r]*\n")
_FIRST_WORD: Final = re.compile(r"[^ \t\r\n]*")
_PARTED: Final = re.compile(r"(?<=[^\W\d_])-\r?\n([a-zà-öø-ÿœ]+)")
# What keeps its hyphen at a line's end: inverted subjects, *là-dessus*, *peut-être* …
_HYPHENATED: Final = frozenset(
    "il elle on ils elles je tu nous vous ce t moi toi lui leur le la les y en là ci même mêmes être dessus dessous "
    "delà chef président ministre général".split()
)
_SENTENCE_ENDS: Final = ".!?…"
_FEWEST_BREAKS: Final = 6
_WIDEST: Final = 130
# Of the ends of line within blocks, how many are forced by the width; of these, how many lie within sentences.
_FULL_LINES: Final = 0.6
_AMIDST: Final = 0.7
# Where lines are broken near a width (by hand, by a printed page): how many ends of line lie surely within sentences,
# and how long such a line is beside the longest.
_SURELY_AMIDST: Final = 0.45
_NEARLY_FULL: Final = 0.75


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text's plain form; ``bounds`` are each character's start and end in the text, None where none has moved."""

    text: str
    original: str
    bounds: tuple[list[int], list[int]] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the plain form stands in the text."""
        if self.bounds is None or not self.bounds[0]:
            return start, end
        starts, ends = self.bounds
        if start == end:
            place = starts[start] if start < len(starts) else ends[-1]
            return place, place
        return starts[start], ends[end - 1]

    def plain_span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a span of the text stands in its plain form; the other way of :meth:`span`."""
        if self.bounds is None:
            return start, end
        starts, ends = self.bounds
        return bisect_right(ends, start), bisect_left(starts, end)

    def quotations(self, found: Iterable[Quotation]) -> tuple[Quotation, ...]:
        """Return quotations found in the plain form with the offsets and words of the text; names stay plain."""
        return tuple(found) if self.text == self.original else tuple(map(self._quotation, found))

    def claims(self, found: Iterable[Claim]) -> tuple[Claim, ...]:
        """Return claims found in the plain form with the offsets and words of the text; names, labels stay plain."""
        return tuple(found) if self.text == self.original else tuple(map(self._claim, found))

    def _quotation(self, found: Quotation) -> Quotation:
        update = self._moved(found, ("", "cue_", "source_"))
        segments = (self.span(segment.start, segment.end) for segment in found.segments)
        update["segments"] = tuple(Segment(start=start, end=end) for start, end in segments)
        return found.model_copy(update=update)

    def _claim(self, found: Claim) -> Claim:
        return found.model_copy(update=self._moved(found, ("", "issue_")))

    def _moved(self, found: Quotation | Claim, prefixes: Iterable[str]) -> dict[str, Any]:
        update: dict[str, Any] = {}
        for prefix in prefixes:
            start, end = getattr(found, f"{prefix}start"), getattr(found, f"{prefix}end")
            if start is None or end is None:
                continue
            first, last = self.span(start, end)
            update |= {f"{prefix}start": first, f"{prefix}end": last}
            # A record may word a thing otherwise than the text (a cue in two pieces): then its words stay.
            if getattr(found, f"{prefix}text") == self.text[start:end]:
                update[f"{prefix}text"] = self.original[first:last]
        return update


def plain(text: str) -> PlainText:
    r"""Return a text's plain form.

    Blanks of all kinds and pictographs become spaces and one space for several, typographic apostrophes ``'``,
    hyphens ``-``, and ``<<  >>``, ```` `` '' ````, controls of Windows the marks they stand for; accents are composed
    (Unicode NFC), ligatures taken apart, HTML character references read, tags and characters without width left out.
    The lines of a text that was broken at a fixed width are joined; other lines end with a line feed, whatever they
    ended with. Marks that don't match are one pair, a comma inside a closing mark goes outside, ``*`` and ``>`` at the
    head of a line are bullets, the hour before a line's first word goes, a blank parts glued sentences; other marks and
    dashes stay.
    """
    same_length = _same_length(_unwrapped(_line_feeds(text)))
    if not (_may_shorten(same_length) and _LONGER.search(same_length)):
        return PlainText(same_length, text)
    pairs = {mark: same_length.count(mark) for mark in (*_PARTNERS, *_SINGLES)}
    # A table's cell has each straight mark twice.
    pairs['""'] = int(same_length.count('"') == 2 * same_length.count('""'))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for match in _LONGER.finditer(same_length):
        start, end = match.span()
        short = _shorter(match, pairs)
        if short == match[0]:
            continue
        pieces += (same_length[place:start], short)
        starts += [*range(place, start), *([start] * len(short))]
        ends += [*range(place + 1, start + 1), *([end] * len(short))]
        place = end
    pieces.append(same_length[place:])
    starts += range(place, len(text))
    ends += range(place + 1, len(text) + 1)
    return PlainText("".join(pieces), text, (starts, ends))


def _may_shorten(text: str) -> bool:
    if any(map(text.__contains__, _DOUBLE)):
        return True
    return any(pattern.search(text) is not None for pattern in (_LONGER_HOLDS, _HOUR_AT_HEAD, _GLUED_STOP))


def _line_feeds(text: str) -> str:
    if _CONTROLS.search(text):
        if _OF_WINDOWS.search(text):
            text = text.translate(_WINDOWS)
        text = _OTHER_LINE_ENDS.sub("\n", text)
    if "\n" not in text:
        text = text.replace("\\n", " \n")
    # Beside line feeds a carriage return ends no line, see layout.line_spans.
    return text if "\n" in text else text.replace("\r", "\n")


def _unwrapped(text: str) -> str:
    """Join the lines of a text that was broken at or near a width, as mail and e-paper exports are; same length.

    Such lines end in the midst of sentences, where the next line's first word would not have fitted any more; a line
    with room for it ends a paragraph. A word parted at a line's end is put together.
    """
    ends = [match.end() for match in _INNER_BREAK.finditer(text)]
    breaks = [(end - 2 if text[end - 2] == "\r" else end - 1, end) for end in ends]
    if len(breaks) < _FEWEST_BREAKS:
        return text
    lengths = [start - text.rfind("\n", 0, start) - 1 for start, _ in breaks]
    if max(lengths) > _WIDEST:
        return text
    forced = _forced(text, breaks, lengths) or _ragged(text, breaks, lengths)
    pieces, place = [], 0
    for start, end in forced:
        parted = _PARTED.match(text, start - 1)
        pieces.append(text[place : start - 1] if parted else text[place:start])
        # Soft hyphens are taken out with all else that has no width.
        kept = "" if parted is None else "-" if parted[1] in _HYPHENATED else "\u00ad"
        pieces.append(kept + (" " if parted is None else "\u00ad") * (end - start))
        place = end
    return "".join([*pieces, text[place:]])


def _forced(text: str, breaks: list[tuple[int, int]], lengths: list[int]) -> list[tuple[int, int]]:
    """Ends of line that a fixed width forced; none if most weren't or lie between sentences."""
    width = max(lengths)
    full = [
        (start, end)
        for length, (start, end) in zip(lengths, breaks, strict=True)
        if (word := _FIRST_WORD.match(text, end)) and width < length + 1 + len(word[0])
    ]
    amidst = sum(text[start - 1] not in _SENTENCE_ENDS for start, _ in full)
    return full if len(full) >= _FULL_LINES * len(breaks) and amidst >= _AMIDST * len(full) else []


def _ragged(text: str, breaks: list[tuple[int, int]], lengths: list[int]) -> list[tuple[int, int]]:
    """Ends of line near a width, where a text has blank lines between paragraphs and most lines end in a sentence."""
    nearly = _NEARLY_FULL * max(lengths)
    sure = [
        length
        for length, (start, end) in zip(lengths, breaks, strict=True)
        if text[start - 1] not in _SENTENCE_ENDS and text[end].islower()
    ]
    if not _BLANK_LINE.search(text) or len(sure) < max(_FEWEST_BREAKS, _SURELY_AMIDST * len(breaks)):
        return []
    if median(sure) < nearly:
        return []
    return [
        (start, end)
        for length, (start, end) in zip(lengths, breaks, strict=True)
        if length >= nearly or (text[start - 1] not in _SENTENCE_ENDS and text[end].islower())
    ]


def _same_length(text: str) -> str:
    if text.isascii() and not any(map(text.__contains__, ("\t", "`", "\n* ", "\n> "))):
        return text
    for blank in _BLANKS:
        if blank in text:
            text = text.replace(blank, " ")
    for char, other in _ALIKE.items():
        if char in text:
            text = text.replace(char, other)
    if _PICTOGRAPHS.search(text):
        text = _PICTOGRAPHS.sub(" ", text)
    if "\n* " in text or "\n> " in text:
        text = _ITEM.sub(lambda match: match[0][:-1] + "•", text)
    if "‚" in text:
        text = _LOW_PAIR.sub(r"‘\1’", text)
    return matched_marks(_APOSTROPHE.sub("'", text))


def _shorter(match: re.Match[str], pairs: Mapping[str, int]) -> str:
    found = match[0]
    first = found[0]
    if found == "\r\n":
        return "\n"
    if first.isdigit():
        return ""
    if first in ".!?…»":
        return found if found == ">>" else found + " "
    if first == ",":
        mark = found[1:].lstrip()
        return found[1 : -len(mark)] + _mark(mark, pairs) + ","
    if first == "<" and found != "<<":
        return "\n" if _ENDS_BLOCK.match(found) else ""
    if first in "<>`'\"‘’":
        return _mark(found, pairs)
    if first == "\\":
        return found[1]
    if first == " ":
        return " "
    if first == "&":
        return _referred(match)
    composed = unicodedata.normalize("NFKC" if "\ufb00" <= first <= "\ufb06" else "NFC", found)
    return "" if unicodedata.category(first) in ("Cf", "Mn") else composed


def _mark(found: str, pairs: Mapping[str, int]) -> str:
    if found == '""':
        return '"' if pairs[found] else found
    if found in _ASCII_MARKS and pairs[_PARTNERS[found]]:
        return _ASCII_MARKS[found]
    if found == "''":
        return '"' if pairs[found] > 1 else found
    return '"' if found in _SINGLES and sum(map(pairs.__getitem__, _SINGLES)) > 1 else found


def _referred(match: re.Match[str]) -> str:
    """Read a character reference, one of *&* before it too (*&amp;nbsp;*), as what stands for it in a plain form."""
    found, text = match[0], match.string
    read = html.unescape(found)
    if found.startswith("&amp;") and len(twice := html.unescape(read)) == 1:
        read = twice
    if len(read) > 1:
        return read if found.startswith("&amp;") else found
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if read == "’" and before.isalpha() and (after.isalnum() or after in ("«", "“", '"', "&")):
        return "'"
    # A reference to a line end or a control character would cut a line that the text doesn't.
    return _ALIKE.get(read, read) if read.isprintable() else " " if read in _BLANKS[1:] else found


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds (code points, end exclusive) of ``text[start:end]`` without the blanks at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
