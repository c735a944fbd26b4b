// Draw what is shown as SVG; text stays text, and every mark has a shape beside its colour.

const SVG = "http://www.w3.org/2000/svg";
const drawing = document.getElementById("drawing");

function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value);
  }
  node.append(...children);
  return node;
}

// One small sign a kind, in a field of 12 by 12.
const SIGNS = {
  Barrier: "M1 1h10v10h-10z",
  Outcome: "M6 0.5a5.5 5.5 0 1 1-0.01 0z",
  Enabler: "M6 0.5l5.8 11h-11.6z",
  Driver: "M6 0l6 6-6 6-6-6z",
  Actor: "M6 0.5a2.6 2.6 0 1 1-0.01 0zM1 12a5 5.5 0 0 1 10 0z",
  Initiative: "M3 1h6l3 5-3 5h-6l-3-5z",
  Claim: "M1 0.5h7l3 3v8h-10z",
  Domain: "M1 1h4v4h-4zM7 1h4v4h-4zM1 7h4v4h-4zM7 7h4v4h-4z",
  Place: "M6 12l-4-6.2a4.6 4.6 0 1 1 8 0z",
  Comparison: "M1 2.5h10v2.5h-10zM1 7h10v2.5h-10z",
  ResearchQuestion: "M6 0l6 6-6 6-6-6zM6 2.8l-3.2 3.2 3.2 3.2 3.2-3.2z",
  Source: "M1 1h8a2 2 0 0 1 2 2v8h-8a2 2 0 0 1-2-2z",
};
const signOf = (kind) => SIGNS[kind] || "M1 4h10v4h-10z";

const EVIDENCE = { Cited: "●", "Named, not listed": "◐", "Factual, without a source": "○", "Own argument": "–" };
const SUPPORT = { Upheld: "✓", "In question": "!", "Not known": "?", "Not tested": "…" };

let LAYOUT = { width: 1, height: 1, heads: [] };

function draw(shown, state, narrow) {
  const layout = { columns: layoutColumns, causes: layoutCauses, free: layoutFree }[state.view];
  LAYOUT = layout(shown, narrow);
  const lines = svg("g", { class: "lines" });
  const boxes = svg("g", { class: "boxes" });
  const badges = svg("g", { class: "badges" });
  for (const edge of shown.edges) drawLine(edge, state, lines, badges);
  for (const node of shown.nodes) boxes.append(drawBox(node, state));
  const heads = svg("g", { class: "heads" }, ...LAYOUT.heads.map(drawHead));
  const scene = svg("g", { id: "scene" }, heads, lines, badges, boxes);
  drawing.replaceChildren(markers(), scene);
  drawing.setAttribute("font-family", FONT_STACK);
  chooseTabStop(shown, state);
}

function markers() {
  const marker = (id, path, more) => svg("marker", {
    id, viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 8, markerHeight: 8, orient: "auto-start-reverse", markerUnits: "userSpaceOnUse", ...more,
  }, svg("path", { d: path, class: `tip ${id}` }));
  return svg("defs", {}, marker("tip", "M0 1L10 5L0 9z"), marker("tip-more", "M0 1L10 5L0 9z"), marker("tip-less", "M6 0h3v10h-3z"));
}

function drawHead(head) {
  const text = svg("text", { x: head.x, y: 18, class: "head", "font-size": 13.5, "font-weight": 600 });
  text.textContent = `${head.text} (${head.count.toLocaleString("en")})`;
  return text;
}

function drawBox(node, state) {
  const isAt = state.at && (node.node === state.at && !node.members);
  const link = svg("a", {
    href: node.id ? addressOf(state, { at: BY_ID.get(node.id), whole: false }) : null,
    class: `box${isAt ? " at" : ""}`, "data-key": node.key, "data-id": node.id, tabindex: -1,
    role: "link",
    transform: `translate(${round(node.x)} ${round(node.y)})`,
  });
  if (isAt) link.setAttribute("aria-current", "true");
  const title = svg("title");
  title.textContent = describe(node);
  link.append(title);
  if (node.group || node.members) link.append(svg("rect", { x: 4, y: 4, width: round(node.w), height: node.h, rx: 4, class: "under" }));
  link.append(svg("rect", { width: round(node.w), height: node.h, rx: node.kind === "Actor" ? 13 : 4, class: "plate", fill: DATA.kinds[node.kind] || "#F2F2F2" }));
  link.append(svg("path", { d: signOf(node.kind), class: "sign", transform: `translate(6 ${node.h / 2 - 6})` }));
  const first = node.h / 2 - ((node.lines.length - 1) * LINE) / 2 + 4.5;
  node.lines.forEach((line, number) => {
    const text = svg("text", { x: INSET, y: round(first + number * LINE), "font-size": 12.5, class: "label", "aria-hidden": "true" });
    text.textContent = line;
    link.append(text);
  });
  if (node.kind === "Claim") {
    [node.members || (node.group && !node.group.evidence) ? "" : EVIDENCE[node.node.evidence], node.group || node.members ? "" : SUPPORT[node.node.support]].forEach((mark, number) => {
      const text = svg("text", { x: round(node.w - 13), y: node.h / 2 - 3 + number * 16, "font-size": 13, "text-anchor": "middle", class: "mark", "aria-hidden": "true" });
      text.textContent = mark || "";
      link.append(text);
    });
  }
  return link;
}

const round = (number) => Math.round(number * 10) / 10;

function describe(node) {
  const parts = [`${spaced(node.kind)}: ${node.label}`];
  if (node.kind === "Claim" && !node.members) {
    parts.push(node.node.evidence);
    if (!node.group) parts.push(node.node.support, node.node.locator);
  }
  return parts.filter(Boolean).join(" · ");
}

function pathOf(edge, state) {
  const { start, end } = edge;
  if (state.view === "free") return straight(start, end);
  const stops = [start, ...(edge.via || [])].concat(end);
  if (edge.via?.length && start.x > end.x) stops.splice(1, edge.via.length, ...[...edge.via].reverse());
  if (start.x === end.x) {
    const bow = 30 + Math.abs(start.y - end.y) / 8;
    const x = start.x + start.w;
    return `M${round(x)} ${round(mid(start))}C${round(x + bow)} ${round(mid(start))} ${round(x + bow)} ${round(mid(end))} ${round(x)} ${round(mid(end))}`;
  }
  const forth = end.x > start.x;
  let path = "";
  stops.forEach((stop, number) => {
    if (!number) { path = `M${round(forth ? stop.x + stop.w : stop.x)} ${round(mid(stop))}`; return; }
    const before = stops[number - 1];
    const from = forth ? before.x + before.w : before.x;
    const to = forth ? stop.x : stop.x + stop.w;
    const half = (from + to) / 2;
    path += `C${round(half)} ${round(mid(before))} ${round(half)} ${round(mid(stop))} ${round(to)} ${round(mid(stop))}`;
    if (stop.standIn) path += `L${round(forth ? stop.x + stop.w : stop.x)} ${round(mid(stop))}`;
  });
  return path;
}

const mid = (node) => node.y + node.h / 2;

function straight(start, end) {
  const [ax, ay, bx, by] = [start.x + start.w / 2, mid(start), end.x + end.w / 2, mid(end)];
  const cut = (node, dx, dy) => Math.min(node.w / 2 / (Math.abs(dx) || 1e-9), node.h / 2 / (Math.abs(dy) || 1e-9), 1);
  const [dx, dy] = [bx - ax, by - ay];
  const [s, e] = [cut(start, dx, dy), 1 - cut(end, dx, dy)];
  return `M${round(ax + dx * s)} ${round(ay + dy * s)}L${round(ax + dx * e)} ${round(ay + dy * e)}`;
}

function drawLine(edge, state, lines, badges) {
  const names = ["line"];
  if (edge.isCause) names.push(edge.sign > 0 ? "more" : edge.sign < 0 ? "less" : "open");
  if (edge.hedged) names.push("hedged");
  if (edge.denied) names.push("denied");
  if (edge.loop !== undefined) names.push("loop");
  const tip = edge.isCause ? (edge.sign > 0 ? "tip-more" : edge.sign < 0 ? "tip-less" : "tip") : null;
  const path = svg("path", {
    d: pathOf(edge, state), class: names.join(" "), fill: "none",
    "stroke-width": edge.loop !== undefined ? 3.2 : Math.min(1.2 + Math.log2(edge.count || 1) * 0.4, 3.6),
    "stroke-dasharray": edge.denied ? "1.5 4" : edge.hedged ? "6 4" : null,
    "marker-end": tip && `url(#${tip})`,
    "data-start": edge.start.key, "data-end": edge.end.key,
  });
  const title = svg("title");
  title.textContent = tell(edge);
  path.append(title);
  lines.append(path);
  edge.path = path;
  const text = badgeOf(edge, state);
  if (!text) return;
  const place = path.getTotalLength ? pointOn(path, state.view === "causes" ? 32 : Infinity) : { x: 0, y: 0 };
  const badge = svg("text", { x: round(place.x), y: round(place.y + 4), class: names.join(" ").replace("line", "badge"), "font-size": 13, "font-weight": 700, "text-anchor": "middle", "data-start": edge.start.key, "data-end": edge.end.key });
  badge.textContent = text;
  badges.append(badge);
}

// A point so far along the line, or in its middle if that is nearer.
function pointOn(path, far) {
  return path.getPointAtLength(Math.min(far, path.getTotalLength() / 2));
}

function badgeOf(edge, state) {
  if (!edge.isCause || state.view === "columns") return "";
  const sign = edge.denied ? "✕" : edge.sign > 0 ? "+" : edge.sign < 0 ? "−" : "?";
  const loop = edge.loop === undefined ? "" : edge.loop > 0 ? "↻R" : edge.loop < 0 ? "↻B" : "↻";
  return sign + loop;
}

function tell(edge) {
  const hedge = edge.hedged ? ` (${[...edge.certainty].join(", ").toLowerCase()})` : "";
  const denied = edge.denied ? " (denied)" : "";
  const loop = edge.loop === undefined ? "" : edge.loop > 0 ? " (on a loop that strengthens itself)" : edge.loop < 0 ? " (on a loop that balances itself)" : " (on a loop)";
  const claims = edge.count > 1 ? `, ${numbered(edge.count, "time")}` : "";
  return `${edge.start.label} – ${edge.label.toLowerCase()} – ${edge.end.label}${hedge}${denied}${loop}${claims}`;
}

// Light up what is tied to a thing: in columns the whole chain that the same claims make.
function light(key) {
  const boxes = drawing.querySelectorAll(".box");
  if (key === null) {
    drawing.classList.remove("lit");
    for (const node of drawing.querySelectorAll(".on")) node.classList.remove("on");
    return;
  }
  const on = new Set([String(key)]);
  const lit = chainOn(key);
  for (const edge of SHOWN.edges) {
    edge.path.classList.toggle("on", lit.has(edge));
    if (lit.has(edge)) on.add(String(edge.start.key)).add(String(edge.end.key));
  }
  for (const box of boxes) box.classList.toggle("on", on.has(box.dataset.key));
  for (const badge of drawing.querySelectorAll(".badge")) {
    badge.classList.toggle("on", on.has(badge.dataset.start) && on.has(badge.dataset.end));
  }
  drawing.classList.add("lit");
}

function chainOn(key) {
  const touching = SHOWN.edges.filter((edge) => String(edge.start.key) === String(key) || String(edge.end.key) === String(key));
  if (STATE.view !== "columns") return new Set(touching);
  const claims = new Set(touching.flatMap((edge) => [...edge.claims]));
  const it = SHOWN.nodes.find((node) => String(node.key) === String(key));
  const others = (edge) => [edge.start, edge.end].some((end) => end !== it && columnOf(end) === columnOf(it));
  return new Set([...touching, ...SHOWN.edges.filter((edge) => !others(edge) && [...edge.claims].some((claim) => claims.has(claim)))]);
}
