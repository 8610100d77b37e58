import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import * as changes from "../../../../main/datasets/store/changes.ts";
import { begin, finish, headOf, step } from "../../../../main/datasets/store/operations.ts";
import { fullRow } from "../../../../main/datasets/store/rows.ts";
import { datasetTables } from "../../../../main/datasets/store/schema.ts";
import { seal } from "../../../../main/datasets/store/versions.ts";
import { viewOf, windowOf } from "../../../../main/datasets/store/view.ts";
import { openWriter } from "../../../../main/datasets/store/writer.ts";
import { type Database, inTransaction } from "../../../../main/storage/database.ts";
import { openOwnFile } from "../../../../main/storage/own-file.ts";
import type { RowView } from "../../../../preload/contract/dataset-rows.ts";
import type { Finding } from "../../../../preload/contract/dataset-rules.ts";
import { everyRow } from "../../../../preload/every-row.ts";
import { temporaryProfiles } from "../../profile.ts";

const makeProfile = temporaryProfiles();

const finding = (rule: string, severity: Finding["severity"]): Finding => ({
  ...{ rule, severity, at: 0, length: 1, path: "", parameters: {} },
});

const said = (...texts: string[]) =>
  JSON.stringify({
    messages: texts.map((content, index) => ({ role: index % 2 === 0 ? "user" : "assistant", content })),
  });

/** What each row says, from key 1 on. */
const rows: { text: string; findings?: Finding[]; file?: string }[] = [
  { text: said("The quick brown fox", "It jumps over the lazy dog and runs into the wood.") },
  { text: said("今天天气很好", "是的,天气很好"), file: "b.jsonl" },
  { text: said('He said "stop" and left', "NEAR the end OR not"), findings: [finding("not_json", "blocks")] },
  {
    text: '{"broken',
    findings: [finding("not_json", "blocks"), finding("answer_spaces", "warns")],
    file: "b.jsonl",
  },
  { text: said("nul\0byte", "caf\u00e9"), findings: [finding("answer_spaces", "warns")] },
  { text: said("one", "two", "three", "four") },
  { text: '{"a":"NUL\0here"}' },
];

let database: Database;

beforeEach(() => {
  database = openOwnFile(join(makeProfile(), "rows.db"), datasetTables);
  const operation = begin(database, "import");
  const writer = openWriter(database, operation);
  for (const [index, { text, findings = [], file = "a.jsonl" }] of rows.entries())
    writer.add({ text, findings, origin: { kind: "file", file, line: index + 1 } });
  inTransaction(database, () => finish(database, operation, writer.change()));
});

/** The keys that a view shows, as they are now or after another operation. */
const keys = (view: Partial<RowView>, operation = headOf(database)) =>
  windowOf(database, operation, viewOf(database, operation, { ...everyRow, ...view }), 0, 500).rows.map(
    ({ key }) => key,
  );

describe("a search", () => {
  const found: [typed: string, keys: number[]][] = [
    ["fox", [1]],
    ["quick brown", [1]],
    ["brown quick", [1]],
    ["lazy do", [1]],
    ["天气", [2]],
    ["天", [2]],
    ["气天", []],
    ['"stop"', [3]],
    ['"', []],
    ["stop AND left", [3]],
    ["NEAR the", [3]],
    ["fox NOT dog", []],
    ["fox*", [1]],
    ["text:fox", []],
    ["-fox", [1]],
    ["(fox", [1]],
    ["cafe", [5]],
    ["CAFÉ", [5]],
    ["byte", [5]],
    ["nul\0byte", [5]],
    ["broken", [4]],
    ["\ud83d", []],
    ["fox ???", [1]],
    ["?", []],
    ["nobody says that", []],
  ];
  it.each(found)("for %j finds rows %j", (typed, expected) => {
    expect(keys({ search: typed })).toEqual(expected);
    // After a change the rows are found in another way, and are the same.
    changes.addRow(database, null, said("another"), () => []);
    expect(keys({ search: typed })).toEqual(expected);
  });

  it("of a thousand characters of any kind takes no long time and throws nothing", () => {
    const begun = performance.now();
    for (const piece of ["q", "q ", "天", '"', '" ', "* ", "( ", "NEAR(", "\ud83d", "^:-+{}"])
      expect(keys({ search: piece.repeat(1000).slice(0, 1000) })).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(1000);
    expect(keys({ search: " \t\n" })).toHaveLength(rows.length);
  });

  it("finds what a row says now, not what it said", () => {
    changes.editRow(database, 1, said("A slow fox"), () => []);
    expect([keys({ search: "quick" }), keys({ search: "slow" })]).toEqual([[], [1]]);
    expect(keys({ search: "quick" }, 1)).toEqual([1]);
    changes.deleteRows(database, { keys: [1] });
    expect(keys({ search: "fox" })).toEqual([]);
    step(database, -1, 10);
    step(database, -1, 10);
    expect([keys({ search: "quick" }), keys({ search: "slow" })]).toEqual([[1], []]);
  });
});

describe("a filter", () => {
  it.each<[Partial<RowView>, number[]]>([
    [{ rule: "*" }, [3, 4, 5]],
    [{ rule: "not_json" }, [3, 4]],
    [{ rule: "answer_spaces" }, [4, 5]],
    [{ rule: "constructor" }, []],
    [{ tag: "kept" }, [1, 2]],
    [{ tag: "__proto__" }, [2]],
    [{ part: "train" }, [1, 4]],
    [{ part: "test" }, [5]],
    [{ part: "none" }, [2, 3, 6, 7]],
    [{ origin: 2 }, [2, 4]],
    [{ language: "Chinese" }, []],
    [
      { shortest: 60, longest: 75 },
      rows.flatMap(({ text }, index) => (text.length >= 60 && text.length <= 75 ? [index + 1] : [])),
    ],
    [{ rule: "*", part: "train", search: "broken" }, [4]],
    [
      { sort: "characters" },
      rows
        .map(({ text }, index) => ({ key: index + 1, length: text.length }))
        .sort((a, b) => a.length - b.length || a.key - b.key)
        .map(({ key }) => key),
    ],
    [{ sort: "findings", isDescending: true }, [4, 3, 5, 1, 2, 6, 7]],
    [{ sort: "turns", isDescending: true }, [6, 1, 2, 3, 5, 4, 7]],
    [{ sort: "place", isDescending: true }, [7, 6, 5, 4, 3, 2, 1]],
    [{ sort: "part" }, [2, 3, 6, 7, 5, 1, 4]],
  ])("of %j shows rows %j", (view, expected) => {
    changes.tagRows(database, { keys: [1, 2] }, "kept", true);
    changes.tagRows(database, { keys: [2] }, "__proto__", true);
    changes.setPart(database, { keys: [1, 4] }, "train");
    changes.setPart(database, { keys: [5] }, "test");
    expect(keys(view)).toEqual(expected);
  });

  it("shows tags and parts as they were in an older version", () => {
    changes.tagRows(database, { keys: [1] }, "old", true);
    changes.setPart(database, { keys: [1] }, "train");
    inTransaction(database, () => seal(database));
    const sealed = headOf(database);
    changes.tagRows(database, { keys: [1] }, "old", false);
    changes.tagRows(database, { keys: [3] }, "old", true);
    changes.setPart(database, { keys: [1] }, "test");
    changes.setPart(database, { keys: [2] }, "train");
    expect([keys({ tag: "old" }, sealed), keys({ part: "train" }, sealed)]).toEqual([[1], [1]]);
    expect([keys({ tag: "old" }), keys({ part: "train" }), keys({ part: "test" })]).toEqual([[3], [2], [1]]);
    expect(fullRow(database, sealed, 1)).toMatchObject({ part: "train", tags: ["old"] });
  });
});

it("sixty rows put in at one spot stand in the order they were put in, the last one first, and so they did before", () => {
  changes.addRow(database, 3, said("neighbor"), () => []);
  const expected = [1, 2, 3];
  const added: number[] = [];
  for (let count = 0; count < 60; count += 1)
    added.unshift(...changes.addRow(database, 3, said(`new ${count}`), () => []));
  expect(keys({})).toEqual([...expected, ...added, 8, 4, 5, 6, 7]);
  for (let count = 0; count < 60; count += 1) changes.addRow(database, 8, said(`more ${count}`), () => []);
  for (let count = 0; count < 60; count += 1) {
    const [key = 0] = changes.addRow(database, added.at(-1) ?? 0, said(`last ${count}`), () => []);
    added.push(key);
  }
  expect(keys({}).slice(0, 3 + added.length)).toEqual([...expected, ...added]);
  expect(keys({}, 1)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  for (let count = 0; count < 180; count += 1) step(database, -1, 10);
  expect(keys({})).toEqual([1, 2, 3, 8, 4, 5, 6, 7]);
});

it("a row that begins with a mark and has a NUL in it stays what it is", () => {
  const odd = '\ufeff{"a":"\0"}';
  const [key = 0] = changes.addRow(database, null, odd, () => []);
  expect(fullRow(database, headOf(database), key)?.text).toBe(odd);
});
