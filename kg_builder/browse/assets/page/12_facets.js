// The filters: nothing ticked means no restriction.
function drawFacets(app) {
  const kept = document.activeElement?.dataset?.facet;
  replace(byId("facets"), FACETS.map((name) => facet(app, name)), confidenceFacet(app));
  if (kept) byId("facets").querySelector(`[data-facet="${CSS.escape(kept)}"]`)?.focus();
  const active = activeFilters(app.view);
  byId("filters-reset").hidden = active === 0;
  byId("filters-open").textContent = active ? `${t("filters")} · ${active}` : t("filters");
  byId("filters-open").setAttribute("aria-label", active ? t("filtersActive", { n: active }) : t("filters"));
}

const FACET_TITLES = { polarity: "polarity", type: "type", factuality: "factuality", lang: "articleLanguage", medium: "medium" };

function choices(app, name) {
  const { model } = app;
  if (name === "polarity") return ["negative", "neutral", "positive"].map((value) => [value, t(value)]);
  if (name === "type") return model.types.map((type) => [type.name, typeLabel(type)]);
  if (name === "factuality") return model.raw.factualities.map((value) => [value, t(value)]);
  const values = [...new Set(model.articles.map((article) => article[name]))].sort((a, b) => (app.totals[name].get(b) || 0) - (app.totals[name].get(a) || 0) || (a < b ? -1 : 1));
  return values.map((value) => [value, name === "lang" ? languageName(value) : value || t("unknown")]);
}

function facet(app, name) {
  const all = choices(app, name).filter(([value]) => app.totals[name].get(value));
  const chosen = app.view.facets[name];
  if (all.length < 2 && !chosen.size) return null;
  const open = app.openFacets.has(name);
  const least = 9;
  const shown = open || all.length <= least + 1 ? all : all.filter(([value], k) => k < least || chosen.has(value));
  return h("fieldset", { class: "facet", id: `facet-${name}` }, h("legend", {}, t(FACET_TITLES[name])),
    h("div", {}, shown.map(([value, label]) => choice(app, name, value, label))),
    all.length > shown.length || open ? button({ class: "link" }, () => app.toggleFacet(name), open ? t("fewer") : t("more", { n: all.length - shown.length })) : null);
}

function choice(app, name, value, label) {
  const count = app.result.counts[name].get(value) || 0;
  const box = h("input", { type: "checkbox", "data-facet": `${name}=${value}`, checked: app.view.facets[name].has(value), on: { change: () => app.toggle(name, value) } });
  const sign = name === "polarity" ? h("span", { class: `sign ${value}`, "aria-hidden": "true" }, { negative: "−", neutral: "○", positive: "+" }[value]) : null;
  return h("label", { class: count ? "" : "empty", title: label }, box, sign, h("span", { class: "facet-name" }, label), h("span", { class: "n" }, number(count)));
}

function confidenceFacet(app) {
  const percent = Math.round(app.view.confidence * 100);
  const output = h("output", {}, `${percent} %`);
  const slider = h("input", { type: "range", min: 0, max: 100, step: 5, value: percent, "data-facet": "confidence=", "aria-label": t("confidence"), on: { input: (event) => { output.textContent = `${event.target.value} %`; }, change: (event) => app.change({ confidence: Number(event.target.value) / 100 }) } });
  return h("fieldset", { class: "facet" }, h("legend", {}, `${t("confidence")} `, output), slider);
}
