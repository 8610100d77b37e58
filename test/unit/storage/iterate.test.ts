import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { DatabaseSync } from "@photostructure/sqlite";
import { expect, it } from "vitest";
import type { Database } from "../../../main/storage/database.ts";
import { iterate } from "../../../main/storage/iterate.ts";

const numbers = (database: Database) =>
  iterate(database.prepare("select value from json_each('[1,2,3,4,5,6]')"));

it("reads on after memory was collected", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const database = new DatabaseSync(":memory:");
  const seen: unknown[] = [];
  for (const row of numbers(database)) {
    seen.push((row as { value: unknown }).value);
    collect();
    await setImmediate();
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
  database.close();
});
