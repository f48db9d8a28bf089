"use strict";
const data = JSON.parse(document.getElementById("spans").textContent);
const panel = document.getElementById("inspector");
const hint = panel.innerHTML;

function element(tag, text, name) {
  const e = document.createElement(tag);
  if (text !== undefined) e.textContent = text;
  if (name) e.className = name;
  return e;
}

function rows(list, pairs) {
  for (const [key, value] of pairs) {
    if (value === null || value === undefined) continue;
    list.append(element("dt", key), element("dd", String(value)));
  }
}

function told(key) {
  const [layer, i] = key.split(".");
  const span = data[layer].spans[i];
  const box = element("div", undefined, "found");
  box.append(element("h2", span.title || data[layer].name));
  const list = element("dl");
  rows(list, [["layer", data[layer].name], ["label", span.label], ["value", span.value], ["score", span.score]]);
  rows(list, Object.entries(span.fields || {}));
  rows(list, [[data[layer].over, `bytes ${span.start} to ${span.end}`]]);
  if (span.source) rows(list, [["source", `bytes ${span.source[0]} to ${span.source[1]}`]]);
  box.append(list);
  if (span.bytes) {
    const excerpt = element("div", undefined, "bytes");
    excerpt.append(span.bytes[0], element("mark", span.bytes[1] + (span.cut ? "…" : "")), span.bytes[2]);
    if (span.hex) excerpt.append(element("div", span.hex, "hex"));
    box.append(excerpt);
  }
  return box;
}

function clear() {
  document.querySelectorAll(".on").forEach((e) => e.classList.remove("on"));
}

function show(mark) {
  clear();
  const keys = mark.dataset.k.split(" ");
  for (const key of keys) {
    document.querySelectorAll(`[data-k~="${key}"]`).forEach((e) => e.classList.add("on"));
  }
  panel.replaceChildren(...keys.map(told));
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest("[data-k]");
  if (mark) return show(mark);
  const label = event.target.closest(".legend button");
  if (!label) return;
  const on = label.getAttribute("aria-pressed") !== "true";
  label.setAttribute("aria-pressed", on);
  label.closest(".layer").querySelectorAll(`.m[data-l="${label.dataset.l}"]`).forEach((e) => e.classList.toggle("off", !on));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    clear();
    panel.innerHTML = hint;
    return;
  }
  const mark = event.target.closest("[data-k]");
  if (!mark) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    show(mark);
  } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    const all = [...mark.closest(".text").querySelectorAll("[tabindex]")];
    const next = all[all.indexOf(mark) + (event.key === "ArrowRight" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
    show(next);
  }
});
