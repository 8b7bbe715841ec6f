"""Names of claimants, linked to the actors lexicon."""

from __future__ import annotations

from collections.abc import Sequence

from claimx.lexicon.actors import Actor, Actors, load_actors

Named = tuple[str, str | None]
"""An actor's usual name and its id."""

_STEPS = 4


class Names:
    """Answers about names from the packaged actors and the user's files over them.

    ``paths`` are YAML files of actors. Raises ``FileNotFoundError`` or ``LexiconError`` as ``load_actors`` does.
    """

    def __init__(self, paths: Sequence[str] = ()) -> None:
        self.paths = tuple(paths)
        self._actors: Actors = load_actors(self.paths)

    def __reduce__(self) -> tuple[type[Names], tuple[tuple[str, ...]]]:
        # Each process reads its lexicon; the tables are too large to send.
        return Names, (self.paths,)

    def adjective_state(self, form: str) -> Named | None:
        """Return the state an adjective of nationality is of (*américaine* → États-Unis)."""
        return _named(self._actors.adjective_state(form))

    def by_alias(self, text: str) -> Named | None:
        """Return an actor by any of its names."""
        return _named(self._actors.by_alias(text))

    def by_office(self, phrase: str, date: str | None) -> Named | None:
        """Return who held the office that a phrase names at a date (*le chef de la diplomatie russe*)."""
        return _named(self._actors.holder_of(phrase, date))

    def stands_for(self, actor_id: str | None) -> str | None:
        """Return the id of the state or institution that a metonym speaks for (Moscou, Kremlin: ``russia``)."""
        found: str | None = None
        actor = self._actors.by_id(actor_id) if actor_id else None
        for _ in range(_STEPS):
            if actor is None or not actor.stands_for or actor.stands_for == found:
                break
            found = actor.stands_for
            actor = self._actors.by_id(found)
        return found


def _named(actor: Actor | None) -> Named | None:
    return (actor.name, actor.id) if actor is not None else None
