"""The mention of who says it: subject noun phrase, inverted pronoun, agent, shared subject."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from claimx.lexicon.function_words import (
    CONTRACTED_RELATIVES,
    DATIVES,
    EMPHATIC,
)
from claimx.stages.quotations.adjacent import (
    adjacent_subject,
    apposed,
    clause_subject,
    coordinated_start,
    differ,
    governing_noun,
    is_object,
    joined_verb,
    name_start,
    number_of_verb,
)
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.moments import DAYS
from claimx.stages.quotations.noun_phrases import RELATIVES
from claimx.stages.quotations.portfolios import past_portfolios
from claimx.stages.quotations.relative_antecedents import antecedent
from claimx.stages.quotations.subject_readings import ADVERBIAL, OTHERS, PRONOUNS, SubjectReadings
from claimx.stages.quotations.view import AUXILIARIES, CLITICS, content_start
from claimx.stages.quotations.whole_subjects import is_fronted, opening_subject, whole_subject

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:caus", "expl:subj"})
_WHICH = ("quel", "quelle", "quels", "quelles")
_OPENERS = frozenset(
    [
        ",",
        "mais",
        "et",
        "car",
        "or",
        "puis",
        "ensuite",
        "pourtant",
        "cependant",
        "toutefois",
        "ainsi",
        "enfin",
        "ailleurs",
        "-",
        "–",
        "que",
        "qu'",
        "quand",
        "lorsque",
        "lorsqu'",
    ]
)
_OF_WHICH = CONTRACTED_RELATIVES | {"dont", "où"}
"""Relative pronouns that are no subject: *auquel | le ministre a promis de renoncer*."""


class SourceFinder(SubjectReadings):
    """Finds the source span (code points) of a cue; ``verbs`` are the finite cues, whatever their tags."""

    verbs: Collection[int] = ()

    def of_inverted(self, hit: Hit) -> tuple[int, int] | None:
        """The inverted pronoun of *a-t-il noté*, without its hyphen."""
        view = self.view
        if hit.inverted < 0:
            return None
        start, end = view.start[hit.inverted], view.end[hit.inverted]
        hyphen = max(view.text.rfind(mark, start, end) for mark in "-‐‑")
        return (hyphen + 1, end) if hyphen >= 0 else (start, end)

    def before(self, hit: Hit, low: int) -> tuple[int, int] | None:
        """The subject to the left of a finite cue, as tokens; *qui* gives its antecedent."""
        found = self._nearest(hit, low)
        if found is None:
            return opening_subject(self.view, hit.first, low) if hit.form == "finite" else None
        start = content_start(self.view, low, hit.first) if found[0] == low else low
        if found[0] < start < found[1]:
            found = start, found[1]  # *BERNE (awp) - | La Banque nationale estime …*
        return found if found[1] > hit.first else whole_subject(self.view, found, hit.first, low)

    def _nearest(self, hit: Hit, low: int) -> tuple[int, int] | None:
        view = self.view
        subject = self._parsed_subject(hit, low)
        joined = joined_verb(view, hit, low)
        if joined >= 0 and subject >= 0 and differ(number_of_verb(view, hit), view.morph[subject].get("Number", "")):
            # *La direction rappelle que des négociations sont en cours et déplore …*
            return self.before(replace(hit, first=joined, head=joined), low)
        if subject < 0 or joined >= 0 and subject > joined:
            if joined >= 0:
                return self.before(replace(hit, first=joined, head=joined), low)
        elif (own := clause_subject(view, hit, subject, low)) is not None:
            return own
        if subject < 0:
            subject = self._linear_subject(hit, low)
        if subject >= 0 and (behind := self._behind_object(subject, hit.first, low)) is not None:
            return behind
        if subject >= 0:
            subject = self._before_aside(governing_noun(view, subject, low), hit.first, low)
            subject = self._one_of_several(self._after_day(subject, hit.first), low)
        if (
            subject > low + 1
            and view.lower[subject] in EMPHATIC
            and view.lower[subject - 1 : subject + 2 : 2] == [",", ","]
        ):
            subject = self._noun_before(subject - 1, low)  # *La direction, elle, assure …*
        if subject < 0:
            return None
        if view.lower[subject] == "ans" and subject > low + 2 and view.lower[subject - 2] == ",":
            subject = self._noun_before(subject - 2, low)  # *Michel Morin, 54 ans, a reconnu …*
            if subject < 0:
                return None
        if (
            view.lower[subject] == "qui"
            or view.lower[subject].endswith("quels")
            or view.lower[subject] in ("lequel", "laquelle")
        ):
            return self.antecedent(subject, low)
        if (short := self._pronominal(subject)) is not None:
            return short
        first = self._start_of(subject, hit, low)
        stop = self._within_title(first, self._end_before(subject, hit.first))
        if joined >= 0:
            return self._out_of_content(hit, (first, stop), low)
        return self._no_adverbial(hit, self._behind_addressee((first, stop), low), low)

    def _start_of(self, subject: int, hit: Hit, low: int) -> int:
        """First token of the subject phrase whose head is ``subject``, with what a plural verb joins to it."""
        view = self.view
        first = name_start(view, max(view.left_edge[subject], low), low)
        while first < subject and (
            view.is_finite(first) or view.is_break(first) or view.lower[first] in DAYS | _OPENERS | _OF_WHICH
        ):
            first += 1
        while first > low + 3 and view.lower[first - 2] == "-" and view.words[first - 1][:1].isupper():
            first -= 3  # *l'UFC-Que | Choisir*
        aside = (
            is_fronted(view, first)
            or view.pos[first] == "ADP"
            or view.is_participle(first)
            and not view.is_finite(first)
        )
        aside = aside or first > low and view.words[first - 1] == "A"  # a capital without its accent
        if aside and "," in view.lower[first:subject]:
            # *À la barre, Michel Morin a reconnu …*, *Jointe par l'AFP, une source a confirmé …*
            first = subject - view.lower[first:subject][::-1].index(",")
        several = view.morph[subject].get("Number", "") != "Plur" or view.words[subject][:1].isupper()
        if several and number_of_verb(view, hit) == "Plur":
            first = coordinated_start(view, first, low)
        return first

    def _no_adverbial(self, hit: Hit, found: tuple[int, int], low: int) -> tuple[int, int]:
        """*Côté terrain, l'ancien pilier s'est montré …*; *l'Église a, dans un texte, exigé …*: whom the verb is of."""
        view, first = self.view, found[0]
        if view.lower[first] == "selon" or view.lower[first : first + 2] == ["d'", "après"]:
            return self._behind_source(hit, found)
        if view.lower[first] not in ADVERBIAL or "," in view.lower[first : found[1]]:
            return found
        near = adjacent_subject(view, hit, low)
        if near is not None and near[0] > first:
            behind = view.before(near[0], low) == found[1] and view.lower[found[1]] == ","
            if behind or classify_source(view, view.slice(*near)) in SPEAKERS:
                return near
        comma = view.before(first, low)
        if comma > low and view.lower[comma] == ",":
            verb = view.before(comma, low)
            noun = self._noun_before(verb if view.lower[verb] in AUXILIARIES else comma, low)
            if noun >= 0:
                return max(view.left_edge[noun], low), noun + 1
        return found

    def _behind_source(self, hit: Hit, found: tuple[int, int]) -> tuple[int, int]:
        """*D'après une étude, | 38 % des jeunes disent avoir joué*: the subject, not the source of the sentence."""
        view, end = self.view, hit.first
        while end > found[1] and view.lower[end - 1] in CLITICS:
            end -= 1
        comma = next((i for i in range(end - 1, found[0], -1) if view.lower[i] == ","), -1)
        return (comma + 1, end) if found[0] < comma < end - 1 else found

    def _out_of_content(self, hit: Hit, found: tuple[int, int], low: int) -> tuple[int, int]:
        """*La société a assuré qu'aucun licenciement n'était prévu et s'est dite …*: the verb shares the main subject.

        A thing in a *que* or relative clause says nothing.
        """
        view = self.view
        que = view.before(found[0], low)
        if que <= low or view.lower[que] not in ("que", "qu'", "dont", "où") and not view.lower[que].endswith(_WHICH):
            return found
        if hit.entry.type != "speech" or classify_source(view, view.slice(*found)) != "thing":
            return found
        verb = next((i for i in range(que - 1, low, -1) if view.is_finite(i)), -1)
        outer = self.before(replace(hit, first=verb, head=verb), low) if verb > low else None
        return found if outer is None or classify_source(view, view.slice(*outer)) in ("thing", "none") else outer

    def _end_before(self, subject: int, limit: int) -> int:
        """End of a subject phrase that runs up to the verb group, with appositions but no relative clause."""
        view = self.view
        index = subject + 1
        while index < limit:
            lower = view.lower[index]
            if lower in RELATIVES and view.pos[index] in ("PRON", "SCONJ") or lower in (";", ":"):
                break
            if lower == "," and (past := past_portfolios(view, index, limit)) > index:
                index = past
                continue
            if lower == "," and (
                view.after(index, limit) < 0
                or view.lower[view.after(index, limit)] in RELATIVES
                or not self.apposition(index, limit)
            ):
                break
            if view.is_finite(index) and view.pos[index] in ("VERB", "AUX"):
                break
            index += 1
        while index > subject + 1 and (
            view.lower[index - 1] == ","
            or view.mark[index - 1]
            and index - 1 not in view.closing  # *Le président | "veut …"*
            or view.lower[index - 1] in ("le", "la", "les", "l'")  # *Le club | la qualifie de …*
            or view.space[index - 1]
            or view.mark[index - 1]
            and index - 1 not in view.closing  # *La CFDT | « prend acte » et réclame …*
            or view.pos[index - 1] == "ADV"
            and not view.words[index - 1].istitle()  # *Emmanuel Macron*, so tagged
            or view.lower[index - 2] != "entre"  # *beaucoup d'entre nous*
            and (view.pos[index - 1] == "PRON" and view.lower[index - 1] in CLITICS or view.lower[index - 1] in DATIVES)
        ):
            index -= 1
        return index

    def _parsed_subject(self, hit: Hit, low: int) -> int:
        view = self.view
        if (pronoun := self._pronoun_before(hit, low)) >= 0:
            return pronoun
        governor = hit.head
        stop = hit.first
        while stop > low + 1 and is_object(view, stop - 1, hit):
            stop -= 1  # *on nous | a dit*, *l'opposition lui | reproche*
        for _ in range(4):
            candidates = [
                i
                for i in range(low, stop)
                if view.head[i] == governor
                and view.dep[i] in _SUBJECTS
                and view.words[i].lower() not in ("-t", "-il")
                and view.lower[i : i + 3] != ["il", "y", "a"]  # *avait, il y a un mois, évoqué …*
                and view.speaks_within(i, hit.head)
            ]
            if len(candidates) > 1 and view.lower[candidates[-1]] in ("lui", "leur"):
                candidates.pop()  # *L'élu, habitué des débats, lui | a répondu*
            if candidates and view.lower[candidates[-1]] in ("ci", "là") and view.lower[candidates[-1] - 1] == "-":
                return candidates[-1] - 2  # *Celle-ci*, cut so at the head of a sentence
            if candidates:
                # *Le porte-parole du Kremlin, Dmitri Peskov, a …*: an apposition taken for a second subject.
                named = [i for i in candidates if apposed(view, i, candidates[-1]) or self._of_party(i, candidates[-1])]
                return named[0] if named else candidates[-1]
            if (
                view.dep[governor] in ("xcomp", "aux", "conj", "advcl", "ccomp", "obl:mod", "aux:tense", "acl")
                and view.head[governor] != governor
            ):
                governor = view.head[governor]
                continue
            break
        return -1

    def _linear_subject(self, hit: Hit, low: int) -> int:
        """Nearest noun phrase head or pronoun left of the group, outside brackets and prepositional phrases."""
        view = self.view
        index = hit.first - 1
        while index > low and is_object(view, index, hit):
            index -= 1
        while index >= low:
            lower = view.lower[index]
            if lower == "qui" or lower in PRONOUNS and view.pos[index] == "PRON":
                return index
            if lower in OTHERS and index > low and view.pos[index - 1] == "DET" and index + 1 == hit.first:
                return index
            if view.is_finite(index) and view.pos[index] in ("VERB", "AUX"):
                return -1
            if view.pos[index] in ("NOUN", "PROPN"):
                head = self._of_adjective(index, low)
                while (
                    view.pos[view.head[head]] in ("NOUN", "PROPN")
                    and low <= view.head[head] < head
                    and not self._after_adverbial(view.head[head], head)
                ):
                    head = view.head[head]
                return self._relative_before(view.left_edge[head], low, head)
            index -= 1
        return -1

    def _after_adverbial(self, governor: int, name: int) -> bool:
        """*Dans un entretien au « Figaro », Gérard Larcher juge …*: the parser hangs the name on the adverbial."""
        view = self.view
        return (
            (view.pos[name] == "PROPN" or view.pos[view.left_edge[name]] == "NUM")
            and view.pos[view.left_edge[governor]] == "ADP"
            and "," in view.lower[governor:name]
            and (view.dep[governor].startswith("obl") or view.dep[governor] == "ROOT")
        )

    def _relative_before(self, first: int, low: int, noun: int) -> int:
        """*qui* of a relative clause whose object ends before the verb (*les élus qui soutiennent X | ont dit*)."""
        view = self.view
        verb = view.before(max(first, low), low)
        if verb < 0 or not view.is_finite(verb):
            return noun
        return next((i for i in range(verb - 1, max(low, verb - 4) - 1, -1) if view.lower[i] == "qui"), noun)

    def antecedent(self, relative: int, low: int) -> tuple[int, int] | None:
        """The noun phrase a relative pronoun stands for, as tokens."""
        return antecedent(self.view, relative, low, self.verbs)

    def agent(self, hit: Hit, limit: int) -> tuple[int, int] | None:
        """The *par* phrase of a passive or participial cue, as tokens."""
        view, depth = self.view, self.view.depth(hit.head)
        reach = hit.last + 12
        for index in range(hit.last + 1, limit):
            if view.depth(index) > depth:
                reach += 1  # *jugé « absurde, puisqu'il coûte trop » par X*: the marks may hold any clause
                continue
            if index >= reach:
                break
            if view.lower[index] == "par" and index + 1 < limit and self.begins(index + 1):
                return self.noun_phrase(index + 1, limit)
            if view.lower[index] in (",", ":", ";") or view.is_finite(index):
                return None
        return None
