"""Clauses, noun phrases, judgements and prepositional objects of a cue, and where they end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.clause_starts import begins_main_clause
from claimx.stages.quotations.cues import Hit, opens_marks
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.phrases import PhraseReader
from claimx.stages.quotations.relative_limits import before_main_verb, before_outer_joint, is_relative
from claimx.stages.quotations.view import content_start, region_token_range

_FIGURE = re.compile(
    r"\d|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt|trente|cent|mille|millions?|milliards?)\b"
)
_ARTICLES = frozenset(
    {"un", "une", "des", "le", "la", "les", "l'", "de", "d'", "du", "son", "sa", "ses", "leur", "leurs"}
)
_NAMED = frozenset("cité citée cités citées nommé nommée nommés nommées identifié identifiée".split())
_LINKS = frozenset({"de", "d'", "à", "comme", "pour"})
_SOME = frozenset("un une du l' la le deux trois quelques".split())
_EACH = frozenset({"par", "pour", "chaque", "gratuit", "gratuite", "gratuits", "gratuites"})
_IN_HAND = frozenset(
    "verre verres eau café cafés thé bière bières vin sandwich cigarette cigarettes briquet mouchoir mouchoirs "
    "chaise stylo crayon baguette baguettes croissant croissants addition glace gâteau gâteaux bonbon bonbons biscuit "
    "biscuits tasse carafe bouteille assiette serviette couverture câlin bisou baiser cendrier pourboire".split()
)
"""Food, drink and small things."""
_CALLED_BACK = frozenset(
    "ambassadeur ambassadrice ambassadeurs consul consule diplomates troupes soldats réservistes voitures véhicules "
    "lots exemplaires modèles appareils bouteilles flacons joueurs internationaux".split()
)
_MEMBERS = frozenset(
    "adhérents adhérentes membres militants abonnés utilisateurs clients licenciés sympathisants lecteurs".split()
)
_COUNTED = 6
"""Tokens of a number and the noun it counts."""
_COMPANIONS = frozenset(
    {("de", "même", "que"), ("de", "même", "qu'"), ("à", "l'", "instar"), ("tout", "comme", "le")}
    | {("tout", "comme", article) for article in ("la", "les", "l'", "son", "sa", "ses", "leurs")}
)
_SUBORDINATORS = frozenset({"si", "s'", "alors", "tandis", "lorsque", "lorsqu'", "quand", "bien", "puisque", "comme"})
LOCUTIONS = frozenset(
    {
        "ainsi",
        "quoi",
        "pourvu",
        "avant",
        "sans",
        "alors",
        "tandis",
        "bien",
        "pour",
        "afin",
        "dès",
        "pendant",
        "après",
        "tant",
        "depuis",
        "outre",
    }
)
"""Words that make *que* part of a conjunction: *ainsi que, avant que*."""


@dataclass(slots=True)
class Complement:
    """A governed content: tokens ``first``..``end`` (exclusive) in ``frame``; ``region`` if wholly quoted.

    ``starts``: other tokens it may begin at (*accuse* | *la direction* | *de mentir*); ``counted``: the lexicon counts
    such a content (guidelines, «Settled cases»), else only a learned confidence lets it through.
    """

    frame: str
    first: int
    end: int
    region: Region | None = None
    limit: int = 0
    starts: tuple[int, ...] = ()
    counted: bool = True


class ObjectReader(PhraseReader):
    """Reads a content of a given shape from its first token."""

    uncounted: Complement | None = None
    """The first content seen that the lexicon does not count."""

    def _has_marks(self, first: int, end: int, hit: Hit) -> bool:
        own = self.view.region[hit.head]
        if self.view.region[first:end].count(own) == end - first:
            return False
        depth = self.view.depth(hit.head)
        return any(self.view.depth(i) > depth for i in range(first, end))

    def _verb_behind(self, close: int, limit: int) -> bool:
        """*une loi qu'il juge « absurde » | a été votée*, *…, qu'il a qualifiée d'« absurde », | a ému …*."""
        view, index = self.view, close
        while index < limit and (view.space[index] or view.lower[index] == ","):
            index += 1
        return index < limit and view.is_finite(index) and view.pos[index] in ("VERB", "AUX")

    def _accept(self, hit: Hit, frame: str, first: int, end: int, high: int | None = None) -> Complement | None:
        """Take a content of ``frame``, if the cue has such; it may be drawn out to ``high`` at most."""
        if end <= first or frame not in hit.entry.frames:
            return None
        quoted = self._has_marks(first, end, hit) or opens_marks(self.view, hit)
        if frame == "inf_a" and any(self.view.lower[i] in _NAMED for i in range(first, min(first + 6, end))):
            return None  # *a demandé à ne pas être cité*
        if not quoted and (
            frame == "np"
            and (
                self._has_members(hit, first, end)
                or self._hands_over(hit, first, end)
                or self._calls_back(hit, first, end)
                or self._pleads(hit, first, end)
            )
            or frame == "attr"
            and hit.lemma == "se montrer"
            and all(view_pos not in ("ADP", "SCONJ", "PRON") for view_pos in self.view.pos[first:end])
        ):
            return None  # *s'est montré plus réservé* states nothing
        figure = frame in hit.entry.figures and bool(_FIGURE.search(self.view.text, *self.view.slice(first, end)))
        counted = hit.entry.counts(frame, quoted=quoted, figure=figure)
        if not counted and hit.entry.type in ("thought", "gesture", "decision"):
            return None
        limit = max(self.clauses.limit(hit.head), end)
        if high is not None:
            limit = min(limit, high)
        following = self.view.after(end - 1, limit)
        if following >= 0 and self.view.lower[following] == ",":
            following = self.view.after(following, limit)
        if following in self.clauses.speech_participles and frame not in ("que", "si", "direct"):
            limit = end
        found = Complement(frame, first, end, limit=limit, starts=self._starts(hit, frame, first, end), counted=counted)
        if counted:
            return found
        self.uncounted = self.uncounted or found
        return None

    def _has_members(self, hit: Hit, first: int, end: int) -> bool:
        """*Le syndicat, qui revendique 12.000 adhérents, …*: how big a body is, by the way."""
        words = self.view.lower[first : min(first + _COUNTED, end)]
        return hit.lemma == "revendiquer" and "NUM" in self.view.pos[first:end] and not _MEMBERS.isdisjoint(words)

    def _calls_back(self, hit: Hit, first: int, end: int) -> bool:
        """*rappelle son ambassadeur*, *rappelle 3.000 voitures*: who or what is to return."""
        head = next((i for i in range(first, min(first + 5, end)) if self.view.pos[i] == "NOUN"), first)
        return hit.lemma == "rappeler" and self.view.lower[head] in _CALLED_BACK

    def _pleads(self, hit: Hit, first: int, end: int) -> bool:
        """*défendent la famille, le prévenu*: whom an advocate speaks for."""
        if hit.lemma != "défendre":
            return False
        view = self.view
        head = next((i for i in range(first, end) if view.pos[i] in ("NOUN", "PROPN")), first)
        return view.lower[head] == "famille" or classify_source(view, view.slice(first, end)) in ("person", "people")

    def _hands_over(self, hit: Hit, first: int, end: int) -> bool:
        """*demande un verre d'eau*: somebody wants a thing in his hand; what a body asks for is meant for others."""
        view = self.view
        if hit.entry.act_of("np") not in ("demand", "ask", "propose") or view.lower[first] not in _SOME:
            return False
        head = next((i for i in range(first + 1, min(first + 4, end)) if view.pos[i] in ("NOUN", "PROPN")), first)
        return view.lower[head] in _IN_HAND and not any(view.lower[i] in _EACH for i in range(head, end))

    def _starts(self, hit: Hit, frame: str, first: int, end: int) -> tuple[int, ...]:
        """Further places where a phrase may begin: its article, or behind an object or addressee."""
        view, frames = self.view, hit.entry.frames
        found: list[int] = []
        if first - 1 > hit.last and view.lower[first - 1] in _ARTICLES:
            found.append(first - 1)
        if frame not in ("np", "obj_attr", "quoted", "np_a", "np_de"):
            return tuple(found)
        judged = bool(frames & {"obj_inf_de", "obj_inf_a", "obj_attr"})
        linked = hit.entry.links if "obj_attr" in frames else frozenset()
        bare = "" in linked or bool(frames & {"obj_inf_de", "obj_inf_a"})
        if "de" in linked or "obj_inf_de" in frames:
            linked |= {"de", "d'"}
        if "obj_inf_a" in frames:
            linked |= {"à"}
        asked = bool(frames & {"inf_de", "inf_a", "obj_inf_de", "obj_inf_a"})
        for index in range(first + 1, min(first + 14, end)):
            if len(found) >= 4 or view.is_finite(index) and view.region[index] is view.region[first - 1]:
                break
            lower = view.lower[index]
            if lower in _LINKS and index + 1 < end and view.region[index] is view.region[first - 1]:
                if judged and lower in linked:
                    found += [index, index + 1]
                elif (
                    asked
                    and lower in ("de", "d'", "à")
                    and (index + 1 in self.openings or self._is_infinitive(index + 1))
                ):
                    found.append(index)
            elif bare and index in self.openings:
                found.append(index)
        return tuple(dict.fromkeys(found))

    def _clause(self, hit: Hit, frame: str, first: int, limit: int) -> Complement | None:
        view = self.view
        while first < limit and (view.space[first] or view.lower[first] == ","):
            first += 1
        if first >= limit:
            return None
        end = self.clauses.end(
            first,
            hit.head,
            limit,
            fronted=self._fronted(hit),
            relative=self._in_relative(hit),
            clause=frame in ("que", "si", "direct"),
            nominal=frame.startswith(("inf", "obj_inf")),
        )
        if hit.form == "infinitive" and end < limit and self._fronted(hit):
            # *Après avoir affirmé que P, | elle a …*: P has ended where the main clause begins
            self.clauses.firm = True
        return self._within(self._accept(hit, frame, first, self._whole_regions(first, end, limit)))

    def _within(self, found: Complement | None) -> Complement | None:
        """The content, not to be drawn out if its end is certain."""
        if found is not None and self.clauses.firm:
            found.limit = found.end
        return found

    def _fronted(self, hit: Hit) -> bool:
        """A participle or gerund at the head of its sentence, or a cue in a clause subordinate to what follows."""
        view = self.view
        if view.lower[hit.head - 1] == "beau":
            return True  # *Le maire a beau jurer que A, B*
        start = content_start(view, view.bounds(hit.head)[0], hit.first)
        if view.lower[start] in _SUBORDINATORS and not any(
            view.lower[i] == "," and begins_main_clause(view, i, hit.first) for i in range(start, hit.first)
        ):
            return True
        if self._of_addressee(hit, start):
            return True
        if hit.form not in ("participle", "gerund", "past_participle", "passive", "infinitive"):
            return False
        start = view.bounds(hit.head)[0]
        return all(view.is_break(i) or view.pos[i] in ("ADV", "CCONJ", "ADP", "PUNCT") for i in range(start, hit.first))

    def _of_addressee(self, hit: Hit, start: int) -> bool:
        """*À un élu qui lui demandait si A, | la ministre a répondu que B*: whose question opens the sentence."""
        view = self.view
        if view.lower[start] not in ("à", "a", "au", "aux"):
            return False
        who = next((i for i in range(start, hit.first) if view.lower[i] == "qui"), -1)
        return who > 0 and not view.has_finite(start + 1, hit.first)

    def _in_relative(self, hit: Hit) -> bool:
        """The cue stands in what is set off by commas: its subject is *qui*, or the sentence's verb is to come."""
        view = self.view
        for index in range(hit.first - 1, max(hit.first - 6, 0), -1):
            if view.lower[index] == "qui":
                return view.lower[view.before(index)] == ","
            if view.pos[index] not in ("ADV", "PRON", "PUNCT", "AUX"):
                break
        return self._verb_due(hit)

    def _verb_due(self, hit: Hit) -> bool:
        """*Le Quai, répétant que …, | n'a pas réagi*; *la piste, que X juge « … », | figure …*: its verb is to come."""
        view, start = self.view, self.view.bounds(hit.head)[0]
        comma = view.before(hit.first, start)
        if hit.form == "finite":
            pronoun = next(
                (i for i in range(hit.first - 1, max(start, hit.first - 12), -1) if is_relative(view, i)), -1
            )
            if pronoun < 0 or view.has_finite(pronoun, hit.first):
                return False
            comma = view.before(pronoun, start)
            if comma > start and view.pos[comma] == "ADP":
                comma = view.before(comma, start)
        elif hit.form not in ("participle", "past_participle"):
            return False
        return comma > start and view.lower[comma] == "," and not view.has_finite(start, comma)

    def _before_companions(self, first: int, limit: int) -> int:
        """*réclame un audit, | de même que la droite*, *, | à l'instar de la CGT*: who says it too, no part of it."""
        view = self.view
        for comma in range(first + 1, limit - 3):
            if view.lower[comma] == "," and tuple(view.lower[comma + 1 : comma + 4]) in _COMPANIONS:
                return comma
        return limit

    def _phrase(self, hit: Hit, frame: str, first: int, limit: int) -> Complement | None:
        quoted = self.openings.get(first)
        if quoted is not None and self._verb_behind(close := region_token_range(self.view, quoted)[1], limit):
            limit = close
        high = self._before_companions(first, before_main_verb(self.view, hit, first, limit))
        high = before_outer_joint(self.view, hit, first, high)
        end = self.clauses.end(
            first,
            hit.head,
            high,
            fronted=self._fronted(hit),
            relative=self._in_relative(hit),
            nominal=True,
            phrase=not frame.startswith("obj_inf"),
        )
        return self._within(
            self._accept(hit, frame, first, self._whole_regions(first, end, high), high if high < limit else None)
        )

    def _whole_regions(self, first: int, end: int, limit: int) -> int:
        """Never end inside a quoted region that began in the content."""
        view = self.view
        last = end - 1
        if last < first:
            return end
        region = view.region[last]
        outer = view.region[first]
        while region is not None and region is not outer:
            close = region_token_range(view, region)[1]
            if region_token_range(view, region)[0] >= first and close > end:
                end = close
            region = region.parent
        return self.rows.end(end)
