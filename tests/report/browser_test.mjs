// Opens the report of browser_test.py from the disk, as a reader would: PLAYWRIGHT_CORE and CHROMIUM say with what.
import assert from "node:assert/strict";
import { createRequire } from "node:module";

const { chromium } = createRequire(import.meta.url)(process.env.PLAYWRIGHT_CORE);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
page.setDefaultTimeout(60_000);
const said = [];
for (const kind of ["console", "pageerror", "dialog"]) page.on(kind, (m) => said.push(`${kind}: ${m.text?.() ?? m.message}`));
page.on("request", (r) => r.url().startsWith("file:") || said.push(`request: ${r.url()}`));
const open = async (hash, wanted) => {
  await page.goto(`file://${process.argv[2]}/index.html${hash}`);
  await page.waitForSelector(wanted);
};
const counted = () => page.waitForFunction(() => / of /.test(document.querySelector(".facts")?.textContent ?? ""));
const is_narrow = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

// The overview, and from a bar of it to the documents behind it.
await open("#/", ".tiles");
assert.deepEqual(await page.locator(".tile b").allTextContents(), ["3", "2", "0", "1"]);
await page.getByRole("link", { name: "input: empty" }).click();
await counted();
assert.equal(await page.locator(".list a").textContent(), "b.txt");
await page.locator(".list a").click();
await page.waitForSelector(".document");
assert.match(await page.locator(".failed.word").textContent(), /^failed by input: the file is empty/);

// The search, by keyboard; a name that is in one document only.
await page.keyboard.press("/");
await page.keyboard.type("huawei");
await page.keyboard.press("Enter");
await page.waitForFunction(() => document.querySelector(".facts")?.textContent === "1 of 3 documents");
await page.keyboard.press("Control+A");
await page.keyboard.type("no such thing");
await page.waitForFunction(() => document.querySelector(".facts")?.textContent === "0 of 3 documents");
await open("#/find", ".list a");
await page.getByLabel("Outcome").selectOption("failed");
await page.waitForFunction(() => document.querySelector(".facts")?.textContent === "1 of 3 documents");

// A document: a marked word, what is known of it, and its bytes in the source.
await open("#/doc/0", ".m");
const word = page.locator(".m", { hasText: "China" });
await word.hover();
assert.match(await page.locator("#tip").textContent(), /valuechina/);
await word.click();
assert.equal(await page.locator(".bytes mark").textContent(), "China");
const bytes = await page.locator(".side h2").last().textContent();
assert.match(bytes, /^Source, bytes \d+ to \d+$/);
await page.locator("details summary").first().click();
assert.equal(await page.locator(".gone").first().textContent(), "A chip for one market");
await page.keyboard.press("Escape");

// Hostile text is text.
await open("#/doc/2", ".document");
assert.match(await page.locator("main").textContent(), /<img src=x onerror=alert\(1\)>/);
assert.equal(await page.locator("main img, main script").count(), 0);
await open("#/doc/9", "h1");
assert.equal(await page.locator("h1").textContent(), "That is not here");
assert.equal(await page.locator("main p").textContent(), "there is no document 9: the run has 3, counted from 0");

// Months without documents are gaps, as long as they fit.
const drawn = (months) => page.evaluate((m) => {
  const card = timeline(m);
  return { bars: [...card.querySelectorAll("title")].map((t) => t.textContent), note: card.querySelector("p")?.textContent };
}, months);
assert.deepEqual(await drawn([{ name: "2024-02", count: 1 }, { name: "2023-11", count: 12 }]),
  { bars: ["2023-11: 12", "2023-12: 0", "2024-01: 0", "2024-02: 1"], note: undefined });
assert.deepEqual(await drawn([{ name: "2024-02", count: 1 }, { name: "1970-01", count: 2 }]),
  { bars: ["1970-01: 2", "2024-02: 1"], note: "Months without documents are left out." });

// On a telephone nothing stands out at the side.
await page.setViewportSize({ width: 360, height: 740 });
for (const [hash, wanted] of [["#/", ".tiles"], ["#/doc/0", ".document"], ["#/doc/2", ".document"], ["#/find", ".list a"]]) {
  await open(hash, wanted);
  assert.ok(await is_narrow(), hash);
}
assert.deepEqual(said, []);
await browser.close();
