"""Train the claim stage's choices on gold folders with claims; writes ``stages/claims/weights.json``.

    python scripts/train_claims.py FOLDER… [--dry-run] [--only PART]

Trained over the gold's quotations and speakers, on the articles of the folders that have ``claims:``:

- issue: which words of a content name its issue. A conditional logit over the content's options that maximises the
  expected closeness (shares a character; intersection over union) to a gold issue;
- further: whether another option of the content is a claim too (logistic);
- act, polarity: multinomial logistic regressions over the clause, its cue and the rules' own reading;
- confidence: a logistic scaling (Platt) of how sure the choices were, on held-out articles.

Prints figures cross-validated over articles. Needs scikit-learn (a development tool, not a dependency).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent))

from dev_eval import chain, parsed

import claimx.stages.claims.models as models_module
from claimx.evaluate import GoldClaim, GoldDocument, read_gold
from claimx.stages.claims.acts import combine
from claimx.stages.claims.choice import choose, log_odds, nearest, rivals, shares_of, touching
from claimx.stages.claims.features import describe_option
from claimx.stages.claims.further import describe_further
from claimx.stages.claims.models import Models, build
from claimx.stages.claims.options import Content, Option
from claimx.stages.claims.readings import CueReading
from claimx.stages.claims.sides import side_features, tones
from claimx.stages.claims.signs import describe_claim
from claimx.stages.extensions import store_quotations

WEIGHTS = Path(models_module.__file__).with_name("weights.json")
MIN_COUNT = 3
TOUCH = 0.75
"""What it is worth to share a character with a gold issue; the rest is for intersection over union."""
FOLDS = 5
INNER = 3
"""Parts of the training items, each with options chosen by a model that did not see it, for further claims."""
SINGLE = 0.1
"""Weight of a content for the choice of further claims where its gold has hardly any."""
SMALLEST = 0.03
"""Weights of act and side below it are left out (0.02 gives the same figures); those of the issue below a third."""
TOGETHER = 0.3
"""Power of the pairs of act and side, whose models look at the same words already. Cross-validated, pairs right of the
annotated articles: without 0.597 and 0.594, with 0.3 0.618 and 0.603, with 1 0.616 and 0.600."""
NEAREST = 3
"""Options nearest to a gold issue that act and side are learned from."""


SHIFTS = {"neutral": -0.5}
"""Added to the bias of the class that takes no side: annotators of the measuring articles use it less than those of
the training ones (7 % against 26 %). The size was chosen on the figures over the former; cross-validated it is flat."""


@dataclass
class Item:
    """One gold relation: its content's options and its gold claims with issues in words."""

    content: Content
    reading: CueReading
    kind: str
    golds: list[GoldClaim]
    weight: float = 1.0
    single: bool = False
    """Whether its gold tells hardly ever a second claim of a content."""
    options: list[list[str]] = field(default_factory=list)
    claims: list[list[str]] = field(default_factory=list)
    sides: list[list[str]] = field(default_factory=list)
    """What tells sides besides, by option."""


def closeness(option: Option, gold: GoldClaim) -> float:
    """Return how near an option is to a gold issue, 0 to 1; 0 if they share no character."""
    best = 0.0
    for start, end in gold.issue_spans:
        low, high = option.span
        shared = min(end, high) - max(start, low)
        if shared > 0:
            best = max(best, TOUCH + (1 - TOUCH) * shared / (max(end, high) - min(start, low)))
    return best


def reward(option: Option, golds: Sequence[GoldClaim]) -> float:
    """Return how like an option is to a gold issue; one that holds the issues of several claims hides all but one."""
    values = [(value - TOUCH) / (1 - TOUCH) for gold in golds if (value := closeness(option, gold))]
    return max(values) / len(values) if values else 0.0


def collect(folder: Path, nlp: Any, weight: float = 1.0, *, single: bool = False) -> list[list[Item]]:
    """Items by article, each of the given weight; ``single`` where the gold has hardly any second claims."""
    gold: list[GoldDocument] = [item.plain() for item in read_gold(folder) if item.claims is not None]
    structurer = nlp.get_pipe("claimx_claims").structurer
    rows = []
    for document, doc in zip(gold, parsed(nlp, gold, cache=True), strict=True):
        store_quotations(doc, document.records(speakers=True))
        claims: dict[str, list[GoldClaim]] = defaultdict(list)
        for claim in document.claims or ():
            if claim.issue_spans:
                claims[claim.quotation].append(claim)
        items = []
        named = {name: issues[-1].issue_spans[0] for name, issues in claims.items()}
        for quotation, content, reading in structurer.contents(doc, named):
            item = Item(content, reading, quotation.kind, claims[quotation.quotation_id], weight, single)
            item.options = [describe_option(o, content, reading, quotation.kind) for o in content.options]
            item.claims = [describe_claim(o, content, reading, quotation.kind) for o in content.options]
            every = tones(content.tokens)
            item.sides = [side_features(o, reading, combine(o.assertion, reading)[1], every) for o in content.options]
            items.append(item)
        rows.append(items)
    return rows


def vocabulary(features: Sequence[Sequence[str]], minimum: int) -> dict[str, int]:
    """Columns of the features seen often enough."""
    counts = Counter(name for row in features for name in set(row))
    return {name: n for n, name in enumerate(sorted(name for name, count in counts.items() if count >= minimum))}


def matrix(features: Sequence[Sequence[str]], columns: dict[str, int]) -> csr_matrix:
    """Rows of zeros and ones."""
    indices, pointers = [], [0]
    for row in features:
        indices += sorted({columns[name] for name in row if name in columns})
        pointers.append(len(indices))
    return csr_matrix((np.ones(len(indices)), indices, pointers), shape=(len(features), len(columns)))


def fit_issue(items: list[Item], penalty: float) -> dict[str, float]:
    """Weights of the conditional logit."""
    used = [
        (item, rewards)
        for item in items
        if item.golds
        and len(item.content.options) > 1
        and max(rewards := [reward(o, item.golds) for o in item.content.options]) > 0
        and min(rewards) < max(rewards)
    ]
    rows = [features for item, _ in used for features in item.options]
    columns = vocabulary(rows, MIN_COUNT)
    data = matrix(rows, columns)
    rewards = np.array([value for _, values in used for value in values])
    starts = np.cumsum([0, *(len(values) for _, values in used)])
    groups = np.repeat(np.arange(len(used)), np.diff(starts))
    weights_of = np.array([item.weight for item, _ in used])

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        totals = data @ weights
        tops = np.maximum.reduceat(totals, starts[:-1])
        powers = np.exp(totals - tops[groups])
        shares = powers / np.add.reduceat(powers, starts[:-1])[groups]
        expected = np.add.reduceat(shares * rewards, starts[:-1])
        slope = shares * (1 - rewards / expected[groups]) * weights_of[groups]
        value = float(-(np.log(expected) * weights_of).sum() + penalty * weights @ weights)
        return value, data.T @ slope + 2 * penalty * weights

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {name: float(found.x[n]) for name, n in columns.items() if abs(found.x[n]) >= SMALLEST / 3}


def regress(rows: list[list[str]], labels: list[Any], weights: list[float], strength: float) -> Any:
    """Sums by class (binary: one sum) of a logistic regression."""
    columns = vocabulary(rows, 2)
    model = LogisticRegression(C=strength, max_iter=2000)
    model.fit(matrix(rows, columns), labels, sample_weight=weights)
    names = sorted(columns, key=columns.__getitem__)

    def one(row: np.ndarray, bias: float) -> dict[str, Any]:
        kept = {name: round(float(value), 3) for name, value in zip(names, row, strict=True) if abs(value) >= SMALLEST}
        return {"weights": kept, "bias": round(float(bias), 4)}

    if len(model.classes_) == 2:
        if isinstance(model.classes_[0], (bool, np.bool_)):
            return one(model.coef_[0], model.intercept_[0])
        low, high = (str(label) for label in model.classes_)
        return {low: {"weights": {}, "bias": 0.0}, high: one(model.coef_[0], model.intercept_[0])}
    return {
        str(label): one(row, bias)
        for label, row, bias in zip(model.classes_, model.coef_, model.intercept_, strict=True)
    }


def fit_labels(items: list[Item], name: str, strength: float) -> Any:
    """Sums of act (``acts``) or side (``polarity``) by class.

    For acts every article weighs alike: cross-validated the annotated ones gain by it (0.784 right, now 0.800).
    """
    rows, labels, weights = [], [], []
    for item in items:
        for gold in item.golds:
            described = item.claims
            if name == "polarity":
                described = [[*claim, *side] for claim, side in zip(item.claims, item.sides, strict=True)]
            near = [(closeness(o, gold), f) for o, f in zip(item.content.options, described, strict=True)]
            near = sorted(((v, f) for v, f in near if v > 0), key=lambda pair: -pair[0])[:NEAREST]
            whole = sum(value for value, _ in near)
            allowed = getattr(gold, name)
            for value, features in near:
                for label in allowed:
                    rows.append(features)
                    labels.append(label)
                    share = value / whole
                    weights.append(share / len(allowed) if name == "acts" else item.weight * share)
    sums = regress(rows, labels, weights, strength)
    for label, shift in SHIFTS.items():
        if label in sums:
            sums[label]["bias"] = round(sums[label]["bias"] + shift, 4)
    return sums


def fit_further(items: list[Item], penalty: float, strength: float) -> Any:
    """Sum of whether an option beside the first is a claim of its own, by options' shares that did not see the item."""
    rows, labels, weights = [], [], []
    for held_out in np.array_split(np.arange(len(items)), INNER):
        unseen = set(held_out.tolist())
        issue = fit_issue([item for n, item in enumerate(items) if n not in unseen], penalty)
        ranker = build({**EMPTY, "issue": issue})
        for item in (items[n] for n in held_out):
            content = item.content
            if not content.options:
                continue
            shares = shares_of(content, item.reading, item.kind, ranker)
            options = list(zip(shares, content.options, strict=True))
            first = nearest(options)
            held = next((gold for gold in item.golds if closeness(first, gold)), None)
            if rest := rivals(options, [first]):
                option = nearest(rest)
                share = touching(option, options)
                rows.append(describe_further(option, share, first, content, item.reading, item.kind))
                labels.append(any(closeness(option, gold) for gold in item.golds if gold is not held))
                weights.append(SINGLE if item.single else 1.0)
    return regress(rows, labels, weights, strength)


def fit_pairs(items: list[Item]) -> dict[str, dict[str, float]]:
    """How much oftener than chance annotators give an act and a side together, to the power ``TOGETHER``."""
    both: Counter[tuple[str, str]] = Counter()
    for item in items:
        for gold in item.golds:
            for act in gold.acts:
                for side in gold.polarity:
                    both[act, side] += 1 / (len(gold.acts) * len(gold.polarity))
    acts, sides = Counter[str](), Counter[str]()
    for (act, side), count in both.items():
        acts[act] += count
        sides[side] += count
    whole = sum(both.values())

    def lift(act: str, side: str) -> float:
        chance = acts[act] * sides[side] / whole
        return (both[act, side] + 0.5) / (chance + 0.5)

    return {act: {side: round(lift(act, side) ** TOGETHER, 3) for side in sides} for act in acts}


NOTHING = {"weights": {}, "bias": 0.0}
EMPTY: dict[str, Any] = {
    "further": NOTHING,
    "act": {"state": NOTHING},
    "polarity": {"neutral": NOTHING},
    "pairs": {},
    "confidence": {"slope": 1.0, "shift": 0.0},
}


def fit(items: list[Item], options: argparse.Namespace) -> dict[str, Any]:
    """All models' data."""
    issue = fit_issue(items, options.penalty)
    return {
        "issue": {name: round(value, 3) for name, value in issue.items()},
        "further": fit_further(items, options.penalty, options.strength[2]),
        "act": fit_labels(items, "acts", options.strength[0]),
        "polarity": fit_labels(items, "polarity", options.strength[1]),
        "pairs": fit_pairs(items),
        "confidence": EMPTY["confidence"],
    }


@dataclass
class Figures:
    """Counts over held-out articles."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    polarity: int = 0
    act: int = 0

    def add(self, item: Item, models: Models) -> list[tuple[float, bool]]:
        """Count one relation; return how sure (log odds) each of its claims was, and whether it is right."""
        sure = []
        picks = choose(item.content, item.reading, item.kind, models)
        self.gold += len(item.golds)
        self.found += len(picks)
        free = list(item.golds)
        for pick in picks:
            gold = next((g for g in free if closeness(pick.option, g)), None)
            sure.append(
                (log_odds(pick.sureness), gold is not None and pick.polarity in (gold.polarity or (pick.polarity,)))
            )
            if gold is not None:
                free.remove(gold)
                self.matched += 1
                self.polarity += not gold.polarity or pick.polarity in gold.polarity
                self.act += not gold.acts or pick.act in gold.acts
        return sure

    def __str__(self) -> str:
        both = self.gold + self.found
        return (
            f"issue F1 {2 * self.matched / both:.3f}, with polarity {2 * self.polarity / both:.3f}, polarity right "
            f"{self.polarity / self.matched:.3f}, act right {self.act / self.matched:.3f} "
            f"({self.gold} gold, {self.found} found)"
        )


def print_reliability(sure: list[tuple[float, bool]], confidence: dict[str, float]) -> None:
    """Print the share of right claims by bracket of confidence, and the mean gap weighted by size."""
    rows = [(1 / (1 + np.exp(-confidence["slope"] * value - confidence["shift"])), right) for value, right in sure]
    gap = 0.0
    for low in (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        inside = [row for row in rows if low <= row[0] < (low + 0.1 if low else 0.3)]
        if inside:
            mean, share = (float(np.mean([row[k] for row in inside])) for k in (0, 1))
            gap += abs(mean - share) * len(inside) / len(rows)
            print(f"  confidence {mean:.2f}: {share:.2f} right of {len(inside)}")
    print(f"  expected calibration error {gap:.3f}")


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--check", type=Path, help="print figures over this folder too")
    parser.add_argument("--weights", type=float, nargs="+", default=[], help="of each folder's articles; 1 if left out")
    parser.add_argument("--single", type=Path, help="the folder whose gold has hardly any second claim of a content")
    parser.add_argument("--penalty", type=float, default=8.0)
    parser.add_argument(
        "--strength", type=float, nargs=3, default=[0.15, 0.15, 0.1], help="of acts, sides and further claims"
    )
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write no weights")
    parser.add_argument("--only", choices=list(EMPTY | {"issue": NOTHING}), help="write this part, leave the others")
    options = parser.parse_args()
    nlp = chain()
    shares = dict(zip(options.gold, options.weights, strict=False))
    folders = {
        folder: collect(folder, nlp, shares.get(folder, 1.0), single=folder == options.single)
        for folder in options.gold
    }
    articles = [(folder, items) for folder, rows in folders.items() for items in rows]
    figures = {folder: Figures() for folder in folders}
    sure: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        trained = fit([i for n, (_, items) in enumerate(articles) if n % FOLDS != fold for i in items], options)
        models = build(trained)
        for n, (folder, items) in enumerate(articles):
            if n % FOLDS == fold:
                for item in items:
                    sure += figures[folder].add(item, models)
    scaling = LogisticRegression(C=1e6).fit([[value] for value, _ in sure], [right for _, right in sure])
    confidence = {"slope": float(scaling.coef_[0][0]), "shift": float(scaling.intercept_[0])}
    print_reliability(sure, confidence)
    for folder, counts in figures.items():
        print(f"{folder}, cross-validated: {counts}")
    data = fit([item for _, items in articles for item in items], options) | {"confidence": confidence}
    if options.check:
        counts = Figures()
        for items in collect(options.check, nlp):
            for item in items:
                counts.add(item, build(data))
        print(f"{options.check}: {counts}")
    if options.only:
        data = json.loads(WEIGHTS.read_text(encoding="utf-8")) | {options.only: data[options.only]}
    if not options.dry_run:
        WEIGHTS.write_text(json.dumps(data, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")
        print(f"{WEIGHTS} written, {WEIGHTS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
