// The answer as a picture, drawn by the scripts of the explorer: things of a row are tied to each other.

const DATA = { kinds: {}, loops: [] };
const BY_ID = { get: (id) => DRAWN_NODES.get(id) };
let DRAWN_NODES = new Map();
let STATE = { view: "free", at: null, whole: false };
let SHOWN = { nodes: [], edges: [] };
const MOST_THINGS = 150;
const MOST_WORDS = 60;
const addressOf = (_, { at }) => (at.iri ? addressOfThing(at.iri) : "#results-title");
const columnOf = () => 0;
const signWord = () => "";

// Triples tie subject and object; in rows, the first thing is tied to each other one, by the name of
// its column, unless columns say where a line begins and ends.
function tiesOf({ kind, columns, rows }) {
  const ties = [];
  for (const row of rows) {
    if (kind === "triples") {
      if (row.length === 3 && row[2].type !== "literal") ties.push([row[0], row[2], row[1].value]);
      continue;
    }
    const things = row.map((term, place) => [term, columns[place]]).filter(([term, name]) => isThing(term) && name !== "paper");
    const relation = row[columns.indexOf("relation")];
    const [from, to] = [row[columns.indexOf("start")], row[columns.indexOf("end")]];
    if (isIri(from) && isIri(to)) ties.push([from, to, isIri(relation) ? relation.value : ""]);
    else for (const [term, name] of things.slice(1)) if (term.value !== things[0][0].value) ties.push([things[0][0], term, `?${name}`]);
  }
  return ties;
}

// A code says how something is; it is no thing to be tied.
const isThing = (term) => term && (term.type === "bnode" || (isIri(term) && !term.value.startsWith(KNOWN.prefixes.codes)));
const keyOf = (term) => (isIri(term) ? term.value : `_:${term.value}`);

// Things and lines; beyond a number that can be read, those that are tied most.
function netOf(ties) {
  const degree = new Map();
  for (const end of ties.flatMap(([a, b]) => [a, b])) degree.set(keyOf(end), (degree.get(keyOf(end)) || 0) + 1);
  const ranked = [...degree.keys()].sort((a, b) => degree.get(b) - degree.get(a));
  const kept = new Set(ranked.slice(0, MOST_THINGS));
  const [nodes, edges] = [new Map(), new Map()];
  for (const [start, end, relation] of ties) {
    const [from, to] = [keyOf(start), keyOf(end)];
    if (!kept.has(from) || !kept.has(to) || from === to) continue;
    for (const [key, term] of [[from, start], [to, end]]) if (!nodes.has(key)) nodes.set(key, { term, key: nodes.size });
    const line = `${from} ${to} ${relation}`;
    if (!edges.has(line)) edges.set(line, { from, to, relation, count: 0 });
    edges.get(line).count += 1;
  }
  return { nodes, edges: [...edges.values()], all: degree.size };
}

async function drawPicture() {
  const answer = ANSWER;
  const net = netOf(tiesOf(answer));
  const relations = net.edges.map(({ relation }) => relation).filter((one) => one && !one.startsWith("?"));
  await nameAll([...[...net.nodes.values()].filter(({ term }) => isIri(term)).map(({ term }) => term.value), ...relations]);
  if (answer !== ANSWER) return;
  DATA.kinds = KNOWN.kinds;
  DRAWN_NODES = new Map();
  const nodes = new Map([...net.nodes].map(([key, { term, key: number }]) => [key, shownNode(term, number)]));
  const edges = net.edges.map((edge) => shownEdge(edge, nodes));
  SHOWN = { nodes: [...nodes.values()], edges };
  byId("drawn").textContent = toldOf(net);
  byId("frame").hidden = !edges.length;
  if (!edges.length) return;
  draw(SHOWN, STATE, frame.clientWidth < 640);
  nameLines(edges);
  fit();
  drawLegend();
}

function shownNode(term, key) {
  const iri = isIri(term) ? term.value : "";
  const id = keyOf(term);
  const label = wordsOf(term) || id;
  const node = { id, iri, label, kind: kindOf(iri) || "Thing", key, count: 1, node: { evidence: "", support: "", locator: "" } };
  DRAWN_NODES.set(id, node);
  return node;
}

function shownEdge({ from, to, relation, count }, nodes) {
  const label = relation.startsWith("?") ? relation.slice(1) : labelOf(relation) || clean(shortOf(relation));
  const none = () => new Set();
  return { start: nodes.get(from), end: nodes.get(to), relation, label, count, sign: 0, isCause: false, hedged: false, denied: false,
    loop: undefined, claims: none(), certainty: none(), status: none(), reading: none() };
}

function toldOf({ nodes, edges, all }) {
  if (!edges.length) return "Nothing to draw: a picture needs two things in a row, such as SELECT ?actor ?barrier, or CONSTRUCT.";
  const rest = all > nodes.size ? `; of ${all.toLocaleString("en")} things, those that are tied most` : "";
  return `${numbered(nodes.size, "thing")}, ${numbered(edges.length, "line")}${rest}.`;
}

// Each line has a tip, and where there are few, its name.
function nameLines(edges) {
  const names = svg("g", { class: "names" });
  for (const edge of edges) {
    edge.path.setAttribute("marker-end", "url(#tip)");
    if (edges.length > MOST_WORDS || !edge.label) continue;
    const { x, y } = edge.path.getPointAtLength(edge.path.getTotalLength() / 2);
    const word = svg("text", { x: round(x), y: round(y + 3), class: "badge tie", "font-size": 10.5, "text-anchor": "middle", "data-start": edge.start.key, "data-end": edge.end.key, "aria-hidden": "true" });
    word.textContent = edge.label.length > 28 ? `${edge.label.slice(0, 27)}…` : edge.label;
    names.append(word);
  }
  byId("scene").insertBefore(names, byId("scene").querySelector(".boxes"));
}

function drawLegend() {
  const kinds = [...new Set(SHOWN.nodes.map(({ kind }) => kind))].sort();
  byId("legend").replaceChildren(...kinds.map((kind) => make("li", {},
    svg("svg", { width: 22, height: 18, viewBox: "-5 -3 22 18", "aria-hidden": "true" },
      svg("rect", { x: -4.5, y: -2.5, width: 21, height: 17, rx: 3, fill: DATA.kinds[kind] || "#F2F2F2", class: "plate" }),
      svg("path", { d: signOf(kind), class: "sign" })), spaced(kind))));
}

byId("layered").addEventListener("click", () => {
  STATE = { ...STATE, view: STATE.view === "free" ? "causes" : "free" };
  byId("layered").setAttribute("aria-pressed", String(STATE.view !== "free"));
  drawPicture();
});
