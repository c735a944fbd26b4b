// The editor: a textarea, so that undo, input methods and screen readers work as everywhere, above
// the same text in colours. Only lines that have changed are coloured anew.

const text = byId("text");
const ink = byId("ink");
const gutter = byId("gutter");
let TOKENS = [];
let DRAWN = [];
let FAULT = null;

// Tokens line by line; one that spans lines is divided.
function linesOfTokens(tokens) {
  const lines = [[]];
  for (const { kind, text: piece } of tokens) {
    piece.split("\n").forEach((part, number) => {
      if (number) lines.push([]);
      if (part) lines.at(-1).push([kind, part]);
    });
  }
  return lines;
}

function paint() {
  TOKENS = tokensOf(text.value);
  const lines = linesOfTokens(TOKENS);
  lines.forEach((line, number) => {
    const fault = FAULT?.line === number + 1 ? FAULT : null;
    const key = JSON.stringify([line, fault]);
    if (DRAWN[number] === key) return;
    DRAWN[number] = key;
    const row = make("div", { class: fault ? "row bad" : "row" }, inked(line, fault));
    if (ink.children[number]) ink.children[number].replaceWith(row);
    else ink.append(row);
  });
  while (ink.children.length > lines.length) ink.lastChild.remove();
  DRAWN.length = lines.length;
  number(lines.length);
}

function inked(line, fault) {
  let at = 1;
  const pieces = line.map(([kind, piece]) => {
    const isHere = fault?.column && fault.column >= at && fault.column < at + [...piece].length;
    at += [...piece].length;
    return make("span", { class: `${kind}${isHere ? " here" : ""}` }, piece);
  });
  if (!pieces.length) pieces.push("\u200b");
  if (fault) pieces.push(make("span", { class: "why" }, fault.said));
  return pieces;
}

function number(count) {
  while (gutter.children.length > count) gutter.lastChild.remove();
  while (gutter.children.length < count) gutter.append(make("div", {}, String(gutter.children.length + 1)));
  for (const [place, line] of [...gutter.children].entries()) line.classList.toggle("bad", FAULT?.line === place + 1);
}

// Mark a place in the text, with the sentence beside it.
function mark(fault) {
  FAULT = fault;
  paint();
  text.setAttribute("aria-invalid", fault ? "true" : "false");
  const wrong = byId("wrong");
  wrong.hidden = !fault;
  text.setAttribute("aria-describedby", fault ? "wrong keys" : "keys");
  if (!fault) return;
  const place = `Line ${fault.line}${fault.column ? `, column ${fault.column}` : ""}`;
  wrong.replaceChildren(make("button", { type: "button", onclick: () => goTo(fault) }, place), ` ${fault.said}`);
  ink.children[fault.line - 1]?.scrollIntoView({ block: "nearest" });
}

function goTo({ line, column }) {
  const lines = text.value.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const within = [...(lines[line - 1] || "")].slice(0, Math.max((column || 1) - 1, 0)).join("").length;
  text.focus();
  text.setSelectionRange(before + within, before + within);
}

const MOST_LINES = 400;
let IS_PUTTING = false;

// Replace a range as typing would, so that undo takes it back.
function put(start, end, piece, caret = start + piece.length) {
  const [scrollX, scrollY] = [scroller.scrollLeft, scroller.scrollTop];
  text.focus({ preventScroll: true });
  text.setSelectionRange(start, end);
  // The browser tells of every line that it puts in; what follows from them is done once.
  IS_PUTTING = true;
  const done = piece ? document.execCommand("insertText", false, piece) : start === end || document.execCommand("delete");
  IS_PUTTING = false;
  if (!done) text.setRangeText(piece, start, end, "end");
  text.setSelectionRange(caret, caret);
  changed();
  scroller.scrollTo(scrollX, scrollY);
}

const scroller = byId("editor");

// Another text as a whole; who fills in a form is left there.
function setText(next) {
  if (next === text.value) return;
  const before = document.activeElement;
  // Browsers put in a long text line by line, each more slowly: it goes in at once, without undo.
  if (next.split("\n").length > MOST_LINES) { text.value = next; changed(); } else put(0, text.value.length, next, 0);
  if (before !== document.body && before?.isConnected) before.focus({ preventScroll: true });
  scroller.scrollTo(0, 0);
}

const CHANGED = [];
function changed() {
  if (IS_PUTTING) return;
  if (FAULT) mark(null);
  else paint();
  for (const tell of CHANGED) tell();
}
text.addEventListener("input", changed);
text.addEventListener("scroll", () => { text.scrollTop = 0; text.scrollLeft = 0; });

// Where a character stands in the window, by the coloured text.
function placeOf(offset) {
  const before = text.value.slice(0, offset).split("\n");
  const row = ink.children[before.length - 1];
  let left = before.at(-1).length;
  for (const span of row?.children || []) {
    const node = span.firstChild;
    if (node?.nodeType === 3 && left <= node.length && !span.classList.contains("why")) {
      const range = document.createRange();
      range.setStart(node, left);
      range.setEnd(node, left);
      return range.getBoundingClientRect();
    }
    left -= node?.length || 0;
  }
  return row?.getBoundingClientRect() || text.getBoundingClientRect();
}
