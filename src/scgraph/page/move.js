// Zoom and pan: mouse, touch and keyboard. The picture is as high as its width asks for, and the
// page scrolls past it; with Ctrl or a pinch it zooms, and drawn closer it can be dragged.

const frame = document.getElementById("frame");
let ZOOM = { k: 1, x: 0, y: 0 };
let FIT = { k: 1, width: 1, height: 1 };

const LEAST_READABLE = 0.7;

function fit() {
  const room = Math.max(frame.clientWidth, 200);
  const whole = (room - 16) / LAYOUT.width;
  const most = STATE.view === "free" ? 1 : 1.25;
  const k = Math.min(Math.max(whole, LEAST_READABLE), most);
  FIT = { k, width: room, height: Math.ceil(LAYOUT.height * k + 16) };
  drawing.setAttribute("width", room);
  drawing.setAttribute("height", FIT.height);
  drawing.setAttribute("viewBox", `0 0 ${room} ${FIT.height}`);
  ZOOM = { k, x: Math.max((room - LAYOUT.width * k) / 2, 8), y: 8 };
  apply();
}

function apply() {
  const scene = document.getElementById("scene");
  if (!scene) return;
  scene.setAttribute("transform", `translate(${round(ZOOM.x)} ${round(ZOOM.y)}) scale(${Math.round(ZOOM.k * 1000) / 1000})`);
  // Drawn closer, a finger moves the picture in every direction; else it scrolls the page.
  frame.classList.toggle("closer", ZOOM.k > FIT.k * 1.01);
}

function zoomBy(factor, x = FIT.width / 2, y = Math.min(FIT.height / 2, 300)) {
  const k = Math.min(Math.max(ZOOM.k * factor, 0.1), 6);
  const by = k / ZOOM.k;
  ZOOM = { k, x: x - (x - ZOOM.x) * by, y: y - (y - ZOOM.y) * by };
  apply();
}

function panBy(dx, dy) {
  ZOOM = { ...ZOOM, x: ZOOM.x + dx, y: ZOOM.y + dy };
  apply();
}

function placeIn(event) {
  const box = drawing.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}

frame.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoomBy(Math.exp(-event.deltaY * 0.004), ...placeIn(event));
}, { passive: false });

const FINGERS = new Map();
let DRAGGED = 0;

frame.addEventListener("pointerdown", (event) => {
  if (event.button > 0) return;
  FINGERS.set(event.pointerId, placeIn(event));
  DRAGGED = 0;
});

frame.addEventListener("pointermove", (event) => {
  if (!FINGERS.has(event.pointerId)) return;
  const before = FINGERS.get(event.pointerId);
  const now = placeIn(event);
  const other = [...FINGERS].find(([id]) => id !== event.pointerId)?.[1];
  FINGERS.set(event.pointerId, now);
  if (other) {
    const far = (one) => Math.hypot(one[0] - other[0], one[1] - other[1]) || 1;
    zoomBy(far(now) / far(before), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
  } else {
    panBy(now[0] - before[0], now[1] - before[1]);
  }
  DRAGGED += Math.hypot(now[0] - before[0], now[1] - before[1]);
  if (DRAGGED > 6 && !frame.classList.contains("dragging")) {
    frame.classList.add("dragging");
    frame.setPointerCapture(event.pointerId);
  }
});

for (const name of ["pointerup", "pointercancel"]) {
  frame.addEventListener(name, (event) => {
    FINGERS.delete(event.pointerId);
    frame.classList.remove("dragging");
  });
}
window.addEventListener("pointerup", (event) => FINGERS.delete(event.pointerId));
drawing.addEventListener("dragstart", (event) => event.preventDefault());

// A drag that ends on a box is no click on it.
frame.addEventListener("click", (event) => {
  if (DRAGGED > 6) { event.preventDefault(); event.stopPropagation(); }
  DRAGGED = 0;
}, true);

frame.addEventListener("dblclick", (event) => {
  if (!event.target.closest(".box")) zoomBy(1.5, ...placeIn(event));
});

for (const button of document.querySelectorAll("[data-zoom]")) {
  button.addEventListener("click", () => {
    if (button.dataset.zoom === "fit") fit();
    else zoomBy(button.dataset.zoom === "in" ? 1.3 : 1 / 1.3);
  });
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

frame.addEventListener("keydown", (event) => {
  const way = ARROWS[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (way && event.shiftKey) panBy(-way[0] * 60, -way[1] * 60);
  else if (way) step(way);
  else if (event.key === "+" || event.key === "=") zoomBy(1.3);
  else if (event.key === "-") zoomBy(1 / 1.3);
  else if (event.key === "0") fit();
  else return;
  event.preventDefault();
});

// One box takes part in the order of tabs; from there, arrows lead to the nearest in a direction.
function chooseTabStop(shown, state) {
  const first = [...shown.nodes].sort((a, b) => a.x - b.x || a.y - b.y)
    .find((node) => !state.at || node.node === state.at) || shown.nodes[0];
  if (first) drawing.querySelector(`[data-key="${first.key}"]`).setAttribute("tabindex", 0);
}

function step([dx, dy]) {
  const boxes = [...drawing.querySelectorAll(".box")];
  const here = boxes.find((box) => box === document.activeElement);
  const target = here ? nearest(boxes, here, dx, dy) : boxes.find((box) => box.getAttribute("tabindex") === "0");
  if (!target) return;
  for (const box of boxes) box.setAttribute("tabindex", box === target ? 0 : -1);
  target.focus();
  keepInSight(target);
}

function nearest(boxes, here, dx, dy) {
  const place = (box) => { const r = box.getBoundingClientRect(); return [r.left + r.width / 2, r.top + r.height / 2]; };
  const [x, y] = place(here);
  let best = null;
  let least = Infinity;
  for (const box of boxes) {
    const [bx, by] = place(box);
    const along = (bx - x) * dx + (by - y) * dy;
    const aside = Math.abs((bx - x) * dy) + Math.abs((by - y) * dx);
    if (box === here || along <= 4 || along < aside * 0.2) continue;
    if (along + aside * 2 < least) { least = along + aside * 2; best = box; }
  }
  return best;
}

function keepInSight(box) {
  const [outer, inner] = [frame.getBoundingClientRect(), box.getBoundingClientRect()];
  if (inner.left < outer.left) panBy(outer.left - inner.left + 12, 0);
  else if (inner.right > outer.right) panBy(outer.right - inner.right - 12, 0);
  box.scrollIntoView?.({ block: "nearest" });
}

for (const [name, key] of [["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false]]) {
  // At the frame: an SVG that listens to focus would become a stop of its own.
  frame.addEventListener(name, (event) => {
    const box = event.target.closest?.(".box");
    if (box && !FINGERS.size) light(key ? box.dataset.key : null);
  });
}
