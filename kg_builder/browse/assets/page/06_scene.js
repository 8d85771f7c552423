// What the picture holds: which actors, which edges, where.
const TIERS = [window.innerWidth < 600 ? [18, 40] : [40, 80], [60, 220], [120, 600], [360, 2500], [100000, 1000000]];

function makeScene(model, view, graph) {
  if (view.arranged && view.pair) return pairScene(model, view, graph);
  if (view.arranged && view.actor >= 0) return aroundScene(model, view, graph);
  return wholeScene(model, view, graph);
}

// The most involved actors and the strongest edges among them, and always what is selected.
function wholeScene(model, view, graph) {
  const [most, mostEdges] = TIERS[Math.min(view.tier, TIERS.length - 1)];
  const ranked = model.actors.filter((a) => graph.involved[a.i] > 0).sort((a, b) => graph.involved[b.i] - graph.involved[a.i] || a.i - b.i);
  const chosen = new Set(ranked.slice(0, most).map((a) => a.i));
  const extra = view.pair ? view.pair : view.actor >= 0 ? [view.actor] : [];
  for (const actor of extra) chosen.add(actor);
  const all = graph.edges.filter((e) => chosen.has(e.from) && chosen.has(e.to));
  const edges = strongest(all, mostEdges, view);
  const nodes = [...chosen].sort((a, b) => graph.involved[b] - graph.involved[a] || a - b);
  return { nodes, edges, sizes: sizes(nodes, (i) => graph.involved[i]), places: new Map(nodes.map((i) => [i, model.places[i]])), totals: [ranked.length, graph.edges.length], more: ranked.length > most || all.length > mostEdges };
}

// The strongest edges, the strongest of each actor that would stand alone, and all of what is selected.
function strongest(edges, most, view) {
  const tied = new Set();
  return edges.filter((edge, k) => {
    const wanted = k < most || touches(edge, view) || !tied.has(edge.from) || !tied.has(edge.to);
    if (wanted) { tied.add(edge.from); tied.add(edge.to); }
    return wanted;
  });
}

// Radii whose areas grow with a number.
function sizes(nodes, count) {
  const most = Math.max(1, ...nodes.map(count));
  return new Map(nodes.map((i) => [i, 11 + 25 * Math.sqrt(count(i) / most)]));
}

function touches(edge, view) {
  if (view.pair) return view.pair.includes(edge.from) && view.pair.includes(edge.to);
  return edge.from === view.actor || edge.to === view.actor;
}

// One actor in the middle: opponents to the left, allies to the right, the busiest nearest.
function aroundScene(model, view, graph) {
  const ties = counterparts(graph.edges, view.actor);
  const limit = 28 + 32 * view.tier;
  const shown = ties.slice(0, limit);
  const places = new Map([[view.actor, { x: 0, y: 0 }]]);
  const sides = { left: [], right: [], below: [] };
  for (const tie of shown) sides[sideOf(tie)].push(tie);
  const labels = new Map();
  const radii = sizes(shown.map((tie) => tie.actor), (i) => shown.find((tie) => tie.actor === i).count);
  radii.set(view.actor, 38);
  for (const [side, list] of Object.entries(sides)) {
    placeSide(places, list, side, radii);
    for (const tie of list) labels.set(tie.actor, side);
  }
  const inside = new Set(shown.map((tie) => tie.actor));
  const edges = graph.edges.filter((e) => touches(e, view) && (inside.has(e.from) || inside.has(e.to)));
  return { nodes: [view.actor, ...inside], edges, places, labels, sizes: radii, headings: headings(sides, places), totals: [ties.length + 1, ties.reduce((sum, tie) => sum + tie.edges, 0)], more: ties.length > limit, around: true };
}

const sideOf = (tie) => (tie.negative > tie.positive ? "left" : tie.positive > tie.negative ? "right" : "below");

// Places a side's actors in curved columns (a row below), the busiest in the middle of the nearest.
function placeSide(places, list, side, radii) {
  const most = side === "below" ? 6 : 13;
  const count = Math.ceil(list.length / Math.max(1, Math.ceil(list.length / most)));
  for (let start = 0, arc = 0; start < list.length; start += count, arc += 1) {
    const part = list.slice(start, start + count);
    const order = part.map((tie, k) => ({ tie, slot: k % 2 ? -(k + 1) / 2 : k / 2 })).sort((a, b) => a.slot - b.slot).map(({ tie }) => tie.actor);
    const gaps = order.map((i) => (side === "below" ? 150 : Math.max(54, 2 * radii.get(i) + 10)));
    let at = -gaps.reduce((sum, gap) => sum + gap, 0) / 2;
    order.forEach((i, k) => {
      const along = at + gaps[k] / 2;
      at += gaps[k];
      const bow = Math.sqrt(Math.max(0, 1 - (along / 460) ** 2));
      if (side === "below") places.set(i, { x: along, y: 330 + arc * 90 });
      else places.set(i, { x: (side === "left" ? -1 : 1) * (210 + 150 * bow + arc * 250), y: along });
    });
  }
}

// The names of the sides that hold someone, and where they stand: above the columns, under the row.
function headings(sides, places) {
  const at = { left: ["sideAgainst", "negative"], right: ["sideFor", "positive"], below: ["sideMixed", "soft"] };
  return Object.keys(sides).filter((side) => sides[side].length).map((side) => {
    const spots = sides[side].map((tie) => places.get(tie.actor));
    const [key, colour] = at[side];
    if (side === "below") return { x: 0, y: Math.max(...spots.map((spot) => spot.y)) + 78, key, colour };
    return { x: side === "left" ? -320 : 320, y: Math.min(...spots.map((spot) => spot.y)) - 70, key, colour };
  });
}

function pairScene(model, view, graph) {
  const [a, b] = view.pair;
  const edges = graph.edges.filter((e) => touches(e, view));
  return { nodes: [a, b], edges, sizes: new Map([[a, 36], [b, 36]]), places: new Map([[a, { x: -210, y: 0 }], [b, { x: 210, y: 0 }]]), totals: [2, edges.length], more: false, around: true };
}

// Whom an actor has to do with: counts by polarity, most first.
function counterparts(edges, actor) {
  const found = new Map();
  for (const edge of edges) {
    if (edge.from !== actor && edge.to !== actor) continue;
    const other = edge.from === actor ? edge.to : edge.from;
    if (!found.has(other)) found.set(other, { actor: other, count: 0, positive: 0, negative: 0, neutral: 0, edges: 0 });
    const tie = found.get(other);
    tie.count += edge.count;
    tie.edges += 1;
    tie[polarityName(edge.polarity)] += edge.count;
  }
  return [...found.values()].sort((x, y) => y.count - x.count || x.actor - y.actor);
}
