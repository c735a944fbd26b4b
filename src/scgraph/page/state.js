// What the page shows stands in its address alone, so that back, forward and links just work:
// #mic, or #mic?view=causes&certainty=Possible

const VIEWS = { columns: 1, causes: 2, free: 4 };
const FACETS = {
  kind: { title: "Kind", of: null },
  role: { title: "Role of an actor", of: null },
  certainty: { title: "Certainty of the text", of: (claim) => [claim.certainty] },
  evidence: { title: "Evidence that the text offers", of: (claim) => [claim.evidence] },
  support: { title: "What testing came to", of: (claim) => [claim.support] },
  verdict: { title: "Verdict of a check", of: (claim) => claim.verdicts },
};

function readState() {
  const [name, query = ""] = location.hash.slice(1).split(/\?(.*)/s);
  const params = new URLSearchParams(query);
  const filters = {};
  for (const facet of Object.keys(FACETS)) filters[facet] = new Set(params.getAll(facet));
  return {
    at: BY_ID.get(decoded(name)) || BY_ID.get(decoded(name).replace(/^id:/, "")) || null,
    unknown: name && !BY_ID.has(decoded(name)) ? decoded(name) : "",
    view: Object.hasOwn(VIEWS, params.get("view")) ? params.get("view") : "columns",
    language: params.get("lang") && params.get("lang") === OTHER ? OTHER : "en",
    whole: params.has("whole"),
    reach: Math.min(Math.max(Number(params.get("reach")) || 2, 1), 6),
    filters,
  };
}

function decoded(text) {
  try { return decodeURIComponent(text); } catch { return text; }
}

function addressOf(state, change = {}) {
  const next = { ...state, ...change };
  const params = new URLSearchParams();
  if (next.view !== "columns") params.set("view", next.view);
  if (next.language !== "en") params.set("lang", next.language);
  if (next.whole && next.at) params.set("whole", "");
  if (next.reach !== 2) params.set("reach", next.reach);
  for (const facet of Object.keys(FACETS)) {
    for (const value of [...next.filters[facet]].sort()) params.append(facet, value);
  }
  const query = params.toString();
  return `#${next.at ? encodeURIComponent(next.at.id) : ""}${query ? `?${query}` : ""}`;
}

const go = (change) => { location.hash = addressOf(STATE, change); };

function toggled(filters, facet, value) {
  const values = new Set(filters[facet]);
  if (!values.delete(value)) values.add(value);
  return { filters: { ...filters, [facet]: values } };
}
