import type { Comparison, Setting } from "./bench.ts";
import { measurePairs } from "./pairs.ts";
import { openStreamingPage } from "./streaming.ts";
import { fenceOf, proseOf } from "./texts.ts";

export const name = "streaming-libraries";
/** Three times less. */
export const limit = 1 / 3;

/** Where the measured part of an answer begins: the libraries' cost of all before it would take too long to measure. */
const from = 100_000;
const length = from + 1_600;

/** The renderer's processor time for 8 deltas after 100,000 characters, against libraries with the same features. */
export async function run(setting: Setting): Promise<Comparison[]> {
  const { cost, highlights, close } = await openStreamingPage(setting);
  const comparisons: Comparison[] = [];
  const kinds = { prose: proseOf(length), "one code block": fenceOf(length) };
  for (const library of ["react-markdown", "streamdown"] as const) {
    for (const [kind, text] of Object.entries(kinds)) {
      const taken = await measurePairs(
        setting.pairs,
        () => cost("app", text, from),
        () => cost(library, text, from),
      );
      const what = `${kind} from 100 kB on, to ${library}`;
      comparisons.push({ what, unit: "ms", compared: "ratio", ...taken, notes: { highlights } });
    }
  }
  await close();
  return comparisons;
}
