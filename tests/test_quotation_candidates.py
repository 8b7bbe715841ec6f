"""What the rules propose around quotation marks, whatever confidence then keeps; invented sentences."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.stages.quotations import cues
from claimx.stages.quotations.boundaries import alternatives
from claimx.stages.quotations.candidates import Candidate
from claimx.stages.quotations.confidence import confidence_blocks, describe
from claimx.stages.quotations.extent_choice import choose, decide, iou
from claimx.stages.quotations.extent_features import describe_extent, extent_blocks
from claimx.stages.quotations.selection import near

if TYPE_CHECKING:
    from spacy.language import Language

    from claimx.stages.quotations.candidates import Span

_STAGES = ("claimx_quotations", "claimx_speakers", "claimx_claims")


def _proposed(nlp: Language, text: str) -> list[tuple[str, str | None, list[str]]]:
    """Kind, cue and content of each candidate with each of its extents."""
    with nlp.select_pipes(disable=[name for name in _STAGES if name in nlp.pipe_names]):
        doc = nlp(text)
    reading = nlp.get_pipe("claimx_quotations").propose(doc)  # type: ignore[attr-defined]  # the detector
    found = []
    for item, extent in reading.proposals:
        options = (
            [option for option, _ in alternatives(reading.view, reading.shaper, item, extent)] if extent else [item]
        )
        for option in options:
            cue = text[slice(*option.cue)] if option.cue else None
            found.append((str(option.kind), cue, [text[start:end] for start, end in option.segments]))
    return found


@pytest.mark.parametrize(
    ("text", "kind", "cue", "content"),
    [
        (
            "Quant aux retraités, a-t-il expliqué, « leur situation relève du Parlement ».",
            "direct",
            "a-t-il expliqué",
            ["leur situation relève du Parlement"],
        ),
        (
            "« Je me suis juré de lui dire +voilà je prends ma retraite+ », explique-t-il.",
            "direct",
            "dire",
            ["voilà je prends ma retraite"],
        ),
        ("« Elle hurlait “À l'aide” », raconte un voisin.", "direct", "hurlait", ["À l'aide"]),
        (
            'Le bureau, qui juge la loi "utile", a dénoncé certaines mesures "extrêmes".',
            "mixed",
            "a dénoncé",
            ['certaines mesures "extrêmes"'],
        ),
        (
            "Pont de Larze : les riverains « à bout de nerfs »\n\nLe pont a fermé mardi.",
            "mixed",
            None,
            ["les riverains « à bout de nerfs »"],
        ),
        (
            'À l\'école du Port, la cantine "au régime sec"\n\nLes élèves mangent froid depuis lundi.',
            "mixed",
            None,
            ['la cantine "au régime sec"'],
        ),
    ],
)
def test_proposed(nlp: Language, text: str, kind: str, cue: str | None, content: list[str]) -> None:
    found = _proposed(nlp, text)
    assert (kind, cue, content) in found, "\n".join(map(str, found))


@pytest.mark.parametrize(
    "text",
    [
        'Et la guilde, tout en louant un essai "honnête", a jugé plusieurs chapitres "bavards".',
        "La commission, qui se dit « sereine », a rendu publics les résultats.",
        'La comédienne, révélée par "Les Ombres de mai", revient au théâtre avec Paul Merle.',
    ],
)
def test_a_verb_after_quoted_words_in_an_aside_reports_nothing_before_it(nlp: Language, text: str) -> None:
    subject = text.removeprefix("Et ").split(",")[0]
    for _, cue, content in _proposed(nlp, text):
        assert cue is None or subject not in content[0], (cue, content)


@pytest.mark.parametrize("apostrophe", ["'", "’"])
@pytest.mark.parametrize(("word", "mark", "quoted"), [("qu", '"', "un"), ("d", "«", "inutile"), ("l", "“", "amour")])
def test_an_elided_word_and_the_mark_after_it_are_two_tokens(
    nlp: Language, apostrophe: str, word: str, mark: str, quoted: str
) -> None:
    for blank in ("", " "):
        words = [token.text for token in nlp.make_doc(f"Il parle {word}{apostrophe}{mark}{blank}{quoted} jour")]
        assert words[2:5] == [word + apostrophe, mark, quoted]


@pytest.mark.parametrize(
    "text",
    [
        "Le maire a dit mardi, lors d'un débat, que la ville vendrait la piscine et que 3 écoles fermeraient.",
        "« Nous refusons cet accord, et nous le dirons », a déclaré la ministre, citée par le journal « Le Cap ».",
        "Selon le préfet, la route, dite « verte », restera fermée, a-t-il ajouté, avant de saluer les secours.",
        "Interrogé sur un « coup de force », l'avocat a dénoncé, dans un communiqué, une loi « inutile ».",
    ],
)
def test_blocks_of_features_weigh_what_their_names_do(nlp: Language, text: str) -> None:
    with nlp.select_pipes(disable=[name for name in _STAGES if name in nlp.pipe_names]):
        doc = nlp(text)
    detector = nlp.get_pipe("claimx_quotations")
    reading = detector.propose(doc)  # type: ignore[attr-defined]  # the detector
    extents, confidence = detector.extent_model, detector.model  # type: ignore[attr-defined]
    assert extents is not None
    assert confidence is not None
    view, clauses = reading.view, reading.clauses
    options = [
        option
        for item, extent in reading.proposals
        if extent
        for option in alternatives(view, reading.shaper, item, extent)
    ]
    assert options
    for option in options:
        weight = extents.total_of_blocks(extent_blocks(view, clauses, *option))
        assert weight == pytest.approx(extents.total(describe_extent(view, clauses, *option)))
    candidates = choose(view, reading.shaper, clauses, reading.proposals, extents)
    for item, others in zip(candidates, near(candidates), strict=True):
        likely = confidence.score_of_blocks(confidence_blocks(view, item, others))
        assert likely == pytest.approx(confidence.score(describe(view, item, others)))


@pytest.mark.parametrize(
    "text",
    [
        "Le maire a-t-il tiré la sonnette d'alarme ?",
        "La préfète tire tout de même encore la sonnette d'alarme sur les crues.",
        "Il a tiré à sa tour la sonnette d'alarme, et elle a fait à nouveau savoir que la route était fermée.",
    ],
)
def test_verbs_passed_over_for_lack_of_their_words_are_no_cues(
    nlp: Language, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with nlp.select_pipes(disable=[name for name in _STAGES if name in nlp.pipe_names]):
        doc = nlp(text)
    detector = nlp.get_pipe("claimx_quotations")

    def found() -> list[tuple[str, int, int]]:
        return [(hit.lemma, hit.first, hit.last) for hit in detector.propose(doc).hits]  # type: ignore[attr-defined]

    quick = found()
    assert quick
    monkeypatch.setattr(cues, "_lacks", lambda *_: False)
    assert found() == quick


@given(
    st.lists(
        st.lists(st.integers(0, 60), min_size=2, max_size=4, unique=True).map(
            lambda edges: list(pairwise(sorted(edges)))[::2]
        ),
        min_size=1,
        max_size=8,
    ),
    st.data(),
)
def test_the_extent_taken_is_the_one_with_the_least_expected_loss(
    options: list[list[Span]], data: st.DataObject
) -> None:
    """Each option counts for what would pass for it, read off the definition one by one, up to rounding."""
    totals = data.draw(st.lists(st.floats(-5, 5), min_size=len(options), max_size=len(options)))
    odds = [math.exp(total - max(totals)) for total in totals]
    near = [
        sum(odd for odd, other in zip(odds, options, strict=True) if iou(one, other) >= 0.8) / sum(odds)
        for one in options
    ]
    values = [share + 0.5 * odd / sum(odds) for share, odd in zip(near, odds, strict=True)]
    at, certainty = decide(options, totals)
    assert math.isclose(values[at], max(values), rel_tol=1e-9)
    assert math.isclose(certainty, near[at], rel_tol=1e-9)


@st.composite
def _placed(draw: st.DrawFn) -> Candidate:
    start, cue = draw(st.integers(0, 40)), draw(st.none() | st.integers(0, 40))
    segments = [(start, start + draw(st.integers(1, 12)))]
    return Candidate("direct", segments, "rule", 0.5, cue=None if cue is None else (cue, cue + draw(st.integers(1, 4))))


@given(st.lists(_placed(), max_size=12))
def test_near_ones_touch_content_or_cue(candidates: list[Candidate]) -> None:
    def touches(item: Candidate, other: Candidate) -> bool:
        low, high = (min(item.start, item.cue[0]), max(item.end, item.cue[1])) if item.cue else (item.start, item.end)
        return other.start < high and low < other.end

    for item, found in zip(candidates, near(candidates), strict=True):
        assert sorted(map(id, found)) == sorted(id(other) for other in candidates if touches(item, other))
