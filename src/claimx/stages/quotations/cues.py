"""Finding cues: verb groups, nouns and prepositions of the lexicon, by form and not by tag alone."""

from __future__ import annotations

from dataclasses import dataclass

from claimx.lexicon.cues import Cues, CueVerb
from claimx.stages.by_word import ByWord
from claimx.stages.quotations.support_verbs import supported
from claimx.stages.quotations.verb_forms import Form, shares_auxiliary, verb_form
from claimx.stages.quotations.verb_groups import (
    adverbial,
    in_vain,
    inverted_before,
    past_locution,
    phase_before,
    verb_group,
    verb_of,
)
from claimx.stages.quotations.view import AUXILIARIES, FILLERS, INVERTED, View

_NEAR = 5
"""Tokens behind a verb group among which the first word of a fixed tail must be."""
_BEFORE_NOUNS = frozenset("un une du des au aux ce cet cette ces son ses mon mes ton tes notre nos chaque".split())
_OBJECT_CLITICS = frozenset({"m'", "me", "lui", "leur", "nous", "vous", "l'", "la", "le", "les", "y"})


@dataclass(slots=True)
class Hit:
    """A cue verb in the text: tokens ``first``..``last`` (inclusive) are its verb group.

    ``inverted`` is the token of an inverted subject pronoun (*a-t-il noté*), ``-1`` if there is none.
    """

    entry: CueVerb
    head: int
    first: int
    last: int
    form: Form
    inverted: int = -1
    reflexive: bool = False
    tail: int = -1

    @property
    def lemma(self) -> str:
        """Key of the cue's reading in the lexicon."""
        return self.entry.lemma


class CueFinder:
    """Finds every cue verb group of a document; one pass, hash look-ups only."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self._readings = ByWord(self._readings_of)

    def find(self, view: View) -> list[Hit]:
        """Return the cue verbs of ``view`` in text order."""
        hits = []
        for index, found in enumerate(self._readings.of(view.lower)):
            if found is None:
                continue
            lemmas, openers = found
            if view.pos[index] in ("PUNCT", "SPACE") or openers and _lacks(view, index, openers):
                continue
            if (hit := self._hit(view, index, lemmas)) is not None:
                hits.append(hit)
        return hits

    def _readings_of(self, form: str) -> tuple[tuple[str, ...], frozenset[str]] | None:
        """The readings of a form, if any; where all of them need words behind the verb, the first ones of these."""
        forms, frozen = self.cues.forms, self.cues.frozen_forms
        # *étaient* is *être*, hardly ever *étayer*.
        lemmas = frozen.get(form, ()) + (() if form in AUXILIARIES else forms.get(form, ()))
        if not lemmas and "-" in form[1:]:
            lemmas = forms.get(form.split("-", maxsplit=1)[0], ())
        if not lemmas:
            return None
        tails = [self.cues.verbs[lemma].words for lemma in lemmas]
        return lemmas, frozenset(tail[0] for tail in tails) if all(tails) else frozenset()

    def _hit(self, view: View, index: int, lemmas: tuple[str, ...]) -> Hit | None:
        form = verb_form(view, index, self.cues.form_tags.get(view.lower[index], frozenset()))
        if form is None:
            return None
        if form == "infinitive" and index and view.lower[index - 1] in _BEFORE_NOUNS:
            return None  # *un conseiller*
        first, last, inverted, reflexive, passive, en = verb_group(view, index, form)
        if form == "past_participle":
            auxiliary = any(view.lower[i] in AUXILIARIES for i in range(first, index))
            if auxiliary:
                form = "passive" if passive and not reflexive else "finite"
                if view.lower[first] in ("avoir", "être", "s'être") and form != "passive":
                    form = "infinitive"
                elif view.lower[first] in ("ayant", "étant"):
                    form = "participle"
            elif shares_auxiliary(view, index):
                form = "finite"
        if form == "participle" and index > 0 and view.lower[view.before(first)] == "en":
            form, first = "gerund", view.before(first)
        if form == "infinitive" and (pronoun := inverted_before(view, first)) >= 0:
            form, first, inverted = "finite", verb_of(view, pronoun), pronoun
        elif form == "infinitive" and (have := in_vain(view, first)) >= 0:
            form, first = "finite", have
        elif form == "infinitive" and (phase := phase_before(view, first)) >= 0:
            form, first = "finite", phase
        entry, tail = self._entry(view, index, last, lemmas, reflexive, en)
        if entry is None or form != "infinitive" and _leads_on(view, max(last, tail)):
            return None
        return Hit(entry, index, first, max(last, tail), form, inverted, reflexive, tail)

    def _entry(
        self, view: View, index: int, last: int, lemmas: tuple[str, ...], reflexive: bool, en: str
    ) -> tuple[CueVerb | None, int]:
        """The reading that fits clitics and following words: frozen ones first, then pronominal, then plain."""
        plain: CueVerb | None = None
        pronominal: CueVerb | None = None
        verbs = self.cues.verbs
        near: list[str] | None = None
        for lemma in lemmas:
            entry = verbs[lemma]
            clitics = entry.clitics
            if entry.adverbial and clitics[-2:] != en[-2:] and clitics[-1:] != en:
                continue
            if entry.words:
                if entry.reflexive != reflexive:
                    continue
                if near is None:
                    near = self._near(view, last)
                if entry.words[0] in near and (tail := self._tail(view, last, entry.words)) >= 0:
                    lends = entry.lemma == "faire part"
                    return supported(view, last, (entry.head,), self.cues) or (entry, tail) if lends else (entry, tail)
            elif entry.reflexive and reflexive:
                if pronominal is None or len(entry.clitics) > len(pronominal.clitics):
                    pronominal = entry
            elif entry.clitics in ("en", "y"):
                if not reflexive:
                    return entry, -1
            elif not entry.reflexive and plain is None:
                plain = entry
        if reflexive:
            return pronominal, -1
        return supported(view, last, (verbs[lemma].head for lemma in lemmas), self.cues) or (plain, -1)

    @staticmethod
    def _near(view: View, last: int) -> list[str]:
        """The words after ``last`` among which the first one of a fixed tail may be (see ``_tail``)."""
        i = last + 1
        end = min(last + _NEAR, len(view.lower))
        while i < end and (adverbial(view, i) or view.is_break(i) or past_locution(view, i) > i):
            i = max(i + 1, past_locution(view, i))
        return view.lower[last + 1 : i + 1]

    def _tail(self, view: View, last: int, words: tuple[str, ...]) -> int:
        i, wanted, skipped = last + 1, 0, 0
        depth = view.depth(last)
        while i < len(view.lower) and skipped <= 4:
            if view.depth(i) > depth and not view.mark[i]:
                return -1  # *réclame « justice et réparation »*: quoted words are what is said
            if view.lower[i] == words[wanted]:
                wanted += 1
                if wanted == len(words):
                    return i
                skipped = 0
            elif (past := past_locution(view, i)) > i:
                i = past  # *font à l'inverse valoir que …*
                continue
            elif adverbial(view, i) or view.is_break(i):
                skipped += 1
            else:
                return -1
            i += 1
        return -1


def _leads_on(view: View, last: int) -> bool:
    """*commence par regretter X*, *a fini par lâcher : …*: what is said hangs on the infinitive behind *par*."""
    return view.lower[last + 1 : last + 2] == ["par"] and "Inf" in "".join(view.tense[last + 2 : last + 3])


def _lacks(view: View, index: int, openers: frozenset[str]) -> bool:
    """Whether none of the words that may follow a verb stands near enough, see ``CueFinder._near``."""
    near = view.lower[index + 1 : index + 1 + _NEAR]
    # An inverted pronoun is of the verb group, which then ends further on.
    return openers.isdisjoint(near) and (not near or near[0] not in INVERTED and near[0] not in FILLERS)


def opens_marks(view: View, hit: Hit) -> bool:
    """*Elle « refuse tout report »*, *Paris a « condamné » l'attaque*: whether marks open at the cue or within it."""
    region = view.region[hit.head]
    return region is not None and view.before(hit.first) < view.token_at(region.start) <= hit.head


def cue_span(view: View, hit: Hit, *, whole: bool = False) -> tuple[int, int]:
    """The verb group without leading object clitics, unless ``whole``."""
    first = hit.first
    while not whole and first < hit.head and view.lower[first] in _OBJECT_CLITICS:
        first += 1
    opened = view.region[first] is not view.region[hit.last]  # *a « encouragé »*
    return view.slice(first, hit.last + 1 + (opened and hit.last + 1 in view.closing))
