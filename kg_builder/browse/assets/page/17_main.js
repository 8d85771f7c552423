// Puts the parts together: one view, drawn anew whenever it changes.
function makeApp(raw) {
  const model = readModel(raw);
  const app = { model, view: emptyView(), line: timeline(model), openFacets: new Set(), playing: null, panelKept: false };
  app.totals = applyFilters(model, emptyView()).counts;

  // Looks at something else: an actor, a pair, a statement, a text, or the whole.
  app.open = (what) => {
    const same = { facets: app.view.facets, confidence: app.view.confidence, from: app.view.from, to: app.view.to, list: app.view.list, tier: app.view.tier };
    const arranged = app.view.arranged && (what.actor >= 0 || Boolean(what.pair));
    app.view = { ...emptyView(), ...same, ...what, arranged };
    draw(app, true);
    if (document.activeElement === document.body || byId("panel").contains(document.activeElement)) byId("panel").focus({ preventScroll: true });
    announce(byId("panel").querySelector("h2")?.textContent || "");
  };
  app.change = (what) => { Object.assign(app.view, what); app.panelKept = true; later(app); };
  app.arrange = (arranged) => { app.view.arranged = arranged; app.view.tier = 0; app.panelKept = true; draw(app, true); byId("around")?.focus({ preventScroll: true }); };
  app.tab = (tab) => { app.view.tab = tab; app.panelKept = true; draw(app, false); byId(`tab-${tab}`)?.focus({ preventScroll: true }); };
  app.toggle = (name, value) => {
    const set = app.view.facets[name];
    if (!set.delete(value)) set.add(value);
    app.change({});
  };
  app.toggleFacet = (name) => { if (!app.openFacets.delete(name)) app.openFacets.add(name); drawFacets(app); };
  app.reframe = (force) => frameScene(app.scene, app.view, force);
  app.share = (what) => share(app, what);
  app.closeFilters = () => openFilters(false);
  return app;
}

// Draws at most once a frame, however fast a slider moves.
function later(app) {
  if (app.waiting) return;
  app.waiting = requestAnimationFrame(() => { app.waiting = null; draw(app, false); });
}

function draw(app, keepHistory) {
  const { model, view } = app;
  app.result = applyFilters(model, view);
  app.graph = visibleGraph(model, app.result.pass);
  app.scene = makeScene(model, view, app.graph);
  graphState.chosen = new Set(view.pair || (view.actor >= 0 ? [view.actor] : []));
  byId("map").hidden = view.list;
  byId("list").hidden = !view.list;
  if (view.list) drawList(app); else drawScene(model, app.scene, view);
  drawPanel(app);
  drawFacets(app);
  drawTime(app);
  drawTop(app);
  app.panelKept = false;
  const hash = writeHash(view, model);
  if (hash !== location.hash) history[keepHistory && !app.playing ? "pushState" : "replaceState"](null, "", hash);
}

function drawTop(app) {
  const { view, scene, model } = app;
  byId("view-graph").setAttribute("aria-pressed", String(!view.list));
  byId("view-list").setAttribute("aria-pressed", String(view.list));
  const [actors, relations] = scene.totals;
  byId("count").textContent = t("shown", { a: number(scene.nodes.length), b: number(Math.max(actors, scene.nodes.length)), c: number(scene.edges.length), d: number(Math.max(relations, scene.edges.length)) });
  byId("count").hidden = !scene.nodes.length;
  byId("show-more").hidden = !scene.more;
  byId("show-fewer").hidden = view.tier === 0;
  byId("unfocus").hidden = !scene.around;
  byId("unfocus").textContent = `← ${t("unfocus")}`;
  document.body.classList.toggle("blank", model.statements.length === 0);
  const nothing = scene.nodes.length === 0;
  byId("nothing").hidden = !nothing;
  byId("legend").hidden = nothing;
  if (nothing) replace(byId("nothing"), h("strong", {}, t(model.statements.length ? "none" : "empty")), h("span", {}, t(model.statements.length ? "noneHint" : "emptyHint")));
}

async function share(app, what) {
  const view = { ...app.view, ...what };
  const link = location.href.replace(/#.*$/, "") + writeHash(view, app.model);
  try {
    await navigator.clipboard.writeText(link);
    announce(t("copied"));
    flash(t("copied"));
  } catch {
    history.replaceState(null, "", writeHash(view, app.model));
    flash(t("copyFailed"));
  }
}

function flash(text) {
  const tip = byId("tooltip");
  tip.textContent = text;
  tip.hidden = false;
  tip.style.left = "16px";
  tip.style.top = "52px";
  setTimeout(hideTip, 1800);
}

function openFilters(open) {
  byId("filters").classList.toggle("open", open);
  byId("filters-open").setAttribute("aria-expanded", String(open));
  (open ? byId("filters-close") : byId("filters-open")).focus();
}

function openMenu(open) {
  byId("export").hidden = !open;
  byId("export-open").setAttribute("aria-expanded", String(open));
}

function drawLegend() {
  const shape = (type) => {
    const look = { fill: "var(--card)", css: { stroke: `var(--${type})` }, "stroke-width": 2 };
    const body = { state: () => s("circle", { cx: 9, cy: 8, r: 6.5, ...look }), person: () => s("circle", { cx: 9, cy: 8, r: 6.5, ...look }), organisation: () => s("rect", { x: 2.5, y: 1.5, width: 13, height: 13, rx: 3, ...look }), group: () => s("polygon", { points: "9,1 15.5,4.5 15.5,11.5 9,15 2.5,11.5 2.5,4.5", ...look }), other: () => s("polygon", { points: "9,0.5 16.5,8 9,15.5 1.5,8", ...look }) }[type]();
    return h("li", {}, s("svg", { viewBox: "0 0 18 16", "aria-hidden": "true" }, body), t(type));
  };
  const stroke = (name, options) => s("svg", { viewBox: "0 0 34 16", "aria-hidden": "true" },
    s("path", { d: "M1 8H29", fill: "none", css: { stroke: `var(--${name})` }, "stroke-width": options.width || 2.5, "stroke-dasharray": options.dashed ? "5 4" : null }),
    options.tip === "bar" ? s("path", { d: "M30 2.5V13.5", css: { stroke: `var(--${name})` }, "stroke-width": 2.5 }) : options.tip ? s("path", { d: "M26 3.5 33 8 26 12.5Z", css: { fill: `var(--${name})` } }) : null);
  replace(byId("legend-head"), h("strong", {}, t("legend")), [["negative", "bar"], ["positive", "arrow"], ["neutral", "arrow"]].map(([name, tip]) => h("span", {}, stroke(name, { tip }), t(name))));
  replace(byId("legend-body"), h("ul", { class: "types" }, ["state", "organisation", "person", "group", "other"].map(shape)),
    h("ul", {}, h("li", {}, stroke("negative", { tip: "bar" }), t("negative")), h("li", {}, stroke("positive", { tip: "arrow" }), t("positive")), h("li", {}, stroke("neutral", { tip: "arrow" }), t("neutral")),
      h("li", {}, stroke("soft", { dashed: true }), t("legendDashed")), h("li", {}, stroke("soft", { width: 6 }), t("legendWidth")), h("li", {}, s("svg", { viewBox: "0 0 34 16", "aria-hidden": "true" }, s("circle", { cx: 6, cy: 8, r: 3, css: { fill: "var(--soft)" } }), s("circle", { cx: 22, cy: 8, r: 7, css: { fill: "var(--soft)" } })), t("legendSize")),
      h("li", {}, s("svg", { viewBox: "0 0 34 16", "aria-hidden": "true" }, s("circle", { cx: 5, cy: 8, r: 4, css: { fill: "var(--positive)" } }), s("circle", { cx: 12, cy: 8, r: 4, css: { fill: "var(--positive)" } }), s("circle", { cx: 30, cy: 8, r: 4, css: { fill: "var(--negative)" } })), t("legendNear"))));
}

function setLanguage(app, code) {
  language = code === "de" ? "de" : "en";
  translatePage();
  drawLegend();
  if (app.result) draw(app, false);
}

function wire(app) {
  const on = (id, action) => byId(id).addEventListener("click", action);
  on("view-graph", () => { app.view.list = false; draw(app, true); });
  on("view-list", () => { app.view.list = true; draw(app, true); });
  on("skip", (event) => { event.preventDefault(); app.view.list = true; draw(app, true); byId("list").focus(); });
  on("show-more", () => { app.view.tier += 1; app.panelKept = true; draw(app, true); });
  on("show-fewer", () => { app.view.tier = Math.max(0, app.view.tier - 1); app.panelKept = true; draw(app, true); });
  on("unfocus", () => app.arrange(false));
  on("zoom-in", () => zoomBy(1.3));
  on("zoom-out", () => zoomBy(1 / 1.3));
  on("zoom-fit", () => app.reframe(true));
  on("language", () => setLanguage(app, language === "de" ? "en" : "de"));
  on("filters-open", () => openFilters(true));
  on("filters-close", () => openFilters(false));
  on("filters-reset", () => { app.change({ facets: emptyView().facets, confidence: 0 }); byId("facets").querySelector("input")?.focus(); });
  on("export-open", () => openMenu(byId("export").hidden));
  for (const [id, action] of [["export-png", exportPng], ["export-svg", exportSvg], ["export-csv", exportCsv]]) on(id, () => { openMenu(false); action(app); });
  document.addEventListener("click", (event) => { if (!event.target.closest(".menu")) openMenu(false); });
  byId("export").addEventListener("keydown", (event) => { if (event.key === "Escape") { openMenu(false); byId("export-open").focus(); } });
  window.addEventListener("popstate", () => goTo(app));
  window.addEventListener("hashchange", () => goTo(app));
}

function goTo(app) {
  if (location.hash === writeHash(app.view, app.model)) return;
  const { view, ui } = readHash(location.hash, app.model);
  app.view = view;
  if (ui && ui !== language) setLanguage(app, ui); else draw(app, false);
}

function main() {
  const raw = JSON.parse(byId("data").textContent);
  strings = raw.strings;
  language = raw.lang;
  const app = makeApp(raw);
  const first = readHash(location.hash, app.model);
  app.view = first.view;
  language = first.ui === "de" || first.ui === "en" ? first.ui : language;
  startGraph(app.model, raw.options, {
    actor: (actor) => app.open({ actor }), pair: (a, b) => app.open({ pair: [a, b] }),
    clear: () => { if (app.view.actor >= 0 || app.view.pair) app.open({}); },
    around: (actor) => { app.open({ actor }); app.arrange(true); },
    involved: (i) => app.graph.involved[i], repaint: () => draw(app, false), reframe: () => app.reframe(false),
  });
  translatePage();
  drawLegend();
  draw(app, false);
  wire(app);
  startSearch(app);
  startTime(app);
  startKeys(app);
  window.kgPage = pageProbe(app);
  document.documentElement.dataset.ready = "true";
}

// Where things stand on the screen, for tests and for scripts that take pictures.
function pageProbe(app) {
  const onScreen = (point) => { const area = byId("canvas").getBoundingClientRect(); const at = graphState.network.canvasToDOM(point); return [area.left + at.x, area.top + at.y]; };
  const index = (key) => app.model.byKey.get(key) ?? -1;
  return Object.freeze({
    actors: () => app.scene.nodes.map((i) => app.model.actors[i].key),
    drawn: () => graphState.edges.length,
    edges: () => app.scene.edges.map((e) => ({ from: app.model.actors[e.from].key, to: app.model.actors[e.to].key, polarity: e.polarity, count: e.count, firm: e.firm })),
    actorAt: (key) => onScreen(app.scene.places.get(index(key))),
    edgeAt: (from, to, polarity) => {
      const edge = app.scene.edges.find((e) => e.from === index(from) && e.to === index(to) && e.polarity === polarity);
      const curve = graphState.network.body.edges[edge.id].edgeType;
      return onScreen(curve.getPoint(0.5));
    },
  });
}

main();
