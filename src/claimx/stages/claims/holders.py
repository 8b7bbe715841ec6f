"""Who holds a position that a content gives to somebody but its speaker: *la réponse américaine*, *Moscou souhaite*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from claimx.lexicon.stance import load_stance
from claimx.records import Quotation
from claimx.stages.claims.anaphora import antecedents
from claimx.stages.claims.core import Assertion
from claimx.stages.claims.tokens import Tok, View

_STRETCH: Final = 3000
_BRACKETS: Final = frozenset('()[]«»"“”')
_REACH: Final = 4
"""Paragraphs before its own that the holder of *la réponse* is looked for in."""


@dataclass(slots=True, unsafe_hash=True)  # not frozen: that makes each one take twice as long
class Holder:
    """A claimant: name and the lexicon's id, if it is there."""

    name: str | None
    id: str | None


def holders_of(view: View, assertion: Assertion, quotation: Quotation) -> tuple[Holder, ...]:
    """Return the claimants an assertion names itself; empty where the quotation's speakers hold it."""
    if not assertion.holder:
        return ()
    speakers = {speaker.name.casefold() for speaker in quotation.speakers}
    if assertion.holder_noun:
        found = noun_holders(view, assertion.holder) or _earlier(view, assertion.holder[0])
    else:
        found = _named(view, assertion.holder)
        found = [holder for holder in found if not _inside(holder.name, speakers)]
    if {(holder.name or "").casefold() for holder in found} <= speakers:
        return ()
    return tuple(found)


def act_holders(view: View, quotation: Quotation) -> tuple[Holder, ...]:
    """Return whose act speaks where the source is a pronoun for a noun of act (*la réponse est … Elle dit que*)."""
    nouns = load_stance().act_nouns
    if quotation.source_start is None or quotation.source_end is None or view.lemmas.isdisjoint(nouns):
        return ()
    source = [tok for tok in view.between(quotation.source_start, quotation.source_end) if not tok.is_mark]
    if len(source) == 1 and source[0].lower.lstrip("-") in ("elle", "il", "elles", "ils", "celle-ci", "celui-ci"):
        rows = antecedents(view, source)
        phrase = rows[0] if rows else ()
    else:
        phrase = tuple(source)
    place = next((index for index, tok in enumerate(phrase) if tok.is_noun), None)
    if place is None or phrase[place].lemma not in nouns:
        return ()
    return tuple(noun_holders(view, phrase[place:]) or _earlier(view, phrase[place]))


def _inside(name: str | None, speakers: set[str]) -> bool:
    plain = (name or "").casefold()
    return any(plain in speaker or speaker in plain for speaker in speakers)


def noun_holders(view: View, phrase: Sequence[Tok]) -> list[Holder]:
    """Return whose act a phrase names: *réponse des États-Unis et de l'OTAN*, *réponse américaine*."""
    found: list[Holder] = []
    index = 1
    while index < len(phrase):
        tok = phrase[index]
        if tok.pos == "PROPN":
            end = index
            while end + 1 < len(phrase) and (phrase[end + 1].pos == "PROPN" or phrase[end + 1].text in ("-", "’")):
                end += 1
            text = _joined(phrase[index : end + 1])
            found.append(_holder(view, text))
            index = end + 1
            continue
        if tok.pos == "ADJ" or tok.lemma != tok.lower:
            state = view.names.adjective_state(tok.lower)
            if state is not None:
                found.append(Holder(*state))
        index += 1
    return list(dict.fromkeys(found))


def _named(view: View, phrase: Sequence[Tok]) -> list[Holder]:
    proper = [index for index, tok in enumerate(phrase) if tok.pos == "PROPN"]
    if not proper:
        return []
    name = [tok for tok in phrase[proper[0] : proper[-1] + 1] if tok.text not in _BRACKETS]
    return [_holder(view, _joined(name))]


def _joined(tokens: Sequence[Tok]) -> str:
    parts: list[str] = []
    for index, tok in enumerate(tokens):
        if index and tokens[index - 1].end < tok.start:
            parts.append(" ")
        parts.append(tok.text)
    return "".join(parts)


def _holder(view: View, text: str) -> Holder:
    found = view.names.by_alias(text) or view.names.by_office(text, view.date)
    return Holder(*found) if found is not None else Holder(text, None)


def _earlier(view: View, noun: Tok) -> list[Holder]:
    """Return the holder that the last phrase with the same noun names: *la réponse américaine … la réponse*."""
    own = view.paragraph_at(noun.start)
    for index in range(own, max(-1, own - _REACH - 1), -1):
        start, end, _ = view.paragraphs[index]
        end = min(end, noun.start)
        tokens = view.between(max(start, end - _STRETCH), end)
        for place in range(len(tokens) - 1, -1, -1):
            if tokens[place].lemma == noun.lemma and tokens[place].is_noun and tokens[place].start < noun.start:
                last = place + 1
                while (
                    last < len(tokens)
                    and last < place + 9
                    and (
                        tokens[last].pos in ("ADJ", "PROPN", "ADP", "DET")
                        or tokens[last].lower in ("des", "du", "de", "et", "l'", "-")
                    )
                ):
                    last += 1
                if found := noun_holders(view, tokens[place:last]):
                    return found
    return []
