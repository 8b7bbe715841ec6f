"""Quoted regions: which mark opens, which closes, and what happens where one is missing."""

from __future__ import annotations

import pytest

from claimx.stages.quotations.marks import Region, find_regions
from effort import calls


def _paragraphs(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _read(text: str) -> list[Region]:
    return find_regions(text, _paragraphs(text))


def _quoted(text: str) -> list[tuple[int, str]]:
    return [(region.level, text[region.start : region.end]) for region in _read(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Le juge a dit «Nous verrons» en sortant.",
        "Le juge a dit « Nous verrons » en sortant.",
        "Le juge a dit «\u00a0Nous verrons\u00a0» en sortant.",
        "Le juge a dit «\u202fNous verrons\u202f» en sortant.",
        'Le juge a dit "Nous verrons" en sortant.',
        "Le juge a dit “Nous verrons” en sortant.",
        "Le juge a dit „Nous verrons“ en sortant.",
        "Le juge a dit „Nous verrons” en sortant.",
        "Le juge a dit ”Nous verrons” en sortant.",
        "Le juge a dit ‹ Nous verrons › en sortant.",
        "Le juge a dit ” Nous verrons “ en sortant.",
        "Le juge a dit ” Nous verrons “.",
        "Le juge a dit ''Nous verrons'' en sortant.",
        "Le juge a dit 'Nous verrons' en sortant.",
        "Le juge a dit ‘Nous verrons’ en sortant.",
        'Le juge a dit: " Nous verrons "',
    ],
)
def test_every_style_of_marks_gives_the_same_words(text: str) -> None:
    assert _quoted(text) == [(0, "Nous verrons")]


@pytest.mark.parametrize(
    "text",
    [
        "L'équipe d'Angers n'a pas gagné aujourd'hui, c'est l'évidence.",
        "L’équipe d’Angers n’a pas gagné aujourd’hui, c’est l’évidence.",
        "Les +65 ans, 3+4 mètres, C++ et un colis de +2 kg.",
        "Rock'n'roll et années '60, c'était l'époque.",
    ],
)
def test_apostrophes_and_signs_are_no_marks(text: str) -> None:
    assert _quoted(text) == []


def test_plus_signs_around_a_name_quote_only_inside_a_quotation() -> None:
    assert _quoted('"Il m\'a crié +sauve-toi+ puis il a ri", dit-elle.') == [
        (0, "Il m'a crié +sauve-toi+ puis il a ri"),
        (1, "sauve-toi"),
    ]
    assert _quoted("Le fonds +Avenir+ investit.") == []


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("« Il a dit “jamais” devant moi », raconte-t-elle.", "jamais"),
        ("« Il a dit «jamais» devant moi », raconte-t-elle.", "jamais"),
        ('« Il a dit "jamais" devant moi », raconte-t-elle.', "jamais"),
        ("« Il a dit 'jamais' devant moi », raconte-t-elle.", "jamais"),
    ],
)
def test_marks_nest_in_mixed_styles(text: str, inner: str) -> None:
    assert [(level, words) for level, words in _quoted(text) if level == 1] == [(1, inner)]
    assert len([1 for level, _ in _quoted(text) if level == 0]) == 1


def test_a_mark_never_closed_ends_with_its_paragraph() -> None:
    text = "Le préfet prévient : « La digue peut céder.\nLes habitants partent."
    (region,) = _read(text)
    assert not region.closed
    assert text[region.start : region.end] == "La digue peut céder."
    assert region.continued is None


def test_a_forgotten_closing_mark_does_not_swallow_the_next_quotation() -> None:
    text = "« La digue peut céder. Le maire attend. « Nous veillons », dit-il."
    words = [words for level, words in _quoted(text) if level == 0]
    assert words == ["La digue peut céder.", "Nous veillons"]


def test_a_forgotten_opening_mark_reaches_back_to_a_sentence() -> None:
    text = "« Tout va bien », dit le chef. La pluie tombe encore. Nous tiendrons », ajoute-t-il."
    words = [words for _, words in _quoted(text)]
    assert words[0] == "Tout va bien"
    assert words[1].endswith("Nous tiendrons")
    assert "dit le chef" not in words[1]


def test_a_forgotten_straight_opening_mark_reaches_back_too() -> None:
    text = 'Nous tiendrons", dit-il. Il craint "une crue". Elle viendra", ajoute-t-il.'
    assert _quoted(text) == [(0, "Nous tiendrons"), (0, "une crue"), (0, "Elle viendra")]


def test_paragraphs_opened_again_are_one_chain() -> None:
    text = "« Le gel a tout pris.\n« Nous replanterons.\n« L'an prochain sera meilleur. »\nLe vigneron soupire."
    first, second, third = _read(text)
    assert first.chain() == [first, second, third]
    assert (second.continues, third.continues) == (first, second)
    assert third.closed


def test_a_lone_carriage_return_is_no_paragraph() -> None:
    text = "« Le gel a tout pris.\r Nous replanterons. »\r Le vigneron soupire."
    (region,) = _read(text)
    assert text[region.start : region.end] == "Le gel a tout pris.\r Nous replanterons."


@pytest.mark.parametrize("mark", ["«", "»", "“", "”", '"', "'", "‘", "’", "+", "''", "„", "« »", "«\u00a0", '" ', "»«"])
def test_ten_thousand_odd_marks_take_linear_time(mark: str) -> None:
    def effort(count: int) -> int:
        text = "Le maire dit " + mark * count + " et " + f"{mark}mot{mark} " * count
        for region in _read(text):
            assert 0 <= region.outer_start <= region.start < region.end <= region.outer_end <= len(text)
        return calls(lambda: _read(text))

    assert effort(10_000) < 11 * effort(1_000)


@pytest.mark.parametrize("text", ["", "   ", "«", "»", "« »", '""', "«»«»", "\n\n«\n»\n", "+", "''", "‘’"])
def test_nothing_but_marks_quotes_nothing(text: str) -> None:
    assert _quoted(text) == []


def test_pluses_quote_outside_other_marks_where_a_partner_follows() -> None:
    assert _quoted("Hué aux cris de +Menteur !+ et +Où étais-tu ?+.") == [(0, "Menteur !"), (0, "Où étais-tu ?")]
    assert _quoted("Une hausse de +3% chez Canal+ et +8% ailleurs.") == []
    assert _quoted("Le label +Vert est né.") == []


def test_a_forgotten_closing_mark_ends_words_in_a_sentence_at_their_pause() -> None:
    text = "Il a dénoncé un « diktat en gants blancs, et appelé à agir. La loi passera.\nAutre chose."
    assert _quoted(text) == [(0, "diktat en gants blancs")]
    whole = "« Nous irons au bout, a dit le maire. La loi passera.\nAutre chose."
    assert _quoted(whole) == [(0, "Nous irons au bout, a dit le maire. La loi passera.")]
    carried = "Il a lu « une lettre longue, écrite hier.\n« La suite. »"
    assert _quoted(carried)[0] == (0, "une lettre longue, écrite hier.")


def test_a_straight_mark_opened_twice_leaves_the_next_quotation_whole() -> None:
    text = 'En décelant "une "énergie du désespoir". "Nous restons", a dit le maire.\n"La suite", a-t-il dit.'
    quoted = _quoted(text)
    assert (0, "énergie du désespoir") in quoted
    assert (0, "Nous restons") in quoted
    assert all(region.continued is None for region in _read(text))


def test_many_pluses_take_linear_time() -> None:
    small, large = (calls(lambda n=n: _read("+a " * n)) for n in (500, 4000))
    assert large < small * 16


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Il parle d' »affaire close » au tribunal.", ["affaire close"]),
        ("Il parle d’ »affaire close » et de « reprise ».", ["affaire close", "reprise"]),
        ("Il parle d'»affaire close» au tribunal.", ["affaire close"]),
        ("Elle parle d’une « affaire d'» un jour.", ["affaire d'"]),
        ("Il a dit ” oui “, puis ” non “ au juge.", ["oui", "non"]),
    ],
)
def test_marks_that_editors_set_the_wrong_way_round(text: str, quoted: list[str]) -> None:
    assert [words for _, words in _quoted(text)] == quoted
