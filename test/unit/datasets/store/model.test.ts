import { join } from "node:path";
import { expect, it } from "vitest";
import * as changes from "../../../../main/datasets/store/changes.ts";
import { countsAt, forgetCounts } from "../../../../main/datasets/store/counts.ts";
import { countFacets } from "../../../../main/datasets/store/facets.ts";
import {
  begin,
  finish,
  headOf,
  redoable,
  sizeAt,
  step,
  undoable,
} from "../../../../main/datasets/store/operations.ts";
import { rowAt } from "../../../../main/datasets/store/rows.ts";
import { datasetTables } from "../../../../main/datasets/store/schema.ts";
import { differences, operationOf, seal, versionsOf } from "../../../../main/datasets/store/versions.ts";
import { viewOf, windowOf } from "../../../../main/datasets/store/view.ts";
import { openWriter } from "../../../../main/datasets/store/writer.ts";
import { seededRandom } from "../../../../main/statistics/random.ts";
import { type Database, inTransaction } from "../../../../main/storage/database.ts";
import { openOwnFile } from "../../../../main/storage/own-file.ts";
import type { Finding } from "../../../../preload/contract/dataset-rules.ts";
import { everyRow } from "../../../../preload/every-row.ts";
import { type Part, partNames } from "../../../../preload/parts.ts";
import { temporaryProfiles } from "../../profile.ts";

const makeProfile = temporaryProfiles();

/** A row as anybody would keep it. */
interface Plain {
  key: number;
  text: string;
  tags: string[];
  part: Part | null;
}

const found = (rule: string, severity: Finding["severity"]): Finding => ({
  ...{ rule, severity, at: 0, length: 1, path: "", parameters: {} },
});

/** What is wrong with a text here: it says so itself. */
const check = (text: string): Finding[] => [
  ...(text.includes("bad") ? [found("not_json", "blocks")] : []),
  ...(text.includes("odd") ? [found("answer_spaces", "warns")] : []),
];

const words = ["good", "bad", "odd", "bad odd", "\0", "\ud83d", "gold 金", "line\u2028"];

/** As it is kept: half a character as JSON's escape. */
const kept = (text: string) => text.replace("\ud83d", "\\ud83d");

/** What the file says, read through the same doors as the window. */
function seen(database: Database, operation: number): Plain[] {
  const { rows } = windowOf(database, operation, viewOf(database, operation, everyRow), 0, 1000);
  return rows.map(({ key, tags, part }) => ({
    key,
    text: rowAt(database, operation, key)?.text ?? "",
    tags: [...tags].sort(),
    part,
  }));
}

const sizes = (rows: readonly Plain[]) => ({
  rows: rows.length,
  size: rows.reduce((sum, { text }) => sum + Buffer.byteLength(text) + 1, 0),
});

const counts = (rows: readonly Plain[]) => ({
  blocks: rows.filter(({ text }) => text.includes("bad")).length,
  warns: rows.filter(({ text }) => text.includes("odd") && !text.includes("bad")).length,
});

function compare(database: Database, states: readonly Plain[][], at: number, sealed: readonly number[]) {
  const now = states[at] ?? [];
  const head = headOf(database);
  expect(seen(database, head)).toEqual(now);
  expect(sizeAt(database, head)).toEqual(sizes(now));
  expect(countsAt(database, head)).toEqual(counts(now));
  const { parts, tags, findings } = countFacets(database);
  for (const part of partNames) expect(parts[part]).toBe(now.filter((row) => row.part === part).length);
  expect(parts.none).toBe(now.filter(({ part }) => part === null).length);
  for (const tag of ["a", "b"])
    expect(tags.find((one) => one.tag === tag)?.rows ?? 0).toBe(
      now.filter((row) => row.tags.includes(tag)).length,
    );
  const bad = now.filter(({ text }) => text.includes("bad")).length;
  expect(findings.find(({ rule }) => rule === "not_json")?.rows ?? 0).toBe(bad);
  expect(undoable(database) !== null).toBe(at > Math.max(0, ...sealed));
  expect(redoable(database) !== null).toBe(at < states.length - 1);
  for (const [index, state] of sealed.entries())
    expect(seen(database, operationOf(database, index + 1) ?? -1)).toEqual(states[state]);
}

it.each([1, 2, 3, 4])(
  "any changes, undone, redone, cut and sealed, are as a plain list has them (seed %i)",
  (seed) => {
    const random = seededRandom(seed);
    const below = (count: number) => Math.floor(random() * count);
    const database = openOwnFile(join(makeProfile(), "rows.db"), datasetTables);
    const first = begin(database, "import");
    const writer = openWriter(database, first);
    let nextKey = 1;
    const start = Array.from({ length: 12 }, (_, index): Plain => {
      const text = `${words[index % words.length]} ${index}`;
      writer.add({ text, origin: { kind: "file", file: "a", line: index }, findings: check(text) });
      return { key: nextKey++, text: kept(text), tags: [], part: null };
    });
    inTransaction(database, () => finish(database, first, writer.change()));
    let states = [start];
    let at = 0;
    const sealed: number[] = [];
    const now = () => states[at] ?? [];
    const become = (rows: Plain[]) => {
      states = [...states.slice(0, at + 1), rows];
      at += 1;
    };
    const some = () => {
      const keys = now()
        .filter(() => random() < 0.2)
        .map(({ key }) => key);
      return keys.length > 0 ? [...keys, keys[0] ?? 0] : null;
    };
    const update = (keys: readonly number[], how: (row: Plain) => Plain) =>
      become(now().map((row) => (keys.includes(row.key) ? how(row) : row)));
    /** Keys of rows that were undone are given again, as by the file. */
    const newKeys = () =>
      1 +
      Math.max(
        0,
        ...states
          .slice(0, at + 1)
          .flat()
          .map(({ key }) => key),
      );

    const steps: (() => void)[] = [
      () => {
        const one = now()[below(now().length)];
        if (!one) return;
        const text = `${words[below(words.length)]} ${below(1000)}`;
        changes.editRow(database, one.key, text, check);
        update([one.key], (row) => ({ ...row, text: kept(text) }));
      },
      () => {
        const index = random() < 0.3 ? null : below(now().length);
        const after = index === null ? null : (now()[index]?.key ?? null);
        const text = `${words[below(words.length)]} new`;
        const [key = 0] = changes.addRow(database, after, text, check);
        expect(key).toBe(newKeys());
        const place = after === null || index === null ? now().length : index + 1;
        become(now().toSpliced(place, 0, { key, text: kept(text), tags: [], part: null }));
      },
      () => {
        const keys = some();
        if (!keys) return;
        let key = newKeys();
        changes.duplicateRows(database, { keys }, check);
        const copies = new Map([...new Set(keys)].map((one) => [one, key++]));
        become(
          now().flatMap((row) => {
            const copy = copies.get(row.key);
            return copy === undefined ? [row] : [row, { ...row, key: copy, tags: [], part: null }];
          }),
        );
      },
      () => {
        const keys = some();
        if (!keys || random() < 0.6) return;
        changes.deleteRows(database, { keys });
        become(now().filter(({ key }) => !keys.includes(key)));
      },
      () => {
        const tag = random() < 0.5 ? "a" : "b";
        const isOn = random() < 0.7;
        const view = { ...everyRow, search: "good" };
        changes.tagRows(database, { view }, tag, isOn);
        const keys = now()
          .filter(({ text }) => text.includes("good"))
          .map(({ key }) => key);
        update(keys, (row) => {
          const others = row.tags.filter((one) => one !== tag);
          return { ...row, tags: isOn ? [...others, tag].sort() : others };
        });
      },
      () => {
        const keys = some();
        if (!keys) return;
        const part = partNames[below(4)] ?? null;
        changes.setPart(database, { keys }, part);
        update(keys, (row) => ({ ...row, part }));
      },
      () => {
        if (undoable(database) === null) return;
        step(database, -1, 1000);
        at -= 1;
      },
      () => {
        if (redoable(database) === null) return;
        step(database, 1, 1000);
        at += 1;
      },
      () => {
        if (random() < 0.7) return;
        const number = inTransaction(database, () => seal(database));
        if (sealed.at(-1) !== at) sealed.push(at);
        expect(number).toBe(sealed.length);
      },
      // Cut in the middle, as when its process is killed: what could be redone is gone, and nothing else is.
      () => {
        const cut = openWriter(database, begin(database, "fix"));
        const [one] = now();
        const row = one && rowAt(database, headOf(database), one.key);
        if (row) changes.replace(cut, row, "half", []);
        cut.mark(one?.key ?? 0, "tag", "half", true);
        states = states.slice(0, at + 1);
      },
      () => {
        expect(() => changes.editRow(database, 999_999, "nobody", check)).toThrow();
        forgetCounts(database);
      },
    ];
    for (let count = 0; count < 120; count += 1) {
      steps[below(steps.length)]?.();
      compare(database, states, at, sealed);
    }
    const versions = versionsOf(database);
    expect(versions.filter(({ isSealed }) => isSealed)).toHaveLength(sealed.length);
    const before = states[sealed[0] ?? 0] ?? [];
    const told = differences(database, operationOf(database, 1) ?? 1, headOf(database), 0, 500);
    const old = new Map(before.map(({ key, text }) => [key, text]));
    const current = new Map(now().map(({ key, text }) => [key, text]));
    const keys = [...new Set([...old.keys(), ...current.keys()])];
    const differing = keys.filter((key) => old.get(key) !== current.get(key));
    for (const row of told.rows)
      expect([row.before, row.after]).toEqual([old.get(row.key) ?? null, current.get(row.key) ?? null]);
    // A row that was edited back and forth is another row that says the same.
    expect(told.rows.map(({ key }) => key)).toEqual(expect.arrayContaining(differing));
    expect(told.added).toBe(keys.filter((key) => !old.has(key)).length);
    expect(told.removed).toBe(keys.filter((key) => !current.has(key)).length);
    database.close();
  },
);
