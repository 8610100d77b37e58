import type { Comparison, Setting } from "./bench.ts";
import { measurePairs } from "./pairs.ts";
import { openStreamingPage } from "./streaming.ts";
import { fenceOf, proseOf } from "./texts.ts";

export const name = "streaming-growth";
export const limit = 12;

/** The renderer's processor time for an answer of 100,000 characters, against one of 10,000. */
export async function run(setting: Setting): Promise<Comparison[]> {
  const { cost, highlights, close } = await openStreamingPage(setting);
  const comparisons: Comparison[] = [];
  const kinds = { "prose, 100 kB to 10 kB": proseOf, "one code block, 100 kB to 10 kB": fenceOf };
  for (const [what, textOf] of Object.entries(kinds)) {
    const taken = await measurePairs(
      setting.pairs,
      () => cost("app", textOf(100_000), 0),
      () => cost("app", textOf(10_000), 0),
    );
    comparisons.push({ what, unit: "ms", compared: "ratio", ...taken, notes: { highlights } });
  }
  await close();
  return comparisons;
}
