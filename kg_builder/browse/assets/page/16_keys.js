// The canvas by keyboard: arrows go to the nearest actor that way, Enter opens, Escape goes back.
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function startKeys(app) {
  byId("canvas").addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = keyAction(app, event.key);
    if (action) { event.preventDefault(); action(); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) { event.preventDefault(); byId("search").focus(); }
    if (event.key === "Escape" && byId("filters").classList.contains("open")) app.closeFilters();
  });
}

function keyAction(app, key) {
  if (ARROWS[key]) return () => moveCursor(app, ARROWS[key]);
  if (key === "Enter" || key === " ") return () => { if (graphState.cursor >= 0) app.open({ actor: graphState.cursor }); };
  if (key === "Escape") return () => (app.view.arranged ? app.arrange(false) : app.open({}));
  if (key === "+" || key === "=") return () => zoomBy(1.25);
  if (key === "-") return () => zoomBy(0.8);
  if (key === "0") return () => app.reframe(true);
  return null;
}

function moveCursor(app, [dx, dy]) {
  const { scene, model } = app;
  const at = scene.places.get(graphState.cursor);
  const next = at ? nearest(scene, at, dx, dy) : scene.nodes[0];
  if (next === undefined) return;
  graphState.cursor = next;
  const actor = model.actors[next];
  announce(t("mapAt", { name: labelOf(actor), type: t(actor.type), n: number(app.graph.involved[next]) }));
  graphState.network.redraw();
}

function nearest(scene, at, dx, dy) {
  let best;
  let least = Infinity;
  for (const i of scene.nodes) {
    const to = scene.places.get(i);
    const along = (to.x - at.x) * dx + (to.y - at.y) * dy;
    const aside = Math.abs((to.x - at.x) * dy) + Math.abs((to.y - at.y) * dx);
    if (along > 1 && along + 2 * aside < least) { least = along + 2 * aside; best = i; }
  }
  return best;
}
