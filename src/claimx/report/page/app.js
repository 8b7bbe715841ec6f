// Puts it together: addresses (#/claims, #/article/3/c14) choose the view, filters choose the claims.
const VIEWS = { overview: renderOverview, claims: renderClaims, articles: renderArticles };

function route() {
  const [, view = "overview", documentRow, place] = location.hash.split("/");
  if (view === "article" && documents.rows > Number(documentRow)) return { view, documentRow: Number(documentRow), place };
  return { view: Object.hasOwn(VIEWS, view) ? view : "overview" };
}

let before = null;

function show() {
  const now = route();
  for (const name of [...Object.keys(VIEWS), "article"]) byId(name).hidden = name !== now.view;
  for (const link of document.querySelectorAll("#views a")) {
    const here = link.dataset.view === now.view;
    if (here) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (now.view === "article") {
    if (before && before.view !== "article") reader.from = `#/${before.view}`;
    const row = now.place ? Number(now.place.slice(1)) : null;
    renderArticle(now.documentRow, now.place?.startsWith("c") ? row : null, now.place?.startsWith("q") ? row : null);
  } else {
    hideCard();
    const left = before?.view === "article" && before.place?.startsWith("c") ? Number(before.place.slice(1)) : null;
    if (left !== null && now.view === "claims") turnTo(left);
    VIEWS[now.view]();
    const row = left === null ? null : byId(`claim-${left}`);
    if (row) {
      row.classList.add("current");
      row.scrollIntoView({ block: "center" });
      row.querySelector(".evidence a").focus({ preventScroll: true });
    } else if (before && before.view !== now.view) scrollTo(0, 0);
  }
  document.body.dataset.view = now.view;
  document.body.dataset.shown = location.hash;
  before = now;
}

function sayStats() {
  const text = t("stats", documents.rows, quotations.rows, claims.rows);
  byId("stats").textContent = chosen.length < claims.rows ? `${t("of_claims", chosen.length, claims.rows)}` : text;
  byId("reset").disabled = ![...form.elements].some((element) => element.classList.contains("set"));
}

function update() {
  choose();
  sayStats();
  const { view } = route();
  if (view !== "article") VIEWS[view]();
}

/** Remember a choice if the browser lets a file do so. */
function remember(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(`claimx-${name}`);
    localStorage.setItem(`claimx-${name}`, value);
  } catch {
    // Pages opened from disk may have no storage: the choice holds until the page is closed.
  }
  return null;
}

function speak(choice) {
  language = choice;
  document.documentElement.lang = choice;
  for (const button of document.querySelectorAll("[data-language]")) button.setAttribute("aria-pressed", String(button.dataset.language === choice));
  sayStatic();
  fillFilters();
  byId("footer").textContent = t("made_by", META.claimx, (META.pipeline ?? "").slice(0, 19));
  choose();
  sayStats();
  show();
}

function start() {
  form.addEventListener("input", () => {
    table.page = 0;
    articles.page = 0;
    update();
  });
  form.addEventListener("reset", () => setTimeout(() => form.dispatchEvent(new Event("input"))));
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("more").addEventListener("click", () => byId("more").setAttribute("aria-expanded", String(form.classList.toggle("open"))));
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => {
      remember("language", button.dataset.language);
      speak(button.dataset.language);
    });
  }
  const themed = remember("theme");
  if (themed) document.documentElement.dataset.theme = themed;
  byId("theme").addEventListener("click", () => {
    const dark = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    document.documentElement.dataset.theme = dark === "dark" ? "light" : "dark";
    remember("theme", document.documentElement.dataset.theme);
  });
  byId("print").addEventListener("click", () => print());
  addEventListener("beforeprint", () => {
    table.printing = true;
    if (route().view === "claims") renderClaims();
  });
  addEventListener("afterprint", () => {
    table.printing = false;
    if (route().view === "claims") renderClaims();
  });
  addEventListener("hashchange", show);
  let width = innerWidth;
  addEventListener("resize", () => {
    if (innerWidth === width) return;
    width = innerWidth;
    if (route().view === "overview") renderOverview();
  });
  watchReader();
  haystacks = new Array(claims.rows);
  speak(remember("language") ?? (navigator.language.startsWith("fr") ? "fr" : "en"));
  prepareSearch(() => { document.documentElement.dataset.ready = "true"; });
}

start();
