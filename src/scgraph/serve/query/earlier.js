// Queries of earlier, kept in this browser alone; and a link that holds a query.

const MOST_KEPT = 50;

function remember(query, answer) {
  const told = answer && (answer.kind === "truth" ? (answer.truth ? "yes" : "no") : numbered(answer.rows.length, answer.kind === "triples" ? "triple" : "row"));
  const others = KEPT.get("earlier", []).filter((one) => one.query !== query);
  KEPT.set("earlier", [{ query, told: told || "", at: Date.now() }, ...others].slice(0, MOST_KEPT));
  drawEarlier();
}

function drawEarlier() {
  const kept = KEPT.get("earlier", []);
  byId("kept").replaceChildren(...(kept.length ? [
    make("ul", {}, kept.map(({ query, told, at }) => make("li", {}, make("button", {
      type: "button", class: "entry", onclick: () => { byId("params").hidden = true; CHOSEN = null; setText(query); text.focus(); },
    }, make("code", {}, gist(query)), make("span", { class: "small" }, [told, new Date(at).toLocaleString()].filter(Boolean).join(" · ")))))),
    make("button", { type: "button", onclick: () => { KEPT.set("earlier", []); drawEarlier(); } }, "Forget them"),
  ] : [make("p", { class: "small" }, "Queries that you run are kept here, in this browser alone.")]));
}

// What tells one query from another: the text behind prefixes and comments.
function gist(query) {
  const told = query.replace(/^\s*(#.*|(PREFIX|BASE)\s[^>]*>)\s*$/gim, "").replace(/\s+/g, " ").trim();
  return told.length > 110 ? `${told.slice(0, 109)}…` : told;
}

async function share() {
  history.replaceState(null, "", `#query=${encodeURIComponent(text.value)}`);
  let said = "The address of this page now holds the query: copy it from there.";
  try { await navigator.clipboard.writeText(location.href); said = "A link that holds the query is copied."; } catch { /* not allowed here */ }
  byId("status").textContent = said;
}

function shared() {
  const found = location.hash.match(/^#query=(.*)$/s);
  if (!found) return "";
  try { return decodeURIComponent(found[1].replaceAll("+", "%20")); } catch { return ""; }
}

byId("share").addEventListener("click", share);
CHANGED.push(() => KEPT.set("draft", text.value));
window.addEventListener("hashchange", () => { if (shared()) setText(shared()); });
asTabs([byId("tab-catalogue"), byId("tab-earlier")], (tab) => {
  for (const name of ["catalogue", "earlier"]) {
    const isChosen = tab.id === `tab-${name}`;
    choosen(byId(`tab-${name}`), isChosen);
    byId(name).hidden = !isChosen;
  }
});
