"""Puts the page together: template, style, scripts and data in one file that asks for nothing from outside.

The policy in the file allows this style and these scripts, by their hash, and nothing else: no request, no other
script, no markup made from text. Data stand in a block of JSON in which nothing can end that block.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

# The order in which the scripts need each other.
SCRIPTS: Final = ("words", "dom", "data", "filters", "charts", "network", "table", "reader", "app")
_SLOT: Final = re.compile(r"\{\{(\w+)\}\}")
_ESCAPED: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_TO_ESCAPE: Final = re.compile("[<>&\u2028\u2029]")


def render(data: Mapping[str, Any]) -> str:
    """Return the whole page for the data of :func:`claimx.report.data.payload`."""
    style = _file("style.css")
    script = '"use strict";\n' + "\n".join(_file(f"{name}.js") for name in SCRIPTS)
    slots = {
        "policy": html.escape(_policy(style, script)),
        "title": html.escape(data["meta"]["title"] or "claimx"),
        "style": style,
        "data": block(data),
        "script": script,
    }
    return _SLOT.sub(lambda match: slots[match[1]], _file("page.html"))


def block(data: Any) -> str:
    """Return data as JSON that can stand within an HTML ``script`` element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return _TO_ESCAPE.sub(lambda match: _ESCAPED[match[0]], text)


def _policy(style: str, script: str) -> str:
    directives = {
        "default-src": "'none'",
        "style-src": _hash(style),
        "script-src": _hash(script),
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _file(name: str) -> str:
    return files("claimx.report").joinpath("page", name).read_text(encoding="utf-8")
