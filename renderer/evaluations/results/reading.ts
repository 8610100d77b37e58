import { useEffect, useRef, useState } from "react";

/** Milliseconds between two readings of the same: what runs changes with every answer. */
const pause = 1_500;

const delay = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));

/**
 * Reads the same thing again and again, one reading at a time: news that come meanwhile are read afterwards, once, and not
 * at once. `show` is told what was read; null is what could not be.
 */
export class Reader<Value> {
  readonly #read: () => Promise<Value | null>;
  readonly #show: (value: Value | null) => void;
  readonly #wait: () => Promise<void>;
  #isStale = false;
  #isBusy = false;
  #isClosed = false;

  /** `wait` passes the time between two readings. */
  constructor(
    read: () => Promise<Value | null>,
    show: (value: Value | null) => void,
    wait: () => Promise<void> = () => delay(pause),
  ) {
    this.#read = read;
    this.#show = show;
    this.#wait = wait;
  }

  /** Says that there is something new to read. */
  async ask(): Promise<void> {
    this.#isStale = true;
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (this.#isStale && !this.#isClosed) {
      this.#isStale = false;
      const value = await this.#read();
      if (this.#isClosed) return;
      this.#show(value);
      if (this.#isStale) await this.#wait();
    }
    this.#isBusy = false;
  }

  /** Ends it: what is on its way is dropped. */
  close(): void {
    this.#isClosed = true;
  }
}

/** What was read, whether it could not be, and whether it answers what was asked before. */
export interface Reading<Value> {
  value: Value | null;
  failed: boolean;
  isOld: boolean;
}

/** Reads what another `read` asks at once, and the same again whenever `stamp` is another. What was read stays until then. */
export function useReading<Value>(read: () => Promise<Value | null>, stamp: number | string): Reading<Value> {
  const [state, setState] = useState<{ read: unknown; value: Value | null; failed: boolean }>({
    read: null,
    value: null,
    failed: false,
  });
  const reader = useRef<Reader<Value> | null>(null);
  useEffect(() => {
    const made = new Reader(read, (value) =>
      setState((before) => ({ read, value: value ?? before.value, failed: value === null })),
    );
    reader.current = made;
    void made.ask();
    return () => made.close();
  }, [read]);
  const stamped = useRef(stamp);
  useEffect(() => {
    if (stamped.current === stamp) return;
    stamped.current = stamp;
    void reader.current?.ask();
  }, [stamp]);
  return { value: state.value, failed: state.failed, isOld: state.read !== read };
}
