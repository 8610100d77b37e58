import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { openEvaluationList } from "../../main/evaluations/list.ts";
import { openDatabase } from "../../main/storage/database.ts";
import { evaluationResults } from "../../preload/strings/evaluation-results.ts";
import type { Comparison, Setting } from "./bench.ts";
import { type Opened, open } from "./electron.ts";
import { benchSettings, evaluationProcess, fillEvaluation } from "./evaluation-file.ts";
import { countLongTasks } from "./long-tasks.ts";
import { memoryShareOf } from "./memory-share.ts";
import { measurePairs } from "./pairs.ts";

export const name = "evaluation-page";
/** Of opening a large evaluation to opening a small one. */
export const limit = 1.5;

const [many, few] = [100_000, 1_000];
/** Bytes that main, and that the page, may take. */
const allowedMemory = 400 * 2 ** 20;
/** Frames in which the matrix is scrolled through, in equal steps. */
const steps = 240;
const ids = {
  many: "00000000-0000-4000-8000-000000000001",
  few: "00000000-0000-4000-8000-000000000002",
} as const;

/** 100,000 rows by four models in the window against 1,000: opening the matrix, memory, and what holds the page up. */
export async function run(setting: Setting): Promise<Comparison[]> {
  const profile = setting.folder();
  const at = setting.folder();
  await place(setting.root, profile, ids.many, await fillEvaluation(setting.root, at, many));
  await place(setting.root, profile, ids.few, await fillEvaluation(setting.root, at, few));
  const app = await open(setting, setting.root, profile);
  const { page } = app;
  const taken = await measurePairs(
    setting.pairs,
    () => show(app, ids.many),
    () => show(app, ids.few),
  );
  await show(app, ids.many);
  const told = await countLongTasks(page);
  await scroll(app);
  const tasks = await told();
  const memory = await memoryOf(app);
  await app.close();
  const once = (bytes: number) => ({ ours: [bytes], reference: [allowedMemory], limit: 1 });
  return [
    { what: "opening 100,000 rows to 1,000", unit: "ms", compared: "ratio", ...taken },
    {
      ...{ what: "tasks over 50 ms while they are scrolled", unit: "tasks", compared: "difference" },
      ...{ ours: [tasks], reference: [0], limit: 0 },
    },
    { what: "memory of main (PSS)", unit: "bytes", compared: "ratio", ...once(memory.main) },
    { what: "memory of the page (PSS)", unit: "bytes", compared: "ratio", ...once(memory.page) },
  ];
}

/** Puts an evaluation's file into a profile, as one that is done. */
async function place(root: string, profile: string, id: string, file: string): Promise<void> {
  const worker = evaluationProcess(root);
  const counts = await worker.ask("counts", { file });
  worker.end();
  const folder = join(profile, "evaluations", id);
  mkdirSync(folder, { recursive: true });
  for (const ending of ["", "-wal", "-shm"])
    try {
      renameSync(`${file}${ending}`, join(folder, `results.db${ending}`));
    } catch {
      // There is none where the last to use it has closed it.
    }
  const database = openDatabase(join(profile, "assay.db"));
  openEvaluationList(database).add({
    ...{ id, name: `Bench ${counts.rows}`, state: "done", origin: "here", pilotOf: null },
    ...{ settings: benchSettings, datasetName: "Metals", version: 1, counts, problem: null },
    ...{ createdAt: 1, startedAt: 1, endedAt: 2 },
  });
  database.close();
}

/** Opens an evaluation's rows and gives the milliseconds from the click on their tab until the first one is painted. */
async function show({ page }: Opened, id: string): Promise<number> {
  await page.evaluate((id) => {
    location.hash = `#/evaluations/${id}`;
  }, id);
  await page.getByRole("tab", { name: evaluationResults.tabs.verdict }).click();
  // What is counted once must not be waited for in the place of the rows.
  await page.getByRole("table").first().waitFor({ timeout: 120_000 });
  return page.evaluate(async (name) => {
    const tab = [...document.querySelectorAll<HTMLElement>("[role=tab]")].find(
      ({ textContent }) => textContent === name,
    );
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const begun = performance.now();
    const patience = begun + 60_000;
    tab?.click();
    while (!document.querySelector("[role=grid] tbody")?.textContent?.includes("number 0,")) {
      if (performance.now() > patience) throw new Error("The rows did not come.");
      await frame();
    }
    // Seen in a frame's callback, painted with that frame.
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - begun;
  }, evaluationResults.tabs.rows);
}

/** Scrolls through the matrix from end to end. */
const scroll = ({ page }: Opened) =>
  page.evaluate(async (steps) => {
    const grid = document.querySelector("[role=grid]");
    const place = grid?.closest<HTMLElement>(".rows-scroll") ?? grid?.parentElement;
    if (!place) throw new Error("There is no matrix.");
    for (let step = 0; step <= steps; step += 1) {
      place.scrollTop = (place.scrollHeight - place.clientHeight) * (step / steps);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, steps);

/** What main and the page share of the computer's memory, in bytes. */
async function memoryOf({ electron }: Opened): Promise<{ main: number; page: number }> {
  const pids = await electron.evaluate(({ BrowserWindow }) => ({
    main: process.pid,
    page: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
  }));
  return { main: memoryShareOf(pids.main), page: memoryShareOf(pids.page) };
}
