/** Rows that are asked for at once. */
export const windowLength = 100;
/** Windows that are kept on either side of what is seen. */
const around = 3;

/** A stretch of a table, of how many rows in all. `state` is another once rows have changed. */
interface Window<Row> {
  rows: Row[];
  total: number;
  state: number;
}

/** Asks for a stretch of the view; null where that fails. */
export type AskRows<Row> = (from: number, count: number) => Promise<Window<Row> | null>;

/**
 * The rows of one view of a table, read in windows of a hundred as they come into sight. A few windows around what is seen
 * are kept. What is on its way is not asked for again, and what was read of an older state of the rows counts no more: it
 * is only shown until the new rows are there.
 */
export class RowWindows<Row> {
  readonly #ask: AskRows<Row>;
  readonly #changed: () => void;
  #windows = new Map<number, Row[]>();
  /** Of an older state, in the places of those that are on their way. */
  #older = new Map<number, Row[]>();
  #asked = new Map<number, symbol>();
  #seen: [first: number, last: number] = [0, 0];
  #state: number | null = null;
  #total: number | null = null;
  #isClosed = false;
  #failed = false;

  /** `changed` is called whenever other rows are there, or another number of them. */
  constructor(ask: AskRows<Row>, changed: () => void) {
    this.#ask = ask;
    this.#changed = changed;
  }

  /** How many rows the view has; null until that is known. */
  get total(): number | null {
    return this.#total;
  }

  /** Whether the last rows that were asked for could not be read. */
  get failed(): boolean {
    return this.#failed;
  }

  /** The row at a place of the view, from 0; null while it is not there. */
  at(index: number): Row | null {
    const number = Math.floor(index / windowLength);
    const rows = this.#windows.get(number) ?? this.#older.get(number);
    return rows?.[index - number * windowLength] ?? null;
  }

  /** Says that the rows from one place to another are seen now. */
  see(first: number, last: number): void {
    this.#seen = [Math.floor(first / windowLength), Math.floor(Math.max(first, last) / windowLength)];
    this.#readSeen();
    this.#forgetFar();
  }

  /** Reads what is seen again, since the rows have changed. */
  refresh(): void {
    for (const [number, rows] of this.#windows) this.#older.set(number, rows);
    this.#windows.clear();
    this.#asked.clear();
    this.#readSeen();
    this.#forgetFar();
  }

  /** Says that this view is shown. Gives what ends that: what is still on its way is dropped then. */
  open(): () => void {
    this.#isClosed = false;
    return () => {
      this.#isClosed = true;
    };
  }

  /** The rows from one place to the one before another, also those that are not there; null where they cannot be read. */
  async between(from: number, to: number, most: number): Promise<Row[] | null> {
    const rows: Row[] = [];
    while (rows.length < to - from) {
      const known = this.at(from + rows.length);
      if (known) rows.push(known);
      else {
        const read = await this.#ask(from + rows.length, Math.min(most, to - from - rows.length));
        if (read === null) return null;
        if (read.rows.length === 0) break;
        rows.push(...read.rows);
      }
    }
    return rows;
  }

  #readSeen() {
    const [first, last] = this.#seen;
    for (let number = first; number <= last; number += 1) {
      if (this.#total !== null && number > 0 && number * windowLength >= this.#total) break;
      if (!this.#windows.has(number) && !this.#asked.has(number)) void this.#read(number);
    }
  }

  async #read(number: number) {
    const asked = Symbol();
    this.#asked.set(number, asked);
    const read = await this.#ask(number * windowLength, windowLength);
    if (this.#isClosed || this.#asked.get(number) !== asked) return;
    this.#asked.delete(number);
    this.#failed = read === null;
    if (read !== null) this.#take(number, read);
    this.#changed();
  }

  #take(number: number, { rows, total, state }: Window<Row>) {
    if (this.#state !== null && this.#state !== state) {
      for (const [other, old] of this.#windows) this.#older.set(other, old);
      this.#windows.clear();
    }
    this.#state = state;
    this.#total = total;
    this.#windows.set(number, rows);
    this.#older.delete(number);
    for (const older of this.#older.keys()) if (older * windowLength >= total) this.#older.delete(older);
    this.#readSeen();
  }

  #forgetFar() {
    const [first, last] = this.#seen;
    const isFar = (number: number) => number < first - around || number > last + around;
    for (const kept of [this.#windows, this.#older, this.#asked])
      for (const number of kept.keys()) if (isFar(number)) kept.delete(number);
  }
}
