"""How each stage's time grows with texts made to be hard: marks, cues, names, nesting, chains.

``python benchmarks/growth.py`` reads every text at doubling lengths and fits, for each stage, the exponent *k* of
time = c · length^k over the three longest: 1 is linear, 2 quadratic. Processor time counts, the least of several
readings. ``… marks commas`` takes some texts, ``--json`` prints all figures.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import claimx

if TYPE_CHECKING:
    from spacy.language import Language

LIMIT: Final = 1.1
"""The largest exponent that passes."""
SIZES: Final = (12_500, 25_000, 50_000, 100_000)
_FITTED: Final = 3
_LEAST_SECONDS: Final = 0.1
"""A stage that takes less at the longest text is all overhead: it has no exponent, and no need of one."""
_PATIENCE: Final = 60.0


def _letters() -> Iterator[str]:
    """Yield ever new names; no two are the same, and those near each other are no misspellings of one."""
    consonants, vowels = "bcdfglmnprstv", "aeiou"
    syllables = [consonants, vowels, consonants, vowels, consonants, vowels, consonants]
    count = math.prod(map(len, syllables))
    for number in range(count):
        rest, letters = number * 104_729 % count, ""
        for choices in syllables:
            rest, at = divmod(rest, len(choices))
            letters += choices[at]
        yield letters.capitalize()


_NAMES: Final = _letters()
"""Names of a whole run: a text never has those of one before, which what claimx keeps of words would know."""


def _repeated(unit: str, head: str = "", tail: str = "") -> Callable[[int], str]:
    return lambda size: head + unit * max(1, (size - len(head) - len(tail)) // len(unit)) + tail


def _named(pattern: str, head: str = "") -> Callable[[int], str]:
    """Fill ``{}`` with a new name each time."""

    def text(size: int) -> str:
        parts = [head]
        length = len(head)
        while length < size:
            parts.append(pattern.format(next(_NAMES)))
            length += len(parts[-1])
        return "".join(parts)

    return text


def _nested(opening: str, closing: str, kernel: str = "oui") -> Callable[[int], str]:
    def text(size: int) -> str:
        depth = max(1, size // (len(opening) + len(closing)))
        return opening * depth + kernel + closing * depth

    return text


def _dates(size: int) -> str:
    return "".join(f"Paul a dit le {1 + n % 28} mai {1900 + n} que cela va. " for n in range(size // 38))


TEXTS: Final[Mapping[str, Callable[[int], str]]] = {
    # marks
    "short quoted sentences": _repeated("« Oui. » "),
    "short quoted lines": _repeated("« Oui. »\n"),
    "short straight quotes": _repeated('"Oui." '),
    "quoted words": _repeated("le «mot» et "),
    "opening marks": _repeated("« "),
    "opening marks, words": _repeated("«mot "),
    "closing marks, words": _repeated("mot» "),
    "straight marks": _repeated('" '),
    "straight marks, words": _repeated('"mot '),
    "single marks": _repeated("'mot' "),
    "plus signs": _repeated("+mot+ "),
    "marks nested": _nested("« a ", " b »"),
    "marks of all kinds": _repeated("« “a” \"b ' „c“ +d+ ‹e» "),
    "continued quotations": _repeated("« Nous irons.\n"),
    "continued incises": _repeated("« Nous irons, dit-il, demain.\n"),
    "one quotation of incises": _repeated("Nous irons, dit-il, demain. ", head="« ", tail=" »"),
    "dialogue": _repeated("— Oui, dit-il.\n"),
    "dialogue, told": _repeated("— Le maire a dit oui.\n— Ah ?\n— Quoi ?\n"),
    # cues
    "cues in a row": _repeated("dit "),
    "cues, compound": _repeated("a déclaré "),
    "que chain": _repeated("Paul dit que ", tail="oui."),
    "que chain, sentences": _repeated("Paul dit que Marie affirme que cela va. "),
    "incises": _repeated(", a-t-il dit", head="Nous irons"),
    "incises, sentences": _repeated("Nous irons, a-t-il dit. "),
    "participles behind selon": _repeated("Les prix montent, selon le maire, demandant un moratoire. "),
    "participles": _repeated(", ajoutant que cela va", head="Paul dit que cela va"),
    "selon": _repeated("selon Paul, "),
    "selon, sentences": _repeated("Selon Paul, cela va. "),
    "colons": _repeated("Paul : "),
    "colons, lines": _repeated("Paul Roy : Marie dort, nous irons.\n"),
    "colons, cues": _repeated("Paul dit : « "),
    "cues of quotations": _repeated("« Nous irons », a déclaré Paul. "),
    "cues of quotations, lines": _repeated("« Nous irons », a déclaré Paul.\n"),
    "noun cues": _repeated("l'idée que "),
    "noun cues, sentences": _repeated("L'annonce de Paul que cela va surprend. "),
    "conditional": _repeated("Paul serait parti. "),
    "verbs of a clause": _repeated("veut que vienne et "),
    "headlines": _repeated("Paul accuse Marie\n"),
    "requests": _repeated("Paul demande à Marie de partir et de dire à Luc de venir. "),
    "comme l'a dit": _repeated("comme l'a dit Paul, "),
    "infinitives": _repeated("dire vouloir pouvoir "),
    "passives": _repeated("il est dit par Paul que "),
    # names
    "new names": _named("{} ", head="« Oui », a dit Paul. "),
    "new names, commas": _named("{}, ", head="« Oui », a dit Paul. "),
    "new people": _named("« Nous irons », a déclaré Jean {}. "),
    "new people, introduced": _named("Jean {}, ministre de la Justice, a dit que cela va. "),
    "new people, surnames": _named("Jean {0} arrive. {0} dit que cela va. "),
    "namesakes": _named("{} Dupont arrive. Dupont dit que cela va. "),
    "nicknames": _named("Jean {}, dit Bako, part. "),
    "the person concerned": _named("Jean {} part. L'intéressé dit que cela va, dit le maire. "),
    "pseudonyms": _named("Bob {}, de son vrai nom "),
    "descriptions": _named("Jean {}, ministre, arrive. Le ministre dit que cela va. "),
    "functions": _named("Jean {}, président de la région, arrive. Le président dit que cela va. "),
    "one name, described": _repeated("Jean Dupont, ministre, a dit oui. Dupont a dit non. "),
    "one name": _repeated("Jean Dupont a dit oui. Dupont a dit non. "),
    "a joint source": _named("Jean {} et "),
    "offices": _repeated("le ministre de la Justice de la République de "),
    "pronouns": _repeated("Il dit que cela va. "),
    "pronouns, quoted": _repeated("« Nous irons », dit-elle. "),
    "countries": _repeated("Moscou dit que Washington refuse. Paris accepte, selon Berlin. "),
    "first person": _repeated("« Notre président dit que nous irons », dit Paul. "),
    # nesting and chains
    "quotations nested": _nested("Paul dit : « Marie ajoute : « ", " » »"),
    "brackets": _nested("(a ", " b)"),
    "commas": _repeated("mot, "),
    "et": _repeated("Paul et "),
    "de": _repeated("de la part de "),
    "relatives": _repeated("qui dit que Paul, qui vient, "),
    "semicolons": _repeated("Paul dit cela ; "),
    "subordinates": _repeated("parce que Paul dit si "),
    "one long quotation": _repeated("nous irons, ", head="« ", tail=" », dit Paul."),
    "one long indirect": _repeated("nous irons et ", head="Paul dit que ", tail="."),
    # claims
    "issues": _repeated("Paul refuse l'élargissement de l'OTAN. "),
    "issues, one sentence": _repeated("l'élargissement de l'OTAN, ", head="Paul refuse "),
    "issues, anaphoric": _repeated(
        "Paul refuse l'élargissement de l'OTAN. Sur ces questions, la réponse est négative. "
    ),
    "anaphora": _repeated("« Sur ces questions, la réponse est négative », dit Paul. "),
    "negations": _repeated("Paul ne dit pas que Marie ne refuse pas de ne pas venir. "),
    "dates": _repeated("Paul a dit mardi que cela va. "),
    "new dates": _dates,
    "acts": _repeated("« Nous promettons et nous menaçons », dit Paul, accusant Marie. "),
    # layout
    "plain sentences": _repeated("Il pleut sur la ville. "),
    "lines": _repeated("Il pleut\n"),
    "blank lines": _repeated("\n \n"),
    "bullets": _repeated("- Il dit oui\n"),
    "abbreviations": _repeated("M. "),
    "full stops": _repeated("."),
    "ellipses": _repeated("… "),
    "exclamations": _repeated("Oui ! "),
    "one word": _repeated("a"),
    "hyphens": _repeated("a-"),
    "apostrophes": _repeated("l'"),
    "brackets in a row": _repeated("("),
    "marks in a row": _repeated("»"),
    "blanks": _repeated(" ", head="a", tail="b"),
    "combining accents": _repeated("e\u0301", head="a"),
    "digits": _repeated("1"),
    "addresses": _repeated("https://exemple.fr/a?b=c "),
}  # fmt: skip


@dataclass(frozen=True)
class Growth:
    """A stage's seconds at each length in characters, and the exponent fitted, None where it takes next to no time."""

    text: str
    stage: str
    seconds: Mapping[int, float]

    @property
    def exponent(self) -> float | None:
        """The slope of time over length, both as logarithms."""
        points = sorted(self.seconds.items())[-_FITTED:]
        if len(points) < 2 or points[-1][1] < _LEAST_SECONDS:
            return None
        return _slope([(math.log(size), math.log(max(taken, 1e-6))) for size, taken in points])


def _slope(points: list[tuple[float, float]]) -> float:
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def stages(nlp: Language, text: str, last: str | None = None) -> dict[str, float]:
    """Read a text once, up to the last stage asked for, and return the processor seconds of each stage."""
    taken: dict[str, float] = {}

    def clocked(name: str, work: Callable[[], object]) -> object:
        begun = time.process_time()
        result = work()
        taken[name] = time.process_time() - begun
        return result

    with nlp.memory_zone():
        gc.collect()
        gc.disable()  # as a library can't: a collection would fall on whichever stage is at work
        try:
            doc = clocked("tokenizer", lambda: nlp.make_doc(text))
            for name, component in nlp.pipeline:
                doc = clocked(name, lambda component=component, doc=doc: component(doc))
                if name == last:
                    return taken
            clocked("records", lambda: (doc._.quotations, doc._.claims))
        finally:
            gc.enable()
    return taken


def measure(
    nlp: Language, name: str, sizes: tuple[int, ...] = SIZES, readings: int = 2, last: str | None = None
) -> list[Growth]:
    """Return how each stage grows over one of :data:`TEXTS`; lengths that would take too long are left out."""
    found: dict[str, dict[int, float]] = {}
    for size in sizes:
        runs = [stages(nlp, TEXTS[name](size), last)]
        while len(runs) < readings and sum(runs[0].values()) < _PATIENCE / 10:
            runs.append(stages(nlp, TEXTS[name](size), last))
        for stage in runs[0]:
            found.setdefault(stage, {})[size] = min(run[stage] for run in runs)
        if sum(runs[0].values()) > _PATIENCE:
            break
    return [Growth(name, stage, seconds) for stage, seconds in found.items()]


def main() -> None:
    """Measure, print the steepest of each stage, and exit with 1 if one is too steep."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("texts", nargs="*", choices=[*TEXTS, []], metavar="TEXT", help="all of them if none is named")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="CHARACTERS")
    parser.add_argument("--readings", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    nlp = claimx.load()
    grown: list[Growth] = []
    for name in arguments.texts or TEXTS:
        rows = measure(nlp, name, tuple(arguments.sizes), arguments.readings)
        grown += rows
        if not arguments.json:
            steepest = max(rows, key=lambda row: row.exponent or 0)
            size, seconds = max((max(row.seconds), sum(r.seconds[max(r.seconds)] for r in rows)) for row in rows)
            print(f"{name:28} {size:8,} characters {seconds:7.2f} s  steepest: {told(steepest)}", flush=True)
    if arguments.json:
        json.dump([row.__dict__ | {"exponent": row.exponent} for row in grown], sys.stdout, indent=1)
    else:
        print()
        for stage in dict.fromkeys(row.stage for row in grown):
            print(f"{stage:28} {told(max((r for r in grown if r.stage == stage), key=lambda r: r.exponent or 0))}")
    steep = [row for row in grown if (row.exponent or 0) > LIMIT]
    print(f"\n{len(arguments.texts or TEXTS)} texts, {len(grown)} growths, {len(steep)} over {LIMIT}", file=sys.stderr)
    for row in steep:
        print(f"  {told(row)}", file=sys.stderr)
    sys.exit(1 if steep else 0)


def told(row: Growth) -> str:
    """Return a growth as a line to read."""
    exponent = "–" if row.exponent is None else f"{row.exponent:.2f}"
    return f"{row.text}/{row.stage} {exponent} (" + " ".join(f"{s:.2f}" for s in row.seconds.values()) + " s)"


if __name__ == "__main__":
    main()
