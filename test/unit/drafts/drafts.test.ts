import { join } from "node:path";
import { expect, it } from "vitest";
import { openDrafts } from "../../../main/drafts/drafts.ts";
import { openDatabase } from "../../../main/storage/database.ts";
import { migrations } from "../../../main/storage/migrations/index.ts";
import { temporaryProfiles } from "../profile.ts";

const profile = temporaryProfiles();

it("drafts are kept as they are, taken away with the way back, and deleted when that is over", () => {
  const file = join(profile(), "assay.db");
  const database = openDatabase(file);
  const drafts = openDrafts(database);
  const guide = drafts.begin("guide");
  expect([guide.step, drafts.begin("advanced").step]).toEqual(["source", "name"]);
  const answers = {
    step: "data" as const,
    name: "Assayer",
    source: "custom" as const,
    connectionId: "c",
    deployment: null,
    baseModel: "gpt-4.1-2025-04-14",
    datasets: ["f"],
  };
  drafts.keep({ id: guide.id, ...answers });
  database.close();
  const again = openDrafts(openDatabase(file));
  expect(again.list().find(({ id }) => id === guide.id)).toMatchObject({ flow: "guide", ...answers });
  again.remove(guide.id);
  expect(() => again.keep({ id: guide.id, ...answers })).toThrow("not_found");
  expect(again.restore(guide.id)).toMatchObject(answers);
  again.remove(guide.id);
  again.purge();
  expect(() => again.restore(guide.id)).toThrow("not_found");
  expect(again.list()).toHaveLength(1);
});

it("a draft whose state is not what was written is left out", () => {
  const database = openDatabase(join(profile(), "assay.db"));
  const drafts = openDrafts(database);
  drafts.begin("guide");
  database.exec(
    "insert into model_drafts values ('x', '{\"step\":\"nowhere\"}', 1, 1, null), ('y', 'no json', 1, 1, null)",
  );
  expect(drafts.list()).toHaveLength(1);
});

it("a draft from when drafts could be runs is gone on with", () => {
  const file = join(profile(), "assay.db");
  const before = openDatabase(file, migrations.slice(0, 15));
  const answers = { name: "Assayer", source: null, connectionId: null, deployment: null, baseModel: null };
  const state = { flow: "guide", step: "name", isRun: false, ...answers, datasets: [] };
  before.prepare("insert into model_drafts values ('d', ?, 1, 2, null)").run(JSON.stringify(state));
  before.close();
  expect(openDrafts(openDatabase(file)).list()).toMatchObject([{ id: "d", step: "name", ...answers }]);
});
