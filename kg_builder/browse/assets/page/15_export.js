// Pictures and tables to take away.
function save(name, blob) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  announce(t("exported", { name }));
}

function exportName(app, ending) {
  const { view, model } = app;
  const parts = view.pair ? view.pair.map((i) => labelOf(model.actors[i])) : view.actor >= 0 ? [labelOf(model.actors[view.actor])] : ["graph"];
  return `${parts.join("-").replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60).replace(/^-+|-+$/g, "") || "graph"}.${ending}`;
}

// A cell that a spreadsheet would run as a formula starts with an apostrophe.
function csvCell(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// The statements of the view: those of the actor or pair looked at, else all that pass the filters.
function selection(app) {
  const { model, view, result } = app;
  const own = view.pair ? between(model, ...view.pair) : view.actor >= 0 ? (one) => one.source === view.actor || one.target === view.actor : () => true;
  return model.statements.filter((one) => result.pass[one.i] && own(one));
}

function exportCsv(app) {
  const { model } = app;
  const name = (i) => (i >= 0 ? labelOf(model.actors[i]) : "");
  const head = ["id", "kind", "type", "source", "target", "polarity", "factuality", "date", "confidence", "sentence", "cue", "topic", "place", "office", "article", "title", "published", "url", "medium"];
  const rows = selection(app).map((one) => [one.id, one.kind, one.typeName, name(one.source), name(one.target), one.polarity > 0 ? "1" : one.polarity < 0 ? "−1" : "0", one.factuality, one.date, one.confidence, one.text, one.cue, one.topic, one.place, one.office ? one.office.en : "", one.article.id, one.article.title, one.article.published, one.article.url, one.article.medium]);
  const text = [head, ...rows].map((row) => row.map(csvCell).join(",")).join("\r\n");
  save(exportName(app, "csv"), new Blob(["\ufeff", text, "\r\n"], { type: "text/csv;charset=utf-8" }));
}

function caption(app) {
  const span = byId("time").hidden ? "" : ` · ${byId("time-span").textContent}`;
  return `${byId("count").textContent}${span}`;
}

function exportPng(app) {
  const source = byId("canvas").querySelector("canvas");
  const ratio = source.width / source.clientWidth;
  const target = h("canvas", {});
  target.width = source.width;
  target.height = source.height + 56 * ratio;
  const ctx = target.getContext("2d");
  ctx.fillStyle = graphState.colours.paper;
  ctx.fillRect(0, 0, target.width, target.height);
  ctx.drawImage(source, 0, 56 * ratio);
  ctx.scale(ratio, ratio);
  ctx.fillStyle = graphState.colours.ink;
  ctx.font = "600 18px Georgia, serif";
  ctx.fillText(clip(document.title, 70), 16, 26);
  ctx.fillStyle = graphState.colours.soft;
  ctx.font = "13px system-ui, sans-serif";
  ctx.fillText(caption(app), 16, 46);
  target.toBlob((blob) => save(exportName(app, "png"), blob), "image/png");
}

function exportSvg(app) {
  const svg = svgPicture(app);
  const text = '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(svg);
  save(exportName(app, "svg"), new Blob([text], { type: "image/svg+xml" }));
}

function svgPicture(app) {
  const { scene } = app;
  const box = bounds(scene) || { left: 0, right: 400, top: 0, bottom: 300 };
  const [width, height] = [box.right - box.left + 80, box.bottom - box.top + 110];
  const { colours } = graphState;
  return s("svg", { xmlns: SVG, viewBox: `${box.left - 40} ${box.top - 80} ${width} ${height}`, width, height, "font-family": "system-ui, sans-serif" },
    s("rect", { x: box.left - 40, y: box.top - 80, width, height, fill: colours.paper }),
    s("text", { x: box.left - 16, y: box.top - 44, "font-size": 22, "font-weight": 600, fill: colours.ink }, document.title),
    s("text", { x: box.left - 16, y: box.top - 20, "font-size": 15, fill: colours.soft }, caption(app)),
    s("g", { fill: "none" }, scene.edges.map((edge) => svgEdge(scene, edge))),
    s("g", { "text-anchor": "middle" }, [...scene.nodes].reverse().map((i) => svgNode(app.model.actors[i], scene.places.get(i)))));
}

// The curve that the canvas draws, cut at the target's outline, with a tip of its own.
function svgEdge(scene, edge) {
  const item = graphState.edges.get(edge.id);
  const [a, b] = [scene.places.get(edge.from), scene.places.get(edge.to)];
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const bend = item.smooth.roundness * 2;
  const middle = { x: (a.x + b.x) / 2 + dy * bend * 0.5, y: (a.y + b.y) / 2 - dx * bend * 0.5 };
  const [ex, ey] = [b.x - middle.x, b.y - middle.y];
  const length = Math.hypot(ex, ey) || 1;
  const reach = graphState.sizes.get(edge.to) + 5;
  const tip = { x: b.x - (ex / length) * reach, y: b.y - (ey / length) * reach };
  const size = 5 + item.width;
  const [ux, uy] = [ex / length, ey / length];
  const head = edge.polarity < 0
    ? `M${round(tip.x - uy * size)} ${round(tip.y + ux * size)}L${round(tip.x + uy * size)} ${round(tip.y - ux * size)}`
    : `M${round(tip.x - ux * size - uy * size * 0.7)} ${round(tip.y - uy * size + ux * size * 0.7)}L${round(tip.x)} ${round(tip.y)}L${round(tip.x - ux * size + uy * size * 0.7)} ${round(tip.y - uy * size - ux * size * 0.7)}`;
  const colour = item.color.color;
  return s("g", { stroke: colour, "stroke-width": round(item.width), opacity: item.color.opacity },
    s("path", { d: `M${round(a.x)} ${round(a.y)}Q${round(middle.x)} ${round(middle.y)} ${round(tip.x)} ${round(tip.y)}`, "stroke-dasharray": item.dashes ? item.dashes.map(round).join(" ") : null }), s("path", { d: head }));
}

const round = (value) => Math.round(value * 10) / 10;

function svgNode(actor, { x, y }) {
  const { colours, sizes } = graphState;
  const r = sizes.get(actor.i);
  const colour = colours[actor.type] || colours.other;
  const look = { fill: colours.card, stroke: colour, "stroke-width": 2.2 };
  const corners = (count, size) => Array.from({ length: count }, (_, k) => `${round(x + size * Math.cos((k / count) * 2 * Math.PI - Math.PI / 2))},${round(y + size * Math.sin((k / count) * 2 * Math.PI - Math.PI / 2))}`).join(" ");
  const shape = actor.type === "organisation" ? s("rect", { x: x - r * 0.92, y: y - r * 0.92, width: r * 1.84, height: r * 1.84, rx: r * 0.34, ...look })
    : actor.type === "group" ? s("polygon", { points: corners(6, r * 1.06), ...look })
    : actor.type === "other" ? s("polygon", { points: corners(4, r * 1.12), ...look }) : s("circle", { cx: x, cy: y, r, ...look });
  const size = isFlag(actor.mark) ? r * 1.18 : r * (actor.mark.length > 2 ? 0.7 : 0.86);
  return s("g", {}, shape, s("text", { x, y: y + size * 0.36, "font-size": round(size), "font-weight": 600, fill: colour }, actor.mark),
    s("text", { x, y: y + r + 18, "font-size": 14, fill: colours.ink, stroke: colours.paper, "stroke-width": 4, "paint-order": "stroke" }, clip(labelOf(actor), 26)));
}
