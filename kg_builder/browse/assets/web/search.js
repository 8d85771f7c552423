"use strict";
// Completion of the search field; without it the form still works.
(() => {
  const input = document.getElementById("q");
  const list = document.getElementById("suggestions");
  let items = [];
  let at = -1;
  let waiting = 0;

  const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };

  const option = (item, k) => {
    const line = document.createElement("li");
    line.id = `suggestion-${k}`;
    line.className = "suggestion";
    line.setAttribute("role", "option");
    const name = document.createElement("span");
    name.className = "name";
    name.textContent = item.name;
    const count = document.createElement("span");
    count.className = "n";
    count.textContent = String(item.count);
    line.append(name, count);
    line.addEventListener("mousedown", () => { location.href = item.href; });
    return line;
  };

  const show = async () => {
    const text = input.value.trim();
    const turn = ++waiting;
    if (!text) { close(); return; }
    const answer = await fetch(`/api/search?q=${encodeURIComponent(text)}`);
    if (!answer.ok || turn !== waiting) return;
    items = await answer.json();
    at = -1;
    list.replaceChildren(...items.map(option));
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };

  const move = (step) => {
    at = (at + step + items.length + (at < 0 && step < 0 ? 1 : 0)) % items.length;
    [...list.children].forEach((line, k) => line.setAttribute("aria-selected", String(k === at)));
    input.setAttribute("aria-activedescendant", `suggestion-${at}`);
  };

  input.addEventListener("input", () => { show().catch(close); });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); location.href = items[at].href; }
    else if (["ArrowDown", "ArrowUp"].includes(event.key) && items.length && !list.hidden) { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
  });
})();
