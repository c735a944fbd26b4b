// The free picture: things that are tied attract each other, all others keep away.
// It begins on a fixed spiral and uses no chance, so the same data give the same picture.

function layoutFree(shown, narrow) {
  const nodes = shown.nodes;
  for (const node of nodes) {
    sized(node, node.kind === "Claim" ? 190 : 150, 3);
    const wide = Math.max(...node.lines.map((line) => textWidth(line)));
    node.w = Math.min(node.w, wide + INSET + 8 + (node.kind === "Claim" ? 18 : 0));
  }
  nodes.forEach((node, number) => {
    const radius = 34 * Math.sqrt(number + 0.5);
    node.cx = radius * Math.cos(number * 2.399963);
    node.cy = radius * Math.sin(number * 2.399963);
  });
  const hold = narrow ? [0.06, 0.008] : [0.026, 0.012];
  const rounds = nodes.length > 120 ? 220 : 320;
  for (let round = 0; round < rounds; round += 1) push(nodes, shown.edges, 1 - round / rounds, hold);
  // Where there is no room aside, boxes at last move up and down alone.
  for (let round = 0; round < 800 && apart(nodes, round > 200); round += 1);
  const left = Math.min(...nodes.map((node) => node.cx - node.w / 2), 0);
  const top = Math.min(...nodes.map((node) => node.cy - node.h / 2), 0);
  for (const node of nodes) {
    node.x = node.cx - node.w / 2 - left;
    node.y = node.cy - node.h / 2 - top;
  }
  return {
    width: Math.max(...nodes.map((node) => node.x + node.w), 120),
    height: Math.max(...nodes.map((node) => node.y + node.h), 40),
    heads: [],
  };
}

function push(nodes, edges, heat, [holdX, holdY]) {
  for (const node of nodes) { node.dx = -node.cx * holdX; node.dy = -node.cy * holdY; }
  for (let one = 0; one < nodes.length; one += 1) {
    for (let other = one + 1; other < nodes.length; other += 1) {
      const [a, b] = [nodes[one], nodes[other]];
      const [dx, dy] = [a.cx - b.cx, a.cy - b.cy];
      const force = 20000 / (dx * dx + dy * dy + 100);
      const far = Math.hypot(dx, dy) || 1;
      a.dx += (dx / far) * force; a.dy += (dy / far) * force;
      b.dx -= (dx / far) * force; b.dy -= (dy / far) * force;
    }
  }
  for (const { start, end } of edges) {
    const [dx, dy] = [end.cx - start.cx, end.cy - start.cy];
    const pull = 0.035 * (1 - 130 / (Math.hypot(dx, dy) || 1));
    start.dx += dx * pull; start.dy += dy * pull;
    end.dx -= dx * pull; end.dy -= dy * pull;
  }
  const most = 4 + 40 * heat;
  for (const node of nodes) {
    const far = Math.hypot(node.dx, node.dy);
    const step = far > most ? most / far : 1;
    node.cx += node.dx * step;
    node.cy += node.dy * step;
  }
}

// Move boxes that lie on each other apart, along the shorter way; tell whether any did.
function apart(nodes, upright) {
  let any = false;
  for (let one = 0; one < nodes.length; one += 1) {
    for (let other = one + 1; other < nodes.length; other += 1) {
      const [a, b] = [nodes[one], nodes[other]];
      const over = (a.w + b.w) / 2 + 14 - Math.abs(a.cx - b.cx);
      const high = (a.h + b.h) / 2 + 12 - Math.abs(a.cy - b.cy);
      if (over <= 0 || high <= 0) continue;
      any = true;
      if (upright || high < over) {
        const by = (a.cy <= b.cy ? -high : high) / 2;
        a.cy += by; b.cy -= by;
      } else {
        const by = (a.cx <= b.cx ? -over : over) / 2;
        a.cx += by; b.cx -= by;
      }
    }
  }
  return any;
}
