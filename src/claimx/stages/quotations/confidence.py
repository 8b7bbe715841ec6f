"""How likely a candidate is right: a logistic model over what the rules saw, trained on the training articles.

The weights (``weights.json``) are written by ``scripts/train_quotations.py``; the score is the probability that the
content matches a hand-annotated one at IoU ≥ 0.8.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from claimx.stages.quotations import confidence_names as names
from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.candidates import Candidate, Span
from claimx.stages.quotations.fragments import fragment_blocks
from claimx.stages.quotations.view import View
from claimx.stages.sums import Block, Sum, names_of

_CONDITIONAL = ("rait", "raient", "rais")
_FUTURE = ("ra", "ront", "rai", "rons")
_EMBEDDED = frozenset({"acl:relcl", "advcl", "ccomp", "conj", "xcomp", "acl"})
_COMPLEMENTS = frozenset({"de", "d'", "des", "du", "à", "que", "qu'"})


def _bucket(value: int, edges: Sequence[int]) -> str:
    at = bisect_left(edges, value)
    return f"≤{edges[at]}" if at < len(edges) else f">{edges[-1]}"


def describe(view: View, item: Candidate, others: Sequence[Candidate]) -> list[str]:
    """Return the names of the binary features of a candidate among ``others`` of its document."""
    return [name for block in confidence_blocks(view, item, others) for name in names_of(block)]


def confidence_blocks(view: View, item: Candidate, others: Sequence[Candidate]) -> list[Block]:
    """Return the features of a candidate in blocks of those that go together, which are few."""
    first, last = view.token_at(item.start), view.token_at(max(item.end - 1, item.start))
    words = last - first + 1
    features = item.features
    kind, rule = item.kind, str(features.get("as", item.rule))
    source = classify_source(view, item.source)
    cue_type, frame, form = str(features.get("type", "")), str(features.get("frame", "")), str(features.get("form", ""))
    finite = view.has_finite(first, last + 1)
    found: list[Block] = [
        (names.relation, rule, kind, source, cue_type, frame, form),
        (names.content, _bucket(words, (2, 4, 8, 15, 30, 60)), finite, rule, view.pos[first], frame),
        (names.start, view.lower[first]),
    ]
    if "certainty" in features:
        certainty = float(features["certainty"])
        found.append((names.certainty, bisect_left(names.CERTAINTIES, certainty), int(certainty * 4), rule))
    if "uncounted" in features:
        found.append((names.uncounted, cue_type, frame))
    if features.get("of-thing") == "True":
        found.append((names.of_thing, frame))
    if item.cue_lemma:
        found.append((names.lemma, item.cue_lemma, frame))
    if frame.startswith(("np", "quoted", "passive")):
        found.append(_object_block(view, first, last, frame, source))
    if item.cue is not None:
        found += _cue_blocks(view, item, item.cue, frame)
    found += _place_blocks(view, item, first, last)
    found += _rival_blocks(item, others)
    found += fragment_blocks(view, item)
    if frame.startswith("np") or "np" in rule or rule.startswith("passive"):
        found += _nominal_blocks(view, first, last, cue_type, frame)
    if _has_figure(view, item, first, last):
        found.append((names.figure, cue_type))
    if kind != "indirect":
        quoted = words - view.region[first : last + 1].count(None)
        found.append((names.quoted_share, round(4 * quoted / max(words, 1)), rule))
    return found


def _has_figure(view: View, item: Candidate, first: int, last: int) -> bool:
    if not any(map(_figure_in, view.words[first : last + 1])):
        return False
    return _figure_in(view.text[item.start : item.end])


@lru_cache(maxsize=1 << 14)
def _figure_in(word: str) -> bool:
    return any(map(str.isdigit, word))


def _object_block(view: View, first: int, last: int, frame: str, source: str) -> Block:
    """Who says a nominal content, and whether it looks like a title."""
    group = "quoted" if frame == "quoted" else "passive" if frame.startswith("passive") else "np"
    start = next((i for i in range(first, last + 1) if not view.is_break(i)), first)
    return names.spoken_object, group, source, group == "quoted" and view.words[start][:1].isupper()


_DEEDS = ("tion", "sion", "ment", "age", "ance", "ence", "ure", "isme", "ée", "té")
# Deeds and events named without a suffix.
_PLAIN_DEEDS = frozenset(
    "accord achat appel arrêt baisse choix crise début décès départ échec envoi essor fin gel hausse maintien "
    "menace mort perte recul refus rejet renvoi report reprise retard retour retrait risque soutien succès vente "
    "vote".split()
)


def _nominal_blocks(view: View, first: int, last: int, cue_type: str, frame: str) -> list[Block]:
    """What a nominal content names: a deed or quality that can be said, or a thing."""
    head = next((i for i in range(first, last + 1) if view.pos[i] in ("NOUN", "PROPN", "PRON", "NUM")), -1)
    if head < 0:
        return [(names.no_noun, cue_type)]
    lemma = view.lemma[head].lower()
    deed = next((suffix for suffix in _DEEDS if lemma.endswith(suffix) and len(lemma) > len(suffix) + 2), "")
    if lemma in _PLAIN_DEEDS:
        deed = "plain"
    if view.pos[head] != "NOUN":
        deed = view.pos[head]
    determiner = view.lower[first] if view.pos[first] == "DET" else view.pos[first]
    complement = not _COMPLEMENTS.isdisjoint(view.lower[head + 1 : last + 1])
    return [(names.nominal, deed, cue_type, frame, determiner, complement), (names.noun, lemma)]


def _cue_blocks(view: View, item: Candidate, cue: Span, frame: str) -> list[Block]:
    head = view.token_at(cue[1] - 1)
    begin = view.token_at(cue[0])
    form = view.lower[head]
    before = view.before(begin)
    if form.endswith(_CONDITIONAL):
        tense = "conditional"
    elif form.endswith(_FUTURE):
        tense = "future"
    elif begin != head:
        tense = "compound"
    else:
        tense = view.morph[head].get("Tense", "").replace(",", "/") or "-"
    negated = any(view.lower[i] in ("ne", "n'") for i in range(max(begin - 2, 0), head))
    dep = view.dep[head] if view.dep[head] in _EMBEDDED else ""
    found: list[Block] = [
        (names.before, view.lower[before] if before >= 0 else ""),
        (names.cue, view.pos[head], tense, negated, begin <= view.bounds(head)[0] + 1, dep, frame),
    ]
    if str(item.features.get("form")) == "infinitive":
        found.append((names.infinitive, view.lemma[view.head[head]], view.lower[begin - 1] if begin else ""))
    if cue[1] <= item.start:
        found.append((names.gap, _bucket(max(0, view.token_at(item.start) - head), (1, 2, 4, 8)), frame))
    return found


def _place_blocks(view: View, item: Candidate, first: int, last: int) -> list[Block]:
    start, end = view.bounds(first)
    cue_region = view.region[view.token_at(item.cue[0])] if item.cue is not None else view.region[first]
    following = view.after(last, len(view.lower))
    alone = str(first <= start + 1 and last + 1 >= end - 1) if item.cue is None else ""
    cue_type, several = str(item.features.get("type")), len(item.segments) > 1
    return [
        (names.place, item.rule, cue_type, cue_region is not None, last + 1 >= end, alone, several),
        (names.following, view.lower[following] if following >= 0 else ""),
    ]


def _rival_blocks(item: Candidate, others: Sequence[Candidate]) -> list[Block]:
    around: set[str] = set()
    found: dict[Block, None] = {}  # in their order: sums of floats depend on it
    for other in others:
        if other is item:
            continue
        if item.cue is not None and other.covers(item.cue):
            around.add(other.kind)
        elif other.end > item.start and item.end > other.start:
            if other.cue is not None and item.covers(other.cue):
                found[names.holds_cue,] = None
            else:
                found[names.rival, other.rule] = None
    if around:
        cue_type = str(item.features.get("type"))
        found[names.cue_inside, "direct" in around, "indirect" in around, "mixed" in around, cue_type] = None
    return list(found)


class LinearModel(Sum):
    """A sum of weights, and the probability from which on it counts as right."""

    def __init__(self, weights: Mapping[str, float], bias: float = 0.0, threshold: float = 0.0) -> None:
        super().__init__(weights, bias)
        self.threshold = threshold


@cache
def load_models() -> tuple[LinearModel | None, LinearModel | None]:
    """Return the packaged models of extents and of confidence; None before the first training."""
    path = files("claimx.stages.quotations") / "weights.json"
    if not path.is_file():
        return None, None
    data = json.loads(path.read_text(encoding="utf-8"))
    extent, confidence = data["extent"], data["confidence"]
    return LinearModel(extent["weights"]), LinearModel(
        confidence["weights"], confidence["bias"], confidence["threshold"]
    )
