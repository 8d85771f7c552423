// The canvas: vis-network draws, and this tells it what and how.
const graphState = { network: null, nodes: null, edges: null, colours: {}, sizes: new Map(), lit: null, labels: [], cursor: -1, framed: "", turns: new Map() };

function readColours() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["paper", "card", "ink", "soft", "line", "accent", "positive", "negative", "neutral", "state", "organisation", "person", "group", "other"]) {
    graphState.colours[name] = style.getPropertyValue("--" + name).trim();
  }
}

function startGraph(model, options, actions) {
  readColours();
  graphState.nodes = new vis.DataSet();
  graphState.edges = new vis.DataSet();
  const network = new vis.Network(byId("canvas"), { nodes: graphState.nodes, edges: graphState.edges }, { ...options, autoResize: true });
  graphState.network = network;
  network.on("beforeDrawing", (ctx) => { graphState.labels = []; graphState.window = visibleArea(); graphState.scale = network.getScale(); paintHeadings(ctx); });
  network.on("click", ({ nodes, edges }) => clicked(model, nodes, edges, actions));
  network.on("doubleClick", ({ nodes }) => { if (nodes.length) actions.around(nodes[0]); });
  network.on("hoverNode", ({ node, event }) => showTip(event, nodeTip(model.actors[node], actions.involved(node))));
  network.on("hoverEdge", ({ edge, event }) => showTip(event, edgeTip(model, graphState.edges.get(edge))));
  for (const name of ["blurNode", "blurEdge", "dragStart", "zoom", "click"]) network.on(name, hideTip);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); actions.repaint(); });
  window.addEventListener("resize", () => { graphState.framed = ""; actions.reframe(); });
  return network;
}

function clicked(model, nodes, edges, actions) {
  if (nodes.length) actions.actor(nodes[0]);
  else if (edges.length) {
    const edge = graphState.edges.get(edges[0]);
    if (edge) actions.pair(edge.from, edge.to);
  } else actions.clear();
}

// Brings the canvas to a scene: drops what left, adds and moves the rest.
function drawScene(model, scene, view) {
  graphState.sizes = scene.sizes;
  graphState.letters = new Map(scene.nodes.map((i) => [i, labelOf(model.actors[i]).length]));
  graphState.lit = litNodes(scene, view);
  graphState.scene = scene;
  sync(graphState.nodes, scene.nodes.map((i) => nodeItem(model, i, scene)));
  sync(graphState.edges, scene.edges.map((edge) => edgeItem(edge, scene, view)));
  const busy = scene.edges.length > BUSY;
  graphState.network.setOptions({ interaction: { hover: !busy, hideEdgesOnDrag: busy, hideEdgesOnZoom: busy } });
  fitBorders();
  frameScene(scene, view);
  graphState.network.redraw();
}

function sync(set, items) {
  const wanted = new Set(items.map((item) => item.id));
  const gone = set.getIds().filter((id) => !wanted.has(id));
  if (gone.length) set.remove(gone);
  addInTurns(set, items, 0);
}

// Many edges come a thousand at a time, so that the page answers in between; a newer scene ends the turns.
function addInTurns(set, items, start) {
  const turn = 1000;
  if (start === 0) clearTimeout(graphState.turns.get(set));
  if (items.length > start) set.update(items.slice(start, start + turn));
  if (items.length > start + turn) graphState.turns.set(set, setTimeout(() => addInTurns(set, items, start + turn), 30));
}

function litNodes(scene, view) {
  if (scene.around) return null;
  if (view.pair) return new Set(view.pair);
  if (view.actor < 0) return null;
  const lit = new Set([view.actor]);
  for (const edge of scene.edges) if (touches(edge, view)) { lit.add(edge.from); lit.add(edge.to); }
  return lit;
}

function nodeItem(model, i, scene) {
  const { x, y } = scene.places.get(i);
  return { id: i, x, y, shape: "custom", label: labelOf(model.actors[i]), group: undefined, ctxRenderer: (what) => nodePainter(model.actors[i], what) };
}

const BUSY = 1200;

function edgeItem(edge, scene, view) {
  const lit = scene.around || (view.actor < 0 && !view.pair) || touches(edge, view);
  // Among thousands of lines nobody sees bows, heads and dashes, and they take most of the drawing: only what is
  // selected has them there.
  const plain = scene.edges.length > BUSY && !touches(edge, view);
  const width = Math.min(9, 0.9 + 1.5 * Math.log2(1 + edge.count) * (scene.edges.length > 400 ? 0.6 : 1));
  const strong = Math.min(0.9, (scene.edges.length > 800 ? 0.14 : scene.edges.length > 300 ? 0.26 : 0.4) + 0.14 * Math.log2(edge.count));
  const colour = graphState.colours[polarityName(edge.polarity)];
  return {
    id: edge.id, from: edge.from, to: edge.to, width,
    color: { color: colour, hover: colour, highlight: colour, opacity: lit ? (scene.around || graphState.lit ? 0.9 : strong) : 0.07 },
    dashes: plain || edge.firm ? false : [Math.max(5, width * 2), Math.max(4, width * 1.6)],
    arrows: { to: { enabled: !plain, type: edge.polarity < 0 ? "bar" : "arrow", scaleFactor: Math.max(0.32, Math.min(0.62, 1.7 / Math.sqrt(width + 1))) } },
    smooth: plain ? false : { enabled: true, type: "curvedCW", roundness: bow(edge, scene) },
    ...(scene.nodes.length === 2 ? countLabel(edge) : { label: undefined }),
    count: edge.count, polarity: edge.polarity, firm: edge.firm,
  };
}

// How far a line bends: lines of different polarity between the same two stay apart.
function bow(edge, scene) {
  const both = edge.polarity === 0 ? 0.05 : edge.polarity < 0 ? 0.13 : 0.24;
  return scene.nodes.length === 2 ? both * 2.2 + 0.08 : both;
}

function countLabel(edge) {
  return { label: number(edge.count), font: { size: 15, color: graphState.colours.ink, strokeWidth: 5, strokeColor: graphState.colours.paper, face: "system-ui, sans-serif" } };
}

// Edges end at the node's own outline; the library would take the square around it.
function fitBorders() {
  const bodies = graphState.network.body?.nodes || {};
  for (const [i, radius] of graphState.sizes) {
    const shape = bodies[i]?.shape;
    if (shape) shape.distanceToBorder = () => radius + 3;
  }
}

// Moves the camera so that the scene (or what is lit in it) fills the canvas, once for each new scene.
function frameScene(scene, view, force) {
  const key = scene.around ? `around ${view.actor} ${view.pair} ${view.tier}` : `whole ${view.tier}`;
  if (key === graphState.framed && !force) return;
  const first = graphState.framed === "";
  graphState.framed = key;
  const box = bounds(scene);
  const area = byId("canvas").getBoundingClientRect();
  if (!box || area.width < 10) { graphState.framed = ""; return; }
  // On a narrow screen the buttons would cover names at the right border.
  const buttons = area.width < 560 ? document.querySelector(".zoom").offsetWidth + 10 : 0;
  const scale = Math.min(1.6, (area.width - 24 - buttons) / (box.right - box.left), (area.height - 96) / (box.bottom - box.top));
  const position = { x: (box.left + box.right) / 2 + buttons / 2 / scale, y: (box.top + box.bottom) / 2 - 2 / scale };
  const calm = first || matchMedia("(prefers-reduced-motion: reduce)").matches || scene.nodes.length > 200;
  graphState.network.moveTo({ position, scale, animation: calm ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
}

// The part of the plane that the canvas shows: [left, top, right, bottom].
function visibleArea() {
  const area = byId("canvas");
  const [a, b] = [{ x: 4, y: 4 }, { x: area.clientWidth - 4, y: area.clientHeight - 4 }].map((point) => graphState.network.DOMtoCanvas(point));
  return [a.x, a.y, b.x, b.y];
}

function bounds(scene) {
  if (!scene.nodes.length) return null;
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const i of scene.nodes) {
    const { x, y } = scene.places.get(i);
    const r = graphState.sizes.get(i);
    const side = scene.labels?.get(i) || "below";
    const name = Math.min(26, graphState.letters.get(i)) * 9 + 12;
    box.left = Math.min(box.left, x - (side === "left" ? r + name : side === "below" ? Math.max(r + 6, name / 2) : r + 6));
    box.right = Math.max(box.right, x + (side === "right" ? r + name : side === "below" ? Math.max(r + 6, name / 2) : r + 6));
    box.top = Math.min(box.top, y - r - 10); box.bottom = Math.max(box.bottom, y + r + 34);
  }
  for (const { y } of scene.headings || []) { box.top = Math.min(box.top, y - 24); box.bottom = Math.max(box.bottom, y + 24); }
  return box;
}

const zoomBy = (factor) => graphState.network.moveTo({ scale: Math.min(6, Math.max(0.03, graphState.network.getScale() * factor)) });
