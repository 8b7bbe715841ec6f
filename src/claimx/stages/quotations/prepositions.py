"""*Selon X, …*; *…, d'après X*; *pour X, « … »*: content attributed by a preposition."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter

from claimx.lexicon.cues import CuePreposition, Cues
from claimx.lexicon.function_words import COMPOUND_RELATIVES, CONTRACTED_RELATIVES, COORDINATING, EMPHATIC, RELATIVES
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper
from claimx.stages.quotations.clause_starts import before_predicate, main_verb
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.preposition_contents import PrepositionContents
from claimx.stages.quotations.preposition_limits import before_other
from claimx.stages.quotations.preposition_sources import PrepositionSources
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import CLITICS, ETRE, View, content_start, region_token_range

_CHANNELS = frozenset({"par la voix de", "par la bouche de", "par l'intermédiaire de", "sur la foi de"})
_QUE = frozenset({"que", "qu'", ":"})
_WHICH = RELATIVES | COMPOUND_RELATIVES | CONTRACTED_RELATIVES
_OPENERS = _WHICH | COORDINATING | {"soit"}
_WHOM = COMPOUND_RELATIVES | {"qui"}
_ARTICLES = frozenset({"les", "l'"})
_ONES, _OTHERS = frozenset({"uns", "unes", "un", "une"}), frozenset({"autres", "autre"})
_LABEL = 6
"""Tokens of what a colon introduces: *Premier constat*."""
_NEAR = 8
"""Prepositional cues of a sentence among which two opinions are looked for."""
_BY = frozenset({"selon", "d'après"})
_PRONOUNS = EMPHATIC | {"moi", "nous"}
_AGAIN = frozenset({"toujours", "encore", "notamment", "surtout"})
"""Adverbs of *selon X*, not of what stands before them."""


class PrepositionFinder:
    """Finds prepositional cues; ``positions`` are their first tokens."""

    def __init__(self, view: View, cues: Cues, sources: SourceFinder) -> None:
        self.view = view
        self.sources = PrepositionSources(view, sources, cues.noun_forms)
        self.found: list[tuple[int, int, CuePreposition]] = []
        first_words, lowers = cues.preposition_words, view.lower
        places = [(index, seconds) for index, seconds in enumerate(map(first_words.get, lowers)) if seconds is not None]
        if "A" in view.words:  # *A en croire X*: a capital without its accent
            places += [(index, first_words["à"]) for index, word in enumerate(view.words) if word == "A"]
            places.sort(key=itemgetter(0))
        for index, seconds in places:
            following = lowers[index + 1] if index + 1 < len(lowers) else ""
            for words, reading in seconds.get(following) or seconds[""]:
                if lowers[index + 1 : index + len(words)] == words[1:]:
                    again = index > 1 and lowers[index - 1] in _AGAIN and lowers[index - 2] in (",", "(")
                    self.found.append((index - again, index + len(words), reading))
                    break
        self.contents = PrepositionContents(view, [found[:2] for found in self.found])

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
        if view.lower[first] == "de" and first and view.lower[first - 1].endswith("agit"):
            return None  # *il s'agit de sources de chaleur*
        if view.lower[first] == "de" and first and view.lower[first - 1] == "partir":
            return None  # *un comptage fait à partir de sources officielles*
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
        if (previous := view.before(first, sentence)) >= 0 and view.lower[previous] in (":", ";"):
            initial = True
        paused = initial or view.lower[first - 1] in (",", "(", "–", "—", "-") or view.mark[first - 1]
        whom = end < limit and view.lower[end] in _WHOM
        if whom and reading.form == "pour" and not paused:
            return None  # *a refusé de dire pour qui elle avait voté*
        pair = reading.form == "pour" and self._of_pair(first, sentence, limit)
        verdict = reading.form == "pour" and paused and not initial and self._verdict(first, sentence)
        judged = pair and view.mark[first - 1]  # *« Utile » pour les uns, « ruineux » pour les autres, …*
        initial = initial or pair and not judged
        conditional = reading.condition is not None and not (reading.condition == "loose" and paused)
        if conditional and not (initial or whom or verdict or judged):
            return None
        source_tokens = self.sources.find(first, end, limit, reading, initial)
        if source_tokens is None:
            return None
        source_end = source_tokens[1]
        if verdict and (source_end < limit or not self.sources.opines(source_tokens)):
            return None
        if reading.form.startswith("par ") and self._channel(source_end, limit, clauses):
            return None
        if reading.form.startswith("par ") and not initial and not view.has_finite(sentence, first):
            return (
                None  # *La Cédéao, par la voix de son président, Omar Touray, | a affiché …*: its verb is still to come
            )
        source = view.slice(*source_tokens) if source_tokens[0] < source_tokens[1] else None
        if initial and reading.position == "self" and view.lower[source_end : source_end + 2] == [",", "on"]:
            return None  # *De source sûre, on apprend que …*: the source of that verb
        if initial and source_end > end:
            source_end = self.sources.past_place(source_tokens, limit)
        relative = source_end <= first
        if relative:  # selon qui: the source is the antecedent
            source_end, initial = end + 1, True
        if not initial and self._introduces(sentence, first, source_end, limit):
            initial = True
        opener = view.before(first, sentence)
        if opener >= 0 and view.lower[opener] == ",":
            opener = view.before(opener, sentence)
        apposed = False
        within = opener >= 0 and view.lower[opener] in _WHICH
        if opener >= 0 and view.lower[opener] in _OPENERS and opener > sentence:
            initial = True
            # *Le vaccin, qui, selon X, protège neuf patients sur dix, | sera vendu*
            governed = view.lower[opener] in COMPOUND_RELATIVES and view.pos[opener - 1] == "ADP"  # *, par lequel*
            apposed = within and view.lower[opener - 1 - governed] == ","
        if initial:
            content = (
                source_end
                if relative
                else self.contents.after(
                    source_end,
                    limit,
                    sure=pair or reading.form in _BY and not within,
                    named=view.lower[source_end - 1] not in _PRONOUNS,
                )
            )
            if content is not None and reading.position == "before":
                content = self.contents.past_label(content, limit)
            if content is None or reading.condition == "loose" and self._on_says(content, limit, clauses):
                return None
            if reading.form == "pour" and self.contents.provides(content, limit):
                return None
            start = content
            limit = self._until_reported(start, self._until_next(start, limit), clauses)
            if classify_source(view, source) in SPEAKERS:
                limit = before_other(view, start, limit, clauses, self.sources.sources)
            stop = min(clauses.end(start, first, limit, relative=relative or apposed), limit)
            if reading.condition == "loose" and view.lower[source_end : source_end + 1] == [":"]:
                told = view.region[source_end]
                if any(i in clauses.finite_cues and view.region[i] is told for i in range(start, stop)):
                    return None  # *Même colère chez X : Y dénonce …*
            if reading.form == "chez" and self._member_says(start, stop, clauses):
                return None
            if clauses.firm:
                limit = stop
            if relative:
                stop = min(stop, _main_predicate(view, start, stop))
                stop = limit = before_predicate(view, main_verb(view, start, stop) + 1, stop)
            rule = "preposition_initial"
            if (
                reading.condition is not None
                and not any(view.region[i] is not base for i in range(start, stop))
                and view.lower[end] not in _PRONOUNS
                and not whom
                and not (reading.form == "pour" and self.sources.opines(source_tokens))
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
            if reading.form.startswith("par ") and self._inserted_channel(first, source_end, limit, clauses):
                return None
            bracket = view.lower[first - 1] == "("
            if not paused and classify_source(view, source) == "thing" and view.lower[end] in ("un", "une"):
                return None  # selon un système: manner
            start = content_start(view, sentence, first)
            start = self.contents.scope_start(start, first, clauses, paused and not bracket, bracket)
            start = self.contents.past_topic(start, first)
            behind = view.after(source_end, limit) if source_end < limit and view.lower[source_end] == "," else -1
            if reading.form in _CHANNELS and (
                not clauses.finite_cues.isdisjoint(range(start, first)) or behind >= 0 and view.lower[behind] in _QUE
            ):
                # *Le ministère a démenti la rumeur par la voix de X*, *Admettant, par la voix de X, que …*
                return None
            words = self.contents.apposed_words(start, first, judged)
            chunk = words if words >= 0 else self.contents.last_chunk(start, first, paused)
            if chunk < 0:
                chunk = self.contents.reported_relative(start, first, clauses)
            start = start if chunk < 0 else chunk
            whole = words < 0 and (chunk < 0 or self.contents.qualifies(chunk, first) or self.contents.awaits(first))
            completed = words < 0 and self.contents.completes(first, source_end, limit)
            whole = whole or completed
            stop = first
            while stop > start and (view.space[stop - 1] or view.lower[stop - 1] in (",", "(", "–", "—", "-")):
                stop -= 1
            if stop <= start:
                return None
            shaped = shaper.shape(start, stop, base, direct=words < 0 or view.has_finite(start, stop))
            if shaped is None:
                return None
            kind, segments = shaped
            extent = (
                Extent("start", start, stop, content_start(view, sentence, first), stop, first, base)
                if kind != "direct" and words < 0
                else None
            )
            goes_on = completed or classify_source(view, source) != "thing" and self.contents.goes_on(first)
            rest = (
                self.contents.continuation(
                    source_end, limit, start, first, clauses, goes_on=goes_on, apposed=completed and chunk >= 0
                )
                if whole
                else None
            )
            before, more = (kind, tuple(segments)), self.contents.rest(start, first, source_end, limit, clauses)
            if more >= 0 and kind != "direct" and whole:
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
                    goes_on=goes_on and rest is not None,
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
            and not whom
            and not (initial and reading.form == "pour" and self.sources.opines(source_tokens))
        ):
            return None
        cue_first = first + (view.lower[first] in _AGAIN)
        sure = pair or verdict  # where *pour* can but attribute it is as good as *selon*
        item = Candidate(
            kind,
            segments,
            rule,
            0.8,
            cue=view.slice(
                cue_first, end - 1 if reading.position == "self" and view.lower[end - 1] in _PRONOUNS else end
            ),
            cue_lemma=reading.form,
            source=source,
            features={
                "type": "speech" if sure else reading.type,
                "frame": "prep",
                "form": "selon" if sure else reading.form,
            },
        )
        if extent is not None:
            extents[id(item)] = extent
        return item

    def _channel(self, source_end: int, limit: int, clauses: Clauses) -> bool:
        """*Le ministère, par la voix d'un communiqué, a contesté …*: it says how, the verb after it says what."""
        comma = source_end < limit and self.view.lower[source_end] == ","
        return comma and any(
            index in clauses.finite_cues for index in range(source_end + 1, min(source_end + 5, limit))
        )

    def _member_says(self, start: int, stop: int, clauses: Clauses) -> bool:
        """*Chez les Écologistes, Anne Roy répète que …*: the verb says who of them says it."""
        view = self.view
        verb = next((i for i in range(start, stop) if view.is_finite(i) or i in clauses.finite_cues), stop)
        head = next((i for i in range(verb, min(verb + 3, stop)) if i in clauses.finite_cues), -1)
        if head < 0 or verb == start:
            return False
        kind = classify_source(view, view.slice(start, verb))
        return kind in ("person", "proper") or all(word[:1].isupper() for word in view.words[start:verb])

    def _on_says(self, content: int, limit: int, clauses: Clauses) -> bool:
        """*Du côté de la direction, on répond que …*: the verb says what they say."""
        if self.view.lower[content] != "on":
            return False
        return any(index in clauses.finite_cues for index in range(content + 1, min(content + 5, limit)))

    def _inserted_channel(self, first: int, source_end: int, limit: int, clauses: Clauses) -> bool:
        """*La société nie, par la voix de son avocat, toute irrégularité*: between a cue and its content."""
        view = self.view
        if view.lower[first - 1] != "," or source_end >= limit or view.lower[source_end] != ",":
            return False
        return view.before(first - 1) in clauses.finite_cues

    def _until_next(self, start: int, limit: int) -> int:
        """*Pour les uns, …; pour les autres, …*: the semicolon that ends what the first of two thinks."""
        view = self.view
        for first, end, _ in self.found[bisect_right(self.found, start, key=lambda found: found[0]) :]:
            if first >= limit:
                break
            before = view.before(first)
            if view.lower[before] == ";":
                return before
            if end + 1 < limit and view.lower[end] in _ARTICLES and view.lower[end + 1] in _OTHERS:
                return before + 1 if view.lower[before] not in ("et", "mais", ",") else before
        return limit

    def _introduces(self, sentence: int, first: int, source_end: int, limit: int) -> bool:
        """*Conséquence, selon X : …*, *Seul bémol, d'après elle : …*: a label, and the content behind the colon."""
        view = self.view
        label = content_start(view, sentence, first)
        return (
            source_end < limit
            and view.lower[source_end] == ":"
            and 0 < first - label <= _LABEL
            and view.lower[first - 1] == ","
            and not view.has_finite(label, first)
        )

    def _of_pair(self, first: int, sentence: int, limit: int) -> bool:
        """*…, car pour les uns, … et pour les autres, …*: one of two opinions in a sentence."""
        lower = self.view.lower
        which = [
            (index, lower[end + 1])
            for index, end, _ in self.found[bisect_left(self.found, sentence, key=lambda found: found[0]) :][:_NEAR]
            if end + 1 < limit and lower[end] in _ARTICLES and lower[end + 1] in _ONES | _OTHERS
        ]
        both = not _ONES.isdisjoint(w for _, w in which) and not _OTHERS.isdisjoint(w for _, w in which)
        return both and any(index == first for index, _ in which)

    def _verdict(self, first: int, sentence: int) -> bool:
        """*Un « scandale », pour l'opposition*, *Ce pont est un « gâchis », pour X*: no verb but *être*."""
        view = self.view
        comma = view.before(first, sentence)
        if comma <= sentence or view.lower[comma] != "," or comma - 1 not in view.closing:
            return False
        region = view.region[first]
        return all(
            view.lower[i] in ETRE or view.region[i] is not region for i in range(sentence, comma) if view.is_finite(i)
        )

    def _until_reported(self, start: int, limit: int, clauses: Clauses) -> int:
        """*Selon l'étude, la ligne sera rentable, « si elle est à l'heure », nuance X*: the quotation is of X."""
        view = self.view
        for index in range(start, limit):
            region = view.closing.get(index)
            if region is None or not any(i in clauses.insertions for i in range(index + 1, min(index + 4, limit))):
                continue
            opening = region_token_range(view, region)[0]
            comma = view.before(opening, start)
            if comma > start and view.lower[comma] == "," and view.has_finite(start, comma):
                return comma
        return limit


def _main_predicate(view: View, start: int, stop: int) -> int:
    """*X, pour qui « … », sera candidat*: the comma at which a relative clause ends and its sentence goes on."""
    for comma in range(stop - 1, start, -1):
        if view.lower[comma] == "," and view.depth(comma) <= view.depth(start - 1):
            following = view.after(comma, stop)
            while following >= 0 and view.lower[following] in CLITICS | {"ne", "n'"}:
                following = view.after(following, stop)
            if (
                following >= 0
                and view.is_finite(following)
                and (view.has_finite(start, comma) or any(map(view.mark.__getitem__, range(start, comma))))
            ):
                return comma
    return stop
