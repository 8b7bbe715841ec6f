"""Reports of the sentence before: *Le tram changera de route. Le ministre l'a annoncé.*; *C'est ce qu'affirme X.*.

*« Un gâchis ». C'est ainsi que X qualifie le pont*: the quotation before is X's, whatever the verb.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimx.lexicon.function_words import OF, QUE
from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.candidates import Candidate, Shaper
from claimx.stages.quotations.cues import Hit, cue_span
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import ETRE, View, content_start

_OF_PERSONS = frozenset(
    {
        "assumer",
        "rappeler",
        "reconnaître",
        "prévenir",
        "avertir",
        "informer",
        "entendre",
        "écrire",
        "croire",
        "savoir",
        "accuser",
    }
)
"""Verbs whose *l'* is mostly somebody, or a thing (*Il l'a reconnu*, *Il l'a écrit en 1990*)."""
_NOUNS = frozenset({"conclusion", "constat", "conviction", "avis", "diagnostic", "verdict", "enseignement"})
_PRESENTING = frozenset({"c'", "tel", "telle"})
_DETERMINERS = frozenset({"la", "le", "l'"})
_CLITICS = frozenset({"l'", "le"})
_FIRST_PERSON = frozenset({"je", "j'", "nous", "on"})
_IN_THESE_WORDS = (
    ["c'", "est", "ainsi"],
    ["c'", "est", "comme", "ça"],
    ["c'", "est", "comme", "cela"],
    *(
        ["c'", "est", link, *words]
        for link in ("par", "avec", "en", "sur")
        for words in (["ces", "mots"], ["ces", "termes"])
    ),
)
_AT_LEAST = [["du", "moins", ","], ["en", "tout", "cas", ","], ["en", "tous", "cas", ","], ["en", "substance", ","]]
_OPENING = 2
"""Tokens that may stand before the subject of such a sentence (*Hier soir, le ministre l'a annoncé*)."""
_CLAUSE = 9
"""Tokens from which a sentence has a verb, whatever the tags."""
_REACH = 10
"""Tokens of a sentence in which *c'est ce que* stands."""

_THIS = ["c'", "est", "ce"]


def _reports_itself(view: View, hit: Hit) -> bool:
    """Whether a verb that may report does: *dit que …*, *…, dit-il*, *…, dit X*; not *Les combats ont repris*."""
    if "que" not in hit.entry.frames:
        return False
    end = view.bounds(hit.head)[1]
    said_behind = not {*QUE, ":", "si"}.isdisjoint(view.lower[hit.last + 1 : end])
    before = view.before(hit.first)
    return said_behind or hit.inverted >= 0 or before >= 0 and view.lower[before] == ","


class PreviousSentences:
    """Finds them in one document; positions are tokens."""

    def __init__(self, view: View, hits: Sequence[Hit], sources: SourceFinder, shaper: Shaper) -> None:
        self.view, self.sources, self.shaper = view, sources, shaper
        self._reports = {view.sentence[hit.head] for hit in hits if hit.form == "finite" and _reports_itself(view, hit)}
        self._hits = hits

    def candidates(self) -> list[Candidate]:
        """Return one candidate for each sentence that only reports the one before it in its paragraph."""
        found = [self._of_noun(index) for index, lower in enumerate(self.view.lower) if lower in _NOUNS]
        for hit in self._hits:
            if hit.form == "finite" and (quoted := self._in_these_words(hit)) is not None:
                found.append(quoted)
            elif hit.form == "finite" and "que" in hit.entry.frames and hit.entry.type not in ("gesture", "thought"):
                low, limit = self.view.bounds(hit.head)
                inner = self._inner(hit, low)
                source = self._presented(hit, inner, limit) if inner > low else None
                source = source or self._presented(hit, low, limit) or self._taken_up(hit, low, limit)
                if source is not None:
                    cue, kind = cue_span(self.view, hit), hit.entry.type
                    found.append(self._candidate(hit.head, cue, hit.lemma, kind, source, (low, inner)))
        return [item for item in found if item is not None]

    def _in_these_words(self, hit: Hit) -> Candidate | None:
        """*« Un gâchis » : c'est ainsi que X qualifie le pont*, *… C'est par ces mots que X a annoncé …*."""
        view = self.view
        far = max(hit.first - _REACH, 0)
        if QUE.isdisjoint(view.lower[far + 1 : hit.first]):
            return None
        que = next(i for i in range(hit.first - 1, far, -1) if view.lower[i] in QUE)
        words = next((words for words in _IN_THESE_WORDS if view.lower[que - len(words) : que] == words), None)
        if words is None and view.lower[que - 3 : que] == _THIS and view.lower[que - 4] in (":", ","):
            words = _THIS  # *« Un gâchis » : c'est ce qu'a répondu X*
        if words is None:
            return None
        first = que - len(words)
        before = first - 1
        while before >= 0 and (view.space[before] or view.lower[before] in (":", ".", ",", "–", "—")):
            before -= 1
        region = view.closing.get(before)
        if region is None or region.continues is not None or "\n" in view.text[region.outer_end : view.start[first]]:
            return None
        tokens = self.sources.before(hit, que + 1) or self.sources.after(hit, view.bounds(hit.head)[1])
        if tokens is None:
            return None
        return Candidate(
            "direct",
            self.shaper.region_segments(region),
            "in_these_words",
            0.8,
            cue=cue_span(view, hit),
            cue_lemma=hit.lemma,
            source=view.slice(*tokens),
            features={"type": "speech", "frame": "direct", "as": "postposed_clause"},
        )

    def _inner(self, hit: Hit, low: int) -> int:
        """*Les prix montent, | c'est ce que révèle X*: *c'* behind what it takes up in its sentence, or -1."""
        lower = self.view.lower
        near = range(hit.first - 1, max(low + 1, hit.first - _REACH), -1)
        inner = next((i for i in near if lower[i] == "c'" and lower[i - 1] in (",", ":")), -1)
        return inner if inner > low and self.view.has_finite(low, inner - 1) else -1

    def _presented(self, hit: Hit, low: int, limit: int) -> tuple[int, int] | None:
        """The source in *C'est (du moins) ce qu'affirme X*, *Du moins, c'est ce que X affirme*, *Voilà ce que …*."""
        view = self.view
        low += next((len(words) for words in _AT_LEAST if view.lower[low : low + len(words)] == words), 0)
        shows = view.lower[low] == "voilà" and hit.entry.type == "speech"
        presents = shows or view.lower[low] == "c'" and view.lower[low + 1] in ETRE
        if not presents:
            return None
        que = next((i for i in range(low + 1, min(low + _REACH, hit.first)) if view.lower[i] in ("que", "qu'")), -1)
        if que < 0 or view.lower[que - 1] != "ce" or view.has_finite(que, hit.first):
            return None
        if hit.inverted >= 0:
            return self._alone(self.sources.of_inverted(hit), hit.last + 1, limit)
        after = que + 1 == hit.first
        tokens = self.sources.after(hit, limit) if after else self.sources.before(hit, que + 1)
        if tokens is None:
            return None
        return self._alone(view.slice(*tokens), max(tokens[1], hit.last + 1), limit)

    def _taken_up(self, hit: Hit, low: int, limit: int) -> tuple[int, int] | None:
        """The source in *Le ministre l'a annoncé mardi*."""
        view = self.view
        agreeing = view.lower[hit.head].endswith(("e", "s")) and view.is_participle(hit.head)
        if hit.lemma in _OF_PERSONS or hit.inverted >= 0 or agreeing:
            return None
        group = view.lower[max(hit.first - 1, low) : hit.head]
        if _CLITICS.isdisjoint(group) or not {"ne", "n'"}.isdisjoint(group):
            return None
        tokens = self.sources.before(hit, low)
        if tokens is None or tokens[0] > content_start(view, low, hit.first) + _OPENING:
            return None
        return self._alone(view.slice(*tokens), hit.last + 1, limit)

    def _alone(self, source: tuple[int, int] | None, after: int, limit: int) -> tuple[int, int] | None:
        """The source, unless a content of its own follows."""
        view = self.view
        if source is None or view.text[source[0] : source[1]].lower().replace("’", "'") in _FIRST_PERSON:
            return None
        if view.has_finite(after, limit) or any(view.lower[i] in (":", "que", "qu'") for i in range(after, limit)):
            return None
        return None if any(map(view.mark.__getitem__, range(after, limit))) else source

    def _of_noun(self, noun: int) -> Candidate | None:
        """*C'est la conclusion d'une étude publiée jeudi*, *Telle est la principale conclusion d'un rapport*."""
        view = self.view
        low, limit = view.bounds(noun)
        if view.lower[low] not in _PRESENTING or view.lower[low + 1] not in ETRE or noun > low + 5:
            return None
        determiner = noun - 1 - (view.pos[noun - 1] == "ADJ")
        if view.lower[determiner] not in _DETERMINERS or view.has_finite(low + 2, noun):
            return None
        of = next((i for i in range(noun + 1, min(noun + 4, limit)) if view.lower[i] in OF), -1)
        if of < 0 or view.has_finite(noun, of):
            return None
        first = of if view.lower[of] in ("du", "des") else of + 1
        if first >= limit or not self.sources.begins(first):
            return None
        tokens = self.sources.noun_phrase(first, limit)
        source = self._alone(view.slice(*tokens), limit, limit)
        if source is None or classify_source(view, source) == "thing" or view.lower[tokens[1] : limit].count(":"):
            return None
        return self._candidate(noun, view.slice(determiner, noun + 1), view.lower[noun], "noun", source)

    def _sentence_before(self, number: int) -> tuple[int, int] | None:
        """Tokens of the sentence before the one of this number, if it stands in its paragraph and reports nothing."""
        view = self.view
        if number == 0 or number - 1 in self._reports:
            return None
        first, end = view.sentences[number - 1]
        while end > first and view.space[end - 1]:
            end -= 1
        following = view.start[view.sentences[number][0]]
        if end <= first or "\n" in view.text[view.end[end - 1] : following] or view.lower[end - 1] == "?":
            return None
        return view.bounds(end - 1)

    def _candidate(
        self,
        at: int,
        cue: tuple[int, int],
        lemma: str,
        kind: str,
        source: tuple[int, int],
        inner: tuple[int, int] = (-1, -1),
    ) -> Candidate | None:
        view = self.view
        if inner[0] < inner[1]:
            first, end = inner[0], inner[1] - 1
        elif (before := self._sentence_before(view.sentence[at])) is not None:
            first, end = before
        else:
            return None
        said = any(view.region[i] is not view.region[at] or view.mark[i] for i in range(first, end))
        if said or not view.has_finite(first, end) and end - first < _CLAUSE:  # the tagger misses verbs
            return None
        shaped = self.shaper.shape(content_start(view, first, end), end, view.region[at])
        if shaped is None:
            return None
        return Candidate(
            *shaped,
            "previous_sentence",
            0.8,
            cue=cue,
            cue_lemma=lemma,
            source=source,
            features={"type": kind, "frame": "direct", "as": "postposed_clause"},
        )
