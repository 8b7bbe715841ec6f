"""Cues that report nothing: negated, asked, wished, still to come, or the article's own."""

from __future__ import annotations

from claimx.lexicon.function_words import NE
from claimx.stages.line_signs import sign_before, sign_behind
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.view import AUXILIARIES, CLITICS, View

_FIRST_PERSON = frozenset({"je", "j'", "nous", "-je", "-nous"})
_SAID_IF_DENIED = frozenset({"en démordre", "cacher", "dissimuler", "décolérer"})
"""*n'en démord pas : …*, *ne cache pas que …*: said only if it is denied."""
_OUGHT = frozenset(
    "doit doivent dois devons devez devra devront devrait devraient faut faudra faudrait pourrait pourraient".split()
)
_CAN = frozenset("saurait peut pourrait pouvait".split())
_WITHHOLDING = frozenset({"refuser", "abstenir", "éviter", "omettre", "oublier"})
_GROUP = 5
"""Tokens of a verb group before its participle."""


class UnsaidCues:
    """Cues that report nothing: negated, asked, wished, still to come, or the article's own."""

    view: View

    def _idle(self, hit: Hit) -> bool:
        """Negated speech states no content (*sans préciser*, *n'a pas dit que*); conditions and wishes neither."""
        view = self.view
        before = view.lower[hit.first - 1] if hit.first else ""
        if self._unuttered(hit, before):
            return True
        if hit.lemma == "y voir" and "on" in (before, *view.lower[max(hit.first - 2, 0) : hit.first]):
            return True  # *On y voit des moutons*
        if self._newspaper_notes(hit):
            return True
        if hit.lemma in _SAID_IF_DENIED:
            return not any(view.lower[i] in ("ne", "n'") for i in range(max(hit.first - 1, 0), hit.head))
        sans = hit.first - (before == "sans")
        if view.lower[sans] == "sans" and sans > 0 and view.lower[sans - 1] == "non":
            return False  # *…, non sans rappeler que …*
        if view.lower[sans] == "sans" or hit.lemma == "dire" and self._seems(hit, before):
            return True
        if hit.inverted >= 0 and sign_behind(view.text, view.end[view.bounds(hit.head)[1] - 1]) == "?":
            return True
        near = view.lower[max(hit.first - 1, 0) : hit.last + 2]
        if ("ne" in near or "n'" in near) and hit.entry.type == "speech" and hit.entry.act in ("state", "announce"):
            for index in range(max(hit.first - 1, 0), min(hit.last + 2, len(view.lower))):
                if (
                    view.lower[index] in ("ne", "n'")
                    and index <= hit.head
                    and view.sentence[index] == view.sentence[hit.head]
                ):
                    return True
        if hit.form == "infinitive" and any(
            told(hit) for told in (self._withheld, self._asked, self._unsaid, self._to_come)
        ):
            return True
        return before in ("s'agit", "faut") or (hit.form == "infinitive" and before == "c'est-à-dire")

    def _newspaper_notes(self, hit: Hit) -> bool:
        """*Rappelons que …*, *Pour finir, notons que …*: outside marks, an imperative to readers is the newspaper's."""
        view = self.view
        if hit.first != hit.last or view.region[hit.head] is not None or not view.lower[hit.head].endswith("ons"):
            return False
        return "nous" not in view.lower[view.bounds(hit.head)[0] : hit.first]

    def _unuttered(self, hit: Hit, before: str) -> bool:
        """*On pensait que …*: what was common belief; *Tout laisse penser que …*: the newspaper's own conclusion."""
        if hit.lemma in ("penser", "croire"):
            return before == "on" and self.view.lower[hit.first].endswith("ait")
        return hit.lemma in ("laisser penser", "laisser croire", "laisser supposer") and before in ("tout", "rien")

    def _seems(self, hit: Hit, before: str) -> bool:
        """*On aurait dit que …*, *on dirait que …* compare; *disons que …* mends one's own words."""
        lower = self.view.lower
        if hit.form == "infinitive" and before in ("peu", "autant", "est"):
            return True  # *C'est peu dire que la loi passe mal*, *autant dire que …*: the newspaper's own
        if before == "on":
            return lower[hit.first] in ("dirait", "aurait", "eût") and lower[hit.last] in ("dirait", "dit")
        return lower[hit.first] == "disons" and before != "nous"

    def _withheld(self, hit: Hit) -> bool:
        """*a refusé de dire pour qui …*, *s'est abstenu de préciser si …*: not said."""
        view, before = self.view, hit.first - 1
        if before < 1 or hit.entry.act not in ("state", "announce"):
            return False
        if view.lower[before] in ("voulu", "souhaité"):
            # *n'a pas voulu dire qui …*
            return not {"ne", "n'"}.isdisjoint(view.lower[max(before - _GROUP, 0) : before])
        if view.lower[before] == "à":  # *s'est refusée à dire si …*
            near = view.lower[max(before - _GROUP, 0) : before]
            return view.lemma[view.before(before)] == "refuser" and not {"se", "s'"}.isdisjoint(near)
        if view.lower[before] not in ("de", "d'"):
            return False
        return view.lemma[view.before(before)] in _WITHHOLDING

    def _to_come(self, hit: Hit) -> bool:
        """*La France doit défendre « une ligne claire »*, *Bruxelles pourrait exiger …*: nobody has said it yet."""
        view, before = self.view, self.view.before(hit.first)
        while before > 0 and view.pos[before] == "ADV":
            before = view.before(before)
        before -= before > 1 and view.lower[before] in ("de", "d'") and view.lower[before - 2] == "se"  # *se doit de*
        return before >= 0 and view.lower[before] in _OUGHT

    def _asked(self, hit: Hit) -> bool:
        """*Peut-on dire que …?*, *Faut-il affirmer …?*: the newspaper's question."""
        view = self.view
        end = view.sentences[view.sentence[hit.head]][1]
        before = view.before(hit.first)
        return view.lower[before] in ("-on", "-il", "on", "il") and sign_before(view.text, view.end[end - 1]) == "?"

    def _unsaid(self, hit: Hit) -> bool:
        """*On ne saurait lui reprocher de …*, *on ne peut accuser X de …*: nobody does."""
        lower, verb = self.view.lower, hit.first - 1
        while verb > 1 and lower[verb] in CLITICS:
            verb -= 1
        return verb > 1 and lower[verb] in _CAN and lower[verb - 1] in NE and lower[verb - 2] in ("on", "nul")

    def _past(self, hit: Hit) -> bool:
        """*j'ai toujours dit que*: a report of earlier words, where *je dis que* only stresses the present ones."""
        view = self.view
        return hit.form == "finite" and (
            any(view.lower[i] in AUXILIARIES for i in range(hit.first, hit.head))
            or view.lower[hit.head].endswith(("ais", "ait", "ions", "iez", "aient", "âmes", "îmes"))
        )

    def _first_person(self, source: tuple[int, int] | None) -> bool:
        view = self.view
        if source is None:
            return True
        return view.text[source[0] : source[1]].lower().replace("’", "'") in _FIRST_PERSON
