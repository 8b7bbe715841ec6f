"""The subject after its verb: *a déclaré, hier, à l'AFP le ministre, Jean Dupont*."""

from __future__ import annotations

from claimx.lexicon.function_words import OF
from claimx.lexicon.locutions import load_locutions
from claimx.lexicon.nouns import load_nouns
from claimx.lexicon.tables import fold
from claimx.stages.quotations.asides import sayer_past_aside
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.moments import MONTHS, past_day
from claimx.stages.quotations.noun_phrases import MANNERS, NounPhrases
from claimx.stages.quotations.view import CLITICS

_WHERE = frozenset("à au aux dans sous sur devant chez en par pour contre avec".split())
_ADVERBS = frozenset({"volontiers", "aussitôt", "derechef", "itou", "tantôt"})
"""Adverbs that the tagger takes for nouns between a verb and its subject."""
FACES = frozenset(
    "yeux voix main mains tête regard visage air sourire larmes gorge mine bras poing poings cœur sourcils lèvres "
    "doigt front œil épaules doigts dos ton".split()
)
"""What one speaks with: *, les larmes aux yeux, …*."""
_SERVANTS = frozenset(
    "adjoint adjointe adjoints adjointes delegue deleguee conseiller conseillere conseillers attache attachee aide "
    "ministre suppleant suppleante associe associee prefet secretaire".split()
)
"""Folded nouns of those who are somebody to somebody: *adjointe au maire*."""
_DEGREES = frozenset({"brin", "peu", "rien", "tantinet", "poil"})
"""What makes little of an adjective, behind *un*."""
_ABOUT = [[pronoun] for pronoun in ("lui", "elle", "eux", "elles", "moi", "nous")]
_WHENCE = frozenset({"fond", "haut", "bord", "côté"})
"""*lance du fond de la salle un habitant*: where from, behind *du* and before *de*."""
_BEGIN = frozenset({"le", "la", "l'", "les", "un", "une"})
_MEDIA = frozenset("radio télévision chaîne quotidien journal hebdomadaire magazine site agence".split())
_LOCUTIONS = {first: tuple(words for words in load_locutions() if words[0] == first) for first in ("d'", "du")}
"""Adverbials that open as a partitive noun phrase does."""


class PostposedSubjects(NounPhrases):
    """Finds who says it behind the cue, past days, places, manners and addressees; positions are tokens."""

    def after(self, hit: Hit, limit: int) -> tuple[int, int] | None:
        """The subject noun phrase after an inverted cue (*a déclaré à l'AFP le ministre, Jean Dupont*), as tokens."""
        view = self.view
        index = hit.last + 1
        while index < limit:
            lower = view.lower[index]
            occasion = lower == "lors" and index + 1 < limit and view.lower[index + 1] in OF
            adverb = not occasion and (
                view.pos[index] == "ADV" or lower in _ADVERBS or lower.endswith("ment") and view.pos[index] != "NOUN"
            )
            if view.is_break(index) or adverb:
                index += 1
                continue
            if (past := past_day(view, index, limit)) > index or (past := self._past_locution(index)) > index:
                index = past
                continue
            if lower == "en" and index + 1 < limit and view.words[index + 1].endswith("ant"):
                index = self._skip_gerund(index + 1, limit)
                continue
            if lower in OF and view.lower[index + 1 : index + 2] in _ABOUT:
                index += 2  # *disait d'elle son ami*, *dit de lui-même Paul Roy*
                index += 2 * (view.lower[index : index + 2] in (["-", "même"], ["-", "mêmes"]))
                continue
            if lower == "d'" and view.lower[index + 1 : index + 2] == ["emblée"]:
                index += 2
                continue
            if lower == "d'" and index + 3 < limit and view.lower[index + 2] in MANNERS:
                index += 3  # *résume d'un mot Yvette*, *raconte d'une voix blanche la mère*
                while index + 1 < limit and (
                    view.pos[index] in ("ADJ", "ADV")
                    or view.pos[index] == "NOUN"
                    and view.pos[index + 1] in ("DET", "PROPN")  # *d'un ton sec le maire*, so tagged
                ):
                    index += 1
                continue
            whence = lower == "du" and index + 2 < limit and view.lower[index + 1] in _WHENCE
            whence = whence and view.lower[index + 2] in OF
            if occasion or whence or view.pos[index] == "ADP" and lower not in ("des", "du", "d'"):
                index = self._skip_issued(self._skip_prepositional(index + occasion, limit), limit)
                continue
            if lower == ",":
                if (past := self._past_bracketed(index + 1, limit)) > index + 1:
                    index = past
                    break
                index = self._skip_aside(index + 1, limit)
                if index < limit and (view.pos[index] == "ADP" or past_day(view, index, limit) > index):
                    continue
                if index >= limit or view.pos[index] not in ("DET", "PROPN", "NOUN"):
                    return None
                continue
            break
        if index >= limit or not self.begins(index):
            return None
        return self._without_addressee(self.noun_phrase(index, limit))

    def _without_addressee(self, found: tuple[int, int]) -> tuple[int, int]:
        """*affirme la jeune femme | à la présidente*: somebody spoken to, not *l'adjointe au maire*."""
        view, (first, end) = self.view, found
        for index in range(first + 1, end - 1):
            if view.lower[index] not in ("à", "au", "aux") or fold(view.lower[index - 1]) in _SERVANTS:
                continue
            noun = index + 1 + (view.pos[index + 1] == "DET")
            known = self.nouns.get(fold(view.lower[noun]), ()) if noun < end else ()
            if any(each.kind == "person" for each in known) and not view.mark[noun]:
                return first, index
        return found

    def _past_locution(self, index: int) -> int:
        """Past *d'entrée*, *du même souffle*; ``index`` if no such locution begins there."""
        for words in _LOCUTIONS.get(self.view.lower[index], ()):
            if tuple(self.view.lower[index : index + len(words)]) == words:
                return index + len(words)
        return index

    def _past_bracketed(self, first: int, limit: int) -> int:
        """*raconte, dans un français précis, une soudeuse*; *confie, les yeux rougis, la cofondatrice*.

        Past the comma that closes where, how or with what face it is said, if a noun phrase follows; else ``first``.
        """
        view, begun = self.view, first
        while first < limit and view.pos[first] == "ADV" and view.lower[first] != "peu":
            first += 1  # *confie, encore sous le choc, une voisine*
        if first + 2 >= limit or view.lower[first] in ("des", "du", "de", "d'", "par", "selon", "pour"):
            return begun
        if not self._tells_how(first):
            return begun
        sayer = sayer_past_aside(view, begun - 1, limit)
        return sayer if sayer >= 0 and past_day(view, sayer, limit) == sayer else begun

    def _tells_how(self, index: int) -> bool:
        """*dans un sourire*, *un brin amusé*, *les yeux rougis*, *tout sourire*, *debout*: no sayer begins so."""
        view, lower = self.view, self.view.lower[index]
        degree = lower == "peu" or lower == "un" and view.lower[index + 1] in _DEGREES
        return view.pos[index] == "ADP" or degree or self._bare(index) or self.tells_face(index)

    def _bare(self, index: int) -> bool:
        """*casquette sur le crâne*, *chiffres à l'appui*, *debout*: no article, and nobody's name or kind."""
        view = self.view
        lower, known = view.lower[index], fold(view.lower[index])
        people = known in self.titles or any(noun.kind == "person" for noun in self.nouns.get(known, ()))
        if view.words[index][:1].isupper() or people:
            return False
        return view.pos[index] == "NOUN" or lower in ("tout", "toute")

    def tells_face(self, index: int) -> bool:
        """*les yeux rougis*, *mains jointes*, *l'air grave*: with what face or gesture one speaks."""
        return any(word in FACES for word in self.view.lower[index : index + 2])

    def _skip_gerund(self, participle: int, limit: int) -> int:
        """Past *en souriant*, *en ajustant ses lunettes,*: to its comma, if one stands before the next verb."""
        view = self.view
        for index in range(participle + 1, min(participle + 10, limit)):
            if view.is_finite(index):
                break
            if view.lower[index] == ",":
                return index
        if participle + 1 < limit and view.pos[participle + 1] == "DET":
            # *a soupiré en rassemblant ses dossiers la députée*
            past = self._skip_prepositional(participle, limit)
            if past < limit and view.pos[past] in ("DET", "PROPN"):
                return past
        return participle + 1

    def _skip_aside(self, first: int, limit: int) -> int:
        """*répond, visiblement agacé par la question, le ministre*: the second comma of what tells how it is said."""
        view = self.view
        index = first
        while index < limit and (view.pos[index] == "ADV" or view.is_break(index)):
            index += 1
        if index >= limit or not (view.pos[index] == "ADJ" or view.is_participle(index) and not view.is_finite(index)):
            return first
        for comma in range(index + 1, min(index + 14, limit)):
            if view.is_finite(comma) or view.mark[comma]:
                break
            if view.lower[comma] == ",":
                return comma + 1
        return first

    def _skip_issued(self, index: int, limit: int) -> int:
        """*écrit dans un courriel daté du 29 février son porte-parole*: past the participle and its day."""
        view = self.view
        if index + 1 >= limit or not view.is_participle(index) or view.is_finite(index):
            return index
        if view.lower[index + 1] in _WHERE and view.dep[index] in ("acl", "amod"):
            # *devant des militants réunis sous la halle l'ancienne ministre*
            return self._skip_prepositional(index + 1, limit)
        of_day = index + 1 if view.lower[index + 1] in ("du", "de", "le") else index
        if (past := past_day(view, of_day + 1, limit)) > of_day + 1:
            return past
        dated = of_day + 2 < limit and view.lower[of_day + 1][:1].isdigit() and view.lower[of_day + 2] in MONTHS
        return of_day + 3 if dated else index

    def _past_name(self, noun: int, index: int, limit: int) -> int:
        """*auprès de Congo | Check | le directeur*, *à New | York | Jean Dupont*: the rest of a name of two words.

        An article or a first name begins the subject behind it.
        """
        view, end = self.view, index
        if not view.words[noun][:1].isupper():
            return index
        given = load_nouns().given_names
        while end < limit and view.words[end][:1].isupper():
            if fold(view.words[end]) in given:
                return end
            end += 1
        begun = index < end < limit and view.pos[end] == "DET" and view.lower[end] in _BEGIN
        return end if begun else index

    def _full_name(self, index: int, limit: int) -> bool:
        """*au micro de la radio locale | Paul Petit*: a given name and another word with a capital."""
        words = self.view.words
        named = index + 1 < limit and words[index].istitle() and words[index + 1][:1].isupper()
        return named and fold(words[index]) in load_nouns().given_names

    def _skip_prepositional(self, index: int, limit: int) -> int:
        """Past a prepositional phrase of the frame: *à l'AFP, lors d'une réunion, dans un communiqué*."""
        view = self.view
        noun = -1
        i = index + 1
        while i < limit and i < index + 8:
            if i == index + 1 and view.lower[i] == "travers":
                i += 1  # *crie à travers la salle le père*
                continue
            tried = view.is_participle(i) and fold(view.lower[i]) in self.nouns  # *lance au prévenu la procureure*
            if tried or view.pos[i] in ("NOUN", "PROPN", "PRON") and view.lower[i] not in CLITICS:
                noun = i
                break
            if i == index + 1 and view.lower[i].isdigit() and view.pos[i + 1 : i + 2] == ["DET"]:
                return i + 1  # *par 102 voix contre 80 | le Conseil national*
            i += 1
        if noun < 0:
            return index + 1
        i = noun + 1
        while i + 1 < limit and view.lower[i] == "-" and view.words[i + 1][:1].isupper():
            i += 2  # *à Nzeng-Ayong*
        i = self._past_name(noun, i, limit)
        while i < limit:
            pos, lower = view.pos[i], view.lower[i]
            proper = (
                pos == "PROPN"
                and (view.pos[i - 1] == "PROPN" or i == noun + 1 and view.lower[noun] in _MEDIA)
                and view.head[i] in range(index, i)
                and not view.words[i - 1].isupper()
            )
            if pos == "NUM" and not lower[:1].isdigit():
                break  # *ont déclaré à CNN | deux sources proches du dossier*
            if pos in ("ADJ", "NUM") or lower in OF or proper:
                i += 1
                if lower in OF:
                    begin = i
                    while (
                        i < limit
                        and view.pos[i] in ("DET", "NOUN", "ADJ", "NUM")
                        # *depuis le fond de la salle | un habitant*: behind a noun an article opens another phrase
                        and not (i > begin and view.pos[i] == "DET" and view.pos[i - 1] in ("NOUN", "ADJ"))
                        and not (i > begin + 1 and self._full_name(i, limit))
                        or i < limit
                        and view.pos[i] == "PROPN"
                        and view.pos[i - 1] != "NOUN"
                        and not (i > begin + 1 and self._full_name(i, limit))
                    ):
                        i += 1
                continue
            break
        return i
