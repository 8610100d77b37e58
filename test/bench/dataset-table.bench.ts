import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { openDatasets } from "../../main/datasets/datasets.ts";
import { createWorkers } from "../../main/processes/workers.ts";
import { openDatabase } from "../../main/storage/database.ts";
import { localWorkers } from "../fakes/dataset-workers.ts";
import type { Comparison, Setting } from "./bench.ts";
import { type Opened, open } from "./electron.ts";
import { countLongTasks } from "./long-tasks.ts";
import { measurePairs } from "./pairs.ts";

export const name = "dataset-table";
export const limit = 1.5;

const many = 1_000_000;
const few = 1_000;
/** Frames in which the table is scrolled through, in equal steps. */
const steps = 240;
/** Milliseconds for which the table is scrolled while a check runs. */
const checkedFor = 20_000;

/**
 * A table of a million rows against one of a thousand: from the click on its tab until its first rows are painted. And the
 * tasks of more than 50 ms in the window while the million is scrolled through, alone and while it is checked.
 */
export async function run(setting: Setting): Promise<Comparison[]> {
  const profile = setting.folder();
  await fillDatasets(profile, setting.folder(), { thousand: few, million: many });
  const app = await open(setting, setting.root, profile);
  const { page } = app;
  await page.getByRole("link", { name: "Datasets" }).click();
  const taken = await measurePairs(
    setting.pairs,
    () => show(app, "million"),
    () => show(app, "thousand"),
  );
  await show(app, "million");
  const told = await countLongTasks(page);
  await scroll(app, steps);
  const whileScrolling = await told();
  const id = await checkMillion(app);
  const begun = performance.now();
  while (performance.now() - begun < checkedFor) await scroll(app, steps);
  const whileChecking = (await told()) - whileScrolling;
  await page.evaluate((id) => window.assay["datasets.cancel"]({ id }), id);
  await app.close();
  const none: Omit<Comparison, "what" | "ours"> = {
    unit: "tasks",
    compared: "difference",
    reference: [0],
    limit: 0,
  };
  return [
    { what: "a million rows to a thousand", unit: "ms", compared: "ratio", ...taken },
    { what: "tasks over 50 ms while a million rows are scrolled", ...none, ours: [whileScrolling] },
    { what: "the same while they are checked", ...none, ours: [whileChecking] },
  ];
}

/** Imports a dataset of so many rows for each name, as the app does, in this process. */
async function fillDatasets(profile: string, folder: string, sizes: Record<string, number>): Promise<void> {
  const database = openDatabase(join(profile, "assay.db"));
  const datasets = openDatasets({
    database,
    folder: join(profile, "datasets"),
    emit: () => {},
    workers: createWorkers(localWorkers),
  });
  for (const [name, rows] of Object.entries(sizes)) {
    const path = join(folder, `${name}.jsonl`);
    const file = createWriteStream(path);
    for (let row = 1; row <= rows; row += 1)
      if (!file.write(`${rowOf(row)}\n`))
        await new Promise<void>((resolve) => file.once("drain", () => resolve()));
    file.end();
    await finished(file);
    const intake = await datasets.intake([{ path }]);
    const { id } = await datasets.importIntake({ intakeId: intake.id, name, into: null, mayNeedMuch: false });
    while (datasets.get(id).job) await new Promise((resolve) => setTimeout(resolve, 100));
    if (datasets.get(id).rows !== rows) throw new Error(`${name} has ${datasets.get(id).rows} rows.`);
  }
  datasets.interrupt();
  database.close();
}

const rowOf = (row: number) =>
  JSON.stringify({
    messages: [
      { role: "user", content: `Which metal is number ${row}, and what is it assayed with?` },
      { role: "assistant", content: `Metal ${row} is assayed with fire, lead and patience.` },
    ],
  });

/** Opens a dataset's table and gives the milliseconds from the click on its tab until its first row stands on the screen. */
async function show({ page }: Opened, name: string): Promise<number> {
  await page.getByRole("link", { name: new RegExp(`^${name}`) }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor({ state: "attached" });
  await page.getByRole("tab", { name: "Overview" }).click();
  await page.getByText("Characters per row").waitFor();
  return page.evaluate(async () => {
    const tab = [...document.querySelectorAll<HTMLElement>("[role=tab]")].find(
      ({ textContent }) => textContent === "Rows",
    );
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const begun = performance.now();
    const patience = begun + 60_000;
    tab?.click();
    while (!document.querySelector("[role=grid] tbody tr:first-child")?.textContent?.includes("number 1,")) {
      if (performance.now() > patience) throw new Error("The rows did not come.");
      await frame();
    }
    // Seen in a frame's callback, painted with that frame.
    await new Promise((resolve) => setTimeout(resolve));
    return performance.now() - begun;
  });
}

/** Scrolls through the table from end to end. */
const scroll = ({ page }: Opened, steps: number) =>
  page.evaluate(async (steps) => {
    const place = document.querySelector(".rows-scroll");
    if (!place) throw new Error("There is no table.");
    for (let step = 0; step <= steps; step += 1) {
      place.scrollTop = (place.scrollHeight - place.clientHeight) * (step / steps);
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  }, steps);

/** Begins to check the million rows. Gives the dataset's id. */
const checkMillion = ({ page }: Opened) =>
  page.evaluate(async () => {
    const list = await window.assay["datasets.list"]();
    const id = list.ok ? list.data.find(({ name }) => name === "million")?.id : undefined;
    if (id === undefined) throw new Error("The million rows are not there.");
    const begun = await window.assay["datasets.check"]({ id, method: "supervised", model: null });
    if (!begun.ok) throw new Error(begun.error.message);
    return id;
  });
