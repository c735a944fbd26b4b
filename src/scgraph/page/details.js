// The panel about one thing: what it is, what is said of it and where, its sources, its checks.

const details = document.getElementById("details");

function drawDetails(state) {
  const parts = state.at ? aboutThing(state.at, state) : aboutAll(state);
  details.replaceChildren(make("div", { class: "panel" }, parts));
}

function aboutAll(state) {
  const papers = CHECKS.filter((check) => !check.node);
  const standings = new Map();
  for (const check of CHECKS) standings.set(check.standing, (standings.get(check.standing) || 0) + 1);
  return [
    make("h2", { id: "details-title" }, "What this is"),
    make("p", {}, `${numbered(DATA.papers, "paper")}, ${numbered(total(CLAIMS), "claim")}, ${numbered(CHECKS.length, "check")}, ${numbered(THINGS.length, "thing")}.`),
    make("p", {}, "Open anything to see what is said of it, where, on which source, and what testing it showed. Pointing at a thing lights up its chain."),
    listOf("How the checks came out", [...standings].sort((a, b) => b[1] - a[1]).map(([standing, count]) => `${standing}: ${count}`)),
    papers.length ? make("details", {}, make("summary", {}, `Checks of the paper as a whole (${papers.length})`), checksOf("", papers, state)) : null,
  ];
}

function aboutThing(at, state) {
  const isClaim = at.kind === "Claim";
  const others = Object.entries(at.labels).filter(([tag, text]) => text !== labelOf(at, state.language));
  return [
    make("p", { class: "kind" }, spaced(at.kind)),
    make("h2", { id: "details-title", tabindex: -1, dir: "auto", lang: state.language }, labelOf(at, state.language)),
    others.map(([tag, text]) => make("p", { dir: "auto", lang: tag }, text)),
    at.definition ? make("p", { dir: "auto" }, at.definition) : null,
    isClaim ? factsOf(at) : null,
    make("p", { class: "id" }, idOf(at)),
    at.addresses?.length ? listOf("Address as printed", at.addresses.map(addressLink)) : null,
    isClaim ? statementsList(at, state) : null,
    sourcesOf(at, state),
    isClaim ? null : relationsOf(at, state),
    isClaim ? checksOf("Checks", at.checks, state) : claimsOf(at, state),
    isClaim ? null : checksOf("Checks of its entry", at.checks, state),
  ];
}

// The name of a thing, which leads to its card where a server has one; what was put together has none.
function idOf(at) {
  const [, prefix, local] = at.id.match(/^(?:([^:]*):)?(.*)$/s);
  const place = DATA.served?.places[prefix ?? "id"];
  const isMade = DATA.note && (at.kind === "Claim" || at.id === "other-sources");
  const code = make("code", {}, at.id);
  if (!place || isMade) return code;
  return make("a", { href: place + encodeURIComponent(local).replaceAll("%2F", "/"), title: "The card of this thing" }, code);
}

function factsOf(claim) {
  const facts = [
    ["Place", claim.locator], ["Evidence", mark(EVIDENCE, claim.evidence)],
    ["Tested", mark(SUPPORT, claim.support)], ["Certainty", claim.certainty],
    ["Kind of claim", claim.type], ["Voice", claim.voice],
  ];
  return make("dl", { class: "facts" }, facts.filter(([, value]) => value).map(([name, value]) =>
    make("div", {}, make("dt", {}, name), make("dd", {}, value))));
}

const mark = (marks, text) => (marks[text] ? `${marks[text]} ${text}` : text);

function statementsList(claim, state) {
  const items = claim.says.map((one) => one.end === claim
    ? make("span", {}, `${one.label} this: `, linkTo(one.start, state))
    : one.start === claim
      ? make("span", {}, `${one.label}: `, linkTo(one.end, state))
      : make("span", {}, linkTo(one.start, state), ` – ${one.label.toLowerCase()} – `, linkTo(one.end, state), one.status && one.status !== "Stated" ? ` (${one.status.toLowerCase()})` : ""));
  return listOf("What it ties together", items.filter((item, number) => claim.says[number].end.kind !== "Source"));
}

function sourcesOf(at, state) {
  const claims = at.kind === "Claim" ? [at] : claimsAbout(at);
  const sources = new Map();
  for (const one of new Set(claims.flatMap((claim) => claim.says))) {
    if (one.end.kind === "Source" && one.start.kind === "Claim" && one.end !== at) {
      sources.set(one.end, new Set([...(sources.get(one.end) || []), one.label.toLowerCase()]));
    }
  }
  return listOf("Sources", [...sources].map(([source, purposes]) => make("span", {}, linkTo(source, state), ` (${[...purposes].join(", ")})`)));
}

function relationsOf(at, state) {
  const seen = new Map();
  for (const one of at.says) {
    if (one.start.kind === "Claim" || one.end.kind === "Claim") continue;
    seen.set(`${one.start.number} ${one.relation} ${one.end.number}`, one);
  }
  const items = [...seen.values()].map((one) => make("span", {},
    one.start === at ? "" : linkTo(one.start, state), one.start === at ? `${one.label}: ` : ` – ${one.label.toLowerCase()} this`,
    one.start === at ? linkTo(one.end, state) : ""));
  return listOf("Stands towards", items);
}

function claimsAbout(at) {
  const claims = new Set(at.says.map((one) => one.claim));
  claims.delete(null);
  return [...claims].sort((a, b) => a.number - b.number);
}

function claimsOf(at, state) {
  const claims = claimsAbout(at);
  const items = claims.slice(0, 40).map((claim) => make("span", {},
    linkTo(claim, state), make("span", { class: "small" },
      ` ${[claim.locator, mark(EVIDENCE, claim.evidence), mark(SUPPORT, claim.support)].filter(Boolean).join(" · ")}`)));
  if (claims.length > 40) items.push(`and ${claims.length - 40} more`);
  return listOf(`Claims (${total(claims).toLocaleString("en")})`, items);
}

function checksOf(title, checks, state) {
  const items = checks.map((check) => make("div", { class: "check" },
    make("h4", {}, `${check.verdict} – ${check.kind.toLowerCase()}`),
    make("p", { dir: "auto" }, check.found),
    check.method ? make("p", { class: "small", dir: "auto" }, check.method) : null,
    make("p", { class: "small" }, [check.standing, check.depth && `read: ${check.depth.toLowerCase()}`, check.grade && `grade ${check.grade}`, check.confidence, check.asOf && `as of ${check.asOf}`, check.on && `checked on ${check.on}`].filter(Boolean).join(" · ")),
    make("ul", {}, check.pages.map((page) => make("li", { dir: "auto" },
      page.relation ? `${page.relation}: ` : "Opened: ", page.says ? `${page.says} ` : "",
      make("span", { class: "small" }, page.work, " · ", addressLink(page.address), page.readOn ? ` · read on ${page.readOn}` : "", page.grade ? ` · grade ${page.grade}` : ""))))));
  return items.length ? make("section", {}, title ? make("h3", {}, `${title} (${items.length})`) : null, items) : null;
}

// Only addresses of the web lead anywhere; whatever else stands there is shown as text.
function addressLink(address) {
  return /^https?:\/\/[^\s<>"]+$/i.test(address)
    ? make("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, address)
    : make("span", { dir: "auto" }, address);
}

function listOf(title, items) {
  const kept = items.filter(Boolean);
  return kept.length ? make("section", {}, make("h3", {}, title), make("ul", {}, kept.map((item) => make("li", { dir: "auto" }, item)))) : null;
}
