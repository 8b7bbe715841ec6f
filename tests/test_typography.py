"""The same article in other typography: what is found stays, and stands at the characters of the text itself."""

from __future__ import annotations

import textwrap
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

import claimx
from claimx.typography import plain

_ARTICLE = (
    "Élise Bérard, présidente de l'office du tourisme, a présenté le projet jeudi.\n"
    "« L'été sera décisif pour l'économie locale », a déclaré Mme Bérard. Selon elle, les hôteliers sont prêts.\n"
    "Le maire, Paul Legrand, a affirmé que la « saison d'hiver » n'était pas menacée.\n"
)


def _ascii_marks(text: str) -> str:
    return text.replace("«", "<<").replace("»", ">>")


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("no-break spaces", lambda text: text.replace(" ", "\u00a0")),
        ("narrow no-break spaces at marks", lambda text: text.replace("« ", "«\u202f").replace(" »", "\u202f»")),
        ("two spaces for one", lambda text: text.replace(" ", "  ")),
        ("tabs", lambda text: text.replace(" ", "\t")),
        ("decomposed accents", lambda text: unicodedata.normalize("NFD", text)),
        ("typographic apostrophes", lambda text: text.replace("'", "’")),
        ("letter apostrophes", lambda text: text.replace("'", "ʼ")),
        ("soft hyphens", lambda text: text.replace("is", "i\u00ads").replace("ur", "u\u00adr")),
        ("zero-width spaces", lambda text: text.replace(" ", " \u200b")),
        ("marks of ASCII", _ascii_marks),
        ("single guillemets", lambda text: text.replace("«", "‹").replace("»", "›")),
        ("character references", lambda text: text.replace("É", "&Eacute;").replace("'", "&#39;")),
        ("marks of Windows", lambda text: text.replace("« ", "\x93").replace(" »", "\x94").replace("'", "\x92")),
        ("marks that don't match", lambda text: text.replace("« ", "«").replace(" »", '"')),
        ("marks of German", lambda text: text.replace("« ", "„").replace(" »", "“")),
        ("two single marks", lambda text: text.replace("« ", "’’").replace(" »", "’’")),
        ("two single marks of two shapes", lambda text: text.replace("«", "‘‘").replace("»", "’’")),
        ("two single marks, turned at will", lambda text: text.replace("«", "‘’").replace("»", "‘’")),
        ("marks twice", lambda text: text.replace("« ", '""').replace(" »", '""')),
        ("tags", lambda text: text.replace("« ", "« <em>").replace(" »", "</em> »").replace("\n", "</p>\n<p>")),
        ("line ends of Windows", lambda text: text.replace("\n", "\r\n")),
        ("line ends of old Macs", lambda text: text.replace("\n", "\r")),
        ("line separators", lambda text: text.replace("\n", "\u2028")),
    ],
)
def test_other_typography_finds_the_same(nlp: Language, name: str, change) -> None:  # type: ignore[no-untyped-def]
    text = change(_ARTICLE)
    result = claimx.extract({"a": text}, pipeline=nlp)
    expected = claimx.extract({"a": _ARTICLE}, pipeline=nlp).quotations
    assert len(expected) == 3, "the article itself"
    found = result.quotations
    names = [list(names) for names in found.speaker_names]
    assert names == [["Élise Bérard"], ["Élise Bérard"], ["Paul Legrand"]], name
    assert list(found.kind) == list(expected.kind)
    for row, like in zip(found.itertuples(), expected.itertuples(), strict=True):
        for prefix in ("", "cue_", "source_"):
            start, end = getattr(row, f"{prefix}start"), getattr(row, f"{prefix}end")
            assert text[start:end] == getattr(row, f"{prefix}text"), (name, prefix)
        assert row.text == change(like.text), name
    for claim in result.claims.itertuples():
        assert text[claim.start : claim.end] == claim.text


def _broken(text: str, width: int, between: str) -> str:
    return between.join(textwrap.fill(line, width) for line in text.splitlines())


@pytest.mark.parametrize(("width", "between"), [(36, "\n\n"), (60, "\n\n"), (36, "\n")])
def test_lines_broken_at_a_fixed_width_are_joined(nlp: Language, width: int, between: str) -> None:
    text = _broken(_ARTICLE * 2, width, between)
    found = claimx.extract({"a": text}, pipeline=nlp).quotations
    expected = claimx.extract({"a": _ARTICLE * 2}, pipeline=nlp).quotations
    assert [row.text.replace("\n", " ") for row in found.itertuples()] == list(expected.text)
    assert all(text[row.start : row.end] == row.text for row in found.itertuples())


def test_lines_broken_near_a_width_are_joined() -> None:
    paragraphs = [
        "La retraite",
        (
            "Le maire de la ville a dit mardi soir qu'il ne\nse présentera pas aux élections. Il a remercié les\n"
            "habitants de tous les quartiers, et surtout son\néquipe."
        ),
        (
            "Ses adversaires ont salué un homme de dialogue et\nde parole. La ville\nn'a pas connu d'autre maire "
            "depuis vingt ans, et\nson départ ouvre une course où\npersonne ne part favori."
        ),
        "Les urnes",
        "On votera en mars.",
    ]
    joined = [paragraph.replace("\n", " ") for paragraph in paragraphs]
    assert plain("\n\n".join(paragraphs)).text == "\n\n".join(joined)


@pytest.mark.parametrize(
    "text",
    [
        "Le maire parle.\nLe préfet se tait.\nLe juge écoute la défense.\nLa presse attend.\n" * 4,
        "Paul Dupont\nMarie Legrand\nOffice du tourisme\nVille\nLa salle des fêtes\nMairie\nBus\nGare\n",
        "Au menu :\n\nsoupe de poisson\ngigot\nfrites, riz ou légumes verts\nfromage\ncafé\nthé\neau\nvin\n",
    ],
)
def test_short_paragraphs_stay_apart(text: str) -> None:
    assert plain(text).text == text


def test_a_word_parted_at_the_end_of_a_line_is_put_together() -> None:
    text = "Le gouver-\nnement va\nêtre pris\nau mot, a-\nt-il dit\nhier soir\nsans plus\nd'avis ni\nmention."
    assert plain(text).text == "Le gouvernement va être pris au mot, a-t-il dit hier soir sans plus d'avis ni mention."


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("L’été d’« ici »", "L'été d'« ici »"),
        ("‘Bien’, dit-il", "‘Bien’, dit-il"),
        ("les années ’60", "les années ’60"),
        ("a << b", "a << b"),
        ("``oui''", "“oui”"),
        ("''oui''", '"oui"'),
        ("R&eacute;mi &amp; fils, 3 &lt; 4", "Rémi & fils, 3 < 4"),
        ("AT&T; x &inconnu; y &#10; z", "AT&T; x &inconnu; y &#10; z"),
        ("ﬁn, eﬀort", "fin, effort"),
        ("&amp;laquo;&amp;nbsp;Non&amp;#160;&amp;raquo;, R&amp;D;", "« Non », R&D;"),
        ("L&#8217;été d&rsquo;Ana, &lsquo;oui&rsquo;", "L'été d'Ana, ‘oui’"),
        ("\x93L\x92\x9cuvre\x85\x94 \x96 oui", "“L'œuvre…” – oui"),
        ("un\x85deux", "un\ndeux"),
        (
            "Direct\n14:32 La pluie\n9 h 05 « Oui »\n14h30, puis\n20 heures",
            "Direct\nLa pluie\n« Oui »\n14h30, puis\n20 heures",
        ),
        ("Fini. 😀 Puis 🇫🇷, ✅", "Fini. Puis , "),
        ("Bref\n* un\n> deux\n*trois* et 4 > 3", "Bref\n• un\n• deux\n*trois* et 4 > 3"),
        ('«Non", «Oui"', "«Non», «Oui»"),
        ("Il a ‚un plan‘, et les ‚ aussi", "Il a ‘un plan’, et les ‚ aussi"),
        ("«\xa0Non,\xa0» dit-il", "« Non », dit-il"),
        ('"Non," dit-il, "oui"', '"Non", dit-il, "oui"'),
        ("``Non,'' dit-il", "“Non”, dit-il"),
        ('Non,"oui", "non"', 'Non,"oui", "non"'),
        ('\\"Non\\" et \\\\x', '"Non" et \\\\x'),
        ('Un ""oui"" net', 'Un "oui" net'),
        ('"Il a dit "oui"" net', '"Il a dit "oui"" net'),
        ("<p>Un <b class=x>mot</b></p><p>3 < 4 > 2<br/>fin", "Un mot\n3 < 4 > 2\nfin"),
        ("Un\\nDeux", "Un \nDeux"),
        ("C:\\nom\nDeux", "C:\\nom\nDeux"),
        ("\ufeffun\u200bdeux\n\n  trois", "undeux\n\n  trois"),
    ],
)
def test_plain_form(text: str, read: str) -> None:
    assert plain(text).text == read


_ODD = st.text(
    st.sampled_from("aé'’e\u0301\u00a0 \u200b\u00ad\n\r<>«»“”„‚‘\"`&;amp#39\ufb01x\t\ud800,/br\\\x93\x85"), max_size=40
)


@pytest.mark.parametrize(
    ("glued", "parted"),
    [
        (
            "La salle rouvre, a dit le maire.Les travaux ont duré.",
            "La salle rouvre, a dit le maire. Les travaux ont duré.",
        ),
        ("Elle est « prête ».Le public attend.", "Elle est « prête ». Le public attend."),
        ("« Elle est prête.»Le public attend.", "« Elle est prête.» Le public attend."),
        ("Tout tient.L'architecte le dit.", "Tout tient. L'architecte le dit."),
        ("Le site Booking.Com et www.Lemonde.fr, M.Roy.", "Le site Booking.Com et www.Lemonde.fr, M.Roy."),
    ],
)
def test_glued_sentences_are_parted(glued: str, parted: str) -> None:
    found = plain(glued)
    assert found.text == parted
    at = parted.find("Le", 1) if glued != parted else 0
    start, end = found.span(at, at + 2)
    assert glued[start:end] == parted[at : at + 2]


@given(_ODD)
def test_spans_of_the_plain_form_lead_back(text: str) -> None:
    form = plain(text)
    places = [form.span(at, at + 1) for at in range(len(form.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(a[1] <= b[0] or a == b for a, b in pairwise(places)), "in order, none torn"
    for at, (start, end) in enumerate(places):
        first, last = form.plain_span(start, end)
        assert first <= at < last
