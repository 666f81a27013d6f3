// Finds clauses. The index of the page's language and MiniSearch are asked for at the first search, not before; that of
// past texts when somebody asks for these.
//
// Japanese has no spaces between words, so the index holds pairs of characters: 開示請求 also finds 開示等の請求. What pairs
// find is then put in order by whole words: those in the heading first, then those in the text, then the rest.
const MOST = 100; // results shown
const TITLE = 40; // characters that stand in the place of a heading where a clause has none
const BEFORE = 40; // characters of an excerpt before the first word found
const LENGTH = 160; // characters of an excerpt

const JAPANESE = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー]`;
const LETTER = String.raw`(?:(?!${JAPANESE})[\p{L}\p{M}\p{N}])`;
const RUNS = new RegExp(`${JAPANESE}+|${LETTER}+`, "gu");
const IS_JAPANESE = new RegExp(JAPANESE, "u");
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu; // variation selectors among them
const GAP = String.raw`(?<=${JAPANESE}\p{M}*)\s+|\s+(?=${JAPANESE})`; // where a line was typed to its end; Japanese has no spaces
const GAPS = new RegExp(GAP, "gu");
const CLUSTERS = new RegExp(`(${GAP})|.[\\p{M}ﾞﾟ]*`, "gsu");
const FORMS = new Map(); // old forms of characters and those of names, each with the one that it is found by

const folded = (text) => Array.from(text.normalize("NFKC").toLowerCase().replace(UNSEEN, ""), (one) => FORMS.get(one) ?? one).join("");
const flowing = (text) => folded(text.replace(GAPS, "")); // what is searched, while what is typed into the field has words
const words = (query) => [...new Set(folded(query).split(/[^\p{L}\p{M}\p{N}]+/u))].filter(Boolean);

// Text becomes words of other scripts and pairs of Japanese characters, the last one of a run alone.
function tokens(text) {
  return (flowing(text).match(RUNS) ?? []).flatMap((run) =>
    IS_JAPANESE.test(run) ? Array.from({ length: run.length }, (_, at) => run.slice(at, at + 2)) : [run],
  );
}

// In what is sought that last one would find too much, unless it is all there is.
function sought(text) {
  return (folded(text).match(RUNS) ?? []).flatMap((run) =>
    IS_JAPANESE.test(run) && run.length > 1 ? tokens(run).slice(0, -1) : [run],
  );
}

// A word may go on, as “cookie” does in “cookies”; words of other scripts than Japanese must begin where a word begins.
const pattern = (word) => new RegExp((IS_JAPANESE.test(word[0]) ? "" : `(?<!${LETTER})`) + word, "gu");

async function load(index) {
  const parts = [import("./minisearch.js"), import("./variants.js"), fetch(index)];
  const [{ default: MiniSearch }, { default: variants }, answer] = await Promise.all(parts);
  if (!answer.ok) throw new Error(answer.statusText);
  const { pages, synonyms = [] } = await answer.json();
  for (const [first, ...others] of variants) others.forEach((one) => FORMS.set(one, first));
  const clauses = pages.flatMap((page) => page.entries.map((entry) => clause(page, entry))).map((one, id) => ({ ...one, id, index }));
  const engine = new MiniSearch({ fields: ["heading", "text"], tokenize: tokens, processTerm: (term) => term });
  engine.addAll(clauses);
  return { clauses, engine, synonyms: synonyms.map((group) => group.map(folded)) };
}

function clause(page, entry) {
  const label = entry.anchor ? entry.label : page.title;
  const heading = entry.gist ? "" : flowing(label); // a plain-language note is found by its own words
  const own = `${heading}\n${flowing(entry.text)}`;
  return { ...entry, page, label, heading, own, all: `${own}\n${flowing(page.title)}` };
}

const loading = new Map();
function loaded(index) {
  if (!loading.has(index)) loading.set(index, load(index).catch((error) => (loading.delete(index), Promise.reject(error))));
  return loading.get(index);
}

// The queries that say the same in other words: 定期便の退会 for 定期便の解約. What they find whole comes after what is found whole
// by the words typed, and before what only comes near these. What only comes near in other words is told where nothing else is.
function* reworded(query, synonyms) {
  for (const group of synonyms) {
    for (const word of group) {
      const said = pattern(word);
      if (query.search(said) >= 0) yield* group.filter((other) => other !== word).map((other) => ({ query: query.replace(said, other), word: pattern(other) }));
    }
  }
}

// What is in force comes before what is past where both are as close.
async function find(query, indexes) {
  const there = await Promise.all(indexes.map(loaded));
  const others = [...reworded(folded(query), there[0].synonyms)];
  const found = there.flatMap((one, turn) => within(query, others, one).map((hit) => ({ ...hit, turn })));
  return found.sort((one, other) => one.rank - other.rank || one.turn - other.turn || other.score - one.score || one.clause.id - other.clause.id);
}

function within(query, others, there) {
  const found = new Map(once(query, there).map((one) => [one.clause, one]));
  const further = others.flatMap(({ query: other, word }) => once(other, there).filter(({ clause }) => clause.own.search(word) >= 0));
  for (const one of further) if (one.rank < 3 && !(found.get(one.clause)?.rank < 3)) found.set(one.clause, { ...one, rank: 2.5 + one.rank / 8 });
  if (!found.size) for (const one of further) found.set(one.clause, one);
  return [...found.values()];
}

function once(query, { clauses, engine }) {
  const asked = words(query).map((word) => Object.assign(pattern(word), { word, tokens: sought(word) }));
  const hits = engine
    .search(query, {
      tokenize: sought,
      boost: { heading: 4 },
      prefix: (term) => term.length > 2 || (term.length === 1 && IS_JAPANESE.test(term)),
      fuzzy: (term) => (/^\p{L}{5,}$/u.test(term) && !IS_JAPANESE.test(term) ? 0.2 : 0),
    })
    .map((hit) => ({ ...hit, clause: clauses[hit.id] }));
  const close = hits.filter((hit) => asked.every((word) => named(word, hit)) && asked.some((word) => near(word, hit)));
  const chosen = close.length ? close : hits.filter((hit) => asked.some((word) => near(word, hit)));
  return chosen.map((hit) => ({ clause: hit.clause, score: hit.score, rank: rank(asked, hit.clause), marks: marks(asked, hit) }));
}

// Whether at least half of a word is in the clause, or the word in the title of its page.
const near = (word, hit) => 2 * word.tokens.filter((token) => hit.queryTerms.includes(token)).length >= word.tokens.length;
const named = (word, hit) => near(word, hit) || flowing(hit.clause.page.title).search(word) >= 0;

function rank(asked, { heading, own, all }) {
  const found = [heading, own, all].findIndex((text) => asked.every((word) => text.search(word) >= 0));
  return found < 0 ? 3 : found;
}

// What to mark: the words themselves, and where one is not there whole, what came near it.
function marks(asked, { clause: { own }, terms }) {
  const there = asked.filter((word) => own.search(word) >= 0);
  const rest = there.length < asked.length ? terms.filter((term) => !there.some(({ word }) => word.includes(term))) : [];
  return [...there, ...rest.map(pattern)];
}

// Where patterns occur in a text, as places in the text before it was folded: ㈱ is one character there and three here.
function places(text, patterns) {
  let plain = "";
  const start = [];
  const end = [];
  for (const { 0: cluster, 1: gap, index } of text.matchAll(CLUSTERS)) {
    const part = gap ? "" : folded(cluster);
    plain += part;
    for (let at = 0; at < part.length; at++) start.push(index) && end.push(index + cluster.length);
  }
  const found = patterns.flatMap((one) => [...plain.matchAll(one)].map(({ 0: { length }, index }) => [start[index], end[index + length - 1]]));
  return found.sort((one, other) => one[0] - other[0]).reduce(joined, []);
}

function joined(ranges, [from, to]) {
  const last = ranges.at(-1);
  if (last && from <= last[1]) last[1] = Math.max(last[1], to);
  else ranges.push([from, to]);
  return ranges;
}

function marked(text, patterns) {
  const parts = [];
  let done = 0;
  for (const [from, to] of places(text, patterns)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    parts.push(text.slice(done, from), mark);
    done = to;
  }
  return [...parts, text.slice(done)];
}

// The part of a text around the first word found; it begins at a word or sentence, where one begins nearby.
function excerpt(text, patterns) {
  const first = places(text, patterns)[0]?.[0] ?? 0;
  let from = first > BEFORE ? first - BEFORE : 0;
  if (from) from += Math.max(0, text.slice(from, first).search(/(?<=[\s。、，．])/u));
  return (from ? "…" : "") + cut(text.slice(from), LENGTH);
}

// The beginning of a text, without half a word of Latin letters at its end.
const cut = (text, length) => (text.length > length ? `${text.slice(0, length).replace(/\s\p{sc=Latin}+$/u, "")}…` : text);

// What stands in the place of a heading: the whole of a short clause, or the first words of one that nothing else names.
function instead({ anchor, trail, headed, text }) {
  if (!anchor || headed) return "";
  return text.length <= TITLE || !trail.length ? ` ${cut(text, TITLE)}` : "";
}

// A result, made from a template; where that has no label of its own, the link is named by it.
function shown({ clause, marks }, item, note) {
  const { page, index, anchor, trail, label, text, gist } = clause;
  const made = document.importNode(item, true);
  const [title, link, said] = [".kicker", "a", ".excerpt"].map((name) => made.querySelector(name));
  const named = made.querySelector(".label") ?? link;
  const name = label + instead(clause);
  link.href = new URL(anchor ? `${page.address}#${encodeURIComponent(anchor)}` : page.address, new URL(index, location));
  named.append(...trail.map((outer) => `${outer} › `), ...marked(name, marks));
  if (page.lang) (anchor ? title : named).lang = page.lang;
  title.textContent = [anchor && page.title, page.note, gist && note].filter(Boolean).join(" · ");
  if (!title.textContent) title.remove();
  if (text && !name.endsWith(` ${text}`)) said.append(...marked(excerpt(text, marks), marks));
  else said.remove();
  return made;
}

// What shows results for a query in a place: a form, beside it what is told, a list, and a template for its items.
function shower(place, form) {
  const { index, past, most = MOST } = form.dataset;
  const told = place.querySelector(".told");
  const list = place.querySelector(".found");
  const listed = place.querySelector(".listed"); // all policies, where nothing is found
  const item = place.querySelector("template").content;
  let latest = 0;

  function tell(key, values = {}) {
    told.textContent = (told.dataset[key] ?? "").replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  return async (query) => {
    const turn = ++latest;
    list.replaceChildren();
    if (!words(query).length) return tell("");
    tell("wait");
    try {
      const found = await find(query, form.elements.past?.checked ? [index, past] : [index]);
      if (turn !== latest) return;
      list.replaceChildren(...found.slice(0, most).map((one) => shown(one, item, told.dataset.gist)));
      const count = found.length;
      listed?.toggleAttribute("hidden", count > 0);
      listed?.classList.remove("unscripted");
      tell(count > most ? "top" : ["none", "one"][count] ?? "many", { query, count, shown: most });
    } catch {
      if (turn === latest) tell("failed");
    }
  };
}

// A search at the top of every page: results follow what is typed; Enter leads to the search page.
function live(form, show) {
  const field = form.elements.q;
  const now = (event) => event?.isComposing || show(field.value.trim());
  field.addEventListener("input", now);
  field.addEventListener("compositionend", () => now());
  now();
}

// The search page, whose address says what is sought, and whether in past texts too.
function addressed(form, show) {
  const { q, past } = form.elements;
  const asked = () => {
    const said = new URL(location).searchParams;
    return { query: said.get("q")?.trim() ?? "", before: Boolean(past) && said.has("past") };
  };

  function restore() {
    const { query, before } = asked();
    q.value = query;
    if (past) past.checked = before;
    show(query);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(location);
    const { query, before } = asked();
    const now = q.value.trim();
    address.searchParams.set("q", now);
    if (past?.checked) address.searchParams.set("past", past.value);
    else address.searchParams.delete("past");
    if (now !== query || Boolean(past?.checked) !== before) history.pushState(null, "", address);
    show(now);
  });
  past?.addEventListener("change", () => q.value.trim() && form.requestSubmit());
  addEventListener("popstate", restore);
  for (const one of document.querySelectorAll(".unscripted")) one.hidden = true;
  if (asked().query) restore(); // without a query in the address, what was typed while the script was on its way stays
}

for (const place of document.querySelectorAll(".searching")) {
  const form = place.querySelector(".find");
  ("live" in form.dataset ? live : addressed)(form, shower(place, form));
}
