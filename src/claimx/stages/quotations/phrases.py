"""Word order between a cue and its content: adverbials to step over, where noun phrases and attributes begin."""

from __future__ import annotations

from claimx.lexicon.function_words import DEFINITE_ARTICLES, NOT, OF
from claimx.lexicon.locutions import load_locutions
from claimx.stages.quotations.clauses import Clauses
from claimx.stages.quotations.marks import Region
from claimx.stages.quotations.moments import DAYS, MONTHS, past_day
from claimx.stages.quotations.rows import Rows
from claimx.stages.quotations.view import CLITICS, View

_DETERMINERS = frozenset({"le", "la", "l'", "ce", "cet", "cette"})
_MOMENTS = frozenset(
    "veille lendemain semaine mois an année jour journée soirée nuit été printemps automne hiver week-end".split()
)
_PAST = frozenset("dernier dernière passé passée précédent précédente suivant suivante même".split())
_TITLES_OF_PAPERS = frozenset({"Le", "La", "Les", "L'"})
_BEFORE_INFINITIVE = frozenset({"tout", "tous", "toutes", "rien"})
_INFINITIVES = ("er", "ir", "re")
_LONG = frozenset({"longtemps", "toujours", "hier", "lors", "peu"})
_DEGREES = frozenset(
    "très plus moins trop assez plutôt bien si aussi tout toute parfaitement totalement extrêmement non toujours "
    "profondément vivement particulièrement pleinement entièrement absolument farouchement gravement sérieusement "
    "relativement sincèrement résolument fermement fortement infiniment globalement modérément franchement".split()
)
_FLOATING = frozenset({"chacun", "chacune", "tous", "toutes"})
"""Words of the subject that stand behind the verb: *réclament chacun une part*."""
_SINGLE = (["un"], ["une"], ["le"], ["la"], ["l'"], ["son"], ["sa"], ["leur"], ["davantage"], ["plus"])
_MANNERS = frozenset("voix ton air geste signe souffle trait mot regard sourire".split())
"""What one speaks with: *d'une voix calme*."""
_STATES = frozenset(
    "colère faveur désaccord accord train mesure état contact capacité danger forme paix choc bout".split()
)
_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PRON", "X"})
"""What stands in the name of an occasion; foreign words are tagged X."""
_TO = frozenset({"à", "au", "aux"})
_COMPLETED = frozenset("foulée occasion propos passage sujet titre".split())
_LOCUTIONS: dict[str, list[tuple[str, ...]]] = {}
"""By their first word; not *le premier*, which may begin an object."""
for _words in load_locutions():
    if _words[0] not in ("le", "la", "les"):
        _LOCUTIONS.setdefault(_words[0], []).append(_words)


class PhraseReader:
    """Steps over what may stand between a cue and its content; ``openings`` maps tokens to the regions they open."""

    def __init__(self, view: View, clauses: Clauses, openings: dict[int, Region], rows: Rows) -> None:
        self.view, self.rows = view, rows
        self.clauses = clauses
        self.openings = openings

    def _past_prepositional(self, index: int, limit: int) -> int:
        """Past the noun of an adverbial or addressee (*pendant la crise, à l'AFP*) and what completes it."""
        view = self.view
        stop = index + 1
        while stop < limit and stop < index + 6 and view.pos[stop] not in ("NOUN", "PROPN", "PRON"):
            if stop in self.openings or view.lower[stop] in (",", "que", "qu'", ":"):
                return stop
            if view.lower[stop].isdigit() and len(view.lower[stop]) == 4 or view.lower[stop] in _LONG:
                return stop + 1  # *en 2023*, *depuis longtemps*
            stop += 1
        noun = stop
        if noun < limit and view.lower[noun] in MONTHS and view.lower[index] in ("en", "depuis", "fin", "début"):
            return noun + 2 if noun + 1 < limit and view.lower[noun + 1].isdigit() else noun + 1
        while (
            stop < limit
            and (stop == noun or view.pos[stop] in _NAMING)
            and view.lower[stop] not in ("que", "qu'", "ce")
        ):
            if stop > noun and view.pos[stop] == "NUM" and not view.lower[stop][:1].isdigit():
                break  # *a requis à son encontre | quatre ans*
            stop += 1
            if stop + 1 < limit and view.words[stop] in _TITLES_OF_PAPERS and view.words[stop + 1][:1].isupper():
                stop += 1  # *au journal Le Courrier*
        if stop + 1 < limit and view.head[stop] == noun and view.is_participle(stop) and view.pos[stop + 1] == "ADP":
            return self._past_prepositional(stop + 1, limit)  # *aux policiers chargés de l'enquête*
        if (
            stop < limit
            and view.lower[stop] in OF
            and not self._is_infinitive(stop + 1)
            and view.head[view.head[stop]] < stop
            and view.head[view.head[stop]] > index
        ):
            return self._past_prepositional(stop, limit)
        if view.lower[index] in _TO and self._joins_another(stop, limit):
            return self._past_prepositional(stop + 1, limit)  # *demande au maire | et aux élus | de …*
        return max(stop, index + 1)

    def _joins_another(self, joint: int, limit: int) -> bool:
        """*… et aux élus*: another one of the same preposition, and no infinitive, which would be a content."""
        view, to = self.view, joint + 1
        if to + 1 >= limit or view.lower[joint] not in ("et", "ou", ",") or view.lower[to] not in _TO:
            return False
        return not self._is_infinitive(to + 1) and view.pos[to + 1] in ("DET", "NOUN", "PROPN", "ADJ", "NUM")

    def _past_moment(self, index: int, limit: int) -> int:
        """Past *la veille, cette semaine, le mois dernier, le 12 mars 2020*; ``index`` if it is no such phrase."""
        view = self.view
        if (past := past_day(view, index, limit)) > index:
            return past
        if view.lower[index].startswith("mi-"):
            return index + 1
        if view.lower[index] in ("fin", "début") and index + 1 < limit and view.lower[index + 1] in MONTHS:
            return index + 2
        if view.lower[index] not in _DETERMINERS or index + 1 >= limit:
            return index
        following = index + 1
        if view.lower[following] in _MOMENTS:
            after = following + 1
            if view.lower[following] in ("veille", "lendemain", "week-end") or view.lower[index] in (
                "ce",
                "cet",
                "cette",
            ):
                return after
            return after + 1 if after < limit and view.lower[after] in _PAST else index
        return index

    def _past_locution(self, index: int) -> int:
        """Past *de longue date, sans détour, d'une voix calme*; ``index`` if no locution begins there."""
        view, lower = self.view, self.view.lower
        for words in _LOCUTIONS.get(lower[index], ()):
            after = index + len(words)
            if tuple(lower[index:after]) == words:
                # *dans la foulée | du vote*: no locution, but a phrase that goes on
                goes_on = words[-1] in _COMPLETED and not OF.isdisjoint(lower[after : after + 1])
                return index if goes_on and index <= view.head[view.head[after]] < after else after
        of_one = lower[index] == "d'" and lower[index + 1 : index + 2] in (["un"], ["une"])
        return self._past_manner(index) if of_one else index

    def _past_manner(self, index: int) -> int:
        """Past *d'une voix calme, d'un ton très sec, d'un signe de tête*; ``index`` if it tells of no manner."""
        view = self.view
        noun = next((i for i in range(index + 2, min(index + 4, len(view.lower))) if view.lower[i] in _MANNERS), -1)
        if noun < 0:
            return index
        end = noun + 1
        if view.lower[end : end + 2] in (["de", "tête"], ["de", "main"]):
            return end + 2
        if view.lower[end : end + 3] == ["de", "la", "main"]:
            return end + 3
        while end < len(view.lower) and (view.pos[end] in ("ADJ", "ADV") or view.is_participle(end)):
            end += 1
        return end

    def _past_date(self, index: int, limit: int) -> int:
        """Past *il y a deux semaines*."""
        view = self.view
        index += 3
        while index < limit and view.pos[index] in ("NUM", "DET", "ADJ", "ADV", "NOUN"):
            index += 1
            if view.pos[index - 1] == "NOUN":
                break
        return index

    def _begins_attribute(self, index: int, limit: int, cue: int = -1) -> bool:
        """*prêt, très inquiet, plus à l'aise, en colère, en faveur de*; ``cue`` is the last token of the cue."""
        view = self.view
        if view.pos[index] == "ADJ" or view.is_participle(index):
            return True
        if index == cue + 1 and view.pos[index] in ("VERB", "NOUN") and "Inf" not in view.tense[index]:
            return True  # *se veut confiante*, *s'est dite satisfaite*: no verb or bare noun, whatever its tag
        following = index + 1
        if following >= limit:
            return False
        if view.lower[index] in _DEGREES:
            of_it = following + 1 < limit and view.lower[following + 1] in ("de", "d'")
            return (
                view.pos[following] in ("ADJ", "ADP")
                or view.pos[following] == "NOUN"
                and not of_it
                or view.is_participle(following)
                or view.lower[following] in _DEGREES
            )
        return (
            view.lower[index] in ("en", "à", "sous")
            and view.lower[following] in _STATES
            or (view.lower[index] == "à" and view.lower[following : following + 2] == ["l'", "aise"])
        )

    def _is_comparative(self, index: int, start: int) -> bool:
        view = self.view
        if view.lower[index - 1] in ("tard", "tôt") and view.pos[index + 1 : index + 2] in (
            ["DET"],
            ["PRON"],
            ["PROPN"],
        ):
            return False  # *a précisé plus tard | que la vente était annulée*
        return any(
            view.lower[i] in ("plus", "moins", "autant", "mieux", "ne", "n'")
            # *dit aussi | que …* adds; *aussi cher que*, *aussi vite que* compare
            or view.lower[i] == "aussi"
            and i == index - 2
            and view.pos[index - 1] in ("ADJ", "ADV", "VERB")
            for i in range(max(start, index - 3), index)
        )

    def begins_infinitive(self, index: int) -> bool:
        """Whether an infinitive with its clitics and negation begins at ``index``, quoted or not."""
        return self._is_infinitive(index)

    def _is_infinitive(self, index: int) -> bool:
        """*partir*, *ne plus y aller*, also quoted (*de « partir »*, *à ne pas « céder »*)."""
        view = self.view
        index = self._past_opening(index)
        if index >= len(view.lower):
            return False
        if "Inf" in view.tense[index] and view.pos[index] in ("VERB", "AUX"):
            return True
        if view.lower[index] in _BEFORE_INFINITIVE or view.pos[index] == "ADV" and view.lower[index] not in NOT:
            following = self._past_opening(index + 1)  # *de tout annuler*, *de mieux former les agents*
            if following < len(view.lower) and "Inf" in view.tense[following]:
                return True
        if view.lower[index] in CLITICS or view.lower[index] in ("pas", "n'", "ne"):
            following = self._past_opening(index + 1)
            while following < len(view.lower) and (view.lower[following] in CLITICS or view.lower[following] in NOT):
                following = self._past_opening(following + 1)
            if following >= len(view.lower):
                return False
            if "Inf" in view.tense[following] and view.pos[following] in ("VERB", "AUX"):
                return True
            # *de la démolir*: the tagger knows the pronoun, but not each verb
            known = view.pos[following - 1] == "PRON" or view.lower[following - 1] in ("ne", "n'", "pas")
            return known and view.words[following].endswith(_INFINITIVES)
        return False

    def _past_opening(self, index: int) -> int:
        while index in self.openings or index - 1 in self.openings and self.view.space[index]:
            index += 1
        return index

    def _insertion_end(self, comma: int, limit: int) -> int:
        """Index after the closing comma of a short insertion (*, mercredi, … que*), else -1."""
        view = self.view
        pending = False  # *…, dans une lettre dont nous avons copie, que …*
        for index in range(comma + 1, min(comma + 26, limit)):
            opening = ("où",) if index == comma + 1 else ("dont", "qui", "où")
            pending = pending or view.lower[index] in opening
            if view.is_finite(index) and view.pos[index] in ("VERB", "AUX"):
                if not pending:
                    return -1
                pending = view.pos[index] == "AUX" and view.head[index] > index
            gesture = view.lower[index] == "en" and index not in self.clauses.speech_participles  # *, en souriant,*
            if index in self.clauses.participles and not gesture or index in self.clauses.insertions:
                return -1
            if view.lower[index] == ",":
                return index + 1
            if index in self.openings and self._quotes_predicate(index, comma, limit):
                return -1
            if view.lower[index] in ("que", "qu'", ":") or index in self.openings:
                return index
        return -1

    def _quotes_predicate(self, opening: int, comma: int, limit: int) -> bool:
        """*Pour X, qui s'exprimait à Lille, la réforme | « va trop loin »*: quoted words whose subject is unquoted."""
        view = self.view
        verb, noun = view.after(opening, limit), view.before(opening, comma)
        while verb >= 0 and view.lower[verb] in CLITICS | {"ne", "n'"}:
            verb = view.after(verb, limit)
        return verb >= 0 and view.is_finite(verb) and noun > comma and view.pos[noun] in ("NOUN", "PROPN", "ADJ")

    def _begins_noun_phrase(self, index: int) -> bool:
        view = self.view
        if (
            view.lower[index] in DAYS
            or view.lower[index] in ("ce", "cet")
            and index + 1 < len(view.lower)
            and view.lower[index + 1] in DAYS
        ):
            return False
        if view.lower[index] in _FLOATING and view.lower[index + 1 : index + 2] in _SINGLE:
            return False
        if index + 1 in self.openings and view.lower[index] in (
            "leur",
            "leurs",
            "l'",
            "la",
            "le",
            "les",
            "un",
            "une",
            "des",
            "ce",
            "cette",
            "son",
            "sa",
            "ses",
        ):
            return True
        if view.lower[index] == "ni":
            return view.pos[index + 1 : index + 2] == ["DET"]  # *ne conteste ni l'heure ni le lieu*
        return (
            view.pos[index] == "DET"
            or view.pos[index] in ("NOUN", "PROPN", "NUM", "PRON")
            and view.lower[index] not in CLITICS
            or (view.pos[index] == "ADJ" and view.head[index] > index)
            or view.lower[index] in DEFINITE_ARTICLES
        )
