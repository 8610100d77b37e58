import { setImmediate } from "node:timers/promises";
import type { WorkContext } from "../../processes/messages.ts";
import type { Database } from "../../storage/database.ts";
import { contentHash, createExactIndex } from "../near/exact.ts";
import type { NearIndex } from "../near/index.ts";
import { leaksBetween } from "../near/leaks.ts";
import { rowFinding } from "../rules/contents/findings.ts";
import type { StoredRow } from "../store/rows.ts";
import { beside } from "./files.ts";
import { addTo, likenessOf, nearIndexAt } from "./likeness.ts";
import type { Find } from "./outliers.ts";

/** A dataset that rows of this one should not be in. */
export interface OtherDataset {
  id: string;
  name: string;
  file: string;
}

/** Rows that are the same as others or nearly so: in one dataset, in two parts of it, or in another one. */
export interface Repeats {
  /** Whether any row is set apart for validation. */
  readonly hasValidation: boolean;
  add(row: StoredRow, value: unknown): void;
  find(others: readonly OtherDataset[], find: Find, context: WorkContext): Promise<void>;
  /** Deletes what was kept on disk. */
  close(): void;
}

/** Files beside `scratch` hold what rows are compared by. */
export function createRepeats(database: Database, operation: number, scratch: string): Repeats {
  let exact = createExactIndex();
  const indexes = new Map<string, NearIndex>();
  const indexOf = (name: string): NearIndex => {
    const index = indexes.get(name) ?? nearIndexAt(`${scratch}-${name}`);
    indexes.set(name, index);
    return index;
  };
  const parts = database.prepare(
    "select value from marks where key = ?1 and kind = 'part' and since <= ?2 and until > ?2",
  );
  const isSplit =
    database
      .prepare("select 1 from marks where kind = 'part' and since <= ?1 and until > ?1 limit 1")
      .get(operation) !== undefined;
  let hasValidation = false;
  const partOf = (key: number) => (isSplit ? parts.get(key, operation)?.value : undefined);

  const findEqual = async (find: Find, { signal }: WorkContext) => {
    const numberOf = numbers(database);
    for (const repeated of exact.repeated()) {
      if (repeated !== null) {
        find(repeated.row, [rowFinding("duplicate", 0, { first: numberOf(repeated.first) })]);
        continue;
      }
      await setImmediate();
      signal.throwIfAborted();
    }
  };
  const findLeaks = async (
    one: NearIndex,
    other: NearIndex,
    where: string,
    of: Database,
    find: Find,
    { signal }: WorkContext,
  ) => {
    const numberOf = numbers(of);
    for await (const { row, other: leaked, similarity } of leaksBetween(one, other, { signal })) {
      const percent = String(Math.round(100 * similarity));
      find(row, [rowFinding("leak", 0, { where, other: numberOf(leaked), similarity: percent })]);
    }
  };

  return {
    get hasValidation() {
      return hasValidation;
    },
    add: (row, value) => {
      exact.add(row.id, contentHash(row.text, value));
      addTo(indexOf("all"), row, value);
      const part = partOf(row.key);
      if (part === undefined) return;
      if (part === "validation") hasValidation = true;
      addTo(indexOf(part === "train" ? "train" : "held"), row, value);
    },
    find: async (others, find, context) => {
      context.progress({ phase: "comparing", done: 0, total: null });
      await findEqual(find, context);
      // What it held is free for what follows.
      exact = createExactIndex();
      const { signal } = context;
      for await (const group of indexOf("all").groups({ signal })) {
        const count = String(group.length - 1);
        for (const id of group.subarray(1)) find(id, [rowFinding("near_duplicate", 0, { count })]);
      }
      const [train, held] = [indexes.get("train"), indexes.get("held")];
      if (train && held) await findLeaks(train, held, "", database, find, context);
      for (const { name, file } of others) {
        await beside(file, async (other) => {
          const index = await likenessOf(other, `${scratch}-other`, context);
          try {
            await findLeaks(indexOf("all"), index, name, other, find, context);
          } finally {
            index.remove();
          }
        });
      }
    },
    close: () => {
      for (const index of indexes.values()) index.remove();
      indexes.clear();
    },
  };
}

/** Tells the number that a row has through all versions, by its id. */
function numbers(database: Database): (id: number) => string {
  const keyOf = database.prepare("select key from rows where id = ?");
  return (id) => String(keyOf.get(id)?.key ?? "");
}
