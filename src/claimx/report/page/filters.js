// Which claims are shown. Each column is a list of values and a code a row: a filter is a mask over the values,
// so that thousands of rows cost a look-up each.
const form = byId("filters");
let chosen = new Int32Array(0);
let haystacks = [];

function haystack(row) {
  const parts = [claims.get("claimant_name", row), claims.get("_speakers", row).join(" "), (claims.get("via", row) ?? []).join(" "),
    claims.get("addressee", row), claims.get("issue_text", row), claims.get("_issue_fr", row), claims.get("_issue_en", row),
    claims.get("label_fr", row), claims.get("label_en", row), words(claims, row), nameOf(claims.get("_document", row)),
    claims.get("document_id", row)];
  return fold(clean(parts.filter((part) => part !== null).join(" ")));
}

/** Prepare the search in the background, a slice at a time; a search that comes first prepares the rest. */
function prepareSearch(done, from = 0) {
  const end = Math.min(from + 500, claims.rows);
  for (let row = from; row < end; row += 1) haystacks[row] ??= haystack(row);
  if (end < claims.rows) setTimeout(() => prepareSearch(done, end));
  else done();
}

/** Return a mask over a column's values: the one typed, else all that hold what is typed. */
function maskOf(column, typed, itself = (value) => [value]) {
  const wanted = fold(clean(typed.trim()));
  const names = column.of.map((value) => itself(value).filter((name) => name !== null).map((name) => fold(clean(name))));
  const exact = names.some((list) => list.includes(wanted));
  return Uint8Array.from(names, (list) => list.some((name) => exact ? name === wanted : name.includes(wanted)));
}

function conditions() {
  const given = Object.fromEntries(new FormData(form));
  const tests = [];
  const masked = (name, mask) => {
    const { codes } = claims.coded(name);
    tests.push((row) => mask[codes[row]] === 1);
  };
  if (given.claimant.trim()) masked("claimant_name", maskOf(claims.coded("claimant_name"), given.claimant));
  if (given.speaker.trim()) masked("_speakers", maskOf(claims.coded("_speakers"), given.speaker, (names) => names));
  if (given.issue.trim()) {
    // In either language: what was typed or clicked holds when the language is changed.
    const [french, english] = ["_issue_fr", "_issue_en"].map((name) => [claims.coded(name).codes, maskOf(claims.coded(name), given.issue)]);
    tests.push((row) => french[1][french[0][row]] === 1 || english[1][english[0][row]] === 1);
  }
  for (const name of ["act", "polarity", "kind"]) {
    if (!given[name]) continue;
    const column = claims.coded(name === "kind" ? "_kind" : name);
    const wanted = column.of.indexOf(given[name]);
    tests.push((row) => column.codes[row] === wanted);
  }
  if (given.from || given.to) {
    const column = claims.coded("date");
    const mask = Uint8Array.from(column.of, (date) => date !== null && within(date, given.from, given.to));
    tests.push((row) => mask[column.codes[row]] === 1);
  }
  const least = Number(given.confidence);
  if (least > 0) tests.push((row) => claims.get("confidence", row) >= least);
  const sought = fold(clean(given.search)).split(/\s+/).filter(Boolean);
  if (sought.length) tests.push((row) => sought.every((part) => (haystacks[row] ??= haystack(row)).includes(part)));
  return tests;
}

/** Tell whether a date, maybe a month or a year only, can lie between two days. */
function within(date, from, to) {
  return (!from || date + "-12-31".slice(date.length - 4) >= from) && (!to || date <= to);
}

function choose() {
  const tests = conditions();
  const rows = [];
  for (let row = 0; row < claims.rows; row += 1) if (tests.every((test) => test(row))) rows.push(row);
  chosen = Int32Array.from(rows);
  counted = new Map();
  byId("least").textContent = Number(form.elements.confidence.value).toLocaleString(language);
  for (const element of form.elements) element.classList?.toggle("set", element.value !== "" && element.value !== "0" && element.type !== "reset");
}

/** Set a filter as if somebody had typed it; the same value again takes it away. */
function setFilter(values) {
  for (const [name, value] of Object.entries(values)) {
    const element = form.elements[name];
    element.value = element.value === value ? "" : value;
  }
  form.dispatchEvent(new Event("input"));
}

function options(select, column, group) {
  const kept = select.value;
  const found = claims.coded(column).of.filter((value) => value !== null);
  const texts = found.map((value) => [value, word(group, value)]).sort((a, b) => a[1].localeCompare(b[1], language));
  select.replaceChildren(el("option", { value: "" }, t("any")), ...texts.map(([value, text]) => el("option", { value }, text)));
  select.value = kept;
}

const SUGGESTIONS = 400;

function suggestions(id, column, names = (value) => [value]) {
  const { codes, of } = claims.coded(column);
  const counts = new Map();
  for (const code of codes) for (const name of names(of[code])) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, SUGGESTIONS);
  byId(id).replaceChildren(...most.map(([name]) => el("option", { value: name })));
}

function fillFilters() {
  for (const name of ["act", "polarity", "kind"]) options(form.elements[name], name === "kind" ? "_kind" : name, name);
  suggestions("claimants", "claimant_name");
  suggestions("speakers", "_speakers", (names) => names);
  suggestions("issues", `_issue_${language}`);
}
