"""Cue nouns: *l'annonce que …*, *les accusations selon lesquelles …*, *sa promesse de …*, *cette réponse : « … »*."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from claimx.lexicon.cues import NOMINAL_FRAMES, Cues
from claimx.lexicon.function_words import NE, OF, POSSESSIVES
from claimx.records import Kind
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper, Span
from claimx.stages.quotations.clause_starts import before_predicate, main_verb
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import CLITICS, View, region_token_range

# What these name are words: *le mot « honte »*, *aux cris de « Dehors »*.
_NAMES_OF_WORDS = frozenset("mot formule phrase slogan cri expression devise question appel mot d'ordre".split())
_TENDERS = frozenset({"candidature", "candidatures", "projets", "idées", "manifestation", "manifestations"})
_LETTING = frozenset("fait font faisait faisaient laisse laissent laissé laissait laissaient".split())
_GAP = 12


class NounFinder:
    """Finds contents that a noun of saying governs; ``judges`` are verbs that say something *of* somebody."""

    def __init__(
        self,
        view: View,
        cues: Cues,
        clauses: Clauses,
        sources: SourceFinder,
        shaper: Shaper,
        openings: dict[int, Region],
        judges: AbstractSet[int],
    ) -> None:
        self.view, self.cues, self.clauses, self.judges = view, cues, clauses, judges
        self.sources, self.shaper, self.openings = sources, shaper, openings
        self._last = -1
        """Last token of the noun in hand, which may have several words."""

    def candidates(self, extents: dict[int, Extent]) -> list[Candidate]:
        """Return one candidate for each cue noun with a content; ``extents`` gets what of them may move."""
        found = []
        known = self.cues.noun_words
        for index in [index for index, lower in enumerate(self.view.lower) if lower in known]:
            if self.view.pos[index] == "NOUN" and index not in self.clauses.finite_cues:
                lemma, last = self.cues.noun_at(self.view.lower, index)
                self._last = last
                item = self._candidate(index, lemma, extents) if lemma is not None else None
                if item is not None:
                    found.append(item)
        return found

    def _tells_how(self, opening: int, end: int) -> bool:
        """*répondra aux questions « sans se dérober »*: an adverbial in marks is no words of the noun."""
        view, first = self.view, self.view.after(opening, end)
        return first >= 0 and view.lower[first] in ("sans", "avec", "en", "dans") and not view.has_finite(first, end)

    def _candidate(self, index: int, lemma: str, extents: dict[int, Extent]) -> Candidate | None:
        view, entry = self.view, self.cues.nouns[lemma]
        limit = self.clauses.limit(index)
        base = view.region[index]
        aside = -1
        for i in range(self._last + 1, min(self._last + 1 + _GAP, limit)):
            lower = view.lower[i]
            region = self.openings.get(i)
            if region is not None and region is not base:
                if "direct" not in entry.frames or i > self._last + 2 and view.lower[view.before(i)] != ":":
                    return None
                if view.lower[i - 1] in ("de", "d'") and self._is_judged(index):
                    return None
                if lemma == "question" and view.pos[index - 1] != "DET":
                    return None  # *il n'est pas question de « brader le port »*
                end = region_token_range(view, region)[1]
                colon = view.lower[view.before(i)] == ":"
                if not colon and (self._tells_how(i, end) or not self._is_what_it_says(lemma, i, end)):
                    return None
                shaped = self.shaper.shape(i, end, base)
                return self._make(index, lemma, "direct", shaped, None, extents) if shaped else None
            if lower in ("que", "qu'") and "que" in entry.frames and self._begins_relative(i, limit):
                return None
            if lower in ("que", "qu'") and view.pos[i] == "SCONJ" and "que" in entry.frames:
                return self._clause(index, lemma, "que", i + 1, limit, base, extents)
            if (
                lower == "selon"
                and i + 1 < limit
                and view.lower[i + 1].endswith(("lesquelles", "lesquels", "laquelle", "lequel"))
            ):
                return self._clause(index, lemma, "selon", i + 2, limit, base, extents)
            if lower in ("de", "d'", "à") and i + 1 < limit and "Inf" in view.tense[i + 1]:
                frame = "inf_a" if lower == "à" else "inf_de"
                return self._clause(index, lemma, frame, i, limit, base, extents) if frame in entry.frames else None
            if (
                (frame := NOMINAL_FRAMES.get(lower, "")) in entry.frames
                and (
                    i == self._last + 1
                    or frame == "np_a"
                    and self._behind_sayer(i, ("de", "d'", "du", "des"))
                    or frame == "np_de"
                    and self._behind_sayer(i, ("par",))
                )
                and self._names_content(i, limit)
            ):
                return self._phrase(index, lemma, frame, i, limit, base, extents)
            if i <= aside:
                continue
            if lower == "," and (aside := self._aside_end(i, limit)) > i:
                continue
            if view.is_finite(i) and view.pos[i] in ("VERB", "AUX") or lower in (",", ";", ".", "et"):
                return None
        return None

    def _is_what_it_says(self, lemma: str, first: int, end: int) -> bool:
        """Whether quoted words right behind a noun may be what it says.

        No description (*un texte « déséquilibré »*), no predicate of it (*Selon X, le texte « ne changera rien »*).
        """
        view = self.view
        if lemma not in _NAMES_OF_WORDS and not view.has_finite(first, end):
            return False
        index = view.after(first, end)
        while index >= 0 and (view.lower[index] in CLITICS or view.lower[index] in NE):
            index = view.after(index, end)
        return not (index >= 0 and view.is_finite(index) and view.pos[index] in ("VERB", "AUX"))

    def _behind_sayer(self, preposition: int, links: tuple[str, ...]) -> bool:
        """*l'appel de l'ONU | à un cessez-le-feu*, *l'annonce par le maire | d'une réforme*."""
        view, of = self.view, self._last + 1
        if view.lower[of] not in links or preposition <= of + 1:
            return False
        return classify_source(view, view.slice(of + 1, preposition)) in SPEAKERS

    def _aside_end(self, comma: int, limit: int) -> int:
        """*l'assurance, donnée en mai par X, que …*: the comma before *que*, else ``comma``."""
        view = self.view
        following = view.after(comma, limit)
        if following < 0 or not view.is_participle(following) or view.is_finite(following):
            return comma
        close = next((i for i in range(following, min(following + _GAP, limit)) if view.lower[i] == ","), comma)
        after = view.after(close, limit) if close > comma else -1
        return close if after >= 0 and view.lower[after] in ("que", "qu'") else comma

    def _is_judged(self, noun: int) -> bool:
        """*a qualifié le texte de « bricolage »*: the noun is what the quoted words are said of."""
        return any(i in self.judges for i in range(max(noun - 6, 0), noun))

    def _names_content(self, preposition: int, limit: int) -> bool:
        """*l'annonce | d'une réforme*, not *l'annonce | du gouvernement*: a thing is named, no speaker."""
        view = self.view
        if preposition + 1 >= limit or "Inf" in view.tense[preposition + 1]:
            return False
        if view.lower[preposition] == "à" and view.lower[preposition + 1] in _TENDERS:
            return False  # *l'appel à candidatures sera clos le 15 mars*
        noun = next(
            (i for i in range(preposition, min(preposition + 5, limit)) if view.pos[i] in ("NOUN", "PROPN")), -1
        )
        return noun >= 0 and classify_source(view, view.slice(noun, noun + 1)) in ("thing", "document")

    def _phrase(
        self,
        index: int,
        lemma: str,
        frame: str,
        first: int,
        limit: int,
        base: Region | None,
        extents: dict[int, Extent],
    ) -> Candidate | None:
        view, entry = self.view, self.cues.nouns[lemma]
        inside = first + (view.lower[first] in ("de", "d'", "à", "du", "des", "au", "aux", "sur", "pour", "contre"))
        limit = before_predicate(view, inside, limit)
        end = self.clauses.end(inside, index, limit, nominal=True, phrase=True)
        agent = next((i for i in range(inside, end) if view.lower[i] == "par"), -1)
        if agent > inside:
            end = agent
        shaped = self.shaper.shape(inside, end, base, clause=False) if end > inside else None
        if shaped is None:
            return None
        extent = Extent(
            "end", inside, end, inside, limit, index, base, direct=False, starts=(first,) if first < inside else ()
        )
        item = self._make(index, lemma, frame, shaped, extent, extents)
        if not entry.counts(frame, quoted=shaped[0] == "mixed"):
            item.features["uncounted"] = "True"
        return item

    def _begins_relative(self, que: int, limit: int) -> bool:
        """*une version que conteste X*: a verb right after *que* has the noun for its object."""
        view = self.view
        following = view.after(que, limit)
        return following >= 0 and view.is_finite(following) and view.pos[following] in ("VERB", "AUX")

    def _clause(
        self,
        index: int,
        lemma: str,
        frame: str,
        first: int,
        limit: int,
        base: Region | None,
        extents: dict[int, Extent],
    ) -> Candidate | None:
        view, entry = self.view, self.cues.nouns[lemma]
        if first >= limit:
            return None
        clause = frame in ("que", "selon")
        begun = main_verb(view, first, limit) + 1 if clause else first
        limit = before_predicate(view, begun, limit) if begun < limit else limit
        end = self.clauses.end(first, index, limit, clause=clause)
        quoted = any(view.region[i] is not base for i in range(first, end))
        if not entry.counts(frame, quoted=quoted):
            return None
        shaped = self.shaper.shape(first, end, base, direct=clause)
        if shaped is None:
            return None
        return self._make(index, lemma, frame, shaped, Extent("end", first, end, first, limit, index, base), extents)

    def _make(
        self,
        index: int,
        lemma: str,
        frame: str,
        shaped: tuple[Kind, list[Span]],
        extent: Extent | None,
        extents: dict[int, Extent],
    ) -> Candidate:
        view, entry = self.view, self.cues.nouns[lemma]
        source, start = self._source(index, lemma, frame), shaped[1][0][0]
        by_agent = view.lower[self._last + 1 : self._last + 2] == ["par"]
        if by_agent and source is not None and source[0] < start < source[1]:
            # *l'annonce par le maire | d'une réforme*
            stop = view.token_at(start) - (extent is not None and bool(extent.starts))
            first = view.token_at(source[0])
            source = view.slice(first, stop) if first < stop else source
        item = Candidate(
            shaped[0],
            shaped[1],
            f"noun_{frame}",
            0.5,
            cue=view.slice(index, self._last + 1),
            cue_lemma=lemma,
            source=source,
            features={"type": entry.type, "frame": f"noun-{frame}", "form": "noun"},
        )
        if extent is not None:
            extents[id(item)] = extent
        return item

    def _source(self, index: int, lemma: str, frame: str) -> tuple[int, int] | None:
        """A possessive before the noun, or *de* + noun phrase after it, or of who raises it the subject.

        *X a rejeté les allégations selon lesquelles …* are not X's.
        """
        view = self.view
        for i in range(max(index - 3, 0), index):
            if view.lower[i] in POSSESSIVES:
                return view.slice(i, i + 1)
        for i in range(self._last + 1, min(self._last + 3, len(view.lower) - 1)):
            if view.lower[i] in OF and "Inf" not in view.tense[i + 1] and not view.mark[i + 1]:
                first, end = self.sources.noun_phrase(i + 1, self.clauses.limit(index))
                while end > first + 1 and view.lower[end - 1] in ("que", "selon", "de", "d'"):
                    end -= 1
                if classify_source(view, view.slice(first, end)) != "thing":
                    return view.slice(first, end)
        raised = frame != "selon" or self.view.lemma[self.view.head[index]] in self.cues.nouns[lemma].supports
        return self._agent(index) or (self._subject(index) if raised else None)

    def _agent(self, index: int) -> tuple[int, int] | None:
        """*l'appel à la trêve lancé par l'Union africaine*."""
        view = self.view
        limit = self.clauses.limit(index)
        for i in range(self._last + 1, min(self._last + 16, limit - 1)):
            if view.is_finite(i) or view.lower[i] in (",", ";"):
                return None
            if view.lower[i] == "par":
                return view.slice(*self.sources.noun_phrase(i + 1, limit))
        return None

    def _subject(self, index: int) -> tuple[int, int] | None:
        """*L'agence a lancé un appel à …*: the subject of the verb that the noun is the object of.

        *X fait planer la menace de …*: that of the verb which governs its verb.
        """
        view = self.view
        verb = view.head[index]
        if view.lower[view.before(verb)] in _LETTING:
            verb = view.before(verb)
        for child in view.tokens[verb].children:
            if child.dep_ == "nsubj" and child.i < verb and child.i != index:
                low = view.bounds(index)[0]
                if child.lower_ == "qui":
                    antecedent = self.sources.antecedent(child.i, low)  # *des manifestants, qui …, aux cris de « … »*
                    return view.slice(*antecedent) if antecedent is not None else None
                first, end = max(view.left_edge[child.i], low), child.right_edge.i + 1
                comma = next((i for i in range(child.i, end) if view.lower[i] == ","), end)
                return view.slice(first, comma)
        return None
