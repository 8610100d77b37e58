import type { Database } from "../../storage/database.ts";

/**
 * A place between that of a row and that of the one behind it, as the rows were after an operation. Where two numbers have
 * no other between them any more, what was put in there is spread anew first; in no version does the order change.
 */
export function placeAfter(database: Database, operation: number, row: number): number {
  const free = between(database, operation, row);
  if (free !== null) return free;
  spread(database, row);
  return between(database, operation, row) ?? placeOf(database, row);
}

const placeOf = (database: Database, row: number): number =>
  Number(database.prepare("select place from rows where id = ?").get(row)?.place);

function between(database: Database, operation: number, row: number): number | null {
  const place = placeOf(database, row);
  const next = database
    .prepare("select min(place) as place from rows where since <= ?1 and until > ?1 and place > ?2")
    .get(operation, place)?.place;
  const other = typeof next === "number" ? next : place + 1;
  const middle = (place + other) / 2;
  return middle > place && middle < other ? middle : null;
}

/** Rows that were read are a whole number apart: what was put between two of them is spread over the room between. */
function spread(database: Database, row: number): void {
  const from = Math.floor(placeOf(database, row));
  const rows = database
    .prepare("select id, place from rows where place >= ? and place < ? order by place, id")
    .all(from, from + 1);
  const places = new Map<unknown, number>([[from, 0]]);
  for (const { place } of rows) if (!places.has(place)) places.set(place, places.size);
  const move = database.prepare("update rows set place = ? where id = ?");
  for (const { id, place } of rows) move.run(from + (places.get(place) ?? 0) / places.size, Number(id));
}
