"""Names of the binary features of an extent, in blocks of those that go together (see ``extent_features``)."""

from __future__ import annotations

from claimx.stages.sums import Names


def _group(side: str, rule: str) -> str:
    return f"{side}:{rule.removeprefix('participle_').removeprefix('infinitive_')}"


def whose(side: str, rule: str, default: bool) -> Names:
    """Return features of the rule that proposes an extent, and whether it is the rule's own."""
    return f"{_group(side, rule)}&default={default}", f"default={default}"


def whole(side: str, rule: str, default: bool, finite: bool, kind: str, length: str) -> Names:
    """Return :func:`whose`, and features of all of the content."""
    group = _group(side, rule)
    return (
        *whose(side, rule, default), f"{group}&finite={finite}", f"{group}&kind={kind}", f"{group}&length={length}"
    )  # fmt: skip


def lemma(cue_lemma: str, limit: bool) -> Names:
    """Return features of the cue."""
    return (f"lemma={cue_lemma}&limit={limit}",)


def chosen_start(frame: str, earliest: bool, latest: bool, word: str) -> Names:
    """Return features of the first word where several are weighed."""
    return f"{frame}&from={earliest}{latest}", f"{frame}&from={word}"


def start(side: str, rule: str, at_low: bool, word: str, pos: str, marked: bool) -> Names:
    """Return features of the first word."""
    group = _group(side, rule)
    found = (f"{group}&at-low={at_low}", f"{group}&start={word}", f"{group}&startpos={pos}")
    return (*found, f"{group}&starts-with-mark") if marked else found


def dropped(side: str, rule: str, word: str, finite: bool, quoted: bool) -> Names:
    """Return features of what is left out before an extent."""
    group = _group(side, rule)
    return (
        f"{group}&before={word}", f"before={word}", f"{group}&dropped-finite={finite}",
        f"{group}&dropped-quoted={quoted}",
    )  # fmt: skip


def end(frame: str, side: str, rule: str, at_limit: bool, pos: str, marked: bool) -> Names:
    """Return features of whether all is taken, and of the last word, if there is one (``pos``)."""
    found = [f"limit={at_limit}&frame={frame}", f"limit={at_limit}&{_group(side, rule)}"]
    if pos:
        found.append(f"last={pos}&limit={at_limit}")
    if marked:
        found.append(f"ends-with-mark&limit={at_limit}&frame={frame}")
    return tuple(found)


def following(boundary: str, frame: str, word: str, pos: str) -> Names:
    """Return features of the words behind an extent."""
    return (
        f"at={boundary}&frame={frame}", f"at={boundary}", f"next={word}", f"nextpos={pos}&at={boundary}",
        f"next={word}&frame={frame}",
    )  # fmt: skip


def before(frame: str, word: str) -> Names:
    """Return features of a word that begins a contrast behind an extent."""
    return (f"{_family(frame)}&before={word}",)


def opener(kind: str, boundary: str, frame: str, cue_type: str, side: str, rule: str) -> Names:
    """Return features of the phrase that begins behind an extent."""
    return (
        f"opener={kind}&at={boundary}", f"opener={kind}&at={boundary}&frame={_family(frame)}",
        f"opener={kind}&type={cue_type}", f"opener={kind}&{_group(side, rule)}",
    )  # fmt: skip


def agreement(kind: str, agrees: str, frame: str) -> Names:
    """Return features of what a participle or adjective behind an extent agrees with."""
    return (f"opener={kind}&agrees={agrees}&frame={_family(frame)}",)


def next_cue(participle: str, insertion: bool, preposition: bool, frame: str) -> Names:
    """Return features of cues that begin behind an extent; ``participle``: ``speech``, ``cue``, ``other`` or none."""
    named = {
        "speech": "next=speech-participle",
        "cue": "next=cue-participle",
        "other": f"next=participle&frame={frame}",
    }
    found = [named[participle]] if participle else []
    if insertion:
        found.append("next=insertion")
    if preposition:
        found.append("next=preposition-cue")
    return tuple(found)


def rest(hangs: str, boundary: str, frame: str, finite: bool, quoted: bool) -> Names:
    """Return features of all that follows an extent."""
    return (
        f"hangs={hangs}&at={boundary}", f"hangs={hangs}&frame={frame}",
        f"rest-finite={finite}&at={boundary}&frame={frame}", f"rest-quoted={quoted}&frame={frame}",
    )  # fmt: skip


def next_verb(cue: bool, hangs: bool, agrees: str) -> Names:
    """Return features of a verb group that begins behind an extent."""
    return f"next-verb&cue={cue}&hang={hangs}", f"next-verb&agrees={agrees}"


def commas(kept: int, left: int, frame: str) -> Names:
    """Return features of the commas in an extent and behind it."""
    return f"commas={kept}", f"rest-commas={left}&frame={frame}"


def sizes(left: str, kept: str, kind: str, boundary: str) -> Names:
    """Return features of how much is taken and left; ``kind`` is that of the phrase that begins behind it."""
    return f"left={left}&at={boundary}", f"left={left}&opener={kind}", f"kept={kept}&opener={kind}&at={boundary}"


def venue(boundary: str, frame: str) -> Names:
    """Return features of an extent before which it's said where the words were."""
    return f"venue&at={boundary}", f"venue&frame={_family(frame)}"


def dated(boundary: str, frame: str, short: bool) -> Names:
    """Return features of an extent before a date."""
    return f"dated&at={boundary}&short={short}", f"dated&frame={_family(frame)}"


def continuation(taken: bool, frame: str, word: str, pos: str, opener: str, length: str, cue: bool) -> Names:
    """Return features of how that begins which goes on behind an inserted cue."""
    return (
        f"rest={taken}&frame={frame}", f"rest={taken}&word={word}", f"rest={taken}&pos={pos}",
        f"rest={taken}&opener={opener}", f"rest={taken}&cue={cue}", f"rest={taken}&length={length}",
    )  # fmt: skip


def continued(taken: bool, pos: str, finite: bool, rest_finite: bool, last_pos: str, hangs: str) -> Names:
    """Return features of the clause before an inserted cue, and whether it is complete."""
    return (
        f"rest={taken}&before-finite={finite}", f"rest={taken}&before-finite={finite}&pos={pos}",
        f"rest={taken}&finite={rest_finite}&before-finite={finite}", f"rest={taken}&last={last_pos}",
        f"rest={taken}&hangs={hangs}",
    )  # fmt: skip


def core(left: str, right: str, shape: str, size: str) -> Names:
    """Return features of how an extent sits around the quoted words it must keep."""
    place = f"left={left}&right={right}"
    return f"core:{place}&shape={shape}", f"core:{place}&size={size}", f"core:{place}&shape={shape}&size={size}"


def core_left_out(finite: bool, shape: str, kept: bool, pos: str) -> Names:
    """Return features of what is left out before it; ``pos`` is that of the word before it, if there is one."""
    found = (f"core:left-out finite={finite}&shape={shape}&kept={kept}",)
    return (*found, f"core:before={pos}&shape={shape}&kept={kept}") if pos else found


def core_left_kept(finite: bool, shape: str) -> Names:
    """Return features of what is taken in before the quoted words."""
    return (f"core:left-kept finite={finite}&shape={shape}",)


def core_right_out(finite: bool, shape: str, kept: bool) -> Names:
    """Return features of what is left out after it."""
    return (f"core:right-out finite={finite}&shape={shape}&kept={kept}",)


def core_right_kept(finite: bool, shape: str, word: str) -> Names:
    """Return features of what is taken in after the quoted words."""
    return f"core:right-kept finite={finite}&shape={shape}", f"core:right-after={word}"


def _family(frame: str) -> str:
    return frame.partition("_")[0]
