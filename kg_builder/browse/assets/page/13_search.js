// The search field: a combobox over actors, with the sentences as last resort.
function startSearch(app) {
  const input = byId("search");
  const list = byId("suggestions");
  const state = { items: [], at: -1 };
  const index = app.model.actors.map((actor) => [actor, [...Object.values(actor.label), ...actor.other].map(fold)]);
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); state.at = -1; };
  const pick = (item) => { close(); input.value = ""; item.open(); };
  const show = () => {
    state.items = suggestions(app, index, input.value.trim());
    state.at = -1;
    replace(list, state.items.length ? state.items.map((item, k) => option(item, k, pick)) : h("li", { class: "suggestion" }, t("searchNothing")));
    list.hidden = input.value.trim() === "";
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (!list.hidden) announce(state.items.length ? t("searchFound", { n: state.items.length }) : t("searchNothing"));
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", () => { if (input.value.trim()) show(); });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => searchKey(event, state, input, close, pick));
}

function suggestions(app, index, text) {
  if (!text) return [];
  const wanted = fold(text);
  const rank = (names) => (names.some((n) => n === wanted) ? 0 : names.some((n) => n.startsWith(wanted)) ? 1 : names.some((n) => n.includes(" " + wanted)) ? 2 : names.some((n) => n.includes(wanted)) ? 3 : 9);
  const found = index.map(([actor, names]) => [rank(names), actor]).filter(([how]) => how < 9).sort((a, b) => a[0] - b[0] || a[1].i - b[1].i).slice(0, 8);
  const items = found.map(([, actor]) => ({ actor, label: labelOf(actor), aside: nStatements(actor.n), open: () => app.open({ actor: actor.i }) }));
  if (wanted.length > 1 && app.model.sentences.some((one) => fold(one.text).includes(wanted))) {
    items.push({ actor: null, label: t("searchText", { q: text }), aside: "", open: () => app.open({ text }) });
  }
  return items;
}

function option(item, k, pick) {
  return h("li", { class: "suggestion", role: "option", id: `suggestion-${k}`, "aria-selected": "false", on: { mousedown: (event) => { event.preventDefault(); pick(item); } } },
    item.actor ? badge(item.actor) : null, h("span", { class: "name" }, item.label), h("span", { class: "aside" }, item.aside));
}

function searchKey(event, state, input, close, pick) {
  const count = state.items.length;
  if (event.key === "Escape") { close(); input.value = ""; return; }
  if (event.key === "Enter" && count) { event.preventDefault(); pick(state.items[Math.max(0, state.at)]); return; }
  if (!["ArrowDown", "ArrowUp"].includes(event.key) || !count) return;
  event.preventDefault();
  state.at = (state.at + (event.key === "ArrowDown" ? 1 : -1) + count + (state.at < 0 && event.key === "ArrowUp" ? 1 : 0)) % count;
  for (let k = 0; k < count; k += 1) byId(`suggestion-${k}`).setAttribute("aria-selected", String(k === state.at));
  input.setAttribute("aria-activedescendant", `suggestion-${state.at}`);
  byId(`suggestion-${state.at}`).scrollIntoView({ block: "nearest" });
}
