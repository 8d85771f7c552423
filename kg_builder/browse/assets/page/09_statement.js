// One statement as people read it: who towards whom, the sentence, where it comes from.
function statementCard(app, one, chosen) {
  const { model } = app;
  const polarity = polarityName(one.polarity);
  return h("li", { class: "statement" + (chosen ? " chosen" : ""), id: chosen ? "chosen" : null },
    h("div", { class: "statement-head" },
      h("span", { class: `type ${polarity}`, title: model.types[one.type].about || null }, signText(one), one.office ? one.office[language] : typeLabel(model.types[one.type])),
      parties(app, one),
      h("span", { class: "day" }, dateText(one.day))),
    h("p", { class: "sentence", lang: one.article.lang || null }, highlighted(one)),
    h("div", { class: "meta" }, ...metaParts(app, one)),
    h("p", { class: "origin" }, origin(one)));
}

const signText = (one) => (one.polarity > 0 ? "+ " : one.polarity < 0 ? "− " : "");

function parties(app, one) {
  const name = (actor, none) => (actor >= 0 ? button({}, () => app.open({ actor }), clip(labelOf(app.model.actors[actor]), 60)) : h("span", {}, none));
  const lonely = one.target < 0 && one.kind !== "event";
  return h("span", { class: "parties" }, name(one.source, t("unknownSource")), one.target >= 0 ? [" → ", name(one.target, "")] : lonely && one.topic ? "" : "");
}

function metaParts(app, one) {
  const parts = [];
  if (one.kind === "office" || one.kind === "quotation") parts.push(h("span", {}, t(one.kind)));
  if (one.factuality !== "asserted") parts.push(h("span", { class: "tag" }, t(one.factuality)));
  if (one.within >= 0) parts.push(reporter(app, one));
  if (one.topic && !one.text.includes(one.topic)) parts.push(h("span", {}, `${t("about")}: ${one.topic}`));
  if (one.place) parts.push(h("span", {}, `${t("at")} ${one.place}`));
  parts.push(h("span", {}, t("certain", { n: Math.round(one.confidence * 100) })));
  parts.push(button({ class: "link-icon", "aria-label": t("linkStatement"), title: t("linkStatement") }, () => app.share({ statement: one.i }), icon("M6.5 9.5l3-3M7 5l1.8-1.8a2.8 2.8 0 0 1 4 4L11 9M9 11l-1.8 1.8a2.8 2.8 0 0 1-4-4L5 7")));
  return parts;
}

function reporter(app, one) {
  const parent = app.model.statements[one.within];
  const name = parent.source >= 0 ? labelOf(app.model.actors[parent.source]) : t("unknownSource");
  return button({ class: "tag" }, () => app.open({ statement: parent.i }), t("reportedBy", { name }));
}

// Title, medium and date of the article; a link only for http and https.
function origin(one) {
  const { title, id, medium, published, url } = one.article;
  const name = title || id;
  const rest = [medium, published ? dateText(published) : ""].filter(Boolean).join(", ");
  const link = webLink(url);
  const head = link ? h("a", { href: link, target: "_blank", rel: "noopener noreferrer nofollow", title: t("openArticle") }, name) : h("span", {}, name);
  return [head, rest ? ` · ${rest}` : ""];
}

function webLink(url) {
  try {
    const parsed = new URL(url);
    return ["http:", "https:"].includes(parsed.protocol) ? parsed.href : "";
  } catch {
    return "";
  }
}

// The sentence cut at every border of a highlight, each piece with all roles that cover it.
function highlighted(one) {
  const { text, marks } = one;
  const borders = [...new Set([0, text.length, ...marks.flatMap(([start, end]) => [start, end])])].sort((a, b) => a - b);
  const pieces = [];
  for (let k = 0; k + 1 < borders.length; k += 1) {
    const roles = marks.filter(([start, end]) => start <= borders[k] && end >= borders[k + 1]).map((mark) => mark[2]);
    const piece = text.slice(borders[k], borders[k + 1]);
    const classes = roles.filter((role) => role === "s" || role === "t").map((role) => `role-${role}`).join(" ");
    if (roles.includes("c")) pieces.push(h("mark", { class: `${polarityName(one.polarity)} ${classes}`.trim() }, piece));
    else pieces.push(classes ? h("span", { class: classes }, piece) : piece);
  }
  return pieces;
}

// Statements a screenful at a time, newest first.
function statementList(app, statements, options) {
  const step = 25;
  const { chosen = -1, shown = step } = options || {};
  const box = h("div", {});
  const draw = (count, focusAt) => {
    const list = h("ol", { class: "statements", role: "list", css: { "list-style": "none", margin: 0, padding: 0 } }, statements.slice(0, count).map((one) => statementCard(app, one, one.i === chosen)));
    const left = statements.length - count;
    replace(box, list, left > 0 ? button({ class: "wide" }, () => draw(count + step, count), t("moreStatements", { n: number(Math.min(step, left)) })) : null);
    if (focusAt !== undefined) list.children[focusAt]?.querySelector("button, a")?.focus();
  };
  draw(shown);
  return box;
}

const newestFirst = (a, b) => (b.span?.[1] ?? -1e9) - (a.span?.[1] ?? -1e9) || b.confidence - a.confidence || a.i - b.i;
