// Download what is shown: the picture as SVG and PNG, its lines as CSV and GraphML.

const SHEET = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-weight", "opacity"];

// A copy that carries its looks in attributes, since the style sheet stays behind.
function standalone() {
  const margin = 16;
  const copy = drawing.cloneNode(true);
  const [originals, copies] = [drawing.querySelectorAll("*"), copy.querySelectorAll("*")];
  originals.forEach((node, number) => {
    const style = getComputedStyle(node);
    for (const name of SHEET) {
      const value = style.getPropertyValue(name);
      if (value && node.closest("g, defs")) copies[number].setAttribute(name, value);
    }
    for (const name of ["class", "tabindex", "data-key", "data-id", "data-start", "data-end", "href", "role", "aria-current", "aria-label"]) {
      copies[number].removeAttribute(name);
    }
  });
  const [width, height] = [LAYOUT.width + 2 * margin, LAYOUT.height + 2 * margin].map(Math.ceil);
  copy.querySelector("#scene").setAttribute("transform", `translate(${margin} ${margin})`);
  copy.prepend(svg("rect", { width, height, fill: getComputedStyle(document.body).backgroundColor }));
  for (const [name, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) copy.setAttribute(name, value);
  copy.removeAttribute("id");
  copy.removeAttribute("class");
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

function asPng(done) {
  const { text, width, height } = standalone();
  const scale = Math.min(2, 8000 / Math.max(width, height));
  const image = new Image();
  image.onload = () => {
    const canvas = make("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob(done, "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

const edgeRow = (edge) => [
  edge.start.id, edge.start.label, edge.start.kind, edge.label, edge.end.id, edge.end.label, edge.end.kind,
  signWord(edge), [...edge.certainty].join(" | "), [...edge.status].join(" | "), String(edge.count),
  [...edge.claims].map((claim) => claim.id).join(" | "),
];
const EDGE_HEADS = ["start", "start_label", "start_kind", "relation", "end", "end_label", "end_kind", "sign", "certainty", "effect", "count", "claims"];

function asCsv() {
  // A sheet would run a text that begins like a formula.
  const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const tied = new Set(SHOWN.edges.flatMap((edge) => [edge.start, edge.end]));
  const alone = SHOWN.nodes.filter((node) => !tied.has(node)).map((node) => [node.id, node.label, node.kind, ...Array(9).fill("")]);
  const rows = [EDGE_HEADS, ...SHOWN.edges.map(edgeRow), ...alone];
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function asGraphml() {
  const space = "http://graphml.graphdrawing.org/xmlns";
  const made = document.implementation.createDocument(space, "graphml");
  const add = (parent, name, attributes, text = "") => {
    const node = made.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.textContent = text;
    parent.append(node);
    return node;
  };
  for (const name of ["label", "kind", "name"]) add(made.documentElement, "key", { id: `n_${name}`, for: "node", "attr.name": name, "attr.type": "string" });
  for (const name of ["relation", "sign", "certainty", "effect", "count", "claims"]) add(made.documentElement, "key", { id: `e_${name}`, for: "edge", "attr.name": name, "attr.type": "string" });
  const graph = add(made.documentElement, "graph", { id: "G", edgedefault: "directed" });
  for (const node of SHOWN.nodes) {
    const it = add(graph, "node", { id: `n${node.key}` });
    for (const [name, text] of [["label", node.label], ["kind", node.kind], ["name", node.id]]) add(it, "data", { key: `n_${name}` }, text);
  }
  for (const edge of SHOWN.edges) {
    const it = add(graph, "edge", { source: `n${edge.start.key}`, target: `n${edge.end.key}` });
    const row = edgeRow(edge);
    for (const name of ["relation", "sign", "certainty", "effect", "count", "claims"]) add(it, "data", { key: `e_${name}` }, row[EDGE_HEADS.indexOf(name)]);
  }
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(made)}\n`;
}

function save(data, type, suffix) {
  const address = URL.createObjectURL(data instanceof Blob ? data : new Blob([data], { type }));
  const at = STATE.at ? `-${STATE.at.id.replace(/[^\w-]+/g, "-").slice(0, 60)}` : "";
  const link = make("a", { href: address, download: `scgraph-${STATE.view}${at}.${suffix}` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

const WRITERS = {
  svg: () => save(standalone().text, "image/svg+xml", "svg"),
  png: () => asPng((blob) => save(blob, "image/png", "png")),
  csv: () => save(asCsv(), "text/csv;charset=utf-8", "csv"),
  graphml: () => save(asGraphml(), "application/xml", "graphml"),
};
for (const button of document.querySelectorAll("[data-download]")) {
  button.addEventListener("click", () => WRITERS[button.dataset.download]());
}
