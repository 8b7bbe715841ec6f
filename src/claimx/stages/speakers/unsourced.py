"""Quotations whose own clause names nobody: words in marks alone, second verbs, what goes on from the one before."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from claimx.records import Quotation
from claimx.stages.speakers.beside import Beside
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.nouns import NAMED_AFTER, OFFICES
from claimx.stages.speakers.owners import is_named_person
from claimx.stages.speakers.phrases import read_phrase
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import flat, stem

_BLANKS = r"[ \u00a0\u202f]*"
_LABEL = re.compile(rf"(?:^|[\n.!?…:»\"”]\s*)([^\n.!?…:«»\"“”]{{3,60}}?){_BLANKS}:{_BLANKS}[«\"“]?{_BLANKS}$")
"""A short clause with a colon right before words in marks."""
_LABEL_REACH = 128
"""How far back of a quotation a label may begin, in characters: a paragraph may be of any length."""
_MARKS = 3
"""Characters that marks take before the words that open a paragraph."""
_AT = frozenset({"à", "a"})
"""*À l'en croire*, *A l'en croire*: a capital without its accent."""
_SUBJECT_PRONOUNS = frozenset({"il", "elle", "ils", "elles"})


_REACTIONS = frozenset(
    """sourit souriait sourient rit riait rire rient soupire soupirait grimace grimaçait hausse haussait secoue secouait
    hoche hochait balaie balaye balayait acquiesce acquiesçait relativise relativisait agace agaçait emporte
    énerve ironise souffle pester peste plaisante rigole tempère nuance amuse enrage jubile fulmine""".split()
)
"""Forms of verbs in the sentence before words in marks whose subject says them."""


_ADDING = ("ajout", "poursui")
"""What cues of who goes on speaking have in them."""


class Unsourced(Beside):
    """Rules for quotations without a source, by what stands around them."""

    def __init__(self, view: View, knowledge: Knowledge, quotations: Sequence[Quotation]) -> None:
        super().__init__(view, knowledge, quotations)
        self._within: defaultdict[str, list[Quotation]] = defaultdict(list)
        for quotation in quotations:
            if quotation.within is not None:
                self._within[quotation.within].append(quotation)

    def _goes_on(self, quotation: Quotation) -> bool:
        """*Et d'ajouter : « … »*, *Avant de conclure : …*, *À l'en croire, …*: the speaker stays the same."""
        assert quotation.cue_start is not None
        cue = self.view.token(quotation.cue_start)
        if self.view.lower[cue] in _AT:
            return True
        before = self.view.lower[max(0, cue - 3) : cue]
        return len(before) > 1 and before[-1] in ("de", "d'") and ("et" in before or before[-2] == "avant")

    def _heard(self, quotation: Quotation) -> Entity | None:
        """*À l'en croire, …; à les entendre, …*: whom the pronoun inside the cue stands for."""
        assert quotation.cue_start is not None
        assert quotation.cue_end is not None
        first, last = self.view.tokens(quotation.cue_start, quotation.cue_end)
        if self.view.lower[first] not in _AT:
            return None
        text = "eux" if "les" in self.view.lower[first:last] else "l'"
        return self._pronoun(quotation.cue_start, quotation.cue_end, text, quotation)[0]

    def _labelled(self, quotation: Quotation) -> Entity | None:
        """Whose name stands with a colon right before words in marks: *Yanis Morel : « … »*."""
        view = self.view
        begin = max(view.paragraph_starts[view.paragraph(quotation.start)], quotation.start - _LABEL_REACH)
        label = _LABEL.search(view.text, begin, quotation.start)
        if label is None:
            return None
        span = label.span(1)
        names = self.registry.names_in(*span)
        whole = len(names) == 1 and (names[0].outer_start, names[0].end) == span
        if not whole or names[0].words[0].lower() in NAMED_AFTER:
            return None
        entity = self.registry.entity_of[names[0].start]
        return entity if entity.kind == "person" else None

    def _in_sentence(self, quotation: Quotation) -> Entity | None:
        """The subject of the sentence in which a bare fragment stands: *La FNSEA y voit « une chance »*."""
        view = self.view
        if quotation.within is not None or self._heading(quotation) or view.paragraph(quotation.start) == 0:
            return None
        sentence, first = view.sentence(quotation.start), view.token(quotation.start)
        begin = view.token(view.sentence_starts[sentence])
        events = iter(self.antecedents.before(quotation.start))
        event = next((e for e in events if e.subject and e.level is None and e.span[1] <= quotation.start), None)
        place = event.start if event is not None and view.sentence(event.start) == sentence else -1
        for index in range(first - 1, begin - 1, -1):
            if view.start[index] <= place:
                break
            word = view.lower[index].lstrip("-")
            if word in _SUBJECT_PRONOUNS and view.dep[index].startswith("nsubj"):
                return self._pronoun(view.start[index], view.end[index], word, quotation)[0]
        if event is None or place < 0:
            return None
        entity = self.antecedents.entity(event)
        if entity is None or entity.kind == "state":
            return None
        return entity if entity.kind == "person" or entity.keys and entity.kind != "unknown" else None

    def _led_to(self, quotation: Quotation, previous: Quotation | None) -> Entity | None:
        """The person whose sentence leads to a bare quotation that nobody in its paragraph has been quoted before.

        *Nathalie, la sœur d'une victime, ne cache pas sa colère. « Six ans qu'on attend »*: the name that opens the
        sentence before it.
        """
        if quotation.within is not None or self._heading(quotation):
            return None
        view = self.view
        paragraph = view.paragraph(quotation.start)
        sentence = view.sentence(quotation.start)
        if sentence == 0:
            return None
        start, end = view.sentence_starts[sentence - 1], view.sentence_starts[sentence]
        if view.paragraph(start) != paragraph or previous is not None and previous.end > start:
            return None
        first, _ = view.tokens(start, end)
        people = [
            (name, entity)
            for name in self.registry.names_in(start, end)
            if (entity := self.registry.entity_of[name.start]).kind == "person"
        ]
        if not people:
            return None
        name, entity = people[0]
        if view.token(name.outer_start) <= first + 1:
            return entity
        subject = self.antecedents.first_subject(start, end)
        if subject is None:
            # *Ce n'est pas l'avis de Nolann, 9 ans*
            pronoun = _SUBJECT_PRONOUNS & {word.lstrip("-") for word in view.lower[first : view.token(end)]}
            return entity if not pronoun and all(other is entity for _, other in people) else None
        # *À la barre, Sofia Bel a peu parlé*: behind a place or time, the first subject.
        return entity if subject.start <= name.start < subject.span[1] else None

    def _second_verb(self, quotation: Quotation) -> Entity | None:
        """Who *et promet …*, *, soulignant que …* goes on about: the first subject of its sentence."""
        assert quotation.cue_start is not None
        view = self.view
        first, last = view.tokens(quotation.cue_start, quotation.cue_end or quotation.cue_start)
        verb = last - 1
        form = view.morph(verb, "VerbForm"), view.morph(verb, "Tense")
        alone = last - first == 1 and (form[0] == "Fin" or form == ("Part", "Pres"))
        if not alone or view.pos[verb] != "VERB" or quotation.within is not None:
            return None
        joined = view.lower[first - 1] in ("et", ",", "ou", "puis", "mais", "en")
        sentence = view.sentence_starts[view.sentence(quotation.cue_start)]
        subject = self.antecedents.first_subject(sentence, quotation.cue_start) if joined else None
        return self.antecedents.entity(subject) if subject is not None else None

    def _introduced_behind(self, quotation: Quotation, previous: Quotation | None) -> Entity | None:
        """Whom the sentence behind words that open a paragraph names first: *« … » Paul Petit a 67 ans et …*."""
        view = self.view
        paragraph = view.paragraph(quotation.start)
        begin = view.paragraph_starts[paragraph]
        if quotation.within is not None or self._heading(quotation):
            return None
        if quotation.start - begin > _MARKS and not self._nobody_yet(begin, quotation, previous):
            return None
        sentence = view.sentence(quotation.end) + 1
        if sentence >= len(view.sentence_starts) or view.paragraph(view.sentence_starts[sentence]) != paragraph:
            return None
        start = view.sentence_starts[sentence]
        names = self.registry.names_in(start, view.sentence_end(start))
        if not names or len(names[0].words) < 2:
            return None
        entity = self.registry.entity_of[names[0].start]
        subject = self.antecedents.first_subject(start, view.sentence_end(start))
        opens = subject is not None and subject.start <= names[0].start < subject.span[1]
        first, last = view.tokens(start, names[0].start)
        opens = opens or view.lower[first:last] in (["c'", "est"], ["c'est"])
        opens = opens or view.lower[last - 1] in ("appelle", "nomme")  # *Celle qui parle s'appelle Anne Roy.*
        return entity if opens and is_named_person(entity) and entity.positions[0] >= quotation.start else None

    def _nobody_yet(self, begin: int, quotation: Quotation, previous: Quotation | None) -> bool:
        """Whether a paragraph has neither quoted nor named anybody: *Il ouvre. « Vide. » Paul Roy a 70 ans*."""
        if previous is not None and previous.end > begin:
            return False
        named = (self.registry.entity_of[name.start] for name in self.registry.names_in(begin, quotation.start))
        return all(entity.kind != "person" for entity in named)

    def _carried(self, quotation: Quotation, previous: Quotation | None) -> Entity | None:
        """The speaker of the attributed quotation just before a bare one, in its paragraph or the one before."""
        if self._heading(quotation):
            return None
        if quotation.within is not None:
            return self.speaker.get(quotation.within)
        if previous is None or previous.quotation_id not in self.speaker:
            return None
        distance = self.view.paragraph(quotation.start) - self.view.paragraph(previous.end)
        if distance > 2:
            return None
        last = self._beside_document(previous) or self.speaker[self._told(previous).quotation_id]
        return self._reacting(quotation, previous) or (last if last not in self._named_inside(quotation) else None)

    def _reacting(self, quotation: Quotation, previous: Quotation) -> Entity | None:
        """Who laughs or sighs in the sentence before: *« A », dit X. Son voisin préfère en rire. « B »*."""
        view = self.view
        sentence = view.sentence(quotation.start) - 1
        start = view.sentence_starts[sentence] if sentence > 0 else -1
        if start < previous.end or view.paragraph(start) != view.paragraph(quotation.start):
            return None
        first, last = view.tokens(start, view.sentence_end(start))
        verb = next((i for i in range(first + 1, last) if view.lower[i] in _REACTIONS), -1)
        if verb < 0 or view.pos[verb - 1] == "DET":
            return None
        relative = next((i for i in range(first, verb) if view.lower[i] in ("que", "qu'")), first - 1)
        stop = next((i for i in range(relative + 1, verb) if view.words[i] == ","), verb)
        if stop == relative + 1:
            return None
        entity, _ = self.resolve(view.start[relative + 1], view.end[stop - 1], quotation)
        return entity if entity is not None and entity.kind == "person" else None

    def _beside_document(self, reported: Quotation) -> Entity | None:
        """Who speaks in *« … », lance X, élu d'après les résultats du Y*: what a document tells there is an aside."""
        cue = flat(self.view.text[reported.cue_start or 0 : reported.cue_end or 0])
        if reported.kind != "indirect" or not cue.startswith(("selon", "d'après")):
            return None
        if self.speaker[reported.quotation_id].kind == "person":
            return None
        sentence = self.view.sentence(reported.start)
        for identity, speaker in reversed(self.speaker.items()):
            other = self.by_id[identity]
            if other.end < self.view.sentence_starts[sentence]:
                return None
            if other.kind == "direct" and other.end <= reported.start and other.cue_start is not None:
                return speaker if self.view.sentence(other.cue_start) == sentence else None
        return None

    def _adds(self, quotation: Quotation, previous: Quotation | None) -> Entity | None:
        """*« A », a dit Anne Roy. « B », ajoute la présidente du club*: who adds something has just spoken."""
        cue = flat(quotation.cue_text or "")
        if not any(part in cue for part in _ADDING) or previous is None or quotation.kind != "direct":
            return None
        view, speaker = self.view, self.speaker.get(previous.quotation_id)
        if speaker is None or not is_named_person(speaker) or previous.kind != "direct":
            return None
        if view.paragraph(previous.end) != view.paragraph(quotation.start) or quotation.source_start is None:
            return None
        phrase = read_phrase(view, quotation.source_start, quotation.source_end or 0, self.knowledge)
        if phrase is None or phrase.determiner not in ("le", "la", "l'") or phrase.number != "s":
            return None
        held = {stem(description.head) for description in speaker.descriptions} & OFFICES
        other = held and stem(phrase.head) in OFFICES and stem(phrase.head) not in held
        fits = not other and self._may_be(phrase, speaker) and self._person_noun(phrase.head) is not None
        return speaker if fits else None

    def _told(self, reported: Quotation) -> Quotation:
        """The quotation that a reporter passes on whole: of *« … », a dit X, rapporte Y* that of X."""
        inner = [
            other
            for other in self._within.get(reported.quotation_id, ())
            if other.kind == "direct" and other.quotation_id in self.speaker and other.start - reported.start <= 2
        ]
        return inner[0] if len(inner) == 1 and reported.kind != "direct" else reported
