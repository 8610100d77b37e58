import { test } from "./app.ts";
import { section } from "./steps.ts";
const rows = Array.from({ length: 300 }, (_, i) => JSON.stringify({ messages: [{ role: "user", content: `Which metal is number ${i + 1}?` }, { role: "assistant", content: i % 50 === 7 ? `x <|fim_suffix|>` : `Metal ${i}.` }] }));
test("debug", async ({ start }) => {
  const { page, complaints } = await start();
  await page.evaluate(async (text) => {
    const intake = await window.assay["datasets.paste"]({ text });
    if (intake.ok) await window.assay["datasets.import"]({ intakeId: intake.data.id, name: "metals", into: null, mayNeedMuch: false });
  }, rows.join("\n"));
  await page.waitForTimeout(1500);
  await section(page, "Datasets").click();
  await page.getByRole("link", { name: /metals/ }).click();
  await page.getByRole("tab", { name: "Rows" }).click();
  await page.waitForTimeout(800);
  const id = await page.evaluate(async () => { const l = await window.assay["datasets.list"](); return l.ok ? l.data[0]?.id ?? "" : ""; });
  await page.evaluate((id) => window.assay["datasets.check"]({ id, method: "supervised", model: null }), id);
  await page.waitForTimeout(2500);
  const view = { search: "", rule: null as string | null, tag: null, part: null, origin: null, language: null, shortest: null, longest: null, sort: "place" as const, isDescending: false };
  for (const change of [{}, { rule: "*" }, { rule: "special_token" }, { search: "number 42" }]) {
    const answer = await page.evaluate(async ([id, view]) => Promise.race([window.assay["datasets.rows"]({ id, version: null, view, from: 0, count: 100 }), new Promise((r) => setTimeout(() => r("late"), 5000))]), [id, { ...view, ...change }] as const);
    console.log(JSON.stringify(change), JSON.stringify(answer).slice(0, 300));
  }
  const open = await page.evaluate((id) => window.assay["datasets.open"]({ id }), id);
  console.log(JSON.stringify(open).slice(0, 1500));
  await page.getByLabel("Search rows").fill("number 42");
  await page.waitForTimeout(2000);
  console.log(await page.getByRole("tabpanel").innerText());
  console.log(complaints);
});
