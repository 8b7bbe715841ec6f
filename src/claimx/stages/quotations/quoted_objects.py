"""Contents in quotation marks: behind a cue (*dénonce « une farce »*), its addressee or a colon."""

from __future__ import annotations

from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.objects import Complement
from claimx.stages.quotations.prepositional_objects import PrepositionalReader
from claimx.stages.quotations.view import AUXILIARIES, region_token_range

_OF_WORKS = frozenset({"publier", "diffuser"})
"""Of books and films, where a title may stand in marks."""
_SUBORDINATING = frozenset(
    "qui que qu' dont où lequel laquelle lesquels lesquelles auquel duquel quand lorsque lorsqu' puisque puisqu' si s' "
    "comme quoique".split()
)


class QuotedReader(PrepositionalReader):
    """Reads a content that opens with a quotation mark."""

    def _announced(self, hit: Hit) -> Complement | None:
        """*s'en est pris à eux : « … »*, *annonce la nouvelle : « … »*: a colon and a quoted clause end it."""
        view = self.view
        if not hit.entry.frames & {"direct", "np", "que"} and hit.entry.type not in ("speech", "gesture", "blame"):
            return None
        end = view.sentences[view.sentence[hit.head]][1]
        for index in range(hit.last + 1, min(end, hit.last + 26)):
            verb = view.is_finite(index) and view.pos[index] in ("VERB", "AUX") and not self._lone(index)
            if verb or index in self.openings:
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

    def _lone(self, index: int) -> bool:
        """*lance, bravache : « … »*: one word between comma and colon tells how, whatever its tag, if it is no cue."""
        lower = self.view.lower
        between = lower[index - 1] == "," and lower[index + 1 : index + 2] == [":"]
        return between and index not in self.clauses.finite_cues

    def _quoted(self, hit: Hit, index: int, region: Region, limit: int, after_noun: bool) -> Complement | None:
        """A quotation mark opens right after the cue (or after its addressee)."""
        view = self.view
        end = region_token_range(view, region)[1]
        clause = self.is_clause(region)
        if not clause and hit.lemma in _OF_WORKS and view.text[region.start : region.start + 1].isupper():
            return None  # *publie « Une saison à la ferme »*
        stop = max(limit, min(end, len(view.lower)))
        if after_noun and not clause and not self._quotes_demand(hit, index, end):
            return None
        row = self.rows.end(end) > end
        if clause and not row and "direct" in hit.entry.frames and self._closes(end, limit, hit):
            return Complement("direct", index, end, region)
        if after_noun and clause:
            return None
        linked = "obj_attr" in hit.entry.frames and (
            "" in hit.entry.links or view.lower[index - 1] in hit.entry.links or view.lower[index - 1] == "d'"
        )
        if clause or linked or hit.entry.frames & {"np", "attr", "inf", "direct"}:
            extent = end
            self.clauses.firm = False
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
            if self._verb_behind(end, limit):
                extent = limit = end
            extent = max(self._whole_regions(index, extent, stop), end)
            starts = self._starts(hit, "quoted", index, extent)
            return self._within(Complement("quoted", index, extent, limit=limit, starts=starts))
        return None

    def _quotes_demand(self, hit: Hit, opening: int, end: int) -> bool:
        """*invitent les élus « à mesurer ce que cela coûte »*: what somebody is asked or charged with, in marks."""
        first = self.view.after(opening, end)
        wanted = {"à": ("obj_inf_a", "inf_a"), "de": ("obj_inf_de", "inf_de"), "d'": ("obj_inf_de", "inf_de")}
        frames = wanted.get(self.view.lower[first], ()) if first >= 0 else ()
        return not hit.entry.frames.isdisjoint(frames)

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
        """At least a clause (a finite verb of its own, an imperative or infinitive head) or a stand-alone answer.

        *« une idée qui fait rire »* is none: its verb is that of a relative clause.
        """
        view = self.view
        first, last = view.token_at(region.start), view.token_at(max(region.end - 1, region.start))
        waiting = 0
        for index in range(first, last + 1):
            if index > first and view.lower[index] in _SUBORDINATING and view.pos[index] != "ADP":
                waiting += 1
            elif view.is_finite(index) and view.pos[index] in ("VERB", "AUX") or view.lower[index] in AUXILIARIES:
                if not waiting:
                    return True
                waiting -= 1
        if view.lower[first] in _SUBORDINATING and view.has_finite(first, last + 1):
            return True
        return view.text[region.end - 1 : region.end] in "!?." and last - first >= 1

    def _foretold(self, hit: Hit) -> bool:
        """*Elle le répète à l'envi : …*: a neuter *le* before the cue stands for what the colon opens."""
        view = self.view
        return hit.form == "finite" and any(view.lower[i] in ("le", "l'") for i in range(hit.first, hit.head))

    def _sure_of(self, hit: Hit) -> bool:
        """*La députée en est convaincue : …*: *en* stands for what the colon opens."""
        return hit.form == "finite" and "en" in self.view.lower[hit.first : hit.head]

    def _adverbs(self, first: int, colon: int) -> bool:
        """*n'en démord pas, cependant : …*."""
        pos, lower = self.view.pos, self.view.lower
        return all(pos[i] in ("ADV", "CCONJ") or lower[i] == "," for i in range(first, colon))

    def _handles(self, hit: Hit, colon: int) -> bool:
        """*relance le moteur : la voiture repart*: a thing between a verb and the colon is what the verb is done to."""
        view = self.view
        between = view.slice(hit.last + 1, colon)
        return hit.last + 1 < colon and view.pos[hit.last + 1] == "DET" and classify_source(view, between) == "thing"

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
                and (hit.entry.type == "speech" or self._sure_of(hit))
                and index < sentence_end
                and (hit.last + 3 >= colon or self._foretold(hit) or self._adverbs(hit.last + 1, colon))
                and ("que" in hit.entry.frames or not self._handles(hit, colon))
            ):
                end = view.bounds(colon)[1]
                return self._clause(hit, "direct", index, end if view.region[hit.head] is None else min(limit, end))
            return None
        if hit.entry.frames & {"direct", "que", "np"} or hit.entry.type in ("gesture", "speech"):
            end = region_token_range(view, region)[1]
            return Complement("direct", index, end, region)
        return None
