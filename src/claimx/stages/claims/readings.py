"""How a quotation presents its content: what its cue says of act and side, and which tokens are its own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from claimx.lexicon.cues import NOMINAL_FRAMES, CueNoun, CueVerb, load_cues
from claimx.lexicon.function_words import NOT
from claimx.lexicon.stance import load_stance
from claimx.records import Act, Quotation
from claimx.stages.claims.assertions import main_verbs
from claimx.stages.claims.tokens import CLITICS, Tok, View


@dataclass(slots=True, unsafe_hash=True)  # not frozen: that makes each one take twice as long
class CueReading:
    """What the cue says of act and side, in the frame its content stands in."""

    act: Act
    sign: int
    frame: str
    lemma: str = ""
    denied: bool = False
    """Whether the cue is negated: *n'exclut pas*."""


def cue_reading(view: View, quotation: Quotation) -> CueReading:
    """Return act and side by the cue in the frame that its content stands in."""
    cues = load_cues()
    frame = frame_of(view, quotation)
    lemma = quotation.cue_lemma or ""
    entry: CueVerb | CueNoun | None = cues.verbs.get(lemma) or cues.nouns.get(lemma)
    if entry is None and quotation.cue_start is not None and quotation.cue_end is not None:
        entry = _entry(view.between(quotation.cue_start, quotation.cue_end), frame)
    if entry is None:
        text = (lemma or quotation.cue_text or "").lower().replace("’", "'")
        readings = cues.prepositions.get(text) or ()
        return CueReading(readings[0].act if readings else "state", 0, frame, text)
    if entry.lemma in load_stance().admitting:
        return CueReading("state", 0, frame, entry.lemma)
    if frame in ("np", "direct") and (other := _other_sense(view, quotation, entry.lemma)):
        return CueReading("state", 0, frame, other)
    if frame == "direct" and entry.lemma == "demander" and not _inquires(view, quotation):
        frame = "np"
    sign = {"positive": 1, "negative": -1, None: 0}[entry.polarity_of(frame)]
    sign = -1 if frame == "np_contre" else sign
    act = entry.act_of(frame)
    if frame == "que" and entry.type in ("opinion", "decision") and _denied(view, quotation):
        if act == "demand":
            # *Il ne souhaite pas que le texte change*
            return CueReading("refuse", -1, frame, f"not {entry.lemma}", denied=True)
        if entry.lemma in _BELIEVING:
            return CueReading("deny", 0, frame, f"not {entry.lemma}")
    if act in _UNDONE and _denied(view, quotation):
        sign = sign if act == "warn" else -sign  # who doesn't fear a thing denies it
        return CueReading(_UNDONE[act], sign, frame, f"not {entry.lemma}", denied=True)
    return CueReading(act, sign, frame, _MEANS_SAME.get(entry.lemma, entry.lemma))


_MEANS_SAME: Final[Mapping[str, str]] = {
    "espoir": "espérer", "exprimer l'espoir": "espérer", "avoir bon espoir": "espérer", "nourrir l'espoir": "espérer",
    "souhait": "souhaiter", "vœu": "souhaiter", "exprimer le souhait": "souhaiter", "émettre le souhait": "souhaiter",
    "crainte": "craindre", "inquiétude": "s'inquiéter", "préoccupation": "s'inquiéter", "doute": "douter",
    "regret": "regretter", "satisfaction": "se féliciter",
}  # fmt: skip
"""Nouns and what is said with them, with the verb that takes the same side."""


def _inquires(view: View, quotation: Quotation) -> bool:
    """Whether what is quoted asks: by a question mark, a word that asks, or a verb (a noun phrase is demanded)."""
    tokens = view.between(quotation.start, quotation.end)
    lead = next((tok.lower for tok in tokens if not tok.is_mark), "")
    return lead in _INTERROGATIVES or any(tok.form == "fin" or "?" in tok.text for tok in tokens)


_ASKING_WORDS: Final = frozenset("comment pourquoi combien si s'".split())
"""Words that open an indirect question whatever stands before it: *a demandé pourquoi la gare fermait*."""
_INTERROGATIVES: Final = frozenset("comment pourquoi combien qui quand où si s' quel quelle quels quelles et".split())


def _other_sense(view: View, quotation: Quotation, lemma: str) -> str:
    """Return another verb that says what a cue means which demands elsewhere, or nothing.

    *Ce qu'il appelle « le capitalisme des cousins »* names it; *plaider la surprise* alleges it.
    """
    if lemma == "appeler" and quotation.cue_start is not None:
        before = [tok.lower for tok in view.between(max(0, quotation.cue_start - _NAMING), quotation.cue_start)]
        return "nommer" if {"que", "qu'"} & set(before[-8:]) and "vœux" not in (quotation.cue_text or "") else ""
    if lemma == "plaider":
        tokens = view.between(quotation.start, quotation.start + _NAMING)
        noun = next((tok for tok in tokens if tok.is_noun), None)
        return "invoquer" if noun is not None and noun.lemma in load_stance().excuses else ""
    return ""


_NAMING: Final = 60
"""Characters before a cue in which *ce que* stands, and of a content in which its noun does."""
_BELIEVING: Final = frozenset("penser croire estimer considérer juger trouver imaginer".split())
"""Verbs by whose negation one holds that it is not so: *ne pense pas que*."""
_UNDONE: Final[Mapping[Act, Act]] = {"refuse": "accept", "deny": "state", "accept": "refuse", "warn": "deny"}
"""What an act is whose cue is negated: *n'exclut pas de*, *ne dément pas*, *ne craint pas*."""


def _denied(view: View, quotation: Quotation) -> bool:
    """Whether *ne … pas* stands around a cue."""
    start, end = quotation.cue_start or 0, quotation.cue_end or 0
    lowers = [tok.lower for tok in view.between(max(0, start - 4), end + 6)]
    return bool({"ne", "n'"} & set(lowers)) and bool({"pas", "jamais", "plus", "nullement"} & set(lowers))


def _entry(tokens: Sequence[Tok], frame: str) -> CueVerb | CueNoun | None:
    """Return the cue that written words are, where the quotation stage names no lemma: the reading with the frame."""
    cues = load_cues()
    lowers = {tok.lower for tok in tokens}
    found: list[tuple[int, int, CueVerb]] = []
    for place, tok in enumerate(tokens):
        for key in (*cues.forms.get(tok.lower, ()), *cues.frozen_forms.get(tok.lower, ())):
            verb = cues.verbs[key]
            if not lowers.issuperset(verb.words) or verb.reflexive and lowers.isdisjoint(("se", "s'", "me", "nous")):
                continue
            found.append((2 * (frame in verb.frames) + verb.reflexive + 2 * bool(verb.words), place, verb))
    if found:
        return max(found, key=lambda item: item[:2])[2]
    return next((cues.nouns[cues.noun_forms[tok.lower]] for tok in tokens if tok.lower in cues.noun_forms), None)


def told_then(view: View, quotation: Quotation, reading: CueReading) -> bool:
    """Whether a cue in the past leads a *que* clause, whose conditional is then the future: *a dit qu'il viendrait*."""
    if reading.frame != "que" or quotation.cue_start is None or quotation.cue_end is None:
        return False
    verbs = [tok for tok in view.between(quotation.cue_start, quotation.cue_end) if tok.is_verb]
    finite = next((tok for tok in verbs if tok.form == "fin"), None)
    if finite is None:
        return False
    compound = finite.lemma in ("avoir", "être") and any(tok.form == "part" for tok in verbs)
    return compound or finite.word.tense in ("Past", "Imp")


def frame_of(view: View, quotation: Quotation) -> str:
    """Return the frame a content hangs in, from its first words and the word before it."""
    first = quotation.segments[0] if quotation.segments else None
    start = first.start if first else quotation.start
    before = view.between(max(0, start - 24), start)
    previous = next((tok.lower for tok in reversed(before) if not tok.is_mark), "")
    if quotation.kind == "direct" and previous not in ("que", "qu'"):
        return "direct"
    if previous in ("que", "qu'"):
        return "que"
    if previous in ("si", "s'"):
        return "si"
    tokens = view.between(start, min(start + 160, quotation.end))
    plain = [tok for tok in tokens if not tok.is_mark]
    if not plain:
        return "np"
    lead = plain[0].lower
    linked = lead in ("de", "d'", "à")
    place = int(linked)
    while place < min(len(plain) - 1, _BEFORE_VERB) and plain[place].lower in _CLITIC:
        place += 1
    if (
        any(tok.form == "inf" for tok in (plain[1:4] if linked else ()))
        or plain[place : place + 1]
        and (plain[place].form == "inf")
    ):
        return {"de": "inf_de", "d'": "inf_de", "à": "inf_a"}.get(lead, "inf")
    if lead in _ASKING_WORDS and any(tok.form == "fin" for tok in plain[1:]):
        return "si"
    if quotation.cue_end is not None and quotation.cue_end <= start:
        if plain[0].pos == "ADJ":
            return "attr"
        if lead in NOMINAL_FRAMES and lead != "des":
            return NOMINAL_FRAMES[lead]
        if previous in NOMINAL_FRAMES and previous != "des":
            return NOMINAL_FRAMES[previous]
        if not any(tok.form == "fin" for tok in tokens[:12]):
            return "np"
    return "direct"


_BEFORE_VERB: Final = 5
_CLITIC: Final = CLITICS | NOT
"""What may stand before an infinitive: *ne pas y croire*, *s'être trompée*."""


def _joined(spans: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Starts and ends of what ``spans`` cover, in order: a content may hold thousands of relations."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if starts and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def content_sentences(view: View, quotation: Quotation, inner: Sequence[Quotation]) -> list[list[Tok]]:
    """Return a content's tokens by sentence without what its inner relations hold.

    An inner relation in a *comme*-clause (*comme l'a dit X, nous insistons*) shares its content with the outer one.
    """
    holes: list[tuple[int, int]] = []
    wraps = False
    for item in inner:
        places = [(segment.start, segment.end) for segment in item.segments]
        extras = [
            (start, end)
            for start, end in ((item.cue_start, item.cue_end), (item.source_start, item.source_end))
            if start is not None and end is not None
        ]
        opening = min((start for start, _ in extras), default=item.start)
        before = [tok.lower for tok in view.between(max(0, opening - 12), opening)]
        if "comme" in before[-3:]:
            comme = next(tok for tok in reversed(view.between(max(0, opening - 12), opening)) if tok.lower == "comme")
            holes.append((comme.start, max((end for _, end in extras), default=opening)))
            continue
        wraps = True
        holes += places + extras
    full: list[list[Tok]] = []
    for segment in quotation.segments:
        for tok in view.between(segment.start, segment.end):
            if full and full[-1][-1].sentence == tok.sentence:
                full[-1].append(tok)
            else:
                full.append([tok])
    if not holes:
        return full

    starts, ends = _joined(holes)

    def held(tok: Tok) -> bool:
        at = bisect_right(starts, tok.start) - 1
        return at >= 0 and tok.start < ends[at]

    kept: list[list[Tok]] = []
    for row in full:
        rest = [tok for tok in row if not held(tok)]
        if not wraps or len(rest) == len(row) or any(not held(tok) for tok in main_verbs(row)):
            kept.append(rest)
    return [row for row in kept if row]


_ADDRESSED: Final = frozenset(("demand", "ask", "warn", "threaten", "propose", "promise", "reply", "announce", "state"))
_ARTICLES: Final = frozenset("le la les l' un une des du de d' à au aux ce cet cette ces son sa ses leur leurs".split())


def addressee_of(view: View, quotation: Quotation, act: Act, outer: str | None) -> str | None:
    """Return whom a content is said to: *exhorter les habitants à …*, *m'a demandé* (the ``outer`` speaker).

    Named like a speaker: by the lexicon's name, else by the phrase without its article. None if nobody is named.
    """
    if act not in _ADDRESSED or quotation.cue_start is None or quotation.cue_end is None:
        return None
    if outer is not None:
        clitics = [tok.lower for tok in view.between(max(0, quotation.cue_start - 4), quotation.cue_end)[:3]]
        if "m'" in clitics or "me" in clitics:
            return outer
    if not quotation.cue_end < quotation.start <= quotation.cue_end + 80:
        return None
    tokens = [tok for tok in view.between(quotation.cue_end, quotation.start) if tok.lower not in ("que", "qu'", "si")]
    source = (quotation.source_start or -1, quotation.source_end or -1)
    if any(tok.is_mark or tok.form or source[0] <= tok.start < source[1] for tok in tokens):
        return None
    start = next((index for index, tok in enumerate(tokens) if tok.lower not in _ARTICLES), None)
    if (
        start is None
        or not any(tok.is_noun for tok in tokens)
        or tokens[0].lower not in _ARTICLES | {"à"}
        and tokens[0].pos != "PROPN"
    ):
        return None
    text = view.text[tokens[start].start : tokens[-1].end]
    found = view.names.by_alias(text) or view.names.by_office(text, view.date)
    return found[0] if found is not None else text
