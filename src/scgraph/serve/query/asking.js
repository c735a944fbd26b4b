// Ask the server, tell how long it takes, stop if wanted, and say in words what went wrong.

const SPARQL = "/sparql";
const TAKEN = "application/sparql-results+json, application/n-triples;q=0.9";
let ASKING = null;

// Send a query; the answer as { response } or a trouble as { said, line, column, again }.
async function send(query, accept, signal) {
  const headers = { "Content-Type": "application/sparql-query", Accept: accept };
  const response = await fetch(SPARQL, { method: "POST", headers, body: query, signal });
  if (response.ok) return { response };
  return { trouble: await troubleOf(response) };
}

async function troubleOf(response) {
  let told = {};
  try { told = await response.json(); } catch { /* no problem document */ }
  const detail = clean(String(told.detail || told.title || ""));
  const wait = Number(response.headers.get("Retry-After"));
  const again = response.status === 503 || response.status === 504;
  const later = again && wait > 0 ? ` Try again in ${numbered(wait, "second")}.` : "";
  const whole = sentence(detail) || `The server answered ${response.status}.`;
  return { said: whole + later, bare: detail.replace(/^line \d+, column \d+: /, ""), line: told.line, column: told.column, again };
}

const sentence = (words) => (words ? words[0].toUpperCase() + words.slice(1).replace(/[.]?$/, ".") : "");

async function run() {
  close();
  declare("");
  const query = text.value;
  if (!query.trim()) { tellTrouble({ said: "There is no query yet: write one, or begin with a question." }); return; }
  stop();
  const mine = { control: new AbortController(), begin: performance.now() };
  ASKING = mine;
  mark(null);
  begin(mine);
  try {
    const { response, trouble } = await send(query, TAKEN, mine.control.signal);
    if (trouble) { if (ASKING === mine) tellTrouble(trouble); return; }
    const answer = await read(response);
    if (ASKING !== mine) return;
    const seconds = (performance.now() - mine.begin) / 1000;
    await show({ ...answer, query, seconds });
    remember(query, answer);
  } catch (error) {
    if (ASKING === mine) tellTrouble({ said: whyNot(error), again: error.name !== "AbortError" });
  } finally {
    if (ASKING === mine) end();
  }
}

function whyNot(error) {
  if (error.name === "AbortError") return "Stopped.";
  if (error instanceof TypeError) return "The server cannot be reached. Is it still running?";
  return `The answer cannot be read: ${clean(String(error.message))}.`;
}

function begin(mine) {
  byId("stop").hidden = false;
  byId("run").setAttribute("aria-disabled", "true");
  byId("trouble").hidden = true;
  byId("answer").classList.add("old");
  byId("status").textContent = "Asking …";
  mine.clock = setInterval(() => {
    byId("status").textContent = `Asking … ${((performance.now() - mine.begin) / 1000).toFixed(0)} s`;
  }, 1000);
}

function end() {
  clearInterval(ASKING?.clock);
  ASKING = null;
  byId("stop").hidden = true;
  byId("run").removeAttribute("aria-disabled");
  byId("answer").classList.remove("old");
}

// Going away tells the server, which ends the query.
function stop() {
  if (!ASKING) return;
  const { control } = ASKING;
  tellTrouble({ said: "Stopped." });
  end();
  control.abort();
}

function tellTrouble({ said, bare, line, column, again }) {
  byId("answer").hidden = true;
  byId("status").textContent = "";
  const trouble = byId("trouble");
  trouble.hidden = Boolean(line);
  trouble.replaceChildren(said, again ? make("button", { type: "button", onclick: run }, "Try again") : "");
  if (line) {
    byId("status").textContent = "The query has a fault; it is marked.";
    mark({ line, column, said: bare });
  }
}

// An answer as { kind, columns, rows, isCut }; terms as the JSON results have them.
async function read(response) {
  const media = (response.headers.get("Content-Type") || "").split(";")[0];
  const isCut = wasCut(response.headers);
  const body = await response.text();
  if (media === "application/n-triples") return { kind: "triples", ...triplesOf(body), isCut };
  const told = JSON.parse(body);
  if (typeof told.boolean === "boolean") return { kind: "truth", truth: told.boolean, columns: [], rows: [], isCut };
  const columns = told.head.vars;
  const rows = told.results.bindings.map((row) => columns.map((name) => row[name] || null));
  return { kind: "rows", columns, rows, isCut: isCut || Boolean(told.truncated || told.results.truncated) };
}

const wasCut = (headers) => [...headers].some(([name, value]) => name.includes("truncated") && !/^(false|0)$/i.test(value));

const TERM = /<([^>]*)>|_:([^\s<"]+)|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?/gs;
const ESCAPED = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f", '"': '"', "'": "'", "\\": "\\" };
const unescaped = (piece) => piece.replace(/\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)/gs,
  (_, four, eight, sign) => (sign ? ESCAPED[sign] || sign : String.fromCodePoint(parseInt(four || eight, 16))));

function triplesOf(body) {
  const rows = body.split("\n").filter((line) => line.trim() && !line.startsWith("#")).map((line) =>
    [...line.matchAll(TERM)].slice(0, 3).map(([, iri, blank, literal, lang, datatype]) => {
      if (iri !== undefined) return { type: "uri", value: unescaped(iri) };
      if (blank !== undefined) return { type: "bnode", value: blank };
      return { type: "literal", value: unescaped(literal), ...(lang && { "xml:lang": lang }), ...(datatype && { datatype }) };
    }));
  return { columns: ["subject", "predicate", "object"], rows };
}

byId("run").addEventListener("click", () => run());
byId("stop").addEventListener("click", () => { stop(); text.focus(); });
