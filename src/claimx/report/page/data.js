// The tables as they came, read column by column: `claims.get("act", 3)`.
class Table {
  constructor({ rows, columns }) {
    this.rows = rows;
    this.columns = columns;
    this.names = Object.keys(columns);
  }

  has(name) {
    return name in this.columns;
  }

  get(name, row) {
    const column = this.columns[name];
    if (column === undefined) return null;
    return (column.codes ? column.of[column.codes[row]] : column.values[row]) ?? null;
  }

  /** Return the column as a list of different values and, for each row, a place in that list. */
  coded(name) {
    const column = this.columns[name] ?? { values: new Array(this.rows).fill(null) };
    if (!column.codes) {
      const places = new Map();
      const of = [];
      column.codes = new Int32Array(this.rows);
      for (let row = 0; row < this.rows; row += 1) {
        const key = JSON.stringify(column.values[row] ?? null);
        if (!places.has(key)) {
          places.set(key, of.length);
          of.push(column.values[row] ?? null);
        }
        column.codes[row] = places.get(key);
      }
      column.of = of;
      this.columns[name] = column;
    }
    return column;
  }
}

const DATA = JSON.parse(byId("data").textContent);
const META = DATA.meta;
const documents = new Table(DATA.tables.documents);
const quotations = new Table(DATA.tables.quotations);
const claims = new Table(DATA.tables.claims);

/** Return, for each document, the rows of a table that belong to it. */
function byDocument(table) {
  const rows = Array.from({ length: documents.rows }, () => []);
  for (let row = 0; row < table.rows; row += 1) rows[table.get("_document", row)].push(row);
  return rows;
}

const quotationsOf = byDocument(quotations);
const claimsOf = byDocument(claims);

function textOf(documentRow) {
  return documents.get("text", documentRow) ?? "";
}

/** Return the words of a row's span (`""`, `"cue_"`, `"source_"`, `"issue_"`), or null. */
function words(table, row, prefix = "") {
  const start = table.get(`${prefix}start`, row);
  return start === null ? null : textOf(table.get("_document", row)).slice(start, table.get(`${prefix}end`, row));
}

const NAME_LENGTH = 70;
const names = [];

/** Return what to call an article: its title, else how its first sentence of some length begins, else its id. */
function nameOf(documentRow) {
  names[documentRow] ??= documents.get("title", documentRow) || opening(textOf(documentRow)) || documents.get("document_id", documentRow);
  return names[documentRow];
}

function opening(text) {
  const line = text.slice(0, 2000).split(/[\n\r]+/).map((part) => part.trim()).find((part) => part.length > 30) ?? "";
  return line.length > NAME_LENGTH ? `${line.slice(0, NAME_LENGTH).replace(/\s+\S*$/, "")} …` : line;
}

function issueOf(row) {
  return claims.get(`_issue_${language}`, row);
}

function labelOf(row) {
  return claims.get(`label_${language}`, row);
}

/** Lower case without accents: what search compares. */
function fold(text) {
  return String(text ?? "").toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("œ", "oe").replaceAll("æ", "ae");
}

// Speakers have a colour each, the most frequent ones the same in every article.
const COLOURS = 10;
const ranks = new Map();
{
  const counts = new Map();
  for (let row = 0; row < quotations.rows; row += 1)
    for (const name of quotations.get("speaker_names", row)) counts.set(name, (counts.get(name) ?? 0) + 1);
  [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).forEach(([name], place) => ranks.set(name, place));
}

/** Return a colour's number for each speaker of an article; two share one only past the tenth. */
function coloursOf(documentRow) {
  const names = [];
  for (const row of quotationsOf[documentRow]) {
    const name = speakerKey(row);
    if (name !== "" && !names.includes(name)) names.push(name);
  }
  const colours = new Map();
  const taken = new Set();
  names.slice().sort((a, b) => (ranks.get(a) ?? Infinity) - (ranks.get(b) ?? Infinity)).forEach((name, place) => {
    let colour = (ranks.get(name) ?? place) % COLOURS;
    while (taken.has(colour) && taken.size < COLOURS) colour = (colour + 1) % COLOURS;
    taken.add(colour);
    colours.set(name, colour);
  });
  return new Map(names.map((name) => [name, colours.get(name)]));
}

function speakerKey(quotationRow) {
  return quotations.get("speaker_names", quotationRow).join(", ");
}
