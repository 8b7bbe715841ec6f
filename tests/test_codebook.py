"""Codebooks: what patterns match, what faults say, and that the bundled ones are whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claimx.lexicon.codebook import (
    Codebook,
    CodebookError,
    Match,
    bundled_codebooks,
    check,
    content_words,
    json_schema,
    load_codebook,
    parse_codebook,
    try_text,
)
from effort import calls

if TYPE_CHECKING:
    from spacy.language import Language

HEAD = "codebook: test\nissues:\n"
SMALL = """codebook: small
words:
  rail: [SNCF, chemin de fer]
issues:
  - id: night_trains
    fr: trains de nuit
    en: night trains
    article: les
    patterns:
      - train de nuit
      - rouvrir ...2 ligne nocturne
      - $rail nocturne
    inverse:
      - suppression|arrêt ...2 train de nuit
  - id: fares
    fr: baisse des tarifs
    en: lower fares
    patterns: [{match: tarif exorbitant, polarity: positive}, baisse ...1 tarif]
"""


def find(book: Codebook, nlp: Language, text: str) -> list[Match]:
    doc = nlp(text)
    return book.find(content_words((token.text, token.lemma_, token.idx) for token in doc))


@pytest.mark.parametrize(
    ("text", "issue", "inverse", "words"),
    [
        ("Le maire défend les trains de nuit.", "night_trains", False, "trains de nuit"),
        (
            "La suppression prochaine des trains de nuit choque.",
            "night_trains",
            True,
            "suppression prochaine des trains de nuit",
        ),
        ("Il faut rouvrir toutes les lignes nocturnes.", "night_trains", False, "rouvrir toutes les lignes nocturnes"),
        ("Un chemin de fer nocturne.", "night_trains", False, "chemin de fer nocturne"),
        ("Une SNCF nocturne.", "night_trains", False, "SNCF nocturne"),
        ("La baisse promise des tarifs.", "fares", False, "baisse promise des tarifs"),
    ],
)
def test_patterns_match_lemmas_gaps_and_groups(nlp: Language, text: str, issue: str, inverse: bool, words: str) -> None:
    matches = find(parse_codebook(SMALL), nlp, text)
    assert [(match.issue.id, match.inverse, text[match.start : match.end]) for match in matches] == [
        (issue, inverse, words)
    ]


@pytest.mark.parametrize(
    "text", ["La nuit, aucun train.", "Le tarif a baissé.", "Rouvrir un jour peut-être enfin cette ligne nocturne.", ""]
)
def test_patterns_dont_match_other_orders_or_wider_gaps(nlp: Language, text: str) -> None:
    assert find(parse_codebook(SMALL), nlp, text) == []


def test_a_wording_may_take_a_side(nlp: Language) -> None:
    assert find(parse_codebook(SMALL), nlp, "Des tarifs exorbitants !")[0].polarity == "positive"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (HEAD + "  - {id: a, fr: x}\n", "faulty.yaml:3: issues.0.en: Field required"),
        (HEAD + "  - id: a\n    fr: x\n    en: y\n    pattern: [z]\n", "faulty.yaml:6: issues.0.pattern: Extra inputs"),
        (HEAD + "  - {id: a, fr: x, en: y}\n  - {id: a, fr: x, en: y}\n", "issue id 'a' is there twice"),
        (HEAD + "  - id: a\n    fr: x\n    en: y\n    patterns:\n      - ok\n      - $nobody\n",
         "faulty.yaml:8: issues.0.patterns.1: '$nobody' the group $nobody"),
        (HEAD + "  - id: a\n    fr: x\n    en: y\n    inverse: [de la]\n",
         "faulty.yaml:6: issues.0.inverse.0: 'de la' has no word"),
        (HEAD + "  - {id: a, fr: x, en: y, article: der}\n", "issues.0.article"),
        ("codebook: [", "faulty.yaml:1: not YAML"),
        ("codebook: a\nwords: &a\n  b: *a\n", "faulty.yaml:2: an alias (*name) within what it repeats never ends"),
        ("- a\n", "a codebook is a mapping"),
        ("", "a codebook is a mapping"),
    ],
)  # fmt: skip
def test_faults_name_file_line_and_key(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "faulty.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError) as error:
        load_codebook(file)
    assert fault in str(error.value)


def test_missing_codebook_says_what_there_is() -> None:
    with pytest.raises(FileNotFoundError, match="euro_security"):
        load_codebook("no_such_codebook")


@pytest.mark.parametrize("name", bundled_codebooks())
def test_bundled_codebooks_load_and_have_labels_in_both_languages(name: str) -> None:
    book = load_codebook(name)
    assert book.name == name
    assert all(issue.fr and issue.en and issue.article and issue.patterns for issue in book.issues.values())


def test_gold_issues_are_in_euro_security(root: Path) -> None:
    import yaml

    issues = yaml.safe_load((root / "tests" / "gold" / "issues.yaml").read_text(encoding="utf-8"))
    book = load_codebook("euro_security")
    assert {item["id"]: (item["fr"], item["en"]) for item in issues} == {
        issue.id: (issue.fr, issue.en) for issue in book.issues.values()
    }


@pytest.mark.parametrize(
    ("text", "issue", "inverse"),
    [
        ("le non-élargissement de l'OTAN", "nato_non_enlargement", False),
        ("l'élargissement de l'Alliance atlantique", "nato_non_enlargement", True),
        ("l'adhésion de l'Ukraine à l'OTAN", "nato_non_enlargement", True),
        ("ne plus élargir l'OTAN vers l'est", "nato_non_enlargement", False),
        ("renforcer sa sécurité au détriment des autres", "indivisible_security", True),
        ("ne pas renforcer la sécurité au détriment des autres", "indivisible_security", False),
        ("des négociations qui traînent", "endless_talks", False),
        ("reprendre les pourparlers", "dialogue", False),
        ("la rupture des négociations", "dialogue", True),
    ],
)
def test_euro_security_names_issues_and_their_opposites(nlp: Language, text: str, issue: str, inverse: bool) -> None:
    matches = find(load_codebook("euro_security"), nlp, text)
    assert [(match.issue.id, match.inverse) for match in matches] == [(issue, inverse)]


def test_check_lists_every_fault_at_once(tmp_path: Path) -> None:
    file = tmp_path / "two.yaml"
    file.write_text(HEAD + "  - {id: a, fr: x}\n  - {id: b b, fr: x, en: y}\n", encoding="utf-8")
    faults = check(file)
    assert len(faults) == 2
    assert "two.yaml:3: issues.0.en" in faults[0]
    assert "two.yaml:4: issues.1.id" in faults[1]
    assert check("euro_security") == []
    assert check(tmp_path / "none.yaml")[0].startswith(str(tmp_path / "none.yaml"))


def test_try_tells_what_matches_where_and_by_which_pattern(nlp: Language) -> None:
    text = "Le maire défend les trains de nuit. Une SNCF nocturne."
    doc = nlp(text)
    matches = try_text(parse_codebook(SMALL), (((t.text, t.lemma_, t.idx) for t in sent) for sent in doc.sents))
    assert [(match.pattern, text[match.start : match.end]) for match in matches] == [
        ("train de nuit", "trains de nuit"),
        ("$rail nocturne", "SNCF nocturne"),
    ]


def test_schema_describes_the_format() -> None:
    schema = json_schema()
    assert set(schema["required"]) == {"codebook", "issues"}
    assert {"id", "fr", "en", "patterns", "inverse", "article"} <= set(schema["$defs"]["Issue"]["properties"])


def test_topics_are_added_where_no_issue_is_coded(nlp: Language) -> None:
    from claimx.stages.claims import ClaimStructurer

    doc = nlp("« Il faut rouvrir la maternité de cet hôpital », a déclaré Marie Dupont.")
    topical = ClaimStructurer([load_codebook("euro_security"), load_codebook("cap")])(doc)
    assert [(claim.issue_id, claim.issue_label_en) for claim in topical] == [("3", "health")]
    assert topical[0].issue_text == "rouvrir la maternité de cet hôpital"
    assert topical[0].rule.endswith("+topic")
    assert [claim.issue_id for claim in doc._.claims] == [None]


def test_a_scope_keeps_a_codebook_to_its_domain(nlp: Language) -> None:
    sentence = "« Nous demandons une nouvelle réunion », a déclaré Marie Dupont."
    assert [claim.issue_id for claim in nlp(sentence)._.claims] == [None]
    assert [claim.issue_id for claim in nlp(sentence + " L'OTAN se tait.")._.claims] == ["further_meeting"]


def test_cap_has_the_21_major_topics() -> None:
    ids = {int(issue_id) for issue_id in load_codebook("cap").issues}
    assert ids == set(range(1, 24)) - {11, 22}


def test_matching_takes_linear_time() -> None:
    book = load_codebook("euro_security")

    def effort(times: int) -> int:
        words = content_words(
            (word, word, 0) for _ in range(times) for word in "élargissement accord Russie missile portée".split()
        )
        return calls(lambda: book.find(words))

    assert effort(8000) < 11 * effort(800)


@pytest.mark.parametrize("value", ["2021-13-45", "!!int drei", "!!float x"])
def test_a_value_that_yaml_cannot_make_is_a_fault_of_the_file(value: str) -> None:
    with pytest.raises(CodebookError, match=r"mine\.yaml.*not YAML"):
        parse_codebook(f"codebook: {value}\nissues: []\n", "mine.yaml")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("mot ...51 fin", "a gap of more than 50 words"),
        (f"mot ...{'9' * 5000} fin", "a gap of more than 50 words"),
        ("mot ...² fin", "is no gap"),
        ("mot " * 20_001, "more than 20000 words in all its wordings"),
        ("$g " + "mot " * 500, "more than 20000 words in all its wordings"),
    ],
)
def test_patterns_that_would_take_long_are_refused(pattern: str, words: str) -> None:
    entries = ", ".join(f"mot a{number}" for number in range(50))
    issue = f"{{id: a, fr: a, en: a, patterns: ['{pattern}']}}"
    with pytest.raises(CodebookError, match=words):
        parse_codebook(f"codebook: x\nwords: {{g: [{entries}]}}\nissues: [{issue}]\n")
