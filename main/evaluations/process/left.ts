import { shuffled } from "../../statistics/random.ts";
import { columnsOf } from "./columns.ts";
import { rowCount } from "./scores.ts";
import { sentOf } from "./sent.ts";
import type { OpenSession } from "./session.ts";

/** Which rows and repeats of a model are looked for. */
export interface LeftRequest {
  /** The place of the model. */
  model: number;
  /** Where to begin: 0, or `next` of the page before. */
  from: number;
  /** At most so many. */
  count: number;
  /** Only of the repeat that the first of them is of. */
  isOfOneRepeat?: boolean;
}

/** Some of what has no answer yet. */
export interface LeftPage {
  /** A row and a repeat each. */
  places: Int32Array;
  /** Where the next page begins; null where there is none. */
  next: number | null;
}

/** Rows that are looked at between two pauses. */
const stride = 2000;

const orders = new WeakMap<object, Int32Array>();

/**
 * The rows that ask something, in the order in which they are asked. All models have them in the same random order, so that
 * what is there at any time can be held against each other. They stay as they were prepared.
 */
function* orderOf(open: OpenSession): Generator<void, Int32Array> {
  const { database, settings } = open();
  const known = orders.get(database);
  if (known) return known;
  const rows: number[] = [];
  for (const [some = []] of columnsOf<number>(
    open,
    ["row"],
    "rows where problem is null",
    rowCount(open()),
  )) {
    for (const row of some) rows.push(row);
    yield;
  }
  const order = Int32Array.from(shuffled(rows, settings.data?.seed ?? 0));
  orders.set(open().database, order);
  return order;
}

/** What has not been asked of a model, a page of it in the order in which it is to be. With pauses. */
export function* leftIn(open: OpenSession, request: LeftRequest): Generator<void, LeftPage> {
  const { model, from, count, isOfOneRepeat = false } = request;
  const order = yield* orderOf(open);
  const { repeats } = open().settings;
  const left: number[] = [];
  let wanted: number | null = null;
  for (let at = Math.floor(from / repeats); at < order.length; ) {
    const done = open().database.prepare("select repeat from measures where model = ? and row = ?");
    for (const end = Math.min(order.length, at + stride); at < end; at += 1) {
      const row = order[at] ?? 0;
      const there = new Set(done.all(model, row).map(({ repeat }) => Number(repeat)));
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        const place = at * repeats + repeat;
        if (place < from || there.has(repeat) || (wanted !== null && repeat !== wanted)) continue;
        if (left.length >= 2 * count) return { places: Int32Array.from(left), next: place };
        if (isOfOneRepeat) wanted = repeat;
        left.push(row, repeat);
      }
    }
    yield;
  }
  return { places: Int32Array.from(left), next: null };
}

/** What is left of a model and was not given to the service, either: a row and a repeat each. With pauses. */
export function* unsentIn(open: OpenSession, model: number): Generator<void, Int32Array> {
  const { repeats } = open().settings;
  const sent = new Set<number>();
  for (const one of sentOf(open()))
    if (one.model === model)
      for (let at = 0; at < one.places.length; at += 2)
        sent.add((one.places[at] ?? 0) * repeats + (one.places[at + 1] ?? 0));
  const { places } = yield* leftIn(open, { model, from: 0, count: Number.POSITIVE_INFINITY });
  let filled = 0;
  for (let at = 0; at < places.length; at += 2) {
    const [row = 0, repeat = 0] = places.subarray(at, at + 2);
    if (sent.has(row * repeats + repeat)) continue;
    places.set([row, repeat], filled);
    filled += 2;
  }
  return places.slice(0, filled);
}
