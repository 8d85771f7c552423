// The side panel: the whole, one actor, one pair, or what a search found.
function drawPanel(app) {
  const { view } = app;
  const panel = byId("panel");
  let parts;
  if (!app.model.statements.length) parts = [h("h2", {}, t("empty")), h("p", { class: "note" }, t("emptyHint"))];
  else if (view.pair) parts = pairPanel(app);
  else if (view.actor >= 0) parts = actorPanel(app);
  else if (view.statement >= 0) parts = statementPanel(app);
  else if (view.text) parts = textPanel(app);
  else parts = overviewPanel(app);
  const top = app.panelKept ? panel.scrollTop : 0;
  replace(panel, parts);
  panel.scrollTop = top;
  if (!app.panelKept) byId("chosen")?.scrollIntoView({ block: "nearest" });
}

function panelNav(app, ...extra) {
  return h("div", { class: "panel-nav" }, button({ class: "link", id: "back" }, () => app.open({}), `← ${t("back")}`), h("span", { class: "spacer" }), ...extra, button({ class: "link" }, () => app.share({}), t("copyLink")));
}

function badge(actor, large) {
  return h("span", { class: `badge ${actor.type}${isFlag(actor.mark) ? " flag" : ""}${large ? " large" : ""}`, "aria-hidden": "true", "data-letters": actor.mark.length }, actor.mark);
}

function nameOf(app, i) {
  const name = labelOf(app.model.actors[i]);
  return h("span", { class: name.length <= 11 ? "name short" : "name", title: name }, name);
}

function overviewPanel(app) {
  const { model, graph, result } = app;
  const shown = model.statements.filter((one) => result.pass[one.i]);
  const actors = graph.involved.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0);
  const articles = new Set(shown.map((one) => one.article.i)).size;
  if (!shown.length) return [h("h2", {}, t("none")), h("p", { class: "note" }, t("noneHint"))];
  const limit = model.raw.limited;
  return [
    h("h2", {}, t("glance")),
    h("dl", { class: "figures" }, ...[[articles, "nArticles"], [shown.length, "nStatements"], [actors, "nActors"]].map(([value, key]) => h("div", {}, h("dt", {}, t(key)), h("dd", {}, number(value))))),
    limit ? h("p", { class: "note" }, t("limited", { shown: number(limit.shown), all: number(limit.all) })) : null,
    pairRows(app, "topConflicts", -1), pairRows(app, "topSupport", 1), actorRows(app),
    h("h3", {}, t("latest")), h("p", { class: "note" }, t("cueHint")),
    statementList(app, shown.filter((one) => one.kind !== "office" && one.date).sort(newestFirst).slice(0, 8)),
  ];
}

function pairRows(app, title, polarity) {
  const edges = app.graph.edges.filter((edge) => edge.polarity === polarity).slice(0, 6);
  if (!edges.length) return null;
  const most = edges[0].count;
  const rows = edges.map((edge) => h("li", {}, button({ class: "row" }, () => app.open({ pair: [edge.from, edge.to] }),
    h("span", { class: "who" }, badge(app.model.actors[edge.from]), nameOf(app, edge.from), h("span", { class: "arrow" }, "→"), badge(app.model.actors[edge.to]), nameOf(app, edge.to)),
    meter([[polarityName(polarity), edge.count]], most), h("span", { class: "n" }, number(edge.count)))));
  return [h("h3", {}, t(title)), h("ul", { class: "rows" }, rows)];
}

// A bar whose parts are polarities, as long as its sum against the most.
function meter(parts, most) {
  return h("span", { class: "bar-track", "aria-hidden": "true" }, parts.map(([name, count]) => h("span", { class: `fill ${name}`, css: { width: `${(100 * count) / most}%` } })));
}

function actorRows(app) {
  const ranked = app.model.actors.filter((a) => app.graph.involved[a.i]).sort((a, b) => app.graph.involved[b.i] - app.graph.involved[a.i] || a.i - b.i).slice(0, 8);
  const most = ranked.length ? app.graph.involved[ranked[0].i] : 1;
  const rows = ranked.map((actor) => h("li", {}, button({ class: "row" }, () => app.open({ actor: actor.i }),
    h("span", { class: "who" }, badge(actor), h("span", { class: "name" }, labelOf(actor))),
    meter(tally(app, actor), most), h("span", { class: "n" }, number(app.graph.involved[actor.i])))));
  return [h("h3", {}, t("topActors")), h("ul", { class: "rows" }, rows)];
}

function tally(app, actor) {
  const counts = { negative: 0, neutral: 0, positive: 0 };
  for (const i of actor.statements) {
    const one = app.model.statements[i];
    if (app.result.pass[i] && one.kind !== "office") counts[polarityName(one.polarity)] += 1;
  }
  return Object.entries(counts);
}

function actorPanel(app) {
  const { model, view, result } = app;
  const actor = model.actors[view.actor];
  const own = actor.statements.map((i) => model.statements[i]).filter((one) => result.pass[one.i]);
  return [
    panelNav(app),
    h("div", { class: "head" }, badge(actor, true), h("div", {}, h("h2", {}, labelOf(actor)), h("p", { class: "sub" }, `${t(actor.type)} · ${nStatements(own.length)}`))),
    h("div", { class: "actions" }, button({ class: "button", id: "around", "aria-pressed": String(view.arranged) }, () => app.arrange(!view.arranged), view.arranged ? t("unfocus") : t("focus"))),
    officeList(app, actor), counterpartRows(app, view.actor),
    own.some((one) => one.span) ? [h("h3", {}, t("overTime")), sparkline(app, own)] : null,
    h("h3", {}, t("statements")), tabs(app, own), statementsOfTab(app, own),
  ];
}

function officeList(app, actor) {
  if (!actor.offices.length) return null;
  const rows = actor.offices.map((one) => {
    const when = one.start && one.end ? `${dateText(one.start)} – ${dateText(one.end)}` : one.start ? t("since", { a: dateText(one.start) }) : one.end ? t("until", { b: dateText(one.end) }) : "";
    const where = one.of >= 0 ? [", ", button({ class: "link" }, () => app.open({ actor: one.of }), labelOf(app.model.actors[one.of]))] : "";
    return h("li", {}, one.label[language], where, when ? h("span", { class: "when" }, ` · ${when}`) : "");
  });
  return [h("h3", {}, t("offices")), h("ul", { class: "offices" }, rows)];
}

function counterpartRows(app, actor, all) {
  const ties = counterparts(app.graph.edges, actor);
  if (!ties.length) return null;
  const box = h("div", {});
  const most = Math.max(...ties.map((tie) => Math.max(tie.negative, tie.positive, 1)));
  const draw = (count) => {
    const rows = ties.slice(0, count).map((tie) => h("li", {}, button({ class: "row", "aria-label": `${labelOf(app.model.actors[tie.actor])}: ${tie.negative} ${t("negative")}, ${tie.positive} ${t("positive")}` },
      () => app.open({ pair: [actor, tie.actor] }),
      h("span", { class: "who" }, badge(app.model.actors[tie.actor]), nameOf(app, tie.actor)), diverging(tie, most), h("span", { class: "n" }, number(tie.count)))));
    replace(box, h("ul", { class: "rows" }, rows), ties.length > count ? button({ class: "link" }, () => draw(ties.length), t("more", { n: ties.length - count })) : null);
  };
  draw(7);
  return [h("h3", {}, t("alliesOpponents")), box];
}

function diverging(tie, most) {
  const half = (side, name) => h("span", { class: `half ${side}` }, h("span", { class: `fill ${name}`, css: { width: `${(100 * tie[name]) / most}%` } }));
  return h("span", { class: "bar-track diverging", "aria-hidden": "true" }, half("left", "negative"), half("right", "positive"));
}

const TABS = {
  all: () => true,
  out: (one, actor) => one.source === actor && (one.kind === "stance" || one.kind === "event"),
  in: (one, actor) => one.target === actor && one.source !== actor && (one.kind === "stance" || one.kind === "event"),
  office: (one) => one.kind === "office",
  quotation: (one) => one.kind === "quotation",
};
const TAB_NAMES = { all: "all", out: "takes", in: "receives", office: "officeStatements", quotation: "quotations" };

function tabs(app, own) {
  return h("div", { class: "tabs", role: "group", "aria-label": t("statements") }, Object.keys(TABS).map((name) => {
    const count = own.filter((one) => TABS[name](one, app.view.actor)).length;
    return count || name === "all" ? button({ class: "tab", id: `tab-${name}`, "aria-pressed": String(app.view.tab === name) }, () => app.tab(name), `${t(TAB_NAMES[name])} ${number(count)}`) : null;
  }));
}

function statementsOfTab(app, own) {
  const { view } = app;
  return listWithChosen(app, own.filter((one) => TABS[view.tab](one, view.actor)).sort(newestFirst));
}

function listWithChosen(app, statements) {
  const at = statements.findIndex((one) => one.i === app.view.statement);
  return statementList(app, statements, { chosen: app.view.statement, shown: Math.max(25, at + 5) });
}

function pairPanel(app) {
  const { model, view, result } = app;
  const [a, b] = view.pair;
  const both = model.statements.filter(between(model, a, b)).filter((one) => result.pass[one.i]);
  const head = (i) => button({ class: "head" }, () => app.open({ actor: i }), badge(model.actors[i]), h("h2", {}, labelOf(model.actors[i])));
  return [
    panelNav(app),
    h("div", { class: "pair" }, head(a), h("span", { class: "arrow", "aria-hidden": "true" }, "⇄"), head(b)),
    h("div", { class: "actions" }, button({ class: "button", id: "around", "aria-pressed": String(view.arranged) }, () => app.arrange(!view.arranged), view.arranged ? t("unfocus") : t("focusPair"))),
    directionRows(app, both, a, b),
    both.some((one) => one.span) ? [h("h3", {}, t("overTime")), sparkline(app, both)] : null,
    h("h3", {}, nStatements(both.length)), h("p", { class: "note" }, t("cueHint")), listWithChosen(app, both.sort(newestFirst)),
  ];
}

function directionRows(app, both, a, b) {
  const ways = a === b ? [[a, b]] : [[a, b], [b, a]];
  const found = ways.map(([from, to]) => ({ from, to, list: both.filter((one) => one.source === from && one.target === to) })).filter((way) => way.list.length);
  const most = Math.max(1, ...found.map((way) => way.list.length));
  const rows = found.map(({ from, to, list }) => h("li", { class: "row" },
    h("span", { class: "name" }, t("towards", { a: labelOf(app.model.actors[from]), b: labelOf(app.model.actors[to]) })),
    meter(POLARITIES.map((name) => [name, list.filter((one) => polarityName(one.polarity) === name).length]), most), h("span", { class: "n" }, number(list.length))));
  return h("ul", { class: "rows", css: { "margin-top": "14px" } }, rows);
}

function statementPanel(app) {
  const one = app.model.statements[app.view.statement];
  const around = app.model.statements.filter((other) => other.sentence === one.sentence || other.i === one.within || other.within === one.i);
  return [panelNav(app), h("h2", {}, t("statements")), statementList(app, around, { chosen: one.i, shown: 100 })];
}

function textPanel(app) {
  const wanted = fold(app.view.text);
  const hits = app.model.statements.filter((one) => app.result.pass[one.i] && fold(one.text).includes(wanted)).sort(newestFirst);
  return [panelNav(app), h("h2", {}, t("textHits", { q: app.view.text })), h("p", { class: "note" }, nStatements(hits.length)), statementList(app, hits)];
}
