// What could stand here: variables of the query, prefixes, terms of the vocabulary, codes, words.

const MOST_OFFERS = 60;
const alike = (piece) => piece.normalize("NFKC").toLowerCase();

// The word before the caret, and where it begins; null where nothing is completed.
function wordAt(at) {
  const inside = TOKENS.find((one) => one.at < at && at <= one.at + one.text.length);
  if (inside && ["comment", "header", "iri"].includes(inside.kind)) return null;
  if (inside?.kind === "string" && at < inside.at + inside.text.length) return null;
  const before = text.value.slice(lineStart(at), at);
  const word = before.match(/[?$][\p{L}\p{N}_]*$|(?:[\p{L}_][\p{L}\p{N}_.-]*)?:[\p{L}\p{N}_.:/-]*$|[\p{L}\p{N}_-]+$/u)?.[0] || "";
  const isKind = /(^|\s)a\s+$/.test(before.slice(0, before.length - word.length));
  return { word, from: at - word.length, isKind };
}

// Offers as { text, label, kind }: the nearest first, within a kind as the graph lists them. Behind
// "a" a class is due.
function offersFor({ word, isKind }) {
  const wanted = alike(word);
  if (/^[?$]/.test(word)) {
    return variablesOf(TOKENS).filter((one) => one !== `?${word.slice(1)}` && alike(one).startsWith(`?${wanted.slice(1)}`))
      .map((one) => ({ text: one, label: "", kind: "variable" }));
  }
  const ranked = [];
  const add = (rank, offer) => { if (rank < Infinity) ranked.push([rank, ranked.length, offer]); };
  for (const [short, kind, label, ja] of KNOWN.terms) {
    add(nearness(wanted, short, [label, ja]) - (isKind && kind === "class" ? 5 : 0), { text: short, label: LANGUAGE === "ja" && ja ? ja : label || ja, kind });
  }
  if (!word.includes(":")) {
    for (const prefix of Object.keys(KNOWN.prefixes)) {
      add(alike(prefix).startsWith(wanted) ? 1.5 : Infinity, { text: `${prefix}:`, label: KNOWN.prefixes[prefix], kind: "prefix" });
    }
    for (const one of KEYWORDS) {
      add(alike(one).startsWith(wanted) && alike(one) !== wanted ? 0.5 : Infinity, { text: one, label: "", kind: "keyword" });
    }
    for (const one of variablesOf(TOKENS)) {
      add(alike(one.slice(1)).startsWith(wanted) ? 1 : Infinity, { text: one, label: "", kind: "variable" });
    }
  }
  return ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, MOST_OFFERS).map(([, , offer]) => offer);
}

function nearness(wanted, short, labels) {
  const name = alike(short);
  const local = name.slice(name.indexOf(":") + 1);
  if (name === wanted) return Infinity;
  if (name.startsWith(wanted)) return wanted.includes(":") ? 0 : 2.5;
  if (wanted.includes(":")) {
    const [prefix, rest] = [wanted.slice(0, wanted.indexOf(":") + 1), wanted.slice(wanted.indexOf(":") + 1)];
    return rest.length > 1 && name.startsWith(prefix) && (local.includes(rest) || labels.some((one) => alike(one).includes(rest))) ? 3 : Infinity;
  }
  if (local.startsWith(wanted)) return 1.2;
  const told = labels.filter(Boolean).map(alike);
  if (told.some((one) => one.startsWith(wanted))) return 2;
  return wanted.length > 2 && (local.includes(wanted) || told.some((one) => one.includes(wanted))) ? 4 : Infinity;
}
