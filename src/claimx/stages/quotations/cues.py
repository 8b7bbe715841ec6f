"""Finding cues: verb groups, nouns and prepositions of the lexicon, by form and not by tag alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimx.lexicon.cues import Cues, CueVerb
from claimx.lexicon.locutions import load_locutions
from claimx.stages.quotations.view import AUXILIARIES, CLITICS, ETRE, FILLERS, INVERTED, REFLEXIVE, View

Form = Literal["finite", "participle", "gerund", "infinitive", "passive", "past_participle"]

_GROUP_ADVERBS = frozenset(
    "tout d' abord d'abord d'ailleurs d'emblée aussitôt pas plus jamais rien aussi ainsi encore donc alors "
    "même déjà toujours notamment pour sa leur part par ailleurs quant à lui elle eux en outre cependant "
    "toutefois néanmoins à nouveau son tour tous toutes ensuite enfin bien de côté fois beau tenu voulu dû pu "
    "fini commencé continué bientôt également".split()
)
_AFTER_VERBS = frozenset("à au aux que qu' le la les l' un une des son sa ses leur leurs".split())
# *l'accusé, les condamnés*: after these a participle is a noun.
_BEFORE_NOUNS = frozenset("l' le la les un une des ce cet cette ces son sa ses leur leurs".split())

_OBJECT_CLITICS = frozenset({"m'", "me", "lui", "leur", "nous", "vous", "l'", "la", "le", "les", "y"})


@dataclass(slots=True)
class Hit:
    """A cue verb in the text: tokens ``first``..``last`` (inclusive) are its verb group.

    ``inverted`` is the token of an inverted subject pronoun (*a-t-il noté*), ``-1`` if there is none.
    """

    entry: CueVerb
    head: int
    first: int
    last: int
    form: Form
    inverted: int = -1
    reflexive: bool = False
    tail: int = -1

    @property
    def lemma(self) -> str:
        """Key of the cue's reading in the lexicon."""
        return self.entry.lemma


_LOCUTIONS = load_locutions()
"""Adverbials of several words that stand between auxiliary and participle: *a d'ores et déjà annoncé*."""
_MODAL_PRONOUNS = frozenset({"-on", "-il", "-elle", "-ils", "-elles"})
_CLAUSE_BOUNDS = frozenset({"que", "qu'", "qui", "dont", "où", ";", ":", ","})
_LOCUTION_ENDS = frozenset(words[-1] for words in _LOCUTIONS)


def _past_locution(view: View, index: int) -> int:
    """Token before the adverbial locution that ends at ``index``, or ``index`` if none does."""
    if view.lower[index] not in _LOCUTION_ENDS:
        return index
    for words in _LOCUTIONS:
        first = index - len(words) + 1
        if first >= 0 and view.lower[index] == words[-1] and tuple(view.lower[first : index + 1]) == words:
            return first - 1
    return index


def _inverted_before(view: View, first: int) -> int:
    """*« … », peut-on lire*, *tient-il à préciser*, *a-t-on pu lire*: the inverted pronoun before an infinitive.

    The verb must follow a pause or a closing mark: *Peut-on dire que …* asks.
    """
    pronoun = first - 1
    if pronoun > 0 and view.lower[pronoun] in ("à", "de", "pu"):
        pronoun -= 1
    if pronoun < 1 or view.lower[pronoun] not in _MODAL_PRONOUNS:
        return -1
    before = _verb_of(view, pronoun) - 1
    while before >= 0 and view.space[before]:
        before -= 1
    paused = before >= 0 and (view.lower[before] in (",", "!", "?", "…") or before in view.closing)
    return pronoun if paused else -1


def _verb_of(view: View, pronoun: int) -> int:
    verb = pronoun - 1
    while verb > 0 and view.lower[verb] in FILLERS:
        verb -= 1
    return verb


def _adverbial(view: View, index: int) -> bool:
    return view.pos[index] == "ADV" or view.lower[index] in _GROUP_ADVERBS or view.lower[index].endswith("ment")


class CueFinder:
    """Finds every cue verb group of a document; one pass, hash look-ups only."""

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self._known = cues.forms.keys() | cues.frozen_forms.keys()

    def find(self, view: View) -> list[Hit]:
        """Return the cue verbs of ``view`` in text order."""
        hits = []
        forms, frozen = self.cues.forms, self.cues.frozen_forms
        known = self._known
        for index in [index for index, form in enumerate(view.lower) if form in known or "-" in form]:
            form = view.lower[index]
            # *étaient* is *être*, hardly ever *étayer*.
            lemmas = frozen.get(form, ()) + (() if form in AUXILIARIES else forms.get(form, ()))
            if not lemmas and "-" in form[1:]:
                lemmas = forms.get(form.split("-")[0], ())
            if lemmas and view.pos[index] not in ("PUNCT", "SPACE") and (hit := self._hit(view, index, lemmas)):
                hits.append(hit)
        return hits

    def _hit(self, view: View, index: int, lemmas: tuple[str, ...]) -> Hit | None:
        form = self._form(view, index)
        if form is None:
            return None
        first, last, inverted, reflexive, passive, en = self._group(view, index, form)
        if form == "past_participle":
            auxiliary = any(view.lower[i] in AUXILIARIES for i in range(first, index))
            if auxiliary:
                form = "passive" if passive and not reflexive else "finite"
                if view.lower[first] in ("avoir", "être", "s'être") and form != "passive":
                    form = "infinitive"
                elif view.lower[first] in ("ayant", "étant"):
                    form = "participle"
            elif self._coordinated(view, index):
                form = "finite"
        if form == "participle" and index > 0 and view.lower[view.before(first)] == "en":
            form, first = "gerund", view.before(first)
        if form == "infinitive" and (pronoun := _inverted_before(view, first)) >= 0:
            form, first, inverted = "finite", _verb_of(view, pronoun), pronoun
        entry, tail = self._entry(view, index, last, lemmas, reflexive, en)
        if entry is None:
            return None
        return Hit(entry, index, first, max(last, tail), form, inverted, reflexive, tail)

    @staticmethod
    def _coordinated(view: View, index: int) -> bool:
        """*a évoqué …, puis parlé de*: a participle that shares the auxiliary of the verb before it."""
        i = index - 1
        while i >= 0 and _adverbial(view, i):
            i -= 1
        if i < 0 or view.lower[i] not in ("et", "puis", "mais", "ou", ","):
            return False
        if "par" in view.lower[index + 1 : index + 4]:  # *, pris à partie par X*: a passive participle
            return False
        head = view.head[index]
        if (
            view.dep[index] == "conj"
            and head < index
            and any(view.lower[j] in AUXILIARIES for j in range(max(0, head - 5), head))
        ):
            return True
        # Whatever the parse: the verb before is a compound past, and nothing but its object stands between.
        low = view.sentences[view.sentence[index]][0]
        for j in range(i - 1, max(low, i - 20), -1):
            if view.lower[j] in AUXILIARIES:
                return view.pos[j] == "AUX" or view.is_finite(j)
            if view.is_finite(j) or view.lower[j] in ("qui", "que", "qu'", "dont", ";", ":"):
                return False
        return False

    def _form(self, view: View, index: int) -> Form | None:
        """The form class of a token the table knows, or None where it is plainly no verb here."""
        form, pos = view.lower[index], view.pos[index]
        tags = self.cues.form_tags.get(form, frozenset())
        previous = view.lower[index - 1] if index else ""
        after = view.lower[index + 1] if index + 1 < len(view.lower) else ""
        verbal = pos in ("VERB", "AUX")
        if previous == "par" and form == "écrit":
            return None  # *répondre par écrit*
        if "part_pres" in tags and (verbal or pos in ("ADJ", "NOUN", "ADP") or previous == "en"):
            return "participle"
        if "inf" in tags and (verbal or form.endswith("er")):
            return "infinitive"
        group_before = previous in AUXILIARIES or previous in INVERTED or previous in CLITICS
        if "part_past" in tags and "ind" not in tags:
            return None if previous in _BEFORE_NOUNS else "past_participle"
        if "part_past" in tags:
            if self._auxiliary_before(view, index) >= 0:
                return "past_participle"
            if view.is_participle(index) and not verbal:
                return "past_participle"
        if after in INVERTED or after == "-t" or "-" in form[1:]:
            return "finite"
        if verbal:
            if view.is_finite(index) or "Part" not in view.tense[index] or "part_past" not in tags:
                return "finite"
            # dit, fait, écrit: without an auxiliary they are a participle only after their noun
            return (
                "past_participle" if view.dep[index] in ("acl", "amod") and view.head[index] == index - 1 else "finite"
            )
        if "ind" in tags and (
            previous in ("aussi", "également", "qui", "il", "elle", "on", "ils", "elles") or after in ("que", "qu'")
        ):
            return "finite"
        if (
            "ind" in tags
            and pos not in ("DET", "ADP", "ADV", "CCONJ", "SCONJ")
            and group_before
            and previous not in ("la", "le", "les", "l'", "leur", "en")
        ):
            return "finite"
        if (
            "ind" in tags
            and pos != "DET"
            and after not in ("de", "d'", "du", "")
            and self._after_mark(view, index)
            and (pos != "NOUN" or view.pos[index + 1] in ("DET", "PROPN", "ADP") or view.words[index + 1].istitle())
        ):
            return "finite"
        if "ind" in tags and pos in ("NOUN", "ADJ") and self._predicate(view, index):
            return "finite"
        if "ind" in tags and pos == "NOUN" and previous in ("et", "mais", "puis"):
            infinitive = after in ("de", "d'") and "Inf" in view.tense[min(index + 2, len(view.tense) - 1)]
            if after in _AFTER_VERBS or infinitive or self._reflexive_infinitive(view, index + 1):
                return "finite"  # *déplore le retard et demande à l'ONU …*: a noun would have an article there
        if "ind" in tags and pos in ("NOUN", "ADJ", "PROPN", "X", "ADV") and self._only_verb(view, index):
            return "finite"
        if (
            "ind" in tags
            and pos in ("ADJ", "PROPN", "X", "NOUN")
            and index
            and view.lower[index - 1] in (",", "»", '"', "”")
        ):
            nxt = view.after(index, len(view.lower))
            if nxt >= 0 and (view.pos[nxt] in ("DET", "PROPN") or view.words[nxt].istitle()):
                return "finite"
        return None

    @staticmethod
    def _reflexive_infinitive(view: View, index: int) -> bool:
        """*de se mettre*, *d'y aller* at ``index``."""
        end = index + 2
        return (
            end < len(view.lower)
            and view.lower[index] in ("de", "d'")
            and (view.lower[index + 1] in CLITICS and "Inf" in view.tense[end])
        )

    @staticmethod
    def _after_mark(view: View, index: int) -> bool:
        """*« … », raconte à l'AFP X*: the place of a reporting verb, however it is tagged."""
        before = index - 1
        while before >= 0 and (view.space[before] or view.lower[before] in CLITICS):
            before -= 1
        comma = before >= 0 and view.lower[before] == ","
        if comma:
            before -= 1
        while before >= 0 and view.space[before]:
            before -= 1
        return comma and before >= 0 and before in view.closing

    @staticmethod
    def _predicate(view: View, index: int) -> bool:
        """*Le patron menace de fermer*: a noun by its tag, but right after a noun phrase and before an infinitive."""
        if index < 2 or index + 2 >= len(view.lower):
            return False
        if view.pos[index - 1] not in ("NOUN", "PROPN", "PRON") or view.lower[index - 2] in ("de", "d'", "du", "des"):
            return False
        return view.lower[index + 1] in ("de", "d'", "à") and "Inf" in view.tense[index + 2]

    @staticmethod
    def _only_verb(view: View, index: int) -> bool:
        """*La fédération chiffre à 4 milliards le coût …*: no verb by its tag, but its clause has no other."""
        low, high = view.bounds(index)
        if index <= low or index + 1 >= high:
            return False
        before, after = index - 1, index + 1
        if view.pos[before] not in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "X") and view.lower[before] not in (
            ")",
            ",",
        ):
            return False
        if view.pos[before] == "NOUN" and view.pos[before - 1] in ("ADP", "NUM") and before - 1 <= low:
            return False  # *Après examen demande …*
        if not (
            view.pos[after] in ("DET", "NUM", "ADV")
            or view.mark[after]
            or view.lower[after] in ("que", "qu'", "à", "sur", "l'", "le", "la", "les", ",", ":")
        ):
            return False
        stop = index + 1
        while stop < high and view.lower[stop] not in _CLAUSE_BOUNDS:
            stop += 1
        start = before - 1
        while start > low and view.lower[start - 1] not in _CLAUSE_BOUNDS:
            start -= 1
        return not any(view.is_finite(i) and view.region[i] is view.region[index] for i in range(start, stop))

    def _auxiliary_before(self, view: View, index: int) -> int:
        steps = 0
        i = index - 1
        while i >= 0 and steps < 7:
            lower = view.lower[i]
            if lower in AUXILIARIES:
                return i
            if (past := _past_locution(view, i)) < i:
                i = past
                continue
            if not (
                lower in INVERTED
                or lower in FILLERS
                or _adverbial(view, i)
                or lower in _GROUP_ADVERBS
                or view.is_break(i)
            ):
                return -1
            i -= 1
            steps += 1
        return -1

    def _group(self, view: View, index: int, form: Form) -> tuple[int, int, int, bool, bool, str]:
        """Widen a verb to its group: auxiliaries, clitics, adverbs inside, inverted pronoun."""
        first, last, inverted = index, index, -1
        passive, has_etre, en = False, False, ""
        reflexive = False
        auxiliary = self._auxiliary_before(view, index) if form == "past_participle" else -1
        while auxiliary >= 0:
            first = auxiliary
            lower = view.lower[auxiliary]
            if lower in ETRE:
                has_etre = True
            if lower in ("été", "eu") and (further := self._auxiliary_before(view, auxiliary)) >= 0:
                auxiliary = further
                continue
            auxiliary = -1
        for i in range(first, index):
            if view.lower[i] in INVERTED:
                inverted = i
        i = first - 1
        while i >= 0 and (view.lower[i] in CLITICS or view.lower[i] in FILLERS):
            own = form == "participle" and i > 0 and view.lower[i - 1] == ","  # *…, les qualifiant de …*
            if view.pos[i] == "DET" and view.lower[i] not in REFLEXIVE and not own:
                break
            if view.lower[i] == "en" and form == "participle":
                break
            if view.lower[i] in ("nous", "vous") and not (i and view.lower[i - 1] in ("nous", "vous")):
                break
            if view.lower[i] in REFLEXIVE:
                reflexive = view.lower[i] in ("se", "s'") or self._same_person(view, i)
            if view.lower[i] in ("en", "y"):
                en = view.lower[i]
            first = i
            i -= 1
        i = index + 1
        while (
            i < len(view.lower)
            and (view.lower[i] in INVERTED or view.lower[i] in FILLERS)
            and (view.start[i] == view.end[i - 1])
        ):
            if view.lower[i] in INVERTED:
                inverted, last = i, i
            i += 1
        if view.lower[index].endswith(("-il", "-elle", "-on", "-ils", "-elles")):
            inverted = index
        passive = has_etre and not reflexive
        return first, last, inverted, reflexive, passive, en

    @staticmethod
    def _same_person(view: View, clitic: int) -> bool:
        before = view.lower[clitic - 1] if clitic else ""
        pairs = {"me": "je", "m'": "je", "te": "tu", "t'": "tu", "nous": "nous", "vous": "vous"}
        return before == pairs.get(view.lower[clitic])

    def _entry(
        self, view: View, index: int, last: int, lemmas: tuple[str, ...], reflexive: bool, en: str
    ) -> tuple[CueVerb | None, int]:
        """The reading that fits clitics and following words: frozen ones first, then pronominal, then plain."""
        plain: CueVerb | None = None
        pronominal: CueVerb | None = None
        verbs = self.cues.verbs
        near: list[str] | None = None
        for lemma in lemmas:
            entry = verbs[lemma]
            clitics = entry.clitics
            bound = clitics and clitics.rstrip() in ("en", "s'en", "s'y")
            if bound and clitics[-2:] != en[-2:] and clitics[-1:] != en:
                continue
            if entry.words:
                if entry.reflexive != reflexive:
                    continue
                if near is None:
                    near = self._near(view, last)
                if entry.words[0] in near and (tail := self._tail(view, last, entry.words)) >= 0:
                    return entry, tail
            elif entry.reflexive and reflexive:
                if pronominal is None or len(entry.clitics) > len(pronominal.clitics):
                    pronominal = entry
            elif entry.clitics == "en":
                if not reflexive:
                    return entry, -1
            elif not entry.reflexive and plain is None:
                plain = entry
        if reflexive:
            return pronominal, -1
        return plain, -1

    @staticmethod
    def _near(view: View, last: int) -> list[str]:
        """The words after ``last`` among which the first one of a fixed tail may be (see ``_tail``)."""
        i = last + 1
        end = min(i + 4, len(view.lower))
        while i < end and (_adverbial(view, i) or view.is_break(i)):
            i += 1
        return view.lower[last + 1 : i + 1]

    def _tail(self, view: View, last: int, words: tuple[str, ...]) -> int:
        i, wanted, skipped = last + 1, 0, 0
        while i < len(view.lower) and skipped <= 4:
            if view.lower[i] == words[wanted]:
                wanted += 1
                if wanted == len(words):
                    return i
                skipped = 0
            elif _adverbial(view, i) or view.is_break(i):
                skipped += 1
            else:
                return -1
            i += 1
        return -1


def cue_span(view: View, hit: Hit, *, whole: bool = False) -> tuple[int, int]:
    """The verb group without leading object clitics, unless ``whole``."""
    first = hit.first
    while not whole and first < hit.head and view.lower[first] in _OBJECT_CLITICS:
        first += 1
    return view.slice(first, hit.last + 1)
