import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { openComparisons } from "../../../main/comparisons/store.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import type { RunDelta } from "../../../preload/contract/comparisons.ts";
import { compiled, started } from "../child.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const times = 12;
let program = "";

beforeAll(async () => {
  program = await compiled(new URL("active-runs-writer.ts", import.meta.url), profile());
}, 60_000);

/** Runs the writer until it is killed after a while. Gives each run's text and thinking as they were shown. */
function killed(file: string, after: number): Promise<Map<string, { text: string; reasoning: string }>> {
  const child = started(program, [file]);
  const batches: Buffer[] = [];
  child.stdout.on("data", (bytes: Buffer) => {
    if (batches.length === 0) setTimeout(() => child.kill("SIGKILL"), after);
    batches.push(bytes);
  });
  return new Promise((resolve) => {
    child.on("close", () => {
      const shown = new Map<string, { text: string; reasoning: string }>();
      // The last line may be cut: what is not whole was not shown.
      const lines = Buffer.concat(batches).toString().split("\n").slice(0, -1);
      for (const { runId, text, reasoning } of lines.flatMap((line) => JSON.parse(line) as RunDelta[])) {
        const before = shown.get(runId) ?? { text: "", reasoning: "" };
        shown.set(runId, { text: before.text + text, reasoning: before.reasoning + reasoning });
      }
      resolve(shown);
    });
  });
}

it(`${times} times killed while three columns answer: every character that was shown is there, in its order`, async () => {
  let characters = 0;
  for (let time = 0; time < times; time++) {
    const file = join(profile(), "assay.db");
    const shown = await killed(file, Math.random() * 200);
    expect(shown.size).toBeGreaterThan(0);
    const database = openDatabase(file);
    const store = openComparisons(database);
    const before = store.get("c")?.layout.map(({ run }) => run?.text);
    store.recover();
    const layout = store.get("c")?.layout ?? [];
    // Folded into its row, it reads the same.
    expect(layout.map(({ run }) => run?.text)).toEqual(before);
    for (const { run } of layout) {
      const seen = shown.get(run?.id ?? "");
      if (!seen) continue;
      expect(run).toMatchObject({ state: "ended", end: "interrupted" });
      expect(run?.text.startsWith(seen.text)).toBe(true);
      expect(run?.reasoning.startsWith(seen.reasoning)).toBe(true);
      characters += seen.text.length + seen.reasoning.length;
    }
    expect(database.prepare("select count(*) as count from comparison_pieces").get()?.count).toBe(0);
    database.close();
  }
  expect(characters).toBeGreaterThan(times * 1000);
}, 120_000);
