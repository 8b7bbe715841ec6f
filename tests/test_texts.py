"""Bytes to text: French in every encoding of old archives, and what is refused."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.corpus import UndecodableError, decode

TEXTS = [
    "Le président a déclaré hier que l'Europe « n'est pas prête » à céder.\r\nLà où l'été…\r\n",
    "«Le cœur du problème», dit-il. À l’Élysée, on parle d’une «œuvre» à 3 €.\n",
    "ÉLECTIONS À PARIS : L'ÉTAT ACCUSÉ",
    "Müller, José García et São Paulo, d'après Čapek et Šefčovič, étaient là.",
    "Noël — naïf, garçon, aigüe, maïs ; « Oui ! » – là-bas.",
    "été",
    "Il l’a dit : “jamais”.",
    "Rien que de l'ASCII.\n\n  Deux blancs.\t\n",
]
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
ONE_BYTE = ["cp1252", "iso8859-1", "iso8859-15", "mac-roman", "cp850"]


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", UNICODE)
def test_unicode_encodings_come_back_unchanged(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("encoding", ONE_BYTE)
def test_one_byte_encodings_come_back_unchanged(text: str, encoding: str) -> None:
    kept = "".join(char for char in text if char.encode(encoding, "ignore"))
    assert decode(kept.encode(encoding)) == kept


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("la fin… et « après »".encode("cp1252"), "la fin… et « après »"),  # 0x85, a control character in ISO 8859-1
        ("a\u0085b é".encode(), "a\u0085b é"),  # the same code point in UTF-8 stays what it is
        ("le cœur coûte 5 €".encode("cp1252"), "le cœur coûte 5 €"),  # 0x9C and 0x80
        ("le cœur coûte 5 €".encode("iso8859-15"), "le cœur coûte 5 €"),  # 0xBD and 0xA4: ½ and ¤ elsewhere
        ("à 3½ ans, l'été".encode("cp1252"), "à 3½ ans, l'été"),  # 0xBD again
        (b"l'homme a dit oui\r\rnon\n", "l'homme a dit oui\r\rnon\n"),
    ],
)
def test_the_letters_decide(data: bytes, text: str) -> None:
    assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"%PDF-1.7 text", "PDF"),
        (b"PK\x03\x04word/document.xml", "office document"),
        (random.Random(0).randbytes(4000), "binary"),
        (bytes(random.Random(0).choices(range(1, 256), k=4000)), "undecodable"),
        (b"abc\x00def", "zero bytes"),
        (b"\x01\x02\x03\x04\x05 a", "control characters"),
        ("été à l'heure, déjà é".encode() + b"\xe9 x", "damaged UTF-8: .* at byte 2"),
        (b"\xff\xfea", "damaged UTF-16"),
        ("Привет мир, это новости дня".encode("cp1251"), "undecodable"),
    ],
)
def test_what_is_no_text_is_refused_with_its_cause(data: bytes, cause: str) -> None:
    with pytest.raises(UndecodableError, match=cause):
        decode(data)


@given(st.binary(max_size=200))
def test_any_bytes_give_text_or_a_clear_refusal(data: bytes) -> None:
    try:
        decode(data).encode("utf-8")
    except UndecodableError as error:
        assert len(str(error)) > 10


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_utf8_is_never_taken_for_something_else(text: str) -> None:
    # What begins like a PDF or ends up as one is refused for that; the mark is dropped.
    expected = text.removeprefix("\ufeff")
    try:
        assert decode(text.encode()) == expected
    except UndecodableError as error:
        assert "looks like" in str(error)
