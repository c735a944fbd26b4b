// Begin: what the graph knows, the query of the address or of the last time, light or dark.

const FIRST = `# Which barriers does the text name, and how many claims speak of each?
PREFIX scg: <https://w3id.org/scgraph/vocab/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?barrier (COUNT(DISTINCT ?claim) AS ?claims) WHERE {
  ?barrier a scg:Barrier .
  ?claim a scg:Claim ; ?says ?barrier .
}
GROUP BY ?barrier
ORDER BY DESC(?claims) ?barrier
`;

function setTheme(isDark) {
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  byId("theme").setAttribute("aria-pressed", String(isDark));
}

function setLanguage(language) {
  LANGUAGE = language;
  KEPT.set("language", language);
  byId("language").textContent = language === "ja" ? "English" : "日本語";
  byId("language").lang = language === "ja" ? "en" : "ja";
  byId("language").setAttribute("aria-pressed", String(language === "ja"));
  if (!byId("answer").hidden) look(LOOK);
}

setTheme(KEPT.get("dark", matchMedia("(prefers-color-scheme: dark)").matches));
byId("theme").addEventListener("click", () => {
  const isDark = byId("theme").getAttribute("aria-pressed") !== "true";
  setTheme(isDark);
  KEPT.set("dark", isDark);
});
byId("language").addEventListener("click", () => setLanguage(LANGUAGE === "ja" ? "en" : "ja"));

for (const link of document.querySelectorAll("[data-skip]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    byId(`${link.dataset.skip}-title`).focus();
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !ASKING) return;
  stop();
  text.focus();
});

text.value = shared() || KEPT.get("draft", "") || FIRST;
paint();
drawEarlier();
setLanguage(LANGUAGE);
if (innerWidth < 900) { byId("side").open = false; document.querySelector(".legend").open = false; }
learn().then(drawCatalogue, () => {
  byId("none").textContent = "The questions cannot be read: is the server still running?";
}).finally(() => { document.body.dataset.ready = "1"; });
