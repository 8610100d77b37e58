import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { placesIn } from "../../../main/datasets/places.ts";
import { close } from "../../../main/datasets/process/files.ts";
import { temporaryProfiles } from "../profile.ts";
import { linesOf } from "../sandbox/training-client.ts";
import { serviceIn } from "./service.ts";

const makeProfile = temporaryProfiles();
const rows = Array.from({ length: 12 }, (_, index) => ({ question: `How many is ${index}?` }));

let profile: string;
let service: ReturnType<typeof serviceIn>;

beforeEach(() => {
  profile = makeProfile();
  service = serviceIn(profile);
});

const imported = async () => (await service.imported({ name: "a.jsonl", text: linesOf(rows) })).dataset.id;

describe("after the app ended in the middle of something", () => {
  it("rows that were all there are not read again", async () => {
    const id = await imported();
    const path = join(profile, "again.jsonl");
    writeFileSync(path, linesOf(rows));
    const request = {
      kind: "files",
      files: [{ source: { path }, facts: { name: "a", format: "jsonl", bytes: 1 } }],
      method: "evaluation",
    };
    service.database
      .prepare("update datasets set state = 'importing', request = ? where id = ?")
      .run(JSON.stringify(request), id);
    service.datasets.recover();
    expect(service.datasets.get(id).state).toBe("interrupted");
    service.datasets.importAgain({ id });
    expect(await service.settled(id)).toMatchObject({ state: "ready", rows: 12, problem: null });
    expect(service.textsOf(id).size).toBe(12);
  });

  it("rows of other datasets are copied again, and not where they were all there", async () => {
    const from = [await imported(), await imported()];
    const { id } = service.datasets.merge({ ids: from, name: "Both" });
    const { request } = { ...service.database.prepare("select request from datasets where id = ?").get(id) };
    expect(await service.settled(id)).toMatchObject({ state: "ready", rows: 24 });
    const cut = () =>
      service.database
        .prepare("update datasets set state = 'importing', row_count = 0, request = ? where id = ?")
        .run(String(request), id);
    for (const isThere of [true, false]) {
      cut();
      if (!isThere) {
        close(join(profile, "datasets", id, "rows.db"));
        rmSync(join(profile, "datasets", id), { recursive: true });
        mkdirSync(join(profile, "datasets", id));
      }
      service.datasets.recover();
      service.datasets.importAgain({ id });
      expect(await service.settled(id)).toMatchObject({ state: "ready", rows: 24, problem: null });
    }
    for (const one of [id, "nobody"]) expect(() => service.datasets.importAgain({ id: one })).toThrow();
  });

  it("what was kept on disk meanwhile is gone: indexes, drafts beside an export, bytes that were read, folders of nothing", async () => {
    const id = await imported();
    const places = placesIn(join(profile, "datasets"));
    const out = join(profile, "out");
    mkdirSync(out);
    const draft = places.draft(id, join(out, "rows.jsonl"));
    writeFileSync(draft, "half");
    writeFileSync(join(out, ".assay-somebody's.part"), "not ours");
    for (const name of ["likeness", "likeness-all", "likeness-other", "gathered.jsonl"])
      writeFileSync(join(places.folder, id, name), "x");
    mkdirSync(join(places.folder, id, "given"));
    const removed = await imported();
    service.datasets.remove({ id: removed });
    const nothing = "11111111-2222-4333-8444-555555555555";
    mkdirSync(join(places.folder, nothing));
    writeFileSync(join(places.folder, "uploaded.jsonl"), "from before");
    service.datasets.recover();
    expect(readdirSync(join(places.folder, id)).filter((name) => !name.startsWith("rows.db"))).toEqual([]);
    expect(readdirSync(out)).toEqual([".assay-somebody's.part"]);
    expect(existsSync(places.rows(removed))).toBe(true);
    expect(existsSync(join(places.folder, nothing))).toBe(false);
    expect(existsSync(join(places.folder, "uploaded.jsonl"))).toBe(true);
    service.datasets.purge();
    expect(existsSync(join(places.folder, removed))).toBe(false);
  });
});
