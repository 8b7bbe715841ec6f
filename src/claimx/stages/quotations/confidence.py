"""How likely a candidate is right: a logistic model over what the rules saw, trained on the training articles.

The weights (``weights.json``) are written by ``scripts/train_quotations.py``; the score is the probability that the
content matches a hand-annotated one at IoU ≥ 0.8.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.candidates import Candidate
from claimx.stages.quotations.fragments import describe_fragment
from claimx.stages.quotations.view import View
from claimx.stages.sums import Sum

_CONDITIONAL = ("rait", "raient", "rais")
_CERTAINTIES = (0.3, 0.45, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
_FUTURE = ("ra", "ront", "rai", "rons")


def _bucket(value: int, edges: Sequence[int]) -> str:
    for edge in edges:
        if value <= edge:
            return f"≤{edge}"
    return f">{edges[-1]}"


def describe(view: View, item: Candidate, others: Sequence[Candidate]) -> list[str]:
    """Return the names of the binary features of a candidate among ``others`` of its document."""
    text = view.text
    first, last = view.token_at(item.start), view.token_at(max(item.end - 1, item.start))
    words = last - first + 1
    kind, rule = item.kind, str(item.features.get("as", item.rule))
    found = [
        f"rule={rule}",
        f"kind={kind}",
        f"rule={rule}&kind={kind}",
        f"words={_bucket(words, (2, 4, 8, 15, 30, 60))}",
    ]
    source = classify_source(view, item.source)
    found += [f"source={source}", f"rule={rule}&source={source}", f"source={source}&kind={kind}"]
    cue_type, frame, form = (str(item.features.get(name, "")) for name in ("type", "frame", "form"))
    found += [
        f"type={cue_type}",
        f"frame={frame}",
        f"form={form}",
        f"type={cue_type}&frame={frame}&kind={kind}",
        f"form={form}&type={cue_type}",
    ]
    if "certainty" in item.features:
        certainty = float(item.features["certainty"])
        found += [f"certainty>{level}" for level in _CERTAINTIES if certainty > level]
        found.append(f"certainty={int(certainty * 4)}&rule={rule}")
    finite = view.has_finite(first, last + 1)
    found += [f"finite={finite}&rule={rule}", f"first={view.pos[first]}&frame={frame}", f"start={view.lower[first]}"]
    if "uncounted" in item.features:
        found += ["uncounted", f"uncounted&type={cue_type}", f"uncounted&frame={frame}"]
    if item.features.get("of-thing") == "True":
        found += ["of-thing", f"of-thing&frame={frame}"]
    if item.cue_lemma:
        found += [f"lemma={item.cue_lemma}", f"lemma={item.cue_lemma}&frame={frame}"]
    if frame.startswith(("np", "quoted", "passive")):
        found += _object_features(view, first, last, frame, source)
    found += _cue_features(view, item, frame)
    found += _place_features(view, item, first, last)
    found += _rival_features(view, item, others)
    found += describe_fragment(view, item)
    if frame.startswith("np") or "np" in rule or rule.startswith("passive"):
        found += _nominal_features(view, first, last, cue_type, frame)
    if any(map(str.isdigit, text[item.start : item.end])):
        found.append(f"figure&type={cue_type}")
    if kind != "indirect":
        quoted = sum(1 for index in range(first, last + 1) if view.region[index] is not None)
        share = round(4 * quoted / max(words, 1))
        found += [f"quoted={share}", f"quoted={share}&rule={rule}"]
    return found


def _object_features(view: View, first: int, last: int, frame: str, source: str) -> list[str]:
    """Who says a nominal content, and whether it looks like a title."""
    group = "quoted" if frame == "quoted" else "passive" if frame.startswith("passive") else "np"
    start = next((i for i in range(first, last + 1) if not view.is_break(i)), first)
    found = [f"{group}&source={source}"]
    if group == "quoted" and view.words[start][:1].isupper():
        found.append("quoted-title")
    return found


_DEEDS = ("tion", "sion", "ment", "age", "ance", "ence", "ure", "isme", "ée", "té")
# Deeds and events named without a suffix.
_PLAIN_DEEDS = frozenset(
    "accord achat appel arrêt baisse choix crise début décès départ échec envoi essor fin gel hausse maintien "
    "menace mort perte recul refus rejet renvoi report reprise retard retour retrait risque soutien succès vente "
    "vote".split()
)


def _nominal_features(view: View, first: int, last: int, cue_type: str, frame: str) -> list[str]:
    """What a nominal content names: a deed or quality that can be said, or a thing."""
    head = next((i for i in range(first, last + 1) if view.pos[i] in ("NOUN", "PROPN", "PRON", "NUM")), -1)
    if head < 0:
        return [f"noun=none&type={cue_type}"]
    lemma = view.lemma[head].lower()
    deed = next((suffix for suffix in _DEEDS if lemma.endswith(suffix) and len(lemma) > len(suffix) + 2), "")
    if lemma in _PLAIN_DEEDS:
        deed = "plain"
    if view.pos[head] != "NOUN":
        deed = view.pos[head]
    determiner = view.lower[first] if view.pos[first] == "DET" else view.pos[first]
    complement = any(view.lower[i] in ("de", "d'", "des", "du", "à", "que", "qu'") for i in range(head + 1, last + 1))
    return [
        f"noun={deed}&type={cue_type}",
        f"noun={deed}&frame={frame}",
        f"noun={lemma}",
        f"determiner={determiner}&type={cue_type}",
        f"noun-complement={complement}&type={cue_type}",
    ]


def _cue_features(view: View, item: Candidate, frame: str) -> list[str]:
    if item.cue is None:
        return []
    head = view.token_at(item.cue[1] - 1)
    begin = view.token_at(item.cue[0])
    form = view.lower[head]
    before = view.before(begin)
    found = [f"before={view.lower[before] if before >= 0 else ''}", f"cuepos={view.pos[head]}"]
    if form.endswith(_CONDITIONAL):
        found.append("tense=conditional")
    elif form.endswith(_FUTURE):
        found.append("tense=future")
    elif begin != head:
        found.append("tense=compound")
    else:
        tense = view.morph[head].get("Tense", "").replace(",", "/")
        found.append(f"tense={tense or '-'}")
    governor = view.head[head]
    if str(item.features.get("form")) == "infinitive":
        found += [f"modal={view.lemma[governor]}", f"infbefore={view.lower[begin - 1] if begin else ''}"]
    negated = any(view.lower[i] in ("ne", "n'") for i in range(max(begin - 2, 0), head))
    if negated:
        found += ["negated", f"negated&frame={frame}"]
    start = view.bounds(head)[0]
    if begin <= start + 1:
        found.append("cue-first")
    if view.dep[head] in ("acl:relcl", "advcl", "ccomp", "conj", "xcomp", "acl"):
        found.append(f"dep={view.dep[head]}")
    if item.cue[1] <= item.start:
        found.append(f"gap={_bucket(first_gap(view, head, item.start), (1, 2, 4, 8))}&frame={frame}")
    return found


def first_gap(view: View, head: int, start: int) -> int:
    """Tokens between the cue and its content."""
    return max(0, view.token_at(start) - head)


def _place_features(view: View, item: Candidate, first: int, last: int) -> list[str]:
    start, end = view.bounds(first)
    found = []
    cue_region = view.region[view.token_at(item.cue[0])] if item.cue is not None else view.region[first]
    if cue_region is not None:
        found += ["in-quotation", f"in-quotation&rule={item.rule}", f"in-quotation&type={item.features.get('type')}"]
    found.append(f"to-end={last + 1 >= end}&rule={item.rule}")
    following = view.after(last, len(view.lower))
    found.append(f"next={view.lower[following] if following >= 0 else ''}")
    if item.cue is None:
        found.append(f"bare-alone={first <= start + 1 and last + 1 >= end - 1}&rule={item.rule}")
    if len(item.segments) > 1:
        found.append(f"segments&rule={item.rule}")
    return found


def _rival_features(view: View, item: Candidate, others: Sequence[Candidate]) -> list[str]:
    found = []
    for other in others:
        if other is item or other.end <= item.start or item.end <= other.start:
            if item.cue is not None and other is not item and other.covers(item.cue):
                found += ["cue-inside", f"cue-inside={other.kind}&type={item.features.get('type')}"]
            continue
        if item.cue is not None and other.covers(item.cue):
            found += ["cue-inside", f"cue-inside={other.kind}&type={item.features.get('type')}"]
        elif other.cue is not None and item.covers(other.cue):
            found.append("holds-cue")
        else:
            found.append(f"rival={other.rule}")
    return sorted(set(found))


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
