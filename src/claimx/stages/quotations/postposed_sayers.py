"""Whether what stands behind a verb beside its content says it, or is its object, or the subject stands before."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from claimx.lexicon.function_words import COORDINATING, RELATIVES
from claimx.stages.line_signs import heads_line
from claimx.stages.quotations.adjacent import number_of_verb
from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.plausible_insertions import PlausibleInsertions

_SEVERAL = frozenset({"et", ",", "de", "d'"})
_PAUSES = frozenset({",", ".", "?", "!", ":", "…"})
_QUESTION = 10
"""Tokens behind a verb in which a question ends."""
_JUDGED = 4
"""Tokens of a noun phrase with a judgement in marks behind it: *le pouvoir « illégitime »*."""


class PostposedSayers(PlausibleInsertions):
    """Whether what stands behind a verb beside its content says it, or is its object, or the subject stands before."""

    def _asks(self, hit: Hit) -> bool:
        """*Le projet, le défend-il vraiment ?*: an inverted pronoun asks."""
        behind = self.view.lower[hit.last + 1 : hit.last + 1 + _QUESTION]
        return next((word for word in behind if word in _PAUSES), "") == "?"

    def _in_dialogue(self, subject: tuple[int, int], sentence: int, limit: int) -> bool:
        """*— Chez ma sœur, répond le prévenu.*: after a dash at a paragraph's head the words need be no clause."""
        view = self.view
        first = sentence
        while first < limit and view.space[first]:
            first += 1
        if view.lower[first] not in ("—", "–", "-") or subject[1] < limit:
            return False
        return heads_line(view.text, view.start[first])

    def _on_new_line(self, region: Region, first: int) -> bool:
        return "\n" in self.view.text[region.outer_end : self.view.start[first]]

    @cached_property
    def _times(self) -> Counter[str]:
        """How often the text has each word."""
        return Counter(self.view.words)

    def _nickname(self, hit: Hit, subject: tuple[int, int]) -> bool:
        """*Mamadou Sow, dit Bavieux, a démissionné*: one word after a full name that the text has nowhere else."""
        view, (first, end) = self.view, subject
        if view.lower[hit.first] != "dit" or hit.first != hit.last or hit.first < 3 or end - first > 2:
            return False
        if view.lower[hit.first - 1] != "," or not all(
            w[:1].isupper() for w in view.words[hit.first - 3 : hit.first - 1]
        ):
            return False
        called = view.words[end - 1]
        article = end - first == 1 or view.lower[first] in ("le", "la", "l'")  # *dit le Rouge*
        return article and called[:1].isupper() and self._times[called] == 1

    @staticmethod
    def _takes_objects_only(hit: Hit) -> bool:
        """Whether the verb takes an object and no clause: what can't speak is that object then, not its subject."""
        frames = hit.entry.frames
        return "que" not in frames and any(frame.startswith(("np", "obj")) for frame in frames)

    def _judges(self, hit: Hit, found: tuple[int, int]) -> bool:
        """*juge le nouveau pouvoir « illégitime »*: what stands before a judgement in marks is judged."""
        view, end = self.view, found[1]
        if "obj_attr" not in hit.entry.frames or end - found[0] < _JUDGED or end - 1 not in view.closing:
            return False
        first = view.token_at(view.closing[end - 1].start)
        return first > found[0] + 1 and view.words[first][:1].islower()

    def _plural_object(self, hit: Hit, subject: tuple[int, int]) -> bool:
        """*Il parle de troubles, cite quatre personnalités*: a singular verb has no plural subject.

        Nor has a plural verb one thing: *… les chiffres, publiés hier, appellent une réponse commune*.
        """
        view, first = self.view, subject[0]
        number = number_of_verb(view, hit)
        if number == "Plur" and view.region[hit.head] is not None and view.lower[first] in ("un", "une"):
            # *ont dit une vingtaine d'élus*, *ont dit un élu et son frère*
            several = not _SEVERAL.isdisjoint(view.lower[first : subject[1] + 1])
            return not several and subject[1] > first + 1
        if number != "Sing":
            return False
        several = view.pos[first] == "NUM" and view.lower[first] not in ("un", "une", "1")
        plural = several or view.pos[first] == "DET" and view.morph[first].get("Number", "") == "Plur"
        return plural and classify_source(view, view.slice(*subject)) != "proper"

    def _subject_before(self, hit: Hit, sentence: int, region: Region) -> bool:
        """The quoted words are part of a subject: *L'association « X » a déclaré*."""
        view = self.view
        first = view.token_at(region.outer_start)
        if first <= sentence:
            return False
        subject = self.sources.before(hit, sentence)
        return subject is not None and subject[0] < first

    def _waiting_subject(self, hit: Hit, sentence: int, region: Region) -> bool:
        """*La commission, qui se dit « sereine », a rendu …*: quoted words in an aside after the verb's own subject.

        The aside opens with a comma and a relative pronoun, a participle or a gerund; the subject before it has no
        verb yet.
        """
        view = self.view
        opening = view.token_at(region.outer_start)
        if opening <= sentence + 1 or view.has_finite(view.token_at(region.start), view.token_at(region.end - 1) + 1):
            return False
        if self._in_apposition(sentence, opening):
            return True
        comma = next((i for i in range(sentence + 1, opening) if view.lower[i] == ","), -1)
        if (
            comma < 0
            or view.has_finite(sentence, comma)
            or any(i in self.clauses.finite_cues for i in range(sentence, comma))
        ):
            return False
        subject = next(
            (i for i in range(sentence, comma) if not view.is_break(i) and view.lower[i] not in COORDINATING), -1
        )
        if subject < 0 or view.pos[subject] not in ("DET", "PROPN", "NOUN", "PRON"):
            return False
        aside = range(comma + 1, opening)
        if not any(view.lower[i] in RELATIVES or view.is_participle(i) and not view.is_finite(i) for i in aside):
            return False
        verbs = sum(
            1 for i in aside if view.is_finite(i) and (view.pos[i] == "VERB" or not view.is_finite(view.head[i]))
        )
        relatives = sum(1 for i in aside if view.lower[i] in RELATIVES)
        return verbs <= relatives

    def _in_apposition(self, sentence: int, opening: int) -> bool:
        """*Ce dimanche, Mamadou Roy, membre du mouvement « X », a livré une analyse*: a name, then what he is."""
        view = self.view
        commas = [i for i in range(sentence, opening) if view.lower[i] == ","]
        if not commas or view.has_finite(sentence, opening):
            return False
        begin = commas[-2] + 1 if len(commas) > 1 else sentence
        who = classify_source(view, view.slice(begin, commas[-1]))
        role = classify_source(view, view.slice(commas[-1] + 1, opening))
        return who in ("proper", "person") and role == "person"

    def _attribute_follows(self, hit: Hit) -> bool:
        """*s'est dit « très fier »*, *se dit prêt*: an adjective of the sayer, so that the subject stands before."""
        view = self.view
        index = view.after(hit.last, len(view.lower))
        while index >= 0 and view.pos[index] == "ADV":
            index = view.after(index, len(view.lower))
        return index >= 0 and (view.pos[index] == "ADJ" or view.is_participle(index))
