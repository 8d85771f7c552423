// Statements over time: the bars, the two handles, the player, and the small charts of the panel.
const STEPS = [["day", 1], ["month", 30.4], ["year", 365.2]];

function timeline(model) {
  const spans = model.statements.map((one) => one.span).filter(Boolean);
  if (!spans.length) return null;
  const first = spans.reduce((least, one) => Math.min(least, one[0]), Infinity);
  const last = spans.reduce((most, one) => Math.max(most, one[1]), -Infinity);
  const [unit] = STEPS.find(([, days]) => (last - first) / days <= 150) || STEPS[2];
  const starts = [];
  for (let at = unitStart(first, unit); at <= last; at = unitNext(at, unit)) starts.push(at);
  return { unit, starts, end: unitNext(starts[starts.length - 1], unit) - 1 };
}

function unitStart(day, unit) {
  const date = new Date(day * DAY);
  return unit === "day" ? day : Math.round(Date.UTC(date.getUTCFullYear(), unit === "month" ? date.getUTCMonth() : 0, 1) / DAY);
}

function unitNext(day, unit) {
  const date = new Date(day * DAY);
  if (unit === "day") return day + 1;
  return Math.round((unit === "month" ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) : Date.UTC(date.getUTCFullYear() + 1, 0, 1)) / DAY);
}

// The last slot that starts on or before a day.
function slotOf(line, day) {
  let low = 0;
  let high = line.starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (line.starts[middle] <= day) low = middle; else high = middle - 1;
  }
  return low;
}

const slotEnd = (line, slot) => (slot + 1 < line.starts.length ? line.starts[slot + 1] - 1 : line.end);

function slotText(line, slot) {
  const options = line.unit === "day" ? { day: "numeric", month: "short", year: "numeric" } : line.unit === "month" ? { month: "short", year: "numeric" } : { year: "numeric" };
  return dayText(line.starts[slot], options);
}

function drawTime(app) {
  const { line, view } = app;
  byId("time").hidden = !line || line.starts.length < 2;
  if (byId("time").hidden) return;
  const last = line.starts.length - 1;
  const from = view.from === null ? 0 : slotOf(line, view.from);
  const to = view.to === null ? last : slotOf(line, view.to);
  for (const [id, value] of [["time-from", from], ["time-to", to]]) {
    const input = byId(id);
    input.max = String(last);
    input.value = String(value);
    input.setAttribute("aria-valuetext", slotText(line, value));
  }
  byId("time-from").style.zIndex = from > last / 2 ? "2" : "1";
  byId("time-to").style.zIndex = from > last / 2 ? "1" : "2";
  byId("time-span").textContent = from === to ? slotText(line, from) : `${slotText(line, from)} – ${slotText(line, to)}`;
  byId("time-all").hidden = view.from === null && view.to === null;
  drawBars(app, from, to);
  drawAxis(line);
}

function drawBars({ model, line, result }, from, to) {
  const counts = line.starts.map(() => [0, 0, 0]);
  for (const one of model.statements) if (result.timeless[one.i] && one.span) counts[slotOf(line, one.span[0])][Math.sign(one.polarity) + 1] += 1;
  const most = Math.max(1, ...counts.map((three) => three[0] + three[1] + three[2]));
  const svg = byId("bars");
  svg.setAttribute("viewBox", `0 0 ${counts.length} 100`);
  replace(svg, counts.map((three, slot) => stack(three, slot + 0.1, 0.8, most, 100, slot < from || slot > to)));
}

function stack(three, x, width, most, height, out) {
  let y = height;
  return three.map((count, k) => {
    const size = (count / most) * height;
    y -= size;
    return count ? s("rect", { class: POLARITIES[k] + (out ? " out" : ""), x, y, width, height: size }) : null;
  });
}

// Where the axis is named: at round dates, as many as there is room for; else at the ends.
function drawAxis(line) {
  const room = Math.max(2, Math.floor(byId("time-axis").clientWidth / 64) || 4);
  const round = roundSlots(line, room);
  const slots = round.length > 1 ? round : [...new Set([0, line.starts.length - 1])];
  const years = round.length > 1 && slots.every((slot) => startsYear(line.starts[slot]));
  const options = line.unit === "year" || years ? { year: "numeric" } : line.unit === "day" ? { day: "numeric", month: "short" } : { month: "short", year: "2-digit" };
  replace(byId("time-axis"), slots.map((slot) => h("span", { css: { left: `${(100 * (slot + 0.5)) / line.starts.length}%` } }, dayText(line.starts[slot], options))));
}

const startsYear = (day) => new Date(day * DAY).getUTCMonth() === 0 && new Date(day * DAY).getUTCDate() === 1;

// Slots that begin a round stretch of time, by the shortest stretch that leaves room for their names.
function roundSlots(line, room) {
  const date = (slot) => new Date(line.starts[slot] * DAY);
  const months = (slot) => date(slot).getUTCFullYear() * 12 + date(slot).getUTCMonth();
  const slots = line.starts.map((_, slot) => slot);
  const tests = [
    ...(line.unit === "day" ? [1, 2, 7, 14].map((step) => (slot) => line.starts[slot] % step === 0) : []),
    ...[1, 3, 6, 12, 24, 60, 120, 240, 600].map((step) => (slot) => months(slot) % step === 0 && date(slot).getUTCDate() === 1),
  ];
  return tests.map((test) => slots.filter(test)).find((found) => found.length <= room) || [];
}

// Supportive statements upwards, opposing ones downwards.
function sparkline(app, statements) {
  const { line } = app;
  const groups = Math.min(line.starts.length, 48);
  const slot = (one) => Math.floor((slotOf(line, one.span[0]) * groups) / line.starts.length);
  const counts = Array.from({ length: groups }, () => [0, 0, 0]);
  for (const one of statements) if (one.span) counts[slot(one)][Math.sign(one.polarity) + 1] += 1;
  const up = Math.max(1, ...counts.map((three) => three[2] + three[1]));
  const down = Math.max(0, ...counts.map((three) => three[0]));
  const unit = 46 / (up + down);
  const zero = 4 + up * unit;
  const width = 360 / groups;
  const bars = counts.flatMap((three, k) => [
    bar("positive", k, zero - three[2] * unit, three[2] * unit), bar("neutral", k, zero - (three[2] + three[1]) * unit, three[1] * unit), bar("negative", k, zero, three[0] * unit)]);
  function bar(name, k, y, height) {
    return height > 0 ? s("rect", { class: name, x: k * width + 0.6, y, width: Math.max(1, Math.min(14, width - 1.2)), height }) : null;
  }
  return s("svg", { class: "spark", viewBox: "0 0 360 64", role: "img", "aria-label": t("overTime") }, bars, s("line", { class: "axis", x1: 0, x2: 360, y1: zero, y2: zero }),
    s("text", { x: 0, y: 62 }, slotText(line, 0)), s("text", { x: 360, y: 62, "text-anchor": "end" }, slotText(line, line.starts.length - 1)));
}

function startTime(app) {
  const { line } = app;
  if (!line) return;
  const last = line.starts.length - 1;
  const set = (from, to) => app.change({ from: from <= 0 ? null : line.starts[from], to: to >= last ? null : slotEnd(line, to) });
  const slots = () => [Number(byId("time-from").value), Number(byId("time-to").value)];
  byId("time-from").addEventListener("input", () => { const [from, to] = slots(); set(Math.min(from, to), to); });
  byId("time-to").addEventListener("input", () => { const [from, to] = slots(); set(from, Math.max(from, to)); });
  byId("time-all").addEventListener("click", () => { stopPlaying(app); set(0, last); byId("play").focus(); });
  byId("play").addEventListener("click", () => (app.playing ? stopPlaying(app) : play(app, set)));
}

// Moves the right handle from the left one to the end, in about twelve seconds.
function play(app, set) {
  const { line } = app;
  const last = line.starts.length - 1;
  const from = app.view.from === null ? 0 : slotOf(line, app.view.from);
  let at = app.view.to === null || slotOf(line, app.view.to) >= last ? from : slotOf(line, app.view.to);
  const step = Math.max(1, Math.round((last - from) / 60));
  set(from, at);
  app.playing = setInterval(() => {
    at = Math.min(last, at + step);
    set(from, at);
    if (at >= last) stopPlaying(app);
  }, Math.max(160, Math.min(600, 12000 / Math.max(1, last - from))));
  showPlaying(true);
}

function stopPlaying(app) {
  clearInterval(app.playing);
  app.playing = null;
  showPlaying(false);
}

function showPlaying(on) {
  byId("play").setAttribute("aria-pressed", String(on));
  byId("play").dataset.tLabel = on ? "pause" : "play";
  byId("play").setAttribute("aria-label", t(on ? "pause" : "play"));
}
