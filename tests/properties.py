"""What must hold of every result, whatever the text: the properties that tests and fuzzing share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from claimx.layout import line_spans, read_layout
from claimx.stages.quotations.marks import find_regions
from claimx.stages.sentences import SentenceSegmenter

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimx.records import Claim, Quotation

_SEGMENTER = SentenceSegmenter()


def check_doc(doc: Doc) -> None:
    """Check what a chain has left on a doc."""
    check_quotations(doc.text, doc._.quotations)
    check_claims(doc.text, doc._.claims, doc._.quotations)


def check_quotations(text: str, quotations: Sequence[Quotation]) -> None:
    """Offsets give the strings, segments are in order, ``within`` makes a tree whose parents hold their children."""
    known = {quotation.quotation_id: quotation for quotation in quotations}
    assert len(known) == len(quotations), "ids are there twice"
    assert [q.start for q in quotations] == sorted(q.start for q in quotations), "out of order"
    for quotation in quotations:
        assert_slice(text, quotation.start, quotation.end, quotation.text)
        assert_slice(text, quotation.cue_start, quotation.cue_end, quotation.cue_text)
        assert_slice(text, quotation.source_start, quotation.source_end, quotation.source_text)
        segments = [(segment.start, segment.end) for segment in quotation.segments]
        assert segments, "no segment"
        assert (segments[0][0], segments[-1][1]) == (quotation.start, quotation.end)
        assert all(start < end for start, end in segments), "an empty segment"
        assert all(left[1] <= right[0] for left, right in pairwise(segments)), "segments overlap"
        assert 0.0 <= quotation.confidence <= 1.0
        assert quotation.rule
        assert quotation.kind in ("direct", "indirect", "mixed")
        above = [quotation]
        while (outer := above[-1].within) is not None:
            assert outer in known, f"{quotation.quotation_id} lies within {outer}, which isn't there"
            above.append(known[outer])
            assert above[-1].start <= above[-2].start, "begins before what it lies within"
            assert above[-2].end <= above[-1].end, "ends after what it lies within"
            assert len(above) <= len(quotations), "a ring of quotations"


def check_claims(text: str, claims: Sequence[Claim], quotations: Sequence[Quotation]) -> None:
    """Offsets give the strings, and every claim's quotation is there."""
    known = {quotation.quotation_id for quotation in quotations}
    assert len({claim.claim_id for claim in claims}) == len(claims), "ids are there twice"
    for claim in claims:
        assert claim.quotation_id in known
        assert_slice(text, claim.start, claim.end, claim.text)
        assert_slice(text, claim.issue_start, claim.issue_end, claim.issue_text)
        assert 0.0 <= claim.confidence <= 1.0
        assert claim.rule
        assert claim.label_en
        assert claim.label_fr


def assert_slice(text: str, start: int | None, end: int | None, string: str | None) -> None:
    """Check that a place gives its string, or that there is neither."""
    if start is None or end is None:
        assert start is end is None
        return
    assert 0 <= start <= end <= len(text)
    assert text[start:end] == string


def check_layout(text: str) -> None:
    """Lines and paragraphs are in order, apart from each other, and miss no character that isn't blank."""
    check_spans(text, line_spans(text))
    layout = read_layout(text)
    spans = [(paragraph.start, paragraph.end) for paragraph in layout.paragraphs]
    check_spans(text, spans)
    assert sum(map(_ink, (text[start:end] for start, end in spans))) == _ink(text), "characters in no paragraph"
    assert layout.date is None or layout.date[:4].isdigit()


def check_sentences(text: str) -> None:
    """Sentences are in order, within their lines, and miss no character that isn't blank."""
    spans = _SEGMENTER(text, [paragraph.start for paragraph in read_layout(text).paragraphs])
    check_spans(text, spans)
    assert sum(map(_ink, (text[start:end] for start, end in spans))) == _ink(text), "characters in no sentence"


def check_regions(text: str) -> None:
    """Quoted regions lie in the text, and each in the one around it."""
    paragraphs = [(paragraph.start, paragraph.end) for paragraph in read_layout(text).paragraphs]
    regions = find_regions(text, paragraphs)
    for region in regions:
        assert 0 <= region.outer_start <= region.start <= region.end <= region.outer_end <= len(text)
        if region.parent is None:
            assert region.level == 0
        else:
            assert region.level == region.parent.level + 1
            assert region.parent.start <= region.outer_start
            assert region.outer_end <= region.parent.outer_end
        start, end = paragraphs[region.paragraph]
        assert start <= region.outer_start
        assert region.outer_end <= end
        assert len(region.chain()) <= len(regions), "a ring of regions"


def check_spans(text: str, spans: Iterable[tuple[int, int]]) -> None:
    """Spans are in order, not empty, apart from each other, and without outer blanks."""
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end


def _ink(text: str) -> int:
    return sum(not char.isspace() for char in text)
