// Search over names in all languages, short names and the words of claims, by keyboard.

const find = document.getElementById("find");
const found = document.getElementById("found");
let CHOSEN = -1;

const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();
for (const node of NODES) {
  node.names = [...Object.values(node.labels), node.id].map(folded);
}

function hits(text) {
  const wanted = folded(text);
  if (!wanted) return [];
  const words = wanted.split(" ");
  const rank = (node) => {
    if (node.names.includes(wanted)) return 0;
    if (node.names.some((name) => name.startsWith(wanted))) return node.kind === "Claim" ? 3 : 1;
    if (node.kind !== "Claim" && words.every((one) => node.names.some((name) => name.includes(one)))) return 2;
    if (words.every((one) => node.names.some((name) => name.includes(one)))) return 4;
    return folded(node.definition || "").includes(wanted) ? 5 : 9;
  };
  return NODES.map((node) => [rank(node), node]).filter(([value]) => value < 9)
    .sort((a, b) => a[0] - b[0] || a[1].number - b[1].number).slice(0, 12).map(([, node]) => node);
}

function offer() {
  const nodes = hits(find.value);
  CHOSEN = -1;
  found.replaceChildren(...nodes.map((node, number) => make("li", {
    role: "option", id: `found-${number}`, "aria-selected": "false", dir: "auto",
    onpointerdown: (event) => { event.preventDefault(); open(node); },
  }, make("span", {}, labelOf(node, STATE.language)), make("span", { class: "small" }, ` ${spaced(node.kind)}`,
    OTHER && node.labels[OTHER] ? ` · ${STATE.language === "en" ? node.labels[OTHER] : node.labels.en}` : ""))));
  if (!nodes.length && find.value.trim()) found.append(make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing bears this name"));
  found.nodes = nodes;
  show(Boolean(find.value.trim()));
}

function show(isOpen) {
  found.hidden = !isOpen;
  find.setAttribute("aria-expanded", String(isOpen));
  if (!isOpen) find.removeAttribute("aria-activedescendant");
}

function choose(number) {
  const options = [...found.children];
  if (!found.nodes?.length) return;
  CHOSEN = (number + found.nodes.length) % found.nodes.length;
  options.forEach((option, place) => option.setAttribute("aria-selected", String(place === CHOSEN)));
  options[CHOSEN].scrollIntoView({ block: "nearest" });
  find.setAttribute("aria-activedescendant", options[CHOSEN].id);
}

function open(node) {
  find.value = "";
  show(false);
  go({ at: node, whole: false });
}

find.addEventListener("input", offer);
find.addEventListener("focus", () => { if (find.value.trim()) offer(); });
find.addEventListener("blur", () => show(false));
find.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") choose(CHOSEN + 1);
  else if (event.key === "ArrowUp") choose(CHOSEN < 0 ? -1 : CHOSEN - 1);
  else if (event.key === "Enter" && found.nodes?.length && !found.hidden) open(found.nodes[Math.max(CHOSEN, 0)]);
  else if (event.key === "Escape" && !found.hidden) show(false);
  else return;
  event.preventDefault();
  event.stopPropagation();
});
