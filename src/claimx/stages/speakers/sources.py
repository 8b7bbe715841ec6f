"""Sources that are one sayer: names, with descriptions handed on."""

from __future__ import annotations

from collections.abc import Sequence

from claimx.lexicon.function_words import DEFINITE_ARTICLES
from claimx.records import Quotation
from claimx.stages.line_signs import sign_behind
from claimx.stages.speakers.coordination import Coordination
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.name import REAL_NAME, Name
from claimx.stages.speakers.nouns import ANAPHORIC, CIRCLES, COMPANY_KINDS, NAMED_AFTER, ORGANS, REALMS, STEMMED_KINDS
from claimx.stages.speakers.phrases import Phrase, read_phrase
from claimx.stages.speakers.words import DETERMINERS, bare, stem

_LINKING = frozenset({"de", "d'", "du", "des", "à", "au", "aux", "en", "par", ",", "et", "la", "l'", "le", "les"})
_COMPANY_OR_OTHER = STEMMED_KINDS | COMPANY_KINDS
_WITH_COMPLEMENT = STEMMED_KINDS | {"fabricant", "exploitant"}
"""Kinds of organisations whose name may follow a complement (*l'agence de presse Ansa*)."""


class Sources(Coordination):
    """Rules that read a source phrase: which name it is about."""

    def _simple(self, start: int, end: int, quotation: Quotation | None) -> tuple[Entity | None, str]:
        first, last = self.view.tokens(start, end)
        capital = any(word[:1].isupper() for word in self.view.words[first + 1 : last])
        text = self.view.text[start:end]
        whole = self.knowledge.actor(text) if capital else None
        if whole is not None and whole.kind == "person" and self._from_there(first, last):
            whole = None
        if whole is not None and not self.registry.names_at(start, end) and self.registry.meant(text, whole):
            return self.registry.by_known(whole, text), "lexicon" if whole.kind == "person" else whole.kind
        name = self._head_name(start, end)
        if name is not None:
            entity = self.registry.entity_of[name.start]
            known_as = self._known_as(name, entity, quotation)
            if known_as is not None:
                return known_as, "pseudonym"
            return entity, self._how(entity, name, start)
        around = self.registry.name_around(start, end)
        if around is not None:
            return self.registry.entity_of[around.start], "apposition"
        phrase = read_phrase(self.view, start, end, self.knowledge)
        if phrase is None:
            return None, "unresolved:no_noun"
        body = self._body_apposed(phrase, start, end)
        if body is not None:
            return self._simple(body, end, quotation)[0], "apposition"
        return self._description(phrase, start, end, quotation)

    def _from_there(self, first: int, last: int) -> bool:
        """Whether *le Breton* says where somebody is from, whatever known person is so called."""
        article = last - first == 2 and self.view.lower[first] in ("le", "la")
        return article and self.knowledge.demonym(self.view.words[first + 1]) is not None

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
        # *le maire (DVG)*: what stands in brackets behind a noun is a party or a place.
        names = [
            name
            for name in self.registry.names_in(start, end)
            if self.view.text[name.start - 1 : name.start] != "(" or name.person or name.start <= start + 1
        ]
        first, _ = self.view.tokens(start, end)
        for index, name in enumerate(names):
            following = names[index + 1] if index + 1 < len(names) else None
            if name.words[0].lower() in REALMS and following and following.known and following.known.kind == "state":
                return following
            if any(
                other.person and other.descriptions and other.outer_start < name.start for other in names[index + 1 :]
            ):
                continue  # *la députée UDC de Berne Anna Chalet*: party and place are part of the title
            at, _ = self.view.tokens(name.title_start, name.end)
            if self._opens_with(name, first, at):
                if name.article and name.known is None and self.registry.by_head.get(stem(name.words[0])):
                    return None
                # An organisation's name runs on in lower case (*l'Agence régionale de santé*): read as a phrase.
                return None if self._runs_on(name, end) else name
            if self._around_somebody(name, first, at):
                continue
            titled = any(start <= d.start and d.end <= name.start for d in name.descriptions)
            if titled and name.outer_start <= start + 1:
                return name
            if (
                titled
                and self._after_comma(name)
                or self._apposed(name, first, at, end)
                or self._called(name, first, at, end)
            ):
                return name
        return None

    def _around_somebody(self, name: Name, first: int, at: int) -> bool:
        """Whether a name behind a comma only says whose or of what: *le cabinet de la ministre, X; …du groupe, Y*."""
        view = self.view
        comma = view.token(name.outer_start if view.lower[at - 1] != "," else name.start) - 1
        comma = at - 1 if view.words[at - 1] == "," else comma
        if view.words[comma] != "," or comma <= first:
            return False
        head = self._lead_noun(first, comma)
        if head is None or head == comma - 1 or view.lower[head + 1] not in ("de", "d'", "du"):
            return False
        last = view.lower[comma - 1]
        if self.knowledge.person_noun(view.lower[head]) is not None:
            return last in ANAPHORIC and not name.person
        return view.lower[head] in CIRCLES | ORGANS and self.knowledge.person_noun(last) is not None

    def _known_as(self, name: Name, entity: Entity, quotation: Quotation | None) -> Entity | None:
        """Whom *X de son vrai nom* takes up: the person in focus, whom the article calls by the pseudonym."""
        if quotation is None or not REAL_NAME.match(self.view.text, name.end):
            return None
        return self.antecedents.find(
            name.start,
            entity.gender,
            "s",
            within=quotation.within,
            own=quotation.quotation_id,
            exclude=(entity,),
            accept=lambda other: other.kind == "person" and bool(other.keys),
        )

    def _body_apposed(self, phrase: Phrase, start: int, end: int) -> int | None:
        """Where the name begins in *son parti, le Rassemblement pour le X*."""
        comma = self.view.text.find(",", phrase.end, end)
        if phrase.head not in ANAPHORIC or comma < 0:
            return None
        first, last = self.view.tokens(comma + 1, end)
        named = first + 1 < last and self.view.lower[first] in DEFINITE_ARTICLES
        return self.view.start[first] if named and self.view.words[first + 1][:1].isupper() else None

    def _after_comma(self, name: Name) -> bool:
        """Whether a name with its title stands in apposition: *la cheffe du service, le professeur X*."""
        index = self.view.token(name.outer_start) - 1
        return name.person and index >= 0 and self.view.words[index] == ","

    def _opens_with(self, name: Name, first: int, at: int) -> bool:
        """Whether only an article, a title or, before a known name, an adjective stands before the name."""
        lead = self.view.lower[first:at]
        body = name.organization and not name.person  # *un député Renaissance* is no body
        if not lead or self._only_article(lead) and not (body and self.knowledge.title(lead[-1]) is not None):
            return True
        known = name.known
        if len(lead) == 2 and lead[0] in ("le", "la", "l'") and self.knowledge.state(lead[1]) is not None:
            return self.view.words[first + 1][:1].islower()  # *le français X*, a company
        return known is not None and all(
            word in DETERMINERS
            # *un député Renaissance*, whatever the tagger makes of the noun
            or self.view.pos[index] == "ADJ"
            and self.knowledge.person_noun(word) is None
            or known.kind == "state"
            and self.view.pos[index] == "NOUN"
            and self.knowledge.noun(word) is None
            for index, word in enumerate(lead, first)
        )

    def _apposed(self, name: Name, first: int, at: int, end: int) -> bool:
        """Whether the name stands between commas after the noun it belongs to: *le patron de la BDI, X*."""
        view = self.view
        if not self._whole_chunk(name, end):
            return False
        if view.lower[at - 1] in ("la", "le", "l'") and at > 1 and view.words[at - 2] == ",":
            return not self.knowledge.person_noun(view.lower[first])
        if view.words[at - 1] != ",":
            return False
        head = self._lead_noun(first, at)
        if head is None:  # *la principale, X*
            return name.person and at - first == 3 and view.pos[first + 1] == "ADJ"
        return bool(self.knowledge.person_noun(view.lower[head]) or name.person or name.article is None)

    def _called(self, name: Name, first: int, at: int, end: int) -> bool:
        """Whether a noun right before the name says what bears it: *le quotidien X, l'agence de presse X*."""
        view = self.view
        # *le groupe Danone* is a company, *le groupe CRCE* one of a parliament.
        company = name.known is not None or not name.words[0].isupper()
        kinds = _COMPANY_OR_OTHER if company else STEMMED_KINDS
        noun = at - 1
        while noun > first and stem(view.words[noun]) not in kinds and view.pos[noun] in ("ADJ", "NOUN"):
            noun -= 1
        commas = [index for index in range(first, noun) if view.words[index] == ","]
        first = commas[-1] + 1 if commas else first  # *Le constructeur, le groupe italien X*
        kind = noun >= first and stem(view.words[noun]) in kinds and not self._runs_on(name, end)
        if kind and view.lower[noun] == "groupe" and name.known is None:
            kind = noun < at - 1  # *le groupe italien X*; *le groupe X* may be one of a parliament
        if kind and all(view.pos[index] in ("DET", "ADJ", "NOUN") for index in range(first, noun)):
            return True
        head = self._lead_noun(first, at)
        if head is None:
            return False
        between = view.lower[head + 1 : at]
        if not any(word in _LINKING for word in between):
            if name.end >= end - 1 and len(name.words) > 1 and name.known is None and at - head == 1:
                # *le shérif X Y*: a noun that nothing knows, right before a full name
                return self.knowledge.noun(view.lower[head]) is None and stem(view.lower[head]) not in NAMED_AFTER
            return self.knowledge.person_noun(view.lower[head]) is not None and name.person
        return stem(view.lower[head]) in _WITH_COMPLEMENT and view.lower[at - 1] not in _LINKING and name.end >= end - 1

    def _only_article(self, lead: Sequence[str]) -> bool:
        """Whether only an article and titles (*le Dr, cheikh, SM le roi*) or an opening mark stand before a name."""
        rest = lead[1:] if lead[0] in DETERMINERS or lead[0] in ("d'", "de") else lead
        return all(
            self.knowledge.title(word) is not None
            or word in ("(", '"', "«", "“")
            or word in ("le", "la")
            and index > 0
            and self.knowledge.title(rest[index - 1]) is not None
            for index, word in enumerate(rest)
        )

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
        return self.view.lower[index] in ("de", "d'", "du", "des", "aux", "sans", "pour") or self.view.pos[index] in (
            "ADJ",
            "NOUN",
        )

    def _whole_chunk(self, name: Name, end: int) -> bool:
        return name.end >= end or sign_behind(self.view.text, name.end) in (",", "(", "") or name.end + 1 >= end
