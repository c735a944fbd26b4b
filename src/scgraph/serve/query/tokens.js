// What a query is made of: enough to colour it, to complete it and to know its prefixes.

const KEYWORDS = `ADD ALL AS ASC ASK AVG BASE BIND BNODE BOUND BY CEIL COALESCE CONCAT CONSTRUCT CONTAINS COUNT
DATATYPE DAY DESC DESCRIBE DISTINCT EXISTS FILTER FLOOR FROM GRAPH GROUP GROUP_CONCAT HAVING HOURS IF IN IRI
isBLANK isIRI isLITERAL isNUMERIC LANG LANGMATCHES LCASE LIMIT MAX MD5 MIN MINUS MINUTES MONTH NAMED NOT NOW OFFSET
OPTIONAL ORDER PREFIX RAND REDUCED REGEX REPLACE ROUND sameTerm SAMPLE SECONDS SELECT SEPARATOR SERVICE SHA1 SHA256
STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLEN STRSTARTS STRUUID SUBSTR SUM TZ UCASE UNDEF UNION URI UUID VALUES WHERE YEAR`
  .split(/\s+/);
const IS_KEYWORD = new Set([...KEYWORDS.map((one) => one.toUpperCase()), "TRUE", "FALSE"]);

const NAME = "[\\p{L}_][\\p{L}\\p{N}_.-]*";
const TOKEN = new RegExp([
  "(?<header>#\\+[^\\n]*)", "(?<comment>#[^\\n]*)",
  "(?<iri><[^<>\"{}|^`\\\\\\x00-\\x20]*>)",
  "(?<string>\"\"\"(?:[^\\\\]|\\\\.)*?(?:\"\"\"|$)|'''(?:[^\\\\]|\\\\.)*?(?:'''|$)|\"(?:[^\"\\\\\\n]|\\\\.)*\"?|'(?:[^'\\\\\\n]|\\\\.)*'?)",
  "(?<variable>[?$][\\p{L}\\p{N}_]+)",
  `(?<name>(?:${NAME})?:(?:[\\p{L}\\p{N}_:](?:[\\p{L}\\p{N}_.:%-]|\\\\[\\W_])*|\\\\[\\W_])?)`,
  "(?<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)",
  "(?<number>[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)",
  `(?<word>${NAME})`,
  "(?<space>\\s+)", "(?<sign>[^])",
].join("|"), "gsu");

// Tokens as { kind, text, at }; a name ends before a full stop that ends a sentence.
function tokensOf(text) {
  const tokens = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
    let [kind, piece] = Object.entries(found.groups).find(([, value]) => value !== undefined);
    if ((kind === "name" || kind === "word") && piece.endsWith(".")) {
      piece = piece.replace(/\.+$/, "");
      TOKEN.lastIndex = found.index + piece.length;
    }
    if (kind === "word") kind = piece === "a" || IS_KEYWORD.has(piece.toUpperCase()) ? "keyword" : "word";
    tokens.push({ kind, text: piece, at: found.index });
  }
  return tokens;
}

// Prefixes that a text declares, and those that it uses.
function prefixesOf(tokens) {
  const [declared, used] = [new Set(), new Set()];
  const told = tokens.filter(({ kind }) => !["space", "comment", "header"].includes(kind));
  told.forEach(({ kind, text }, place) => {
    if (kind !== "name") return;
    const prefix = text.slice(0, text.indexOf(":"));
    const before = told[place - 1];
    if (before?.kind === "keyword" && before.text.toUpperCase() === "PREFIX") declared.add(prefix);
    else used.add(prefix);
  });
  return { declared, used };
}

const variablesOf = (tokens) => [...new Set(tokens.filter(({ kind }) => kind === "variable").map(({ text }) => `?${text.slice(1)}`))];

// Where a PREFIX line belongs: behind the others, or before the first word that is no comment.
function prefixPlace(tokens) {
  let place = -1;
  for (let number = 0; number < tokens.length; number += 1) {
    const { kind, text } = tokens[number];
    if (kind === "keyword" && ["PREFIX", "BASE"].includes(text.toUpperCase())) {
      const end = tokens.slice(number).find((one) => one.kind === "iri");
      if (end) place = end.at + end.text.length;
    }
  }
  if (place >= 0) return { at: place, before: "\n", behind: "" };
  const first = tokens.find(({ kind }) => !["space", "comment", "header"].includes(kind));
  return { at: first ? first.at : tokens.reduce((sum, one) => sum + one.text.length, 0), before: "", behind: "\n" };
}

// The lines that declare what is used, known, and not declared.
function missingPrefixes(text, also = "") {
  const tokens = tokensOf(text);
  const { declared, used } = prefixesOf(tokens);
  if (also) used.add(also);
  const missing = [...used].filter((one) => !declared.has(one) && Object.hasOwn(KNOWN.prefixes, one)).sort();
  if (!missing.length) return null;
  const { at, before, behind } = prefixPlace(tokens);
  const lines = missing.map((one) => `PREFIX ${one}: <${KNOWN.prefixes[one]}>`);
  return { at, text: lines.map((line) => before + line + behind).join("") };
}
