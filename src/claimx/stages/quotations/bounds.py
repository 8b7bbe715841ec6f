"""Where a content cannot end, whatever its words: before what only completes, widens or limits what has been said."""

from __future__ import annotations

from collections.abc import Container

from claimx.lexicon.function_words import OF
from claimx.stages.quotations.clause_starts import hearsay_goes_on
from claimx.stages.quotations.joined_verbs import joined_to
from claimx.stages.quotations.rows import Rows
from claimx.stages.quotations.view import CLITICS, View, region_token_range

_LONGEST_ASIDE = 10
_NOT_OF = frozenset(
    "quoi même plus ailleurs abord après source sources son leur sa ici autant autre part surcroît façon manière "
    "sorte peur crainte retour concert côté son".split()
)
"""Words behind *de* with which it begins an adverbial (*de quoi*, *d'après X*, *de son côté*)."""
_ASIDE_OPENERS = frozenset(
    "en dans sur sous pour par avec à au aux devant dès d'ici jusqu' jusqu'à avant après pendant hors lors depuis "
    "contre entre via durant d' chez".split()
)
_ALWAYS_GO_ON = (
    ("y", "compris"),
    ("ni",),
    ("et", "non"),
    ("sauf",),
    ("à", "compter"),
    ("notamment",),
    ("voire",),
    ("au", "lieu", "de"),
    ("au", "lieu", "d'"),
    ("plutôt", "que"),
    ("plutôt", "qu'"),
    ("à", "l'", "exception"),
    ("au", "risque"),
    ("sous", "peine"),
    ("quitte", "à"),
    ("sous", "réserve"),
    ("sous", "réserves"),
    ("à", "condition"),
    ("au", "motif"),
    ("à", "moins", "que"),
    ("à", "moins", "qu'"),
    ("pour", "peu", "que"),
    ("pour", "peu", "qu'"),
    ("pourvu", "que"),
    ("pourvu", "qu'"),
    ("dans", "la", "mesure", "où"),
    ("ainsi", "que"),
    ("faute", "de", "quoi"),
    ("sans", "quoi"),
    ("sinon",),
    ("auquel", "cas"),
)
"""Conditions, exceptions and examples: of what is said, not of who says it."""
_GO_ON = {first: [words for words in _ALWAYS_GO_ON if words[0] == first] for first in {w[0] for w in _ALWAYS_GO_ON}}
_NEGATIONS = frozenset({"pas", "ni", "seulement", "plus", "jamais", "non", "tant"})
_AFTER_MAIS = frozenset({"pour", "à", "de", "d'", "du", "par", "contre", "en", "dans", "sur", "aussi", "surtout"})


class Bounds:
    """Impossible ends of contents in one document, as tokens; ``cues`` are its finite cue verbs."""

    def __init__(self, view: View, cues: Container[int]) -> None:
        self.view, self.cues = view, cues
        self.rows = Rows(view)
        self.reported: set[int] = set()
        """Where relative clauses begin that somebody else says (*…, | faute de quoi, avertit X, …*)."""
        self._quoted = dict(region_token_range(view, region) for region in reversed(view.regions))

    def impossible(self, first: int, end: int, high: int, head: int) -> bool:
        """Whether the content of the cue verb ``head`` that begins at ``first`` can't end before token ``end``.

        ``high`` is how far it could reach.
        """
        if not first < end < high:
            return False
        return (
            self._waits(end)
            or self._leaves_term(end)
            or self.rows.parts(end)
            or self._goes_on(end, high)
            or self._repeats_que(first, end, high)
            or self._ends_quoted(end, high)
            or self._in_aside(first, end, high)
            or self._is_contrasted(first, end, high)
            or self._is_parallel(first, end, high)
            or self._shares_verb(first, end, high, head)
        )

    def _waits(self, end: int) -> bool:
        """*… sont, | d'après X, capables de …*: an auxiliary is nobody's last."""
        view = self.view
        return view.lower[end] == "," and view.pos[end - 1] == "AUX" and view.is_finite(end - 1)

    def _leaves_term(self, end: int) -> bool:
        """*d'ici | à l'été*: the term that the word waits for."""
        lower = self.view.lower
        if lower[end - 2] == "dont" and self.view.pos[end - 1] == "NUM":
            return lower[end] in _ASIDE_OPENERS  # *600 postes, dont 240 | à Lens*
        return lower[end - 1] == "ici" and lower[end - 2] == "d'" and lower[end] in ("à", "au", "aux")

    def _goes_on(self, end: int, high: int) -> bool:
        """*…, à condition que …*, *…, y compris …*."""
        view = self.view
        following = end if view.lower[end] not in (",", "–", "—") and not view.is_break(end) else view.after(end, high)
        if following < 0 or following in self.reported:
            return False
        if view.lower[following] == "sans" and view.pos[following + 1 : following + 2] == ["DET"]:
            return True  # *…, sans la moindre trace de vie*
        return any(
            tuple(view.lower[following : following + len(words)]) == words
            for words in _GO_ON.get(view.lower[following], ())
        )

    def _repeats_que(self, first: int, end: int, high: int) -> bool:
        """*a dit que A | et que B*: one content."""
        lower = self.view.lower
        joined = self.view.after(end, high) if lower[end] == "," else end
        if joined < 0 or lower[joined] not in ("et", "mais", "ou") or lower[first - 1] not in ("que", "qu'"):
            return False
        return lower[joined + 1 : joined + 2] in (["que"], ["qu'"])

    def _ends_quoted(self, end: int, high: int) -> bool:
        """*annonce un plan, | « le dernier de ma carrière ».*: quoted words alone behind a comma up to the end."""
        view = self.view
        if view.lower[end] != ",":
            return False
        opening = end + 1
        while opening < high and view.space[opening]:
            opening += 1
        return self._quoted.get(opening, 0) >= high

    def _in_aside(self, first: int, end: int, high: int) -> bool:
        """*la suspension, jusqu'à nouvel ordre, de son programme*: the noun waits for what follows the aside."""
        view = self.view
        if view.lower[end] != ",":
            return False
        close = self._comma(end + 1, min(end + 1 + _LONGEST_ASIDE, high - 1))
        if close > 0 and self._is_aside(first, end, close, high):
            return True
        opening = next(
            (i for i in range(end - 1, max(end - 1 - _LONGEST_ASIDE, first), -1) if view.lower[i] == ","), -1
        )
        return opening > first and self._is_aside(first, opening, end, high)

    def _comma(self, start: int, stop: int) -> int:
        return next((i for i in range(start, stop) if self.view.lower[i] == ","), -1)

    def _is_aside(self, first: int, opening: int, close: int, high: int) -> bool:
        view = self.view
        if view.pos[opening - 1] not in ("NOUN", "ADJ", "PROPN") and not view.is_participle(opening - 1):
            return False
        begins = view.after(opening, close)
        if begins < 0 or view.lower[begins] not in _ASIDE_OPENERS or view.has_finite(opening, close):
            return False
        if any(view.region[i] is not view.region[opening] for i in range(opening, close)):
            return False
        of = view.after(close, high)
        if of < 0 or view.lower[of] not in OF or of + 1 >= high or view.lower[of + 1] in _NOT_OF:
            return False
        return not any(view.lower[i] in OF for i in range(max(first, opening - 2), opening))

    def _is_contrasted(self, first: int, end: int, high: int) -> bool:
        """*n'a pas dit A, mais B*, *est A, pas B*: what is set against it without a verb of its own."""
        view = self.view
        following = view.after(end, high) if view.lower[end] in (",", "–", "—") else end
        if following < 0 or following + 1 >= high:
            return False
        lower = view.lower[following]
        if lower in ("pas", "non") and following > end and view.lower[following + 1] != "sans":
            stop = self._comma(following, high)
            return view.pos[following + 1] in ("DET", "ADP", "NOUN") and not view.has_finite(
                following, stop if stop > 0 else high
            )
        if lower != "mais":
            return False
        negated = any(view.lower[i] in _NEGATIONS for i in range(first, end))
        begins = view.after(following, high)
        if not negated or begins < 0:
            return False
        return view.lower[begins] in _AFTER_MAIS or "Inf" in view.tense[begins]

    def _is_parallel(self, first: int, end: int, high: int) -> bool:
        """*…, tandis que les salaires reculeraient*, *…, ce que démontreraient des essais*: hearsay that goes on."""
        view = self.view
        following = view.after(end, high) if view.lower[end] == "," else -1
        opens = following >= 0 and view.lower[following] in ("tandis", "alors", "ce")
        return opens and hearsay_goes_on(view, first, following, high)

    def _shares_verb(self, first: int, end: int, high: int, head: int) -> bool:
        """*… d'avoir menti | et caché des preuves*: a verb that goes on with the content's own."""
        view = self.view
        at = view.after(end, high) if view.lower[end] == "," else end
        if at < 0 or view.lower[at] not in ("et", "ou"):
            return False
        following = view.after(at, high)
        if following >= 0 and view.lower[following] in ("nous", "vous") and view.dep[following].startswith("nsubj"):
            return False
        verb = following
        while 0 <= verb < high - 1 and (view.lower[verb] in CLITICS or view.pos[verb] == "ADV"):
            verb += 1
        if verb >= 0 and "Inf" in view.tense[verb] and "Inf" not in view.tense[head]:
            # *dit dormir | et n'avoir rien vu*: no finite verb is joined to an infinitive
            return view.pos[verb] in ("VERB", "AUX")
        while 0 <= verb < high - 1 and (view.lower[verb] in CLITICS or view.pos[verb] in ("AUX", "ADV")):
            verb += 1
        if verb < 0 or not (view.is_finite(verb) or view.is_participle(verb)):
            return False
        return joined_to(view, following, verb, first, end, head, cue=verb in self.cues) == "content"
