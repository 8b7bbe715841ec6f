"""What one paper, feed or printed page writes otherwise than another: each change as edits of a text.

An edit is ``(start, end, new)``, offsets in code points; ``changed`` carries a gold document over, and ``applied`` a
text. ``CHANGES`` names all; those of ``SAME_WORDS`` leave what is said and who says it as it was.
"""

from __future__ import annotations

import html.entities
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from claimx.evaluate import GoldDocument
from claimx.layout import Span

Edit = tuple[int, int, str]
Change = Callable[[str], list[Edit]]

_MARK: Final = re.compile(r"«[\s\u00a0\u202f]?|[\s\u00a0\u202f]?»|“[ \u00a0\u202f]?|[ \u00a0\u202f]?”|\"")
_LINE: Final = re.compile(r"[^\n]*\S[^\n]*")
_SENTENCE_GAP: Final = re.compile(r"(?<=[a-zà-ÿ][.!?…]) (?=[A-ZÀ-Ý«\"“])")
_NAMED: Final = '\u00a0«»"é'
_LONG: Final = 100
"""Characters of a line that is surely no heading."""


def found_marks(text: str) -> list[tuple[int, int, bool]]:
    """Return the double marks of a text with their inner blank, and whether each opens."""
    found = []
    for match in _MARK.finditer(text):
        if match[0] == '"':
            before, after = text[match.start() - 1 : match.start()] or "\n", text[match.end() : match.end() + 1]
            opens = (before.isspace() or before in "('’—-") and not after.isspace()
        else:
            opens = not {"«", "“"}.isdisjoint(match[0])
        found.append((match.start(), match.end(), opens))
    return found


def marks(opening: str, closing: str) -> Change:
    """Return what writes all double marks as these."""
    return lambda text: [(start, end, opening if opens else closing) for start, end, opens in found_marks(text)]


def characters(change: Callable[[str], str]) -> Change:
    """Return what puts ``change(character)`` for each character."""
    return lambda text: [(at, at + 1, new) for at, char in enumerate(text) if (new := change(char)) != char]


def pattern(expression: str, new: str, group: int = 0) -> Change:
    """Return what puts ``new``, a template of ``re``, for a group of each match."""
    compiled = re.compile(expression)
    return lambda text: [(*match.span(group), match.expand(new)) for match in compiled.finditer(text)]


def broken_lines(width: int, between: str = "\n\n", *, part: bool = False) -> Change:
    """Return what breaks lines at a width, with ``between`` at paragraphs; ``part`` parts long words at the ends."""

    def edits(text: str) -> list[Edit]:
        found = [(match.start(), match.end(), between) for match in re.finditer(r"\n+", text)]
        for line in re.finditer(r"[^\n]+", text):
            place = line.start()
            while line.end() - place > width and (cut := text.rfind(" ", place, place + width + 1)) > place:
                word = re.compile(r"[a-zà-ÿ]{8,}").match(text, cut + 1)
                middle = _parting(word[0]) if part and word else 0
                if middle and cut + 2 + middle - place <= width:
                    found.append((cut + 1 + middle, cut + 1 + middle, "-\n"))
                    place = cut + 1 + middle
                else:
                    found.append((cut, cut + 1, "\n"))
                    place = cut + 1
        return found

    return edits


def _parting(word: str) -> int:
    """Return where a word may be parted, behind a vowel before a consonant, else 0."""
    found = re.search(r"(?<=..[aeiouéè])(?=[bcdfglmnprstv][aeiouéè]..)", word)
    return found.start() if found else 0


def _lines(text: str) -> list[Span]:
    return [match.span() for match in _LINE.finditer(text)]


def _body(text: str) -> list[Span]:
    """Return the lines that are surely neither headline nor subhead."""
    return [(start, end) for start, end in _lines(text)[1:] if end - start > _LONG]


def before_lines(*heads: str) -> Change:
    """Return what puts these in turn before each line that is surely no heading."""
    return lambda text: [(start, start, heads[at % len(heads)]) for at, (start, _) in enumerate(_body(text))]


def before_body(head: str) -> Change:
    """Return what puts this before the first line that is surely no heading."""
    return lambda text: before_lines(head)(text)[:1]


def between_lines(*lines: str) -> Change:
    """Return what puts these lines in turn after every second line that is surely no heading."""

    def edits(text: str) -> list[Edit]:
        # Between paragraphs of one quotation a line would part it.
        ends = [
            end
            for start, end in _body(text)
            if text.count("«", start, end) == text.count("»", start, end) and text.count('"', start, end) % 2 == 0
        ]
        return [(end, end, f"\n\n{lines[at // 2 % len(lines)]}") for at, end in enumerate(ends) if at % 2]

    return edits


def _capitals(text: str, start: int, end: int) -> list[Edit]:
    return [(at, at + 1, text[at].upper()) for at in range(start, end)]


def _headline_capitals(text: str) -> list[Edit]:
    return [edit for start, end in _lines(text)[:1] if end - start <= 160 for edit in _capitals(text, start, end)]


def _reference(char: str) -> str:
    if char in _NAMED:
        return f"&{html.entities.codepoint2name[ord(char)]};"
    return f"&#{ord(char)};" if ord(char) > 127 or char == "'" else char


def _no_accents(char: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))


def _closing(text: str) -> list[tuple[int, int]]:
    return [(start, end) for start, end, opens in found_marks(text) if not opens]


def _pause_inside(text: str) -> list[Edit]:
    """*« … », dit X* as *« …, » dit X*."""
    return [
        edit
        for start, end in _closing(text)
        if text[end : end + 1] == ","
        for edit in ((start, start, ","), (end, end + 1, ""))
    ]


def _stop(inside: bool) -> Change:
    """Return what sets the final full stop inside the closing mark or outside."""

    def edits(text: str) -> list[Edit]:
        found: list[Edit] = []
        for start, end in _closing(text):
            if inside and text[end : end + 1] == ".":
                found += [(start, start, "."), (end, end + 1, "")]
            elif not inside and text[start - 1 : start] == "." and text[start - 2 : start - 1] != ".":
                found += [(start - 1, start, ""), (end, end, ".")]
        return found

    return edits


def _dialogue(dash: str) -> Change:
    """Return what opens with a dash each line that one pair of marks and its reporting clause make up."""

    def edits(text: str) -> list[Edit]:
        found: list[Edit] = []
        for start, end in _lines(text):
            of_line = [(s + start, e + start, opens) for s, e, opens in found_marks(text[start:end])]
            if len(of_line) != 2 or of_line[0][0] != start or not of_line[0][2] or of_line[1][2]:
                continue
            if re.match(r",? [a-zà-ÿ'’-]+", text[of_line[1][1] : end]):
                found += [(*of_line[0][:2], dash), (*of_line[1][:2], "")]
        return found

    return edits


def _reopened(text: str) -> list[Edit]:
    """A long quotation gets a paragraph after its second sentence, the mark opened again."""
    found: list[Edit] = []
    opened = None
    for start, end, opens in found_marks(text):
        if opens:
            opened = end, text[start:end]
        elif opened is not None:
            gaps = [m for m in _SENTENCE_GAP.finditer(text, opened[0], start) if "\n" not in text[opened[0] : start]]
            if gaps:
                found.append((gaps[0].start(), gaps[0].end(), f"\n\n{opened[1]}"))
            opened = None
    return found


def _remarks(text: str) -> list[Edit]:
    """*(…)*, *[sic]* and *[…]* in turn, between sentences within marks."""
    found: list[Edit] = []
    opened = 0
    for start, end, opens in found_marks(text):
        if opens:
            opened = end
        elif opened:
            for match in list(_SENTENCE_GAP.finditer(text, opened, start))[:1]:
                found.append((match.start(), match.start(), (" (...)", " [...]", " [sic]", " […]")[len(found) % 4]))
    return found


def _glued_subheads(text: str) -> list[Edit]:
    """A subhead stands in one line with the paragraph under it."""
    return [
        (low[1], high[0], " ")
        for low, high in zip(_lines(text)[1:], _lines(text)[2:], strict=False)
        if low[1] - low[0] <= 60 and text[low[1] - 1].isalpha() and high[1] - high[0] > _LONG
    ]


def _surnames(text: str) -> list[Edit]:
    """*Emmanuel MACRON*: surnames behind a given name in capitals."""
    found = re.finditer(r"(?<![\w'’.] )(?<!^)\b[A-ZÉ][a-zà-ÿ]+(?:-[A-ZÉ][a-zà-ÿ]+)? ([A-ZÉ][a-zà-ÿ]{3,})\b", text)
    return [edit for match in found for edit in _capitals(text, *match.span(1))]


def _each(change: Change, every: int, at: int = 1) -> Change:
    return lambda text: [edit for number, edit in enumerate(change(text)) if number % every == at]


_READ_ALSO: Final = (
    "Lire aussi : Retraites : le gouvernement promet de nouvelles mesures",
    "À LIRE AUSSI. « On ne lâchera rien » : les syndicats appellent à la grève",
    "Lire aussi Le maire de Lyon accuse l’État de « mépriser » les villes",
    "À lire aussi | Inflation : la Banque de France estime que le pic est passé",
    ">> Lire aussi : Pourquoi les éleveurs disent craindre l'hiver",
    "[À lire aussi : Le ministre se dit prêt à discuter]",
    "VIDÉO. Incendies : les images du désastre",
    "Notre dossier : comprendre la réforme en cinq questions",
)
_CAPTIONS: Final = (
    "Le président lors d'une conférence de presse à Paris, le 12 mars 2020. © AFP",
    "Photo : Jean Dupont / AFP",
    "Des manifestants, lundi, à Marseille. (Photo Marie Durand)",
    "Crédit photo : Reuters",
    "© Hans Lucas / Olivier Martin",
    "La ministre à l'Assemblée nationale, le 3 mai. REUTERS/Paul Legrand",
)
_FOOTERS: Final = (
    "Recevez chaque matin l'essentiel de l'actualité dans votre boîte mail. Je m'inscris",
    "Cet article vous a plu ? Partagez-le sur Facebook, Twitter ou WhatsApp",
    "Publicité",
    "Temps de lecture : 3 min",
    "La suite après la publicité",
    "Newsletter",
)
_TWEETS: Final = (
    "pic.twitter.com/Xa8Kd02jLs",
    "— Préfet de police (@prefpolice) 12 mars 2020",
    "https://t.co/9dkQ2lP",
    "— Météo-France (@meteofrance) March 12, 2020",
)

CHANGES: Final[dict[str, Change]] = {
    "unchanged": lambda _: [],
    # Characters.
    "no-break spaces": characters(lambda char: "\u00a0" if char == " " else char),
    "decomposed accents": characters(lambda char: unicodedata.normalize("NFD", char)),
    "zero-width spaces": lambda text: [(m.start(), m.end(), " \u200b") for m in re.finditer(" ", text)][::7],
    "soft hyphens": pattern(r"(?<=[a-zà-ÿ]{4})(?=[a-zà-ÿ]{4})", "\u00ad"),
    "two spaces": characters(lambda char: "  " if char == " " else char),
    "letter apostrophes": characters(lambda char: "ʼ" if char in "'’" else char),
    "curly apostrophes": characters(lambda char: "’" if char == "'" else char),
    "straight apostrophes": characters(lambda char: "'" if char == "’" else char),
    "acute apostrophes": characters(lambda char: "´" if char in "'’" else char),
    "apostrophes with a blank": pattern(r"(?<=\b[ldnscjmtLDNSCJMT])['’](?=\w)", "' "),
    "apostrophes of Windows": characters(lambda char: "\x92" if char in "'’" else char),
    "ligatures œ as oe": characters(lambda char: {"œ": "oe", "Œ": "Oe", "æ": "ae"}.get(char, char)),
    "ligatures fi": lambda text: [
        (m.start(), m.end(), {"fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ"}[m[0]]) for m in re.finditer("fi|fl|ff", text)
    ],
    "bare capitals": characters(lambda char: _no_accents(char) if char.isupper() else char),
    "no accents": characters(_no_accents),
    "references of HTML": characters(
        lambda char: {
            "\u00a0": "&nbsp;",
            "«": "&laquo;",
            "»": "&raquo;",
            "’": "&#8217;",
            "'": "&#39;",
            '"': "&quot;",
        }.get(char, f"&#{ord(char)};" if ord(char) > 127 else char)
    ),
    "references twice": characters(
        lambda char: (
            f"&amp;{html.entities.codepoint2name[ord(char)]};" if ord(char) in (160, 171, 187, 34, 233) else char
        )
    ),
    "dots for …": pattern("…", "..."),
    "… for dots": pattern(r"\.\.\.", "…"),
    "grouped numbers": pattern(r"(?<=\d)(?=\d{3}\b(?![.,]\d))(?<!\b(?:19|20))(?<!\b\d\d\d\d)", "\u202f"),
    # Blanks at signs.
    "no blank before signs": pattern(r"[ \u00a0\u202f](?=[:;?!])", ""),
    "narrow blank before signs": pattern(r"(?:[ \u00a0\u202f]|(?<![ \u00a0\u202f]))(?=[:;?!](?:\s|$))", "\u202f"),
    "no blank after a stop": _each(pattern(r"(?<=[a-zà-ÿ]{3}\.) (?=[A-ZÀ-Ý«])", ""), 3),
    "hyphens for dashes": pattern(r"(?<=\s)[–—](?=\s)", "-"),
    "two hyphens for dashes": pattern(r"(?<=\s)[–—-](?=\s)", "--"),
    "long dashes": pattern(r"(?<=\s)[–-](?=\s)", "—"),
    "commas as dashes": pattern(r", ((?:a-t-|ont-)?(?:dit|déclaré)-?(?:il|elle)?),", r" – \1 –"),
    # Marks.
    "marks << >>": marks("<< ", " >>"),
    "marks <<>> tight": marks("<<", ">>"),
    "marks `` ''": marks("``", "''"),
    "marks '' ''": marks("''", "''"),
    "marks “ ”": marks("“", "”"),
    "marks “ ” with blanks": marks("“ ", " ”"),
    "marks ” ”": marks("”", "”"),
    "marks “ “": marks("“", "“"),
    "marks « X«": marks("« ", "«"),
    "marks „ “": marks("„", "“"),
    "marks „ ”": marks("„", "”"),
    "marks ‚ ‘": marks("‚", "‘"),
    "marks ‹ ›": marks("‹ ", " ›"),
    "marks ‘ ’": marks("‘", "’"),
    "marks ' '": marks("'", "'"),
    'marks " "': marks('"', '"'),
    'marks " " with blanks': marks('" ', ' "'),
    "marks « »": marks("« ", " »"),
    "marks «»": marks("«", "»"),
    "marks « » narrow": marks("«\u202f", "\u202f»"),
    "marks « »no blank after": lambda text: [
        *marks("« ", " »")(text),
        *((end, end + 1, "") for _, end in _closing(text) if text[end : end + 1] == " "),
    ],
    "marks « »no blank before": lambda text: [
        *marks("« ", " »")(text),
        *((start - 1, start, "") for start, _, opens in found_marks(text) if opens and text[start - 1 : start] == " "),
    ],
    "marks « X»": marks("« ", "»"),
    "marks «X »": marks("«", " »"),
    'marks «X"': marks("«", '"'),
    'marks "X»': marks('"', "»"),
    'marks « X "': marks("« ", ' "'),
    "marks “X»": marks("“", "»"),
    "marks «X”": marks("«", "”"),
    'marks "X”': marks('"', "”"),
    "marks of Windows": marks("\x93", "\x94"),
    'marks "" ""': marks('""', '""'),
    'marks \\" \\"': marks('\\"', '\\"'),
    "marks ,,X''": marks(",,", "''"),
    "marks < >": marks("<", ">"),
    "marks with italics": marks("« *", "* »"),
    "marks with tags": marks("« <em>", "</em> »"),
    "pause inside marks": _pause_inside,
    "pause inside, tight": lambda text: [
        *_pause_inside(text),
        *((s, e, "«" if o else "»") for s, e, o in found_marks(text)),
    ],
    'pause inside " "': lambda text: [*_pause_inside(text), *((s, e, '"') for s, e, _ in found_marks(text))],
    "stop inside marks": _stop(inside=True),
    "stop outside marks": _stop(inside=False),
    "lost closing marks": lambda text: [
        (start, end, "") for at, (start, end, opens) in enumerate(found_marks(text)) if not opens and at % 20 == 1
    ],
    "lost opening marks": lambda text: [
        (start, end, "") for at, (start, end, opens) in enumerate(found_marks(text)) if opens and at % 20 == 0
    ],
    "reopened in paragraphs": _reopened,
    "dialogue —": _dialogue("— "),
    "dialogue –": _dialogue("– "),
    "dialogue -": _dialogue("- "),
    "remarks in brackets": _remarks,
    # Capitals.
    "headline in capitals": _headline_capitals,
    "headline in bare capitals": lambda text: [
        (start, end, "".join(map(_no_accents, new))) for start, end, new in _headline_capitals(text)
    ],
    "surnames in capitals": _surnames,
    "first words in capitals": lambda text: [
        edit
        for start, _, _ in before_body("")(text)
        if (match := re.compile(r"(?:[\w'’-]+ ){2}[\w'’-]+").match(text, start))
        for edit in _capitals(text, *match.span())
    ],
    # Lines.
    "lines of 72": broken_lines(72),
    "lines of 40": broken_lines(40),
    "lines of 72, no blank lines": broken_lines(72, "\n"),
    "parted lines of 60": broken_lines(60, part=True),
    "one line": pattern(r"\n+", " "),
    "one line, glued": pattern(r"\n+", ""),
    "no blank lines": pattern(r"\n+", "\n"),
    "sentences in lines": pattern(_SENTENCE_GAP.pattern, "\n"),
    "paragraphs <p>": pattern(r"\n+", "</p>\n<p>"),
    "paragraphs <br>": pattern(r"\n+", "<br />"),
    "two characters for a line end": pattern(r"\n+", r"\\n\\n"),
    "indented": pattern(r"(?m)^(?=\S)", "    "),
    "glued subheads": _glued_subheads,
    # What the page puts in.
    "bullets •": before_lines("• "),
    "bullets -": before_lines("- "),
    "bullets *": before_lines("* "),
    "numbers": before_lines("1. ", "2. ", "3. "),
    "quoted >": before_lines("> "),
    "agency's head": before_body("PARIS, 12 mars (AFP) - "),
    "agency's head (Reuters)": before_body("BRUXELLES (Reuters) - "),
    "agency's head AFP –": before_body("Genève (awp/ats) – "),
    "agency's head by date": before_body("Ottawa, le 12 mars 2020 — "),
    "place at the head": before_body("OUAGADOUGOU — "),
    "times 14h32 -": before_lines("14h32 - ", "14h10 - ", "13h57 - "),
    "times 14:32": before_lines("14:32 ", "14:10 ", "13:57 "),
    "times [14h32]": before_lines("[14h32] ", "[14h10] "),
    "times 14h32 :": before_lines("14 h 32 : ", "9 h 05 : "),
    "times in a line": between_lines("14h32", "14:10", "13 h 57"),
    "captions": between_lines(*_CAPTIONS),
    "read also": between_lines(*_READ_ALSO),
    "footers": between_lines(*_FOOTERS),
    "tweets' ends": between_lines(*_TWEETS),
    "emoji": _each(pattern(r"(?<=[a-zà-ÿ]\.)(?=\s)", " 😀"), 3),
    "emoji at the head": before_lines("🔴 ", "➡️ ", "▶ "),
    "notes [1]": _each(pattern(r"(?<=[a-zà-ÿ])(?=\.\s)", " [1]"), 3),
    "stars of bold": before_lines("**"),
    "links": _each(pattern(r"\b([A-ZÉ][a-zà-ÿ]+ [A-ZÉ][a-zà-ÿ]+)\b", r"[\1](https://a.fr/b)"), 4),
}

SAME_WORDS: Final = (
    "no-break spaces",
    "decomposed accents",
    "zero-width spaces",
    "soft hyphens",
    "two spaces",
    "letter apostrophes",
    "curly apostrophes",
    "straight apostrophes",
    "acute apostrophes",
    "apostrophes of Windows",
    "ligatures fi",
    "references of HTML",
    "references twice",
    "… for dots",
    "no blank before signs",
    "narrow blank before signs",
    "long dashes",
    "marks <<>> tight",
    "marks `` ''",
    "marks '' ''",
    "marks “ ”",
    "marks ” ”",
    "marks “ “",
    "marks « X«",
    "marks „ “",
    "marks „ ”",
    'marks " "',
    'marks " " with blanks',
    "marks «»",
    "marks « X»",
    'marks «X"',
    'marks "X»',
    "marks “X»",
    "marks «X”",
    'marks "X”',
    "marks of Windows",
    'marks "" ""',
    'marks \\" \\"',
    "pause inside marks",
    "pause inside, tight",
    'pause inside " "',
    "headline in capitals",
    "headline in bare capitals",
    "first words in capitals",
    "lines of 72",
    "lines of 40",
    "parted lines of 60",
    "no blank lines",
    "paragraphs <p>",
    "paragraphs <br>",
    "two characters for a line end",
    "indented",
    "agency's head",
    "times 14:32",
    "times in a line",
    "read also",
    "footers",
    "tweets' ends",
    "emoji",
    "emoji at the head",
    "bare capitals",
    "ligatures œ as oe",
)
"""Changes after which the same words of the same speakers are found."""


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with its edits made."""
    pieces, at = [], 0
    for start, end, new in sorted(edits):
        pieces += (text[at:start], new)
        at = end
    return "".join([*pieces, text[at:]])


def changed(gold: GoldDocument, edits: Sequence[Edit]) -> GoldDocument:
    """Return a gold document with its text edited and its spans moved along; what is put in stays outside of spans."""
    edits = sorted(edits)
    starts = [0] * (len(gold.text) + 1)
    ends = [0] * (len(gold.text) + 1)
    at = length = 0
    for start, end, new in edits:
        starts[at:start] = range(length, length + start - at)
        ends[at + 1 : start + 1] = range(length + 1, length + 1 + start - at)
        length += start - at
        starts[start:end] = [length] * (end - start)
        ends[start + 1 : end] = [length] * (end - start - 1)
        length += len(new)
        if end > start:
            ends[end] = length
        at = end
    starts[at:] = range(length, length + len(starts) - at)
    ends[at + 1 :] = range(length + 1, length + len(ends) - at)

    def moved(span: Span | None) -> Span | None:
        return span and (starts[span[0]], ends[span[1]])

    quotations = tuple(
        replace(
            item,
            segments=tuple((starts[start], ends[end]) for start, end in item.segments),
            cue=moved(item.cue),
            source=moved(item.source),
        )
        for item in gold.quotations
    )
    return replace(gold, text=applied(gold.text, edits), quotations=quotations, claims=None)
