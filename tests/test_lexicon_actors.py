"""Actors, offices by date, titles and names, and what users get told about a fault in their own files."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest

from claimx.lexicon.actors import load_actors
from claimx.lexicon.errors import LexiconError

ACTORS = load_actors()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Etats-Unis", "united-states"),
        ("les États-Unis", "united-states"),
        ("l’Élysée", "elysee"),
        ("l'Elysée", "elysee"),
        ("OTAN", "nato"),
        ("Organisation du traité de l’Atlantique nord", "nato"),
        ("Lavrov", "sergei-lavrov"),
        ("Sergueï Lavrov", "sergei-lavrov"),
        ("Serguei Lavrov", "sergei-lavrov"),
        ("POUTINE", "vladimir-putin"),
        ("Trump", "donald-trump"),
        ("la Maison Blanche", "white-house"),
        ("Moscou", "moscou"),
        ("Le Monde", "le-monde"),
        ("Union européenne", "european-union"),
    ],
)
def test_aliases_tolerate_accents_case_apostrophes_and_articles(text: str, expected: str) -> None:
    actor = ACTORS.by_alias(text)
    assert actor is not None
    assert actor.id == expected


@pytest.mark.parametrize("text", ["orange", "total", "la croix", "Martin", "Philippe", "Khan", "personne", "", "  "])
def test_words_and_common_names_link_to_nobody(text: str) -> None:
    assert ACTORS.by_alias(text) is None


def test_metonyms_stand_for_governments() -> None:
    for text, government in (("Moscou", "russia"), ("Pékin", "china"), ("Kremlin", "russia"), ("Berlin", "germany")):
        actor = ACTORS.by_alias(text)
        assert actor is not None
        assert (actor.kind, actor.stands_for) == ("metonym", government)


@pytest.mark.parametrize(
    ("phrase", "date", "name"),
    [
        ("le chef de la diplomatie américaine", "2015", "John Kerry"),
        ("le chef de la diplomatie américaine", "2022-01", "Antony Blinken"),
        ("Le chef de la diplomatie russe", "2022-01-27", "Sergueï Lavrov"),
        ("le ministre russe des Affaires étrangères", "2022", "Sergueï Lavrov"),
        ("le secrétaire d’Etat américain", "2022-02-01", "Antony Blinken"),
        ("le secrétaire général de l'Otan", "2022-01", "Jens Stoltenberg"),
        ("la présidente de la Commission européenne", "2022-01", "Ursula von der Leyen"),
        ("le chef de la diplomatie européenne", "2022-01", "Josep Borrell"),
        ("la chancelière allemande", "2020-05-01", "Angela Merkel"),
        ("le président français", "2013-01", "François Hollande"),
        ("le président russe", "2010-06-01", "Dmitri Medvedev"),
        ("le patron de l'ONU", "2019-03", "Antonio Guterres"),
        ("le Premier ministre britannique", "2020-04", "Boris Johnson"),
        ("le porte-parole du Kremlin", "2021-12", "Dmitri Peskov"),
    ],
)
def test_the_date_of_the_article_chooses_the_holder_of_an_office(phrase: str, date: str, name: str) -> None:
    holder = ACTORS.holder_of(phrase, date)
    assert holder is not None
    assert holder.name == name


def test_day_of_handover_goes_to_the_new_holder_and_its_month_to_nobody() -> None:
    new = ACTORS.holder("president", "united-states", dt.date(2021, 1, 20))
    old = ACTORS.holder("president", "united-states", dt.date(2021, 1, 19))
    assert (new and new.id, old and old.id) == ("joe-biden", "donald-trump")
    assert ACTORS.holder("president", "united-states", "2021-01") is None
    assert ACTORS.holder("president", "united-states", None) is None
    assert ACTORS.holder("president", "united-states", "1901-05-01") is None


def test_titles_need_a_place_of_their_own_or_a_home() -> None:
    assert ACTORS.office_of("le Premier ministre") is None
    assert ACTORS.office_of("le Premier ministre", home="france") == ("prime-minister", "france")
    assert ACTORS.office_of("l'ancien président américain") is None
    assert ACTORS.office_of("secrétaire d'État français") is None


def test_adjectives_and_demonyms_name_states() -> None:
    for form, state in (
        ("américaine", "united-states"),
        ("Russes", "russia"),
        ("grecque", "greece"),
        ("turques", "turkey"),
        ("européens", "european-union"),
        ("israélienne", "israel"),
    ):
        actor = ACTORS.adjective_state(form)
        assert actor is not None
        assert actor.id == state
    assert ACTORS.adjective_state("congolais") is None  # two states have it
    assert ACTORS.adjective_state("grand") is None


def test_names_and_nouns_know_their_gender() -> None:
    assert ACTORS.given_name_gender("Sergueï") == "m"
    assert ACTORS.given_name_gender("Angela") == "f"
    assert ACTORS.given_name_gender("Claude") == "mf"
    assert ACTORS.given_name_gender("Jean-Marie") == "m"
    assert ACTORS.given_name_gender("Marie-Pierre") == "f"
    assert ACTORS.given_name_gender("Macron") is None
    assert [ACTORS.title_gender(word) for word in ("M.", "Mme", "MM.", "général", "table")] == [
        "m",
        "f",
        "m",
        "m",
        None,
    ]
    ministers = ACTORS.person_noun("ministres")
    assert ministers is not None
    assert (ministers.gender, ministers.number) == ("mf", "p")
    lawyer = ACTORS.person_noun("avocate")
    assert lawyer is not None
    assert (lawyer.lemma, lawyer.gender) == ("avocat", "f")
    assert ACTORS.person_noun("gouvernement") is None
    assert {noun.kind for noun in ACTORS.source_nouns("gouvernement")} == {"organization"}
    assert {noun.kind for noun in ACTORS.source_nouns("sondage")} == {"document"}


def test_the_tables_refer_to_what_they_hold() -> None:
    for actor in ACTORS.actors.values():
        assert actor.gender in ("m", "f", None), actor.id
        assert actor.number in ("s", "p"), actor.id
        assert actor.kind in ("person", "organization", "state", "metonym"), actor.id
        assert {actor.country, actor.stands_for} - {None} <= set(ACTORS.actors), actor.id
    held = set()
    for terms in ACTORS.offices.values():
        for term in terms:
            assert {term.of, term.holder} <= set(ACTORS.actors), term
            assert term.end is None or term.start <= term.end, term
            held.add(term.office)
        for earlier, later in itertools.pairwise(terms):
            assert earlier.end is not None
            assert earlier.end <= later.start, (earlier, later)
    named = {office for places in ACTORS.titles.values() for office in places.values()}
    assert held <= named
    assert len(ACTORS.actors) > 900


def test_user_files_extend_and_override(tmp_path: Path) -> None:
    file = tmp_path / "actors.yaml"
    file.write_text(
        """\
actors:
  - {id: lyon, name: Lyon, kind: organization, country: france}
  - {id: jane-doe, name: Jane Doe, kind: person, gender: f, country: france, aliases: [La Doe]}
  - id: nato
    aliases: [Alliance]
offices:
  - {office: mayor, of: lyon, holder: jane-doe, from: 2020-07-04}
  - {office: president, of: france, holder: jane-doe, from: 2027-05-14}
given_names: {f: [Jehanne]}
titles:
  - {office: mayor, titles: [première magistrate]}
""",
        encoding="utf-8",
    )
    actors = load_actors([file])
    for text in ("Doe", "La Doe", "Jane Doe"):
        found = actors.by_alias(text)
        assert found is not None
        assert found.id == "jane-doe"
    alliance = actors.by_alias("l'Alliance")
    assert alliance is not None
    assert (alliance.id, alliance.name) == ("nato", "OTAN")
    for phrase, date in (
        ("maire de Lyon", "2021"),
        ("la première magistrate de Lyon", "2021"),
        ("président français", "2028"),
    ):
        holder = actors.holder_of(phrase, date)
        assert holder is not None
        assert holder.id == "jane-doe"
    before = actors.holder("president", "france", "2024-06")
    assert before is not None
    assert before.id == "emmanuel-macron"
    assert actors.given_name_gender("Jehanne") == "f"
    assert load_actors().by_alias("La Doe") is None  # the packaged lexicon stays as it is


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("actors:\n  - id: x\n    name: X\n    kind: alien\n", r"a\.yaml:4: kind is 'alien'; allowed: person, organ"),
        ("actors:\n  - id: x\n    nom: X\n", r"a\.yaml:3: unknown key 'nom' in an actor; allowed: id, name"),
        ("actors:\n  - id: x\n    kind: person\n", r"a\.yaml:2: the new actor 'x' lacks the key 'name'"),
        ("actors:\n  - name: X\n    kind: person\n", r"a\.yaml:2: an actor lacks the key 'id'"),
        ("actors:\n  - id: Jane Doe\n", r"a\.yaml:2: id is 'Jane Doe'; allowed: lower-case"),
        ("people: []\n", r"a\.yaml:1: unknown key 'people' in an actors file; allowed: actors, offices"),
        ("actors: {id: x}\n", r"a\.yaml:1: actors must be a list"),
        ("actors:\n  - id: x\n    aliases: X\n", r"a\.yaml:3: aliases must be a list"),
        ("actors:\n  - id: nato\n    country: mordor\n", r"a\.yaml:2: country is 'mordor', which is no actor's id"),
        (
            "offices:\n  - {office: mayor, of: paris, holder: nobody, from: 2020}\n",
            r"a\.yaml:2: holder is 'nobody', which",
        ),
        (
            "offices:\n- office: mayor\n  of: paris\n  holder: anne-hidalgo\n  from: May\n",
            r"a\.yaml:5: from is 'May'; allowed: a date such as",
        ),
        ("actors:\n  - id: x\n    id: y\n", r"a\.yaml:3: key 'id' is given twice"),
        ("actors: [\n", r"a\.yaml:2: not YAML"),
        ("actors: &a\n  - *a\n", r"a\.yaml:\d: an alias \(\*name\) within what it repeats never ends"),
    ],
)
def test_a_fault_in_a_user_file_names_line_key_and_what_is_allowed(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load_actors([file])


def test_a_missing_or_undecodable_user_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_actors([tmp_path / "none.yaml"])
    file = tmp_path / "latin.yaml"
    file.write_bytes("actors: [é]".encode("latin-1"))
    with pytest.raises(LexiconError, match=r"latin\.yaml:1: not a YAML file in UTF-8"):
        load_actors([file])


def test_an_empty_user_file_adds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "empty.yaml"
    file.write_text("# nothing yet\n", encoding="utf-8")
    assert load_actors([file]).actors == ACTORS.actors


def test_loads_once() -> None:
    assert load_actors() is load_actors()
