// Everything shown goes through here: elements are made one by one, text is only ever text.
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
const SVG = "http://www.w3.org/2000/svg";

/** Make what could reorder or hide a line visible: U+202E becomes ⟨U+202E⟩. */
function clean(text) {
  return String(text ?? "").replace(CONTROLS, (char) =>
    `⟨U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "dataset") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : typeof value === "string" ? clean(value) : value);
  }
  for (const child of children.flat(3)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(clean(child)));
  }
  return element;
}

function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function byId(id) {
  return document.getElementById(id);
}

/** Say the interface texts of the page's own elements in the language chosen. */
function sayStatic() {
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
    if (element.tagName === "BUTTON") element.title = t(element.dataset.tLabel);
  }
  for (const element of document.querySelectorAll("[data-t-placeholder]")) element.placeholder = t(element.dataset.tPlaceholder);
}

/** Act as a button for keys too: what a click does, Enter and Space do. */
function pressable(action) {
  return {
    role: "button", tabindex: 0, onclick: action,
    onkeydown: (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        action(event);
      }
    },
  };
}

const SIGNS = { positive: "+", negative: "−", neutral: "○" };

function polarityMark(value) {
  return el("span", { class: `polarity ${value}` }, el("span", { class: "sign", "aria-hidden": "true" }, SIGNS[value]), word("polarity", value));
}

function confidenceBar(value) {
  const shown = value.toLocaleString(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const bar = el("b");
  bar.style.width = `${value * 100}%`;
  return el("span", { class: "confidence" }, el("i", { "aria-hidden": "true" }, bar), shown);
}

/** Page buttons under a list; `go` is called with the new page. */
function pager(page, size, total, go) {
  if (total <= size) return null;
  const last = Math.ceil(total / size) - 1;
  const button = (key, target) => el("button", { type: "button", disabled: target < 0 || target > last, onclick: () => go(target) }, t(key));
  const shown = t("page", page * size + 1, Math.min(total, (page + 1) * size), total);
  return el("div", { class: "pager" }, button("previous", page - 1), el("span", {}, shown), button("next", page + 1));
}
