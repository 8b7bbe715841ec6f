"""Made-up French news, seeded: what the benchmarks read where no folder is given.

It is about as long and as full of quotations as real articles are (in brackets: 64 of 2021 from papers and
agencies): 25 words a sentence (24), 20 quotations a thousand words (24), 440 words an article with a long tail (490).
Its vocabulary is smaller, though names and many words are made of syllables: 390 different words among a thousand
(560).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

FIRST = "Claire Hugo Inès Paul Salima Yann Marc Julie Karim Sophie Denis Awa Luc Nora Gilles Emma Omar Lise".split()
SYLLABLES = "bar cor del fan gri lom mar nes pel qui ras sol tar val ver mon lan dou ber cha rou tel min gau".split()
TITLES = (
    "la maire|le ministre de l'Agriculture|la présidente du syndicat|le porte-parole du gouvernement|le procureur|"
    "la directrice de l'hôpital|l'avocat de la famille|la députée|le patron du groupe|l'entraîneur|une habitante|"
    "le secrétaire général|la préfète|un responsable associatif|la sénatrice|le chef d'état-major"
).split("|")
NOUNS = (
    "la fermeture de l'usine|le nouveau budget|la réforme des retraites|le tracé de la ligne|l'accord de pêche|"
    "la hausse des loyers|le match de dimanche|l'enquête sur l'incendie|la vaccination des soignants|"
    "le prix de l'électricité|la rentrée scolaire|l'extension du port|le plan de relance|la grève des transports|"
    "l'ouverture des frontières|la sécheresse|le déploiement des troupes|la vente du club|le procès en appel|"
    "la construction du barrage|le contrôle des chômeurs|la baisse des émissions|l'accueil des réfugiés"
).split("|")
CLAUSES = [
    "{n} n'aura pas lieu avant le printemps, faute de moyens",
    "il faut revoir {n} sans attendre la fin de l'année",
    "{n} pèsera d'abord sur les familles de {p}",
    "personne n'a été consulté sur {n}, ni avant ni après le vote",
    "nous allons poursuivre les discussions sur {n} avec tous les élus",
    "ce n'est pas {n} qui réglera les difficultés de {p}",
    "les habitants de {p} ont droit à des réponses claires",
    "c'est une décision que nous regretterons longtemps",
    "le calendrier sera tenu si chacun prend sa part",
    "la situation de {p} reste préoccupante et demande des mesures fortes",
]
PLAIN = [
    "Les travaux ont commencé {d} près de la gare de {p}, où deux cents personnes s'étaient réunies malgré la pluie.",
    "La ville de {p} compte {k} écoles et un hôpital, dont la rénovation doit durer {k} ans et coûter {m} millions.",
    "En {y}, {n} avait déjà occupé le conseil pendant plusieurs semaines, avant d'être abandonnée dans l'indifférence.",
    "Le texte sera examiné {d} par la commission des lois, puis soumis au vote des deux chambres à la fin du mois.",
    "Après une longue journée de négociations à {p}, les délégations se sont séparées peu avant minuit sans résultat.",
    "Au même moment, les commerces du centre de {p} rouvraient un à un sous une pluie fine et un ciel bas.",
    "{f} {s}, {t}, était arrivé à {p} la veille, accompagné de {k} collaborateurs et d'une délégation de {p2}.",
    "Dans la région de {p2}, le taux de chômage est passé de {k} % à {m} % en un an, un niveau jamais vu depuis {y}.",
    "Une quarantaine de pompiers et {k} véhicules ont été mobilisés jusqu'au matin dans le quartier de {p}.",
    "La rencontre entre {p} et {p2}, prévue {d}, a été reportée en raison des intempéries qui frappent le littoral.",
    "{n}, qui concerne près de {m} communes, devait à l'origine être financée par la région et par l'État.",
    "Cette affaire de {w} et de {w2} avait fait grand bruit dans le canton de {p}, où vivent encore les victimes.",
]
REPORTED = [
    "« {C} », a déclaré {f} {s}, {t} de {p}.",
    "{f} {s} a affirmé {d} que {c}.",
    "« {C} », ajoute-t-il, avant de préciser que {c2}.",
    "Selon {f} {s}, {c}.",
    "{T} de {p} a promis que {c}, jugeant {n} « {w} ».",
    "Interrogé sur {n}, {s} a répondu : « {C}. »",
    "Pour {t} de {p}, {c}.",
    "D'après un rapport publié {d} à {p}, {n} coûterait {m} millions d'euros de plus que prévu.",
]
ADJUNCTS = [
    ", au terme d'une {w} {w2} que {s2} suivait de près",
    ", entre {w} et {w2}, sans que {p3} s'en émeuve",
    " malgré la {w} {w2} de {p3} et les {w3} de {s2}",
    ", dans un climat de {w} {w2} entretenu depuis {p3}",
    " devant les {w} {w2} du {w3} de {p3}",
]
OPEN = ["« {C}. {C2}. {C3} », a lancé {f} {s} devant la presse réunie à {p}."]
DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()


def article(rng: random.Random, words: int | None = None) -> str:
    """Return one article of about ``words`` words: a headline, a dateline, paragraphs."""
    size = words if words is not None else max(40, min(6000, round(rng.lognormvariate(5.95, 0.65))))
    people = [(rng.choice(FIRST), _name(rng), rng.choice(TITLES)) for _ in range(rng.randint(2, 5))]
    places = [_name(rng) for _ in range(rng.randint(2, 4))]
    lines = [f"{_upper(rng.choice(NOUNS))} divise {places[0]}"]
    count = len(lines[0].split())
    while count < size:
        paragraph = " ".join(_sentence(rng, people, places) for _ in range(rng.randint(2, 4)))
        lines.append(paragraph)
        count += len(paragraph.split())
    return "\n".join(lines) + "\n"


def articles(count: int, seed: int = 1) -> Iterator[str]:
    """Yield ``count`` articles; the same seed gives the same ones."""
    rng = random.Random(seed)
    for _ in range(count):
        yield article(rng)


def write_folder(folder: Path, count: int, seed: int = 1, words: int | None = None) -> Path:
    """Write ``count`` articles as text files, a thousand a folder, and return ``folder``."""
    rng = random.Random(seed)
    for number in range(count):
        part = folder / f"{number // 1000:04}"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"{number:07}.txt").write_text(article(rng, words), encoding="utf-8")
    return folder


def write_jsonl(path: Path, count: int, seed: int = 1, words: int | None = None) -> Path:
    """Write ``count`` articles as JSON lines and return ``path``."""
    rng = random.Random(seed)
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            file.write(json.dumps({"id": f"{number:07}", "text": article(rng, words)}, ensure_ascii=False) + "\n")
    return path


def _sentence(rng: random.Random, people: list[tuple[str, str, str]], places: list[str]) -> str:
    kind = rng.random()
    pattern = rng.choice(OPEN if kind < 0.05 else REPORTED if kind < 0.47 else PLAIN)
    first, last, title = rng.choice(people)
    place, other = rng.choice(places), rng.choice(places)
    clauses = [rng.choice(CLAUSES).format(n=rng.choice(NOUNS), p=place) for _ in range(3)]
    text = pattern.format(
        f=first, s=last, t=title, T=_upper(title), p=place, p2=other, n=rng.choice(NOUNS), w=_word(rng), w2=_word(rng),
        c=clauses[0], c2=clauses[1], C=_upper(clauses[0]), C2=_upper(clauses[1]), C3=_upper(clauses[2]),
        d=rng.choice(DAYS), k=rng.randint(2, 60), m=rng.randint(2, 900), y=rng.randint(1960, 2021),
    )  # fmt: skip
    if rng.random() < 0.75 and text[-2:-1].isalpha():
        words = {name: _word(rng) for name in ("w", "w2", "w3")}
        text = text[:-1] + rng.choice(ADJUNCTS).format(**words, p3=_name(rng), s2=_name(rng)) + text[-1]
    return _upper(text)


def _name(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(2, 3))).capitalize()


def _word(rng: random.Random) -> str:
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(1, 2))) + rng.choice(
        ("tion", "eurs", "able", "isme", "ée", "ifs", "esse", "aux")
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
