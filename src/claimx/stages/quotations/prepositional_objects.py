"""Objects behind a preposition: *accuse X de fraude*, *plaide pour une trêve*, *promet de venir*."""

from __future__ import annotations

from claimx.lexicon.function_words import OF
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.moments import past_day
from claimx.stages.quotations.nominal_objects import NominalReader
from claimx.stages.quotations.objects import Complement
from claimx.stages.quotations.view import CLITICS

_CALLED_FOR = frozenset(
    "apaisement boycott calme cessez-le-feu civisme coopération courage décence démission désescalade dialogue "
    "discernement discipline fermeté grève humilité insurrection lucidité mobilisation modération négociation paix "
    "patience prudence raison rassemblement réconciliation résistance responsabilité retenue révolte sagesse sérénité "
    "sobriété solidarité trêve union unité vigilance vote".split()
)
"""What people are called to (*appel à …*)."""
_ADDRESSEE = 9
_JOINTS = frozenset({"et", "mais", "ou", "puis", ";"})
_TOLD = SPEAKERS | {"pronoun"}


class PrepositionalReader(NominalReader):
    """Reads a content from the preposition before it."""

    def _prepositional(self, hit: Hit, index: int, limit: int, nominal: int) -> Complement | None:
        view, frames = self.view, hit.entry.frames
        kind = "de" if view.lower[index] in OF else "a"
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
            or index == hit.last + 1
            and hit.entry.act_of("obj_inf_de") == "accuse"  # *que la défense accuse de partialité*: who stands before
        )
        if infinitive:
            for frame in (f"inf_{kind}", f"obj_inf_{kind}"):
                if frame in frames and (nominal < 0 or self._attaches(following, hit) or frame.startswith("obj")):
                    found = self._clause(hit, frame, index, limit)
                    return self._from(found, nominal) if frame.startswith("obj") else found
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
        if kind == "a" and "obj_inf_a" in frames and nominal >= 0 and self._calls_for(index, limit):
            return self._from(self._phrase(hit, "obj_inf_a", index, limit), self._inside(index))
        if kind == "a" and nominal < 0 and "que" in frames and self._tells(following, limit):
            return None
        if kind == "a" and {"np_a", "obj_inf_a"} <= frames and nominal < 0 and self._calls_for(index, limit):
            return self._called_all(hit, index, limit)
        if kind == "a" and self._tells_hour(following, limit):
            return None
        if f"np_{kind}" in frames and (nominal < 0 or self._attaches(index, hit)):
            return self._from(self._phrase(hit, f"np_{kind}", self._inside(index), limit), index, nominal)
        if f"obj_inf_{kind}" in frames and with_object and (self._attaches(index, hit) or nominal < 0):
            return self._from(self._phrase(hit, f"obj_inf_{kind}", self._inside(index), limit), index, nominal)
        if f"obj_inf_{kind}" in frames and nominal >= 0 and self._bare_charge(hit, index, limit):
            return self._from(self._phrase(hit, f"obj_inf_{kind}", self._inside(index), limit), index, nominal)
        return None

    def _tells_hour(self, first: int, limit: int) -> bool:
        """*m'a appelée à 15 heures*, *à 15h30*: when it was done."""
        view = self.view
        if first >= limit or not view.lower[first][:1].isdigit():
            return False
        return "h" in view.lower[first] or view.lower[first + 1 : first + 2] in (["heures"], ["heure"], ["h"])

    def _called_all(self, hit: Hit, index: int, limit: int) -> Complement | None:
        """*a appelé au calme | mardi soir*: nobody is named, so that all are called to it."""
        view = self.view
        noun = next((i for i in range(index + 1, limit) if view.lower[i] in _CALLED_FOR), index)
        behind = noun + 1 + (view.lower[noun + 1 : noun + 2] == [","])
        if behind < limit and past_day(view, behind, limit) > behind:
            limit = noun + 1
        return self._phrase(hit, "obj_inf_a", self._inside(index), limit)

    def _tells(self, first: int, limit: int) -> bool:
        """*a répondu aux opposants que …*: whom one tells, and a clause behind."""
        view = self.view
        for index in range(first, min(first + _ADDRESSEE, limit)):
            if view.is_finite(index) or index in self.openings or view.lower[index] in (",", ":", "qui", "dont"):
                return False
            if view.lower[index] in ("que", "qu'"):
                return classify_source(view, view.slice(first, index)) in _TOLD
        return False

    def _calls_for(self, preposition: int, limit: int) -> bool:
        """*appelle les deux camps à la retenue*: what somebody is called to do, wherever the parser hangs it."""
        view = self.view
        noun = next((i for i in range(preposition + 1, min(preposition + 4, limit)) if view.pos[i] == "NOUN"), -1)
        return noun >= 0 and view.lemma[noun] in _CALLED_FOR or view.lower[preposition + 1] in _CALLED_FOR

    @staticmethod
    def _from(found: Complement | None, *starts: int) -> Complement | None:
        if found is not None:
            found.starts = tuple(
                dict.fromkeys(start for start in (*starts, *found.starts) if 0 <= start != found.first)
            )
        return found

    def _bare_charge(self, hit: Hit, index: int, limit: int) -> bool:
        """*accuse le trésorier de fraude*: a noun without article, wherever the parser hangs it."""
        view = self.view
        if hit.entry.act_of("obj_inf_de") != "accuse" or view.lower[index] not in ("de", "d'") or index + 1 >= limit:
            return False
        if index + 1 in self.openings:
            return True  # *accuse la mairie de « mépris »*
        noun = index + 1 + (view.pos[index + 1] == "ADJ")  # *accuse les syndicats de mauvaise foi*
        if (
            view.pos[noun : noun + 1] != ["NOUN"]
            or view.pos[index - 1] == "NOUN"
            and view.lower[index - 2] in ("de", "d'")
        ):
            return False
        for i in range(index + 1, min(index + 12, limit - 1)):
            if view.is_finite(i) or view.lower[i] in _JOINTS:
                return True  # *accuse l'armée de crimes de guerre et demande à l'ONU d'agir*
            if view.lower[i] in ("de", "d'") and (
                self._is_infinitive(i + 1) or view.pos[i + 1] == "NOUN" and i > index + 3
            ):
                return False
        return True

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
            if frame == "np" and hit.entry.act == "praise":
                return None  # *On me remercie comme un intérimaire*: compared, not thanked
            return self._phrase(hit, frame, index + 1, limit) if frame in frames else None
        frame = f"np_{lower}"
        if frame in frames:
            return self._phrase(hit, frame, index + 1, limit)
        if lower == "pour" and "inf_pour" in frames and self._is_infinitive(index + 1):
            return self._clause(hit, "inf_pour", index, limit)
        if lower == "pour" and "inf_pour" in frames and view.lower[index + 1 : index + 2] in (["que"], ["qu'"]):
            return self._clause(hit, "que", index + 2, limit)  # *insiste pour que la visite ait lieu*
        return None
