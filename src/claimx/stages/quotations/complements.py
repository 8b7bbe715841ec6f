"""What a cue governs: *que* and *si* clauses, infinitives, quoted and nominal objects, attributes."""

from __future__ import annotations

from collections.abc import Sequence

from claimx.lexicon.function_words import EMPHATIC, OF
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.moments import on_occasion
from claimx.stages.quotations.objects import LOCUTIONS, Complement
from claimx.stages.quotations.quoted_objects import QuotedReader
from claimx.stages.quotations.relative_limits import before_next_relative, before_outer_verb, before_parallel
from claimx.stages.quotations.view import CLITICS, View, region_token_range

_OCCASIONS = frozenset(
    "lors cours issue marge occasion sortie terme lendemain veille auprès sortir micro antenne tribune perron arrivée "
    "journée".split()
)
_BRACKET = 8
"""Tokens that a bracket between a cue and its content may have."""
_WORDS_OF_QUESTION = frozenset(
    "si s' pourquoi comment combien quand où quel quelle quels quelles qui quoi lequel "
    "laquelle lesquels lesquelles".split()
)
_NEGATIONS = frozenset({"pas", "plus", "jamais", "rien", "guère", "aucun", "aucune", "point"})
_ASKING = frozenset("à de d' pour avec sur par dans en contre chez".split())
_ASKED = frozenset("quoi qui quel quelle quels quelles combien où lequel laquelle lesquels lesquelles".split())
_ABOUT = frozenset({"concernant", "touchant"})
_STRESSED = frozenset("dire préciser indiquer écrire stipuler savoir reconnaître confirmer prouver montrer".split())
"""Verbs with which *bien que* is *indeed that*: *Le code dit bien | que …*."""
_QUANTIFIERS = frozenset("davantage plus moins assez autant beaucoup trop peu tant".split())
_MANNERS = {
    "de": frozenset({"manière", "façon"}),
    "d'": frozenset({"manière", "façon"}),
    "sans": frozenset("délai tarder attendre hésiter détour détours ambiguïté équivoque faiblir".split()),
    "avec": frozenset("fermeté force vigueur détermination".split()),
    "par": frozenset("affirmative négative force écrit".split()),
}
_ADDRESSING = frozenset("prévenir avertir informer aviser convaincre persuader".split())
_NOUNS_BEFORE_TO = frozenset({"face", "suite", "grâce"})
"""What *à* makes prepositions of."""
_TO = (["à"], ["au"], ["aux"])
_REACTING = frozenset({"deny", "refuse", "criticize", "praise", "accuse", "demand"})
_EXACTING = frozenset({"exiger", "réclamer", "demander", "attendre", "obtenir"})
_PLACING = frozenset({"à", "au", "aux", "en", "dans", "sur"})
_SHORTLY = ("peu", "juste", "aussitôt", "bientôt", "longtemps")
_GAP = 22


def says_how(view: View, region: Region, limit: int) -> bool:
    """A quoted adverbial, no content itself.

    Before the content (*a répété « à plusieurs reprises » que …*), or plainly of manner (*répondre « de manière
    symétrique » à …*).
    """
    first, close = region_token_range(view, region)
    opening, following = view.after(first, close), view.after(close - 1, limit)
    if opening >= 0 and _tells_manner(view, opening, close):
        return True
    if opening < 0 or following < 0 or view.lower[following] not in ("que", "qu'") or view.pos[following] != "SCONJ":
        return False
    verbal = any(view.is_finite(i) or "Inf" in view.tense[i] for i in range(first, close))
    return view.pos[opening] in ("ADP", "ADV") and not verbal


def _tells_manner(view: View, first: int, close: int) -> bool:
    nouns = _MANNERS.get(view.lower[first])
    if nouns is None or view.has_finite(first, close):
        return False
    return any(view.lower[i] in nouns for i in range(first + 1, min(first + 3, close)))


def _either(lower: Sequence[str], first: int, limit: int) -> bool:
    """Whether another *soit* follows behind a comma: *soit une prime, soit deux jours de congé*."""
    ahead = range(first + 1, min(first + _ALTERNATIVE, limit))
    return any(lower[i] == "soit" and lower[i - 1] == "," for i in ahead)


_ALTERNATIVE = 24
"""Tokens that the first of two things may have."""


class ComplementReader(QuotedReader):
    """Reads the complement of a cue from the surface order after its verb group."""

    def read(self, hit: Hit) -> Complement | None:
        """Return the content that ``hit`` governs to its right, one the lexicon counts first, or None."""
        self.uncounted = None
        found = self._read(hit) or self.uncounted
        return self._alternatives(hit, found) if found is not None else None

    def _alternatives(self, hit: Hit, found: Complement) -> Complement:
        """*exige | soit un recomptage, soit l'annulation du vote*: both, from the first *soit* on."""
        view = self.view
        if view.lower[found.first - 1] != "soit" or found.region is not None:
            return found
        found.first -= 1
        limit = view.bounds(hit.head)[1]
        while view.lower[found.end : found.end + 2] == [",", "soit"] and found.end + 2 < limit:
            further = self._phrase(hit, found.frame, found.end + 2, limit)
            if further is None:
                break
            found.end, found.limit = further.end, max(found.limit, further.end)
        return found

    def _read(self, hit: Hit) -> Complement | None:
        view, frames = self.view, hit.entry.frames
        if (announced := self._announced(hit)) is not None:
            return announced
        start = hit.last + 1
        limit = self.clauses.limit(hit.head)
        if view.region[hit.head] is None:
            limit = max(limit, view.bounds(hit.head)[1])
        elif (closed := self._quoted_alone(hit)) >= 0:
            start, limit = closed, view.bounds(hit.head)[1]
        elif self._completed_outside(hit):
            limit = view.bounds(hit.head)[1]
        limit = before_next_relative(view, hit, limit, self.openings)
        index = start
        nominal = -1  # where an object or addressee began
        comma = False
        while index < limit and index - start <= _GAP:
            lower = view.lower[index]
            if view.space[index]:
                index += 1
                continue
            # *plaident eux-mêmes pour une trêve*
            if lower in EMPHATIC and view.lower[index + 2 : index + 3] in (["mêmes"], ["même"]):
                index += 3
                continue
            if lower in EMPHATIC and view.lower[index + 1 : index + 2] in (["aussi"], ["non"]):
                index += 2  # *réclame | elle aussi | une enquête*
                continue
            opening = self.openings.get(index)
            if opening is not None and view.region[hit.head] is not opening:
                if says_how(view, opening, limit) or hit.entry.act in _REACTING and self._adverb_alone(opening):
                    index = region_token_range(view, opening)[1]
                    continue
                if nominal < 0 and self._addressed(hit, opening, limit):
                    nominal, index = index, region_token_range(view, opening)[1]
                    continue
                return self._quoted(hit, index, opening, limit, nominal >= 0)
            if lower == ":":
                return self._after_colon(hit, index, limit)
            if lower in ("que", "qu'") and view.lower[index - 1] in LOCUTIONS and not self._adverb_before(index, hit):
                return None
            if lower in ("que", "qu'") and not comma:
                if self._is_comparative(index, start) or "np" in frames and self._restricts(index, hit):
                    index += 1
                    continue
                infinitive = index - 1 in self.clauses.speech_infinitives and index - 1 > hit.last
                if infinitive or not self._is_complementizer(index, hit, nominal):
                    return None  # *explique X, avant de préciser | que …*: of the infinitive
                stop = before_parallel(view, hit, index + 1, limit)
                found = self._clause(hit, "que", index + 1, before_outer_verb(view, hit, index + 1, stop))
                if found is not None:
                    found.limit = min(found.limit, stop)
                return found
            if (
                lower == "ce"
                and view.lower[index - 1] not in ("en", "que")  # *en ce qui concerne*, *plus que ce qu'il dit*
                and index + 1 < limit
                and view.lower[index + 1] in ("que", "qu'", "qui", "dont")
                and nominal < 0
            ):
                return self._clause(hit, "si", index, limit) or self._clause(hit, "np", index, limit)
            if (
                lower in ("de", "pour", "quant", "à")
                and index + 2 < limit
                and view.lower[index + 2] in ("côté", "part", "tour")
                or (lower == "quant" and index + 2 < limit and view.lower[index + 2] in EMPHATIC)
            ):
                index += 3
                continue
            if (past := self._past_moment(index, limit)) > index or (past := self._past_locution(index)) > index:
                index, start = past, start + past - index
                continue
            if lower in _NOUNS_BEFORE_TO and view.lower[index + 1 : index + 2] in _TO:
                index, start = self._step_over(index + 1, start, limit)
                continue
            if lower in _ABOUT and nominal < 0 and index == hit.last + 1:
                index, start = self._step_over(index, start, limit)  # *a déclaré concernant X, que …*
                index += index < limit and view.lower[index] == ","
                continue
            if lower == "il" and view.lower[index + 1 : index + 3] == ["y", "a"]:
                index = self._past_date(index, limit)
                continue
            if (
                lower in _WORDS_OF_QUESTION
                and nominal < 0
                and index - start <= 6
                and not (lower == "s'" and index + 1 < limit and view.lower[index + 1] not in ("il", "ils"))
            ):
                if lower in ("si", "s'"):
                    return self._clause(hit, "si", index + 1, limit)
                if "si" in frames or (lower in ("pourquoi", "comment", "combien") and hit.entry.type == "speech"):
                    return self._clause(hit, "si" if "si" in frames else "que", index, limit)
            if nominal < 0 and "si" in frames and self._asks_with(index):
                return self._clause(hit, "si", index, limit)
            if lower == "(" and ")" in view.lower[index + 1 : min(index + _BRACKET, limit)]:
                index = view.lower.index(")", index + 1) + 1
                continue
            if lower == "," and self._goes_on(hit, index + 1):
                index += 1
                continue
            if lower == ",":
                skipped = self._insertion_end(index, limit)
                if skipped < 0 or self._closes_aside(hit, index) or nominal < 0 and self._of_another(index, skipped):
                    return None
                if nominal < 0:
                    start = skipped
                index = skipped
                continue
            if nominal < 0 and view.lower[index - 1] not in _PLACING and self._begins_judgement(hit, index):
                return self._phrase(hit, "obj_attr", index, limit)
            if nominal < 0 and "attr" in frames and self._begins_attribute(index, limit, hit.last):
                colon = next((i for i in range(index + 1, min(index + 4, limit)) if view.lower[i] == ":"), -1)
                sentence_end = view.sentences[view.sentence[index]][1]
                quote = next((i for i in range(max(colon, 0), sentence_end) if i in self.openings), -1)
                if colon > 0 and quote >= 0 and not any(i in self.clauses.finite_cues for i in range(colon, quote)):
                    return self._after_colon(hit, colon, limit)  # *se veut rassurant : la production « va bien »*
                if colon < 0:
                    colon = next((i for i in range(index, min(index + 4, limit)) if view.lower[i] == ":"), -1)
                if colon > 0 and (attribute := self._phrase(hit, "attr", index, colon)) is not None:
                    attribute.limit = colon
                    return attribute
                if colon > 0:
                    return self._after_colon(hit, colon, limit)
                return self._phrase(hit, "attr", index, limit)
            if lower in ("à", "au") and nominal < 0 and on_occasion(view, index, limit):
                index, start = self._step_over(index, start, limit)  # *a expliqué à la tribune que …*
                continue
            of_occasion = (
                view.lower[index - 1] in _OCCASIONS and index > hit.last + 1 and not self._is_infinitive(index + 1)
            )
            if lower in OF and of_occasion:
                index, start = self._step_over(index, start, limit)  # *a assuré lors d'une conférence que …*
                continue
            if (
                lower in ("de", "d'")
                and hit.lemma == "dire"
                and view.lower[index + 2 : index + 3] in (["que"], ["qu'"])
            ):
                index += 2  # *Il dit d'elle qu'elle …*
                continue
            of_fact = view.lower[index + 1 : index + 3] in (["fait", "que"], ["fait", "qu'"])
            if of_fact and lower in ("du", "au", "le") and frames & {"np_de", "np_a", "np"}:
                return self._fact(hit, index if lower == "le" else index + 3, limit)
            to_that = lower == "à" and view.lower[index + 1 : index + 3] in (["ce", "que"], ["ce", "qu'"])
            if to_that and nominal < 0 and "np_a" in frames and self._has_more(index + 2):
                return self._fact(hit, index + 3, limit)  # *s'engage à ce | que les aides soient versées*
            if lower in OF and nominal < 0 and (past := self._past_asked(hit, index, limit)) > index:
                index = past
                continue
            if lower in ("de", "d'", "du", "des", "à", "au", "aux"):
                found = self._prepositional(hit, index, limit, nominal)
                if found is not None:
                    return found
                # *exigé | des excuses*, where the tagger takes the article for a preposition
                article = lower == "des" and index == hit.last + 1 and "np" in frames and "np_de" not in frames
                if article and (found := self._nominal(hit, index, limit)) is not None:
                    return found
            elif lower in ("sur", "pour", "contre", "en", "comme") and (
                found := self._other_preposition(hit, index, limit, nominal)
            ):
                return found
            elif lower == "comme" and nominal < 0 and view.lower[index + 1 : index + 2] in (["un"], ["une"]):
                return None  # *On me remercie comme un intérimaire*
            if self._is_infinitive(index) and nominal < 0:
                return self._clause(hit, "inf", index, limit)
            if lower == "à" and self._is_infinitive(index + 1):
                return None  # *continue à œuvrer …*: what follows is said of the infinitive
            of_it = index + 1 < limit and view.lower[index + 1] in ("de", "d'")
            if lower in _QUANTIFIERS and of_it and nominal < 0 and "np" in frames:
                return self._phrase(hit, "np", index, limit)  # *demandent davantage de patrouilles*
            if nominal < 0 and "np" in frames and self._any(index, limit):
                return self._phrase(hit, "np", index, limit)
            between = lower == "entre" and index + 1 < limit and view.pos[index + 1] == "NUM"
            if between and nominal < 0 and "np" in frames:
                return self._phrase(hit, "np", index, limit)  # *évoquent entre 40 et 60 blessés*
            if view.pos[index] == "ADP" and lower not in OF and index + 1 not in self.openings:
                index, start = self._step_over(index, start, limit)
                continue
            if lower == "soit" and nominal < 0 and _either(view.lower, index + 1, limit):
                index, start = index + 1, start + 1
                continue
            if view.is_finite(index) and view.pos[index] in ("VERB", "AUX"):
                return None
            if nominal < 0 and index <= start + 6 and self._begins_noun_phrase(index):
                if (found := self._nominal(hit, index, limit)) is not None:
                    return found
                nominal = index
            if view.pos[index] == "CCONJ" and nominal < 0:
                return None
            index += 1
        return None

    def _quoted_alone(self, hit: Hit) -> int:
        """Token behind the marks of *Paris « condamne fermement » ces attaques*: they hold the verb alone; else -1."""
        view, region = self.view, self.view.region[hit.head]
        if region is None or not hit.first <= view.token_at(region.start) <= hit.head and not self._opens_marks(hit):
            return -1
        close = region_token_range(view, region)[1]
        adverbs = all(view.pos[i] == "ADV" or view.is_break(i) for i in range(hit.last + 1, close))
        return close if adverbs and view.text[region.end - 1] not in "!?.…," else -1

    def _completed_outside(self, hit: Hit) -> bool:
        """*Elle « exige la libération » | du président et « de ses ministres »*: the content outlasts its marks."""
        view, region = self.view, self.view.region[hit.head]
        if region is None or not self._opens_marks(hit):
            return False
        close = region_token_range(view, region)[1]
        return close < len(view.lower) and view.lower[close] in OF and view.text[region.end - 1] not in "!?.…,"

    def _addressed(self, hit: Hit, region: Region, limit: int) -> bool:
        """*accuse « certains pays » de mentir*, *demande « aux forces étrangères » de partir*: who, not what."""
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

    def _step_over(self, index: int, start: int, limit: int) -> tuple[int, int]:
        """Token past the adverbial at ``index``, and from where on the distance to the content counts."""
        past = self._past_prepositional(index, limit)
        return past, start + past - index

    def _past_asked(self, hit: Hit, index: int, limit: int) -> int:
        """Past who is to act, in *exige de la mairie | qu'elle …*, *réclame de l'État | une aide*; else ``index``."""
        view = self.view
        if hit.lemma not in _EXACTING:
            return index
        past = self._past_prepositional(index, limit)
        if past >= limit or not (view.lower[past] in ("que", "qu'") or view.pos[past] == "DET"):
            return index
        begun = index + (view.lower[index] in ("de", "d'"))
        return past if classify_source(view, view.slice(begun, past)) in SPEAKERS else index

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

    def _fact(self, hit: Hit, first: int, limit: int) -> Complement | None:
        """*se plaint du fait que …*: the clause is the content, as after a bare *que*."""
        frame = next(frame for frame in ("np_de", "np_a", "np") if frame in hit.entry.frames)
        end = self.clauses.end(first, hit.head, limit, clause=True, relative=self._in_relative(hit))
        return self._accept(hit, frame, first, self._whole_regions(first, end, limit))

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
