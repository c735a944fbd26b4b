// What the tests of the explorer look at; it reads the page and changes nothing.

const probe = {
  all: (selector) => [...document.querySelectorAll(selector)],

  click: (selector) => document.querySelector(selector)
    .dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })),

  boxes: () => probe.all(".box").map((box) => box.dataset.id).sort(),

  overlaps() {
    const r = probe.all(".box .plate").map((plate) => plate.getBoundingClientRect());
    let count = 0;
    for (let i = 0; i < r.length; i += 1) {
      for (let j = i + 1; j < r.length; j += 1) {
        const aside = r[i].left < r[j].right - 1 && r[j].left < r[i].right - 1;
        if (aside && r[i].top < r[j].bottom - 1 && r[j].top < r[i].bottom - 1) count += 1;
      }
    }
    return count;
  },

  textsOutside: () => probe.all(".box").filter((box) => {
    const { right } = box.querySelector(".plate").getBoundingClientRect();
    return [...box.querySelectorAll("text")].some((one) => one.getBoundingClientRect().right > right + 1);
  }).length,

  // Labels in which a word is broken that is no longer than a line.
  brokenWords: () => probe.all(".box").map((box) => {
    const lines = [...box.querySelectorAll(".label")].map((line) => line.textContent);
    const label = box.querySelector("title").textContent;
    const words = new Set(label.split(/[\s-]+/));
    const ends = lines.slice(0, -1).map((line) => line.split(/[\s-]+/).at(-1) || line.split(/[\s-]+/).at(-2));
    return ends.find((end) => !words.has(end) && end.length < 14);
  }).filter(Boolean),

  places: () => probe.all(".box").map((box) => [
    box.dataset.key, ...box.getAttribute("transform").match(/[-\d.]+/g).map(Number), box.textContent,
  ]),

  ends: () => probe.all(".lines > path").map((path) => [path.dataset.start, path.dataset.end]),

  facets: () => [...new Set(probe.all("[data-facet]").map((box) => box.dataset.facet))],

  count: (facet, value) => Number(probe.all(`[data-facet=${facet}]`).find((box) => box.value === value)
    .closest("label").querySelector(".count").textContent),

  claimRows: () => probe.all("#tables table")[0].tBodies[0].rows.length && [...probe.all("#tables table")[0].tBodies[0].rows]
    .filter((row) => row.cells[1].textContent === "Claim").map((row) => row.cells[2].textContent),

  tableSizes: () => probe.all("#tables table").map((table) => table.tBodies[0].rows.length),

  tableNames: () => [...probe.all("#tables table")[0].querySelectorAll("th a")]
    .map((link) => decodeURIComponent(link.hash.slice(1).split("?")[0])).sort(),

  idsAreUnique: () => new Set(probe.all("[id]").map((node) => node.id)).size === probe.all("[id]").length,

  focused() {
    const it = document.activeElement;
    return it.id || it.dataset.view || it.dataset.facet || (it.getAttribute("class") || "").split(" ")[0];
  },

  strangeLinks: () => probe.all("a").map((link) => link.getAttribute("href"))
    .filter((href) => href && !/^(#|https?:)/.test(href)),

  ran: () => window.pwned || probe.all("#drawing script, main img, main iframe, #details img").length,

  // Texts with less contrast than WCAG AA asks for: 4.5 to 1.
  faint() {
    const parts = (text) => text.match(/[\d.]+/g).map(Number);
    const seen = (text) => { const c = parts(text); return c.length > 3 && c[3] === 0 ? null : c; };
    const bright = (colour) => {
      const [r, g, b] = colour.slice(0, 3).map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = (node) => {
      for (let it = node; it; it = it.parentElement) {
        if (it.matches(".box")) return seen(getComputedStyle(it.querySelector(".plate")).fill);
        const colour = seen(getComputedStyle(it).backgroundColor);
        if (colour) return colour;
      }
      return [255, 255, 255];
    };
    const out = [];
    for (const node of document.querySelectorAll("body *")) {
      const hasText = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
      if (!hasText || node.closest("script, noscript, [hidden], title")) continue;
      const style = getComputedStyle(node);
      const ink = parts(node instanceof SVGElement ? style.fill : style.color);
      const [high, low] = [bright(ink), bright(ground(node))].sort((a, b) => b - a);
      const ratio = (high + 0.05) / (low + 0.05);
      if (ratio < 4.5) out.push([node.tagName, node.textContent.slice(0, 30), ratio.toFixed(2)]);
    }
    return out.slice(0, 5);
  },

  axe: async () => {
    const { violations } = await axe.run(document);
    return violations.filter((one) => ["serious", "critical"].includes(one.impact))
      .map((one) => [one.id, one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))]);
  },
};
