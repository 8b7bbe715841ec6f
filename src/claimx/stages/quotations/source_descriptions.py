"""What tells of a source between it and its content: *Selon X, | qui dirige le club, | les dons ont baissé*."""

from __future__ import annotations

from claimx.lexicon.function_words import RELATIVES
from claimx.lexicon.nouns import load_nouns
from claimx.lexicon.tables import fold
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.clause_starts import is_bare_predicate
from claimx.stages.quotations.view import CLITICS, View, region_token_range

_SUBJECTS = frozenset({"DET", "PROPN", "PRON", "NOUN", "NUM"})
_OF = ("de", "du", "d'", "des")
_STATES = frozenset(
    tuple(state.split())
    for state in (
        *(f"{place} {of}" for place in ("à la tête", "à l' affiche", "à l' origine", "à l' initiative") for of in _OF),
        *(
            f"{hidden} {of}"
            for hidden in ("en charge", "sous couvert", "sous le couvert", "sous le sceau")
            for of in _OF
        ),
        *"à la barre/à la retraite/aux commandes/au chômage/au pouvoir/en poste/en fonction/en fonctions".split("/"),
        *"en campagne/en lice/en larmes/en colère/en détention/en garde à vue/en terminale".split("/"),
        *"en première année/en deuxième année/en troisième année".split("/"),
        *"sous anonymat/sous pseudonyme/sous le choc".split("/"),
    )
)
"""Phrases that tell what somebody does or how somebody speaks, and not when or where the content is so."""
_LONGEST_STATE = max(map(len, _STATES))
_ROLES = frozenset({"tête", "numéro", "membre", "bras", "figure", "fondateur", "fondatrice"})
_SITTING = frozenset({"assis", "assise"})
"""Participles that the tagger takes for finite."""
_ONLY = frozenset({"seul", "seule", "seuls", "seules"})
_JOINED = (("et",), ("ainsi", "que"), ("ainsi", "qu'"), ("comme",), ("et", "pour"))
_PIECES = 4
"""Descriptions between commas behind one source."""
_LENGTH = 30
"""Tokens of a description."""


class SourceDescriptions:
    """Finds where what tells of a source ends."""

    def __init__(self, view: View) -> None:
        self.view = view

    def past(self, comma: int, limit: int, named: bool) -> int:
        """Return the comma behind all that tells of the source which ends at ``comma``, or ``comma``.

        ``named``: the source is a noun phrase, of which nouns, phrases and joined sources may follow.
        """
        for _ in range(_PIECES):
            behind = self._past_one(comma, limit, named)
            if behind == comma:
                break
            comma = behind
        return comma

    def _past_one(self, comma: int, limit: int, named: bool) -> int:
        view = self.view
        following = view.after(comma, limit) if comma < limit and view.lower[comma] == "," else -1
        if following < 0 or view.mark[comma + 1]:
            return comma
        if view.lower[following] in _SITTING:
            return self._past_phrase(comma, following, limit)
        if self._relative(following):
            return self._past_relative(comma, following, limit)
        if view.lower[following] in ("de", "d'", "du") and (employer := self._past_employer(comma, following, limit)):
            return employer
        if view.lower[following] in _ONLY:
            return comma
        if (view.is_participle(following) or view.pos[following] == "ADJ") and not view.is_finite(following):
            return self._past_phrase(comma, following, limit)
        if named and self._describes(following, limit):
            end = self._past_phrase(comma, following, limit)
            return end if self._clause_at(end, limit) else comma
        return comma

    def _relative(self, index: int) -> bool:
        """*qui*, *dont*, *pour qui*, *auprès duquel*."""
        view = self.view
        if view.lower[index] in RELATIVES:
            return True
        return view.pos[index] == "ADP" and view.lower[index + 1 : index + 2] == ["qui"]

    def _describes(self, first: int, limit: int) -> bool:
        """What a person is or does: *sage-femme depuis 1998*, *à la tête du club*, *encore sous le choc*."""
        view = self.view
        for joint in _JOINED:
            other = first + len(joint)
            if tuple(view.lower[first:other]) == joint and other < limit:
                # *Selon X, et plusieurs riverains, …*: others who say it
                stop = next((i for i in range(other, limit) if view.lower[i] == ","), limit)
                return classify_source(view, view.slice(other, stop)) in SPEAKERS | {"demonstrative"}
        while first < limit and (view.pos[first] == "ADV" or view.lower[first].endswith("-même")):
            first += 1
        words = tuple(view.lower[first : min(first + _LONGEST_STATE, limit)])
        if any(words[:length] in _STATES for length in range(2, len(words) + 1)):
            return True
        if first >= limit:
            return False
        if view.is_participle(first) and not view.is_finite(first):
            return True
        if view.pos[first] == "ADJ":
            return True
        if view.words[first][:1].isupper():
            return False
        stop = first + 1
        while stop < limit and view.start[stop] == view.end[stop - 1]:  # *sage-femme*, in three tokens
            stop += 1
        word = view.text[view.start[first] : view.end[stop - 1]].rstrip(",")
        readings = load_nouns().sources.get(fold(word), ())
        return word in _ROLES or any(noun.kind == "person" for noun in readings)

    def _past_phrase(self, comma: int, first: int, limit: int) -> int:
        """*Selon le rapport, publié lundi par l'ONG, …*: the comma behind a phrase without a verb of its own."""
        view, index, relative = self.view, first + 1, False
        stop = min(limit, first + _LENGTH)
        while index < stop:
            if view.mark[index] and index not in view.closing:
                region = view.region[min(index + 1, limit - 1)]
                if region is None or not region.closed:
                    return comma
                index = region_token_range(view, region)[1]
                if index >= limit or view.lower[index] != ",":
                    return comma  # quoted words that something follows are of the content
                continue
            relative |= view.lower[index] in RELATIVES
            if view.is_finite(index) and not relative:
                return comma
            if view.lower[index] == ",":
                return index if view.has_finite(index, limit) else comma
            index += 1
        return comma

    def _past_employer(self, comma: int, preposition: int, limit: int) -> int:
        """*Pour Anne Morel, de l'Institut du foie, …*: the comma behind what the source belongs to, or 0."""
        view = self.view
        for index in range(preposition + 1, limit):
            if view.is_finite(index) or view.mark[index]:
                break
            if view.lower[index] == ",":
                employer = any(view.words[i][0].isupper() for i in range(preposition + 1, index)) or (
                    classify_source(view, view.slice(preposition + 1, index)) == "organization"
                )
                return index if employer and self._clause_at(index, limit) else 0
        return 0

    def _past_relative(self, comma: int, pronoun: int, limit: int) -> int:
        """*Pour le père Fabre, qui y a étudié, « … »*: the comma behind the relative clause."""
        view = self.view
        for index in range(pronoun + 1, limit):
            if view.mark[index] and view.lower[view.before(index)] != ",":
                return comma
            if view.lower[index] == "," and (view.has_finite(pronoun, index) or index - pronoun > 3):
                quoted = index + 1 < limit and any(map(view.mark.__getitem__, range(index + 1, min(index + 3, limit))))
                return index if quoted or view.has_finite(index, limit) else comma
        return comma

    def _clause_at(self, comma: int, limit: int) -> bool:
        """Whether a clause with a subject of its own, or quoted words, begins behind ``comma``."""
        view = self.view
        following = view.after(comma, limit)
        if following < 0 or is_bare_predicate(view, comma, limit):
            return False
        begins = view.pos[following] in _SUBJECTS or view.lower[following] in CLITICS
        return begins or any(map(view.mark.__getitem__, range(comma + 1, following + 1)))
