"""Names of claimants, linked to the actors lexicon."""

from __future__ import annotations

from typing import Final

_STATES: Final = {
    "américain": "États-Unis", "russe": "Russie", "français": "France", "ukrainien": "Ukraine", "chinois": "Chine",
    "allemand": "Allemagne", "britannique": "Royaume-Uni", "européen": "Union européenne", "israélien": "Israël",
    "iranien": "Iran", "turc": "Turquie",
}  # fmt: skip


def adjective_state(form: str) -> tuple[str, str | None] | None:
    """Return name and id of the state an adjective of nationality is of (*américaine* → États-Unis)."""
    for ending in ("", "e", "s", "es", "ne", "nes", "que", "ques"):
        base = form[: len(form) - len(ending)] if ending and form.endswith(ending) else form if not ending else None
        if base in _STATES:
            return _STATES[base], None
    return None


def by_alias(text: str) -> tuple[str, str | None] | None:
    """Return the usual name and id of an actor by any of its names."""
    return None
