"""What annotators made of claimx's tasks: a Label Studio JSON export read as gold documents."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, Field, ValidationError

from claimx.evaluate.gold import GoldClaim, GoldDocument, GoldProblem, GoldQuotation
from claimx.export.label_studio import KINDS
from claimx.export.tables import ExportError
from claimx.layout import Span

_OWN: Final = re.compile(r"q\d+\.\d+")
# What each control's results carry their values under; all of them may carry the region's words as "text" too.
_VALUES: Final = {"textarea": "text", "choices": "choices"}
_HALF: Final = re.compile("[\ud800-\udfff]")
_FORMAT_HINT: Final = "export the project from Label Studio as JSON (not JSON-MIN, which has no relations)"


@dataclass
class Corrections:
    """Gold documents, what in the annotations couldn't be used, and how many tasks gave none."""

    documents: list[GoldDocument] = field(default_factory=list)
    problems: list[GoldProblem] = field(default_factory=list)
    unannotated: int = 0
    superseded: int = 0
    """Annotations beside the one taken of their task (the ground truth, else the last one changed)."""


def read_corrections(path: Path) -> Corrections:
    """Read a Label Studio export.

    Raises:
        ExportError: it isn't one; the message names the file and what to do.
    """
    try:
        tasks = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ExportError(f"{path}: can't be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise ExportError(f"{path}: isn't JSON ({error}); {_FORMAT_HINT}") from error
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise ExportError(f"{path}: holds no list of tasks; {_FORMAT_HINT}")
    corrections = Corrections()
    for number, given in enumerate(tasks, start=1):
        data = given.get("data")
        if not isinstance(data, dict) or not isinstance(data.get("text"), str):
            raise ExportError(f"{path}: task {number} has no data.text; {_FORMAT_HINT}")
        try:
            task = _Task.model_validate(given).model_dump(exclude_unset=True)
        except ValidationError as error:
            fault = error.errors()[0]
            place = ".".join(map(str, fault["loc"]))
            raise ExportError(f"{path}: task {number}: {place}: {fault['msg']}; {_FORMAT_HINT}") from None
        annotations = [item for item in task.get("annotations") or () if not item.get("was_cancelled")]
        if not annotations:
            corrections.unannotated += 1
            continue
        corrections.superseded += len(annotations) - 1
        taken = max(annotations, key=lambda item: (bool(item.get("ground_truth")), str(item.get("updated_at") or "")))
        name = str(data.get("document_id") or f"task-{task.get('id', number)}")
        _refuse_halves(f"{path}: task {number}", text=data["text"], id=name, annotation=taken)
        document = _Annotation(path.name, name, data["text"], taken.get("result") or []).document()
        corrections.documents.append(document)
        corrections.problems += document.problems
    return corrections


def _refuse_halves(place: str, **parts: Any) -> None:
    """Refuse lone surrogates: neither the text nor its gold could be written as UTF-8."""
    for what, part in parts.items():
        words = part if isinstance(part, str) else json.dumps(part, ensure_ascii=False, default=str)
        if half := _HALF.search(words):
            before = words[max(half.start() - 30, 0) : half.start()]
            raise ExportError(
                f"{place}: its {what} has half a character (\\u{ord(half[0]):04x}) after {before!r}, which"
                " no text file can hold; nothing was written: put the whole character there"
            )


class _Value(BaseModel):
    """What a result of a task holds, as far as it is read: others' files may hold anything."""

    start: Any = None
    end: Any = None
    text: str | list[str] | None = None
    labels: list[str] | None = None
    choices: list[str] | None = None


class _Result(BaseModel):
    id: str | None = None
    type: str | None = None
    from_name: str = ""
    value: _Value = Field(default_factory=_Value)
    from_id: str | None = None
    to_id: str | None = None
    direction: str | None = None
    labels: list[str] | None = None


class _Annotated(BaseModel):
    was_cancelled: bool | None = None
    ground_truth: bool | None = None
    updated_at: Any = None
    result: list[_Result] | None = None


class _Task(BaseModel):
    id: Any = None
    data: dict[str, Any]
    annotations: list[_Annotated] | None = None


@dataclass
class _Region:
    label: str
    span: Span
    values: dict[str, list[str]] = field(default_factory=dict)


class _Annotation:
    def __init__(self, file: str, name: str, text: str, result: list[dict[str, Any]]) -> None:
        self.file, self.name, self.text = file, name, text
        self.problems: list[GoldProblem] = []
        self.regions: dict[str, _Region] = {}
        for item in result:
            if item.get("type") == "labels":
                self._region(item)
        for item in result:
            key = _VALUES.get(str(item.get("type")))
            if key is not None and item.get("id") in self.regions:
                value = item.get("value", {}).get(key)
                texts = [value] if isinstance(value, str) else value or []
                self.regions[item["id"]].values[item.get("from_name", "")] = [
                    text.strip() for text in texts if text.strip()
                ]
        self.relations = [relation for item in result if (relation := self._relation(item))]

    def _problem(self, id_: str, field_: str, string: str, cause: str) -> None:
        self.problems.append(GoldProblem(self.file, f"{self.name}: {id_}", field_, string, cause))

    def _region(self, item: dict[str, Any]) -> None:
        value, id_ = item.get("value", {}), str(item.get("id"))
        labels = value.get("labels") or [""]
        try:
            start, end = int(value["start"]), int(value["end"])
        except (KeyError, TypeError, ValueError, OverflowError):
            return self._problem(id_, labels[0], str(value.get("text", "")), "no start and end")
        if not 0 <= start < end <= len(self.text):
            return self._problem(id_, labels[0], f"{start}-{end}", "not in the text")
        words = self.text[start:end]
        start, end = end - len(words.lstrip()), start + len(words.rstrip())
        if start >= end:
            return self._problem(id_, labels[0], words, "only blanks")
        self.regions[id_] = _Region(labels[0], (start, end))
        return None

    def _relation(self, item: dict[str, Any]) -> tuple[str, str, str] | None:
        if item.get("type") != "relation":
            return None
        one, other = item.get("from_id"), item.get("to_id")
        if item.get("direction") == "left":
            one, other = other, one
        if one not in self.regions or other not in self.regions:
            self._problem(f"{one} → {other}", "relation", " ".join(item.get("labels") or ()), "a region is missing")
            return None
        return str(one), str(other), (item.get("labels") or [self._usual(str(one), str(other))])[0]

    def _usual(self, one: str, other: str) -> str:
        """Name a relation that the annotator left without a label, by what it joins."""
        first, second = self.regions[one], self.regions[other]
        if second.label in KINDS:
            inside = second.span[0] <= first.span[0] and first.span[1] <= second.span[1]
            return "claim" if first.label == "claim" else "within" if inside else "continues"
        return second.label

    def document(self) -> GoldDocument:
        groups = self._groups()
        order = sorted(groups, key=lambda first: (self.regions[first].span[0], -self.regions[first].span[1]))
        ids = {region: f"q{number:02}" for number, first in enumerate(order, start=1) for region in groups[first]}
        quotations = tuple(self._quotation(first, groups[first], ids) for first in order)
        claims = tuple(self._claims(ids))
        for id_, region in self.regions.items():
            if region.label in {"cue", "source", "issue"} and not any(id_ == other for _, other, _ in self.relations):
                self._problem(id_, region.label, self.text[slice(*region.span)], "related to nothing")
        return GoldDocument(self.name, self.text, quotations, claims, tuple(self.problems))

    def _groups(self) -> dict[str, list[str]]:
        """Return each quotation's regions in the order of the text, by the first of them."""
        head = {id_: id_ for id_, region in self.regions.items() if region.label in KINDS}

        def root(id_: str) -> str:
            while head[id_] != id_:
                id_ = head[id_]
            return id_

        for one, other, label in self.relations:
            if label == "continues" and one in head and other in head and root(one) != root(other):
                head[root(other)] = root(one)
        groups: dict[str, list[str]] = defaultdict(list)
        for id_ in sorted(head, key=lambda id_: self.regions[id_].span):
            groups[root(id_)].append(id_)
        return {members[0]: members for members in groups.values()}

    def _quotation(self, first: str, members: list[str], ids: dict[str, str]) -> GoldQuotation:
        related: dict[str, list[str]] = defaultdict(list)
        for one, other, label in self.relations:
            if one in members:
                related[label].append(other)
        outer = [ids[id_] for id_ in related["within"] if id_ in ids and ids[id_] != ids[first]]
        cue, source = (next((self.regions[id_].span for id_ in related[name]), None) for name in ("cue", "source"))
        for name in ("cue", "source"):
            for id_ in related[name][1:]:
                self._problem(id_, name, self.text[slice(*self.regions[id_].span)], "a quotation has one")
        speakers = tuple(name for id_ in members for name in self.regions[id_].values.get("speaker", []))
        return GoldQuotation(
            id=ids[first],
            kind=self.regions[first].label,  # type: ignore[arg-type]  # one of KINDS, see _groups
            segments=tuple(self.regions[id_].span for id_ in members),
            p=(),
            cue=cue,
            source=source,
            cue_text=self.text[slice(*cue)] if cue else None,
            source_text=self.text[slice(*source)] if source else None,
            speakers=tuple(dict.fromkeys(speakers)),
            within=outer[0] if outer else self._around(members, ids),
        )

    def _around(self, members: list[str], ids: dict[str, str]) -> str | None:
        """Return the smallest quotation whose segment holds all of one that an annotator added.

        A quotation of claimx's own comes with its relation; without one, somebody took it away.
        """
        if _OWN.fullmatch(members[0]):
            return None
        start, end = self.regions[members[0]].span[0], self.regions[members[-1]].span[1]
        around = [
            (region.span[1] - region.span[0], ids[id_])
            for id_, region in self.regions.items()
            if id_ in ids and id_ not in members and region.span[0] <= start and end <= region.span[1]
        ]
        return min(around)[1] if around else None

    def _claims(self, ids: dict[str, str]) -> list[GoldClaim]:
        claims: list[tuple[Span, str, GoldClaim]] = []
        for id_, region in self.regions.items():
            if region.label != "claim":
                continue
            related: dict[str, list[str]] = defaultdict(list)
            for one, other, label in self.relations:
                if one == id_:
                    related[label].append(other)
            quotations = [ids[other] for other in related["claim"] if other in ids]
            if not quotations:
                self._problem(id_, "claim", self.text[slice(*region.span)], "related to no quotation")
                continue
            spans = tuple(self.regions[other].span for other in related["issue"])
            issue_ids = tuple(region.values.get("issue_id", ()))
            claim = GoldClaim(
                id=id_,
                quotation=quotations[0],
                claimants=tuple(region.values.get("claimant", ())),
                acts=tuple(region.values.get("act", ())),
                polarity=tuple(region.values.get("polarity", ())),
                issue=" / ".join(issue_ids or [self.text[slice(*span)] for span in spans]),
                issue_ids=issue_ids,
                issue_spans=() if issue_ids else spans,
            )
            claims.append((region.span, quotations[0], claim))
        claims.sort(key=lambda item: (item[1], item[0]))
        return [replace(claim, id=f"c{number:02}") for number, (_, _, claim) in enumerate(claims, start=1)]
