"""Reporting clauses after or inside what they report: *« … », a déclaré X*; *…, a noté X, …*; *dit-il*."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from claimx.lexicon.function_words import DATIVES, EMPHATIC, OBJECTS, RELATIVES
from claimx.stages.quotations.adjacent import spoken_to
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.clause_starts import only_fronted_clause, predicate_behind
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.moments import DAYS, on_occasion, past_day
from claimx.stages.quotations.plausible_insertions import SAYERS
from claimx.stages.quotations.postposed_sayers import PostposedSayers
from claimx.stages.quotations.view import AUXILIARIES, content_start

# a constaté un journaliste de l'AFP: the newspaper's own voice (guidelines, What counts)
_WITNESSED = frozenset({"constater", "observer", "voir"})
_READ = frozenset({"lire", "entendre", "voir"})
_AGENCIES = frozenset({"afp", "reuters", "ap", "notre", "nos", "belga", "ats", "keystone-ats"})
_ADDRESSED = DATIVES - {"lui", "leur"}
_ROLE = 10
"""Tokens between a sayer and a colon."""
_OPENERS_OF_INSERTION = frozenset({",", "–", "—", "-", "--", "?", "!", "…", "..."})


@dataclass(slots=True)
class Insertion:
    """A reporting clause (tokens ``first``..``end``) with its source span in code points."""

    hit: Hit
    first: int
    end: int
    source: tuple[int, int] | None
    region: Region | None = None
    sure: bool = False
    """Whether the noun phrase behind the verb can only be its subject."""


class InsertionFinder(PostposedSayers):
    """Finds reporting clauses that stand after or inside their content."""

    def find(self, hit: Hit) -> Insertion | None:
        """Return the inserted clause of ``hit``, or None where it governs to its right or stands alone."""
        view = self.view
        if hit.form != "finite" and not (hit.form == "passive" and hit.inverted >= 0):
            return None
        frames = hit.entry.frames
        if not (frames & {"direct", "que"}):
            return None
        if hit.reflexive and hit.inverted < 0 and "attr" in frames and self._attribute_follows(hit):
            return None
        first = hit.first
        if first and view.lower[first - 1] in DATIVES and view.pos[first - 1] != "DET":
            finite = next((i for i in range(first, hit.last + 1) if "Fin" in view.tense[i]), -1)
            if hit.inverted >= 0 or finite >= 0 and view.morph[finite].get("Person", "") == "3":
                first -= 1  # *…, nous a-t-il confié*, *…, nous a confié un cadre*
        elif first and hit.inverted >= 0 and view.lower[first - 1] in OBJECTS and not self._asks(hit):
            first -= 1  # *…, l'invite-t-il*: before a verb with its pronoun behind it no article can stand
        previous = first - 1
        while previous >= 0 and (
            view.space[previous] or view.pos[previous] == "ADV" and view.lower[previous] not in ("ne", "n'")
        ):
            previous -= 1
        if previous >= 0 and view.lower[previous] in ("comme", "ainsi"):
            return None
        if (
            previous > 1
            and view.lower[previous] == "," == view.lower[previous - 2]
            and view.lower[previous - 1] in EMPHATIC
        ):
            return None  # *Les organisateurs, eux, | avancent un chiffre*: the subject stands before
        region = None
        i = previous
        sentence = view.sentences[view.sentence[hit.head]][0]
        if (around := view.region[hit.head]) is not None:
            sentence = max(sentence, view.token_at(around.start))
        saw_pause = False
        steps = 0
        while (
            i >= 0
            and steps < 5
            and (
                view.is_break(i)
                or i in view.closing  # a mark the tokenizer leaves in its word: *téléphone+*
                or view.lower[i] in _OPENERS_OF_INSERTION
                or view.lower[i] == "."
            )
        ):
            if i in view.closing and view.closing[i] is not view.region[hit.head]:
                region = self._outermost(view.closing[i], hit)
                break
            if view.lower[i] in _OPENERS_OF_INSERTION:
                saw_pause = True
            i -= 1
            steps += 1
        if region is None and not saw_pause:
            return None
        if region is not None and region.outer_end > view.start[hit.first]:
            return None
        if region is not None and view.words[first][:1].isupper() and self._on_new_line(region, first):
            return None  # *« … »* and on the next line *Voyez le récapitulatif de X.*
        if region is None and i < sentence:
            return None
        if (
            region is not None
            and not saw_pause
            and hit.inverted >= 0
            and (
                view.before(view.token_at(region.outer_start), sentence) >= 0
                and view.text[region.end - 1] not in "!?…."
            )
        ):
            return None  # Ce « plan » permet-il de …?
        limit = self.clauses.limit(hit.head)
        while limit > hit.last + 1 and view.lower[limit - 1] in (".", "!", "?", "…", "..."):
            limit -= 1
        if hit.inverted >= 0:
            source = self.sources.of_inverted(hit)
            end = hit.last + 1
            if view.lower[hit.inverted] in ("-je", "-vous", "-tu", "-nous", "-ce"):
                return None
            if region is None and view.lower[hit.first] in OBJECTS and self._asks(hit):
                return None
            if view.lower[hit.inverted] == "-on" or hit.form == "passive":
                source = self._impersonal(hit, limit) or source
            return Insertion(hit, first, self._end_of_clause(end, limit), source, region)
        following = view.after(hit.last, limit)
        if following >= 0 and view.lower[following] in ("que", "qu'") and view.pos[following] != "PRON":
            return None  # …, a répondu qu'« un agent … »: the subject stands before
        subject = self.sources.after(hit, limit)
        if subject is None:
            return None
        if view.lower[subject[0]] in ("de", "d'") and view.pos[subject[0] + 1 : subject[0] + 2] in (["NOUN"], ["DET"]):
            return None  # *soit composée d'élus*: no subject, which would have an adjective there (*d'autres élus*)
        if view.depth(subject[0]) > view.depth(hit.head):
            return None  # *…, a regretté « un arrêt »*: what stands in marks is said, and says nothing
        if region is not None and saw_pause and self._waiting_subject(hit, sentence, region):
            return None
        cannot = classify_source(view, view.slice(*subject)) in ("document", "thing")
        if region is None and cannot and self._takes_objects_only(hit):
            return None  # *La ministre, Mme Roy, a présenté hier son rapport*
        if self._plural_object(hit, subject) or region is None and self._nickname(hit, subject):
            return None
        if region is None and self._judges(hit, subject):
            return None
        parts = region is None and self._parts_group(hit, subject, limit)
        if (
            region is None
            and not parts
            and not self._splits_clause(hit, subject, sentence, limit)
            and not self._plausible(hit, subject, sentence)
            and not self._in_dialogue(subject, sentence, limit)
        ):
            return None
        if region is not None and not saw_pause and self._subject_before(hit, sentence, region):
            return None
        if self._is_title(region, subject, sentence, saw_pause=saw_pause):
            return None
        source = view.slice(*subject)
        if hit.lemma in _WITNESSED and any(view.lower[i] in _AGENCIES for i in range(*subject)):
            return None
        end = self._end_of_clause(subject[1], limit)
        sure = region is None and (self._verbless(hit, sentence) or predicate_behind(view, end))
        sure = parts or sure and not view.has_finite(sentence, hit.first)
        return Insertion(hit, first, end, source, region, sure)

    def _parts_group(self, hit: Hit, subject: tuple[int, int], limit: int) -> bool:
        """*Il a, estime X, « donné les clés »*, *Le texte est, juge Y, bancal*: the auxiliary waits for the rest."""
        view, comma, end = self.view, hit.first - 1, subject[1]
        if comma < 1 or view.lower[comma] != "," or end >= limit or view.lower[end] not in (",", "("):
            return False
        verb = comma - 1
        waits = view.is_finite(verb) and (view.lower[verb] in AUXILIARIES or view.pos[verb] == "AUX")
        return waits and classify_source(view, view.slice(*subject)) in SAYERS

    def _outermost(self, region: Region, hit: Hit) -> Region:
        base = self.view.region[hit.head]
        while region.parent is not None and region.parent is not base:
            region = region.parent
        return region

    def _impersonal(self, hit: Hit, limit: int) -> tuple[int, int] | None:
        """*a-t-on appris de source judiciaire*: the source after *de* or *auprès de*; *lit-on dans le rapport*."""
        view = self.view
        where = hit.last + 1
        if (hit.lemma in _READ or hit.form == "passive") and where + 1 < limit and view.lower[where] in ("dans", "sur"):
            return view.slice(*self.sources.noun_phrase(where + 1, limit))
        for index in range(hit.last + 1, min(hit.last + 10, limit)):
            if view.lower[index] == "de" and index + 1 < limit and view.lower[index + 1].startswith("source"):
                return view.slice(*self.sources.noun_phrase(index + 1, limit))
            if view.lower[index : index + 2] == ["du", "côté"] and index + 3 < limit:
                # *se félicite-t-on du côté de la direction*, not *on danse, dit-on, du côté de la gare*
                side = view.slice(*self.sources.noun_phrase(index + 3, limit))
                apart = view.lower[index - 1] == "," and classify_source(view, side) not in SPEAKERS
                return None if apart else side
            if view.lower[index] in ("auprès", "à", "au", "chez") and index + 2 < limit:
                start = index + 2 if view.lower[index] == "auprès" else index + 1
                return view.slice(*self.sources.noun_phrase(start, limit))
        return None

    def _splits_clause(self, hit: Hit, subject: tuple[int, int], sentence: int, limit: int) -> bool:
        """*La sécheresse, a indiqué la préfecture, touche …*; *Car, notent les experts, …*: a pause on both sides."""
        view = self.view
        end = subject[1]
        gerund = end + 1 < limit and view.lower[end] == "en" and view.lower[end + 1].endswith("ant")
        if end < limit and (gerund or spoken_to(view, end) or self._tells_when_or_where(end, limit)):
            end = self._end_of_clause(end, limit)  # *Mais, dit M. Petit à l'AFP, …*
        if self._predicate_after_colon(hit, subject, sentence, limit):
            return True
        if end + 2 >= limit or view.lower[end] not in (",", "–", "—", "--"):
            return False
        if view.has_finite(sentence, hit.first) and not only_fronted_clause(view, sentence, hit.first):
            return False
        following = view.after(end, limit)
        if following < 0 or view.lower[following] in ("qui", "que", "qu'", "dont", "où", "et", "ou", "puis"):
            return False
        if self._sayer_waits(hit, sentence) and not view.is_finite(following):
            return False  # *Caracas, par la voix de X, a félicité Y, non sans …*
        if following in self.clauses.participles or hit.entry.type not in ("speech", "opinion", "blame"):
            return False
        first = content_start(view, sentence, hit.first)
        dated = view.lower[first] in DAYS and view.lower[first + 1] == ","  # *Lundi, raconte l'intéressé, …*
        return dated or classify_source(view, view.slice(*subject)) in SAYERS

    def _tells_when_or_where(self, index: int, limit: int) -> bool:
        """*Le suspect, a indiqué le procureur mardi, …*, *… lors d'un point de presse, …*: of the act of speech."""
        return past_day(self.view, index, limit) > index or on_occasion(self.view, index, limit)

    def _predicate_after_colon(self, hit: Hit, subject: tuple[int, int], sentence: int, limit: int) -> bool:
        """*Le suspect, a dit la procureure : « n'est pas connu … »*: a quoted verb whose subject stands before."""
        view, colon = self.view, self._end_of_clause(subject[1], limit)
        if view.has_finite(sentence, hit.first) or classify_source(view, view.slice(*subject)) not in SAYERS:
            return False
        return predicate_behind(view, colon)

    def reported(self, insertions: Iterable[Insertion]) -> set[int]:
        """Return the identities of all regions whose quotation one of ``insertions`` reports."""
        known = {id(insertion.region) for insertion in insertions if insertion.region is not None}
        chains = (region.chain() for region in self.view.regions if region.continues is None)
        return {id(part) for chain in chains if any(id(part) in known for part in chain) for part in chain}

    def is_incise(self, insertion: Insertion, reported: Container[int]) -> bool:
        """*« Ce match, explique le coach, est un tournant »*: the clause stands inside the marks of what it reports.

        Not so where another clause reports the whole quotation (``reported``), or the speaker tells what he was told
        (*m'a dit X*).
        """
        view, hit = self.view, insertion.hit
        base = view.region[hit.head]
        if base is None or base.level or insertion.region is not None:
            return False
        if any(view.lower[i] in _ADDRESSED for i in range(hit.first, hit.last + 1)):
            return False
        if hit.inverted < 0 and classify_source(view, insertion.source) not in SAYERS:
            return False
        return id(base) not in reported

    def _colon_after(self, comma: int, limit: int) -> int:
        """*Faux, répond Paul Merle, adjoint aux finances : …*: the colon that closes the clause, else the comma."""
        view = self.view
        for index in range(comma + 1, min(comma + _ROLE, limit)):
            if view.lower[index] == ":":
                return index
            if (
                view.lower[index] == ","
                or view.mark[index]
                or view.is_finite(index)
                or index in self.clauses.participles
            ):
                break
        return comma

    def _end_of_clause(self, end: int, limit: int) -> int:
        """Token after the reporting clause: up to the comma, mark or colon that closes it."""
        view = self.view
        index = end
        while index < limit:
            lower = view.lower[index]
            if lower in (",", ";", ":", "–", "—", "--") or view.mark[index]:
                return self._colon_after(index, limit) if lower == "," else index
            if lower in RELATIVES or view.is_finite(index) and view.pos[index] in ("VERB", "AUX"):
                return index
            index += 1
        return limit
