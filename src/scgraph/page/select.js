// From the state to what is shown: statements, then things and the lines between them.
// Picture, table, counts and downloads all read this one answer.

const COLUMN = { Actor: 0, Claim: 2, Source: 3, ResearchQuestion: 3 };
const columnOf = (node) => COLUMN[node.kind] ?? 1;

function statementsOf(state) {
  const bit = VIEWS[state.view];
  const inView = STATEMENTS.filter((one) => one.views & bit);
  if (!state.at || state.whole) return inView;
  if (state.view === "causes") return causesAround(inView, state.at, state.reach);
  return state.view === "free" ? around(inView, state.at) : chainOf(state.at);
}

// The chain through a thing: actor, barrier, claim, source, as far as the same claims say it.
function chainOf(at) {
  const claims = new Set(at.kind === "Claim" ? [at] : at.says.map((one) => one.claim));
  claims.delete(null);
  const tied = new Set(at.says.flatMap((one) => [one.start, one.end]));
  const kept = [...claims].flatMap((claim) => claim.says).filter((one) => {
    const [left, right] = [columnOf(one.start), columnOf(one.end)];
    const ends = [one.start, one.end];
    if (Math.abs(left - right) !== 1) return false;
    if (ends.includes(at)) return true;
    if (ends.some((end) => end !== at && columnOf(end) === columnOf(at))) return false;
    return at.kind !== "Actor" || ends.every((end) => columnOf(end) !== 1 || tied.has(end));
  });
  const chain = [...new Set(kept)];
  // What ties an actor to a thing is said by a claim; the chain goes on through it.
  const linked = new Set(chain.map((one) => `${one.start.number} ${one.end.number}`));
  for (const one of kept) {
    if (!one.claim || one.start.kind !== "Actor" || linked.has(`${one.end.number} ${one.claim.number}`)) continue;
    linked.add(`${one.end.number} ${one.claim.number}`);
    chain.push({ ...one, start: one.end, end: one.claim, relation: "schema:subjectOf", label: "spoken of in", isRole: false });
  }
  return chain;
}

function causesAround(statements, at, reach) {
  const kept = new Set();
  for (const [from, to] of [["start", "end"], ["end", "start"]]) {
    let edge = new Set([at]);
    const seen = new Set([at]);
    for (let step = 0; step < reach; step += 1) {
      const next = new Set();
      for (const one of statements) {
        if (!edge.has(one[from])) continue;
        kept.add(one);
        if (!seen.has(one[to])) next.add(one[to]);
        seen.add(one[to]);
      }
      edge = next;
    }
  }
  return [...kept];
}

function around(statements, at) {
  const near = new Set([at]);
  for (const one of statements) {
    if (one.start === at || one.end === at) near.add(one.start).add(one.end);
  }
  return statements.filter((one) => near.has(one.start) && near.has(one.end));
}

// Filters work on claims: a statement stays if its claim does; `except` leaves one facet out.
function filtered(statements, filters, except = "") {
  const active = (facet) => facet !== except && filters[facet].size > 0;
  let list = statements;
  for (const [facet, { of }] of Object.entries(FACETS)) {
    if (!of || !active(facet)) continue;
    list = list.filter((one) => one.claim && of(one.claim).some((value) => filters[facet].has(value)));
  }
  if (active("role")) {
    const inRole = (one) => one.isRole && filters.role.has(one.label);
    const claims = new Set(list.filter(inRole).map((one) => one.claim));
    list = list.filter((one) => claims.has(one.claim) && (!one.isRole || inRole(one)));
  }
  if (active("kind")) {
    list = list.filter((one) => filters.kind.has(one.start.kind) && filters.kind.has(one.end.kind));
  }
  return list;
}

function countsOf(statements, filters) {
  const counts = {};
  for (const [facet, { of }] of Object.entries(FACETS)) {
    const list = filtered(statements, filters, facet);
    const found = new Map();
    const add = (value, item) => {
      if (!found.has(value)) found.set(value, new Set());
      found.get(value).add(item);
    };
    for (const one of list) {
      if (facet === "kind") for (const end of [one.start, one.end]) add(end.kind, end);
      else if (facet === "role") { if (one.isRole) add(one.label, one.claim); }
      else if (one.claim) for (const value of of(one.claim)) add(value, one.claim);
    }
    for (const value of filters[facet]) if (!found.has(value)) found.set(value, new Set());
    counts[facet] = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, items]) =>
      [value, [...items].reduce((sum, item) => sum + item.count, 0)]);
  }
  return counts;
}

const asShown = (node, state) => ({
  id: node.id, label: labelOf(node, state.language), kind: node.kind, node, count: node.count,
});

function select(state) {
  const statements = statementsOf(state);
  const notes = DATA.note ? [DATA.note] : [];
  let list = filtered(statements, state.filters);
  const alone = state.at && !state.whole && !list.length;
  const groups = new Map();
  const claims = new Set(list.flatMap((one) => [one.start, one.end]).filter((end) => end.kind === "Claim"));
  if (claims.size > MOST_CLAIMS && state.view === "columns") {
    const by = foldClaims(list, groups);
    const made = new Set(groups.values()).size;
    notes.push(`${numbered(total([...groups.keys()]), "claim")} are drawn as ${numbered(made, "group")}, by ${by}; open one to see its claims.`);
  } else if (claims.size > MOST_CLAIMS && state.view === "free") {
    list = withoutClaims(list);
    notes.push(`${numbered(total([...claims]), "claim")} are not drawn but as lines, from sources, fields and initiatives to the barriers they speak of; open a thing to see its claims.`);
  }
  const shown = merged(list, groups, state);
  const most = foldRest(shown, state);
  if (most) notes.push(most);
  if (alone) shown.nodes.push(asShown(state.at, state));
  return { ...shown, statements, notes, counts: countsOf(statements, state.filters) };
}

function merged(list, groups, state) {
  const nodes = new Map();
  const edges = new Map();
  const nodeOf = (node) => {
    const it = groups.get(node) || node;
    if (!nodes.has(it)) {
      const shown = it.members ? groupShown(it, state) : asShown(it, state);
      nodes.set(it, { ...shown, key: nodes.size });
    }
    return nodes.get(it);
  };
  for (const one of list) {
    const [start, end] = [nodeOf(one.start), nodeOf(one.end)];
    const key = `${start.key} ${end.key} ${one.relation}`;
    const edge = edges.get(key) || {
      start, end, relation: one.relation, label: one.label, sign: one.sign, isCause: one.isCause,
      loop: LOOPS.get([one.start.number, one.end.number, one.relation].join(" ")),
      claims: new Set(), certainty: new Set(), status: new Set(), reading: new Set(),
      denied: true, count: 0,
    };
    edges.set(key, edge);
  edge.count += one.count;
    edge.denied = edge.denied && Boolean(one.denied);
    if (one.claim) { edge.claims.add(one.claim); edge.certainty.add(one.claim.certainty); }
    if (one.status) edge.status.add(one.status);
    if (one.reading) edge.reading.add(one.reading);
  }
  for (const edge of edges.values()) edge.hedged = [...edge.certainty].some((word) => word !== "Asserted");
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

function groupShown(group, state) {
  const count = total(group.members);
  const label = `${numbered(count, "claim")} on ${labelOf(group.thing, state.language)}`;
  const alone = group.members.length === 1;
  return {
    id: alone ? group.members[0].id : group.thing.id, kind: "Claim", count, group,
    label: alone ? labelOf(group.members[0], state.language) : label, node: group.members[0],
  };
}
