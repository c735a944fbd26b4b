// Places for boxes in layers: columns of evidence, and causes from left to right.
// The order within a layer is chosen so that few lines cross (barycentres, best of many sweeps).

const MEASURE = document.createElement("canvas").getContext("2d");
const FONT_STACK = "system-ui, 'Noto Sans', 'Noto Sans CJK JP', 'Hiragino Sans', 'Yu Gothic', sans-serif";
const LINE = 16;
const INSET = 22;

function textWidth(text, size = 12.5) {
  MEASURE.font = `${size}px ${FONT_STACK}`;
  return MEASURE.measureText(text).width;
}

// A Japanese character, a space, or a word; text may be broken behind each, and behind a hyphen.
const PARTS = /[\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]|\s+|[^\s\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef-]+-?|-+/g;
const partsOf = (text) => text.slice(0, 600).match(PARTS) || [""];

// Break a text into lines; what does not fit ends in an ellipsis.
function linesOf(text, width, most) {
  const parts = partsOf(text);
  const lines = [];
  let line = "";
  for (const part of parts.flatMap((one) => broken(one, width))) {
    if (line && textWidth(line + part.trimEnd()) > width) {
      lines.push(line.trim());
      line = "";
      if (lines.length === most) break;
    }
    line += line ? part : part.trimStart();
  }
  if (lines.length < most) return [...lines, line.trim()].filter((one, place) => one || !place);
  let last = lines[most - 1];
  while (last && textWidth(`${last}…`) > width) last = last.slice(0, -1);
  // Rather a whole word less than half a word more, where there are words.
  const space = last.lastIndexOf(" ");
  if (space > last.length / 2) last = last.slice(0, space);
  return [...lines.slice(0, most - 1), `${last.replace(/[\s,;:]+$/, "")}…`];
}

// The same lines, about equally long, so that no word or character is left over on the last.
function balanced(text, width, most) {
  let lines = linesOf(text, width, most);
  if (lines.length < 2 || lines.at(-1).endsWith("…")) return lines;
  // Never so narrow that a word would be broken.
  const least = Math.max(width / 2, ...partsOf(text).map((part) => textWidth(part)));
  for (let narrower = width - 8; narrower > least; narrower -= 8) {
    const next = linesOf(text, narrower, most);
    if (next.length > lines.length || next.at(-1).endsWith("…")) break;
    lines = next;
  }
  return lines;
}

function broken(word, width) {
  if (textWidth(word) <= width) return [word];
  const parts = [""];
  for (const character of word) {
    if (textWidth(parts.at(-1) + character) > width && parts.at(-1)) parts.push("");
    parts[parts.length - 1] += character;
  }
  return parts;
}

function sized(node, width, most) {
  const room = width - INSET - 6 - (node.kind === "Claim" ? 18 : 0);
  node.lines = balanced(node.label, room, most);
  node.w = width;
  node.h = Math.max(node.lines.length * LINE + 8, node.kind === "Claim" ? 2 * LINE + 4 : 26);
}

function layoutColumns(shown, narrow) {
  const few = shown.nodes.length <= 40;
  const widths = narrow ? [121, 132, 162, 124] : [152, 168, few ? 290 : 270, 158];
  const gap = narrow ? 18 : 60;
  const layers = [[], [], [], []];
  for (const node of shown.nodes) {
    const column = columnOf(node);
    sized(node, widths[column], node.kind === "Claim" ? (few || narrow ? 5 : 2) : 3);
    layers[column].push(node);
  }
  const links = shown.edges.map(({ start, end }) =>
    columnOf(start) <= columnOf(end) ? [start, end] : [end, start]);
  arrange(layers, links);
  let x = 0;
  const heads = [];
  const titles = ["Actors", "Barriers", "Claims", "Sources"];
  layers.forEach((layer, column) => {
    if (!layer.length) return;
    const mixed = column === 1 && layer.some((node) => node.kind !== "Barrier");
    heads.push({ text: mixed && !narrow ? "Barriers and more" : titles[column], x, w: widths[column], count: layer.reduce((sum, node) => sum + (column === 2 ? node.count : 1), 0) });
    for (const node of layer) node.x = x;
    x += widths[column] + gap;
  });
  const height = placeDown(layers.filter((layer) => layer.length), links, 34);
  return { width: Math.max(x - gap, 120), height, heads };
}

function layoutCauses(shown, narrow) {
  const width = narrow ? 128 : 150;
  const gap = narrow ? 44 : 58;
  for (const node of shown.nodes) sized(node, width, 3);
  const links = forwardLinks(shown);
  const layerOf = longestPaths(shown.nodes, links);
  const layers = [];
  for (const node of shown.nodes) (layers[layerOf.get(node)] ||= []).push(node);
  // A long line gets a small stand-in in each layer that it crosses, and leads through it.
  const parts = [];
  for (const [start, end, edge] of links) {
    let before = start;
    edge.via = [];
    for (let layer = layerOf.get(start) + 1; layer < layerOf.get(end); layer += 1) {
      const stand = { w: width, h: 10, standIn: true };
      layers[layer].push(stand);
      edge.via.push(stand);
      parts.push([before, stand]);
      before = stand;
    }
    parts.push([before, end]);
  }
  arrange(layers, parts);
  layers.forEach((layer, place) => { for (const node of layer) node.x = place * (width + gap); });
  const height = placeDown(layers, parts, 8);
  return { width: Math.max(layers.length * (width + gap) - gap, 120), height, heads: [] };
}

// The lines as [from, to, edge] with those turned round that would close a circle.
function forwardLinks(shown) {
  const out = new Map(shown.nodes.map((node) => [node, []]));
  for (const edge of shown.edges) out.get(edge.start).push(edge);
  const state = new Map();
  const back = new Set();
  const visit = (root) => {
    const stack = [[root, 0]];
    state.set(root, 1);
    while (stack.length) {
      const top = stack.at(-1);
      const edge = out.get(top[0])[top[1]];
      top[1] += 1;
      if (!edge) { state.set(top[0], 2); stack.pop(); continue; }
      if (state.get(edge.end) === 1) back.add(edge);
      else if (!state.has(edge.end)) { state.set(edge.end, 1); stack.push([edge.end, 0]); }
    }
  };
  const fewest = [...shown.nodes].sort((a, b) => into(shown, a) - into(shown, b) || a.key - b.key);
  for (const node of fewest) if (!state.has(node)) visit(node);
  return shown.edges.filter((edge) => edge.start !== edge.end).map((edge) =>
    back.has(edge) ? [edge.end, edge.start, edge] : [edge.start, edge.end, edge]);
}

const into = (shown, node) => shown.edges.reduce((sum, edge) => sum + (edge.end === node), 0);

function longestPaths(nodes, links) {
  const layer = new Map(nodes.map((node) => [node, 0]));
  for (let round = 0; round < nodes.length; round += 1) {
    let moved = false;
    for (const [start, end] of links) {
      if (layer.get(end) <= layer.get(start)) { layer.set(end, layer.get(start) + 1); moved = true; }
    }
    if (!moved) break;
  }
  // What only leads on is drawn next to what it leads to.
  for (const node of nodes) {
    const onward = links.filter(([start]) => start === node).map(([, end]) => layer.get(end));
    const before = links.some(([, end]) => end === node);
    if (onward.length && !before) layer.set(node, Math.min(...onward) - 1);
  }
  return layer;
}

function arrange(layers, links) {
  const near = neighbours(links);
  layers.forEach((layer) => layer.forEach((node, place) => { node.place = place; }));
  let best = layers.map((layer) => [...layer]);
  let fewest = crossings(layers, links);
  for (let sweep = 0; sweep < 24 && fewest > 0; sweep += 1) {
    const order = sweep % 2 ? [...layers.keys()].reverse() : [...layers.keys()];
    for (const number of order) {
      const beside = new Set(layers[number + (sweep % 2 ? 1 : -1)] || []);
      if (!beside.size) continue;
      const weight = (node) => {
        const places = (near.get(node) || []).filter((other) => beside.has(other)).map((other) => other.place / beside.size);
        return places.length ? places.reduce((sum, place) => sum + place, 0) / places.length : node.place / layers[number].length;
      };
      const weights = new Map(layers[number].map((node) => [node, weight(node)]));
      layers[number].sort((a, b) => weights.get(a) - weights.get(b) || a.place - b.place);
      layers[number].forEach((node, place) => { node.place = place; });
    }
    const count = crossings(layers, links);
    if (count < fewest) { fewest = count; best = layers.map((layer) => [...layer]); }
  }
  layers.forEach((layer, number) => {
    layer.splice(0, layer.length, ...best[number]);
    layer.forEach((node, place) => { node.place = place; });
  });
  return fewest;
}

function neighbours(links) {
  const near = new Map();
  for (const [start, end] of links) {
    near.set(start, [...(near.get(start) || []), end]);
    near.set(end, [...(near.get(end) || []), start]);
  }
  return near;
}

function crossings(layers, links) {
  const layerOf = new Map();
  layers.forEach((layer, number) => layer.forEach((node) => layerOf.set(node, number)));
  const between = new Map();
  for (const [start, end] of links) {
    const key = layerOf.get(start);
    between.set(key, [...(between.get(key) || []), [start.place, end.place]]);
  }
  let count = 0;
  for (const pairs of between.values()) {
    for (let one = 0; one < pairs.length; one += 1) {
      for (let other = one + 1; other < pairs.length; other += 1) {
        if ((pairs[one][0] - pairs[other][0]) * (pairs[one][1] - pairs[other][1]) < 0) count += 1;
      }
    }
  }
  return count;
}

// Give heights: each layer is packed, then its boxes drawn towards what they are tied to.
function placeDown(layers, links, top) {
  const SPACE = 8;
  const near = neighbours(links);
  const total = (layer) => layer.reduce((sum, node) => sum + node.h + SPACE, -SPACE);
  const height = Math.max(...layers.map(total), 40);
  for (const layer of layers) {
    const slack = (height - total(layer)) / Math.max(layer.length, 1);
    let y = slack / 2;
    for (const node of layer) { node.y = y; y += node.h + SPACE + slack; }
  }
  const middle = (node) => node.y + node.h / 2;
  for (let round = 0; round < 12; round += 1) {
    for (const layer of round % 2 ? [...layers].reverse() : layers) {
      for (const node of layer) {
        const others = near.get(node) || [];
        if (others.length) node.y = others.reduce((sum, other) => sum + middle(other), 0) / others.length - node.h / 2;
      }
      let floor = 0;
      for (const node of layer) { node.y = Math.max(node.y, floor); floor = node.y + node.h + SPACE; }
      let ceiling = height;
      for (const node of [...layer].reverse()) { node.y = Math.min(node.y, ceiling - node.h); ceiling = node.y - SPACE; }
    }
  }
  const all = layers.flat();
  const least = Math.min(...all.map((node) => node.y), height);
  for (const node of all) node.y += top - least;
  return Math.max(...all.map((node) => node.y + node.h), 40);
}
