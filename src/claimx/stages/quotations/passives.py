"""Passives: *X est accusé par Y de …*, *la mesure, saluée par Y*; the agent is the source."""

from __future__ import annotations

from claimx.lexicon.function_words import OF
from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper
from claimx.stages.quotations.complements import ComplementReader
from claimx.stages.quotations.cues import Hit, cue_span
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.shared_passives import shares
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.verdicts import is_verdict
from claimx.stages.quotations.view import View

_PASSIVE_FRAMES = frozenset({"obj_inf_de", "obj_inf_a", "que", "obj_attr", "inf_de", "np_sur"})
_WITH_INFINITIVE = frozenset({"obj_inf_de", "obj_inf_a", "inf_de"})
_REACTIONS = frozenset({"accept", "refuse", "deny", "praise", "criticize"})
_JUDGING = frozenset({"juger", "qualifier", "estimer", "considérer"})
_LAYING = frozenset({"imputer", "attribuer", "reprocher"})
"""Verbs of what is laid at somebody's door."""
_AGENT = 8
"""Tokens between a participle and the *par* of who reacts."""


def is_reaction(view: View, hit: Hit) -> bool:
    """*…, rejeté aussitôt par la droite*, *…, jugée tardive par X*: a participle that tells how others took it."""
    if hit.entry.act not in _REACTIONS and hit.lemma not in _JUDGING:
        return False
    for index in range(hit.last + 1, min(hit.last + _AGENT, len(view.lower))):
        if view.lower[index] == "par":
            return True
        if view.is_finite(index) or view.lower[index] in (",", ";", "."):
            return False
    return False


class Passives:
    """Proposes the contents of passive and past participle cues; where they may end goes to ``extents``."""

    def __init__(
        self,
        view: View,
        sources: SourceFinder,
        shaper: Shaper,
        complements: ComplementReader,
        extents: dict[int, Extent],
    ) -> None:
        self.view, self.sources, self.shaper = view, sources, shaper
        self.complements, self.extents = complements, extents
        self.seconds: list[Candidate] = []
        """What the second agents of the passives read so far say."""

    def candidate(self, hit: Hit, base: Region | None, low: int) -> Candidate | None:
        """Return the content of the passive ``hit`` (its complement or its subject), or None."""
        agent = self._agent(hit, self.view.bounds(hit.head)[1])
        if is_verdict(self.view, hit, self.view.slice(*agent) if agent else None):
            return None
        return self._shared(hit, base) or self._single(hit, base, low, agent)

    def _single(self, hit: Hit, base: Region | None, low: int, agent: tuple[int, int] | None) -> Candidate | None:
        view, frames = self.view, hit.entry.frames
        accusation = "obj_inf_de" in frames and hit.entry.act_of("obj_inf_de") in ("accuse", "criticize", "ask")
        if agent is None and not (accusation or hit.form == "passive" and "que" in frames):
            return None
        rest = Hit(hit.entry, hit.head, hit.first, agent[1] - 1 if agent else hit.last, hit.form)
        complement = self.complements.reason(rest) if agent is not None and hit.entry.type == "blame" else None
        if complement is None and frames & _PASSIVE_FRAMES:
            complement = self.complements.read(rest)
        if complement is None and agent is not None and frames & _PASSIVE_FRAMES:
            # *accusé de fraude par trois témoins*: the agent after the content
            before = self.complements.read(Hit(hit.entry, hit.head, hit.first, hit.last, hit.form))
            if before is not None and before.first < agent[0]:
                complement = before
                complement.end = min(complement.end, self._agent_start(agent[0]))
        if complement is not None and agent is None and complement.frame.startswith(("np", "inf")):
            return None  # *Il lui est demandé de bien fermer la porte*: nobody is said to ask
        if complement is None and agent is None:
            return None
        if complement is None and "np" in frames:
            subject = self._passive_subject(hit, low)
            if subject is None:
                return None
            first, end = subject
            if not hit.entry.counts("np", quoted=any(view.depth(i) > view.depth(hit.head) for i in range(first, end))):
                return None
        elif complement is not None:
            first, end = complement.first, complement.end
        else:
            return None
        shaped = self.shaper.shape(first, end, base, direct=False)
        if shaped is None:
            return None
        # A passive with its own complement is as sure as the active verb: it shares the frame's evidence.
        frame = complement.frame if complement is not None else "passive-np"
        rule = "passive_agent" if agent else "passive_no_agent"
        if complement is not None and agent is not None:
            rule = "passive_complement"
        item = Candidate(
            shaped[0],
            shaped[1],
            rule,
            0.6,
            cue=cue_span(self.view, hit),
            cue_lemma=hit.lemma,
            source=view.slice(*agent) if agent else None,
            features={
                "type": hit.entry.type,
                "frame": frame,
                "form": hit.form,
            },
        )
        if complement is not None and (agent is None or agent[0] < first):
            high = max(complement.limit, end)
            self.extents[id(item)] = Extent("end", first, end, first, high, hit.head, base, direct=False)
        return item

    def _shared(self, hit: Hit, base: Region | None) -> Candidate | None:
        """*jugée « A » par X et « B » par Y*: the first of two, the other goes to ``seconds``; None elsewhere."""
        if hit.entry.frames.isdisjoint(_PASSIVE_FRAMES):
            return None
        items = []
        for content, agent, frame in shares(self.view, hit, self.sources, self.complements, self._agent):
            shaped = self.shaper.shape(*content, base, direct=False)
            if shaped is not None and classify_source(self.view, self.view.slice(*agent)) != "thing":
                item = Candidate(
                    *shaped,
                    "passive_complement",
                    0.6,
                    cue=cue_span(self.view, hit),
                    cue_lemma=hit.lemma,
                    source=self.view.slice(*agent),
                    features={"type": hit.entry.type, "frame": frame, "form": hit.form},
                )
                items.append(item)
        if len(items) < 2:
            return None
        items[1].rule = "second_agent"
        items[1].features["as"] = "passive_complement"
        self.seconds.append(items[1])
        return items[0]

    def _agent(self, hit: Hit, limit: int) -> tuple[int, int] | None:
        """The *par* phrase, or the document in which it is written."""
        view, agent = self.view, self.sources.agent(hit, limit)
        if agent is None:
            return self._written_in(hit, limit) if hit.form == "passive" and "que" in hit.entry.frames else None
        infinitive = any("Inf" in view.tense[i] for i in range(hit.last + 1, agent[0]))
        if infinitive and classify_source(view, view.slice(*agent)) == "thing":
            return None  # *est soupçonné d'avoir transporté des migrants par taxi*
        # *par l'opposition pour sa gestion*, *par X sur ses chances*
        over = {"pour", "sur"} if "np_sur" in hit.entry.frames else {"pour"}
        over |= {"comme"} & hit.entry.links  # *par ses proches comme « un sage »*
        ends = [i for i in range(agent[0] + 1, agent[1]) if view.lower[i] in over]
        if hit.lemma in _LAYING:  # *imputée par les rebelles | à l'armée*
            ends += [i for i in range(agent[0] + 1, agent[1]) if view.lower[i] in ("à", "au", "aux")]
        if "de" in hit.entry.links:  # *par la CGT d'« indécente »*
            opened = range(agent[0] + 1, agent[1] - 1)
            ends += [i for i in opened if view.lower[i] in ("de", "d'") and i + 1 in self.complements.openings]
        if hit.entry.frames & _WITH_INFINITIVE:  # *par l'opposition de « brader le parc »*
            opened = range(agent[0] + 1, agent[1] - 1)
            ends += [
                i for i in opened if view.lower[i] in ("de", "d'", "à") and self.complements.begins_infinitive(i + 1)
            ]
        return agent[0], min(ends, default=agent[1])

    def _written_in(self, hit: Hit, limit: int) -> tuple[int, int] | None:
        """*Il est écrit dans le bail que …*: the document, where nobody does it."""
        view = self.view
        before, place = view.before(hit.first), hit.last + 1
        if before < 0 or view.lower[before] != "il" or place + 1 >= limit or view.lower[place] not in ("dans", "sur"):
            return None
        found = self.sources.noun_phrase(place + 1, limit)
        return found if classify_source(view, view.slice(*found)) in ("document", "thing", "proper") else None

    def _agent_start(self, first: int) -> int:
        """Token of the *par* before the agent at ``first``."""
        index = first
        while index > 0 and self.view.lower[index] != "par" and first - index < 4:
            index -= 1
        return index if self.view.lower[index] == "par" else first

    def _described(self, hit: Hit, noun: int, low: int) -> int:
        """*La composition du tribunal, critiquée par X*: a comma or the agreement tells which noun is meant."""
        view = self.view
        for _ in range(3):
            governor, first = view.head[noun], view.left_edge[noun]
            if view.lower[first] not in OF or first <= governor:
                break
            if not low <= governor < noun or view.pos[governor] not in ("NOUN", "PROPN"):
                break
            comma = view.lower[view.before(hit.first)] == ","
            if not comma and all(
                view.morph[noun].get(name, "") == view.morph[hit.head].get(name, "") for name in ("Gender", "Number")
            ):
                break
            noun = governor
        return noun

    def _passive_subject(self, hit: Hit, low: int) -> tuple[int, int] | None:
        view = self.view
        if hit.form == "passive":
            return self.sources.before(hit, low)
        noun = self._described(hit, view.head[hit.head], low)
        if view.pos[noun] in ("NOUN", "PROPN") and low <= noun < hit.first:
            first = max(view.left_edge[noun], low)
            end = hit.first
            while end > noun + 1 and view.lower[end - 1] == ",":
                end -= 1
            return first, end
        return None
