"""What tells a complement from an aside, an adverbial or what belongs to another verb."""

from __future__ import annotations

from claimx.lexicon.function_words import OF
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.cues import Hit, opens_marks
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.quoted_objects import QuotedReader
from claimx.stages.quotations.view import CLITICS, region_token_range

_NEGATIONS = frozenset({"pas", "plus", "jamais", "rien", "guère", "aucun", "aucune", "point"})
_ASKING = frozenset("à de d' pour avec sur par dans en contre chez".split())
_ASKED = frozenset("quoi qui quel quelle quels quelles combien où lequel laquelle lesquels lesquelles".split())
_STRESSED = frozenset("dire préciser indiquer écrire stipuler savoir reconnaître confirmer prouver montrer".split())
"""Verbs with which *bien que* is *indeed that*: *Le règlement dit bien | que …*."""
_ADDRESSING = frozenset("prévenir avertir informer aviser convaincre persuader".split())
_SHORTLY = ("peu", "juste", "aussitôt", "bientôt", "longtemps")


class ComplementSigns(QuotedReader):
    """What tells a complement from an aside, an adverbial or what belongs to another verb."""

    def _quoted_alone(self, hit: Hit) -> int:
        """Token behind the marks of *Paris « condamne fermement » ces attaques*: they hold the verb alone; else -1."""
        view, region = self.view, self.view.region[hit.head]
        if region is None or not opens_marks(view, hit):
            return -1
        close = region_token_range(view, region)[1]
        adverbs = all(view.pos[i] == "ADV" or view.is_break(i) for i in range(hit.last + 1, close))
        return close if adverbs and view.text[region.end - 1] not in "!?.…," else -1

    def _completed_outside(self, hit: Hit) -> bool:
        """*Il « réclame la restauration » | de l'orgue et « de ses claviers »*: the content outlasts its marks."""
        view, region = self.view, self.view.region[hit.head]
        if region is None or not opens_marks(view, hit):
            return False
        close = region_token_range(view, region)[1]
        return close < len(view.lower) and view.lower[close] in OF and view.text[region.end - 1] not in "!?.…,"

    def _addressed(self, hit: Hit, region: Region, limit: int) -> bool:
        """*accuse « quelques confrères » de mentir*, *demande « aux promeneurs » de partir*: who, not what."""
        view, (first, close) = self.view, region_token_range(self.view, region)
        link, opening = view.after(close - 1, limit), view.after(first, close)
        if link < 0 or opening < 0 or self.is_clause(region) or view.lower[link] not in ("de", "d'", "à"):
            return False
        to = not {"à", "au", "aux"}.isdisjoint((view.lower[opening], view.lower[first - 1]))
        asked = f"{'' if to else 'obj_'}inf_{'a' if view.lower[link] == 'à' else 'de'}"
        following = link + 1
        if asked not in hit.entry.frames or following >= limit:
            return False
        return self._is_infinitive(following) or following in self.openings and hit.entry.act == "accuse"

    def _of_another(self, comma: int, end: int) -> bool:
        """*Si les Verts applaudissent, | le PPE, première force, réclame …*: no aside, the next clause's subject."""
        view, first = self.view, self.view.after(comma, end)
        if first < 0 or view.pos[first] not in ("DET", "PROPN") or view.pos[end : end + 1] == ["SCONJ"]:
            return False
        close = end - (view.lower[end - 1] == ",")
        return (
            close > first
            and view.mark[close - 1 : close] != [True]
            and classify_source(view, view.slice(first, close)) in SPEAKERS
        )

    def _any(self, index: int, limit: int) -> bool:
        """*exclut | tout nouveau report*: an adverb by its tag, but an article before an adjective and its noun."""
        pos = self.view.pos[index + 1 : min(index + 3, limit)]
        return self.view.lower[index] == "tout" and self.view.pos[index] == "ADV" and pos == ["ADJ", "NOUN"]

    def _closes_aside(self, hit: Hit, comma: int) -> bool:
        """*Un rapport, rendu public lundi, | que la mairie juge bon*: a participle's aside, and what the noun is."""
        view = self.view
        if view.lower[comma + 1 : comma + 2] not in (["que"], ["qu'"]) or view.lower[hit.first - 1] != ",":
            return False
        return hit.first == hit.head and view.is_participle(hit.head) and not view.is_finite(hit.head)

    def _adverb_alone(self, region: Region) -> bool:
        """*dément « catégoriquement »*, *condamne « fermement » ces actes*: how somebody reacts, not what is said."""
        view, (first, close) = self.view, region_token_range(self.view, region)
        words = [i for i in range(first, close) if not view.is_break(i)]
        if len(words) != 1 or not view.lower[words[0]].endswith("ment"):
            return False
        return view.pos[words[0]] == "ADV" or view.pos[close : close + 1] == ["DET"]

    def _adverb_before(self, que: int, hit: Hit) -> bool:
        """*regrette ainsi | que le texte …*, *en outre | que …*: behind its verb it tells how, and joins nothing."""
        view = self.view
        if view.lower[que - 2 : que] == ["en", "outre"]:
            return True
        if view.lower[que - 1] in ("après", "avant") and view.lower[que - 2] in _SHORTLY:
            return True  # *ajoute peu après | que …*
        adverb = view.lower[que - 1] == "ainsi" or view.lower[que - 1] == "bien" and hit.lemma in _STRESSED
        return adverb and que - 2 == hit.last and "que" in hit.entry.frames

    def _asks_with(self, index: int) -> bool:
        """*se demande à quoi bon*, *demande avec quels moyens*: a preposition before a word of question."""
        view = self.view
        if view.lower[index] not in _ASKING or index + 2 >= len(view.lower):
            return False
        return view.lower[index + 1] in _ASKED and view.lower[index + 2] not in ("veut", "voulait")

    def _goes_on(self, hit: Hit, index: int) -> bool:
        """*est soupçonnée par X, son ancienne cadre, | de minimiser …*: the infinitive behind a described agent."""
        if hit.form not in ("passive", "past_participle") or index >= len(self.view.lower):
            return False
        return self.view.lower[index] in ("de", "d'", "à") and self._is_infinitive(index + 1)

    def _has_more(self, que: int) -> bool:
        """Something follows the verb of the clause: *les clients qu'il connaissait.* has its object before it."""
        view, end = self.view, self.view.bounds(que)[1]
        verb = next((i for i in range(que + 1, min(que + 8, end)) if view.is_finite(i)), end)
        following = view.after(verb, end) if verb < end else -1
        return following >= 0 and view.pos[following] != "PUNCT"

    def _is_complementizer(self, index: int, hit: Hit, nominal: int) -> bool:
        """*que* after a noun may be a relative pronoun: trust the tag unless the cue wants a clause."""
        view = self.view
        if self._restricts(index, hit):
            return False
        if "que" not in hit.entry.frames:
            return False
        if nominal < 0:
            return True
        if hit.lemma not in _ADDRESSING and self._takes_up(index, nominal):
            return False
        if (
            hit.lemma in _ADDRESSING
            and classify_source(view, view.slice(nominal, index)) in ("person", "people")
            and self._has_more(index)
        ):
            return True  # *a prévenu ses ouvriers qu'il partait en mai*
        if self._inverted_after(index + 1):
            return False  # *les six classes que compte l'école*
        return not (view.pos[index] == "PRON" and view.dep[index] in ("obj", "nsubj", "iobj"))

    def _takes_up(self, index: int, nominal: int) -> bool:
        """*indiquent un détour, que peu acceptent*, *tient la boutique que son père a ouverte*: a relative pronoun."""
        view = self.view
        kind = classify_source(view, view.slice(nominal, index))
        return view.lower[index - 1] == "," or kind in ("thing", "document")

    def _restricts(self, index: int, hit: Hit) -> bool:
        """*n'a vu, sous la tôle, que des sacs*: *ne … que* is *only*."""
        view = self.view
        if not any(view.lower[i] in ("ne", "n'") for i in range(hit.first, hit.head)):
            return False
        if any(view.lower[i] in _NEGATIONS for i in range(hit.first, index)):
            return False
        end = view.bounds(index)[1]
        return view.pos[index + 1 : index + 2] in (["DET"], ["NUM"]) and not view.has_finite(index, end)

    def _inverted_after(self, verb: int) -> bool:
        """Whether a verb stands right after *que*, or a noun without article that is none (*que compte l'école*)."""
        view = self.view
        if verb + 1 >= len(view.lower) or view.lower[verb] in CLITICS:
            return False
        return view.is_finite(verb) or view.pos[verb] == "NOUN" and view.pos[verb + 1] == "DET"
