"""Which of the noun phrases and pronouns before a verb is its subject, where parse and order mislead."""

from __future__ import annotations

from claimx.lexicon.function_words import (
    DATIVES,
    DEFINITE_ARTICLES,
    NE,
    OBJECTS,
    OF,
    QUE,
    THOSE,
)
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.moments import DAYS
from claimx.stages.quotations.noun_phrases import RELATIVES
from claimx.stages.quotations.postposed import PostposedSubjects

PRONOUNS = frozenset(
    "il elle on ils elles je j' nous vous tu celui-ci celle-ci ceux-ci celles-ci certains d'autres beaucoup "
    "ce c' cela ça".split()
)
_UNSTRESSED = frozenset({"il", "elle", "ils", "elles", "on"})
_PAIRED = frozenset("un une uns unes autre autres".split())
_AND_OTHER = (["et", "l'", "autre"], ["et", "les", "autres"], ["comme", "l'", "autre"], ["comme", "les", "autres"])
_CHOSEN = frozenset("un une certains certaines plusieurs beaucoup aucun aucune chacun chacune nombre".split())
"""Pronouns that what follows *de* completes."""
ADVERBIAL = frozenset("dans pour sur lors chez par avec depuis après avant malgré côté".split())
_DEGREES = frozenset("plus moins très peu assez aussi tout toute bien trop".split())
OTHERS = frozenset(
    "autre autres premier première second seconde deuxième troisième dernier dernière derniers dernières".split()
)


class SubjectReadings(PostposedSubjects):
    """Which of the noun phrases and pronouns before a verb is its subject, where parse and order mislead."""

    def _within_title(self, first: int, stop: int) -> int:
        """*« Le Monde | » a parlé de …*: no mark closes the phrase that does not open in it."""
        title = self.view.closing.get(stop - 1)
        return stop - (title is not None and self.view.token_at(title.outer_start) < first < stop - 1)

    def _behind_object(self, subject: int, verb: int, low: int) -> tuple[int, int] | None:
        """*Alors que Berlin demande une pause, | Paris, premier bailleur, plaide …*: past another verb's object."""
        view = self.view
        article = subject - 1
        if article <= low + 1 or view.pos[article] != "DET" or not view.is_finite(article - 1):
            return None
        comma = next((i for i in range(subject + 1, verb) if view.lower[i] == ","), verb)
        first = view.after(comma, verb) if comma < verb else -1
        if first < 0 or view.pos[first] not in ("DET", "PROPN") or view.has_finite(first, verb):
            return None
        end = next((i for i in range(first, verb) if view.lower[i] == ","), verb)
        if end + 2 < verb and view.pos[end + 1] in ("DET", "NOUN") or view.pos[end + 1 : end + 3] == ["ADJ", "NOUN"]:
            end = next((i for i in range(end + 1, verb) if view.lower[i] == ","), verb)  # *Paris, premier bailleur,*
        return (first, end) if classify_source(view, view.slice(first, end)) in SPEAKERS else None

    def _pronoun_before(self, hit: Hit, low: int) -> int:
        """The unstressed pronoun right before a verb, whatever the parse (*La fin du match, qu'il | a jugée …*)."""
        view, index = self.view, hit.first - 1
        while index > low and (view.lower[index] in NE or view.lower[index] in DATIVES | OBJECTS):
            index -= 1
        unstressed = index > low and view.lower[index] in _UNSTRESSED and view.pos[index - 1] != "ADP"
        return index if unstressed and view.lower[index - 1] in QUE else -1

    def _behind_addressee(self, found: tuple[int, int], low: int) -> tuple[int, int]:
        """*À un vieux lecteur | la libraire répond que …*: two phrases in a row behind a preposition are no one's."""
        view, (first, end) = self.view, found
        preposition = first if view.pos[first] == "ADP" else first - 1
        if preposition < low or view.pos[preposition] != "ADP" or view.lower[preposition] in OF:
            return found
        nouns = (i for i in range(preposition + 2, end - 1) if view.lower[i] in DEFINITE_ARTICLES)
        second = next((i for i in nouns if view.pos[i - 1] in ("NOUN", "ADJ")), first)
        return second, end

    def _after_day(self, subject: int, limit: int) -> int:
        """*Mardi, Paris et Berlin ont averti …*: the first name or noun behind a day that the parser took for both."""
        view = self.view
        if subject < 0 or view.lower[subject] not in DAYS or view.lower[subject + 1] != ",":
            return subject
        nouns = (i for i in range(subject + 2, limit) if view.pos[i] in ("PROPN", "NOUN", "PRON"))
        return next(nouns, subject)

    def _one_of_several(self, subject: int, low: int) -> int:
        """*Paul Roy, l'un des candidats, a promis …*: the name that *un(e) des …* describes, if it stands before."""
        view = self.view
        if view.lower[subject] not in ("un", "une") or view.lower[subject + 1] not in ("de", "des", "d'", "du"):
            return subject
        comma = subject - 1 - (view.lower[subject - 1] == "l'")
        if comma <= low or view.lower[comma] != "," or view.pos[comma - 1] != "PROPN":
            return subject
        return self._noun_before(comma, low)

    def _before_aside(self, subject: int, verb: int, low: int) -> int:
        """*Une pétition, signée 412 fois, demande …*: the noun before an aside that a participle or *qui* opens."""
        view = self.view
        close = view.before(verb, low)
        if close <= low or view.lower[close] != ",":
            return subject
        opening = next((i for i in range(close - 1, low, -1) if view.lower[i] == ","), -1)
        first = view.after(opening, close) if opening >= 0 else -1
        if not opening < subject < close or first < 0:
            return subject
        relative = view.lower[first] in ("qui", "que", "qu'", "dont", "où", "en") or view.lower[first : first + 2] == [
            "tout",
            "en",
        ]
        # *Vos inspecteurs, dans un rapport que vous avez tenu secret, | estiment …*
        relative = relative or view.lower[first] in ADVERBIAL and not RELATIVES.isdisjoint(view.lower[first:close])
        aside = relative or view.is_participle(first) and not view.is_finite(first)
        if not aside and not (view.lower[first] in _DEGREES and view.pos[first + 1] in ("ADJ", "VERB")):
            return subject
        noun = self._noun_before(opening, low)
        return noun if noun >= 0 else subject

    def _pronominal(self, subject: int) -> tuple[int, int] | None:
        """*il*, *d'autres*, *un autre*, *le premier*: a subject without a noun."""
        view = self.view
        if view.lower[subject] in THOSE and view.lower[subject + 1 : subject + 3] in (
            ["-", "ci"],
            ["-", "là"],
        ):
            return subject, subject + 3  # cut so at the head of a sentence
        if subject > 1 and view.lower[subject - 2] in THOSE and view.lower[subject - 1] == "-":
            return subject - 2, subject + 1
        if view.lower[subject] == "-là" and subject and view.lower[subject - 1] in THOSE:
            return subject - 1, subject + 1
        if subject and view.lower[subject] == "aucuns" and view.lower[subject - 1] in ("d'", "d"):
            return subject - 1, subject + 1
        lower = view.lower[subject]
        if lower == "l'" and view.lower[subject + 1] == "on":
            return subject + 1, subject + 2
        if lower in _CHOSEN and view.lower[subject + 1] in ("de", "des", "d'", "du", "parmi"):
            return None  # *l'un des gardiens*, *certains d'entre eux*
        if view.pos[subject] == "PRON" or lower in PRONOUNS:
            paired = subject > 0 and lower in _PAIRED and view.lower[subject - 1] in ("l'", "les")
            both = paired and view.lower[subject + 1 : subject + 4] in _AND_OTHER  # *l'un et l'autre*
            return subject - paired, subject + (4 if both else 1)
        if view.lower[subject] in OTHERS and view.pos[subject] == "ADJ":
            return max(subject - 1, 0), subject + 1
        return None

    def _noun_before(self, index: int, low: int) -> int:
        """Head of the noun phrase that ends before ``index``, or -1."""
        view = self.view
        noun = index - 1
        while noun >= low and view.pos[noun] not in ("NOUN", "PROPN"):
            if view.is_finite(noun) and view.pos[noun] in ("VERB", "AUX") or view.lower[noun] == ",":
                return -1
            noun -= 1
        while (
            noun >= low
            and view.pos[view.head[noun]] in ("NOUN", "PROPN")
            and low <= view.head[noun] < noun
            and "," not in view.lower[view.head[noun] : noun]
        ):
            noun = view.head[noun]
        return noun if noun >= low else -1

    def _of_party(self, noun: int, name: int) -> bool:
        """*Le candidat Horizons*: a party's name right behind somebody it describes."""
        view = self.view
        if name != noun + 1 or view.pos[noun] != "NOUN" or view.pos[name] != "PROPN":
            return False
        return classify_source(view, view.slice(noun, noun + 1)) == "person"

    def _of_adjective(self, noun: int, low: int) -> int:
        """*une source proche du dossier*: the noun whose adjective takes this one, else the noun."""
        view = self.view
        adjective = view.head[noun]
        if not low < adjective < noun or view.pos[adjective] != "ADJ" or view.pos[noun - 1] not in ("ADP", "DET"):
            return noun
        head = view.head[adjective]
        return head if low <= head < adjective and view.pos[head] in ("NOUN", "PROPN") else noun
