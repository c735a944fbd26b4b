// What the graph knows: prefixes, terms, questions; and the names of things, asked for as needed.

const byId = (id) => document.getElementById(id);
const KNOWN = { prefixes: {}, terms: [], questions: [], kinds: {} };
const KEPT = {
  get: (name, otherwise) => {
    try { return JSON.parse(localStorage.getItem(`scgraph-${name}`)) ?? otherwise; } catch { return otherwise; }
  },
  set: (name, value) => {
    try { localStorage.setItem(`scgraph-${name}`, JSON.stringify(value)); } catch { /* full, or not allowed */ }
  },
};
let LANGUAGE = KEPT.get("language", "en") === "ja" ? "ja" : "en";

async function learn() {
  const answer = await fetch("/query/known.json");
  if (!answer.ok) throw new Error(String(answer.status));
  Object.assign(KNOWN, await answer.json());
  KNOWN.spaces = Object.entries(KNOWN.prefixes).sort(([, a], [, b]) => b.length - a.length);
}

// The short form of an IRI, where SPARQL takes it as it stands.
function shortOf(iri) {
  for (const [prefix, space] of KNOWN.spaces || []) {
    if (iri.length > space.length && iri.startsWith(space)) return `${prefix}:${iri.slice(space.length)}`;
  }
  return iri;
}

// Where this server tells of a thing; each can be asked for by its whole IRI.
const addressOfThing = (iri) => NAMES.get(iri)?.[2] || `/entity?iri=${encodeURIComponent(iri)}`;

// Controls, and marks that turn the direction of a text, are shown as what they are: unseen signs.
const UNSEEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;
const clean = (text) => text.replace(UNSEEN, "\ufffd");

const NAMES = new Map();
const AT_ONCE = 500;

// Ask for kind and labels of things that are not known yet; without them, short IRIs will do.
async function nameAll(iris) {
  const wanted = [...new Set(iris)].filter((iri) => !NAMES.has(iri));
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const some = wanted.slice(start, start + AT_ONCE);
    try {
      const answer = await fetch("/query/names", {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(some),
      });
      if (!answer.ok) return;
      const found = await answer.json();
      for (const iri of some) NAMES.set(iri, Object.hasOwn(found, iri) ? found[iri] : ["", {}, ""]);
    } catch { return; }
  }
}

function labelOf(iri) {
  const labels = NAMES.get(iri)?.[1];
  if (!labels) return "";
  return clean(labels[LANGUAGE] || labels.en || labels[""] || Object.values(labels)[0] || "");
}
const kindOf = (iri) => NAMES.get(iri)?.[0] || "";
