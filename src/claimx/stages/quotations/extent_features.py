"""What a linear model is told of one extent of a content: the words at its ends, what it takes in or leaves out."""

from __future__ import annotations

from functools import lru_cache

from claimx.stages.quotations.boundaries import CONJUNCTIONS, PAUSES, Extent
from claimx.stages.quotations.candidates import Candidate
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.view import View

_CONTRAST = frozenset({"quand", "lorsque", "tandis", "contrairement", "contre", "quoique", "bien"})


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
        after = view.after(end, extent.high) if boundary in PAUSES or boundary in CONJUNCTIONS else end
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
                found.append(f"next-verb&agrees={_agrees_with(view, after, verb, extent)}")
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
