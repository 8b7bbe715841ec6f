// Charts over the claims chosen, as SVG made here. Each bar is a button that filters by what it shows, and each
// chart has its figures as a table below it.
const POLARITIES = ["positive", "negative", "neutral"];
const BAR = 26;

let counted = new Map();

/** Count claims by a column's values and polarity, most frequent first; lists count once for each of their names. */
function countBy(column, names = (value) => [value]) {
  if (!counted.has(column)) counted.set(column, count(column, names));
  return counted.get(column);
}

function count(column, names) {
  const { codes, of } = claims.coded(column);
  const polarity = claims.coded("polarity");
  const kinds = polarity.of.length;
  const sums = new Int32Array(of.length * kinds);
  for (const row of chosen) sums[codes[row] * kinds + polarity.codes[row]] += 1;
  const counts = new Map();
  of.forEach((value, code) => {
    for (const name of names(value)) {
      if (name === null) continue;
      const entry = counts.get(name) ?? { name, total: 0, positive: 0, negative: 0, neutral: 0 };
      polarity.of.forEach((kind, place) => {
        entry[kind] += sums[code * kinds + place];
        entry.total += sums[code * kinds + place];
      });
      if (entry.total > 0) counts.set(name, entry);
    }
  });
  const collator = new Intl.Collator(language);
  return [...counts.values()].sort((a, b) => b.total - a.total || collator.compare(a.name, b.name));
}

function figures(entry) {
  return `${clean(entry.name)}: ${number(entry.total)} (${POLARITIES.filter((name) => entry[name])
    .map((name) => `${number(entry[name])} ${word("polarity", name)}`).join(", ")})`;
}

function shorten(text, width) {
  const shown = clean(text);
  return shown.length > width ? `${shown.slice(0, width - 1)}…` : shown;
}

function legend() {
  return el("p", { class: "legend" }, POLARITIES.map((name) => polarityMark(name)));
}

function asTable(entries, heading) {
  const rows = () => entries.map((entry) => el("tr", {}, el("th", { scope: "row" }, entry.name),
    ["total", ...POLARITIES].map((name) => el("td", {}, number(entry[name])))));
  const head = [heading, t("count"), ...POLARITIES.map((name) => word("polarity", name))];
  const details = el("details", {}, el("summary", {}, t("as_table")));
  details.addEventListener("toggle", () => {
    if (details.open && details.children.length === 1)
      details.append(el("table", {}, el("thead", {}, el("tr", {}, head.map((text) => el("th", { scope: "col" }, text)))), el("tbody", {}, rows())));
  });
  return details;
}

/** Horizontal bars stacked by polarity. */
function barChart(title, entries, filter, limit, width) {
  const shown = entries.slice(0, limit);
  const label = Math.min(210, width * 0.4);
  const most = Math.max(1, ...shown.map((entry) => entry.total));
  const scale = (width - label - 52) / most;
  const bars = shown.map((entry, place) => {
    let x = label;
    const parts = POLARITIES.filter((name) => entry[name]).map((name) => {
      const part = svg("rect", { class: name, x, y: place * BAR + 5, width: Math.max(entry[name] * scale - 1, 1), height: BAR - 10, rx: 2 });
      x += entry[name] * scale;
      return part;
    });
    return svg("g", { class: "bar", "aria-label": figures(entry), ...pressable(() => setFilter({ [filter]: clean(entry.name) })) },
      svg("title", {}, figures(entry)),
      svg("rect", { class: "ground", x: 0, y: place * BAR, width, height: BAR, rx: 4 }),
      svg("text", { x: label - 10, y: place * BAR + BAR / 2, class: "name" }, shorten(entry.name, Math.floor(label / 7.2))),
      parts, svg("text", { x: x + 6, y: place * BAR + BAR / 2, class: "count" }, number(entry.total)));
  });
  const height = shown.length * BAR;
  return el("figure", { class: "chart" }, el("figcaption", {}, el("h2", {}, title)), legend(),
    svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": title }, bars),
    entries.length > shown.length ? el("p", { class: "note" }, t("more", entries.length - shown.length)) : null,
    asTable(entries, t(filter)));
}

const UNITS = [["year", 4, 400], ["month", 7, 31], ["day", 10, 0]];

/** Choose days, months or years, so that there are enough columns to see and few enough to read. */
function unitOf(dates) {
  if (dates.some((date) => date.length === 4)) return UNITS[0];
  const span = (Date.parse(dates.at(-1)) - Date.parse(dates[0])) / 86_400_000;
  if (dates.some((date) => date.length === 7) || span > 62) return span > 5 * 366 ? UNITS[0] : UNITS[1];
  return UNITS[2];
}

/** Return every year, month or day from the first to the last. */
function ticks(first, last, [unit]) {
  const found = [first];
  while (found.at(-1) < last && found.length < 2000) {
    const date = new Date(found.at(-1));
    if (unit === "day") date.setUTCDate(date.getUTCDate() + 1);
    else if (unit === "month") date.setUTCMonth(date.getUTCMonth() + 1);
    else date.setUTCFullYear(date.getUTCFullYear() + 1);
    found.push(date.toISOString().slice(0, first.length));
  }
  return found;
}

function dateWords(date, unit) {
  const style = { year: { year: "numeric" }, month: { year: "numeric", month: "short" }, day: { day: "numeric", month: "short", year: "numeric" } };
  return new Date(date).toLocaleDateString(language, { ...style[unit], timeZone: "UTC" });
}

/** Columns stacked by polarity, a column a day, month or year. */
function timeChart(width) {
  const entries = countBy("date").filter((entry) => !Number.isNaN(Date.parse(entry.name)));
  const dated = entries.reduce((sum, entry) => sum + entry.total, 0);
  const caption = el("figcaption", {}, el("h2", {}, t("over_time")));
  if (!entries.length) return el("figure", { class: "chart" }, caption, el("p", { class: "note" }, t("all_undated")));
  const unit = unitOf(entries.map((entry) => entry.name).sort());
  const sums = new Map();
  for (const entry of entries) {
    const key = entry.name.slice(0, unit[1]);
    const sum = sums.get(key) ?? { name: key, total: 0, positive: 0, negative: 0, neutral: 0 };
    for (const name of ["total", ...POLARITIES]) sum[name] += entry[name];
    sums.set(key, sum);
  }
  const keys = [...sums.keys()].sort();
  const places = ticks(keys[0], keys.at(-1), unit);
  const height = 250;
  const left = 34;
  const step = Math.min((width - left - 8) / places.length, 90);
  const most = Math.max(...[...sums.values()].map((entry) => entry.total));
  const y = (value) => height - 24 - (value / most) * (height - 44);
  const every = Math.ceil(78 / step);
  const columns = places.map((key, place) => {
    const entry = sums.get(key);
    const x = left + place * step;
    const tick = place % every === 0 ? svg("text", { x: x + step / 2, y: height - 6, class: "tick" }, dateWords(key, unit[0])) : null;
    if (!entry) return tick;
    let top = 0;
    const parts = POLARITIES.filter((name) => entry[name]).map((name) => {
      top += entry[name];
      return svg("rect", { class: name, x: x + step * 0.12, width: Math.max(step * 0.76, 1), y: y(top), height: Math.max(y(0) - y(entry[name]) - 1, 1), rx: 2 });
    });
    const says = figures({ ...entry, name: dateWords(key, unit[0]) });
    const range = { from: key + "-01-01".slice(key.length - 4), to: lastDay(key) };
    return [svg("g", { class: "bar", "aria-label": says, ...pressable(() => setFilter(range)) }, svg("title", {}, says),
      svg("rect", { class: "ground", x, y: 8, width: step, height: height - 30, rx: 4 }), parts), tick];
  });
  const lines = [most, Math.round(most / 2)].filter((value) => value > 0).map((value) => [
    svg("line", { class: "grid", x1: left, x2: width, y1: y(value), y2: y(value) }),
    svg("text", { x: left - 6, y: y(value), class: "name" }, number(value))]);
  return el("figure", { class: "chart" }, caption, legend(),
    svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": t("over_time") }, lines, columns),
    dated < chosen.length ? el("p", { class: "note" }, t("undated", chosen.length - dated)) : null,
    asTable(keys.map((key) => sums.get(key)), t("date")));
}

function lastDay(key) {
  if (key.length === 10) return key;
  const [year, month] = key.split("-").map(Number);
  return new Date(Date.UTC(year, month ?? 12, 0)).toISOString().slice(0, 10);
}

function renderOverview() {
  const section = byId("overview");
  const full = Math.max(section.clientWidth - 42, 280);
  const half = matchMedia("(max-width: 900px)").matches ? full : full / 2 - 29;
  if (!chosen.length) {
    section.replaceChildren(el("p", { class: "empty" }, t("no_claims")));
    return;
  }
  section.replaceChildren(
    barChart(t("by_claimant"), countBy("claimant_name"), "claimant", 12, half),
    barChart(t("by_issue"), countBy(`_issue_${language}`), "issue", 12, half),
    networkChart(full),
    barChart(t("by_speaker"), countBy("_speakers", (names) => names), "speaker", 12, half),
    timeChart(half));
}
