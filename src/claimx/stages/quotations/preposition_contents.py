"""What a preposition bears on: where the content before or after *selon X* begins and whether it goes on behind."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from claimx.lexicon.function_words import COMPOUND_RELATIVES, EMPHATIC, RELATIVES
from claimx.stages.quotations.adjective_complements import asks_for
from claimx.stages.quotations.clause_starts import sums_up
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.connectives import past_connective
from claimx.stages.quotations.source_descriptions import SourceDescriptions
from claimx.stages.quotations.view import AUXILIARIES, View

_WHICH = COMPOUND_RELATIVES | {"qui", "dont"}
_VERBLESS = frozenset("pas aucun aucune impossible inutile hors nul nulle rien plus".split())
_CLAUSE = 6
"""Tokens from which what has no finite verb by the tagger may be a clause all the same."""
_MEASURES = frozenset("environ près plus moins presque quelque quelques au jusqu'à".split())


_NEW = frozenset({"un", "une", "des", "plusieurs", "quelques"})
_PROVIDED = frozenset(
    "créer ouvrir prévoir installer débloquer dégager réserver aménager bâtir construire attribuer affecter allouer "
    "disponible accessible".split()
)
_WEIGHED = frozenset({"sans", "trop", "contre", "par", "mal", "pas"})
"""Words of a judgement, or of who did it."""
_FIGURE = 10
"""Tokens of what a colon adds (*la facture est trop élevée : deux milliards, selon X*)."""
_GROUP = 5
"""Tokens of a verb group."""
_SUBJECT = 14
"""Tokens of a subject."""


class PrepositionContents:
    """Finds where contents begin; ``cues`` are the first token and the end of each prepositional cue."""

    def __init__(self, view: View, cues: Sequence[tuple[int, int]]) -> None:
        self.view = view
        self.cues = cues
        self._positions = [position for position, _ in cues]
        self.descriptions = SourceDescriptions(view)

    def after(self, source_end: int, limit: int, *, sure: bool = False, named: bool = False) -> int | None:
        """Where the content begins after *Selon X,*; ``sure`` if it is one, however short; ``named``: no pronoun."""
        view = self.view
        index = source_end
        while index < limit and view.lower[index] in RELATIVES:
            comma = next((i for i in range(index, limit) if view.lower[i] == ","), -1)
            if comma < 0:
                return None
            index = comma
        index = past_connective(view, self.descriptions.past(index, limit, named), limit)
        if index < limit and view.lower[index] not in (",", ":"):
            # A phrase the noun phrase did not take: dates, places; up to the comma if no verb stands before it.
            probe = index
            while probe < limit and view.lower[probe] != "," and not view.is_finite(probe):
                probe += 1
            if probe < limit and view.lower[probe] == ",":
                index = self.descriptions.past(probe, limit, named)
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
            or (paused and (sure or limit - index >= _CLAUSE))
        ):
            return index
        return None

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

    def provides(self, start: int, limit: int) -> bool:
        """*Pour les chercheurs, | un fonds a été créé*: something new is there for them, whatever they think of it."""
        view = self.view
        if start >= limit or view.lower[start] not in _NEW and view.pos[start] != "NUM":
            return False
        verb = next((i for i in range(start, min(start + _SUBJECT, limit)) if view.is_finite(i)), -1)
        if verb < 0 or view.lower[verb] not in AUXILIARIES or not _WEIGHED.isdisjoint(view.lower[start:limit]):
            return False
        return not _PROVIDED.isdisjoint(view.lemma[verb + 1 : min(verb + _GROUP, limit)])

    def past_label(self, index: int, limit: int) -> int:
        """Where the content begins behind *une certitude :*, else ``index``."""
        return self._label(index, limit) or index

    def apposed_words(self, start: int, first: int, judged: bool) -> int:
        """*Le doyen, | « un homme droit » selon X, laisse …*: where words in marks between commas begin, or -1.

        ``judged``: they may open the sentence (*« Trop cher » pour les uns, …*).
        """
        view, close = self.view, first - 1
        while close > start and view.space[close]:
            close -= 1
        region = view.closing.get(close)
        if region is None:
            return -1
        opening = view.token_at(region.outer_start)
        if opening <= start:
            return start if judged else -1
        comma = view.before(opening, start)
        apart = comma > start and view.lower[comma] == "," and not view.has_finite(start, opening)
        return opening if apart else -1

    def last_chunk(self, start: int, first: int, paused: bool) -> int:
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
        if self.qualifies(chunk, first):
            return chunk
        if view.before(first) in (chunk, chunk + 1) and lower.endswith("ant") and self._open_verb(chunk):
            return chunk  # *…, bafouant selon X le règlement*
        if chunk >= first - 1 or self._describes(chunk, first):
            # *…, inutile selon elle*, *…, coupables selon lui d'avoir triché*
            alone = not paused and self._describes(chunk, first) and view.lower[last] not in ("et", "mais")
            return chunk if alone else -1
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

    def _describes(self, chunk: int, first: int) -> bool:
        """*inutile*, *largement insuffisant*, *due*: an adjective alone, with its adverbs."""
        view = self.view
        while chunk < first - 1 and view.pos[chunk] == "ADV":
            chunk += 1
        return (
            chunk == first - 1 and not view.is_finite(chunk) and (view.pos[chunk] == "ADJ" or view.is_participle(chunk))
        )

    def completes(self, first: int, source_end: int, limit: int) -> bool:
        """*coupables selon lui | d'avoir triché*, *due selon les experts | à un oubli*: what the adjective asks for."""
        return source_end < limit and asks_for(self.view.lower[first - 1], self.view.lower[source_end])

    def qualifies(self, chunk: int, first: int) -> bool:
        """*Elle s'oppose au projet, | qui menacerait selon elle …*: a pronoun bears on the relative clause only."""
        view = self.view
        pronoun = not EMPHATIC.isdisjoint(view.lower[first + 1 : first + 3])
        return pronoun and (view.lower[chunk] in _WHICH or self._quality(chunk, first))

    def _quality(self, chunk: int, first: int) -> bool:
        """*Elle défend la méthode, | validée selon elle par …*, *…, | trop chère, selon lui, pour …*."""
        view = self.view
        if chunk < 2 or view.lower[chunk - 1] != "," or view.has_finite(chunk, first):
            return False
        word = chunk + (view.pos[chunk] == "ADV" and chunk + 1 < first)
        if view.pos[word] != "ADJ" and not view.is_participle(word) or view.lower[word].endswith("ant"):
            return False
        return view.pos[chunk - 2] in ("NOUN", "PROPN", "ADJ", "NUM") and view.before(first) <= word + 1

    def reported_relative(self, start: int, first: int, clauses: Clauses) -> int:
        """*Le syndicat dénonce une réforme | qui va, selon lui, …*: the clause in what the speaker reports, or -1."""
        for index in range(first - 1, start, -1):
            if self.view.lower[index] in RELATIVES:
                said = any(cue in clauses.finite_cues for cue in range(start, index))
                return index if said and self.qualifies(index, first) else -1
        return -1

    def scope_start(self, start: int, first: int, clauses: Clauses, paused: bool, bracket: bool) -> int:
        """Where the clause begins that the cue at ``first`` bears on: behind a colon, a bracket or an insertion."""
        view = self.view
        bound = start
        for index in range(first - 1, start, -1):
            # *X a balayé ces accusations : elles relèveraient, selon lui, …*: the paper's own up to the colon
            two_clauses = view.has_finite(start, index) and (
                view.has_finite(index, first) or view.pos[index + 1] in ("NUM", "DET") and first - index < _FIGURE
            )
            if view.lower[index] == ";" or view.lower[index] == ":" and (not paused or two_clauses):
                bound = index + 1
                break
        for position, after in self.cues if bracket else ():
            if bound < position < after < first and view.lower[position - 1] == "(":  # … (selon X), … (selon Y)
                close = next((i for i in range(after, first) if view.lower[i] == ")"), -1)
                if close >= 0 and view.lower[close + 1] in (",", "et", ";"):
                    bound = max(bound, close + 2)
        for position, end in clauses.insertions.items():
            if bound <= position and end < first - 1:
                bound = max(bound, end + 1)
        return bound

    def past_topic(self, start: int, first: int) -> int:
        """*Sénégal : « … », dixit X*: what stands before the colon of a headline is its topic, not X's; the marks."""
        view = self.view
        close = first - 1
        while close > start and (view.space[close] or view.lower[close] == ","):
            close -= 1
        region = view.closing.get(close)
        opening = view.token_at(region.outer_start) if region is not None else start
        sign = opening - 1
        while sign > start and view.space[sign]:
            sign -= 1
        topic = sign > start and view.lower[sign] in (":", "–", "—", "-") and not view.has_finite(start, sign)
        clause = topic and view.has_finite(opening, close)
        return opening if clause and not any(map(view.mark.__getitem__, range(start, sign))) else start

    def continuation(
        self, source_end: int, limit: int, start: int, first: int, clauses: Clauses, *, goes_on: bool, apposed: bool
    ) -> tuple[int, int] | None:
        """Tokens with which the content goes on behind the source, or None if it ended before the cue.

        ``apposed``: the content is no clause, and the one around it may go on behind a comma.
        """
        view = self.view
        index = source_end
        if goes_on and index < limit and view.lower[first - 1] != ",":
            return index, clauses.end(index, first, limit, relative=apposed)
        if index >= limit or view.lower[index] not in (",", ")", "–", "—", "-"):
            return None
        following = index + 1
        while following < limit and view.space[following]:
            following += 1
        if following >= limit or following in clauses.insertions:
            return None
        if view.lower[index] == ")" and view.lower[following] == ",":
            return None
        if view.has_finite(start, first) and sums_up(view, index, start, limit):
            return None  # *Le pont coûtera un million, selon X, un calcul que Y juge « faux »*
        last = view.before(first)
        while last > start and view.lower[last] in (",", "–", "—", "-"):
            last = view.before(last)
        if last > start and view.is_finite(last) and view.pos[last] in ("AUX", "VERB") or self._open_verb(last):
            return following, clauses.end(following, first, limit)
        if following in clauses.participles:
            return None
        if view.lower[following] in ("dont", "qui", "que", "où", "alors", "tandis", "lors", "dans", "après", "avant"):
            return None
        begun = not view.has_finite(start, first)
        if begun or view.lower[following] in ("mais", "et", "car"):
            otherwise = begun and self._judged_otherwise(following, limit)
            return None if otherwise else (index + 1, clauses.end(following, first, limit))
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

    def _judged_otherwise(self, following: int, limit: int) -> bool:
        """*un accord « équilibré » selon X, | « honteux » selon Y*: what another calls it."""
        within = range(bisect_right(self._positions, following), bisect_left(self._positions, limit))
        return any(self.view.mark[self._positions[at] - 1] for at in within)

    def goes_on(self, first: int) -> bool:
        """*La route a, selon lui, …*, *Le prix dépend selon lui …*: a verb that waits for what follows the source."""
        view = self.view
        last = view.before(first)
        paused = last >= 0 and view.lower[last] == ","
        last = view.before(last) if paused else last
        if last < 0:
            return False
        if not paused and self._quality(last, first):
            return True
        if not (view.is_finite(last) or self._open_verb(last)):
            return False
        return view.pos[last] == "AUX" or not paused

    def _open_verb(self, index: int) -> bool:
        """*a été | selon X fermée*, *bafouant | selon X le règlement*: no finite verb, and what it asks for follows."""
        view = self.view
        return view.lower[index] == "été" or view.pos[index] == "VERB" and view.lower[index].endswith("ant")

    def awaits(self, first: int) -> bool:
        """Whether the verb before a cue at ``first``, past a comma, is in the middle of its clause."""
        view = self.view
        last = view.before(first)
        last = view.before(last) if last >= 0 and view.lower[last] == "," else last
        return last >= 0 and (view.is_finite(last) or self._open_verb(last))

    def rest(self, start: int, first: int, source_end: int, limit: int, clauses: Clauses) -> int:
        """First token of what follows the source after a pause, or -1."""
        view = self.view
        if source_end >= limit:
            return -1
        if view.lower[source_end] not in (",", ")", "–", "—", "-"):
            return source_end if view.pos[source_end] in ("ADP", "SCONJ", "ADV") else -1
        if view.lower[source_end] == "," and view.has_finite(start, first) and sums_up(view, source_end, start, limit):
            return -1
        following = view.after(source_end, limit)
        return following if following >= 0 and following not in clauses.insertions else -1
