import type { Database } from "../../storage/database.ts";
import { eachRow } from "../../storage/each-row.ts";
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
  const gone = pairsOf(
    database,
    `select id, id as place from rows indexed by rows_ended where until <= ?1 and until < ${never} and id <= ?2 order by id`,
    operation,
    imported,
  );
  const come = pairsOf(
    database,
    "select id, place from rows indexed by rows_begun where since > 1 and since <= ?1 and until > ?1 and id > ?2 order by place, id",
    operation,
    imported,
  );
  if (among !== null && gone.ids.length + come.ids.length === 0) return among;
  const wanted = among ?? Float64Array.from({ length: imported }, (_, index) => index + 1);
  const isWanted = (id: number) => among === null || among[firstAbove(among, id - 1)] === id;
  return merged(wanted, firstAbove(wanted, imported), gone.ids, come, isWanted);
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
  ids: number[];
  places: number[];
}

function pairsOf(database: Database, sql: string, operation: number, imported: number): Places {
  const places: Places = { ids: [], places: [] };
  for (const { id, place } of eachRow(database.prepare(sql), operation, imported)) {
    places.ids.push(Number(id));
    places.places.push(Number(place));
  }
  return places;
}

/** The first so many wanted ids where they are not gone, and those that have come, by their places. */
function merged(
  wanted: Float64Array,
  imported: number,
  gone: readonly number[],
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
