"""Resolution over a document: sources in order, then bare quotations and headlines by what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence

from claimx.lexicon.function_words import POSSESSIVES
from claimx.records import Quotation
from claimx.stages.speakers.dialogues import Alternating
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.interviews import Interviewees
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.leads import lead_before_colon
from claimx.stages.speakers.name_lines import NameLines
from claimx.stages.speakers.namings import Namings
from claimx.stages.speakers.nouns import ORGANS
from claimx.stages.speakers.owners import is_named_person, is_person
from claimx.stages.speakers.phrases import read_phrase
from claimx.stages.speakers.pronouns import THIRD
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import DEFINITE, POSSESSIVE_FIRST, QUOTED, Number, content_stems, flat, stem

_VIEW = re.compile(
    r"(?:(?:[àa]|de) )?(son|ses|leurs?|mon|mes|notre|nos)(?: propres?)? (?:yeux|avis|sens|aveux?|dires|mots|termes|"
    r"propos|explications|déclarations|témoignage|affirmations|(calculs|estimations|informations))"
)


class Resolver(Alternating):
    """Resolves the sources of one document's quotations, in the order they stand."""

    def __init__(self, view: View, knowledge: Knowledge, quotations: Sequence[Quotation]) -> None:
        super().__init__(view, knowledge, quotations)
        self._interviewees = Interviewees(view, self.registry, quotations)
        self._name_lines = NameLines(view, self.registry, knowledge)
        self._namings = Namings(view, self.registry, knowledge)
        self._by_word: defaultdict[str, list[Quotation]] | None = None

    def run(self) -> list[Quotation]:
        """Return the quotations with speakers and resolution filled in."""
        order = sorted(self.quotations, key=lambda q: (q.start, -q.end))
        later: list[Quotation] = []
        previous: Quotation | None = None
        pending: list[Quotation] = []
        for quotation in order:
            outer = quotation.within
            if outer is not None and outer not in self.how and outer in self.by_id:
                pending.append(quotation)
                continue
            self._one(quotation, previous, later)
            if quotation.within is None:
                previous = quotation
        for turns in self._dialogues.found:
            for quotation, by_turn in self._taking_turns(turns):
                self._set(quotation, by_turn, "dialogue")
        for quotation in pending:
            self._one(quotation, None, later)
        for quotation in later:
            entity, how = self._ahead(quotation, order)
            self._set(quotation, entity, how)
        if later and not self.speaker:
            self._only_one_named(later)
        return [
            q.model_copy(
                update={
                    "speakers": self.speaker[q.quotation_id].speakers() if q.quotation_id in self.speaker else (),
                    "resolution": self.how.get(q.quotation_id, "unresolved:no_source"),
                }
            )
            for q in self.quotations
        ]

    def _only_one_named(self, bare: Sequence[Quotation]) -> None:
        """*La maire, Ana Roche, s'explique.* and then nothing but words in marks under subheads: they are hers."""
        first = min(quotation.start for quotation in self.quotations)
        named = (self.registry.entity_of[name.start] for name in self.registry.names_in(0, first))
        people = {entity for entity in named if is_named_person(entity)}
        if len(people) == 1:
            (person,) = people
            for quotation in bare:
                if quotation.within is None and quotation.source_start is None:
                    self._set(quotation, person, "introduced")

    def _one(self, quotation: Quotation, previous: Quotation | None, later: list[Quotation]) -> None:
        turn = self._interviewees.of(quotation)
        if turn is not None:
            self._set(quotation, turn, "interview")
            return
        if quotation.source_start is not None and quotation.source_end is not None:
            entity, how = (
                self._whose_words(quotation)
                or self._whose_view(quotation)
                or self._resolved(quotation.source_start, quotation.source_end, quotation, previous)
            )
            if self._heading(quotation) and (entity is None or not entity.keys and how in ("as_written", "possessive")):
                later.append(quotation)
                return
            self._set(quotation, entity, how)
            return
        if quotation.cue_start is not None:
            if (heard := self._heard(quotation)) is not None:
                self._set(quotation, heard, "pronoun")
                return
            goes_on = self._carried(quotation, previous) if self._goes_on(quotation) else self._second_verb(quotation)
            self._set(quotation, goes_on, "carried_over" if goes_on else "unresolved:no_source")
            return
        lead = lead_before_colon(self.view, self.registry, self.knowledge, quotation.start)
        if lead is not None and quotation.within is None and not self._heading(quotation):
            entity, _ = self.resolve(*lead, quotation)
            if entity is not None:
                self._set(quotation, entity, "introduced")
                return
        place = self._dialogues.place(quotation)
        if place is not None and place[1] > 0:
            self._wait(quotation, previous, *place)
            return
        entity = self._by_label(quotation)
        if entity is not None:
            self._set(quotation, entity, "labelled")
            return
        entity = self._according(quotation) or self._said_behind(quotation) or self._in_sentence(quotation)
        if entity is not None:
            self._set(quotation, entity, "subject")
            return
        if place is not None:
            self._wait(quotation, previous, *place)
            return
        entity = self._authored(quotation) or self._led_to(quotation, previous)
        if entity is not None:
            self._set(quotation, entity, "introduced")
            return
        entity = self._introduced_behind(quotation, previous) or self._chanted(quotation, previous)
        if entity is not None:
            self._set(quotation, entity, "introduced")
            return
        entity = self._carried(quotation, previous)
        if entity is None:
            later.append(quotation)
            self.how[quotation.quotation_id] = "unresolved:bare"
        else:
            self._set(quotation, entity, "carried_over")

    def _by_label(self, quotation: Quotation) -> Entity | None:
        """*Yanis Morel : « … »*, *J.L. : « … »*, a line of a name behind the words."""
        entity = self._labelled(quotation) or self._interviewees.initialled(quotation)
        if entity is None and quotation.within is None and not self._heading(quotation):
            entity = self._name_lines.of(quotation)
        return entity

    def _resolved(
        self, start: int, end: int, quotation: Quotation, previous: Quotation | None
    ) -> tuple[Entity | None, str]:
        """Who a source is; whom nothing names may go on with what has just been said."""
        entity, how = self.resolve(start, end, quotation)
        same = self._adds(quotation, previous) if how == "as_written" else None
        return (same, "description") if same is not None else (entity, how)

    def _whose_words(self, quotation: Quotation) -> tuple[Entity, str] | None:
        """*Michael O'Leary n'a pas mâché ses mots : « … »*: a possessive before a colon is its clause's subject."""
        if flat(self.view.text[quotation.source_start : quotation.source_end]) not in POSSESSIVES:
            return None
        lead = lead_before_colon(self.view, self.registry, self.knowledge, quotation.start)
        entity = self.resolve(*lead, quotation)[0] if lead is not None else None
        return (entity, "introduced") if entity is not None else None

    def _whose_view(self, quotation: Quotation) -> tuple[Entity, str] | None:
        """*À ses yeux, …*, *de son propre aveu*, *selon ses dires*, *selon ses calculs*: whose view it is."""
        view = _VIEW.fullmatch(flat(self.view.text[quotation.source_start : quotation.source_end]))
        if view is None:
            return None
        if view[1] in POSSESSIVE_FIRST:
            outer = self.speaker.get(quotation.within or "")
            return (outer, "first_person") if outer is not None else None
        assert quotation.source_start is not None
        number: Number = "p" if view[1].startswith("leur") else "s"
        within, own = quotation.within, quotation.quotation_id
        owner = self.antecedents.find(
            quotation.source_start,
            None,
            number,
            mode="owner",
            within=within,
            own=own,
            accept=is_person if number == "s" and not view[2] else None,
        )
        return (owner, "possessive") if owner is not None else None

    def _set(self, quotation: Quotation, entity: Entity | None, how: str) -> None:
        self.how[quotation.quotation_id] = how
        if entity is None:
            return
        self.speaker[quotation.quotation_id] = entity
        if quotation.source_start is not None and quotation.source_end is not None:
            self.registry.mention(entity, quotation.source_start)
            self._at[quotation.source_start] = entity
            self.antecedents.add(quotation.source_start, quotation.source_end, entity, quotation.within)
            before = ((self.by_id[identity], speaker) for identity, speaker in reversed(self.speaker.items()))
            described = self._namings.described(quotation, entity, before)
            if described is not None:
                self._is_named(described, entity)

    def _is_named(self, described: Entity, entity: Entity) -> None:
        """Put somebody's name wherever the article has only described them so far: *la syndique … Anne Morel*."""
        for identity, speaker in self.speaker.items():
            if speaker is described:
                self.speaker[identity] = entity
                if self.how[identity] in ("as_written", "as_introduced"):
                    self.how[identity] = "cataphora"
        self._at.update({place: entity for place, at in self._at.items() if at is described})
        self._memo.update({span: (entity, how) for span, (at, how) in self._memo.items() if at is described})
        head = stem(described.descriptions[0].head)
        unnamed = self._unnamed.get(head, [])
        self._unnamed[head] = [(phrase, entity if at is described else at) for phrase, at in unnamed]
        self.antecedents.rename(described, entity)
        for phrase in described.descriptions:
            self.registry.describe(entity, phrase)
        for position in described.positions:
            self.registry.mention(entity, position)
        entity.gender = entity.gender or described.gender

    def _ahead(self, quotation: Quotation, order: Sequence[Quotation]) -> tuple[Entity | None, str]:
        """Speaker of a headline's or subhead's words: of the body quotation that holds them, else of the next one."""
        if quotation.source_start is not None and quotation.source_end is not None:
            found = (
                None if self._group_noun(quotation.source_start, quotation.source_end) else self._repeated(quotation)
            )
            if found is not None and found.kind != "unknown":
                return found, "repeated_words"
            written, how = self.resolve(quotation.source_start, quotation.source_end, quotation)
            if written is not None:
                return written, how
            found = self._cataphora(quotation.source_start, quotation.source_end)
            return (found, "cataphora") if found else (None, how)
        found = self._repeated(quotation)
        if found is not None:
            return found, "repeated_words"
        index = bisect_left(order, quotation.end, key=lambda q: q.start)
        for other in order[index : index + 12]:
            if other.quotation_id in self.speaker and other.within is None:
                return self.speaker[other.quotation_id], "next_quotation"
        return None, "unresolved:bare"

    def _group_noun(self, start: int, end: int) -> bool:
        """Whether a headline's source is several people or a body, whoever speaks for them in the text below."""
        phrase = read_phrase(self.view, start, end, self.knowledge)
        if phrase is None or phrase.determiner not in DEFINITE or self.registry.names_in(start, end):
            return False
        return phrase.number == "p" or self._person_noun(phrase.head) is None and phrase.head in ORGANS

    def _repeated(self, quotation: Quotation) -> Entity | None:
        """Speaker of the body quotation that holds most of a headline quotation's words."""
        if self._by_word is None:
            self._by_word = defaultdict(list)
            for other in self.quotations:
                if not self._heading(other):
                    for word in content_stems(other.text):
                        self._by_word[word].append(other)
        marked = " ".join(QUOTED.findall(quotation.text))
        words = content_stems(marked) or content_stems(quotation.text)
        held: Counter[str] = Counter()
        for word in words:
            for other in self._by_word.get(word, ())[:50]:
                if other is not quotation and other.quotation_id in self.speaker:
                    held[other.quotation_id] += 1
        best, chosen = 0.0, None
        wording = " ".join(re.findall(r"\w+", flat(marked or quotation.text)))
        for identity, count in held.items():
            other = self.by_id[identity]
            share = count / len(words) - (0.1 if other.within is not None else 0.0)
            if wording in " ".join(re.findall(r"\w+", flat(other.text))):
                share += 0.5
            if other.start > quotation.end:
                share += 0.02
            if share > best:
                best, chosen = share, identity
        return self.speaker[chosen] if chosen is not None and best >= 0.5 else None

    def _cataphora(self, start: int, end: int) -> Entity | None:
        """Who a pronoun or description of a headline stands for, by the first fitting mention of the body."""
        pronoun = THIRD.get(flat(self.view.text[start:end]).strip(" -"))
        if pronoun is None:
            return None
        return self.antecedents.after(end, *pronoun, lambda entity: entity.kind == "person")
