"""The report in a real browser: what it shows, that it asks for nothing, and that hostile text stays text."""

from __future__ import annotations

import json
import os
import re
import shutil
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

import articles
import hostile
from claimx import cli
from claimx.records import Document, Quotation, Segment
from claimx.report import write_report
from claimx.report.html import block
from claimx.result import Result
from claimx.store import TableWriter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from spacy.language import Language

CHROMIUM = os.environ.get("CLAIMX_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
).split()
FILTER_MS = 200

SET_CONFIDENCE = """value => { const range = document.querySelector('[name=confidence]');
    range.value = value; range.dispatchEvent(new Event('input', {bubbles: true})); }"""
QUOTATIONS = """() => { const found = {};
    for (const mark of document.querySelectorAll('#article mark')) {
        const copy = mark.cloneNode(true);
        copy.querySelectorAll('button').forEach(button => button.remove());
        (found[mark.dataset.row] ??= []).push(copy.textContent);
    }
    return Object.values(found); }"""
PARAGRAPHS = """() => { const copy = document.querySelector('article').cloneNode(true);
    copy.querySelectorAll('button').forEach(button => button.remove());
    return [...copy.querySelectorAll('h2, :scope > p')].map(paragraph => paragraph.textContent); }"""
FOCUSED = """() => { const e = document.activeElement;
    return e.name || e.dataset.view || e.dataset.language || e.className || e.tagName; }"""
UNNAMED = """() => [...document.querySelectorAll('button, a, input, select')].filter(e => e.offsetParent
    && !(e.textContent.trim() || e.ariaLabel || e.labels?.[0]?.textContent.trim())).map(e => e.outerHTML)"""
MEASURE = """([name, value]) => new Promise(done => {
    const field = document.querySelector(`[name=${name}]`);
    const start = performance.now();
    field.value = value;
    field.dispatchEvent(new Event('input', {bubbles: true}));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""
FILTERS = (
    ("search", "cyclable 12"), ("claimant", "personne 1"), ("issue", "numéro 7"), ("polarity", "negative"),
    ("from", "2020-05-01"), ("confidence", "0.5"), ("search", ""),
)  # fmt: skip
WORDS = r"const WORDS = \{\n  en: \{(.*?)\n  \},\n  fr: \{(.*?)\n  \},\n\};"
ADDRESSES = (
    "#/claims #/overview #/articles #/article/0 #/article/0/c0 #/article/0/q1 #/article/2 #/nowhere #/article/99"
).split()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium, or a skip that says that there is none."""
    if not os.access(CHROMIUM, os.X_OK):
        pytest.skip(f"no Chromium at {CHROMIUM}: apt-get install chromium, or say where it is in CLAIMX_CHROMIUM")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Watched:
    """A page with all that it said to the console and all that it asked of the network."""

    def __init__(self, browser: Browser, path: Path, address: str = "", **context: Any) -> None:
        self.page: Page = browser.new_page(**{"locale": "en-US", "viewport": {"width": 1300, "height": 850}} | context)
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(f"dialog {dialog.message}"))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.address = f"file://{path}"
        self.page.goto(self.address + address)
        self.page.wait_for_selector("html[data-ready]")

    def go(self, address: str) -> None:
        """Go to an address within the page and wait until it is shown."""
        self.page.evaluate("address => { location.hash = address; }", address)
        self.shown(address)

    def shown(self, address: str) -> None:
        """Wait until the view of an address is shown."""
        self.page.wait_for_selector(f'body[data-shown="{address}"]')

    def quiet(self) -> bool:
        """Tell whether nothing was said, and nothing asked for but the page itself."""
        return self.said == [] and {url.partition("#")[0] for url in self.asked} == {self.address}


@pytest.fixture(scope="module")
def two(raw: Path, nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the two articles."""
    from claimx.corpus import find_sources
    from claimx.run import run

    folder = tmp_path_factory.mktemp("two")
    run(find_sources([str(raw)]), nlp, folder / "out")
    return write_report(folder / "out", folder / "report.html").files[0]


@pytest.fixture(scope="module")
def found(two: Path) -> Result:
    """What that report was made from."""
    return Result.read(two.parent / "out")


@pytest.fixture
def page(browser: Browser, two: Path) -> Iterator[Watched]:
    watched = Watched(browser, two, "#/claims")
    yield watched
    assert watched.quiet(), (watched.said, watched.asked)
    watched.page.close()


def rows(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("#claims tbody th bdi").all_text_contents()]


def test_the_report_of_the_two_articles_is_small(two: Path) -> None:
    assert two.stat().st_size < 2_000_000


@pytest.mark.parametrize("name", ["claimant", "speaker"])
def test_a_new_user_finds_both_claims_of_stoltenberg(page: Watched, found: Result, name: str) -> None:
    page.page.fill(f"[name={name}]", "stoltenberg")
    assert rows(page.page) == ["Jens Stoltenberg"] * 2
    everything = len(found.claims)
    assert f"2 of {everything} claims" in page.page.inner_text("#stats")
    page.page.fill(f"[name={name}]", "")
    page.page.fill("[name=search]", "STOLTENBERG   désescalade")
    assert "Jens Stoltenberg" in rows(page.page)
    page.page.click("#reset")
    page.page.locator("#claims tbody tr").nth(everything - 1).wait_for()


def test_each_filter_chooses_what_it_says(page: Watched, found: Result) -> None:
    claims, quotations = found.claims, found.quotations
    for name, value in (("polarity", "negative"), ("act", "reply")):
        page.page.select_option(f"[name={name}]", value)
        assert len(rows(page.page)) == (claims[name] == value).sum()
        page.page.select_option(f"[name={name}]", "")
    page.page.select_option("[name=kind]", "mixed")
    mixed = quotations[quotations["kind"] == "mixed"][["document_id", "quotation_id"]]
    assert len(rows(page.page)) == len(claims.merge(mixed))
    page.page.select_option("[name=kind]", "")
    page.page.fill("[name=issue]", "NATO non-enlargement")
    assert len(rows(page.page)) == (claims["issue_id"] == "nato_non_enlargement").sum()
    page.page.fill("[name=issue]", "")
    page.page.fill("[name=from]", "2021-12-15")
    assert len(rows(page.page)) == claims["date"].notna().sum()
    page.page.fill("[name=from]", "2022-01-01")
    assert page.page.inner_text("#claims") == "No claim matches these filters."
    page.page.fill("[name=from]", "")
    page.page.evaluate(SET_CONFIDENCE, 0.7)
    assert len(rows(page.page)) == (claims["confidence"] >= 0.7).sum()


def test_from_a_claim_to_its_place_and_back(page: Watched) -> None:
    page.page.fill("[name=claimant]", "stoltenberg")
    evidence = page.page.locator("#claims .evidence a").first
    said = evidence.inner_text()
    first = str(evidence.get_attribute("href"))
    evidence.click()
    page.shown(first)
    place = page.page.locator("#evidence")
    assert re.sub(r"\bq\d+(?=\w)", "", place.inner_text()) == said
    box = place.bounding_box()
    assert box is not None
    assert 0 < box["y"] < 850
    assert page.page.evaluate("document.activeElement.id") == "evidence"
    assert page.page.locator(".cards .current .who bdi").inner_text() == "Jens Stoltenberg"
    other = page.page.locator(".cards li", has_text="Moscou").first.locator("a")
    address = str(other.get_attribute("href"))
    other.click()
    page.shown(address)
    assert page.page.locator(".cards .current .who bdi").inner_text() == "Moscou"
    page.page.go_back()
    page.shown(first)
    page.page.click("#back")
    page.shown("#/claims")
    assert rows(page.page) == ["Jens Stoltenberg"] * 2
    assert page.page.locator("#claims tr.current").count() == 1
    assert page.page.evaluate("document.activeElement.closest('tr')?.classList.contains('current')")


@pytest.mark.parametrize("how", ["hover", "focus", "tap"])
def test_a_quotation_tells_how_it_was_found(browser: Browser, two: Path, found: Result, how: str) -> None:
    number, quotation = next((n, row) for n, row in found.quotations.iterrows() if isinstance(row["within"], str))
    watched = Watched(browser, two, "#/article/0", has_touch=how == "tap")
    page = watched.page
    inner = page.locator(f"mark mark[data-row='{number}']")
    {"hover": inner.hover, "focus": inner.locator("button").focus, "tap": inner.tap}[how]()
    card = page.locator("#card").inner_text()
    for name in ("quotation_id", "kind", "cue_text", "source_text", "within", "rule"):
        assert quotation[name] in card, name
    assert ", ".join(quotation["speaker_names"]) in card
    assert quotation["resolution"].replace("_", " ") in card
    assert f"{quotation['confidence']:.2f}" in card
    assert inner.locator("button").get_attribute("aria-describedby") == "card"
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()
    assert watched.quiet()
    page.close()


def test_every_quotation_stands_in_its_words(page: Watched, found: Result) -> None:
    for number, document in enumerate(found.documents["document_id"]):
        page.go(f"#/article/{number}")
        shown = page.page.evaluate(QUOTATIONS)
        text = found.documents["text"][number]
        wanted = []
        for segments in found.quotations[found.quotations["document_id"] == document]["segments"]:
            lines = [line for part in segments for line in text[part["start"] : part["end"]].split("\n")]
            wanted.append([line.strip() for line in lines if line.strip()])
        assert sorted(shown) == sorted(wanted)


def test_both_languages(page: Watched, found: Result) -> None:
    page.page.click("[data-language=fr]")
    assert page.page.locator("html").get_attribute("lang") == "fr"
    assert f"{len(found.claims)} prises de position sur {len(found.claims)}" in page.page.inner_text("caption")
    page.page.fill("[name=issue]", "non-élargissement de l'OTAN")
    assert "négative" in page.page.inner_text("#claims tbody")
    page.page.click("[data-view=overview]")
    page.shown("#/overview")
    assert "Qui prend position" in page.page.inner_text("#overview")
    page.page.click("[data-language=en]")
    assert "Who claims" in page.page.inner_text("#overview")


def test_both_languages_have_the_same_words(two: Path) -> None:
    source = two.read_text(encoding="utf-8")
    english, french = re.search(WORDS, source, re.DOTALL).groups()
    keys = [set(re.findall(r"(?:^|[,{])\s*(\w+):\s*[\"{]", text)) for text in (english, french)]
    only_french = {key for key in keys[1] - keys[0] if key != "resolutions"}
    resolutions = set(re.findall(r"(\w+):", french[french.index("resolutions") :])) - {"resolutions"}
    assert keys[0] - keys[1] == set()
    assert only_french <= resolutions


def test_charts_filter_by_click_and_key(page: Watched, found: Result) -> None:
    count = (found.claims["claimant_name"] == "États-Unis").sum()
    page.go("#/overview")
    assert page.page.locator("#overview .chart").count() == 5
    bar = page.page.locator("#overview .bar", has_text="États-Unis").first
    assert str(bar.get_attribute("aria-label")).startswith(f"États-Unis: {count} (")
    bar.focus()
    page.page.keyboard.press("Enter")
    assert page.page.input_value("[name=claimant]") == "États-Unis"
    assert f"{count} of {len(found.claims)} claims" in page.page.inner_text("#stats")
    assert page.page.locator(".network .node.left").count() == 1
    page.page.locator("#overview details").first.locator("summary").click()
    assert "États-Unis" in page.page.locator("#overview details table").first.inner_text()


def test_sorting_by_a_heading(page: Watched) -> None:
    page.page.click("th[data-column=claimant_name] button")
    names = rows(page.page)
    assert names == page.page.evaluate("names => names.slice().sort(new Intl.Collator('en').compare)", names)
    assert page.page.get_attribute("th[data-column=claimant_name]", "aria-sort") == "ascending"
    page.page.click("th[data-column=confidence] button")
    shown = page.page.locator("#claims .confidence").all_text_contents()
    assert shown == sorted(shown, reverse=True)


def test_everything_is_reached_by_keyboard(page: Watched) -> None:
    reached = set()
    for _ in range(40):
        page.page.keyboard.press("Tab")
        reached.add(page.page.evaluate(FOCUSED))
    assert {"skip", "overview", "articles", "fr", "search", "claimant", "polarity", "confidence"} <= reached
    unnamed = page.page.evaluate(UNNAMED)
    assert unnamed == []


def test_dark_small_and_printed(browser: Browser, two: Path) -> None:
    watched = Watched(browser, two, "#/claims", color_scheme="dark", viewport={"width": 390, "height": 800})
    page = watched.page
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.click("#theme")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    page.emulate_media(media="print")
    assert page.locator("#filters").is_hidden()
    assert len(page.pdf()) > 10_000
    assert watched.quiet()
    page.close()


@pytest.mark.parametrize("address", ADDRESSES)
def test_hostile_text_is_text(browser: Browser, tmp_path: Path, address: str) -> None:
    out = write_report(hostile.write(tmp_path / "out"), tmp_path / "report.html", title=hostile.SCRIPT).files[0]
    watched = Watched(browser, out, address)
    page = watched.page
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    page.wait_for_timeout(50)
    assert page.evaluate("window.pwned") is None
    assert (
        page.locator("main img, main script, main a[href^='data:'], main a[href^='javascript:'], h1 script").count()
        == 0
    )
    shown = page.inner_text("body")
    assert hostile.SCRIPT in shown
    if address in {"#/claims", "#/article/0"}:
        assert "⟨U+202E⟩" in shown
        assert "lien</a> javascript:alert(1)" in shown
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)
    if address == "#/article/0":
        text = page.evaluate(PARAGRAPHS)
        visible = {"\u202e": "⟨U+202E⟩", "\u202c": "⟨U+202C⟩", "\x07": "⟨U+0007⟩"}
        lines = [line.strip() for line in hostile.TEXT.split("\r\n") if line.strip()]
        assert text == ["".join(visible.get(char, char) for char in line) for line in lines]
        assert page.locator("mark").first.inner_text() == f"q01{hostile.FIRST}"  # after two astral characters
    assert watched.quiet(), (watched.said, watched.asked)
    page.close()


def test_quotations_that_cross_are_cut_and_lose_no_word(browser: Browser, tmp_path: Path) -> None:
    text = "Un début. Le maire dit que la ville paiera tout, selon le préfet. Une fin."
    spans = {"q01": (0, 30), "q02": (19, 48), "q03": (19, 64), "q04": (25, 26), "q05": (40, len(text))}
    quotations = [
        Quotation(
            quotation_id=name, kind="indirect", start=a, end=b, segments=(Segment(start=a, end=b),), text=text[a:b]
        )
        for name, (a, b) in spans.items()
    ]
    with TableWriter(tmp_path / "out", "test") as writer:
        writer.write(Document(document_id="a", text=text), quotations)
    watched = Watched(browser, write_report(tmp_path / "out", tmp_path / "r.html").files[0], "#/article/0")
    assert watched.page.evaluate(PARAGRAPHS) == ["a", text]  # the document's id stands where it has no title
    assert ["".join(parts) for parts in watched.page.evaluate(QUOTATIONS)] == [text[a:b] for a, b in spans.values()]
    assert watched.page.locator(".reference").all_text_contents() == ["q01", "q03", "q02", "q04", "q05"]
    assert watched.quiet()
    watched.page.close()


def test_no_data_can_end_its_block() -> None:
    text = block({"a": "</script><!--<script>", "b": "\u2028&amp;]]>"})
    assert not set(text) & set("<>&\u2028")
    assert json.loads(text) == {"a": "</script><!--<script>", "b": "\u2028&amp;]]>"}


def test_two_thousand_articles_stay_quick(browser: Browser, tmp_path: Path) -> None:
    out = write_report(articles.write(tmp_path / "out", 2_000), tmp_path / "report.html").files[0]
    watched = Watched(browser, out, "#/claims")
    page = watched.page
    assert "24,000 claims" in page.inner_text("#stats")
    took: dict[str, float] = {}
    for view in ("claims", "overview", "articles"):
        watched.go(f"#/{view}")
        for name, value in FILTERS:
            took[f"{view} {name} {value}"] = median(page.evaluate(MEASURE, [name, value]) for _ in range(3))
        page.click("#reset")
    assert max(took.values()) < FILTER_MS, sorted(took.items(), key=lambda item: -item[1])
    watched.go("#/claims")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert (page.locator("#claims tbody tr").count(), page.inner_text("#claims .note")) == (
        1_000,
        "23,000 more not shown",
    )
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#claims tbody tr").count() == 50
    watched.go("#/article/1999/c23999")
    assert page.locator("#evidence").count() == 1
    assert watched.quiet()
    page.close()


def test_command_writes_the_page_and_says_where(tmp_path: Path) -> None:
    folder = hostile.write(tmp_path / "out")
    out = tmp_path / "mine.html"
    result = CliRunner().invoke(cli.app, ["report", str(folder), "--out", str(out), "--where", "polarity = negative"])
    assert result.exit_code == 0, result.output
    assert "1 documents, 1 quotations, 1 claims" in result.output
    assert str(out) in result.output
    page = out.read_text(encoding="utf-8")
    assert page.count("<script") == 2
    assert 'http-equiv="Content-Security-Policy" content="default-src &#x27;none&#x27;;' in page
    assert not re.search(r"(?:src|href)=\"https?:", page)


def test_the_same_tables_give_the_same_page(tmp_path: Path) -> None:
    folder = hostile.write(tmp_path / "out")
    first, second = (write_report(folder, tmp_path / f"{name}.html").files[0].read_bytes() for name in "ab")
    assert first == second


def test_a_folder_without_tables_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli.app, ["report", str(tmp_path)])
    assert result.exit_code == 2
    assert "run `claimx extract`, or give a folder" in result.output
