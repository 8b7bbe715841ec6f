"""Pronouns as sources: third person by antecedent, first person by the quotation around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from claimx.lexicon.function_words import THOSE
from claimx.records import Quotation
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.impersonal import Impersonal
from claimx.stages.speakers.openings import sayer_start
from claimx.stages.speakers.owners import is_named_person
from claimx.stages.speakers.phrases import read_phrase
from claimx.stages.speakers.ranking import Mode
from claimx.stages.speakers.words import DETERMINERS, SINGULAR_DEFINITE, Gender, Number, bare, flat

THIRD: Final[dict[str, tuple[Gender | None, Number]]] = {
    "il": ("m", "s"), "elle": ("f", "s"), "ils": (None, "p"), "elles": ("f", "p"), "lui": ("m", "s"),
    "eux": (None, "p"), "celui-ci": ("m", "s"), "celle-ci": ("f", "s"), "ceux-ci": (None, "p"),
    "celles-ci": ("f", "p"), "ce dernier": ("m", "s"), "cette dernière": ("f", "s"), "ces derniers": (None, "p"),
    "ces dernières": ("f", "p"), "l'intéressé": ("m", "s"), "l'intéressée": ("f", "s"), "lui-même": ("m", "s"),
    "elle-même": ("f", "s"), "celui-là": ("m", "s"), "celle-là": ("f", "s"), "son": (None, "s"), "sa": (None, "s"),
    "ses": (None, "s"), "leur": (None, "p"), "leurs": (None, "p"), "qui": (None, "s"), "ce premier": ("m", "s"),
    "l'": (None, "s"), "le même": ("m", "s"), "la même": ("f", "s"), "le premier": ("m", "s"), "le second": ("m", "s"),
}  # fmt: skip
LATTER: Final = frozenset(
    {"celui-ci", "celle-ci", "ceux-ci", "celles-ci", "ce dernier", "cette dernière", "ces derniers", "ces dernières"}
    | {"celui-là", "celle-là"}
)
_ONE_OF_THEM = re.compile(r"l'une? d(?:'entre )?(?:'?eux|'?elles)")
_CONCERNED = re.compile(r"l[ea] (?:principale?|première?) (intéressée?)(?: [a-z]+-même)?$")
_BOTH = frozenset({"tous deux", "toutes deux", "tous les deux", "toutes les deux", "l'un et l'autre"})
NOBODY: Final = frozenset({"personne", "nul", "quiconque"})
_SUBJECTS: Final = frozenset({"il", "elle", "ils", "elles"})
_CONCEDING: Final = frozenset(
    {("s'",), ("si",), ("même", "s'"), ("même", "si"), ("mais", "s'"), ("mais", "si"), ("et", "s'"), ("et", "si")}
    | {("bien", "qu'"), ("quoiqu'",), ("quoi", "qu'")}
)
"""What opens a clause whose subject the main clause names."""
_AFTER_TOPIC = 4
"""Tokens from the comma behind *quant à X* within which a pronoun is about it."""
FIRST: Final = frozenset(
    {"je", "j'", "j", "me", "m'", "moi", "nous", "moi-même", "nous-mêmes", "mon", "ma", "notre", "nos", "mes"}
)


class Pronouns(Impersonal):
    """Rules for sources that are a pronoun, and the entry to all rules for one source."""

    def resolve(self, start: int, end: int, quotation: Quotation) -> tuple[Entity | None, str]:
        """Return the entity of the source ``text[start:end]`` and the rule that found it."""
        memo = self._memo.get((start, end))
        if memo is not None:
            return memo
        result = self._resolve(start, end, quotation)
        self._memo[start, end] = result
        return result

    def _resolve(self, start: int, end: int, quotation: Quotation) -> tuple[Entity | None, str]:
        start = sayer_start(self.view, self.registry, self.knowledge, start, end)
        text = flat(self.view.text[start:end]).strip(" ,-–\n").removeprefix("t-")
        text = _CONCERNED.sub(r"l'\1", text)
        if text in FIRST:
            return self._first_person(quotation)
        if text in NOBODY:
            return None, "unresolved:indefinite"
        if text == "on":
            return self._impersonal(start, quotation)
        counted = self._counted(text, start, quotation)
        if counted is not None:
            return counted
        if text in _BOTH:
            pair = self._two_before(start)
            return (pair, "pair") if pair is not None else (None, "unresolved:no_antecedent")
        if text in THIRD:
            return self._pronoun(start, end, text, quotation)
        apposed = self._apposed_pronoun(start, end, quotation)
        if apposed is not None:
            return apposed
        family = self._family(start, end)
        if family is not None:
            return family, "pair"
        parts = self._parts(start, end)
        if len(parts) > 1:
            self._share_surname(parts)
            members = self._joined(parts, quotation)
            if members:
                return self._group(members), "joint"
        return self._simple(start, end, quotation)

    def _apposed_pronoun(self, start: int, end: int, quotation: Quotation) -> tuple[Entity | None, str] | None:
        """*ce dernier, X*; *l'une d'elles, X*: the name behind the comma; *ce dernier, ancien marin*: the pronoun."""
        comma = self.view.text.find(",", start, end)
        if comma < 0:
            return None
        head = flat(self.view.text[start:comma]).strip()
        if head not in THIRD and not _ONE_OF_THEM.fullmatch(head):
            return None
        named = self.registry.names_in(comma, end)[:1]
        if (
            named
            and self.registry.entity_of[named[0].start].kind == "person"
            and self.view.token(named[0].outer_start) - self.view.token(comma) <= 2
        ):
            return self.registry.entity_of[named[0].start], "apposition"
        if head not in THIRD:
            named_one = self._named_behind(comma, end)
            return (named_one, "apposition") if named_one is not None else None
        return self._pronoun(start, comma, head, quotation) if head in THIRD else None

    def _named_behind(self, comma: int, end: int) -> Entity | None:
        """Whom *l'une d'elles, Prisons sans murs; l'un d'eux, le colonel à la retraite X* names."""
        if self.view.lower[self.view.token(comma) + 1] in SINGULAR_DEFINITE:
            person = self._simple(comma + 2, end, None)[0]
            return person if person is not None and person.keys else None
        text = self.view.text[comma + 1 : end].strip(" ,\u00a0")
        named = self.registry.names_in(comma, end)[:1]
        if not text[:1].isupper() or "," in text:
            return None
        if named and named[0].end >= end - 1:
            return self.registry.entity_of[named[0].start]
        return Entity(text, "organization", keys=tuple(map(bare, text.split())), positions=[comma + 2])

    def _joined(self, parts: Sequence[tuple[int, int]], quotation: Quotation) -> tuple[Entity, ...]:
        """The members of a joint source, each somebody else."""
        members: list[Entity] = []
        for start, end in parts:
            text = flat(self.view.text[start:end]).strip()
            if text in THIRD:
                entity = self._pronoun(start, end, text, quotation)[0]
            elif text.partition(" ")[0] in THOSE and (other := self._other_of(start, end, parts)):
                entity = other
            elif self.knowledge.title(text) is not None and (spouse := self._named_after(start, end, parts)):
                entity = spouse
            else:
                entity = self._simple(start, end, quotation)[0]
            if entity in members and (phrase := read_phrase(self.view, start, end, self.knowledge)) is not None:
                entity = self._as_written(phrase, start, end)
            if entity is not None:
                members.append(entity)
        return tuple(members)

    def _other_of(self, start: int, end: int, parts: Sequence[tuple[int, int]]) -> Entity | None:
        """Who *celui de la Justice* is behind *le ministre de l'Intérieur et*: of the same noun."""
        first = read_phrase(self.view, *parts[0], self.knowledge)
        _, _, rest = self.view.text[start:end].partition(" ")
        if first is None or not rest or first.start >= start:
            return None
        head = self.view.words[first.head_index]
        return Entity(f"{head} {rest}", self._kind(first), gender=first.gender, positions=[start])

    def _named_after(self, start: int, end: int, parts: Sequence[tuple[int, int]]) -> Entity | None:
        """Who the lone title of *M. et Mme Lin* is: of the surname in the last part."""
        names = self.registry.names_in(*parts[-1])
        if len(names) != 1 or not names[0].titled:
            return None
        title = self.view.text[start:end].strip()
        gender = self.knowledge.title(title)
        return Entity(
            name=f"{title} {names[0].words[-1]}",
            kind="person",
            gender=gender if gender in ("m", "f") else None,  # type: ignore[arg-type]
            positions=[start],
        )

    def _first_person(self, quotation: Quotation) -> tuple[Entity | None, str]:
        outer = quotation.within
        if outer is not None and outer in self.speaker:
            return self.speaker[outer], "first_person"
        return None, "unresolved:first_person"

    def _others(self, quotation: Quotation) -> list[Entity]:
        """Who is not meant by a pronoun that says ``quotation``: who quotes it, and whom it names.

        Nor whoever spoke before a label that is one (*Le juge : « … » Lui : « … »*).
        """
        found: list[Entity] = []
        if quotation.within in self.speaker and self.by_id[quotation.within].kind == "direct":
            found.append(self.speaker[quotation.within])
        if quotation.rule == "colon_speaker" and self.speaker:
            found.append(next(reversed(self.speaker.values())))
        return found + list(self._named_inside(quotation))

    def _pronoun(self, start: int, end: int, text: str, quotation: Quotation) -> tuple[Entity | None, str]:
        gender, number = THIRD[text]
        outer = quotation.within
        exclude = self._others(quotation)
        find = self.antecedents.find
        position = start
        own = quotation.quotation_id
        topic = self._topic(start, gender, number)
        if topic is not None and topic not in exclude:
            return topic, "pronoun"
        main = self._of_main_clause(start, gender, number, quotation) if text in _SUBJECTS else None
        if main is not None and main not in exclude:
            return main, "pronoun"
        coming = self._fronted(start, gender, number, quotation) if text in _SUBJECTS else None
        if coming is not None and coming not in exclude:
            return coming, "cataphora"
        last = self._latter(start, gender, number, quotation) if text in LATTER else None
        if last is not None and last not in exclude:
            return last, "latter"
        if number == "p":
            entity = find(position, gender, "p", mode="plural", within=outer, own=own, exclude=exclude)
            pair = self._pair_before(position)
            if pair is not None and (entity is None or entity.last_before(position) < pair[1]):
                return pair[0], "pronoun"
            if entity is None and outer is None and self._opening(start):
                coming = self._several_after(end, gender, quotation)
                return (coming, "cataphora") if coming is not None else (None, "unresolved:no_antecedent")
            return (entity, "pronoun") if entity else (None, "unresolved:no_antecedent")
        owner = self._owner_in_clause(start, number, quotation) if text in ("son", "sa", "ses") else None
        if owner is not None and owner not in exclude:
            return owner, "pronoun"
        mode: Mode = "latter" if text in LATTER else "owner" if text in ("son", "sa", "ses") else "pronoun"
        entity = None
        if text.startswith("l'intéressé"):
            entity = self._concerned(position, gender, quotation, exclude)
        entity = entity or find(position, gender, number, mode=mode, within=outer, own=own, exclude=exclude)
        if entity is None:
            return self._without_antecedent(start, end, gender, quotation)
        coming = self._named_later(entity, start, end)
        if coming is not None:
            return coming, "cataphora"
        if entity.kind == "document" and entity.descriptions:
            owner = self._owner(entity.descriptions[0].head, start)
            if owner is not None:
                return owner, "issuer"
        return entity, "latter" if text in LATTER else "pronoun"

    def _of_main_clause(self, start: int, gender: Gender | None, number: Number, quotation: Quotation) -> Entity | None:
        """*X a rejeté ces accusations, qu'il juge « … »*: the subject on whose object the relative clause is."""
        view, index = self.view, self.view.token(start)
        outer = quotation.within
        spoken = outer in self.by_id and self.by_id[outer].kind == "direct"
        if spoken or index < 2 or view.lower[index - 1] not in ("que", "qu'"):
            return None
        if view.lower[index - 2] != ",":
            return None
        sentence = view.sentence(start)
        subjects = [e for e in self.antecedents.before(start) if e.subject and e.level is None]
        near = [e for e in subjects if view.sentence(e.start) == sentence]
        entity = self.antecedents.entity(near[-1]) if near else None
        if entity is None or entity.number not in (number, None) or entity.gender not in (gender, None):
            return None
        return entity

    def _owner_in_clause(self, start: int, number: Number, quotation: Quotation) -> Entity | None:
        """Whose *son* is in *X a renouvelé son appel*: of the subject of its clause, if only a verb parts the two."""
        view, index = self.view, self.view.token(start) - 1
        if quotation.cue_start is None or view.token(quotation.cue_start) - index > 3:
            return None
        verb = index
        while verb > 0 and view.pos[verb] in ("VERB", "AUX", "ADV"):
            verb -= 1
        if verb == index or not any(view.morph(i, "VerbForm") == "Fin" for i in range(verb + 1, index + 1)):
            return None
        subjects = [e for e in self.antecedents.before(start) if e.subject and e.level == quotation.within]
        subject = next((e for e in subjects if view.sentence(e.start) == view.sentence(start)), None)
        entity = self.antecedents.entity(subject) if subject is not None else None
        return entity if entity is not None and entity.number == number else None

    def _topic(self, start: int, gender: Gender | None, number: Number) -> Entity | None:
        """Who *Quant à X, il …* is about."""
        view = self.view
        first = view.token(view.sentence_starts[view.sentence(start)])
        if view.lower[first : first + 1] != ["quant"] or view.lower[first + 1] not in ("à", "au", "aux"):
            return None
        comma = view.text.find(",", view.start[first], start)
        relative = comma >= 0 and view.lower[view.token(comma) + 1] in ("qui", "que", "qu'", "dont", "où")
        last = view.text.rfind(",", comma, start) if relative else comma
        if comma < 0 or view.token(start) - view.token(last) > _AFTER_TOPIC:
            return None
        begin = first + 1 if view.lower[first + 1] != "à" else first + 2
        if view.lower[begin] not in DETERMINERS and not view.words[begin][:1].isupper():
            return None  # *Quant à savoir si …*
        entity = self._simple(view.start[begin], comma, None)[0]
        agrees = entity is not None and entity.number == number and not (gender and entity.gender not in (None, gender))
        return entity if agrees else None

    def _fronted(self, start: int, gender: Gender | None, number: Number, quotation: Quotation) -> Entity | None:
        """Who *S'il approuve …, le ministre regrette …* is about: the sayer that opens the main clause."""
        view, index = self.view, self.view.token(start)
        first = view.token(view.sentence_starts[view.sentence(start)])
        if tuple(view.lower[first:index]) not in _CONCEDING or quotation.cue_end is None:
            return None
        for event in self.antecedents.subjects(quotation.cue_end, view.sentence_end(start)):
            named = self.registry.names_in(event.start, event.span[1])[:1]
            before = view.token(min(event.start, named[0].outer_start) if named else event.start) - 1
            before -= view.lower[before] in SINGULAR_DEFINITE  # an article that a name stands behind
            if view.words[before] != "," or event.level not in (None, quotation.within):
                continue
            entity = self.antecedents.entity(event)
            if entity is None or entity.number != number or gender and entity.gender not in (None, gender):
                return None
            body = entity.kind in ("organization", "person", "metonym")
            return entity if body or self._can_say(entity.descriptions[0].head if entity.descriptions else "") else None
        return None

    def _concerned(
        self, position: int, gender: Gender | None, quotation: Quotation, exclude: Sequence[Entity]
    ) -> Entity | None:
        """Whom *l'intéressé* takes up: somebody spoken about, so rather not who spoke last."""
        last = self._last_speaker(quotation)
        headline = [
            entity
            for entity in self._people
            if entity.positions[0] < self.view.sentence_end(0) and entity.gender in (None, gender)
        ]
        if len(headline) == 1 and headline[0] is not last and headline[0] not in exclude:
            return headline[0]  # whom the article is about
        for others in ([*exclude, last], exclude) if last is not None else (exclude,):
            entity = self.antecedents.find(
                position,
                gender,
                "s",
                within=quotation.within,
                own=quotation.quotation_id,
                exclude=others,
                accept=is_named_person,
            )
            if entity is not None:
                return entity
        return None

    def _without_antecedent(
        self, start: int, end: int, gender: Gender | None, quotation: Quotation
    ) -> tuple[Entity | None, str]:
        """Of a pronoun before which nobody fits: the issuer of *son rapport*, else who comes next."""
        if gender is not None and quotation.within is None:
            document = self._document_before(start, quotation, gender)
            if document is not None:
                return document, "issuer"
            if self._opening(start):
                entity = self.antecedents.after(end, gender, "s", lambda entity: entity.kind == "person")
                if entity is not None and self.view.paragraph(entity.positions[0]) <= self.view.paragraph(start) + 1:
                    return entity, "cataphora"
        return None, "unresolved:no_antecedent"

    def _named_later(self, entity: Entity, start: int, end: int) -> Entity | None:
        """Whom the lead calls by a noun (*la femme accusée de …, elle*) and the next paragraphs by name."""
        phrase = entity.descriptions[0] if entity.descriptions else None
        if entity.keys or entity.kind != "person" or phrase is None or phrase.determiner not in SINGULAR_DEFINITE:
            return None
        return self._coming(phrase, start, end)

    def _pair_before(self, position: int, reach: int = 2) -> tuple[Entity, int] | None:
        """Two persons joined by *et* in the sentence of ``position`` or the ``reach`` before."""
        sentence = self.view.sentence(position)
        names = [
            n
            for n in self.registry.names_in(max(0, position - 300 * reach), position)
            if self.registry.entity_of[n.start].kind == "person"
        ]
        for left, right in reversed(list(pairwise(names))):
            if sentence - self.view.sentence(right.start) > reach:
                break
            between = flat(self.view.text[left.outer_end : right.outer_start]).strip(" ,")
            if between in ("et", "et de", "et du", "et d'", "et par", "et à", "et avec"):
                return self._group(
                    (self.registry.entity_of[left.start], self.registry.entity_of[right.start])
                ), right.start
        return None
