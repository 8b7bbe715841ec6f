"""What the commands print: the summary of a run, an article with its quotations and claims.

Articles and file names are others' text: terminal escape sequences, other control characters and characters
that reorder a line are shown by a visible sign, and rich's markup stays text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from claimx.records import Quotation
    from claimx.run import Extracted, Summary

# One a speaker, in order of appearance; readable on dark and light grounds.
_COLOURS: Final = ("cyan", "magenta", "green", "yellow", "blue", "red", "bright_cyan", "bright_magenta", "bright_green")
_EVIDENCE: Final = 160
_KINDS: Final = ("direct", "indirect", "mixed")
_UNSAFE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


def safe(text: str) -> str:
    r"""Return ``text`` with what could steer a terminal made visible (ESC becomes ``␛``); line ends become ``\n``."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSAFE.sub(_visible, text)


def safe_line(text: str) -> str:
    """Return ``text`` as :func:`safe` does, line ends made visible, too: a name mustn't pass for a line of ours."""
    return safe(text).replace("\n", "␊")


def summary_table(summary: Summary, seconds: float) -> Table:
    """Return the table of counts that ends a run of ``seconds``."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column(style="dim")
    skipped, failed = summary.documents["skipped"], summary.documents["failed"]
    notes = [f"{summary.unchanged:,} unchanged"] if summary.unchanged else []
    notes += [f"{skipped:,} skipped"] if skipped else []
    table.add_row("documents", f"{summary.documents.total():,}", ", ".join(notes))
    table.add_row("sentences", f"{summary.sentences:,}")
    kinds = ", ".join(f"{summary.quotations[kind]:,} {kind}" for kind in _KINDS)
    table.add_row("quotations", f"{summary.quotations.total():,}", kinds)
    table.add_row("claims", f"{summary.claims:,}")
    table.add_row("speakers", f"{len(summary.speakers):,}", "different names")
    table.add_row("words per second", f"{summary.words / seconds if seconds else 0:,.0f}", f"{seconds:.1f} s")
    table.add_row("failures", Text(f"{failed:,}", style="bold red" if failed else ""))
    return table


def faults(summary: Summary) -> list[Text]:
    """Return a line for each document that was skipped or failed."""
    return [Text(safe_line(f"{path}: {error}")) for path, error in summary.faults]


def article(item: Extracted) -> Text:
    """Return the article with each quotation's content between ``⟦q01`` and ``⟧`` in its speaker's colour.

    Quotations within others stand in brackets of their own and are underlined.
    """
    text = item.document.text
    colours = speaker_colours(item.quotations)
    spans = [(segment.start, segment.end, quotation) for quotation in item.quotations for segment in quotation.segments]
    opening: dict[int, list[Quotation]] = {}
    closing: dict[int, list[Quotation]] = {}
    for start, end, quotation in sorted(spans, key=lambda span: (span[0], -span[1])):
        opening.setdefault(start, []).append(quotation)
        closing.setdefault(end, []).append(quotation)
    shown = Text()
    active: list[Quotation] = []
    cuts = sorted({0, len(text), *opening, *closing})
    for position, cut in enumerate(cuts):
        for quotation in sorted(closing.get(cut, ()), key=lambda quotation: -active.index(quotation)):
            shown.append("⟧", _style(quotation, colours))
            active.remove(quotation)
        for quotation in opening.get(cut, ()):
            shown.append(f"⟦{quotation.quotation_id} ", _style(quotation, colours) + " dim")
            active.append(quotation)
        if position + 1 < len(cuts):
            shown.append(safe(text[cut : cuts[position + 1]]), _style(active[-1], colours) if active else "")
    return shown


def quotations_table(item: Extracted) -> Table:
    """Return the article's quotations: id, kind, speaker and cue as written, and what they lie in."""
    colours = speaker_colours(item.quotations)
    table = _table("Quotations", "id", "kind", "speaker", "source", "cue", "within")
    for quotation in item.quotations:
        table.add_row(
            quotation.quotation_id,
            quotation.kind,
            Text(safe(_speaker(quotation)), style=colours[_speaker(quotation)]),
            *(Text(safe(value or "")) for value in (quotation.source_text, quotation.cue_text, quotation.within)),
        )
    return table


def claims_list(item: Extracted) -> Text:
    """Return the article's claims, two lines each: claimant, by way of whom and label, then the evidence."""
    colours = speaker_colours(item.quotations)
    speakers = {quotation.quotation_id: colours[_speaker(quotation)] for quotation in item.quotations}
    lines = Text("Claims", style="italic")
    for claim in item.claims:
        via = f" (via {', '.join(claim.via)})" if claim.via else ""
        evidence = " ".join(claim.text.split())
        if len(evidence) > _EVIDENCE:
            evidence = evidence[:_EVIDENCE].rsplit(" ", 1)[0] + " …"
        lines.append(f"\n{claim.claim_id} {claim.quotation_id}  ", "not italic dim")
        lines.append(safe(claim.claimant_name or "?"), f"not italic {speakers.get(claim.quotation_id, '')}")
        lines.append(safe(f"{via}: "), "not italic")
        lines.append(safe(claim.label_en), "not italic bold")
        lines.append(safe(f"\n         {evidence}"), "not italic dim")
    return lines


def speaker_colours(quotations: Sequence[Quotation]) -> dict[str, str]:
    """Return a colour for each speaker, in order of appearance."""
    names = dict.fromkeys(_speaker(quotation) for quotation in quotations)
    return {name: _COLOURS[index % len(_COLOURS)] for index, name in enumerate(names)}


def _speaker(quotation: Quotation) -> str:
    return ", ".join(speaker.name for speaker in quotation.speakers) or "?"


def _style(quotation: Quotation, colours: Mapping[str, str]) -> str:
    return colours[_speaker(quotation)] + (" underline" if quotation.within else "")


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"\\u{code:04x}"
