"""Where the noun phrase of somebody who speaks ends: titles and appositions in, place, time and manner out."""

from __future__ import annotations

from claimx.lexicon import function_words
from claimx.lexicon.calendar import WEEKDAYS
from claimx.lexicon.nouns import load_nouns
from claimx.lexicon.tables import fold
from claimx.stages.quotations.adjacent import spoken_to
from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.moments import on_occasion
from claimx.stages.quotations.portfolios import past_portfolios
from claimx.stages.quotations.view import INVERTED, View

_STOPS = frozenset(WEEKDAYS) | frozenset(
    "à au aux dans lors pendant après avant devant sur hier depuis alors tandis lorsque quand en via par selon pour ce "
    "cette auprès face sous sans".split()
)
_AT = frozenset({"à", "au", "aux", "en", "dans"})
MANNERS = frozenset("voix ton air trait geste regard sourire mot souffle signe coup bloc".split())
RELATIVES = function_words.RELATIVES | {"lequel", "laquelle"}
_OFFICES = frozenset(
    "commissaire haut-commissaire adjoint adjointe adjoints adjointes délégué déléguée délégués déléguées "
    "conseiller conseillère source sources".split()
)
_HEARERS = frozenset("presse journaliste journalistes assemblée députés sénateurs élus foule public".split())
_BODIES = frozenset(
    "agence alliance association centre coalition collectif comité commission conseil fédération fondation fonds "
    "front haut-commissariat institut ligue mouvement observatoire office organisation programme réseau service "
    "société union".split()
)
_TOLD = 16
"""Tokens that what a participle tells may have."""


class NounPhrases:
    """Reads noun phrases of one document; all positions are tokens, ends exclusive."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.nouns = load_nouns().sources
        self.titles = load_nouns().titles

    def begins(self, index: int) -> bool:
        """Whether a noun phrase may begin at ``index``."""
        view = self.view
        return (
            view.pos[index] in ("DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ", "X")
            or view.words[index].istitle()
            or view.lower[index] in ("des", "du", "l'", "la", "le", "d'")
        )

    def noun_phrase(self, first: int, limit: int) -> tuple[int, int]:
        """Tokens of the noun phrase that starts at ``first``, with title and apposition; end exclusive."""
        view = self.view
        index = first
        brackets = 0
        while index < limit:
            lower = view.lower[index]
            if lower == "(":
                brackets += 1
            elif lower == ")":
                brackets -= 1
                if brackets < 0:
                    break
            elif brackets == 0 and index > first:
                if lower in ("de", "d'", "à") and index + 1 < limit and "Inf" in view.tense[index + 1]:
                    break
                if lower == "d'" and index + 2 < limit and view.lower[index + 2] in MANNERS:
                    break  # *répond l'accusé | d'une voix à peine audible*
                if lower in (":", ";", "–", "—") or lower == "-" and view.end[index - 1] < view.start[index]:
                    break
                if lower == "," and (past := past_portfolios(view, index, limit)) > index:
                    index = past
                    continue
                if lower == ",":
                    if not self.apposition(index, limit):
                        break
                elif (
                    view.is_finite(index)
                    and view.pos[index] in ("VERB", "AUX")
                    or lower in RELATIVES
                    and view.pos[index] in ("PRON", "SCONJ")
                    and not (view.lower[index - 1] == "-" and view.words[index][:1].isupper())  # *l'UFC-Que Choisir*
                    or lower in ("et", "ou")
                    and (self._new_clause(index, limit) or self._quoted_quality(index, limit))
                    or (
                        lower in _STOPS
                        and view.pos[index] in ("ADP", "NOUN", "ADV", "SCONJ", "DET")
                        and not self._inside_name(index, first)
                        and (lower not in WEEKDAYS or view.region[index] is view.region[first])  # « X du dimanche »
                        and not (lower in ("ce", "cette") and view.lower[index - 1] in ("de", "par"))
                        and not self._issued(index, first, limit)
                        and not self._of_document(index, first)
                        and not self._of_office(index, first)
                    )
                ):
                    break
            index += 1
        while index > first + 1 and (view.lower[index - 1] in (",", "-", "–") or view.space[index - 1]):
            index -= 1
        return first, index

    def _quoted_quality(self, conjunction: int, limit: int) -> bool:
        """*jugée « insuffisante » par les riverains | et « suicidaire » par X*: an adjective in marks is no sayer."""
        view, inner = self.view, conjunction + 2
        return inner < limit and view.mark[conjunction + 1] and view.pos[inner] == "ADJ"

    def _inside_name(self, index: int, first: int) -> bool:
        """A preposition that belongs to the noun phrase by the parse: *à l'université*, *en chef*.

        A bare proper name takes none (*a déclaré Anne Roy | en référence à …*).
        """
        view = self.view
        if view.pos[first] == "PROPN" and not any(view.lower[i] == "," for i in range(first, index)):
            return False
        if spoken_to(view, index) or on_occasion(view, index, len(view.lower)):
            return False
        following = view.pos[index + 1] if index + 1 < len(view.lower) else ""
        described = following == "PROPN" and view.lower[index] in _AT and view.pos[index - 1] == "NOUN"
        if described and "," in view.lower[first:index]:
            return True  # *Paul Meyer, éleveur | à Saint-Flour*, wherever the parse hangs the place
        head = view.head[index]
        if view.pos[index] == "ADP" and head > index:
            governor = view.head[head]
            return (
                first <= governor < index
                and view.pos[governor] in ("NOUN", "PROPN", "ADJ")
                and view.lower[index] in ("à", "au", "aux", "en", "pour", "par", "sur", "dans", "sous", "auprès")
            )
        return False

    def _issued(self, index: int, first: int, limit: int) -> bool:
        """Whether a day or *par* stands in the participle that names an issuer: *les chiffres publiés mardi par X*."""
        view = self.view
        participle = index - 1
        while participle > first and participle > index - 4 and view.pos[participle] in ("NOUN", "ADV", "NUM"):
            participle -= 1
        if participle <= first or not view.is_participle(participle):
            return False
        agent = next((i for i in range(index, min(index + 4, limit)) if view.lower[i] == "par"), -1)
        return agent >= 0 and not any(view.lower[i] in (",", ":", ";") for i in range(index, agent))

    def _of_document(self, index: int, first: int) -> bool:
        """*les documents remis | aux investisseurs*: what a participle tells of something written belongs to it."""
        view = self.view
        near = range(index - 1, max(first, index - _TOLD), -1)
        participle = next((i for i in near if view.is_participle(i) and not view.is_finite(i)), -1)
        if participle < 0 or "," in view.lower[participle:index] or on_occasion(view, index, len(view.lower)):
            return False
        return classify_source(view, view.slice(first, participle)) in ("document", "thing")

    def _of_office(self, index: int, first: int) -> bool:
        """*la commissaire | à la Concurrence*, *une source | au cabinet*, *l'Agence mondiale | pour l'énergie*."""
        view, lower = self.view, self.view.lower[index]
        if lower in ("à", "au", "aux"):
            told = spoken_to(view, index) or on_occasion(view, index, len(view.lower))
            heard = any(word in _HEARERS for word in view.lower[index + 1 : index + 3])
            return view.lower[index - 1] in _OFFICES and not told and not heard
        if lower != "pour" or index + 2 >= len(view.lower) or view.pos[index + 1] != "DET":
            return False
        noun = first + (view.pos[first] == "DET")
        near = all(view.pos[i] == "ADJ" for i in range(noun + 1, index))
        return near and view.words[noun][:1].isupper() and view.lower[noun] in _BODIES

    def _counts_others(self, number: int, limit: int) -> bool:
        """*La ligne transporterait, dixit le maire, | 300 voyageurs*; *, 33 ans* tells of the sayer."""
        if self.view.pos[number] != "NUM":
            return False
        counted = self.view.after(number, limit)
        return counted < 0 or self.view.lower[counted] not in ("an", "ans", "fois")

    def apposition(self, comma: int, limit: int) -> bool:
        """Whether what follows the comma names the same person: *, ministre de …*, *, Jean Dupont*, *, 34 ans*."""
        view = self.view
        following = view.after(comma, limit)
        if following < 0 or view.region[following] is not view.region[comma]:
            return False
        lower = view.lower[following]
        if fold(lower) in self.titles and following + 1 < limit and view.words[following + 1][:1].isupper():
            return True  # *son avocat, maître Jean Berger*
        if self._counts_others(following, limit):
            return False
        known = fold(lower) in self.nouns and view.pos[following] in ("ADJ", "NOUN", "PROPN", "X")
        if view.pos[following] in ("VERB", "AUX", "ADP", "SCONJ", "CCONJ", "ADV") and lower not in (
            "ex",
            "dit",
            "alias",
            "un",
            "l'un",
            "l'une",
        ):
            return False
        if lower in RELATIVES or lower in _STOPS or lower in INVERTED or lower == "même":
            return False  # *Pour Sabrina, aide-soignante, | même constat*
        if view.tense[following]:
            return False
        if (
            view.pos[following] == "NOUN"
            and not known
            and not view.words[following].istitle()
            and view.dep[following] not in ("appos", "nmod", "flat:name")
        ):
            return False
        if (
            view.pos[following] == "ADJ"
            and not known
            and view.lower[following]
            not in (
                "ancien",
                "ancienne",
                "premier",
                "première",
                "vice-président",
                "jeune",
                "actuel",
                "actuelle",
            )
        ):
            return view.head[following] > following and view.pos[view.head[following]] in ("NOUN", "PROPN")
        if view.pos[following] == "NUM":
            noun = following + 1 if following + 1 < limit else following
            age = view.lower[noun] in ("ans", "mois") and (noun + 1 >= limit or view.lower[noun + 1] in (",", ")", "."))
            return age or fold(view.lower[noun]) in self.nouns or noun == following
        if view.pos[following] == "PRON":
            return lower in ("un", "une", "l'un", "l'une", "lui-même", "elle-même")
        if view.pos[following] == "DET":
            noun = next(
                (i for i in range(following + 1, min(following + 4, limit)) if view.pos[i] in ("NOUN", "PROPN")), -1
            )
            if (
                noun < 0
                or view.pos[noun] == "NOUN"
                and not view.words[noun][0].isupper()
                and fold(view.lower[noun]) not in self.nouns
            ):
                return False
        end = following
        relative = False
        while end < limit and view.lower[end] != ",":
            relative = relative or view.lower[end] in RELATIVES
            inside = relative and view.dep[end] == "acl:relcl"
            if view.is_finite(end) and view.pos[end] in ("VERB", "AUX") and not inside:
                return False
            end += 1
        return True

    def _new_clause(self, conjunction: int, limit: int) -> bool:
        view = self.view
        for index in range(conjunction + 1, min(conjunction + 12, limit)):
            if view.lower[index] in (",", ";", "qui", "que"):
                return False
            if view.is_finite(index) and view.pos[index] in ("VERB", "AUX"):
                return True
        return view.after(conjunction, limit) >= 0 and view.pos[view.after(conjunction, limit)] in (
            "VERB",
            "AUX",
            "ADP",
            "ADV",
        )
