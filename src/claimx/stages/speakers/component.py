"""The spaCy component ``claimx_speakers``: fills ``speakers`` and ``resolution`` of a doc's quotations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from claimx.stages.extensions import store_quotations
from claimx.stages.scoring import Scored, Scorer
from claimx.stages.speakers.knowledge import load_knowledge
from claimx.stages.speakers.resolve import Resolver
from claimx.stages.speakers.view import View


class SpeakerAttribution(Scored):
    """Names the speakers of ``doc._.quotations``; needs tags, dependencies and sentence starts, no entities.

    ``actors`` are paths of YAML files with further actors. Only the paths are pickled: each process reads its lexicon.
    """

    leaves_tokens = True

    def __init__(self, actors: Sequence[str] = (), scorer: Scorer | None = None) -> None:
        self.scorer = scorer
        self.actors = tuple(actors)
        self.knowledge = load_knowledge(self.actors)

    def __call__(self, doc: Doc) -> Doc:
        """Fill in the speakers of the doc's quotations; everything else of them stays."""
        quotations = doc._.quotations
        if not quotations:
            return doc
        resolver = Resolver(View(doc), self.knowledge, quotations)
        store_quotations(doc, resolver.run())
        resolver.antecedents.close()
        return doc

    def __reduce__(self) -> tuple[Any, ...]:
        return SpeakerAttribution, (self.actors, self.scorer)


@Language.factory(
    "claimx_speakers",
    default_config={"actors": [], "scorer": {"@scorers": "claimx.speakers_scorer.v1"}},
    assigns=["doc._.claimx_quotations", "doc._.quotations"],
    requires=["doc._.claimx_quotations", "token.pos", "token.morph", "token.dep", "token.head"],
    default_score_weights={
        "claimx_end_to_end_f": 1.0,
        "claimx_end_to_end_p": None,
        "claimx_end_to_end_r": None,
        "claimx_speakers_acc": None,
        "claimx_sources_acc": None,
    },
)
def make_speakers(nlp: Language, name: str, actors: Sequence[str], scorer: Scorer | None) -> SpeakerAttribution:
    """Build the component; ``actors`` are paths of further actor files, read over the packaged lexicon."""
    return SpeakerAttribution(list(actors), scorer)
