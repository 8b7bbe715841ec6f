"""Where a reported clause or phrase ends: marks, cues and clause boundaries first, the parse as a vote."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from claimx.lexicon.function_words import COMPOUND_RELATIVES, COORDINATING, DEMONSTRATIVES, QUE, RELATIVES
from claimx.stages.quotations.bounds import Bounds
from claimx.stages.quotations.clause_starts import (
    ADVERBIAL_OPENERS,
    begins_adverbial_clause,
    begins_main_clause,
    begins_new_clause,
    chunk_hangs_outside,
    comments_on_clause,
    dates_the_act,
    hangs_outside,
    hearsay_goes_on,
    is_bare_predicate,
    keeps_back,
    main_verb,
    sums_up,
)
from claimx.stages.quotations.clause_tails import ClauseTails
from claimx.stages.quotations.moments import DAYS, goes_on_behind, tells_means, tells_upon_what
from claimx.stages.quotations.spoken_clauses import speaks_on
from claimx.stages.quotations.view import View, region_token_range

_DAY_AFTER = frozenset({"lendemain", "surlendemain", "veille"})
_DASHES = frozenset({"–", "—", "-", "--"})
_COMMA = _DASHES | {","}
_CONJUNCTIONS = frozenset({"et", "ou", "mais", "ni", "puis"})
_PARTING = frozenset({",", "–", "—", "et", "mais", "puis"})
_NEVER_LAST = frozenset("de d' que qu' qui le la l' les et ou ne n' du au aux".split())
_GLIMPSES = frozenset({"entrevoir", "présager", "augurer", "planer", "supposer", "penser", "espérer"})
"""What words let readers see (*s'est dite ouverte, laissant entrevoir …*)."""
_CONTRASTING = frozenset({"alors", "tandis", "bien", "même"})
_GESTURES = frozenset(
    {("d'", "un", "revers"), ("d'", "un", "trait"), ("d'", "un", "ton"), ("du", "revers", "de"), ("du", "bout", "des")}
)
"""How somebody reacts (*a balayé ces accusations | d'un revers de main*)."""
_CUTTING = _COMMA | _CONJUNCTIONS | COORDINATING | QUE | {"(", ")", ";", ":", "comme", "tout", "avant", "en"}
"""Words before which a content may end, and brackets (see ``Clauses.end``)."""
_CUTTING_PHRASES = _CUTTING | ADVERBIAL_OPENERS | DAYS | {"par", "d'", "du"}
"""Those before which a noun phrase may."""


class _Content(NamedTuple):
    """A content whose end is looked for, in the words of ``Clauses.end``; ``governed``: ``nominal`` or ``clause``."""

    first: int
    cue: int
    limit: int
    fronted: bool
    relative: bool
    nominal: bool
    phrase: bool
    governed: bool


class Clauses(ClauseTails):
    """Decides boundaries in one document."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._inserted: list[int] = []
        self.charges: set[int] = set()
        """Past participles of charges and of how others took it: *…, accusé de fraude*, *…, rejeté par la droite*."""
        self.bounds = Bounds(view, self.finite_cues)
        self.absolutes: set[int] = set()
        """First tokens of subjects that a participle of speech has for itself: *…, l'un d'eux jugeant …*."""
        self.said_as: set[int] = set()
        self.prepositions: set[int] = set()

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
        self.firm = False
        content = _Content(first, cue, limit, fronted, relative, nominal, phrase, nominal or clause)
        cutting = _CUTTING_PHRASES if phrase else _CUTTING
        begin = main_verb(view, first, limit) if clause else first
        brackets = view.lower[first:begin].count("(") - view.lower[first:begin].count(")")
        for index, lower in enumerate(view.lower[begin:limit], begin):
            if lower not in cutting:
                continue
            if lower == "(":
                if not brackets and index > first and self._explains_to_end(index, limit, depth):
                    self.firm = True
                    return self._trim(first, index)
                brackets += 1
            elif lower == ")":
                if brackets == 0:
                    return index
                brackets -= 1
            elif lower == ";" and brackets == 0:
                spoken = view.region[cue] is not None and speaks_on(view, index, first, limit)
                # *réclame un audit | ; la mairie n'a pas répondu*: no clause goes on with a phrase
                over = view.has_finite(index, limit) or self._gapped(index, limit)
                self.firm = spoken or phrase and over or self._another_says(index, limit)
                return index
            elif lower in QUE and not keeps_back(view, index):
                continue
            elif brackets == 0 and index > first and self._outside_mark(index, depth):
                cut = self._cuts(index, content)
                if (
                    cut
                    and view.lower[index - 1] not in _NEVER_LAST
                    and not self.bounds.impossible(first, index, limit, cue)
                ):
                    return self._trim(first, index)
                self.firm = False
        return self._trim(first, limit)

    def _cuts(self, index: int, content: _Content) -> bool:
        """Whether the content ends before ``index``, see ``end``; sets ``firm`` where that is certain.

        Only words of ``_CUTTING`` (of noun phrases also ``_CUTTING_PHRASES``) are asked about.
        """
        view, lower = self.view, self.view.lower[index]
        first, cue, limit, phrase = content.first, content.cue, content.limit, content.phrase
        if self._speaks_on(index, content) or phrase and lower == "," and self._leaves_at_comma(index, first, limit):
            self.firm = True
            return True
        if lower in QUE:
            self.firm = True
            return True  # *à deux voisins | qu'il n'a pas identifiés*
        if content.nominal and lower == ",":
            following = view.after(index, limit)
            open_relative = view.tense[index - 1] or view.lower[index - 1] in RELATIVES | COMPOUND_RELATIVES
            upon = following >= 0 and not open_relative and tells_upon_what(view, following, limit)
            if upon and (index - 1 in view.closing or not _DAY_AFTER.isdisjoint(view.lower[following : following + 3])):
                self.firm = True
                return True  # *accuse X de « brader le parc », | à la veille du vote*
        if lower in _COMMA and self._is_pause(index) and self._cuts_at_comma(index, first, cue, limit):
            self.firm = self.firm or phrase and self._predicates_on(index, limit)
            return True
        if lower == "," and self._cuts_at_clause(index, content):
            return True
        if lower in _DASHES and self._is_pause(index) and sums_up(view, index, first, limit):
            self.firm = True
            return True  # *… que 3 000 postes sont menacés – | un chiffre que dément la direction*
        if lower == "," and content.nominal and self._turns_to_another(index, limit):
            self.firm = True
            return True
        if self._begins_anew(index, content) or phrase and self._leaves_phrase(index, first, limit):
            self.firm = True
            return True
        if lower == ":":
            return self._cuts_at_colon(index, limit)
        if lower == "comme" and view.after(index, limit) in self.said_as:
            return True
        if lower in _CONJUNCTIONS and self._cuts_at_conjunction(index, first, cue, limit):
            self.firm = self.firm or phrase
            return True
        if lower in ("tout", "avant") and index + 1 in self.participles:
            # *salue l'accord | tout en réclamant …*: of who speaks
            self.firm = phrase and lower == "tout" and index + 1 in self.speech_participles
            return True
        return (
            index in self.participles
            and lower == "en"
            and "Inf" not in view.tense[self.participles[index]]  # *s'engage à | en publier les conclusions*
            and hangs_outside(view, self.participles[index], first, index)
        )

    def _speaks_on(self, index: int, content: _Content) -> bool:
        """Inside marks, the speaker goes on with a clause of their own behind what they report."""
        view = self.view
        return (
            content.governed
            and view.region[content.cue] is not None
            and view.lower[index] in _PARTING
            and speaks_on(view, index, content.first, content.limit)
        )

    def _begins_anew(self, index: int, content: _Content) -> bool:
        """A clause that what has no finite verb can't be joined to, or one in which somebody else speaks."""
        view, lower = self.view, self.view.lower[index]
        return (
            content.nominal
            and (lower in _COMMA or lower in COORDINATING)
            and begins_new_clause(view, index, content.first, content.limit)
            or content.nominal
            and lower == ","
            and self._another_says(index, content.limit)  # *Kiev dit avoir pris la ville, | le Kremlin dément*
            or content.governed
            and lower == ","
            and view.lower[index + 1] == "et"
            and self._another_says(index + 1, content.limit)
        )

    def _leaves_at_comma(self, comma: int, first: int, limit: int) -> bool:
        """*ces accusations, | en avril*, *la décision, | même si …*: when it was said, or an adverbial clause."""
        following = self.view.after(comma, limit)
        contrasts = following >= 0 and self.view.lower[following] in _CONTRASTING
        if following >= 0 and tells_upon_what(self.view, following, limit):
            return not goes_on_behind(self.view, first, comma, limit)
        return (
            contrasts and begins_adverbial_clause(self.view, following) or dates_the_act(self.view, comma, first, limit)
        )

    def _leaves_phrase(self, index: int, first: int, limit: int) -> bool:
        """What hangs on no noun phrase: an adverbial, a charge, what words let readers see, a predicate."""
        view, lower = self.view, self.view.lower[index]
        if lower in ("d'", "du"):
            return tuple(view.lower[index : index + 3]) in _GESTURES
        if lower == "," and (
            view.lower[index + 1] == "laissant"
            and not _GLIMPSES.isdisjoint(view.lower[index + 2 : index + 3])
            or view.after(index, limit) in self.charges  # *réclame la tête du directeur, accusé de fraude*
        ):
            return True
        return (
            self._begins_adverbial(index, first)
            or lower == "par"
            and (view.lower[index + 1 : index + 3] in (["la", "voix"], ["la", "bouche"]) or self._counts(index))
            or dates_the_act(view, index, first, limit)
            or lower in DAYS
            and index - first == 2
            and view.lower[first] in DEMONSTRATIVES  # *a réfuté ces accusations | jeudi matin*
            or lower in (",", "et")
            and self._shares_verb(index, limit)
        )

    def _counts(self, index: int) -> bool:
        """*s'est prononcé contre ce texte | par 67 voix contre une*: how they voted."""
        return self.view.pos[index + 1 : index + 2] == ["NUM"] and "voix" in self.view.lower[index + 2 : index + 4]

    def _cuts_at_clause(self, comma: int, content: _Content) -> bool:
        """A main clause behind a fronted cue, the predicate around a relative one, a remark on what went before."""
        view, first, limit, phrase = self.view, content.first, content.limit, content.phrase
        if content.fronted and (begins_main_clause(view, comma, limit) or self._begins_cue(comma, limit)):
            self.firm = content.nominal or view.lower[content.cue - 1] == "beau"  # *a beau jurer que A, | B*
            return True
        retorts = phrase and not view.has_finite(first, comma) and self._begins_cue(comma, limit)
        if retorts or phrase and (self._judges_again(comma, limit) or self._lists_deeds(first, comma, limit)):
            self.firm = True
            return True
        if content.relative and self._bare_predicate(comma, limit):
            self.firm = True  # *La prime, que X juge « indécente », | sera versée*
            return True
        if sums_up(view, comma, first, limit):
            self.firm = True
            return True
        remark = comments_on_clause(view, comma, limit)
        return remark and not hearsay_goes_on(view, first, view.after(comma, limit), limit)

    def _cuts_at_colon(self, colon: int, limit: int) -> bool:
        opening = next((i for i in (colon + 1, colon + 2) if i < limit and i in self.openings), -1)
        if opening >= 0:
            # *salue un millésime « rare » | : « Le gel nous a épargnés. »*
            region = self.view.region[min(opening + 1, limit - 1)]  # that of the words, the mark's own is around it
            self.firm = region is not None and self.view.has_finite(*region_token_range(self.view, region))
            return True
        # *rappelle que … : les premières heures comptent, insiste-t-il*: said by the clause behind it
        self.firm = self._reported_behind(colon, limit)
        return self.firm

    def _reported_behind(self, index: int, limit: int) -> bool:
        """Whether an inserted reporting clause begins between ``index`` and ``limit``."""
        if len(self._inserted) != len(self.insertions):
            self._inserted = sorted(self.insertions)
        at = bisect_right(self._inserted, index)
        return at < len(self._inserted) and self._inserted[at] < limit

    def _bare_predicate(self, comma: int, limit: int) -> bool:
        """A verb without a subject follows, by its tag or as a cue (*…, peste contre X*)."""
        return self.view.after(comma, limit) in self.finite_cues or is_bare_predicate(self.view, comma, limit)

    def _trim(self, first: int, end: int) -> int:
        view = self.view
        while end > first + 1 and (view.space[end - 1] or view.lower[end - 1] in (",", ";", ":", "–", "—", "--")):
            end -= 1
        return end

    def _tells_means(self, following: int, first: int, comma: int, cue: int, limit: int) -> bool:
        """*a averti que P, | dans un communiqué*: through what it was said, unless P tells of an act of speech."""
        return (
            tells_means(self.view, following, limit)
            and self.view.pos[cue] != "ADP"
            and self.finite_cues.isdisjoint(range(first, comma))
            and not self._only_parts(following, limit)
        )

    def _cuts_at_comma(self, index: int, first: int, cue: int, limit: int) -> bool:
        view = self.view
        following = view.after(index, limit)
        if following < 0:
            return True
        lower = view.lower[following]
        if view.is_finite(following) and view.awaits_verb(first, index):
            return False  # *des éléments qui, selon Damas, | prouvent …*
        if following in self.bounds.reported:
            self.firm = True
            return True
        if following in self.insertions:
            return True
        if following in self.absolutes or self._shares_cue(following, limit):
            self.firm = True
            return True
        if following in self.speech_participles:
            self.firm = True
            return True
        if self._of_reporter(following) or self._tells_means(following, first, index, cue, limit):
            self.firm = True
            return True
        if following in self.participles:
            return hangs_outside(view, self.participles[following], first, index) or self._participle_is_main(
                following, first, index
            )
        if lower in ("tout", "avant", "sans", "puis", "et", "mais", "ou", "pour") and following + 1 in self.participles:
            return hangs_outside(view, self.participles[following + 1], first, index)
        if lower == "non" and view.lower[following + 1 : following + 2] == ["sans"]:
            # *salue une avancée, | non sans s'interroger sur …*, *…, non sans l'inviter à …*
            return not self.participles.keys().isdisjoint((following + 2, following + 3))
        if following in self.prepositions and not self._own_words(following):
            # *des conditions qui, selon elle, violent le droit*: inside the content
            last = view.before(index)
            last -= view.pos[last] == "AUX"  # *une peur qui aurait, selon elle, saisi les élus*
            return view.lower[last] not in RELATIVES
        if lower == "or" and view.pos[following] != "NOUN":
            self.firm = True
            return True  # *…, or il n'en est rien*: what follows is asserted anew
        if lower in ("quand", "alors", "mais", "tandis") and self._another_says(following, limit):
            self.firm = True
            return True
        if lower in _CONJUNCTIONS:
            return self._cuts_at_conjunction(following, first, cue, limit)
        if lower in QUE and self._judges_besides(following, limit):
            self.firm = True
            return True
        if lower in ("qui", "dont", "que", "qu'", "où", "lequel", "laquelle"):
            return False
        if lower == "tandis":
            return not hearsay_goes_on(view, first, following, limit)
        if lower in ("de", "d'", "à") and view.lower[first] in ("de", "d'", "à"):
            return False
        if lower in ("alors", "tandis", "après", "avant", "lors", "lorsque", "quand", "au") or view.pos[following] in (
            "ADP",
            "SCONJ",
            "ADV",
        ):
            return chunk_hangs_outside(view, following, first, index, limit)
        return False
