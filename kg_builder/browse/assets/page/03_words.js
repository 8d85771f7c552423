// The interface in two languages, and how dates and numbers are written in each.
let strings = {};
let language = "en";

function t(key, values) {
  const text = strings[key]?.[language] ?? strings[key]?.en ?? key;
  return values ? text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole)) : text;
}

const locale = () => (language === "de" ? "de-DE" : "en-GB");
// Making a formatter takes far longer than using it: one for each language and form.
const formatters = new Map();

function formatter(kind, options) {
  const key = JSON.stringify([kind.name, locale(), options]);
  if (!formatters.has(key)) formatters.set(key, new kind(locale(), options));
  return formatters.get(key);
}

const number = (value) => formatter(Intl.NumberFormat).format(value);
const nStatements = (count) => (count === 1 ? t("oneStatement") : t("nStatementsLong", { n: number(count) }));
const labelOf = (actor) => actor.label[language] || actor.label.en || actor.id;
const typeLabel = (type) => type.label[language] || type.label.en;

function languageName(code) {
  return strings["lang_" + code] ? t("lang_" + code) : code || t("unknown");
}

// A date as precise as it is known: 2022, March 2022, 23 March 2022.
function dateText(date) {
  const match = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(date || "");
  if (!match || !span(date)) return t("undated");
  const options = { year: "numeric", timeZone: "UTC" };
  if (match[2]) options.month = "short";
  if (match[3]) options.day = "numeric";
  return formatter(Intl.DateTimeFormat, options).format(span(date)[0] * DAY);
}

const dayText = (day, options) => formatter(Intl.DateTimeFormat, { timeZone: "UTC", ...options }).format(day * DAY);

function translatePage() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", t(element.dataset.tLabel));
  for (const element of document.querySelectorAll("[data-t-placeholder]")) element.setAttribute("placeholder", t(element.dataset.tPlaceholder));
  document.title = document.querySelector(".brand-name").textContent;
  byId("language").setAttribute("lang", language === "de" ? "en" : "de");
  byId("language").setAttribute("title", t("languageHint"));
}
