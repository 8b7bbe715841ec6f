"""The counts behind a report: precision, recall and F1, shares, and all of them over a gold folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

KINDS: Final = ("direct", "indirect", "mixed")
IOU_STRICT: Final = 0.8
IOU_LOOSE: Final = 0.5
ONE_SIDED: Final = {"one_sided30": 0.3, "one_sided80": 0.8}
MEASURES: Final = ("exact", "iou80", "iou50", *ONE_SIDED)


@dataclass
class Score:
    """Precision, recall and F1 from counts; found and right differ where the sides group differently."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    """Gold items found."""
    right: int = 0
    """Predicted items that are right."""

    def add(self, gold: int, predicted: int, matched: int) -> None:
        """Count one document."""
        self.gold += gold
        self.predicted += predicted
        self.found += matched
        self.right += matched

    @property
    def precision(self) -> float:
        """Right / predicted; 0 if nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Found / gold; 0 if there is no gold."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def to_json(self) -> dict[str, float | int]:
        """Return figures and counts."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "gold": self.gold,
            "predicted": self.predicted,
            "found": self.found,
        }


@dataclass
class Rate:
    """A share of right ones."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        """Count one."""
        self.right += right
        self.of += 1

    @property
    def share(self) -> float:
        """Right / of; 0 of nothing."""
        return self.right / self.of if self.of else 0.0

    def to_json(self) -> dict[str, float | int]:
        """Return share and counts."""
        return {"share": self.share, "right": self.right, "of": self.of}


@dataclass
class Measures:
    """The five quotation measures of one group."""

    exact: Score = field(default_factory=Score)
    iou80: Score = field(default_factory=Score)
    iou50: Score = field(default_factory=Score)
    one_sided30: Score = field(default_factory=Score)
    one_sided80: Score = field(default_factory=Score)

    def to_json(self) -> dict[str, Any]:
        """Return the measures by name."""
        return {name: getattr(self, name).to_json() for name in MEASURES}


@dataclass
class GroupRow:
    """One row of the tables by cue, speaker and rule: gold items and how many came out right."""

    gold: int = 0
    predicted: int = 0
    iou80: int = 0
    iou50: int = 0
    speaker: int = 0

    def to_json(self) -> dict[str, int]:
        """Return the counts."""
        return dict(vars(self))


@dataclass
class Tally:
    """All counts over a gold folder; ``to_json`` names every figure by its path (as floors do)."""

    documents: int = 0
    quotations: Measures = field(default_factory=Measures)
    by_kind: dict[str, Measures] = field(default_factory=lambda: {kind: Measures() for kind in KINDS})
    kind: Rate = field(default_factory=Rate)
    full_name: Rate = field(default_factory=Rate)
    similar_name: Rate = field(default_factory=Rate)
    source: Rate = field(default_factory=Rate)
    cue: Rate = field(default_factory=Rate)
    within: Rate = field(default_factory=Rate)
    end_to_end: Score = field(default_factory=Score)
    claim_documents: int = 0
    uncoded: int = 0
    """Claims on issues outside the codebook that the gold is made with: not scored."""
    claims: Score = field(default_factory=Score)
    claims_polarity: Score = field(default_factory=Score)
    claims_act: Score = field(default_factory=Score)
    claims_anywhere: Score = field(default_factory=Score)
    act: Rate = field(default_factory=Rate)
    polarity: Rate = field(default_factory=Rate)
    by_cue: dict[str, GroupRow] = field(default_factory=dict)
    by_speaker: dict[str, GroupRow] = field(default_factory=dict)
    by_rule: dict[str, GroupRow] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return every figure; shares and F1 between 0 and 1."""
        data: dict[str, Any] = {
            "documents": self.documents,
            "quotations": self.quotations.to_json()
            | {"kind": self.kind.to_json()}
            | {"by_kind": {kind: measures.to_json() for kind, measures in self.by_kind.items()}},
            "speakers": {"full_name": self.full_name.to_json(), "similar_name": self.similar_name.to_json()},
            "source": self.source.to_json(),
            "cue": self.cue.to_json(),
            "within": self.within.to_json(),
            "end_to_end": self.end_to_end.to_json(),
        }
        if self.claim_documents:
            data["claims"] = {
                "documents": self.claim_documents,
                "uncoded": self.uncoded,
                "issue": self.claims.to_json(),
                "polarity": self.claims_polarity.to_json(),
                "act": self.claims_act.to_json(),
                "anywhere": self.claims_anywhere.to_json(),
                "act_share": self.act.to_json(),
                "polarity_share": self.polarity.to_json(),
            }
        for name in ("by_cue", "by_speaker", "by_rule"):
            data[name] = {key: row.to_json() for key, row in getattr(self, name).items()}
        return data
