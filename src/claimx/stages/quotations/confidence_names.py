"""Names of the binary features of a candidate, in blocks of those that go together (see ``confidence``)."""

from __future__ import annotations

from claimx.stages.sums import Names

CERTAINTIES = (0.3, 0.45, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)


def relation(rule: str, kind: str, source: str, cue_type: str, frame: str, form: str) -> Names:
    """Return features of how content, cue and source go together."""
    return (
        f"rule={rule}", f"kind={kind}", f"rule={rule}&kind={kind}", f"source={source}", f"rule={rule}&source={source}",
        f"source={source}&kind={kind}", f"type={cue_type}", f"frame={frame}", f"form={form}",
        f"type={cue_type}&frame={frame}&kind={kind}", f"form={form}&type={cue_type}",
    )  # fmt: skip


def certainty(passed: int, quarter: int, rule: str) -> Names:
    """Return features of how sure the extent is: how many of the levels it passes, and its quarter."""
    return *(f"certainty>{level}" for level in CERTAINTIES[:passed]), f"certainty={quarter}&rule={rule}"


def content(words: str, finite: bool, rule: str, pos: str, frame: str) -> Names:
    """Return features of the content as a whole and of its first word."""
    return f"words={words}", f"finite={finite}&rule={rule}", f"first={pos}&frame={frame}"


def before(word: str) -> Names:
    """Return features of the word before the cue."""
    return (f"before={word}",)


def start(word: str) -> Names:
    """Return features of the content's first word."""
    return (f"start={word}",)


def following(word: str) -> Names:
    """Return features of the word after the content."""
    return (f"next={word}",)


def uncounted(cue_type: str, frame: str) -> Names:
    """Return features of a content that the guidelines count in some cases only."""
    return "uncounted", f"uncounted&type={cue_type}", f"uncounted&frame={frame}"


def of_thing(frame: str) -> Names:
    """Return features of a cue whose subject cannot speak."""
    return "of-thing", f"of-thing&frame={frame}"


def lemma(cue_lemma: str, frame: str) -> Names:
    """Return features of the cue's reading."""
    return f"lemma={cue_lemma}", f"lemma={cue_lemma}&frame={frame}"


def spoken_object(group: str, source: str, title: bool) -> Names:
    """Return features of who says a nominal content, and whether it looks like a title."""
    return (f"{group}&source={source}", "quoted-title") if title else (f"{group}&source={source}",)


def nominal(deed: str, cue_type: str, frame: str, determiner: str, complement: bool) -> Names:
    """Return features of what a nominal content names."""
    return (
        f"noun={deed}&type={cue_type}", f"noun={deed}&frame={frame}", f"determiner={determiner}&type={cue_type}",
        f"noun-complement={complement}&type={cue_type}",
    )  # fmt: skip


def noun(lemma: str) -> Names:
    """Return features of the noun that a nominal content begins with."""
    return (f"noun={lemma}",)


def no_noun(cue_type: str) -> Names:
    """Return features of a nominal content in which none was found."""
    return (f"noun=none&type={cue_type}",)


def cue(pos: str, tense: str, negated: bool, leads: bool, dep: str, frame: str) -> Names:
    """Return features of the cue's verb group; ``dep``: its label, if that is one of a clause within another."""
    found = [f"cuepos={pos}", f"tense={tense}"]
    if negated:
        found += ["negated", f"negated&frame={frame}"]
    if leads:
        found.append("cue-first")
    if dep:
        found.append(f"dep={dep}")
    return tuple(found)


def infinitive(modal: str, before: str) -> Names:
    """Return features of what a cue in the infinitive hangs on."""
    return f"modal={modal}", f"infbefore={before}"


def gap(tokens: str, frame: str) -> Names:
    """Return features of what stands between cue and content."""
    return (f"gap={tokens}&frame={frame}",)


def place(rule: str, cue_type: str, quoted: bool, to_end: bool, alone: str, segments: bool) -> Names:
    """Return features of where the content stands; ``alone``: whether a content without cue is all of its sentence."""
    found = [f"to-end={to_end}&rule={rule}"]
    if quoted:
        found += ["in-quotation", f"in-quotation&rule={rule}", f"in-quotation&type={cue_type}"]
    if alone:
        found.append(f"bare-alone={alone}&rule={rule}")
    if segments:
        found.append(f"segments&rule={rule}")
    return tuple(found)


def cue_inside(direct: bool, indirect: bool, mixed: bool, cue_type: str) -> Names:
    """Return features of a candidate whose cue stands in the content of others: of which kinds they are."""
    kinds = [kind for kind, given in (("direct", direct), ("indirect", indirect), ("mixed", mixed)) if given]
    return "cue-inside", *(f"cue-inside={kind}&type={cue_type}" for kind in kinds)


def holds_cue() -> Names:
    """Return features of a candidate whose content holds another one's cue."""
    return ("holds-cue",)


def rival(rule: str) -> Names:
    """Return features of a candidate whose content another one's overlaps."""
    return (f"rival={rule}",)


def figure(cue_type: str) -> Names:
    """Return features of a content with a number."""
    return (f"figure&type={cue_type}",)


def quoted_share(quarters: int, rule: str) -> Names:
    """Return features of how much of the content is quoted."""
    return f"quoted={quarters}", f"quoted={quarters}&rule={rule}"


# Of quoted words.


def name_like(found: Names, frame: str | None) -> Names:
    """Return signs of a name or title: as they are, or those of a quoted object in a ``frame``."""
    if frame is None:
        return found
    return *(f"object:{name}" for name in found), *(f"object:{name}&frame={frame}" for name in found[:2])


def fragment(size: str, finite: bool, rule: str, first: str, left: str, again: bool) -> Names:
    """Return features of the shape of bare quoted words and of the word before them."""
    found = (
        f"core={size}&rule={rule}", f"core={size}&finite={finite}", f"core-first={first}", f"core-left={left}",
        f"core-left={left}&finite={finite}&size={size}",
    )  # fmt: skip
    return (*found, f"core-again&rule={rule}") if again else found


def fragment_right(right: str) -> Names:
    """Return features of the word after bare quoted words."""
    return (f"core-right={right}",)


def sentence(size: str, finite: bool, others: bool, verbs: bool, opens: bool, share: str) -> Names:
    """Return features of the article's sentence around bare quoted words."""
    return (
        f"others-quoted={others}&size={size}", f"sentence-finite={verbs}&core-finite={finite}",
        f"starts-paragraph={opens}&finite={finite}", f"core-share={share}",
    )  # fmt: skip


def sentence_signs(pronoun: bool, conditional: bool, finite: bool) -> Names:
    """Return features of that sentence's subject and verbs."""
    found = [f"subject-pronoun&finite={finite}"] if pronoun else []
    return (*found, "sentence-conditional") if conditional else tuple(found)
