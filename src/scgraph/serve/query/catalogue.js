// The questions of the graph, to begin with: one fills the editor, and its parameters are a form.

let CHOSEN = null;

function drawCatalogue() {
  const wanted = alike(byId("wanted").value).split(/\s+/).filter(Boolean);
  const fits = ([name, title, answers]) => wanted.every((one) => alike(`${name} ${title} ${answers}`).includes(one));
  const topics = new Map();
  for (const question of KNOWN.questions.filter(fits)) {
    const topic = question[0].slice(0, question[0].lastIndexOf("/"));
    topics.set(topic, [...(topics.get(topic) || []), question]);
  }
  byId("questions").replaceChildren(...[...topics].map(([topic, questions]) => make("details", { open: wanted.length > 0 || topic === openTopic() },
    make("summary", {}, spacedOut(topic), make("span", { class: "count" }, ` ${questions.length}`)),
    make("ul", {}, questions.map(entryOf)))));
  byId("none").textContent = topics.size ? "" : "No question has these words.";
}

const openTopic = () => (CHOSEN ? CHOSEN[0].slice(0, CHOSEN[0].lastIndexOf("/")) : "barriers");
const spacedOut = (topic) => topic[0].toUpperCase() + topic.slice(1).replaceAll("-", " ");

function entryOf(question) {
  const [name, title, answers] = question;
  return make("li", {}, make("button", {
    type: "button", class: "entry", "data-question": name, title: answers, "aria-current": CHOSEN?.[0] === name ? "true" : null,
    onclick: () => choose(question),
  }, title));
}

async function choose(question) {
  if (text.value.trim() && text.value !== FILLED) remember(text.value);
  CHOSEN = question;
  drawCatalogue();
  drawParams(question);
  if (!await fillIn()) return;
  text.focus({ preventScroll: true });
  if (innerWidth < 900) byId("side").open = false;
  if (innerWidth < 900 || scrollY > 0) byId("editor-title").scrollIntoView();
}

function drawParams([name, , answers, params, example]) {
  byId("asked").replaceChildren(make("strong", {}, answers), " ", make("code", { class: "small" }, name));
  byId("slots").replaceChildren(...params.map(([param, type, kind, about]) => make("div", { class: "slot" },
    make("label", { for: `slot-${param}` }, param, make("span", { class: "small" }, ` ${kind ? spaced(kind).toLowerCase() : type === "iri" ? "thing" : type}`)),
    make("input", { id: `slot-${param}`, name: param, autocomplete: "off", placeholder: example[param] ? `all; such as ${example[param]}` : "all", "aria-describedby": `about-${param}` }),
    make("span", { class: "small", id: `about-${param}` }, about))));
  byId("params").hidden = false;
}

let FILLED = "";
let FILLING = 0;

// The text of the question with the values of the form in its slots, as the server fills them.
async function fillIn() {
  const mine = (FILLING += 1);
  const values = [...new FormData(byId("params"))].filter(([, value]) => value.trim());
  const query = values.length ? `?${new URLSearchParams(values)}` : "";
  let filled = "";
  let said = "";
  try {
    const response = await fetch(`/questions/${CHOSEN[0]}.rq${query}`);
    if (response.ok) filled = (await response.text()).replaceAll("\r\n", "\n");
    else said = (await troubleOf(response)).said;
  } catch (error) { said = whyNot(error); }
  if (mine !== FILLING) return false;
  tellSlot(said, values);
  if (!filled) return false;
  FILLED = withoutHeader(filled).trimEnd();
  setText(FILLED);
  return true;
}

// The header is for the catalogue; who reads the query has the question above it. Of a slot that
// holds nothing, a line of spaces is left.
const withoutHeader = (query) => query.replace(/^(#\+[^\n]*\n)+/, "").replace(/^[ \t]+\n/gm, "");

function tellSlot(said, values) {
  for (const input of byId("slots").querySelectorAll("input")) {
    const isWrong = said && values.some(([name]) => name === input.name) && (values.length === 1 || said.includes(input.name) || said.includes(input.value));
    input.setAttribute("aria-invalid", String(Boolean(isWrong)));
  }
  const place = byId("slots");
  place.querySelector(".trouble")?.remove();
  if (said) place.append(make("p", { class: "trouble", role: "alert" }, said));
}

byId("wanted").addEventListener("input", drawCatalogue);
byId("params").addEventListener("change", () => fillIn());
byId("params").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (await fillIn()) run();
});
