"""The list of errors: what was missed, what is extra, and what was matched but is wrong."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from claimx.evaluate.matching import Extent, same_names
from claimx.evaluate.metrics import Matched, act_right, names_of, polarity_right
from claimx.evaluate.tally import IOU_LOOSE
from claimx.layout import line_spans

Category = Literal[
    "missed", "extra", "boundary", "speaker", "claim missed", "claim extra", "claim polarity", "claim act"
]


@dataclass(frozen=True)
class Error:
    """One error. ``paragraph`` counts non-empty lines from 1, as the gold does; ``rule`` is the chain's."""

    category: Category
    document: str
    paragraph: int
    gold_id: str | None = None
    gold: str | None = None
    predicted: str | None = None
    rule: str | None = None
    detail: str = ""

    def to_json(self) -> dict[str, str | int | None]:
        """Return the fields."""
        return asdict(self)


def _content(text: str, spans: Extent) -> str:
    return " [..] ".join(text[start:end] for start, end in spans)


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) or "nobody"


def document_errors(matched: Matched) -> Iterator[Error]:
    """Yield a document's errors: by position for quotations, then for claims."""
    gold, text = matched.gold, matched.gold.text
    starts = [start for start, _ in line_spans(text)]

    def paragraph(offset: int) -> int:
        return bisect_right(starts, offset)

    good = {pair.gold: pair for pair in matched.pairs if pair.score[0] >= IOU_LOOSE}
    errors: list[tuple[int, Error]] = []
    for index, item in enumerate(gold.quotations):
        where, wanted = matched.gold_extents[index], _content(text, matched.gold_extents[index])
        place, start = paragraph(where[0][0]), where[0][0]
        sign = f"{item.kind}; cue {item.cue_text}; source {item.source_text}"
        if (pair := good.get(index)) is None:
            errors.append((start, Error("missed", gold.document_id, place, item.id, wanted, detail=sign)))
            continue
        quotation, spans = matched.quotations[pair.predicted], matched.extents[pair.predicted]
        if spans != where:
            error = Error(
                "boundary",
                gold.document_id,
                place,
                item.id,
                wanted,
                _content(text, spans),
                quotation.rule,
                f"IoU {pair.score[0]:.2f}; {sign}",
            )
            errors.append((start, error))
        if not same_names(item.speakers, names_of(quotation)):
            error = Error(
                "speaker",
                gold.document_id,
                place,
                item.id,
                _names(item.speakers),
                _names(names_of(quotation)),
                quotation.resolution,
                f"gold source {item.source_text}; found source {quotation.source_text}; {wanted[:60]}",
            )
            errors.append((start, error))
    used = {pair.predicted for pair in good.values()}
    for index, quotation in enumerate(matched.quotations):
        if index not in used:
            sign = f"{quotation.kind}; cue {quotation.cue_text}; source {quotation.source_text}"
            found = _content(text, matched.extents[index])
            place = paragraph(quotation.start)
            error = Error("extra", gold.document_id, place, predicted=found, rule=quotation.rule, detail=sign)
            errors.append((quotation.start, error))
    yield from (error for _, error in sorted(errors, key=lambda item: item[0]))
    yield from _claim_errors(matched)


def _claim_errors(matched: Matched) -> Iterator[Error]:
    gold = matched.gold
    if gold.claims is None:
        return
    p_of = {item.id: item.p[0] for item in gold.quotations}
    starts = [start for start, _ in line_spans(gold.text)]
    pair_of = {pair.gold: pair for pair in matched.claim_pairs}
    for index, item in enumerate(gold.claims):
        wanted = f"{'|'.join(item.claimants)} {'|'.join(item.acts)} {'|'.join(item.polarity)}: {item.issue}"
        place = p_of[item.quotation]
        if (pair := pair_of.get(index)) is None:
            yield Error("claim missed", gold.document_id, place, f"{item.id}/{item.quotation}", wanted)
            continue
        claim = matched.claims[pair.predicted]
        found = f"{claim.claimant_name} {claim.act} {claim.polarity}: {claim.issue_id or claim.issue_text}"
        if not polarity_right(item, claim):
            yield Error("claim polarity", gold.document_id, place, item.id, wanted, found, claim.rule, claim.text)
        if not act_right(item, claim):
            yield Error("claim act", gold.document_id, place, item.id, wanted, found, claim.rule, claim.text)
    used = {pair.predicted for pair in matched.claim_pairs}
    for index, claim in enumerate(matched.claims):
        if index not in used:
            found = f"{claim.claimant_name} {claim.act} {claim.polarity}: {claim.issue_id or claim.issue_text}"
            place = bisect_right(starts, claim.start)
            yield Error("claim extra", gold.document_id, place, predicted=found, rule=claim.rule, detail=claim.text)
