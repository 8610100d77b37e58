import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { startSandbox } from "../../../main/sandbox/server.ts";
import { openSeries } from "../../../main/series/store.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { compiled, started } from "../child.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
let program = "";

beforeAll(async () => {
  program = await compiled(new URL("runner.ts", import.meta.url), profile());
}, 60_000);

/** Runs until so many runs were kept, then kills it. Gives what it asked and kept, and whether it came to the end. */
function ran(args: string[], until: number): Promise<{ asked: number; kept: string[]; isDone: boolean }> {
  const child = started(program, args);
  let output = "";
  child.stdout.on("data", (bytes: Buffer) => {
    output += bytes.toString("utf8");
    if (output.split('"kept"').length > until) child.kill("SIGKILL");
  });
  return new Promise((resolve) => {
    child.on("close", (code) => {
      const lines = output.split("\n").slice(0, -1);
      const said = lines.map((line) => JSON.parse(line) as { asked?: string; kept?: string });
      const kept = said.flatMap((line) => line.kept ?? []);
      resolve({ asked: said.filter((line) => line.asked).length, kept, isDone: code === 0 });
    });
  });
}

it("a hundred prompts to four columns, killed again and again: every run is there once, and little was asked twice", async () => {
  const sandbox = await startSandbox({ pace: "instant" });
  const file = join(profile(), "assay.db");
  const args = [file, sandbox.projectEndpoint, sandbox.apiKey];
  const kept = new Set<string>();
  let asked = 0;
  let kills = 0;
  for (let isDone = false; !isDone; ) {
    const part = await ran(args, kills < 6 ? 20 + Math.random() * 60 : Number.POSITIVE_INFINITY);
    for (const place of part.kept) {
      expect(kept).not.toContain(place);
      kept.add(place);
    }
    asked += part.asked;
    isDone = part.isDone;
    if (!isDone) kills += 1;
    const database = openDatabase(file);
    expect(database.prepare("pragma integrity_check").get()).toEqual({ integrity_check: "ok" });
    const store = openSeries(database);
    const [series] = store.list();
    expect(series?.state).toBe(isDone ? "done" : "running");
    const rows = store.runs(series?.id ?? "");
    // A run that was kept a moment before the kill may not have been told.
    expect(rows.length).toBeGreaterThanOrEqual(kept.size);
    for (const { columnId, promptId } of rows) kept.add(`${columnId} ${promptId}`);
    expect(rows).toHaveLength(kept.size);
    if (isDone) {
      expect(rows.every(({ promptId, text }) => text === `answer ${promptId.slice(1)}`)).toBe(true);
    }
    database.close();
  }
  await sandbox.stop();
  expect(kills).toBeGreaterThanOrEqual(4);
  expect(kept.size).toBe(400);
  // Of each kill no more is lost than what was under way.
  expect(asked).toBeGreaterThanOrEqual(400);
  expect(asked).toBeLessThanOrEqual(400 + 4 * kills);
}, 180_000);
