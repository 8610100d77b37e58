import type { Database } from "../../storage/database.ts";
import { stateOf } from "./facts.ts";
import { never } from "./schema.ts";

/**
 * Ids in the order of their rows' places as they were after an operation, without a look at any row that is as it was
 * imported: the first operation gives places and ids in the same order, so that only what came and went later is read.
 * `among` are the ids that are wanted, ascending; null for all. Null where the rows were not written like that.
 */
export function importedOrder(
  database: Database,
  operation: number,
  among: Float64Array | null,
): Float64Array | null {
  const imported = importedRows(database);
  if (imported === null || operation < 1) return null;
  const { gone, come } = changesOf(database, operation, imported);
  if (among !== null && gone.length + come.ids.length === 0)
    return among.subarray(0, firstAbove(among, imported));
  const wanted = among ?? Float64Array.from({ length: imported }, (_, index) => index + 1);
  const isWanted = (id: number) => among === null || among[firstAbove(among, id - 1)] === id;
  return merged(wanted, firstAbove(wanted, imported), gone, come, isWanted);
}

/** How many rows the first operation has written; null where their ids and places are not the numbers from 1 on. */
function importedRows(database: Database): number | null {
  const count = Number(database.prepare("select rows from operations where number = 1").get()?.rows ?? 0);
  const last = database.prepare("select place, since from rows where id = ?").get(count);
  const next = database.prepare("select since from rows where id = ?").get(count + 1);
  const isSo = last?.place === count && last.since === 1 && next?.since !== 1;
  return isSo ? count : null;
}

interface Places {
  ids: Float64Array;
  places: Float64Array;
}

interface Changes {
  /** Ids of imported rows that are not there any more, ascending. */
  gone: Float64Array;
  /** Rows that were not imported, by their places. */
  come: Places;
}

const known = new WeakMap<Database, { name: string; changes: Changes }>();

/** What came and went until an operation; kept until anything is changed, since one search follows another. */
function changesOf(database: Database, operation: number, imported: number): Changes {
  const name = `${operation} ${stateOf(database)}`;
  const kept = known.get(database);
  if (kept?.name === name) return kept.changes;
  const [ended = []] = columnsOf(
    database,
    `select json_group_array(id) from rows indexed by rows_ended
     where until <= ?1 and until < ${never} and id <= ?2`,
    [operation, imported],
  );
  const [ids = [], places = []] = columnsOf(
    database,
    `select json_group_array(id), json_group_array(place) from rows indexed by rows_begun
     where since > 1 and since <= ?1 and until > ?1 and id > ?2`,
    [operation, imported],
  );
  const order = ids
    .map((_, at) => at)
    .sort((one, other) => (places[one] ?? 0) - (places[other] ?? 0) || (ids[one] ?? 0) - (ids[other] ?? 0));
  const changes = {
    gone: Float64Array.from(ended).sort(),
    come: {
      ids: Float64Array.from(order, (at) => ids[at] ?? 0),
      places: Float64Array.from(order, (at) => places[at] ?? 0),
    },
  };
  known.set(database, { name, changes });
  return changes;
}

/** Columns of numbers, each as the JSON that a query makes of it: far quicker than row by row. */
export function columnsOf(database: Database, sql: string, values: (string | number)[]): number[][] {
  const row = database.prepare(sql).get(...values) ?? {};
  return Object.values(row).map((column) => JSON.parse(String(column)) as number[]);
}

/** The first so many wanted ids where they are not gone, and those that have come, by their places. */
function merged(
  wanted: Float64Array,
  imported: number,
  gone: Float64Array,
  { ids, places }: Places,
  isWanted: (id: number) => boolean,
): Float64Array {
  const order = new Float64Array(imported + ids.length);
  let [count, lost, later] = [0, 0, 0];
  const takeBefore = (place: number) => {
    for (; later < ids.length && (places[later] ?? 0) < place; later += 1) {
      const id = ids[later] ?? 0;
      if (isWanted(id)) order[count++] = id;
    }
  };
  for (let at = 0; at < imported; at += 1) {
    const id = wanted[at] ?? 0;
    while ((gone[lost] ?? Number.POSITIVE_INFINITY) < id) lost += 1;
    if (gone[lost] === id) continue;
    takeBefore(id);
    order[count++] = id;
  }
  takeBefore(Number.POSITIVE_INFINITY);
  return order.subarray(0, count);
}

/** The place of the first number above a limit in ascending ones. */
function firstAbove(ascending: Float64Array, limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
