"""Claims of a document: its quotations one by one, each with what the ones around it say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from spacy.tokens import Doc

from claimx.lexicon.codebook import Codebook
from claimx.lexicon.stance import load_stance
from claimx.records import Claim, Polarity, Quotation
from claimx.stages.claims.acts import GENERAL_ACTS
from claimx.stages.claims.assertions import assertions_of
from claimx.stages.claims.core import Assertion
from claimx.stages.claims.dates import ClaimDate, claim_date
from claimx.stages.claims.drafts import Draft, code, span_of, topic_of_cue, with_topic
from claimx.stages.claims.holders import Holder, act_holders
from claimx.stages.claims.labels import labels
from claimx.stages.claims.names import Names
from claimx.stages.claims.readings import CueReading, addressee_of, content_sentences, cue_reading
from claimx.stages.claims.tokens import Tok, View

_POLARITY: Final[dict[int, Polarity]] = {1: "positive", -1: "negative", 0: "neutral"}
_NEAR: Final = 40
"""Quotations before and after a heading that it may repeat."""


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
        last: tuple[int, tuple[int, int]] | None = None
        for number, quotation in enumerate(quotations):
            if view.paragraphs and view.paragraphs[view.paragraph_at(quotation.start)][2] == "furniture":
                continue
            if self._echo(view, quotation, quotations[max(0, number - _NEAR) : number + _NEAR]):
                continue
            reading = cue_reading(view, quotation)
            drafts = self._drafts(view, quotation, children[quotation.quotation_id], reading, books)
            place = view.paragraph_at(quotation.start)
            if last is not None and place - last[0] <= 1:
                drafts = [_resumed(draft, last[1]) for draft in drafts]
            if reading.act == "reply" and place in asked:
                drafts = [_answer(draft, asked[place]) for draft in drafts]
            for draft in drafts:
                if draft.act == "ask":
                    asked[place] = draft
            if drafts:
                last = (place, drafts[-1].words)
            chain = _chain(quotation, by_id)
            when = claim_date(view, quotation, view.date)
            for draft in drafts:
                claims += self._claims(view, quotation, chain, draft, when, len(claims))
        return claims

    @staticmethod
    def _echo(view: View, quotation: Quotation, quotations: Sequence[Quotation]) -> bool:
        """Whether a heading only repeats words that a body quotation holds."""
        if not view.paragraphs or view.paragraphs[view.paragraph_at(quotation.start)][2] != "heading":
            return False
        plain = quotation.text.casefold().strip(' .«»"“”')
        return any(
            other.quotation_id != quotation.quotation_id
            and len(other.text) > len(quotation.text)
            and plain in other.text.casefold()
            for other in quotations
        )

    def _drafts(
        self,
        view: View,
        quotation: Quotation,
        inner: Sequence[Quotation],
        reading: CueReading,
        books: Sequence[Codebook],
    ) -> list[Draft]:
        sentences, wrapped = content_sentences(view, quotation, inner)
        drafts: list[Draft] = []
        previous: Assertion | None = None
        for tokens in sentences:
            if _filler(tokens):
                continue
            for assertion in assertions_of(tokens):
                drafts += code(view, quotation, assertion, reading, previous, books)
                previous = assertion
        topical = [] if any(draft.coded for draft in drafts) else topic_of_cue(view, quotation, drafts, books)
        drafts = topical or drafts
        if wrapped and all(
            draft.rule == "claim.topic" and not (draft.coded or draft.assertion.strong) for draft in drafts
        ):
            return []
        return [draft if draft.coded else with_topic(view, draft, sentences, books) for draft in _chosen(drafts)]

    def _claims(
        self, view: View, quotation: Quotation, chain: Sequence[str], draft: Draft, when: ClaimDate, count: int
    ) -> Iterator[Claim]:
        speakers = list(act_holders(view, quotation)) or [
            Holder(speaker.name, speaker.id) for speaker in quotation.speakers
        ]
        names = [holder.name for holder in speakers if holder.name]
        own = ", ".join(names) or None
        via = (*chain, *names) if draft.holders else tuple(chain)
        start, end = evidence(view, draft, quotation)
        polarity = _POLARITY[draft.sign]
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
                modality=draft.assertion.modality,
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
    own = 0.55 + 0.2 * draft.coded + 0.15 * draft.assertion.strong - 0.1 * bool(draft.assertion.anaphor)
    return own * (quotation.confidence or 0.9)


def _filler(tokens: Sequence[Tok]) -> bool:
    fillers = load_stance().fillers
    words = [tok for tok in tokens if any(char.isalpha() for char in tok.lower)]
    return all(tok.lower in fillers for tok in words) or all(tok.pos == "PROPN" for tok in words)


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


def _resumed(draft: Draft, words: tuple[int, int]) -> Draft:
    """Give a content that begins with *c'est …* the issue of the content before it."""
    assertion = draft.assertion
    if draft.coded or assertion.rule != "presentative" or draft.words != span_of(assertion.issue):
        return draft
    return replace(draft, words=words, infinitive=False, rule=f"{draft.rule}+resumed")


def _answer(draft: Draft, question: Draft) -> Draft:
    """Give an answer that names no issue the issue of the question it answers."""
    if draft.coded or not question.coded:
        return draft
    return replace(draft, issue=question.issue, coded=True, rule=f"{draft.rule}+answer")


def _chosen(drafts: Sequence[Draft]) -> list[Draft]:
    """Keep what a content claims: each coded issue once (the more telling act), without any the best of the others."""
    kept: dict[tuple[Any, ...], Draft] = {}
    for draft in drafts:
        if not draft.coded or draft.issue is None:
            continue
        key = (tuple(holder.name for holder in draft.holders), draft.issue.id)
        old = kept.get(key)
        if old is None or old.act in GENERAL_ACTS and draft.act not in GENERAL_ACTS:
            kept[key] = draft
    if kept:
        return list(kept.values())
    coordinate = [draft for draft in drafts if draft.assertion.clause.verb is None]
    if len(coordinate) > 1 and len(coordinate) == len(drafts):
        return list(drafts)[:3]
    return [max(drafts, key=_weight)] if drafts else []


def _weight(draft: Draft) -> tuple[float, int]:
    score = 2.0 * draft.assertion.strong + 1.0 * (draft.act not in GENERAL_ACTS) + 0.5 * bool(draft.holders)
    score -= 1.0 * (draft.words[1] - draft.words[0] < 4)
    return score, -draft.words[0]


_CLOSING: Final = {"«": "»", "“": "”", "(": ")"}


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return an issue's span without a full stop at its end, with the other one of a pair of marks that it cuts."""
    if end - start > 1 and text[end - 1] == "." and text[end - 3 : end - 2] != ".":
        end -= 1
    for opening, closing in (*_CLOSING.items(), ('"', '"')):
        piece = text[start:end]
        odd = piece.count('"') % 2 if opening == '"' else piece.count(opening) - piece.count(closing)
        after = end + 1 if text[end : end + 1] in (" ", "\u00a0", "\u202f") else end
        if odd > 0 and text[after : after + 1] == closing:
            end = after + 1
        elif odd and (opening == '"' or odd < 0) and text[start - 1 : start] == opening:
            start -= 1
    return start, end


def evidence(view: View, draft: Draft, quotation: Quotation) -> tuple[int, int]:
    """Return the characters of the clause that a claim rests on, within the quotation's span."""
    start, end = draft.assertion.clause.span
    return max(start, quotation.start), min(end, max(quotation.end, end))
