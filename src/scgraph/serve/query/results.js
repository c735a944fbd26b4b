// Show an answer: how much it is, how long it took, as a table and as a picture, and to take away.

let ANSWER = { kind: "rows", columns: [], rows: [] };
let LOOK = "table";
const ROWS_AS = { CSV: "text/csv", TSV: "text/tab-separated-values", JSON: "application/sparql-results+json", XML: "application/sparql-results+xml" };
const TRIPLES_AS = { Turtle: "text/turtle", "N-Triples": "application/n-triples", "JSON-LD": "application/ld+json", "RDF/XML": "application/rdf+xml" };
const SUFFIX = { CSV: "csv", TSV: "tsv", JSON: "srj", XML: "srx", Turtle: "ttl", "N-Triples": "nt", "JSON-LD": "jsonld", "RDF/XML": "rdf" };

async function show(answer) {
  ANSWER = answer;
  Object.assign(VIEW, { page: 0, column: -1, isDown: false });
  byId("within").value = "";
  byId("trouble").hidden = true;
  byId("status").replaceChildren(...toldRows(answer));
  byId("answer").hidden = answer.kind === "truth" || !answer.rows.length;
  byId("answer").classList.remove("old");
  drawDownloads(answer);
  if (!byId("answer").hidden) await look(LOOK);
  bringIntoSight();
  document.body.dataset.ready = String(Number(document.body.dataset.ready || 0) + 1);
}

// An answer that begins below the window is moved up, so far that the query stays in sight too.
function bringIntoSight() {
  const { top } = byId("results").getBoundingClientRect();
  if (top < innerHeight * 0.7) return;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  window.scrollBy({ top: top - innerHeight * 0.45, behavior: isCalm ? "auto" : "smooth" });
}

function toldRows({ kind, truth, rows, seconds, isCut }) {
  const took = ` in ${seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(0)} s`;
  if (kind === "truth") return [make("strong", { class: "truth" }, truth ? "Yes" : "No"), took];
  if (!rows.length) return [`No ${kind === "triples" ? "triple" : "row"} answers this`, took, ". Try fewer conditions, or OPTIONAL for those that not everything meets."];
  const count = numbered(rows.length, kind === "triples" ? "triple" : "row");
  const cut = isCut ? make("strong", { class: "cut" }, " Cut off: there are more than the server gives at a time. Use LIMIT and OFFSET, or ask more narrowly.") : "";
  return [count, took, ".", cut];
}

function drawDownloads({ kind }) {
  const forms = kind === "triples" ? TRIPLES_AS : ROWS_AS;
  byId("downloads").replaceChildren("Download: ", ...Object.keys(forms).map((name) =>
    make("button", { type: "button", onclick: () => fetchAs(name, forms[name]) }, name)));
}

// The whole answer in another form is asked of the server, which writes it by the standard.
async function fetchAs(name, media) {
  try {
    const { response, trouble } = await send(ANSWER.query, media);
    if (trouble) { byId("told").textContent = trouble.said; byId("status").textContent = trouble.said; return; }
    const address = URL.createObjectURL(await response.blob());
    const link = make("a", { href: address, download: `answer.${SUFFIX[name]}` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  } catch (error) { byId("status").textContent = whyNot(error); }
}

async function look(name) {
  LOOK = name;
  for (const one of ["table", "picture"]) {
    byId(one).hidden = one !== name;
    choosen(byId(`tab-${one}`), one === name);
  }
  if (byId("answer").hidden) return;
  if (name === "table") await drawTable();
  else await drawPicture();
}

function choosen(tab, isChosen) {
  tab.setAttribute("aria-selected", String(isChosen));
  if (isChosen) tab.removeAttribute("tabindex");
  else tab.setAttribute("tabindex", "-1");
}

// Tabs: a click or an arrow chooses.
function asTabs(tabs, choose) {
  tabs.forEach((tab, place) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!by) return;
      event.preventDefault();
      const next = tabs[(place + by + tabs.length) % tabs.length];
      choose(next);
      next.focus();
    });
  });
}

asTabs([byId("tab-table"), byId("tab-picture")], (tab) => look(tab.getAttribute("aria-controls")));
let SEEN = 0;
window.addEventListener("resize", () => {
  if (byId("picture").hidden || frame.clientWidth === SEEN || !SHOWN.edges.length) return;
  SEEN = frame.clientWidth;
  drawPicture();
});
