"use strict";
// Nothing of a document is ever HTML here: every text goes through textContent, every attribute that holds one is an
// address inside this page, encoded.
const loaded = new Map(), waiting = new Map();
function docmill_data(name, json) {
  const value = JSON.parse(json);
  loaded.set(name, value);
  (waiting.get(name) || (() => {}))(value);
  waiting.delete(name);
}
window.docmill_data = docmill_data;

function load(name) {
  if (loaded.has(name)) return Promise.resolve(loaded.get(name));
  return new Promise((found, lost) => {
    waiting.set(name, found);
    const script = document.createElement("script");
    script.src = `data/${name}.js`;
    script.onload = () => script.remove();
    script.onerror = () => lost(new Error(`data/${name}.js is not there`));
    document.head.append(script);
    for (const [kind, most] of [["doc", 8], ["list", 200]])
      if (name.startsWith(kind)) for (const old of [...loaded.keys()].filter((k) => k.startsWith(kind)).slice(0, -most)) loaded.delete(old);
  });
}

const main = document.getElementById("main"), tip = document.getElementById("tip"), box = document.getElementById("q");
const svg_space = "http://www.w3.org/2000/svg";
let overview, shown = 0;

function el(tag, text, cls, ...inside) {
  const e = document.createElement(tag);
  if (text !== undefined && text !== null) e.textContent = String(text);
  if (cls) e.className = cls;
  e.append(...inside);
  return e;
}
function link(to, text, cls) {
  const a = el("a", text, cls);
  a.href = to;
  return a;
}
function svg(tag, attributes, text) {
  const e = document.createElementNS(svg_space, tag);
  for (const [k, v] of Object.entries(attributes)) e.setAttribute(k, v);
  if (text !== undefined) e.textContent = text;
  return e;
}
const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
const find = (wanted) => "#/find?" + new URLSearchParams(wanted);
// Only of a run with `split-by` have documents ended so.
const outcomes = () => ["written", ...(overview.split ? ["split"] : []), "dropped", "failed"];
const cut = (text, most) => (text.length > most ? `${text.slice(0, most)} …` : text);
const name_of = (value) => (Object.hasOwn(overview.names, value) ? overview.names[value] : value);

// ---- the overview
function bars(title, rows, note) {
  const card = el("section", null, "card", el("h2", title));
  if (note) card.append(el("p", note, "note"));
  const table = el("table", null, "bars"), most = Math.max(1, ...rows.map((r) => r.n));
  for (const r of rows) {
    const head = el("th");
    head.scope = "row";
    head.title = r.name;
    head.append(r.to ? link(r.to, r.name) : r.name);
    const chart = svg("svg", { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" });
    chart.append(svg("rect", { x: 0, y: 0, width: Math.max(0.5, (100 * r.n) / most).toFixed(2), height: 8, rx: 1 }));
    table.append(el("tr", null, r.cls || "", head, el("td", number(r.n), "n"), el("td", null, null, chart)));
  }
  card.append(table);
  return rows.length ? card : "";
}

// Months without documents stand between the others, so that a gap is seen; not where that would be more than ten years.
function calendar(months) {
  const sorted = [...months].sort((a, b) => (a.name < b.name ? -1 : 1)), index = (m) => 12 * m.name.slice(0, 4) + Number(m.name.slice(5));
  const first = index(sorted[0]), span = index(sorted.at(-1)) - first + 1;
  if (span > 120) return { shown: sorted.slice(-120), note: "Months without documents are left out." };
  const shown = Array.from({ length: span }, (_, i) => ({ name: `${String(Math.floor((first + i - 1) / 12)).padStart(4, "0")}-${String(((first + i - 1) % 12) + 1).padStart(2, "0")}`, count: 0 }));
  for (const m of sorted) shown[index(m) - first].count = m.count;
  return { shown, note: "" };
}

function timeline(months) {
  if (!months.length) return "";
  const { shown: sorted, note } = calendar(months), most = Math.max(...sorted.map((m) => m.count));
  const width = 900, step = width / sorted.length, chart = svg("svg", { viewBox: `0 0 ${width} 130`, role: "img", "aria-label": `Documents by month, ${sorted[0].name} to ${sorted.at(-1).name}` });
  sorted.forEach((m, i) => {
    const h = (90 * m.count) / most, r = svg("rect", { x: (i * step + 1).toFixed(1), y: (105 - h).toFixed(1), width: Math.max(1, Math.min(step - 2, 40)).toFixed(1), height: h.toFixed(1), rx: 2 });
    r.append(svg("title", {}, `${m.name}: ${m.count}`));
    chart.append(r);
    if (m.count && sorted.length <= 40) chart.append(svg("text", { x: (i * step + 1).toFixed(1), y: (102 - h).toFixed(1) }, number(m.count)));
    if (i % Math.ceil(sorted.length / 10) === 0) chart.append(svg("text", { x: (i * step + 1).toFixed(1), y: 122 }, m.name));
  });
  return el("section", null, "card timeline", el("h2", "When the documents are from"), chart, note ? el("p", note, "note") : "");
}

// A sentence with its figure marked, and a link to its document.
function said({ document: n, words, sentence }) {
  const at = sentence.indexOf(words), cell = el("td");
  cell.dir = "auto";
  cell.append(sentence.slice(0, at), el("mark", words), sentence.slice(at + words.length), " ", link(`#/doc/${n}`, "→ document"));
  return cell;
}
function figures(o) {
  if (!o.figures.length) return "";
  const table = el("table", null, "table");
  for (const { name, unit, one, other } of o.figures) {
    const head = el("th", null, null, name, el("small", unit));
    head.scope = "row";
    table.append(el("tr", null, null, head, said(one), said(other)));
  }
  const left_out = o.figures_left_out ? `; ${number(o.figures_left_out)} more sentences were not compared` : "";
  return el("section", null, "card figures", el("h2", "Different figures for one thing?"), el("p", `Sentences of two documents that name the same, share most of their words and have another figure: ${number(o.figures.length)} of ${number(o.figures_found)}${left_out}.`, "note"), table);
}

function show_overview() {
  const o = overview, page = [el("h1", `Run of ${o.pipeline || "a pipeline"}`)], tiles = el("div", null, "tiles");
  const tile = (n, what, to) => {
    const a = link(to, null, "tile");
    a.append(el("b", number(n)), el("span", what));
    tiles.append(a);
  };
  tile(o.documents, "documents", find({}));
  for (const what of outcomes()) tile(o[what], what, find({ outcome: what }));
  const grid = el("div", null, "overview");
  grid.append(bars("Why documents were dropped or failed", o.reasons.map((r) => ({ name: `${r.stage}: ${r.code}`, n: r.documents, cls: r.outcome, to: find({ outcome: r.outcome, reason: `${r.stage} ${r.code}` }) }))));
  if (!o.records) grid.append(el("section", "Languages, lengths and entities are not known: the run left no records (a writer with format = \"jsonl\").", "card note"));
  grid.append(bars("Languages", o.languages.map((l) => ({ name: l.name, n: l.count, to: find({ language: l.name }) }))));
  for (const [layer, l] of Object.entries(o.lengths))
    grid.append(bars(`Length of ${layer}`, l.classes.map((c) => ({ name: c.below === null ? `from ${number(c.from)}` : `${number(c.from)} to ${number(c.below)}`, n: c.texts })), `characters: ${number(l.shortest)} to ${number(l.longest)}`));
  grid.append(bars("Confidence of the cleaner", [...o.confidence].sort((a, b) => (a.name < b.name ? -1 : 1)).map((c) => ({ name: `from ${c.name}`, n: c.count }))));
  for (const [layer, s] of Object.entries(o.spans)) {
    if (!s.spans) continue;
    grid.append(bars(layer === "removed" ? "What was removed" : `${layer}, by label`, s.labels.map((l) => ({ name: l.name, n: l.count })), `${number(s.spans)} in ${number(s.documents)} documents`));
    grid.append(bars(`${layer}, most often`, s.values.slice(0, 20).map((v) => ({ name: name_of(v.name), n: v.count, to: Object.hasOwn(o.names, v.name) ? find({ q: name_of(v.name) }) : null }))));
  }
  grid.append(bars("Named together", o.together.slice(0, 20).map(([a, b, n]) => ({ name: `${name_of(a)} · ${name_of(b)}`, n, to: find({ q: name_of(a) + " + " + name_of(b) }) })), "in how many documents both are named"));
  grid.append(bars("Remarks on documents", o.notes.map((n) => ({ name: n.name, n: n.count }))));
  page.push(tiles, timeline(o.months), grid, figures(o));
  main.replaceChildren(...page);
}

// ---- search
function chooser(label, options, chosen, change) {
  const select = el("select");
  select.setAttribute("aria-label", label);
  for (const [value, text] of options) {
    const option = el("option", text);
    option.value = value;
    option.selected = value === chosen;
    select.append(option);
  }
  select.onchange = () => change(select.value);
  return select;
}

async function show_list(query) {
  const turn = ++shown, wanted = Object.fromEntries(query), words = (wanted.q || "").toLocaleLowerCase("en").split(" + ").map((w) => w.trim()).filter(Boolean);
  const change = (key) => (value) => {
    const next = { ...wanted, [key]: value };
    for (const k of Object.keys(next)) if (!next[k]) delete next[k];
    location.hash = find(next);
  };
  const filters = el("div", null, "filters");
  filters.append(chooser("Outcome", [["", "every outcome"], ...outcomes().map((what) => [what, what])], wanted.outcome || "", change("outcome")));
  filters.append(chooser("Language", [["", "every language"], ...overview.languages.map((l) => [l.name, l.name])], wanted.language || "", change("language")));
  filters.append(chooser("Reason", [["", "every reason"], ...overview.reasons.map((r) => [`${r.stage} ${r.code}`, `${r.stage}: ${r.code}`])], wanted.reason || "", change("reason")));
  const count = el("p", "searching …", "facts"), list = el("ol", null, "list"), more = el("button", "Show more");
  count.setAttribute("aria-live", "polite");
  more.hidden = true;
  main.replaceChildren(el("h1", wanted.q ? `“${wanted.q}”` : "Documents"), filters, count, el("section", null, "card", list, more));
  const hits = [], most_hits = 10000;
  let found = 0, not_whole = 0, read = 0;
  const fits = ([id, title, outcome, language, , names, stage, code]) =>
    (!wanted.outcome || outcome === wanted.outcome) && (!wanted.language || language === wanted.language) && (!wanted.reason || `${stage} ${code}` === wanted.reason) &&
    words.every((w) => [id, title, ...names].some((t) => t.toLocaleLowerCase("en").includes(w)));
  let at = 0;
  const draw = (until) => {
    for (; at < Math.min(until, hits.length); ++at) {
      const [n, [id, title, outcome, language, length, names, stage, code]] = hits[at];
      const facts = [title ? cut(id, 120) : "", language, length ? `${number(length)} characters` : "", stage ? `${stage}: ${code}` : "", names.slice(0, 6).join(" · ")].filter(Boolean);
      list.append(el("li", null, null, link(`#/doc/${n}`, title || cut(id, 200)), " ", outcome === "written" ? "" : el("span", outcome, `${outcome} word`), el("small", facts.join(" — "))));
    }
    more.hidden = at >= hits.length;
  };
  more.onclick = () => draw(at + 100);
  for (let i = 0; i < overview.lists; ++i) {
    const rows = await load(`list-${i}`);
    if (turn !== shown) return;
    rows.forEach((row, j) => {
      if (fits(row) && ++found <= most_hits) hits.push([i * overview.rows_in_list + j, row]);
      if (row[8]) ++not_whole;
    });
    read += rows.length;
    if (at < 100) draw(100);
    if (i + 1 < overview.lists) count.textContent = `searching … ${number(found)} of ${number(read)} documents so far`;
  }
  draw(Math.max(at, 100));
  count.textContent = `${number(found)} of ${number(overview.documents)} documents`;
  const limits = [];
  if (found > most_hits) limits.push(`The first ${number(most_hits)} are listed; filter for the others.`);
  if (words.length && not_whole) limits.push(`${number(not_whole)} documents name more than is searched here: of each the first 200 names.`);
  if (limits.length) count.after(el("p", limits.join(" "), "note"));
}

// ---- one document
const encoder = new TextEncoder();
function places(text, unit) {
  // Byte, code point or UTF-16 place -> index into the string.
  if (unit === "utf16") return (p) => Math.min(p, text.length);
  const at = [];
  let i = 0;
  for (const c of text) {
    const size = unit === "byte" ? encoder.encode(c).length : 1;
    for (let k = 0; k < size; ++k) at.push(i);
    i += c.length;
  }
  return (p) => (p < at.length ? at[p] : text.length);
}

function told(span, layer) {
  const list = el("dl"), row = (k, v) => v !== null && v !== undefined && v !== "" && list.append(el("dt", k), el("dd", typeof v === "object" ? JSON.stringify(v) : v));
  row("layer", layer);
  for (const [k, v] of Object.entries(span)) if (!["start", "end", "source_start", "source_end"].includes(k)) row(k, typeof v === "string" ? cut(v, 300) : v);
  if (typeof span.source_start === "number") row("source", `bytes ${span.source_start} to ${span.source_end}`);
  return list;
}

function source_of(doc) {
  if (typeof doc.source === "string") return { bytes: encoder.encode(doc.source), decode: (b) => new TextDecoder().decode(b) };
  if (typeof doc.source64 !== "string") return null;
  let decoder;
  try { decoder = new TextDecoder(doc.charset); } catch { decoder = new TextDecoder("latin1"); }
  return { bytes: Uint8Array.from(atob(doc.source64), (c) => c.charCodeAt(0)), decode: (b) => decoder.decode(b) };
}

function show_source(panel, source, start, end) {
  const around = 300, inside = 4000, stop = Math.min(end, start + inside);
  const from = Math.max(0, start - around), to = Math.min(source.bytes.length, stop + around);
  const is_cut = (at) => at < source.bytes.length && (source.bytes[at] & 0xc0) === 0x80;
  let left = from, right = to;
  while (left < start && is_cut(left)) ++left;
  while (right > stop && is_cut(right)) --right;
  const mark = el("mark", source.decode(source.bytes.subarray(start, stop)) + (stop < end ? " …" : ""));
  const text = el("div", null, "bytes", left ? "… " : "", source.decode(source.bytes.subarray(left, start)), mark, source.decode(source.bytes.subarray(stop, right)), right < source.bytes.length ? " …" : "");
  panel.replaceChildren(el("h2", `Source, bytes ${number(start)} to ${number(end)}`), text);
  mark.scrollIntoView({ block: "nearest" });
}

const most_marks = 5000, most_text = 1000000;
// The text of a layer, with buttons for what was linked in it; behind it what of a huge one is not shown.
function marked(whole, name, record, choose) {
  const text = whole.slice(0, most_text);
  const at = places(text, record.offsets), spans = [], over = record.layers || {};
  for (const [layer, list] of Object.entries(record))
    if (Array.isArray(list) && over[layer] && over[layer].over === name)
      for (const s of list) if (typeof s.start === "number" && typeof s.value === "string") spans.push([at(s.start), at(s.end), s, layer]);
  spans.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  const out = el("div", null, "text"), labels = [];
  out.dir = "auto";
  let done = 0, n = 0;
  for (const [start, end, span, layer] of spans) {
    if (start < done || end <= start || end > text.length) continue;
    if (n++ >= most_marks) continue;
    out.append(text.slice(done, start));
    const label = String(span.label);
    if (!labels.includes(label)) labels.push(label);
    const button = el("button", text.slice(start, end), `m h${labels.indexOf(label) % 8}`);
    button.type = "button";
    button.onclick = () => choose(button, span, layer);
    button.onmouseenter = button.onfocus = () => {
      tip.replaceChildren(told(span, layer));
      tip.hidden = false;
      const r = button.getBoundingClientRect();
      tip.style.left = `${Math.max(8, Math.min(r.left, innerWidth - tip.offsetWidth - 8))}px`;
      tip.style.top = `${r.bottom + tip.offsetHeight + 8 < innerHeight ? r.bottom + 6 : r.top - tip.offsetHeight - 6}px`;
    };
    button.onmouseleave = button.onblur = () => (tip.hidden = true);
    out.append(button);
    done = end;
  }
  out.append(text.slice(done));
  const limits = [];
  if (text.length < whole.length) limits.push(`These are the first ${number(text.length)} of ${number(whole.length)} characters.`);
  if (n > most_marks) limits.push(`The first ${number(most_marks)} of ${number(n)} words that were linked are marked.`);
  return limits.length ? [el("p", limits.join(" "), "note"), out] : [out];
}

function attribute_card(name, values) {
  const list = el("dl"), all = Object.entries(values).filter(([, v]) => v !== null), most = 200;
  for (const [k, v] of all.slice(0, most)) list.append(el("dt", cut(k, 200)), el("dd", cut(typeof v === "object" ? JSON.stringify(v) : String(v), 2000)));
  if (all.length > most) list.append(el("dt", "…"), el("dd", `${number(all.length - most)} more`));
  return list.children.length ? el("section", null, "card", el("h2", name), list) : "";
}

const most_rows = 2000;
function removed_card(name, spans, source) {
  const details = el("details", null, "card wide", el("summary", `${name}: ${number(spans.length)}`)), table = el("table", null, "table");
  details.ontoggle = () => {
    if (table.children.length) return;
    if (spans.length > most_rows) details.append(el("p", `The first ${number(most_rows)} of them.`, "note"));
    for (const s of spans.slice(0, most_rows)) {
      const words = source ? source.decode(source.bytes.subarray(s.source_start, s.source_end)) : "";
      table.append(el("tr", null, null, el("td", s.label), el("td", s.reason), el("td", null, null, el("span", words.slice(0, 2000), "gone"))));
    }
  };
  details.append(table);
  return details;
}

async function show_document(n) {
  if (n >= overview.documents) throw new Error(`there is no document ${number(n)}: the run has ${number(overview.documents)}, counted from 0`);
  const turn = ++shown, shard = await load(`docs-${Math.floor(n / overview.documents_in_shard)}`);
  if (turn !== shown) return;
  let doc = shard[n % overview.documents_in_shard];
  if (!doc) throw new Error(`there is no document ${n}`);
  if (doc.apart) doc = await load(`doc-${n}`);
  if (turn !== shown) return;
  const record = doc.record || {}, source = source_of(doc), body = el("div", null, "grid"), side = el("aside", null, "side"), panel = el("section", null, "card");
  panel.setAttribute("aria-live", "polite");
  const facts = el("section", null, "card", el("h2", "What was found"), el("p", "Choose a marked word.", "note"));
  panel.append(el("h2", "Source"), el("p", source ? "Choose a marked word: the bytes it stands for are lit here." : "The source was not at hand when the report was made.", "note"));
  side.append(facts, panel);
  const choose = (button, span, layer) => {
    document.querySelectorAll(".m.on").forEach((e) => e.classList.remove("on"));
    button.classList.add("on");
    side.classList.add("open");
    const candidates = Object.entries(record).filter(([k, v]) => /candidate/.test(k) && Array.isArray(v)).flatMap(([, v]) => v).filter((c) => c.source_start === span.source_start && c.source_end === span.source_end);
    facts.replaceChildren(el("h2", span.name || span.value), told(span, layer), el("p", null, "note", link(find({ q: span.name || span.value }), "all documents that name it")));
    for (const c of candidates) facts.append(told(c, "candidate"));
    if (source && typeof span.source_start === "number") show_source(panel, source, span.source_start, span.source_end);
  };
  const title = cut((record.article && record.article.title) || doc.id, 300);
  const pager = el("nav", null, "pager", n > 0 ? link(`#/doc/${n - 1}`, "← before") : el("span"), n + 1 < overview.documents ? link(`#/doc/${n + 1}`, "next →") : el("span"));
  pager.setAttribute("aria-label", "Documents before and behind");
  const problem = doc.error ? [el("p", `${doc.outcome} by ${doc.error.stage}: ${doc.error.message} (${doc.error.code})`, `${doc.outcome} word`)] : [];
  for (const note of doc.notes) problem.push(el("p", `${note.stage}: ${note.message} (${note.code})`, "note"));
  for (const [name, value] of Object.entries(record)) {
    const origin = record.layers && record.layers[name];
    if (typeof value !== "string" || !origin || name.includes("@")) continue;
    const card = el("section", null, "card wide", el("h2", `${name}, by ${origin.by}`), ...marked(value, name, record, choose));
    if (name === "text") body.prepend(card);
    else body.append(card);
  }
  for (const [name, value] of Object.entries(record)) {
    if (name === "layers" || name === "errors" || value === null || typeof value !== "object") continue;
    if (!Array.isArray(value)) body.append(attribute_card(name, value));
    else if (value.length && value[0].start === undefined) body.append(removed_card(name, value, source));
  }
  if (!doc.record && source) show_source(panel, source, 0, Math.min(4000, source.bytes.length));
  main.replaceChildren(pager, el("h1", title), el("p", `${doc.id === doc.place ? cut(doc.id, 300) : `${cut(doc.id, 300)} (${cut(doc.place, 300)})`}${doc.locator && doc.locator !== doc.id ? ` · ${cut(doc.locator, 300)}` : ""} · ${doc.outcome}${doc.charset ? ` · ${doc.charset}` : ""}`, "facts"), ...problem, el("div", null, "document", body, side));
}

// ---- where one is
async function go() {
  tip.hidden = true;
  const [path, query] = location.hash.replace(/^#/, "").split("?");
  try {
    overview = overview || (await load("overview"));
    document.getElementById("pipeline").textContent = overview.pipeline;
    const document_number = /^\/doc\/(\d{1,15})$/.exec(path), wanted = new URLSearchParams(query || "");
    if (path !== "/find") ++shown;
    if (document_number) await show_document(Number(document_number[1]));
    else if (path === "/find") {
      if (document.activeElement !== box) box.value = wanted.get("q") || "";
      await show_list(wanted);
    } else show_overview();
    if (path !== "/find") box.value = "";
  } catch (mistake) {
    main.replaceChildren(el("h1", "That is not here"), el("p", mistake.message, "facts"), link("#/", "to the overview"));
  }
  document.title = `${(main.querySelector("h1") || main).textContent.slice(0, 80)} · docmill report`;
}

window.onhashchange = () => go().then(() => (scrollTo(0, 0), document.activeElement === box || main.focus({ preventScroll: true })));
let pause;
document.getElementById("search").onsubmit = (e) => {
  e.preventDefault();
  location.hash = find({ q: box.value });
};
box.oninput = () => {
  clearTimeout(pause);
  pause = setTimeout(() => (location.hash = find({ q: box.value })), 250);
};
document.onkeydown = (e) => {
  if (e.key === "Escape") {
    tip.hidden = true;
    document.querySelectorAll(".side.open").forEach((side) => side.classList.remove("open"));
  }
  if (/^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) || e.ctrlKey || e.metaKey || e.altKey) return;
  const at = /^#\/doc\/(\d+)$/.exec(location.hash);
  if (e.key === "/") {
    e.preventDefault();
    box.focus();
  } else if (at && e.key === "ArrowLeft" && !e.target.closest(".m") && Number(at[1]) > 0) location.hash = `#/doc/${Number(at[1]) - 1}`;
  else if (at && e.key === "ArrowRight" && !e.target.closest(".m") && Number(at[1]) + 1 < overview.documents) location.hash = `#/doc/${Number(at[1]) + 1}`;
};
go();
