"""Lines, paragraph kinds, title and date of plain-text articles."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.layout import line_spans, parse_date, read_layout


def kinds(text: str) -> list[tuple[str, str]]:
    return [(p.kind, text[p.start : p.end]) for p in read_layout(text).paragraphs]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n \n", "\r", "\u2028", "\u2029", "\x0c"])
def test_every_line_end_bounds_a_paragraph(end: str) -> None:
    text = f"Le maire parle longuement.{end}  La foule écoute.{end}"
    assert [text[a:b] for a, b in line_spans(text)] == ["Le maire parle longuement.", "La foule écoute."]


def test_stray_carriage_return_beside_line_feeds_stays_inside_its_line() -> None:
    text = "Titre\r\n« Une phrase.\r Une autre. »\r\n"
    assert [text[a:b] for a, b in line_spans(text)] == ["Titre", "« Une phrase.\r Une autre. »"]


@pytest.mark.parametrize(
    "line",
    [
        "AA",
        "AFP",
        "(AFP)",
        "Le Monde avec AFP",
        "AFP et Reuters",
        "so/rh/sp",
        "Tags: Sport",
        "Tags : Sport, Lille",
        "Mots-clés : santé",
        "Lire aussi : la grève continue",
        "Lire la suite",
        "La suite de l'article sur le site",
        "Déjà abonné ?",
        "Cet article est réservé aux abonnés.",
        "Ajouter un commentaire",
        "Propos recueillis par Luc Merle",
        "Écrit par Romuald Merle",
        "Publicité",
        "PHOTO EDOUARD MERLE, ARCHIVES LA GAZETTE",
        "Photo Hugo Merle",
        "À lire aussi La grève continue",
        "[À lire aussi : « On ne lâchera rien », disent les grévistes]",
        ">> LIRE AUSSI | La grève continue",
        "À lire aussiLa grève continue",
        "Le maire devant la gare de Lyon, le 12 mars. © Agence Merle / Jean Merle",
        "Des grévistes, lundi, à Marseille. (Photo Marie Merle)",
        "La ministre au Sénat, le 3 mai. PAUL MERLE / AFP",
        "— Météo de Lyon (@meteolyon) 12 mars 2020",
        "pic.twitter.com/Xa8Kd02jLs",
        "https://www.exemple.fr/greve",
        "14h32",
        "Temps de lecture : 3 min",
        "La suite après la publicité",
        "Voir également notre dossier",
        "Photo : Stade de Lille - Crédit : Ville",
        "Crédits photo : A. Martin",
        "© Tous droits réservés",
        "Source : AFP",
        "Par Jeanne Martin",
        "Publié le 3 décembre 2021 à 10h30",
        "Mis à jour le 04/12/2021",
        "Vendredi 3 décembre 2021",
        "date: 2021-12-03",
        "***",
    ],
)
def test_furniture(line: str) -> None:
    text = f"Le conseil a voté le budget.\n{line}\nLes travaux commenceront bientôt."
    assert kinds(text)[1] == ("furniture", line)


@pytest.mark.parametrize(
    "line",
    [
        "- Population -",
        '- "On ira loin" -',
        "Des travaux contestés",
        "«Il est plus facile de rire que de pleurer»",
        '"Nous sommes prêts"',
        "- Une surprise au tour suivant ? -",
        "## Les faits",
    ],
)
def test_subheads(line: str) -> None:
    text = f"Le conseil a voté le budget.\n{line}\nLes travaux commenceront bientôt."
    assert kinds(text)[1] == ("heading", line)


@pytest.mark.parametrize(
    "line",
    [
        "Le juge a tranché.",
        '"Nous sommes prêts."',
        "« Nous partons. »",
        "Les mesures sont les suivantes :",
        "— Oui, dit-il",
        "- un premier point",
        "Selon l'AFP, le vote est reporté.",
        "Pourquoi maintenant ?",
        "Par la suite, le juge a tranché.",
        "Publié en 2019, le rapport accuse la direction de l'hôpital d'avoir menti aux familles et aux patients.",
        "Sources de joie, les fêtes reviennent.",
    ],
)
def test_body(line: str) -> None:
    text = f"Le conseil a voté le budget.\n{line}\nLes travaux commenceront bientôt."
    assert kinds(text)[1] == ("body", line)


def test_title_is_the_first_heading() -> None:
    layout = read_layout("Lille: le stade fermé pour travaux\n\nLe maire l'a annoncé.")
    assert layout.title == "Lille: le stade fermé pour travaux"
    assert [p.kind for p in layout.paragraphs] == ["heading", "body"]
    assert read_layout("Le maire l'a annoncé.\nLa foule écoute.").title is None


def test_a_single_line_is_body() -> None:
    assert kinds("Le maire annonce des travaux") == [("body", "Le maire annonce des travaux")]


@pytest.mark.parametrize(
    ("text", "date", "first"),
    [
        (" date 2021-12 Le maire a parlé. Il part.\n\nFin.", "2021-12", "date 2021-12"),
        ("date: 2021-12-03\nLe maire a parlé.", "2021-12-03", "date: 2021-12-03"),
        ("Publié le 3 décembre 2021\nLe maire a parlé.", "2021-12-03", "Publié le 3 décembre 2021"),
        ("Publié le vendredi 1er janvier 2021 à 08h15 Le maire a parlé.", "2021-01-01", None),
        ("PARIS, 3 déc 2021 (AFP) - Le maire a parlé.", "2021-12-03", "PARIS, 3 déc 2021 (AFP) -"),
        ("Le Caire, 12 août 2020 (AFP) — Le juge a tranché.", "2020-08-12", "Le Caire, 12 août 2020 (AFP) —"),
        ("PARIS, 3 déc (AFP) - Le maire a parlé.", None, "PARIS, 3 déc (AFP) -"),
        ("Grève\nMis à jour le 05/12/2021\nPublié le 03/12/2021\nLe maire.", "2021-12-03", "Grève"),
    ],
)
def test_date_and_header(text: str, date: str | None, first: str | None) -> None:
    layout = read_layout(text)
    assert layout.date == date
    if first is not None:
        assert text[layout.paragraphs[0].start : layout.paragraphs[0].end] == first


@pytest.mark.parametrize(
    "text",
    [
        "Le maire, élu le 3 décembre 2021, a parlé.",
        "Grève\nEn 2019, le 4 mars 2018 fut rappelé.",
        "Paris, 3 jours plus tard (le 4) - Le maire part.",
        "date prévue : bientôt",
        "Publié le 31 février 2021\nTexte du jour.",
    ],
)
def test_dates_of_the_story_are_not_the_articles(text: str) -> None:
    assert read_layout(text).date is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("le 1er août 2020", "2020-08-01"),
        ("FÉVRIER 2019", "2019-02"),
        ("12.3.2020", "2020-03-12"),
        ("en mai", None),
        ("2021-13", None),
    ],
)
def test_parse_date(text: str, date: str | None) -> None:
    assert parse_date(text) == date


@given(st.text(max_size=200) | st.text(alphabet='date 2021-0\n\rPublié le AFP()«»"-:.', max_size=120))
def test_any_text_gives_ordered_paragraphs_that_cover_it(text: str) -> None:
    paragraphs = read_layout(text).paragraphs
    assert all(p.start < p.end for p in paragraphs)
    assert all(a.end <= b.start for a, b in pairwise(paragraphs))
    covered = "".join(text[p.start : p.end] for p in paragraphs)
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize("announced", ["Lire aussi", "À lire également :", "Sur le même sujet"])
def test_a_headline_under_see_also_belongs_to_the_page(announced: str) -> None:
    text = f"Titre\n\nLe maire parle.\n\n{announced}\n\nLe préfet accuse la ville de « mentir »\n\nLe conseil vote."
    assert [kind for kind, _ in kinds(text)] == ["heading", "body", "furniture", "furniture", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Lire la partition est un art.",
        "Photo de famille à la mairie",
        "Publicités et sondages en hausse",
        "« Nous tiendrons », a dit le maire. © AFP",
        "- Il faut lire aussi ses romans.",
        "Il est 14h32 à la gare",
        "À lire aussitôt sorti",
        "Le groupe Merle / Legrand",
        "- Source : la police affirme que l'homme est mort",
        "Temps de lecture des jeunes : « un effondrement », selon l'institut",
        "Réservé aux abonnés, le service coûtera 5 euros, a annoncé le directeur.",
        "Recevez notre soutien, écrit la ministre aux familles.",
        "Cet article vous a plu, dit le maire.",
        "Le maire assure avoir tout perdu (photos, lettres, bijoux)",
        "— « Je m'en vais », a déclaré Paul Roy (@proy) lundi soir, à Lyon.",
    ],
)
def test_lines_of_the_article_that_begin_as_the_pages_do(line: str) -> None:
    assert kinds(f"Titre\n\n{line}\n\nLe conseil vote.")[1][0] != "furniture"
