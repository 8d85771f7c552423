"use strict";
// The graph view: sigma draws with WebGL, and actors that are asked for join what is there.
(() => {
  const view = document.getElementById("view");
  const graph = new graphology.MultiDirectedGraph();
  const state = { renderer: null, actors: 120, chosen: null, near: new Set(), names: [] };
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const parts = (colour) => { const n = Number.parseInt(colour.slice(1), 16); return [n >> 16, (n >> 8) & 255, n & 255]; };
  const faded = (colour, share) => { const paper = parts(css("--paper")); return `rgb(${parts(colour).map((one, k) => Math.round(one * share + paper[k] * (1 - share))).join(", ")})`; };
  const colours = () => ({ "-1f": faded(css("--negative"), 0.6), "0f": faded(css("--neutral"), 0.45), "1f": faded(css("--positive"), 0.6), "-1": css("--negative"), 0: css("--neutral"), 1: css("--positive"), state: css("--state"), organisation: css("--organisation"), person: css("--person"), group: css("--group"), other: css("--other"), ink: css("--ink"), paper: css("--paper") });
  let palette = colours();

  const size = (count) => 2 + 1.5 * Math.log2(1 + count);

  function addNode(node, around) {
    if (graph.hasNode(node.key)) return;
    const place = node.x === undefined ? around(node) : { x: node.x, y: node.y };
    graph.addNode(node.key, { ...place, label: node.name, size: size(node.n), color: palette[node.type] || palette.other, count: node.n, href: node.href, kind: node.type });
  }

  function addEdge(edge) {
    const key = `${edge.s}|${edge.t}|${edge.p}`;
    if (graph.hasEdge(key) || !graph.hasNode(edge.s) || !graph.hasNode(edge.t)) return;
    graph.addEdgeWithKey(key, edge.s, edge.t, { size: Math.min(7, 2 + Math.log2(edge.n)), color: palette[`${edge.p}f`], polarity: edge.p, count: edge.n, zIndex: edge.n, type: "arrow" });
  }

  // New neighbours stand on a spiral around the actor that brought them.
  function spiral(key, count) {
    const centre = graph.hasNode(key) ? graph.getNodeAttributes(key) : { x: 0, y: 0 };
    let k = 0;
    return () => {
      k += 1;
      const [angle, radius] = [k * 2.39996, 90 + 34 * Math.sqrt(k)];
      return { x: centre.x + Math.cos(angle) * radius, y: centre.y + Math.sin(angle) * radius, count };
    };
  }

  async function fetched(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return answer.json();
  }

  async function showWhole() {
    const data = await fetched(`/api/graph?actors=${state.actors}&edges=${state.actors * 3}`);
    data.nodes.forEach((node) => addNode(node, spiral("", 0)));
    data.edges.forEach(addEdge);
    document.getElementById("more").hidden = data.nodes.length >= data.actors || state.actors >= 2000;
    say();
  }

  async function showAround(key) {
    const data = await fetched(`/api/neighbours?actor=${encodeURIComponent(key)}`);
    const around = spiral(data.nodes[0].key, data.nodes.length);
    data.nodes.forEach((node) => addNode(node, around));
    data.edges.forEach(addEdge);
    choose(data.nodes[0].key);
    say();
  }

  function choose(key) {
    state.chosen = key;
    state.near = new Set(key ? graph.neighbors(key) : []);
    document.getElementById("chosen").hidden = !key;
    document.getElementById("hint").hidden = Boolean(key);
    if (key) {
      const { label, count, href } = graph.getNodeAttributes(key);
      document.getElementById("chosen-name").textContent = label;
      document.getElementById("chosen-about").textContent = String(count);
      document.getElementById("chosen-link").href = href;
    }
    state.renderer?.refresh();
  }

  function say() {
    document.getElementById("count").textContent = view.dataset.shown.replace("{a}", graph.order.toLocaleString()).replace("{e}", graph.size.toLocaleString());
    document.documentElement.dataset.ready = "true";
  }

  function nodeLook(key, data) {
    if (!state.chosen || key === state.chosen) return { ...data, highlighted: key === state.chosen };
    // The names of neighbours are shown, all of them where there are few.
    return state.near.has(key) ? { ...data, forceLabel: state.near.size <= 40 } : { ...data, color: css("--line"), label: "", zIndex: 0 };
  }

  function edgeLook(key, data) {
    if (!state.chosen) return data;
    return graph.hasExtremity(key, state.chosen) ? { ...data, size: data.size + 0.6, color: palette[data.polarity] } : { ...data, hidden: true };
  }

  // Names with a rim in the colour of the paper, so that they can be read over edges: beside the actor where there is
  // room, the largest first, and none over another.
  function drawNames() {
    const taken = [];
    for (const { context, data, settings } of state.names.sort((a, b) => b.data.size - a.data.size)) {
      context.font = `500 ${settings.labelSize}px ${settings.labelFont}`;
      const [width, gap, half] = [context.measureText(data.label).width, data.size + 4, settings.labelSize / 2];
      const left = data.x + gap + width > view.clientWidth ? data.x - gap - width : data.x + gap;
      const box = [left, data.y - half, left + width, data.y + half];
      if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
      taken.push(box);
      context.lineJoin = "round";
      context.lineWidth = 4;
      context.strokeStyle = palette.paper;
      context.strokeText(data.label, left, data.y + settings.labelSize / 3);
      context.fillStyle = palette.ink;
      context.fillText(data.label, left, data.y + settings.labelSize / 3);
    }
    state.names = [];
  }

  const nameplate = (context, data, settings) => { if (data.label) state.names.push({ context, data: { ...data }, settings }); };

  // The name of an actor under the pointer, on a plate in the page's own colours.
  function plate(context, data, settings) {
    context.font = `600 ${settings.labelSize}px ${settings.labelFont}`;
    const width = context.measureText(data.label || "").width;
    context.fillStyle = css("--card");
    context.strokeStyle = css("--accent");
    context.lineWidth = 2;
    context.beginPath();
    context.arc(data.x, data.y, data.size + 3, 0, 2 * Math.PI);
    context.stroke();
    if (!data.label) return;
    context.beginPath();
    context.roundRect(data.x + data.size + 5, data.y - 11, width + 12, 22, 6);
    context.fill();
    context.stroke();
    context.fillStyle = palette.ink;
    context.fillText(data.label, data.x + data.size + 11, data.y + settings.labelSize / 3);
  }

  function start() {
    const small = view.clientWidth < 600;
    state.renderer = new Sigma(graph, view, {
      labelColor: { color: palette.ink }, labelFont: "system-ui, sans-serif", labelSize: 13, labelDensity: 1, labelGridCellSize: 90, labelRenderedSizeThreshold: small ? 5 : 4, stagePadding: small ? 30 : 64,
      defaultEdgeType: "arrow", zIndex: true, hideEdgesOnMove: false, defaultDrawNodeHover: plate, defaultDrawNodeLabel: nameplate, nodeReducer: nodeLook, edgeReducer: edgeLook, minCameraRatio: 0.02, maxCameraRatio: 4,
    });
    state.renderer.on("afterRender", drawNames);
    state.renderer.on("clickNode", ({ node }) => { showAround(node).catch(failed); });
    state.renderer.on("clickStage", () => choose(null));
    state.renderer.on("doubleClickNode", ({ node, preventSigmaDefault }) => { preventSigmaDefault(); location.href = graph.getNodeAttribute(node, "href"); });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => location.reload());
    document.getElementById("more").addEventListener("click", () => { state.actors = Math.min(2000, state.actors * 3); graph.clear(); choose(null); showWhole().catch(failed); });
    document.getElementById("again").addEventListener("click", () => { state.actors = 120; graph.clear(); choose(null); showWhole().catch(failed); });
    view.addEventListener("keydown", (event) => {
      if (event.key === "Escape") choose(null);
      if (event.key === "+") state.renderer.getCamera().animatedZoom();
      if (event.key === "-") state.renderer.getCamera().animatedUnzoom();
    });
  }

  function failed() {
    document.getElementById("count").textContent = view.dataset.failed;
    document.documentElement.dataset.ready = "failed";
  }

  window.kgGraph = Object.freeze({
    at: (key) => { const box = view.getBoundingClientRect(); const spot = state.renderer.graphToViewport(graph.getNodeAttributes(key)); return [box.left + spot.x, box.top + spot.y]; },
    order: () => graph.order, size: () => graph.size,
  });

  (async () => {
    start();
    await showWhole();
    if (view.dataset.actor) await showAround(view.dataset.actor);
  })().catch(failed);
})();
