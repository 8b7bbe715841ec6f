"""What goes on behind a reporting clause: *La ligne, dit X, | rouvrira lundi*, *Faux, répond X : | le bail court*."""

from __future__ import annotations

from collections.abc import Mapping

from claimx.records import Kind
from claimx.stages.quotations.adjective_complements import TO, asks_for
from claimx.stages.quotations.candidates import Shaper, trim
from claimx.stages.quotations.clause_starts import only_fronted_clause, predicate_behind
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.moments import on_occasion
from claimx.stages.quotations.reporting import Insertion
from claimx.stages.quotations.view import View, region_token_range

_CONTINUERS = frozenset(
    "mais et car alors tandis puisque parce dont qui où ni or sinon même avec ainsi comme soit".split()
)

_BEGINNINGS = frozenset("il elle on ils elles je j' nous c' ce ça et mais car".split())
"""What begins a clause: no object of a verb before the mark, *qui récuse le mot de recul, « commode »*."""
_RELATIVES = ("qui", "dont", "où")
_CONDITIONS = frozenset(
    {("sous", "réserve"), ("sous", "peine"), ("à", "condition"), ("à", "moins"), ("quitte", "à"), ("faute", "de")}
    | {(first, que) for first in ("tant", "dès", "pourvu") for que in ("que", "qu'")}
    | {("d'", "autant"), ("pour", "peu"), ("même", "si"), ("même", "s'"), ("sauf", "à"), ("sauf", "si")}
    | {("faute", "d'")}
)
"""What opens a condition or concession of the clause before."""
_UNITS = frozenset("an ans année mois semaine jour jours heure heures lendemain veille".split())
_LINKS = frozenset("de d' du des par à au aux sur contre vers entre".split())
"""Prepositions of the complement that a bare verb waits for."""
_AWAITING = frozenset("surtout notamment principalement essentiellement avant uniquement seulement davantage".split())
"""Adverbs that point to what is still to come."""


class Continuations:
    """Finds what of a sentence still belongs to the content behind the clause that reports it; all in tokens."""

    def __init__(
        self,
        view: View,
        clauses: Clauses,
        shaper: Shaper,
        openings: Mapping[int, Region],
        insertions: Mapping[int, Insertion],
    ) -> None:
        self.view, self.clauses, self.shaper, self.openings = view, clauses, shaper, openings
        # the first token of whatever a reporting clause behind its closing mark reports
        self._reported = {
            region_token_range(view, insertion.region)[0]
            for insertion in insertions.values()
            if insertion.region is not None
        }

    def find(
        self, insertion: Insertion, begun: int, sentence_end: int, kind: str, region: Region | None
    ) -> tuple[int, int] | None:
        """Return the tokens of the content after the reporting clause, within the sentence.

        ``begun``: where the content begins before that clause.
        """
        view = self.view
        if insertion.end >= sentence_end:
            return None
        if view.lower[insertion.end] == ":":
            return self._behind_colon(insertion, insertion.end, sentence_end, region)
        following = self._behind_pause(insertion, sentence_end)
        if following < 0 and region is not None and view.lower[insertion.end] in _RELATIVES:
            more = self._behind_apposition(insertion.end, sentence_end, region)
            following = more if more > insertion.end else -1
        if following < 0:
            return None
        if region is not None and (more := self._behind_apposition(following, sentence_end, region)) >= 0:
            following = more
        if region is not None and self._describes(following, sentence_end):
            return None
        lower = view.lower[following]
        opening = self.openings.get(following)
        before = view.region[view.before(insertion.first)] if view.before(insertion.first) >= 0 else None
        inside = view.region[following]
        if region is not None and opening is not None and opening.level == region.level:
            end = self.clauses.end(following, insertion.hit.head, sentence_end)
            return following, max(end, min(region_token_range(view, opening)[1], len(view.lower)))
        if self._is_condition(following) and self.goes_on(insertion, following, sentence_end):
            return following, self.clauses.end(following, insertion.hit.head, sentence_end)
        if region is not None and insertion.hit.entry.type != "gesture" and inside in (None, region):
            stop = view.before(insertion.first)
            complete = view.text[view.end[stop] - 1 : view.end[stop]] in "!?.…" if stop >= 0 else True
            if not complete and before is region and not view.has_finite(view.token_at(region.start), stop + 1):
                return following, self.clauses.end(following, insertion.hit.head, sentence_end)
            return None
        if opening is not None and region is None:
            end = self.clauses.end(following, insertion.hit.head, sentence_end)
            return following, max(end, region_token_range(view, opening)[1])
        start = view.bounds(insertion.hit.head)[0] if region is not None else begun
        if lower in _CONTINUERS and lower not in ("alors", "tandis", "dont", "qui", "où", "avec", "et"):
            return following, self.clauses.end(following, insertion.hit.head, sentence_end)
        cleft = lower in ("c'", "ce") and view.lower[start] == "ce"  # *Ce qui gêne, disent-ils, c'est le bruit*
        if region is None and following == insertion.end + 1 and self._tells_of_sayer(following):
            return None
        if (
            cleft
            or self.goes_on(insertion, following, sentence_end)
            or only_fronted_clause(view, start, insertion.first)
            or not view.has_finite(start, insertion.first)
            or self._main_verb_after(following, sentence_end, start, insertion.first)
        ):
            return following, self.clauses.end(following, insertion.hit.head, sentence_end)
        return None

    def _tells_of_sayer(self, first: int) -> bool:
        """*Le double, affirme l'intersyndicale, | qui proteste …*, *Faux, rétorque X, | pour qui …*."""
        lower = self.view.lower
        whom = self.view.pos[first] == "ADP" and lower[first + 1 : first + 2] == ["qui"]
        return lower[first] in _RELATIVES or whom

    def _describes(self, first: int, limit: int) -> bool:
        """*« Un cauchemar », dit X, installée à Nice depuis 2019*: what the sayer is, with no verb of its own."""
        view = self.view
        participle = view.is_participle(first) and not view.is_finite(first)
        return (participle or view.pos[first] == "ADJ") and not view.has_finite(first, limit)

    def _behind_pause(self, insertion: Insertion, sentence_end: int) -> int:
        """First token behind the comma or dash that closes ``insertion``, unless another cue begins there, else -1."""
        view, pause = self.view, insertion.end
        following = pause + 1
        while following < sentence_end and view.space[following]:
            following += 1
        if view.lower[pause] not in (",", "–", "—", "--") or following >= sentence_end:
            return -1
        if "Inf" in view.tense[following] and view.is_finite(view.before(view.before(insertion.first))):
            return following  # *Les aides devraient, dit-elle, arriver en mars*
        if following in self.clauses.participles or following in self.clauses.insertions:
            return -1
        if following in self._reported:
            return -1  # *« A », dit l'un, | « B », répond l'autre*
        links = view.lower[following] in ("tout", "avant", "après", "en", "sans", "et", "puis", "pour")
        return -1 if links and any(following + k in self.clauses.participles for k in (1, 2)) else following

    def _behind_apposition(self, following: int, sentence_end: int, region: Region) -> int:
        """*« A », dit X, maire de Y, | « et B »*, *…, dit un élu qui se tait, | « B »*: what goes on behind, or -1."""
        view = self.view
        if following in self.openings or view.text[region.end - 1] in "!?.…":
            return -1
        relative, cued = view.lower[following] in _RELATIVES, False
        for index in range(following, sentence_end):
            if index in self.openings:
                more = self.openings[index]
                first, close = view.after(index, sentence_end), region_token_range(view, more)[1]
                begins = first >= 0 and view.lower[first] in _BEGINNINGS
                goes_on = begins or first >= 0 and not cued and view.has_finite(first, close)
                goes_on = goes_on and view.words[first][:1].islower()
                closes = view.after(close - 1, sentence_end) < 0
                apart = view.lower[view.before(index)] == ","
                return index if goes_on and closes and apart and more.level == region.level else -1
            cue = index in self.clauses.finite_cues or index in self.clauses.participles
            if not relative and (cue or view.is_finite(index)):
                return -1
            cued = cued or cue
        return -1

    def _behind_colon(
        self, insertion: Insertion, colon: int, sentence_end: int, region: Region | None
    ) -> tuple[int, int] | None:
        """*Faux, répond X : le bail court*, *La ligne, dit X : « rouvrira lundi »*: what goes on behind the colon."""
        view = self.view
        following = colon + 1
        while following < sentence_end and view.space[following]:
            following += 1
        if following >= sentence_end or region is not None or not insertion.sure:
            return None
        quoted = self.openings.get(following)
        if quoted is None and self._another_reports(following, sentence_end):
            return None
        if quoted is None:
            return following, self.clauses.end(following, insertion.hit.head, sentence_end, clause=True)
        return (following, region_token_range(view, quoted)[1]) if predicate_behind(view, colon) else None

    def _another_reports(self, first: int, limit: int) -> bool:
        """*Faux procès, rétorque le groupe : | son orateur rappelle que …*: a cue of its own with its clause."""
        behind = (i for i in range(first, limit - 1) if i in self.clauses.finite_cues)
        return any(self.view.lower[i + 1] in ("que", "qu'") for i in behind)

    def goes_on(self, insertion: Insertion, following: int, sentence_end: int) -> bool:
        """*Les ventes sont, dit-il, suspendues*, *La route ferme, dit-il, et les cars feront un détour*."""
        view = self.view
        last = view.before(insertion.first)
        if last >= 0 and view.lower[last] == ",":
            last = view.before(last)
        if last >= 0 and view.is_finite(last) and view.pos[last] == "AUX":
            return True
        # *« Je pars », dit X, si …*: the whole quotation stands in its marks, and nothing is left out of them.
        apart = insertion.region is not None and self._is_whole(insertion.region)
        if insertion.region is None and self._due(last, following, sentence_end):
            return True
        if not apart and self._is_condition(following):
            return True
        if view.lower[following] != "et" or insertion.region is not None:
            return False
        subject = view.after(following, sentence_end)
        if subject < 0 or view.pos[subject] not in ("DET", "PROPN", "NUM") or subject in self.clauses.insertions:
            return False
        end = next((i for i in range(subject, sentence_end) if view.lower[i] in (";", ":")), sentence_end)
        verb = next((i for i in range(subject, end) if view.is_finite(i)), -1)
        return verb > subject and not any(i in self.clauses.finite_cues for i in range(subject, end))

    def _is_whole(self, region: Region) -> bool:
        """Whether the sentence begins with the quotation."""
        first = region_token_range(self.view, region)[0]
        return self.view.before(first, self.view.bounds(first)[0]) < self.view.bounds(first)[0]

    def _is_condition(self, following: int) -> bool:
        """*sous réserve de …*, *si la météo le permet*."""
        lower = self.view.lower
        return (
            tuple(lower[following : following + 2]) in _CONDITIONS
            or lower[following] == "si"
            and (self.view.pos[following + 1 : following + 2] in (["DET"], ["PRON"], ["PROPN"]))
        )

    def _due(self, last: int, following: int, limit: int) -> bool:
        """*Elles devraient, dit-il, arriver*, *Il n'est pas question, dit-il, de vendre*, *Cela tient surtout, …*."""
        view, lower = self.view, self.view.lower[following]
        behind = view.after(following, limit)
        if "Inf" in view.tense[following] or lower in ("que", "qu'"):
            return True
        if lower == "si" or lower == "s'" and behind >= 0 and view.lower[behind] in ("il", "ils"):
            return True  # *La vente échouera, prévient X, si les héritiers refusent*
        if lower in TO and last >= 0 and asks_for(view.lower[last], lower):
            return True  # *Le pays est prêt, dit-il, à rouvrir la frontière*
        if lower in ("de", "d'") and behind >= 0:
            if "Inf" in view.tense[behind]:
                return True
            if "agit" in view.lower[max(last - 2, 0) : last + 1]:
                return True  # *Il s'agit là, répond X, d'une erreur*
        if last >= 0 and view.is_finite(last) and view.pos[last] == "VERB" and lower in _LINKS:
            apart = behind >= 0 and view.lower[behind] in ("après", "ailleurs", "ici")
            return not apart and not on_occasion(view, following, limit)  # *La hausse s'explique, note X, par le gaz*
        if view.pos[following] in ("DET", "NUM") and self._wants_object(last):
            # *Il avait même évoqué, se souvient sa mère, une fin de carrière*
            dated = view.pos[following] == "DET" and behind >= 0 and view.pos[behind] == "NUM"
            timed = behind < 0 or dated or view.lower[behind] in _UNITS
            return not timed and not view.has_finite(following, limit)
        return last >= 0 and view.lower[last] in _AWAITING and view.pos[following] == "ADP"

    def _wants_object(self, last: int) -> bool:
        """*Il y a, | dit-il, trop de vignes*, *a évoqué, | dit-il, une fin*: a verb whose object is still to come."""
        view = self.view
        if last < 1:
            return False
        there_is = view.is_finite(last) and view.lower[last - 1] == "y"
        return there_is or last in self.clauses.finite_cues and view.is_participle(last)

    def _main_verb_after(self, first: int, end: int, start: int, stop: int) -> bool:
        """The clause begun before the insertion goes on: its subject waits for a verb that comes after."""
        view = self.view
        for index in range(first, min(end, first + 8)):
            if view.is_finite(index):
                head = index if view.pos[index] == "VERB" else view.head[index]
                subjects = [child.i for child in view.tokens[head].children if child.dep_ in ("nsubj", "nsubj:pass")]
                return bool(subjects) and all(start <= subject < stop for subject in subjects)
        return False

    def rest(self, insertion: Insertion, sentence_end: int) -> int:
        """First token of what follows the reporting clause in its sentence after a pause, or -1."""
        view = self.view
        index = insertion.end
        if index >= sentence_end or view.lower[index] not in (",", "–", "—", "--", "-", ")"):
            return -1
        following = view.after(index, sentence_end)
        return following if following >= 0 and following not in self.clauses.insertions else -1

    def join(
        self, segments: list[tuple[int, int]], kind: Kind, tail: tuple[int, int], base: Region | None
    ) -> tuple[list[tuple[int, int]], Kind]:
        """Return the segments and kind of a content (code points) that goes on with the tokens ``tail``."""
        view = self.view
        opening = self.openings.get(tail[0])
        if opening is not None:
            close = region_token_range(view, opening)[1]
            if kind == "direct" and tail[1] <= close + 1:
                return segments + self.shaper.region_segments(opening), "direct"
        span = trim(view.text, view.slice(*tail))
        if kind == "direct":
            first = segments[0]
            outer = view.region[view.token_at(first[0])]
            if outer is not None:
                segments = [(outer.outer_start, outer.outer_end), *segments[1:]]
        shaped = self.shaper.shape(tail[0], tail[1], base, direct=False)
        quoted = kind in ("direct", "mixed") or (shaped is not None and shaped[0] == "mixed")
        return [*segments, span], "mixed" if quoted else "indirect"
