"""What a linear model is told of one extent of a content: the words at its ends, what it takes in or leaves out."""

from __future__ import annotations

from bisect import bisect_left

from claimx.lexicon.calendar import MONTHS, WEEKDAYS
from claimx.lexicon.function_words import QUE, RELATIVES
from claimx.stages.quotations import extent_names as names
from claimx.stages.quotations.boundaries import CONJUNCTIONS, PAUSES, Extent
from claimx.stages.quotations.candidates import Candidate
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.view import View
from claimx.stages.sums import Block, names_of

_CONTRAST = frozenset({"quand", "lorsque", "tandis", "contrairement", "contre", "quoique", "bien"})


def describe_extent(view: View, clauses: Clauses, item: Candidate, extent: Extent) -> list[str]:
    """Return the names of the binary features of one extent."""
    return [name for block in extent_blocks(view, clauses, item, extent) for name in names_of(block)]


def extent_blocks(view: View, clauses: Clauses, item: Candidate, extent: Extent) -> list[Block]:
    """Return the features of one extent in blocks of those that go together, which are few."""
    frame, rule, side = str(item.features.get("frame", "")), item.rule, extent.side
    first, end = extent.first, extent.end
    found: list[Block] = []
    if side == "rest":
        found += _rest_blocks(view, clauses, extent, frame)
        if end <= first:
            found.append((names.whose, side, rule, extent.default))
            return found
    if side == "end" and extent.starts:
        place = (first, *extent.starts)
        found.append((names.chosen_start, frame, first == min(place), first == max(place), view.lower[first]))
    if side != "start":
        found += _end_blocks(view, clauses, extent, frame, rule, str(item.features.get("type", "")))
        if end < extent.high and view.lower[end] in ("alors", "tandis", "même", "bien"):
            found.append((names.before, frame, view.lower[end]))
        if item.cue_lemma:
            found.append((names.lemma, item.cue_lemma, end >= extent.high - 1))
    if side != "end":
        found += _start_blocks(view, extent, rule)
    if extent.core is not None:
        found += _core_blocks(view, extent, extent.core)
    length = _LENGTHS[bisect_left(_LENGTH_EDGES, end - first)] if end - first != 1 else "1"
    found.append((names.whole, side, rule, extent.default, view.has_finite(first, end), item.kind, length))
    return found


_LENGTH_EDGES = (3, 8, 20)
_LENGTHS = ("≤3", "≤8", "≤20", ">20")
_LEFT_EDGES = (3, 8, 16)
_LEFTS = ("≤3", "≤8", "≤16", ">16")


def _brief(length: int) -> str:
    return "≤3" if length <= 3 else "≤8" if length <= 8 else ">8"


def _rest_blocks(view: View, clauses: Clauses, extent: Extent, frame: str) -> list[Block]:
    """What goes on behind an inserted cue, and whether the clause before it is complete."""
    taken = extent.end > extent.first
    first = extent.first
    low = view.token_at(extent.prefix[0][0])
    high = view.token_at(extent.prefix[-1][1] - 1) + 1
    opener = _opener(view, first, extent.high)
    head, pos = view.head[first], view.pos[first]
    hangs = "before" if low <= head < high else "after" if head > first else "cue"
    cue = first in clauses.participles or first in clauses.insertions
    finite, rest_finite = view.has_finite(low, high), view.has_finite(first, extent.high)
    return [
        (names.continuation, taken, frame, view.lower[first], pos, opener, _brief(extent.high - first), cue),
        (names.continued, taken, pos, finite, rest_finite, view.pos[high - 1], hangs),
    ]


def _opener(view: View, index: int, high: int) -> str:
    """What kind of phrase begins at ``index``: these end a content, or go on with it, alike for all cues."""
    if not 0 <= index < high:
        return ""
    lower = view.lower[index]
    following = view.lower[index + 1] if index + 1 < high else ""
    if lower in _CONTRAST or (lower, following) == ("là", "où") or lower in ("alors", "tandis") and following in QUE:
        return "contrast"
    if lower in ("qui", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles"):
        return "relative"
    if lower in ("ce", "chose") and following in ("qui", "que", "qu'", "dont"):
        return "relative-of-clause"
    if _comments_on_clause(view, index, high):
        return "noun-of-clause"
    if view.is_participle(index) and not view.is_finite(index):
        return "participle"
    if lower in ("pour", "afin"):
        return "purpose"
    if lower in ("car", "puisque", "parce"):
        return "reason"
    if lower in ("avant", "après", "sans", "en") and view.is_participle(index + 1 if index + 1 < high else index):
        return "adverbial-verb"
    if view.pos[index] == "DET" and not view.has_finite(index, min(index + 8, high)):
        return "apposition"
    if view.pos[index] == "ADJ":
        return "adjective"
    return ""


def _comments_on_clause(view: View, index: int, high: int) -> bool:
    """*…, une version que conteste X*, *…, formule reprise par Y*: a noun that takes up the clause before it."""
    noun = index + 1 if view.lower[index] in ("un", "une") else index
    if noun >= high or view.pos[noun] != "NOUN":
        return False
    after = noun + 1
    while after < high and view.pos[after] == "ADJ":
        after += 1
    return after < high and (
        view.lower[after] in RELATIVES
        or view.is_participle(after)
        or noun > index
        and view.lower[after] in ("de", "d'")
        and "Inf" in view.tense[min(after + 1, high - 1)]
    )


def _agrees_with(view: View, first: int, verb: int, extent: Extent) -> str:
    """Which of the cue and the content's own verb agrees in number with a verb group behind the boundary."""

    def number(low: int, high: int) -> str:
        finite = (i for i in range(low, high) if view.is_finite(i))
        return next((view.morph[i].get("Number", "") for i in finite), "")

    own = number(first, verb + 1)
    cue = number(max(extent.head - 3, 0), extent.head + 1)
    content = number(extent.first, extent.end)
    if not own or not cue or not content or cue == content:
        return ""
    return "cue" if own == cue else "content"


def _agrees(view: View, index: int, first: int) -> str:
    """Whether a participle or adjective at ``index`` agrees with the head of a content that begins at ``first``."""
    head = next((i for i in range(first, min(first + 6, index)) if view.pos[i] in ("NOUN", "PROPN")), -1)
    if head < 0 or index <= head:
        return ""
    nearest = next((i for i in range(index - 1, head - 1, -1) if view.pos[i] in ("NOUN", "PROPN")), head)

    def fits(noun: int) -> bool:
        return all(
            view.morph[noun].get(name, value) == value
            for name in ("Gender", "Number")
            if (value := view.morph[index].get(name, ""))
        )

    return f"{'head' if fits(head) else ''}{'nearest' if nearest != head and fits(nearest) else ''}"


def _end_blocks(view: View, clauses: Clauses, extent: Extent, frame: str, rule: str, item_type: str) -> list[Block]:
    end, high = extent.end, extent.high
    at_limit = end >= high or all(view.pos[i] == "PUNCT" or view.is_break(i) for i in range(end, high))
    last = view.before(end)
    marked = last >= 0 and (last in view.closing or end - 1 in view.closing)
    pos = view.pos[last] if last >= 0 else ""
    found: list[Block] = [(names.end, frame, extent.side, rule, at_limit, pos, marked)]
    if not at_limit:
        found += _following_blocks(view, clauses, extent, frame, rule, item_type)
    return found


def _following_blocks(
    view: View, clauses: Clauses, extent: Extent, frame: str, rule: str, item_type: str
) -> list[Block]:
    """What stands behind an extent that doesn't take all."""
    end, high = extent.end, extent.high
    boundary = view.lower[end] if end < len(view.lower) else ""
    after = view.after(end, high) if boundary in PAUSES or boundary in CONJUNCTIONS else end
    known = 0 <= after < len(view.lower)
    found: list[Block] = [
        (names.following, boundary, frame, view.lower[after] if known else "", view.pos[after] if known else "")
    ]
    opener = _opener(view, after, high)
    if opener:
        found.append((names.opener, opener, boundary, frame, item_type, extent.side, rule))
        if opener in ("participle", "adjective"):
            found.append((names.agreement, opener, _agrees(view, after, extent.first), frame))
    participle = ""
    if after in clauses.participles:
        participle = "speech" if after in clauses.speech_participles else "cue"
    elif known and "Part" in view.tense[after]:
        participle = "other"
    insertion, preposition = after in clauses.insertions, after in clauses.prepositions
    if participle or insertion or preposition:
        found.append((names.next_cue, participle, insertion, preposition, frame))
    if after >= 0:
        finite, quoted = view.has_finite(after, high), _leaves(view, after, high, extent.base)
        found.append((names.rest, _hangs(view, after, extent), boundary, frame, finite, quoted))
        verb = clauses.group_verb(after, high)
        if verb >= 0:
            agrees = _agrees_with(view, after, verb, extent)
            found.append((names.next_verb, verb in clauses.finite_cues, view.head[verb] <= extent.head, agrees))
    commas = min(view.lower[extent.first : end].count(","), 3)
    rest_commas = min(view.lower[end + 1 : high].count(","), 3)
    left = _LEFTS[bisect_left(_LEFT_EDGES, high - end)]
    found.append((names.commas, commas, rest_commas, frame))
    found.append((names.sizes, left, _brief(end - extent.first), opener, boundary))
    near = slice(end, min(end + 7, high))
    if not _VENUES.isdisjoint(view.lower[near]) or not _VENUES.isdisjoint(view.lemma[near]):
        found.append((names.venue, boundary, frame))
    if not _DATES.isdisjoint(view.lower[end : min(end + 5, high)]):
        found.append((names.dated, boundary, frame, high - end <= 6))
    return found


_VENUES = frozenset(
    "communiqué entretien interview tweet message lettre vidéo discours conférence allocution déclaration "
    "compte page blog twitter facebook instagram afp presse radio chaîne antenne micro journaliste journal "
    "quotidien télévision émission reuters bfmtv".split()
)
_DATES = frozenset((*WEEKDAYS, *MONTHS, "hier", "aujourd'hui", "soir", "matin"))


def _leaves(view: View, start: int, end: int, base: Region | None) -> bool:
    """Whether some of the tokens ``start``..``end`` stand in another region than ``base``."""
    part = view.region[start:end]
    return part.count(base) < len(part)


def _hangs(view: View, index: int, extent: Extent) -> str:
    """Where the parse hangs what follows the boundary: on the content, on the cue's side, or elsewhere."""
    for _ in range(40):
        head = view.head[index]
        if head == index:
            return "root"
        if extent.first <= head < extent.end:
            return "content"
        if head < extent.first:
            return "cue" if head == extent.head else "before"
        index = head
    return "far"


def _start_blocks(view: View, extent: Extent, rule: str) -> list[Block]:
    first, side = extent.first, extent.side
    before = view.before(first, extent.low)
    found: list[Block] = [(names.start, side, rule, before < 0, view.lower[first], view.pos[first], view.mark[first])]
    if before >= 0:
        finite, quoted = view.has_finite(extent.low, first), _leaves(view, extent.low, first, extent.base)
        found.append((names.dropped, side, rule, view.lower[before], finite, quoted))
    return found


def _core_blocks(view: View, extent: Extent, core: tuple[int, int]) -> list[Block]:
    """How an extent sits around the quoted words it must keep, and what of the sentence it leaves out."""
    inside = [i for i in range(core[0], core[1]) if not view.is_break(i) and view.pos[i] != "PUNCT"]
    if not inside:
        return []
    finite = view.has_finite(inside[0], inside[-1] + 1)
    verb_first = view.is_finite(inside[0]) or (
        view.lower[inside[0]] in ("ne", "n'", "se", "s'", "y", "en") and len(inside) > 1 and view.is_finite(inside[1])
    )
    size = "1" if len(inside) < 2 else "≤3" if len(inside) <= 3 else "≤7" if len(inside) <= 7 else ">7"
    shape = "verb" if verb_first else "clause" if finite else view.pos[inside[0]]
    low, first, end, high = extent.low, extent.first, extent.end, extent.high
    left, right = first < core[0], end > core[1]
    found: list[Block] = [
        (
            names.core,
            "all" if left and first <= low else str(left),
            "all" if right and end >= high else str(right),
            shape,
            size,
        )
    ]
    if low < first:
        before = view.before(first, low)
        pos = view.pos[before] if before >= 0 else ""
        found.append((names.core_left_out, view.has_finite(low, first), shape, left, pos))
    if left:
        found.append((names.core_left_kept, view.has_finite(first, core[0]), shape))
    if end < high:
        found.append((names.core_right_out, view.has_finite(end, high), shape, right))
    if right:
        found.append((names.core_right_kept, view.has_finite(core[1], end), shape, view.lower[core[1]]))
    return found
