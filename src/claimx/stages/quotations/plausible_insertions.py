"""Whether unquoted words before a verb can be what it reports: *La ligne fermera, annonce le maire*."""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property

from claimx.lexicon.function_words import RELATIVES
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import View, content_start

SAYERS = SPEAKERS | {"document", "demonstrative"}
"""Classes of those whom an inserted clause may name."""
_NO_SUBJECT = frozenset(
    "pas plus jamais impossible hors inutile faux inexact exact vrai archi-faux absurde oui non si aucunement "
    "nullement évidemment certainement absolument possible ridicule injuste".split()
)


_CONDITIONS = frozenset({"si", "s'", "quand", "tant", "avant", "sans"})
_DEGREES = frozenset({"trop", "bien", "très", "assez", "peu", "plutôt", "totalement", "parfaitement"})
_VERDICT = 5
"""Tokens of a verdict without a verb."""


class PlausibleInsertions:
    """Judges reporting clauses without marks; ``verb_forms`` are those of the cue verbs."""

    def __init__(self, view: View, clauses: Clauses, sources: SourceFinder, verb_forms: Container[str]) -> None:
        self.view = view
        self.verb_forms = verb_forms
        self.clauses = clauses
        self.sources = sources

    def _plausible(self, hit: Hit, subject: tuple[int, int], sentence: int) -> bool:
        """Unquoted content before the cue must be a clause, and the noun phrase after it a subject, not an object."""
        view = self.view
        if self._sayer_waits(hit, sentence):
            return False
        kind = classify_source(view, view.slice(*subject))
        if kind in SPEAKERS and "direct" in hit.entry.frames and view.lower[view.before(hit.first)] in ("?", "!"):
            return True  # *Pourquoi partir ? demande le maire*: the question has ended, its subject with it
        if kind == "thing" and not hit.entry.counts("que"):
            return False  # *Elle pousse la fenêtre, pose le doigt …*
        if kind == "thing" and view.lower[subject[0]] in ("un", "une", "des", "du"):
            return False  # *a levé la séance, a demandé un taxi*
        closing = view.after(subject[1] - 1, len(view.lower))
        closed = (
            closing < 0
            or view.lower[closing] in (".", ",", "(", "?", "!", ":")
            or view.sentence[closing] != view.sentence[hit.head]
        )
        if (
            hit.entry.type == "speech"
            and {"direct", "que"} <= hit.entry.frames
            and kind in SAYERS
            and closed
            and hit.first - sentence > 4
            and any(
                view.pos[i] in ("VERB", "AUX") or view.lower[i] in self.verb_forms for i in range(sentence, hit.first)
            )
        ):
            elliptic = content_start(view, sentence, hit.first)  # *Pas si l'on surveille la cuisson, tempère X*
            return (
                self._no_subject_left(hit, sentence)
                or not view.has_finite(sentence, hit.first)
                or view.lower[elliptic] in _NO_SUBJECT
                and view.lower[elliptic + 1] in _CONDITIONS
            )
        if (
            not view.has_finite(sentence, hit.first)
            and kind in ("person", "organization", "proper")
            and {"direct", "que"} <= hit.entry.frames
            and view.pos[sentence] in ("DET", "ADJ", "NUM")
            and not any(view.pos[i] == "PROPN" for i in range(sentence, hit.first))
            and classify_source(view, view.slice(sentence + 1, hit.first)) == "thing"
            and self._no_complement(hit, subject)
        ):
            return True  # *Autre point, a ajouté le ministre, …*: a thing doesn't speak, who follows the verb does
        if not view.has_finite(sentence, hit.first) and self._verbless(hit, sentence) and closed:
            return kind in SPEAKERS and "direct" in hit.entry.frames
        if not view.has_finite(sentence, hit.first):
            # A verbless content (headline, fragment) counts only with quoted words in it: else it is the subject.
            base = view.region[hit.head]
            return any(view.region[i] is not base for i in range(sentence, hit.first)) and self._no_subject_left(
                hit, sentence
            )
        return self._no_subject_left(hit, sentence) and self._no_complement(hit, subject)

    def _is_title(self, region: Region | None, subject: tuple[int, int], sentence: int, *, saw_pause: bool) -> bool:
        """*« Marées basses » dénonce la misère*, *« Marées basses », en salle mardi, raconte l'exil*: a work's name.

        It has no verb, stands right before that of the sentence or opens it, and what follows the verb says nothing.
        """
        view = self.view
        opening = view.after(sentence - 1, subject[0]) if sentence else (0 if not view.space[0] else view.after(0, 1))
        titled = self._opened.get(opening) if region is None else region
        if titled is None or region is not None and saw_pause:
            return False
        if region is None and view.token_at(titled.outer_start) != opening:
            return False
        first, end = view.token_at(titled.start), view.token_at(titled.end - 1) + 1
        if view.has_finite(first, end) or not view.words[first][:1].isupper():
            return False
        return classify_source(view, view.slice(*subject)) == "thing"

    @cached_property
    def _opened(self) -> dict[int, Region]:
        """The outermost quoted regions by their first token."""
        view = self.view
        return {view.token_at(region.outer_start): region for region in view.regions if not region.level}

    def _verbless(self, hit: Hit, sentence: int) -> bool:
        """*Dormir, promet le docteur*, *Pas de quoi pavoiser, s'agace X*: words that can be no subject of the verb."""
        first = content_start(self.view, sentence, hit.first)
        return "Inf" in self.view.tense[first] or self.view.lower[first] in _NO_SUBJECT or self._bare(first, hit.first)

    def _bare(self, first: int, verb: int) -> bool:
        """*Demande légitime, a estimé X*, *Aveu d'échec, tranche Y*: nouns without article, which can be no subject."""
        view = self.view
        comma = next((i for i in range(first + 1, min(first + _VERDICT, verb)) if view.lower[i] == ","), -1)
        if comma + 1 == verb and comma > first + 1 and view.lower[first] in _DEGREES:
            return all(view.pos[i] in ("ADV", "ADJ") for i in range(first, comma))  # *Trop tard, estime X*
        if comma < 0 or comma + 1 != verb or view.pos[first] not in ("NOUN", "ADJ"):
            return False
        if comma == first + 1 and view.pos[first] != "ADJ":
            return False
        nominal = all(view.pos[i] in ("NOUN", "ADJ") or view.lower[i] in ("de", "d'") for i in range(first, comma))
        return nominal and classify_source(view, view.slice(first, first + 1)) not in ("person", "people")

    def _sayer_waits(self, hit: Hit, sentence: int) -> bool:
        """*L'avocat du prévenu, Me Benali, plaide la légitime défense*: somebody with an apposition and no verb yet."""
        view = self.view
        if self._waits_in_clause(hit, sentence):
            return True
        joined = [
            i for i in range(sentence, hit.first - 1) if view.lower[i] in (",", ";") and self._joins(i, hit.first)
        ]
        start = joined[-1] + 1 if joined else sentence
        commas = [i for i in range(start, hit.first) if view.lower[i] == ","]
        if joined and len(commas) == 2 and not view.has_finite(start, hit.first):
            return view.after(commas[-1], hit.first) < 0  # *…, et le panneau, à l'entrée, indique encore « Vente »*
        if len(commas) < 2 or view.has_finite(sentence, hit.first) or view.after(commas[-1], hit.first) >= 0:
            return False
        if any(view.region[i] is not view.region[hit.head] for i in range(sentence, hit.first)):
            return False
        return classify_source(view, view.slice(sentence, commas[0])) in SPEAKERS

    def _waits_in_clause(self, hit: Hit, sentence: int) -> bool:
        """*…, et que cette donnée, plus que toute autre, explique la colère*: *que* and a subject with no verb yet."""
        view = self.view
        comma = view.before(hit.first, sentence)
        opening = next((i for i in range(comma - 1, sentence, -1) if view.lower[i] == ","), -1)
        que = next((i for i in range(opening - 1, sentence, -1) if view.lower[i] in ("que", "qu'")), -1)
        if view.lower[comma] != "," or que < 0 or view.pos[que] != "SCONJ" or view.has_finite(que, hit.first):
            return False
        return view.lower[que - 1] in ("et", ",") and view.pos[que + 1] in ("DET", "PROPN", "PRON")

    def _joins(self, pause: int, limit: int) -> bool:
        """*…, et le panneau …*, *… ; un compte …*: another clause begins with a noun phrase."""
        view = self.view
        first = view.after(pause, limit)
        if first >= 0 and view.lower[pause] == "," and view.lower[first] in ("et", "mais"):
            first = view.after(first, limit)
        elif view.lower[pause] == ",":
            return False
        return first >= 0 and view.pos[first] in ("DET", "PROPN")

    def _no_subject_left(self, hit: Hit, sentence: int) -> bool:
        """No noun phrase to the left waits for this verb: after *X, ministre de Y,* no finite verb has come yet."""
        view = self.view
        for child in view.tokens[hit.head].children:
            if child.dep_ in ("nsubj", "nsubj:pass") and sentence <= child.i < hit.first:
                between = range(child.right_edge.i + 1, hit.first)
                if not any(view.is_finite(i) and view.dep[i] != "acl:relcl" for i in between) and child.lower_ != "-t":
                    open_verbs = sum(
                        1
                        for i in range(sentence, hit.first)
                        if view.is_finite(i)
                        and view.pos[i] in ("VERB", "AUX")
                        and not self._in_relative(i, child.i, hit.first)
                    )
                    if open_verbs == 0:
                        return False
        return self._main_verb_left(hit, sentence)

    def _main_verb_left(self, hit: Hit, sentence: int) -> bool:
        view = self.view
        depth = 0
        for index in range(sentence, hit.first):
            lower = view.lower[index]
            if view.lower[index - 2 : index + 1] == ["en", "tant", "que"]:
                continue
            if lower in ("qui", "que", "qu'", "dont", "où", "lorsque", "quand", "si", "comme") and view.pos[index] in (
                "PRON",
                "SCONJ",
                "ADV",
            ):
                depth = min(depth + 1, 2)
            passive = view.is_participle(index) and not view.is_finite(index)
            if (
                view.is_finite(index)
                and view.pos[index] in ("VERB", "AUX")
                or (index in self.clauses.finite_cues and not passive)
            ):
                if depth == 0:
                    return True
                depth -= 1
        return not view.has_finite(sentence, hit.first)

    def _in_relative(self, index: int, low: int, high: int) -> bool:
        view = self.view
        return any(view.lower[i] in RELATIVES for i in range(max(low, index - 6), index)) and high > index

    def _no_complement(self, hit: Hit, subject: tuple[int, int]) -> bool:
        view = self.view
        following = view.after(subject[1] - 1, len(view.lower))
        return following < 0 or view.lower[following] not in ("que", "qu'")
