// Claimants on one side, issues on the other: lines that can be followed, names that never lie on each other.
const NODE = 24;
const NODES = 20;
const LINES = 90;

/** Count the claims of each pair of claimant and issue, most frequent pairs first. */
function pairs() {
  const who = claims.coded("claimant_name");
  const what = claims.coded(`_issue_${language}`);
  const found = new Map();
  for (const row of chosen) {
    const claimant = who.of[who.codes[row]];
    const issue = what.of[what.codes[row]];
    if (claimant === null || issue === null) continue;
    const key = who.codes[row] * what.of.length + what.codes[row];
    if (!found.has(key)) found.set(key, { claimant, issue, total: 0, positive: 0, negative: 0, neutral: 0 });
    const pair = found.get(key);
    pair.total += 1;
    pair[claims.get("polarity", row)] += 1;
  }
  return [...found.values()];
}

/** Return the claimants and issues to show, and the lines between them: the strongest, and those who are in many. */
function networkOf() {
  const totals = (entries) => new Map(entries.map((entry) => [entry.name, entry]));
  const claimants = totals(countBy("claimant_name"));
  const issues = totals(countBy(`_issue_${language}`));
  const weight = (pair) => claimants.get(pair.claimant).total + issues.get(pair.issue).total;
  const strongest = pairs().sort((a, b) => b.total - a.total || weight(b) - weight(a));
  const left = new Map();
  const right = new Map();
  const place = (side, name) => {
    if (!side.has(name) && side.size < NODES) side.set(name, side.size);
    return side.get(name);
  };
  const links = [];
  for (const pair of strongest) {
    // A pair with a node that finds no room takes none for the other.
    if (!(left.has(pair.claimant) || left.size < NODES) || !(right.has(pair.issue) || right.size < NODES)) continue;
    links.push({ ...pair, from: place(left, pair.claimant), to: place(right, pair.issue) });
  }
  const entries = (side, all) => [...side.keys()].map((name) => all.get(name));
  return { claimants: entries(left, claimants), issues: entries(right, issues), links };
}

/** Return the order of one side in which its lines cross little: by the mean place of what each is joined to. */
function ordered(count, links, near, far, places) {
  const sums = Array.from({ length: count }, () => [0, 0]);
  for (const link of links) {
    sums[link[near]][0] += places[link[far]] * link.total;
    sums[link[near]][1] += link.total;
  }
  const means = sums.map(([sum, weight], place) => weight ? sum / weight : place);
  const order = means.map((_, place) => place).sort((a, b) => means[a] - means[b]);
  const result = [];
  order.forEach((node, place) => { result[node] = place; });
  return result;
}

function networkChart(width) {
  const { claimants, issues, links } = networkOf();
  const caption = el("figcaption", {}, el("h2", {}, t("network")));
  if (!links.length) return el("figure", { class: "chart wide" }, caption, el("p", { class: "note" }, t("none")));
  let right = issues.map((_, place) => place);
  let left = ordered(claimants.length, links, "from", "to", right);
  right = ordered(issues.length, links, "to", "from", left);
  left = ordered(claimants.length, links, "from", "to", right);
  const rows = Math.max(claimants.length, issues.length);
  const height = rows * NODE + 8;
  const side = Math.min(width * 0.3, 330);
  const spread = (places, count) => (place) => (places[place] + 0.5) * ((rows * NODE) / count) + 4;
  const yLeft = spread(left, claimants.length);
  const yRight = spread(right, issues.length);
  const most = Math.max(...links.map((link) => link.total));
  const middle = width / 2;
  const lines = links.slice(0, LINES).map((link) => {
    const balance = link.positive - link.negative;
    const tone = balance > 0 ? "positive" : balance < 0 ? "negative" : "neutral";
    const says = figures({ ...link, name: `${claimants[link.from].name} – ${issues[link.to].name}` });
    const path = `M${side} ${yLeft(link.from)} C${middle} ${yLeft(link.from)} ${middle} ${yRight(link.to)} ${width - side} ${yRight(link.to)}`;
    const pick = () => setFilter({ claimant: clean(claimants[link.from].name), issue: clean(issues[link.to].name) });
    // Nodes are reached by key, and the figures of each line stand in the table below: a hundred stops would be in the way.
    return svg("g", { class: "link", dataset: { from: link.from, to: link.to }, "aria-hidden": "true", onclick: pick }, svg("title", {}, says),
      svg("path", { class: "reach", d: path }),
      svg("path", { class: tone, d: path, "stroke-width": 1.5 + 8.5 * Math.sqrt(link.total / most) }));
  });
  const nodes = (entries, y, x, anchor, filter, end) => entries.map((entry, place) => svg("g",
    { class: `node ${anchor}`, dataset: { [end]: place }, "aria-label": figures(entry), ...pressable(() => setFilter({ [filter]: clean(entry.name) })) },
    svg("title", {}, figures(entry)),
    svg("circle", { cx: x, cy: y(place), r: 5 }),
    svg("text", { x: x + (anchor === "left" ? -12 : 12), y: y(place) }, shorten(entry.name, Math.floor(side / 7.2)))));
  const chart = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": t("network"), class: "network" }, lines,
    nodes(claimants, yLeft, side, "left", "claimant", "from"), nodes(issues, yRight, width - side, "right", "issue", "to"));
  for (const type of ["pointerover", "focusin"]) chart.addEventListener(type, (event) => lift(chart, event.target.closest("g")));
  for (const type of ["pointerleave", "focusout"]) chart.addEventListener(type, () => lift(chart, null));
  return el("figure", { class: "chart wide" }, caption, el("p", { class: "note" }, t("network_hint"), links.length > LINES ? ` ${t("weak_lines", links.length - LINES)}` : null), legend(), chart,
    asTable(links.map((link) => ({ ...link, name: `${claimants[link.from].name} – ${issues[link.to].name}` })), t("pair")));
}

/** Let what is joined to a node, or one line, stand out. */
function lift(chart, picked) {
  chart.classList.toggle("lifted", picked !== null);
  const { from, to } = picked?.dataset ?? {};
  const lifted = [...chart.querySelectorAll(".link")].filter((link) =>
    (from === undefined || link.dataset.from === from) && (to === undefined || link.dataset.to === to));
  for (const group of chart.children) {
    const joined = group.classList.contains("link") ? lifted.includes(group)
      : lifted.some((link) => group.dataset.from !== undefined ? link.dataset.from === group.dataset.from : link.dataset.to === group.dataset.to);
    group.classList.toggle("up", picked !== null && joined);
  }
}
