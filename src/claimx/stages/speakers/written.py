"""Sources that stay as written: the phrase itself, or the fuller one under which somebody was brought in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from claimx.lexicon.function_words import POSSESSIVES
from claimx.records import SpeakerKind
from claimx.stages.speakers.context import Context
from claimx.stages.speakers.entity import Entity
from claimx.stages.speakers.nouns import ANAPHORIC, CIRCLES, DOCUMENTS, NAMED_KINDS
from claimx.stages.speakers.phrase_extent import strict_end
from claimx.stages.speakers.phrases import Phrase, indefinite, read_phrase
from claimx.stages.speakers.words import DETERMINERS, QUOTED, bare, flat, stem

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_LOOKED = 12
"""Places of a noun at which a fuller phrase is looked for."""
_OWNED_BY = {
    "le": "du ", "du": "du ", "au": "du ", "la": "de la ", "l'": "de l'", "les": "des ", "un": "du ", "une": "de la ",
}  # fmt: skip


class AsWritten(Context):
    """Rules for sources that nobody named stands behind."""

    def _earlier(self, phrase: Phrase, start: int | None = None) -> Phrase | None:
        """The fuller phrase under which a bare *le médecin, le parquet* was brought in: *un médecin généraliste*.

        With ``start`` only what stands before that character.
        """
        view = self.view
        own = self._person_noun(phrase.head) is not None
        best: Phrase | None = None
        for index in islice(self._nouns_of(bare(phrase.head)), _LOOKED):
            if index >= phrase.head_index and (own or best is not None or start is not None):
                break
            if index in (0, phrase.head_index) or view.lower[index - 1] not in DETERMINERS:
                continue
            other = read_phrase(
                view, view.start[index - 1], view.end[strict_end(view, index, self.knowledge)], self.knowledge
            )
            if other is None or other.bare or other.number != phrase.number or other.head != phrase.head:
                continue
            if other.determiner in POSSESSIVES or not flat(other.text).startswith(flat(phrase.text)):
                continue
            if len(other.text) > len(phrase.text) and (best is None or len(other.keys) < len(best.keys)):
                best = other
        return best

    def _nouns_of(self, key: str) -> Iterator[int]:
        keys, pos = self.view.bare, self.view.pos
        index = -1
        for _ in range(keys.count(key)):
            index = keys.index(key, index + 1)
            if pos[index] in _NOMINAL:
                yield index

    def _as_written(self, phrase: Phrase, start: int, end: int) -> Entity:
        head = stem(phrase.head)
        for earlier, entity in self._unnamed.get(head, ()):
            if earlier.number != phrase.number or earlier.head != phrase.head:
                continue
            if earlier.keys == phrase.keys or phrase.keys <= earlier.keys and not indefinite(phrase):
                return entity
        text = self._with_full_name(phrase) or phrase.text
        quoted = QUOTED.search(self.view.text[start:end])
        if quoted is not None and phrase.head in NAMED_KINDS:
            text = quoted[1]
        kind = self._kind(phrase)
        entity = Entity(
            name=text,
            kind=kind,
            gender=phrase.gender,
            number=phrase.number,
            descriptions=[phrase],
            positions=[start],
            fields={
                name for name in self.knowledge.fields(phrase.head) if (kind == "person") != name.startswith("body.")
            },
        )
        self._unnamed.setdefault(head, []).append((phrase, entity))
        return entity

    def _with_full_name(self, phrase: Phrase) -> str | None:
        """*l'entourage de M. Roux* → *entourage de Luc Roux*: those around somebody go by the full name."""
        names = self.registry.names_in(phrase.start, phrase.end) if phrase.head in CIRCLES else []
        if len(names) != 1 or names[0].end != phrase.end or not names[0].person:
            return None
        entity = self.registry.entity_of[names[0].start]
        link = self.view.token(names[0].outer_start) - 1
        around = entity.kind == "person" and self.view.lower[link] in ("de", "d'") and link == phrase.head_index + 1
        if not around or entity.name.count(" ") == 0:
            return None
        return phrase.text.split()[0] + (" d'" if bare(entity.name[0]) in "aeiouyh" else " de ") + entity.name

    def _kind(self, phrase: Phrase) -> SpeakerKind:
        if phrase.number == "s" and self._person_noun(phrase.head) is not None:
            return "person"
        noun = self.knowledge.noun(phrase.head)
        if phrase.head in DOCUMENTS or noun is not None and noun[0] == "document":
            return "document"
        body = phrase.text[:1].isupper() or phrase.head in ANAPHORIC or noun is not None and noun[0] == "organization"
        return "organization" if body else "unknown"

    def _owned(self, phrase: Phrase, owner: Entity, start: int, article: str | None = None) -> Entity:
        """Somebody known only as somebody's: *sa famille* → *famille de X*, with the owner's ``article``."""
        # *une commune de l'Aude … son avocate*: by then it is *la commune*
        new = not owner.keys and bool(owner.descriptions) and indefinite(owner.descriptions[0])
        of = owner.descriptions[0].head if new else owner.name
        vowel = bare(of[:1]) in "aeiouyh"
        link = _OWNED_BY.get(article or "") or ("d'" if vowel else "de ")
        if vowel and new and link in ("du ", "de la "):
            link = "de l'"
        name = f"{phrase.text} {link}{of}"
        for _, entity in self._unnamed.get(stem(phrase.head), ()):
            if entity.name == name:
                return entity
        entity = Entity(name=name, kind=self._kind(phrase), gender=phrase.gender, number="s", positions=[start])
        self._unnamed.setdefault(stem(phrase.head), []).append((phrase, entity))
        return entity
