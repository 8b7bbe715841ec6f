"""Scores of quotations, speakers and claims against gold (design §6).

Quotations are matched one to one, best first, by intersection over union (IoU) of the characters of their
content, within one document; a measure counts the matched pairs that reach its threshold. "One-sided" is the
measure of the Gender Gap Tracker (Asr et al. 2021): overlap / gold length, matched best first by that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimx.evaluate.gold import GoldClaim, GoldDocument, GoldQuotation
from claimx.evaluate.matching import (
    Extent,
    Pair,
    best_first,
    extent,
    iou,
    normal_name,
    overlap,
    same_names,
    similar_names,
    size,
    span_of,
    touches,
)
from claimx.evaluate.tally import IOU_LOOSE, IOU_STRICT, MEASURES, ONE_SIDED, GroupRow, Score, Tally
from claimx.records import Claim, Quotation

Prediction = tuple[Sequence[Quotation], Sequence[Claim]]


@dataclass(frozen=True)
class Matched:
    """One document's matching, for the list of errors."""

    gold: GoldDocument
    quotations: Sequence[Quotation]
    claims: Sequence[Claim]
    gold_extents: list[Extent]
    extents: list[Extent]
    pairs: list[Pair]
    claim_pairs: list[Pair]


def _scored(golds: Sequence[GoldClaim], claims: Sequence[Claim]) -> tuple[Sequence[Claim], int]:
    """Return the claims that gold of this sort can judge, and how many it can't.

    Gold that names entries of a codebook is made of the claims on these entries alone: of claims on anything else it
    says neither that they are right nor that they are wrong.
    """
    if not golds or not all(gold.issue_ids for gold in golds):
        return claims, 0
    coded = [claim for claim in claims if claim.issue_id is not None]
    return coded, len(claims) - len(coded)


def names_of(quotation: Quotation) -> list[str]:
    """Return the names of a quotation's speakers."""
    return [speaker.name for speaker in quotation.speakers]


def score_document(tally: Tally, gold: GoldDocument, prediction: Prediction) -> Matched:
    """Add one document to the tally and return its matching."""
    quotations, claims = prediction
    extents = [extent(gold.text, ((s.start, s.end) for s in q.segments)) for q in quotations]
    gold_extents = [extent(gold.text, q.segments) for q in gold.quotations]

    def by_iou(g: int, p: int) -> tuple[float, ...] | None:
        if not (value := iou(gold_extents[g], extents[p])):
            return None
        # Relations of equal content (X says that Y says …) are told apart by their cues.
        return value, float(touches(gold.quotations[g].cue, span_of(quotations[p], "cue")))

    pairs = best_first(len(gold.quotations), len(quotations), by_iou)
    tally.documents += 1
    _score_contents(tally, gold.quotations, quotations, gold_extents, extents, pairs)
    _score_pairs(tally, gold.quotations, quotations, pairs)
    _group(tally, gold.quotations, quotations, pairs)
    claim_pairs: list[Pair] = []
    if gold.claims is not None:
        tally.claim_documents += 1
        claims, beyond = _scored(gold.claims, claims)
        tally.uncoded += beyond
        claim_pairs = _score_claims(tally, gold, quotations, claims, gold_extents, extents)
    return Matched(gold, quotations, claims, gold_extents, extents, pairs, claim_pairs)


def _score_contents(
    tally: Tally,
    gold: Sequence[GoldQuotation],
    predicted: Sequence[Quotation],
    gold_extents: list[Extent],
    extents: list[Extent],
    pairs: list[Pair],
) -> None:
    hits = {
        "exact": [pair for pair in pairs if gold_extents[pair.gold] == extents[pair.predicted]],
        "iou80": [pair for pair in pairs if pair.score[0] >= IOU_STRICT],
        "iou50": [pair for pair in pairs if pair.score[0] >= IOU_LOOSE],
    }
    for name, threshold in ONE_SIDED.items():

        def one_sided(g: int, p: int, threshold: float = threshold) -> tuple[float, ...] | None:
            share = overlap(gold_extents[g], extents[p]) / (size(gold_extents[g]) or 1)
            return (share, iou(gold_extents[g], extents[p])) if share > threshold else None

        hits[name] = best_first(len(gold), len(predicted), one_sided)
    gold_kinds = Counter(item.kind for item in gold)
    kinds = Counter(item.kind for item in predicted)
    for name in MEASURES:
        getattr(tally.quotations, name).add(len(gold), len(predicted), len(hits[name]))
        found = Counter(gold[pair.gold].kind for pair in hits[name])
        right = Counter(predicted[pair.predicted].kind for pair in hits[name])
        for kind, measures in tally.by_kind.items():
            score: Score = getattr(measures, name)
            score.gold += gold_kinds[kind]  # type: ignore[index]  # keys of by_kind are the kinds
            score.predicted += kinds[kind]  # type: ignore[index]
            score.found += found[kind]  # type: ignore[index]
            score.right += right[kind]  # type: ignore[index]


def _score_pairs(
    tally: Tally, gold: Sequence[GoldQuotation], predicted: Sequence[Quotation], pairs: list[Pair]
) -> None:
    gold_of = {predicted[pair.predicted].quotation_id: gold[pair.gold].id for pair in pairs}
    right = 0
    for pair in pairs:
        if pair.score[0] < IOU_LOOSE:
            continue
        item, quotation = gold[pair.gold], predicted[pair.predicted]
        named = same_names(item.speakers, names_of(quotation))
        right += named and pair.score[0] >= IOU_STRICT
        tally.full_name.add(named)
        tally.similar_name.add(similar_names(item.speakers, names_of(quotation)))
        tally.kind.add(item.kind == quotation.kind)
        tally.source.add(touches(item.source, span_of(quotation, "source")))
        tally.cue.add(touches(item.cue, span_of(quotation, "cue")))
        within = gold_of.get(quotation.within, quotation.within) if quotation.within else None
        tally.within.add(within == item.within)
    tally.end_to_end.add(len(gold), len(predicted), right)


def _group(tally: Tally, gold: Sequence[GoldQuotation], predicted: Sequence[Quotation], pairs: list[Pair]) -> None:
    pair_of_gold = {pair.gold: pair for pair in pairs}
    pair_of_predicted = {pair.predicted: pair for pair in pairs}

    def count(row: GroupRow, pair: Pair | None) -> None:
        if pair is not None and pair.score[0] >= IOU_LOOSE:
            row.iou50 += 1
            row.iou80 += pair.score[0] >= IOU_STRICT
            row.speaker += same_names(gold[pair.gold].speakers, names_of(predicted[pair.predicted]))

    for index, item in enumerate(gold):
        cue = (item.cue_text or "(none)").casefold()
        for table, key in ((tally.by_cue, cue), (tally.by_speaker, ", ".join(item.speakers) or "(none)")):
            row = table.setdefault(key, GroupRow())
            row.gold += 1
            count(row, pair_of_gold.get(index))
    for index, quotation in enumerate(predicted):
        row = tally.by_rule.setdefault(quotation.rule or "(none)", GroupRow())
        row.predicted += 1
        count(row, pair_of_predicted.get(index))


def polarity_right(gold: GoldClaim, claim: Claim) -> bool:
    """Whether the polarity is one the gold accepts; the gold's null accepts any."""
    return not gold.polarity or claim.polarity in gold.polarity


def act_right(gold: GoldClaim, claim: Claim) -> bool:
    """Whether the act is one the gold accepts; the gold's null accepts any."""
    return not gold.acts or claim.act in gold.acts


def issue_right(gold: GoldClaim, claim: Claim) -> bool:
    """Whether the issue is the gold's codebook entry or, where the gold has words, stands among them."""
    if claim.issue_id is not None and claim.issue_id in gold.issue_ids:
        return True
    place = span_of(claim, "issue")
    return place is not None and any(touches(span, place) for span in gold.issue_spans)


def claimant_right(gold: GoldClaim, claim: Claim) -> bool:
    """Whether the claimant is one of those the gold accepts."""
    if claim.claimant_name is None or not gold.claimants:
        return claim.claimant_name is None and not gold.claimants
    return normal_name(claim.claimant_name) in {normal_name(name) for name in gold.claimants}


def _score_claims(
    tally: Tally,
    gold: GoldDocument,
    quotations: Sequence[Quotation],
    claims: Sequence[Claim],
    gold_extents: list[Extent],
    extents: list[Extent],
) -> list[Pair]:
    golds = gold.claims or ()
    gold_extent = {q.id: spans for q, spans in zip(gold.quotations, gold_extents, strict=True)}
    extent_of = {q.quotation_id: spans for q, spans in zip(quotations, extents, strict=True)}

    def same_issue(g: int, p: int) -> bool:
        return claimant_right(golds[g], claims[p]) and issue_right(golds[g], claims[p])

    def same_quotation(g: int, p: int) -> bool:
        return iou(gold_extent[golds[g].quotation], extent_of.get(claims[p].quotation_id, ())) >= IOU_LOOSE

    def facets(g: int, p: int) -> tuple[float, ...]:
        return float(polarity_right(golds[g], claims[p])), float(act_right(golds[g], claims[p]))

    def by_issue(g: int, p: int) -> tuple[float, ...] | None:
        return facets(g, p) if same_issue(g, p) and same_quotation(g, p) else None

    def by_polarity(g: int, p: int) -> tuple[float, ...] | None:
        found = by_issue(g, p)
        return found if found and found[0] else None

    def by_act(g: int, p: int) -> tuple[float, ...] | None:
        found = by_issue(g, p)
        return found if found and all(found) else None

    def anywhere(g: int, p: int) -> tuple[float, ...] | None:
        return facets(g, p) if same_issue(g, p) and polarity_right(golds[g], claims[p]) else None

    pairs = best_first(len(golds), len(claims), by_issue)
    tally.claims.add(len(golds), len(claims), len(pairs))
    for score, rule in (
        (tally.claims_polarity, by_polarity),
        (tally.claims_act, by_act),
        (tally.claims_anywhere, anywhere),
    ):
        score.add(len(golds), len(claims), len(best_first(len(golds), len(claims), rule)))
    for pair in pairs:
        gold_claim, claim = golds[pair.gold], claims[pair.predicted]
        if gold_claim.acts:
            tally.act.add(act_right(gold_claim, claim))
        if gold_claim.polarity:
            tally.polarity.add(polarity_right(gold_claim, claim))
    return pairs


def score_all(gold: Sequence[GoldDocument], predictions: Mapping[str, Prediction]) -> tuple[Tally, list[Matched]]:
    """Score all gold documents; one without a prediction counts as read with nothing found."""
    tally = Tally()
    return tally, [score_document(tally, item, predictions.get(item.document_id, ((), ()))) for item in gold]
