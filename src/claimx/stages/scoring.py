"""What lets ``nlp.evaluate`` and ``spacy evaluate`` score a stage: a ``scorer``, which its config names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from spacy.training import Example

Scorer = Callable[..., dict[str, Any]]


class Scored:
    """A component with a scorer, as spaCy's own have one; None scores nothing."""

    scorer: Scorer | None = None
    leaves_tokens = False
    """Whether the component changes nothing that :mod:`claimx.stages.columns` reads: then it needn't be read again."""

    def score(self, examples: Iterable[Example], **settings: Any) -> dict[str, Any]:
        """Return the figures of the component's scorer by name; None where the examples hold no gold for one."""
        return self.scorer(examples, **settings) if self.scorer else {}
