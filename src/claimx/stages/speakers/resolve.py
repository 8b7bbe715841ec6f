"""Resolution of sources: who a quotation's source mention is, by named rules tried in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from claimx.records import Quotation
from claimx.stages.speakers.antecedents import Antecedents
from claimx.stages.speakers.clusters import Entity, Registry
from claimx.stages.speakers.knowledge import Knowledge
from claimx.stages.speakers.mentions import Name
from claimx.stages.speakers.phrases import Phrase, indefinite, read_phrase, strict_end
from claimx.stages.speakers.view import View
from claimx.stages.speakers.words import (
    DEFINITE,
    DEMONSTRATIVE,
    DETERMINERS,
    ORGANS,
    POSSESSIVE,
    POSSESSIVE_FIRST,
    Gender,
    Number,
    bare,
    flat,
    is_demonym,
    stem,
)

THIRD: Final[dict[str, tuple[Gender | None, Number]]] = {
    "il": ("m", "s"), "elle": ("f", "s"), "ils": (None, "p"), "elles": ("f", "p"), "lui": ("m", "s"),
    "eux": (None, "p"), "celui-ci": ("m", "s"), "celle-ci": ("f", "s"), "ceux-ci": (None, "p"),
    "celles-ci": ("f", "p"), "ce dernier": ("m", "s"), "cette dernière": ("f", "s"), "ces derniers": (None, "p"),
    "ces dernières": ("f", "p"), "l'intéressé": ("m", "s"), "l'intéressée": ("f", "s"), "lui-même": ("m", "s"),
    "elle-même": ("f", "s"), "celui-là": ("m", "s"), "celle-là": ("f", "s"), "son": (None, "s"), "sa": (None, "s"),
    "ses": (None, "s"), "leur": (None, "p"), "leurs": (None, "p"), "qui": (None, "s"), "ce premier": ("m", "s"),
    "le même": ("m", "s"), "la même": ("f", "s"), "le premier": ("m", "s"), "le second": ("m", "s"),
}  # fmt: skip
LATTER: Final = frozenset({"celui-ci", "celle-ci", "ceux-ci", "celles-ci", "ce dernier", "cette dernière", "ces derniers",
                           "ces dernières", "celui-là", "celle-là"})  # fmt: skip
FIRST: Final = frozenset(
    {"je", "j'", "j", "me", "m'", "moi", "nous", "moi-même", "nous-mêmes", "mon", "ma", "notre", "nos", "mes"}
)
DOCUMENTS: Final = frozenset(
    """lettre communiqué texte déclaration étude rapport sondage message livre réponse tweet ordonnance document
    documents chiffre chiffres enregistrement enregistrements note enquête baromètre comptage bilan publicité
    publicités banderole banderoles courrier courriel billet tribune pétition motion arrêté décret jugement arrêt
    classement définition analyse article interview entretien statistique statistiques donnée données estimation
    estimations prévision prévisions annonce mot vidéo résolution rapports lettres déclarations avis plainte mémo
    conclusions recommandations discours ouvrage post publication""".split()
)
"""Nouns of what is written or published: the issuer speaks if it is named beside them."""
NAMED_KINDS: Final = frozenset(
    """quotidien journal hebdomadaire mensuel magazine radio chaîne site agence média station plateforme société groupe
    entreprise compagnie association collectif ong syndicat centrale fédération parti organisation cabinet institut
    fondation start-up réseau club laboratoire constructeur équipementier géant banque maison studio éditeur opérateur
    distributeur revue mouvement presse télévision portail blog enseigne marque institution confédération coopérative
    avionneur fabricant république royaume think-tank ligue""".split()
)
"""Kinds of organisations that stand before their name (*le quotidien Bild*)."""
SIDES: Final = frozenset({"partie", "camp", "côté", "réponse"})
ANAPHORIC: Final = frozenset(
    """institution organisme organisation entreprise société groupe compagnie musée station chaîne journal quotidien
    magazine hebdomadaire source administration établissement association syndicat agence collectivité firme
    constructeur géant club fédération banque parti ministère collectif média fondation centrale plateforme
    instance juridiction""".split()
)
"""Nouns that take up an organisation named before."""
OFFICES: Final = frozenset(
    """ministre president procureur maire directeur prefet porte-parole gouverneur secretaire chef ambassadeur juge
    commissaire premier chancelier roi avocat depute senateur patron responsable""".split()
)
_SOURCE_NOUNS = frozenset({"source", "sources"})
_SPLIT = re.compile(r"\s+et\s+|\s*,\s*")
_QUOTED = re.compile(r"[\"«“]\s*([^\"»”]{2,60}?)\s*[\"»”]")


class Resolver:
    """Resolves the sources of one document's quotations, in the order they stand."""

    def __init__(self, view: View, knowledge: Knowledge, quotations: Sequence[Quotation]) -> None:
        self.view = view
        self.knowledge = knowledge
        self.quotations = quotations
        self.registry = Registry(view, knowledge)
        self.by_id = {q.quotation_id: q for q in quotations}
        self.speaker: dict[str, Entity] = {}
        self.how: dict[str, str] = {}
        self._memo: dict[tuple[int, int], tuple[Entity | None, str]] = {}
        self._unnamed: dict[str, list[tuple[Phrase, Entity]]] = {}
        self._describing = 0
        self.dates = _dates(view)
        self.home = _home(view, self.registry, knowledge)
        self._nouns: dict[str, list[int]] | None = None
        self._by_word: defaultdict[str, list[Quotation]] | None = None
        self._issuers: dict[str, Entity] = {}
        self.antecedents = Antecedents(view, self.registry, quotations, self._subject)

    # -- over the document ------------------------------------------------------------------------

    def run(self) -> list[Quotation]:
        """Return the quotations with speakers and resolution filled in."""
        order = sorted(self.quotations, key=lambda q: (q.start, -q.end))
        later: list[Quotation] = []
        previous: Quotation | None = None
        pending: list[Quotation] = []
        for quotation in order:
            outer = quotation.within
            if outer is not None and outer not in self.how and outer in self.by_id:
                pending.append(quotation)
                continue
            self._one(quotation, previous, later)
            if quotation.within is None:
                previous = quotation
        for quotation in pending:
            self._one(quotation, None, later)
        for quotation in later:
            entity, how = self._ahead(quotation, order)
            self._set(quotation, entity, how)
        return [
            q.model_copy(
                update={
                    "speakers": self.speaker[q.quotation_id].speakers() if q.quotation_id in self.speaker else (),
                    "resolution": self.how.get(q.quotation_id, "unresolved:no_source"),
                }
            )
            for q in self.quotations
        ]

    def _one(self, quotation: Quotation, previous: Quotation | None, later: list[Quotation]) -> None:
        if quotation.source_start is not None and quotation.source_end is not None:
            entity, how = self.resolve(quotation.source_start, quotation.source_end, quotation)
            if self._heading(quotation) and (entity is None or not entity.keys and how in ("as_written", "possessive")):
                later.append(quotation)
                return
            self._set(quotation, entity, how)
            return
        if quotation.cue_start is not None:
            self._set(quotation, None, "unresolved:no_source")
            return
        entity = self._carried(quotation, previous)
        if entity is None:
            later.append(quotation)
            self.how[quotation.quotation_id] = "unresolved:bare"
        else:
            self._set(quotation, entity, "carried_over")

    def _set(self, quotation: Quotation, entity: Entity | None, how: str) -> None:
        self.how[quotation.quotation_id] = how
        if entity is None:
            return
        self.speaker[quotation.quotation_id] = entity
        if quotation.source_start is not None and quotation.source_end is not None:
            self.registry.mention(entity, quotation.source_start)
            self.antecedents.add(quotation.source_start, quotation.source_end, entity, quotation.within)

    def _heading(self, quotation: Quotation) -> bool:
        return self.view.paragraph_kinds[self.view.paragraph(quotation.start)] == "heading"

    def _carried(self, quotation: Quotation, previous: Quotation | None) -> Entity | None:
        """The speaker of the attributed quotation just before a bare one, in its paragraph or the one before."""
        if self._heading(quotation):
            return None
        if quotation.within is not None:
            return self.speaker.get(quotation.within)
        if previous is None or previous.quotation_id not in self.speaker:
            return None
        distance = self.view.paragraph(quotation.start) - self.view.paragraph(previous.end)
        if distance > 2:
            return None
        return self.speaker[previous.quotation_id]

    def _ahead(self, quotation: Quotation, order: Sequence[Quotation]) -> tuple[Entity | None, str]:
        """Speaker of a headline's or subhead's words: of the body quotation that holds them, else of the next one."""
        if quotation.source_start is not None and quotation.source_end is not None:
            found = self._repeated(quotation)
            if found is not None and found.kind != "unknown":
                return found, "repeated_words"
            written, how = self.resolve(quotation.source_start, quotation.source_end, quotation)
            if written is not None:
                return written, how
            found = self._cataphora(quotation.source_start, quotation.source_end)
            return (found, "cataphora") if found else (None, how)
        found = self._repeated(quotation)
        if found is not None:
            return found, "repeated_words"
        index = bisect_left(order, quotation.end, key=lambda q: q.start)
        for other in order[index : index + 12]:
            if other.quotation_id in self.speaker and other.within is None:
                return self.speaker[other.quotation_id], "next_quotation"
        return None, "unresolved:bare"

    def _repeated(self, quotation: Quotation) -> Entity | None:
        """Speaker of the body quotation that holds most of a headline quotation's words."""
        if self._by_word is None:
            self._by_word = defaultdict(list)
            for other in self.quotations:
                if not self._heading(other):
                    for word in _content_words(other.text):
                        self._by_word[word].append(other)
        marked = " ".join(_QUOTED.findall(quotation.text))
        words = _content_words(marked) or _content_words(quotation.text)
        held: Counter[str] = Counter()
        for word in words:
            for other in self._by_word.get(word, ())[:50]:
                if other is not quotation and other.quotation_id in self.speaker:
                    held[other.quotation_id] += 1
        best, chosen = 0.0, None
        wording = " ".join(re.findall(r"\w+", flat(marked or quotation.text)))
        for identity, count in held.items():
            other = self.by_id[identity]
            share = count / len(words) - (0.1 if other.within is not None else 0.0)
            if wording in " ".join(re.findall(r"\w+", flat(other.text))):
                share += 0.5
            if other.start > quotation.end:
                share += 0.02
            if share > best:
                best, chosen = share, identity
        return self.speaker[chosen] if chosen is not None and best >= 0.5 else None

    def _cataphora(self, start: int, end: int) -> Entity | None:
        """Who a pronoun or description of a headline stands for, by the first fitting mention of the body."""
        pronoun = THIRD.get(flat(self.view.text[start:end]).strip(" -"))
        if pronoun is None:
            return None
        return self.antecedents.after(end, *pronoun, lambda entity: entity.kind == "person")

    # -- one source ---------------------------------------------------------------------------------

    def resolve(self, start: int, end: int, quotation: Quotation) -> tuple[Entity | None, str]:
        """Return the entity of the source ``text[start:end]`` and the rule that found it."""
        memo = self._memo.get((start, end))
        if memo is not None:
            return memo
        result = self._resolve(start, end, quotation)
        self._memo[start, end] = result
        return result

    def _resolve(self, start: int, end: int, quotation: Quotation) -> tuple[Entity | None, str]:
        text = flat(self.view.text[start:end]).strip(" ,-–\n")
        if text in FIRST:
            return self._first_person(quotation)
        if text == "on":
            return self._impersonal(start, quotation)
        if text in THIRD:
            return self._pronoun(start, text, quotation)
        parts = self._parts(start, end)
        if len(parts) > 1:
            self._share_surname(parts)
            members = [self._simple(a, b, quotation)[0] for a, b in parts]
            known = tuple(member for member in members if member is not None)
            if known:
                return self._group(known), "joint"
        return self._simple(start, end, quotation)

    def _group(self, members: tuple[Entity, ...]) -> Entity:
        flat_members = tuple(m for member in members for m in (member.members or (member,)))
        genders = {member.gender for member in flat_members}
        entity = Entity(
            name=" et ".join(member.name for member in flat_members),
            kind=flat_members[0].kind,
            gender="f" if genders == {"f"} else None,
            number="p",
            members=flat_members,
        )
        return entity

    def _share_surname(self, parts: Sequence[tuple[int, int]]) -> None:
        """Give *Anne* the surname in *Anne et Luc Morel*."""
        groups = [self.registry.names_in(a, b) for a, b in parts]
        if any(len(group) != 1 for group in groups) or len(groups[-1][0].words) < 2:
            return
        surname = groups[-1][0].words[1:]
        for (left,) in groups[:-1]:
            entity = self.registry.entity_of[left.start]
            if (
                len(left.words) == 1
                and len(entity.keys) == 1
                and left.known is None
                and not left.article
                and not left.titled
            ):
                entity.name = " ".join((*left.words, *surname))
                entity.kind = "person"
                entity.keys = tuple(bare(word) for word in entity.name.split())

    def _parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """Cut a source into its coordinated parts; a single part if it is no coordination of sayers."""
        view = self.view
        first, last = view.tokens(start, end)
        cuts: list[int] = []
        depth = 0
        for index in range(first + 1, last - 1):
            word = view.lower[index]
            depth += (word == "(") - (word == ")")
            if depth or word not in ("et", "ainsi"):
                continue
            following = view.lower[index + 1]
            left = view.lower[first]
            article = (
                following in DETERMINERS
                and following not in ("des", "du", "aux", "au")
                or following == "des"
                and left == "des"
            )
            title = self.knowledge.title(view.words[index + 1]) is not None
            name = view.words[index + 1][:1].isupper() and view.words[first][:1].isupper() and left not in DETERMINERS
            plain = left not in DETERMINERS and view.pos[first] == "NOUN" and view.pos[index + 1] == "NOUN"
            named = self._names_on_both_sides(first, index, last)
            right = self.registry.names_in(view.start[index + 1], view.end[last - 1])
            if "," in view.words[first:index] and not right and view.pos[first] != "NOUN":
                continue
            body = view.words[index + 1].isupper() and index - first <= 2 and left in DETERMINERS
            if article or title or name or plain or named or body:
                cuts.append(index)
        if not cuts:
            return [(start, end)]
        parts: list[tuple[int, int]] = []
        begin = first
        for cut in cuts:
            parts.append((view.start[begin], view.end[cut - 1]))
            begin = cut + 1
        parts.append((view.start[begin], view.end[last - 1]))
        head_start, head_end = parts[0]
        if view.lower[first] not in DETERMINERS and "," in view.text[head_start:head_end] and view.pos[first] == "NOUN":
            commas = [m.start() for m in re.finditer(r",\s*", view.text[head_start:head_end])]
            pieces, left_end = [], head_start
            for comma in commas:
                pieces.append((left_end, head_start + comma))
                left_end = head_start + comma + 1
            pieces.append((left_end + 1, head_end))
            parts = [*pieces, *parts[1:]]
        return [(a, b) for a, b in parts if a < b]

    def _names_on_both_sides(self, first: int, index: int, last: int) -> bool:
        left = self.registry.names_in(self.view.start[first], self.view.end[index - 1])
        right = self.registry.names_in(self.view.start[index + 1], self.view.end[last - 1])
        following = self.view.lower[index + 1]
        opened = (
            following in DETERMINERS
            or self.view.words[index + 1][:1].isupper()
            or self.knowledge.title(self.view.words[index + 1]) is not None
        )
        return bool(
            left and right and opened and following not in ("de", "d'", "du", "des") and left[0].person and right[0].person
            and left[0].start == self.view.start[first]
        )  # fmt: skip

    def _simple(self, start: int, end: int, quotation: Quotation | None) -> tuple[Entity | None, str]:
        first, last = self.view.tokens(start, end)
        capital = any(word[:1].isupper() for word in self.view.words[first + 1 : last])
        whole = self.knowledge.actor(self.view.text[start:end]) if capital else None
        if whole is not None and not self.registry.names_at(start, end):
            return self.registry.by_known(whole), "lexicon" if whole.kind == "person" else whole.kind
        name = self._head_name(start, end)
        if name is not None:
            entity = self.registry.entity_of[name.start]
            return self._complete(entity, name, start, end), self._how(entity, name, start)
        around = self.registry.name_around(start, end)
        if around is not None:
            return self.registry.entity_of[around.start], "apposition"
        phrase = read_phrase(self.view, start, end, self.knowledge)
        if phrase is None:
            return None, "unresolved:no_noun"
        return self._description(phrase, start, end, quotation)

    def _complete(self, entity: Entity, name: Name, start: int, end: int) -> Entity:
        return entity

    def _how(self, entity: Entity, name: Name, start: int) -> str:
        if entity.kind in ("state", "metonym"):
            return "metonym" if entity.kind == "metonym" else "state"
        if entity.kind == "organization":
            return "organization"
        if len(name.words) > 1:
            return "full_name" if name.outer_start >= start and not name.descriptions else "apposition"
        if entity.id and len(entity.positions) <= 1:
            return "lexicon"
        if name.titled or name.descriptions:
            return "title"
        return "surname" if len(entity.keys) > 1 and entity.keys[-1] == bare(name.words[-1]) else "name"

    def _head_name(self, start: int, end: int) -> Name | None:
        """The name that a source phrase is about: at its beginning, after its title, or in apposition to it."""
        view = self.view
        names = self.registry.names_in(start, end)
        if not names:
            return None
        first, _ = view.tokens(start, end)
        for name in names:
            name_first, _ = view.tokens(name.title_start, name.end)
            before = view.lower[name_first - 1] if name_first else ""
            lead = view.lower[first:name_first]
            if (
                name.words[0].lower() in _REALMS
                and len(names) > 1
                and names[1].known
                and names[1].known.kind == "state"
            ):
                return names[1]
            if name.known is not None and all(
                word in DETERMINERS
                or view.pos[first + i] == "ADJ"
                or name.known.kind == "state"
                and view.pos[first + i] == "NOUN"
                and self.knowledge.noun(word) is None
                for i, word in enumerate(lead)
            ):
                return name
            if not lead or self._only_article(lead):
                # An organisation's name runs on in lower case (*l'Agence régionale de santé*): read as a phrase.
                if self._runs_on(name, end):
                    return None
                return name
            if name.descriptions and any(start <= d.start and d.end <= name.start for d in name.descriptions):
                if name.outer_start <= start + 1:
                    return name
                continue
            if before in ("la", "le", "l'") and name_first > 1 and view.words[name_first - 2] == ",":
                if self._whole_chunk(name, end) and not self.knowledge.person_noun(view.lower[first]):
                    return name
            if before == "," and self._whole_chunk(name, end):
                head = self._lead_noun(first, name_first)
                if head is not None and (
                    self.knowledge.person_noun(view.lower[head]) or name.person or name.article is None
                ):
                    return name
            kind_noun = name_first - 1
            while (
                kind_noun > first
                and stem(view.words[kind_noun]) not in _STEMMED_KINDS
                and view.pos[kind_noun] in ("ADJ", "NOUN")
            ):
                kind_noun -= 1
            if (
                kind_noun >= first
                and stem(view.words[kind_noun]) in _STEMMED_KINDS
                and all(view.pos[i] in ("DET", "ADJ", "NOUN") for i in range(first, kind_noun))
                and not self._runs_on(name, end)
            ):
                return name
            lead_noun = self._lead_noun(first, name_first)
            if lead_noun is None:
                continue
            between = view.lower[lead_noun + 1 : name_first]
            if not any(word in ("de", "d'", "du", "des", "à", "au", "aux", "en", "par", ",", "et") for word in between):
                if stem(view.words[lead_noun]) in _STEMMED_KINDS and not self._runs_on(name, end):
                    return name
                if self.knowledge.person_noun(view.lower[lead_noun]) is not None and name.person:
                    return name
            elif stem(view.words[lead_noun]) in _STEMMED_KINDS and before not in (
                "de",
                "d'",
                "du",
                "des",
                "à",
                "au",
                "en",
                "la",
                "l'",
                "le",
                ",",
            ):
                if view.lower[lead_noun] in ("agence", "république", "royaume", "média", "site", "maison", "groupe"):
                    return name
            elif view.lower[lead_noun] in ("république", "royaume", "état", "principauté") and before in (
                "de",
                "du",
                "d'",
            ):
                return name
        return None

    def _only_article(self, lead: Sequence[str]) -> bool:
        """Whether nothing but an article and a title (*le Dr, cheikh*) or an opening mark stands before a name."""
        rest = lead[1:] if lead[0] in DETERMINERS or lead[0] in ("d'", "de") else lead
        return all(self.knowledge.title(word) is not None or word in ("(", '"', "«", "“") for word in rest)

    def _lead_noun(self, first: int, stop: int) -> int | None:
        for index in range(first, stop):
            if (
                self.view.pos[index] in ("NOUN", "PROPN")
                or self.knowledge.person_noun(self.view.lower[index]) is not None
            ):
                return index
        return None

    def _runs_on(self, name: Name, end: int) -> bool:
        """Whether a capitalised common noun goes on in lower case: *Institut national de la statistique*."""
        if name.person or name.known is not None:
            return False
        index = self.view.token(name.end)
        if index >= len(self.view) or self.view.start[index] >= end:
            return False
        return self.view.lower[index] in ("de", "d'", "du", "des") or self.view.pos[index] in ("ADJ", "NOUN")

    def _whole_chunk(self, name: Name, end: int) -> bool:
        return name.end >= end or self.view.text[name.end :].lstrip()[:1] in (",", "(", "") or name.end + 1 >= end

    # -- pronouns ------------------------------------------------------------------------------------

    def _first_person(self, quotation: Quotation) -> tuple[Entity | None, str]:
        outer = quotation.within
        if outer is not None and outer in self.speaker:
            return self.speaker[outer], "first_person"
        return None, "unresolved:first_person"

    def _impersonal(self, start: int, quotation: Quotation) -> tuple[Entity | None, str]:
        if quotation.within is not None:
            return None, "unresolved:impersonal"
        entity = self.antecedents.find(
            start, None, "s", own=quotation.quotation_id, accept=lambda e: e.kind == "organization"
        )
        return (entity, "impersonal") if entity is not None else (None, "unresolved:impersonal")

    def _pronoun(self, start: int, text: str, quotation: Quotation) -> tuple[Entity | None, str]:
        gender, number = THIRD[text]
        exclude: list[Entity] = []
        outer = quotation.within
        if outer in self.speaker and self.by_id[outer].kind == "direct":
            exclude.append(self.speaker[outer])
        find = self.antecedents.find
        position = start
        own = quotation.quotation_id
        if number == "p":
            entity = find(position, gender, "p", within=outer, own=own, exclude=exclude)
            pair = self._pair_before(position)
            if pair is not None and (entity is None or entity.last_before(position) < pair[1]):
                return pair[0], "pronoun"
            return (entity, "pronoun") if entity else (None, "unresolved:no_antecedent")
        entity = find(
            position, gender, number, within=outer, own=own, exclude=exclude, speakers_first=text not in LATTER
        )
        if entity is None:
            return None, "unresolved:no_antecedent"
        return entity, "latter" if text in LATTER else "pronoun"

    def _pair_before(self, position: int) -> tuple[Entity, int] | None:
        """Two persons joined by *et* in the sentence of ``position`` or the one before."""
        sentence = self.view.sentence(position)
        names = [
            n
            for n in self.registry.names_in(max(0, position - 600), position)
            if self.registry.entity_of[n.start].kind == "person"
        ]
        for left, right in reversed(list(zip(names, names[1:], strict=False))):
            if sentence - self.view.sentence(right.start) > 2:
                break
            between = flat(self.view.text[left.outer_end : right.outer_start]).strip(" ,")
            if between in ("et", "et de", "et du", "et d'", "et par", "et à", "et avec"):
                return self._group(
                    (self.registry.entity_of[left.start], self.registry.entity_of[right.start])
                ), right.start
        return None

    # -- descriptions ---------------------------------------------------------------------------------

    def _subject(self, start: int, end: int) -> Entity | None:
        """Entity of a subject noun phrase outside the sources, for pronouns to refer to."""
        phrase = read_phrase(self.view, start, end, self.knowledge)
        if phrase is None:
            return None
        if self._describing or not self._can_speak(phrase):
            return None
        self._describing += 1
        try:
            definite = phrase.determiner in ("le", "la", "l'", "ce", "cet", "cette")
            if (
                definite
                and phrase.number == "s"
                and phrase.gender
                and self._person_noun(phrase.head)
                and not self._new_office(phrase)
            ):
                known = self._by_description(phrase, start)
                if known is None and not self.registry.names_in(start, end):
                    known = self.antecedents.find(
                        start, phrase.gender, "s", accept=lambda e: e.kind == "person" and bool(e.keys)
                    )
                if known is not None:
                    return known
            return self._simple(start, end, None)[0]
        finally:
            self._describing -= 1

    def _holder(self, phrase: Phrase, position: int) -> Entity | None:
        """Who held an office: at the article's date; undated, whoever of its holders the article names."""
        knowledge, date = self.knowledge, self.view.date
        for home in (None, self.home):
            if date and (holder := knowledge.holder(phrase.text, (date,), home)) is not None:
                return self.registry.by_known(holder)
            ids = knowledge.holders(phrase.text, home)
            named = [e for e in self.registry.entities if e.id in ids]
            if len(named) > 1:
                named = [e for e in named if e.last_before(position) >= 0][-1:] if not date else []
            if named:
                return named[0]
            if not date and home is None and (holder := knowledge.holder(phrase.text, self.dates[-1:])) is not None:
                return self.registry.by_known(holder)
        return None

    def _person_noun(self, word: str) -> str | None:
        return self.knowledge.person_noun(word) or ("mf" if is_demonym(word) else None)

    def _can_speak(self, phrase: Phrase) -> bool:
        """Whether a subject is of a kind that a later *il, elle* that speaks may stand for."""
        return (
            self._person_noun(phrase.head) is not None
            or phrase.head in ORGANS
            or phrase.head.rstrip("s") in ORGANS
            or phrase.head in DOCUMENTS
            or phrase.head in ANAPHORIC
            or phrase.head in ("celui", "celle", "gens", "personnes", "personne")
            or phrase.text[:1].isupper()
        )

    def _description(
        self, phrase: Phrase, start: int, end: int, quotation: Quotation | None
    ) -> tuple[Entity | None, str]:
        view, knowledge = self.view, self.knowledge
        determiner = phrase.determiner or ""
        head = stem(phrase.head)
        lower = phrase.head
        if determiner in POSSESSIVE_FIRST and quotation is not None:
            found = self._first_person_office(phrase, quotation)
            if found is not None:
                return found, "first_person"
        if lower in NAMED_KINDS and _QUOTED.search(view.text[start:end]):
            return self._as_written(phrase, start, end, quotation), "organization"
        if lower in ("celui", "celle") and quotation is not None:
            entity = self.antecedents.find(
                start, "m" if lower == "celui" else "f", "s", within=quotation.within, own=quotation.quotation_id,
                accept=lambda e: e.kind == "person",
            )  # fmt: skip
            return (entity, "description") if entity is not None else (None, "unresolved:no_antecedent")
        if lower in SIDES:
            for key_index in range(*view.tokens(phrase.start, phrase.end)):
                state = knowledge.state(view.words[key_index])
                if state is not None:
                    return self.registry.by_known(state), "state"
        if lower in DOCUMENTS:
            issuer = self._issuer(phrase, start, end, quotation)
            if issuer is not None:
                self._issuers[head] = issuer
                return issuer, "issuer"
        if not indefinite(phrase) or determiner == "":
            entity = self._by_description(phrase, start)
            if entity is not None:
                return entity, "office" if head in OFFICES else "description"
        known = knowledge.actor(phrase.text)
        if known is not None:
            return self.registry.by_known(known), "lexicon"
        if not indefinite(phrase):
            entity = self._holder(phrase, start)
            if entity is not None:
                return entity, "office"
        if (
            lower in ("couple", "duo", "paire")
            or phrase.number == "p"
            and view.lower[max(0, phrase.head_index - 1)] == "deux"
        ):
            pair = self._last_pair(start)
            if pair is not None:
                return pair, "pair"
        person = self._person_noun(view.words[phrase.head_index])
        definite = determiner in ("le", "la", "l'", "ce", "cet", "cette")
        unknown = (
            person is None
            and knowledge.noun(lower) is None
            and lower not in DOCUMENTS
            and lower not in ORGANS
            and lower not in ANAPHORIC
            and not phrase.text[:1].isupper()
            and quotation is not None
            and quotation.kind == "direct"
        )
        human = person is not None or unknown
        if definite and phrase.number == "s" and human and quotation is not None and not self._new_office(phrase):
            earlier = self._earlier(phrase) if phrase.bare else None
            if earlier is not None:
                return self._as_written(earlier, start, end, quotation), "as_introduced"
            for named in (True, False):
                entity = self.antecedents.find(
                    start, phrase.gender, "s", within=quotation.within, own=quotation.quotation_id,
                    accept=lambda e, named=named: e.kind == "person" and (bool(e.keys) or not named),  # type: ignore[misc]
                    bonus=0.8,
                )  # fmt: skip
                if entity is not None:
                    return entity, "description"
                if named and self._opening(start):
                    entity = self.antecedents.after(end, phrase.gender, "s", lambda e: self._introduced_after(e, end))
                    if entity is not None:
                        return entity, "cataphora"
        if definite and phrase.number == "s" and quotation is not None:
            entity = self._organization(phrase, start, quotation)
            if entity is not None:
                return entity, "organization"
        if determiner == "les" and phrase.bare and quotation is not None:
            earlier = self._earlier(phrase)
            if earlier is not None and not self._complemented(earlier) and earlier.start < start:
                return self._as_written(earlier, start, end, quotation), "as_introduced"
        if definite and quotation is not None and person is None:
            earlier = self._earlier(phrase)
            if earlier is not None:
                return self._as_written(earlier, start, end, quotation), "as_introduced"
        if determiner in POSSESSIVE and phrase.number == "s" and person is not None and self._opening(start):
            entity = self.antecedents.after(end, phrase.gender, "s", lambda e: self._introduced_after(e, end))
            if entity is not None:
                return entity, "cataphora"
        if determiner in POSSESSIVE and phrase.number == "s" and phrase.bare and quotation is not None:
            owner = self.antecedents.find(
                start, None, "p" if determiner == "leur" else "s", within=quotation.within, own=quotation.quotation_id
            )
            if owner is not None and owner.kind == "person" and owner.keys:
                return self._owned(phrase, owner, start), "possessive"
        return self._as_written(phrase, start, end, quotation), "as_written"

    def _opening(self, position: int) -> bool:
        """Whether this is the headline or lead, where descriptions come before the names."""
        return self.view.paragraph(position) <= 1

    def _introduced_after(self, entity: Entity, position: int) -> bool:
        return (
            entity.kind == "person"
            and entity.gender is not None
            and len(entity.keys) > 1
            and entity.positions[0] > position
            and self.view.paragraph(entity.positions[0]) <= 3
        )

    def _owned(self, phrase: Phrase, owner: Entity, start: int) -> Entity:
        """Somebody known only as somebody's: *sa famille* → *famille de X*."""
        link = "d'" if bare(owner.name[:1]) in "aeiouyh" else "de "
        name = f"{phrase.text} {link}{owner.name}"
        for _, entity in self._unnamed.get(stem(phrase.head), ()):
            if entity.name == name:
                return entity
        kind = "person" if self._person_noun(phrase.head) is not None else "unknown"
        entity = Entity(name=name, kind=kind, gender=phrase.gender, number="s", positions=[start])  # type: ignore[arg-type]
        self._unnamed.setdefault(stem(phrase.head), []).append((phrase, entity))
        return entity

    def _earlier(self, phrase: Phrase) -> Phrase | None:
        """The fuller phrase under which a bare *le médecin, le parquet* was brought in: *un médecin généraliste*."""
        view = self.view
        if self._nouns is None:
            self._nouns = {}
            for index, tag in enumerate(view.pos):
                if tag in ("NOUN", "PROPN", "ADJ"):
                    self._nouns.setdefault(bare(view.words[index]), []).append(index)
        own = self._person_noun(phrase.head) is not None
        best: Phrase | None = None
        for index in self._nouns.get(bare(phrase.head), ())[:12]:
            if index >= phrase.head_index and (own or best is not None):
                break
            if index == 0 or view.lower[index - 1] not in DETERMINERS:
                continue
            other = read_phrase(view, view.start[index - 1], view.end[strict_end(view, index)], self.knowledge)
            if other is None or other.bare or other.number != phrase.number or other.head != phrase.head:
                continue
            if other.determiner in POSSESSIVE or not flat(other.text).startswith(flat(phrase.text)):
                continue
            if len(other.text) > len(phrase.text) and (best is None or len(other.keys) < len(best.keys)):
                best = other
        return best

    def _new_office(self, phrase: Phrase) -> bool:
        """Whether an office with its place or institution brings in a holder not named so far."""
        if phrase.bare:
            return False
        first, last = self.view.tokens(phrase.start, phrase.end)
        lower = self.view.lower
        if any(lower[i] in ("de", "d'") and lower[i + 1] in ("un", "une") for i in range(first, last - 1)):
            return True
        if stem(phrase.head) not in OFFICES:
            return False
        return any(self.view.words[i][:1].isupper() for i in range(first + 1, last))

    def _expanded(self, keys: frozenset[str]) -> frozenset[str]:
        """The keys with those of the long name for each acronym among them."""
        more = {stem(word) for key in keys for word in self.registry.acronyms.get(key, "").split() if len(word) > 3}
        return keys | more if more else keys

    def _by_description(self, phrase: Phrase, position: int) -> Entity | None:
        """The entity the document introduced with this head noun and nothing that contradicts the rest."""
        head = stem(phrase.head)
        candidates = list(self.registry.by_head.get(head, ()))
        office = self.knowledge.office(phrase.text, self.home)
        if office is not None:
            candidates += [e for e in self.registry.by_office.get(office, ()) if e not in candidates]
        rest = self._expanded(phrase.keys - {head})
        best: tuple[float, int] | None = None
        chosen: Entity | None = None
        for entity in candidates:
            if phrase.number != entity.number or phrase.gender and entity.gender and phrase.gender != entity.gender:
                continue
            overlap = -1.0
            former = any(d.former for d in entity.descriptions if stem(d.head) == head)
            if phrase.places and any(d.places and not d.places & phrase.places for d in entity.descriptions):
                continue
            if office is not None and office in entity.offices:
                overlap = 2.0
            elif office is not None and entity.offices:
                continue
            for description in entity.descriptions:
                if stem(description.head) != head:
                    continue
                known = self._expanded(description.keys - {head})
                if rest <= known:
                    overlap = max(overlap, 1.0 + 0.1 * len(rest))
                elif rest & known:
                    overlap = max(overlap, 0.6)
                elif not known or not self._complemented(phrase) or not self._complemented(description):
                    overlap = max(overlap, 0.2)
            if overlap < 0:
                continue
            before = entity.last_before(position)
            key = (overlap + (0.5 if before >= 0 else 0) + (0.3 if former == phrase.former else 0), before)
            if best is None or key > best:
                best, chosen = key, entity
        return chosen

    def _complemented(self, phrase: Phrase) -> bool:
        """Whether a description says of what (*ministre de la Santé*), not only of what kind (*célèbre réalisateur*)."""
        first, last = self.view.tokens(phrase.start, phrase.end)
        return any(self.view.lower[i] in ("de", "d'", "du", "des", "à", "au", "aux") for i in range(first, last))

    def _first_person_office(self, phrase: Phrase, quotation: Quotation) -> Entity | None:
        """The office of *notre président*, in the country of the outer speaker."""
        outer = self.speaker.get(quotation.within or "")
        country = outer.country if outer is not None else None
        if country is None and outer is not None:
            country = next((office.partition("@")[2] for office in outer.offices), None)
        if country is None:
            return None
        holder = self.knowledge.holder(phrase.text, self.dates, country)
        return self.registry.by_known(holder) if holder is not None else None

    def _issuer(self, phrase: Phrase, start: int, end: int, quotation: Quotation | None) -> Entity | None:
        """Who issued a document, if named beside it (*de X, par X, sondage X*) or beside an earlier mention of it."""
        view = self.view
        for name in self.registry.names_in(start, end):
            index, _ = view.tokens(name.outer_start, name.end)
            before = view.lower[index - 1] if index else ""
            if before in ("l'", "la", "le", "les"):
                before = view.lower[index - 2] if index > 1 else ""
            entity = self.registry.entity_of[name.start]
            if view.lower[index] in ("du", "des"):
                before = view.lower[index]
            if index - 1 == phrase.head_index or before == "par":
                return entity
            preposition = index if view.lower[index] == before else index - 1
            if view.lower[preposition] in ("l'", "la", "le", "les"):
                preposition -= 1
            if before in ("du", "de", "d'", "des") and preposition - phrase.head_index <= 2:
                return entity
        first, last = view.tokens(phrase.head_index and view.start[phrase.head_index], end)
        for index in range(first + 1, last - 1):
            if view.lower[index] not in ("du", "de", "d'", "des", "par"):
                continue
            body = index + 1
            while body < last - 1 and view.lower[body] in DETERMINERS:
                body += 1
            if view.lower[index] != "par" and index - phrase.head_index > 2:
                break
            noun = view.lower[body]
            stop = body - 1 if body - 1 > index else index
            if (
                noun in ORGANS
                or noun.rstrip("s") in ORGANS
                or self.knowledge.person_noun(noun) is not None
                and stop > index
            ):
                return self._simple(
                    view.start[stop if stop > index or view.lower[index] in ("du", "des") else body], end, quotation
                )[0]
            break
        if phrase.determiner in DEFINITE and phrase.bare or phrase.determiner in DEMONSTRATIVE:
            if stem(phrase.head) in self._issuers:
                return self._issuers[stem(phrase.head)]
            if view.lower[phrase.head_index - 1] == "même" and quotation is not None:
                return self.antecedents.find(
                    start,
                    None,
                    "s",
                    own=quotation.quotation_id,
                    accept=lambda e: e.kind in ("organization", "unknown", "person"),
                )
        return None

    def _last_pair(self, position: int) -> Entity | None:
        for quotation in sorted(self.quotations, key=lambda q: -q.start):
            entity = self.speaker.get(quotation.quotation_id)
            if entity is not None and len(entity.members) == 2 and quotation.start < position:
                return entity
        persons = [e for e in self.registry.entities if e.kind == "person" and len(e.keys) > 1]
        groups: dict[str, list[Entity]] = {}
        for entity in persons:
            for part in set(entity.keys[-1].split("-")):
                groups.setdefault(part, []).append(entity)
        pairs = [group for group in groups.values() if len(group) == 2]
        return self._group(tuple(pairs[0])) if len(pairs) == 1 else None

    def _organization(self, phrase: Phrase, position: int, quotation: Quotation) -> Entity | None:
        """The organisation that *l'institution, cette source, le musée* takes up."""
        head = phrase.head
        same = self.view.lower[max(0, phrase.head_index - 1)] == "même" or phrase.determiner in DEMONSTRATIVE
        for earlier, entity in reversed(self._unnamed.get(stem(head), [])):
            if earlier.head == head and earlier.number == "s" and (same or phrase.keys <= earlier.keys):
                return entity
        if head not in ANAPHORIC or not (phrase.bare or same or len(phrase.keys) <= 2) or phrase.text[:1].isupper():
            return None
        if head == "source" and not (phrase.bare or same):
            return None
        if not phrase.bare and any(
            self.view.words[i][:1].isupper() for i in range(*self.view.tokens(phrase.start, phrase.end))
        ):
            return None
        return self.antecedents.find(
            position, None, "s", within=quotation.within, own=quotation.quotation_id, accept=lambda e: e.kind in ("organization", "metonym"),
        )  # fmt: skip

    def _as_written(self, phrase: Phrase, start: int, end: int, quotation: Quotation | None) -> Entity:
        head = stem(phrase.head)
        for earlier, entity in self._unnamed.get(head, ()):
            if earlier.number != phrase.number or earlier.head != phrase.head:
                continue
            if earlier.keys == phrase.keys or phrase.keys <= earlier.keys and not indefinite(phrase):
                return entity
        text = phrase.text
        quoted = _QUOTED.search(self.view.text[start:end])
        if quoted is not None and phrase.head in NAMED_KINDS:
            text = quoted[1]
        person = self._person_noun(phrase.head)
        kind = (
            "person"
            if person is not None and phrase.number == "s"
            else "document"
            if phrase.head in DOCUMENTS
            else "unknown"
        )
        noun = self.knowledge.noun(phrase.head)
        if phrase.text[:1].isupper() or phrase.head in ANAPHORIC or noun is not None and noun[0] == "organization":
            kind = "organization" if kind == "unknown" else kind
        entity = Entity(
            name=text,
            kind=kind,
            gender=phrase.gender,
            number=phrase.number,
            descriptions=[phrase],
            positions=[start],  # type: ignore[arg-type]
        )
        self._unnamed.setdefault(head, []).append((phrase, entity))
        return entity


_REALMS: Final = frozenset({"république", "royaume", "état", "principauté", "confédération", "fédération"})
_STEMMED_KINDS: Final = frozenset(stem(word) for word in NAMED_KINDS)


def _dates(view: View) -> tuple[str, ...]:
    """The article's date; without one the last years that its text mentions."""
    if view.date:
        return (view.date,)
    years = Counter(re.findall(r"\b(?:19[5-9]\d|20[0-4]\d)\b", view.text))
    return tuple(sorted(years))[-3:]


def _home(view: View, registry: Registry, knowledge: Knowledge) -> str | None:
    """The country the article is about: the one whose name and adjective it uses most, if clearly."""
    counts: Counter[str] = Counter()
    for name in registry.names:
        if name.known is not None and name.known.kind in ("state", "metonym") and name.known.country:
            counts[name.known.country] += 1
    for index, tag in enumerate(view.pos):
        if tag in ("ADJ", "NOUN", "PROPN") and len(view.words[index]) > 3:
            state = knowledge.state(view.words[index])
            if state is not None and state.country:
                counts[state.country] += 1
    ranked = counts.most_common(2)
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][1] < 2 * ranked[1][1]:
        return None
    return ranked[0][0]


def _content_words(text: str) -> set[str]:
    return {stem(word) for word in re.findall(r"\w{4,}", text)}
