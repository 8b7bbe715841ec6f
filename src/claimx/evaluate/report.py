"""The report of an evaluation: figures, errors, faults of the gold; as JSON and as tables; floors."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimx import plain_yaml
from claimx.evaluate.errors import Error
from claimx.evaluate.gold import GoldDocument, GoldError, GoldProblem
from claimx.evaluate.tally import GroupRow, Rate, Score, Tally

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


@dataclass(frozen=True)
class Report:
    """What ``evaluate`` returns."""

    tally: Tally
    errors: list[Error]
    problems: list[GoldProblem]
    gold_digest: str

    def to_json(self) -> dict[str, Any]:
        """Return all figures, the errors and the gold's faults, ready for ``json.dumps``."""
        return self.tally.to_json() | {
            "gold_digest": self.gold_digest,
            "errors": [error.to_json() for error in self.errors],
            "problems": [str(problem) for problem in self.problems],
        }

    def figure(self, path: str) -> float:
        """Return one figure by its path in ``to_json``, as ``quotations.iou80.f1``; KeyError if there is none."""
        value: Any = self.tally.to_json()
        for part in path.split("."):
            if not isinstance(value, Mapping) or part not in value:
                raise KeyError(f"no figure {path!r} in the report (at {part!r})")
            value = value[part]
        if isinstance(value, Mapping) and "share" in value:
            value = value["share"]
        if not isinstance(value, int | float):
            raise KeyError(f"{path!r} names a group of figures; go on to one of: {', '.join(value)}")
        return float(value)


def gold_digest(gold: Iterable[GoldDocument]) -> str:
    """Return a SHA-256 over names, texts, relations and claims of the gold, whatever their YAML looks like."""
    digest = hashlib.sha256()
    for document in sorted(gold, key=lambda item: item.document_id):
        digest.update(repr((document.document_id, document.text, document.quotations, document.claims)).encode())
    return digest.hexdigest()


@dataclass(frozen=True)
class Floors:
    """Floors of figures by path, and the digest of the gold they hold for (None: any)."""

    floors: Mapping[str, float]
    gold_digest: str | None = None


@dataclass(frozen=True)
class UnderFloor:
    """A figure under its floor; ``str()`` says which and by how much."""

    path: str
    floor: float
    value: float

    def __str__(self) -> str:
        return f"{self.path} is {self.value:.4f}, under its floor {self.floor:.4f}"


def read_floors(path: Path) -> Floors:
    """Read ``floors: {figure path: floor}`` and ``gold_digest:``; raise ``GoldError`` naming file and fault."""
    try:
        data = plain_yaml.load(path.read_text(encoding="utf-8-sig"))
    except plain_yaml.YamlError as error:
        raise GoldError(f"{path}{error.place}: floors not readable: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: floors not readable: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("floors"), dict):
        raise GoldError(f"{path}: expected a mapping with `floors: {{figure path: number}}`")
    for name, value in data["floors"].items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise GoldError(f"{path}: floor of {name} is not a number: {value!r}")
    return Floors({str(name): float(value) for name, value in data["floors"].items()}, data.get("gold_digest"))


def under_floors(report: Report, floors: Floors) -> list[UnderFloor]:
    """Return the figures under their floor, and raise ``GoldError`` for an unknown one or a changed gold."""
    if floors.gold_digest is not None and floors.gold_digest != report.gold_digest:
        raise GoldError(f"the floors are for gold {floors.gold_digest}, this gold is {report.gold_digest}")
    under: list[UnderFloor] = []
    for path, floor in floors.floors.items():
        try:
            value = report.figure(path)
        except KeyError as error:
            raise GoldError(f"floors: {error.args[0]}") from error
        if value < floor:
            under.append(UnderFloor(path, floor, value))
    return under


def render(report: Report, *, groups: int = 15) -> list[RenderableType]:
    """Return the tables to print with rich: in all and by kind, speakers, claims, by cue, by speaker, by rule.

    ``groups`` is the most rows of the last three; 0 leaves them out.
    """
    tally = report.tally
    title = f"Quotations ({tally.documents} documents)"
    table = _table(title, "", "gold", "found", "exact", "IoU ≥ 0.8", "P", "R", "IoU ≥ 0.5", "> 0.3", "> 0.8")
    for name, measures in (("all", tally.quotations), *tally.by_kind.items()):
        strict = measures.iou80
        figures = [measures.exact.f1, strict.f1, strict.precision, strict.recall, measures.iou50.f1]
        figures += [measures.one_sided30.f1, measures.one_sided80.f1]
        table.add_row(name, str(strict.gold), str(strict.predicted), *map(_figure, figures))
    tables: list[RenderableType] = [table, _relations(tally)]
    if tally.claim_documents:
        tables.append(_claims(tally))
    if groups:
        tables.append(_groups("By cue (of the gold)", tally.by_cue, groups))
        tables.append(_groups("By speaker (of the gold)", tally.by_speaker, groups))
        tables.append(_groups("By rule (of the chain)", tally.by_rule, groups))
    if report.problems:
        from rich.markup import escape

        tables.append("\n".join(["[bold red]Faults of the gold[/]", *(escape(str(item)) for item in report.problems)]))
    return tables


def render_errors(errors: Sequence[Error]) -> list[RenderableType]:
    """Return the errors as printable text, one block each."""
    from rich.text import Text

    blocks: list[RenderableType] = []
    for error in errors:
        place = f"{error.document} p{error.paragraph} {error.gold_id or ''}".rstrip()
        lines = [f"{error.category.upper()}  {place}  {f'[{error.rule}]' if error.rule else ''}  {error.detail}"]
        lines += [f"  gold  {error.gold}"] if error.gold is not None else []
        lines += [f"  found {error.predicted}"] if error.predicted is not None else []
        blocks.append(Text("\n".join(lines)))
    return blocks


def _table(title: str, *columns: str) -> Table:
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 else "right")
    return table


def _figure(value: float) -> str:
    return f"{value:.3f}"


def _rate_row(rate: Rate) -> tuple[str, str]:
    return f"{rate.right}/{rate.of}", _figure(rate.share)


def _score_row(score: Score) -> tuple[str, str, str, str, str]:
    counts = str(score.gold), str(score.predicted)
    return *counts, _figure(score.precision), _figure(score.recall), _figure(score.f1)


def _relations(tally: Tally) -> Table:
    table = _table("Of quotations matched at IoU ≥ 0.5", "", "right", "share")
    table.add_row("speaker, full name", *_rate_row(tally.full_name))
    table.add_row("speaker, part of the name", *_rate_row(tally.similar_name))
    table.add_row("kind", *_rate_row(tally.kind))
    table.add_row("source", *_rate_row(tally.source))
    table.add_row("cue", *_rate_row(tally.cue))
    table.add_row("within", *_rate_row(tally.within))
    score = tally.end_to_end
    counts = f"P {score.precision:.3f} R {score.recall:.3f}"
    table.add_row("end to end F1 (IoU ≥ 0.8, full name)", counts, _figure(score.f1))
    return table


def _claims(tally: Tally) -> Table:
    table = _table(f"Claims ({tally.claim_documents} documents)", "", "gold", "found", "P", "R", "F1")
    table.add_row("quotation, claimant, issue", *_score_row(tally.claims))
    table.add_row("… and polarity", *_score_row(tally.claims_polarity))
    table.add_row("… and act", *_score_row(tally.claims_act))
    table.add_row("claimant, issue, polarity", *_score_row(tally.claims_anywhere))
    for name, rate in (("polarity right of matched", tally.polarity), ("act right of matched", tally.act)):
        count, share = _rate_row(rate)
        table.add_row(name, count, "", "", "", share)
    if tally.uncoded:
        table.add_row("outside the gold's codebook, not scored", "", str(tally.uncoded))
    return table


def _groups(title: str, rows: Mapping[str, GroupRow], limit: int) -> Table:
    from rich.markup import escape

    table = _table(title, "", "items", "IoU ≥ 0.5", "IoU ≥ 0.8", "speaker right")
    ranked = sorted(rows.items(), key=lambda item: (-max(item[1].gold, item[1].predicted), item[0]))
    for name, row in ranked[:limit]:
        counts = (row.gold or row.predicted, row.iou50, row.iou80, row.speaker)
        table.add_row(escape(name), *map(str, counts))
    if len(ranked) > limit:
        table.add_row(f"… {len(ranked) - limit} more")
    return table
