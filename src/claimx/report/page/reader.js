// An article with its quotations in place, its claims beside it, and a card that tells how a quotation was found.
const LINE_END = /\r\n|[\n\r\v\f\u001c-\u001e\u0085\u2028\u2029]/g;
const reader = { document: null, from: "#/claims" };

/** Return the article's lines as [start, end], blank ones left out. */
function paragraphs(text) {
  const found = [];
  let start = 0;
  for (const match of [...text.matchAll(LINE_END), null]) {
    const end = match ? match.index : text.length;
    const line = text.slice(start, end);
    if (line.trim()) found.push([start + line.length - line.trimStart().length, start + line.trimEnd().length]);
    if (match) start = match.index + match[0].length;
  }
  return found;
}

/** Return all that is marked in an article: quotations' segments, sources and cues, the widest first. */
function marksOf(documentRow, claimRow) {
  const colours = coloursOf(documentRow);
  const marks = [];
  for (const row of quotationsOf[documentRow]) {
    const colour = colours.get(speakerKey(row));
    const common = { row, colour, order: 1 };
    quotations.get("segments", row).forEach(([start, end], part) => marks.push({ ...common, type: "quotation", start, end, first: part === 0 }));
    for (const type of ["source", "cue"]) {
      const start = quotations.get(`${type}_start`, row);
      if (start !== null) marks.push({ ...common, type, start, end: quotations.get(`${type}_end`, row), order: 2 });
    }
  }
  if (claimRow !== null) {
    marks.push({ type: "evidence", row: claimRow, order: 0, start: claims.get("start", claimRow), end: claims.get("end", claimRow) });
    const start = claims.get("issue_start", claimRow);
    if (start !== null) marks.push({ type: "issue", row: claimRow, order: 3, start, end: claims.get("issue_end", claimRow) });
  }
  return marks.filter((mark) => mark.start < mark.end).sort(widestFirst);
}

function widestFirst(a, b) {
  return a.start - b.start || b.end - a.end || a.order - b.order;
}

/** Return the part of a mark from `start` on; only the first part of a quotation carries its name. */
function partFrom(mark, start) {
  return mark.start >= start ? mark : { ...mark, start, first: false, rest: true };
}

/** Build the nodes of text[start:end]: marks nest where they can, and are cut where they cross. */
function build(text, start, end, marks) {
  const nodes = [];
  let place = start;
  let left = marks;
  while (left.length) {
    const [mark, ...others] = left;
    const to = Math.min(mark.end, end);
    if (mark.start > place) nodes.push(text.slice(place, mark.start));
    const inside = others.filter((other) => other.start < to);
    nodes.push(markNode(mark, build(text, mark.start, to, inside)));
    left = others.filter((other) => other.end > to).map((other) => partFrom(other, to)).sort(widestFirst);
    place = to;
  }
  if (place < end) nodes.push(text.slice(place, end));
  return nodes;
}

function markNode(mark, children) {
  const colour = mark.colour === undefined ? "" : ` s${mark.colour}`;
  if (mark.type === "quotation") {
    const id = quotations.get("quotation_id", mark.row);
    const reference = mark.first ? el("button", { type: "button", class: "reference", id: `q${mark.row}`, "aria-label": cardTitle(mark.row), "aria-describedby": "card" }, id) : null;
    return el("mark", { class: `quotation${colour}`, dataset: { row: mark.row } }, reference, children);
  }
  const dataset = mark.type === "cue" || mark.type === "source" ? { of: mark.row } : {};
  const id = mark.type === "evidence" && !mark.rest ? "evidence" : null;
  return el("span", { class: `${mark.type}${colour}`, dataset, id }, children);
}

function speakersOf(row) {
  return quotations.get("speaker_names", row).join(", ") || t("unresolved");
}

function cardTitle(row) {
  return `${quotations.get("quotation_id", row)}: ${speakersOf(row)}`;
}

/** Return what the card says of a quotation: all that tells how it was found. */
function cardContent(row) {
  const kinds = [...new Set(quotations.get("speaker_kinds", row))].filter((kind) => kind && kind !== "unknown");
  const facts = [
    [t("kind"), word("kind", quotations.get("kind", row))],
    [t("cue"), words(quotations, row, "cue_") ?? t("none")],
    [t("source"), words(quotations, row, "source_") ?? t("none")],
    [t("found"), word("resolution", quotations.get("resolution", row))],
    [t("within"), quotations.get("within", row)],
    [t("rule"), el("code", {}, quotations.get("rule", row))],
    [t("confidence"), confidenceBar(quotations.get("confidence", row))],
  ].filter(([, value]) => value !== null);
  return [
    el("p", { class: "who" }, el("bdi", {}, speakersOf(row)), kinds.length ? el("small", {}, kinds.join(", ")) : null,
      el("small", {}, quotations.get("quotation_id", row))),
    el("dl", {}, facts.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
  ];
}

function showCard(mark) {
  const row = Number(mark.dataset.row);
  const card = byId("card");
  card.className = [...mark.classList].find((name) => /^s\d$/.test(name)) ?? "";
  card.replaceChildren(...cardContent(row).flat());
  card.hidden = false;
  placeCard(mark);
  for (const other of document.querySelectorAll(".on")) other.classList.remove("on");
  for (const part of document.querySelectorAll(`mark[data-row="${row}"], [data-of="${row}"]`)) part.classList.add("on");
}

/** Put the card below the mark, or above it where there is more room. */
function placeCard(mark) {
  const card = byId("card");
  const box = mark.getClientRects()[0];
  const { width, height } = card.getBoundingClientRect();
  const below = box.bottom + 8 + height < innerHeight || box.top - 8 - height < 0;
  card.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  card.style.top = `${Math.max(8, Math.min(below ? box.bottom + 8 : box.top - 8 - height, innerHeight - height - 8))}px`;
}

function hideCard() {
  byId("card").hidden = true;
  for (const other of document.querySelectorAll(".on")) other.classList.remove("on");
}

function claimCard(row, current) {
  const rest = claims.names.filter((name) => !name.startsWith("_") && !/(^|_)(start|end)$/.test(name) && claims.get(name, row) !== null);
  const value = (name) => [claims.get(name, row)].flat().filter((item) => item !== null).join(", ");
  const details = el("details", {}, el("summary", {}, t("details")));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1)
      details.append(el("dl", {}, rest.map((name) => [el("dt", {}, name), el("dd", {}, value(name))])));
  });
  const via = claims.get("via", row) ?? [];
  return el("li", { class: row === current ? "current" : "", id: `card-${row}` },
    el("p", { class: "who" }, el("bdi", {}, claims.get("claimant_name", row) ?? t("nobody")), via.length ? el("small", {}, t("via", via.join(", "))) : null),
    el("p", {}, el("a", { href: claimAddress(row), "aria-current": row === current ? "true" : null }, labelOf(row))),
    el("p", { class: "facts" }, polarityMark(claims.get("polarity", row)), el("span", {}, word("act", claims.get("act", row))),
      el("span", {}, claims.get("quotation_id", row)), confidenceBar(claims.get("confidence", row))),
    details);
}

function articleNav(documentRow) {
  const readable = (row) => row >= 0 && row < documents.rows;
  const link = (key, row) => readable(row) ? el("a", { href: `#/article/${row}`, class: "button" }, t(key)) : null;
  const back = reader.from.startsWith("#/articles") ? "back_articles" : "back";
  return el("nav", { class: "crumbs" }, el("a", { id: "back", href: reader.from, class: "button" }, "← ", t(back)),
    el("span", { class: "fill" }), link("previous_article", documentRow - 1), link("next_article", documentRow + 1));
}

function renderArticle(documentRow, claimRow = null, quotationRow = null) {
  hideCard();
  reader.document = documentRow;
  const text = textOf(documentRow);
  const marks = marksOf(documentRow, claimRow);
  const title = documents.get("title", documentRow);
  const spans = paragraphs(text);
  // A title that is the article's first line is shown once, with what it quotes.
  const headed = spans.length > 0 && text.slice(...spans[0]) === title;
  const contents = ([start, end]) => build(text, start, end, marks.filter((mark) => mark.start < end && mark.end > start).map((mark) => partFrom(mark, start)));
  const lines = spans.slice(headed ? 1 : 0).map((span) => el("p", {}, contents(span)));
  const legendItems = [...coloursOf(documentRow)].map(([name, colour]) => el("li", { class: `s${colour}` }, el("bdi", {}, name)));
  const own = claimsOf[documentRow];
  byId("article").replaceChildren(
    articleNav(documentRow),
    el("div", { class: "reader" },
      el("article", { lang: "fr" },
        el("header", {}, el("h2", {}, headed ? contents(spans[0]) : el("bdi", {}, title ?? documents.get("document_id", documentRow))),
          el("p", { class: "dim", lang: language }, [documents.get("date", documentRow), title && documents.get("document_id", documentRow)].filter(Boolean).join(" · ")),
          legendItems.length ? el("ul", { class: "speakers", "aria-label": t("legend") }, legendItems) : null),
        documents.get("status", documentRow) === "ok" ? lines : el("p", { class: "error" }, documents.get("error", documentRow) ?? "")),
      el("aside", { "aria-label": t("claims_of") }, el("h3", {}, own.length ? t("to_claims", own.length) : t("no_claims_here")),
        el("ol", { class: "cards" }, own.map((row) => claimCard(row, claimRow))))));
  if (claimRow !== null) goTo(byId("evidence"), byId(`card-${claimRow}`));
  else if (quotationRow !== null) goTo(byId(`q${quotationRow}`)?.closest("mark"));
  else scrollTo(0, 0);
}

/** Bring the place in the text to the middle, and its card into view. */
function goTo(place, card = null) {
  if (!place) return;
  const column = card?.closest("aside");
  if (card) column.scrollTop = card.offsetTop - column.clientHeight / 3;
  place.scrollIntoView({ block: "center" });
  place.setAttribute("tabindex", "-1");
  place.focus({ preventScroll: true });
}

function watchReader() {
  const article = byId("article");
  const over = (event) => event.target.closest?.("mark");
  article.addEventListener("pointerover", (event) => {
    const mark = over(event);
    if (mark) showCard(mark);
    else if (!article.contains(document.activeElement) || !document.activeElement.matches(".reference")) hideCard();
  });
  article.addEventListener("pointerleave", hideCard);
  article.addEventListener("focusin", (event) => {
    if (event.target.matches(".reference")) showCard(event.target.closest("mark"));
  });
  article.addEventListener("focusout", hideCard);
  article.addEventListener("click", (event) => {
    const mark = over(event);
    if (mark) showCard(mark);
  });
  addEventListener("scroll", () => {
    const mark = document.querySelector("mark.on");
    if (!mark) return;
    const { top, bottom } = mark.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) hideCard();
    else placeCard(mark);
  }, { passive: true });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideCard();
  });
}
