import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { ElectronApplication, Locator, Page } from "@playwright/test";
import { parse } from "yaml";
import { type Bundle, pack, unpack } from "../../main/bundles/pack.ts";
import { hostileBundle, hostileTexts } from "../unit/bundles/sample.ts";
import { expect, test } from "./app.ts";
import { clean } from "./axe.ts";
import { connect, section } from "./steps.ts";

/** What the person picks when the app asks where to write, and what to open. */
const picking = (electron: ElectronApplication, path: string) =>
  electron.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: path })) as never;
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [path] })) as never;
  }, path);

/** A comparison of two deployments that have answered. */
async function answered(page: Page, endpoint: string, key: string): Promise<void> {
  await connect(page, endpoint, key, "gpt-4.1-mini");
  await section(page, "Compare").click();
  await page.getByRole("button", { name: "New comparison" }).first().click();
  await expect(page.getByRole("button", { name: "Export" })).toBeDisabled();
  for (const name of ["gpt-4.1-mini", "gpt-4.1"])
    await page.getByLabel("Add column").selectOption({ label: name });
  await page.getByLabel("Prompt", { exact: true }).fill("Say hello in 90 words");
  await page.getByRole("button", { name: "Ask all" }).click();
  for (const number of [1, 2]) {
    const column = page.getByRole("region", { name: new RegExp(`^Column ${number}:`) });
    await expect(column.getByText(/tok\/s/).first()).toBeVisible({ timeout: 30_000 });
  }
}

/** Writes what is shown to a file, in a format. */
async function exportAs(page: Page, format: string): Promise<void> {
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("radio", { name: format }).check();
  await page.getByRole("button", { name: "Choose where …" }).click();
  await expect(page.getByText(/^Written to /)).toBeVisible();
  await page.getByRole("button", { name: "Close" }).click();
}

/** Eight runs of each column: the first column takes `late` milliseconds longer, the second answers with the title. */
function dayOf(bundle: Bundle, title: string, late: number): Bundle {
  const runs = [...Array(8).keys()].flatMap((repeat) =>
    bundle.runs.map((run): Bundle["runs"][number] => {
      const isFirst = run.columnId === bundle.columns[0]?.id;
      const firstToken = 200 + repeat + (isFirst ? late : 0);
      const text = isFirst ? "The same" : `Today is ${title}`;
      const measurement = { ...run.measurement, firstToken, total: 900 + repeat };
      return { ...run, repeat, measurement, events: [{ at: firstToken, type: "text", text }] };
    }),
  );
  const conditions = { ...bundle.conditions, repeats: 8 };
  return { ...bundle, title, createdAt: bundle.createdAt + 1000 + late, conditions, runs };
}

/** The whole text of the choice that begins with this. */
const labelOf = async (place: Locator, beginning: string): Promise<string> =>
  (await place.locator("option", { hasText: beginning }).innerText()).trim();

/** Opens the picked bundle from the palette, where it can be done from anywhere. */
async function openFromPalette(page: Page): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("open a bundle");
  await page.keyboard.press("Enter");
}

test("a bundle out of one profile and into a fresh one without connections: played back, measured, exported", async ({
  start,
  sandbox,
  profile,
}) => {
  const files = join(profile, "files");
  mkdirSync(files);
  const at = (name: string) => join(files, name);
  const { electron, page } = await start();
  await answered(page, sandbox.projectEndpoint, sandbox.apiKey);
  await picking(electron, at("hello.assay-run"));
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByText("No key is in it")).toBeVisible();
  await clean(page, "Export dialog");
  await page.getByRole("radio", { name: "CSV" }).check();
  await expect(page.getByText("gets an apostrophe in front")).toBeVisible();
  await page.getByRole("radio", { name: "promptfoo" }).check();
  await expect(page.getByText("get a space inside")).toBeVisible();
  await page.getByRole("radio", { name: "Run bundle" }).check();
  await page.getByRole("button", { name: "Choose where …" }).click();
  await expect(page.getByText(/^Written to .*hello\.assay-run/)).toBeVisible();
  const said = gunzipSync(readFileSync(at("hello.assay-run"))).toString();
  expect(said).not.toContain(sandbox.apiKey);
  expect(said).not.toContain(new URL(sandbox.url).host);
  // With the endpoints only where the person wants them.
  await page.getByLabel("Add the endpoints").check();
  await page.getByRole("button", { name: "Choose where …" }).click();
  await expect
    .poll(() => gunzipSync(readFileSync(at("hello.assay-run"))).toString())
    .toContain(new URL(sandbox.url).host);

  const fresh = mkdtempSync(join(tmpdir(), "assay-test-profile-"));
  const second = await start({ profile: fresh });
  try {
    await picking(second.electron, at("hello.assay-run"));
    await openFromPalette(second.page);
    await expect(second.page).toHaveURL(/#\/series\/./);
    await expect(second.page.getByRole("button", { name: "Export" })).toBeEnabled();

    await second.page.getByRole("button", { name: "Replay" }).click();
    const replay = second.page.getByRole("dialog");
    await replay.getByRole("radio", { name: "8×" }).check();
    await replay.getByRole("button", { name: "From the beginning" }).click();
    await expect(replay.getByRole("article", { name: /^Answer of/ })).toHaveCount(2);
    await replay.getByRole("radio", { name: "At once" }).check();
    for (const name of ["gpt-4.1-mini", "gpt-4.1"]) {
      const column = replay.getByRole("region", { name: new RegExp(`: ${name}$`) });
      await expect(column.getByText(/tok\/s/)).toBeVisible();
      expect((await column.getByRole("article").innerText()).split(/\s+/).length).toBeGreaterThan(5);
    }
    await clean(second.page, "Replay");
    await replay.getByLabel("Time since the request left").fill("0");
    await expect(replay.getByText("Nothing yet.")).toHaveCount(2);
    await second.page.keyboard.press("Escape");

    // The same another day: one of them is slower, and one answers in other words.
    const bundle = await unpack(readFileSync(at("hello.assay-run")));
    for (const [title, late] of [
      ["Monday", 0],
      ["Tuesday", 100],
    ] as const) {
      writeFileSync(at("day.assay-run"), await pack(dayOf(bundle, title, late), { endpoints: false }));
      await picking(second.electron, at("day.assay-run"));
      await openFromPalette(second.page);
      await expect(second.page.getByLabel("Name of the series")).toHaveValue(title);
    }
    await second.page.getByRole("button", { name: "Compare with …" }).click();
    const drift = second.page.getByRole("dialog");
    await drift.getByLabel("Another series").selectOption({ label: await labelOf(drift, "Monday") });
    const slower = drift.getByRole("region", { name: "gpt-4.1-mini" });
    await expect(slower.getByText("After is 100 ms higher than before")).toBeVisible();
    await expect(slower.getByText("None of 1 shared prompts")).toBeVisible();
    const other = drift.getByRole("region", { name: "gpt-4.1", exact: true });
    await expect(other.getByText("No difference can be told from these runs.")).toHaveCount(3);
    await other.getByText("Say hello in 90 words").click();
    await expect(other.locator("ins")).toHaveText("Tuesday");
    await expect(other.locator("del")).toHaveText("Monday");
    await clean(second.page, "Another day");
    await second.page.keyboard.press("Escape");
    await second.page.getByRole("link", { name: /^Say hello in 90 words/ }).click();

    for (const [format, name] of [
      ["Web page", "o.html"],
      ["Markdown", "o.md"],
      ["CSV", "o.csv"],
      ["JSON", "o.json"],
      ["promptfoo", "o.yaml"],
    ] as const) {
      await picking(second.electron, at(name));
      await exportAs(second.page, format);
    }
    const text = (name: string) => readFileSync(at(name), "utf8");
    expect(text("o.html")).toContain("default-src 'none'");
    expect(text("o.md")).toContain("Say hello in 90 words");
    expect(text("o.csv").split("\r\n")).toHaveLength(4);
    expect(JSON.parse(text("o.json")).runs).toHaveLength(2);
    expect(parse(text("o.yaml")).providers).toHaveLength(2);
  } finally {
    await second.close();
    rmSync(fresh, { recursive: true, force: true, maxRetries: 5 });
  }
});

test("a file from others that is no proper bundle is refused with its reason, and nothing of it is kept", async ({
  start,
  profile,
}) => {
  const { electron, page } = await start();
  const file = join(profile, "bad.assay-run");
  const header = {
    format: "assay-run",
    version: 1,
    title: "t",
    createdAt: 1,
    app: { version: "1", platform: "linux", node: "20", electron: null },
    conditions: { repeats: 1, warmUps: 0, order: "given", atOnce: 1, seed: 0 },
    deployments: [
      {
        alias: "a",
        kind: "cloud",
        model: null,
        modelVersion: null,
        sku: null,
        region: null,
        apiVersion: null,
        endpoint: null,
      },
    ],
    columns: [{ id: "c", alias: "a", systemPrompt: "", parameters: {} }],
    prompts: [{ id: "p", text: "x", variables: {} }],
    votes: [],
    edits: [],
    runCount: 0,
  };
  const lines = (...values: object[]) =>
    gzipSync(values.map((value) => `${JSON.stringify(value)}\n`).join(""));
  const whole = lines(header);
  const cases: [name: string, bytes: Uint8Array, words: RegExp][] = [
    ["a bomb", gzipSync(Buffer.alloc(250_000_000)), /larger than such a file may be/],
    [
      "names of prototypes",
      gzipSync(JSON.stringify(header).replace('"variables":{}', '"variables":{"__proto__":"y"}')),
      /names in it that would change/,
    ],
    ["another version", lines({ ...header, version: 2 }), /it is of version 2/],
    ["a cut file", whole.subarray(0, whole.length - 12), /damaged/],
    ["fewer runs than it says", lines({ ...header, runCount: 3 }), /breaks off/],
    ["no gzip", Buffer.from("<script>alert(1)</script>"), /damaged, or not packed/],
    [
      "a field that is none",
      lines({ ...header, columns: [{ ...header.columns[0], id: 3 }] }),
      /columns\.0\.id/,
    ],
    [
      "a deployment that is not there",
      lines({ ...header, columns: [{ ...header.columns[0], alias: "b" }] }),
      /columns/,
    ],
  ];
  for (const [name, bytes, words] of cases) {
    writeFileSync(file, bytes);
    await picking(electron, file);
    await openFromPalette(page);
    const dialog = page.getByRole("dialog", { name: "Open a bundle" });
    await expect(dialog.getByText("This file cannot be imported"), name).toBeVisible();
    await expect(dialog.getByText(words), name).toBeVisible();
    if (name === "a bomb") await clean(page, "A bundle refused");
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(dialog).toBeHidden();
  }
  const kept = await page.evaluate(() => window.assay["series.list"]());
  expect(kept).toEqual({ ok: true, data: [] });
  // The same without any of this is taken, so it was this.
  writeFileSync(file, whole);
  await picking(electron, file);
  await openFromPalette(page);
  await expect(page).toHaveURL(/#\/series\/./);
  const list = page.getByRole("navigation", { name: "Series" });
  await expect(list.getByRole("link")).toHaveCount(1);

  // One that is dropped on the screen, and something else that is.
  const drop = (bytes: Uint8Array) =>
    page.getByRole("main").evaluate(
      (place, bytes) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(bytes)], "x.assay-run"));
        place.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      },
      [...bytes],
    );
  await drop(whole);
  await expect(list.getByRole("link")).toHaveCount(2);
  await drop(Buffer.from("no bundle"));
  await expect(page.getByText("This file cannot be imported")).toBeVisible();
});

test("whatever stands in a bundle from others is shown as text and does nothing", async ({
  start,
  profile,
}) => {
  const { electron, page } = await start();
  const file = join(profile, "hostile.assay-run");
  const title = await page.title();
  const names = ["constructor", "__proto__", "toString"];
  for (const text of [...hostileTexts, ...names]) {
    const bundle = hostileBundle(text.replace("\ud800", ""));
    const [run] = bundle.runs;
    if (!run) throw new Error("A bundle without a run");
    const failed = { ...run, columnId: "c2", end: "failed" as const, diagnosis: text, route: text };
    writeFileSync(file, await pack({ ...bundle, runs: [run, failed] }, { endpoints: true }));
    await picking(electron, file);
    const before = page.url();
    await openFromPalette(page);
    await expect(page).not.toHaveURL(before);
    for (const tab of ["Results", "Answers", "Conditions"]) {
      await page.getByRole("tab", { name: tab }).click();
      await expect(page.getByRole("tab", { name: tab, selected: true })).toBeVisible();
    }
    await page.getByRole("button", { name: "Replay" }).click();
    await page.getByRole("radio", { name: "At once" }).check();
    await expect(page.getByRole("dialog").getByRole("article")).toHaveCount(2);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Compare with …" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  }
  expect(await page.title()).toBe(title);
  // A long one is replayed, and its end is seen as it comes.
  const long = hostileBundle("long");
  const events = [...Array(60).keys()].map((line) => ({
    at: line,
    type: "text" as const,
    text: `Line ${line}.\n\n`,
  }));
  const [run] = long.runs;
  if (!run) throw new Error("A bundle without a run");
  writeFileSync(file, await pack({ ...long, runs: [{ ...run, events }] }, { endpoints: false }));
  await openFromPalette(page);
  await page.getByRole("button", { name: "Replay" }).click();
  await expect(page.getByRole("article").getByText("Line 59.")).toBeInViewport();
  await page.keyboard.press("Escape");
  // One that has no run at all, which a person can make too.
  writeFileSync(file, await pack({ ...hostileBundle("nothing"), runs: [] }, { endpoints: false }));
  await openFromPalette(page);
  await expect(page.getByRole("button", { name: "Replay" })).toBeDisabled();
});
