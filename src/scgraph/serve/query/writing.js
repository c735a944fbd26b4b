// Keys that help to write: indent, comment, close, tidy; and prefixes declared as they are used.

const STEP = "  ";
const lineStart = (at) => text.value.lastIndexOf("\n", at - 1) + 1;
const indentOf = (line) => line.match(/^[ \t]*/)[0];

// A new line is as far in as the last, further behind an open bracket, back before a closed one.
function newLine() {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const line = value.slice(lineStart(start), start);
  const inward = /[{([]\s*$/.test(line) ? STEP : "";
  const indent = indentOf(line);
  const closes = inward && /^[ \t]*[})\]]/.test(value.slice(end));
  const piece = `\n${indent}${inward}`;
  put(start, end, piece + (closes ? `\n${indent}` : ""), start + piece.length);
}

function closeBracket(sign) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const from = lineStart(start);
  const before = value.slice(from, start);
  if (start !== end || !before || before.trim() || !before.endsWith(STEP)) return false;
  put(start - STEP.length, end, sign);
  return true;
}

// Change every line that is selected, and keep them selected.
function eachLine(change) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const from = lineStart(start);
  const to = value.indexOf("\n", Math.max(end - (end > start && value[end - 1] === "\n"), from));
  const last = to < 0 ? value.length : to;
  const lines = value.slice(from, last).split("\n");
  const next = change(lines).join("\n");
  put(from, last, next);
  if (start === end) {
    const at = Math.max(from, start + next.length - (last - from));
    text.setSelectionRange(at, at);
  } else text.setSelectionRange(from, from + next.length);
}

const indentLines = (lines) => lines.map((line) => (line ? STEP + line : line));
const outdentLines = (lines) => lines.map((line) => line.replace(/^( {1,2}|\t)/, ""));

function commentLines(lines) {
  const isOff = lines.every((line) => !line.trim() || /^\s*#/.test(line));
  return lines.map((line) => {
    if (!line.trim()) return line;
    return isOff ? line.replace(/^(\s*)# ?/, "$1") : line.replace(/^(\s*)/, "$1# ");
  });
}

text.addEventListener("keydown", (event) => {
  const isCommand = event.ctrlKey || event.metaKey;
  if (event.isComposing || event.defaultPrevented) return;
  if (isCommand && event.key === "Enter") run();
  else if (isCommand && event.key === "]") eachLine(indentLines);
  else if (isCommand && event.key === "[") eachLine(outdentLines);
  else if (isCommand && event.key === "/") eachLine(commentLines);
  else if (isCommand || event.altKey) return;
  else if (event.key === "Enter") newLine();
  else if (!"})]".includes(event.key) || !closeBracket(event.key)) return;
  event.preventDefault();
});

// A prefix of the corpus that is used is declared, as soon as its colon is written.
text.addEventListener("input", (event) => {
  if (event.inputType !== "insertText" || !event.data?.endsWith(":")) return;
  const at = text.selectionStart;
  const prefix = text.value.slice(0, at - 1).match(/[\p{L}\p{N}_-]*$/u)[0];
  const here = TOKENS.find((one) => one.at <= at - 1 && at <= one.at + one.text.length);
  const line = text.value.slice(lineStart(at), at);
  if (here?.kind === "name" && !/^\s*PREFIX\s/i.test(line)) declare(prefix);
});

function declare(prefix) {
  const missing = missingPrefixes(text.value, prefix);
  if (!missing) return;
  const [start, end] = [text.selectionStart, text.selectionEnd];
  put(missing.at, missing.at, missing.text);
  const by = missing.at <= start ? missing.text.length : 0;
  text.setSelectionRange(start + by, end + by);
}

// Lay a query out: each line as far in as its brackets are deep, no more than one empty line.
function tidied(value) {
  const lines = linesOfTokens(tokensOf(value));
  const inString = insideStrings(value);
  let depth = 0;
  return lines.map((line, place) => {
    const written = line.map(([, piece]) => piece).join("");
    if (inString.has(place)) return written;
    const signs = line.filter(([kind]) => kind === "sign").map(([, piece]) => piece);
    const first = line.find(([kind]) => kind !== "space");
    const closing = first && first[0] === "sign" && "})]".includes(first[1]) ? 1 : 0;
    const level = Math.max(depth - closing, 0);
    depth += signs.filter((sign) => "{([".includes(sign)).length - signs.filter((sign) => "})]".includes(sign)).length;
    depth = Math.max(depth, 0);
    const isContinued = first && place && /[;,]\s*$/.test(bare(lines, place - 1)) && !closing;
    return written.trim() ? STEP.repeat(level) + (isContinued ? STEP : "") + written.trim() : "";
  }).join("\n").replace(/\n{3,}/g, "\n\n").trimEnd();
}

const bare = (lines, place) => lines[place].filter(([kind]) => kind !== "comment").map(([, piece]) => piece).join("");

// The lines that begin within a long string, in which spaces count.
function insideStrings(value) {
  const inside = new Set();
  for (const { kind, text: piece, at } of tokensOf(value)) {
    if (kind !== "string" || !piece.includes("\n")) continue;
    const first = value.slice(0, at).split("\n").length - 1;
    piece.split("\n").forEach((_, number) => { if (number) inside.add(first + number); });
  }
  return inside;
}

byId("tidy").addEventListener("click", () => { setText(tidied(text.value)); declare(""); });
