// The answer as a table, a page at a time, so that ten thousand rows are as light as ten.

const ROWS_A_PAGE = 100;
const SOON = 250;
const NUMBERS = /[#/](integer|decimal|double|float|int|long|short|byte|nonNegativeInteger|positiveInteger|negativeInteger|nonPositiveInteger|unsigned\w+)$/;
const PLAIN = /[#/](string|langString)$/;
const COLLATOR = new Intl.Collator(["en", "ja"], { numeric: true });
const VIEW = { page: 0, column: -1, isDown: false, rows: [] };
const isNumber = (term) => term?.type === "literal" && NUMBERS.test(term.datatype || "") && !Number.isNaN(Number(term.value));
const isIri = (term) => term?.type === "uri";
const areShort = () => byId("short").checked;

const wordsOf = (term) => {
  if (!term) return "";
  if (isIri(term)) return (!areShort() && labelOf(term.value)) || clean(shortOf(term.value));
  return term.type === "bnode" ? `_:${term.value}` : clean(term.value ?? "");
};

function cellOf(term) {
  if (!term) return "";
  if (isIri(term)) return iriCell(term.value);
  if (term.type === "bnode") return make("code", {}, `_:${term.value}`);
  if (term.type !== "literal") return make("code", {}, clean(JSON.stringify(term.value)));
  const tag = term["xml:lang"] || (term.datatype && !PLAIN.test(term.datatype) && !isNumber(term) ? shortOf(term.datatype) : "");
  return [make("span", { dir: "auto", lang: term["xml:lang"] || null }, longer(clean(term.value))), tag ? make("span", { class: "tag" }, clean(tag)) : ""];
}

function iriCell(iri) {
  const [label, short] = [areShort() ? "" : labelOf(iri), clean(shortOf(iri))];
  const link = make("a", { href: addressOfThing(iri), title: clean(iri), dir: "auto" }, longer(label || short));
  return label && label !== short ? [link, make("span", { class: "tag" }, longer(short, 48))] : link;
}

const longer = (words, most = 600) => ([...words.slice(0, most + 1)].length > most ? `${words.slice(0, most)}…` : words);

function rowsWithin() {
  const wanted = alike(byId("within").value).split(/\s+/).filter(Boolean);
  if (!wanted.length) return ANSWER.rows;
  return ANSWER.rows.filter((row) => {
    const words = alike(row.map((term) => (isIri(term) ? `${wordsOf(term)} ${term.value}` : wordsOf(term))).join(" "));
    return wanted.every((one) => words.includes(one));
  });
}

// Numbers by value, words by the alphabet, nothing last.
function sorted(rows) {
  const { column, isDown } = VIEW;
  if (column < 0) return rows;
  const keys = new Map(rows.map((row) => [row, isNumber(row[column]) ? Number(row[column].value) : wordsOf(row[column])]));
  const compare = (a, b) => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
    return COLLATOR.compare(a, b);
  };
  return [...rows].sort((one, other) => {
    if (!one[column] || !other[column]) return Number(!one[column]) - Number(!other[column]);
    return (isDown ? -1 : 1) * compare(keys.get(one), keys.get(other));
  });
}

// Draw the page; what its things are called is asked for, and then written in.
async function drawTable(isNew = true) {
  const all = VIEW.column >= 0 || byId("within").value.trim();
  if (all && !areShort()) await nameAll(irisOf(ANSWER.rows));
  if (isNew) VIEW.rows = sorted(rowsWithin());
  const rows = pageOf(VIEW.rows);
  const answer = ANSWER;
  const naming = nameAll(irisOf(rows));
  // Names mostly come at once: then nothing is drawn twice.
  const isLate = await Promise.race([naming, new Promise((done) => { setTimeout(done, SOON, true); })]);
  if (answer === ANSWER) fillTable(pageOf(VIEW.rows));
  if (!isLate) return;
  await naming;
  if (answer === ANSWER) fillTable(pageOf(VIEW.rows));
}

const irisOf = (rows) => rows.flat().filter(isIri).map(({ value }) => value);
const pageOf = (rows) => rows.slice(VIEW.page * ROWS_A_PAGE, (VIEW.page + 1) * ROWS_A_PAGE);

// A column of labels says nothing new where the things beside it are shown by these labels.
function shownColumns(rows) {
  const { columns } = ANSWER;
  return [...columns.keys()].filter((place) => {
    const thing = columns.indexOf(columns[place].replace(/_label$/, ""));
    if (areShort() || thing < 0 || thing === place) return true;
    const isSame = (row) => !row[place] || (isIri(row[thing]) && Object.values(NAMES.get(row[thing].value)?.[1] || {}).includes(row[place].value));
    return !rows.every(isSame);
  });
}

function fillTable(rows) {
  const held = document.activeElement?.dataset?.column;
  const columns = shownColumns(rows);
  const heads = columns.map((column) => {
    const name = ANSWER.columns[column];
    const way = VIEW.column !== column ? "none" : VIEW.isDown ? "descending" : "ascending";
    const sign = { none: "", ascending: " ▲", descending: " ▼" }[way];
    return make("th", { scope: "col", "aria-sort": way }, make("button", {
      type: "button", class: "sort", "data-column": column, title: "Sort", onclick: () => sortBy(column),
    }, clean(name), make("span", { "aria-hidden": "true" }, sign)));
  });
  const first = VIEW.page * ROWS_A_PAGE;
  byId("wide").replaceChildren(make("table", {},
    make("caption", { class: "unseen" }, `Rows ${first + 1} to ${first + rows.length}`),
    make("thead", {}, make("tr", {}, make("th", { scope: "col", class: "count" }, "#"), heads)),
    make("tbody", {}, rows.map((row, number) => make("tr", {}, make("td", { class: "count" }, String(first + number + 1)),
      columns.map((column) => make("td", { class: isNumber(row[column]) ? "number" : null }, cellOf(row[column]))))))));
  if (held) byId("wide").querySelector(`[data-column="${held}"]`)?.focus({ preventScroll: true });
  drawPager();
}

async function sortBy(column) {
  if (VIEW.column === column && VIEW.isDown) Object.assign(VIEW, { column: -1, isDown: false });
  else Object.assign(VIEW, { isDown: VIEW.column === column, column });
  VIEW.page = 0;
  await drawTable();
}

function drawPager() {
  const pages = Math.max(1, Math.ceil(VIEW.rows.length / ROWS_A_PAGE));
  const lead = (page, sign, label) => make("button", {
    type: "button", "aria-label": label, "data-page": label, disabled: page < 0 || page >= pages || page === VIEW.page, onclick: () => turnTo(page, label),
  }, sign);
  const from = VIEW.rows.length ? VIEW.page * ROWS_A_PAGE + 1 : 0;
  const to = Math.min(VIEW.rows.length, (VIEW.page + 1) * ROWS_A_PAGE);
  const told = `${from.toLocaleString("en")}–${to.toLocaleString("en")} of ${VIEW.rows.length.toLocaleString("en")}`;
  byId("pager").replaceChildren(...(pages > 1 ? [
    lead(0, "«", "First page"), lead(VIEW.page - 1, "‹", "Page before"), make("span", { role: "status" }, told),
    lead(VIEW.page + 1, "›", "Next page"), lead(pages - 1, "»", "Last page"),
  ] : VIEW.rows.length < ANSWER.rows.length ? [make("span", { role: "status" }, told)] : []));
}

async function turnTo(page, label) {
  VIEW.page = page;
  const drawn = drawTable(false);
  byId("wide").scrollTop = 0;
  byId("pager").querySelector(`[data-page="${label}"]:not(:disabled)`)?.focus();
  await drawn;
}

let WITHIN = 0;
byId("within").addEventListener("input", () => {
  clearTimeout(WITHIN);
  WITHIN = setTimeout(() => { VIEW.page = 0; drawTable(); }, 120);
});
byId("short").addEventListener("change", () => drawTable());
