"""Whose words a preposition gives: the noun phrase or pronoun behind *selon*, *d'après*, *pour*."""

from __future__ import annotations

from collections.abc import Container

from claimx.lexicon.advocates import is_advocate
from claimx.lexicon.cues import CuePreposition
from claimx.lexicon.function_words import COMPOUND_RELATIVES, DEFINITE_ARTICLES, EMPHATIC
from claimx.lexicon.nouns import load_nouns
from claimx.lexicon.tables import fold
from claimx.stages.quotations.adjective_complements import TO, asks_for
from claimx.stages.quotations.agents import SPEAKERS, classify_source, take_for_document
from claimx.stages.quotations.sources import SourceFinder
from claimx.stages.quotations.view import CLITICS, View, content_start

_NOT_A_SOURCE = frozenset(
    "que cas modalités âge pays région critères règles besoins saison type niveau taille "
    "humeur circonstances situation procédure principe logique modèle méthode lignes ordre rythme date "
    "lieu zone qu' état issue variante variantes degré rite vouloir gravité nature importance disponibilité "
    "disponibilités régions région départements cantons sites endroits lieux secteurs quartiers jours heures "
    "moments années saisons espèces dosage dose poids sexe profil tarif "
    "vraisemblance probabilité apparence horaire horaires".split()
)
_PARTIES = frozenset(
    "syndicat intersyndicale association collectif parti opposition majorité ong fédération confédération coordination "
    "défense accusation parquet patronat gauche droite institut observatoire académie organisation réseau agence "
    "cabinet comité ligue centrale mouvement délégation".split()
)
_VOICES = frozenset(
    "syndicats associations collectifs partis ong organisations fédérations experts expertes analystes économistes "
    "spécialistes observateurs chercheurs chercheuses scientifiques auteurs auteures autrices avocats avocates "
    "défenseurs opposants détracteurs adversaires partisans enquêteurs historiens sociologues politologues "
    "climatologues".split()
)
"""Those who speak rather than are spoken of, if there are several."""
_SOME = frozenset("uns unes autres d'autres certains certaines beaucoup".split())
_OWN_WORDS = frozenset(
    "informations information sources source calculs constatations estimations journaliste journalistes reporter "
    "reporters correspondant correspondante envoyé envoyée".split()
)
_BY = frozenset({"selon", "d'après", "suivant"})
_AWAITED = frozenset({"attendu", "attendue", "attendus", "attendues"})
_ISSUED = frozenset(
    f"{stem}{ending}"
    for stem in "publié diffusé dévoilé consulté obtenu transmis établi réalisé mené cité communiqué relayé fourni "
    "avancé remis commandé recueilli rapporté rendu tiré divulgué révélé".split()
    for ending in ("", "e", "s", "es")
)
"""Participles of what has been made known."""
_SAID = 24
"""Tokens between a noun of saying and *selon laquelle*."""
_ASIDE = 14
"""Tokens between commas that may describe a subject."""
_OBJECT_ARTICLES = frozenset({"un", "une", "des", "du", "le", "la", "les"})
_MINE = frozenset({"mon", "ma", "mes", "notre", "nos"})
_OWN_GROUNDS = frozenset("expérience connaissance connaissances calculs estimation estimations analyse".split())
_INDEFINITE = frozenset({"un", "une", "plusieurs", "quelques", "nombreux", "nombreuses"})
_PRONOUNS = EMPHATIC | {"moi", "nous"}


class PrepositionSources:
    """Finds the sources of prepositional cues."""

    def __init__(self, view: View, sources: SourceFinder, nouns: Container[str]) -> None:
        self.view = view
        self.sources = sources
        self.nouns = nouns
        """Forms of the nouns of saying."""

    def find(self, first: int, end: int, limit: int, reading: CuePreposition, initial: bool) -> tuple[int, int] | None:
        """Return the tokens of the source of the cue ``first``..``end`` (maybe none), or None if it is no cue.

        ``initial``: the cue stands at the head of its sentence.
        """
        view = self.view
        if reading.position == "self":
            return self._own(first, end, limit, reading)
        if reading.position != "before" or end >= limit:
            return None
        if view.lower[end] in _NOT_A_SOURCE or "Inf" in view.tense[end]:
            return None  # pour attirer les lecteurs
        if view.lower[end] in _PRONOUNS:
            # *chez nous, chez lui*: at home
            return None if reading.form == "chez" else (end, end + 1)
        if view.lower[end] == "qui" or view.lower[end] in COMPOUND_RELATIVES:
            return self._antecedent(first, end)
        if view.mark[end] or view.depth(end) > view.depth(first):
            return None  # *aux cris de « … »*: the words themselves
        source = self._before_object(first, self.sources.noun_phrase(end, limit))
        noun = next((i for i in range(source[0], source[1]) if view.pos[i] in ("NOUN", "PROPN")), source[0])
        if view.lower[noun] in _NOT_A_SOURCE:
            return None
        if reading.form == "pour" and view.lower[end] in ("sa", "leur") and view.lower[noun] == "défense":
            return None  # *Pour sa défense, le prévenu explique que …*
        if view.lower[end] in ("nos", "notre") and any(view.lower[i] in _OWN_WORDS for i in range(*source)):
            return None  # the newspaper's own
        if view.lower[end] in _MINE and view.lower[noun] in _OWN_GROUNDS:
            return None  # *Selon mon expérience, …*: who speaks says so anyway
        if first and (view.pos[first - 1] == "AUX" and view.is_finite(first - 1) or view.lower[first - 1] == "été"):
            # *La population a, selon l'Insee, | augmenté*, *a selon l'Insee | augmenté*, *a été selon X | fermé*
            parted = (i for i in range(source[0] + 1, source[1]) if view.is_participle(i))
            source = source[0], next(parted, source[1])
        whole = self._without_subject(source, limit) if initial else self._without_complement(first, source)
        source = self._without_other(whole, limit)
        if first > 1 and view.lower[first - 2 : first] == ["qui", ","]:
            # *qui, selon le maire, | menace ruine, …*: the comma closes what the one before it opened
            source = source[0], next((i for i in range(*source) if view.lower[i] == ","), source[1])
        if reading.condition == "person":
            agentive = any(
                view.pos[i] == "PROPN" or view.words[i].istitle() for i in range(*source)
            ) or classify_source(view, view.slice(*source)) in ("person", "people", "organization", "demonstrative")
            if not agentive or view.is_finite(noun):
                return None
        return None if reading.form in _BY and not self._can_tell(source, noun) else source

    def _without_complement(self, cue: int, source: tuple[int, int]) -> tuple[int, int]:
        """*une panne due, selon les experts | à un oubli*, *coupables selon la mairie | de plusieurs oublis*."""
        view, (first, end) = self.view, source
        links = [i for i in range(first + 1, end) if cue and asks_for(view.lower[cue - 1], view.lower[i])]
        if not links:
            return source
        fresh = view.lower[links[-1]] in TO or len(links) > 1 or view.lower[links[0] + 1] in _INDEFINITE
        return (first, links[-1]) if fresh else source

    def _can_tell(self, source: tuple[int, int], noun: int) -> bool:
        """*selon les premiers examens*, not *selon la météo, les soirs, le taux de change*: it depends on these."""
        view = self.view
        if classify_source(view, view.slice(*source)) != "thing":
            return True
        grounds = load_nouns().grounds
        behind = set(view.lower[noun : source[1]])
        if not _AWAITED.isdisjoint(behind):
            return False
        # The tagger takes the noun for an adjective at times: all up to the first noun is asked.
        told = any(fold(word) in grounds or word in self.nouns for word in view.lower[source[0] : noun + 1])
        if told or not _ISSUED.isdisjoint(behind):
            take_for_document(view, view.slice(*source))
            return True
        return False

    def _before_object(self, first: int, source: tuple[int, int]) -> tuple[int, int]:
        """*Le port abrite selon Téhéran | des « installations civiles »*: quoted words with their own article."""
        view, (begin, end) = self.view, source
        opening = next((i for i in range(begin + 2, end) if view.mark[i]), end)
        article = opening - 1
        if opening == end or view.lower[article] not in _OBJECT_ARTICLES or article == begin:
            return source
        if view.lower[article] in ("des", "du"):
            before = view.before(first)
            waits = before >= 0 and view.pos[before] in ("VERB", "AUX")
            if not waits and not view.words[article - 1][:1].isupper():
                return source  # *selon le chef des « Bérets verts »*
        return (begin, article) if view.pos[article - 1] not in ("ADP", "CCONJ") else source

    def _own(self, first: int, end: int, limit: int, reading: CuePreposition) -> tuple[int, int]:
        """*selon lui*, *de source policière*: the cue holds its source."""
        view = self.view
        stop = end
        if view.lower[end - 1] in _PRONOUNS:  # selon lui
            return end - 1, end
        if reading.form.startswith("de ") and "source" in reading.form:
            stop = self.sources.noun_phrase(end - 1, limit)[1]
            return end - 1, stop
        if view.lower[end - 1] in (
            "croire",
            "entendre",
            "écouter",
        ):
            # *à l'en croire*: a pronoun that is no phrase of its own
            return end, end
        return first, end

    def _antecedent(self, first: int, end: int) -> tuple[int, int] | None:
        """*…, selon qui*: the noun phrase before the cue."""
        view = self.view
        if view.lower[end] in COMPOUND_RELATIVES and (said := self._of_noun(first, end)) is not None:
            return said if said[0] < said[1] else None
        opening = self._opening_phrase(first)
        if opening is not None:
            return opening
        found = self.sources.antecedent(end, view.bounds(first)[0])
        if found is None:
            return None
        low, high = found[0], min(found[1], first)
        if low + 1 < high and low in self.sources.verbs:
            low += 1  # *« … », analyse | la chercheuse, pour laquelle …*: a noun by its tag
        while high > low + 1 and (view.lower[high - 1] == "," or view.space[high - 1]):
            high -= 1
        if (
            low >= high
            or view.lower[end] in COMPOUND_RELATIVES
            and classify_source(view, view.slice(low, high)) not in SPEAKERS | {"document"}
        ):
            return None
        return low, high

    def _of_noun(self, first: int, end: int) -> tuple[int, int] | None:
        """*l'accusation de X selon laquelle …*: whose the noun of saying is; empty if it says nothing of that.

        None if there is no such noun. *Les rumeurs selon lesquelles …* are of the noun, then, and no cue themselves.
        """
        view = self.view
        low = max(view.bounds(first)[0], first - _SAID)
        noun = next((i for i in range(first - 1, low - 1, -1) if view.lower[i] in self.nouns), -1)
        if noun < 0 or view.pos[noun] != "NOUN" or noun in self.sources.verbs or view.has_finite(noun, first):
            return None
        stop = first
        while stop > noun + 1 and (view.lower[stop - 1] == "," or view.is_break(stop - 1)):
            stop -= 1
        links = [i for i in range(noun + 1, stop - 1) if view.lower[i] in ("par", "de", "d'", "du", "des")]
        agents = [i for i in links if view.lower[i] == "par"]
        for link in agents or links[:1]:
            begun = link + (view.lower[link] not in ("du", "des"))
            if (
                bool(agents)
                or classify_source(view, view.slice(begun, stop)) in SPEAKERS
                and (begun == link or view.pos[begun] in ("DET", "PROPN") or view.words[begun][:1].isupper())
            ):
                return self.sources.noun_phrase(begun, stop)
        if links[:1] != [noun + 1]:
            return end, end
        return noun - (noun > low and view.pos[noun - 1] == "DET"), stop

    def _opening_phrase(self, first: int) -> tuple[int, int] | None:
        """*Le chef de la droite, selon lequel …*: somebody at the head of the sentence, no verb before the cue."""
        view = self.view
        low = content_start(view, view.bounds(first)[0], first)
        high = first
        while high > low and (view.lower[high - 1] == "," or view.space[high - 1]):
            high -= 1
        if low >= high or high == first or view.has_finite(low, high) or view.pos[low] in ("ADP", "ADV", "SCONJ"):
            return None
        if any(view.mark[i] or view.lower[i] == ":" for i in range(low, high)):
            return None
        comma = next((i for i in range(low, high) if view.lower[i] == ","), high)
        return (low, high) if classify_source(view, view.slice(low, comma)) in SPEAKERS else None

    def _without_other(self, source: tuple[int, int], limit: int) -> tuple[int, int]:
        """*selon la police, | la victime, qui …*: a definite noun behind another is the subject, if no other follows.

        *selon l'avocate, la présidente de l'ordre, | la loi est injuste*: here one does.
        """
        view, (first, end) = self.view, source
        comma = next((i for i in range(first, end) if view.lower[i] == ","), -1)
        if comma < 0 or "PROPN" in view.pos[first:end] or comma + 1 >= end:
            return source
        if view.lower[comma + 1] not in DEFINITE_ARTICLES:
            return source
        behind = end + 1 if end + 1 < limit and view.lower[end] == "," else -1
        another = (
            behind >= 0 and view.pos[behind] in ("DET", "PROPN", "NOUN") and view.lower[behind] not in ("un", "une")
        )
        return source if another else (first, comma)

    def _without_subject(self, source: tuple[int, int], limit: int) -> tuple[int, int]:
        """At the head of a sentence the noun phrase may run into the subject of the content: stop before it."""
        view = self.view
        first, end = source
        brackets = 0
        for comma in range(first, min(end + 1, limit)):
            brackets += (view.lower[comma] == "(") - (view.lower[comma] == ")")
            if view.lower[comma] != "," or brackets:
                continue
            following = view.after(comma, limit)
            if following < 0:
                break
            stop, inner = following, 0
            while stop < limit and (inner or view.lower[stop] != ",") and not (view.is_finite(stop) and not inner):
                inner += (view.lower[stop] == "(") - (view.lower[stop] == ")")
                stop += 1
            subjectless = comma == end and "," in view.lower[first:end] and self._predicate(comma, limit)
            if stop < limit and view.is_finite(stop) and view.lower[following] not in ("qui", "dont", "où"):
                return self._without_described_subject(source, limit) if subjectless else (first, comma)
        return self._without_described_subject(source, limit)

    def _without_described_subject(self, source: tuple[int, int], limit: int) -> tuple[int, int]:
        """*D'après l'enquête, | le conducteur, âgé de 19 ans, roulait vite*: a verb behind a comma has a subject.

        Its noun phrase, with a name apposed, may have been read as one that describes the source.
        """
        view, (first, end) = self.view, source
        commas = [i for i in range(first, end) if view.lower[i] == ","]
        pause = self._pause(end, limit) if commas else -1
        if pause >= 0 and not self._predicate(pause, limit):
            pause = self._pause(pause + 1, limit)
            if pause < 0 or not self._predicate(pause, limit):
                return source
        if pause < 0:
            return source
        articles = [i for i in commas if view.pos[i + 1] == "DET" or view.lower[i + 1] in ("tout", "toute")]
        names = [i for i in commas if view.words[i + 1][:1].isupper()]
        return first, (articles[-1:] or names or commas)[0]

    def _pause(self, index: int, limit: int) -> int:
        """The comma at or near behind ``index`` with no finite verb before it, or -1."""
        comma = next((i for i in range(index, min(index + _ASIDE, limit)) if self.view.lower[i] == ","), -1)
        return -1 if comma < 0 or self.view.has_finite(index, comma) else comma

    def _predicate(self, comma: int, limit: int) -> bool:
        """Whether a finite verb without subject follows, within marks or not."""
        view = self.view
        verb = view.after(comma, limit)
        while verb >= 0 and (view.lower[verb] in CLITICS or view.lower[verb] in ("ne", "n'")):
            verb = view.after(verb, limit)
        return verb >= 0 and view.is_finite(verb)

    def past_place(self, source: tuple[int, int], limit: int) -> int:
        """*Selon X, directeur du musée, à Lille, …*: a place after an apposition belongs to the person."""
        view = self.view
        end = source[1]
        if not any(view.lower[i] == "," for i in range(*source)) or end >= limit or view.lower[end] != ",":
            return end
        following = end + 1
        if following >= limit or view.lower[following] not in ("à", "au", "aux", "en", "dans"):
            return end
        for comma in range(following + 1, min(following + 7, limit)):
            if view.lower[comma] == ",":
                words = [i for i in range(following + 1, comma) if view.pos[i] not in ("DET", "ADP")]
                return comma if words and all(view.words[i][:1].isupper() for i in words) else end
        return end

    def opines(self, source: tuple[int, int]) -> bool:
        """The source of *pour X* is a person by name or office: its content may stand without quoted words."""
        view = self.view
        kind = classify_source(view, view.slice(*source))
        names = sum(view.pos[i] == "PROPN" or view.words[i].istitle() for i in range(*source))
        plural = view.lower[source[0]] in ("les", "des", "ces", "nos", "ses", "leurs")
        if self._advocate(source):
            return True  # *Pour la CGT, le motif ne tient pas*
        voice = kind == "person" or kind in ("organization", "people") and self._takes_sides(source)
        voices = plural and not _VOICES.isdisjoint(view.lower[source[0] + 1 : source[0] + 3])
        return voice and not plural or kind == "proper" and names >= 2 or voices or self._some(source)

    def _takes_sides(self, source: tuple[int, int]) -> bool:
        """*Pour l'intersyndicale, l'argument ne tient pas*, not *Pour la mairie, le coût sera de deux millions*."""
        view = self.view
        noun = next((i for i in range(*source) if view.pos[i] in ("NOUN", "PROPN")), -1)
        return noun >= 0 and (view.lower[noun] in _PARTIES or view.words[noun].isupper() and len(view.words[noun]) > 1)

    def _advocate(self, source: tuple[int, int]) -> bool:
        """A union or association by its name, whatever describes it."""
        view = self.view
        first = source[0] + (view.lower[source[0]] in DEFINITE_ARTICLES)
        end = next((i for i in range(first, source[1]) if view.lower[i] in (",", "(")), source[1])
        if first >= end or not view.words[first][:1].isupper():
            return False
        low, high = view.slice(first, end)
        return is_advocate(view.text[low:high])

    def _some(self, source: tuple[int, int]) -> bool:
        """*Pour les uns, …; pour les autres, …*, *pour beaucoup, …*: nothing is done for them, they think so."""
        words = [i for i in range(*source) if self.view.pos[i] not in ("DET", "ADP") or self.view.lower[i] in _SOME]
        return len(words) == 1 and self.view.lower[words[0]] in _SOME
