"""Claims of a document: its quotations one by one, each with what the ones around it say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from spacy.tokens import Doc

from claimx.lexicon.codebook import Codebook
from claimx.lexicon.stance import load_stance
from claimx.records import Claim, Polarity, Quotation
from claimx.stages.claims.acts import GENERAL_ACTS
from claimx.stages.claims.assertions import assertions_of, modality_of
from claimx.stages.claims.choice import choose
from claimx.stages.claims.core import THIRD, Assertion
from claimx.stages.claims.dates import ClaimDate, claim_date
from claimx.stages.claims.drafts import Draft, code, picked, topic_of_cue, with_topic
from claimx.stages.claims.holders import Holder, act_holders
from claimx.stages.claims.labels import labels
from claimx.stages.claims.models import load_models
from claimx.stages.claims.names import Names
from claimx.stages.claims.options import Content, options_of
from claimx.stages.claims.readings import CueReading, addressee_of, content_sentences, cue_reading, told_then
from claimx.stages.claims.tokens import Tok, View

_CODED: Final = 0.85
"""Confidence of a claim that a codebook coded (share right over the two articles, rounded down)."""
_UNTOLD: Final = 0.9
"""Confidence of a quotation whose stage told none."""
_POLARITY: Final[dict[int, Polarity]] = {1: "positive", -1: "negative", 0: "neutral"}


class ClaimStructurer:
    """Gives each quotation of a document its claims.

    Takes compiled codebooks; the first codes first, one marked ``fallback`` only what no other has coded.
    """

    def __init__(self, codebooks: Sequence[Codebook], names: Names | None = None) -> None:
        self.codebooks = tuple(codebooks)
        self.names = names or Names()

    def __call__(self, doc: Doc) -> list[Claim]:
        """Return the claims of a document whose quotations are resolved, in order of position."""
        quotations: list[Quotation] = doc._.quotations
        if not quotations:
            return []
        view = View(doc, self.names)
        books = [book for book in self.codebooks if book.covers(view.text)]
        by_id = {item.quotation_id: item for item in quotations}
        children: dict[str, list[Quotation]] = defaultdict(list)
        for item in quotations:
            if item.within in by_id:
                children[str(item.within)].append(item)
        claims: list[Claim] = []
        asked: dict[int, Draft] = {}
        last: tuple[int, tuple[int, int]] = (-2, (0, 0))
        for quotation in quotations:
            if view.paragraphs and view.paragraphs[view.paragraph_at(quotation.start)][2] == "furniture":
                continue
            reading = cue_reading(view, quotation)
            place = view.paragraph_at(quotation.start)
            before = view.between(*last[1]) if place - last[0] <= 1 else ()
            drafts = self._drafts(view, quotation, children[quotation.quotation_id], reading, books, before)
            if reading.act == "reply" and place in asked:
                drafts = [_answer(draft, asked[place]) for draft in drafts]
            for draft in drafts:
                if draft.act == "ask":
                    asked[place] = draft
            if drafts:
                last = (place, drafts[-1].words)
            else:
                continue
            chain = _chain(quotation, by_id)
            when = claim_date(view, quotation, view.date)
            speakers = list(act_holders(view, quotation)) or [
                Holder(speaker.name, speaker.id) for speaker in quotation.speakers
            ]
            then = told_then(view, quotation, reading)
            for draft in drafts:
                claims += self._claims(view, quotation, chain, speakers, draft, when, len(claims), then=then)
        return claims

    def _drafts(
        self,
        view: View,
        quotation: Quotation,
        inner: Sequence[Quotation],
        reading: CueReading,
        books: Sequence[Codebook],
        before: Sequence[Tok],
    ) -> list[Draft]:
        sentences = _own_sentences(view, quotation, inner, reading)
        drafts: list[Draft] = []
        previous: Assertion | None = None
        telling = _telling(sentences)
        who = _sayer_gender(view, quotation)
        read = [_read(tokens, reading, number, who) for number, tokens in enumerate(telling)]
        if not any(read):
            return []
        if any(not book.fallback for book in books):
            for assertions in read:
                for assertion in assertions:
                    drafts += code(view, quotation, assertion, reading, previous, books)
                    previous = assertion
            topical = [] if any(draft.coded for draft in drafts) else topic_of_cue(view, quotation, drafts, books)
            drafts = topical or drafts
            if any(draft.coded for draft in drafts):
                return _once(drafts)
        content = options_of(view, telling, quotation, before, read)
        picks = choose(content, reading, quotation.kind, load_models())
        return [with_topic(view, picked(view, quotation, pick), sentences, books) for pick in picks]

    def contents(
        self, doc: Doc, named: Mapping[str, tuple[int, int]]
    ) -> Iterator[tuple[Quotation, Content, CueReading]]:
        """Yield each quotation of a document with its options and its cue's reading, for training.

        ``named``: where the issue of a quotation stands, by its id, for what takes up the one before.
        """
        quotations: list[Quotation] = doc._.quotations
        view = View(doc, self.names)
        place, last = -2, (0, 0)
        for quotation in quotations:
            inner = [item for item in quotations if item.within == quotation.quotation_id]
            reading = cue_reading(view, quotation)
            sentences = _own_sentences(view, quotation, inner, reading)
            own = view.paragraph_at(quotation.start)
            before = view.between(*last) if own - place <= 1 else ()
            telling = _telling(sentences)
            who = _sayer_gender(view, quotation)
            read = [_read(tokens, reading, number, who) for number, tokens in enumerate(telling)]
            content = options_of(view, telling, quotation, before, read)
            yield quotation, content, reading
            if quotation.quotation_id in named:
                place, last = own, named[quotation.quotation_id]

    def _claims(
        self,
        view: View,
        quotation: Quotation,
        chain: Sequence[str],
        speakers: Sequence[Holder],
        draft: Draft,
        when: ClaimDate,
        count: int,
        *,
        then: bool,
    ) -> Iterator[Claim]:
        names = [holder.name for holder in speakers if holder.name]
        own = ", ".join(names) or None
        via = (*chain, *names) if draft.holders else tuple(chain)
        start, end = evidence(view, draft, quotation)
        polarity = _POLARITY[draft.sign]
        modality = draft.assertion.modality
        if then and modality == "conditional":
            modality = modality_of(draft.assertion.clause, then=True)
        issue_start, issue_end = whole_words(view.text, *draft.words)
        words = view.text[issue_start:issue_end]
        english, french = labels(
            draft.act, polarity, None if draft.topical else draft.issue, words, infinitive=draft.infinitive
        )
        for number, holder in enumerate(draft.holders or speakers or [Holder(None, None)], count + 1):
            yield Claim(
                claim_id=f"c{number:02d}",
                quotation_id=quotation.quotation_id,
                claimant_name=holder.name,
                claimant_id=holder.id,
                speaker_name=own,
                via=via,
                addressee=addressee_of(view, quotation, draft.act, chain[-1] if chain else None),
                act=draft.act,
                polarity=polarity,
                negated=draft.assertion.negated,
                modality=modality,
                issue_id=draft.issue.id if draft.issue else None,
                issue_label_fr=draft.issue.fr if draft.issue else None,
                issue_label_en=draft.issue.en if draft.issue else None,
                issue_text=words,
                issue_start=issue_start,
                issue_end=issue_end,
                text=view.text[start:end],
                start=start,
                end=end,
                label_en=english,
                label_fr=french,
                date=when.date,
                rule=draft.rule,
                confidence=round(_confidence(quotation, draft), 3),
                claimant_stands_for=self.names.stands_for(holder.id),
                speaker_ids=tuple(holder.id for holder in speakers),
                date_basis=when.basis,
                date_text=when.words,
            )


def _confidence(quotation: Quotation, draft: Draft) -> float:
    """Return how likely issue and side are right; of claims a codebook coded only a guess."""
    own = _CODED if draft.sureness is None else load_models().confidence_of(draft.sureness)
    return own * (quotation.confidence or _UNTOLD)


def _filler(tokens: Sequence[Tok]) -> bool:
    fillers = load_stance().fillers
    return all(tok.lower in fillers or not _written(tok) for tok in tokens) or all(
        tok.pos == "PROPN" or not _written(tok) for tok in tokens
    )


def _written(tok: Tok) -> bool:
    return any(map(str.isalpha, tok.lower))


def _chain(quotation: Quotation, by_id: dict[str, Quotation]) -> list[str]:
    """Return the speakers of the relations around a quotation, outermost first."""
    chain: list[str] = []
    seen = {quotation.quotation_id}
    outer = by_id.get(quotation.within or "")
    while outer is not None and outer.quotation_id not in seen:
        seen.add(outer.quotation_id)
        chain = [*(speaker.name for speaker in outer.speakers), *chain]
        outer = by_id.get(outer.within or "")
    return chain


def _answer(draft: Draft, question: Draft) -> Draft:
    """Give an answer that names no issue the issue of the question it answers."""
    if draft.coded or not question.coded:
        return draft
    return replace(draft, issue=question.issue, coded=True, rule=f"{draft.rule}+answer")


def _once(drafts: Sequence[Draft]) -> list[Draft]:
    """Keep of coded drafts each issue once, by the more telling act."""
    kept: dict[tuple[Any, ...], Draft] = {}
    for draft in drafts:
        if not draft.coded or draft.issue is None:
            continue
        key = (tuple(holder.name for holder in draft.holders), draft.issue.id)
        old = kept.get(key)
        if old is None or old.act in GENERAL_ACTS and draft.act not in GENERAL_ACTS:
            kept[key] = draft
    return list(kept.values())


def _own_sentences(
    view: View, quotation: Quotation, inner: Sequence[Quotation], reading: CueReading
) -> list[list[Tok]]:
    """Return a content's tokens by sentence: without what its inner relations hold, unless that is all there is.

    Who only tells what somebody says leaves the claim to them; who rejects or regrets it (*rejette l'appel de l'ONU à
    un cessez-le-feu*) makes one too.
    """
    sentences = content_sentences(view, quotation, inner)
    if sentences or not inner or reading.act in GENERAL_ACTS or reading.act == "ask":
        return sentences
    return content_sentences(view, quotation, ())


def _telling(sentences: Sequence[Sequence[Tok]]) -> list[Sequence[Tok]]:
    return [tokens for tokens in sentences if not _filler(tokens)]


def _sayer_gender(view: View, quotation: Quotation) -> str:
    """``m`` or ``f`` as the article before who says it tells, else empty."""
    if quotation.source_start is None or quotation.source_end is None:
        return ""
    first = next(iter(view.between(quotation.source_start, quotation.source_end)), None)
    return _GENDERS.get(first.lower, "") if first is not None else ""


_GENDERS: Final = {"le": "m", "un": "m", "la": "f", "une": "f"}
_OTHER_GENDER: Final = {"m": ("elle", "elles"), "f": ("il", "ils"), "": ()}
"""Pronouns that can't take up a sayer of that gender."""


def _read(tokens: Sequence[Tok], reading: CueReading, number: int, gender: str) -> list[Assertion]:
    """Return the assertions of a content's sentence; in the first one under *dit que* the speaker may be *il, elle*."""
    after_que = reading.frame == "que" and not number
    told = (after_que or reading.frame == "inf" and not number) and reading.act in GENERAL_ACTS
    first = next((tok.lower for tok in tokens if tok.lower in THIRD), "") if told else ""
    told = told and first not in _OTHER_GENDER[gender]
    return assertions_of(tokens, after_que=after_que, told=told)


_CLOSING: Final = {"«": "»", "“": "”", "(": ")"}
_BLANKS: Final = (" ", "\u00a0", "\u202f")
_AHEAD: Final = 40
"""Characters after an issue's words within which the mark that closes one in them is taken in."""


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return an issue's span without a full stop at its end, with the other one of a pair of marks that it cuts."""
    if end - start > 1 and text[end - 1] == "." and text[end - 3 : end - 2] != ".":
        end -= 1
    for opening, closing in (*_CLOSING.items(), ('"', '"')):
        piece = text[start:end]
        odd = piece.count('"') % 2 if opening == '"' else piece.count(opening) - piece.count(closing)
        before = start - 1 if text[start - 1 : start] in _BLANKS else start
        opens = odd > 0 and (opening != '"' or text[start + piece.rindex('"') + 1 :][:1].isalnum())
        if opens and (place := _closing(text, end, opening, closing)) >= 0:
            end = place + 1
        elif odd and (opening == '"' or odd < 0) and before and text[before - 1] == opening:
            start = before - 1
    return start, end


def _closing(text: str, end: int, opening: str, closing: str) -> int:
    """Return where a pair of marks closes behind a stretch, within its sentence; -1 if it doesn't."""
    after = end + 1 if text[end : end + 1] in _BLANKS else end
    if text[after : after + 1] == closing:
        return after
    ahead = text[end : end + _AHEAD]
    place = ahead.find(closing)
    if place < 0 or any(mark in ahead[:place] for mark in (*".;:?!\n", *({opening} - {closing}))):
        return -1
    return end + place


def evidence(view: View, draft: Draft, quotation: Quotation) -> tuple[int, int]:
    """Return the characters of the clause that a claim rests on, within the quotation's span."""
    start, end = draft.assertion.clause.span
    return max(start, quotation.start), min(end, max(quotation.end, end))
