"""Claim structuring: quotations in, claims out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import srsly
from spacy.language import Language
from spacy.tokens import Doc

from claimx.lexicon.codebook import Codebook, Issue, Match, from_text, load_codebook
from claimx.lexicon.stance import load_stance
from claimx.records import Act, Claim, Polarity, Quotation
from claimx.stages.claims.anaphora import antecedents
from claimx.stages.claims.assertions import assertions_of
from claimx.stages.claims.core import Assertion
from claimx.stages.claims.holders import Holder, act_holders, holders_of
from claimx.stages.claims.labels import labels
from claimx.stages.claims.polarity import undone, valence
from claimx.stages.claims.readings import CueReading, addressee_of, content_sentences, cue_reading
from claimx.stages.claims.tokens import Tok, View, trimmed, words_of
from claimx.stages.extensions import DATE, store_claims

_POLARITY: Final[dict[int, Polarity]] = {1: "positive", -1: "negative", 0: "neutral"}
_BESIDE: Final = 400
"""Characters beside a cue in which its topic is looked for."""
_ASKED: Final = frozenset(("interroger", "questionner", "solliciter"))
_AROUND: Final = 2000
"""Characters around an issue that count as its paragraph where one is very long."""
_NEAR: Final = 40
"""Quotations before and after a heading that it may repeat."""
_DEFAULT_SIGNS: Final[dict[str, int]] = {
    "demand": 1, "propose": 1, "promise": 1, "accept": 1, "praise": 1, "announce": 1, "reply": 1, "state": 1,
    "refuse": -1, "deny": -1, "warn": -1, "threaten": 1, "accuse": -1, "criticize": -1, "ask": 0,
}  # fmt: skip
_GENERAL_ACTS: Final = frozenset(("state", "announce", "reply"))
_BLAMING: Final = frozenset(("accuse", "criticize", "warn", "threaten"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it has its id: assertion, what it is about, and who holds it."""

    assertion: Assertion
    act: Act
    sign: int
    issue: Issue | None
    words: tuple[int, int]
    coded: bool
    holders: tuple[Holder, ...]
    rule: str
    infinitive: bool
    topical: bool = False


class ClaimStructurer:
    """Gives each quotation of a document its claims.

    Takes compiled codebooks; the first codes first, one marked ``fallback`` only what no other has coded.
    """

    def __init__(self, codebooks: Sequence[Codebook]) -> None:
        self.codebooks = tuple(codebooks)

    def __call__(self, doc: Doc) -> list[Claim]:
        """Return the claims of a document whose quotations are resolved, in order of position."""
        quotations: list[Quotation] = doc._.quotations
        if not quotations:
            return []
        view = View(doc)
        books = [book for book in self.codebooks if book.covers(view.text)]
        by_id = {item.quotation_id: item for item in quotations}
        children: dict[str, list[Quotation]] = defaultdict(list)
        for item in quotations:
            if item.within in by_id:
                children[str(item.within)].append(item)
        claims: list[Claim] = []
        asked: dict[int, Draft] = {}
        last: tuple[int, tuple[int, int]] | None = None
        date = doc._.get(DATE)
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
            for draft in drafts:
                claims += self._claims(view, quotation, chain, draft, date, len(claims))
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
                drafts += self._coded(view, quotation, assertion, reading, previous, books)
                previous = assertion
        topical = [] if any(draft.coded for draft in drafts) else self._topic_drafts(view, quotation, drafts, books)
        drafts = topical or drafts
        if wrapped and all(
            draft.rule == "claim.topic" and not (draft.coded or draft.assertion.strong) for draft in drafts
        ):
            return []
        return [draft if draft.coded else self._topical(view, draft, sentences, books) for draft in _chosen(drafts)]

    def _topical(
        self, view: View, draft: Draft, sentences: Sequence[Sequence[Tok]], books: Sequence[Codebook]
    ) -> Draft:
        """Give a claim that no codebook codes its topic by a fallback codebook.

        It is the commonest in the issue's words, else in the clause, the content, the paragraph.

        Act, polarity and label stay those of the issue's own words; only id and labels of the topic are added.
        """
        for book in books:
            if not book.fallback:
                continue
            content = [tok for row in sentences for tok in row]
            start, end = view.paragraphs[view.paragraph_at(draft.words[0])][:2]
            start, end = max(start, draft.words[0] - _AROUND), min(end, draft.words[1] + _AROUND)
            for tokens in (
                view.between(*draft.words),
                draft.assertion.clause.tokens,
                content,
                view.between(start, end),
            ):
                counts = Counter(match.issue.id for match in book.find(words_of(tokens)))
                if counts:
                    issue = book.issues[counts.most_common(1)[0][0]]
                    return replace(draft, issue=issue, topical=True, rule=f"{draft.rule}+topic")
        return draft

    def _coded(
        self,
        view: View,
        quotation: Quotation,
        assertion: Assertion,
        reading: CueReading,
        previous: Assertion | None,
        books: Sequence[Codebook],
    ) -> list[Draft]:
        """Return an assertion's drafts: one a codebook issue it names, else one in the text's words."""
        act, sign = combine(assertion, reading)
        holders = holders_of(view, assertion, quotation)
        rule = f"claim.{assertion.rule}"
        infinitive = bool(assertion.issue) and assertion.issue[0].form == "inf"
        base = Draft(
            assertion,
            act,
            sign,
            None,
            _span(assertion.issue),
            coded=False,
            holders=holders,
            rule=rule,
            infinitive=infinitive,
        )
        clause = assertion.clause
        verb_end = clause.tokens[clause.verb.last].i if clause.verb is not None else -1
        own = {tok.i for tok in assertion.issue}
        main = [tok for tok, deep in zip(clause.tokens, clause.deep, strict=True) if deep < 2 or tok.i in own]
        matches = find(books, main)
        near = [
            match
            for match in matches
            if any(match.start < tok.end and tok.start < match.end for tok in assertion.issue)
        ]
        if near:
            return [
                _with(base, match, _outside(assertion, match, sign) * _side(match, assertion.issue)) for match in near
            ]
        for match in matches:
            before = [tok for tok in main if tok.i > verb_end and tok.start < match.start]
            side = (undone(before) if assertion.sign else 1) * (-1 if match.inverse else 1)
            return [_with(base, match, _outside(assertion, match, sign) * side)]
        rows = antecedents(view, assertion.anaphor)
        drafts: list[Draft] = []
        for row in rows:
            words = (*assertion.issue, *row) if assertion.issue and assertion.issue[0].form in ("inf", "fin") else row
            plain = replace(base, words=_span(row), infinitive=False)
            # *X n'en a formulé aucune* tells that there is none of them; it takes no stand on what they are about.
            found = [] if assertion.anaphor[0].lower in ("aucun", "aucune") else find(books, words)
            drafts += [_with(plain, match, sign * _side(match, row), words=_span(row)) for match in found[:1]] or [
                plain
            ]
        if drafts:
            return drafts
        if (
            assertion.anaphor
            and previous is not None
            and assertion.anaphor[0].lower in ("cela", "ça", "ce", "c'", "ceci")
        ):
            return [replace(base, words=_span(previous.issue), infinitive=False)]
        return [base]

    def _topic_drafts(
        self, view: View, quotation: Quotation, drafts: Sequence[Draft], books: Sequence[Codebook]
    ) -> list[Draft]:
        """*…, a déclaré X en référence à Y*, *interrogé sur Y, X a répondu …*: the topic that stands beside the cue."""
        if not drafts or quotation.cue_start is None or quotation.cue_end is None:
            return []
        if quotation.cue_end >= quotation.end:
            row = view.between(quotation.cue_end, quotation.cue_end + _BESIDE)
            number = view.between(quotation.cue_start, quotation.cue_end)[-1].sentence
        else:
            row = view.between(max(0, quotation.cue_start - _BESIDE), quotation.cue_start)
            number = view.between(quotation.cue_start, quotation.cue_end)[0].sentence
        row = [tok for tok in row if tok.sentence == number]
        lowers = [tok.lower for tok in row]
        for phrase in load_stance().topics:
            words = phrase.replace("'", "' ").split()
            place = next((i for i in range(len(row)) if lowers[i : i + len(words)] == words), None)
            if phrase == "sur" or place is None:
                continue
            if matches := find(books, row[place + len(words) :]):
                return [_beside(drafts[0], matches[0])]
        asked = next((i for i, tok in enumerate(row) if tok.form == "part" and tok.lemma in _ASKED), None)
        if asked is not None and "sur" in lowers[asked:]:
            matches = find(books, row[lowers.index("sur", asked) + 1 :])
            return [_beside(drafts[0], match) for match in matches[:1]]
        return []

    def _claims(
        self, view: View, quotation: Quotation, chain: Sequence[str], draft: Draft, date: str | None, count: int
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
                date=date,
                rule=draft.rule,
                confidence=round(_confidence(quotation, draft), 3),
            )


def find(books: Sequence[Codebook], tokens: Sequence[Tok]) -> list[Match]:
    """Return the codebook matches in tokens, the first codebook that has any deciding."""
    words = words_of(tokens)
    return next((matches for book in books if not book.fallback and (matches := book.find(words))), [])


def _confidence(quotation: Quotation, draft: Draft) -> float:
    own = 0.55 + 0.2 * draft.coded + 0.15 * draft.assertion.strong - 0.1 * bool(draft.assertion.anaphor)
    return own * (quotation.confidence or 0.9)


def _with(draft: Draft, match: Match, sign: int, words: tuple[int, int] | None = None) -> Draft:
    if match.polarity is not None:
        sign = 1 if match.polarity == "positive" else -1
    return replace(
        draft, issue=match.issue, sign=sign, words=words or (match.start, match.end), coded=True, infinitive=False
    )


def _outside(assertion: Assertion, match: Match, sign: int) -> int:
    """Return the sign of an assertion without the words that only name the issue, where these may have made it."""
    if not assertion.loose:
        return sign
    clause = assertion.clause
    verb = clause.verb
    rest = [
        tok
        for index, tok in enumerate(clause.tokens)
        if not match.start <= tok.start < match.end and not clause.deep[index] and (verb is None or index > verb.last)
    ]
    side = valence(rest) or 1
    return -side if verb is not None and verb.negated else side


def _beside(draft: Draft, match: Match) -> Draft:
    side = -1 if match.inverse else 1
    return replace(_with(draft, match, draft.sign * side), rule="claim.topic_of_cue")


def _side(match: Match, row: Sequence[Tok]) -> int:
    """Return whether a row of issue words is for (+1) or against (-1) the issue matched in it."""
    side = undone([tok for tok in row if tok.start < match.start])
    return -side if match.inverse else side


def _span(tokens: Sequence[Tok]) -> tuple[int, int]:
    inner = trimmed(tokens) or tokens
    return (inner[0].start, inner[-1].end) if inner else (0, 0)


def _filler(tokens: Sequence[Tok]) -> bool:
    fillers = load_stance().fillers
    words = [tok for tok in tokens if any(char.isalpha() for char in tok.lower)]
    return all(tok.lower in fillers for tok in words) or all(tok.pos == "PROPN" for tok in words)


def combine(assertion: Assertion, reading: CueReading) -> tuple[Act, int]:
    """Return act and side of an assertion under its cue: the innermost act, the outer attitude."""
    led = assertion.rule == "attribute" and assertion.clause.tokens[0].lower in ("pour", "contre")
    nominal = assertion.clause.verb is None and (assertion.rule in ("infinitive", "noun_phrase") or led)
    act = assertion.act
    sign = assertion.sign
    if nominal:
        outer = reading.sign or _DEFAULT_SIGNS[reading.act]
        if not reading.sign and reading.act == "state":
            outer = valence(assertion.clause.tokens) or (assertion.rule == "infinitive" or reading.frame == "direct")
        if outer < 0 and assertion.rule == "infinitive" and reading.act in _BLAMING:
            return reading.act, outer
        return reading.act, outer * (1 if led else sign or 1)
    derived = act in _GENERAL_ACTS or assertion.rule in ("topic", "evaluation", "presentative", "impersonal")
    if act == "state" or derived and reading.act not in _GENERAL_ACTS:
        act = reading.act if assertion.rule != "act_noun" else act
    if reading.act in ("warn", "criticize", "accuse", "threaten") and reading.act == act:
        sign = -1
    elif reading.act == "deny":
        sign = -(sign or 1)
    elif reading.act == "ask":
        sign = 0
    elif not sign:
        sign = reading.sign or (0 if act == "state" and _informs(assertion) else _DEFAULT_SIGNS[act])
    return act, sign


def _informs(assertion: Assertion) -> bool:
    """Whether an assertion only tells how things are or were (what will or may be is held likely: a side)."""
    verb = assertion.clause.verb
    if assertion.rule != "topic" or assertion.strong or verb is None:
        return False
    return assertion.modality is None and verb.tense != "Fut" and verb.modal != "aller" and verb.mood != "Cnd"


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
    if draft.coded or assertion.rule != "presentative" or draft.words != _span(assertion.issue):
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
        if old is None or old.act in _GENERAL_ACTS and draft.act not in _GENERAL_ACTS:
            kept[key] = draft
    if kept:
        return list(kept.values())
    coordinate = [draft for draft in drafts if draft.assertion.clause.verb is None]
    if len(coordinate) > 1 and len(coordinate) == len(drafts):
        return list(drafts)[:3]
    return [max(drafts, key=_weight)] if drafts else []


def _weight(draft: Draft) -> tuple[float, int]:
    score = 2.0 * draft.assertion.strong + 1.0 * (draft.act not in _GENERAL_ACTS) + 0.5 * bool(draft.holders)
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


class ClaimsComponent:
    """The spaCy component: structures claims and carries its codebooks' content when saved."""

    def __init__(self, name: str, codebooks: Sequence[Codebook]) -> None:
        self.name = name
        self.structurer = ClaimStructurer(codebooks)

    def __call__(self, doc: Doc) -> Doc:
        """Write the document's claims."""
        store_claims(doc, self.structurer(doc))
        return doc

    def to_bytes(self, **_: Any) -> bytes:
        """Return the codebooks' YAML, so that a saved pipeline needs no file but its own."""
        data = [{"name": book.name, "source": book.source} for book in self.structurer.codebooks]
        result: bytes = srsly.msgpack_dumps(data)
        return result

    def from_bytes(self, data: bytes, **_: Any) -> ClaimsComponent:
        """Restore the codebooks from ``to_bytes``."""
        items = srsly.msgpack_loads(data)
        self.structurer = ClaimStructurer([from_text(item["source"], f"{item['name']}.yaml") for item in items])
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Write each codebook as a YAML file in the folder ``path``."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for number, book in enumerate(self.structurer.codebooks):
            (folder / f"{number:02d}_{book.name}.yaml").write_text(book.source, encoding="utf-8")

    def from_disk(self, path: str | Path, **_: Any) -> ClaimsComponent:
        """Read the codebooks that ``to_disk`` wrote."""
        files = sorted(Path(path).glob("*.yaml"))
        self.structurer = ClaimStructurer([from_text(file.read_text(encoding="utf-8"), str(file)) for file in files])
        return self


@Language.factory(
    "claimx_claims",
    default_config={"codebooks": ["euro_security"]},
    assigns=["doc._.claimx_claims"],
    requires=["doc._.claimx_quotations"],
)
def make_claims(nlp: Language, name: str, codebooks: list[str]) -> ClaimsComponent:
    """Create the claim structuring stage; ``codebooks`` are bundled names or paths of YAML files, first decides.

    Raises ``FileNotFoundError`` where there is no such codebook, ``CodebookError`` for every fault in one.
    """
    # A saved pipeline carries its codebooks; the files they came from may be gone where it is loaded.
    # `nlp.meta` would count the components there are; only the stored meta tells of those that were saved.
    saved = name in nlp._meta.get("components", ())  # noqa: SLF001  # see above
    try:
        books = [load_codebook(item) for item in codebooks]
    except FileNotFoundError:
        if not saved:
            raise
        books = []
    return ClaimsComponent(name, books)
