import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { placesIn } from "../../../../main/datasets/places.ts";
import { close, databaseOf } from "../../../../main/datasets/process/files.ts";
import { recognizeAll } from "../../../../main/datasets/process/intake.ts";
import { work } from "../../../../main/datasets/process/work.ts";
import { countFacets } from "../../../../main/datasets/store/facets.ts";
import { headOf } from "../../../../main/datasets/store/operations.ts";
import { rowsAt } from "../../../../main/datasets/store/rows.ts";
import { compiled, started } from "../../child.ts";
import { temporaryProfiles } from "../../profile.ts";

const profile = temporaryProfiles();
const rowCount = 600;
const times = 2;
let worker = "";

/** Every third row says what the one before says, and each has a field that nobody knows. */
const textOf = (row: number) => {
  const said = row % 3 === 2 ? row - 1 : row;
  return `{"id":${row % 3 === 2 ? said : row},"messages":[{"role":"user","content":"Question ${said} about kind ${said % 7}"},{"role":"assistant","content":"Answer ${said}"}]}`;
};
const lines = Array.from({ length: rowCount }, (_, row) => textOf(row));
const once = lines.filter((_, row) => row % 3 !== 2);
const fixed = lines.map((line) => line.replace(/"id":\d+,/, ""));
const context = { signal: new AbortController().signal, progress: () => {} };

beforeAll(async () => {
  worker = await compiled(new URL("worker.ts", import.meta.url), profile());
}, 60_000);

/** Runs works until they are killed, so many milliseconds after the first was begun. Gives how many were done. */
function killed(works: string, after: number): Promise<number> {
  const child = started(worker, [works]);
  let output = "";
  child.stdout.on("data", (bytes: Buffer) => {
    if (output === "") setTimeout(() => child.kill("SIGKILL"), after);
    output += bytes.toString("latin1");
  });
  return new Promise((resolve) => {
    child.on("close", () => resolve(output.split("done\n").length - 1));
  });
}

it(`killed ${6 * times} times in the middle of an import, a fix, edits, a split, a deduplication and an export: all that was done is there, and nothing that was half done`, async () => {
  const folder = profile();
  const places = placesIn(join(folder, "datasets"));
  const file = (id: string) => places.rows(id);
  const make = (id: string) => {
    mkdirSync(join(places.folder, id), { recursive: true });
    return file(id);
  };
  const source = join(folder, "rows.jsonl");
  writeFileSync(source, lines.map((line) => `${line}\n`).join(""));
  const { recognized, mapping } = await recognizeAll({ sources: [{ path: source }], mapping: null });
  const from = { kind: "files" as const, files: recognized, method: mapping.method };
  const base = make("base");
  await work.import({ file: base, from, isFirst: true }, context);
  const scratch = places.scratch("base");
  await work.check({ file: base, method: "supervised", model: null, others: [], scratch }, context);
  close(base);

  const edits = Array.from({ length: 300 }, (_, index) => ({ key: index + 1, text: `edited ${index}` }));
  const undo = (id: string) => ["step", { file: file(id), direction: -1 }];
  /** The works of each kind, the longest they are let go on, and whether rows are what so many works make of them. */
  const kinds: {
    name: string;
    for: number;
    works: (id: string, target: string) => unknown[];
    isRight: (rows: string[], done: number, parts: number) => boolean;
  }[] = [
    {
      name: "import",
      for: 400,
      works: (id) => [["import", { file: file(id), from, isFirst: false }]],
      isRight: (rows, done) =>
        rows.length >= done * rowCount &&
        rows.length <= (done + 1) * rowCount &&
        rows.every((text, index) => text === lines[index % rowCount]) &&
        rows.length % rowCount === 0,
    },
    {
      name: "fix",
      for: 400,
      works: (id) => [["fix", { file: file(id), rule: "unknown_field", keys: null }], undo(id)],
      isRight: (rows) => rows.join() === fixed.join() || rows.join() === lines.join(),
    },
    {
      name: "edit",
      for: 300,
      works: (id) => edits.map((edit) => ["edit", { file: file(id), ...edit }]),
      isRight: (rows, done) => {
        const count = rows.filter((text) => text.startsWith("edited")).length;
        const isInOrder = rows.every(
          (text, index) => text === (index < count ? edits[index]?.text : lines[index]),
        );
        return isInOrder && (done >= edits.length || count === done || count === done + 1);
      },
    },
    {
      name: "split",
      for: 500,
      works: (id) => [
        [
          "split",
          {
            file: file(id),
            seed: 1,
            shares: { train: 0.8, validation: 0.1, test: 0.1 },
            keepTogether: true,
            scratch: places.scratch(id),
          },
        ],
        undo(id),
      ],
      isRight: (rows, _done, parts) => rows.join() === lines.join() && (parts === 0 || parts === rowCount),
    },
    {
      name: "deduplicate",
      for: 500,
      works: (id) => [
        ["deduplicate", { file: file(id), near: false, scratch: places.scratch(id) }],
        undo(id),
      ],
      isRight: (rows) => rows.join() === once.join() || rows.join() === lines.join(),
    },
    {
      name: "export",
      for: 150,
      works: (id, target) => [
        [
          "export",
          {
            file: file(id),
            path: target,
            draft: places.draft(id, target),
            version: null,
            format: "jsonl",
            method: "supervised",
            part: null,
            isGzip: false,
          },
        ],
      ],
      isRight: (rows) => rows.join() === lines.join(),
    },
  ];

  let halfDone = 0;
  for (let time = 0; time < times; time += 1)
    for (const kind of kinds) {
      const id = `${kind.name}-${time}`;
      make(id);
      if (kind.name !== "import") copyFileSync(base, file(id));
      const targets = join(folder, "out", id);
      mkdirSync(targets, { recursive: true });
      const target = join(targets, "rows.jsonl");
      const works = join(folder, "works.json");
      writeFileSync(works, JSON.stringify(kind.works(id, target)));
      const done = await killed(works, Math.random() * kind.for);
      places.sweep(id);

      const database = databaseOf(file(id));
      expect(database.prepare("pragma integrity_check").get(), id).toEqual({ integrity_check: "ok" });
      const head = headOf(database);
      const rows = [...rowsAt(database, head)].map(({ text }) => text);
      const { parts } = countFacets(database);
      expect(kind.isRight(rows, done, rowCount - parts.none), `${id} after ${done} works`).toBe(true);
      const begun = database.prepare("select count(*) as count from operations where is_done = 0").get();
      halfDone += Number(begun?.count);
      if (existsSync(target)) expect(readFileSync(target, "utf8")).toBe(readFileSync(source, "utf8"));
      expect(readdirSync(targets).filter((name) => name !== "rows.jsonl")).toEqual([]);
      expect(readdirSync(join(places.folder, id)).filter((name) => !name.startsWith("rows.db"))).toEqual([]);

      // And it goes on from there, with a row that no work takes away.
      if (head === 0) await work.import({ file: file(id), from, isFirst: true }, context);
      work.edit({ file: file(id), key: 5, text: "the next one" });
      expect([...rowsAt(database, headOf(database))].map(({ text }) => text)).toContain("the next one");
      const restored = head === 0 ? lines : rows;
      work.step({ file: file(id), direction: -1 });
      expect([...rowsAt(database, headOf(database))].map(({ text }) => text)).toEqual(restored);
      close(file(id));
    }
  // Otherwise nothing was killed in its middle.
  expect(halfDone).toBeGreaterThan(0);
}, 180_000);
