"""*Selon X, …*; *…, d'après X*; *pour X, « … »*: content attributed by a preposition."""

from __future__ import annotations

from claimx.lexicon.cues import CuePreposition, Cues
from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import View, content_start

_NOT_A_SOURCE = frozenset(
    "que cas modalités âge pays région critères règles besoins saison type niveau taille "
    "humeur circonstances situation procédure calendrier principe logique modèle méthode lignes ordre rythme date lieu zone".split()
)
_PRONOUNS = frozenset({"lui", "elle", "eux", "elles", "moi", "nous"})


class PrepositionFinder:
    """Finds prepositional cues; ``positions`` are their first tokens."""

    def __init__(self, view: View, cues: Cues, sources: SourceFinder) -> None:
        self.view = view
        self.sources = sources
        self.found: list[tuple[int, int, CuePreposition]] = []
        first_words: dict[str, list[tuple[tuple[str, ...], CuePreposition]]] = {}
        for form, readings in cues.prepositions.items():
            words = tuple(form.replace("'", "' ").split())
            first_words.setdefault(words[0], []).append((words, readings[0]))
        for options in first_words.values():
            options.sort(key=lambda option: -len(option[0]))
        for index, lower in enumerate(view.lower):
            for words, reading in first_words.get(lower, ()):
                if tuple(view.lower[index : index + len(words)]) == words:
                    self.found.append((index, index + len(words), reading))
                    break

    def positions(self) -> set[int]:
        return {first for first, _, reading in self.found if reading.condition != "loose" and reading.form != "pour"}

    def candidates(self, clauses: Clauses, shaper: Shaper, extents: dict[int, Extent]) -> list[Candidate]:
        """Return one candidate for each prepositional cue whose source can speak and whose content is a clause."""
        result = []
        for first, end, reading in self.found:
            if (candidate := self._candidate(first, end, reading, clauses, shaper, extents)) is not None:
                result.append(candidate)
        return result

    def _candidate(
        self,
        first: int,
        end: int,
        reading: CuePreposition,
        clauses: Clauses,
        shaper: Shaper,
        extents: dict[int, Extent],
    ) -> Candidate | None:
        view = self.view
        sentence, limit = view.bounds(first)
        base = view.region[first]
        if base is not None:
            sentence = max(sentence, view.token_at(base.start))
            limit = min(limit, view.token_at(base.end - 1) + 1)
        if end >= limit and reading.position == "before":
            return None
        initial = content_start(view, sentence, first) >= first or all(
            view.pos[i] in ("CCONJ", "ADV", "PUNCT", "SPACE") for i in range(sentence, first)
        )
        paused = initial or view.lower[first - 1] in (",", "(", "–", "—", "-") or view.mark[first - 1]
        if reading.condition is not None and not initial and not (reading.condition == "loose" and paused):
            return None
        source_tokens = self._source(first, end, limit, reading, initial)
        if source_tokens is None:
            return None
        source_end = source_tokens[1]
        source = view.slice(*source_tokens)
        if source_end <= first:  # selon qui: the source is the antecedent
            source_end, initial = end + 1, True
        opener = view.before(first, sentence)
        if opener >= 0 and view.lower[opener] == ",":
            opener = view.before(opener, sentence)
        if opener >= 0 and view.lower[opener] in ("qui", "que", "qu'", "dont", "où", "et") and opener > sentence:
            initial = True
        if initial:
            content = self._after(source_end, limit)
            if content is None:
                return None
            start = content
            stop = clauses.end(start, first, limit)
            stop = limit if stop > limit else stop
            rule = "preposition_initial"
            if (
                reading.condition is not None
                and not any(view.region[i] is not base for i in range(start, stop))
                and view.lower[end] not in _PRONOUNS
            ):
                return None
            shaped = shaper.shape(start, stop, base)
            if shaped is None:
                return None
            kind, segments = shaped
            extent: Extent | None = Extent("after", start, stop, start, limit, first, base)
        else:
            rule = "preposition_final"
            bracket = view.lower[first - 1] == "("
            start = content_start(view, sentence, first)
            start = self._scope_start(start, first, clauses, paused, bracket)
            stop = first
            while stop > start and (view.space[stop - 1] or view.lower[stop - 1] in (",", "(", "–", "—", "-")):
                stop -= 1
            if stop <= start:
                return None
            shaped = shaper.shape(start, stop, base)
            if shaped is None:
                return None
            kind, segments = shaped
            extent = (
                Extent("start", start, stop, content_start(view, sentence, first), stop, first, base)
                if kind != "direct"
                else None
            )
            rest = self._continuation(source_end, limit, start, first, clauses)
            if rest is not None:
                more = shaper.shape(*rest, base, direct=False)
                if more is not None:
                    if kind == "direct":
                        region = view.region[view.token_at(segments[0][0])]
                        if region is not None:
                            segments = [(region.outer_start, region.outer_end)]
                        kind = "mixed"
                    elif "mixed" in (kind, more[0]):
                        kind = "mixed"
                    segments = segments + more[1]
                    extent = None
        if kind == "indirect" and reading.condition == "person" and view.lower[end] not in _PRONOUNS:
            return None
        item = Candidate(
            kind,
            segments,
            rule,
            0.8,
            cue=view.slice(first, end),
            cue_lemma=reading.form,
            source=source,
            features={"type": reading.type, "frame": "prep", "form": reading.form},
        )
        if extent is not None:
            extents[id(item)] = extent
        return item

    def _source(
        self, first: int, end: int, limit: int, reading: CuePreposition, initial: bool
    ) -> tuple[int, int] | None:
        view = self.view
        if reading.position == "self":
            stop = end
            if reading.form.startswith("de ") and "source" in reading.form:
                stop = self.sources.noun_phrase(end - 1, limit)[1]
                return end - 1, stop
            return first, end
        if reading.position != "before" or end >= limit:
            return None
        if view.lower[end] in _NOT_A_SOURCE:
            return None
        if view.lower[end] in _PRONOUNS:
            return (end, end + 1)
        if view.lower[end] in ("qui", "lequel", "laquelle", "lesquels", "lesquelles"):
            return self.sources.antecedent(end, view.bounds(first)[0])
        source = self.sources.noun_phrase(end, limit)
        noun = next((i for i in range(source[0], source[1]) if view.pos[i] in ("NOUN", "PROPN")), source[0])
        if view.lower[noun] in _NOT_A_SOURCE:
            return None
        if initial:
            source = self._without_subject(source, limit)
        if reading.condition == "person":
            agentive = any(view.pos[i] == "PROPN" or view.tokens[i].is_title for i in range(*source)) or view.lower[
                noun
            ] in (
                "président",
                "ministre",
                "directeur",
                "chef",
                "maire",
                "représentant",
                "avocat",
                "chercheur",
                "expert",
                "porte-parole",
                "professeur",
                "médecin",
                "présidente",
                "directrice",
                "gouvernement",
                "opposition",
                "syndicat",
                "syndicats",
                "présidence",
                "entraîneur",
                "économiste",
                "sociologue",
                "parquet",
                "police",
                "défense",
                "accusation",
            )
            if not agentive or view.is_finite(noun):
                return None
        return source

    def _without_subject(self, source: tuple[int, int], limit: int) -> tuple[int, int]:
        """At the head of a sentence the noun phrase may run into the subject of the content: stop where a verb waits."""
        view = self.view
        first, end = source
        brackets = 0
        for comma in range(first, min(end + 1, limit)):
            brackets += (view.lower[comma] == "(") - (view.lower[comma] == ")")
            if view.lower[comma] != "," or brackets:
                continue
            following = view.after(comma, limit)
            if following < 0:
                break
            stop, inner = following, 0
            while stop < limit and (inner or view.lower[stop] != ",") and not (view.is_finite(stop) and not inner):
                inner += (view.lower[stop] == "(") - (view.lower[stop] == ")")
                stop += 1
            if stop < limit and view.is_finite(stop) and view.lower[following] not in ("qui", "dont", "où"):
                return first, comma
        return source

    def _after(self, source_end: int, limit: int) -> int | None:
        """Where the content begins after *Selon X,*."""
        view = self.view
        index = source_end
        while index < limit and view.lower[index] in ("qui", "dont", "où", "que", "qu'"):
            comma = next((i for i in range(index, limit) if view.lower[i] == ","), -1)
            if comma < 0:
                return None
            index = comma
        if index < limit and view.lower[index] != ",":
            # A phrase the noun phrase did not take: dates, places; up to the comma if no verb stands before it.
            probe = index
            while probe < limit and view.lower[probe] != "," and not view.is_finite(probe):
                probe += 1
            if probe < limit and view.lower[probe] == ",":
                index = probe
        while index < limit and (view.space[index] or view.lower[index] in (",", ":", "que", "qu'")):
            index += 1
        return index if index < limit and view.has_finite(index, limit) else None

    def _scope_start(self, start: int, first: int, clauses: Clauses, paused: bool, bracket: bool) -> int:
        view = self.view
        bound = start
        for index in range(first - 1, start, -1):
            if view.lower[index] == ";" or (view.lower[index] == ":" and not paused):
                bound = index + 1
                break
        for position, end in clauses.insertions.items():
            if bound <= position and end < first - 1:
                bound = max(bound, end + 1)
        return bound

    def _continuation(
        self, source_end: int, limit: int, start: int, first: int, clauses: Clauses
    ) -> tuple[int, int] | None:
        view = self.view
        index = source_end
        if index >= limit or view.lower[index] not in (",", ")", "–", "—", "-"):
            return None
        following = view.after(index, limit)
        if following < 0 or following in clauses.participles or following in clauses.insertions:
            return None
        if view.lower[following] in ("dont", "qui", "que", "où", "alors", "tandis", "lors", "dans", "après", "avant"):
            return None
        begun = not view.has_finite(start, first)
        if begun or view.lower[following] in ("mais", "et", "car"):
            return index + 1, clauses.end(following, first, limit)
        verb = next((i for i in range(following, min(following + 10, limit)) if view.is_finite(i)), -1)
        if verb >= 0:
            head = verb if view.pos[verb] == "VERB" else view.head[verb]
            subjects = [c.i for c in view.tokens[head].children if c.dep_.startswith("nsubj")]
            if subjects and all(start <= s < first for s in subjects):
                return following, clauses.end(following, first, limit)
        if view.pos[following] in ("DET", "NUM", "ADP") and not view.has_finite(
            following, clauses.end(following, first, limit)
        ):
            return following, clauses.end(following, first, limit)
        return None
