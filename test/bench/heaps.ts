import type { Opened } from "./electron.ts";

/** What the heaps of page and main hold after collection, in bytes. Main has to run with `--expose-gc`. */
export async function heapsOf({ inspector, electron }: Opened): Promise<{ page: number; main: number }> {
  await inspector.send("HeapProfiler.enable");
  await inspector.send("HeapProfiler.collectGarbage");
  const page = (await inspector.send("Runtime.getHeapUsage")).usedSize;
  const main = await electron.evaluate(async () => {
    if (!globalThis.gc) throw new Error("Main cannot be made to collect.");
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 50));
    globalThis.gc();
    return process.memoryUsage().heapUsed;
  });
  return { page, main };
}

/** The switch that lets main collect. */
export const collecting = "--js-flags=--expose-gc";
