// Filters, each value with the number of things or claims that it would leave.

const facets = document.getElementById("facets");
const clear = document.getElementById("clear");

function drawFilters(shown, state) {
  const focused = document.activeElement?.dataset?.facet && [document.activeElement.dataset.facet, document.activeElement.value];
  facets.replaceChildren(...Object.entries(FACETS).map(([facet, { title }]) => {
    const values = shown.counts[facet].filter(([value]) => value);
    if (!values.length) return "";
    return make("fieldset", {}, make("legend", {}, title), values.map(([value, count]) =>
      make("label", {},
        make("input", { type: "checkbox", value, "data-facet": facet, checked: state.filters[facet].has(value) }),
        make("span", { dir: "auto" }, facet === "kind" ? spaced(value) : mark(facet === "evidence" ? EVIDENCE : facet === "support" ? SUPPORT : {}, value)),
        make("span", { class: "count" }, count.toLocaleString("en")))));
  }));
  clear.hidden = !Object.values(state.filters).some((values) => values.size);
  if (focused) {
    [...facets.querySelectorAll("input")].find((box) => box.dataset.facet === focused[0] && box.value === focused[1])?.focus();
  }
}

facets.addEventListener("change", (event) => {
  const { facet } = event.target.dataset;
  if (facet) go(toggled(STATE.filters, facet, event.target.value));
});

const noFilters = () => Object.fromEntries(Object.keys(FACETS).map((facet) => [facet, new Set()]));
clear.addEventListener("click", () => { go({ filters: noFilters() }); document.getElementById("picture-title").focus(); });
