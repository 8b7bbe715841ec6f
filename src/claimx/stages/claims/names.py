"""Names of claimants, linked to the actors lexicon."""

from __future__ import annotations

from claimx.lexicon.actors import load_actors


def adjective_state(form: str) -> tuple[str, str | None] | None:
    """Return name and id of the state an adjective of nationality is of (*américaine* → États-Unis)."""
    actor = load_actors().adjective_state(form)
    return (actor.name, actor.id) if actor is not None else None


def by_alias(text: str) -> tuple[str, str | None] | None:
    """Return the usual name and id of an actor by any of its names."""
    actor = load_actors().by_alias(text)
    return (actor.name, actor.id) if actor is not None else None
