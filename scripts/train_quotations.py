"""Train extents and confidence of quotation candidates on a gold folder; writes ``stages/quotations/weights.json``.

    python scripts/train_quotations.py ../shared/train data/train_long data/train --sparse data/train \
        --strength 0.1 --threshold 0.4 --cut 0.35 [--check ../shared/dev]

Two log-linear models (L2) over binary features: one gives the extents of a candidate probabilities (best = highest
IoU with a gold content), one says whether the candidate is right (content matches a gold one at IoU ≥ 0.8). The
second is trained on extents chosen by models that did not see the document, as it will meet them; its sums are scaled
(Platt) on the quotations that cross-validation keeps, so that a confidence is the share that is right. Prints
cross-validated figures over documents. Needs scikit-learn (a development tool, not a dependency).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, str(Path(__file__).parent))

from dev_eval import chain, parsed

import claimx.stages.quotations.confidence as confidence
from claimx.evaluate import read_gold
from claimx.stages.quotations.boundaries import alternatives
from claimx.stages.quotations.confidence import LinearModel, describe
from claimx.stages.quotations.detector import QuotationDetector
from claimx.stages.quotations.extent_choice import choose, iou
from claimx.stages.quotations.extent_features import describe_extent
from claimx.stages.quotations.selection import near, select

WEIGHTS = Path(confidence.__file__).with_name("weights.json")
RIGHT = 0.8
MIN_COUNT = 3
FOLDS = 4
UNMARKED = 0.2
"""Weight of a relation that sparse gold doesn't have, if it is of a sort that this gold leaves out."""
INSIDE, ASKED = "cue-inside", "lemma=interroger"
"""Relations inside others, which sparse gold leaves out, and what somebody is asked about, which most writers do."""


class Worth(NamedTuple):
    """Whether a document's gold marks all nested relations, and how much it weighs."""

    nested: bool
    weight: float


def gold_segments(document: object) -> list[list[tuple[int, int]]]:
    """Content segments of a gold document."""
    return [[(s.start, s.end) if hasattr(s, "start") else tuple(s) for s in q.segments] for q in document.quotations]  # type: ignore[attr-defined]


def collect(
    folder: Path, detector: QuotationDetector, nlp: object, *, nested: bool = True, weight: float = 1.0
) -> list[tuple[object, list, list, Worth]]:
    """Readings, gold segments, what extents are learned from, what the gold is worth; by document."""
    gold = [item.plain() for item in read_gold(folder)]
    gold = getattr(gold, "documents", gold)
    docs = parsed(nlp, list(gold), cache=True)  # type: ignore[arg-type]
    rows = []
    for document, doc in zip(gold, docs, strict=True):
        reading, golds = detector.propose(doc), gold_segments(document)
        rows.append((reading, golds, lessons(reading, golds), Worth(nested, weight)))
    return rows


def lessons(reading: object, golds: list) -> list[tuple[list[set[str]], list[bool]]]:
    """Of each candidate that touches a gold content: features of its extents, and which come nearest."""
    found = []
    for item, extent in reading.proposals:  # type: ignore[attr-defined]
        if extent is None:
            continue
        options = alternatives(reading.view, reading.shaper, item, extent)  # type: ignore[attr-defined]
        values = [best_iou(option, golds) for option, _ in options]
        if max(values) >= 0.6 and len(options) > 1:
            features = [set(describe_extent(reading.view, reading.clauses, *option)) for option in options]  # type: ignore[attr-defined]
            found.append((features, [value >= max(values) - 0.02 for value in values]))
    return found


def best_iou(item: object, golds: list) -> float:
    """IoU with the gold content nearest to a candidate."""
    return max((iou(item.segments, g) for g in golds), default=0.0)  # type: ignore[attr-defined]


def regress(
    data: list[list[str]], labels: list[bool], strength: float, min_count: int, weights: list[float] | None = None
) -> tuple[dict[str, float], float]:
    """Weights by feature and the bias."""
    names = Counter(name for features in data for name in set(features))
    keep = {name for name, count in names.items() if count >= min_count}
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([{name: 1.0 for name in features if name in keep} for features in data])
    model = LogisticRegression(C=strength, max_iter=3000)
    model.fit(matrix, labels, sample_weight=weights)
    return dict(zip(vectorizer.get_feature_names_out(), model.coef_[0].tolist(), strict=True)), float(
        model.intercept_[0]
    )


def fit_extents(rows: list, strength: float = 25.0) -> LinearModel:
    """Train which extent of a candidate comes nearest to a gold content: one softmax a candidate (conditional logit).

    Candidates that touch no gold content say nothing; extents that tie share the probability.
    """
    groups = [features for row in rows for features, _ in row[2]]
    good = [label for row in rows for _, labels in row[2] for label in labels]
    heavy = np.array([row[3].weight for row in rows for _ in row[2]])
    names = Counter(name for group in groups for features in group for name in features)
    places = {name: place for place, name in enumerate(name for name, count in names.items() if count >= MIN_COUNT)}
    cells = [
        (row, places[name])
        for row, features in enumerate(features for group in groups for features in group)
        for name in features
        if name in places
    ]
    rows_of, columns_of = zip(*cells, strict=True)
    matrix = csr_matrix((np.ones(len(cells)), (rows_of, columns_of)), shape=(len(good), len(places)))
    sizes = [len(group) for group in groups]
    starts = np.cumsum([0, *sizes[:-1]])
    group_of = np.repeat(np.arange(len(groups)), sizes)
    marked = np.array(good, float)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        totals = matrix @ weights
        odds = np.exp(totals - np.maximum.reduceat(totals, starts)[group_of])
        all_odds = np.add.reduceat(odds, starts)
        good_odds = np.add.reduceat(odds * marked, starts)
        drift = heavy[group_of] * (odds / all_odds[group_of] - odds * marked / good_odds[group_of])
        surprise = (heavy * (np.log(all_odds) - np.log(good_odds))).sum()
        return float(surprise + strength * weights @ weights / 2), matrix.T @ drift + strength * weights

    found = minimize(loss, np.zeros(len(places)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return LinearModel(dict(zip(places, found.x.tolist(), strict=True)))


def decide(rows: list, extents: LinearModel | None) -> list[tuple[object, list, list, list, list]]:
    """Candidates with their extents, features and labels by document."""
    decided = []
    for reading, golds, _, worth in rows:
        view = reading.view
        candidates = choose(view, reading.shaper, reading.clauses, reading.proposals, extents)
        candidates = [c for c in candidates if c.segments and all(s < e for s, e in c.segments)]
        labels = [best_iou(c, golds) >= RIGHT for c in candidates]
        features = [describe(view, c, others) for c, others in zip(candidates, near(candidates), strict=True)]
        decided.append((view, candidates, features, labels, golds, worth))
    return decided


def likely_unmarked(features: list[str], worth: Worth) -> bool:
    """Whether a candidate is of a sort that the gold of its folder often leaves out."""
    return ASKED in features or INSIDE in features and not worth.nested


def fit(rows: list, strength: float) -> tuple[dict[str, float], float]:
    """Confidence weights and bias."""
    taught = [
        (features, label, row[5].weight * (UNMARKED if not label and likely_unmarked(features, row[5]) else 1.0))
        for row in rows
        for features, label in zip(row[2], row[3], strict=True)
    ]
    data, labels, weights = (list(column) for column in zip(*taught, strict=True))
    return regress(data, labels, strength, MIN_COUNT, weights)


def score(rows: list, model: LinearModel, level: float) -> tuple[int, int, int]:
    """True positives, found, gold."""
    right = found = total = 0
    for view, candidates, _, _, golds, _ in rows:
        chosen = select(view, candidates, model)
        pairs = sorted(
            ((iou(c.segments, g), i, j) for i, c in enumerate(chosen) for j, g in enumerate(golds)), reverse=True
        )
        used_c, used_g = set(), set()
        for value, i, j in pairs:
            if value >= level and i not in used_c and j not in used_g:
                used_c.add(i)
                used_g.add(j)
        right, found, total = right + len(used_c), found + len(chosen), total + len(golds)
    return right, found, total


def f1(counts: tuple[int, int, int]) -> float:
    """F1 of (right, found, gold)."""
    right, found, total = counts
    return 2 * right / (found + total) if found + total else 0.0


def folded(rows: list, folds: int) -> list[tuple[list, list]]:
    """(train, held out) parts, each document decided by extents that did not see it."""
    parts = []
    for train, held in split(rows, folds):
        parts.append((decide_unseen(train, 3), decide(held, fit_extents(train))))
    return parts


def split(rows: list, folds: int) -> Iterator[tuple[list, list]]:
    """Each fold's (train, held out) rows."""
    for fold in range(folds):
        yield (
            [row for n, row in enumerate(rows) if n % folds != fold],
            [row for n, row in enumerate(rows) if n % folds == fold],
        )


def decide_unseen(rows: list, folds: int) -> list:
    """Decide each document by extents that did not see it."""
    return [row for train, held in split(rows, folds) for row in decide(held, fit_extents(train))]


def scale(parts: list, strength: float, threshold: float) -> tuple[float, float]:
    """Slope and shift that make the sums of kept candidates log odds of being right, cross-validated (Platt)."""
    sums, right = [], []
    for train, held in parts:
        weights, bias = fit(train, strength)
        model = LinearModel(weights, bias, threshold)
        for view, candidates, features, labels, _, _ in held:
            kept = {id(item) for item in select(view, candidates, model)}
            for item, names, label in zip(candidates, features, labels, strict=True):
                if id(item) in kept:
                    sums.append([model.total(names)])
                    right.append(label)
    platt = LogisticRegression(C=1e6).fit(sums, right)
    return float(platt.coef_[0][0]), float(platt.intercept_[0])


def cross_validate(parts: list, strength: float, thresholds: list[float]) -> dict[float, tuple[float, float]]:
    """F1 at IoU ≥ 0.8 and ≥ 0.5 by threshold, each document scored by models that did not see it."""
    totals = {t: [np.zeros(3, int), np.zeros(3, int)] for t in thresholds}
    for train, held in parts:
        weights, bias = fit(train, strength)
        for threshold in thresholds:
            model = LinearModel(weights, bias, threshold)
            totals[threshold][0] += score(held, model, 0.8)
            totals[threshold][1] += score(held, model, 0.5)
    return {t: (f1(tuple(a)), f1(tuple(b))) for t, (a, b) in totals.items()}


def reach_of(rows: list, name: str) -> None:
    """Print how many gold contents some candidate has, as the rules have it and with its best extent."""
    total = sum(len(golds) for _, golds, _, _ in rows)
    for level in (0.8, 0.5):
        own = sum(
            max((iou(c.segments, g) for c, _ in r.proposals), default=0.0) >= level
            for r, golds, _, _ in rows
            for g in golds
        )
        every = [
            [o for c, e in r.proposals for o, _ in (alternatives(r.view, r.shaper, c, e) if e else [(c, None)])]
            for r, _, _, _ in rows
        ]
        reach = sum(
            max((iou(c.segments, g) for c in options), default=0.0) >= level
            for (_, golds, _, _), options in zip(rows, every, strict=True)
            for g in golds
        )
        print(
            f"{name}: recall of candidates at IoU ≥ {level}: {own / total:.3f} as the rules have them, "
            f"{reach / total:.3f} with their best extent"
        )


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--weight", type=float, nargs="+", help="what a document of each folder weighs")
    parser.add_argument("--sparse", type=Path, help="the folder whose gold leaves out most relations inside others")
    parser.add_argument("--check", type=Path)
    parser.add_argument("--strength", type=float, nargs="+", default=[0.1, 0.3])
    parser.add_argument("--threshold", type=float, help="where the model's score is cut, before it is calibrated")
    parser.add_argument("--cut", type=float, help="the least calibrated confidence (default: from the threshold)")
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write no weights")
    args = parser.parse_args()
    nlp = chain()
    detector: QuotationDetector = nlp.get_pipe("claimx_quotations")  # type: ignore[assignment]
    rows = []
    for folder, weight in zip(args.gold, args.weight or [1.0] * len(args.gold), strict=True):
        part = collect(folder, detector, nlp, nested=folder != args.sparse, weight=weight)
        reach_of(part, folder.name)
        rows += part
    if args.check:
        reach_of(collect(args.check, detector, nlp), args.check.name)
    parts = folded(rows, FOLDS)
    best = (0.0, 0.1, 0.4)
    for strength in args.strength:
        for threshold, (high, low) in cross_validate(parts, strength, [0.3, 0.35, 0.4, 0.45, 0.5]).items():
            print(
                f"C={strength} threshold={threshold}: F1 {high:.3f} (IoU ≥ 0.8) {low:.3f} (IoU ≥ 0.5), cross-validated"
            )
            best = max(best, (high, strength, threshold))
    _, strength, threshold = best
    threshold = args.threshold or threshold
    extents = fit_extents(rows)
    weights, bias = fit(decide_unseen(rows, FOLDS), strength)
    slope, shift = scale(parts, strength, threshold)
    print(f"Platt: slope {slope:.3f}, shift {shift:.3f}")
    weights, bias = {name: slope * weight for name, weight in weights.items()}, slope * bias + shift
    scaled = round(1 / (1 + np.exp(-(slope * np.log(threshold / (1 - threshold)) + shift))), 3)
    threshold = scaled if args.cut is None else args.cut

    def rounded(values: dict[str, float]) -> dict[str, float]:
        return {k: round(v, 4) for k, v in sorted(values.items()) if abs(v) >= 0.005}

    data = {
        "extent": {"weights": rounded(dict(extents.weights))},
        "confidence": {"bias": round(bias, 4), "threshold": threshold, "weights": rounded(weights)},
    }
    if not args.dry_run:
        WEIGHTS.write_text(json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"wrote {WEIGHTS} ({len(extents.weights)} + {len(weights)} weights, C={strength}, threshold={threshold})")
    if args.check:
        checked = decide(collect(args.check, detector, nlp), extents)
        for cut in sorted({threshold - 0.05, threshold, threshold + 0.05}):
            for level in (0.8, 0.5):
                right, found, total = score(checked, LinearModel(weights, bias, cut), level)
                figures = f"P {right / found:.3f} R {right / total:.3f} F1 {f1((right, found, total)):.3f}"
                print(f"{args.check.name} threshold={cut:.3f} IoU ≥ {level}: {figures}")


if __name__ == "__main__":
    main()
