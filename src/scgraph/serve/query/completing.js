// The list of completions beside the caret: arrows choose, Enter or Tab takes, Escape closes.

const offers = byId("offers");
let OFFERED = null;

function offer(isAsked) {
  const at = text.selectionStart;
  const place = at === text.selectionEnd ? wordAt(at) : null;
  const least = place && /[?$:]/.test(place.word) ? 1 : 2;
  const list = place && (isAsked || place.word.length >= least || /[\u3040-\u9fff]/.test(place.word)) ? offersFor(place) : [];
  const isWritten = !isAsked && list.length === 1 && list[0].text === place.word;
  if (!list.length || isWritten) return close();
  OFFERED = { ...place, at, list, chosen: 0 };
  offers.replaceChildren(...list.map((one, number) => make("li", {
    role: "option", id: `offer-${number}`, "aria-selected": String(!number),
    onpointerdown: (event) => { event.preventDefault(); take(number); },
  }, make("span", { class: `mono ${one.kind === "prefix" || one.kind === "class" || one.kind === "property" || one.kind === "code" ? "name" : one.kind}` }, one.text),
  make("span", { class: "small", dir: "auto" }, one.label), make("span", { class: "small kind" }, one.kind))));
  offers.hidden = false;
  offers.scrollTop = 0;
  text.setAttribute("aria-controls", "offers");
  text.setAttribute("aria-activedescendant", "offer-0");
  byId("told").textContent = `${numbered(list.length, "completion")}, ${list[0].text}`;
  putBeside(placeOf(place.from));
}

function putBeside(box) {
  const room = document.documentElement.clientWidth;
  const wide = Math.min(offers.offsetWidth, room - 16);
  const below = innerHeight - box.bottom > offers.offsetHeight + 8 || box.top < offers.offsetHeight;
  offers.style.left = `${scrollX + Math.max(8, Math.min(box.left, room - wide - 8))}px`;
  offers.style.top = `${scrollY + (below ? box.bottom + 4 : box.top - offers.offsetHeight - 4)}px`;
}

function close() {
  OFFERED = null;
  offers.hidden = true;
  text.removeAttribute("aria-activedescendant");
  text.removeAttribute("aria-controls");
}

function chooseOffer(number) {
  const count = OFFERED.list.length;
  OFFERED.chosen = (number + count) % count;
  [...offers.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === OFFERED.chosen)));
  offers.children[OFFERED.chosen].scrollIntoView({ block: "nearest" });
  text.setAttribute("aria-activedescendant", `offer-${OFFERED.chosen}`);
}

function take(number) {
  const { from, at, list } = OFFERED;
  const taken = list[number];
  close();
  put(from, at, taken.text);
  const prefix = taken.text.match(/^([^?:]*):/)?.[1];
  const line = text.value.slice(lineStart(from), from);
  if (prefix === undefined) return;
  if (!/^\s*PREFIX\s+$/i.test(line)) declare(prefix);
  if (taken.kind === "prefix") offer(false);
}

text.addEventListener("input", (event) => {
  const isTyped = !event.isComposing && (event.inputType?.startsWith("insertText") || event.inputType === "deleteContentBackward" || event.inputType === "insertCompositionText");
  if (isTyped && document.activeElement === text) setTimeout(() => offer(false));
  else close();
});
text.addEventListener("blur", close);
text.addEventListener("pointerdown", close);
window.addEventListener("resize", close);

// Before the other keys of the editor, which an open list takes over.
text.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === " ") { event.preventDefault(); event.stopImmediatePropagation(); offer(true); return; }
  if (!OFFERED || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown") chooseOffer(OFFERED.chosen + 1);
  else if (event.key === "ArrowUp") chooseOffer(OFFERED.chosen - 1);
  else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) take(OFFERED.chosen);
  else if (event.key === "Escape") close();
  else { if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) close(); return; }
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);
