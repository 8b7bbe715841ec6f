"""Where a content may begin or end, and which of these places is likeliest.

The rules propose one extent; this module lists the others the sentence allows (pauses, conjunctions, prepositions)
and scores each with a linear model trained beside the confidence (``scripts/train_quotations.py``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from claimx.records import Kind
from claimx.stages.quotations.candidates import Candidate, Shaper, Span
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.confidence import LinearModel
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.view import View

_PAUSES = frozenset({",", ";", ":", "–", "—", "-", "--", "(", ")"})
_CONJUNCTIONS = frozenset({"et", "mais", "ou", "puis", "car"})
_OPENERS = frozenset(
    "en dans lors sur à au aux pour avec après avant depuis devant alors tandis lorsque quand tout pendant "
    "durant afin sans par contre selon face malgré comme jusqu' jusqu'à".split()
)
_CONTRAST = frozenset({"quand", "lorsque", "tandis", "contrairement", "contre", "quoique", "bien"})
_MOST = 30
_RIGHT = 0.8
_EXACT = 0.5
"""What an exact hit counts beside a near one."""


@dataclass(slots=True, eq=False)
class Extent:
    """What of a candidate may move: tokens ``first``..``end`` of the content, and how far (``low``, ``high``).

    ``side`` is ``end`` for a content right of its cue, ``start`` for one left of it, ``both`` for bare quoted words
    (which the content must keep: ``core``), ``after`` for what follows *selon X,*, ``rest`` for what goes on behind
    an inserted cue, after the segments ``prefix`` (code points): it may be empty, ``end`` = ``first``. ``starts`` are
    further first tokens to weigh; ``rest`` adds the extents of such a continuation.
    """

    side: str
    first: int
    end: int
    low: int
    high: int
    head: int
    base: Region | None
    clause: bool = True
    direct: bool = True
    default: bool = True
    core: tuple[int, int] | None = None
    starts: tuple[int, ...] = ()
    prefix: tuple[tuple[int, int], ...] = ()
    prefix_kind: Kind = "indirect"
    rest: Extent | None = None

    def moved(self, first: int, end: int) -> Extent:
        """Return it with other tokens of content (by hand: there are thirty of each, ``replace`` is slow)."""
        return Extent(
            self.side, first, end, self.low, self.high, self.head, self.base, self.clause, self.direct,
            default=False, core=self.core, starts=self.starts, prefix=self.prefix, prefix_kind=self.prefix_kind,
        )  # fmt: skip


def alternatives(view: View, shaper: Shaper, item: Candidate, extent: Extent) -> list[tuple[Candidate, Extent]]:
    """Return the candidate with every extent the sentence allows, the rules' own first."""
    found = [(item, extent)]
    for part in filter(None, (extent, extent.rest)):
        for first, end in _extents(view, part)[:_MOST]:
            shaped = _shape(shaper, part, first, end)
            if shaped is None or shaped[1] == item.segments:
                continue
            found.append((item.reshaped(*shaped), part.moved(first, end)))
    return found


def _shape(shaper: Shaper, extent: Extent, first: int, end: int) -> tuple[Kind, list[tuple[int, int]]] | None:
    if extent.side != "rest":
        return shaper.shape(first, end, extent.base, clause=extent.clause, direct=extent.direct)
    if end <= first:
        return extent.prefix_kind, list(extent.prefix)
    shaped = shaper.shape(first, end, extent.base, direct=False)
    if shaped is None:
        return None
    quoted = "indirect" not in (extent.prefix_kind, shaped[0]) or "mixed" in (extent.prefix_kind, shaped[0])
    return ("mixed" if quoted else "indirect"), [*extent.prefix, *shaped[1]]


def _extents(view: View, extent: Extent) -> list[tuple[int, int]]:
    if extent.side == "end":
        ends = _ends(view, extent.first, extent.high, extent)
        return [(first, end) for first in (extent.first, *extent.starts) for end in (extent.end, *ends) if first < end]
    if extent.side == "rest":
        ends = _ends(view, extent.first, extent.high, extent)
        return [(extent.first, extent.first), (extent.first, extent.end), *((extent.first, end) for end in ends)]
    if extent.side == "start":
        return [(first, extent.end) for first in _starts(view, extent.low, extent.end, extent)]
    if extent.side == "after":
        firsts = [
            extent.first,
            *(f for f in _starts(view, extent.low, extent.high, extent)[:4] if view.lower[f - 1] == ","),
        ]
        return [
            (first, end)
            for first in firsts
            for end in [extent.end, *_ends(view, first, extent.high, extent)]
            if first < end
        ]
    core = extent.core or (extent.first, extent.end)
    phrases = [i for i in range(max(extent.low, core[0] - 6), core[0]) if view.pos[i] == "DET"]
    firsts = [extent.first, *_starts(view, extent.low, core[0] + 1, extent), *phrases, core[0]]
    firsts.sort()
    ends = [extent.end, *_ends(view, core[1] - 1, extent.high, extent), core[1]]
    return [
        (first, end) for first in dict.fromkeys(firsts[:1] + firsts[-6:]) for end in dict.fromkeys(ends[:5] + ends[-1:])
    ]


def _inside(view: View, index: int, extent: Extent) -> bool:
    """A place inside a quoted region is no boundary."""
    region = view.region[index]
    return region is not None and region is not extent.base and index > 0 and view.region[index - 1] is region


def _ends(view: View, first: int, high: int, extent: Extent) -> list[int]:
    ends, brackets = [], 0
    for index in range(first + 1, min(high, len(view.lower))):
        lower = view.lower[index]
        if lower == ")":
            brackets = max(0, brackets - 1)
        if not brackets and not _inside(view, index, extent):
            after_mark = index - 1 in view.closing
            if (
                lower in _PAUSES
                or lower in _CONJUNCTIONS
                or after_mark
                or (lower in _OPENERS and view.pos[index] in ("ADP", "SCONJ", "ADV"))
            ):
                ends.append(_back(view, first, index))
        if lower == "(":
            brackets += 1
    ends.append(_back(view, first, high))
    return [end for end in dict.fromkeys(ends) if end > first and end != extent.end]


def _back(view: View, first: int, end: int) -> int:
    while end > first + 1 and (view.space[end - 1] or view.lower[end - 1] in (",", ";", ":", "–", "—", "-", "--")):
        end -= 1
    return end


def _starts(view: View, low: int, end: int, extent: Extent) -> list[int]:
    starts, brackets = [low], 0
    for index in range(low, end - 1):
        lower = view.lower[index]
        brackets += (lower == "(") - (lower == ")")
        if brackets == 0 and not _inside(view, index, extent):
            if lower in _PAUSES or lower in _CONJUNCTIONS or lower in ("que", "qu'", ".", "qui", "dont", "de", "d'"):
                if lower in ("de", "d'", "qui", "dont") and extent.side != "both":
                    continue
                following = index + 1
                while following < end and view.space[following]:
                    following += 1
                if following < end:
                    starts.append(following)
            if view.mark[index] and index not in view.closing and index > low:
                starts.append(index)
    return [start for start in dict.fromkeys(starts) if start < end and start != extent.first]


def describe_extent(view: View, clauses: Clauses, item: Candidate, extent: Extent) -> list[str]:
    """Return the names of the binary features of one extent."""
    frame = str(item.features.get("frame", ""))
    group = f"{extent.side}:{item.rule.removeprefix('participle_').removeprefix('infinitive_')}"
    found = [f"{group}&default={extent.default}", f"default={extent.default}"]
    if extent.side == "rest":
        found += _describe_rest(view, clauses, extent, frame)
        if extent.end <= extent.first:
            return found
    if extent.side == "end" and extent.starts:
        place = (extent.first, *extent.starts)
        found.append(f"{frame}&from={extent.first == min(place)}{extent.first == max(place)}")
        found.append(f"{frame}&from={view.lower[extent.first]}")
    if extent.side != "start":
        found += _describe_end(view, clauses, extent, frame, group, str(item.features.get("type", "")))
        if extent.end < extent.high and view.lower[extent.end] in ("alors", "tandis", "même", "bien"):
            found.append(f"{frame.partition('_')[0]}&before={view.lower[extent.end]}")
        if item.cue_lemma:
            found.append(f"lemma={item.cue_lemma}&limit={extent.end >= extent.high - 1}")
    if extent.side != "end":
        found += _describe_start(view, extent, group)
    if extent.core is not None:
        found += _describe_core(view, extent, extent.core)
    finite = view.has_finite(extent.first, extent.end)
    found += [f"{group}&finite={finite}", f"{group}&kind={item.kind}"]
    length = extent.end - extent.first
    bucket = "1" if length == 1 else "≤3" if length <= 3 else "≤8" if length <= 8 else "≤20" if length <= 20 else ">20"
    found.append(f"{group}&length={bucket}")
    return found


def _describe_rest(view: View, clauses: Clauses, extent: Extent, frame: str) -> list[str]:
    """What goes on behind an inserted cue, and whether the clause before it is complete."""
    taken = extent.end > extent.first
    first = extent.first
    low = view.token_at(extent.prefix[0][0])
    high = view.token_at(extent.prefix[-1][1] - 1) + 1
    finite = view.has_finite(low, high)
    opener = _opener(view, first, extent.high)
    head = view.head[first]
    found = [
        f"rest={taken}&frame={frame}",
        f"rest={taken}&word={view.lower[first]}",
        f"rest={taken}&pos={view.pos[first]}",
        f"rest={taken}&opener={opener}",
        f"rest={taken}&before-finite={finite}",
        f"rest={taken}&before-finite={finite}&pos={view.pos[first]}",
        f"rest={taken}&finite={view.has_finite(first, extent.high)}&before-finite={finite}",
        f"rest={taken}&last={view.pos[high - 1]}",
        f"rest={taken}&hangs={'before' if low <= head < high else 'after' if head > first else 'cue'}",
        f"rest={taken}&cue={first in clauses.participles or first in clauses.insertions}",
    ]
    words = extent.high - first
    found.append(f"rest={taken}&length={'≤3' if words <= 3 else '≤8' if words <= 8 else '>8'}")
    return found


def _opener(view: View, index: int, high: int) -> str:
    """What kind of phrase begins at ``index``: these end a content, or go on with it, alike for all cues."""
    if not 0 <= index < high:
        return ""
    lower = view.lower[index]
    following = view.lower[index + 1] if index + 1 < high else ""
    if lower in _CONTRAST or (lower in ("alors", "tandis") and following in ("que", "qu'")):
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
        view.lower[after] in ("qui", "que", "qu'", "dont", "où")
        or view.is_participle(after)
        or noun > index
        and view.lower[after] in ("de", "d'")
        and "Inf" in view.tense[min(after + 1, high - 1)]
    )


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


# Extents of one candidate, and candidates of one frame, share most names: those that go together are written once.
@lru_cache(maxsize=1 << 12)
def _names_of_next(boundary: str, frame: str, word: str, pos: str) -> tuple[str, ...]:
    return (
        f"at={boundary}&frame={frame}",
        f"at={boundary}",
        f"next={word}",
        f"nextpos={pos}&at={boundary}",
        f"next={word}&frame={frame}",
    )


@lru_cache(maxsize=1 << 12)
def _names_of_opener(opener: str, boundary: str, family: str, item_type: str, group: str) -> tuple[str, ...]:
    return (
        f"opener={opener}&at={boundary}",
        f"opener={opener}&at={boundary}&frame={family}",
        f"opener={opener}&type={item_type}",
        f"opener={opener}&{group}",
    )


@lru_cache(maxsize=1 << 12)
def _names_of_rest(hangs: str, boundary: str, frame: str, finite: bool, quoted: bool) -> tuple[str, ...]:
    return (
        f"hangs={hangs}&at={boundary}",
        f"hangs={hangs}&frame={frame}",
        f"rest-finite={finite}&at={boundary}&frame={frame}",
        f"rest-quoted={quoted}&frame={frame}",
    )


def _describe_end(view: View, clauses: Clauses, extent: Extent, frame: str, group: str, item_type: str) -> list[str]:
    end = extent.end
    at_limit = end >= extent.high or all(view.pos[i] == "PUNCT" or view.is_break(i) for i in range(end, extent.high))
    found = [f"limit={at_limit}&frame={frame}", f"limit={at_limit}&{group}"]
    last = view.before(end)
    if not at_limit:
        boundary = view.lower[end] if end < len(view.lower) else ""
        after = view.after(end, extent.high) if boundary in _PAUSES or boundary in _CONJUNCTIONS else end
        word = view.lower[after] if 0 <= after < len(view.lower) else ""
        pos = view.pos[after] if 0 <= after < len(view.lower) else ""
        found += _names_of_next(boundary, frame, word, pos)
        opener = _opener(view, after, extent.high)
        family = frame.partition("_")[0]
        if opener:
            found += _names_of_opener(opener, boundary, family, item_type, group)
            if opener in ("participle", "adjective"):
                found.append(f"opener={opener}&agrees={_agrees(view, after, extent.first)}&frame={family}")
        if after in clauses.speech_participles:
            found.append("next=speech-participle")
        elif after in clauses.participles:
            found.append("next=cue-participle")
        elif 0 <= after < len(view.lower) and "Part" in view.tense[after]:
            found.append(f"next=participle&frame={frame}")
        if after in clauses.insertions:
            found.append("next=insertion")
        if after in clauses.prepositions:
            found.append("next=preposition-cue")
        if after >= 0:
            finite, quoted = view.has_finite(after, extent.high), _leaves(view, after, extent.high, extent.base)
            found += _names_of_rest(_hangs(view, after, extent), boundary, frame, finite, quoted)
            verb = clauses.group_verb(after, extent.high)
            if verb >= 0:
                found.append(f"next-verb&cue={verb in clauses.finite_cues}&hang={view.head[verb] <= extent.head}")
        commas = view.lower[extent.first : end].count(",")
        found.append(f"commas={min(commas, 3)}")
        left = extent.high - end
        bucket = "≤3" if left <= 3 else "≤8" if left <= 8 else "≤16" if left <= 16 else ">16"
        found += [f"left={bucket}&at={boundary}", f"left={bucket}&opener={opener}"]
        kept = end - extent.first
        found.append(f"kept={'≤3' if kept <= 3 else '≤8' if kept <= 8 else '>8'}&opener={opener}&at={boundary}")
        rest_commas = view.lower[end + 1 : extent.high].count(",")
        found.append(f"rest-commas={min(rest_commas, 3)}&frame={frame}")
        near = slice(end, min(end + 7, extent.high))
        if not _VENUES.isdisjoint(view.lower[near]) or not _VENUES.isdisjoint(view.lemma[near]):
            found += [f"venue&at={boundary}", f"venue&frame={family}"]
        if not _DATES.isdisjoint(view.lower[end : min(end + 5, extent.high)]):
            found += [f"dated&at={boundary}&short={extent.high - end <= 6}", f"dated&frame={family}"]
    if last >= 0:
        found.append(f"last={view.pos[last]}&limit={at_limit}")
        if last in view.closing or end - 1 in view.closing:
            found.append(f"ends-with-mark&limit={at_limit}&frame={frame}")
    return found


_VENUES = frozenset(
    "communiqué entretien interview tweet message lettre vidéo discours conférence allocution déclaration "
    "compte page blog twitter facebook instagram afp presse radio chaîne antenne micro journaliste journal "
    "quotidien télévision émission reuters bfmtv".split()
)
_DATES = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin juillet août "
    "septembre octobre novembre décembre hier aujourd'hui soir matin".split()
)


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


def _describe_start(view: View, extent: Extent, group: str) -> list[str]:
    first = extent.first
    before = view.before(first, extent.low)
    at_low = before < 0
    found = [f"{group}&at-low={at_low}", f"{group}&start={view.lower[first]}", f"{group}&startpos={view.pos[first]}"]
    if view.mark[first]:
        found.append(f"{group}&starts-with-mark")
    if not at_low:
        found += [f"{group}&before={view.lower[before]}", f"before={view.lower[before]}"]
        found.append(f"{group}&dropped-finite={view.has_finite(extent.low, first)}")
        found.append(f"{group}&dropped-quoted={_leaves(view, extent.low, first, extent.base)}")
    return found


def _describe_core(view: View, extent: Extent, core: tuple[int, int]) -> list[str]:
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
    left = extent.first < core[0]
    right = extent.end > core[1]
    dropped_left = range(extent.low, extent.first)
    dropped_right = range(extent.end, extent.high)
    all_left, all_right = left and extent.first <= extent.low, right and extent.end >= extent.high
    place = f"left={'all' if all_left else left}&right={'all' if all_right else right}"
    found = [f"core:{place}&shape={shape}", f"core:{place}&size={size}", f"core:{place}&shape={shape}&size={size}"]
    if dropped_left:
        found.append(f"core:left-out finite={view.has_finite(extent.low, extent.first)}&shape={shape}&kept={left}")
        before = view.before(extent.first, extent.low)
        if before >= 0:
            found.append(f"core:before={view.pos[before]}&shape={shape}&kept={left}")
    if left:
        kept_finite = view.has_finite(extent.first, core[0])
        found.append(f"core:left-kept finite={kept_finite}&shape={shape}")
    if dropped_right:
        found.append(f"core:right-out finite={view.has_finite(extent.end, extent.high)}&shape={shape}&kept={right}")
    if right:
        found.append(f"core:right-kept finite={view.has_finite(core[1], extent.end)}&shape={shape}")
        found.append(f"core:right-after={view.lower[core[1]]}")
    return found


def choose(
    view: View,
    shaper: Shaper,
    clauses: Clauses,
    proposals: Sequence[tuple[Candidate, Extent | None]],
    model: LinearModel | None,
) -> list[Candidate]:
    """Return each proposed candidate with the extent expected to be right; ``certainty`` goes to its features."""
    chosen = []
    for item, extent in proposals:
        if extent is None or model is None:
            chosen.append(item)
            continue
        options = alternatives(view, shaper, item, extent)
        if len(options) == 1:
            totals = [0.0]  # nothing to weigh it against
        else:
            totals = [model.total(describe_extent(view, clauses, *option)) for option in options]
        at, certainty = decide([option.segments for option, _ in options], totals)
        best = options[at][0]
        best.features = {**best.features, "certainty": certainty}
        chosen.append(best)
    return chosen


def decide(options: Sequence[Sequence[Span]], totals: Sequence[float]) -> tuple[int, float]:
    """Return the option with the least expected loss, and how likely it is right (IoU ≥ 0.8).

    ``totals`` are log odds up to a constant. An option counts for its own probability and for that of all options
    so near to it that either would pass for the other (minimum Bayes risk, Goel & Byrne 2000).
    """
    highest = max(totals)
    odds = [math.exp(total - highest) for total in totals]
    whole = sum(odds)
    best, best_value, certainty = 0, -1.0, 1.0
    for at, passing in enumerate(_passing(options)):
        near = sum([odds[other] for other in passing]) / whole
        value = near + _EXACT * odds[at] / whole
        if value > best_value:
            best, best_value, certainty = at, value, near
    return best, certainty


def _passing(options: Sequence[Sequence[Span]]) -> list[list[int]]:
    """Return for each option those, in order, that would pass for it."""
    sizes = [sum([end - start for start, end in segments]) for segments in options]
    passing: list[list[int]] = [[] for _ in options]
    for at, segments in enumerate(options):
        size = sizes[at]
        if size and (len(segments) == 1 or iou(segments, segments) >= _RIGHT):
            passing[at].append(at)
        for other in range(at + 1, len(options)):
            rival, rival_size = options[other], sizes[other]
            if len(segments) == len(rival) == 1:
                (low, high), (rival_low, rival_high) = segments[0], rival[0]
                shared = min(high, rival_high) - max(low, rival_low)
                near = shared > 0 and shared / (size + rival_size - shared) >= _RIGHT
            else:
                near = iou(segments, rival) >= _RIGHT
            if near:
                passing[at].append(other)
                passing[other].append(at)
    return passing


def iou(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Characters shared over characters covered."""
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    union = sum(end - start for start, end in one) + sum(end - start for start, end in other) - shared
    return shared / union if union else 0.0
