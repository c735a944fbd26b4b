// The table twin: everything the picture shows, in HTML, from the same answer.

const tables = document.getElementById("tables");

function linkTo(node, state, text = labelOf(node, state.language)) {
  return make("a", { href: addressOf(state, { at: node, whole: false }), dir: "auto" }, text);
}

function drawTables(shown, state) {
  const name = (node) => {
    if (!node.id) return make("span", { dir: "auto" }, node.label);
    return linkTo(BY_ID.get(node.id), state, node.label);
  };
  const things = [...shown.nodes].sort((a, b) => order(a.kind) - order(b.kind) || compare(a.label, b.label));
  const lines = [...shown.edges].sort((a, b) => compare(a.start.label, b.start.label) || compare(a.label, b.label) || compare(a.end.label, b.end.label));
  tables.replaceChildren(
    tableOf(`Things (${things.length})`, ["Name", "Kind", "Evidence", "Tested", "Certainty", "Place"], things.map((node) => ({
      key: node.key,
      cells: [name(node), spaced(node.kind), ...(node.kind === "Claim" && !node.group && !node.members
        ? [node.node.evidence, node.node.support, node.node.certainty, node.node.locator]
        : ["", "", "", ""])],
    }))),
    tableOf(`Lines between them (${lines.length})`, ["From", "Line", "To", "Sign", "Certainty", "Effect", "Claims"], lines.map((edge) => ({
      key: edge.start.key,
      cells: [name(edge.start), edge.label, name(edge.end), signWord(edge), [...edge.certainty].join(", "), [...edge.status].join(", "), claimsCell(edge, state)],
    }))),
  );
}

const order = (kind) => Object.keys(DATA.kinds).indexOf(kind);
const COLLATOR = new Intl.Collator(["en", "ja"]);
const compare = COLLATOR.compare;

function signWord(edge) {
  if (!edge.isCause) return "";
  const sign = edge.sign > 0 ? "raises" : edge.sign < 0 ? "lessens" : "not said";
  const loop = edge.loop === undefined ? "" : edge.loop > 0 ? ", on a strengthening loop" : edge.loop < 0 ? ", on a balancing loop" : ", on a loop";
  return `${sign}${edge.denied ? ", denied" : ""}${loop}`;
}

function claimsCell(edge, state) {
  const claims = [...edge.claims].slice(0, 6);
  const more = edge.claims.size - claims.length;
  const parts = claims.flatMap((claim, number) => [
    number ? ", " : "", make("a", { href: addressOf(state, { at: claim, whole: false }), title: labelOf(claim, "en") }, claim.locator || labelOf(claim, "en")),
  ]);
  return make("span", {}, parts, more > 0 ? ` and ${more} more` : "");
}

function tableOf(title, heads, rows) {
  const body = rows.map(({ key, cells }) => make("tr", { "data-key": key }, cells.map((cell, number) =>
    make(number ? "td" : "th", { scope: number ? null : "row", dir: "auto", "data-head": heads[number] }, cell))));
  return make("div", { class: "wide", tabindex: 0, role: "region", "aria-label": title }, make("table", {},
    make("caption", {}, title),
    make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))),
    make("tbody", {}, body)));
}

for (const name of ["pointerover", "focusin"]) {
  tables.addEventListener(name, (event) => {
    const row = event.target.closest?.("tr[data-key]");
    if (row) light(row.dataset.key);
  });
}
for (const name of ["pointerleave", "focusout"]) tables.addEventListener(name, () => light(null));
