import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Datasets, openDatasets } from "../../../main/datasets/datasets.ts";
import { createWorkers } from "../../../main/processes/workers.ts";
import { type Database, openDatabase } from "../../../main/storage/database.ts";
import { migrations } from "../../../main/storage/migrations/index.ts";
import type { Dataset } from "../../../preload/contract/datasets.ts";
import { everyRow } from "../../../preload/every-row.ts";
import { localWorkers } from "../../fakes/dataset-workers.ts";
import { temporaryProfiles } from "../profile.ts";

const makeProfile = temporaryProfiles();

let profile: string;
let database: Database;
let datasets: Datasets;
let events: Dataset[][];

const open = () => {
  database = openDatabase(join(profile, "assay.db"));
  events = [];
  datasets = openDatasets({
    database,
    folder: join(profile, "datasets"),
    emit: (_event, list) => events.push(list as Dataset[]),
    workers: createWorkers(localWorkers),
  });
};

beforeEach(() => {
  profile = makeProfile();
  open();
});

const utf8 = (text: string) => new TextEncoder().encode(text);

const example = (question: string, answer: string) =>
  JSON.stringify({
    messages: [
      { role: "user", content: question },
      { role: "assistant", content: answer },
    ],
  });

const numbers = [
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];
const lines = numbers.map((number) =>
  example(`What is the ${number}th word of the text?`, `It is ${number}.`),
);

/** The dataset when nothing is being done to it any more. */
const settled = (id: string) =>
  vi.waitFor(
    () => {
      const one = datasets.get(id);
      expect(one.job).toBeNull();
      return one;
    },
    { timeout: 60_000, interval: 5 },
  );

const imported = async (text: string, name = "examples.jsonl") => {
  const intake = await datasets.intake([{ name, bytes: utf8(text) }]);
  const { id } = await datasets.importIntake({
    intakeId: intake.id,
    name: "Examples",
    into: null,
    mayNeedMuch: false,
  });
  return { intake, dataset: await settled(id) };
};

const texts = async (id: string, view = everyRow, version: number | null = null) => {
  const { rows } = await datasets.rows({ id, version, view, from: 0, count: 500 });
  return Promise.all(rows.map(async ({ key }) => (await datasets.row({ id, version, key })).text));
};

describe("an import", () => {
  it("keeps every line byte for byte, says where it is from, and is readable by its owner only", async () => {
    const broken = '{"messages": [{"role":"user","content":"a\0b"}';
    const { dataset } = await imported([...lines, "", broken, '{"a":1,"a":2}'].join("\r\n"));
    expect(dataset).toMatchObject({
      state: "ready",
      rows: 14,
      method: "supervised",
      version: 1,
      problem: null,
    });
    expect(await texts(dataset.id)).toEqual([...lines, broken, '{"a":1,"a":2}']);
    const row = await datasets.row({ id: dataset.id, version: null, key: 13 });
    expect(row).toMatchObject({ line: 14, from: { kind: "file", file: "examples.jsonl", line: 14 } });
    const file = join(profile, "datasets", dataset.id, "rows.db");
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(existsSync(join(profile, "datasets", dataset.id, "given"))).toBe(false);
  });

  it("that the end of the app cut is told, and can be done again", async () => {
    const intake = await datasets.intake([{ name: "a.jsonl", bytes: utf8(lines.join("\n")) }]);
    const { id } = await datasets.importIntake({
      intakeId: intake.id,
      name: "Cut",
      into: null,
      mayNeedMuch: false,
    });
    datasets.interrupt();
    database.prepare("update datasets set state = 'importing' where id = ?").run(id);
    database.close();
    open();
    datasets.recover();
    expect(datasets.get(id).state).toBe("interrupted");
    datasets.importAgain({ id });
    expect(await settled(id)).toMatchObject({ state: "ready", rows: 12 });
    expect(await texts(id)).toEqual(lines);
  });

  it("that something waits for is used by it, in the version that it becomes", async () => {
    const intake = await datasets.intake([{ name: "a.jsonl", bytes: utf8(lines.join("\n")) }]);
    const options = { intakeId: intake.id, name: "Early", into: null, mayNeedMuch: false };
    const { id } = await datasets.importIntake(options);
    expect(datasets.get(id).state).toBe("importing");
    expect(await datasets.use(id, { kind: "draft", usedBy: "d", name: "Run" })).toBe(1);
    await settled(id);
    expect((await datasets.open({ id })).versions).toMatchObject([
      { number: 1, isSealed: true, uses: [{ name: "Run" }] },
    ]);
    await datasets.addRow({ id, after: null, text: lines[0] ?? "" });
    expect(datasets.get(id)).toMatchObject({ rows: 13, version: 2 });
  });

  it("that is refused for now can be begun again", async () => {
    const { dataset } = await imported(lines.join("\n"));
    const more = await datasets.intake([{ name: "more.jsonl", bytes: utf8(lines[11] ?? "") }]);
    const asked = { intakeId: more.id, name: "", into: dataset.id, mayNeedMuch: false };
    const shares = { train: 1, validation: 1, test: 1 };
    datasets.split({ id: dataset.id, seed: 1, shares, keepTogether: false });
    await expect(datasets.importIntake(asked)).rejects.toMatchObject({
      diagnosis: { code: "dataset_busy" },
    });
    await settled(dataset.id);
    await datasets.importIntake(asked);
    expect(await settled(dataset.id)).toMatchObject({ rows: 13 });
    await expect(datasets.importIntake(asked)).rejects.toMatchObject({ diagnosis: { code: "not_found" } });
  });

  it("adds rows of more files, which an undo takes back and a redo brings", async () => {
    const {
      dataset: { id },
    } = await imported(lines.slice(0, 11).join("\n"));
    const more = await datasets.intake([{ name: "more.jsonl", bytes: utf8(lines[11] ?? "") }]);
    await datasets.importIntake({ intakeId: more.id, name: "", into: id, mayNeedMuch: false });
    expect(await settled(id)).toMatchObject({ rows: 12 });
    expect((await datasets.open({ id })).origins.map(({ name, rows }) => [name, rows])).toEqual([
      ["examples.jsonl", 11],
      ["more.jsonl", 1],
    ]);
    expect((await datasets.step(id, -1)).dataset.rows).toBe(11);
    expect((await datasets.step(id, 1)).dataset.rows).toBe(12);
    expect(await texts(id)).toEqual(lines);
  });

  it("and what was checked is old where another change has taken the place of one that was undone", async () => {
    const {
      dataset: { id },
    } = await imported(lines.join("\n"));
    await datasets.addRow({ id, after: null, text: lines[0] ?? "" });
    datasets.check({ id, method: "supervised", model: null });
    await settled(id);
    const checked = await datasets.open({ id });
    expect([checked.checked?.isOld, checked.parts.none]).toEqual([false, 13]);
    vi.useFakeTimers({ now: Date.now() + 1000, toFake: ["Date"] });
    await datasets.step(id, -1);
    await datasets.deleteRows({ id, choice: { keys: [2] } });
    vi.useRealTimers();
    const now = await datasets.open({ id });
    expect([now.checked?.isOld, now.parts.none]).toEqual([true, 11]);
  });
});

it("a check tells what blocks a dataset as a whole, where no row has a fault", async () => {
  const few = await imported(lines.slice(0, 9).join("\n"));
  const enough = await imported(lines.join("\n"));
  for (const { dataset } of [few, enough])
    datasets.check({ id: dataset.id, method: "supervised", model: null });
  expect(await settled(few.dataset.id)).toMatchObject({ findings: { blocks: 0, whole: 1 } });
  expect(await settled(enough.dataset.id)).toMatchObject({ findings: { blocks: 0, whole: 0 } });
});

it("an export says how many rows it left out, until the next work", async () => {
  const {
    dataset: { id },
  } = await imported([...lines, "{ broken", '{"messages":[]}'].join("\n"));
  const path = join(profile, "out.jsonl");
  const as = { id, version: null, format: "jsonl", part: null, isGzip: false } as const;
  datasets.exportTo({ ...as, method: "evaluation" }, path);
  expect(await settled(id)).toMatchObject({ leftOut: 2, problem: null });
  expect(readFileSync(path, "utf8").trim().split("\n")).toHaveLength(12);
  datasets.exportTo({ ...as, method: "supervised" }, path);
  expect(await settled(id)).toMatchObject({ leftOut: 0 });
  expect(readFileSync(path, "utf8").trim().split("\n")).toHaveLength(14);
});

describe("files that were uploaded before there were datasets", () => {
  /** A profile of the version before, with three uploads, one of them deleted, a draft and a run that wait. */
  const earlier = () => {
    profile = makeProfile();
    const folder = join(profile, "datasets");
    mkdirSync(folder);
    const before = openDatabase(join(profile, "assay.db"), migrations.slice(0, 14));
    const add = before.prepare("insert into datasets values (?, ?, ?, ?, ?, ?, ?)");
    const upload = (id: string, kind: string, name: string, bytes: Uint8Array, removedAt: number | null) => {
      writeFileSync(join(folder, `${id}.${kind}`), bytes);
      add.run(id, name, kind, bytes.length, 2, 5, removedAt);
    };
    upload(ids[0], "jsonl", "talks.jsonl", utf8(lines.slice(0, 2).join("\n")), null);
    upload(ids[1], "csv", "Fragen.csv", Buffer.from("Frage;Antwort\r\nWas?;Schw\xe4n\r\n", "latin1"), null);
    upload(ids[2], "text", "gone.txt", utf8("one\ntwo"), 7);
    const state = (isRun: boolean, name: string) =>
      JSON.stringify({ flow: "create", step: "review", isRun, name, datasets: [ids[0], "not there"] });
    const draft = before.prepare("insert into model_drafts values (?, ?, 1, 2, null)");
    draft.run("draft", state(false, "Draft"));
    draft.run("run", state(true, "Run"));
    draft.run("damaged", "{");
    before.close();
    open();
  };
  const ids = [1, 2, 3].map((digit) => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`) as [
    string,
    string,
    string,
  ];

  it("are read, with what uses them, and leave nothing behind", async () => {
    earlier();
    datasets.recover();
    datasets.purge();
    expect(datasets.list().map(({ name, state }) => [name, state])).toEqual([
      ["talks.jsonl", "waiting"],
      ["Fragen.csv", "waiting"],
    ]);
    datasets.prepare();
    expect(await settled(ids[0])).toMatchObject({
      state: "ready",
      method: "supervised",
      rows: 2,
      problem: null,
    });
    expect(await texts(ids[0])).toEqual(lines.slice(0, 2));
    expect((await datasets.open({ id: ids[0] })).versions).toMatchObject([
      { number: 1, isSealed: true, uses: [{ kind: "draft", usedBy: "run", name: "Run" }] },
    ]);
    await settled(ids[1]);
    const row = await datasets.row({ id: ids[1], version: null, key: 1 });
    expect(row).toMatchObject({
      text: example("Was?", "Schw\u00e4n"),
      from: { kind: "file", file: "Fragen.csv", line: 2 },
    });
    expect(readdirSync(join(profile, "datasets")).sort()).toEqual(ids.slice(0, 2));
  });

  it("can be deleted before they are read", () => {
    earlier();
    datasets.remove({ id: ids[0] });
    datasets.purge();
    expect(readdirSync(join(profile, "datasets"))).toEqual([`${ids[1]}.csv`]);
  });
});

it("a row that is very long is told by its beginning, and is there in full", async () => {
  const long = example(`${"\u{1f48e} gem ".repeat(20_000)}`, "Yes");
  const { dataset } = await imported([lines[0], long].join("\n"));
  const { rows } = await datasets.rows({ id: dataset.id, version: null, view: everyRow, from: 0, count: 2 });
  expect(rows[1]).toMatchObject({ characters: long.length, answered: "" });
  expect(long.startsWith(rows[1]?.asked.slice(0, 150) ?? "-")).toBe(true);
  expect(rows[0]).toMatchObject({ asked: "What is the oneth word of the text?", answered: "It is one." });
  expect((await datasets.row({ id: dataset.id, version: null, key: 2 })).text).toBe(long);
});

it("many datasets are compared with one, and put together", async () => {
  const { dataset } = await imported(lines.join("\n"));
  const ids = [dataset.id];
  for (const line of lines.slice(0, 6)) {
    const { id } = (await imported(line)).dataset;
    database.prepare("update datasets set method = 'evaluation' where id = ?").run(id);
    ids.push(id);
  }
  datasets.check({ id: dataset.id, method: "supervised", model: null });
  expect((await settled(dataset.id)).problem).toBeNull();
  const { findings } = await datasets.open({ id: dataset.id });
  expect(findings.find(({ rule }) => rule === "leak")?.rows).toBe(6);
  const { id } = datasets.merge({ ids, name: "All" });
  expect(await settled(id)).toMatchObject({ problem: null, rows: 18 });
});
