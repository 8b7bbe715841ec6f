"""Reads gold YAML (format: docs/formats.md) and finds its strings in the texts.

Offsets are Unicode code points, end exclusive. A gold string that can't be found is a ``GoldProblem`` of its
document: it is listed, and the rest of the document is still read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from claimx import plain_yaml
from claimx.evaluate.gold_places import locate
from claimx.layout import Span, line_spans
from claimx.records import Kind, Quotation, Segment, Speaker
from claimx.typography import plain

_IDENTIFIER: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")


class GoldError(ValueError):
    """A gold file that can't be read at all; the message names the file and the cause."""


@dataclass(frozen=True)
class GoldProblem:
    """A string of the gold that its text doesn't hold."""

    file: str
    id: str
    field: str
    string: str
    cause: str

    def __str__(self) -> str:
        return f"{self.file}: {self.id}: {self.field}: {self.cause}: {self.string!r}"


@dataclass(frozen=True)
class GoldQuotation:
    """One gold attribution relation; ``p`` is 1-based over non-empty lines as in the file."""

    id: str
    kind: Kind
    segments: tuple[Span, ...]
    p: tuple[int, ...]
    cue: Span | None = None
    cue_text: str | None = None
    source: Span | None = None
    source_text: str | None = None
    speakers: tuple[str, ...] = ()
    within: str | None = None

    def record(self, text: str, *, speakers: bool = False) -> Quotation:
        """Return this relation as the stages would write it, with or without the gold speakers."""
        start, end = self.segments[0][0], max(segment[1] for segment in self.segments)
        return Quotation(
            quotation_id=self.id,
            kind=self.kind,
            start=start,
            end=end,
            segments=tuple(Segment(start=a, end=b) for a, b in self.segments),
            text=text[start:end],
            cue_text=text[slice(*self.cue)] if self.cue else None,
            cue_start=self.cue[0] if self.cue else None,
            cue_end=self.cue[1] if self.cue else None,
            source_text=text[slice(*self.source)] if self.source else None,
            source_start=self.source[0] if self.source else None,
            source_end=self.source[1] if self.source else None,
            speakers=tuple(Speaker(name=name) for name in self.speakers) if speakers else (),
            resolution="gold" if speakers else "unresolved",
            within=self.within,
            paragraph=self.p[0] - 1,
            rule="gold",
            confidence=1.0,
        )


@dataclass(frozen=True)
class GoldClaim:
    """One gold claim; empty ``polarity`` or ``acts`` are not scored, several of a field are alternatives.

    ``issue_ids`` where the gold names an entry of a codebook, else ``issue_spans`` where its words stand.
    """

    id: str
    quotation: str
    claimants: tuple[str, ...]
    acts: tuple[str, ...]
    polarity: tuple[str, ...]
    issue: str
    issue_ids: tuple[str, ...] = ()
    issue_spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class GoldDocument:
    """A gold document with its text; ``claims`` is None where the file has no ``claims:``."""

    document_id: str
    text: str
    quotations: tuple[GoldQuotation, ...]
    claims: tuple[GoldClaim, ...] | None = None
    problems: tuple[GoldProblem, ...] = field(default=())

    def plain(self) -> GoldDocument:
        """Return the gold over the plain form of its text, which is what the stages read."""
        form = plain(self.text)

        def at(span: Span | None) -> Span | None:
            return span and form.plain_span(*span)

        quotations = tuple(
            replace(
                item,
                segments=tuple(form.plain_span(*span) for span in item.segments),
                cue=at(item.cue),
                source=at(item.source),
            )
            for item in self.quotations
        )
        claims = self.claims and tuple(
            replace(item, issue_spans=tuple(form.plain_span(*span) for span in item.issue_spans))
            for item in self.claims
        )
        return replace(self, text=form.text, quotations=quotations, claims=claims)

    def records(self, *, speakers: bool = False) -> list[Quotation]:
        """Return the gold relations as quotation records (see ``GoldQuotation.record``)."""
        return [quotation.record(self.text, speakers=speakers) for quotation in self.quotations]


def _strings(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(item) for item in value) if isinstance(value, list) else (str(value),)


class _Reader:
    def __init__(self, path: Path, text: str, issue_ids: frozenset[str]) -> None:
        self.path, self.text, self.issue_ids = path, text, issue_ids
        self.paragraphs = line_spans(text)
        self.problems: list[GoldProblem] = []

    def problem(self, id_: str, field_: str, string: str, cause: str = "not in its paragraph") -> None:
        self.problems.append(GoldProblem(self.path.name, id_, field_, string, cause))

    def windows(self, id_: str, p: Any) -> tuple[tuple[int, ...], list[Span]]:
        numbers = tuple(p if isinstance(p, list) else [p])
        good = tuple(n for n in numbers if isinstance(n, int) and 1 <= n <= len(self.paragraphs))
        if good != numbers or not good:
            self.problem(id_, "p", str(p), f"no such paragraph (the text has {len(self.paragraphs)})")
        return good or (1,), [self.paragraphs[n - 1] for n in good]

    def quotation(self, item: dict[str, Any]) -> GoldQuotation | None:
        id_ = str(item.get("id"))
        p, windows = self.windows(id_, item.get("p"))
        segments: list[Span] = []
        for string in _strings(item.get("content")):
            span = locate(self.text, string, windows, after=segments[-1][1] if segments else 0)
            if span is None:
                self.problem(id_, "content", string)
            else:
                segments.append(span)
        if not segments:
            return None
        whole = (segments[0][0], segments[-1][1])
        cue = self._mention(id_, "cue", item.get("cue"), windows, whole)
        source = self._mention(id_, "source", item.get("source"), windows, cue or whole)
        return GoldQuotation(
            id=id_,
            kind=item["kind"],
            segments=tuple(segments),
            p=p,
            cue=cue,
            cue_text=self.text[slice(*cue)] if cue else None,
            source=source,
            source_text=self.text[slice(*source)] if source else None,
            speakers=_strings(item.get("speaker")),
            within=item.get("within"),
        )

    def _mention(self, id_: str, name: str, value: Any, windows: list[Span], near: Span) -> Span | None:
        if value is None:
            return None
        span = locate(self.text, str(value), windows, near=near)
        # A source stands outside p where the content carries on from another paragraph.
        if span is None and self.paragraphs:
            span = locate(self.text, str(value), [(0, len(self.text))], near=near)
        if span is None:
            self.problem(id_, name, str(value), "not in the text")
        return span

    def claim(self, item: dict[str, Any], quotations: dict[str, GoldQuotation]) -> GoldClaim | None:
        id_, relation = str(item.get("id")), quotations.get(str(item.get("quotation")))
        if relation is None:
            self.problem(id_, "quotation", str(item.get("quotation")), "no such relation")
            return None
        ids: list[str] = []
        spans: list[Span] = []
        for issue in _strings(item.get("issue")):
            if issue in self.issue_ids or _IDENTIFIER.fullmatch(issue):
                ids.append(issue)
                continue
            _, windows = self.windows(id_, item.get("p") or list(relation.p))
            near = relation.segments[0][0], relation.segments[-1][1]
            span = locate(self.text, issue, windows, near=near)
            if span is None:
                self.problem(id_, "issue", issue)
            else:
                spans.append(span)
        return GoldClaim(
            id=id_,
            quotation=relation.id,
            claimants=_strings(item.get("claimant")),
            acts=_strings(item.get("act")),
            polarity=_strings(item.get("polarity")),
            issue=" / ".join(_strings(item.get("issue"))),
            issue_ids=tuple(ids),
            issue_spans=tuple(spans),
        )


def read_text(path: Path) -> str:
    """Return a text as offsets count it: UTF-8, a BOM dropped, line ends unchanged."""
    return path.read_bytes().decode("utf-8-sig")


def _find_text(name: str, folder: Path, texts: Path | None) -> Path:
    places = [folder] if texts is None else [texts, folder]
    places += [parent / "data" / "raw" for parent in folder.resolve().parents]
    for place in places:
        if (place / name).is_file():
            return place / name
    raise GoldError(f"text {name} of the gold in {folder} not found beside it; give its folder with --texts DIR")


def _load(path: Path) -> Any:
    try:
        return plain_yaml.load(path.read_text(encoding="utf-8-sig"), plain_yaml.Words)
    except plain_yaml.YamlError as error:
        raise GoldError(f"{path}{error.place}: {error}") from None
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: isn't UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from None


def read_document(path: Path, texts: Path | None = None, issue_ids: frozenset[str] = frozenset()) -> GoldDocument:
    """Read one gold file and its text; raise ``GoldError`` if the file or its text can't be read."""
    data = _load(path)
    if not isinstance(data, dict) or "document" not in data:
        raise GoldError(f"{path}: no `document:` key")
    name = _find_text(str(data["document"]), path.parent, texts)
    try:
        text = read_text(name)
    except UnicodeDecodeError as error:
        raise GoldError(f"{name}: isn't UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from None
    reader = _Reader(path, text, issue_ids)
    try:
        quotations = [relation for item in data.get("quotations") or () if (relation := reader.quotation(item))]
        claims: tuple[GoldClaim, ...] | None = None
        if data.get("claims") is not None:
            by_id = {quotation.id: quotation for quotation in quotations}
            claims = tuple(claim for item in data["claims"] if (claim := reader.claim(item, by_id)))
    except (AttributeError, KeyError, TypeError) as error:
        fault = f"{type(error).__name__}: {error}"
        raise GoldError(f"{path}: a quotation or claim isn't a mapping with its keys ({fault}); correct it") from None
    return GoldDocument(str(data["document"]), text, tuple(quotations), claims, tuple(reader.problems))


def gold_files(folder: Path) -> Iterator[tuple[Path, Any]]:
    """Yield the YAML files of a folder with their data, sorted by name."""
    for path in sorted(folder.iterdir()):
        if path.suffix in {".yaml", ".yml"} and path.is_file():
            yield path, _load(path)


def read_gold(folder: Path, texts: Path | None = None) -> list[GoldDocument]:
    """Read all gold documents of a folder, sorted by file name.

    A YAML list of entries with ``id`` in the folder (``issues.yaml``) names the codebook ids its claims use;
    other files without ``document:`` are passed over. Raises ``GoldError`` if there is no gold at all.
    """
    if not folder.is_dir():
        raise GoldError(f"{folder}: no such folder")
    documents: list[Path] = []
    issue_ids: set[str] = set()
    for path, data in gold_files(folder):
        if isinstance(data, dict) and "document" in data:
            documents.append(path)
        elif isinstance(data, list):
            issue_ids |= {str(item["id"]) for item in data if isinstance(item, dict) and "id" in item}
    if not documents:
        raise GoldError(f"{folder}: no gold files (YAML with a `document:` key)")
    return [read_document(path, texts, frozenset(issue_ids)) for path in documents]
