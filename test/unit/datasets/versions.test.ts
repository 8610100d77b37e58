import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";
import { everyRow } from "../../../preload/every-row.ts";
import { temporaryProfiles } from "../profile.ts";
import { plantedDataset } from "./planted.ts";
import { serviceIn } from "./service.ts";

const makeProfile = temporaryProfiles();

let service: ReturnType<typeof serviceIn>;
let id: string;

/** Twenty rows with faults, two of which are the same. */
const lines = plantedDataset().text.split("\n").slice(0, 19);
const text = [...lines, lines[0]].join("\n");

beforeEach(async () => {
  service = serviceIn(makeProfile());
  id = (await service.imported({ name: "rows.jsonl", text })).dataset.id;
  await service.checked(id, "supervised");
});

const bytesOf = async (version: number | null) => readFileSync(await service.exported(id, version));
const done = async () => expect((await service.settled(id)).problem).toBeNull();

describe("a version that something uses", () => {
  it("never changes, whatever is done to its dataset", async () => {
    const { datasets } = service;
    await datasets.tag({ id, choice: { keys: [1, 2] }, tag: "good", isOn: true });
    await datasets.setPart({ id, choice: { keys: [1] }, part: "train" });
    const version = await datasets.use(id, { kind: "series", usedBy: "s1", name: "Series" });
    expect(version).toBe(1);
    const [before, rows] = [await bytesOf(1), await service.rowsOf(id, 1)];
    expect(before.toString()).toBe(`${text}\n`);
    const told = rows.map(({ key, text: said, tags, part, from }) => ({ key, said, tags, part, from }));
    const stays = async () => {
      expect(await bytesOf(1)).toEqual(before);
      const now = await service.rowsOf(id, 1);
      expect(now.map(({ key, text: said, tags, part, from }) => ({ key, said, tags, part, from }))).toEqual(
        told,
      );
    };

    await datasets.edit({ id, key: 1, text: '{"messages":[]}' });
    await datasets.addRow({ id, after: 2, text: "{}" });
    await datasets.duplicateRows({ id, choice: { keys: [3] } });
    await datasets.deleteRows({ id, choice: { keys: [4] } });
    await datasets.tag({ id, choice: { view: everyRow }, tag: "good", isOn: false });
    await datasets.setPart({ id, choice: { keys: [1] }, part: null });
    await stays();
    datasets.fix({ id, rule: "not_json", keys: null });
    await done();
    datasets.deduplicate({ id, near: false });
    await done();
    datasets.split({ id, seed: 1, shares: { train: 0.5, validation: 0.5, test: 0 }, keepTogether: true });
    await done();
    await service.checked(id, "supervised");
    await stays();

    const { versions, dataset } = await datasets.open({ id });
    expect(versions.map(({ number, isSealed }) => [number, isSealed])).toEqual([
      [2, false],
      [1, true],
    ]);
    expect(versions[1]?.uses).toMatchObject([{ kind: "series", usedBy: "s1" }]);
    expect(dataset.version).toBe(2);
    for (let count = 0; count < 20; count += 1) await datasets.step(id, -1);
    expect(await bytesOf(null)).toEqual(before);
    expect((await datasets.open({ id })).undo).toBeNull();
    await datasets.edit({ id, key: 2, text: "{}" });
    await stays();
    expect((await datasets.open({ id })).versions.map(({ number }) => number)).toEqual([2, 1]);
  });

  it("is compared with another row by row", async () => {
    const { datasets } = service;
    await datasets.seal({ id });
    await datasets.edit({ id, key: 2, text: "{}" });
    const { keys } = await datasets.addRow({ id, after: null, text: '{"new":1}' });
    await datasets.deleteRows({ id, choice: { keys: [5] } });
    await datasets.tag({ id, choice: { keys: [7] }, tag: "x", isOn: true });
    const asked = { id, before: 1, after: null, from: 0, count: 100 };
    const told = await datasets.differences(asked);
    expect(told).toMatchObject({ added: 1, removed: 1, changed: 1 });
    expect(told.rows).toEqual([
      { key: 2, before: lines[1], after: "{}" },
      { key: 5, before: lines[4], after: null },
      { key: keys[0], before: null, after: '{"new":1}' },
    ]);
    expect(await datasets.differences({ ...asked, before: 2, after: 1 })).toMatchObject({
      added: 1,
      removed: 1,
      changed: 1,
    });
    await expect(datasets.differences({ ...asked, before: 9 })).rejects.toThrow();
  });
});

describe("a fix", () => {
  it("of what stands in texts, and of repeated rows, does what its preview says, and is undone", async () => {
    const { datasets } = service;
    const secret =
      '{"messages":[{"role":"user","content":"Mail ann@mine.aurum"},{"role":"assistant","content":"Done."}]}';
    const { keys } = await datasets.addRow({ id, after: null, text: secret });
    const key = keys[0] ?? 0;
    const { findings } = await datasets.row({ id, version: null, key });
    const [mail] = findings.filter(({ rule }) => rule === "personal_email");
    expect(mail).toMatchObject({ severity: "warns", path: "messages[0].content" });
    const rule = mail?.rule ?? "";
    const preview = await datasets.previewFix({ id, rule, keys: null });
    expect(preview).toMatchObject({ changed: 1, removed: 0, left: 0 });
    datasets.fix({ id, rule, keys: [key, key] });
    await done();
    const mended = await datasets.row({ id, version: null, key });
    expect(mended.text).toBe(preview.examples[0]?.after);
    expect(mended.text).not.toContain("ann@");
    expect(await datasets.previewFix({ id, rule: "duplicate", keys: null })).toMatchObject({
      removed: 1,
      changed: 0,
    });
    datasets.fix({ id, rule: "duplicate", keys: null });
    await done();
    expect(service.textsOf(id).has(20)).toBe(false);
    await datasets.step(id, -1);
    expect(service.textsOf(id).get(20)).toBe(lines[0]);
    // Rows that the rule has found nothing in stay.
    expect(await datasets.previewFix({ id, rule: "duplicate", keys: [1, 2] })).toMatchObject({
      removed: 0,
      left: 2,
    });
  });
});
