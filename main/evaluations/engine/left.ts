import type { Writer } from "../process/work.ts";

/** Rows and repeats that are taken from the file at a time. */
const taken = 500;

/**
 * Gives one row and repeat of a model after the other that has no answer; null when there are no more. No more than a page
 * of them is here at any time.
 */
export function leftOf(
  writer: Writer,
  file: string,
  model: number,
): () => Promise<[row: number, repeat: number] | null> {
  let places: Int32Array = new Int32Array();
  let at = 0;
  let next: number | null = 0;
  let reading: Promise<void> | null = null;
  const read = async (from: number) => {
    const page = await writer.ask("left", { file, model, from, count: taken });
    [places, next, at] = [page.places, page.next, 0];
    reading = null;
  };
  return async () => {
    while (at >= places.length) {
      if (next === null) return null;
      // Several ask at the same time.
      reading ??= read(next);
      await reading;
    }
    at += 2;
    return [places[at - 2] ?? 0, places[at - 1] ?? 0];
  };
}
