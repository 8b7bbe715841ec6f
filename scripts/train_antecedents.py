"""Train the choice of antecedents on gold folders; writes ``stages/speakers/antecedents.json``.

    python scripts/train_antecedents.py FOLDER… [--weight W…] [--modes person] [--rounds 2] [--l2 6]

The packaged weights came from these two, one after the other (the second for descriptions of people):

    python scripts/train_antecedents.py ../shared/train data/train --weight 3 1 --l2 20 --modes pronoun plural body
    python scripts/train_antecedents.py ../shared/train data/train --weight 3 1 --l2 12

Runs the speaker stage over the gold's quotations and records every choice: the candidates with their features, the
one the gold names. A linear model a kind of anaphor (softmax over the candidates of a choice, L2 around a prior;
weights shared by all kinds plus their own) is fitted to these; kinds that are not in ``--modes`` keep their weights.
As a choice changes what later ones see, it runs over the documents again with the new weights (``--rounds``). Prints
the share of right choices, cross-validated over documents. Needs SciPy (comes with scikit-learn, a development tool).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parent))

from dev_eval import chain, parsed

import claimx.stages.speakers.ranking as ranking
from claimx.evaluate import read_gold
from claimx.evaluate.matching import normal_name
from claimx.stages.extensions import store_quotations

WEIGHTS = Path(ranking.__file__).with_name("antecedents.json")
_POINTS = {
    "sentences": -0.45, "paragraphs": -0.25, "kind=person": 0.8, "kind=organization": -0.4, "kind=state": -0.4,
    "kind=metonym": -0.4, "kind=document": -0.8, "own_subject": -0.3, "own_content": -1.5, "others_words": -2.5,
    "others_report": -1.6, "same_content": 1.0, "last_speaker": 2.2, "speaker": 1.4, "subject": 2.0,
    "gender_unknown": -0.8, "central": 1.2, "complement": -0.8,
}  # fmt: skip
_DESCRIBED = {"same_noun": 1.5, "same_field": 1.2, "other_field": -1.5, "same_country": 1.2, "other_country": -2.0}
PRIOR: dict[str, dict[str, float]] = {
    "pronoun": _POINTS,
    "owner": _POINTS,
    "plural": _POINTS,
    "latter": {name: points for name, points in _POINTS.items() if name not in ("last_speaker", "speaker", "subject")},
    "person": {
        **_POINTS,
        **_DESCRIBED,
        "last_speaker": 3.0,
        "speaker": 2.2,
        "unnamed": -2.0,
        "new:any": -2.0,
        "new:aged": -1.5,
        "new:former": -0.8,
    },
    "body": {**_POINTS, **_DESCRIBED, "other_field": -3.5, "kind=unknown": -1.2},
}  # fmt: skip
"""What grammar says before any article was seen; training departs from it as far as the articles ask for."""


def choices(gold: list, docs: list, component: object) -> list[tuple[int, str, list, list[bool]]]:
    """Document, mode, features of the candidates (last: of nobody) and whether each is right, of every choice."""
    found = []
    model = ranking.load_ranking()
    for number, (item, doc) in enumerate(zip(gold, docs, strict=True)):
        names = {q.id: {normal_name(name) for name in q.speakers} for q in item.quotations}
        rows: dict[tuple[int, str], tuple[str, object]] = {}

        def record(position: int, own: str | None, row: object, rows: dict = rows) -> None:
            if own is not None and row[1]:  # type: ignore[index]
                rows.setdefault((position, row[0]), (own, row))  # type: ignore[index]

        model.record = record
        store_quotations(doc, item.records(speakers=False))
        component(doc)  # type: ignore[operator]
        model.record = None
        sources = {q.source[0]: q.id for q in item.quotations if q.source}
        for (position, mode), (own, (_, seen, fresh)) in rows.items():
            if sources.get(position) is None or mode == "owner":
                continue
            wanted = names[own]
            right = [{normal_name(s.name) for s in entity.speakers()} == wanted for entity, _ in seen]
            features = [list(candidate) for _, candidate in seen]
            if fresh is not None:
                features.append(list(fresh))
                right.append(not any(right))
            if any(right) and not all(right):
                found.append((number, mode, features, right))
    return found


def _matrix(row: tuple, index: dict[str, int]) -> tuple:
    """A choice as weight, features (two columns a name: for all modes, for its own), prior scores, what is right."""
    weight, mode, features, right = row
    before = np.array([sum(PRIOR[mode].get(name, 0.0) * value for name, value in item) for item in features])
    cells = [
        (line, index.setdefault(key, len(index)), value / 4 if name in ranking.FALLING else value)
        for line, candidate in enumerate(features)
        for name, value in candidate
        if name not in _DESCRIBED  # what a noun means is grammar: few articles would unlearn it
        for key in (name, f"{mode}\t{name}")
    ]
    matrix = np.zeros((len(features), len(index)))
    for line, column, value in cells:
        matrix[line, column] += value
    return weight, matrix, before, np.array(right)


def fit(rows: list, l2: float) -> dict[str, dict[str, float]]:
    """Weights by mode."""
    index: dict[str, int] = {}
    data = [_matrix(row, index) for row in rows]
    data = [(w, np.pad(m, ((0, 0), (0, len(index) - m.shape[1]))), before, right) for w, m, before, right in data]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, gradient = 0.5 * l2 * float(weights @ weights), l2 * weights
        for weight, matrix, before, right in data:
            scores = matrix @ weights + before
            scores -= scores.max()
            share = np.exp(scores)
            inside = share * right
            total += weight * float(np.log(share.sum()) - np.log(inside.sum()))
            gradient = gradient + weight * (share / share.sum() - inside / inside.sum()) @ matrix
        return total, gradient

    best = minimize(loss, np.zeros(len(index)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    modes = sorted(PRIOR)
    weights: dict[str, dict[str, float]] = {mode: {} for mode in modes}
    described = {mode for _, mode, features, _ in rows if any(n.startswith("new:") for c in features for n, _ in c)}
    names = sorted({name for name in index if "\t" not in name} | {name for prior in PRIOR.values() for name in prior})
    for mode in modes:
        for name in names:
            if name.startswith("new:") and mode not in described:
                continue
            value = sum(best[index[key]] for key in (name, f"{mode}\t{name}") if key in index)
            value = PRIOR[mode].get(name, 0.0) + (value / 4 if name in ranking.FALLING else value)
            if abs(value) > 0.005:
                weights[mode][name] = round(float(value), 3)
    for found in weights.values():
        for name in sorted(ranking.FALLING):  # farther is never better: the search stops by it
            found[name] = min(found.get(name, 0.0), 0.0)
    return weights


def right_share(rows: list, weights: dict[str, dict[str, float]]) -> dict[str, list[int]]:
    """Right and all choices by mode."""
    model = ranking.Ranking(weights)
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for _, mode, features, right in rows:
        scores = [model.score(mode, candidate) for candidate in features]
        found[mode][0] += right[int(np.argmax(scores))]
        found[mode][1] += 1
    return dict(found)


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--l2", type=float, default=6.0)
    parser.add_argument("--weight", nargs="*", type=float, default=[], help="of a choice, by folder (1)")
    parser.add_argument("--modes", nargs="*", default=["person"], help="trained; the others keep their weights")
    options = parser.parse_args()
    nlp = chain()
    component = nlp.get_pipe("claimx_speakers")
    gold, docs, w = [], [], []
    for place, folder in enumerate(options.folders):
        items = [item.plain() for item in read_gold(folder)]
        w += [options.weight[place] if place < len(options.weight) else 1.0] * len(items)
        gold += items
        docs += parsed(nlp, items, cache=True)
    model = ranking.load_ranking()
    kept = {mode: model.weights.get(mode, PRIOR[mode]) for mode in PRIOR if mode not in options.modes}
    first = ranking.Ranking({**PRIOR, **kept})
    model.weights, model.highest = first.weights, first.highest
    for number in range(options.rounds):
        rows = choices(gold, docs, component)
        print(f"round {number + 1}: {len(rows)} choices", dict(Counter(mode for _, mode, _, _ in rows)))
        print("  weights in place:", right_share(rows, model.weights))
        crossed: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for fold in range(options.folds):
            trained = fit([(w[row[0]], *row[1:]) for row in rows if row[0] % options.folds != fold], options.l2)
            for mode, (right, total) in right_share(
                [row for row in rows if row[0] % options.folds == fold], trained
            ).items():
                crossed[mode][0] += right
                crossed[mode][1] += total
        print("  cross-validated: ", dict(crossed))
        weights = fit([(w[row[0]], *row[1:]) for row in rows], options.l2)
        weights = {mode: kept.get(mode, found) for mode, found in weights.items()}
        new = ranking.Ranking(weights)
        model.weights, model.highest = new.weights, new.highest
    WEIGHTS.write_text(
        json.dumps({mode: dict(sorted(found.items())) for mode, found in weights.items()}, indent=0) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
