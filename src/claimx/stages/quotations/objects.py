"""Clauses, noun phrases, judgements and prepositional objects of a cue, and where they end."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimx.stages.quotations.clause_starts import begins_main_clause
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.phrases import PhraseReader
from claimx.stages.quotations.verb_forms import judges_first
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
_PURPOSE = frozenset({"afin", "avant", "loin", "lieu", "faute", "manière", "façon", "but", "vue"})
_DEFINITE = frozenset("le la les l' ce cet cette ces son sa ses leur leurs certains certaines".split())
_SUBORDINATORS = frozenset({"si", "s'", "alors", "tandis", "lorsque", "lorsqu'", "quand", "bien", "puisque", "comme"})
_RELATIVES = frozenset("que qu' dont où qui auquel auxquels auxquelles lequel laquelle lesquels lesquelles".split())
LOCUTIONS = frozenset(
    {
        "ainsi",
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
        depth = self.view.depth(hit.head)
        return any(self.view.depth(i) > depth for i in range(first, end))

    def _opens_marks(self, hit: Hit) -> bool:
        """*Elle « refuse toute suppression »*: the cue is the first quoted word, so that its content is quoted too."""
        region = self.view.region[hit.head]
        return region is not None and self.view.before(hit.first) < self.view.token_at(region.start) <= hit.first

    def _accept(self, hit: Hit, frame: str, first: int, end: int) -> Complement | None:
        if end <= first:
            return None
        start, stop = self.view.slice(first, end)
        quoted = self._has_marks(first, end, hit) or self._opens_marks(hit)
        figure = bool(_FIGURE.search(self.view.text, start, stop))
        if frame not in hit.entry.frames:
            return None
        if frame == "inf_a" and any(self.view.lower[i] in _NAMED for i in range(first, min(first + 6, end))):
            return None  # *a demandé à ne pas être cité*
        if not quoted and (
            frame == "np"
            and (self._hands_over(hit, first, end) or self._calls_back(hit, first, end))
            or frame == "attr"
            and hit.lemma == "se montrer"
            and all(view_pos not in ("ADP", "SCONJ", "PRON") for view_pos in self.view.pos[first:end])
        ):
            return None  # *s'est montré plus réservé* states nothing
        counted = hit.entry.counts(frame, quoted=quoted, figure=figure)
        if not counted and hit.entry.type in ("thought", "gesture", "decision"):
            return None
        limit = self.clauses.limit(hit.head)
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

    def _calls_back(self, hit: Hit, first: int, end: int) -> bool:
        """*rappelle son ambassadeur*, *rappelle 3.000 voitures*: who or what is to return."""
        head = next((i for i in range(first, min(first + 5, end)) if self.view.pos[i] == "NOUN"), first)
        return hit.lemma == "rappeler" and self.view.lower[head] in _CALLED_BACK

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
        return self._within(self._accept(hit, frame, first, self._whole_regions(first, end, limit)))

    def _within(self, found: Complement | None) -> Complement | None:
        """The content, not to be drawn out if its end is certain."""
        if found is not None and self.clauses.firm:
            found.limit = found.end
        return found

    def _fronted(self, hit: Hit) -> bool:
        """A participle or gerund at the head of its sentence, or a cue in a subordinate clause that opens it."""
        view = self.view
        start = content_start(view, view.bounds(hit.head)[0], hit.first)
        if view.lower[start] in _SUBORDINATORS and not any(
            view.lower[i] == "," and begins_main_clause(view, i, hit.first) for i in range(start, hit.first)
        ):
            return True
        if hit.form not in ("participle", "gerund", "past_participle", "passive", "infinitive"):
            return False
        start = view.bounds(hit.head)[0]
        return all(view.is_break(i) or view.pos[i] in ("ADV", "CCONJ", "ADP", "PUNCT") for i in range(start, hit.first))

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
            pronoun = next((i for i in range(hit.first - 1, max(start, hit.first - 12), -1) if self._relative(i)), -1)
            if pronoun < 0 or view.has_finite(pronoun, hit.first):
                return False
            comma = view.before(pronoun, start)
            if comma > start and view.pos[comma] == "ADP":
                comma = view.before(comma, start)
        elif hit.form != "participle":
            return False
        return comma > start and view.lower[comma] == "," and not view.has_finite(start, comma)

    def _relative(self, index: int) -> bool:
        return self.view.lower[index] in _RELATIVES and self.view.pos[index] in ("PRON", "ADV")

    def _phrase(self, hit: Hit, frame: str, first: int, limit: int) -> Complement | None:
        end = self.clauses.end(
            first,
            hit.head,
            limit,
            fronted=self._fronted(hit),
            relative=self._in_relative(hit),
            nominal=True,
            phrase=not frame.startswith("obj_inf"),
        )
        return self._within(self._accept(hit, frame, first, self._whole_regions(first, end, limit)))

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

    def _nominal(self, hit: Hit, first: int, limit: int) -> Complement | None:
        frames = hit.entry.frames
        if (
            "obj_attr" in frames
            and not hit.reflexive
            and (found := self._object_attribute(hit, first, limit)) is not None
        ):
            return found
        if (
            frames & {"obj_inf_de", "obj_inf_a", "np_a", "np_pour", "np_sur", "np_contre", "np_de"}
            and "np" not in frames
        ):
            return None
        if "np" in frames:
            if frames & {"obj_inf_de", "obj_inf_a", "inf_de", "inf_a"} and self._later_infinitive(hit, first, limit):
                return None
            if "que" in frames and self._later_que(first, limit):
                return None
            if "np_pour" in frames and "obj_inf_de" in frames and self._later_reason(first, limit):
                return None
            return self._phrase(hit, "np", first, limit)
        return None

    def _later_infinitive(self, hit: Hit, first: int, limit: int) -> bool:
        view = self.view
        charges = hit.entry.act_of("obj_inf_de") == "accuse"
        for index in range(first, min(first + (24 if charges else 14), limit - 1)):
            if view.is_finite(index) or index in self.clauses.finite_cues:
                return False
            if view.lower[index] == "," and not charges:
                return False
            following = view.after(index, limit) if view.lower[index] in ("de", "d'", "à") else -1
            if following >= 0 and self._is_infinitive(following):
                if view.lower[index - 1] in _PURPOSE:
                    return False
                # *accuse le patronat d'avoir « saboté » …*, *de « mentir »*: whatever the parser makes of the marks
                charge = "obj_inf_de" in hit.entry.frames and view.lower[index] != "à"
                if charge and (following > index + 1 or view.lower[following] in ("avoir", "être")):
                    return True
                return view.head[following] == hit.head or view.head[view.head[following]] == hit.head
        return False

    def _later_reason(self, first: int, limit: int) -> bool:
        """*remercie les pompiers pour leur courage*: what somebody is thanked for, not who."""
        view = self.view
        for index in range(first + 1, min(first + 14, limit)):
            if view.is_finite(index) or view.lower[index] in (",", ";") or view.mark[index]:
                return False
            if view.lower[index] == "pour":
                return True
        return False

    def _later_que(self, first: int, limit: int) -> bool:
        """The object is an addressee: *avertit les élus que …*."""
        view = self.view
        for index in range(first, min(first + 12, limit)):
            if view.is_finite(index) and view.pos[index] in ("VERB", "AUX") or index in self.clauses.participles:
                return False
            if view.lower[index] == "," or index in self.clauses.finite_cues:
                return False  # *demande une enquête, que …*; *ont nié toute attaque et affirmé que …*
            if view.lower[index] in ("que", "qu'"):
                return (
                    view.pos[index] == "SCONJ"
                    and view.pos[index - 1] != "NOUN"
                    and view.lower[index - 1] not in LOCUTIONS
                )
        return False

    def reason(self, hit: Hit) -> Complement | None:
        """*critiqué par les syndicats pour ses méthodes*: what a passive verb of praise or blame is about."""
        view = self.view
        index = view.after(hit.last, self.clauses.limit(hit.head))
        if index < 0 or view.lower[index] != "pour":
            return None
        limit = self.clauses.limit(hit.head)
        first = index if self._is_infinitive(index + 1) else index + 1
        end = self.clauses.end(first, hit.head, limit, nominal=True, phrase=True, relative=self._in_relative(hit))
        return (
            Complement("np_pour", first, self._whole_regions(first, end, limit), limit=limit) if end > first else None
        )

    def _object_attribute(self, hit: Hit, first: int, limit: int) -> Complement | None:
        """*juge la proposition « déraisonnable »*, *qualifie X de Y*, *présente X comme Y*."""
        view = self.view
        links = hit.entry.links | {"d'"} if "de" in hit.entry.links else hit.entry.links
        pending = 0
        for index in range(first + 1, min(first + 40, limit)):
            if (
                view.lower[index] in ("qui", "dont", "où")
                or view.lower[index] in ("que", "qu'")
                and view.pos[index] == "PRON"
            ):
                pending += 1
            if pending and view.is_finite(index) and view.pos[index] in ("VERB", "AUX"):
                pending -= 1
                continue
            if pending:
                continue
            if (
                view.is_finite(index)
                and view.pos[index] in ("VERB", "AUX")
                and view.dep[index] not in ("acl:relcl", "aux:tense", "aux:pass", "cop")
            ):
                break
            if index in self.openings and ("" in links or view.lower[index - 1] in links):
                return self._phrase(hit, "obj_attr", first, limit)
            if (
                view.lower[index] in links
                and view.lower[index] in ("comme", "de", "d'", "à", "en")
                and (view.lower[index] == "comme" or view.lower[index - 1] == "," or self._attaches(index, hit))
            ):
                return self._phrase(hit, "obj_attr", first, limit)
            if (
                "" in links
                and view.pos[index] == "ADJ"
                and view.dep[index] in ("xcomp", "obl:arg", "ccomp")
                and view.head[index] == hit.head
            ):
                return self._phrase(hit, "obj_attr", first, limit)
            if "" in links and self._closing_adjective(first, index, limit):
                return self._phrase(hit, "obj_attr", first, limit)
        return None

    def _begins_judgement(self, hit: Hit, index: int) -> bool:
        """*juge prématuré de …*, *estime peu probable un accord*, *trouve normal que …*: the adjective is first."""
        view = self.view
        if "obj_attr" not in hit.entry.frames or "" not in hit.entry.links or index > hit.last + 2:
            return False
        adjective = index
        while view.pos[adjective] == "ADV" and adjective < index + 2 and adjective + 1 < len(view.lower):
            adjective += 1
        return judges_first(view, adjective)

    def _closing_adjective(self, first: int, index: int, limit: int) -> bool:
        """*juge les mesures timorées, …*: an adjective right after a definite noun, at a pause."""
        view = self.view
        if view.lower[first] not in _DEFINITE or view.pos[index] != "ADJ" or not first < index <= first + 4:
            return False
        noun = index - 1
        while noun > first and (view.pos[noun] == "ADV"):
            noun -= 1
        following = view.after(index, limit)
        if following >= 0 and view.lower[following] in ("que", "qu'"):
            return view.pos[noun] == "NOUN" and view.lower[index - 1] in ("plus", "moins", "aussi")
        return view.pos[noun] == "NOUN" and (following < 0 or view.lower[following] in (",", "et", ";", "pour", "et"))

    def _attaches(self, index: int, hit: Hit) -> bool:
        head = self.view.head[index]
        return self.view.head[head] == hit.head or head == hit.head
