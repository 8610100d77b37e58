import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { DatabaseSync } from "@photostructure/sqlite";
import { afterEach, expect, it } from "vitest";
import { eachNumber, eachRow } from "../../../main/storage/each-row.ts";
import { read, sourcesIn } from "../source.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const database = new DatabaseSync(":memory:");
database.exec("create table n (x integer)");
const put = database.prepare("insert into n values (?)");
for (let x = 0; x < 100; x++) put.run(x);

afterEach(() => collectGarbage());

it("rows are read to the end, also when what nobody holds is collected meanwhile", () => {
  const seen: number[] = [];
  for (const { x } of eachRow(database.prepare("select x from n where x >= ? order by x"), 40)) {
    seen.push(Number(x));
    collectGarbage();
  }
  expect(seen).toEqual(Array.from({ length: 60 }, (_, at) => 40 + at));
  const numbers: number[] = [];
  for (const x of eachNumber(database.prepare("select x * 2 from n where x < ?"), 10)) {
    numbers.push(x);
    collectGarbage();
  }
  expect(numbers).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
});

it("no other file iterates over a statement", () => {
  const others = sourcesIn("main").filter((file) => /\.iterate\(/.test(read(file)));
  expect(others).toEqual(["main/storage/each-row.ts"]);
});
