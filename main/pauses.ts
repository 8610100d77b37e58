import { setImmediate } from "node:timers/promises";

/** Milliseconds of work between two pauses. */
const slice = 8;

/** What a work of many steps comes to. It pauses between them, so that everything else in the process goes on meanwhile. */
export async function withPauses<Value>(work: Generator<void, Value>): Promise<Value> {
  let begun = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - begun < slice) continue;
    await setImmediate();
    begun = performance.now();
  }
}
