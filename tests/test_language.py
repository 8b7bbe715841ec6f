"""Only what is surely in another language is skipped; all French is read, however odd."""

from __future__ import annotations

import importlib
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from claimx.corpus import Source, read
from claimx.corpus.language import other_language

ENGLISH = (
    "The minister said on Tuesday that the bridge would stay closed until the spring, and that the city had no money"
    " to repair it. “We have waited for years,” she told reporters, “and nobody has come.” The opposition accused her"
    " of having done nothing about it since the last election, which she denied in a letter to the council.\n"
)
FRENCH = "La ministre a déclaré que le pont resterait fermé jusqu'au printemps et que la ville ne pouvait pas payer.\n"


def made(text: str, chance: random.Random, share: float) -> str:
    """Return the text as bad OCR gives it: letters taken for others, lost, parted by blanks."""
    out = []
    for char in text:
        if chance.random() >= share:
            out.append(char)
        else:
            out.append(chance.choice([chance.choice("abcdeijlmnorstu1l0|.,éè"), char + " ", "", char + "'"]))
    return "".join(out)


ODD: dict[str, Callable[[str, random.Random], str]] = {
    "as it is": lambda text, _: text,
    "capitals": lambda text, _: text.upper(),
    "no accents": lambda text, _: unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode(),
    "decomposed accents": lambda text, _: unicodedata.normalize("NFD", text),
    "no blanks": lambda text, _: text.replace(" ", ""),
    "letters apart": lambda text, _: " ".join(text),
    "misread UTF-8": lambda text, _: text.encode().decode("cp1252", "replace"),
    "names alone": lambda text, _: " ".join(word for word in text.split() if word[0].isupper()),
    "without short words": lambda text, _: " ".join(word for word in text.split() if len(word) > 4),
    "backwards": lambda text, _: text[::-1],
    "a word a line": lambda text, _: "\n".join(text.split()),
    "bad OCR": lambda text, chance: made(text, chance, 0.1),
    "worse OCR": lambda text, chance: made(text, chance, 0.4),
    "English around it": lambda text, _: 20 * ENGLISH + text + 20 * ENGLISH,
}


@pytest.mark.parametrize("how", ODD)
def test_every_article_of_the_project_is_read(root: Path, how: str) -> None:
    chance = random.Random(3)
    paths = [path for folder in ("raw", "train") for path in sorted((root / "data" / folder).glob("*.txt"))]
    assert len(paths) > 200
    if how != "as it is":
        paths = paths[::7]
    taken = {path.name: other_language(ODD[how](path.read_text(encoding="utf-8"), chance)) for path in paths}
    assert not {name: language for name, language in taken.items() if language}


def test_every_shared_article_is_read(shared: Path) -> None:
    paths = [path for folder in ("train", "dev") for path in sorted((shared / folder).glob("*.txt"))]
    assert len(paths) > 80
    statuses = {path.name: read(Source(path.name, path), any_language=False).status for path in paths}
    assert set(statuses.values()) == {"ok"}


LANGUAGES = "ar bg ca cs da de el en es eu fi hi hu id it ko lb lt nl nn pl pt ro ru sk sl sq sr sv ta tr uk vi".split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_languages_are_told(language: str) -> None:
    sentences: list[str] = importlib.import_module(f"spacy.lang.{language}.examples").sentences
    text = "\n".join(dict.fromkeys(sentences))
    while len(text) < 500:
        text += "\n" + text
    assert other_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Yes.",
        "The minister said no.",
        ENGLISH[:230],
        "PSG - OM 2-1\nNice - Lens 0-0\n" * 20,
        "12 345,67 € 89 % 10/12/2021\n" * 30,
        "Zidane Deschamps Griezmann Mbappé Lloris Varane Pogba Kanté Giroud Benzema " * 5,
        "« » “ ” — … ! ?\n" * 50,
        "🦊🎉👩‍👩‍👧 " * 100,
        "<div class='a'><span id='b'></span></div>\n" * 20,
        "x = [i for i in range(10)]\n" * 20,
        3 * ENGLISH + FRENCH,
        FRENCH + 30 * ENGLISH,
        "La ministre a répondu à la presse anglaise :\n" + ENGLISH + FRENCH,
        "« " + ENGLISH.strip() + " », a dit la ministre à la presse, avant de quitter la salle sous les huées.",
    ],
)
def test_short_mixed_and_odd_texts_are_read(text: str) -> None:
    assert other_language(text) is None


def test_a_long_text_is_told_by_all_its_parts() -> None:
    assert other_language(400 * ENGLISH) == "en"
    assert other_language(200 * ENGLISH + 30 * "Le pont est fermé, dit-on ici. " + 200 * ENGLISH) is None


def test_reading_says_why_and_how_to_read_it_all_the_same() -> None:
    document = read(Source("a", text=2 * ENGLISH), any_language=False)
    assert document.status == "skipped"
    assert document.error == "in another language than French (ISO 639: en); --any-language reads it all the same"
    assert read(Source("a", text=2 * ENGLISH)).status == "ok"
