// What a large corpus draws together, so that a picture stays one that a person can read.

const total = (items) => items.reduce((sum, item) => sum + item.count, 0);
const MOST_CLAIMS = 60;
const MOST_THINGS = 160;

// Put claims together by the first barrier that they speak of, and by evidence if few do.
function foldClaims(list, groups) {
  const first = new Map();
  for (const one of list) {
    if (one.end.kind !== "Claim") continue;
    const before = first.get(one.end);
    if (!before || one.start.number < before.number) first.set(one.end, one.start);
  }
  const fine = new Set([...first].map(([claim, thing]) => `${thing.number} ${claim.evidence}`)).size <= MOST_CLAIMS;
  const made = new Map();
  for (const [claim, thing] of first) {
    const key = fine ? `${thing.number} ${claim.evidence}` : thing.number;
    if (!made.has(key)) made.set(key, { kind: "Claim", thing, evidence: fine ? claim.evidence : "", members: [] });
    made.get(key).members.push(claim);
    groups.set(claim, made.get(key));
  }
  return fine ? "barrier and evidence" : "barrier";
}

// Tie sources and fields to the barriers that the same claim speaks of, and leave the claim out.
const FOLDED_TIES = new Set(["Source", "Domain", "Initiative"]);

function withoutClaims(list) {
  const kept = list.filter((one) => one.start.kind !== "Claim" && one.end.kind !== "Claim");
  const spoken = new Map();
  for (const one of list) {
    for (const [end, other] of [[one.start, one.end], [one.end, one.start]]) {
      if (end.kind !== "Claim" || other.kind === "Claim") continue;
      if (!spoken.has(end)) spoken.set(end, new Set());
      spoken.get(end).add(other);
    }
  }
  for (const [claim, things] of spoken) {
    for (const barrier of things) {
      if (barrier.kind !== "Barrier") continue;
      for (const thing of things) {
        if (!FOLDED_TIES.has(thing.kind)) continue;
        kept.push({ start: thing, end: barrier, relation: "in-one-claim", label: "in one claim with", claim, sign: 0, status: "", reading: "", count: claim.count });
      }
    }
  }
  return kept;
}

// Where there are still too many, the most tied are drawn. In columns the others of a kind become
// one box; in the other pictures, where that would tie a knot, they are left out. Both are told.
function foldRest(shown, state) {
  if (shown.nodes.length <= MOST_THINGS) return "";
  const ties = new Map(shown.nodes.map((node) => [node, node.node === state.at ? Infinity : 0]));
  for (const { start, end, count } of shown.edges) {
    ties.set(start, ties.get(start) + count);
    ties.set(end, ties.get(end) + count);
  }
  const ranked = [...shown.nodes].sort((a, b) => ties.get(b) - ties.get(a) || a.node.number - b.node.number);
  const kept = state.view === "columns" ? mostOfEach(shown, ranked) : new Set(ranked.slice(0, MOST_THINGS));
  const rest = ranked.filter((node) => !kept.has(node));
  if (state.view === "columns") drawAsOne(shown, rest);
  else leaveOut(shown, kept);
  const told = numbered(rest.length, "least tied thing");
  return state.view === "columns"
    ? `The ${told} are drawn as one box of each kind; filter or open a thing to see them.`
    : `The ${told} are left out; filter or open a thing to see them.`;
}

// The most tied of each column, and of claims those about the barriers that are kept.
function mostOfEach(shown, ranked) {
  const most = Math.floor(MOST_THINGS / 4) - 4;
  const kept = new Set();
  for (const column of [0, 1]) {
    for (const node of ranked.filter((one) => columnOf(one) === column).slice(0, most)) kept.add(node);
  }
  const beside = new Set(shown.edges.flatMap(({ start, end }) => (kept.has(start) ? [end] : kept.has(end) ? [start] : [])));
  for (const column of [2, 3]) {
    const all = ranked.filter((one) => columnOf(one) === column);
    const first = all.filter((one) => beside.has(one));
    for (const node of [...first, ...all.filter((one) => !beside.has(one))].slice(0, most)) kept.add(node);
  }
  return kept;
}

function drawAsOne(shown, rest) {
  const boxes = new Map();
  const folded = new Map();
  for (const node of rest) {
    if (!boxes.has(node.kind)) {
      boxes.set(node.kind, { id: "", key: `rest ${node.kind}`, kind: node.kind, node: node.node, members: [], count: 0 });
    }
    const box = boxes.get(node.kind);
    box.members.push(node);
    box.count += node.kind === "Claim" ? node.count : 1;
    box.label = `${box.count.toLocaleString("en")} more`;
    folded.set(node, box);
  }
  const edges = new Map();
  for (const edge of shown.edges) {
    const [start, end] = [folded.get(edge.start) || edge.start, folded.get(edge.end) || edge.end];
    if (start === end) continue;
    const key = `${start.key} ${end.key} ${edge.relation}`;
    const before = edges.get(key);
    if (!before) { edges.set(key, { ...edge, start, end, claims: new Set(edge.claims) }); continue; }
    before.count += edge.count;
    for (const claim of edge.claims) before.claims.add(claim);
  }
  shown.nodes = [...shown.nodes.filter((node) => !folded.has(node)), ...boxes.values()];
  shown.edges = [...edges.values()];
}

function leaveOut(shown, kept) {
  shown.edges = shown.edges.filter(({ start, end }) => kept.has(start) && kept.has(end));
  const tied = new Set(shown.edges.flatMap(({ start, end }) => [start, end]));
  shown.nodes = shown.nodes.filter((node) => kept.has(node) && tied.has(node));
}
