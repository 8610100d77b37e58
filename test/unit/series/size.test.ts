import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { createCountedResults } from "../../../main/series/counted-results.ts";
import { openSeries } from "../../../main/series/store.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { sampleBundle, sampleRun } from "../bundles/sample.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();
const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function kept(count: number) {
  const database = openDatabase(join(profile(), "assay.db"));
  stops.push(() => database.close());
  const { title, createdAt, runs: _runs, ...about } = sampleBundle();
  const store = openSeries(database);
  const columnIds = about.columns.map(({ id }) => id);
  const more = { comparisonId: null, origin: "here", state: "paused", problem: null, targets: {} } as const;
  store.put({ id: "s", title, createdAt, about, ...more });
  const run = (index: number) =>
    sampleRun({
      columnId: columnIds[index % columnIds.length] ?? "",
      promptId: `p${index}`,
      measurement: { ...sampleRun({}).measurement, total: 1000 + index },
    });
  store.putRuns(
    "s",
    Array.from({ length: count }, (_, index) => run(index)),
  );
  return { database, store, columnIds, run };
}

it("counts runs by an index that holds all that is counted, not by the rows with their texts", () => {
  const { database, store } = kept(20);
  const asked: string[] = [];
  const watched = new Proxy(database, {
    get: (target, name) => {
      if (name !== "prepare") return Reflect.get(target, name);
      return (sql: string) => {
        asked.push(sql);
        return target.prepare(sql);
      };
    },
  });
  const counting = openSeries(watched);
  expect(counting.outcomes("s")).toHaveLength(20);
  expect(counting.outcomes("s", store.outcomes("s")[0]?.columnId).length).toBeLessThan(20);
  expect(counting.count("s", ["stop"])).toEqual({ done: 20, failed: 20 });
  expect(counting.count("s", ["failed"])).toEqual({ done: 20, failed: 0 });
  expect(counting.count("none", ["failed"])).toEqual({ done: 0, failed: 0 });
  for (const sql of asked) {
    const plan = database.prepare(`explain query plan ${sql}`).all(...(sql.includes("?") ? ["s"] : []));
    const reads = plan.map(({ detail }) => String(detail)).filter((detail) => detail.includes("series_runs"));
    expect(reads).not.toEqual([]);
    expect(reads.every((detail) => detail.includes("COVERING INDEX"))).toBe(true);
  }
});

it("counts results anew when runs were added, but while it runs only after a while", async () => {
  const { store, columnIds, run } = kept(20);
  let isResting = true;
  const results = createCountedResults(store, () => isResting);
  const runs = async () => (await results.of("s", columnIds)).columns.reduce((sum, one) => sum + one.runs, 0);
  const first = results.of("s", columnIds);
  expect(results.of("s", columnIds)).toBe(first);
  expect(await runs()).toBe(20);
  store.putRuns("s", [run(20)]);
  expect(await runs()).toBe(21);
  isResting = false;
  store.putRuns("s", [run(21)]);
  expect(await runs()).toBe(21);
  isResting = true;
  expect(await runs()).toBe(22);
  store.forget("s", ["stop"]);
  results.forget("s");
  expect(await runs()).toBe(0);
});
