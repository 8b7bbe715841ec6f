"""Words between commas that only join a sentence to the one before: *, en revanche,*, *, toutefois,*."""

from __future__ import annotations

from claimx.lexicon.locutions import load_locutions
from claimx.stages.quotations.view import View

_LONGEST = max(len(words) for words in load_locutions())
_CONNECTIVES = frozenset(load_locutions()) | {
    ("toutefois",),
    ("cependant",),
    ("pourtant",),
    ("néanmoins",),
    ("enfin",),
    ("également",),
    ("aussi",),
    ("ainsi",),
    ("justement",),
    ("surtout",),
    ("à", "l'", "inverse"),
    ("à", "l'", "opposé"),
    ("de", "même"),
    ("bien", "au", "contraire"),
}


def past_connective(view: View, comma: int, limit: int) -> int:
    """Return the comma behind the connective that the comma at ``comma`` opens, else ``comma``."""
    if comma >= limit or view.lower[comma] != ",":
        return comma
    for close in range(comma + 2, min(comma + 2 + _LONGEST, limit)):
        if view.lower[close] == ",":
            return close if tuple(view.lower[comma + 1 : close]) in _CONNECTIVES else comma
    return comma
