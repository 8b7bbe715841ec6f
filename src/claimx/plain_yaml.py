"""YAML as claimx reads it: plain data by libyaml, no tag makes an object, no alias multiplies.

Programs that write YAML use aliases for what stands in it twice; ten lines of them can stand for billions of entries.
"""

from __future__ import annotations

from typing import Any, Final

import yaml

_MOST_ENTRIES: Final = 1_000_000
"""What a file with aliases may stand for; one without is as long as it is."""
_TOO_MANY: Final = f"aliases (*name) make over {_MOST_ENTRIES:,} entries of this; write it out where it is needed"
_ENDLESS: Final = "an alias (*name) within what it repeats never ends; write it out where it is needed"
_TOO_DEEP: Final = "not YAML that can be read: nested too deeply"


class YamlError(ValueError):
    """Text that isn't YAML as claimx reads it; the message says why, ``line`` (from 1) where, if that is known."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line

    @property
    def place(self) -> str:
        """What stands after the file's name in a message: ``:line``, or nothing."""
        return "" if self.line is None else f":{self.line}"


class Words(yaml.CSafeLoader):
    """YAML whose *on*, *oui/non*, *2021-12-03* stay the words they are: no booleans, no dates, no fractions."""


Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp", ":float"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def compose(text: str) -> yaml.Node | None:
    """Return the nodes of a YAML text, each with its line; None if it holds nothing. Raises :class:`YamlError`."""
    return _read(text, yaml.CSafeLoader, data=False)[0]


def load(text: str, loader: type[yaml.CSafeLoader] = yaml.CSafeLoader) -> Any:
    """Return the data of a YAML text. Raises :class:`YamlError`."""
    return _read(text, loader)[1]


def load_with_nodes(text: str) -> tuple[yaml.Node | None, Any]:
    """Return the nodes of a YAML text and its data. Raises :class:`YamlError`."""
    return _read(text, yaml.CSafeLoader)


def _read(text: str, loader: type[yaml.CSafeLoader], *, data: bool = True) -> tuple[yaml.Node | None, Any]:
    try:
        reader = loader(text)
        try:
            node: yaml.Node | None = reader.get_single_node()
            if node is None:
                return None, None
            _refuse_endless(node)
            return node, reader.construct_document(node) if data else None
        finally:
            reader.dispose()
    except YamlError:
        raise
    except RecursionError:
        raise YamlError(_TOO_DEEP) from None
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date or number that there isn't (2021-13-45)
        mark = getattr(error, "problem_mark", None)
        cause = getattr(error, "problem", None) or getattr(error, "context", None) or error
        message = _TOO_DEEP if "maximum nesting" in str(cause) else f"not YAML: {' '.join(str(cause).split())}"
        # libyaml takes the end of a text without a last line end for a line of its own.
        raise YamlError(message, mark and min(mark.line, text.count("\n")) + 1) from None


def _refuse_endless(root: yaml.Node) -> None:
    """Refuse what holds itself, or stands for too many entries once every alias is written out."""
    sizes: dict[int, int] = {}
    begun: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting[-1]
        parts = _parts(node)
        if id(node) in sizes:
            waiting.pop()
        elif id(node) in begun:
            waiting.pop()
            if any(id(part) not in sizes for part in parts):
                raise YamlError(_ENDLESS, node.start_mark.line + 1)
            sizes[id(node)] = 1 + sum(sizes[id(part)] for part in parts)
            if sizes[id(node)] > max(_MOST_ENTRIES, len(sizes)):
                raise YamlError(_TOO_MANY, node.start_mark.line + 1)
        else:
            begun.add(id(node))
            waiting += [part for part in parts if id(part) not in sizes]


def _parts(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [part for pair in node.value for part in pair]
    return node.value if isinstance(node, yaml.SequenceNode) else []
