// The same graph as tables, for those who read rather than look.
const listState = { column: "count", up: false, shown: 100 };

function relationRows(app) {
  const chosen = app.view.actor >= 0 || app.view.pair ? app.graph.edges.filter((edge) => touches(edge, app.view)) : app.graph.edges;
  return chosen.map((edge) => {
    const all = edge.statements.filter((i) => app.result.pass[i]).map((i) => app.model.statements[i]);
    const types = new Map();
    for (const one of all) types.set(one.type, (types.get(one.type) || 0) + 1);
    const top = [...types].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 3).map(([type]) => typeLabel(app.model.types[type]));
    const last = all.reduce((best, one) => ((one.span?.[1] ?? -1e9) > (best?.span?.[1] ?? -1e9) ? one : best), null);
    return { edge, source: labelOf(app.model.actors[edge.from]), target: labelOf(app.model.actors[edge.to]), polarity: edge.polarity, count: edge.count, types: top.join(", "), last: last?.span?.[1] ?? -1e9, lastText: last ? dateText(last.day) : "" };
  });
}

const COLUMNS = [["source", "colSource"], ["target", "colTarget"], ["polarity", "colPolarity"], ["count", "colCount"], ["types", "colTypes"], ["last", "colLast"]];

function drawList(app) {
  const rows = sorted(relationRows(app));
  const shown = rows.slice(0, listState.shown);
  const heads = COLUMNS.map(([name, key]) => h("th", { scope: "col", class: [name === "count" ? "num" : "", name === "types" || name === "last" ? "wide-only" : ""].join(" ").trim() || null, "aria-sort": listState.column === name ? (listState.up ? "ascending" : "descending") : null },
    button({ title: t("sortBy", { name: t(key) }) }, () => { sortBy(name); drawList(app); byId("list").querySelector(`[data-column="${name}"]`)?.focus(); }, t(key))));
  heads.forEach((head, k) => head.firstChild.setAttribute("data-column", COLUMNS[k][0]));
  replace(byId("list"), h("h2", {}, `${t("relations")} (${number(rows.length)})`),
    rows.length ? h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, shown.map((row) => relationRow(app, row)))) : h("p", { class: "note" }, t("none")),
    rows.length > shown.length ? button({ class: "wide" }, () => { listState.shown += 200; drawList(app); }, t("moreStatements", { n: number(Math.min(200, rows.length - shown.length)) })) : null);
}

function sortBy(name) {
  listState.up = listState.column === name ? !listState.up : !["count", "last"].includes(name);
  listState.column = name;
}

function sorted(rows) {
  const { column, up } = listState;
  const compare = (a, b) => (typeof a === "string" ? a.localeCompare(b, locale()) : a - b);
  return rows.sort((a, b) => (up ? 1 : -1) * compare(a[column], b[column]) || b.count - a.count || a.edge.id - b.edge.id);
}

function relationRow(app, row) {
  const { edge } = row;
  const actor = (i, name) => button({}, () => app.open({ actor: i }), name);
  const name = polarityName(edge.polarity);
  return h("tr", {}, h("td", {}, actor(edge.from, row.source)), h("td", {}, actor(edge.to, row.target)),
    h("td", {}, h("span", { class: `type ${name}` }, t(name))),
    h("td", { class: "num" }, button({ "aria-label": `${row.source} → ${row.target}: ${nStatements(row.count)}` }, () => app.open({ pair: [edge.from, edge.to] }), number(row.count))),
    h("td", { class: "wide-only" }, row.types), h("td", { class: "wide-only" }, row.lastText));
}
