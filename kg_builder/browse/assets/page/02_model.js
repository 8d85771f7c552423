// The page's data as objects that point at each other by number.
const DAY = 86400000;
const POLARITIES = ["negative", "neutral", "positive"];
const polarityName = (polarity) => POLARITIES[Math.sign(polarity) + 1];

// "2022", "2022-03" or "2022-03-23" as first and last day since 1970, or null.
function span(date) {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(date || "");
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2] || 0), Number(match[3] || 0)];
  if (month > 12 || day > 31) return null;
  const at = (y, m, d) => Math.round(Date.UTC(y, m, d) / DAY);
  if (day) return [at(year, month - 1, day), at(year, month - 1, day)];
  if (month) return [at(year, month - 1, 1), at(year, month, 1) - 1];
  return [at(year, 0, 1), at(year + 1, 0, 1) - 1];
}

function readModel(raw) {
  const articles = raw.articles.map(([id, title, published, url, lang, medium], i) => ({ i, id, title, published, url, lang, medium }));
  const actors = raw.actors.map((one, i) => ({ offices: [], other: [], ...one, i, statements: [] }));
  const sentences = raw.sentences.map(([article, text]) => ({ article: articles[article], text }));
  const statements = raw.statements.map((row, i) => readStatement(raw, row, i, sentences));
  for (const one of statements) {
    for (const actor of new Set([one.source, one.target])) if (actor >= 0) actors[actor].statements.push(one.i);
  }
  const edges = raw.edges.map(([from, to, polarity, several], id) => ({ id, from, to, polarity, statements: several }));
  const places = raw.nodes.map(([x, y]) => ({ x, y }));
  return { raw, articles, actors, sentences, statements, edges, places, types: raw.types, byKey: new Map(actors.map((a) => [a.key, a.i])), byId: new Map(statements.map((one) => [one.id, one.i])) };
}

function readStatement(raw, row, i, sentences) {
  const one = { i };
  raw.columns.forEach((name, column) => { one[name] = column < row.length ? row[column] : raw.absent[name]; });
  one.kind = raw.kinds[one.kind];
  one.factuality = raw.factualities[one.factuality];
  one.typeName = raw.types[one.type].name;
  one.text = sentences[one.sentence].text;
  one.article = sentences[one.sentence].article;
  one.day = one.date || one.article.published;
  one.span = span(one.day);
  one.firm = one.factuality === "asserted" && one.within < 0;
  return one;
}

// Edges of an actor, by number of the edge.
function edgesOf(model, actor) {
  return model.edges.filter((edge) => edge.from === actor || edge.to === actor);
}

function between(model, a, b) {
  return (one) => one.kind !== "quotation" && ((one.source === a && one.target === b) || (one.source === b && one.target === a));
}
