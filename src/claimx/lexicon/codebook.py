"""Codebooks: the issues a project codes, and the wordings by which each is recognised.

A codebook is a YAML file (``data/codebooks/euro_security.yaml`` is one to copy)::

    codebook: euro_security            # its name
    title: {fr: Sécurité en Europe, en: European security}
    scope: [OTAN, Russie, Ukraine]     # optional: only texts that hold one of these words (or one that begins so)
    words:                             # optional: named groups of words, used as $nato
      nato: [OTAN, Alliance atlantique]
    issues:
      - id: nato_non_enlargement       # what claims.issue_id holds
        fr: non-élargissement de l'OTAN
        en: NATO non-enlargement
        article: le                    # of the French label: le, la, les, l' (labels: "sur le non-élargissement …")
        patterns:                      # wordings that name the issue
          - non-élargissement $nato
        inverse:                       # wordings that name its opposite: being for them is being against the issue
          - élargissement|extension $nato
          - {match: rapprocher ... $nato, polarity: negative}

A pattern is a row of words. A word stands for every form of its lemma and is matched without regard to case;
``a|b`` allows either, ``$name`` any entry of that group (entries may be of several words). Hyphens part words
(``Russie-OTAN`` is two). Articles and prepositions never count: neither those of the pattern nor those of the
text. ``...`` lets up to six other words stand in between, ``...3`` up to three (50 at most). A pattern never crosses a
sentence end. A mapping with ``match`` and ``polarity`` (``positive`` or ``negative``) is a wording that takes a side
of its own.

Matching is by hash look-up of each pattern's first word, so its time grows with the text, not with the codebook.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from claimx import plain_yaml
from claimx.lexicon.codebook_words import Word, content_words, variants
from claimx.lexicon.errors import LexiconError

NonEmpty = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class CodebookError(LexiconError):
    """A codebook that can't be read or breaks the format; the message names file, line and key of every fault."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SidedPattern(_Strict):
    """A wording that takes a side of its own toward the issue."""

    match: NonEmpty
    polarity: Literal["positive", "negative"]


class Issue(_Strict):
    """One entry of a codebook."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
    fr: NonEmpty
    en: NonEmpty
    article: Literal["le", "la", "les", "l'"] | None = None
    patterns: tuple[NonEmpty | SidedPattern, ...] = ()
    inverse: tuple[NonEmpty | SidedPattern, ...] = ()


class CodebookFile(_Strict):
    """The whole file, as written."""

    codebook: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]
    title: Mapping[Literal["fr", "en"], NonEmpty] = Field(default_factory=dict)
    fallback: bool = False
    """Whether the codebook only codes what no codebook before it has coded (topics under issues)."""
    scope: tuple[NonEmpty, ...] = ()
    """Beginnings of words one of which a text must hold for the codebook to be used on it; empty for any text."""
    words: Mapping[str, tuple[NonEmpty, ...]] = Field(default_factory=dict)
    issues: tuple[Issue, ...]

    @field_validator("issues")
    @classmethod
    def _unique(cls, issues: tuple[Issue, ...]) -> tuple[Issue, ...]:
        seen: set[str] = set()
        for issue in issues:
            if issue.id in seen:
                raise ValueError(f"issue id {issue.id!r} is there twice")
            seen.add(issue.id)
        return issues


@dataclass(frozen=True, slots=True)
class Match:
    """Where an issue is named: span in code points, whether by an inverse wording, and the wording's own side."""

    issue: Issue
    start: int
    end: int
    inverse: bool
    polarity: Literal["positive", "negative"] | None
    pattern: str


@dataclass(frozen=True, slots=True)
class _Rule:
    """A compiled pattern: each step is (words any of which fits, most words skipped before it)."""

    issue: Issue
    inverse: bool
    polarity: Literal["positive", "negative"] | None
    source: str
    steps: tuple[tuple[frozenset[str], int], ...]


@dataclass(frozen=True)
class Codebook:
    """Compiled codebook: finds its issues in text. ``source`` is the YAML it was built from (for serialization)."""

    name: str
    issues: Mapping[str, Issue]
    source: str
    fallback: bool = False
    rules: Mapping[str, tuple[_Rule, ...]] = field(default_factory=dict, repr=False)
    scope: re.Pattern[str] | None = None
    scope_words: tuple[str, ...] = ()
    """What ``scope`` matches at the beginning of words, case-folded."""

    def covers(self, text: str) -> bool:
        """Whether the codebook is for this text: it has no scope, or the text holds a word of it."""
        if self.scope is None:
            return True
        folded = text.casefold()  # looking for plain words is twenty times as fast as matching them
        return any(word in folded for word in self.scope_words) and self.scope.search(text) is not None

    def find(self, words: Sequence[Word]) -> list[Match]:
        """Return the matches within one sentence given as content words, longest first where they overlap.

        Takes words as ``content_words`` gives them; returns matches in order of position, none overlapping another.
        """
        found: list[tuple[int, int, _Rule]] = []
        for index, word in enumerate(words):
            for form in word.forms:
                for rule in self.rules.get(form, ()):
                    last = _follow(rule.steps, words, index)
                    if last is not None:
                        found.append((index, last, rule))
        found.sort(key=lambda item: (-len(item[2].steps), item[1] - item[0], item[0], item[2].inverse))
        taken: set[int] = set()
        matches: list[Match] = []
        for first, last, rule in found:
            span = range(first, last + 1)
            if taken.isdisjoint(span):
                taken.update(span)
                matches.append(
                    Match(rule.issue, words[first].start, words[last].end, rule.inverse, rule.polarity, rule.source)
                )
        return sorted(matches, key=lambda match: match.start)


def _follow(steps: Sequence[tuple[frozenset[str], int]], words: Sequence[Word], index: int) -> int | None:
    position = index
    for accepted, gap in steps[1:]:
        for candidate in range(position + 1, min(position + 2 + gap, len(words))):
            if not accepted.isdisjoint(words[candidate].forms):
                position = candidate
                break
        else:
            return None
    return position


def parse_codebook(text: str, source: str = "<codebook>") -> Codebook:
    """Compile a codebook from YAML text; ``source`` names it in errors. Raises ``CodebookError`` with every fault."""
    try:
        node, data = plain_yaml.load_with_nodes(text)
    except plain_yaml.YamlError as error:
        raise CodebookError(f"{source}{error.place}: {error}") from None
    if not isinstance(data, dict):
        raise CodebookError(
            f"{source}:1: a codebook is a mapping with the keys codebook, issues (see claimx.lexicon.codebook)"
        )
    try:
        parsed = CodebookFile.model_validate(data)
    except ValidationError as error:
        faults = [
            f"{source}:{_line(node, fault['loc'])}: {_key(fault['loc'])}: {fault['msg']}"
            for fault in error.errors(include_url=False, include_context=False)
        ]
        raise CodebookError("\n".join(dict.fromkeys(faults))) from None
    rules: dict[str, list[_Rule]] = {}
    problems: list[str] = []
    for number, issue in enumerate(parsed.issues):
        for key, inverse in (("patterns", False), ("inverse", True)):
            for place, entry in enumerate(getattr(issue, key)):
                pattern = entry if isinstance(entry, str) else entry.match
                side = None if isinstance(entry, str) else entry.polarity
                try:
                    for steps in variants(pattern, parsed.words):
                        rule = _Rule(issue, inverse, side, pattern, tuple(steps))
                        for word in steps[0][0]:
                            rules.setdefault(word, []).append(rule)
                except ValueError as error:
                    loc = ("issues", number, key, place)
                    problems.append(f"{source}:{_line(node, loc)}: {_key(loc)}: {pattern!r} {error}")
    if problems:
        raise CodebookError("\n".join(problems))
    return Codebook(
        parsed.codebook,
        {issue.id: issue for issue in parsed.issues},
        text,
        parsed.fallback,
        {word: tuple(items) for word, items in rules.items()},
        re.compile(rf"\b(?:{'|'.join(map(re.escape, parsed.scope))})", re.IGNORECASE) if parsed.scope else None,
        tuple(word.casefold() for word in parsed.scope),
    )


def _key(loc: Sequence[int | str]) -> str:
    # pydantic puts the branch of a union into the location; the file has no such key.
    return ".".join(str(part) for part in loc if not str(part).startswith(("constrained", "Sided"))) or "file"


def _line(node: Any, loc: Sequence[int | str]) -> int:
    """Line (from 1) of the node that a pydantic location names, or of its nearest parent."""
    line: int = node.start_mark.line + 1
    for part in loc:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        elif isinstance(node, yaml.MappingNode):
            for key_node, value_node in node.value:
                if key_node.value == str(part):
                    line, node = key_node.start_mark.line + 1, value_node
                    break
            else:
                continue
        else:
            continue
        if isinstance(part, int):
            line = max(line, node.start_mark.line + 1)
    return line


def bundled_codebooks() -> list[str]:
    """Names of the codebooks that come with claimx."""
    folder = resources.files("claimx.lexicon") / "data" / "codebooks"
    return sorted(item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml"))


@functools.lru_cache(maxsize=64)
def _compiled(text: str, source: str) -> Codebook:
    return parse_codebook(text, source)


def load_codebook(name_or_path: str | Path) -> Codebook:
    """Load a codebook by bundled name or by path of a YAML file; the same content is compiled once.

    Raises ``FileNotFoundError`` if there is none, ``CodebookError`` for every fault in it, with file, line and key.
    """
    text = str(name_or_path)
    if text in bundled_codebooks():
        file = resources.files("claimx.lexicon") / "data" / "codebooks" / f"{text}.yaml"
        return _compiled(file.read_text(encoding="utf-8"), f"{text}.yaml")
    path = Path(name_or_path)
    try:
        is_file = path.is_file()
    except OSError as error:  # a name too long, a folder that can't be entered
        raise CodebookError(f"{path}: can't be read: {error.strerror}") from None
    if not is_file:
        known = ", ".join(bundled_codebooks())
        raise FileNotFoundError(
            f"{text}: no such codebook file, and claimx carries none of that name (it has: {known})"
        )
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(f"{path}: not UTF-8: {error}") from None
    except OSError as error:
        raise CodebookError(f"{path}: can't be read: {error.strerror}") from None
    return _compiled(content, str(path))


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the codebook format, for editors and for those who generate codebooks."""
    schema = CodebookFile.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "claimx codebook"
    return schema


def check(path: str | Path) -> list[str]:
    """Return the faults of a codebook file, each with file, line and key; none if it can be used."""
    try:
        load_codebook(path)
    except (CodebookError, FileNotFoundError) as error:
        return str(error).splitlines()
    return []


def try_text(book: Codebook, sentences: Iterable[Iterable[tuple[str, str, int]]]) -> list[Match]:
    """Return what a codebook matches in a text given as sentences of (form, lemma, start) tokens, by position.

    Each match tells the issue, where it stands, by which pattern, and whether that is an inverse wording.
    """
    return [match for sentence in sentences for match in book.find(content_words(sentence))]


def from_text(text: str, source: str = "<stored>") -> Codebook:
    """Compile a codebook from its YAML text (cached), as a saved pipeline carries it."""
    return _compiled(text, source)
