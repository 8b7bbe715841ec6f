"""Whose subject a governing cue has: its own, or for a participle or infinitive that of the clause it leans on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import takewhile

from claimx.lexicon.function_words import RELATIVES
from claimx.stages.quotations.adjacent import absolute_subject
from claimx.stages.quotations.agents import SPEAKERS, classify_source
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.cues import Hit
from claimx.stages.quotations.inversions import repeated_subject
from claimx.stages.quotations.object_relatives import behind_object
from claimx.stages.quotations.reporting import Insertion
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import CLITICS, View

_SELON = 30
"""Tokens that *selon X, dans un tract,* may have before a participle."""
_HEARING = frozenset(
    "entendu entendue entendus entendues entend entendent entendait entendaient entendit entendre vu vue vus vues voit "
    "voient voyait voyaient vit voir".split()
)
_CE_QUE = 8
"""Tokens between *ce que* and its verb."""


class GoverningSubjects:
    """Finds the sources of the governing cues of one document.

    ``contents`` are the tokens of those read so far: a cue in one that has ended lends its subject to none after it.
    """

    def __init__(
        self,
        view: View,
        hits: Sequence[Hit],
        clauses: Clauses,
        sources: SourceFinder,
        insertions: Mapping[int, Insertion],
    ) -> None:
        self.view, self.clauses, self.sources, self.insertions = view, clauses, sources, insertions
        self._by_head = sorted(hits, key=lambda hit: hit.head)
        self._heads = [hit.head for hit in self._by_head]
        self.subject_of: dict[int, tuple[int, int] | None] = {}
        self.contents: list[tuple[int, int]] = []
        self._reported = {view.sentence[item.first]: item.first for item in insertions.values()}

    def source(self, hit: Hit, low: int) -> tuple[int, int] | None:
        """Source span in code points: own subject, or for a participle that of the clause it leans on."""
        view = self.view
        if hit.inverted >= 0 and hit.form == "finite":
            tokens = repeated_subject(self.view, hit, low)
            return self.view.slice(*tokens) if tokens is not None else self.sources.of_inverted(hit)
        if self.is_heard(hit):
            agent = self.sources.agent(hit, view.bounds(hit.head)[1])
            return None if agent is None else view.slice(*agent)
        if (before := self._before_quoted(hit)) is not None:
            return before
        if hit.form == "finite" and view.lower[low] == "ainsi" == view.lower[view.before(hit.first, low)]:
            return self._behind(hit)
        if hit.form == "infinitive" and (narrator := self._narrator(hit, low)) is not None:
            return narrator
        if hit.form == "finite" and (own := behind_object(view, hit, self.sources)) is not None:
            self.subject_of[hit.head] = view.slice(*own)
            return self.subject_of[hit.head]
        if hit.form == "finite":
            tokens = self.sources.before(hit, low)
            if tokens is None or self._disagrees(tokens, hit) or self._holds_report(tokens):
                return self._antecedent_before(hit, low) or self._shared(hit, low)
            if self._in_ended(tokens, hit) and (outer := self._shared(hit, low)) is not None:
                return outer
            span = self._by_source(tokens, low) or view.slice(*tokens)
            self.subject_of[hit.head] = span
            return span
        if hit.form == "infinitive" and (main := self._main_subject(hit, low)) is not None:
            return main
        shared = self._shared(hit, low)
        if hit.form == "infinitive" and shared is not None and shared[0] >= view.end[hit.last]:
            return None  # *L'obligation d'informer : « Les patients doivent savoir »*: nobody before it
        return shared

    def is_heard(self, hit: Hit) -> bool:
        """*s'est entendu répondre que …*, *se voient opposer que …*: the subject is whom it is said to."""
        view, verb = self.view, hit.first - 1
        if hit.form != "infinitive" or verb < 1 or view.lower[verb] not in _HEARING:
            return False
        return any(view.lower[i] in ("se", "s'") for i in range(max(verb - 3, 0), verb))

    def _by_source(self, subject: tuple[int, int], low: int) -> tuple[int, int] | None:
        """*De sources concordantes, on indique que …*: from whom, if the subject is *on*."""
        view, comma = self.view, subject[0] - 1
        if view.lower[slice(*subject)] != ["on"] or comma < low + 2 or view.lower[comma] != ",":
            return None
        from_source = view.lower[low] in ("de", "d'") and view.lower[low + 1].startswith("source")
        return view.slice(low + 1, comma) if from_source and "," not in view.lower[low:comma] else None

    def _behind(self, hit: Hit) -> tuple[int, int] | None:
        """*Ainsi parla le chef : …*: the subject behind the verb."""
        found = self.sources.after(hit, self.view.bounds(hit.head)[1])
        return None if found is None else self.view.slice(*found)

    def _before_quoted(self, hit: Hit) -> tuple[int, int] | None:
        """*Le message est clair, résume un conseiller : « … »*: who says the clause before says the next words, too."""
        insertion = self.insertions.get(hit.head)
        if insertion is None or self.view.lower[insertion.end : insertion.end + 1] != [":"]:
            return None
        return insertion.source if any(self.view.mark[insertion.end + 1 : insertion.end + 3]) else None

    def _in_ended(self, subject: tuple[int, int], hit: Hit) -> bool:
        """*Elle reconnaît que la situation est tendue, mais | assure que …*: the subject of what has been reported."""
        before = self.view.before(hit.first)
        if before <= subject[1] or self.view.pos[before] != "CCONJ":
            return False
        sentence = self.view.sentences[self.view.sentence[hit.head]][0]
        here = takewhile(lambda content: content[1] > sentence, reversed(self.contents))
        return any(first <= subject[0] and subject[1] <= end <= hit.first for first, end in here)

    def holds(self, index: int) -> bool:
        """Whether a content of the sentence, of those read so far or before a reporting clause, holds the token."""
        sentence = self.view.sentences[self.view.sentence[index]][0]
        if self._reported.get(self.view.sentence[index], -1) > index:
            return True  # *Il reviendra « en octobre », plaisante X*
        here = takewhile(lambda content: content[1] > sentence, reversed(self.contents))
        return any(first <= index < end for first, end in here)

    def _disagrees(self, tokens: tuple[int, int], hit: Hit) -> bool:
        """*Le rapport, que nous avons lu, dénonce A et | recommande B*: *nous* is no subject of a third person."""
        view = self.view
        if view.lower[slice(*tokens)] not in (["nous"], ["vous"], ["je"], ["j'"]):
            return False
        verb = next((i for i in range(hit.first, hit.last + 1) if view.is_finite(i)), hit.head)
        return view.morph[verb].get("Person", "") == "3"

    def _holds_report(self, tokens: tuple[int, int]) -> bool:
        """*L'élue reproche au préfet son « mépris » et | demande …*: no noun phrase, a cue that the tagger missed."""
        view, (first, end) = self.view, tokens
        among = self._by_head[bisect_left(self._heads, first) : bisect_left(self._heads, end)]
        cues = [hit.head for hit in among if hit.form == "finite" and not view.is_finite(hit.head)]
        return any(RELATIVES.isdisjoint(view.lower[first:cue]) for cue in cues)

    def _behind_selon(self, hit: Hit, low: int) -> tuple[int, int] | None:
        """*…, selon la CGT dans un tract, demandant « … »*: the source of what stands before the participle."""
        view = self.view
        comma = view.before(hit.first, low)
        if hit.form != "participle" or comma <= low or view.lower[comma] != ",":
            return None
        near = range(comma - 1, max(low, comma - _SELON), -1)
        first = next((i for i in near if i in self.clauses.prepositions), -1)
        if first < 0 or not view.has_finite(low, first) or view.has_finite(first, comma):
            return None
        first += 1 + (view.lower[first] == "d'")
        if first >= comma or view.lower[view.before(first, low)] not in ("selon", "après"):
            return None
        span = view.slice(*self.sources.noun_phrase(first, comma))
        return span if classify_source(view, span) in SPEAKERS else None

    def _main_subject(self, hit: Hit, low: int) -> tuple[int, int] | None:
        """*Accusant le maire de mentir, elle a …*: of a participle that opens its sentence what the comma precedes.

        Likewise *Après avoir affirmé que …, elle a …*, *Avant d'accuser X, …*.
        """
        view = self.view
        opening = hit.first - (hit.first > low and view.lower[hit.first - 1] == "en")
        opening -= opening > low and view.lower[opening - 1] == "tout"
        if hit.form == "infinitive":
            opening = self._preposition_before(hit, low)
        elif hit.form not in ("participle", "gerund"):
            return None
        if opening < 0 or any(not view.is_break(i) for i in range(low, opening)):
            return None
        limit = view.bounds(hit.head)[1]
        for comma in range(hit.last + 1, limit - 1):
            if view.lower[comma] != "," or view.region[comma] is not view.region[hit.head]:
                continue
            begin = comma + 1
            if view.pos[begin] == "PRON" and view.dep[begin].startswith("nsubj"):
                return view.slice(begin, begin + 1)
            if view.pos[begin] not in ("DET", "PROPN"):
                continue
            first, end = self.sources.noun_phrase(begin, limit)
            verb = view.after(end - 1, limit)
            while verb >= 0 and view.lower[verb] in CLITICS:
                verb = view.after(verb, limit)
            if verb >= 0 and view.is_finite(verb) and classify_source(view, view.slice(first, end)) in SPEAKERS:
                return view.slice(first, end)
        return None

    def _preposition_before(self, hit: Hit, low: int) -> int:
        """Token of *après* or *avant de* right before an infinitive, or -1."""
        before = self.view.before(hit.first, low)
        if before > low and self.view.lower[before] in ("de", "d'"):
            before = self.view.before(before, low)
            return before if before >= low and self.view.lower[before] == "avant" else -1
        return before if before >= low and self.view.lower[before] == "après" else -1

    def _narrator(self, hit: Hit, low: int) -> tuple[int, int] | None:
        """*Et la ministre de rappeler que …*, *…, et Paul Roy de conclure : …*: who stands before the infinitive.

        The infinitive of narration (Grevisse & Goosse, *Le bon usage*); *et* may be missing at a sentence's head.
        """
        view = self.view
        preposition = view.before(hit.first, low)
        if preposition <= low + 1 or view.lower[preposition] not in ("de", "d'"):
            return None
        link = next((i for i in range(preposition - 1, low - 1, -1) if view.lower[i] == "et"), -1)
        if link < 0:
            return self._opening_narrator(preposition)
        if link + 1 == preposition or view.has_finite(link, preposition):
            return None
        if any(index in self.clauses.finite_cues or view.mark[index] for index in range(link, preposition)):
            return None  # *… et X presse l'agence de publier*, whatever its tag
        span = view.slice(link + 1, preposition)
        opens = link == low or view.lower[view.before(link, low)] == ","
        return span if opens or classify_source(view, span) in SPEAKERS else None

    def tells_on(self, hit: Hit) -> bool:
        """*« … », dit-elle. Et d'ajouter que …*: the infinitive of narration, of whoever spoke the sentence before."""
        view = self.view
        preposition = view.before(hit.first)
        link = view.before(preposition)
        if hit.form != "infinitive" or link < 1 or view.lower[preposition] not in ("de", "d'"):
            return False
        sentence = view.sentence[link]
        first = view.sentences[sentence][0]
        if view.lower[link] not in ("et", "puis") or view.before(link, first) >= 0 or not sentence:
            return False
        low = view.sentences[sentence - 1][0]
        return any(index in self.clauses.finite_cues or view.mark[index] for index in range(low, first))

    def _opening_narrator(self, preposition: int) -> tuple[int, int] | None:
        """*La procureure d'ajouter : …*, *À Me Roy de plaider que …*: who opens the sentence, and nothing else does."""
        view = self.view
        low = view.sentences[view.sentence[preposition]][0]
        first = low + (view.lower[low] == "à")
        if not self.sources.begins(first) or view.has_finite(low, preposition):
            return None
        first, end = self.sources.noun_phrase(first, preposition)
        gap = set(view.lower[end:preposition])
        if gap - {",", ")"} or view.tense[preposition - 1] or view.pos[preposition - 1] == "ADJ":
            return None  # *Le maire, soucieux de rappeler …*, *Un élu chargé de dire …*
        span = view.slice(first, end)
        return span if classify_source(view, span) in SPEAKERS else None

    def _antecedent_before(self, hit: Hit, low: int) -> tuple[int, int] | None:
        """*… à la mairie. Qui précise : « … »*: the last one of the sentence before who can speak."""
        view = self.view
        if view.before(hit.first, low) != low or view.lower[low] != "qui" or not view.sentence[low]:
            return None
        start, end = view.bounds(view.sentences[view.sentence[low] - 1][0])
        if "\n" in view.text[view.start[start] : view.start[low]].strip():
            return None
        for index in range(end - 1, start - 1, -1):
            inside = index > start and view.pos[index - 1] in ("DET", "PROPN", "ADJ", "NOUN")
            if self.sources.begins(index) and not inside:
                span = view.slice(*self.sources.noun_phrase(index, end))
                if classify_source(view, span) in SPEAKERS:
                    return span
        return None

    def _shared(self, hit: Hit, low: int) -> tuple[int, int] | None:
        view = self.view
        if (own := absolute_subject(view, hit, low)) is not None:
            return view.slice(*own)
        if (reported := self._behind_selon(hit, low)) is not None:
            return reported
        if (fronted := self._main_subject(hit, low)) is not None:
            return fronted
        limit = view.bounds(hit.head)[1]
        # A cue inside a content that has ended before this one is not the reporter's: *rappelle que X souhaitait …,
        # soulignant …* leans on the subject of *rappelle*.
        sentence = view.sentences[view.sentence[hit.head]][0]
        here = takewhile(lambda content: content[1] > sentence, reversed(self.contents))
        ended = [(first, end) for first, end in here if low <= first and end <= hit.first]
        lent = self._lent(hit, low, ended)
        if lent is not None:
            return lent
        governor = view.head[hit.head]
        for _ in range(6):
            for child in view.tokens[governor].children:
                if (
                    child.dep_ in ("nsubj", "nsubj:pass", "nsubj:caus")
                    and low <= child.i < limit
                    and not hit.first <= child.i <= hit.last
                    and view.speaks_within(child.i, hit.head)
                    and not self._is_dative(child.i, governor)
                    and (child.i < hit.first or view.region[child.i] is view.region[hit.head])
                ):
                    probe = Hit(hit.entry, governor, max(governor, child.i + 1), governor, "finite")
                    tokens = (
                        self.sources.before(probe, low)
                        if child.i < governor
                        else self.sources.noun_phrase(child.left_edge.i, limit)
                    )
                    if tokens is not None and tokens[0] < hit.first < tokens[1]:
                        tokens = (tokens[0], hit.first)  # *l'Élysée précisant n'avoir …*: the subject ends at the cue
                    if tokens is not None:
                        return view.slice(*tokens)
            if view.head[governor] == governor:
                break
            governor = view.head[governor]
        if (
            view.dep[hit.head] in ("acl", "amod")
            and view.pos[view.head[hit.head]] in ("NOUN", "PROPN")
            and view.head[hit.head] < hit.first
        ):
            noun = view.head[hit.head]
            comma = view.lower[view.before(hit.first, low)] == ","
            if comma and (main := self._first_subject(hit, low)) is not None:
                return main  # *Elle a tancé l'assureur, accusant celui-ci de …*
            return view.slice(max(view.left_edge[noun], low), noun + 1)
        return self._first_subject(hit, low)

    def _is_dative(self, pronoun: int, verb: int) -> bool:
        """*L'élu, habitué des débats, | lui a répondu, dénonçant …*: no subject, whatever the parse, beside another."""
        view = self.view
        if view.lower[pronoun] not in ("lui", "leur"):
            return False
        return any(child.dep_.startswith("nsubj") and child.i < pronoun for child in view.tokens[verb].children)

    def _behind_ce_que(self, hit: Hit) -> bool:
        """*…, ce que son avocat dément, assurant …*: a cue whose content stands before it, and which reports none."""
        view, low = self.view, max(hit.first - _CE_QUE, 1)
        if hit.form != "finite":
            return False
        return any(view.lower[i] in ("que", "qu'") and view.lower[i - 1] == "ce" for i in range(low, hit.first))

    def _lent(self, hit: Hit, low: int, ended: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
        """The source of the cue before, of those outside the contents that have ended."""
        for item in reversed(self._by_head[bisect_left(self._heads, low) : bisect_left(self._heads, hit.head)]):
            if any(first <= item.head < end for first, end in ended):
                continue
            insertion = self.insertions.get(item.head)
            span = insertion.source if insertion is not None else None
            if span is None or not self.view.speaks_within(self.view.token_at(span[0]), hit.head):
                span = self.subject_of.get(item.head)
            if span is None and self._behind_ce_que(item):
                tokens = self.sources.before(item, low)
                span = None if tokens is None else self.view.slice(*tokens)
            if span is not None:
                return span
        return None

    def _first_subject(self, hit: Hit, low: int) -> tuple[int, int] | None:
        """The subject of the sentence, for a participle or infinitive that the parse hangs on nothing useful."""
        view = self.view
        for index in range(low, hit.first):
            if not view.speaks_within(index, hit.head):
                continue
            if view.dep[index] in ("nsubj", "nsubj:pass") and view.head[index] > index and view.head[index] < hit.first:
                tokens = self.sources.before(
                    Hit(hit.entry, view.head[index], view.head[index], view.head[index], "finite"), low
                )
                return view.slice(*tokens) if tokens is not None else None
        return None
