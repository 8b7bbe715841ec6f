"""Where a reported clause or phrase ends: marks, cues and clause boundaries first, the parse as a vote."""

from __future__ import annotations

from collections.abc import Collection

from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.view import AUXILIARIES, CLITICS, View

_COMMA = frozenset({",", "–", "—", "-", "--"})
_CONJUNCTIONS = frozenset({"et", "ou", "mais", "ni", "puis"})
_ADJUNCT_OPENERS = frozenset(
    "après avant lors alors tandis lorsque quand pendant durant depuis dans devant quelques selon au à en sur sans "
    "d' malgré contrairement".split()
)
_COORDINATING = frozenset({"et", "mais", "car", "or"})
_SUBJECT_PRONOUNS = frozenset("il elle on ils elles je j' nous vous tu ce c' cela ça".split())
_RELATIVES = frozenset({"qui", "que", "qu'", "dont", "où", "lequel", "laquelle", "lesquels", "lesquelles"})
_OPEN_CLAUSE = frozenset({"que", "qu'", "si", "lorsque", "lorsqu'", "quand", "puisque", "puisqu'"})
_ADVERBIAL_CLAUSES = frozenset(
    {(a, b) for a in ("alors", "tandis", "bien", "après", "avant", "pendant", "dès") for b in ("que", "qu'")}
    | {("même", "si"), ("même", "s'")}
)
_VENUES = frozenset(
    "communiqué entretien interview tweet message lettre vidéo discours conférence allocution déclaration twitter "
    "facebook instagram linkedin x afp antenne micro journaliste journalistes presse reuters bfmtv "
    "franceinfo figaro".split()
)
_MONTHS = frozenset(
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi "
    "vendredi samedi dimanche".split()
)
_DEMONSTRATIVES = frozenset("ce cet cette ces son sa ses leur leurs".split())


class Clauses:
    """Decides boundaries in one document.

    ``participles`` are token indices where a participle, gerund or infinitive cue group begins,
    ``insertions`` those of inserted reporting clauses: a content never runs over either after a comma.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.participles: dict[int, int] = {}
        self.insertions: dict[int, int] = {}
        self.finite_cues: set[int] = set()
        self.speech_participles: set[int] = set()
        self.said_as: set[int] = set()
        self.openings: Collection[int] = ()
        self.prepositions: set[int] = set()
        self.firm = False
        """Whether the last ``end`` is certain: nothing behind it can belong to the content."""

    def limit(self, index: int) -> int:
        """Token after the last one a content that starts at ``index`` may hold: sentence end or enclosing mark."""
        view = self.view
        end = view.bounds(index)[1]
        region = view.region[index]
        if region is not None:
            close = view.token_at(region.end - 1) + 1
            if close > index:
                end = min(end, close) if view.sentence[close - 1] == view.sentence[index] else end
        return end

    def end(
        self,
        first: int,
        cue: int,
        limit: int,
        *,
        fronted: bool = False,
        clause: bool = False,
        relative: bool = False,
        nominal: bool = False,
        phrase: bool = False,
    ) -> int:
        """Return the end (exclusive) of the content that starts at token ``first`` and hangs on ``cue``.

        ``fronted``: the cue is a participle before its main clause (*Jugeant …, Moscou entend …*), so that the
        content ends at the comma before that clause's subject. ``clause``: the content is a clause and never ends
        before its finite verb. ``relative``: the cue stands in a relative clause, so that a comma before a finite
        verb without subject closes it. ``nominal``: the content has no finite verb of its own (infinitive, noun
        phrase, attribute), so that no independent clause can be coordinated with it; ``phrase``: it is a noun phrase,
        on which adverbial clauses and the time and place of the act of speech don't hang.
        """
        view = self.view
        if first >= len(view.lower):
            return limit
        depth = view.depth(first) if not view.mark[first] else view.depth(cue)
        brackets = 0
        self.firm = False
        index = self._main_verb(first, limit) if clause else first
        while index < limit:
            lower = view.lower[index]
            if lower == "(":
                brackets += 1
            elif lower == ")":
                if brackets == 0:
                    return index
                brackets -= 1
            elif lower == ";" and brackets == 0:
                return index
            elif brackets == 0 and index > first and self._outside_mark(index, depth):
                if lower in _COMMA and self._is_pause(index) and self._cuts_at_comma(index, first, cue, limit):
                    return self._trim(first, index)
                if fronted and lower == "," and self.begins_main_clause(index, limit):
                    return self._trim(first, index)
                if relative and lower == "," and self._bare_predicate(index, limit):
                    return self._trim(first, index)
                if lower == "," and self._comments(index, limit):
                    return self._trim(first, index)
                if nominal and (lower in _COMMA or lower in _COORDINATING) and self._new_clause(index, first, limit):
                    return self._trim(first, index)
                if phrase and (self._adverbial_clause(index) or self._dates_the_act(index, first, cue, limit)):
                    self.firm = True
                    return self._trim(first, index)
                if lower == ":" and index + 1 < limit and (index + 1 in self.openings or index + 2 in self.openings):
                    return self._trim(first, index)
                if lower == "comme" and self.view.after(index, limit) in self.said_as:
                    return self._trim(first, index)
                if lower in _CONJUNCTIONS and self._cuts_at_conjunction(index, first, cue, limit):
                    self.firm = phrase
                    return self._trim(first, index)
                if lower in ("tout", "avant") and index + 1 in self.participles:
                    return self._trim(first, index)
                if (
                    index in self.participles
                    and lower == "en"
                    and self._hangs_outside(self.participles[index], first, index)
                ):
                    return self._trim(first, index)
            index += 1
        return self._trim(first, limit)

    def _main_verb(self, first: int, limit: int) -> int:
        """Token of the first finite verb outside relative and adverbial clauses, or ``first`` if there is none."""
        view = self.view
        pending = 0
        for index in range(first, limit):
            lower = view.lower[index]
            if (
                lower in ("qui", "dont", "où", "que", "qu'", "si", "lorsque", "lorsqu'", "quand", "comme", "puisque")
                and index > first
            ):
                if (
                    index in self.finite_cues
                    or lower in ("que", "qu'")
                    and view.pos[index] == "SCONJ"
                    and pending == 0
                    and index > first + 3
                ):
                    pass
                pending += 1
            elif view.is_finite(index) and view.pos[index] in ("VERB", "AUX"):
                if (
                    view.pos[index] == "AUX"
                    and view.head[index] > index
                    and view.dep[index].startswith(("aux", "cop"))
                    and view.is_finite(view.head[index])
                ):
                    continue
                if pending:
                    pending -= 1
                else:
                    return index
        return first

    def begins_main_clause(self, comma: int, limit: int) -> bool:
        """A subject and its finite verb follow before the next comma."""
        view = self.view
        following = view.after(comma, limit)
        if following < 0 or view.lower[following] in ("qui", "que", "qu'", "dont", "où", "et", "ou", "mais"):
            return False
        for index in range(following, limit):
            if view.lower[index] == "," and index > following + 8:
                return False
            if view.is_finite(index) and view.pos[index] in ("VERB", "AUX") and view.dep[index] != "acl:relcl":
                return True
        return False

    def _comments(self, comma: int, limit: int) -> bool:
        """*, ce qui l'inquiète*: the article's remark on what went before."""
        view = self.view
        following = view.after(comma, limit)
        return (
            0 <= following < limit - 1
            and view.lower[following] == "ce"
            and view.lower[following + 1] in ("qui", "que", "qu'", "dont")
        )

    def _new_clause(self, boundary: int, first: int, limit: int) -> bool:
        """A subject and its finite verb follow, outside any relative or subordinate clause begun in the content."""
        view = self.view
        index = view.after(boundary, limit)
        if index < 0 or any(view.lower[i] in _OPEN_CLAUSE for i in range(first, boundary)):
            return False
        if view.lower[index] in _COORDINATING and (index := view.after(index, limit)) < 0:
            return False
        if view.lower[index] in _SUBJECT_PRONOUNS:
            following = index + 1
            while following < limit and (view.lower[following] in CLITICS or view.is_break(following)):
                following += 1
            return following < limit and view.is_finite(following)
        if view.pos[index] not in ("DET", "PROPN", "NOUN", "PRON") or view.lower[index] in _RELATIVES:
            return False
        pending = 0
        for i in range(index, min(limit, index + 24)):
            lower = view.lower[i]
            if lower in (",", ":", ";") or view.region[i] is not view.region[boundary]:
                return False
            if lower in _RELATIVES and i > index:
                pending += 1
            elif view.is_finite(i) and view.pos[i] in ("VERB", "AUX") and view.dep[i] != "acl:relcl":
                if not pending:
                    return i > index
                pending -= 1
        return False

    def _adverbial_clause(self, index: int) -> bool:
        """*alors que, tandis que, bien que, même si*: a clause of its own, which no noun takes."""
        view = self.view
        if view.lower[index] == "," or index + 1 >= len(view.lower):
            return False
        return (view.lower[index], view.lower[index + 1]) in _ADVERBIAL_CLAUSES

    def _dates_the_act(self, index: int, first: int, cue: int, limit: int) -> bool:
        """*ces accusations | en avril 2017*, *la décision, | dans un communiqué*: when or where it was said."""
        view = self.view
        comma = view.lower[index] == ","
        start = view.after(index, limit) if comma else index
        if start < 0 or view.lower[start] not in _ADJUNCT_OPENERS or start <= first + 1:
            return False
        words = [view.lower[i] for i in range(start + 1, min(start + 6, limit))]
        if comma:
            return any(word in _VENUES for word in words)
        dated = any(word in _MONTHS or word.isdigit() and len(word) == 4 for word in words[:3])
        if not dated and not any(word in _VENUES for word in words[:4]):
            return False
        if view.before(start) >= 0 and start - 1 in view.closing:
            return True
        if any(word in _VENUES for word in words[:3]) and not (
            view.is_participle(start - 1) or view.pos[start - 1] in ("VERB", "AUX")
        ):
            return True
        return view.lower[first] in _DEMONSTRATIVES and start - first <= 3

    def _bare_predicate(self, comma: int, limit: int) -> bool:
        view = self.view
        following = view.after(comma, limit)
        if following < 0 or not (view.is_finite(following) or view.lower[following] in ("ne", "n'", "se", "s'")):
            return False
        return view.pos[following] in ("VERB", "AUX", "ADV", "PRON")

    def _is_pause(self, index: int) -> bool:
        """A dash counts only with blanks around it."""
        view = self.view
        if view.lower[index] == ",":
            return True
        return index > 0 and view.end[index - 1] < view.start[index]

    def _outside_mark(self, index: int, depth: int) -> bool:
        region = self.view.region[index]
        level = -1 if region is None else region.level
        return level <= max(depth, -1)

    def _trim(self, first: int, end: int) -> int:
        view = self.view
        while end > first + 1 and (view.space[end - 1] or view.lower[end - 1] in (",", ";", ":", "–", "—", "--")):
            end -= 1
        return end

    def _cuts_at_comma(self, index: int, first: int, cue: int, limit: int) -> bool:
        view = self.view
        following = view.after(index, limit)
        if following < 0:
            return True
        lower = view.lower[following]
        if following in self.insertions:
            return True
        if following in self.speech_participles:
            return True
        if following in self.participles:
            return self._hangs_outside(self.participles[following], first, index) or self._participle_is_main(
                following, first, index
            )
        if lower in ("tout", "avant", "sans", "puis", "et", "mais", "ou", "pour") and following + 1 in self.participles:
            return self._hangs_outside(self.participles[following + 1], first, index)
        if following in self.prepositions:
            return True
        if lower in _CONJUNCTIONS:
            return self._cuts_at_conjunction(following, first, cue, limit)
        if lower in ("qui", "dont", "que", "qu'", "où", "lequel", "laquelle"):
            return False
        if lower == "tandis":
            return True
        if lower in ("de", "d'", "à") and view.lower[first] in ("de", "d'", "à"):
            return False
        if lower in ("alors", "tandis", "après", "avant", "lors", "lorsque", "quand", "au") or view.pos[following] in (
            "ADP",
            "SCONJ",
            "ADV",
        ):
            return self._chunk_hangs_outside(following, first, index, limit)
        return False

    def _participle_is_main(self, following: int, first: int, comma: int) -> bool:
        """A participle cue after a comma continues the reporter unless the clause itself has a cue subject for it."""
        target = self.view.head[self.participles[following]]
        return not first <= target < comma or self.participles[following] in self.finite_cues

    def _hangs_outside(self, index: int, first: int, boundary: int) -> bool:
        """True unless the parse hangs ``index`` on a token of the content."""
        view = self.view
        for _ in range(60):
            head = view.head[index]
            if head == index:
                return True
            if head < first:
                return True
            if first <= head < boundary:
                return False
            index = head
        return True

    def _chunk_hangs_outside(self, following: int, first: int, boundary: int, limit: int) -> bool:
        view = self.view
        index = following
        for _ in range(60):
            head = view.head[index]
            if head == index:
                return False
            if head < first:
                return view.sentence[head] == view.sentence[first]
            if head < boundary:
                return False
            if head >= limit:
                return False
            index = head
        return False

    def _cuts_at_conjunction(self, index: int, first: int, cue: int, limit: int) -> bool:
        """A coordinated predicate of the reporter ends the content; a coordinated *que* goes on with it."""
        view = self.view
        following = view.after(index, limit)
        if following < 0 or view.lower[following] in ("que", "qu'", "si", "à", "de", "d'"):
            return False
        if following in self.insertions:
            return True
        if following in self.speech_participles and cue in self.participles.values():
            return True
        verb = self.group_verb(following, limit)
        if verb < 0:
            return False
        if verb in self.finite_cues and self._same_tense(verb, cue):
            return True
        if (
            self._compound(verb, following)
            and self._compound(cue, max(first - 8, 0))
            and not self._has_compound(first, index)
        ):
            return True
        head = view.head[verb]
        if head < first and view.is_ancestor(head, cue) | (head == cue):
            return True
        return head == cue

    def group_verb(self, index: int, limit: int) -> int:
        """Index of the verb if a verb group begins at ``index`` with no subject of its own, else -1."""
        view = self.view
        steps = 0
        while index < limit and steps < 6:
            if view.pos[index] == "VERB" or index in self.finite_cues:
                return index
            if view.pos[index] not in ("AUX", "ADV") and view.lower[index] not in (
                "se",
                "s'",
                "ne",
                "n'",
                "l'",
                "lui",
                "leur",
                "y",
                "en",
            ):
                return -1
            index += 1
            steps += 1
        return -1

    def _compound(self, verb: int, low: int) -> bool:
        """A participle with its auxiliary between ``low`` and it: *a émis*."""
        view = self.view
        return view.is_participle(verb) and any(view.lower[i] in AUXILIARIES for i in range(max(low, verb - 6), verb))

    def _has_compound(self, first: int, end: int) -> bool:
        """A compound past in the content that a coordinated one may go on with."""
        return any(
            self._compound(i, first)
            for i in range(first, end)
            if self.view.is_participle(i) and self.view.pos[i] == "VERB"
        )

    def _same_tense(self, verb: int, cue: int) -> bool:
        view = self.view
        return view.is_participle(verb) == view.is_participle(cue)


def region_token_range(view: View, region: Region) -> tuple[int, int]:
    """Tokens of a region with its marks, end exclusive."""
    first = view.token_at(region.outer_start)
    last = view.token_at(max(region.outer_end - 1, region.outer_start))
    return first, last + 1
