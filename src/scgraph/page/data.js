// The data of the page, unpacked: texts that return stand once, and things are numbers.

const DATA = JSON.parse(document.getElementById("data").textContent);
const word = (number) => DATA.words[number];

const THINGS = DATA.things.map(([id, kind, labels, definition, addresses]) => ({
  id, kind: word(kind), labels, definition, addresses, count: 1,
}));
const CLAIMS = DATA.claims.map(
  ([id, says, locator, type, voice, certainty, evidence, support, verdicts, count]) => ({
    id, kind: "Claim", labels: { en: says }, locator, count,
    type: word(type), voice: word(voice), certainty: word(certainty),
    evidence: word(evidence), support: word(support) || "Not graded",
    verdicts: verdicts.length ? verdicts.map(word) : ["No check"],
  }));
const NODES = [...THINGS, ...CLAIMS];
const BY_ID = new Map(NODES.map((node) => [node.id, node]));
NODES.forEach((node, number) => { node.number = number; node.says = []; node.checks = []; });

const STATEMENTS = DATA.statements.map(
  ([start, end, relation, label, claim, sign, status, denied, reading, views, count, role]) => ({
    start: NODES[start], end: NODES[end], relation: word(relation), label: word(label),
    claim: claim < 0 ? null : NODES[claim], sign, status: word(status), denied: Boolean(denied),
    reading: word(reading), views, count, isRole: Boolean(role),
    isCause: word(relation).startsWith("causal-kind:"),
  }));
for (const one of STATEMENTS) {
  for (const node of new Set([one.start, one.end, one.claim])) if (node) node.says.push(one);
}

const CHECKS = DATA.checks.map(
  ([node, target, kind, verdict, standing, depth, grade, confidence, asOf, on, found, method]) => ({
    node: NODES[node] || null, target, kind: word(kind), verdict: word(verdict),
    standing: word(standing), depth: word(depth), grade: word(grade),
    confidence: word(confidence), asOf: word(asOf), on: word(on), found, method, pages: [],
  }));
for (const check of CHECKS) if (check.node) check.node.checks.push(check);
for (const [check, ...told] of DATA.pages) {
  const [relation, says, work, address, depth, grade, readOn] = told.map(word);
  CHECKS[check].pages.push({ relation, says, work, address, depth, grade, readOn });
}

// A line on a circle of causes, by its two ends and its kind; the value is the circle's sign.
const LOOPS = new Map(DATA.loops.map(
  ([start, end, how, sign]) => [[start, end, word(how)].join(" "), sign]));

const OTHER = DATA.languages.includes("ja") ? "ja" : DATA.languages[0] || "";
const labelOf = (node, language) => node.labels[language] || node.labels.en || node.id;
