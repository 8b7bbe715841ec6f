"""What a cue governs: *que* and *si* clauses, infinitives, quoted and nominal objects, attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimx.stages.quotations.clauses import Clauses, region_token_range
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.view import AUXILIARIES, CLITICS, View, content_start

_WORDS_OF_QUESTION = frozenset(
    "si s' pourquoi comment combien quand où quel quelle quels quelles qui quoi lequel laquelle lesquels lesquelles".split()
)
_DAYS = frozenset("lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui matin soir".split())
_FIGURE = re.compile(
    r"\d|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt|trente|cent|mille|millions?|milliards?)\b"
)
_GAP = 22
_LOCUTIONS = frozenset(
    {"ainsi", "avant", "sans", "alors", "tandis", "bien", "pour", "afin", "dès", "pendant", "après", "tant"}
)
_DETERMINERS = frozenset({"le", "la", "l'", "ce", "cet", "cette"})
_MOMENTS = frozenset(
    "veille lendemain semaine mois an année jour journée soirée nuit été printemps automne hiver week-end".split()
)
_PAST = frozenset("dernier dernière passé passée précédent précédente suivant suivante même".split())
_MONTHS = frozenset("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split())
_PURPOSE = frozenset({"afin", "avant", "loin", "lieu", "faute", "manière", "façon", "but", "vue"})
_DEFINITE = frozenset("le la les l' ce cet cette ces son sa ses leur leurs certains certaines".split())
_DEGREES = frozenset(
    "très plus moins trop assez plutôt bien si aussi tout toute parfaitement totalement extrêmement".split()
)
_STATES = frozenset(
    "colère faveur désaccord accord train mesure état contact capacité danger forme paix choc bout".split()
)
_SUBORDINATORS = frozenset({"si", "s'", "alors", "tandis", "lorsque", "lorsqu'", "quand", "bien", "puisque", "comme"})


@dataclass(slots=True)
class Complement:
    """A governed content: tokens ``first``..``end`` (exclusive) in ``frame``; ``regions`` if wholly quoted."""

    frame: str
    first: int
    end: int
    region: Region | None = None
    limit: int = 0


class ComplementReader:
    """Reads the complement of a cue from the surface order after its verb group."""

    def __init__(self, view: View, clauses: Clauses, openings: dict[int, Region]) -> None:
        self.view = view
        self.clauses = clauses
        self.openings = openings

    def read(self, hit: Hit) -> Complement | None:
        """Return the content that ``hit`` governs to its right, or None."""
        view, frames = self.view, hit.entry.frames
        if (announced := self._announced(hit)) is not None:
            return announced
        start = hit.last + 1
        limit = self.clauses.limit(hit.head)
        if view.region[hit.head] is None:
            limit = max(limit, view.bounds(hit.head)[1])
        index = start
        nominal = -1  # where an object or addressee began
        comma = False
        while index < limit and index - start <= _GAP:
            lower = view.lower[index]
            if view.space[index]:
                index += 1
                continue
            opening = self.openings.get(index)
            if opening is not None and view.region[hit.head] is not opening:
                return self._quoted(hit, index, opening, limit, nominal >= 0)
            if lower == ":":
                return self._after_colon(hit, index, limit)
            if lower in ("que", "qu'") and view.lower[index - 1] in _LOCUTIONS:
                return None
            if lower in ("que", "qu'") and not comma:
                if self._is_comparative(index, start):
                    index += 1
                    continue
                return (
                    self._clause(hit, "que", index + 1, limit) if self._is_complementizer(index, hit, nominal) else None
                )
            if (
                lower == "ce"
                and index + 1 < limit
                and view.lower[index + 1] in ("que", "qu'", "qui", "dont")
                and nominal < 0
            ):
                return self._clause(hit, "si", index, limit) or self._clause(hit, "np", index, limit)
            if (
                lower in ("de", "pour", "quant", "à")
                and index + 2 < limit
                and view.lower[index + 2] in ("côté", "part", "tour")
                or (lower == "quant" and index + 2 < limit and view.lower[index + 2] in ("lui", "elle", "eux", "elles"))
            ):
                index += 3
                continue
            if (past := self._past_moment(index, limit)) > index:
                index = past
                continue
            if lower == "il" and view.lower[index + 1 : index + 3] == ["y", "a"]:
                index = self._past_date(index, limit)
                continue
            if (
                lower in _WORDS_OF_QUESTION
                and nominal < 0
                and index - start <= 6
                and not (lower == "s'" and index + 1 < limit and view.lower[index + 1] not in ("il", "ils"))
            ):
                if lower in ("si", "s'"):
                    return self._clause(hit, "si", index + 1, limit)
                if "si" in frames or (lower in ("pourquoi", "comment", "combien") and hit.entry.type == "speech"):
                    return self._clause(hit, "si" if "si" in frames else "que", index, limit)
            if lower == ",":
                skipped = self._insertion_end(index, limit)
                if skipped < 0:
                    return None
                if nominal < 0:
                    start = skipped
                index = skipped
                continue
            if nominal < 0 and "attr" in frames and self._begins_attribute(index, limit):
                return self._phrase(hit, "attr", index, limit)
            if lower in ("de", "d'", "du", "des", "à", "au", "aux"):
                found = self._prepositional(hit, index, limit, nominal)
                if found is not None:
                    return found
            elif lower in ("sur", "pour", "contre", "en", "comme") and (
                found := self._other_preposition(hit, index, limit, nominal)
            ):
                return found
            if self._is_infinitive(index) and nominal < 0:
                return self._clause(hit, "inf", index, limit)
            if view.pos[index] == "ADP" and lower not in ("de", "d'", "des", "du") and index + 1 not in self.openings:
                index = self._past_prepositional(index, limit)
                continue
            if view.is_finite(index) and view.pos[index] in ("VERB", "AUX"):
                return None
            if nominal < 0 and index <= start + 6 and self._begins_noun_phrase(index):
                if (found := self._nominal(hit, index, limit)) is not None:
                    return found
                nominal = index
            if view.pos[index] in ("CCONJ",) and nominal < 0:
                return None
            index += 1
        return None

    def _announced(self, hit: Hit) -> Complement | None:
        """*s'en est pris à eux : « … »*, *annonce la nouvelle : « … »*: a colon and a quoted clause end the sentence."""
        view = self.view
        if not hit.entry.frames & {"direct", "np", "que"} and hit.entry.type not in ("speech", "gesture", "blame"):
            return None
        end = view.sentences[view.sentence[hit.head]][1]
        for index in range(hit.last + 1, min(end, hit.last + 26)):
            if view.is_finite(index) and view.pos[index] in ("VERB", "AUX") or index in self.openings:
                return None
            if view.lower[index] == ":":
                opening = view.after(index, len(view.lower))
                while opening > index + 1 and opening not in self.openings:
                    opening -= 1
                region = self.openings.get(opening)
                if region is None or region is view.region[hit.head] or not self.is_clause(region):
                    return None
                return Complement("direct", opening, region_token_range(view, region)[1], region)
        return None

    def _past_prepositional(self, index: int, limit: int) -> int:
        """Past the noun of an adverbial or addressee (*pendant la crise, à l'AFP*), with the adjectives and *de* phrases after it."""
        view = self.view
        stop = index + 1
        while stop < limit and stop < index + 6 and view.pos[stop] not in ("NOUN", "PROPN", "PRON"):
            if stop in self.openings or view.lower[stop] in (",", "que", "qu'", ":"):
                return stop
            stop += 1
        while (
            stop < limit
            and view.pos[stop] in ("NOUN", "PROPN", "ADJ", "NUM", "PRON")
            and view.lower[stop] not in ("que", "qu'", "ce")
        ):
            stop += 1
        if (
            stop < limit
            and view.lower[stop] in ("de", "du", "des", "d'")
            and not self._is_infinitive(stop + 1)
            and view.head[view.head[stop]] < stop
            and view.head[view.head[stop]] > index
        ):
            return self._past_prepositional(stop, limit)
        return max(stop, index + 1)

    def _past_moment(self, index: int, limit: int) -> int:
        """Past *la veille, cette semaine, le mois dernier, le 12 mars 2020*; ``index`` itself if it is no such phrase."""
        view = self.view
        if view.lower[index].startswith("mi-"):
            return index + 1
        if view.lower[index] in ("fin", "début") and index + 1 < limit and view.lower[index + 1] in _MONTHS:
            return index + 2
        if view.lower[index] not in _DETERMINERS or index + 1 >= limit:
            return index
        following = index + 1
        if view.lower[following] in _MOMENTS:
            after = following + 1
            if view.lower[following] in ("veille", "lendemain", "week-end") or view.lower[index] in (
                "ce",
                "cet",
                "cette",
            ):
                return after
            return after + 1 if after < limit and view.lower[after] in _PAST else index
        if view.lower[following].isdigit() and following + 1 < limit and view.lower[following + 1] in _MONTHS:
            following += 2
            return following + 1 if following < limit and view.lower[following].isdigit() else following
        return index

    def _past_date(self, index: int, limit: int) -> int:
        """Past *il y a deux semaines*."""
        view = self.view
        index += 3
        while index < limit and view.pos[index] in ("NUM", "DET", "ADJ", "ADV", "NOUN"):
            index += 1
            if view.pos[index - 1] == "NOUN":
                break
        return index

    def _begins_attribute(self, index: int, limit: int) -> bool:
        """*prêt, très inquiet, plus à l'aise, en colère, en faveur de*."""
        view = self.view
        if view.pos[index] == "ADJ" or view.is_participle(index):
            return True
        following = index + 1
        if following >= limit:
            return False
        if view.lower[index] in _DEGREES:
            return (
                view.pos[following] in ("ADJ", "ADP")
                or view.is_participle(following)
                or view.lower[following] in _DEGREES
            )
        return (
            view.lower[index] in ("en", "à", "sous")
            and view.lower[following] in _STATES
            or (view.lower[index] == "à" and view.lower[following : following + 2] == ["l'", "aise"])
        )

    def _is_comparative(self, index: int, start: int) -> bool:
        view = self.view
        return any(
            view.lower[i] in ("plus", "moins", "autant", "aussi", "ne", "n'")
            for i in range(max(start, index - 3), index)
        )

    def _is_complementizer(self, index: int, hit: Hit, nominal: int) -> bool:
        """*que* after a noun may be a relative pronoun: trust the tag unless the cue wants a clause."""
        view = self.view
        if nominal < 0 or "que" not in hit.entry.frames:
            return "que" in hit.entry.frames
        if view.pos[index] == "PRON" and view.dep[index] in ("obj", "nsubj", "iobj"):
            return False
        return True

    def _is_infinitive(self, index: int) -> bool:
        view = self.view
        if "Inf" in view.tense[index] and view.pos[index] in ("VERB", "AUX"):
            return True
        if view.lower[index] in CLITICS or view.lower[index] in ("pas", "n'", "ne"):
            following = index + 1
            while following < len(view.lower) and (
                view.lower[following] in CLITICS or view.lower[following] in ("pas", "plus", "jamais", "rien")
            ):
                following += 1
            return (
                following < len(view.lower)
                and "Inf" in view.tense[following]
                and view.pos[following] in ("VERB", "AUX")
            )
        return False

    def _insertion_end(self, comma: int, limit: int) -> int:
        """Index after the closing comma of a short insertion (*, mercredi, … que*), else -1."""
        view = self.view
        for index in range(comma + 1, min(comma + 26, limit)):
            if view.is_finite(index) and view.pos[index] in ("VERB", "AUX"):
                return -1
            if index in self.clauses.participles or index in self.clauses.insertions:
                return -1
            if view.lower[index] == ",":
                return index + 1
            if view.lower[index] in ("que", "qu'", ":") or index in self.openings:
                return index
        return -1

    def _begins_noun_phrase(self, index: int) -> bool:
        view = self.view
        if (
            view.lower[index] in _DAYS
            or view.lower[index] in ("ce", "cet")
            and index + 1 < len(view.lower)
            and view.lower[index + 1] in _DAYS
        ):
            return False
        if index + 1 in self.openings and view.lower[index] in (
            "leur",
            "leurs",
            "l'",
            "la",
            "le",
            "les",
            "un",
            "une",
            "des",
            "ce",
            "cette",
            "son",
            "sa",
            "ses",
        ):
            return True
        return (
            view.pos[index] == "DET"
            or view.pos[index] in ("NOUN", "PROPN", "NUM", "PRON")
            and view.lower[index] not in CLITICS
            or (view.pos[index] == "ADJ" and view.head[index] > index)
            or view.lower[index] in ("le", "la", "les", "l'")
        )

    # ---- the shapes of a content ----

    def _has_marks(self, first: int, end: int, hit: Hit) -> bool:
        depth = self.view.depth(hit.head)
        return any(self.view.depth(i) > depth for i in range(first, end))

    def _accept(self, hit: Hit, frame: str, first: int, end: int) -> Complement | None:
        if end <= first:
            return None
        start, stop = self.view.slice(first, end)
        quoted = self._has_marks(first, end, hit)
        figure = bool(_FIGURE.search(self.view.text, start, stop))
        if not hit.entry.counts(frame, quoted=quoted, figure=figure):
            return None
        limit = self.clauses.limit(hit.head)
        following = self.view.after(end - 1, limit)
        if following >= 0 and self.view.lower[following] == ",":
            following = self.view.after(following, limit)
        if following in self.clauses.speech_participles and frame not in ("que", "si", "direct"):
            limit = end
        return Complement(frame, first, end, limit=limit)

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
        return self._accept(hit, frame, first, self._whole_regions(first, end, limit))

    def _fronted(self, hit: Hit) -> bool:
        """A participle or gerund at the head of its sentence, or a cue in a subordinate clause that opens it."""
        view = self.view
        start = content_start(view, view.bounds(hit.head)[0], hit.first)
        if view.lower[start] in _SUBORDINATORS and not any(
            view.lower[i] == "," and self.clauses.begins_main_clause(i, hit.first) for i in range(start, hit.first)
        ):
            return True
        if hit.form not in ("participle", "gerund", "past_participle", "passive", "infinitive"):
            return False
        start = view.bounds(hit.head)[0]
        return all(view.is_break(i) or view.pos[i] in ("ADV", "CCONJ", "ADP", "PUNCT") for i in range(start, hit.first))

    def _in_relative(self, hit: Hit) -> bool:
        """The cue's subject is a *qui* set off by a comma."""
        view = self.view
        for index in range(hit.first - 1, max(hit.first - 6, 0), -1):
            if view.lower[index] == "qui":
                return view.lower[view.before(index)] == ","
            if view.pos[index] not in ("ADV", "PRON", "PUNCT", "AUX"):
                return False
        return False

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
        return self._accept(hit, frame, first, self._whole_regions(first, end, limit))

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
        return end

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
            return self._phrase(hit, "np", first, limit)
        return None

    def _later_infinitive(self, hit: Hit, first: int, limit: int) -> bool:
        view = self.view
        for index in range(first, min(first + 14, limit - 1)):
            if view.is_finite(index) or view.lower[index] == ",":
                return False
            if view.lower[index] in ("de", "d'", "à") and self._is_infinitive(index + 1):
                if view.lower[index - 1] in _PURPOSE:
                    return False
                return view.head[index + 1] == hit.head or view.head[view.head[index + 1]] == hit.head
        return False

    def _later_que(self, first: int, limit: int) -> bool:
        """The object is an addressee: *avertit les élus que …*."""
        view = self.view
        for index in range(first, min(first + 12, limit)):
            if view.is_finite(index) and view.pos[index] in ("VERB", "AUX") or index in self.clauses.participles:
                return False
            if view.lower[index] in ("que", "qu'"):
                return (
                    view.pos[index] == "SCONJ"
                    and view.pos[index - 1] != "NOUN"
                    and view.lower[index - 1] not in _LOCUTIONS
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
        links = hit.entry.links
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
            if view.lower[index] in links and view.lower[index] in ("comme", "de", "d'", "à", "en"):
                if view.lower[index] == "comme" or view.lower[index - 1] == "," or self._attaches(index, hit):
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

    def _closing_adjective(self, first: int, index: int, limit: int) -> bool:
        """*juge les mesures timorées, …*: an adjective right after a definite noun, at a pause."""
        view = self.view
        if view.lower[first] not in _DEFINITE or view.pos[index] != "ADJ" or not first < index <= first + 4:
            return False
        noun = index - 1
        while noun > first and (view.pos[noun] == "ADV"):
            noun -= 1
        following = view.after(index, limit)
        return view.pos[noun] == "NOUN" and (following < 0 or view.lower[following] in (",", "et", ";", "pour", "et"))

    def _attaches(self, index: int, hit: Hit) -> bool:
        head = self.view.head[index]
        return self.view.head[head] == hit.head or head == hit.head

    def _prepositional(self, hit: Hit, index: int, limit: int, nominal: int) -> Complement | None:
        view, frames = self.view, hit.entry.frames
        kind = "de" if view.lower[index] in ("de", "d'", "du", "des") else "a"
        following = index + 1
        while following < limit and view.is_break(following):
            following += 1
        if following >= limit:
            return None
        infinitive = view.lower[index] in ("de", "d'", "à") and self._is_infinitive(following)
        # The object of accuser, exhorter may be a clitic inside the verb group.
        with_object = (
            nominal >= 0
            or hit.form in ("passive", "past_participle")
            or any(view.lower[i] in CLITICS for i in range(hit.first, hit.head))
            or any(
                view.lower[i] in ("que", "qu'") and view.pos[i] == "PRON"
                for i in range(max(0, hit.first - 4), hit.first)
            )
        )
        if infinitive:
            for frame in (f"inf_{kind}", f"obj_inf_{kind}"):
                if frame in frames and (nominal < 0 or self._attaches(following, hit) or frame.startswith("obj")):
                    return self._clause(hit, frame, index, limit)
            return None
        if (
            kind == "de"
            and view.lower[index] == "des"
            and nominal < 0
            and "np_de" not in frames
            and "obj_inf_de" not in frames
        ):
            return None
        if kind == "de" and nominal < 0 and "obj_attr" in frames and with_object and hit.entry.links & {"de"}:
            return self._phrase(hit, "obj_attr", self._inside(index), limit)
        if f"np_{kind}" in frames and (nominal < 0 or self._attaches(index, hit)):
            return self._phrase(hit, f"np_{kind}", self._inside(index), limit)
        if f"obj_inf_{kind}" in frames and with_object and (self._attaches(index, hit) or nominal < 0):
            return self._phrase(hit, f"obj_inf_{kind}", self._inside(index), limit)
        if f"obj_inf_{kind}" in frames and nominal >= 0 and self._bare_charge(hit, index, limit):
            return self._phrase(hit, f"obj_inf_{kind}", self._inside(index), limit)
        return None

    def _bare_charge(self, hit: Hit, index: int, limit: int) -> bool:
        """*accuse le trésorier de fraude*: a noun without article, wherever the parser hangs it."""
        view = self.view
        if hit.entry.act_of("obj_inf_de") != "accuse" or view.lower[index] not in ("de", "d'"):
            return False
        if view.pos[index + 1] != "NOUN" or view.pos[index - 1] == "NOUN" and view.lower[index - 2] in ("de", "d'"):
            return False
        return not any(
            view.lower[i] in ("de", "d'")
            and (self._is_infinitive(i + 1) or view.pos[i + 1] == "NOUN" and i > index + 3)
            for i in range(index + 1, min(index + 12, limit - 1))
        )

    def _inside(self, preposition: int) -> int:
        """First token of the phrase without its preposition; a contracted article (*du, des, au*) stays."""
        return (
            preposition + 1
            if self.view.lower[preposition] in ("de", "d'", "à", "du", "des", "au", "aux")
            else preposition
        )

    def _other_preposition(self, hit: Hit, index: int, limit: int, nominal: int) -> Complement | None:
        view, frames = self.view, hit.entry.frames
        lower = view.lower[index]
        if lower == "comme" and nominal < 0 and index + 1 < limit:
            frame = "obj_attr" if "obj_attr" in frames and "comme" in hit.entry.links else "np"
            return self._phrase(hit, frame, index + 1, limit) if frame in frames else None
        frame = f"np_{lower}"
        if frame in frames:
            return self._phrase(hit, frame, index + 1, limit)
        if lower == "pour" and "inf_pour" in frames and self._is_infinitive(index + 1):
            return self._clause(hit, "inf_pour", index, limit)
        return None

    # ---- quoted contents ----

    def _quoted(self, hit: Hit, index: int, region: Region, limit: int, after_noun: bool) -> Complement | None:
        """A quotation mark opens right after the cue (or after its addressee)."""
        view = self.view
        first, end = region_token_range(view, region)
        del first
        clause = self.is_clause(region)
        stop = max(limit, min(end, len(view.lower)))
        if after_noun and not clause:
            return None
        if clause and "direct" in hit.entry.frames and self._closes(end, limit, hit):
            return Complement("direct", index, end, region)
        if after_noun:
            return None
        if clause or hit.entry.frames & {"np", "attr", "obj_attr", "inf", "direct"}:
            extent = end
            if end < limit:
                extent = self.clauses.end(
                    index,
                    hit.head,
                    stop,
                    fronted=self._fronted(hit),
                    relative=self._in_relative(hit),
                    nominal=True,
                    phrase=True,
                )
            extent = max(self._whole_regions(index, extent, stop), end)
            return Complement("quoted", index, extent, limit=limit)
        return None

    def _closes(self, end: int, limit: int, hit: Hit) -> bool:
        """Nothing of the clause follows the closing mark."""
        view = self.view
        following = view.after(end - 1, limit)
        return following < 0 or view.lower[following] in (
            ",",
            ";",
            ".",
            "–",
            "—",
            ")",
            "?",
            "!",
            "avant",
            "tout",
            "en",
            "et",
            "puis",
            "dans",
            "lors",
            "à",
            "au",
            "sur",
        )

    def is_clause(self, region: Region) -> bool:
        """At least a clause (a finite verb or an imperative/infinitive head) or a stand-alone answer."""
        view = self.view
        first, last = view.token_at(region.start), view.token_at(max(region.end - 1, region.start))
        if any(view.is_finite(i) and view.pos[i] in ("VERB", "AUX") for i in range(first, last + 1)):
            return True
        closing = view.text[region.end - 1 : region.end]
        return (
            closing in "!?." and last - first >= 1 or any(view.lower[i] in AUXILIARIES for i in range(first, last + 1))
        )

    def _after_colon(self, hit: Hit, colon: int, limit: int) -> Complement | None:
        view = self.view
        sentence_end = view.sentences[view.sentence[colon]][1]
        index = colon + 1
        while index < len(view.lower) and view.space[index]:
            index += 1
        region = self.openings.get(index)
        if region is None:
            if (
                "direct" in hit.entry.frames
                and hit.entry.type == "speech"
                and index < sentence_end
                and hit.last + 3 >= colon
            ):
                return self._clause(hit, "direct", index, view.bounds(colon)[1])
            return None
        if hit.entry.frames & {"direct", "que", "np"} or hit.entry.type in ("gesture", "speech"):
            end = region_token_range(view, region)[1]
            return Complement("direct", index, end, region)
        return None
