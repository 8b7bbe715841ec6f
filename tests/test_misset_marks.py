"""Marks of two shapes that are a pair: which closes which, and what stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.misset_marks import matched_marks
from effort import calls


@pytest.mark.parametrize(
    ("text", "matched"),
    [
        ('Il a dit «oui" hier, puis «non".', "Il a dit «oui» hier, puis «non»."),
        ('Il a dit "oui» hier, puis "non».', "Il a dit «oui» hier, puis «non»."),
        ('Il a dit « oui " hier, puis « non ".', "Il a dit « oui » hier, puis « non »."),
        ("Il a dit “oui» hier.", "Il a dit «oui» hier."),
        ("Il a dit «oui” hier.", "Il a dit “oui” hier."),
        ('Il a dit "oui” hier.', "Il a dit “oui” hier."),
        ("Il a dit “oui“ hier, puis “non“.", "Il a dit “oui” hier, puis “non”."),
        ("Il a dit “ oui “ hier.", "Il a dit “ oui ” hier."),
        ("Il a dit ”oui” hier, puis ”non”.", "Il a dit “oui” hier, puis “non”."),
        ("Il a dit „oui“ hier.", "Il a dit “oui” hier."),
        ("Il a dit „oui” hier.", "Il a dit “oui” hier."),
        (
            '«Rien", dit-il. «Un peu "d\'air" quand même", dit-elle.',
            '«Rien», dit-il. «Un peu "d\'air" quand même», dit-elle.',
        ),
    ],
)
def test_pairs_of_two_shapes_get_one(text: str, matched: str) -> None:
    assert matched_marks(text) == matched


@pytest.mark.parametrize(
    "text",
    [
        "« Rien », dit-il. « Un peu “d’air” quand même », dit-elle.",
        'Il a dit "oui" hier, puis « non ».',
        "« Un écran de 5\" suffit », dit-il. « C'est peu.",
        "« Rien.\n« Rien du tout. »",
        '« Rien, dit-il. Il a "peur". « Encore rien ».',
        '"Il a dit « oui" et "non".',
        "Il a dit ” oui “, puis ” non “.",
        "« Rien « du tout » ? »",
        '"Je m’appelle "Rose" depuis", dit-elle. «',
        "«oui",
        'oui"',
    ],
)
def test_what_may_be_right_stays(text: str) -> None:
    assert matched_marks(text) == text


@given(st.text(st.sampled_from('«»“”„"a \n5.,'), max_size=60))
def test_only_marks_change_and_nothing_moves(text: str) -> None:
    matched = matched_marks(text)
    assert len(matched) == len(text)
    assert all(one == other or {one, other} <= set('«»“”„"') for one, other in zip(text, matched, strict=True))


@pytest.mark.parametrize("mark", ["«", '"', '«"', "“", "”", "„“", '" ', '«" " " ', "«” ” x", '"a» '])
def test_many_marks_take_linear_time(mark: str) -> None:
    small, large = (calls(lambda n=n: matched_marks("»" + mark * n)) for n in (500, 4000))  # type: ignore[misc]
    assert large < small * 16
