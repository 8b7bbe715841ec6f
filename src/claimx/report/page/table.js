// The claims chosen and the articles, a page at a time: a browser slows down by what is on the page, not by what isn't.
const PAGE = 50;
const PRINTED = 1000;
const COLUMNS = [
  ["claimant", "claimant_name"], ["act", "act"], ["polarity", "polarity"], ["issue", "_issue_"], ["evidence", null],
  ["article", "_document"], ["confidence", "confidence"],
];
const table = { page: 0, column: null, down: false, printing: false };
const articles = { page: 0 };

/** Return the rows chosen in the order asked for; values are ranked once, rows compared by rank. */
function sortedRows() {
  if (table.column === null) return chosen;
  const name = table.column === "_issue_" ? `_issue_${language}` : table.column;
  const { codes, of } = claims.coded(name);
  const collator = new Intl.Collator(language);
  const group = Object.hasOwn(GROUPS, name) ? (value) => word(name, value) : (value) => value;
  const ranked = of.map((value, code) => [value === null ? null : group(value), code]).sort(([a], [b]) =>
    a === null ? 1 : b === null ? -1 : typeof a === "number" ? a - b : collator.compare(a, b));
  const ranks = new Int32Array(of.length);
  ranked.forEach(([value, code], rank) => { ranks[code] = value === null ? Infinity : rank; });
  const sign = table.down ? -1 : 1;
  return Array.from(chosen).sort((a, b) => sign * (ranks[codes[a]] - ranks[codes[b]]) || a - b);
}

function heading([key, column]) {
  if (column === null) return el("th", { scope: "col" }, t(key));
  const sorted = table.column === column;
  const turn = () => {
    table.down = sorted ? !table.down : column === "confidence";
    table.column = column;
    table.page = 0;
    renderClaims();
    document.querySelector(`#claims th[data-column="${column}"] button`)?.focus();
  };
  return el("th", { scope: "col", dataset: { column }, "aria-sort": sorted ? (table.down ? "descending" : "ascending") : null },
    el("button", { type: "button", onclick: turn, title: t("sort", t(key)) }, t(key), el("span", { "aria-hidden": "true" }, sorted ? (table.down ? " ↓" : " ↑") : "")));
}

function claimAddress(row) {
  return `#/article/${claims.get("_document", row)}/c${row}`;
}

function claimRow(row) {
  const documentRow = claims.get("_document", row);
  const via = claims.get("via", row) ?? [];
  const date = claims.get("date", row);
  const said = words(claims, row).replace(/\s+/g, " ").trim();
  const open = (event) => {
    if (!event.target.closest("a, button") && !String(getSelection())) location.hash = claimAddress(row);
  };
  return el("tr", { id: `claim-${row}`, onclick: open },
    el("th", { scope: "row" }, el("bdi", {}, claims.get("claimant_name", row) ?? t("nobody")),
      via.length ? el("small", {}, t("via", via.join(", "))) : null),
    el("td", {}, word("act", claims.get("act", row))),
    el("td", {}, polarityMark(claims.get("polarity", row))),
    el("td", { class: "issue" }, issueOf(row) ?? el("span", { class: "dim" }, t("none"))),
    el("td", { class: "evidence", lang: "fr" }, el("a", { href: claimAddress(row), title: t("show_in_text") }, el("bdi", {}, said))),
    el("td", { class: "article", title: documents.get("document_id", documentRow) }, el("bdi", {}, nameOf(documentRow)), date ? el("small", {}, date) : null),
    el("td", {}, confidenceBar(claims.get("confidence", row))));
}

function renderClaims() {
  const rows = sortedRows();
  const section = byId("claims");
  if (!rows.length) {
    section.replaceChildren(el("p", { class: "empty" }, t("no_claims")));
    return;
  }
  table.page = Math.min(table.page, Math.floor((rows.length - 1) / PAGE));
  const shown = table.printing ? rows.slice(0, PRINTED) : rows.slice(table.page * PAGE, (table.page + 1) * PAGE);
  const left = table.printing ? rows.length - shown.length : 0;
  section.replaceChildren(
    el("div", { class: "scroll" }, el("table", { class: "claims" }, el("caption", {}, t("of_claims", rows.length, claims.rows)),
      el("thead", {}, el("tr", {}, COLUMNS.map(heading))), el("tbody", {}, Array.from(shown, claimRow)))),
    left ? el("p", { class: "note" }, t("more", left)) : null,
    table.printing ? null : pager(table.page, PAGE, rows.length, (page) => {
      table.page = page;
      renderClaims();
      byId("main").focus();
      scrollTo(0, 0);
    }));
}

/** Turn to the page of the table that holds a claim. */
function turnTo(row) {
  const place = Array.from(sortedRows()).indexOf(row);
  if (place >= 0) table.page = Math.floor(place / PAGE);
}

function renderArticles() {
  const counts = new Int32Array(documents.rows);
  for (const row of chosen) counts[claims.get("_document", row)] += 1;
  const filtered = chosen.length < claims.rows;
  const rows = [...counts.keys()].filter((row) => !filtered || counts[row] > 0);
  articles.page = Math.min(articles.page, Math.max(Math.ceil(rows.length / PAGE) - 1, 0));
  const shown = rows.slice(articles.page * PAGE, (articles.page + 1) * PAGE);
  const row = (place) => {
    const failed = documents.get("status", place) !== "ok";
    const name = el("bdi", {}, nameOf(place));
    return el("tr", {},
      el("th", { scope: "row" }, failed ? name : el("a", { href: `#/article/${place}` }, name),
        failed ? el("small", { class: "error" }, `${t("unread")}: ${documents.get("error", place) ?? ""}`) : el("small", {}, documents.get("document_id", place))),
      el("td", {}, documents.get("date", place) ?? ""), el("td", { class: "number" }, number(quotationsOf[place].length)),
      el("td", { class: "number" }, filtered ? `${number(counts[place])} / ${number(claimsOf[place].length)}` : number(counts[place])));
  };
  byId("articles").replaceChildren(
    el("div", { class: "scroll" }, el("table", { class: "articles" },
      el("thead", {}, el("tr", {}, ["article", "date", "quotations", "claims"].map((key, place) => el("th", { scope: "col", class: place > 1 ? "number" : null }, t(key))))),
      el("tbody", {}, shown.map(row)))),
    pager(articles.page, PAGE, rows.length, (page) => {
      articles.page = page;
      renderArticles();
      scrollTo(0, 0);
    }));
}
