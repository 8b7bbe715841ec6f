"""Nominal objects of a cue and what it judges them to be: *réclame une trêve*, *juge le plan « absurde »*."""

from __future__ import annotations

from claimx.lexicon.function_words import POSSESSIVES
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.objects import LOCUTIONS, Complement, ObjectReader
from claimx.stages.quotations.verb_forms import judges_first
from claimx.stages.quotations.view import View

_PURPOSE = frozenset({"afin", "avant", "loin", "lieu", "faute", "manière", "façon", "but", "vue"})
_DEFINITE = frozenset("le la les l' ce cet cette ces son sa ses leur leurs certains certaines".split())


_RESTATING = frozenset({"réaffirmer", "réitérer", "renouveler", "redire", "exprimer", "affirmer", "manifester"})
_STANCES = frozenset(
    "appel attachement condamnation confiance conviction détermination disponibilité engagement gratitude indignation "
    "inquiétude opposition préoccupation reconnaissance refus regret rejet satisfaction solidarité soutien volonté "
    "espoir souhait vœu".split()
)
_TOWARDS = frozenset("à au aux de d' du des pour envers contre avec en quant face".split())
"""What opens that to which a stance is (*son soutien au maire*), not where it is shown (*devant la préfecture*)."""


def restates_stance(view: View, hit: Hit, content: Complement) -> bool:
    """*a réaffirmé | leur attachement à l'unité*, *a réitéré | son appel au dialogue*: where its speaker stands.

    The stance alone (*a exprimé sa gratitude*) says nothing of what it is about.
    """
    first, end = content.first, content.end
    if hit.lemma not in _RESTATING or content.frame != "np" or view.lower[first] not in POSSESSIVES:
        return False
    noun = next((i for i in range(first + 1, min(first + 4, end)) if view.lemma[i] in _STANCES), -1)
    behind = next((i for i in range(noun + 1, end) if view.pos[i] != "ADJ"), end)
    return 0 <= noun < behind < end and view.lower[behind] in _TOWARDS


class NominalReader(ObjectReader):
    """Reads a content that is a noun phrase, alone or with what is said of it."""

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
        if not charges and view.lower[first] in POSSESSIVES and any(view.mark[first + 1 : first + 2]):
            return False  # *a dit son « immense fierté » d'avoir été choisie*
        for index in range(first, min(first + (24 if charges else 14), limit - 1)):
            if view.is_finite(index) or index in self.clauses.finite_cues:
                return False
            if view.lower[index] == "," and not charges:
                return False
            if charges and view.lower[index] in ("de", "d'") and index + 1 in self.openings:
                return True  # *accuse la mairie de « mépris »*
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
                and (
                    view.lower[index] == "comme"
                    or view.lower[index - 1] == ","
                    or self._attaches(index, hit)
                    or self._completes(first, index, hit, limit)
                    or "obj_attr" in hit.entry.figures
                    and view.lower[index + 1 : index + 2] != []
                    and view.lower[index + 1][:1].isdigit()  # *crédite le projet de 58 % d'appuis*
                )
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

    def _completes(self, first: int, link: int, hit: Hit, limit: int) -> bool:
        """*qualifie la norme | d'absurde*, *assimile le blocus | à un siège*: the verb has no sense without it."""
        view, behind = self.view, link + 1
        if hit.entry.frames != {"obj_attr"} or hit.entry.figures or behind >= limit:
            return False
        if view.lower[link] == "à":
            return view.lower[behind] in ("un", "une", "du", "des")  # not *compare les prix à la pompe*
        if hit.entry.type == "blame" and classify_source(view, view.slice(first, link)) not in SPEAKERS:
            return False  # *taxe les ventes de carburant*, *traite un dossier de fraude*
        return view.lower[behind] in ("un", "une") or view.pos[behind] in ("ADJ", "NOUN") or view.is_participle(behind)

    def _attaches(self, index: int, hit: Hit) -> bool:
        head = self.view.head[index]
        return self.view.head[head] == hit.head or head == hit.head
