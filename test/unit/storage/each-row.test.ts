import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { DatabaseSync } from "@photostructure/sqlite";
import { expect, it } from "vitest";
import { eachRow } from "../../../main/storage/each-row.ts";

it("goes on to the end when memory is freed in between, and ends with whoever breaks off", async () => {
  setFlagsFromString("--expose-gc");
  const free = runInNewContext("gc") as () => void;
  const database = new DatabaseSync(":memory:");
  database.exec("create table t (n)");
  const begin = () =>
    eachRow(
      database.prepare(
        "with recursive c(n) as (select 1 union all select n + 1 from c where n < ?) select n from c",
      ),
      9,
    );
  const seen: unknown[] = [];
  for (const row of begin()) {
    seen.push((row as { n: number }).n);
    await new Promise(setImmediate);
    free();
  }
  expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const _ of begin()) break;
  // A statement that is still being gone through would not let its table be taken away.
  for (const _ of eachRow(database.prepare("select 1 union all select n from t"))) break;
  database.exec("drop table t");
});
