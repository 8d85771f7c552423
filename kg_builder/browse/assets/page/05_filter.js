// Which statements pass the filters, and how many would for each choice.
const facetValue = {
  polarity: (one) => polarityName(one.polarity),
  type: (one) => one.typeName,
  factuality: (one) => one.factuality,
  lang: (one) => one.article.lang,
  medium: (one) => one.article.medium,
};

function inTime(one, view) {
  if (view.from === null && view.to === null) return true;
  if (!one.span) return false;
  return (view.from === null || one.span[1] >= view.from) && (view.to === null || one.span[0] <= view.to);
}

// Flags by number of the statement, and for each facet its values with the count that the other filters leave.
function applyFilters(model, view) {
  const pass = new Uint8Array(model.statements.length);
  const timeless = new Uint8Array(model.statements.length);
  const counts = Object.fromEntries(FACETS.map((name) => [name, new Map()]));
  let total = 0;
  for (const one of model.statements) {
    if (one.confidence < view.confidence) continue;
    const missed = FACETS.filter((name) => view.facets[name].size && !view.facets[name].has(facetValue[name](one)));
    timeless[one.i] = missed.length === 0 ? 1 : 0;
    if (missed.length > 1 || !inTime(one, view)) continue;
    for (const name of FACETS) {
      if (missed.length === 0 || missed[0] === name) {
        const value = facetValue[name](one);
        counts[name].set(value, (counts[name].get(value) || 0) + 1);
      }
    }
    if (missed.length === 0) { pass[one.i] = 1; total += 1; }
  }
  return { pass, timeless, counts, total };
}

// Edges with what the filters leave of them, those with nothing left dropped; and involvement by actor.
function visibleGraph(model, pass) {
  const involved = new Uint32Array(model.actors.length);
  for (const one of model.statements) {
    if (!pass[one.i] || one.kind === "office") continue;
    if (one.source >= 0) involved[one.source] += 1;
    if (one.target >= 0 && one.target !== one.source) involved[one.target] += 1;
  }
  const edges = [];
  for (const edge of model.edges) {
    let count = 0;
    let firm = 0;
    for (const i of edge.statements) if (pass[i]) { count += 1; firm += model.statements[i].firm ? 1 : 0; }
    if (count) edges.push({ ...edge, count, firm });
  }
  edges.sort((a, b) => b.count - a.count || a.id - b.id);
  return { involved, edges };
}

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
