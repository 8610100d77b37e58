import { join } from "node:path";
import { expect, it } from "vitest";
import { work } from "../../../../main/datasets/process/work.ts";
import * as changes from "../../../../main/datasets/store/changes.ts";
import { step } from "../../../../main/datasets/store/operations.ts";
import { datasetTables } from "../../../../main/datasets/store/schema.ts";
import { openOwnFile } from "../../../../main/storage/own-file.ts";
import { temporaryProfiles } from "../../profile.ts";
import { linesOf } from "../../sandbox/training-client.ts";
import { serviceIn } from "../service.ts";

const makeProfile = temporaryProfiles();

const row = (content: string) => ({
  messages: [
    { role: "user", content },
    { role: "assistant", content: "Yes." },
  ],
});

/** Does work on a dataset; another process changes its rows as soon as the first of it was told. */
async function meanwhile(kind: "check" | "count") {
  const profile = makeProfile();
  const service = serviceIn(profile);
  const rows = Array.from({ length: 1500 }, (_, n) => row(`Is ${n} a number of some kind?`));
  const { id } = (await service.imported({ name: "a.jsonl", text: linesOf(rows) })).dataset;
  const file = join(profile, "datasets", id, "rows.db");
  await service.datasets.edit({ id, key: 7, text: '{"messages":[]}' });
  const other = openOwnFile(file, datasetTables);
  let isFirst = true;
  const context = {
    signal: new AbortController().signal,
    progress: () => {
      if (!isFirst) return;
      isFirst = false;
      // The row of this id is another one from then on.
      step(other, -1, 10);
      changes.editRow(other, 9, JSON.stringify(row("Is it good?")), () => []);
    },
  };
  if (kind === "count") await work.count({ file }, context);
  else
    await work.check(
      { file, method: "supervised", model: null, others: [], scratch: join(profile, "scratch") },
      context,
    );
  expect(isFirst).toBe(false);
  other.close();
  return { service, id };
}

it("a check whose rows are undone and edited meanwhile says nothing about rows that it has not seen", async () => {
  const { service, id } = await meanwhile("check");
  const rows = await service.rowsOf(id);
  expect(rows.flatMap(({ findings }) => findings).filter(({ severity }) => severity === "blocks")).toEqual(
    [],
  );
  const { checked, dataset } = await service.datasets.open({ id });
  expect([checked?.isOld, dataset.rows]).toEqual([true, 1500]);
});

it("a count goes on while rows are edited", async () => {
  const { service, id } = await meanwhile("count");
  expect((await service.datasets.open({ id })).tokens).toMatchObject({ error: 0, counted: 1500 });
});
