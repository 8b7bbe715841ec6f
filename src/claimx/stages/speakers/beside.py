"""Words in marks with no cue, by the clause beside them: *« … » : les habitants de X manifestent*; *Pour X, « … »*."""

from __future__ import annotations

import re

from claimx.records import Quotation
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.events import Event
from claimx.stages.speakers.nouns import WORDS
from claimx.stages.speakers.phrases import indefinite, read_phrase
from claimx.stages.speakers.pronouns import Pronouns
from claimx.stages.speakers.words import DETERMINERS

_OPENING = " \u00a0«\"“'–—-"
_COLON_BEHIND = re.compile(r"[\s\u00a0»\"”]*:[ \u00a0]")
_COMMA_BEHIND = re.compile(r"[ \u00a0]*[»\"”][ \u00a0]?,[ \u00a0](?=\w)")
_ACCORDING = frozenset({"pour", "selon"})
_COMING = frozenset("est sont était étaient vient viennent émane émanent provient proviennent".split())
_THOSE = frozenset({"celui", "celle", "ceux", "celles"})
_OF = frozenset({"de", "d'", "du", "des", "signé", "signée", "signés", "signées"})
_ENDING = frozenset({"qui", "que", "qu'", "dont", "où", ".", ";", ":", "!", "?"})
_TITLE = 6
"""Tokens of what the words are called, and its verb."""
_MARKS = 3
"""Characters that marks take before the words that open a paragraph."""
_BEHIND = 8
"""Tokens between a verb and its subject behind it (*commentait quelques minutes plus tard la télévision*)."""


class Beside(Pronouns):
    """Rules for quotations without a source by the clause before or behind them."""

    def _heading(self, quotation: Quotation) -> bool:
        return self.view.paragraph_kinds[self.view.paragraph(quotation.start)] == "heading"

    def _according(self, quotation: Quotation) -> Entity | None:
        """*Pour Anne Roux, sage-femme depuis 1998, « tout est écrit »*: whom *pour, selon* opens the sentence with."""
        view = self.view
        if quotation.within is not None or self._heading(quotation):
            return None
        begin = view.token(view.sentence_starts[view.sentence(quotation.start)])
        before = view.text[view.start[begin] : quotation.start].rstrip(_OPENING)
        if view.lower[begin] not in _ACCORDING or not before.endswith(","):
            return None
        names = self.registry.names_in(view.start[begin], quotation.start)
        if not names or view.token(names[0].outer_start) - begin > 2:
            return None
        entity = self.registry.entity_of[names[0].start]
        return entity if entity.kind in ("person", "organization") else None

    def _said_behind(self, quotation: Quotation) -> Entity | None:
        """*« … », compte Roland Petit; « … », commentait peu après la radio*: a verb behind the words, then somebody.

        Whatever the verb: what stands so behind words in marks tells whose they are.
        """
        view = self.view
        comma = _COMMA_BEHIND.match(view.text, quotation.end)
        if quotation.within is not None or comma is None:
            return None
        verb = view.token(comma.end())
        limit = view.token(view.sentence_end(comma.end()))
        if verb + 1 >= limit or not self._verb_before_name(verb) and view.morph(verb, "VerbForm") != "Fin":
            return None
        for index in range(verb + 1, min(verb + _BEHIND, limit)):
            if view.pos[index] in ("VERB", "AUX", "PRON", "PUNCT", "SCONJ", "CCONJ"):
                return None
            end = view.end[min(index + _BEHIND, limit) - 1]
            name = next(iter(self.registry.names_in(view.start[index], end)), None)
            if name is not None and name.outer_start == view.start[index]:
                entity = self.registry.entity_of[name.start]
                return entity if entity.kind in ("person", "organization") else None
            phrase = read_phrase(view, view.start[index], end, self.knowledge) if view.pos[index] == "DET" else None
            kind = self.knowledge.noun(phrase.head) if phrase is not None else None
            if phrase is not None and kind is not None and kind[0] != "document" and phrase.head_index <= index + 2:
                return self.resolve(view.start[index], phrase.end, quotation)[0]
        return None

    def _authored(self, quotation: Quotation) -> Entity | None:
        """*« … » Le constat est de Paul Petit*, *Ces mots sont ceux du maire*: whose words the sentence behind says."""
        view = self.view
        sentence = view.sentence(quotation.end) + 1
        if quotation.within is not None or sentence >= len(view.sentence_starts):
            return None
        start = view.sentence_starts[sentence]
        first, limit = view.token(start), view.token(view.sentence_end(start))
        if view.paragraph(start) != view.paragraph(quotation.start) or view.lower[first] not in DETERMINERS:
            return None
        verb = next((i for i in range(first + 1, min(first + _TITLE, limit)) if view.lower[i] in _COMING), -1)
        if verb < 0 or view.lower[verb - 1] not in WORDS and view.lower[verb - 2] not in WORDS:
            return None
        of = verb + 1
        while of < limit and (view.lower[of] in _THOSE or view.pos[of] == "ADV"):
            of += 1
        if of + 1 >= limit or view.lower[of] not in _OF:
            return None
        who = of + (view.lower[of] not in ("du", "des"))
        stop = next(
            (i for i in range(who, limit) if view.lower[i] in _ENDING or view.morph(i, "VerbForm") == "Fin"), limit
        )
        if stop <= who or view.pos[who] not in ("DET", "NOUN", "PROPN", "ADP"):
            return None  # *L'appel vient de loin*
        return self.resolve(view.start[who], view.end[stop - 1], quotation)[0]

    def _verb_before_name(self, verb: int) -> bool:
        """Whether a word taken for a noun is a verb, as a full name right behind it tells (*, compte Roland Petit*)."""
        view = self.view
        names = self.registry.names_in(view.start[verb + 1], view.sentence_end(view.start[verb]))
        named = bool(names) and names[0].outer_start == view.start[verb + 1] and len(names[0].words) > 1
        return named and view.pos[verb] == "NOUN" and self.knowledge.noun(view.lower[verb]) is None

    def _chanted(self, quotation: Quotation, previous: Quotation | None) -> Entity | None:
        """Whose words open a sentence or paragraph whose subject is those who say them.

        *« Rendez-nous la gare » : les habitants de X ont manifesté*; *« On ne lâchera rien. » Des soignants ont
        défilé*.
        """
        view = self.view
        if quotation.within is not None:
            return None
        colon = _COLON_BEHIND.match(view.text, quotation.end)
        opens = not view.text[view.sentence_starts[view.sentence(quotation.start)] : quotation.start].strip(_OPENING)
        if colon is not None and opens:
            subjects = self.antecedents.subjects(colon.end(), view.sentence_end(colon.end() - 1))
            return self._speaking(subjects[0], quotation) if subjects else None
        begin = view.paragraph_starts[view.paragraph(quotation.start)]
        if self._heading(quotation) or quotation.start - begin > _MARKS:
            return None
        sentence = view.sentence(quotation.end) + 1
        if sentence >= len(view.sentence_starts) or view.paragraph(view.sentence_starts[sentence]) != view.paragraph(
            quotation.start
        ):
            return None
        start = view.sentence_starts[sentence]
        subject = self.antecedents.first_subject(start, view.sentence_end(start))
        if subject is None or subject.start > start + _MARKS:
            return None
        phrase = read_phrase(view, *subject.span, self.knowledge)
        fresh = phrase is None or indefinite(phrase)
        return self._several_at(subject) if fresh or previous is None else None

    def _speaking(self, event: Event, quotation: Quotation) -> Entity | None:
        """Who a subject is, if a person, a body by name, or several people."""
        parts = self._parts(*event.span)
        members = self._joined(parts, quotation) if len(parts) > 1 else ()
        if members and all(member.kind in ("person", "unknown") for member in members):
            return self._group(members)
        several = self._several_at(event)
        if several is not None:
            return several
        entity = event.entity or self.resolve(*event.span, quotation)[0]
        if entity is None or entity.number == "p":
            return None
        return entity if entity.kind == "person" or entity.keys and entity.kind == "organization" else None
