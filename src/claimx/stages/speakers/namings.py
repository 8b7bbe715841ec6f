"""Names that follow a description: *la syndique a dit non. « … », a lancé Anne Morel*, whom nothing else introduces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from claimx.records import Quotation
from claimx.stages.speakers.clusters import Registry
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.name import Name
from claimx.stages.speakers.phrases import Phrase, indefinite
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import stem

_NEAR: Final = 3
"""Sentences within which the name follows the words of whoever is described."""
_CLAUSES: Final = frozenset({"VERB", "AUX", "PUNCT", "SCONJ"})
_APPOSED: Final = 6
"""Tokens behind the comma after a name in which an apposition has its noun."""
_ANSWERS: Final = frozenset(
    "renchérir abonder rétorquer répliquer répondre objecter acquiescer opiner riposter approuver tempérer".split()
)
"""Verbs of whoever speaks after somebody else."""
_BELONGING: Final = frozenset({"de", "d'", "du", "des", "pour", "au", "chez", "à"})
"""Words behind the comma after a name that say to what somebody belongs (*Luc Roy, de la Ligue*)."""
_FROM_SOMEBODY: Final = frozenset({"selon", "pour", "d'après", "suivant"})
_OTHERS: Final = ("à son tour", "de son côté", "pour sa part", "quant à", "également", "lui aussi", "elle aussi")
"""Words of a sentence that turns to somebody else."""
_UNNAMED: Final = "anonym"
"""What tells that no name will follow."""


class Namings:
    """Tells whose name it is that stands without a word of who that is."""

    def __init__(self, view: View, registry: Registry, knowledge: Knowledge) -> None:
        self.view = view
        self.registry = registry
        self.knowledge = knowledge

    def described(
        self, quotation: Quotation, entity: Entity, before: Iterable[tuple[Quotation, Entity]]
    ) -> Entity | None:
        """Return whom the article has only described so far, if the source of ``quotation`` is their name.

        ``entity`` is the person named there; ``before`` are the quotations so far with their speakers, last first.
        None if the name was mentioned or is introduced otherwise, or if somebody else has spoken in between.
        """
        name = self._alone(quotation, entity)
        if name is None:
            return None
        view = self.view
        paragraph, sentence = view.paragraph(name.start), view.sentence(name.start)
        for other, speaker in before:
            if other.within is not None or other is quotation:
                continue
            at = other.source_start if other.source_start is not None else other.start
            if "direct" in (other.kind, quotation.kind) and other.kind == quotation.kind:
                return None
            far = view.paragraph(at) != paragraph or sentence - view.sentence(at) > _NEAR
            if far or at > name.start or speaker.keys or speaker.members or not speaker.descriptions:
                return None
            return speaker if self._fits(speaker, speaker.descriptions[0], entity, at) else None
        return None

    def _alone(self, quotation: Quotation, entity: Entity) -> Name | None:
        """The full name that is all a source says of somebody not mentioned before."""
        start, end = quotation.source_start, quotation.source_end
        if start is None or end is None or quotation.within is not None:
            return None
        if entity.kind != "person" or len(entity.keys) < 2 or entity.id or self._answers(quotation):
            return None
        names = self.registry.names_in(start, end)
        if not names or names[0].outer_start > start + 1 or entity.positions[0] < start:
            return None
        name = names[0]
        view = self.view
        first = view.token(name.outer_start)
        if name.descriptions or first and view.lower[first - 1] in _FROM_SOMEBODY or self._told(name):
            return None
        sentence = self._sentence(name.start)
        return None if any(words in sentence for words in _OTHERS) else name

    def _answers(self, quotation: Quotation) -> bool:
        """Whether the verb is one of whoever speaks after somebody else."""
        if quotation.cue_start is None or quotation.cue_end is None:
            return False
        first, last = self.view.tokens(quotation.cue_start, quotation.cue_end)
        return any(token.lemma_ in _ANSWERS for token in self.view.doc[first:last])

    def _told(self, name: Name) -> bool:
        """Whether an apposition behind the name says who it is: *Fatou Sylla, une des meneuses du comité*."""
        view = self.view
        comma = view.token(name.end)
        if view.words[comma : comma + 1] not in ([","], ["("]):
            return False
        if view.words[comma] == "(" or not _BELONGING.isdisjoint(view.lower[comma + 1 : comma + 2]):
            return True
        for index in range(comma + 1, min(comma + 1 + _APPOSED, len(view))):
            if view.pos[index] == "NUM" or self.knowledge.person_noun(view.words[index]) is not None:
                return True
            if view.pos[index] in _CLAUSES or view.lower[index] in ("qui", "dont", "par"):
                return False
        return False

    def _sentence(self, position: int) -> str:
        """The sentence of ``position`` in small letters."""
        begin = self.view.sentence_starts[self.view.sentence(position)]
        return self.view.text[begin : self.view.sentence_end(position)].lower()

    def _fits(self, speaker: Entity, phrase: Phrase, entity: Entity, at: int) -> bool:
        """Whether a description may be of the person named: one person, of that gender, not called otherwise."""
        if phrase.number != "s" or self.knowledge.person_noun(self.view.words[phrase.head_index]) is None:
            return False
        gender = speaker.gender or phrase.gender
        if gender and entity.gender and gender != entity.gender or _UNNAMED in self._sentence(at):
            return False
        if indefinite(phrase) and phrase.bare and not phrase.aged:
            return False
        called = {stem(description.head) for description in entity.descriptions}
        if stem(phrase.head) in called:
            return True
        fields = self.knowledge.fields(phrase.head)
        other = fields and entity.fields and not fields & entity.fields
        return not other and not (called and indefinite(phrase))
