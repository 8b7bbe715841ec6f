"""The learned choices of the claim stage: what they choose from, and that weights and features belong together."""

from __future__ import annotations

import itertools
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from claim_sentences import quotations_of, sentences, structured, unmark

from claimx.stages.claims.choice import coordinate_infinitives, nearest, rivals, touching
from claimx.stages.claims.features import describe_option
from claimx.stages.claims.further import link_of
from claimx.stages.claims.models import Classes, load_models
from claimx.stages.claims.options import Option
from claimx.stages.claims.sides import side_features, tones
from claimx.stages.claims.signs import describe_claim
from claimx.stages.claims.structurer import whole_words
from claimx.stages.extensions import store_quotations
from claimx.stages.sums import Sum
from effort import calls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

    from claimx.records import Quotation
    from claimx.stages.claims.options import Content
    from claimx.stages.claims.readings import CueReading

KNOWN = 0.8
"""Share of the features of ordinary sentences that the weights must know."""


def contents(nlp: Language, marked: str) -> Iterator[tuple[Quotation, Content, CueReading]]:
    text, spans = unmark(marked)
    with nlp.select_pipes(disable=["claimx_quotations", "claimx_speakers", "claimx_claims"]):
        doc = nlp(text)
    store_quotations(doc, quotations_of(text, spans))
    yield from nlp.get_pipe("claimx_claims").structurer.contents(doc, {})  # type: ignore[attr-defined]


def words(option: Option) -> str:
    return " ".join(tok.text for tok in option.tokens)


@pytest.mark.parametrize(
    ("content", "way", "expected"),
    [
        ("Le maire a fermé la piscine du quartier", "subject", "Le maire"),
        ("Le maire a fermé la piscine du quartier", "object", "la piscine du quartier"),
        ("Le maire a fermé la piscine du quartier", "verb-on", "fermé la piscine du quartier"),
        ("Il faut rouvrir la piscine", "infinitive", "rouvrir la piscine"),
        ("La piscine est un gouffre financier", "predicate", "un gouffre financier"),
        ("Le quartier souffre parce que la ville vend la piscine", "below-verb", "vend la piscine"),
        ("Ils dorment", "pronoun", "Ils"),
    ],
)
def test_options_hold_the_parts_of_a_clause(nlp: Language, content: str, way: str, expected: str) -> None:
    (_, found, _), *_ = contents(nlp, f"« <q>{content}</q> », <c>a dit</c> <s>la voisine</s>.")
    assert expected in [words(option) for option in found.options if way in option.ways]


def test_a_judgement_offers_what_stands_beside_its_cue(nlp: Language) -> None:
    (_, found, _), *_ = contents(nlp, "<s>L'élue</s> <c>a qualifié</c> le report du match d'« <q>absurde</q> ».")
    assert "le report du match" in [words(option) for option in found.options if "beside" in option.ways]


@pytest.mark.parametrize(
    ("marked", "way", "expected"),
    [
        (
            "Le public a hué le film. « <q>C'est interminable</q> », <c>soupire</c> <s>la spectatrice</s>.",
            "prior-last",
            "le film",
        ),
        ("Le maire assiste à la cérémonie, <q>« ému »</q>.", "prior-own", "la cérémonie"),
        (
            "Interrogée sur la vente du stade, <s>l'élue</s> <c>a répondu</c> que <q>rien n'était signé</q>.",
            "asked",
            "la vente du stade",
        ),
    ],
)
def test_what_names_no_issue_offers_what_stands_before(nlp: Language, marked: str, way: str, expected: str) -> None:
    (_, found, _), *_ = contents(nlp, marked)
    assert expected in [words(option) for option in found.options if way in option.ways]


def test_who_rejects_what_somebody_says_makes_a_claim_too(nlp: Language) -> None:
    inner = "<q><s1>l'ONU</s1> <c1>demande</c1> <q1>un cessez-le-feu</q1></q>"
    rejected, told = (
        [words(option) for option in next(contents(nlp, f"<s>Moscou</s> <c>{cue}</c> que {inner}."))[1].options]
        for cue in ("regrette", "ajoute")
    )
    assert "un cessez-le-feu" in rejected
    assert told == []


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("La piscine est vétuste", "own-whole=-1"),
        ("La piscine n'est pas vétuste", "own-whole=1"),
        ("La ville soigne sa piscine", "drawn-around=1"),
        ("Aucun départ n'est prévu", "none&shape=noun"),
        ("Le maire ne vendra pas la piscine", "not=True&verb-after&shape=noun"),
    ],
)
def test_tone_and_negation_tell_sides(nlp: Language, content: str, name: str) -> None:
    (quotation, found, reading), *_ = contents(nlp, f"« <q>{content}</q> », <c>a dit</c> <s>la voisine</s>.")
    assert quotation
    assert name in {name for option in found.options for name in side_features(option, reading, 0, tones(found.tokens))}


def options_by_words(nlp: Language, content: str) -> dict[str, Option]:
    (_, found, _), *_ = contents(nlp, f"« <q>{content}</q> », <c>a dit</c> <s>la voisine</s>.")
    return {words(option): option for option in found.options}


def test_what_many_options_share_is_taken_before_the_likeliest_alone(nlp: Language) -> None:
    found = options_by_words(nlp, "Le maire a fermé la piscine du quartier")
    shares = {"Le maire": 0.4, "la piscine du quartier": 0.3, "fermé la piscine du quartier": 0.3}
    options = [(share, found[name]) for name, share in shares.items()]
    assert words(nearest(options)) in ("la piscine du quartier", "fermé la piscine du quartier")
    assert touching(found["la piscine du quartier"], options) == pytest.approx(0.6)
    assert [words(option) for _, option in rivals(options, [nearest(options)])] == ["Le maire"]


def test_infinitives_of_a_row_are_taken_together(nlp: Language) -> None:
    (_, found, _), *_ = contents(
        nlp, "<s>La maire</s> <c>a proposé</c> <q>de planter des arbres et de fermer le parking</q>."
    )
    of_row = {words(option): option for option in found.options if option.assertion.rule == "infinitive"}
    row = ["planter des arbres", "fermer le parking"]
    assert [words(option) for option in coordinate_infinitives(of_row[row[1]], found.options)] == row
    assert coordinate_infinitives(of_row["des arbres"], found.options) == []


@pytest.mark.parametrize(
    ("between", "link"),
    [("", "none"), ("et", "et"), (", mais", "mais"), ("fini . et", "end"), ("le soir ,", ",")],
)
def test_the_most_dividing_link_counts(between: str, link: str) -> None:
    assert link_of(between.split()) == link


def test_weights_know_the_features(nlp: Language) -> None:
    models = load_models()
    issue = models.issue.weights
    known = [0, 0]
    total = [0, 0]
    for entry in sentences():
        for quotation, content, reading in contents(nlp, entry["text"]):
            for option in content.options:
                first = describe_option(option, content, reading, quotation.kind)
                second = describe_claim(option, content, reading, quotation.kind)
                sides = side_features(option, reading, 0, tones(content.tokens))
                for names in (first, [*second, *sides]):
                    assert len(names) == len(set(names)), "a name twice would count twice"
                known[0] += sum(name in issue for name in first)
                known[1] += sum(models.polarity.knows(name) for name in second)
                total[0] += len(first)
                total[1] += len(second)
    shares = [part / whole for part, whole in zip(known, total, strict=True)]
    assert min(shares) >= KNOWN, f"{shares}: train anew (scripts/train_claims.py) after a change of features"


def test_claims_of_one_content_share_no_word(nlp: Language) -> None:
    for entry in sentences():
        claims = structured(nlp, entry["text"])[1]
        spans = sorted({(claim.issue_start or 0, claim.issue_end or 0) for claim in claims if not claim.issue_id})
        assert len(spans) <= 3
        assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans)), entry["text"]


@pytest.mark.parametrize(
    ("marked", "act", "polarity"),
    [
        ("« <q>Je remercie les bénévoles</q> », <c>a dit</c> <s>la maire</s>.", "praise", "positive"),
        ("« <q>Nous condamnons ces violences</q> », <c>a dit</c> <s>la maire</s>.", "criticize", "negative"),
        ("<s>La maire</s> <c>ne refuse pas</c> <q>une nouvelle réunion</q>.", "accept", "positive"),
        ("<s>La maire</s> <c>se dit</c> <q>hostile au projet</q>.", "refuse", "negative"),
    ],
)
def test_what_is_said_in_so_many_words(nlp: Language, marked: str, act: str, polarity: str) -> None:
    claims = structured(nlp, marked)[1]
    assert [(claim.act, claim.polarity) for claim in claims] == [(act, polarity)]


def test_a_sentence_without_end_takes_linear_time(nlp: Language) -> None:
    def effort(times: int) -> int:
        marked = (
            f"<s>Paul Martin</s> <c>a dit</c> : « <q>{'le maire qui dit que la ville vend la piscine ' * times}</q>»."
        )
        text, spans = unmark(marked)
        with nlp.select_pipes(disable=["claimx_quotations", "claimx_speakers", "claimx_claims"]):
            doc = nlp(text)
        store_quotations(doc, quotations_of(text, spans))
        component = nlp.get_pipe("claimx_claims")
        return calls(lambda: component(doc))

    assert effort(400) < 11 * effort(50)


def test_features_summed_once_count_like_all_others() -> None:
    classes: Classes[str] = Classes({"a": Sum({"x": 1.0, "y": 0.5}, 0.25), "b": Sum({"y": -2.0, "z": 3.0})})

    def names(*given: str) -> tuple[str, ...]:
        return given

    together = classes.shares([(names, "x", "y", "z")])
    for _ in range(2):
        assert classes.shares([(names, "z"), (names, "x", "y")]) == pytest.approx(together)
    assert classes.shares([(names, "unknown")]) == pytest.approx(classes.shares([]))
    assert together["b"] / together["a"] == pytest.approx(math.exp(-2 + 3 - 1.75))
    total = Sum({"x": 1.0, "y": 0.5}, 0.25)
    blocks = [(names, "x", "q"), (names, "y")]
    for _ in range(2):
        assert total.total_of_blocks(blocks) == pytest.approx(total.total(["x", "y"])) == 1.75


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        ("être un « mec bien » à son âge", "un « mec", "un « mec bien »"),
        ('appelle à une "société plus juste" ici', 'une "société', 'une "société plus juste"'),
        ("d'« une règle dure » des comptes", "une règle dure » des comptes", "« une règle dure » des comptes"),
        ("des hommes (54 %) surtout", "hommes (54", "hommes (54 %)"),
        # What closes in another sentence, or far away, stays outside.
        ("parle d'« une faute. Et de honte » aussi", "« une faute", "« une faute"),
        ('va "contrôler" la rue "demain"', 'contrôler" la rue', '"contrôler" la rue'),
        ("Une règle simple.", "Une règle simple.", "Une règle simple"),
    ],
)
def test_marks_of_an_issue_are_whole(text: str, words: str, whole: str) -> None:
    start = text.index(words)
    low, high = whole_words(text, start, start + len(words))
    assert text[low:high] == whole
