"""Actor files of users: YAML, checked as it is read, every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml

from claimx import plain_yaml
from claimx.lexicon.errors import LexiconError

SECTIONS: Final = ("actors", "offices", "titles", "given_names")
ACTOR_KEYS: Final = ("id", "name", "kind", "gender", "number", "country", "stands_for", "aliases", "adjectives")
OFFICE_KEYS: Final = ("office", "of", "holder", "from", "to")
TITLE_KEYS: Final = ("office", "of", "titles")
ALLOWED: Final = {
    "kind": ("person", "organization", "state", "metonym"),
    "gender": ("m", "f"),
    "number": ("s", "p"),
}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

Entry = dict[str, str | list[str]]


@dataclass(slots=True)
class UserData:
    """What one or more files hold; every entry with the ``file:line`` it stands at."""

    actors: list[tuple[str, Entry]] = field(default_factory=list)
    offices: list[tuple[str, Entry]] = field(default_factory=list)
    titles: list[tuple[str, Entry]] = field(default_factory=list)
    given_names: list[tuple[str, str]] = field(default_factory=list)
    """(name, gender)."""


class _Reader:
    """Walks the YAML nodes of one file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fail(self, node: yaml.Node, message: str) -> LexiconError:
        return LexiconError(f"{self.at(node)}: {message}")

    def at(self, node: yaml.Node) -> str:
        return f"{self.path}:{node.start_mark.line + 1}"

    def pairs(self, node: yaml.Node, what: str, allowed: Collection[str]) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            raise self.fail(node, f"{what} must be a mapping with the keys {', '.join(allowed)}")
        seen = set()
        for key, value in node.value:
            if key.value not in allowed:
                raise self.fail(key, f"unknown key {key.value!r} in {what}; allowed: {', '.join(allowed)}")
            if key.value in seen:
                raise self.fail(key, f"key {key.value!r} is given twice in {what}")
            seen.add(key.value)
            yield key.value, key, value

    def items(self, node: yaml.Node, what: str) -> list[yaml.Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.fail(node, f"{what} must be a list")
        return list(node.value)

    def text(self, node: yaml.Node, key: str) -> str:
        if not isinstance(node, yaml.ScalarNode):
            raise self.fail(node, f"{key} must be one text")
        return "" if node.tag.endswith(":null") else str(node.value)

    def texts(self, node: yaml.Node, key: str) -> list[str]:
        return [self.text(item, key) for item in self.items(node, key)]

    def entry(self, node: yaml.Node, what: str, allowed: Collection[str], lists: Collection[str]) -> Entry:
        found: Entry = {}
        for key, _, value in self.pairs(node, what, allowed):
            if key in lists:
                found[key] = self.texts(value, key)
                continue
            text = self.text(value, key)
            if key in ALLOWED and text not in ALLOWED[key]:
                raise self.fail(value, f"{key} is {text!r}; allowed: {', '.join(ALLOWED[key])}")
            if key == "id" and not _SLUG.fullmatch(text):
                raise self.fail(value, f"id is {text!r}; allowed: lower-case letters, digits and hyphens (jane-doe)")
            if key in ("from", "to") and text and not _DATE.fullmatch(text):
                raise self.fail(value, f"{key} is {text!r}; allowed: a date such as 2021, 2021-12 or 2021-12-09")
            found[key] = text
        return found

    def need(self, node: yaml.Node, entry: Entry, what: str, keys: Collection[str]) -> None:
        for key in keys:
            if not str(entry.get(key) or "").strip():
                raise self.fail(node, f"{what} lacks the key {key!r}")

    def read(self, into: UserData) -> None:
        try:
            root = plain_yaml.compose(self.path.read_text(encoding="utf-8-sig"))
        except plain_yaml.YamlError as error:
            raise LexiconError(f"{self.path}:{error.line or 1}: {error}") from None
        except UnicodeDecodeError as error:
            raise LexiconError(f"{self.path}:1: not a YAML file in UTF-8: {error}") from error
        if root is None:
            return
        for section, _, value in self.pairs(root, "an actors file", SECTIONS):
            if section == "given_names":
                for gender, _, names in self.pairs(value, "given_names", ("m", "f", "mf")):
                    into.given_names += [(name, gender) for name in self.texts(names, gender)]
                continue
            for node in self.items(value, section):
                if section == "actors":
                    entry = self.entry(node, "an actor", ACTOR_KEYS, ("aliases", "adjectives"))
                    self.need(node, entry, "an actor", ("id",))
                    into.actors.append((self.at(node), entry))
                elif section == "offices":
                    entry = self.entry(node, "an office", OFFICE_KEYS, ())
                    self.need(node, entry, "an office", ("office", "of", "holder", "from"))
                    into.offices.append((self.at(node), entry))
                else:
                    entry = self.entry(node, "a title", TITLE_KEYS, ("titles",))
                    self.need(node, entry, "a title", ("office", "titles"))
                    into.titles.append((self.at(node), entry))


def read_user_files(paths: Collection[Path]) -> UserData:
    """Read actor files of users, in order.

    Raises ``FileNotFoundError`` for a missing file and :class:`LexiconError` for a fault; its message names file and
    line, the key and what is allowed.
    """
    data = UserData()
    for path in paths:
        _Reader(Path(path)).read(data)
    return data
