"""What may stand behind a reported content in its sentence: brackets, further deeds, judgements, means."""

from __future__ import annotations

from claimx.lexicon.function_words import COMPOUND_RELATIVES, RELATIVES
from claimx.stages.quotations.clause_starts import (
    begins_adverbial_clause,
)
from claimx.stages.quotations.joined_predicates import JoinedPredicates
from claimx.stages.quotations.view import CLITICS

_TEMPORAL = frozenset({"dès", "après", "avant", "pendant"})
_OTHER = frozenset("second seconde seconds secondes autre autres".split())
_GAPPED = 7
"""Tokens from a semicolon to the comma that stands for the verb of the clause before."""


class ClauseTails(JoinedPredicates):
    """What may stand behind a reported content in its sentence: brackets, further deeds, judgements, means."""

    def _turns_to_another(self, comma: int, limit: int) -> bool:
        """*Le premier est accusé de « fuir », | le second de « trahir »*: what is said of the other, without a verb."""
        lower = self.view.lower
        if comma + 3 >= limit or lower[comma + 1] not in ("le", "la", "l'", "les") or lower[comma + 2] not in _OTHER:
            return False
        return lower[comma + 3] in ("de", "d'", "à")

    def _gapped(self, index: int, limit: int) -> bool:
        """*… ; à droite, au matraquage*, *… ; la droite, un texte mou*: somebody else, under the same verb."""
        view = self.view
        comma = next((i for i in range(index + 2, min(index + _GAPPED, limit - 1)) if view.lower[i] == ","), -1)
        return comma > 0 and view.pos[comma + 1] in ("DET", "ADP")

    def _explains_to_end(self, opening: int, limit: int, depth: int) -> bool:
        """*soutenir le « Trio » | (Lyon, Nantes, Lille)*: the article's own bracket behind a mark, at the end."""
        view = self.view
        if opening - 1 not in view.closing or not self._outside_mark(opening, depth):
            return False
        close = next((i for i in range(opening, limit) if view.lower[i] == ")"), -1)
        return close >= 0 and view.after(close, limit) < 0 and not view.has_finite(opening, close)

    def _judges_besides(self, que: int, limit: int) -> bool:
        """*réclame un audit de l'accord, | qu'elle juge « opaque »*: what the same speaker says of it besides."""
        view = self.view
        if view.lower[que + 1 : que + 2] not in (["il"], ["elle"], ["ils"], ["elles"]):
            return False
        verb = next((i for i in range(que + 2, min(que + 6, limit)) if i in self.finite_cues), -1)
        return verb >= 0 and any(i in self.openings for i in range(verb + 1, min(verb + 4, limit)))

    def _lists_deeds(self, first: int, comma: int, limit: int) -> bool:
        """*réclame une enquête, | demande un report et …*: the next predicate of who speaks, joined by a comma."""
        view = self.view
        verb = comma + 1
        if verb + 1 >= limit or view.pos[verb] != "VERB" or not view.is_finite(verb):
            return False
        if view.is_participle(verb) or not (RELATIVES | COMPOUND_RELATIVES).isdisjoint(view.lower[first:comma]):
            return False
        return verb in self.finite_cues or view.pos[verb + 1] == "DET" and view.head[verb] < first

    def _predicates_on(self, comma: int, limit: int) -> bool:
        """*regrette ce choix, | mais respecte le vote*: what the sayer does besides, which no noun is joined to."""
        view = self.view
        verb = comma + 2 if comma + 1 < limit and view.lower[comma + 1] in ("et", "mais", "puis") else limit
        while verb < limit - 1 and view.lower[verb] in CLITICS:
            verb += 1
        return verb < limit and view.pos[verb] in ("VERB", "AUX") and view.is_finite(verb)

    def _begins_adverbial(self, index: int, first: int) -> bool:
        """*la décision | alors que …*; not *prêt à partir dès que …*, which tells when one does."""
        view = self.view
        if not begins_adverbial_clause(view, index):
            return False
        return view.lower[index] not in _TEMPORAL or not any("Inf" in view.tense[i] for i in range(first, index))

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

    def _only_parts(self, following: int, limit: int) -> bool:
        """*que les jeunes passent, sur les réseaux, | trois heures par jour*: the clause goes on behind an aside."""
        close = next((i for i in range(following, limit) if self.view.lower[i] == ","), -1)
        behind = self.view.after(close, limit) if close >= 0 else -1
        if behind < 0 or behind in self.participles or behind in self.insertions or behind in self.finite_cues:
            return False
        return self.view.lower[behind] not in ("et", "mais", "puis", "en", "tout", "avant", "sans")
