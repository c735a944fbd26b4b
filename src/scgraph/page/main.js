// Read the address, select, draw; then again whenever the address changes.

let STATE = readState();
let SHOWN = { nodes: [], edges: [] };

const TITLES = { columns: "Evidence columns", causes: "Causes", free: "Free picture" };
const byId = (id) => document.getElementById(id);

function render() {
  const before = STATE;
  STATE = readState();
  SHOWN = select(STATE);
  document.documentElement.lang = STATE.language;
  draw(SHOWN, STATE, frame.clientWidth < 640);
  fit();
  drawTables(SHOWN, STATE);
  drawDetails(STATE);
  drawFilters(SHOWN, STATE);
  drawHeads(STATE);
  drawLegend(STATE);
  if (STATE.at && STATE.at !== before.at) byId("details-title").focus({ preventScroll: true });
  if (STATE.at && STATE.whole) lightAt();
  document.body.dataset.ready = String(Number(document.body.dataset.ready || 0) + 1);
}

function lightAt() {
  const node = SHOWN.nodes.find((one) => one.node === STATE.at);
  if (node) light(node.key);
}

function drawHeads(state) {
  const around = state.at && !state.whole ? `: around ${labelOf(state.at, state.language)}` : "";
  byId("picture-title").textContent = TITLES[state.view] + around;
  document.title = state.at ? `${labelOf(state.at, state.language)} – Explorer` : `Explorer: ${DATA.title}`;
  byId("paper").textContent = DATA.title;
  const unknown = state.unknown ? ` Nothing here bears the name “${state.unknown}”; all is shown.` : "";
  const none = SHOWN.edges.length ? "" : " Nothing is left to draw between them; clear a filter or look in another way.";
  byId("status").textContent = `Shown: ${numbered(SHOWN.nodes.length, "thing")}, ${numbered(SHOWN.edges.length, "line")}.${none}${unknown}`;
  byId("note").textContent = SHOWN.notes.join(" ");
  byId("note").hidden = !SHOWN.notes.length;
  byId("all").hidden = !state.at;
  byId("whole").hidden = !state.at;
  byId("whole").setAttribute("aria-pressed", String(state.whole));
  byId("steps").hidden = !state.at || state.whole || state.view !== "causes";
  byId("reach").value = String(state.reach);
  for (const button of document.querySelectorAll("[data-view]")) {
    if (button.dataset.view === state.view) button.setAttribute("aria-current", "page");
    else button.removeAttribute("aria-current");
  }
  byId("language").hidden = !OTHER;
  byId("language").textContent = state.language === "en" ? (OTHER === "ja" ? "日本語" : OTHER) : "English";
  byId("language").setAttribute("lang", state.language === "en" ? OTHER : "en");
  byId("language").setAttribute("aria-pressed", String(state.language !== "en"));
}

function drawLegend(state) {
  const kinds = Object.keys(DATA.kinds).filter((kind) => SHOWN.nodes.some((node) => node.kind === kind));
  const key = (picture, text) => make("li", {}, picture, text);
  const plate = (kind) => {
    const small = svg("svg", { width: 22, height: 18, viewBox: "-5 -3 22 18", "aria-hidden": "true" },
      svg("rect", { x: -4.5, y: -2.5, width: 21, height: 17, rx: 3, fill: DATA.kinds[kind], class: "plate" }), svg("path", { d: signOf(kind), class: "sign" }));
    return small;
  };
  const stroke = (names, more = {}, text = "") => {
    const small = svg("svg", { width: 44, height: 18, viewBox: "0 0 44 18", "aria-hidden": "true" },
      svg("path", { d: "M2 9H40", class: `line ${names}`, "stroke-width": 1.6, ...more }));
    if (text) { const badge = svg("text", { x: 20, y: 13, class: `badge ${names}`, "font-size": 13, "font-weight": 700, "text-anchor": "middle" }); badge.textContent = text; small.append(badge); }
    return small;
  };
  const sign = (text) => make("span", { class: "mark" }, text);
  byId("legend").replaceChildren(
    ...kinds.map((kind) => key(plate(kind), spaced(kind))),
    ...(kinds.includes("Claim") ? [
      ...Object.entries(EVIDENCE).map(([text, one]) => key(sign(one), text)),
      ...Object.entries(SUPPORT).map(([text, one]) => key(sign(one), `Tested: ${text.toLowerCase()}`)),
    ] : []),
    ...(state.view === "columns" ? [] : [
      key(stroke("more", { "marker-end": "url(#tip-more)" }, "+"), "raises"),
      key(stroke("less", { "marker-end": "url(#tip-less)" }, "−"), "lessens"),
      key(stroke("open", { "marker-end": "url(#tip)" }, "?"), "direction not said"),
      key(stroke("denied", { "stroke-dasharray": "1.5 4" }, "✕"), "the text denies it"),
      key(stroke("loop", { "stroke-width": 3.2 }, "↻"), DATA.loops.length ? "on a loop (R strengthens, B balances)" : "on a loop (none found)"),
    ]),
    key(stroke("hedged", { "stroke-dasharray": "6 4" }), "the text hedges"),
  );
}

for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => go({ view: button.dataset.view }));
}
byId("all").addEventListener("click", () => { go({ at: null, whole: false }); byId("picture-title").focus(); });
byId("reach").addEventListener("change", () => go({ reach: Number(byId("reach").value) }));
byId("whole").addEventListener("click", () => go({ whole: !STATE.whole }));
byId("language").addEventListener("click", () => go({ language: STATE.language === "en" ? OTHER : "en" }));
byId("theme").addEventListener("click", () => {
  const isDark = byId("theme").getAttribute("aria-pressed") === "true";
  setTheme(!isDark);
});

function setTheme(isDark) {
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  byId("theme").setAttribute("aria-pressed", String(isDark));
}
setTheme(matchMedia("(prefers-color-scheme: dark)").matches);

// Within the frame of a notebook a link to "#mic" would lead out of the page, to the notebook.
document.addEventListener("click", (event) => {
  const href = event.target.closest?.("a[href^='#']")?.getAttribute("href");
  if (!href || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  location.hash = href;
});

for (const link of document.querySelectorAll("[data-skip]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const title = byId(`${link.dataset.skip}-title`);
    title.focus();
    title.scrollIntoView();
  });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input[type=search], textarea");
  if (event.key === "/" && !typing) { event.preventDefault(); find.focus(); }
  if (event.key === "Escape" && !typing && STATE.at) { go({ at: null, whole: false }); frame.focus(); }
});

// Where a server shows this page, there are others beside it.
if (DATA.served) {
  byId("server").append(...DATA.served.links.map(([text, href]) => make("a", { href }, text)));
  byId("server").hidden = false;
}

let WIDTH = frame.clientWidth;
window.addEventListener("resize", () => {
  if (frame.clientWidth === WIDTH) return;
  WIDTH = frame.clientWidth;
  render();
});
window.addEventListener("hashchange", () => { render(); });
if (innerWidth < 900) { byId("filters").open = false; document.querySelector(".legend").open = false; }
render();
