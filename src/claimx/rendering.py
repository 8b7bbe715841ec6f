"""Quotations in their text, as HTML: spaCy's displaCy with the spans claimx finds."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any, Final

from spacy import displacy as spacy_displacy
from spacy.displacy.templates import TPL_SPAN, TPL_SPAN_SLICE, TPL_SPAN_START
from spacy.tokens import Doc

from claimx.stages.segmentation import paragraphs_of
from claimx.terminal import safe

_COLOURS: Final = {
    "direct": "#8ecae6",
    "indirect": "#ffd166",
    "mixed": "#b8e0a0",
    "cue": "#f4a8a0",
    "source": "#d3b8e8",
}
# displaCy breaks labels at blanks, over the next line of text.
_TEMPLATES: Final = {
    "span": TPL_SPAN,
    "slice": TPL_SPAN_SLICE,
    "start": TPL_SPAN_START.replace("line-height: 1;", "line-height: 1; white-space: nowrap;"),
}
_Span = tuple[int, int, str, str]


class Rendering(str):
    """HTML that a notebook shows as what it says; as a string, it can be written to a file."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<claimx.Rendering: {len(self):,} characters of HTML>"

    def _repr_html_(self) -> str:
        return str(self)


def displacy(doc: Doc, *, page: bool = False) -> Rendering:
    """Render a doc's quotations with their cues and sources; see :func:`claimx.displacy`."""
    return Rendering(
        spacy_displacy.render(
            [*_paragraphs(doc)],
            style="span",
            page=page,
            manual=True,
            jupyter=False,
            options={"colors": {label: _COLOURS[kind] for _, _, label, kind in _spans(doc)}, "template": _TEMPLATES},
        )
    )


def _spans(doc: Doc) -> Iterator[_Span]:
    """Yield ``(start, end, label, colour key)``, offsets in code points; labels are safe within HTML."""
    for item in doc._.quotations:
        speakers = ", ".join(speaker.name for speaker in item.speakers) or "?"
        label = html.escape(safe(f"{item.quotation_id} {item.kind}: {speakers}"))
        for segment in item.segments:
            yield segment.start, segment.end, label, item.kind
        for kind, start, end in (
            ("cue", item.cue_start, item.cue_end),
            ("source", item.source_start, item.source_end),
        ):
            if start is not None and end is not None:
                yield start, end, f"{html.escape(safe(item.quotation_id))} {kind}", kind


def _paragraphs(doc: Doc) -> Iterator[dict[str, Any]]:
    """Yield what displaCy takes for each paragraph, which is drawn by itself."""
    spans = [
        (span.start, span.end, label)
        for start, end, label, _ in _spans(doc)
        if (span := doc.char_span(start, end, alignment_mode="expand"))
    ]
    for start, end, _ in paragraphs_of(doc):
        if (inside := doc.char_span(start, end, alignment_mode="expand")) is None:
            continue
        yield {
            "text": inside.text,
            "tokens": [safe(token.text) for token in inside],
            "spans": [
                {"start_token": max(low, inside.start) - inside.start, "end_token": high - inside.start, "label": label}
                for low, high, label in spans
                if low < inside.end and high > inside.start
            ],
        }
