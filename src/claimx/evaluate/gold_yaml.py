"""Writes gold YAML: the inverse of :mod:`claimx.evaluate.gold`.

A span is written as the string that the reader finds again at the same place; every string is tried with the reader's
own search before it is written, with ``#n`` or ``A [..] B`` where the words alone stand more than once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimx.evaluate.gold import GoldClaim, GoldDocument, GoldProblem, GoldQuotation
from claimx.evaluate.gold_places import GAP, locate
from claimx.layout import Span, line_spans

# What YAML folds, drops or refuses within double quotation marks.
_UNSAFE: Final = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_LONG: Final = 60
_MOST_WORDS: Final = 12
_MOST_PLACES: Final = 20


def dump_gold(document: GoldDocument, text_name: str) -> tuple[str, list[GoldProblem]]:
    """Return a gold document as YAML whose text is the file ``text_name``, and what couldn't be written.

    A relation or claim with a span that no string tells from another place is left out and listed as a problem.
    """
    writer = _Writer(document, text_name)
    return writer.yaml(), writer.problems


class _Writer:
    def __init__(self, document: GoldDocument, text_name: str) -> None:
        self.document, self.text_name = document, text_name
        self.text = document.text
        self.paragraphs = line_spans(document.text)
        self.problems: list[GoldProblem] = []

    def yaml(self) -> str:
        lines = [f"document: {quoted(self.text_name)}"]
        quotations = [(item, line) for item in self.document.quotations if (line := self._quotation(item))]
        lines += ["quotations:", *(line for _, line in quotations)] if quotations else ["quotations: []"]
        if self.document.claims is not None:
            written = {item.id: item for item, _ in quotations}
            claims = [line for claim in self.document.claims if (line := self._claim(claim, written))]
            lines += ["claims:", *claims] if claims else ["claims: []"]
        return "\n".join(lines) + "\n"

    def _quotation(self, item: GoldQuotation) -> str | None:
        whole = item.segments[0][0], item.segments[-1][1]
        near = item.cue or whole
        best: tuple[list[int], list[str | None]] = ([], [])
        # A source in another paragraph may need that paragraph in p, to be told from the same words nearer by.
        for spans in (item.segments, [*item.segments, *([item.source] if item.source else [])]):
            p = self._p(spans)
            windows = [self.paragraphs[number - 1] for number in p]
            contents: list[str | None] = []
            after = 0
            for span in item.segments:
                contents.append(self._string(span, windows, after=after))
                after = span[1]
            cue = self._string(item.cue, windows, near=whole, anywhere=True) if item.cue else None
            source = self._string(item.source, windows, near=near, anywhere=True) if item.source else None
            best = p, [*contents, cue, source]
            if None not in contents and (cue or not item.cue) and (source or not item.source):
                break
        p, (*contents, cue, source) = best
        found = {"content": [*contents], "cue": [cue] if item.cue else [], "source": [source] if item.source else []}
        for name, strings in found.items():
            if None in strings:
                places = {"content": item.segments, "cue": (item.cue,), "source": (item.source,)}[name]
                place = next(span for span, string in zip(places, strings, strict=True) if string is None and span)
                self._problem(item.id, name, place)
                if name == "content":
                    return None
        fields = {
            "id": item.id,
            "p": str(p[0]) if len(p) == 1 else str(p),
            "kind": item.kind,
            "within": item.within,
            "source": "null" if source is None else quoted(source),
            "speaker": _names(item.speakers),
            "cue": "null" if cue is None else quoted(cue),
        }
        head = ", ".join(f"{name}: {value}" for name, value in fields.items() if value is not None)
        return f"  - {{{head},\n     content: [{', '.join(quoted(text) for text in contents if text)}]}}"

    def _claim(self, claim: GoldClaim, quotations: dict[str, GoldQuotation]) -> str | None:
        relation = quotations.get(claim.quotation)
        if relation is None:
            return None
        fields = {"id": claim.id, "quotation": claim.quotation, "claimant": _names(claim.claimants)}
        fields |= {"act": _names(claim.acts), "polarity": _names(claim.polarity)}
        issues = list(claim.issue_ids)
        if claim.issue_spans:
            own, near = self._p(relation.segments), (relation.segments[0][0], relation.segments[-1][1])
            wanted = self._p(claim.issue_spans)
            p = own if set(wanted) <= set(own) else wanted
            windows = [self.paragraphs[number - 1] for number in p]
            for span in claim.issue_spans:
                string = self._string(span, windows, near=near)
                if string is None:
                    self._problem(claim.id, "issue", span)
                else:
                    issues.append(string)
            if p != own:
                fields["p"] = str(p[0]) if len(p) == 1 else str(p)
        if not issues and claim.issue_spans:
            return None
        fields["issue"] = _names(issues)
        return f"  - {{{', '.join(f'{name}: {value}' for name, value in fields.items())}}}"

    def _problem(self, id_: str, field: str, span: Span) -> None:
        cause = "no string tells this place from another"
        file = self.document.document_id
        self.problems.append(GoldProblem(file, id_, field, self.text[slice(*span)], cause))

    def _p(self, spans: Sequence[Span | None]) -> list[int]:
        """Return the numbers, from 1, of the paragraphs that the spans touch."""
        return [
            number
            for number, (start, end) in enumerate(self.paragraphs, start=1)
            if any(span is not None and span[0] < end and start < span[1] for span in spans)
        ]

    def _string(
        self, span: Span, windows: list[Span], *, after: int = 0, near: Span | None = None, anywhere: bool = False
    ) -> str | None:
        """Return the shortest kind of string that the reader finds at this span; ``anywhere`` if it looks further."""
        for candidate in self._candidates(span):
            found = locate(self.text, candidate, windows, after=after, near=near)
            if found is None and anywhere:
                found = locate(self.text, candidate, [(0, len(self.text))], near=near)
            if found == span:
                return candidate
        return None

    def _candidates(self, span: Span) -> Iterator[str]:
        words = self.text[slice(*span)]
        places = [match.span() for match in re.finditer(r"\S+", words)]
        if len(words) <= _LONG and "\n" not in words:
            yield words
            yield from (f"{words}#{number}" for number in range(1, _MOST_PLACES))
        for count in range(3, min(_MOST_WORDS, len(places) // 2) + 1):
            head, tail = words[: places[count - 1][1]], words[places[-count][0] :]
            if "\n" in head + tail:
                break
            yield f"{head}{GAP}{tail}"
            yield from (f"{head}#{number}{GAP}{tail}" for number in range(1, 4))
        yield words
        yield from (f"{words}#{number}" for number in range(1, _MOST_PLACES))
        for count in range(1, len(places)):
            yield f"{words[: places[0][1]]}{GAP}{words[places[-count][0] :]}"


def _names(values: Sequence[str]) -> str:
    if not values:
        return "null"
    return quoted(values[0]) if len(values) == 1 else f"[{', '.join(map(quoted, values))}]"


def quoted(text: str) -> str:
    """Return a text within double quotation marks, as YAML reads it back."""
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
