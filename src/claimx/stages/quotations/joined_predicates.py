"""What a conjunction or a participle goes on with: what is said, or the predicate of who says it."""

from __future__ import annotations

from claimx.stages.quotations.clause_starts import has_compound, is_compound
from claimx.stages.quotations.joined_verbs import joined_to
from claimx.stages.quotations.moments import DAYS, MONTHS
from claimx.stages.quotations.view import View
from claimx.stages.quotations.voices import Voices

_TIMES = DAYS | MONTHS
_VERB_ENDINGS = ("e", "t", "d")
_OF_OBJECTS = frozenset("le la l' les un une ce cet cette ces son sa ses".split())


class JoinedPredicates(Voices):
    """Tells whose predicate is joined.

    ``participles`` are token indices where a participle, gerund or infinitive cue group begins,
    ``insertions`` those of inserted reporting clauses: a content never runs over either after a comma.
    ``firm`` says whether the last end is certain: nothing behind it can belong to the content.
    """

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self.participles: dict[int, int] = {}
        self.insertions: dict[int, int] = {}
        self.speech_participles: set[int] = set()
        self.firm = False

    def _behind_quoted(self, conjunction: int, first: int) -> bool:
        """Whether a predicate in marks, its subject unquoted, ends at the conjunction."""
        view = self.view
        region = view.closing.get(conjunction - 1)
        if region is None or view.lower[conjunction] != "et":
            return False
        opening = view.token_at(region.outer_start)
        return opening > first and view.has_finite(opening, conjunction) and not view.has_finite(first, opening)

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
        if view.pos[cue] == "ADP":
            return False  # *Selon X, le train a déraillé et heurté un quai*: a preposition has no predicate to join
        compound = verb >= 0 and is_compound(view, verb, following)
        if (
            verb in self.finite_cues
            and self._behind_quoted(index, first)
            and compound == is_compound(view, cue, max(first - 8, 0))
        ):
            self.firm = True  # *juge que X « joue avec le feu » | et prédit …*
            return True
        joined = joined_to(view, following, verb, first, index, cue, cue=verb in self.finite_cues) if verb >= 0 else ""
        if joined:
            self.firm = joined == "cue"
            return self.firm
        if verb < 0 and self._hides_verb(following, limit):
            return True
        if verb < 0:
            # *dit travailler avec l'État et est prête à …*
            self.firm = view.pos[following] == "AUX" and view.is_finite(following) and not view.has_finite(first, index)
            return self.firm
        if verb in self.finite_cues and self._same_tense(verb, cue):
            # *dément être raciste | et assimile …*: no finite verb is joined to an infinitive.
            finite = view.has_finite(following, verb + 1) or view.pos[verb] == "ADJ" and not view.is_participle(verb)
            self.firm = finite and not view.has_finite(first, index)
            return True
        if view.has_finite(following, verb + 1) and not view.has_finite(first, index):
            return True  # *taxe le ministère de « naïveté » et n'ira pas …*: nothing finite in the content to join
        if (
            is_compound(view, verb, following)
            and is_compound(view, cue, max(first - 8, 0))
            and not has_compound(view, first, index)
        ):
            return True
        head = view.head[verb]
        if head < first and view.is_ancestor(head, cue) | (head == cue):
            return True
        return head == cue

    def _hides_verb(self, index: int, limit: int) -> bool:
        """*conclut à une « faillite » | et formule 45 recommandations*: a bare noun that has an object is a verb."""
        view = self.view
        word = view.lower[index]
        if view.pos[index] != "NOUN" or index + 2 >= limit or not word.endswith(_VERB_ENDINGS) or word in _TIMES:
            return False
        if view.pos[index + 1] == "NUM":
            return view.pos[index + 2] in ("NOUN", "ADJ")
        return view.lower[index + 1] in _OF_OBJECTS and view.lower[index + 2] not in _TIMES

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

    def _same_tense(self, verb: int, cue: int) -> bool:
        view = self.view
        return view.is_participle(verb) == view.is_participle(cue)

    def _participle_is_main(self, following: int, first: int, comma: int) -> bool:
        """A participle cue after a comma continues the reporter unless the clause itself has a cue subject for it."""
        target = self.view.head[self.participles[following]]
        return not first <= target < comma or self.participles[following] in self.finite_cues
