import type { Comparison, Setting } from "./bench.ts";
import { openCompareApp } from "./compare-app.ts";
import { collecting, heapsOf } from "./heaps.ts";
import { startSandboxProcess } from "./sandbox-process.ts";

export const name = "compare-memory";
/** Of the level, over the last ten rounds. */
export const limit = 0.01;

const columns = 12;
const rounds = 20;
const lastRounds = 10;

/** Twelve columns are asked the same twenty times: what the heaps of page and main hold after collection. */
export async function run(setting: Setting): Promise<Comparison[]> {
  const sandbox = await startSandboxProcess(setting, "--tokens-per-second", "1000");
  const app = await openCompareApp(setting, sandbox, [collecting]);
  await app.show(await app.comparison(columns, "Write 600 words about assaying"));
  const heaps = { page: [] as number[], main: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const known = (await sandbox.times()).length;
    await app.ask();
    await sandbox.answers(known, columns);
    await app.page.getByRole("button", { name: "Stop all", disabled: true }).waitFor();
    await app.page.waitForTimeout(300);
    const { page, main } = await heapsOf(app);
    heaps.page.push(page);
    heaps.main.push(main);
  }
  await app.close();
  sandbox.stop();
  const last = Array.from({ length: lastRounds }, (_, index) => rounds - lastRounds + 1 + index);
  return Object.entries(heaps).map(([process, all]) => ({
    what: `${process}, ${columns} columns, rounds ${last[0]} to ${rounds}`,
    unit: "bytes",
    compared: "rise",
    ours: all.slice(-lastRounds),
    reference: last,
    notes: { all, columns },
  }));
}
