"""Interviews: questions and answers in turns, told apart by labels (*Le Soir : … ?*, *C. M. – …*), dashes or lines.

An answer is the interviewee's words though no mark holds it; a labelled or bare question is the paper's own.
The paper's conventions: initials or names before the first words, *Q.* and *R.*, a line of its own for each question.
All offsets are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimx.stages.quotations.candidates import Candidate, Shaper
from claimx.stages.quotations.marks import Region

Span = tuple[int, int]

ANSWER = "interview_answer"
QUESTION = "interview_question"

_BLANK = r"[^\S\n]"
# *Le Courrier. …*, *Awa Diagne. …*: words with capitals before a full stop
_FULL_NAME = r"[A-ZÀ-Þ][\w'’&-]+(?: (?:d[eu] |la |le )?[A-ZÀ-Þ][\w'’&-]+){1,3}"
_LABEL = re.compile(
    rf"(?P<label>(?:Q|R|Question|Réponse)(?={_BLANK}*[.:–—-]{_BLANK})|(?:[A-ZÀ-Þ]{{1,2}}[a-z]?\.[ -]?){{2,4}}"
    rf"|(?P<full>{_FULL_NAME})(?=\.[*_]{{0,2}}{_BLANK}+[A-ZÀ-Þ«])"
    rf"|(?!(?:(?! [–—-] )[^\n:]){{0,80}}[a-zà-ÿ]{{4}}\. )"
    rf"(?:(?:M|Dr|Pr)\. )?[A-ZÀ-Þ][\w'’&-]*(?:,? [\w'’.&-]+){{0,8}})[*_]{{0,2}}"
    rf"(?(full)\.|(?:{_BLANK}?:|\.?{_BLANK}*[–—]|\.?{_BLANK}-|(?<=[QR])\.|(?<=[A-ZÀ-Þ]\. )(?=[A-ZÀ-Þ«])))"
    rf"[*_]{{0,2}}{_BLANK}*(?=[^\s*_])"
)
_LAST_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")
"""The full stop behind a name (*Anne ROY. – …*), not that of initials."""
_DASH = re.compile(rf"[—–-]{_BLANK}*(?=\w|[«\"“…])")
_DRESS = re.compile(r"[*_#\s]*")
_TRAILS = re.compile(r"(?:…|\.{3})$")
_ASKS = re.compile(r"\?[\s»”\"*_)]*$")
_SECOND = re.compile(r"\b(?:vous|votre|vos|tu|ton|ta|tes|toi)\b|-(?:vous|tu)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:je|j['’]|m['’]|me|mon|ma|mes|moi|nous|notre|nos|on)\b|\b[jm]['’]", re.IGNORECASE)
_I = re.compile(r"\b(?:je|me|mon|ma|mes|moi)\b|\b[jm]['’]", re.IGNORECASE)
_HINT = re.compile(
    r"\b(?:entretien|interview|questions? à|nos questions|propos (?:recueillis|traduits)|recueilli par|"
    r"répond à|grand oral|l['’]invitée?)\b",
    re.IGNORECASE,
)
_IN_COURT = re.compile(
    r"\b(?:tribunal|cour d['’](?:assises|appel)|audience|prévenue?|accusée?|à la barre|procureure?|procès)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[*_(\s]{0,9}(?:propos|entretien|interview)?\s{0,9}(?:recueillis?|réalisée?|traduits?)\s+(?:par|et)\b"
    r"|[*_(\s]{0,9}(?:propos|entretien|interview)\s+(?:recueillis?|réalisée?)",
    re.IGNORECASE,
)
_BY_SHAPE = frozenset({"dialogue_turn", "colon_speaker", "colon_headline"})
_ROLES = {"q": "q", "question": "q", "r": "r", "réponse": "r"}
_LONGEST_QUESTION = 500
_LONGEST_REMARK = 280
"""Characters of a question without a question mark (*Vous arrivez dans un club en crise.*)."""


@dataclass(slots=True)
class Turn:
    """A question or an answer: its label, and a span for each paragraph it runs over."""

    spans: list[Span]
    label: Span | None
    asks: bool
    dashed: bool


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    label: Span | None
    key: str
    dashed: bool
    asks: bool
    quoted: bool
    after_heading: bool


def read_interview(text: str, paragraphs: Sequence[tuple[int, int, str]]) -> list[Turn]:
    """Return the turns of the interview that ``paragraphs`` (start, end, kind) of ``text`` hold, or none."""
    if text.count("?") < 2:
        return []
    lines = _lines(text, paragraphs)
    return _labelled(text, lines) or _in_lines(text, lines)


def _lines(text: str, paragraphs: Sequence[tuple[int, int, str]]) -> list[_Line]:
    found, heading = [], False
    for number, (start, end, kind) in enumerate(paragraphs):
        if kind == "furniture" or _CLOSING.match(text, start, end):
            continue
        if kind == "heading" and not _spoken(text, start, end, number == 0):
            heading = True
            continue
        dressed = _DRESS.match(text, start, end)
        start = dressed.end() if dressed else start
        dash = _DASH.match(text, start, end)
        start = dash.end() if dash else start
        label = None if dash else _LABEL.match(text, start, end)
        key = "" if label is None else label["label"].rstrip(" .").casefold()
        begin = start if label is None else label.end()
        while end > begin and text[end - 1] in "*_ \t":
            end -= 1
        if begin < end:
            found.append(
                _Line(
                    begin,
                    end,
                    None
                    if label is None
                    else (label.start("label"), label.start("label") + len(_name_of(label["label"]))),
                    _ROLES.get(key, key),
                    dash is not None,
                    _ASKS.search(text, begin, end) is not None,
                    text[begin] in "«“„\"'",
                    heading,
                )
            )
        heading = False
    return found


def _name_of(label: str) -> str:
    return _LAST_STOP.sub("", label.rstrip())


def _spoken(text: str, start: int, end: int, headline: bool) -> bool:
    """Whether a line that looks like a heading is a turn: bold questions end in asterisks, answers may be two words."""
    asks, label = _ASKS.search(text, start, end), _LABEL.match(text, start, end)
    return bool(asks and label) if headline else bool(asks or label)


def _labelled(text: str, lines: Sequence[_Line]) -> list[Turn]:
    """Read turns by who asks, a label most of whose lines end in a question mark, or by who answers such lines."""
    counts = Counter(line.key for line in lines if line.key)
    askers = _askers(lines, counts)
    dropped = all(counts[key] == 1 for key in askers)  # labels before the first words only, or never for questions
    asks = [line.key in askers or dropped and not line.key and _is_question(line) for line in lines]
    if dropped:
        for at in range(2, len(lines) - 1):
            follows = lines[at + 1]
            bare = not (lines[at].key or asks[at] or asks[at - 1] or asks[at + 1])
            asks[at] = asks[at] or bare and _remark(text, lines[at], follows)
    replies = Counter(line.key for at, line in enumerate(lines) if line.key and at and asks[at - 1])
    answerers = {
        key
        for key, count in replies.items()
        if key not in askers and (key == "r" or count * 5 >= counts[key] * 3 and (count > 1 or askers))
    }
    if not (askers or answerers) or dropped and not answerers:
        return []
    turns: list[Turn] = []
    for at, line in enumerate(lines):
        named = line.key in answerers or line.label is not None and (counts[line.key] > 1 or _is_name(text, line.label))
        start = line.start if named or line.label is None else line.label[0]
        if asks[at]:
            turns.append(Turn([(line.start, line.end)], line.label, asks=True, dashed=False))
        elif turns and (turns[-1].asks or named):
            label = line.label if named and line.key != "r" else None
            turns.append(Turn([(start, line.end)], label, asks=False, dashed=False))
        elif turns and (not line.after_heading or _I.search(text, line.start, line.end)):
            turns[-1].spans.append((start, line.end))
    answers = [turn for turn in turns if not turn.asks]
    return turns if len(answers) >= 2 or answers and "q" in askers else []


def _askers(lines: Sequence[_Line], counts: Counter[str]) -> set[str]:
    asked = Counter(line.key for line in lines if line.key and line.asks)
    found = {key for key, count in asked.items() if count >= 2 and count * 5 >= counts[key] * 3} - {"r"}
    if "q" in asked:
        found.add("q")
    if not found:  # a label before the first question and one before the first answer
        firsts = (
            line.key
            for line, following in pairwise(lines)
            if line.asks and line.key and following.key not in ("", line.key) and not following.asks
        )
        found.update(key for key in firsts if counts[key] == 1)
    return found


def _is_question(line: _Line) -> bool:
    return line.asks and not line.quoted and line.end - line.start <= _LONGEST_QUESTION


def _is_name(text: str, label: Span) -> bool:
    """*Awa Diagne*, *Awa Diagne, économiste*."""
    words = text[slice(*label)].partition(",")[0].split()
    return 1 < len(words) < 5 and all(
        word[0].isupper() or word in ("de", "du", "la", "le", "des", "van") for word in words
    )


def _in_lines(text: str, lines: Sequence[_Line]) -> list[Turn]:
    """Read turns of lines or dashes: questions that address somebody, answers in the first person."""
    asks = [not line.key and _is_question(line) for line in lines]
    pairs = [at for at in range(len(lines) - 1) if asks[at] and not asks[at + 1] and not lines[at + 1].quoted]
    if not pairs:
        return []
    hinted = _HINT.search(text, 0, lines[pairs[0]].start) is not None
    addressed = sum(_SECOND.search(text, lines[at].start, lines[at].end) is not None for at in pairs)
    personal = sum(_FIRST.search(text, lines[at + 1].start, lines[at + 1].end) is not None for at in pairs)
    own = sum(_I.search(text, lines[at + 1].start, lines[at + 1].end) is not None for at in pairs)
    if len(pairs) < (1 if hinted and own else 2) or personal * 2 < len(pairs):
        return []
    if addressed * 5 < len(pairs) * 2 and not (hinted and (addressed or own * 2 >= len(pairs))):
        return []
    dashed = sum(lines[at].dashed for at in pairs) * 2 > len(pairs)
    if dashed and sum(line.dashed for line in lines) * 2 <= len(lines) and _IN_COURT.search(text) is not None:
        return []  # a judge asks
    turns: list[Turn] = []
    for at in range(pairs[0], len(lines)):
        line = lines[at]
        span = line.start, line.end
        if dashed and not line.dashed:
            continue
        follows = lines[at + 1] if at + 1 < len(lines) else None
        if asks[at] or turns and not turns[-1].asks and follows is not None and _remark(text, line, follows):
            turns.append(Turn([span], None, asks=True, dashed=line.dashed))
        elif line.quoted:
            continue
        elif turns[-1].asks:
            turns.append(Turn([span], None, asks=False, dashed=line.dashed))
        elif dashed:
            turns.append(Turn([span], None, asks=False, dashed=True))
        elif not line.after_heading or _I.search(text, *span):
            turns[-1].spans.append(span)
    return turns


def _remark(text: str, line: _Line, following: _Line) -> bool:
    """*Vous arrivez dans un club en crise.*, *Certains vous reprochent votre ton…*: to somebody, of nobody's own.

    So one sentence with *vous* before an answer in the first person: *Le président de votre groupe vous désavoue.*
    """
    span = line.start, line.end
    short = line.end - line.start <= _LONGEST_REMARK and not line.after_heading
    if not short or _FIRST.search(text, *span) is not None:
        return False
    one = ". " not in text[line.start : line.end] and not line.quoted
    answered = one and not line.key and _I.search(text, following.start, following.end) is not None
    if _SECOND.search(text, *span) is None:
        return answered and _TRAILS.search(text, *span) is not None  # *Il affirme pourtant le contraire…*
    return answered or _SECOND.match(text, *span) is not None or _TRAILS.search(text, *span) is not None


def with_answers(regions: list[Region], turns: Iterable[Turn], starts: Sequence[int]) -> list[Region]:
    """Return ``regions`` with one for each paragraph of an answer, the marks inside it nested, in order of place.

    ``starts`` are where the paragraphs begin. Answers behind dashes get none: dialogue has its own rules.
    """
    answers = [region for turn in turns if not turn.asks and not turn.dashed for region in _regions(turn, starts)]
    if not answers:
        return regions
    begins = [answer.start for answer in answers]
    for region in regions:
        at = bisect_right(begins, region.outer_start) - 1
        if at < 0 or region.outer_end > answers[at].end:
            continue
        region.level += 1
        if region.parent is None:
            region.parent = answers[at]
            answers[at].children.append(region)
            region.continued = region.continues = None
    return sorted([*regions, *answers], key=lambda region: (region.outer_start, region.level))


def _regions(turn: Turn, starts: Sequence[int]) -> list[Region]:
    found: list[Region] = []
    for start, end in turn.spans:
        region = Region(start, end, start, end, "", bisect_right(starts, start) - 1, closed=False)
        if found:
            found[-1].continued, region.continues = region, found[-1]
        found.append(region)
    return found


def add_turns(found: list[Candidate], turns: Sequence[Turn], regions: Iterable[Region], shaper: Shaper) -> None:
    """Add a direct quotation for each answer; ``regions`` are those of ``with_answers``.

    Turns behind dashes, which dialogue has found, are only named; what a label alone suggested goes.
    """
    if not turns:
        return
    text = shaper.view.text
    by_start = {region.start: region for region in regions if not region.mark}
    spans = [(_outset(turn), turn.spans[-1][1], turn) for turn in turns]
    begins = [start for start, _, _ in spans]
    kept = []
    for item in found:
        at = bisect_right(begins, item.start) - 1
        turn = spans[at][2] if at >= 0 and item.start < spans[at][1] else None
        if turn is not None and turn.asks and item.source is not None and _asked(text, item.source):
            continue
        if turn is None or item.cue is not None or item.rule not in _BY_SHAPE:
            kept.append(item)
        elif turn.dashed and item.rule == "dialogue_turn":
            item.rule = QUESTION if turn.asks else ANSWER
            kept.append(item)
    found[:] = kept
    for turn in turns:
        if turn.asks or turn.dashed:
            continue
        segments = shaper.region_segments(by_start[turn.spans[0][0]])
        features: dict[str, float | str] = {"frame": "bare", "form": "distance 0", "as": "bare_quotation"}
        found.append(Candidate("direct", segments, ANSWER, 0.7, source=turn.label, features=features))


def _asked(text: str, source: Span) -> bool:
    """*Vous demandez une aide ?*: the paper asks, it doesn't report."""
    return text[slice(*source)].lstrip("-").casefold() in ("vous", "tu")


def _outset(turn: Turn) -> int:
    return turn.spans[0][0] if turn.label is None else turn.label[0]
