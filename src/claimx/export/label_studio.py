"""Label Studio tasks: the text, and what claimx found as predictions to correct.

Offsets of a ``Text`` tag are code points, as ours. A quotation is a region for each segment, labelled with its kind,
regions ``cue`` and ``source``, and relations from its first segment to them, to the segments after it (``continues``)
and to the quotation it lies in (``within``). A claim is a region ``claim`` over its evidence with claimant, act,
polarity and codebook id, related to its quotation (``claim``) and to the words of its issue (``issue``).
:mod:`claimx.export.corrections` reads corrected tasks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from claimx.export.files import several_files, text_files
from claimx.export.tables import Exported, Row, Tables
from claimx.records import Act, Kind, Polarity

if TYPE_CHECKING:
    from claimx.evaluate import GoldDocument
    from claimx.layout import Span

KINDS: Final[tuple[str, ...]] = get_args(Kind)
LABELS: Final = (*KINDS, "cue", "source", "claim", "issue")
RELATIONS: Final = ("cue", "source", "continues", "within", "claim", "issue")
_TEXT: Final = "text"
_SHOWN: Final = ("rule", "resolution", "confidence")
_COLOURS: Final = dict(
    zip(LABELS, ("#2563eb", "#059669", "#7c3aed", "#d97706", "#db2777", "#0891b2", "#65a30d"), strict=True)
)
_HELD: Final = {
    "quotations": {"document_id", "quotation_id", "kind", "start", "end", "segments", "text", "within", "speaker_names"}
    | {"cue_text", "cue_start", "cue_end", "source_text", "source_start", "source_end", *_SHOWN},
    "claims": {"document_id", "claim_id", "quotation_id", "start", "end", "text", "claimant_name", "act", "polarity"}
    | {"issue_id", "issue_text", "issue_start", "issue_end", "rule", "confidence"},
}


def config() -> str:
    """Return the labelling configuration that the tasks are made for."""
    quotations = f'perRegion="true" whenTagName="label" whenLabelValue="{",".join(KINDS)}"'
    claims = 'perRegion="true" whenTagName="label" whenLabelValue="claim"'
    lines = ["<View>", "  <Relations>"]
    lines += [f'    <Relation value="{name}"/>' for name in RELATIONS]
    lines += ["  </Relations>", f'  <Labels name="label" toName="{_TEXT}">']
    lines += [f'    <Label value="{name}" background="{_COLOURS[name]}"/>' for name in LABELS]
    lines += ["  </Labels>", f'  <Text name="{_TEXT}" value="$text" granularity="symbol"/>']
    lines += [_area("speaker", quotations), _area("claimant", claims), _area("issue_id", claims)]
    for name, values in (("act", get_args(Act)), ("polarity", get_args(Polarity))):
        lines.append(f'  <Choices name="{name}" toName="{_TEXT}" choice="multiple" {claims}>')
        lines += [f'    <Choice value="{value}"/>' for value in values]
        lines.append("  </Choices>")
    return "\n".join([*lines, "</View>", ""])


def write_label_studio(tables: Tables, out: Path | None, folder: Path) -> Exported:
    """Write ``tasks.json`` (to import) and ``config.xml`` (the project's labelling interface) to a folder."""
    target = several_files(out, folder, "label-studio")
    exported = Exported(files=[target / "tasks.json", target / "config.xml"])
    quotations = _by_document(tables.rows("quotations"))
    claims = _by_document(tables.rows("claims"))
    version = f"claimx {tables.metadata.get('pipeline', '')[:20]}".strip()
    regions = relations = missing = unread = tasks = 0
    with text_files(exported.files) as (file, interface):
        interface.write(config())
        for document in tables.rows("documents"):
            if document["status"] != "ok":
                unread += 1
                continue
            found = quotations.get(document["document_id"], [])
            result = _Result(document["text"])
            for row in found:
                result.quotation(row)
            for row in found:
                missing += not result.within(row)
            for row in claims.get(document["document_id"], []):
                missing += not result.claim(row)
            scores = [row["confidence"] for row in found]
            prediction: Row = {"model_version": version, "result": result.items}
            if scores:
                prediction["score"] = round(sum(scores) / len(scores), 4)
            file.write(",\n" if tasks else "[\n")
            file.write(json.dumps(_task(document, predictions=[prediction]), ensure_ascii=False))
            tasks += 1
            regions += result.regions
            relations += result.relations
        file.write("\n]\n" if tasks else "[]\n")
    exported.counts = {"tasks": tasks, "regions": regions, "relations": relations}
    exported.note(unread, "{} documents that weren't read are left out")
    exported.note(missing, "{} relations to quotations that --where leaves out are left out too")
    for name, held in _HELD.items():
        others = [column for column in tables.table(name).column_names if column not in held]
        exported.notes.append(f"left out of {name}, having no place in a task: {', '.join(others)}")
    return exported


def gold_task(document: GoldDocument, completed_by: int = 1) -> Row:
    """Return the task of a gold document, its relations and claims as a finished annotation.

    A gold claim has no evidence of its own: its region is its quotation's first segment.
    """
    result = _Result(document.text)
    rows = [quotation.record(document.text, speakers=True).row("") for quotation in document.quotations]
    for row in rows:
        result.quotation(row)
    for row in rows:
        result.within(row)
    for claim in document.claims or ():
        segments = next(quotation.segments for quotation in document.quotations if quotation.id == claim.quotation)
        result.add_claim(
            claim.id, claim.quotation, segments[0], claim.claimants, claim.acts, claim.polarity, claim.issue_ids
        )
        for number, span in enumerate(claim.issue_spans, start=1):
            result.issue(claim.id, number, span)
    annotation = {"completed_by": completed_by, "ground_truth": True, "was_cancelled": False, "result": result.items}
    data = {"document_id": document.document_id, "text": document.text, "title": None, "date": None}
    return _task(data, annotations=[annotation])


@dataclass
class _Result:
    """The regions and relations of one task."""

    text: str
    items: list[Row] = field(default_factory=list)
    regions: int = 0
    relations: int = 0
    spans: dict[str, Span] = field(default_factory=dict)

    def quotation(self, row: Mapping[str, Any]) -> None:
        name = row["quotation_id"]
        first = f"{name}.1"
        about = "; ".join(f"{column}: {row[column]}" for column in _SHOWN)
        for number, segment in enumerate(row["segments"], start=1):
            region = f"{name}.{number}"
            self.region(region, row["kind"], (segment["start"], segment["end"]), about if number == 1 else None)
            if number == 1:
                self.value(region, "speaker", "textarea", "text", row["speaker_names"])
            else:
                self.relation(first, region, "continues")
        for mention in ("cue", "source"):
            if row[f"{mention}_start"] is not None:
                region = f"{name}.{mention}"
                self.region(region, mention, (row[f"{mention}_start"], row[f"{mention}_end"]))
                self.relation(first, region, mention)

    def within(self, row: Mapping[str, Any]) -> bool:
        """Relate a quotation to the one it lies in; False if that isn't in the task."""
        return row["within"] is None or self.relation(f"{row['quotation_id']}.1", f"{row['within']}.1", "within")

    def claim(self, row: Mapping[str, Any]) -> bool:
        claimants = [] if row["claimant_name"] is None else [row["claimant_name"]]
        ids = [] if row["issue_id"] is None else [row["issue_id"]]
        about = f"rule: {row['rule']}; confidence: {row['confidence']}"
        span = row["start"], row["end"]
        related = self.add_claim(
            row["claim_id"], row["quotation_id"], span, claimants, [row["act"]], [row["polarity"]], ids, about
        )
        if row["issue_start"] is not None:
            self.issue(row["claim_id"], 1, (row["issue_start"], row["issue_end"]))
        return related

    def add_claim(
        self,
        name: str,
        quotation: str,
        span: Span,
        claimants: Iterable[str],
        acts: Iterable[str],
        polarity: Iterable[str],
        issue_ids: Iterable[str],
        about: str | None = None,
    ) -> bool:
        self.region(name, "claim", span, about)
        self.value(name, "claimant", "textarea", "text", claimants)
        self.value(name, "act", "choices", "choices", acts)
        self.value(name, "polarity", "choices", "choices", polarity)
        self.value(name, "issue_id", "textarea", "text", issue_ids)
        return self.relation(name, f"{quotation}.1", "claim")

    def issue(self, claim: str, number: int, span: Span) -> None:
        region = f"{claim}.issue{number}"
        self.region(region, "issue", span)
        self.relation(claim, region, "issue")

    def region(self, name: str, label: str, span: Span, about: str | None = None) -> None:
        start, end = span
        value = {"start": start, "end": end, "text": self.text[start:end], "labels": [label]}
        item: Row = {"id": name, "from_name": "label", "to_name": _TEXT, "type": "labels", "value": value}
        if about is not None:
            item["meta"] = {"text": [about]}
        self.items.append(item)
        self.regions += 1
        self.spans[name] = span

    def value(self, name: str, control: str, kind: str, key: str, values: Iterable[str]) -> None:
        """Add what is said of a region by one of the controls; nothing if there are no values."""
        if not (given := list(values)):
            return
        start, end = self.spans[name]
        value = {"start": start, "end": end, key: given}
        self.items.append({"id": name, "from_name": control, "to_name": _TEXT, "type": kind, "value": value})

    def relation(self, one: str, other: str, label: str) -> bool:
        if not {one, other} <= self.spans.keys():
            return False
        item = {"type": "relation", "from_id": one, "to_id": other, "direction": "right", "labels": [label]}
        self.items.append(item)
        self.relations += 1
        return True


def _task(document: Mapping[str, Any], **results: list[Row]) -> Row:
    data = {name: document[name] or "" for name in ("text", "document_id", "title", "date")}
    return {"data": data, **results}


def _area(name: str, when: str) -> str:
    return f'  <TextArea name="{name}" toName="{_TEXT}" {when} editable="true" placeholder="{name}"/>'


def _by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    return {name: list(group) for name, group in groupby(rows, key=lambda row: str(row["document_id"]))}
