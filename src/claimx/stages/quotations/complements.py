"""What a cue governs: *que* and *si* clauses, infinitives, quoted and nominal objects, attributes."""

from __future__ import annotations

from collections.abc import Sequence

from claimx.lexicon.function_words import EMPHATIC, OF
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.complement_signs import ComplementSigns
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.moments import on_occasion
from claimx.stages.quotations.objects import LOCUTIONS, Complement
from claimx.stages.quotations.relative_limits import before_next_relative, before_outer_verb, before_parallel
from claimx.stages.quotations.view import View, region_token_range

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
_ABOUT = frozenset({"concernant", "touchant"})
_QUANTIFIERS = frozenset("davantage plus moins assez autant beaucoup trop peu tant".split())
_MANNERS = {
    "de": frozenset({"manière", "façon"}),
    "d'": frozenset({"manière", "façon"}),
    "sans": frozenset("délai tarder attendre hésiter détour détours ambiguïté équivoque faiblir".split()),
    "avec": frozenset("fermeté force vigueur détermination".split()),
    "par": frozenset("affirmative négative force écrit".split()),
}
_NOUNS_BEFORE_TO = frozenset({"face", "suite", "grâce"})
"""What *à* makes prepositions of."""
_TO = (["à"], ["au"], ["aux"])
_REACTING = frozenset({"deny", "refuse", "criticize", "praise", "accuse", "demand"})
_EXACTING = frozenset({"exiger", "réclamer", "demander", "attendre", "obtenir"})
_PLACING = frozenset({"à", "au", "aux", "en", "dans", "sur"})
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


class ComplementReader(ComplementSigns):
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

    def _fact(self, hit: Hit, first: int, limit: int) -> Complement | None:
        """*se plaint du fait que …*: the clause is the content, as after a bare *que*."""
        frame = next(frame for frame in ("np_de", "np_a", "np") if frame in hit.entry.frames)
        end = self.clauses.end(first, hit.head, limit, clause=True, relative=self._in_relative(hit))
        return self._accept(hit, frame, first, self._whole_regions(first, end, limit))
