"""Whose words follow a pause or a conjunction: the reporter's next act of speech, or somebody else's."""

from __future__ import annotations

from collections.abc import Collection

from claimx.lexicon.function_words import DEFINITE_ARTICLES, RELATIVES
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.clause_starts import tells_no_more
from claimx.stages.quotations.view import View

_STOPS = RELATIVES | {",", ";", ":"}
_WORDS = frozenset("mots termes expression formule".split())
_BESIDE = frozenset("lui elle eux elles quant pour de".split())
_HOLDING_BACK = frozenset({"refusant", "évitant", "omettant", "oubliant"})
_PRONOUNS = frozenset({"il", "elle", "ils", "elles", "on"})
_GROUP = 5
"""Tokens of a pronoun with its verb group."""
_SHARING = 10
"""Tokens from whoever shares another's verb to the words quoted."""
_GAPPED = 5
"""Tokens of a subject whose verb is left out."""
_SUBJECT = 14
"""Tokens of a subject with its apposition."""


class Voices:
    """Tells the voices of one document apart by its cues.

    ``finite_cues`` are tokens of finite cue verbs, ``sayers`` those of speech or blame among them,
    ``speech_infinitives`` those of cues in the infinitive, ``openings`` those behind an opening mark.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.finite_cues: set[int] = set()
        self.sayers: set[int] = set()
        self.speech_infinitives: set[int] = set()
        self.openings: Collection[int] = ()

    def _own_words(self, preposition: int) -> bool:
        """*…, selon ses mots, « … »*: of who says the rest, too."""
        words = self.view.lower[preposition + 1 : preposition + 4]
        return words[:1] != [] and words[0] in ("ses", "leurs", "son", "leur") and not _WORDS.isdisjoint(words)

    def _of_reporter(self, index: int) -> bool:
        """*…, sans toutefois s'engager*, *…, avant de rappeler que …*, *…, tout en promettant …*: of who reports."""
        view, lower = self.view, self.view.lower[index]
        if lower in _HOLDING_BACK:
            while index + 1 < len(view.lower) and view.pos[index + 1] == "ADV":
                index += 1  # *…, refusant toutefois de dire si …*
            if view.lower[index + 1 : index + 2] not in (["de"], ["d'"]):
                return False
            return index + 2 in self.speech_infinitives or tells_no_more(view, index + 1)
        if lower == "laissant":
            return view.lower[index + 1 : index + 2] == ["entendre"]
        if lower == "sans":
            return tells_no_more(view, index)
        if lower == "avant" and view.lower[index + 1 : index + 2] in (["de"], ["d'"]):
            return index + 2 in self.speech_infinitives
        return (
            lower == "tout"
            and view.lower[index + 1 : index + 2] == ["en"]
            and "Part" in view.tense[min(index + 2, len(view.tense) - 1)]
        )

    def _another_says(self, conjunction: int, limit: int) -> bool:
        """*…, alors que le ministre parle de …*: somebody else, named, says something else."""
        view = self.view
        subject = view.after(conjunction, limit)
        joined = view.lower[conjunction] == "et"
        if subject >= 0 and view.lower[subject] in ("que", "qu'") and not joined:
            subject = view.after(subject, limit)
        if subject >= 0 and view.lower[subject] in _PRONOUNS:
            return any(i in self.sayers for i in range(subject + 1, min(subject + _GROUP, limit)))
        if subject < 0 or view.pos[subject] not in ("DET", "NUM", "PROPN", "NOUN"):
            return False
        reach = range(subject + 1, min(subject + _SUBJECT, limit))
        verb = next((i for i in reach if view.is_finite(i) or i in self.sayers), -1)
        if verb < 0:
            return False
        comma = next((i for i in range(subject, verb) if view.lower[i] in _STOPS), verb)
        # *le maire, Paul Roy, a dit*; *le maire, lui, doute*; *ses adversaires, de leur côté, exigent*
        beside = view.pos[min(comma + 1, verb)] == "PROPN" or view.lower[min(comma + 1, verb)] in _BESIDE
        apposed = view.lower[comma] == "," and beside
        if comma < verb and not apposed:
            return False
        if (joined or apposed) and classify_source(view, view.slice(subject, comma)) not in SPEAKERS:
            return False
        if view.pos[verb] == "AUX":
            verb = next((i for i in range(verb + 1, min(verb + 4, limit)) if view.is_participle(i)), verb)
        return verb in self.sayers

    def _shares_cue(self, following: int, limit: int) -> bool:
        """*Certains y voient une ruse, | d'autres le signe …*; *l'un affirmant que A, | l'autre que B*."""
        view = self.view
        words = view.lower[following : following + 3]
        if words[:2] == ["l'", "autre"]:
            return words[2:] in (["que"], ["qu'"])
        end = following + 2
        if words[:2] not in (["d'", "autres"], ["les", "autres"]) or end >= limit:
            return False
        if view.lower[end] in ("que", "qu'"):
            return True
        return not view.has_finite(following, limit) and (view.pos[end] == "DET" or end in self.openings)

    def _shares_verb(self, joint: int, limit: int) -> bool:
        """*parle d'un « acte isolé » | et l'avocat d'un « assassinat »*: somebody else under the same verb."""
        view = self.view
        subject = view.after(joint, limit)
        if subject < 0 or view.pos[subject] not in ("DET", "PROPN") or view.region[subject] is not view.region[joint]:
            return False
        reach = range(subject + 1, min(subject + _SHARING, limit))
        opening = next((i for i in reach if i in self.openings or view.is_finite(i)), -1)
        if opening not in self.openings:
            return opening < 0 and self._is_gapped(subject, limit)
        if self._is_gapped(subject, opening):
            return True  # *dénonce un impôt « injuste », | la gauche un texte « timide »*
        end = opening
        while end > subject and (view.lower[end - 1] in ("de", "d'") or view.pos[end - 1] == "DET"):
            end -= 1
        # *condamne « la répression » | et le Pérou « la censure »*: the article stands inside the marks
        quoted = view.after(opening, limit)
        best = view.lower[quoted + 1 : quoted + 2] in (["plus"], ["moins"])  # *le président « le plus impopulaire »*
        whole = end == opening and quoted >= 0 and view.pos[quoted] == "DET" and not best
        if not (subject < end < opening or whole) or any(view.lower[i] in _STOPS for i in range(subject, end)):
            return False
        return classify_source(view, view.slice(subject, end)) in SPEAKERS

    def _is_gapped(self, subject: int, limit: int) -> bool:
        """*Le maire demande un pont, | le préfet une déviation*: who, and what, with no verb between them."""
        view = self.view
        named = view.pos[subject] == "PROPN"
        if not named and view.lower[subject] not in DEFINITE_ARTICLES or view.has_finite(subject, limit):
            return False
        reach = range(subject + 2 - named, min(subject + _GAPPED, limit - 1))
        object_ = next((i for i in reach if view.pos[i] in ("DET", "CCONJ") or view.lower[i] in _STOPS), -1)
        if object_ < 0 or view.pos[object_] != "DET" or view.pos[object_ - 1] not in ("NOUN", "PROPN", "ADJ"):
            return False
        return classify_source(view, view.slice(subject, object_)) in SPEAKERS

    def _judges_again(self, comma: int, limit: int) -> bool:
        """*exclut « un accident », qu'il juge « impossible »*: a relative clause with a cue of its own."""
        view = self.view
        pronoun = view.after(comma, limit)
        if pronoun < 0 or view.lower[pronoun] not in ("que", "qu'"):
            return False
        verb = next((i for i in range(pronoun + 1, min(pronoun + 5, limit)) if view.is_finite(i)), -1)
        return verb > pronoun + 1 and verb in self.finite_cues and view.depth(verb) == view.depth(comma)

    def _begins_cue(self, comma: int, limit: int) -> bool:
        """*Si X se dit confiant, | la banque table sur …*: a subject and a cue that the tagger takes for no verb."""
        view = self.view
        if view.pos[comma + 1] not in ("DET", "PROPN"):
            return False
        for index in range(comma + 2, min(comma + _SUBJECT, limit)):
            if index in self.finite_cues or view.lower[index] in _STOPS:
                return index in self.finite_cues
        return False
