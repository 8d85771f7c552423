// What is being looked at, and its written form after the # of the address.
const FACETS = ["polarity", "type", "factuality", "lang", "medium"];

function emptyView() {
  return {
    actor: -1, pair: null, statement: -1, text: "", arranged: false, list: false, tier: 0, tab: "all",
    facets: Object.fromEntries(FACETS.map((name) => [name, new Set()])), confidence: 0, from: null, to: null,
  };
}

const activeFilters = (view) => FACETS.filter((name) => view.facets[name].size).length + (view.confidence > 0 ? 1 : 0);

function writeHash(view, model) {
  const parts = new URLSearchParams();
  if (view.actor >= 0) parts.set("actor", model.actors[view.actor].key);
  if (view.pair) { parts.append("pair", model.actors[view.pair[0]].key); parts.append("pair", model.actors[view.pair[1]].key); }
  if (view.statement >= 0) parts.set("statement", model.statements[view.statement].id);
  if (view.text) parts.set("text", view.text);
  if (view.arranged) parts.set("around", "1");
  if (view.list) parts.set("view", "list");
  if (view.tier) parts.set("more", String(view.tier));
  if (view.tab !== "all") parts.set("tab", view.tab);
  for (const name of FACETS) for (const value of view.facets[name]) parts.append(name, value);
  if (view.confidence) parts.set("confidence", String(view.confidence));
  if (view.from !== null) parts.set("from", isoDay(view.from));
  if (view.to !== null) parts.set("to", isoDay(view.to));
  parts.set("ui", language);
  return "#" + parts.toString();
}

const isoDay = (day) => new Date(day * DAY).toISOString().slice(0, 10);

// The view a hash describes; whatever it names that is not in this graph is left out.
function readHash(hash, model) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const view = emptyView();
  const actor = (key) => model.byKey.get(key) ?? -1;
  const pair = parts.getAll("pair").map(actor);
  if (pair.length === 2 && pair.every((one) => one >= 0)) view.pair = pair;
  else if (parts.has("actor")) view.actor = actor(parts.get("actor"));
  view.statement = model.byId.get(parts.get("statement")) ?? -1;
  view.text = (parts.get("text") || "").slice(0, 120);
  view.arranged = parts.get("around") === "1" && (view.actor >= 0 || view.pair !== null);
  view.list = parts.get("view") === "list";
  view.tier = Math.min(8, Math.max(0, Number.parseInt(parts.get("more"), 10) || 0));
  if (["out", "in", "office", "quotation"].includes(parts.get("tab"))) view.tab = parts.get("tab");
  for (const name of FACETS) view.facets[name] = new Set(parts.getAll(name));
  view.confidence = Math.min(1, Math.max(0, Number(parts.get("confidence")) || 0));
  view.from = span(parts.get("from"))?.[0] ?? null;
  view.to = span(parts.get("to"))?.[1] ?? null;
  return { view, ui: parts.get("ui") };
}
