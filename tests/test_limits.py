"""A document that takes too long fails alone; what surrounds it, and the chain, stay as they were."""

from __future__ import annotations

import random
import re
import time
from contextlib import suppress
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import claimx
from claimx.batches import process_documents
from claimx.corpus import Corpus, Source, read
from claimx.limits import OverdueError, time_limit
from claimx.run import Extracted, process, run
from claimx.stages import extensions


def spin(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


@Language.component("test_never_ends_on_stop")
def never_ends_on_stop(doc: Doc) -> Doc:
    try:
        while "STOP" in doc.text:
            pass
    except Exception:  # noqa: BLE001 (as libraries do)
        return doc
    spin(0.05 * doc.text.count("lent"))
    extensions.store_quotations(doc, [])
    return doc


@pytest.fixture
def small() -> Language:
    nlp = spacy.blank("fr")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("test_never_ends_on_stop")
    return nlp


def test_work_is_broken_off_and_later_work_is_not() -> None:
    with pytest.raises(OverdueError), time_limit(0.02):
        spin(5)
    with time_limit(0.2):
        spin(0.02)
    with time_limit(None):
        spin(0.02)
    spin(0.3)


def test_time_asleep_doesnt_count() -> None:
    with time_limit(0.05):
        time.sleep(0.2)


def test_an_exponential_pattern_is_broken_off() -> None:
    with pytest.raises(OverdueError), time_limit(0.1):
        re.match(r"(a|a)*b", "a" * 60)


def test_a_finalizer_that_swallows_it_only_puts_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claimx.limits._AGAIN", 0.05)

    def swallows() -> None:
        with suppress(OverdueError):
            spin(5)
        spin(5)

    with pytest.raises(OverdueError), time_limit(0.02):
        swallows()


def test_stuck_document_fails_alone(small: Language, tmp_path: Path) -> None:
    texts = {f"{number}.txt": "Bonjour." for number in range(5)} | {"stuck.txt": "STOP.", "z.txt": "Bonsoir."}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    summary = run(Corpus([tmp_path]), small, tmp_path / "out", max_seconds=0.1)
    assert dict(summary.documents) == {"ok": 6, "failed": 1}
    documents = claimx.read(tmp_path / "out").documents.set_index("document_id")
    assert documents.loc["stuck.txt", "status"] == "failed"
    assert documents.loc["stuck.txt", "error"] == (
        "not finished after 0.1 seconds of processor time (--max-seconds sets the limit); split it into articles"
    )


def test_limit_is_a_documents_not_a_batchs(small: Language) -> None:
    """Ten documents of 0.05 s each are over a limit of 0.2 s together, none of them by itself."""
    documents = [read(Source(str(number), text="C'est lent.")) for number in range(10)]
    found = list(process_documents(documents, small, max_bytes=1000, max_seconds=0.2))
    assert [item.document.status for item in found] == ["ok"] * 10


def test_message_is_the_same_alone_and_among_others(small: Language) -> None:
    stuck = read(Source("s", text="STOP"))
    other = read(Source("o", text="Oui."))
    (alone,) = process_documents([stuck], small, max_bytes=1000, max_seconds=0.05)
    found = list(process_documents([other, stuck], small, max_bytes=1000, max_seconds=0.05))
    assert found[1] == alone


@pytest.fixture(scope="module")
def articles(raw: Path) -> list[Source]:
    lines = [line for path in sorted(raw.glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Source(str(number), text=line) for number, line in enumerate(filter(str.strip, lines))]


@pytest.fixture
def own_nlp() -> Language:
    """A chain of the test's own: other tests shouldn't get one that was broken off."""
    return claimx.load()


# A finalizer or a callback of the garbage collector may be what the time limit breaks off: it swallows the exception
# and says so, and the next one comes a second later.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_chain_is_as_good_as_new_wherever_it_was_broken_off(own_nlp: Language, articles: list[Source]) -> None:
    def found(limit: float | None) -> dict[str, Extracted]:
        documents = [read(source) for source in articles]
        items = process_documents(documents, own_nlp, max_bytes=100_000, max_seconds=limit)
        return {item.document.document_id: item for item in items}

    expected = {item.document.document_id: item for item in process(articles, own_nlp)}
    chance = random.Random(5)
    broken_off = 0
    for _ in range(25):
        limited = found(chance.uniform(0.001, 0.02))
        broken_off += sum(item.document.status == "failed" for item in limited.values())
        assert all(item == expected[name] for name, item in limited.items() if item.document.status == "ok")
    assert broken_off > 50
    assert found(None) == expected
