import { join } from "node:path";
import { expect, it } from "vitest";
import { addRow, deleteRows, duplicateRows, editRow } from "../../../../main/datasets/store/changes.ts";
import { begin, finish, headOf, step } from "../../../../main/datasets/store/operations.ts";
import { datasetTables } from "../../../../main/datasets/store/schema.ts";
import { orderOf } from "../../../../main/datasets/store/view.ts";
import { openWriter } from "../../../../main/datasets/store/writer.ts";
import { inTransaction } from "../../../../main/storage/database.ts";
import { openOwnFile } from "../../../../main/storage/own-file.ts";
import { everyRow } from "../../../../preload/every-row.ts";
import { temporaryProfiles } from "../../profile.ts";

const makeProfile = temporaryProfiles();

it("gives searches and edited datasets the order of their places", () => {
  const database = openOwnFile(join(makeProfile(), "rows.db"), datasetTables);
  const operation = begin(database, "import");
  inTransaction(database, () => {
    const writer = openWriter(database, operation);
    for (const word of ["red", "green", "red", "blue", "red"])
      writer.add({ text: `"${word}"`, origin: { kind: "made" } });
    finish(database, operation, writer.change());
  });
  const keysOf = (search: string, at = headOf(database)) =>
    [...orderOf(database, at, { ...everyRow, search })].map(
      (id) => database.prepare("select key from rows where id = ?").get(id)?.key,
    );
  const noFindings = () => [];
  expect(keysOf("")).toEqual([1, 2, 3, 4, 5]);
  expect(keysOf("red")).toEqual([1, 3, 5]);

  editRow(database, 3, '"green"', noFindings);
  editRow(database, 2, '"red"', noFindings);
  addRow(database, 1, '"red"', noFindings);
  deleteRows(database, { keys: [5] });
  duplicateRows(database, { keys: [4] }, noFindings);
  expect(keysOf("")).toEqual([1, 6, 2, 3, 4, 7]);
  expect(keysOf("red")).toEqual([1, 6, 2]);
  expect(keysOf("blue")).toEqual([4, 7]);
  expect(keysOf("red", 1)).toEqual([1, 3, 5]);

  step(database, -1, 10);
  step(database, -1, 10);
  expect(keysOf("")).toEqual([1, 6, 2, 3, 4, 5]);
  database.close();
});
