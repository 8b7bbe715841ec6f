"""*Selon X, …*; *…, d'après X*; *pour X, « … »*: content attributed by a preposition."""

from __future__ import annotations

from claimx.lexicon.cues import CuePreposition, Cues
from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import View, content_start

_NOT_A_SOURCE = frozenset(
    "que cas modalités âge pays région critères règles besoins saison type niveau taille "
    "humeur circonstances situation procédure principe logique modèle méthode lignes ordre rythme date "
    "lieu zone".split()
)
_SPEAKERS = frozenset({"person", "people", "organization", "proper", "document"})
_RELATIVES = frozenset({"lequel", "laquelle", "lesquels", "lesquelles"})
_OWN_WORDS = frozenset(
    "informations information sources source calculs constatations estimations journaliste journalistes reporter "
    "reporters correspondant correspondante envoyé envoyée".split()
)
_VERBLESS = frozenset("pas aucun aucune impossible inutile hors nul nulle rien plus".split())
_MEASURES = frozenset("environ près plus moins presque quelque quelques au jusqu'à".split())
_QUE = frozenset({"que", "qu'", ":"})
_PRONOUNS = frozenset({"lui", "elle", "eux", "elles", "moi", "nous"})


class PrepositionFinder:
    """Finds prepositional cues; ``positions`` are their first tokens."""

    def __init__(self, view: View, cues: Cues, sources: SourceFinder) -> None:
        self.view = view
        self.sources = sources
        self.found: list[tuple[int, int, CuePreposition]] = []
        first_words = cues.preposition_words
        for index, lower in enumerate(view.lower):
            for words, reading in first_words.get(lower, ()):
                if view.lower[index : index + len(words)] == words:
                    self.found.append((index, index + len(words), reading))
                    break

    def positions(self) -> set[int]:
        """Return the first tokens of the cues that end a content before them."""
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
        if reading.position == "self" and any(low < first < high for low, high in clauses.insertions.items()):
            return None  # a-t-on appris de source judiciaire: the source of that clause
        if base is not None:
            sentence = max(sentence, view.token_at(base.start))
            limit = min(limit, view.token_at(base.end - 1) + 1)
        if end >= limit and reading.position == "before":
            return None
        initial = content_start(view, sentence, first) >= first or all(
            view.pos[i] in ("CCONJ", "ADV", "PUNCT", "SPACE") for i in range(sentence, first)
        )
        if (previous := view.before(first, sentence)) >= 0 and view.lower[previous] == ":":
            initial = True
        paused = initial or view.lower[first - 1] in (",", "(", "–", "—", "-") or view.mark[first - 1]
        whom = end < limit and view.lower[end] == "qui"
        if reading.condition is not None and not initial and not whom and not (reading.condition == "loose" and paused):
            return None
        source_tokens = self._source(first, end, limit, reading, initial)
        if source_tokens is None:
            return None
        source_end = source_tokens[1]
        source = view.slice(*source_tokens) if source_tokens[0] < source_tokens[1] else None
        if initial and source_end > end:
            source_end = self._past_place(source_tokens, limit)
        relative = source_end <= first
        if relative:  # selon qui: the source is the antecedent
            source_end, initial = end + 1, True
        opener = view.before(first, sentence)
        if opener >= 0 and view.lower[opener] == ",":
            opener = view.before(opener, sentence)
        if opener >= 0 and view.lower[opener] in ("qui", "que", "qu'", "dont", "où", "et") and opener > sentence:
            initial = True
        if initial:
            content = self._after(source_end, limit)
            if content is not None and reading.position == "before":
                content = self._past_label(content, limit)
            if content is None:
                return None
            start = content
            stop = clauses.end(start, first, limit, relative=relative)
            stop = min(stop, limit)
            rule = "preposition_initial"
            if (
                reading.condition is not None
                and not any(view.region[i] is not base for i in range(start, stop))
                and view.lower[end] not in _PRONOUNS
                and not whom
                and not (reading.form == "pour" and self._opines(source_tokens))
            ):
                return None
            shaped = shaper.shape(start, stop, base)
            if shaped is None:
                return None
            kind, segments = shaped
            extent: Extent | None = Extent("after", start, stop, start, limit, first, base)
        else:
            rule = "preposition_final"
            if view.before(first) in clauses.finite_cues and source_end < limit and view.lower[source_end] in _QUE:
                return None  # *a annoncé par la voix de ses avocats qu'il faisait appel*
            bracket = view.lower[first - 1] == "("
            if not paused and classify_source(view, source) == "thing" and view.lower[end] in ("un", "une"):
                return None  # selon un système: manner
            start = content_start(view, sentence, first)
            start = self._scope_start(start, first, clauses, paused and not bracket, bracket)
            chunk = self._last_chunk(start, first, paused)
            start = start if chunk < 0 else chunk
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
            rest = self._continuation(source_end, limit, start, first, clauses) if chunk < 0 else None
            before, more = (kind, tuple(segments)), self._rest(source_end, limit, clauses)
            if more >= 0 and kind != "direct" and chunk < 0:
                extent_rest = Extent(
                    "rest",
                    more,
                    rest[1] if rest else more,
                    more,
                    limit,
                    first,
                    base,
                    prefix=before[1],
                    prefix_kind=kind,
                )
            else:
                extent_rest = None
            if extent is not None:
                extent.rest = extent_rest
            if rest is not None:
                shaped_rest = shaper.shape(*rest, base, direct=False)
                if shaped_rest is not None:
                    if kind == "direct":
                        region = view.region[view.token_at(segments[0][0])]
                        if region is not None:
                            segments = [(region.outer_start, region.outer_end)]
                        kind = "mixed"
                    elif "mixed" in (kind, shaped_rest[0]):
                        kind = "mixed"
                    segments = segments + shaped_rest[1]
                    extent = extent_rest
        if (
            kind == "indirect"
            and reading.condition == "person"
            and view.lower[end] not in _PRONOUNS
            and not (initial and reading.form == "pour" and self._opines(source_tokens))
        ):
            return None
        item = Candidate(
            kind,
            segments,
            rule,
            0.8,
            cue=view.slice(first, end - 1 if reading.position == "self" and view.lower[end - 1] in _PRONOUNS else end),
            cue_lemma=reading.form,
            source=source,
            features={"type": reading.type, "frame": "prep", "form": reading.form},
        )
        if extent is not None:
            extents[id(item)] = extent
        return item

    def _rest(self, source_end: int, limit: int, clauses: Clauses) -> int:
        """First token of what follows the source after a pause, or -1."""
        view = self.view
        if source_end >= limit:
            return -1
        if view.lower[source_end] not in (",", ")", "–", "—", "-"):
            return source_end if view.pos[source_end] in ("ADP", "SCONJ", "ADV") else -1
        following = view.after(source_end, limit)
        return following if following >= 0 and following not in clauses.insertions else -1

    def _source(
        self, first: int, end: int, limit: int, reading: CuePreposition, initial: bool
    ) -> tuple[int, int] | None:
        view = self.view
        if reading.position == "self":
            stop = end
            if view.lower[end - 1] in _PRONOUNS:  # selon lui
                return end - 1, end
            if reading.form.startswith("de ") and "source" in reading.form:
                stop = self.sources.noun_phrase(end - 1, limit)[1]
                return end - 1, stop
            if view.lower[end - 1] == "croire":  # *à l'en croire*: a pronoun that is no phrase of its own
                return end, end
            return first, end
        if reading.position != "before" or end >= limit:
            return None
        if view.lower[end] in _NOT_A_SOURCE or "Inf" in view.tense[end]:
            return None  # pour attirer les lecteurs
        if view.lower[end] in _PRONOUNS:
            return (end, end + 1)
        if view.lower[end] == "qui" or view.lower[end] in _RELATIVES:
            found = self.sources.antecedent(end, view.bounds(first)[0])
            if found is None:
                return None
            low, high = found[0], min(found[1], first)
            while high > low + 1 and (view.lower[high - 1] == "," or view.space[high - 1]):
                high -= 1
            if (
                low >= high
                or view.lower[end] in _RELATIVES
                and classify_source(view, view.slice(low, high)) not in _SPEAKERS
            ):
                return None
            return low, high
        source = self.sources.noun_phrase(end, limit)
        noun = next((i for i in range(source[0], source[1]) if view.pos[i] in ("NOUN", "PROPN")), source[0])
        if view.lower[noun] in _NOT_A_SOURCE:
            return None
        if view.lower[end] in ("nos", "notre") and any(view.lower[i] in _OWN_WORDS for i in range(*source)):
            return None  # the newspaper's own
        if initial:
            source = self._without_subject(source, limit)
        if reading.condition == "person":
            agentive = any(
                view.pos[i] == "PROPN" or view.words[i].istitle() for i in range(*source)
            ) or classify_source(view, view.slice(*source)) in ("person", "people", "organization")
            if not agentive or view.is_finite(noun):
                return None
        return source

    def _without_subject(self, source: tuple[int, int], limit: int) -> tuple[int, int]:
        """At the head of a sentence the noun phrase may run into the subject of the content: stop before it."""
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
        index = self._past_participle(index, limit)
        if index < limit and view.lower[index] != ",":
            # A phrase the noun phrase did not take: dates, places; up to the comma if no verb stands before it.
            probe = index
            while probe < limit and view.lower[probe] != "," and not view.is_finite(probe):
                probe += 1
            if probe < limit and view.lower[probe] == ",":
                index = probe
        while index < limit and (view.space[index] or view.lower[index] in (",", ":", "que", "qu'")):
            index += 1
        if index >= limit:
            return None
        # The tagger misses finite verbs that look like nouns or adjectives (*le risque double*).
        paused = view.lower[view.before(index)] in (",", ":")
        if (
            view.has_finite(index, limit)
            or view.lower[index] in _VERBLESS
            or self._label(index, limit)
            or (paused and limit - index >= 6)
        ):
            return index
        return None

    def _past_participle(self, comma: int, limit: int) -> int:
        """*Selon le rapport, publié lundi par l'ONG, …*: the comma behind what tells of the source."""
        view = self.view
        following = view.after(comma, limit) if comma < limit and view.lower[comma] == "," else -1
        if following < 0 or not view.is_participle(following) or view.is_finite(following):
            return comma
        for index in range(following + 1, limit):
            if view.is_finite(index) or view.mark[index]:
                return comma
            if view.lower[index] == ",":
                return index if view.has_finite(index, limit) else comma
        return comma

    def _label(self, index: int, limit: int) -> int:
        """*une certitude : « … »*: token after the colon that a short label ends with, or 0."""
        view = self.view
        for colon in range(index, min(index + 7, limit)):
            if view.is_finite(colon) or view.lower[colon] == "," or view.mark[colon]:
                return 0
            if view.lower[colon] == ":":
                opening = colon + 1
                while opening < limit and view.space[opening]:
                    opening += 1
                return opening if opening < limit and view.mark[opening] and opening not in view.closing else 0
        return 0

    def _past_label(self, index: int, limit: int) -> int:
        return self._label(index, limit) or index

    def _past_place(self, source: tuple[int, int], limit: int) -> int:
        """*Selon X, directeur du musée, à Lille, …*: a place after an apposition belongs to the person."""
        view = self.view
        end = source[1]
        if not any(view.lower[i] == "," for i in range(*source)) or end >= limit or view.lower[end] != ",":
            return end
        following = end + 1
        if following >= limit or view.lower[following] not in ("à", "au", "aux", "en", "dans"):
            return end
        for comma in range(following + 1, min(following + 7, limit)):
            if view.lower[comma] == ",":
                words = [i for i in range(following + 1, comma) if view.pos[i] not in ("DET", "ADP")]
                return comma if words and all(view.words[i][:1].isupper() for i in words) else end
        return end

    def _opines(self, source: tuple[int, int]) -> bool:
        """The source of *pour X* is a person by name or office: its content may stand without quoted words."""
        view = self.view
        kind = classify_source(view, view.slice(*source))
        names = sum(view.pos[i] == "PROPN" or view.words[i].istitle() for i in range(*source))
        plural = view.lower[source[0]] in ("les", "des", "ces", "nos", "ses", "leurs")
        return kind == "person" and not plural or kind == "proper" and names >= 2

    def _last_chunk(self, start: int, first: int, paused: bool) -> int:
        """Where *selon X* bears on the last piece only: *(2.600 selon la police)*, *, une hypothèse selon lui*."""
        view = self.view
        last, bracket = -1, -1
        for index in range(start, first - 1):
            lower = view.lower[index]
            if lower == "(":
                bracket = index
            elif lower == ")":
                bracket = -1
            elif (
                lower in (",", "–", "—", "--")
                or lower in ("-", "et", "mais")
                and view.end[index - 1] < view.start[index]
            ) and view.region[index] is view.region[first]:
                last = index
        if bracket >= 0 and first - bracket > 1:
            return bracket + 1
        chunk = last + 1
        while last >= 0 and chunk < first and view.space[chunk]:
            chunk += 1
        if last < 0 or chunk >= first:
            return -1
        lower = view.lower[chunk]
        if lower[:1].isdigit() and not paused and first - chunk <= 4:
            return chunk  # … et 9.000 selon les syndicats
        if chunk >= first - 1:
            return -1
        if (
            lower == "ce"
            and view.lower[chunk + 1] in ("qui", "que", "qu'", "dont")
            and view.lower[last] not in ("et", "mais")
        ):
            return chunk
        if paused or view.has_finite(chunk, first):
            return -1
        if view.pos[chunk] == "NUM" or lower[:1].isdigit():
            return chunk
        return chunk if lower in ("un", "une") and view.lower[last] not in ("et", "mais") else -1

    def _scope_start(self, start: int, first: int, clauses: Clauses, paused: bool, bracket: bool) -> int:
        view = self.view
        bound = start
        for index in range(first - 1, start, -1):
            # *X a balayé ces accusations : elles relèveraient, selon lui, …*: the paper's own up to the colon
            two_clauses = view.has_finite(start, index) and view.has_finite(index, first)
            if view.lower[index] == ";" or view.lower[index] == ":" and (not paused or two_clauses):
                bound = index + 1
                break
        for position, after, _ in self.found if bracket else ():
            if bound < position < after < first and view.lower[position - 1] == "(":  # … (selon X), … (selon Y)
                close = next((i for i in range(after, first) if view.lower[i] == ")"), -1)
                if close >= 0 and view.lower[close + 1] in (",", "et", ";"):
                    bound = max(bound, close + 2)
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
        following = index + 1
        while following < limit and view.space[following]:
            following += 1
        if following >= limit or following in clauses.insertions:
            return None
        if view.lower[index] == ")" and view.lower[following] == ",":
            return None
        last = view.before(first)
        while last > start and view.lower[last] in (",", "–", "—", "-"):
            last = view.before(last)
        if last > start and view.is_finite(last) and view.pos[last] in ("AUX", "VERB"):
            return following, clauses.end(following, first, limit)
        if following in clauses.participles:
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
        if (view.pos[following] in ("DET", "NUM", "ADP") or view.lower[following] in _MEASURES) and not view.has_finite(
            following, clauses.end(following, first, limit)
        ):
            return following, clauses.end(following, first, limit)
        return None
