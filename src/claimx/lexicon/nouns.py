"""Nouns that can be a source, titles before names, and given names with their gender."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, get_args

from claimx.lexicon.errors import LexiconError
from claimx.lexicon.tables import fold, pluralize, rows

Gender = Literal["m", "f", "mf"]
"""``mf`` where a form serves both."""
Number = Literal["s", "p"]
NounKind = Literal["person", "people", "organization", "document"]

KINDS: Final = frozenset(get_args(NounKind))
_OTHERS: Final = frozenset({"title", "ground"})
_AGREEING = ("grand-", "beau-", "belle-", "petit-", "petite-", "haut-", "haute-")


@dataclass(frozen=True, slots=True)
class SourceNoun:
    """One form of a noun that can be a source: its lemma (masculine singular where there is one), gender and number."""

    lemma: str
    gender: Gender
    number: Number
    kind: NounKind


@dataclass(frozen=True, slots=True)
class Nouns:
    """The nouns by folded form; titles by folded form; given names by folded form."""

    sources: Mapping[str, tuple[SourceNoun, ...]]
    titles: Mapping[str, Gender]
    given_names: Mapping[str, Gender]
    demonyms: Mapping[str, Gender]
    """Inhabitants of places that are no states, by folded singular form."""
    grounds: frozenset[str]
    """Folded forms of what one can go by, a source for *selon* and *d'après* only (*selon les premiers examens*)."""


def _plural(noun: str) -> str:
    if noun.startswith("porte-"):
        return noun
    if noun.startswith(_AGREEING):
        first, _, rest = noun.partition("-")
        return f"{pluralize(first)}-{pluralize(rest)}"
    return pluralize(noun)


def _forms(word: str, gender: str) -> list[tuple[str, Gender]]:
    """Split *président/présidente*, *lord:m* or *ministre* into forms with gender."""
    if "/" in word:
        masculine, feminine = word.split("/")
        return [(masculine, "m"), (feminine, "f")]
    word, _, own = word.partition(":")
    return [(word, own or gender or "mf")]  # type: ignore[list-item]  # the test checks every gender of the table


@cache
def load_nouns() -> Nouns:
    """Read the packaged nouns, titles and given names (once a process).

    Raises :class:`LexiconError` naming file and line for a block of unknown kind.
    """
    sources: dict[str, tuple[SourceNoun, ...]] = {}
    titles: dict[str, Gender] = {}
    kind, gender = "", ""
    grounds: set[str] = set()
    for where, (line,) in rows("nouns.tsv", 1):
        if line.startswith("@"):
            kind, _, gender = line[1:].partition(".")
            if kind not in KINDS | _OTHERS:
                raise LexiconError(
                    f"{where}: unknown block {kind!r}; allowed: {', '.join(sorted(KINDS))}, ground, title"
                )
            continue
        if kind == "ground":
            grounds.update(fold(form) for word in line.split() for form in (word, _plural(word)))
            continue
        for word in line.split():
            for form, own in (forms := _forms(word, gender)):
                lemma = forms[0][0]
                if kind == "title":
                    titles[fold(form)] = "mf" if titles.get(fold(form), own) != own else own
                    continue
                plural_only = kind == "people" and form.endswith("s")
                for text, number in ((form, "s"), (_plural(form), "p")):
                    if plural_only and number == "s":
                        continue
                    entry = SourceNoun(lemma, own, number, kind)  # type: ignore[arg-type]  # kind checked above
                    old = sources.get(key := fold(text), ())
                    if not any(other.kind == kind and (text == form or other.number == "p") for other in old):
                        sources[key] = (*old, entry)
    names: dict[str, Gender] = {}
    for _, (own_gender, line) in rows("given_names.tsv", 2):
        names.update((fold(name), own_gender) for name in line.split())  # type: ignore[misc]  # m, f or mf, by the test
    demonyms = {
        fold(form): own
        for _, (line,) in rows("demonyms.tsv", 1)
        for word in line.split()
        for form, own in _forms(word, "")
    }
    return Nouns(sources, titles, names, demonyms, frozenset(grounds))


def gender_of_name(names: Mapping[str, Gender], name: str) -> Gender | None:
    """Return the gender of a given name; a compound goes by its first part (*Jean-Marie* m, *Marie-Pierre* f)."""
    folded = fold(name)
    return names.get(folded) or (names.get(folded.partition("-")[0]) if "-" in folded else None)
