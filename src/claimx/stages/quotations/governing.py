"""Contents to the right of their cue, antecedents of *que* and the clause *comme l'a dit X* stands beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimx.lexicon.function_words import POSSESSIVES
from claimx.records import Kind
from claimx.stages.quotations.agents import classify_source
from claimx.stages.quotations.as_said import as_said
from claimx.stages.quotations.boundaries import Extent
from claimx.stages.quotations.candidates import Candidate, Shaper, Span
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.clefts import cleft, past_presentation
from claimx.stages.quotations.complements import ComplementReader
from claimx.stages.quotations.cues import Hit, cue_span, opens_marks
from claimx.stages.quotations.governing_subjects import GoverningSubjects
from claimx.stages.quotations.marks_only import counts_in_marks_only
from claimx.stages.quotations.nominal_objects import restates_stance
from claimx.stages.quotations.objects import Complement
from claimx.stages.quotations.passives import Passives
from claimx.stages.quotations.reporting import Insertion
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.unsaid import UnsaidCues
from claimx.stages.quotations.verdicts import is_verdict
from claimx.stages.quotations.view import View

_WHO_PROMISE = frozenset({"person", "people", "proper", "pronoun", "first"})
_WHO_LEAVE_OPEN = _WHO_PROMISE - {"first"} | {"organization", "demonstrative"}
_RAISED = frozenset(
    "objectif objectifs prévision prévisions taux tarif tarifs prix note seuil plafond offre production cible".split()
)
_OF_THINGS = frozenset({"appeler", "menacer", "promettre", "rappeler"})
"""Said of things too (*un mur menace de s'effondrer, cette façade rappelle un temple*)."""

_BEARING_OUT = frozenset({"prouver", "démontrer", "montrer", "suggérer", "attester", "illustrer"})
"""What things do with a clause without saying it."""
_NEUTER = frozenset({"cela", "ça", "ceci"})
_GREETED = frozenset("foule public badauds passants assistance caméras tribune tribunes".split())
_WHENCE = frozenset("depuis en avant à au".split())

_FAR = 14
"""Tokens that a verb may stand before *pour* with its infinitive."""
_OCCASIONS = frozenset("profiter saisir convoquer intervenir exprimer publier écrire réunir revenir utiliser".split())
"""Verbs whose *pour* with a verb of speech tells what was said."""
_SPEAKING_OUT = frozenset("parole plume grève rue rues".split())
"""Nouns that with a verb do the same: *prendre la parole, être en grève, descendre dans la rue*."""


class Governing(UnsaidCues):
    """Proposes the contents that the cues of one document govern; where they may end goes to ``extents``."""

    def __init__(
        self,
        view: View,
        hits: Sequence[Hit],
        clauses: Clauses,
        sources: SourceFinder,
        shaper: Shaper,
        complements: ComplementReader,
        insertions: Mapping[int, Insertion],
        extents: dict[int, Extent],
    ) -> None:
        self.passives = Passives(view, sources, shaper, complements, extents)
        self.view = view
        self._speech_ends = {hit.last for hit in hits if hit.entry.type == "speech"}
        self._willing = {hit.last for hit in hits if "inf_de" in hit.entry.frames and hit.entry.type == "speech"}
        self._told: set[int] = set()
        """Infinitives that head a content."""
        self.clauses = clauses
        self.sources = sources
        self.shaper = shaper
        self.complements = complements
        self.insertions = insertions
        self._pauses = {insertion.end for insertion in insertions.values()}
        self.extents = extents
        self.subjects = GoverningSubjects(view, hits, clauses, sources, insertions)

    def candidate(self, hit: Hit) -> Candidate | None:
        """Return the content of ``hit``, or None."""
        return (
            as_said(self.view, hit, self.clauses, self.sources, self.shaper, self.complements.openings)
            or self._quoted_judgement(hit)
            or cleft(self.view, hit, self.clauses, self.sources, self.shaper, self.extents)
            or self.relative_object(hit)
            or self.governing(hit)
        )

    def _quoted_judgement(self, hit: Hit) -> Candidate | None:
        """*une somme que le syndicat juge « dérisoire »*: the quoted words, not what they judge."""
        relative = self.view.before(hit.first)
        if "obj_attr" not in hit.entry.frames or hit.form != "finite" or relative < 0:
            return None
        opening = hit.last + 1
        links = {"d'", *hit.entry.links}
        while opening < len(self.view.lower) and (self.view.pos[opening] == "ADV" or self.view.lower[opening] in links):
            opening += 1
        return self.governing(hit) if opening in self.complements.openings else None

    def relative_object(self, hit: Hit) -> Candidate | None:
        """*une analyse que réfutent les citoyens*, *un choix qu'il juge « absurde »*: the antecedent is the content."""
        view = self.view
        relative = view.before(hit.first)
        if (
            hit.form != "finite"
            or relative < 1
            or view.lower[relative] not in ("que", "qu'")
            or "np" not in hit.entry.frames
        ):
            return None
        if view.pos[view.before(relative)] not in ("NOUN", "PROPN", "ADJ", "PUNCT"):
            return None
        limit = self.clauses.limit(hit.head)
        subject = self.sources.after(hit, limit)
        if subject is None:
            return None
        if view.lower[subject[1] : subject[1] + 1] == [":"] and not {subject[1] + 1, subject[1] + 2}.isdisjoint(
            self.complements.openings
        ):
            return None  # *Une version que réfute X : « … »*
        antecedent = self.sources.antecedent(relative, view.bounds(hit.head)[0])
        if antecedent is None or not hit.entry.counts(
            "np", quoted=any(view.depth(i) > view.depth(hit.head) for i in range(*antecedent))
        ):
            return None
        first = past_presentation(view, *antecedent)
        shaped = self.shaper.shape(first, antecedent[1], view.region[hit.head], clause=False)
        if shaped is None:
            return None
        return Candidate(
            shaped[0],
            shaped[1],
            "relative_object",
            0.6,
            cue=cue_span(self.view, hit),
            cue_lemma=hit.lemma,
            source=view.slice(*subject),
            features={"type": hit.entry.type, "frame": "np", "form": hit.form},
        )

    def governing(self, hit: Hit) -> Candidate | None:
        """The content that ``hit`` governs to its right (of a passive: also its subject)."""
        view = self.view
        if self._idle(hit) or self._part_of_cue(hit):
            return None
        base = view.region[hit.head]
        sentence = view.sentences[view.sentence[hit.head]][0]
        before = view.before(hit.first, sentence)
        # *Elle « refuse tout report »*: its subject stands before the marks
        opens = opens_marks(view, hit) and before >= sentence and view.lower[before] not in (":", ";")
        low = sentence if base is None or opens else max(sentence, view.token_at(base.start))
        if hit.form in {"passive", "past_participle"}:
            return self.passives.candidate(hit, base, low)
        complement = self.complements.read(hit)
        if complement is None:
            return None
        if complement.region is not None:
            kind: Kind = "direct"
            segments = self.shaper.region_segments(complement.region)
        else:
            clause = complement.frame in ("que", "si", "direct") or self._verbal(complement.first, complement.end)
            shaped = self.shaper.shape(
                complement.first,
                complement.end,
                base,
                clause=clause,
                direct=complement.frame in ("que", "direct", "si"),
            )
            if shaped is None:
                return None
            kind, segments = shaped
        source = self.subjects.source(hit, low)
        opens = opens and source is not None and base is not None and source[1] <= base.start
        opens = opens and hit.form == "finite" and (hit.entry.type in ("speech", "blame") or hit.entry.act == "refuse")
        if kind == "indirect" and opens and view.region[complement.first] is base:
            kind = "mixed"
        # *Ce que conteste le ministère*: the subject behind its verb is no object
        its_own = hit.form == "finite" and source is not None and source[0] == view.start[complement.first]
        if its_own or base is not None and self._first_person(source) and not self._past(hit):
            return None
        if base is None and source is not None and hit.form == "finite" and self._first_person(source):
            return None  # outside marks *nous* and *je* are the newspaper and its author
        told = self.subjects.tells_on(hit) or self.subjects.is_heard(hit)
        if source is None and complement.frame != "direct" and hit.form != "finite" and not told:
            return None
        thing = classify_source(view, source) == "thing"
        of_thing = thing and hit.lemma in _OF_THINGS
        if (
            # *leur expérience leur permet de « lire » les décombres*
            thing
            and hit.lemma == "permettre"
            or hit.lemma in _BEARING_OUT
            and self._is_evidence(source, thing)
            or of_thing
            and kind == "indirect"
            and complement.frame not in ("que", "si")
            or (
                # *Le trafic reprendra mardi : les travaux sont finis*
                thing and complement.frame == "direct" and complement.region is None
            )
            or complement.frame == "direct"
            and complement.region is None
            and not self.clauses.insertions.keys().isdisjoint(range(complement.first + 1, complement.end))
            # *se veut rassurant : la ville, promet-il, paiera*
            or complement.frame == "direct"
            and complement.region is None
            and self._tells_how(hit, complement)
            or self._others_words(hit, complement, thing)
            or self._other_sense(hit, complement, source)
        ):
            return None  # *un mur menace de s'effondrer*, but *une trentaine de parents promettent que …*
        self._remember(hit, complement, source)
        rule = {"direct": "quoted_complement", "quoted": "quoted_object"}.get(
            complement.frame, f"{complement.frame}_complement"
        )
        if hit.form in ("participle", "gerund"):
            rule = f"participle_{rule}"
        elif hit.form == "infinitive":
            rule = f"infinitive_{rule}"
        item = Candidate(
            kind,
            segments,
            rule,
            0.8,
            cue=cue_span(self.view, hit),
            cue_lemma=hit.lemma,
            source=source,
            features={
                "type": hit.entry.type,
                "frame": complement.frame,
                "form": "occasion" if self._takes_occasion(hit) else hit.form,
            },
        )
        flags = {
            "of-thing": of_thing,
            "uncounted": not complement.counted,
            "loose": counts_in_marks_only(view, hit, complement, source),
            "sure": restates_stance(view, hit, complement) or self._leaves_open(hit, source),
            "opens": opens,
        }
        item.features.update({name: "True" for name, holds in flags.items() if holds})
        if complement.region is None:
            direct = complement.frame in ("que", "direct", "si")
            self.extents[id(item)] = Extent(
                "end",
                complement.first,
                complement.end,
                complement.first,
                max(complement.limit, complement.end),
                hit.head,
                base,
                clause=clause,
                direct=direct,
                starts=complement.starts,
            )
        return item

    def _tells_how(self, hit: Hit, complement: Complement) -> bool:
        """*L'agence se montre moins alarmiste : elle évalue …*: the clause behind the colon has a cue of its own."""
        if not hit.reflexive or "attr" not in hit.entry.frames:
            return False
        content = range(complement.first, complement.end)
        return next((i for i in content if self.view.is_finite(i)), -1) in self.clauses.finite_cues

    def _leaves_open(self, hit: Hit, source: Span | None) -> bool:
        """*Le syndicat n'exclut pas une grève*: somebody says that it may come."""
        denied = not {"ne", "n'"}.isdisjoint(self.view.lower[max(hit.first - 1, 0) : hit.head])
        return hit.lemma == "exclure" and denied and classify_source(self.view, source) in _WHO_LEAVE_OPEN

    def _is_evidence(self, source: Span | None, thing: bool) -> bool:
        """*Ce projet prouve que …*, *Cela suggère que …*: the article draws a conclusion, nobody speaks."""
        neuter = source is not None and self.view.text[slice(*source)].lower() in _NEUTER
        return thing or neuter

    def _takes_occasion(self, hit: Hit) -> bool:
        """*a profité de sa visite pour rappeler que …*, *a pris la parole pour dénoncer …*: it was said."""
        view, pour = self.view, hit.first - 1
        if hit.form != "infinitive" or hit.entry.type not in ("speech", "blame") or view.lower[pour] != "pour":
            return False
        start = max(view.sentences[view.sentence[pour]][0], pour - _FAR)
        verb = next((i for i in range(pour - 1, start - 1, -1) if view.pos[i] == "VERB"), -1)
        if verb < 0 or not (view.is_finite(verb) or view.is_participle(verb)):
            return False
        return view.lemma[verb] in _OCCASIONS or not _SPEAKING_OUT.isdisjoint(view.lower[verb:pour])

    def _other_sense(self, hit: Hit, complement: Complement, source: Span | None) -> bool:
        """*relève ses prévisions*, *relève de la loi*, *rappelle un élu à l'ordre*: no words."""
        lower = self.view.lower
        content = lower[complement.first : complement.end]
        if is_verdict(self.view, hit, source):
            return True
        if hit.lemma == "trouver" and hit.form == "infinitive":
            return complement.frame == "quoted"  # *le temps de trouver « mieux »*
        if hit.lemma == "relever":
            raised = content[0] in POSSESSIVES and not _RAISED.isdisjoint(content[1:3])
            return raised or lower[hit.last + 1 : hit.last + 2] in (["de"], ["d'"], ["du"]) and complement.frame == "np"
        if hit.lemma == "saluer" and not _GREETED.isdisjoint(content[1:2]):
            # *salue la foule depuis le balcon*, not *le public pour sa patience*, *la tribune signée par …*
            following = self.view.pos[complement.first + 3 : complement.first + 4]
            leaves = content[2:3] == ["et"] and following != ["DET"]  # *et partit*
            return len(content) == 2 or leaves or content[2] in _WHENCE or content[2:4] == ["d'", "un"]
        if complement.frame == "quoted" and self._titles(complement):
            return classify_source(self.view, source) == "thing"  # *Le menu propose « Salade » et « Truite »*
        if hit.lemma == "promettre" and content[:2] == ["d'", "être"]:
            return classify_source(self.view, source) not in _WHO_PROMISE  # *l'audience promet d'être longue*
        return hit.lemma == "rappeler" and content[-2:] == ["l'", "ordre"]

    def _titles(self, complement: Complement) -> bool:
        """Whether each of several quoted pieces begins with a capital."""
        view = self.view
        opened = [i for i in range(complement.first, complement.end) if view.mark[i] and i not in view.closing]
        heads = [view.after(i, complement.end) for i in opened]
        return len(heads) > 1 and all(i >= 0 and view.words[i][:1].isupper() for i in heads)

    def _remember(self, hit: Hit, complement: Complement, source: Span | None) -> None:
        self.subjects.subject_of.setdefault(hit.head, source)
        self.subjects.contents.append((complement.first, complement.end))
        if "inf" in complement.frame:
            content = range(complement.first, complement.end)
            self._told.add(next((i for i in content if "Inf" in self.view.tense[i]), -1))

    def _others_words(self, hit: Hit, complement: Complement, thing: bool) -> bool:
        """What a content holds that is its speaker's, not the cue's.

        *jure avoir écrit « trois fois »*, *conclut que deux ponts présentent « un risque »*, *assure que le texte
        reviendra « à la virgule près »*.
        """
        view = self.view
        nominal = complement.frame.startswith(("np", "inf")) or complement.frame == "quoted"
        if hit.form == "infinitive" and nominal and not self._told.isdisjoint(range(hit.first, hit.head + 1)):
            return True
        if view.lower[hit.first] in ("avoir", "être", "s'être") and hit.lemma == "apprendre":
            return True
        if complement.frame != "quoted" or not self.subjects.holds(hit.head):
            return False
        opening = view.after(complement.first, complement.end)
        return thing or opening >= 0 and view.pos[opening] == "ADP"

    def _part_of_cue(self, hit: Hit) -> bool:
        """*a dit vouloir « … »*: the wish is what is said, its verb no cue of its own."""
        if hit.form != "infinitive":
            return False
        before = self.view.before(hit.first)
        if before in self._pauses:
            return True  # *Les aides devraient, dit-elle, | intervenir « en mars »*
        if hit.entry.type not in ("decision", "thought", "opinion"):
            return False
        return self._said_in(hit)

    def _said_in(self, hit: Hit) -> bool:
        """Whether an infinitive follows a verb of speech that it is the content of."""
        view = self.view
        before = view.before(hit.first)
        while before > 0 and view.lower[before] in ("ne", "n'", "pas", "plus", "jamais"):
            before = view.before(before)
        if before >= 0 and view.lower[before] in ("de", "d'"):
            return view.before(before) in self._willing  # *se défend de vouloir « … »*
        return before in self._speech_ends

    def _verbal(self, first: int, end: int) -> bool:
        return self.view.has_finite(first, end)
